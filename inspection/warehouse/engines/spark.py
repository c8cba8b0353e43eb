"""Spark: a cluster through Spark Connect, or without one the Spark of this machine (Java 17)."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from sqlglot import exp

from inspection.warehouse.engines.dialect import shown, translated
from inspection.warehouse.errors import EngineError

SETTINGS = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "true"}
LOCAL = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
}
TYPES = {"VARCHAR": "STRING", "TIMESTAMP": "TIMESTAMP_NTZ"}
"""What Spark calls otherwise than DuckDB."""
GONE = (PySparkException, Py4JError, OSError)
"""What its library raises: what Spark says of a statement, and where the Java beside this process has ended."""
FEW = 200_000
"""Rows of a mart up to which one part is enough, and plans are run as they are: compiling them takes longer than the rows do. The
mart that came last decides for the session."""
OF_FEW = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


class Spark:
    """A Spark session; a mart's tables are views of it. Safe to share between threads."""

    name = "spark"

    def __init__(self, url: str = ""):
        builder = SparkSession.builder.remote(url) if url else SparkSession.builder.master("local[*]")
        for name, value in (SETTINGS if url else SETTINGS | LOCAL).items():
            builder = builder.config(name, value)
        try:
            self._session = builder.getOrCreate()
        except (*GONE, RuntimeError) as error:
            place = url.partition(";")[0] or "local"
            raise EngineError("engine_unreachable", name=self.name, place=place, reason=_short(error)) from error
        self._there: dict[str, tuple[str, ...]] = {}

    def load(self, mart: str, folder: Path, tables: Mapping[str, Mapping[str, str]]) -> None:
        """Every table as a view over its Parquet file, which a cluster must see under the same path."""
        if mart in self._there:
            return
        files = {table: folder / f"{table}.parquet" for table in tables}
        rows = sum(pq.read_metadata(file).num_rows for file in files.values())
        try:
            for name, value in OF_FEW.items():
                if rows <= FEW:
                    self._session.conf.set(name, value)
                else:
                    self._session.conf.unset(name)
            for table, columns in tables.items():  # told the types, it runs nothing to find them out
                listed = ", ".join(f"{name} {TYPES.get(type, type)}" for name, type in columns.items())
                self._session.read.schema(listed).parquet(str(files[table])).createOrReplaceTempView(_view(mart, table))
        except GONE as error:
            raise EngineError("engine_failed", name=self.name, reason=_short(error)) from error
        self._there[mart] = tuple(tables)

    def columns(self, mart: str, text: str, params: Mapping[str, object]) -> pa.Table:
        marks = tuple((name, None if value is None else "any") for name, value in sorted(params.items()))
        try:
            asked = translated(text, "spark", _place(mart), marks)
            return shown(self._session.sql(asked, args={k: v for k, v in params.items() if v is not None}).toArrow())
        except (*GONE, sqlglot.errors.SqlglotError) as error:
            raise EngineError("engine_failed", name=self.name, reason=_short(error)) from error

    def drop(self, mart: str) -> None:
        """Views end with their session at the latest."""
        try:
            for table in self._there.pop(mart, ()):
                self._session.catalog.dropTempView(_view(mart, table))
        except GONE as error:
            raise EngineError("engine_failed", name=self.name, reason=_short(error)) from error


def _view(mart: str, table: str) -> str:
    return f"{mart}_{table}"


@lru_cache(maxsize=64)
def _place(mart: str):
    return lambda table: exp.table_(_view(mart, table))


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:400]
