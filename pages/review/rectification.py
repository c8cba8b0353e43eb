"""整改落实: how much of what was fed back is rectified, how much of that is verified, and who is late?"""

import streamlit as st

from inspection.charts.rectification import overdue_by_organisation
from inspection.ui import figures, frame, panels, rectification, tables
from inspection.ui.data import table

FIGURES = ("completion_rate", "closed_off_rate", "on_time_rate", "overdue_rate", "reopened_rate", "immediate_rate")

view, data = frame.page("rectification")
figures.row(view, data, FIGURES)
organisations = table(data, view, "rectification_by_org")
left, right = st.columns([7, 5], gap="medium")
with left:
    rectification.where_they_stand(view, data)
with right:
    panels.chart(view, data, overdue_by_organisation, organisations, behind="overdue_rate")
burn_down, by_org, late, immediate, rounds = panels.tabs(view, "rectification", rectification.TABS)
if burn_down.open:
    with burn_down:
        rectification.burn_down(view, data)
if by_org.open:
    with by_org:
        shown, bars = rectification.ORGANISATION, rectification.BARS
        tables.show(view, data, "rectification_by_org", organisations, shown=shown, bars=bars, rows=16)
if late.open:
    with late:
        tables.show(view, data, "overdue_findings", shown=rectification.LATE, rows=16)
if immediate.open:
    with immediate:
        rectification.immediate(view, data)
if rounds.open:
    with rounds:
        tables.show(view, data, "rectification_by_round", shown=rectification.ROUND, bars=rectification.BARS, rows=16)
