"""Every bomb is read right or refused in one sentence with a stable code, within 10 seconds and 1 GiB."""

import hashlib
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inspection.formats import workbooks
from tests.hostile.bombs import BOMBS, READ
from tests.hostile.containers import ROW

ROOT = Path(__file__).resolve().parents[2]
GIBIBYTE = 1 << 30
SECONDS = 10
LONG = bool(os.environ.get("INSPECTION_LONG"))
TRIED = [bomb for bomb in BOMBS if LONG or not bomb.heavy]
"""All but the largest; each of those has a smaller one of its kind here, and may be refused or read."""


@pytest.mark.long
@pytest.mark.parametrize("bomb", TRIED, ids=[bomb.what for bomb in TRIED])
def test_a_bomb_is_read_right_or_refused_in_one_sentence(tmp_path, one_file, outcome_of, bomb):
    path = tmp_path / bomb.name
    path.write_bytes(bomb.make())
    reading = one_file(path)
    ended = outcome_of(reading)
    assert ended in bomb.ends
    if ended == READ:
        (terms,) = reading.ledgers.values()
        assert terms.column("term_no").to_pylist()[0] == ROW[0]
        assert terms.column("planned_years").to_pylist()[0] == ROW[3]


def test_every_bomb_has_a_name_of_its_own():
    names = [bomb.what for bomb in BOMBS]
    assert len(set(names)) == len(names) >= 150


def test_the_limits_of_the_reader_are_those_that_were_promised():
    assert workbooks.CPU_SECONDS <= SECONDS  # of the processor: a busy machine gives a process little of its time
    assert workbooks.MEMORY <= GIBIBYTE


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _import(home: Path, *paths: Path) -> tuple[int, str, float, int]:
    """`python -m inspection import` in a process of its own: exit code, what it said, seconds, bytes at its largest."""
    command = [sys.executable, "-m", "inspection", "import", *map(str, paths), "--as-of", "2025-09-30"]
    environment = {**os.environ, "INSPECTION_DATA": str(home), "INSPECTION_LANG": "zh"}
    started = time.monotonic()
    said = home.parent / "said.txt"
    with open(said, "wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, said.read_text("utf-8", "replace"), time.monotonic() - started, usage.ru_maxrss * 1024


@pytest.fixture
def home(tmp_path) -> Path:
    """A data home in which a version stands that no bomb may change."""
    home, first = tmp_path / "home", tmp_path / "届次.csv"
    home.mkdir()
    first.write_text("届次,名称,起始日期,规划年数\n12,第十二届县委,2016-07-01,5\n", "utf-8")
    code, said, _, _ = _import(home, first)
    assert code == 0, said
    return home


@pytest.mark.long
def test_a_folder_of_bombs_changes_nothing_that_stands(tmp_path, home):
    folder = tmp_path / "台账"
    folder.mkdir()
    quick = [bomb for bomb in BOMBS if len(bomb.ends) == 1 and not bomb.ends & {READ, "many"}][::12]
    for number, bomb in enumerate(quick):
        (folder / f"{number}_{bomb.name}").write_bytes(bomb.make())
    before = _digests(home)
    code, said, _, _ = _import(home, folder)
    assert code == 2, said
    assert "Traceback" not in said
    assert all(f"{number}_" in said for number in range(len(quick)))
    assert _digests(home) == before


@pytest.mark.skipif(not LONG, reason="INSPECTION_LONG=1 runs every bomb through the command of the shell")
@pytest.mark.parametrize("bomb", BOMBS if LONG else BOMBS[:1], ids=lambda bomb: bomb.what)
def test_every_bomb_through_the_shell_keeps_to_time_and_memory(tmp_path, home, bomb):
    path = tmp_path / "in" / bomb.name
    path.parent.mkdir()
    path.write_bytes(bomb.make())
    before = _digests(home)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    code, said, seconds, largest = _import(home, path)
    assert code in (0, 2), said
    assert "Traceback" not in said
    assert seconds < SECONDS + 3  # of which up to three are the start of the program on a busy machine
    assert max(largest, children) < GIBIBYTE
    if code == 2:
        assert _digests(home) == before
