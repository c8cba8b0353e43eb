"""整改排名: who ranks where within its class, how sure is that, and does it hang on the weights?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.pieces import answer, cards, panels
from inspection.ui.screens import ranking

FIGURES = ("satisfaction_rate", "completion_rate", "on_time_rate", "explanations")

view, source = frame.page("ranking")
code = ranking.chosen(view, source)
answer.sentence(view, source, "ranking", code or "")
if code is None:
    cards.row(view, source, FIGURES)
    st.stop()
left, right = st.columns([9, 12], gap="medium")
with left:
    ranking.intervals(view, source, code)
with right:
    answer.rows(view, source, "ranking", code)
ranking.of_all(view, code)
cards.row(view, source, FIGURES)
ranking.ranking(view, source, code)
panels.tabs(view, source, "ranking", ranking.TABS, code)
