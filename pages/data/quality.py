"""数据质量: which rules do the ledgers break, since when, which rows, and which figures does it touch?"""

import streamlit as st

from inspection.reading.quality import history
from inspection.ui import frame
from inspection.ui.pieces import panels
from inspection.ui.screens import quality

view, source = frame.current()

with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    st.title(view.say("checks.title"), width="content", anchor=False)
    st.caption(view.say("checks.lead", version=source.version.number, as_of=source.version.as_of), width="content")
    if source.mart.demonstration:
        st.badge(view.say("pages.demonstration"), color="red")

with st.spinner(view.say("checks.counting")):
    past, unreadable = history(source)
panels.tabs(view, source, "quality", quality.TABS, past, unreadable)
