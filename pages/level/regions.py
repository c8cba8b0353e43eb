"""总览（上级）: how does the region stand, which of its counties stand out, and how are the regions right below it?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.screens import regions

view, source = frame.level_page("overview")
regions.sentence(view, source)
regions.cards(view, source)
left, right = st.columns([9, 12], gap="medium")
with left:
    regions.funnel(view, source, regions.rate(view))
with right:
    regions.table(view, source)
regions.notes(view, source)
