"""问题线索: how many clues prove true from year to year, where are they stuck, and which ones?"""

import streamlit as st

from inspection.charts.clues import ageing
from inspection.reading.answers import tabled
from inspection.reading.keeping import ask
from inspection.ui import frame
from inspection.ui.pieces import cards, panels
from inspection.ui.screens import clues

FIGURES = (
    "clues",
    "clue_conclusion_rate",
    "clue_verification_rate",
    "clue_case_filing_rate",
    "clue_review_rate",
)

view, source = frame.page("clues")
cards.row(view, source, FIGURES)
left, right = st.columns([11, 10], gap="medium")
with left:
    clues.by_year(view, source)
with right:
    panels.chart(view, source, ageing, ask(tabled, view, source, "clue_ageing"), behind="clue_conclusion_rate")
panels.tabs(view, source, "clues", clues.TABS)
