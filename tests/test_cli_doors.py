"""Strange things asked of the shell, one by one: whatever it is, a sentence, and no figure that is not the one asked for."""

import csv
import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from inspection.cli import main
from inspection.text import say
from inspection.warehouse import Store, ledger_tables
from tests.warehouse.tiny import CLOCK, DAY, county, row

PROJECT = Path(__file__).resolve().parents[1]
ODD = (
    "a=b", "甲,乙", '"引"', "-x", "--where", "换\n行", "it's", "=SUM(1)", 'a"b', '"a,b"', "'", "null",
    "org=1", "%", "\\", "@x", "甲,b=c",
)  # fmt: skip
"""Names of teams and offices that some ledger may hold."""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A county with an inspection of a team of each odd name, and a clue of an office of each."""
    inspections = [
        row("inspections", inspection_id=f"I{number}", round_id="R1", org_id="O1", team=name, team_level="county",
            kind="routine", counts_toward_coverage=True, onsite_start=date(2022, 3, 1))
        for number, name in enumerate(ODD)
    ]
    clues = [
        row("clues", clue_id=f"X{number}", inspection_id=f"I{number}", transferred_on=date(2022, 5, 1), handler=name,
            subject_level="general", outcome="pending")
        for number, name in enumerate(ODD)
    ]
    talents = [
        row("talent_pool", person_code=f"P{n}", specialty="discipline", joined_on=day)
        for n, day in enumerate((date(2010, 1, 1), date(2022, 1, 1)))  # the first before any term
    ]
    home = tmp_path_factory.mktemp("doors")
    ledgers = county(1) | ledger_tables({"inspections": inspections, "clues": clues, "talent_pool": talents})
    Store(home).publish(ledgers, as_of=DAY, files=(), built_at=CLOCK)
    return home


@pytest.fixture
def shell(home, monkeypatch, capsys):
    """A command: exit code, stdout, stderr. argparse's own refusals count as code 2."""
    monkeypatch.setenv("INSPECTION_DATA", str(home))
    monkeypatch.setenv("INSPECTION_LANG", "zh")

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(list(arguments))
        except SystemExit as ended:
            code = ended.code
        found = capsys.readouterr()
        return code, found.out, found.err

    return run


@pytest.mark.long
@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("quoted", [False, True])
def test_any_name_a_ledger_holds_can_be_asked_for_with_and_without_quotes(shell, name, quoted):
    value = f'"{name}"' if quoted else name
    code, out, err = shell("indicator", "clues", "--where", f"handler={value}", "--format", "csv")
    assert (code, err) == (0, "") and out.splitlines()[1].startswith("1,")
    code, out, err = shell("table", "findings_by_team", "--where", f"team={value}", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert (code, err) == (0, "") and [(found["team"].removeprefix("'"), found["inspections"]) for found in rows] == [
        (name.removeprefix("'"), "1")
    ]


def test_several_names_with_commas_stand_in_quotes_each(shell):
    code, out, err = shell("indicator", "clues", "--where", 'handler="甲,乙",-x,"""引"""', "--format", "csv")
    assert (code, err) == (0, "") and out.splitlines()[1].startswith("3,")


@pytest.mark.parametrize("asked", ["handler=没有", "year=20240", "org=zzz", "team=没有", "month=2024-13"])
def test_what_no_record_holds_is_said_for_an_indicator(shell, asked):
    code, _, err = shell("indicator", "clues", "--where", asked)
    dimension, value = asked.split("=")
    assert code == 0 and err.strip() == say("cli.matches_nothing", "zh", dimension=dimension, value=value)


@pytest.mark.parametrize("asked", ["team=没有", "org=zzz", "term=99", "round=x"])
def test_what_no_record_holds_is_said_for_a_table_as_well(shell, asked):
    code, _, err = shell("table", "findings_by_team", "--where", asked)
    dimension, value = asked.split("=")
    assert code == 0 and err.strip() == say("cli.matches_nothing", "zh", dimension=dimension, value=value)


def test_a_term_that_is_there_beside_rows_of_none_is_not_called_missing(shell):
    code, out, err = shell("indicator", "talent_joined", "--where", "term=14", "--format", "csv")
    assert (code, err) == (0, "") and out.splitlines()[1].startswith("1,")


REFUSED = [
    ("indicator", "clues", "--as-of", ""),
    ("indicator", "clues", "--as-of", "12025-01-01"),
    ("indicator", "clues", "--as-of", "9999-12-31"),
    ("table", "coverage_pace", "--as-of", "0001-01-01"),
    ("checks", "--as-of", "9999-12-31"),
    ("check", "clues_after_as_of", "--as-of", "x"),
    ("indicator", "clues", "--from", "2025-01-01", "--to", "2024-01-01"),
    ("table", "clue_years", "--from", "2025-01-01", "--to", "2024-01-01"),
    ("indicator", "clues", "--where", "="),
    ("indicator", "clues", "--where", ""),
    ("indicator", "clues", "--where", "handler"),
    ("indicator", "clues", "--where", "handler=\udcff"),
    ("indicator", "clues", "--by", "-"),
    ("indicator", ""),
    ("table", "../x"),
    ("check", "../x"),
    ("diff", "1", "99"),
    ("diff", "1", "1", "--rows", ""),
    ("restore", "99999999999999999999999"),
    ("restore", "1e3"),
    ("template", "\0"),
    ("site", "\0"),
    ("import", "", "--as-of", "2025-09-30"),
    ("import", "\0", "--as-of", "2025-09-30"),
    ("import", "x", "--as-of", "2025-09-30", "--mapping", "../x"),
    ("snapshot", "publish", "x"),
    ("snapshot", "draft", "--at", "x"),
    ("snapshot", "verify", "\0"),
    ("", ""),
    (),
]


@pytest.mark.parametrize("arguments", REFUSED, ids=lambda arguments: " ".join(arguments).replace("\0", "NUL") or "nothing")
def test_what_cannot_be_is_refused_in_words_and_prints_no_figure(shell, arguments):
    code, out, err = shell(*arguments)
    assert (code, out) == (2, "") and err.strip() and "Traceback" not in err


def test_a_fault_of_ours_ends_in_a_sentence_with_its_name(shell, monkeypatch):
    def broken(*_: object, **__: object):
        raise RuntimeError("in the middle")

    monkeypatch.setattr("inspection.cli.figures.evaluate", broken)
    code, out, err = shell("indicator", "clues")
    assert (code, out) == (2, "") and "RuntimeError: in the middle" in err
    monkeypatch.setenv("INSPECTION_TRACE", "1")
    with pytest.raises(RuntimeError, match="in the middle"):
        shell("indicator", "clues")


def test_a_dimension_asked_for_twice_is_one_column(shell):
    code, out, _ = shell("indicator", "clues", "--by", "year,year", "--format", "csv")
    assert code == 0 and out.splitlines()[0].lstrip("\ufeff").split(",").count("year") == 1


def test_a_row_is_a_line_whatever_a_cell_holds(shell):
    code, out, _ = shell("indicator", "clues", "--by", "handler")
    assert code == 0 and any(line.startswith("换 行 ") for line in out.splitlines())


def test_a_cell_that_a_spreadsheet_would_run_is_defused_in_the_csv(shell):
    _, out, _ = shell("indicator", "clues", "--by", "handler", "--format", "csv")
    begins = {line.split(",")[0] for line in out.splitlines()}
    assert {"'=SUM(1)", "'-x", "'--where", "'@x"} <= begins


# What only a process of its own shows


def process(home: Path, line: str) -> subprocess.CompletedProcess:
    environment = os.environ | {"INSPECTION_DATA": str(home), "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    command = line.replace("SHELL", f"{sys.executable} -m inspection")
    return subprocess.run(["bash", "-c", command], cwd=PROJECT, env=environment, capture_output=True, text=True)


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
@pytest.mark.parametrize("line, code", [
    ("SHELL tables >&-", 0),
    ("SHELL indicator x 2>&-", 2),
    ("SHELL tables <&- >&- 2>&-", 0),
    ("SHELL table organisation_history --format csv | head -1 >/dev/null; exit ${PIPESTATUS[0]}", None),
    ("cd $(mktemp -d) && rmdir $PWD && SHELL table clue_years", 0),
    ("cd $(mktemp -d) && rmdir $PWD && INSPECTION_DATA=rel SHELL table clue_years", 2),
    ("INSPECTION_DATA=/dev/null SHELL table clue_years", 2),
    ("INSPECTION_DATA=/etc/passwd SHELL versions", 2),
    ("INSPECTION_DATA=$(printf 'a%.0s' {1..300}) SHELL checks", 2),
])  # fmt: skip
def test_closed_streams_and_places_that_are_none_end_in_words(home, line, code):
    got = process(home, line)
    assert "Traceback" not in got.stderr and got.returncode in ((0, 2) if code is None else (code,))
