"""Every file of queries/ has a worked example, and the statement gives what was worked by hand."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from inspection.indicators import evaluate, example_of, indicators, read_table, tables
from inspection.warehouse import table_mart


def _mart(example, as_of):
    given = {
        name: [dict(zip(grid.columns, row, strict=True)) for row in grid.rows] for name, grid in example.given.items()
    }
    return table_mart(given, as_of)


def _cell(value) -> object:
    """A value as its worked example writes it: numbers by value, days as ISO, missing as None."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool | np.bool_):
        return str(value).lower()
    text = str(value)
    try:
        return Decimal(text).quantize(Decimal("0.000001")).normalize()
    except ArithmeticError:
        return text


def _same(frame: pd.DataFrame, grid) -> None:
    got = [tuple(_cell(v) for v in row) for row in frame[list(grid.columns)].itertuples(index=False)]
    assert got == [tuple(_cell(v) for v in row) for row in grid.rows]


@pytest.mark.parametrize("id", indicators())
def test_an_indicator_gives_what_its_worked_example_says(id):
    example = example_of("indicators", id)
    for then in example.expected:
        mart = _mart(example, then.as_of)
        frame = evaluate(
            mart, id, by=then.by, where=then.where, as_of=then.as_of, from_date=then.from_date, to_date=then.to_date
        )
        _same(frame, then.result)
        mart.close()


@pytest.mark.parametrize("id", tables())
def test_a_table_gives_what_its_worked_example_says(id):
    example = example_of("tables", id)
    for then in example.expected:
        mart = _mart(example, then.as_of)
        frame = read_table(
            mart, id, where=then.where, as_of=then.as_of, from_date=then.from_date, to_date=then.to_date
        )
        assert list(frame.columns) == [c.name for c in tables()[id].columns]
        _same(frame, then.result)
        mart.close()
