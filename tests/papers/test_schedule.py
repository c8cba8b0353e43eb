"""The schedule: what comes when, once for each occasion, a failure of one job stops no other, one run at a time."""

from datetime import date, datetime

import pytest

from inspection.papers.placing import Refused
from inspection.papers.schedule import LOCK, Job, schedule_of
from inspection.snapshots import register as registers
from inspection.warehouse import Store
from inspection.warehouse.disk import Lock
from tests.reading.county import COUNTY
from tests.shell import run
from tests.small import AS_OF, TERMS, ledger

TABLES = {name: ledger(name, text) for name, text in ({"terms": TERMS} | COUNTY).items()}


@pytest.mark.parametrize(
    ("job", "today", "version", "occasions"),
    [
        ({"days": (1, 15)}, date(2025, 10, 1), 3, ("2025-10-01",)),
        ({"days": (1, 15)}, date(2025, 10, 5), 3, ("2025-10-01",)),  # the machine was off on the first
        ({"days": (1, 15)}, date(2025, 10, 9), 3, ()),
        ({"after_import": True}, date(2025, 10, 9), 3, ("v0003",)),
        ({"meetings": (date(2025, 10, 20),)}, date(2025, 10, 16), 3, ()),
        ({"meetings": (date(2025, 10, 20),)}, date(2025, 10, 17), 3, ("before 2025-10-20",)),
        ({"meetings": (date(2025, 10, 20),)}, date(2025, 10, 21), 3, ()),
    ],
)
def test_occasions(job, today, version, occasions):
    assert Job("x", "pack", **job).occasions(today, version) == occasions


@pytest.mark.parametrize(
    "text",
    ["nonsense", "[[job]]\nname='a'\nmake='poem'\ndays=[1]", "[[job]]\nname='../a'\nmake='pack'\ndays=[1]", "x=1",
     "[[job]]\nname='a'\nmake='pack'", "[[job]]\nname='a'\nmake='pack'\ndays=[32]", "[[job]]\nname='a'\nmake='pack'\nday=[1]"],
)  # fmt: skip
def test_a_schedule_that_cannot_be_followed_is_refused_as_a_whole(tmp_path, text):
    (tmp_path / "schedule.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="日程文件"):
        schedule_of(tmp_path)


def test_each_occasion_is_done_once_and_a_failure_stops_no_other_job(tmp_path):
    home, out = tmp_path / "home", tmp_path / "out"
    Store(home).publish(TABLES, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9))
    (home / "schedule.toml").write_text(
        f"out = {str(out)!r}\n"
        "[[job]]\nname='broken'\nmake='snapshot'\ntemplate='none'\ndays=[1]\n"
        "[[job]]\nname='digest'\nmake='digest'\nformats=['docx']\nafter_import=true\n"
        "[[job]]\nname='letters'\nmake='letters'\ndays=[1]\n"
        "[[job]]\nname='airing'\nmake='snapshot'\ndays=[1]\n",
        encoding="utf-8",
    )
    done = run(home, "schedule", "run", "--now", "2025-10-01")
    assert done.returncode == 1 and "broken：没有做成" in done.stdout, done.stderr
    folders = sorted(path.name for path in out.iterdir())
    assert folders == ["airing 2025-10-01", "digest v0001", "letters 2025-10-01", "schedule.log"]
    assert sorted(path.suffix for path in (out / "letters 2025-10-01").iterdir()) == [".docx", ".pdf"]
    assert [entry.state for entry in registers.read(home / "snapshots").entries] == ["draft"]
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file() and path.name != "schedule.log"}
    again = run(home, "schedule", "run", "--now", "2025-10-02")
    assert again.stdout.count("\n") == 1 and "broken" in again.stdout  # what failed is tried again, what is done is not
    assert before == {path: path.read_bytes() for path in out.rglob("*") if path.is_file() and path.name != "schedule.log"}
    assert len((out / "schedule.log").read_text(encoding="utf-8").splitlines()) == 5
    lock = Lock(home / LOCK)
    assert lock.take()
    try:
        busy = run(home, "schedule", "run")
        assert busy.returncode == 2 and "正在运行" in busy.stderr
    finally:
        lock.release()
