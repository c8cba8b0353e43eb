"""The other engine: a Spark of this machine holding the same county, and the queries' statements in its dialect."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from pyarrow import parquet
from pyspark.sql import SparkSession

from inspection.warehouse import Mart, Settings, dictionary
from tests.engines.dialect import asked

CONFIGURATION = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    # for a few thousand rows: one part, and plans that are run as they are rather than compiled first
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.log.level": "ERROR",
}


class Spark:
    """One session of the process; each county is a database of it. `folder` is where its tables lie, as Parquet."""

    def __init__(self, folder: Path):
        self._folder = folder
        builder = SparkSession.builder.master("local[1]").config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        for name, value in CONFIGURATION.items():
            builder = builder.config(name, value)
        self._session = builder.getOrCreate()

    def close(self) -> None:
        self._session.stop()

    def load(self, county: str, mart: Mart, settings: Settings) -> None:
        """Create the database of a county: every table of its mart with its own types, and `setting`."""
        self._session.sql(f"create database {county}")
        for table in (*dictionary().ledgers, "data_version", "imports"):
            self._create(county, table, mart, f"select * from {table}")
        rows = ", ".join(f"('{name}', '{key}', {float(value)!r})" for name, key, value in settings.relation())
        told = f"select name, key, cast(value as double) as value from (values {rows}) s(name, key, value)"
        self._create(county, "setting", mart, told)

    def _create(self, county: str, table: str, mart: Mart, statement: str) -> None:
        path = self._folder / county / f"{table}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        parquet.write_table(mart.columns(statement), path)
        self._session.sql(f"create table {county}.{table} using parquet location '{path}'")

    def rows(
        self, county: str, statement: str, given: dict[str, date], reads: dict[str, str] | None = None
    ) -> list[list[object]]:
        """The rows of a statement of queries/, its `$parameters` put in as literals; days as ISO text.

        `reads` are the relations it reads beside the ledgers, each with the statement that makes it.
        """
        self._session.sql(f"use {county}")
        text = asked(statement, given, reads, "spark")
        return [list(_plain(row)) for row in self._session.sql(text).collect()]


def _plain(row: tuple) -> Iterator[object]:
    for cell in row:
        if isinstance(cell, datetime):
            yield cell.isoformat(sep=" ")
        elif isinstance(cell, date):
            yield cell.isoformat()
        else:
            yield float(cell) if isinstance(cell, Decimal) else cell
