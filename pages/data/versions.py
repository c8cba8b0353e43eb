"""数据版本: which versions of the data are there, what differs between two, and how does one get back?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.screens import versions

view, source = frame.current()

st.title(view.say("version_pages.title"), anchor=False)
st.caption(view.say("version_pages.lead"))

versions.show_versions(view.lang)
