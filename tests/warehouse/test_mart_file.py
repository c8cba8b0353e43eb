"""The mart's file is written by a process that was handed nothing secret: DuckDB leaves its memory in a file's gaps."""

import json
import subprocess
import sys

import duckdb
import pyarrow.parquet as pq
import pytest

from inspection.warehouse import Store, StoreError, dictionary, ledger_tables, mart_file
from inspection.warehouse.build import BOOKS, surrogate_kind
from inspection.warehouse.disk import is_full
from tests.access.test_canaries import planted
from tests.warehouse.tiny import CLOCK, DAY, county, publish


def passed(monkeypatch) -> dict:
    """What the writing process is handed while something is published: its statements, and the tables by name."""
    handed, write = {}, mart_file._written

    def look(path, statements):
        handed["statements"] = statements
        handed["tables"] = {file.stem: pq.read_table(file) for file in path.with_name("passing").glob("*.parquet")}
        write(path, statements)

    monkeypatch.setattr(mart_file, "_written", look)
    return handed


def test_what_writes_a_mart_is_handed_no_secret_value_and_no_secret_column(tmp_path, monkeypatch):
    handed, (ledgers, canaries, _) = passed(monkeypatch), planted()
    version = Store(tmp_path).publish(ledger_tables(ledgers), as_of=DAY, files=(), built_at=CLOCK)
    assert len(canaries) > 1000 and "鸟雀".encode() in version.full.read_bytes()
    assert not any("鸟雀" in statement for statement in handed["statements"])
    assert handed["tables"].keys() == {*dictionary().ledgers, *BOOKS}
    for name, ledger in dictionary().ledgers.items():
        allowed = [c.name for c in ledger.columns if not c.secret or surrogate_kind(c)]
        assert handed["tables"][name].column_names == allowed, name
    for name, table in handed["tables"].items():
        assert "鸟雀" not in json.dumps(table.to_pylist(), default=str, ensure_ascii=False), name


def test_the_process_that_holds_the_secrets_never_opens_a_mart_for_writing(tmp_path, monkeypatch):
    opened, connect = [], duckdb.connect

    def watched(database=":memory:", read_only=False, **more):
        opened.append((str(database).rpartition("/")[2], read_only))
        return connect(database, read_only=read_only, **more)

    monkeypatch.setattr(duckdb, "connect", watched)
    Store(tmp_path).publish(county(1), as_of=DAY, files=(), built_at=CLOCK)  # built here, not one of those kept for tests
    assert ("full.duckdb", False) in opened and ("mart.duckdb", True) in opened
    assert ("mart.duckdb", False) not in opened


def test_a_mart_has_the_rows_types_comments_and_order_that_its_full_file_gives_it(tmp_path):
    version = publish(Store(tmp_path), 1)
    mart, full = (duckdb.connect(str(path), read_only=True) for path in (version.mart, version.full))
    described = "select table_name, column_name, data_type, comment from duckdb_columns() where not internal order by all"
    of_full = {(table, column): (type, words) for table, column, type, words in full.sql(described).fetchall()}
    of_mart = {(table, column): (type, words) for table, column, type, words in mart.sql(described).fetchall()}
    secret = {
        (ledger.name, c.name) for ledger in dictionary().ledgers.values() for c in ledger.columns if surrogate_kind(c)
    }
    assert {name: told for name, told in of_mart.items() if name not in secret} == {
        name: told for name, told in of_full.items() if name in of_mart and name not in secret
    }
    assert {of_mart[name][0] for name in secret} == {"INTEGER"}
    assert all(words for name, (_, words) in of_mart.items() if name[0] not in BOOKS)
    assert mart.sql("select org_id from organisations").fetchall() == sorted(
        full.sql("select org_id from organisations").fetchall()
    )
    assert mart.sql("from data_version").fetchall() == full.sql("from data_version").fetchall()


def test_nothing_of_what_passed_stays_and_an_error_of_the_writing_process_is_told_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "draft" / "mart.duckdb"
    version = publish(Store(tmp_path / "home"), 1)
    assert [found.name for found in (tmp_path / "home").rglob("*passing*")] == []
    monkeypatch.setattr(mart_file, "_handed_over", lambda *_: ["select error('No space left on device')"])
    with pytest.raises(duckdb.Error, match="No space left") as told:
        mart_file.write_mart(path, version.full)
    assert is_full(told.value) and not (tmp_path / "draft" / "passing").exists()


def test_a_writing_process_that_dies_is_told_as_a_file_not_written_whole(tmp_path, monkeypatch):
    version = publish(Store(tmp_path / "home"), 1)
    dying = tmp_path / "dies.py"
    dying.write_text("import os, sys; sys.stdin.readline(); os._exit(9)", encoding="utf-8")
    monkeypatch.setattr(mart_file, "SCRIPT", dying)
    with pytest.raises(StoreError, match="not_whole"):
        mart_file.write_mart(tmp_path / "draft" / "mart.duckdb", version.full)


def test_the_writing_process_ends_when_who_asked_has_gone(tmp_path):
    asked = {"path": str(tmp_path / "mart.duckdb"), "config": {}}
    asked["statements"] = ["select count(*) from range(1000000) a, range(1000000) b where a.range + b.range = 7"]
    child = subprocess.Popen([sys.executable, "-I", str(mart_file.SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    child.stdin.write(json.dumps(asked).encode() + b"\n")
    child.stdin.flush()
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(3)  # hours of work
    child.stdin.close()
    assert child.wait(60) == 1
    child.stdout.close()


def test_a_county_of_no_rows_gives_a_mart_of_every_table(tmp_path):
    version = Store(tmp_path).publish(ledger_tables({}), as_of=DAY, files=(), built_at=CLOCK)
    mart = duckdb.connect(str(version.mart), read_only=True)
    assert {name for (name,) in mart.sql("show tables").fetchall()} == {*dictionary().ledgers, *BOOKS}
