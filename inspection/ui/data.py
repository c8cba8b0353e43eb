"""Figures and tables for the pages: read once per data version, settings and view, then kept.

What is kept is shared by all readers and never changed. The keys are small: the version, the settings, the question.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from inspection.demonstration.publish import publish
from inspection.indicators import evaluate, indicator, read_table, rows
from inspection.indicators import table as table_of
from inspection.text import say
from inspection.ui.keeping import Shelf
from inspection.ui.view import Term, View
from inspection.warehouse import (
    Damaged,
    Mart,
    Reader,
    Settings,
    Store,
    StoreError,
    Version,
    data_home,
    demonstration_store,
    settings,
)

ROWS_SHOWN = 5000
_FRAMES = Shelf(3000)  # figures and tables; most are of a few kilobytes


@dataclass(frozen=True)
class Source:
    """The mart in force and the settings it is read with; equal and hashed by `key` alone."""

    key: str
    mart: Mart = field(compare=False, repr=False)
    settings: Settings = field(compare=False, repr=False)
    version: Version = field(compare=False, repr=False)
    asked: int | None = field(default=None, compare=False)
    """The number of an old version somebody asked to see; None: what is in force."""

    @property
    def county(self) -> str:
        return str(self.settings.get("county", "name"))


@st.cache_resource(show_spinner=False)
def _reader(home: str) -> Reader:
    return Reader(Path(home))


def source(lang: str, number: int | None = None) -> Source:
    """The data in force, or the office's version `number`. Without any data the demonstration county is made, and said.

    Raises Damaged when it is not as it was published, StoreError (no_version) for a number that is not kept; never is
    another version shown in its place. The demonstration alone, being invented, is made anew.
    """
    home = data_home()
    reader = _reader(str(home))
    try:
        version = reader.version(number)
        mart = reader.mart(number)
    except Damaged:
        if number is not None or Store(home).current() is not None:
            raise
        version = mart = None
    if version is None:
        with st.spinner(say("pages.making_demonstration", lang), show_time=True):
            version = publish(home, datetime.now())
        mart = reader.mart()
    chosen = settings(demonstration_store(home).home if version.demonstration else home)
    return Source(f"{mart.key}|{hash(chosen.entries)}", mart, chosen, version, number)


def present(number: int | None) -> int | None:
    """The number in force, where an old version is looked at; None where none is, or where it is damaged."""
    if number is None:
        return None
    try:
        current = Store(data_home()).current()
    except StoreError:
        return None
    return current.number if current else None


def kept_versions(source: Source) -> list[Version]:
    """The whole versions before the one looked at, newest first; none of the demonstration."""
    if source.mart.demonstration:
        return []
    found = Store(data_home()).listed()
    whole = [v for v in found if isinstance(v, Version) and v.number < source.version.number]
    return sorted(whole, key=lambda version: -version.number)


def opened_version(source: Source, number: int) -> Mart:
    """The mart of one of the kept versions."""
    return _reader(str(data_home())).mart(number)


def figure(source: Source, view: View, id: str, by: tuple[str, ...] = (), *, term: bool = True) -> pd.DataFrame:
    """An indicator within the view, added up by dimensions; `term=False` leaves the view's term out."""
    definition = indicator(id)
    where = view.filters_of(definition, term=term)
    start, end = view.period_of(definition)
    return _FRAMES.get(
        ("figure", source, id, by, where, view.as_of, start, end),
        lambda: evaluate(
            source.mart,
            id,
            by=by,
            where=dict(where),
            as_of=view.as_of,
            from_date=start,
            to_date=end,
            settings=source.settings,
        ),
    )


def _read(source: Source, id: str, where: tuple, as_of: date, start: date | None, end: date | None) -> pd.DataFrame:
    return _FRAMES.get(
        ("table", source, id, where, as_of, start, end),
        lambda: read_table(
            source.mart,
            id,
            where=dict(where),
            as_of=as_of,
            from_date=start,
            to_date=end,
            settings=source.settings,
        ),
    )


def table(
    source: Source, view: View, id: str, *, term: bool = True, rounds: bool = True, as_of: date | None = None
) -> pd.DataFrame:
    """A table within the view; `term=False`, `rounds=False` leave those filters out."""
    kept = tuple((n, v) for n, v in view.filters(term=term, rounds=rounds) if n in table_of(id).filters)
    return _read(source, id, kept, as_of or view.as_of, view.from_date, view.to_date)


def narrowed(frame: pd.DataFrame, column: str, value: object) -> pd.DataFrame:
    """The rows of a table with that value in a column; None stands for the empty ones."""
    kept = frame[column].isna() if value is None else frame[column] == value
    return frame[kept.fillna(False).astype(bool)]


def rows_of(
    source: Source, view: View, id: str, part: str | None, *, term: bool = True, where: Mapping[str, tuple] | None = None
) -> pd.DataFrame:
    """The ledger rows behind a figure, at most ROWS_SHOWN; `where` narrows them further than the view does."""
    definition = indicator(id)
    start, end = view.period_of(definition)
    return rows(
        source.mart,
        id,
        part=part,
        where=dict(view.filters_of(definition, term=term)) | dict(where or {}),
        as_of=view.as_of,
        from_date=start,
        to_date=end,
        settings=source.settings,
        limit=ROWS_SHOWN,
    )


def names(source: Source, type: str) -> dict[object, str]:
    """Id -> name of all organisations ("org"), rounds ("round") or terms ("term")."""
    ledger, column = {
        "org": ("organisations", "org_id"),
        "round": ("rounds", "round_id"),
        "term": ("terms", "term_no"),
    }[type]
    return _FRAMES.get(("names", source, type), lambda: dict(source.mart.named(ledger, column)))


def organisation(source: Source, org_id: str) -> dict[str, object]:
    """One row of the organisations' ledger by its column names; missing values are None. Raises KeyError."""

    def made() -> dict[str, dict[str, object]]:
        frame = source.mart.ledger("organisations")
        days = frame.select_dtypes("datetime").columns
        frame = frame.assign(**{name: frame[name].dt.date for name in days}).astype(object)
        return frame.where(frame.notna(), None).set_index("org_id").to_dict("index")

    return _FRAMES.get(("organisations", source), made)[org_id]


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def terms(source: Source, as_of: date) -> tuple[Term, ...]:
    """The terms begun by that day, oldest first."""
    frame = _read(source, "terms", (), as_of, None, None)

    def made() -> tuple[Term, ...]:
        return tuple(
            Term(int(row.term_no), str(row.name), _day(row.started_on), _day(row.ended_on))
            for row in frame.itertuples(index=False)
        )

    return _FRAMES.get(("terms", source, as_of), made)


def rounds(source: Source, view: View) -> dict[str, str]:
    """Id -> name of the rounds of the view's term begun by its as-of day, in their order."""
    where = (("term", (view.term,)),) if view.term is not None else ()
    frame = _read(source, "round_overview", where, view.as_of, None, None)
    return _FRAMES.get(
        ("rounds", source, where, view.as_of),
        lambda: dict(zip(frame["round_id"].tolist(), frame["round_name"].tolist(), strict=True)),
    )


def title_of(id: str, lang: str) -> str:
    """The title of a table of queries/tables/."""
    return table_of(id).title(lang)
