"""数据导入: what would come in, is anything wrong with it, and what stands? For the data steward."""

import streamlit as st

from inspection.ui import frame
from inspection.ui.screens import importing

view, source = frame.current()

st.title(view.say("importing.title"), anchor=False)
st.caption(view.say("importing.lead"))

importing.show_import(view.lang)
importing.show_import_background(view.lang)
