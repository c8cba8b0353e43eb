"""The piece of the page 预计查实率: the youngest year in a sentence, and every year with open clues drawn within its bounds."""

import streamlit as st

from inspection.charts.nowcast import expected_rates
from inspection.indicators import table_definition
from inspection.reading import nowcast as reading
from inspection.reading.answers import Source
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.ui.pieces import grids, panels


def years(view: View, source: Source) -> None:
    """The sentence with its drawing, the table with its downloads, what it is and is not for."""
    answer, columns = ask(reading.expected, view, source), reading.columns()
    note, title = view.say("nowcast.note"), reading.finding(view, source)
    if answer().empty:
        st.markdown(f"**{title}**")
    else:
        drawn = ask(reading.numbers, view, source)
        panels.chart(
            view, source, expected_rates, drawn, table="clue_resolution", behind="clue_verification_rate", title=title
        )
        grids.grid(view, source, "nowcast", columns, answer, of=table_definition("clue_resolution"))
        grids.downloads(view, source, "nowcast", view.say("pages.page_nowcast"), columns, answer, [note])
    if undated := reading.without_days(view, source):
        st.caption(view.say("nowcast.undated", n=undated))
    st.caption(note)
