"""总览: how do we stand, what moved since the same day of the term before, and what needs attention?"""

import streamlit as st

from inspection.charts.clues import verification_by_year
from inspection.ui import attention, figures, frame, panels, since
from inspection.ui.data import table

COUNTS = ("organisations_inspected", "inspections", "findings", "clues", "accountable_persons", "recovered_wan")
FIGURES = (
    "coverage_rate",
    "completion_rate",
    "overdue_rate",
    "clue_verification_rate",
    "clue_verification_within_year",
    "satisfaction_rate",
)

view, data = frame.page("overview")
figures.sentence(view, data, "pages.overview_sentence", COUNTS)
figures.row(view, data, FIGURES, trend=True)
left, right = st.columns([11, 10], gap="medium")
with left:
    years = table(data, view, "clue_years", term=False, rounds=False)
    panels.chart(view, data, verification_by_year, years, behind="clue_verification_rate", term=False, height=400)
    since.changes(view, data)
with right:
    attention.alerts(view, data)
    attention.freshness(view, data)
