"""账号与权限: what may each role see and do, and who has which role?"""

import streamlit as st

from inspection.text import say
from inspection.ui.frame import page_names
from inspection.ui.pieces import address
from inspection.ui.screens import accounts

lang = address.language()

st.title(say("pages.page_accounts", lang), anchor=False)
st.caption(say("access.page_lead", lang))

st.header(say("access.roles_header", lang), anchor=False)
accounts.show_roles(lang, page_names(lang))
accounts.show_accounts(lang)
