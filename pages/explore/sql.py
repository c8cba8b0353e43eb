"""查询: what does a statement of one's own say of the ledgers?"""

import streamlit as st

from inspection.ui import frame
from inspection.ui.screens import sql, sql_asked

view, source = frame.page("sql", whole=True, scoped=False)
left, right = st.columns([1, 3], gap="medium")
sql_asked.read()
with left:
    sql.names(view, source)
with right:
    sql.editor(view, source)
    sql.results(view, source)
