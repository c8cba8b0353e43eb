"""A mart as Parquet, made once per version: what another engine reads in place of DuckDB's file."""

from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from inspection.warehouse.disk import Lock, remove, sync_folder
from inspection.warehouse.errors import Busy
from inspection.warehouse.owner_only import private_folder

PATIENCE = 300.0
"""Seconds that a process waits for another which is writing the same."""

Tables = Mapping[str, Mapping[str, str]]


def named_there(key: tuple) -> str:
    """What a version's mart is called on another engine: by its number and what it holds (`Version.key`)."""
    return f"mart_{key[1]}_{sha256(repr(key).encode()).hexdigest()[:16]}"


def no_longer(folder: Path, kept: Collection[int]) -> list[str]:
    """Remove what was written of versions that are no longer kept; the names they had. Raises OSError."""
    gone = [path for path in folder.glob("mart_*_*") if path.name.split("_")[1] not in {str(number) for number in kept}]
    for path in gone:
        remove(path)
    return [path.name for path in gone if not path.suffix]


def tables_of(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Table of a mart -> its columns with DuckDB's types, in their order."""
    found: dict[str, dict[str, str]] = {}
    for table, column, type in connection.execute(
        "select table_name, column_name, data_type from information_schema.columns"
        " where table_schema = 'main' order by table_name, ordinal_position"
    ).fetchall():
        found.setdefault(table, {})[column] = type
    return found


def exported(connection: duckdb.DuckDBPyConnection, folder: Path, tables: Tables) -> None:
    """Write the tables into a folder, one file each, unless they are there. It is there whole or not at all, and only its
    owner reads it. Raises Busy where another process writes it for longer than PATIENCE, OSError."""
    if folder.exists():
        return
    private_folder(folder.parent)
    lock = Lock(folder.with_suffix(".lock"))
    if not lock.take(PATIENCE):
        raise Busy("busy", folder=folder)
    try:
        if folder.exists():
            return
        fresh = folder.with_suffix(".new")
        remove(fresh)
        private_folder(fresh)
        for name in tables:
            pq.write_table(connection.sql(f"select * from {name}").to_arrow_table(), fresh / f"{name}.parquet")
        fresh.rename(folder)
        sync_folder(folder.parent)
    finally:
        lock.release()
