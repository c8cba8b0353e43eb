"""单位画像: what has happened to this organisation since it came into scope, and how does it stand now?"""

import streamlit as st

from inspection.ui import figures, frame, organisation, panels

view, data = frame.page("organisation", whole=True)
one = organisation.chosen(view, data)
if one is None:
    st.stop()
organisation.facts(one, data)
figures.row(one, data, organisation.FIGURES)
left, right = st.columns([13, 8], gap="medium")
with left:
    organisation.history(one, data)
with right:
    organisation.rank_over_time(one, data)
rounds, clues, late, awards, events = panels.tabs(
    one, "organisation", ("org_rounds", "each", "late", "awards", "events")
)
if rounds.open:
    with rounds:
        organisation.by_round(one, data)
if clues.open:
    with clues:
        organisation.clues(one, data)
if late.open:
    with late:
        organisation.late(one, data)
if awards.open:
    with awards:
        organisation.awards(one, data)
if events.open:
    with events:
        organisation.events(one, data)
