"""一个问题: what became of this finding, from the day it was found until the as-of day?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.screens import case

view, source = frame.page("finding", whole=True, scoped=False)
one = case.chosen(view, source, "finding")
if one is None:
    st.stop()
case.opening(view, source, one)
case.course(view, source, one)
case.beside(view, source, one)
