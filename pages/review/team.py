"""队伍与机制: were the reports heard, are the assigned matters settled, and how do the people of the office fare?"""

import streamlit as st

from inspection.ui import breakdowns, figures, frame, panels, team

FIGURES = (
    "meetings",
    "assigned_matter_rate",
    "talent_in_pool",
    "person_times_trained",
    "person_times_seconded",
    "staff_advanced",
)

view, data = frame.page("team")
figures.row(view, data, FIGURES)
left, right = st.columns([1, 1], gap="medium")
with left:
    breakdowns.years(view, data, "meetings", "meeting_kind")
with right:
    breakdowns.by(view, data, "assigned_matter_rate", "matter_kind")
pool, training, awards = panels.tabs(view, "team", ("pool", "training", "awards"))
if pool.open:
    with pool:
        team.pool(view, data)
if training.open:
    with training:
        left, right = st.columns([1, 1], gap="medium")
        with left:
            breakdowns.years(view, data, "person_times_trained")
        with right:
            breakdowns.years(view, data, "staff_advanced", "staff_event_kind")
if awards.open:
    with awards:
        team.awards(view, data)
