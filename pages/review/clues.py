"""问题线索: how many clues prove true from year to year, where are they stuck, and which ones?"""

import streamlit as st

from inspection.charts.clues import ageing, funnel
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
years = table(data, view, "clue_years", term=False, rounds=False)
left, right = st.columns([11, 10], gap="medium")
with left:
    clues.by_year(view, data)
with right:
    open_clues = table(data, view, "clue_ageing", term=False)
    panels.chart(view, data, ageing, open_clues, behind="clue_conclusion_rate", term=False)
course, by_year, mix, league, stages, rounds, each, reviews = panels.tabs(view, "clues", clues.TABS)
if course.open:
    with course:
        clues.course(view, data, years)
if by_year.open:
    with by_year:
        clues.years(view, data, years)
if mix.open:
    with mix:
        clues.change_of_mix(view, data, years)
if league.open:
    with league:
        clues.league(view, data)
if stages.open:
    with stages:
        panels.chart(view, data, funnel, table(data, view, "clue_funnel"), behind="clue_case_filing_rate")
if rounds.open:
    with rounds:
        clues.by_round(view, data)
if each.open:
    with each:
        clues.one_by_one(view, data)
if reviews.open:
    with reviews:
        clues.reviews(view, data)
