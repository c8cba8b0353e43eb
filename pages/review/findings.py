"""发现问题: which problems are the most common, and in which rounds, sectors and organisations do they pile up?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.pieces import breakdowns, cards, panels
from inspection.ui.screens import findings

FIGURES = ("findings", "organisations_inspected", "livelihood_findings", "immediate_rate", "reopened_rate", "clues")

view, source = frame.page("findings")
cards.row(view, source, FIGURES)
left, right = st.columns([1, 1], gap="medium")
with left:
    findings.aspects(view, source)
with right:
    findings.kinds_by_round(view, source)
    breakdowns.by(view, source, "findings", "nature")
panels.tabs(view, source, "findings", findings.TABS)
