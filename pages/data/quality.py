"""数据质量: which rules do the ledgers break, since when, which rows, and which figures does it touch?"""

import streamlit as st

from inspection.ui import frame, panels, quality

view, source = frame.current()

with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    st.title(view.say("checks.title"), width="content", anchor=False)
    st.caption(view.say("checks.lead", version=source.version.number, as_of=source.version.as_of), width="content")
    if source.mart.demonstration:
        st.badge(view.say("pages.demonstration"), color="red")

with st.spinner(view.say("checks.counting")):
    past, unreadable = quality.history(source)
standing, rules = panels.tabs(view, "quality", ("standing", "all_checks"))
if standing.open:
    with standing:
        quality.show_standing(view, source, past)
        quality.show_check(view, source, past)
        quality.show_versions(view, past, unreadable)
if rules.open:
    with rules:
        quality.show_rules(view, past)
        quality.show_check(view, source, past)
