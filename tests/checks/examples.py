"""The worked examples of the checks put into tables, and what a statement finds in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cache

import pandas as pd

from inspection.indicators import Check, WorkedExample, example_of
from inspection.warehouse import Mart, settings, table_mart
from inspection.warehouse.violating import violating

Found = list[tuple[object, ...]]


@cache
def example(id: str) -> WorkedExample:
    return example_of("checks", id)


@cache
def _mart(full: bool) -> Mart:
    return table_mart({}, full=full)


def previous_of(check: Check) -> dict[str, int] | None:
    """The rows of the version before that an example gives, or None where it gives none."""
    grid = example(check.id).given.get("previous_rows")
    return {ledger: int(count) for ledger, count in grid.rows} if grid else None


@contextmanager
def given(check: Check) -> Iterator[Mart]:
    """A mart (of a check that reads secret columns a full file) holding the tables of its example, and only those."""
    mart = _mart(check.full)
    connection = mart._file._connection  # one mart for all examples: making one takes longer than all that is asked of it
    connection.execute("begin")
    try:
        for name, grid in example(check.id).given.items():
            if name != "previous_rows":
                marks = ", ".join("?" for _ in grid.columns)
                listed = ", ".join(grid.columns)
                connection.executemany(f"insert into {name} ({listed}) values ({marks})", [list(r) for r in grid.rows])
        yield mart
    finally:
        connection.execute("rollback")


def frame_of(mart: Mart, check: Check, as_of: date, statement: str = "") -> pd.DataFrame:
    """What the check's statement (or another in its place) returns."""
    text, params = violating(
        statement or check.statement, as_of=as_of, previous=previous_of(check), settings=settings()
    )
    # inside the example's transaction, which a cursor of its own would not see
    named = {name: value for name, value in params.items() if f"${name}" in text}
    return mart._file._connection.sql(text, params=named).df()


def cells(frame: pd.DataFrame) -> Found:
    """The rows of a frame, cells as `cell` writes them."""
    return [tuple(map(cell, row)) for row in frame.itertuples(index=False)]


def cell(value: object) -> object:
    """A value as its worked example writes it: numbers by value, days as ISO, missing as None."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return Decimal(str(value)).quantize(Decimal("0.000001")).normalize()
    except ArithmeticError:
        return str(value)
