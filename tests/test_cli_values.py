"""What the shell prints is what the figures are: compared with plain sums over the same small ledgers."""

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inspection.cli import main
from inspection.warehouse import Store, rows_of
from tests.reading.county import COUNTY
from tests.second.county import County
from tests.second.figures import figures
from tests.shell import run
from tests.small import TERMS, ledger

AS_OF = date(2025, 9, 30)
CLUES = COUNTY["clues"].replace("二室", '二"室, 甲')  # what a csv must not be broken by
TABLES = {name: ledger(name, text) for name, text in ({"terms": TERMS} | COUNTY | {"clues": CLUES}).items()}
PLAIN = County({name: rows_of(table) for name, table in TABLES.items()})
MORE = (
    "V4 | 戊村党支部 | village | T2 | | | 2025-01-01 | | | | 11",
    "V5 | 己村党支部 | village | T2 | | | 2025-01-01 | | | | 12",
)
LATER = CLUES.replace("pending         |              |", "substantiated   | 2025-09-01   |")


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """Two versions: in the second the last clue is concluded, a notice is gone, and there are two more villages."""
    home = tmp_path_factory.mktemp("home")
    Store(home).publish(TABLES, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9), who="甲", note="第一次")
    changed = TABLES | {
        "clues": ledger("clues", LATER),
        "notices": TABLES["notices"].slice(0, 2),
        "organisations": ledger("organisations", COUNTY["organisations"] + "\n".join(MORE)),
    }
    Store(home).publish(changed, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 2, 9), who="乙")
    Store(home).restore(1, built_at=datetime(2025, 10, 3, 9), who="丙", note="改回")
    return home


@pytest.fixture
def shell(home, monkeypatch, capsys):
    """A command's exit code, what it printed, and what it said beside."""
    monkeypatch.setenv("INSPECTION_DATA", str(home))
    monkeypatch.delenv("INSPECTION_LANG", raising=False)

    class Plain(io.StringIO):
        def reconfigure(self, **_):
            pass

    def run(*arguments: str) -> tuple[int, str, str]:
        out, err = Plain(), Plain()
        monkeypatch.setattr("sys.stdout", out)
        monkeypatch.setattr("sys.stderr", err)
        code = main(arguments)
        return code, out.getvalue(), err.getvalue()

    return run


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize(
    "id, by, more, expected",
    [
        ("clue_verification_rate", "year", (), {}),
        ("completion_rate", "org", (), {}),
        ("clues", "handler", (), {}),
        ("coverage_rate", "term", (), {}),
        ("clues", "org_class", ("--where", "year=2022"), {"where": {"year": [2022]}}),
        ("clues", "org", ("--where", "org=C1,C2"), {"where": {"org": ["C1", "C2"]}}),
        ("clues", "year", ("--where", "org_class=县直党组织", "--where", "org_class=village"), {}),
        ("clues", "year", ("--where", "handler="), {"where": {"handler": [None]}}),
        ("clue_verification_rate", "year", ("--as-of", "2022-07-31"), {"as_of": date(2022, 7, 31)}),
        ("clues", "year", ("--from", "2022-05-02"), {"from_date": date(2022, 5, 2)}),
        ("clues", "org", ("--to", "2022-05-02"), {"to_date": date(2022, 5, 2)}),
    ],
)
def test_an_indicator_has_the_counts_of_a_plain_sum(shell, id, by, more, expected):
    code, out, _ = shell("indicator", id, "--by", by, "--format", "csv", *more)
    plain = figures(PLAIN, id, (by,), **{"as_of": AS_OF} | expected)
    assert code == 0
    assert {
        row[by]: (int(row["numerator"]), int(row["denominator"] or 0), int(row["pending"])) for row in table(out)
    } == {("" if key is None else str(key)): (n, whole or 0, pending) for (key,), (n, whole, pending) in plain.items()}


def test_the_value_is_n_of_N_within_its_interval_and_a_count_its_number(shell):
    rows = table(shell("indicator", "completion_rate", "--by", "org_class", "--format", "csv")[1])
    for row in rows:
        assert float(row["value"]) == pytest.approx(int(row["numerator"]) / int(row["denominator"]))
        assert float(row["low"]) <= float(row["value"]) <= float(row["high"])
    assert [r["value"] for r in table(shell("indicator", "clues", "--format", "csv")[1])] == ["7"]


def test_labels_name_codes_and_ids_and_their_order_is_that_of_the_values(shell):
    by_id = table(shell("indicator", "clues", "--by", "org,handler", "--format", "csv")[1])
    named = table(shell("indicator", "clues", "--by", "org,handler", "--format", "csv", "--labels")[1])
    names = {row["org_id"]: row["name"] for row in PLAIN.rows["organisations"]}
    assert [(names[a["org"]], a["handler"], a["numerator"]) for a in by_id] == [
        (b["org"], b["handler"], b["numerator"]) for b in named
    ]
    en = table(shell("indicator", "clues", "--by", "org_class", "--format", "csv", "--labels", "--lang", "en")[1])
    assert {r["org_class"] for r in en} == {"county-level organisation", "village organisation"}


def test_a_table_is_the_tables_rows_under_the_filter_and_the_day_asked(shell):
    rows = table(shell("table", "clue_years", "--format", "csv")[1])
    assert [(r["year"], r["transferred"], r["substantiated"]) for r in rows] == [
        ("2018", "2", "1"),
        ("2022", "3", "2"),
        ("2024", "2", "1"),
    ]
    early = table(shell("table", "clue_years", "--format", "csv", "--as-of", "2022-07-31")[1])
    assert [(r["year"], r["within_year_pending"]) for r in early] == [("2018", "0"), ("2022", "3")]
    left = table(shell("table", "coverage_each", "--format", "csv", "--where", "org_class=village", "--labels")[1])
    assert [(r["org_id"], r["covered"]) for r in left] == [
        ("丙村党支部", "False"),
        ("丁村党支部", "False"),
        ("甲村党支部", "True"),
    ]


def test_the_text_on_the_screen_has_the_same_cells_in_columns(shell):
    text = shell("indicator", "clues", "--by", "handler")[1].splitlines()
    assert [line.split() for line in text[:2]] == [
        ["handler", "numerator", "denominator", "pending", "value", "low", "high"],
        ["一室", "4", "0", "4"],
    ]
    assert len(text) == 4


def test_versions_are_listed_with_who_made_them_and_what_they_come_from(shell):
    rows = table(shell("versions", "--format", "csv")[1])
    assert [(r["version"], r["who"], r["parent"], r["restored"], r["note"]) for r in rows] == [
        ("1", "甲", "", "", "第一次"),
        ("2", "乙", "1", "", ""),
        ("3", "丙", "2", "1", "改回"),
    ]
    count = sum(map(len, PLAIN.rows.values()))
    assert [int(r["rows"]) for r in rows] == [count, count + 1, count]
    assert {r["as_of"] for r in rows} == {"2025-09-30"}


def test_a_difference_is_from_the_older_to_the_newer(shell):
    rows = {r["ledger"]: r for r in table(shell("diff", "1", "2", "--format", "csv")[1])}
    assert [rows["clues"][kind] for kind in ("added", "changed", "removed", "unchanged")] == ["0", "1", "0", "6"]
    assert [rows["notices"][kind] for kind in ("added", "changed", "removed", "unchanged")] == ["0", "0", "1", "2"]
    assert [rows["organisations"][kind] for kind in ("added", "changed", "removed", "unchanged")] == [
        "2",
        "0",
        "0",
        "10",
    ]
    cells = table(shell("diff", "1", "2", "--rows", "clues", "--format", "csv")[1])
    assert {(c["change"], c["column"], c["old"], c["new"]) for c in cells} == {
        ("changed", "outcome", "pending", "substantiated"),
        ("changed", "concluded_on", "", "2025-09-01"),
    }
    said = shell("diff", "1", "2")[1]
    assert "线索办结率 2024 年：50.0% → 100.0%（1/2 → 2/2）：补录结果 1 条" in said
    assert [line for line in said.splitlines() if line.startswith("文书")][0].split()[1:] == ["0", "0", "1", "2"]


def test_checks_count_the_rows_that_break_them_and_show_them(shell):
    rows = {r["id"]: r for r in table(shell("checks", "--format", "csv")[1])}
    broken = {id for id, row in rows.items() if int(row["violations"])}
    shown = shell("checks")[1]
    assert broken and all(id in shown for id in broken) and not any(f"{id} " in shown for id in set(rows) - broken)
    for id in broken:
        assert len(table(shell("check", id, "--format", "csv")[1])) == int(rows[id]["violations"])
    early = table(shell("checks", "--format", "csv", "--as-of", "2022-07-01")[1])
    ballots = next(r["violations"] for r in early if r["id"] == "ballots_after_as_of")
    assert (ballots, rows["ballots_after_as_of"]["violations"]) == ("9", "0")


def test_a_ranking_is_printed_with_how_sure_its_last_places_are(home):
    told = json.loads(run(home, "ranking", "county", "--format", "json").stdout)
    rows = {row["org_id"]: row for row in told["organisations"]}
    assert [row["rank_in_class"] for row in rows.values()] == [1, 2, 3, 4]
    assert {org for org, row in rows.items() if row["sure"] is not None} == {"C1", "C3", "C4"}  # the last three
    assert all(0 < row["sure"] <= 1 for row in rows.values() if row["sure"] is not None)
    assert (told["last"], told["last_twice_by_luck"], told["as_of"]) == (3, 1.0, "2025-09-30")
    lines = list(csv.DictReader(io.StringIO(run(home, "ranking", "county", "--format", "csv").stdout.lstrip("\ufeff"))))
    assert {row["org_id"]: row["sure"] for row in lines if row["sure"]} == {
        org: repr(row["sure"]) for org, row in rows.items() if row["sure"] is not None
    }
    empty = json.loads(run(home, "ranking", "village", "--format", "json").stdout)
    assert (empty["organisations"], empty["last"], empty["last_twice_by_luck"]) == ([], 0, None)
    assert run(home, "ranking", "county", "--from", "2025-01-01", "--to", "2024-01-01").returncode == 2


def test_a_draw_is_registered_with_its_seed_before_its_sheet_is_there(home, tmp_path):
    told = run(home, "verification", "draw", "--visits", 2, "--out", tmp_path / "出")
    assert told.returncode == 0, told.stderr
    seed = told.stderr.rstrip("。\n").rpartition("种子 ")[2]
    assert {path.suffix for path in (tmp_path / "出").iterdir()} == {".docx", ".xlsx", ".csv"}
    listed = run(home, "given", "list").stdout
    assert "2 个中抽 2 个" in listed and seed in listed  # F01 and F11 are closed off
    assert run(home, "verification", "draw", "--visits", 0, "--out", tmp_path / "二").returncode == 2
    rates = json.loads(run(home, "verification", "rates", "--format", "json").stdout)["rates"]
    assert [row["title"] for row in rates] == ["自报完成（整改完成率）", "核实销号（销号率）"]
    assert run(home, "verification", "plan").returncode == 0


def test_the_sheet_of_the_visits_filled_in_comes_back_as_the_ledger(tmp_path):
    home = tmp_path / "home"
    tables = {name: ledger(name, text) for name, text in ({"terms": TERMS} | COUNTY).items()}
    Store(home).publish(tables, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9))
    assert run(home, "verification", "draw", "--visits", 2, "--out", tmp_path / "出").returncode == 0
    (path,) = (tmp_path / "出").glob("*.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    visited = (("整改属实", "2025-10-09"), ("部分属实", "2025-10-10"))
    for row, (found, day) in zip(range(2, sheet.max_row + 1), visited, strict=True):
        for head, value in (("核验结果", found), ("核验日期", day), ("核验人", "核验一组")):
            sheet.cell(row, heads.index(head) + 1, value)
    book.save(path)
    done = run(home, "import", path, "--as-of", "2025-10-31")
    assert done.returncode == 0, done.stdout + done.stderr
    rates = json.loads(run(home, "verification", "rates", "--format", "json").stdout)["rates"]
    assert [(row["rate"], row["counted"], row["of"]) for row in rates][2:] == [("verified", 2, 2)]
