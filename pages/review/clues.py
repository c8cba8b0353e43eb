"""问题线索: how many clues prove true from year to year, where are they stuck, and which ones?"""

import streamlit as st

from inspection.charts.clues import ageing, funnel, verification_by_year
from inspection.ui import clues, figures, frame, panels
from inspection.ui.data import table

FIGURES = (
    "clues",
    "clue_conclusion_rate",
    "clue_verification_rate",
    "clue_verification_within_year",
    "clue_case_filing_rate",
    "clue_review_rate",
)

view, data = frame.page("clues")
figures.row(view, data, FIGURES)
left, right = st.columns([11, 10], gap="medium")
years = table(data, view, "clue_years", term=False, rounds=False)
with left:
    panels.chart(view, data, verification_by_year, years, behind="clue_verification_rate", term=False, height=360)
with right:
    open_clues = table(data, view, "clue_ageing", term=False)
    panels.chart(view, data, ageing, open_clues, behind="clue_conclusion_rate", term=False)
by_year, stages, rounds, each = clues.tabs(view)
if by_year.open:
    with by_year:
        clues.years(view, data, years)
if stages.open:
    with stages:
        panels.chart(view, data, funnel, table(data, view, "clue_funnel"), behind="clue_case_filing_rate")
if rounds.open:
    with rounds:
        clues.by_round(view, data)
if each.open:
    with each:
        clues.one_by_one(view, data)
