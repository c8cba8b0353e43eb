"""ClickHouse: a server asked over HTTP, or without one the ClickHouse inside this process (chdb)."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from urllib.parse import unquote, urlsplit

import httpx
import pyarrow as pa
import sqlglot
from sqlglot import exp

from inspection.warehouse.engines.dialect import shown, translated
from inspection.warehouse.errors import EngineError

# Without the first three ClickHouse answers 0 or '' where the standard says null, and says nothing about it. Without
# the fourth it reorders joins, and where a subquery with a left join is joined again, a constant column of it (`1 as
# numerator`) becomes 0 on the rows its own join did not match: sums come out too small, again without a word.
SETTINGS = {
    "join_use_nulls": "1",
    "aggregate_functions_null_for_empty": "1",
    "group_by_use_nulls": "1",
    "query_plan_optimize_join_order_limit": "0",
    "session_timezone": "UTC",
    "output_format_arrow_string_as_string": "1",
}
TYPES = {
    "INTEGER": "Int32",
    "BIGINT": "Int64",
    "DOUBLE": "Float64",
    "VARCHAR": "String",
    "BOOLEAN": "Bool",
    "DATE": "Date32",  # its own Date ends in 1970 and in 2149
    "TIMESTAMP": "DateTime64(6)",
    "DECIMAL(18,6)": "Decimal(18, 6)",
}
VALUES = {bool: "Bool", int: "Int64", float: "Float64", str: "String", datetime: "DateTime64(6)", date: "Date32"}
AT_ONCE = {"default_format": "ArrowStream", "wait_end_of_query": "1"}
"""What a server is told beside: it answers when it is done. Otherwise what goes wrong half-way comes with a 200, behind the
rows so far."""
PORTS = {"http": 8123, "https": 8443}
WHOLE = "is_whole"
"""A table of a database that has all the others."""
SECONDS = 600.0
_WRITTEN = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"})


class ClickHouse:
    """A ClickHouse; a mart is a database of it. Safe to share between threads."""

    name = "clickhouse"

    def __init__(self, url: str = ""):
        self._run = _Server(url) if url else _InProcess()

    def load(self, mart: str, folder: Path, tables: Mapping[str, Mapping[str, str]]) -> None:
        """Every table with its own types, all of which may be empty, in the order of its Parquet file."""
        database = _quoted(mart)
        there = self._asked(
            f"select count() as n from system.tables where database = {{name:String}} and name = '{WHOLE}'",
            {"name": mart},
        )
        if there["n"][0].as_py():
            return
        self.drop(mart)  # of a process that was killed on the way
        self._run(f"create database {database}", {})
        for table, columns in tables.items():
            listed = ", ".join(f"{name} Nullable({TYPES[type]})" for name, type in columns.items())
            self._run(f"create table {database}.{table} ({listed}) engine = {self._run.ENGINE}", {})
            self._run.take_in(f"{database}.{table}", folder / f"{table}.parquet", listed)
        self._run(f"create table {database}.{WHOLE} (at UInt8) engine = {self._run.ENGINE}", {})

    def columns(self, mart: str, text: str, params: Mapping[str, object]) -> pa.Table:
        marks = tuple((name, None if value is None else VALUES[type(value)]) for name, value in sorted(params.items()))
        try:
            asked = translated(text, "clickhouse", _place(mart), marks)
        except sqlglot.errors.SqlglotError as error:
            raise EngineError("engine_failed", name=self.name, reason=error) from error
        return shown(self._asked(asked, {name: _written(value) for name, value in params.items() if value is not None}))

    def drop(self, mart: str) -> None:
        self._run(f"drop database if exists {_quoted(mart)}", {})

    def _asked(self, text: str, params: Mapping[str, str]) -> pa.Table:
        found = self._run(text, params)
        try:
            return pa.ipc.open_stream(found).read_all()
        except (pa.ArrowInvalid, OSError) as error:  # a server that fails on the way has said 200 already
            raise EngineError("engine_failed", name=self.name, reason=_short(str(error))) from error


def _quoted(mart: str) -> str:
    return exp.to_identifier(mart, quoted=True).sql("clickhouse")


@lru_cache(maxsize=64)
def _place(mart: str):
    return lambda table: exp.table_(table, db=exp.to_identifier(mart, quoted=True))


def _written(value: object) -> str:
    """A value as ClickHouse reads a parameter: as a cell of a file with tabs."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return str(value).translate(_WRITTEN)


class _InProcess:
    """The one session that chdb has in a process. Its tables are in memory: what a killed process leaves behind is nothing."""

    ENGINE = "Memory"

    def __init__(self):
        from chdb.session import Session

        self._session, self._lock = Session(), Lock()
        for name, value in SETTINGS.items():
            self._session.query(f"set {name} = '{value}'")

    def __call__(self, text: str, params: Mapping[str, str]) -> bytes:
        try:
            with self._lock:
                return self._session.query(text, "ArrowStream", params=dict(params)).bytes()
        except RuntimeError as error:
            raise EngineError("engine_failed", name="clickhouse", reason=_short(str(error))) from error

    def take_in(self, table: str, file: Path, columns: str) -> None:
        self(
            f"insert into {table} select * from file({{path:String}}, Parquet, {{columns:String}})",
            {"path": str(file), "columns": columns},
        )


class _Server:
    """A server: `https://name:password@host:8443`. Its tables stand in the order in which they came, on its own disk."""

    ENGINE = "MergeTree order by tuple()"

    def __init__(self, url: str):
        parts = urlsplit(url)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        self._where = f"{host}:{parts.port or PORTS.get(parts.scheme, 8123)}"
        self._client = httpx.Client(
            base_url=f"{parts.scheme}://{self._where}",
            auth=(unquote(parts.username or "default"), unquote(parts.password or "")),
            timeout=SECONDS,
            trust_env=False,
        )

    def __call__(self, text: str, params: Mapping[str, str]) -> bytes:
        return self._sent(text.encode(), {f"param_{name}": value for name, value in params.items()})

    def take_in(self, table: str, file: Path, columns: str) -> None:
        with file.open("rb") as body:
            self._sent(body, {"query": f"insert into {table} format Parquet"})

    def _sent(self, body: object, more: Mapping[str, str]) -> bytes:
        try:
            answer = self._client.post("/", content=body, params={**AT_ONCE, **SETTINGS, **more})
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise EngineError("engine_unreachable", name="clickhouse", place=self._where, reason=error) from error
        if answer.is_error:
            raise EngineError("engine_failed", name="clickhouse", reason=_short(answer.text))
        return answer.content


def _short(told: str) -> str:
    return " ".join(told.split())[:400]
