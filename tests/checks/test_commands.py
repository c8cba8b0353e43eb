"""The commands checks and check."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

import pytest

from inspection.indicators import checks
from inspection.warehouse import Store, ledger_tables
from tests.shell import run
from tests.ui.dashboard import row, small_county


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A county of one organisation without a sector, whose second version has lost one of its three meetings."""
    home = tmp_path_factory.mktemp("home")
    for number, held in enumerate((3, 2)):
        meetings = [
            row("meetings", meeting_id=f"M{n}", kind="secretary", held_on=date(2025, 9, 28 + n)) for n in range(held)
        ]
        Store(home).publish(
            ledger_tables(small_county() | {"meetings": meetings}),
            as_of=date(2025, 9, 30),
            files=(),
            built_at=datetime(2025, 10, 1 + number),
        )
    return home


def test_checks_lists_what_is_broken_and_as_csv_every_rule(home):
    shown = run(home, "checks")
    assert shown.returncode == 0 and shown.stderr == ""
    lines = shown.stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["organisations_county_without_sector", "ledgers_shrunk"]
    rows = list(csv.DictReader(io.StringIO(run(home, "checks", "--format", "csv").stdout.removeprefix("\ufeff"))))
    assert [r["id"] for r in rows] == [c.id for c in checks().values() if not c.full]
    assert {r["id"]: r["violations"] for r in rows}["ledgers_shrunk"] == "1"


def test_checks_as_of_another_day(home):
    assert "meetings_after_as_of" not in run(home, "checks").stdout
    assert "meetings_after_as_of" in run(home, "checks", "--as-of", "2025-09-28").stdout


def test_check_gives_the_rows_with_what_is_wrong_and_what_to_do(home):
    printed = run(home, "check", "ledgers_shrunk", "--format", "csv").stdout.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert rows == [
        {
            "ledger": "meetings",
            "before": "3",
            "present": "2",
            "wrong": "听取汇报从 3 行减到 2 行",
            "mend": "核对是否漏报了一部分；确属清理的可以接受",
        }
    ]


def test_a_check_that_reads_secrets_and_one_that_is_not_there_are_said(home):
    secret = run(home, "check", "findings_same_text")
    assert (secret.returncode, secret.stdout) == (0, "") and "导入时检查" in secret.stderr
    unknown = run(home, "check", "ledgers_shrank", lang="en")
    assert unknown.returncode == 2 and "ledgers_shrunk" in unknown.stderr
