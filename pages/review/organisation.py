"""单位画像: what has happened to this organisation since it came into scope, and how does it stand now?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.pieces import cards, panels
from inspection.ui.screens import organisation

view, source = frame.page("organisation", whole=True)
one = organisation.chosen(view, source)
if one is None:
    st.stop()
organisation.facts(one, source)
organisation.report_card(one, source)
cards.row(one, source, organisation.FIGURES)
left, right = st.columns([13, 8], gap="medium")
with left:
    organisation.history(one, source)
with right:
    organisation.rank_over_time(one, source)
panels.tabs(one, source, "organisation", organisation.TABS)
