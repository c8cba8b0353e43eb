"""The data a page reads: the version in force, an older one asked for, or the demonstration county; at a level above the
counties its store, and one county out of it."""

from datetime import datetime
from pathlib import Path

import streamlit as st

from inspection.demonstration.publish import publish
from inspection.reading.answers import Source
from inspection.reading.regions import LevelSource, outermost
from inspection.text import say
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
from inspection.warehouse.levels import Level
from inspection.warehouse.standing import Standing


@st.cache_resource(show_spinner=False)
def _reader(home: str) -> Reader:
    return Reader(Path(home))


def open_source(lang: str, number: int | None = None) -> Source:
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
    return Source(mart, chosen, version, number)


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


def opened_version(source: Source, number: int) -> Source:
    """One of the kept versions, opened, read with the settings of today."""
    reader = _reader(str(data_home()))
    return Source(reader.mart(number), source.settings, reader.version(number), number)


@st.cache_resource(show_spinner=False, max_entries=2)
def _standing(home: str, written: tuple[int, int] | None) -> Standing | None:
    """What stands in a level's store, read once for each time it was written."""
    return Level(Path(home)).current()


def at_level() -> bool:
    """Whether the data home is the store of a level above the counties, whole or damaged."""
    try:
        return open_level() is not None
    except StoreError:
        return True


def open_level(region: str = "") -> LevelSource | None:
    """The store of the level as it stands; None where the data home is none. `region`: what is looked at; what holds no county
    of the store stands for the smallest region that holds all of them.

    Raises Damaged where what stands cannot be trusted.
    """
    home = data_home()
    level = Level(home)
    standing = _standing(str(home), level.written())
    if standing is None or not standing.counties:
        return None
    there = len(region) in (2, 4, 6) and any(code.startswith(region) for code in standing.counties)
    return LevelSource(level, standing, settings(home), region if there else outermost(standing))


@st.cache_resource(show_spinner=False, max_entries=6)
def _county(home: str, code: str, fingerprint: str) -> tuple[Version, Mart]:
    return Level(Path(home)).county(code)


def open_county(source: LevelSource) -> Source:
    """The county looked at, out of the level's store, under the level's settings and its own name. Raises StoreError."""
    held = source.standing.counties[source.region]
    version, mart = _county(str(source.level.home), source.region, held.fingerprint)
    entries = ((s, k, held.name if (s, k) == ("county", "name") else value) for s, k, value in source.settings.entries)
    return Source(mart, Settings(tuple(entries)), version, None, source.region)
