"""Readings as the pieces of a paper: a headline figure, a table, a chart; and what each figure is called as a field."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from inspection.formats.paper import Chart, Column, Definition, Figure, Series, Table
from inspection.indicators import Indicator, TableColumn, indicator
from inspection.papers.certified import mark_words
from inspection.papers.given import Stated
from inspection.reading.answers import Source, figure
from inspection.reading.cards import card, definition_parts
from inspection.reading.fields import Asked, answers
from inspection.reading.view import View
from inspection.reading.words import column_in_words, texts

MADE_OF = {
    "completion_share": ("settled_done", "settled"),
    "closed_off_share": ("settled_closed_off", "settled"),
    "on_time_share": ("on_time", "on_time_of"),
    "overdue_share": ("overdue", "due"),
    "share": ("covered", "in_scope"),
    "verification": ("substantiated", "concluded"),
}
"""Columns of rates -> the columns counted and out of which."""


def asked_of(view: View, id: str, part: str = "value") -> Asked:
    """A figure of the view as a field; its day is the paper's and stands in its record."""
    definition = indicator(id)
    start, end = view.period_of(definition)
    return Asked(id, view.filters_of(definition), part, start, end)


def figures_of(view: View, source: Source, ids: Sequence[str]) -> tuple[Figure, ...]:
    """Headline figures as the screens show them: value, n of N, pending, young, what became of them."""
    return tuple(_figure(view, source, indicator(id)) for id in ids)


def _figure(view: View, source: Source, definition: Indicator) -> Figure:
    shown = card(view, source, definition.id)
    row = figure(view, source, definition.id)
    value = None if pd.isna(row["value"]) else float(row["value"])
    unit = "" if definition.rate else definition.unit(view.lang)
    counts = (int(row["numerator"]), int(row["denominator"])) if definition.rate else (None, None)
    lines = (*shown.below, *((mark,) if (mark := mark_words(view, source, definition.id)) else ()))
    return Figure(shown.title, shown.value, value, unit, *counts, change=shown.change, lines=lines)


def stated_of(view: View, source: Source, ids: Sequence[str]) -> tuple[Stated, ...]:
    """The same figures as they are kept when the paper is given: each value, and of a rate what it is made of."""
    asked = []
    for id in ids:
        definition = indicator(id)
        asked.append(asked_of(view, id))
        if definition.rate:
            parts = ("numerator", "denominator", *(("pending",) if definition.pending != "none" else ()))
            asked += [asked_of(view, id, part) for part in parts]
    found = answers([replace(one, as_of=view.as_of) for one in asked], source, view.lang)
    return tuple(Stated(str(one), said.words()) for one, said in zip(asked, found, strict=True))


def definitions_of(ids: Sequence[str], source: Source, lang: str) -> tuple[Definition, ...]:
    """The definitions of indicators for the annex, each once."""
    found = [indicator(id) for id in dict.fromkeys(ids)]
    return tuple(Definition(one.title(lang), definition_parts(one, source.settings, lang)) for one in found)


def table_of(
    view: View,
    source: Source,
    title: str,
    columns: Sequence[TableColumn],
    frame: pd.DataFrame,
    shown: Sequence[str],
    *,
    slides: Sequence[str] = (),
    groups: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    empty: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
    merged: str = "",
) -> Table:
    """The rows of a reading with the columns of `shown`, in words; those of `slides` stand on slides too (all: every one).

    `groups`: column -> heading over it and its neighbours; `labels`: column -> a shorter header; `empty`: column -> the word
    for a missing value.
    """
    known = {column.name: column for column in columns}
    there = [known[name] for name in shown if name in known and name in frame]
    words = {c.name: column_in_words(view, source, c, frame[c.name]) for c in there}
    for name, word in (empty or {}).items():
        if name in words:
            words[name] = words[name].where(words[name].notna(), word)
    values = [_values(c, words[c.name]) for c in there]
    cells = [texts(c, words[c.name]) for c in there]
    names = {c.name for c in there}
    made = tuple(
        Column(
            c.name,
            (labels or {}).get(c.name, c.label(view.lang)),
            c.type if c.type in ("int", "decimal", "percent", "date") else "text",
            (groups or {}).get(c.name, ""),
            MADE_OF[c.name] if c.name in MADE_OF and names.issuperset(MADE_OF[c.name]) else None,
            not slides or c.name in slides,
        )
        for c in there
    )
    return Table(title, made, tuple(zip(*values, strict=True)), tuple(zip(*cells, strict=True)), tuple(notes), merged)


def _values(column: TableColumn, values: pd.Series) -> list:
    if column.type == "date":
        return [None if pd.isna(v) else pd.Timestamp(v).date() for v in values]
    kind = {"int": int, "decimal": float, "percent": float}.get(column.type, str)
    return [None if pd.isna(v) else kind(v) for v in values]


def chart_of(
    kind: str, title: str, categories: Sequence[object], series: Mapping[str, Sequence[object]], *, percent: bool = False
) -> Chart:
    """A chart of rows; missing values stay missing."""
    made = tuple(Series(name, tuple(None if pd.isna(v) else float(v) for v in values)) for name, values in series.items())
    return Chart(kind, title, tuple(map(str, categories)), made, percent)
