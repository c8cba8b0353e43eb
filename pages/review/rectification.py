"""整改落实: how much of what was fed back is rectified, how much of that is verified, and who is late?"""

import streamlit as st

from inspection.charts.rectification import overdue_by_organisation
from inspection.reading.answers import tabled
from inspection.reading.keeping import ask
from inspection.ui import frame
from inspection.ui.pieces import answer, cards, panels
from inspection.ui.screens import rectification

FIGURES = ("completion_rate", "closed_off_rate", "on_time_rate", "reopened_rate")

view, source = frame.page("rectification")
answer.sentence(view, source, "rectification")
left, right = st.columns([9, 12], gap="medium")
with left:
    late, nobody = ask(tabled, view, source, "overdue_findings"), view.say("charts.overdue_none")
    panels.chart(view, source, overdue_by_organisation, late, behind="overdue_rate", question=nobody)
with right:
    answer.rows(view, source, "rectification")
cards.row(view, source, FIGURES)
rectification.where_they_stand(view, source)
panels.tabs(view, source, "rectification", rectification.TABS)
