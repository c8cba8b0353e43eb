"""一件线索: what became of this clue, from its transfer until the as-of day?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.screens import case

view, source = frame.page("clue", whole=True, scoped=False)
one = case.chosen(view, source, "clue")
if one is None:
    st.stop()
case.opening(view, source, one)
case.course(view, source, one)
case.beside(view, source, one)
