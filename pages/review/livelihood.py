"""利民实效: which notices were issued and settled, how many matters were solved, and who gained?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.pieces import answer, breakdowns, cards, panels
from inspection.ui.screens import livelihood

FIGURES = ("notice_rate", "matters_solved", "beneficiaries", "livelihood_findings", "rules_made", "cases")

view, source = frame.page("livelihood")
answer.sentence(view, source, "livelihood")
cards.row(view, source, FIGURES)
livelihood.told(view, source)
left, right = st.columns([1, 1], gap="medium")
with left:
    breakdowns.by(view, source, "notice_rate", "notice_kind")
with right:
    breakdowns.years(view, source, "matters_solved")
panels.tabs(view, source, "livelihood", livelihood.TABS)
