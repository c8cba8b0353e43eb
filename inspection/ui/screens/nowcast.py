"""The piece of the page 预计查实率: the youngest year in a sentence, and every year with open clues beside its bounds."""

import streamlit as st

from inspection.indicators import table_definition
from inspection.reading import nowcast as reading
from inspection.reading.answers import Source
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.ui.pieces import grids


def years(view: View, source: Source) -> None:
    """The sentence, the table with its downloads, what it is and is not for."""
    st.markdown(f"**{reading.finding(view, source)}**")
    answer, columns = ask(reading.expected, view, source), reading.columns()
    note = view.say("nowcast.note")
    if not answer().empty:
        grids.grid(view, source, "nowcast", columns, answer, of=table_definition("clue_resolution"))
        grids.downloads(view, source, "nowcast", view.say("pages.page_nowcast"), columns, answer, [note])
    if undated := reading.without_days(view, source):
        st.caption(view.say("nowcast.undated", n=undated))
    st.caption(note)
