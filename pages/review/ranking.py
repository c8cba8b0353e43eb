"""整改排名: who ranks where within its class, how sure is that, and does it hang on the weights?"""

import streamlit as st

from inspection.ui import figures, frame, panels, ranking

FIGURES = ("satisfaction_rate", "completion_rate", "on_time_rate", "overdue_rate", "explanations")

view, data = frame.page("ranking")
figures.row(view, data, FIGURES)
found = ranking.chosen(view, data)
if found is None:
    st.stop()
code, standing = found
left, right = st.columns([7, 5], gap="medium")
with left:
    ranking.ranking(view, data, code, standing)
with right:
    ranking.intervals(view, data, code, standing)
weights, funnel, parts, owing, assessed = panels.tabs(view, "ranking", ranking.TABS)
if weights.open:
    with weights:
        ranking.weights(view, data, code, standing)
if funnel.open:
    with funnel:
        ranking.funnel(view, data, code, standing)
if parts.open:
    with parts:
        ranking.parts(view, data, code, standing)
if owing.open:
    with owing:
        ranking.owing(view, data, code, standing)
if assessed.open:
    with assessed:
        ranking.assessments(view, data)
