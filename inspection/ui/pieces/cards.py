"""The row of headline figures: few, of one height, two short lines each."""

from collections.abc import Sequence

import streamlit as st

from inspection.indicators import indicator
from inspection.papers.certified import mark_words
from inspection.reading import cards
from inspection.reading.answers import Source
from inspection.reading.view import View
from inspection.snapshots import Refused
from inspection.ui.pieces import paper
from inspection.ui.pieces.plain import plain


def row(view: View, source: Source, ids: Sequence[str]) -> None:
    """Four to six figures side by side; on a telephone two by two."""
    for column, id in zip(st.columns(len(ids), border=True), ids, strict=True):
        shown = cards.card(view, source, id)
        paper.define(indicator(id), source, view.lang)
        with column.container(gap=None):
            st.metric(
                shown.title,
                shown.value,
                delta=shown.change or None,
                delta_color=shown.colour,
                delta_arrow=shown.arrow,
                help=shown.help,
            )
            mark = certified_words(view, source, id)
            st.caption("  \n".join((*shown.brief, *((mark,) if mark else ()))))


def certified_words(view: View, source: Source, id: str) -> str:
    """Who certified this figure and when; nothing where nobody did, and that it cannot be told where the records are damaged."""
    try:
        return plain(mark_words(view, source, id))
    except Refused:
        return view.say("certified.unreadable")


def sentence(view: View, source: Source, key: str, ids: Sequence[str]) -> None:
    """A sentence of the catalogue with counts in their places, each by its id."""
    st.markdown(cards.sentence(view, source, key, tuple(ids)))
