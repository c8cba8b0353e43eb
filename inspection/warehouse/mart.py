"""Reading: a mart opened read-only and locked down, a cursor per query."""

import threading
import warnings
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from inspection.warehouse.build import BOOKS, copy_to_mart, create_tables, fill_full, insert_ledger
from inspection.warehouse.connecting import connect
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.draft import READ_CONFIG
from inspection.warehouse.engines import Engine, engine
from inspection.warehouse.engines.exported import exported, named_there, no_longer, tables_of
from inspection.warehouse.manifests import numbers
from inspection.warehouse.naming import told_apart
from inspection.warehouse.older import opened
from inspection.warehouse.opened import Opened
from inspection.warehouse.pinyin import BY_NAME
from inspection.warehouse.settings import Settings, settings
from inspection.warehouse.shelf import SHELF, Weighed
from inspection.warehouse.store import Store, StoreError, data_home
from inspection.warehouse.values import Ledgers, Version

AS_READ = 10
"""Bytes that DuckDB keeps of a statement it has read for each byte of its text, near enough: 9.2 of the longest."""
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")  # see `arrow`
KEPT = 2_000
"""How many statements' types are kept where another engine answers."""


class Mart:
    """One version's mart, open for reading. Safe to share between threads: every query has a cursor of its own."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection | Opened,
        as_of: date,
        demonstration: bool,
        key: tuple,
        made_up_to: date | None = None,
    ):
        """`made_up_to`: the version's own day, where the mart is read as of another."""
        self._file = connection if isinstance(connection, Opened) else Opened(connection)
        self.as_of = as_of
        self.made_up_to = made_up_to or as_of
        self.demonstration = demonstration
        self.key = key
        self._names: dict[object, str] | None = None
        self._engine: tuple[Engine, str] | None = None
        self._types: dict[str, pa.Schema] = {}

    @property
    def elsewhere(self) -> bool:
        """Whether another engine than DuckDB answers."""
        return self._engine is not None

    def query(self, text: str, params: dict[str, object] | None = None, *, here: bool = False) -> pd.DataFrame:
        """The rows of one statement as a frame; of `params` only those the text names (`$name`) are bound. `here`: it says
        what only DuckDB understands, and stays with it whichever engine is chosen."""
        rows = None if here or not self._engine else self._asked(text, params)
        with self._file.cursor() as cursor:
            if rows is None:
                return executed(cursor, text, params).df()
            return cursor.from_arrow(rows).df()  # the frame that DuckDB itself makes of such columns

    def arrays(self, text: str, params: dict[str, object] | None = None) -> dict[str, object]:
        """The same as the columns of the frame by their names, as arrays."""
        frame = self.query(text, params)
        return {name: frame[name].to_numpy() if isinstance(frame[name].dtype, np.dtype) else frame[name].array for name in frame}

    def columns(self, text: str, params: dict[str, object] | None = None) -> pa.Table:
        """The rows of one statement as columns in the statement's own types, which costs less than a frame."""
        if self._engine:
            return self._asked(text, params)
        with self._file.cursor() as cursor:
            return arrow(executed(cursor, text, params))

    def _asked(self, text: str, params: dict[str, object] | None) -> pa.Table:
        """The rows as the other engine has them, in the names and types that DuckDB gives this statement."""
        there, name = self._engine
        values = bound(text, params)
        if (types := self._types.get(text)) is None:
            with self._file.cursor() as cursor:
                types = cursor.sql(text, params=values).limit(0).to_arrow_table().schema
            if len(self._types) < KEPT:
                self._types[text] = types
        return there.columns(name, text, values).rename_columns(types.names).cast(types)

    def answered_by(self, other: Engine, folder: Path) -> "Mart":
        """This mart with its statements asked of another engine; its tables go there as Parquet under `folder`, once.
        Raises StoreError, OSError."""
        name = named_there(self.key)
        with self._file.cursor() as cursor:
            tables = tables_of(cursor)
            exported(cursor, folder / name, tables)
        other.load(name, folder / name, tables)
        self._engine = (other, name)
        return self

    def named(self, ledger: str, key: str) -> list[tuple[object, str]]:
        """(id, name) of every row of a ledger that has names, in the office's own order where it has one; what has no
        place in it behind the others by pinyin. Equal names are told apart by the organisation or term above them."""
        columns = dictionary().ledgers[ledger]
        order = f"sort_order nulls last, name {BY_NAME}, " if columns.has("sort_order") else ""
        above, of = {"organisations": ("parent_id", "organisations"), "rounds": ("term_no", "terms")}.get(ledger, ("", ""))
        held = f"(select a.name from {of} a where a.{'org_id' if of == ledger else above} = l.{above})" if of else "null"
        frame = self.query(
            f"select l.{columns.column(key).name} as id, l.name as name, {held} as above\n"
            f"from {columns.name} l order by {order.replace('sort_order', 'l.sort_order').replace('name', 'l.name')}1",
            here=True,
        ).astype(object)
        ids = frame["id"].tolist()
        over = [None if pd.isna(name) else name for name in frame["above"]]
        return list(zip(ids, told_apart(ids, frame["name"].tolist(), over), strict=True))

    def short_names(self) -> list[tuple[str, str]]:
        """(id, short name) of the organisations that have one."""
        frame = self.query("select org_id as id, short_name as name from organisations where short_name is not null order by 1")
        return list(zip(frame["id"].astype(str), frame["name"].astype(str), strict=True))

    def organisations_by_name(self, orgs: pd.Series, names: pd.Series) -> pd.Series:
        """The names beside the ids of their organisations, equal ones told apart; what has no id keeps its name."""
        if self._names is None:
            self._names = dict(self.named("organisations", "org_id"))
        pairs = zip(orgs.tolist(), names.tolist(), strict=True)
        return pd.Series([self._names.get(org, name) for org, name in pairs], index=orgs.index, dtype=object)

    def at(self, as_of: date) -> "Mart":
        """The same ledgers as of another day; shares the connection."""
        mart = Mart(self._file, as_of, self.demonstration, self.key, self.made_up_to)
        mart._engine, mart._types = self._engine, self._types
        return mart

    def ledger(self, name: str) -> pd.DataFrame:
        """All rows of a ledger as the mart holds them, by key. For small ones: organisations, rounds, terms."""
        ledger = dictionary().ledgers[name]
        return self.query(f"select * from {ledger.name} order by {', '.join(c.name for c in ledger.key)}")

    def retire(self) -> None:
        """Close the file as soon as nobody reads it; whoever still asks has it opened for as long as that takes."""
        self._file.retire()

    def close(self) -> None:
        self._file.close()


def arrow(result: duckdb.DuckDBPyConnection) -> pa.Table:
    """What a statement that was executed returns, in its own types. The way DuckDB would have it (`sql(…).to_arrow_table()`)
    plans every statement twice to spare a copy, and for so few rows planning is what costs."""
    return result.to_arrow_table()


def executed(
    cursor: duckdb.DuckDBPyConnection, text: str, params: Mapping[str, object] | None = None
) -> duckdb.DuckDBPyConnection:
    """The cursor once it has run one statement; of `params` only those the text names (`$name`) are bound."""
    parsed = _parsed(text)
    named = {name: value for name, value in (params or {}).items() if name in parsed.named}
    return cursor.execute(parsed.statement, named) if named else cursor.execute(parsed.statement)


def bound(text: str, params: Mapping[str, object] | None = None) -> dict[str, object]:
    """Of the parameters those that the text names (`$name`)."""
    named = _parsed(text).named
    return {name: value for name, value in (params or {}).items() if name in named}


class _Parsed(Weighed):
    """A statement as DuckDB has read it."""

    def __init__(self, text: str) -> None:
        (self.statement,) = duckdb.extract_statements(text)
        self.named, self.held = frozenset(self.statement.named_parameters), AS_READ * len(text)


def _parsed(text: str) -> _Parsed:
    """A statement as DuckDB reads it, kept: reading one of a hundred lines again takes a third of its time."""
    return SHELF.get((_Parsed, text), lambda: _Parsed(text))


def open_mart(version: Version) -> Mart:
    """Open a version's (or a draft's) mart read-only and locked down. Raises Damaged when it is not as published."""
    again = lambda: opened(version, "mart")  # noqa: E731
    return Mart(Opened(again(), again), version.as_of, version.demonstration, version.key)


def open_chosen(version: Version) -> Mart:
    """Open a published version's mart for reading by the engine that INSPECTION_ENGINE chooses. Raises Damaged, StoreError."""
    other = engine()  # before the file is opened: it may not be there
    mart = open_mart(version)
    if other is None:
        return mart
    home = version.mart.parents[1]
    for name in no_longer(home / "engine", numbers(version.mart.parent)):
        other.drop(name)
    return mart.answered_by(other, home / "engine")


def open_full(path: Path) -> Mart:
    """Open a version's or a draft's full file, secret columns too, read-only and locked down. For the steward only.

    Its as-of day and whether it is a demonstration are what the file says of itself. Raises duckdb.Error when it
    cannot be read.
    """
    connection = connect(str(path), read_only=True, config=READ_CONFIG)
    as_of, demonstration = connection.sql("select as_of, is_demonstration from data_version").fetchall()[0]
    return Mart(connection, as_of, demonstration, (str(path), 0))


def memory_mart(ledgers: Ledgers, as_of: date = date(2025, 9, 30)) -> Mart:
    """A mart in memory made of ledgers as an import delivers them; ledgers absent are empty. For tests."""
    connection = connect(":memory:", config={"python_enable_replacements": False})
    connection.execute("attach ':memory:' as complete; use complete")
    fill_full(
        connection,
        ledgers,
        number=1,
        parent=None,
        as_of=as_of,
        built_at=datetime(as_of.year, as_of.month, as_of.day),
        demonstration=False,
        files=(),
        comments=False,
    )
    connection.execute("use memory")
    copy_to_mart(connection, "complete", "memory")
    connection.execute("detach complete")
    return Mart(connection, as_of, False, ("memory", uuid4().hex))


def made_empty() -> duckdb.DuckDBPyConnection:
    """An empty mart in memory, for whoever fills it from elsewhere."""
    connection = connect(":memory:", config={"python_enable_replacements": False})
    connection.execute(_empty_tables(False))
    return connection


def memory_full(ledgers: Ledgers, as_of: date = date(2025, 9, 30)) -> Mart:
    """A full file in memory of ledgers as they came, secret columns too; those absent are empty.

    Nothing is proven of it: keys may stand twice, references lead nowhere, required cells be empty. For the checks of
    an import that cannot be drafted, and for tests.
    """
    connection = connect(":memory:", config={"python_enable_replacements": False})
    connection.execute(_empty_tables(True))
    connection.execute("update data_version set as_of = $as_of, built_at = $as_of", {"as_of": as_of})
    for name, table in ledgers.items():
        insert_ledger(connection, name, table)
    return Mart(connection, as_of, False, ("memory", uuid4().hex))


def _without_rules() -> Mart:
    """A full file in memory that holds only what it says of itself, whose tables have no rule that a row could break."""
    connection = connect(":memory:", config={"python_enable_replacements": False})
    connection.execute("attach ':memory:' as complete; use complete")
    create_tables(connection, comments=False)
    connection.execute("use memory")
    for name in (*dictionary().ledgers, *BOOKS):  # a table made of another has its columns and none of its rules
        connection.execute(f"create table {name} as select * from complete.{name}")
    connection.execute("detach complete")
    as_of = date(2025, 9, 30)
    connection.execute(
        "insert into data_version (version_no, as_of, built_at, is_demonstration) values (1, $as_of, $as_of, false)",
        {"as_of": as_of},
    )
    return Mart(connection, as_of, False, ("memory", uuid4().hex))


@cache
def _empty_tables(full: bool) -> str:
    """The statements that make an empty mart's tables (or a full file's) as they are: telling them anew takes a tenth of
    the time of making and proving another mart, and there are hundreds of worked examples and many imports that are
    refused."""
    made = _without_rules() if full else memory_mart({})
    with made._file.cursor() as cursor:
        steps = [sql for (sql,) in cursor.sql("select sql from duckdb_tables() order by table_oid").fetchall()]
        said = cursor.sql("select version_no, parent_no, is_demonstration from data_version").fetchall()
    for number, parent, demonstration in said:
        above = "null" if parent is None else int(parent)
        steps.append(
            "insert into data_version (version_no, as_of, built_at, parent_no, is_demonstration)"
            f" values ({int(number)}, current_date, current_date, {above}, {demonstration});"
        )
    made.close()
    return "\n".join(steps)


def table_mart(
    tables: dict[str, list[dict[str, object]]], as_of: date = date(2025, 9, 30), *, full: bool = False
) -> Mart:
    """A mart in memory made of small tables that name only the columns they need; the others are empty.

    For worked examples: values are text (cast by DuckDB to the column's type) or None, ids of secrets are integers
    as in a mart. `full`: with the columns and types of a full file. Raises ValueError for a ledger or column that is
    not there.
    """
    connection = connect(":memory:", config={"python_enable_replacements": False})
    connection.execute(_empty_tables(full))
    connection.execute("update data_version set as_of = $as_of, built_at = $as_of", {"as_of": as_of})
    mart = Mart(connection, as_of, False, ("memory", uuid4().hex))
    for name, rows in tables.items():
        if name not in dictionary().ledgers:
            raise ValueError(f"{name} is no ledger")
        columns = [c[0] for c in connection.sql(f"select * from {name} limit 0").description]
        for row in rows:
            if unknown := set(row) - set(columns):
                raise ValueError(f"the mart's {name} has no column {', '.join(sorted(unknown))}")
            listed, marks = ", ".join(row), ", ".join("?" for _ in row)
            connection.execute(f"insert into {name} ({listed}) values ({marks})", list(row.values()))
    return mart


class Reader:
    """Finds the version in force and keeps its mart open until the pointer moves on.

    With no version of the office's own, the demonstration county stands in. `mart()` may be called on every run: it
    reads the pointer (a small file) and opens a database only when the pointer has moved: then what was open is closed as
    soon as nobody reads it. The marts used last stay open, for readers who look at old versions.
    """

    OPEN = 5

    def __init__(self, home: Path | None = None):
        self.home = Path(home) if home else data_home()
        self._lock = threading.Lock()
        self._open: dict[tuple, Mart] = {}
        self._in_force: tuple | None = None

    def version(self, number: int | None = None) -> Version | None:
        """The version in force (the office's own, else the demonstration's, else None), or the office's own `number`.

        Raises Damaged when it is not as published, StoreError (no_version) for a number that is not kept.
        """
        store = Store(self.home)
        if number is not None:
            return store.version(number)
        return store.current() or demonstration_store(self.home).current()

    def settings(self) -> Settings:
        """The settings that go with the version in force: the office's, or the demonstration county's own."""
        version = self.version()
        demonstration = version is not None and version.demonstration
        return settings(demonstration_store(self.home).home if demonstration else self.home)

    def mart(self, number: int | None = None) -> Mart | None:
        """The open mart of the version in force, or of version `number`; None when there is no data at all.

        Raises what `version` raises, and Damaged with the last good version named when the mart is not as published.
        """
        version = self.version(number)
        if version is None:
            return None
        with self._lock:
            mart = self._open.pop(version.key, None)
            if mart is None:
                Store(version.mart.parents[1]).prove(version)
                mart = open_chosen(version)
            moved = number is None and version.key != self._in_force
            if number is None:
                self._in_force = version.key
            while self._open if moved else len(self._open) >= self.OPEN:
                self._open.pop(next(iter(self._open))).retire()
            self._open[version.key] = mart  # those used last stand last
            return mart

    def close(self) -> None:
        """Close every mart; for a process that is done with reading."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].close()


def demonstration_store(home: Path) -> Store:
    """Where the demonstration county of a data home lives: never among the office's own versions."""
    return Store(Path(home) / "demo")


def rows_before(version: Version) -> dict[str, int] | None:
    """How many rows each ledger had in the version this one was made from; None when there is none, or it is gone."""
    parent = version.manifest.get("parent")
    if parent is None:
        return None
    try:
        return Store(version.mart.parents[1]).version(parent).manifest["rows"]
    except StoreError:  # pruned or damaged: nothing to compare with, and no fault of this version
        return None
