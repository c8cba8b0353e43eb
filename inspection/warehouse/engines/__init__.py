"""Another engine in DuckDB's place, for a store that one machine is too small for: INSPECTION_ENGINE=duckdb|clickhouse|spark.

The mart of a version goes to it once, as Parquet, and the same statements are asked of it in its own dialect. What was
published, every import and an analyst's SQL stay with DuckDB.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from inspection.warehouse.errors import EngineError

DUCKDB = "duckdb"
ENGINES = (DUCKDB, "clickhouse", "spark")


class Engine(Protocol):
    """An engine that holds marts under names of its own."""

    name: str

    def load(self, mart: str, folder: Path, tables: Mapping[str, Mapping[str, str]]) -> None:
        """Take in a mart under a name, unless it is there: `folder` holds a Parquet file for each table, `tables` its columns
        with DuckDB's types. Raises EngineError."""

    def columns(self, mart: str, text: str, params: Mapping[str, object]) -> pa.Table:
        """The rows of one of DuckDB's statements over a mart that is there; `params` are the values it names, no more.
        Types are the engine's own. Raises EngineError (engine_failed)."""

    def drop(self, mart: str) -> None:
        """Let a mart go; nothing where it is not there. Raises EngineError."""


def chosen() -> str:
    """The engine that INSPECTION_ENGINE names. Raises EngineError (engine_unknown)."""
    name = os.environ.get("INSPECTION_ENGINE") or DUCKDB
    if name not in ENGINES:
        raise EngineError("engine_unknown", name=name, known=", ".join(ENGINES))
    return name


def engine() -> Engine | None:
    """The engine of this process, started when it is first asked for; None for DuckDB. Where INSPECTION_ENGINE_URL is set it is
    the server or cluster there, otherwise one of this machine. Raises EngineError: engine_unknown, engine_missing where its
    library is not installed, engine_unreachable."""
    name = chosen()
    return None if name == DUCKDB else started(name, os.environ.get("INSPECTION_ENGINE_URL", ""))


@cache
def started(name: str, url: str) -> Engine:
    """The engine of that name, there or (without a place) of this machine; a process has one of each. Raises as `engine`."""
    try:
        if name == "clickhouse":
            from inspection.warehouse.engines.clickhouse import ClickHouse

            return ClickHouse(url)
        from inspection.warehouse.engines.spark import Spark

        return Spark(url)
    except ModuleNotFoundError as error:
        raise EngineError("engine_missing", name=name, module=error.name, lock=f"requirements-{name}.lock") from error
