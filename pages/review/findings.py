"""发现问题: which problems are the most common, and in which rounds, sectors and organisations do they pile up?"""

import streamlit as st

from inspection.ui import breakdowns, figures, findings, frame, panels

FIGURES = ("findings", "organisations_inspected", "livelihood_findings", "immediate_rate", "reopened_rate", "clues")

view, data = frame.page("findings")
figures.row(view, data, FIGURES)
left, right = st.columns([1, 1], gap="medium")
with left:
    findings.aspects(view, data)
with right:
    findings.kinds_by_round(view, data)
    breakdowns.by(view, data, "findings", "nature")
sectors, teams, repeated, every = panels.tabs(view, "findings", ("sectors", "teams", "repeated", "aspects"))
if sectors.open:
    with sectors:
        findings.kinds_by_sector(view, data)
if teams.open:
    with teams:
        findings.teams(view, data)
if repeated.open:
    with repeated:
        findings.repeated(view, data)
if every.open:
    with every:
        findings.all_aspects(view, data)
