"""The commands of the shell, as an office runs them: files in, csv out."""

import argparse
import csv
import io
import subprocess
import sys
from datetime import date
from importlib import import_module

import pytest

from inspection.cli import GROUPS
from inspection.cli.shared import common_arguments
from inspection.demonstration import county
from inspection.indicators import indicators, tables
from inspection.warehouse import Store, dictionary, rows_of
from tests.shell import PROJECT, apart, run


def table_of(text: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data home with the demonstration county imported as the office's own csv ledgers."""
    home = tmp_path_factory.mktemp("home")
    ledgers = home / "台账"
    made = apart(home, "demo", "--folder", ledgers)
    assert made.returncode == 0, made.stderr
    taken = apart(home, "import", ledgers, "--as-of", "2025-09-30")
    assert taken.returncode == 0, taken.stderr
    return home


@pytest.mark.long
def test_the_demonstration_county_exported_and_imported_comes_back_without_a_change(home):
    store = Store(home)
    expected, as_of = county()
    found = store.read_full(store.current())
    assert store.current().as_of == as_of == date(2025, 9, 30)
    for name, ledger in dictionary().ledgers.items():
        keys = [at for at, c in enumerate(ledger.columns) if c.key]
        assert rows_of(found[name]) == sorted(expected[name], key=lambda row: [row[at] for at in keys]), name


def test_the_first_import_starts_from_empty_and_is_version_one(home):
    listed = run(home, "versions").stdout
    assert listed.splitlines()[1].split()[0] == "1" and len(listed.splitlines()) == 2


def test_indicators_lists_id_title_and_unit_of_each(home):
    lines = run(home, "indicators").stdout.splitlines()
    assert lines[0].split() == ["id", "title", "unit"]
    assert [line.split()[0] for line in lines[1:]] == list(indicators())
    assert "Clue verification rate" in run(home, "indicators", lang="en").stdout


def test_an_indicator_as_csv_holds_the_dimensions_as_asked_and_the_six_figures(home):
    got = run(home, "indicator", "clue_verification_rate", "--by", "year", "--as-of", "2025-09-30", "--format", "csv")
    assert got.returncode == 0 and got.stderr == ""
    rows = table_of(got.stdout)
    assert list(rows[0])[:7] == ["year", "numerator", "denominator", "pending", "value", "low", "high"]
    at_the_same_age = ["settled_numerator", "settled_denominator", "settled_pending", "settled_value", "young"]
    assert list(rows[0])[7:] == [*at_the_same_age, "undated"]
    by_hand: dict[str, list[int]] = {}
    clues = dictionary().ledgers["clues"]
    at = {c.name: i for i, c in enumerate(clues.columns)}
    for clue in county()[0]["clues"]:
        counts = by_hand.setdefault(str(clue[at["transferred_on"]].year), [0, 0, 0])
        concluded = clue[at["outcome"]] != "pending"
        counts[0] += clue[at["outcome"]] in ("substantiated", "partly")
        counts[1] += concluded
        counts[2] += not concluded
    assert {r["year"]: [int(r["numerator"]), int(r["denominator"]), int(r["pending"])] for r in rows} == by_hand
    for row in rows:
        if int(row["denominator"]):
            assert float(row["value"]) == int(row["numerator"]) / int(row["denominator"])
            assert 0 <= float(row["low"]) <= float(row["value"]) <= float(row["high"]) <= 1


def test_two_dimensions_a_filter_by_code_or_label_and_labels_on_request(home):
    asked = ("indicator", "coverage_rate", "--by", "term,org_class", "--format", "csv")
    by_code = table_of(run(home, *asked, "--where", "org_class=village").stdout)
    assert [(r["term"], r["org_class"]) for r in by_code] == [("13", "village"), ("14", "village")]
    by_label = table_of(run(home, *asked, "--where", "org_class=村(社区)党组织", "--labels").stdout)
    assert {r["org_class"] for r in by_label} == {"村(社区)党组织"}
    assert [r["numerator"] for r in by_label] == [r["numerator"] for r in by_code]


def test_ids_are_named_on_request_whatever_the_column_is_called(home):
    rows = table_of(run(home, "table", "coverage_each", "--format", "csv", "--labels").stdout)
    known = {row[0] for row in county()[0]["rounds"]}
    names = {row["last_round_id"] for row in rows} - {""}
    assert names and not names & known and all("轮" in name for name in names)


def test_a_period_bounds_the_own_date(home):
    asked = ("indicator", "clues", "--by", "year", "--from", "2023-01-01", "--to", "2024-12-31", "--format", "csv")
    assert [r["year"] for r in table_of(run(home, *asked).stdout)] == ["2023", "2024"]


@pytest.mark.long
def test_every_indicator_and_every_table_can_be_printed(home):
    for id in indicators():
        assert run(home, "indicator", id, "--format", "csv").returncode == 0, id
    for id in tables():
        assert run(home, "table", id, "--format", "csv", "--labels").returncode == 0, id


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("indicator", "clue_verification_rat"), "clue_verification_rate"),
        (("indicator", "clues", "--by", "handlr"), "handler"),
        (("indicator", "coverage_rate", "--by", "year"), "term"),
        (("indicator", "coverage_rate", "--from", "2024-01-01"), "--by term"),
        (("table", "clue_agein"), "clue_ageing"),
        (("indicator", "clues", "--where", "org_class"), "org_class=village"),
        (("indicator", "clues", "--where", "org_class=镇"), "township"),
        (("indicator", "clues", "--where", "year=去年"), "2024"),
        (("indicator", "clues", "--as-of", "2025-02-30"), "2025-02-30"),
    ],
)
def test_a_misused_command_says_what_is_there_and_leaves_stdout_empty(home, arguments, words):
    got = run(home, *arguments)
    assert got.returncode == 2
    assert got.stdout == ""
    assert words in got.stderr and "Traceback" not in got.stderr


def test_without_any_data_the_next_step_is_named(tmp_path):
    got = apart(tmp_path, "indicator", "clues")
    assert got.returncode == 2 and "python -m inspection import" in got.stderr


def test_any_fault_refuses_the_whole_import_and_the_report_keeps_the_list(home, tmp_path):
    before = run(home, "versions").stdout
    (tmp_path / "届次.csv").write_text("届次,名称,起始日期,届满日期,规划年数\n14,第十四届,昨天,,五\n", encoding="utf-8")
    report = tmp_path / "错误.csv"
    got = run(home, "import", tmp_path / "届次.csv", "--as-of", "2025-10-31", "--report", report)
    assert got.returncode == 2
    assert "昨天" in got.stderr and "2" in got.stderr
    listed = table_of(report.read_text(encoding="utf-8-sig"))
    assert {"昨天", "五"} <= {value for row in listed for value in row.values()}
    assert run(home, "versions").stdout == before


def test_a_warning_goes_to_stderr_and_does_not_stop_the_import(tmp_path):
    home, folder = tmp_path / "home", tmp_path / "in"
    folder.mkdir()
    (folder / "届次.csv").write_text("届次,名称,起始日期,届满日期,规划年数\n14,第十四届,2026-01-01,,5\n", encoding="utf-8")
    got = run(home, "import", folder, "--as-of", "2025-09-30")
    assert got.returncode == 0
    assert "2026-01-01" in got.stderr and "2026-01-01" not in got.stdout
    assert "1" in got.stdout


def test_a_file_with_only_its_header_is_a_valid_empty_ledger(tmp_path):
    home = tmp_path / "home"
    (tmp_path / "届次.csv").write_text("届次,名称,起始日期,届满日期,规划年数\n", encoding="utf-8-sig")
    assert run(home, "import", tmp_path / "届次.csv", "--as-of", "2025-09-30").returncode == 0
    assert Store(home).current().manifest["rows"]["terms"] == 0
    got = run(home, "indicator", "clue_verification_rate", "--format", "csv")
    counts = ("numerator", "denominator", "pending", "settled_numerator", "settled_denominator", "settled_pending")
    counts += ("young", "undated")
    assert table_of(got.stdout) == [
        dict.fromkeys(counts, "0") | dict.fromkeys(("value", "low", "high", "settled_value"), "")
    ]


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_has_the_commands_by_which_it_is_found(group):
    commands = argparse.ArgumentParser().add_subparsers()
    run = import_module(f"inspection.cli.{group}").add(commands, common_arguments("zh"), "zh")
    assert {*run} == {*commands.choices} == {*GROUPS[group]}


def test_a_command_starts_without_the_modules_of_the_others():
    told = "import sys; from inspection.cli import main\ntry: main(['merge', '--help'])\nfinally: print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", told], cwd=PROJECT, capture_output=True, encoding="utf-8")
    read = ended.stdout.splitlines()[-1].split()
    assert {name for name in read if name.removeprefix("inspection.cli.") in GROUPS} == {
        "inspection.cli.access",  # what it writes into the audit
        "inspection.cli.deliveries",
    }
    assert "inspection.papers" not in read and "inspection.intake" not in read
