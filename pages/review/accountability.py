"""问责挽损: who was dealt with and how, how soon after a notice, and how much money came back?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.pieces import answer, breakdowns, cards, panels
from inspection.ui.screens import accountability

FIGURES = (
    "accountable_persons",
    "notice_accountable_within_week",
    "recovered_wan",
    "returned_wan",
    "persons_paid_back",
)

view, source = frame.page("accountability")
answer.sentence(view, source, "accountability")
left, right = st.columns([9, 12], gap="medium")
with left:
    breakdowns.running(view, source, "recovered_wan", "returned_wan")
with right:
    answer.rows(view, source, "accountability")
cards.row(view, source, FIGURES)
breakdowns.beside(view, source, "accountability_decisions", "accountable_persons", "measure")
panels.tabs(view, source, "accountability", accountability.TABS)
