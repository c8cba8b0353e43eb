"""数据探索: what does any indicator or ledger say, cut by whatever its rows know?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.screens import explore, explore_controls

elsewhere = frame.current()[0]
view, source = frame.page("explorer", whole=True, scoped=False)
left, right = st.columns([1, 3], gap="medium")
with left:
    asked = explore_controls.controls(view, source, elsewhere)
with right:
    explore.results(view, source, asked)
