"""The row of headline figures: few, of one height, two short lines each."""

from collections.abc import Sequence

import streamlit as st

from inspection.indicators import indicator
from inspection.reading import cards
from inspection.reading.answers import Source
from inspection.reading.view import View
from inspection.ui.pieces import paper


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
            st.caption("  \n".join(shown.brief))


def sentence(view: View, source: Source, key: str, ids: Sequence[str]) -> None:
    """A sentence of the catalogue with counts in their places, each by its id."""
    st.markdown(cards.sentence(view, source, key, tuple(ids)))
