"""The other engine: an in-process ClickHouse holding the same county, and the queries' statements in its dialect."""

import json
from datetime import date
from pathlib import Path

from chdb.session import Session

from inspection.warehouse import Mart, Settings, dictionary
from tests.engines.dialect import as_python, asked

# Without the first three ClickHouse answers 0 or '' where the standard says null, and says nothing about it. Without
# the fourth it reorders joins, and where a subquery with a left join is joined again, a constant column of it (`1 as
# numerator`) becomes 0 on the rows its own join did not match: sums come out too small, again without a word.
SESSION_SETTINGS = {
    "join_use_nulls": 1,
    "aggregate_functions_null_for_empty": 1,
    "group_by_use_nulls": 1,
    "query_plan_optimize_join_order_limit": 0,
    "output_format_json_quote_64bit_integers": 0,
    "max_threads": 1,  # a few thousand rows: planning for several takes a quarter longer
}
TYPES = {
    "INTEGER": "Int32",
    "BIGINT": "Int64",
    "DOUBLE": "Float64",
    "VARCHAR": "String",
    "BOOLEAN": "Bool",
    "DATE": "Date32",
    "TIMESTAMP": "DateTime64(6)",
    "DECIMAL(18,6)": "Decimal(18, 6)",
}


class ClickHouse:
    """One session of the process; each county is a database of it. `folder` is where rows pass on their way in."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._session = Session(str(folder / "session"))
        for name, value in SESSION_SETTINGS.items():
            self._session.query(f"set {name} = {value}")

    def close(self) -> None:
        self._session.close()

    def load(self, county: str, mart: Mart, settings: Settings) -> None:
        """Create the database of a county: every table of its mart with its own types, all nullable, and `setting`."""
        self._session.query(f"create database {county}")
        for table in (*dictionary().ledgers, "data_version", "imports"):
            columns = mart.query(
                "select column_name, data_type from information_schema.columns"
                f" where table_name = '{table}' order by ordinal_position"
            ).itertuples(index=False, name=None)
            listed = ", ".join(f"{name} Nullable({TYPES[type]})" for name, type in columns)
            self._create(f"{county}.{table}", listed, as_python(mart, f"select * from {table}"))
        setting = [dict(zip(("name", "key", "value"), row, strict=True)) for row in settings.relation()]
        self._create(f"{county}.setting", "name String, key String, value Float64", setting)
        self._session.query(f"use {county}")

    def _create(self, table: str, columns: str, rows: list[dict[str, object]]) -> None:
        self._session.query(f"create table {table} ({columns}) engine = Memory")
        if rows:
            path = self._folder / f"{table}.jsonl"
            path.write_text("\n".join(json.dumps(row, default=str) for row in rows), encoding="utf-8")
            self._session.query(f"insert into {table} select * from file('{path}', JSONEachRow, '{columns}')")

    def rows(
        self, county: str, statement: str, given: dict[str, date], reads: dict[str, str] | None = None
    ) -> list[list[object]]:
        """The rows of a statement of queries/, its `$parameters` put in as literals; days as ISO text.

        `reads` are the relations it reads beside the ledgers, each with the statement that makes it.
        """
        self._session.query(f"use {county}")
        text = asked(statement, given, reads, "clickhouse")
        answer = self._session.query(text, "JSONCompactEachRow")
        return [json.loads(line) for line in str(answer).splitlines()]
