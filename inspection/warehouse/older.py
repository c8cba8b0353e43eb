"""Reading a version's file under today's schema, also one made when the ledgers had fewer columns.

Published files never change. One that lacks a column is attached, and each of its tables stands as a view in which what it
lacks is empty; any other is opened as it is. What a file has is asked of the file, not told from its schema's number.
"""

from collections.abc import Mapping
from functools import cache

import duckdb

from inspection.warehouse.build import attach, copy_to_mart, create_tables, surrogate_kind
from inspection.warehouse.connecting import connect
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.draft import READ_CONFIG
from inspection.warehouse.health import prove
from inspection.warehouse.values import Version

LOCKED = ("enable_external_access", "lock_configuration")
"""Of READ_CONFIG what would forbid to attach a file: set once it is attached."""

Columns = Mapping[str, str]
"""The columns of a table with their types, in their order."""


def opened(version: Version, kind: str) -> duckdb.DuckDBPyConnection:
    """The "full" or "mart" file of a version, read-only, locked down, with every table and column of today's schema.

    Raises Damaged when the file is not as it was published.
    """
    path = prove(version, kind)
    connection = connect(str(path), read_only=True, config=READ_CONFIG)
    (catalog,) = connection.sql("select current_database()").fetchall()[0]
    has = columns_of(connection, catalog)
    if all(names <= set(has.get(ledger, ())) for ledger, names in _named(kind).items()):
        return connection
    connection.close()
    connection = connect(config={name: value for name, value in READ_CONFIG.items() if name not in LOCKED})
    attach(connection, path, "older")
    for name, columns in _of_today(kind).items():
        stand_in(connection, f"memory.main.{name}", f"older.{name}", has.get(name, {}), columns)
    lock(connection)
    return connection


def lock(connection: duckdb.DuckDBPyConnection) -> None:
    """Put everything but what is attached out of a connection's reach."""
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def columns_of(connection: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, dict[str, str]]:
    """Table -> its columns, of one catalog."""
    found: dict[str, dict[str, str]] = {}
    for table, column, type in connection.sql(
        "select table_name, column_name, data_type from duckdb_columns() where database_name = $catalog"
        " order by table_name, column_index",
        params={"catalog": catalog},
    ).fetchall():
        found.setdefault(table, {})[column] = type
    return found


def stand_in(connection: duckdb.DuckDBPyConnection, view: str, table: str, has: Columns, wanted: Columns) -> None:
    """Make a view of a table with the columns `wanted`; those it has not are empty, and without any it has no rows."""
    listed = ", ".join(name if name in has else f"cast(null as {type}) as {name}" for name, type in wanted.items())
    connection.execute(f"create view {view} as select {listed} {f'from {table}' if has else 'where false'}")


@cache
def _named(kind: str) -> dict[str, set[str]]:
    """Ledger -> the names of its columns, as the dictionary has them for a full file or a mart."""
    return {
        ledger.name: {c.name for c in ledger.columns if kind == "full" or not c.secret or surrogate_kind(c)}
        for ledger in dictionary().ledgers.values()
    }


@cache
def _of_today(kind: str) -> dict[str, dict[str, str]]:
    """Table -> its columns, as a full file or a mart has them that is built today."""
    connection = connect()
    try:
        create_tables(connection)
        connection.execute("attach ':memory:' as mart")
        copy_to_mart(connection, "memory", "mart")
        return columns_of(connection, "mart" if kind == "mart" else "memory")
    finally:
        connection.close()
