"""数据探索: what does any indicator or ledger say, cut by whatever its rows know?"""

import streamlit as st

from inspection.ui import explore, frame

view, data = frame.page("explorer", whole=True)
left, right = st.columns([1, 3], gap="medium")
with left:
    asked = explore.controls(view, data)
with right:
    explore.results(view, data, asked)
