"""县际比较: which counties stand out by a rate, how sure is each one's place, and does it hang on what they are made of?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.pieces import panels
from inspection.ui.screens import regions

view, source = frame.level_page("counties")
rate = regions.rate(view)
regions.sentence(view, source, rate)
left, right = st.columns([9, 12], gap="medium")
with left:
    regions.intervals(view, source, rate)
with right:
    regions.ranked(view, source, rate)
panels.tabs(view, source, "counties", regions.TABS, rate)
