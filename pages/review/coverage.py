"""全覆盖: how far is coverage, is it on plan, what is left, and what did each round add?"""

import streamlit as st

from inspection.charts.coverage import pace
from inspection.reading.answers import names, tabled
from inspection.reading.keeping import ask
from inspection.ui import frame
from inspection.ui.pieces import answer, cards, panels
from inspection.ui.screens import coverage

view, source = frame.page("coverage")
answer.sentence(view, source, "coverage")
left, right = st.columns([9, 12], gap="medium")
with left:
    curve, terms = ask(tabled, view.all_years(), source, "coverage_pace"), ask(names, source, "term")
    panels.chart(
        view, source, pace, curve, term_no=view.term, names=terms, behind="inspections", figures=("coverage_rate",)
    )
with right:
    answer.rows(view, source, "coverage")
cards.row(view, source, ("coverage_rate", "reinspection_rate", "organisations_inspected", "inspections"))
panels.tabs(view, source, "coverage", coverage.TABS)
