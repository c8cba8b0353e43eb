"""What has changed since a meeting or an earlier data version: chosen, and opened."""

import streamlit as st

from inspection.reading import notes
from inspection.reading.answers import Source
from inspection.reading.keeping import ask
from inspection.reading.since import columns, meetings, moved, version_points
from inspection.reading.view import View
from inspection.ui.pieces import grids
from inspection.ui.pieces.answer import said
from inspection.ui.pieces.opening import kept_versions, opened_version


def changes(view: View, source: Source) -> None:
    """The headline figures that moved since a point the reader chooses, the last meeting first; read when opened."""
    points = [*meetings(view, source), *version_points(view, kept_versions(source))]
    if not points:
        return
    opened = st.expander(view.say("since.title", point=points[0].words), key="since", on_change="rerun")
    if not opened.open:
        return
    with opened:
        point = st.selectbox(view.say("since.with"), points, format_func=lambda p: p.words, key="since_point")
        older = opened_version(source, point.version) if point.version else source
        answer = ask(moved, view.whole(), source, point, older)
        said(view, notes.since(view.whole(), source, point.day))
        if answer().empty:
            st.caption(view.say("changes.nothing"))
            return
        st.caption(view.say("since.note"))
        name = f"since_{point.name}"
        grids.grid(view, source, name, columns(), answer, rows=12)
        grids.downloads(view, source, name, view.say("since.title", point=point.words), columns(), answer)
