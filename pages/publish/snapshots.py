"""整改公开: what has been aired, what waits for approval, and what would be aired now?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.pieces import panels
from inspection.ui.screens import publishing_draft

view, source = frame.page("snapshots", whole=True, scoped=False)
st.caption(view.say("snapshots.lead"))
panels.tabs(view, source, "snapshots", publishing_draft.TABS)
