"""Good ledgers come in as they stand, however an office writes them."""

import hashlib
from datetime import date, datetime
from decimal import Decimal

import pytest

from inspection.demonstration import county
from inspection.formats.exports import csv_bytes
from inspection.intake.violations import look_over
from inspection.warehouse import ImportedFile, dictionary, ledger_tables, memory_full, rows_of, settings
from tests.beside import SHARED, needs
from tests.intake.conftest import AS_OF

LEDGERS = dictionary().ledgers
OLD = SHARED / "hostile" / "calamine__issue_186.xlsb"

CLUE = ("C1", "I1", date(2024, 4, 1), None, None, "village_cadre", None, None, None, None, None)
CLUE += ("substantiated", date(2024, 9, 1), None, None, None, None)


def _sheet(ledger: str, rows: list[dict], spelling: str) -> list[list]:
    columns = [LEDGERS[ledger].column(name) for name in rows[0]]
    return [[getattr(c, spelling) for c in columns], *[list(row.values()) for row in rows]]


@pytest.mark.parametrize(
    "encoding, delimiter",
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-8-sig", "，"), ("gb18030", "\t"), ("gb18030", ","), ("gb18030", "，")],
)
def test_a_csv_is_read_in_each_encoding_and_with_each_delimiter(desk, small, encoding, delimiter):
    desk.base()
    row = small["clues"]
    desk.put("线索台账.csv", f"{delimiter.join(row)}\r\n{delimiter.join(row.values())}\r\n".encode(encoding))
    reading = desk.read()
    assert reading.faults == ()
    assert rows_of(reading.ledgers["clues"]) == [CLUE]


def test_a_list_of_findings_from_before_it_had_a_source_comes_in_with_it_empty(desk):
    desk.base()
    desk.ledger("findings")
    reading = desk.read()
    assert (reading.faults, reading.ledgers["findings"].num_rows) == ((), 1)
    for name in ("source", "reinspection_outcome"):
        assert reading.ledgers["findings"][name].to_pylist() == [None]


def test_a_note_names_its_figure_as_the_page_of_definitions_does_in_either_language_or_by_its_id(desk):
    desk.base()
    written = ("整改完成率", "Completion rate", "completion_rate", " 整改 完成率", "查实率（移交口径）", "")
    desk.ledger("notes", *({"记录编号": f"N{n}", "指标": text} for n, text in enumerate(written)))
    reading = desk.read()
    assert reading.faults == ()
    ids = ["completion_rate"] * 4 + ["clue_verification_of_transferred", None]
    assert reading.ledgers["notes"]["figure"].to_pylist() == ids


def test_where_a_finding_came_from_and_what_a_reinspection_says_of_it_are_read(desk):
    desk.base()
    said = [("巡察", ""), ("巡视", "未改"), ("audit", "改后反弹"), ("其他", "new"), ("", "新问题")]
    rows = [{"问题编号": f"F{at}", "问题来源": came, "回头看结果": now} for at, (came, now) in enumerate(said)]
    desk.ledger("findings", *rows)
    reading = desk.read()
    assert reading.faults == ()
    assert rows_of(reading.ledgers["findings"].select(["source", "reinspection_outcome"])) == [
        ("inspection", None),
        ("superior", "not_rectified"),
        ("audit", "reopened"),
        ("other", "new"),
        (None, "new"),
    ]
    desk.ledger("findings", {"问题来源": "举报"})
    assert [(fault.header, fault.value) for fault in desk.read().faults] == [("问题来源", "举报")]


@pytest.mark.parametrize("spelling", ["zh", "en", "name"])
def test_a_workbook_of_one_sheet_per_ledger_is_read_under_names_and_headers_of_each_kind(desk, spelling):
    yes = {"zh": "是", "en": True, "name": 1}[spelling]
    day = {"zh": date(2024, 3, 1), "en": datetime(2024, 3, 1), "name": "2024.3.1"}[spelling]
    kind = {"zh": "常规巡察", "en": "routine inspection", "name": "routine"}[spelling]
    level = {"zh": "县直组", "en": "county team", "name": "county"}[spelling]
    org_class = {"zh": "乡镇党委", "en": "township Party committee", "name": "township"}[spelling]
    scheme = {"zh": "四个落实", "en": "four implementations", "name": "four"}[spelling]
    records = {
        "terms": {"term_no": 13, "name": "第十三届", "started_on": day, "planned_years": 5.0},
        "rounds": {
            "round_id": 1,
            "term_no": "13",
            "seq": 1,
            "name": "第一轮",
            "kind": kind,
            "category_scheme": scheme,
            "started_on": day,
        },
        "organisations": {"org_id": "A01", "name": "演示乡党委", "org_class": org_class, "in_scope_from": day},
        "inspections": {
            "inspection_id": "I1",
            "round_id": 1.0,
            "org_id": "A01",
            "team": "第一组",
            "team_level": level,
            "kind": kind,
            "counts_toward_coverage": yes,
            "onsite_start": day,
            "talks": 12,
        },
    }
    sheets = {getattr(LEDGERS[name], spelling): _sheet(name, [row], spelling) for name, row in records.items()}
    path = desk.workbook("全部.xlsx", sheets)
    reading = desk.read()
    assert reading.faults == ()
    assert rows_of(reading.ledgers["terms"]) == [(13, "第十三届", date(2024, 3, 1), None, 5)]
    assert rows_of(reading.ledgers["rounds"])[0][:3] == ("1", 13, 1)
    names = [c.name for c in LEDGERS["inspections"].columns]
    inspection = dict(zip(names, rows_of(reading.ledgers["inspections"])[0], strict=True))
    assert inspection["round_id"] == "1"
    assert inspection["counts_toward_coverage"] is True
    assert (inspection["team_level"], inspection["kind"], inspection["talks"]) == ("county", "routine", 12)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    names = {f.name for f in reading.files}
    assert names == {f"全部.xlsx [{title}]" for title in sheets}
    assert {f.sha256 for f in reading.files} == {sha256}


def test_a_file_of_one_sheet_goes_by_the_sheet_then_the_file_then_its_headers(desk):
    rows = [["届次", "名称", "起始日期", "规划年数"], [13, "第十三届", "2021-07-01", 5]]
    for name, title in (("甲.xlsx", "届次"), ("02_届次（2021）.xlsx", "Sheet1"), ("乙.xlsx", "Sheet1")):
        path = desk.workbook(name, {title: rows})
        reading = desk.read(path)
        assert reading.files == (ImportedFile(name, hashlib.sha256(path.read_bytes()).hexdigest(), "terms", 1),)
        assert reading.faults == ()


def test_headers_may_have_spaces_full_width_brackets_and_marks_of_required(desk):
    desk.base()
    desk.put("recoveries.csv", "挽损编号*, 党组织编号 ,挽回 日期,挽回金额（万元）\nV1,A01,2024/6/1,12.50\n")
    (row,) = rows_of(desk.read().ledgers["recoveries"])
    assert row == ("V1", "A01", None, None, date(2024, 6, 1), Decimal("12.50"), None, None)


def test_a_header_alone_is_an_empty_ledger_and_a_missing_optional_column_is_all_empty(desk):
    desk.put("线索台账.csv", ",".join(c.zh for c in LEDGERS["clues"].columns) + "\r\n")
    desk.ledger("terms")
    reading = desk.read()
    assert reading.faults == ()
    assert rows_of(reading.ledgers["clues"]) == []
    assert rows_of(reading.ledgers["terms"]) == [(13, "第十三届县委", date(2021, 7, 1), None, 5)]
    assert {(f.ledger, f.rows) for f in reading.files} == {("clues", 0), ("terms", 1)}


def test_two_files_of_one_ledger_are_put_together(desk):
    desk.ledger("terms", name="届次1.csv")
    desk.ledger("terms", {"届次": "14", "起始日期": "2026-07-01"}, name="届次2.csv")
    reading = desk.read()
    assert [row[0] for row in rows_of(reading.ledgers["terms"])] == [13, 14]
    assert [(f.name, f.rows) for f in reading.files] == [("届次1.csv", 1), ("届次2.csv", 1)]


def test_the_same_file_named_twice_is_read_once(desk):
    path = desk.ledger("terms")
    reading = desk.read(path, path, desk.folder)
    assert len(reading.files) == 1
    assert reading.faults == ()


def test_a_folder_gives_its_tables_and_says_what_it_passed_over(desk):
    desk.ledger("terms")
    desk.ledger("rounds", name="2024/rounds.csv")
    desk.put("2024/草稿.csv", "甲,乙\n")
    desk.put("~$terms.xlsx", b"lock")
    desk.put(".hidden.csv", "x")
    desk.put("封面.docx", b"PK")
    reading = desk.read()
    assert reading.faults == ()
    assert set(reading.ledgers) == {"terms", "rounds"}
    assert {f.name for f in reading.files} == {"terms.csv", "2024/rounds.csv"}
    assert {(f.file, f.code) for f in reading.warnings} == {("2024/草稿.csv", "unread_file"), ("封面.docx", "unknown_type")}


def test_two_files_of_the_same_name_keep_names_of_their_own(desk):
    one = desk.ledger("terms", name="a/terms.csv")
    two = desk.ledger("terms", {"届次": "14"}, name="b/terms.csv")
    assert [f.name for f in desk.read(one, two).files] == ["a/terms.csv", "b/terms.csv"]


def test_hidden_sheets_are_not_read_and_said(desk):
    import openpyxl

    path = desk.workbook(
        "x.xlsx",
        {"届次": [["届次", "名称", "起始日期", "规划年数"], [13, "甲", "2021-07-01", 5]], "线索台账": [["乱"], ["七八糟"]]},
    )
    book = openpyxl.load_workbook(path)
    book["线索台账"].sheet_state = "veryHidden"
    book.save(path)
    reading = desk.read()
    assert reading.faults == ()
    assert [(f.sheet, f.code) for f in reading.warnings] == [("线索台账", "hidden_sheet")]


def test_a_format_whose_error_cells_can_be_seen_is_not_warned_of(desk):
    path = desk.workbook("terms.xlsx", {"届次": [["届次", "名称", "起始日期", "规划年数"], [13, "甲", "2021-07-01", 5]]})
    assert desk.read(path).warnings == ()


@needs(OLD)
def test_formats_whose_error_cells_cannot_be_seen_are_said(desk):
    assert [f.code for f in desk.read(OLD).warnings] == ["blind_format"]


DAYS = [
    ("clues", "移交日期", True),
    ("clues", "立案日期", True),
    ("findings", "发现日期", True),
    ("findings", "整改期限", False),
    ("inspections", "集中整改期限", False),
    ("organisations", "应巡截止日期", False),
    ("terms", "届满日期", False),
]
"""(ledger, header, whether a day after the as-of day is warned of there)."""


@pytest.mark.parametrize("day", ["2025-09-30", "2025-10-01"])
def test_a_day_after_the_as_of_day_is_kept_with_a_warning_unless_it_is_planned(desk, small, day):
    desk.base()
    rows, columns = {"clues": [], "findings": []}, {}
    for ledger, header, _ in DAYS:
        open_clue = {"核查结论": "未结", "办结日期": ""} if ledger == "clues" else {}
        own = next(iter(small[ledger]))
        many = rows.setdefault(ledger, [])
        key = {own: f"{small[ledger][own]}{len(many)}"} if ledger in ("clues", "findings") else {}
        many.append({**key, header: day, **open_clue})
        columns[ledger, len(many) + 1] = header
    for ledger, changes in rows.items():
        desk.ledger(ledger, *changes)
    reading = desk.read()
    assert reading.faults == () and reading.warnings == ()
    full = memory_full(reading.ledgers, AS_OF)
    looked = look_over(full, reading.places, previous=None, settings=settings(), lang="zh")
    full.close()
    warned = {(ledger, header) for ledger, header, warned in DAYS if warned and day > "2025-09-30"}
    expected = {(f"{ledger}.csv", row, h, day) for (ledger, row), h in columns.items() if (ledger, h) in warned}
    found = [(f.file, f.row, f.header, f.value) for f in looked.warnings if f.code.endswith("_after_as_of")]
    assert len(found) == len(expected) and set(found) == expected
    for (ledger, row), header in columns.items():
        column = next(c for c in LEDGERS[ledger].columns if c.zh == header)
        assert reading.ledgers[ledger][column.name].to_pylist()[row - 2] == date.fromisoformat(day)


def test_a_rounded_amount_is_a_warning_that_says_what_was_taken(desk):
    desk.base()
    desk.ledger("recoveries", {"挽回金额(万元)": "0.33333333"})
    reading = desk.read()
    assert [(f.code, f.value) for f in reading.warnings] == [("rounded", "0.33333333")]
    assert "0.333333" in reading.warnings[0].problem
    assert rows_of(reading.ledgers["recoveries"])[0][5] == Decimal("0.333333")


@pytest.mark.long
def test_the_demonstration_county_written_out_comes_back_without_a_change(desk):
    drawn, _ = county()
    for name, rows in drawn.items():
        ledger = LEDGERS[name]
        desk.put(f"{ledger.zh}.csv", csv_bytes([c.zh for c in ledger.columns], rows))
    reading = desk.read()
    assert reading.faults == ()
    assert reading.ledgers == ledger_tables(drawn)
