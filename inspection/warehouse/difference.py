"""What differs between two versions, or a version and a draft: rows by key, cells old -> new. Set-based.

Two full files tell the steward everything; two marts tell a reader what a reader may see. Columns and keys come from
the dictionary, as far as one of the files has them: in the other, made by an older schema, they are empty.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from inspection.warehouse.build import BUILD_CONFIG, attach
from inspection.warehouse.connecting import connect
from inspection.warehouse.dictionary import Ledger, dictionary
from inspection.warehouse.older import columns_of, lock, stand_in
from inspection.warehouse.vintages import keys_changed

KINDS = ("added", "changed", "removed")
SIDES = ("older", "newer")


@dataclass(frozen=True)
class Change:
    """How a ledger's rows differ; `cells`: (column, changed rows that differ in it), columns in their order."""

    ledger: str
    added: int
    changed: int
    removed: int
    unchanged: int
    cells: tuple[tuple[str, int], ...]

    @property
    def older(self) -> int:
        return self.removed + self.changed + self.unchanged

    @property
    def newer(self) -> int:
        return self.added + self.changed + self.unchanged

    @property
    def rekeyed(self) -> bool:
        """Whether the keys have changed altogether: then nothing was added and nothing removed that anybody could say."""
        return keys_changed(self.older, self.newer, self.changed + self.unchanged)


@contextmanager
def _side_by_side(older: Path, newer: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the ledgers of both files side by side, read-only, as `older.<ledger>` and `newer.<ledger>`;
    both have the columns that either has. Nothing else is within its reach."""
    connection = connect(config=BUILD_CONFIG)
    try:
        has = []
        for side, path in zip(SIDES, (older, newer), strict=True):
            attach(connection, path, f"{side}_file")
            connection.execute(f"create schema {side}")
            has.append(columns_of(connection, f"{side}_file"))
        for name, ledger in dictionary().ledgers.items():
            columns = [found.get(name, {}) for found in has]
            wanted = columns[0] | columns[1] or {c.name: "varchar" for c in ledger.key}
            for side, own in zip(SIDES, columns, strict=True):
                stand_in(connection, f"{side}.{name}", f"{side}_file.{name}", own, wanted)
        lock(connection)
        yield connection
    finally:
        connection.close()


def _columns(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> tuple[list[str], list[str]]:
    """The key columns and the other columns of a ledger that a file has."""
    there = columns_of(connection, "memory")[ledger.name]
    return [c.name for c in ledger.key], [c.name for c in ledger.columns if c.name in there and not c.key]


def _paired(ledger: Ledger, keys: list[str], how: str) -> str:
    """`from` both sides of a ledger joined on its key; `here` is true where a side has the row."""
    sides = [f"(select s.*, true as here from {side}.{ledger.name} s) {side[0]}" for side in SIDES]
    same = " and ".join(f"o.{key} = n.{key}" for key in keys)
    return f"from {sides[0]} {how} {sides[1]} on {same}"


def _differ(columns: Iterable[str]) -> str:
    return " or ".join(f"o.{name} is distinct from n.{name}" for name in columns) or "false"


def changes(older: Path, newer: Path, ledgers: Iterable[str] | None = None) -> dict[str, Change]:
    """Per ledger (None: all, in the order of the contract) how its rows differ between two full files or two marts.

    A draft differs from its parent only in the ledgers that came in. Raises duckdb.Error when a file cannot be read,
    KeyError for a ledger that is not in the dictionary.
    """
    found = {}
    with _side_by_side(older, newer) as connection:
        for name in dictionary().ledgers if ledgers is None else ledgers:
            ledger = dictionary().ledgers[name]
            keys, columns = _columns(connection, ledger)
            counted = [_differ(columns), *(_differ([c]) for c in columns)]
            (added, removed, both, changed, *cells) = connection.sql(
                "select count(*) filter (where o.here is null), count(*) filter (where n.here is null),"
                " count(*) filter (where o.here and n.here)"
                + "".join(f", count(*) filter (where o.here and n.here and ({condition}))" for condition in counted)
                + f" {_paired(ledger, keys, 'full join')}"
            ).fetchall()[0]
            differing = tuple((c, n) for c, n in zip(columns, cells, strict=True) if n)
            found[name] = Change(name, added, changed, removed, both - changed, differing)
    return found


def changed_rows(older: Path, newer: Path, ledger: str, kind: str, limit: int = 5000) -> pd.DataFrame:
    """The rows of a ledger that were added, removed or changed, in the order of the key, at most `limit` lines.

    Added and removed rows come whole, in the dictionary's columns. Of changed rows each cell that differs is a line:
    the key, then `column`, `old` and `new` as text (missing where empty). Raises ValueError for another kind, KeyError
    for another ledger, duckdb.Error when a file cannot be read.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is none of {', '.join(KINDS)}")
    what = dictionary().ledgers[ledger]
    with _side_by_side(older, newer) as connection:
        keys, columns = _columns(connection, what)
        order = ", ".join(str(at + 1) for at in range(len(keys)))
        if kind == "changed":
            key = ", ".join(f"o.{name} as {name}" for name in keys)
            pairs = ", ".join(f"cast(o.{c} as varchar) as o_{c}, cast(n.{c} as varchar) as n_{c}" for c in columns)
            listed = ", ".join(keys)
            cells = " union all ".join(
                f"select {listed}, '{c}' as \"column\", o_{c} as old, n_{c} as new, {at} as place"
                f" from differing where o_{c} is distinct from n_{c}"
                for at, c in enumerate(columns)
            )
            if not columns:
                empty = "'' as \"column\", '' as old, '' as new"
                return connection.sql(f"select {key}, {empty} {_paired(what, keys, 'join')} limit 0").df()
            text = (
                f"with differing as (select {key}, {pairs} {_paired(what, keys, 'join')} where {_differ(columns)})"
                f" select {listed}, \"column\", old, new from ({cells}) order by {order}, place"
            )
        else:
            here, other = ("newer", "older") if kind == "added" else ("older", "newer")
            same = " and ".join(f"x.{name} = y.{name}" for name in keys)
            shown = [c.name for c in what.columns if c.name in {*keys, *columns}]
            listed = ", ".join(f"x.{name} as {name}" for name in shown)
            order = ", ".join(f"x.{name}" for name in keys)
            text = (
                f"select {listed} from {here}.{what.name} x"
                f" where not exists (select 1 from {other}.{what.name} y where {same}) order by {order}"
            )
        return connection.sql(f"{text} limit {int(limit)}").df()
