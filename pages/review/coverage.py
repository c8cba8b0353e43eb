"""全覆盖: how far is coverage, is it on plan, what is left, and what did each round add?"""

import streamlit as st

from inspection.charts.coverage import by_class, pace
from inspection.ui import coverage, figures, frame, panels, tables
from inspection.ui.data import names, table

view, data = frame.page("coverage")
figures.row(view, data, ("coverage_rate", "reinspection_rate", "organisations_inspected", "inspections", "findings"))
left, right = st.columns([11, 10], gap="medium")
with left:
    curve = table(data, view, "coverage_pace", term=False, rounds=False)
    panels.chart(view, data, pace, curve, term_no=view.term, names=names(data, "term"), behind="inspections")
with right:
    classes = table(data, view, "coverage_by_class", rounds=False)
    panels.chart(view, data, by_class, classes, behind="coverage_rate")
left_over, where, when, rounds, again, terms = panels.tabs(
    view, "coverage", ("left", "townships", "since", "rounds", "again", "terms")
)
if left_over.open:
    with left_over:
        coverage.not_covered(view, data)
if where.open:
    with where:
        coverage.by_township(view, data)
if when.open:
    with when:
        coverage.since(view, data)
if rounds.open:
    with rounds:
        tables.show(view, data, "round_overview", shown=coverage.ROUND, heading=False)
if again.open:
    with again:
        coverage.again(view, data)
if terms.open:
    with terms:
        coverage.every_term(view, data)
