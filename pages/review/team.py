"""队伍与机制: were the reports heard, are the assigned matters settled, and how do the people of the office fare?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.pieces import answer, breakdowns, cards, panels
from inspection.ui.screens import team

FIGURES = (
    "meetings",
    "assigned_matter_rate",
    "talent_in_pool",
    "person_times_trained",
    "person_times_seconded",
    "staff_advanced",
)

view, source = frame.page("team")
answer.sentence(view, source, "team")
left, right = st.columns([9, 12], gap="medium")
with left:
    breakdowns.by(view, source, "assigned_matter_rate", "matter_kind")
with right:
    answer.rows(view, source, "team")
cards.row(view, source, FIGURES)
breakdowns.years(view, source, "meetings", "meeting_kind")
panels.tabs(view, source, "team", team.TABS)
