"""Small counties written as tables: what a test of values needs, and no more.

source(clues='''
    clue_id | inspection_id | transferred_on | outcome
    1       | I1            | 2024-03-01     | substantiated
''')
"""

from datetime import date
from functools import lru_cache

import pyarrow as pa

from inspection.reading.answers import Source, terms
from inspection.reading.view import View
from inspection.warehouse import Mart, Settings, memory_mart, settings
from inspection.warehouse.values import ledger_schema

AS_OF = date(2025, 9, 30)
TERMS = """
    term_no | name         | started_on | ended_on   | planned_years
    13      | 第十三届县委 | 2016-07-01 | 2021-06-30 | 5
    14      | 第十四届县委 | 2021-07-01 |            | 5
"""


def table(text: str) -> list[dict[str, str | None]]:
    """Rows of a table written with bars between its cells: column -> text, None for an empty cell."""
    head, *lines = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()]
    return [dict(zip(head, (cell or None for cell in line), strict=True)) for line in lines]


def ledger(name: str, text: str) -> pa.Table:
    """A ledger written as a table; what is not named is empty. AssertionError for a column that does not exist."""
    rows, schema = table(text), ledger_schema(name)
    unknown = {column for row in rows for column in row} - set(schema.names)
    assert not unknown, unknown
    texts = [pa.array([row.get(column) for row in rows], pa.string()) for column in schema.names]
    return pa.Table.from_arrays([t.cast(kind) for t, kind in zip(texts, schema.types, strict=True)], schema=schema)


def set_to(**changed: object) -> Settings:
    """The default settings with others in their place: section__key=value. One of [bottom] replaces its rule."""
    found = settings().entries
    for name, value in changed.items():
        section, key = name.split("__")
        if section == "bottom":
            found = tuple(e for e in found if e[0] != "bottom")
        found = (*(e for e in found if e[:2] != (section, key)), (section, key, value))
    return Settings(found)


def source(as_of: date = AS_OF, *, set: Settings | None = None, **ledgers: str) -> Source:
    """A source of what is read, of ledgers written as tables; two terms unless `terms` are given."""
    given = {"terms": TERMS} | ledgers
    return Source(_mart(as_of, tuple(sorted(given.items()))), set or settings(), None)


@lru_cache(maxsize=30)
def _mart(as_of: date, ledgers: tuple[tuple[str, str], ...]) -> Mart:
    """The mart of ledgers written as tables; the cases of a test mostly look at the same one."""
    return memory_mart({name: ledger(name, text) for name, text in ledgers}, as_of)


def view_of(source: Source, **chosen: object) -> View:
    """The view a reader has who chose nothing but this: all of the term that runs, in Chinese."""
    as_of = chosen.pop("as_of", source.mart.as_of)
    begun = terms(source, as_of)
    return View(**{"lang": "zh", "as_of": as_of, "terms": begun, "term": begun[-1].number if begun else None} | chosen)
