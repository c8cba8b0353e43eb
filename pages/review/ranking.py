"""整改排名: who ranks where within its class, how sure is that, and does it hang on the weights?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.pieces import cards, panels
from inspection.ui.screens import ranking

FIGURES = ("satisfaction_rate", "completion_rate", "on_time_rate", "overdue_rate", "explanations")

view, source = frame.page("ranking")
cards.row(view, source, FIGURES)
code = ranking.chosen(view, source)
if code is None:
    st.stop()
left, right = st.columns([7, 5], gap="medium")
with left:
    ranking.ranking(view, source, code)
with right:
    ranking.intervals(view, source, code)
panels.tabs(view, source, "ranking", ranking.TABS, code)
