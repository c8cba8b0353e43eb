"""总览: how do we stand, what moved since the same day of the term before, and what needs attention?"""

import streamlit as st

from inspection.charts.clues import verification_by_year
from inspection.reading.keeping import ask
from inspection.reading.years import own_years
from inspection.ui import frame
from inspection.ui.pieces import answer, cards, panels
from inspection.ui.screens import attention, since

COUNTS = ("organisations_inspected", "inspections", "findings", "clues", "accountable_persons", "recovered_wan")
FIGURES = (
    "coverage_rate",
    "completion_rate",
    "clue_verification_rate",
    "satisfaction_rate",
)

view, source = frame.page("overview")
answer.sentence(view, source, "overview")
left, right = st.columns([9, 12], gap="medium")
with left:
    answer.moved(view, source)
with right:
    answer.rows(view, source, "overview")
cards.row(view, source, FIGURES)
cards.sentence(view, source, "pages.overview_sentence", COUNTS)
left, right = st.columns([11, 10], gap="medium")
with left:
    years = ask(own_years, view.all_years(), source)
    panels.chart(view, source, verification_by_year, years, behind="clue_verification_rate", height=400)
    since.changes(view, source)
with right:
    attention.alerts(view, source)
    attention.freshness(view, source)
