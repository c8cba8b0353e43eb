"""A figure to be copied with its code: 整改完成率 97.0%（截至 2025-09-30）〔8K3F〕."""

from datetime import datetime

import streamlit as st

from inspection.access import Refused
from inspection.papers.codes import CodeUnknown, cited
from inspection.papers.codes import coded as figure_coded
from inspection.papers.given import papers_home
from inspection.reading.answers import Source
from inspection.reading.fields import Asked, FieldUnknown, asked_of
from inspection.reading.view import View
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import may, step

MADE, REFUSED = "coded", "coded_refused"


def offer(view: View, source: Source, id: str, where: tuple, part: str) -> None:
    """A button that gives the figure its code, then the line to be copied; for whoever takes figures away. Nothing where no
    field can say what is shown."""
    if not may("analysis"):
        return
    try:
        asked = asked_of(view, source, id, where=where, part=part)
    except FieldUnknown:
        return
    key = (str(asked), source.mart.key, source.settings, view.lang)
    if made := st.session_state.get(MADE, {}).get(key):
        st.code(made, language=None, wrap_lines=True)
        return
    words, help = view.say("codes.make"), view.say("codes.make_help")
    st.button(words, key=f"code_{asked}", help=help, type="tertiary", on_click=_make, args=(view, source, asked, key))
    if said := st.session_state.pop(REFUSED, ""):
        st.error(plain(said))


def _make(view: View, source: Source, asked: Asked, key: tuple) -> None:
    try:
        with step("given", kind="code", field=str(asked)) as told:
            figure = figure_coded(papers_home(source), asked, source, datetime.now())
            told["id"] = figure.code
    except (CodeUnknown, Refused) as error:
        st.session_state[REFUSED] = error.words(view.lang)
        return
    st.session_state.setdefault(MADE, {})[key] = cited(figure, source, view.lang)
