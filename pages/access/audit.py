"""审计: who did what, and when?"""

import streamlit as st

from inspection.text import say
from inspection.ui.pieces import address
from inspection.ui.screens import audit

lang = address.language()

st.title(say("pages.page_audit", lang), anchor=False)
st.caption(say("access.audit_lead", lang))

audit.show_audit(lang)
