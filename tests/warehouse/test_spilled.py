"""What does not fit into memory goes where nobody else reads it, and with the process: cells stand there in clear."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from inspection.warehouse import tidy
from inspection.warehouse.connecting import connect

ROOT = Path(__file__).resolve().parents[2]
CELLS = "select i, 'z' || (i * 7919 % 1000003) || repeat('鸟雀笼', 3) as cell from range(900000) t(i)"
SORTS = """
import sys, time
from inspection.warehouse.connecting import connect
from inspection.warehouse.draft import READ_CONFIG
config = {**READ_CONFIG, "memory_limit": "40MB", "threads": 1}
if sys.argv[1] == ":memory:":
    connection = connect(config=config)
    connection.execute("create table cells as " + sys.argv[2])
else:
    connection = connect(sys.argv[1], read_only=True, config=config)
cursor = connection.execute("select * from cells order by cell desc")
cursor.fetchmany(3)
print("sorted", flush=True)
time.sleep(60)
"""
ELSEWHERE = ("connecting.py", "analyst_child.py", "mart_child.py")
"""Modules that open a database by themselves: the children spill nothing, or into a draft's folder."""


def spilled(folder: Path) -> set[str]:
    """Below which folders of a folder there is something that did not fit into memory."""
    return {path.relative_to(folder).parts[0] for path in folder.rglob("duckdb_temp_*") if path.stat().st_size}


@pytest.mark.skipif(os.name != "posix", reason="signals and modes are POSIX")
@pytest.mark.parametrize("kind", ["file", "memory"])
def test_what_does_not_fit_lies_in_a_folder_of_ones_own_and_goes_after_a_kill_with_the_next_start(tmp_path, monkeypatch, kind):
    stands, passing = tmp_path / "stands", tmp_path / "passing"
    for folder in (stands, passing):
        folder.mkdir()
    file = stands / "cells.duckdb"
    with duckdb.connect(str(file)) as made:
        made.execute(f"create table cells as {CELLS}")
    given = str(file) if kind == "file" else ":memory:"
    environment = os.environ | {"TMPDIR": str(passing), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", SORTS, given, CELLS], cwd=stands, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert any(line == "sorted\n" for line in process.stdout)  # before it DuckDB may draw how far it is
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not spilled(stands), "beside the file, or where the process stood"
    (mine,) = spilled(passing)
    assert mine.startswith("inspection-spill-") and (passing / mine).stat().st_mode & 0o077 == 0
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    tidy(tmp_path / "home", datetime.now())
    assert list(passing.iterdir()) == []


def test_two_databases_never_share_a_folder_and_one_file_always_has_the_same(tmp_path):
    def place(connection: duckdb.DuckDBPyConnection) -> str:
        return connection.sql("select current_setting('temp_directory')").fetchall()[0][0]

    first, second = connect(), connect()
    file, again = connect(tmp_path / "a.duckdb"), connect(tmp_path / "a.duckdb")
    assert len({place(one) for one in (first, second, file)}) == 3 and place(file) == place(again)
    for one in (first, second, file, again):
        one.close()


def test_where_no_temporary_folder_can_be_had_a_database_opens_and_spills_nowhere(monkeypatch):
    def none(purpose: str):
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("inspection.warehouse.connecting._held", [])
    monkeypatch.setattr("inspection.warehouse.connecting.taken", none)
    with connect() as one:
        assert one.sql("select current_setting('temp_directory')").fetchall() == [("",)]


def test_no_module_opens_a_database_in_another_way():
    opens = re.compile(r"\bduckdb\.connect\(")
    found = {path.name for path in (ROOT / "inspection").rglob("*.py") if opens.search(path.read_text(encoding="utf-8"))}
    assert found == set(ELSEWHERE)
