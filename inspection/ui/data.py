"""Figures and tables for the pages: read once per data version, settings and view, then kept.

What is kept is shared by all readers and never changed. The keys are small: the version, the settings, the question.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from inspection.demonstration.publish import publish
from inspection.indicators import evaluate, indicator, read_table, rows
from inspection.indicators import table as table_of
from inspection.text import say
from inspection.ui.view import Term, View
from inspection.warehouse import Mart, Reader, Settings, Version, data_home, demonstration_store, settings

KEPT = 2000  # figures and tables in memory; each is a few kilobytes
ROWS_SHOWN = 5000


@dataclass(frozen=True)
class Source:
    """The mart in force and the settings it is read with; equal and hashed by `key` alone."""

    key: str
    mart: Mart = field(compare=False, repr=False)
    settings: Settings = field(compare=False, repr=False)
    version: Version = field(compare=False, repr=False)

    @property
    def county(self) -> str:
        return str(self.settings.get("county", "name"))


@st.cache_resource(show_spinner=False)
def _reader(home: str) -> Reader:
    return Reader(Path(home))


def source(lang: str) -> Source:
    """The data in force. A first start without data makes the demonstration county, and says so while it does."""
    home = data_home()
    reader = _reader(str(home))
    version = reader.version()
    if version is None:
        with st.spinner(say("pages.making_demonstration", lang), show_time=True):
            version = publish(home, datetime.now())
    mart = reader.mart()
    chosen = settings(demonstration_store(home).home if version.demonstration else home)
    return Source(f"{mart.key}|{hash(chosen.entries)}", mart, chosen, version)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _evaluated(key: str, id: str, by: tuple, where: tuple, days: tuple, _source: Source) -> pd.DataFrame:
    as_of, from_date, to_date = days
    return evaluate(
        _source.mart,
        id,
        by=by,
        where=dict(where),
        as_of=as_of,
        from_date=from_date,
        to_date=to_date,
        settings=_source.settings,
    )


def figure(source: Source, view: View, id: str, by: tuple[str, ...] = (), *, term: bool = True) -> pd.DataFrame:
    """An indicator within the view, added up by dimensions; `term=False` leaves the view's term out."""
    definition = indicator(id)
    days = (view.as_of, *view.period_of(definition))
    return _evaluated(source.key, id, by, view.filters_of(definition, term=term), days, source)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _read(key: str, id: str, where: tuple, days: tuple, _source: Source) -> pd.DataFrame:
    as_of, from_date, to_date = days
    return read_table(
        _source.mart,
        id,
        where=dict(where),
        as_of=as_of,
        from_date=from_date,
        to_date=to_date,
        settings=_source.settings,
    )


def table(
    source: Source, view: View, id: str, *, term: bool = True, rounds: bool = True, as_of: date | None = None
) -> pd.DataFrame:
    """A table within the view; `term=False`, `rounds=False` leave those filters out."""
    days = (as_of or view.as_of, view.from_date, view.to_date)
    kept = tuple((n, v) for n, v in view.filters(term=term, rounds=rounds) if n in table_of(id).filters)
    return _read(source.key, id, kept, days, source)


def narrowed(frame: pd.DataFrame, column: str, value: object) -> pd.DataFrame:
    """The rows of a table with that value in a column; None stands for the empty ones."""
    kept = frame[column].isna() if value is None else frame[column] == value
    return frame[kept.fillna(False).astype(bool)]


def rows_of(source: Source, view: View, id: str, part: str | None, more: tuple = (), *, term: bool = True) -> pd.DataFrame:
    """The ledger rows behind a figure, at most ROWS_SHOWN; `more` are further filters as (dimension, values) pairs."""
    definition = indicator(id)
    start, end = view.period_of(definition)
    return rows(
        source.mart,
        id,
        part=part,
        where=dict((*view.filters_of(definition, term=term), *more)),
        as_of=view.as_of,
        from_date=start,
        to_date=end,
        settings=source.settings,
        limit=ROWS_SHOWN,
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def _names(key: str, ledger: str, column: str, _source: Source) -> dict[object, str]:
    return dict(_source.mart.named(ledger, column))


def names(source: Source, type: str) -> dict[object, str]:
    """Id -> name of all organisations ("org"), rounds ("round") or terms ("term")."""
    ledger, column = {
        "org": ("organisations", "org_id"),
        "round": ("rounds", "round_id"),
        "term": ("terms", "term_no"),
    }[type]
    return _names(source.key, ledger, column, source)


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def terms(source: Source, as_of: date) -> tuple[Term, ...]:
    """The terms begun by that day, oldest first."""
    frame = _read(source.key, "terms", (), (as_of, None, None), source)
    return tuple(
        Term(int(row.term_no), str(row.name), _day(row.started_on), _day(row.ended_on))
        for row in frame.itertuples(index=False)
    )


def rounds(source: Source, view: View) -> dict[str, str]:
    """Id -> name of the rounds of the view's term begun by its as-of day, in their order."""
    where = (("term", (view.term,)),) if view.term is not None else ()
    frame = _read(source.key, "round_overview", where, (view.as_of, None, None), source)
    return dict(zip(frame["round_id"].tolist(), frame["round_name"].tolist(), strict=True))


def title_of(id: str, lang: str) -> str:
    """The title of a table of queries/tables/."""
    return table_of(id).title(lang)
