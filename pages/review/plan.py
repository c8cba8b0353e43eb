"""届内测算: what is left of the term, when will it be covered, and what does one team or one round more give?"""

import streamlit as st

from inspection.charts.coverage import pace
from inspection.reading.answers import names, tabled
from inspection.reading.keeping import ask
from inspection.ui import frame
from inspection.ui.pieces import answer, cards, panels
from inspection.ui.screens import term_plan

view, source = frame.page("plan")
answer.sentence(view, source, "plan")
left, right = st.columns([9, 12], gap="medium")
with left:
    curve, terms = ask(tabled, view.all_years(), source, "coverage_pace"), ask(names, source, "term")
    panels.chart(view, source, pace, curve, term_no=view.term, names=terms, behind="coverage_rate")
with right:
    term_plan.ways(view, source)
    answer.rows(view, source, "plan")
cards.row(view, source, ("coverage_rate", "rounds_held", "organisations_inspected", "inspections"))
term_plan.classes(view, source)
term_plan.plan(view, source)
