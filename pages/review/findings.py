"""发现问题: which problems are the most common, and in which rounds, sectors and organisations do they pile up?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.pieces import answer, breakdowns, cards, panels
from inspection.ui.screens import findings

FIGURES = ("findings", "livelihood_findings", "immediate_rate", "reopened_rate")

view, source = frame.page("findings")
answer.sentence(view, source, "findings")
left, right = st.columns([9, 12], gap="medium")
with left:
    findings.aspects(view, source)
with right:
    answer.rows(view, source, "findings")
    breakdowns.by(view, source, "findings", "nature")
cards.row(view, source, FIGURES)
findings.kinds_by_round(view, source)
panels.tabs(view, source, "findings", findings.TABS)
