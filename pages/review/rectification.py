"""整改排名: how much of what was fed back is rectified, who ranks last within its class, and who is late?"""

import streamlit as st

from inspection.charts.rectification import by_round, overdue_by_organisation
from inspection.ui import figures, frame, panels, rectification, tables
from inspection.ui.data import table

FIGURES = ("completion_rate", "closed_off_rate", "on_time_rate", "overdue_rate", "reopened_rate", "satisfaction_rate")

view, data = frame.page("rectification")
figures.row(view, data, FIGURES)
organisations = table(data, view, "rectification_by_org")
left, right = st.columns([7, 5], gap="medium")
with left:
    rectification.ranking(view, data)
with right:
    panels.chart(view, data, overdue_by_organisation, organisations, behind="overdue_rate")
progress, by_org, late = rectification.tabs(view)
if progress.open:
    with progress:
        rounds = table(data, view, "rectification_by_round")
        panels.chart(view, data, by_round, rounds, behind=("completion_rate", "closed_off_rate"))
        tables.show(view, data, "rectification_by_round", rounds, shown=rectification.ROUND, bars=rectification.BARS)
if by_org.open:
    with by_org:
        shown, bars = rectification.ORGANISATION, rectification.BARS
        tables.show(view, data, "rectification_by_org", organisations, shown=shown, bars=bars)
if late.open:
    with late:
        tables.show(view, data, "overdue_findings", shown=rectification.LATE, rows=16)
