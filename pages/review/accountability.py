"""问责挽损: who was dealt with and how, how soon after a notice, and how much money came back?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.pieces import breakdowns, cards, panels
from inspection.ui.screens import accountability

FIGURES = (
    "accountable_persons",
    "accountability_decisions",
    "notice_accountable_within_week",
    "recovered_wan",
    "returned_wan",
    "persons_paid_back",
)

view, source = frame.page("accountability")
cards.row(view, source, FIGURES)
left, right = st.columns([1, 1], gap="medium")
with left:
    breakdowns.beside(view, source, "accountability_decisions", "accountable_persons", "measure")
with right:
    breakdowns.running(view, source, "recovered_wan", "returned_wan")
panels.tabs(view, source, "accountability", accountability.TABS)
