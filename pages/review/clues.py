"""问题线索: how many clues prove true from year to year, where are they stuck, and which ones?"""

import streamlit as st

from inspection.charts.clues import ageing
from inspection.reading.clues import open_clues
from inspection.reading.keeping import ask
from inspection.ui import frame
from inspection.ui.pieces import answer, cards, panels
from inspection.ui.screens import clues

FIGURES = (
    "clues",
    "clue_conclusion_rate",
    "clue_verification_rate",
    "clue_case_filing_rate",
)

view, source = frame.page("clues")
answer.sentence(view, source, "clues")
left, right = st.columns([9, 12], gap="medium")
with left:
    panels.chart(view, source, ageing, ask(open_clues, view, source), behind="clue_conclusion_rate", table="clue_progress")
with right:
    answer.rows(view, source, "clues")
cards.row(view, source, FIGURES)
clues.by_year(view, source)
panels.tabs(view, source, "clues", clues.TABS)
