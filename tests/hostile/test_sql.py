"""An analyst's statement reaches the mart and nothing else, whatever it says, and dies alone where it dies."""

import hashlib
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from inspection.warehouse import Store, settings
from inspection.warehouse.analyst import CPU, MEMORY, WALL, NotAnswered, Query
from tests.hostile.sql.bombs import bombs
from tests.hostile.sql.escapes import escapes
from tests.warehouse.tiny import publish

LONG = bool(os.environ.get("INSPECTION_LONG"))
MARK = "mark7f3a9c"
ROOT = Path(__file__).resolve().parents[2]
DAY = date(2025, 9, 30)


@pytest.fixture(scope="module")
def placed(tmp_path_factory):
    """A published version with files beside it that hold the mark, and a port that counts who calls."""
    home = tmp_path_factory.mktemp("sql")
    version = publish(Store(home), 1)
    marked = home / "marked"
    marked.mkdir()
    for name, text in {"csv": f"a,b\n{MARK},1\n", "json": f'[{{"a":"{MARK}"}}]', "txt": MARK}.items():
        (marked / f"mark.{name}").write_text(text, encoding="utf-8")
    parquet.write_table(pa.table({"a": [MARK]}), marked / "mark.parquet")
    called = []
    door = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                caller, _ = door.accept()
            except OSError:
                return
            called.append(caller.getpeername())
            caller.close()

    threading.Thread(target=answer, daemon=True).start()
    values = {"marked": marked, "mart": version.mart, "full": version.full, "port": door.getsockname()[1]}
    yield home, version, values, called
    door.close()


def ended(version, text: str) -> tuple[str, str]:
    """How a statement ended, and all that came back of it."""
    try:
        answer = Query(version.mart, text, DAY, settings()).run()
        return "answered", str((answer.columns, answer.rows))
    except NotAnswered as refused:
        return refused.code, refused.said


def state(home: Path) -> dict[str, str]:
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


@pytest.mark.long
def test_nothing_but_the_mart_comes_out_and_nothing_goes_in(placed, monkeypatch):
    home, version, values, called = placed
    monkeypatch.setenv("MARK", MARK)
    every = escapes()
    assert len(set(every)) == len(every) >= 300
    before, out = state(home), []
    for text in every if LONG else every[::17]:
        how, said = ended(version, text.format(**values))
        listed = how == "answered" and "mark." in said
        if MARK in said or listed or "root:" in said or called or how == "not_opened":
            out.append((text, how, said[:200]))
            called.clear()
    assert not out, out
    assert state(home) == before


def test_the_marks_would_be_found_without_the_settings(placed):
    """The list of escapes is worth something: an unlocked connection gives the mark away."""
    _, version, values, _ = placed
    script = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True);"
        "print(c.execute(sys.argv[2]).fetchall())"
    )
    text = "select content from read_text('{marked}/mark.txt')".format(**values)
    told = subprocess.run([sys.executable, "-I", "-c", script, str(version.mart), text], capture_output=True, text=True)
    assert MARK in told.stdout, told.stderr


def called_oddly(version, step: int) -> tuple[int, list[int], list[str]]:
    """How many odd calls were made, the numbers of those that a process died of, and what came out."""
    at, made, died, out, last = 0, 0, [], [], 1 << 30
    while at < last:
        command = [sys.executable, "-P", "-X", "utf8", str(ROOT / "tests" / "hostile" / "sql" / "odd_calls.py")]
        pattern = f"root:.*:0:0|{MARK}"
        arguments = [str(version.mart), str(at), str(1 << 30), pattern, str(step)]
        told = subprocess.run(
            [*command, *arguments], capture_output=True, encoding="utf-8", errors="replace", cwd="/", env={"HOME": "/nonexistent"}
        )
        lines = told.stdout.splitlines()
        assert lines and lines[0].startswith("of "), told.stderr[-2000:]
        last = int(lines[0].split()[1])
        numbers = [int(line) for line in lines if line.isdigit()]
        out += [line for line in lines if line.startswith("out")]
        made += len(numbers)
        if lines[-1] == "end":
            break
        died.append(numbers[-1])
        at = numbers[-1] + step
    return made, died, out


def test_no_function_called_oddly_brings_anything_out(placed):
    home, version, _, _ = placed
    before = state(home)
    made, died, out = called_oddly(version, 1 if LONG else 97)
    print(f"{made} calls, {len(died)} processes died: {died}")
    assert made >= (50_000 if LONG else 500)
    assert not out, out
    assert state(home) == before


def test_a_crash_of_the_database_is_a_sentence_and_the_next_statement_is_answered(placed):
    _, version, _, _ = placed
    assert ended(version, """select "="({'a':1},'a')""")[0] == "died"
    assert ended(version, "select count(*) from organisations") == ("answered", "(('count_star()',), ((5,),))")


@pytest.mark.long
def test_a_bomb_ends_within_its_bounds(placed):
    _, version, _, _ = placed
    every = bombs()
    assert len(set(every)) == len(every) >= 100
    worst, slow = 0.0, []
    for text in every if LONG else every[::23]:
        begun = time.monotonic()
        how, _ = ended(version, text)
        took = time.monotonic() - begun
        worst = max(worst, took)
        if took > WALL + 5 or how == "not_opened":  # a busy machine starts a process late
            slow.append((text[:80], how, took))
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(f"longest {worst:.1f} s, largest {largest / 1e6:.0f} MB")
    assert not slow, slow
    assert largest < MEMORY + 500_000_000  # the interpreter and the library themselves
    assert CPU <= 6
    assert WALL <= 10
