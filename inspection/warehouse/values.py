"""The values that travel between the intake and the warehouse: ledgers as columns, files, versions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyarrow as pa

from inspection.warehouse.dictionary import Column, dictionary
from inspection.warehouse.program import UNKNOWN

Ledgers = dict[str, pa.Table]
"""Ledger name -> its rows, columnar: the dictionary's columns in its order, in the types of `ledger_schema`.

A ledger that is absent was not delivered; a table without rows is a valid empty ledger.
"""

DECIMAL = pa.decimal128(18, 6)  # what the warehouse's decimal(18, 6) holds
TYPES = {"int": pa.int32(), "bool": pa.bool_(), "decimal": DECIMAL, "date": pa.date32()}


def arrow_type(column: Column) -> pa.DataType:
    """The type a column's values travel in: that of the column referred to, text where nothing else is said."""
    if column.refers_to:
        ledger, name = column.refers_to
        return arrow_type(dictionary().ledgers[ledger].column(name))
    return TYPES.get(column.type, pa.string())


@cache
def ledger_schema(name: str) -> pa.Schema:
    """The columns of a ledger in the dictionary's order. KeyError when there is no such ledger."""
    return pa.schema([(column.name, arrow_type(column)) for column in dictionary().ledgers[name].columns])


def ledger_table(name: str, rows: Iterable[Sequence[object]]) -> pa.Table:
    """Rows of Python values (int, str, date, bool, Decimal, None) in the dictionary's order as a ledger's table.

    Raises pyarrow.ArrowInvalid or ArrowTypeError for a value that the column's type does not hold exactly.
    """
    schema = ledger_schema(name)
    rows = list(rows)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    if len(columns) != len(schema):
        raise ValueError(f"{name} has {len(schema)} columns, the rows have {len(columns)}")
    arrays = [
        pa.array(map(_decimal, values) if wanted.type == DECIMAL else values, wanted.type)
        for values, wanted in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def ledger_tables(ledgers: Mapping[str, Iterable[Sequence[object]]]) -> Ledgers:
    """`ledger_table` of every ledger."""
    return {name: ledger_table(name, rows) for name, rows in ledgers.items()}


def rows_of(table: pa.Table) -> list[tuple]:
    """A table's rows as tuples of Python values; for what is shown or compared, not for a million rows."""
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _decimal(value: object) -> Decimal | None:
    """A number exactly as it is written: 12.1 is 12.1, not the nearest binary fraction."""
    return None if value is None else Decimal(str(value))


@dataclass(frozen=True)
class ImportedFile:
    """One ledger out of one file (or sheet): its name as it came, the file's sha256 and the rows taken in."""

    name: str
    sha256: str
    ledger: str
    rows: int


@dataclass(frozen=True, eq=False)
class Version:
    """One published data version: its number, as-of day, files, and what its manifest records.

    Two are equal where both files hold the same: a store put back from elsewhere has the old numbers and paths, and
    nothing kept of what stood there before may be taken for it.
    """

    number: int
    as_of: date
    demonstration: bool
    full: Path
    mart: Path
    manifest: dict = field(repr=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self._held == other._held

    def __hash__(self) -> int:
        return hash(self._held)

    @property
    def _held(self) -> tuple:
        return (*self.key, self.manifest.get("sha256", {}).get("full", ""))

    @property
    def program(self) -> dict[str, str]:
        """The `version` and `commit` of the program that made it; both unknown where it did not say."""
        return self.manifest.get("program") or dict.fromkeys(("version", "commit"), UNKNOWN)

    @property
    def schema(self) -> int:
        """The number of the schema its files were built by; 1 where the manifest was written before there were numbers."""
        return self.manifest.get("schema", 1)

    @property
    def key(self) -> tuple[str, int, str]:
        """What identifies the version in a cache: the folder, the number, and what its mart holds, for a demonstration
        that is made anew has its old number."""
        return (str(self.mart.parent), self.number, self.manifest.get("sha256", {}).get("mart", ""))
