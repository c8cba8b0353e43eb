"""单位画像: what has happened to this organisation since it came into scope, and how does it stand now?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.pieces import answer, cards, panels
from inspection.ui.screens import organisation

view, source = frame.page("organisation", whole=True)
one = organisation.chosen(view, source)
if one is None:
    st.stop()
organisation.facts(one, source)
answer.sentence(one, source, "organisation")
left, right = st.columns([9, 12], gap="medium")
with left:
    organisation.history(one, source)
with right:
    answer.rows(one, source, "organisation")
    organisation.rank_over_time(one, source)
cards.row(one, source, organisation.FIGURES)
organisation.report_card(one, source)
panels.tabs(one, source, "organisation", organisation.TABS)
