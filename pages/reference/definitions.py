"""指标口径: how is each figure counted? Every indicator and table in words, with its worked example and
its SQL; and what hangs on each column of the ledgers."""

import streamlit as st

from inspection.ui import frame
from inspection.ui.pieces import settings_table
from inspection.ui.screens import definitions, lineage

view, source = frame.current()

st.title(view.say("definitions.title"), anchor=False)
st.caption(view.say("definitions.lead"))

indicators, tables, uses, settings, reading = definitions.definition_tabs(view.lang)
with indicators:
    definitions.show_indicators(view, source)
with tables:
    definitions.show_tables(source.settings, view.lang)
with uses:
    lineage.show_lineage(source, view.lang)
with settings:
    settings_table.show_settings(source.version, view.lang)
with reading:
    definitions.show_reading(view.lang)
