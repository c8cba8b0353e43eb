"""整改公开: what has been aired, what waits for approval, and what would be aired now?"""

import streamlit as st

from inspection.ui import frame, panels, publishing, publishing_draft

view, source = frame.page("snapshots", whole=True)
st.caption(view.say("snapshots.lead"))
every, draft, compare = panels.tabs(view, "snapshots", ("airings", "new_airing", "airings_compared"))
if every.open:
    with every:
        publishing.show_all(view, source)
if draft.open:
    with draft:
        publishing_draft.show_draft(view, source)
if compare.open:
    with compare:
        publishing.show_compare(view, source)
