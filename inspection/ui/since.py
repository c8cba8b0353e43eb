"""What has changed since a meeting or an earlier data version, figure by figure, and why."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from inspection.charts.movements import figure_words, parts_words, value_words
from inspection.indicators import TableColumn, headlines
from inspection.text import catalogue
from inspection.ui import tables
from inspection.ui.data import Source, kept_versions, opened_version
from inspection.ui.keeping import Shelf
from inspection.ui.view import View
from inspection.warehouse import Mart, dictionary

_MOVED = Shelf(200)
MEETINGS = 12
COLUMNS = ("figure", "before", "after", "reasons")


@dataclass(frozen=True)
class Point:
    """What is compared with: a meeting's day on the present data, or an earlier version as it stood."""

    words: str
    day: object
    version: int | None


def _points(view: View, source: Source) -> list[Point]:
    """The latest meetings before the as-of day, then the earlier versions, newest first."""
    meetings = source.mart.ledger("meetings").dropna(subset=["held_on"])
    days = pd.to_datetime(meetings["held_on"]).dt.date
    held = sorted({(d, k) for d, k in zip(days, meetings["kind"], strict=True) if d < view.as_of}, reverse=True)
    found = [
        Point(view.say("since.meeting", day=day, kind=dictionary().label("meeting_kind", kind, view.lang)), day, None)
        for day, kind in held[:MEETINGS]
    ]
    for version in kept_versions(source):
        found.append(Point(view.say("since.version", number=version.number, day=version.as_of), None, version.number))
    return found


def _frame(view: View, source: Source, point: Point) -> pd.DataFrame:
    now: Mart = source.mart.at(view.as_of)
    older = now.at(point.day) if point.version is None else opened_version(source, point.version)
    moved = [m for m in headlines(older, now, settings=source.settings) if m.moved]
    rows = [
        (
            figure_words(m, view.lang),
            *value_words(m, view.lang),
            parts_words(m, view.lang, one_version=point.version is None),
        )
        for m in reversed(moved)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def changes(view: View, source: Source) -> None:
    """The headline figures that moved since a point the reader chooses, the last meeting first; read when opened."""
    points = _points(view, source)
    if not points:
        return
    opened = st.expander(view.say("since.title", point=points[0].words), key="since", on_change="rerun")
    if not opened.open:
        return
    with opened:
        point = st.selectbox(
            view.say("since.with"), points, format_func=lambda p: p.words, key="since_point"
        )
        frame = _MOVED.get((source, view.as_of, view.lang, point), lambda: _frame(view, source, point))
        if frame.empty:
            st.caption(view.say("changes.nothing"))
            return
        words = catalogue()["since"]
        columns = tuple(TableColumn(n, words[n]["zh"], words[n]["en"], "text", None) for n in COLUMNS)
        name = f"since_{point.version or point.day}"
        tables.grid(view, source, name, columns, frame, rows=12)
        tables.downloads(view, source, name, view.say("since.title", point=point.words), columns, frame)
