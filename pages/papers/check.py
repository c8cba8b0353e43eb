"""数字核对: do the numbers of this draft agree with each other and with the ledgers?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.screens import check

view, source = frame.page("check", whole=True, scoped=False)
st.caption(view.say("checker.lead"))
asked = check.asked(view.lang)
found = check.results(asked, source, view.lang)
if found:
    check.show(found, view.lang)
