"""What a review page opens with: the sentence that judges, the rows to be named, and what moved since the last meeting."""

from collections.abc import Sequence

import streamlit as st

from inspection.reading import moves, notes, opening
from inspection.reading.answers import Source
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.reading.words import shortened
from inspection.ui.pieces import grids
from inspection.ui.pieces.plain import plain

LONGEST_SAID = 120  # characters of a line below what moved: three lines there; the whole stands under what has changed


def sentence(view: View, source: Source, page: str, code: str = "") -> None:
    """The page's answer in a sentence; `code` is the class ranked."""
    st.markdown(f"**{plain(opening.sentence(view, source, page, code))}**")  # it may name organisations


def rows(view: View, source: Source, page: str, code: str = "") -> None:
    """At most five rows: whose, since when, what next; that nothing is owed, where nothing is."""
    st.header(view.say("opening.rows"), anchor=False)
    answer = ask(opening.rows, view, source, page, code)
    if (frame := answer()).empty:
        st.caption(view.say("opening.rows_none"))
        return
    shown = [name for name in opening.SHOWN if frame[name].notna().any()]
    grids.lines(view, source, f"opening_{page}_{code}", opening.columns(), answer, shown)


def moved(view: View, source: Source) -> None:
    """What moved since the last meeting, for worse first; that there was none, where there was none."""
    point = moves.last_meeting(view, source)
    if point is None:
        st.header(view.say("opening.moved_question"), anchor=False)
        st.caption(view.say("opening.no_meeting_yet"))
        return
    st.header(plain(view.say("opening.moved", point=point.words)), anchor=False)
    answer = ask(moves.table, view, source)
    if answer().empty:
        st.caption(view.say("opening.moved_nothing"))
    else:
        grids.lines(view, source, "moved", moves.columns(), answer)
    said(view, notes.since(view, source, point.day), LONGEST_SAID)


def said(view: View, found: Sequence[notes.Note], most: int | None = None) -> None:
    """What was instructed or remarked since, a line each, of a line no more than `most` characters; nothing where nothing was."""
    if found:
        lines = [plain(shortened(note.line, most) if most else note.line) for note in found]
        st.caption(f"**{view.say('notes.since')}**  \n" + "  \n".join(lines))
