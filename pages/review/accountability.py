"""问责挽损: who was dealt with and how, how soon after a notice, and how much money came back?"""

import streamlit as st

from inspection.ui import breakdowns, figures, frame, panels, tables

FIGURES = (
    "accountable_persons",
    "accountability_decisions",
    "notice_accountable_within_week",
    "recovered_wan",
    "returned_wan",
    "persons_paid_back",
)
NOTICE = ("org_name", "notice_kind", "batch", "issued_on", "decided_on", "days", "within_week", "measure", "form")

view, data = frame.page("accountability")
figures.row(view, data, FIGURES)
left, right = st.columns([1, 1], gap="medium")
with left:
    breakdowns.beside(view, data, "accountability_decisions", "accountable_persons", "measure")
with right:
    breakdowns.running(view, data, "recovered_wan", "returned_wan")
forms, decisions, money, notices = panels.tabs(
    view, "accountability", ("forms", "decisions", "money", "after_notice")
)
if forms.open:
    with forms:
        left, right = st.columns([1, 1], gap="medium")
        with left:
            breakdowns.beside(view, data, "accountability_decisions", "accountable_persons", "form")
        with right:
            breakdowns.beside(view, data, "accountability_decisions", "accountable_persons", "subject_level")
if decisions.open:
    with decisions:
        breakdowns.years(view, data, "accountability_decisions", "measure")
if money.open:
    with money:
        breakdowns.years(view, data, "recovered_wan")
if notices.open:
    with notices:
        tables.show(view, data, "notice_decisions", shown=NOTICE, heading=False, rows=16)
