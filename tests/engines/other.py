"""The other engine of the program, holding the tests' counties, and the rows of a statement as plain values."""

import json
import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from inspection.warehouse import EngineError, Mart
from inspection.warehouse.engines import Engine, started
from inspection.warehouse.engines.exported import exported, tables_of
from inspection.warehouse.mart import bound

ENGINE = os.environ.get("INSPECTION_ENGINE") or "clickhouse"
"""The engine that is held against DuckDB in this run."""


def there() -> Engine:
    """That engine on this machine; where it cannot be had, the test is skipped with the reason, and fails in CI."""
    try:
        return started(ENGINE, "")
    except EngineError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"{ENGINE} cannot be had here: {error} {error.values}")


class Other:
    """The engine, and what it is asked; each county is a mart of its own there. Its tables pass through `folder`."""

    def __init__(self, folder: Path):
        self._engine, self._folder = there(), folder

    def load(self, county: str, mart: Mart) -> None:
        tables = tables_of(mart._file._connection)
        exported(mart._file._connection, self._folder / county, tables)
        self._engine.load(county, self._folder / county, tables)

    def rows(self, county: str, text: str, params: Mapping[str, object]) -> list[list[object]]:
        """The rows of a statement of DuckDB's; days as ISO text, decimals as numbers."""
        found = self._engine.columns(county, text, bound(text, params))
        return [list(_plain(row)) for row in zip(*(column.to_pylist() for column in found.columns), strict=True)]


def _plain(row: tuple) -> Iterator[object]:
    for cell in row:
        if isinstance(cell, datetime):
            yield cell.replace(tzinfo=None).isoformat(sep=" ")
        elif isinstance(cell, date):
            yield cell.isoformat()
        else:
            yield float(cell) if isinstance(cell, Decimal) else cell


def as_python(mart: Mart, statement: str, params: dict[str, object] | None = None) -> list[dict[str, object]]:
    """Rows of the mart as dicts of plain values: days as ISO text, decimals as text or number, missing as None."""
    text = mart.query(f"select cast(to_json(w) as varchar) as row from (\n{statement}\n) w", params)["row"]
    return [json.loads(row) for row in text]
