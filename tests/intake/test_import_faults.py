"""Every fault is reported with its file, sheet, row as Excel numbers it, header as written and the value found."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from inspection.intake import faults_csv, summary
from inspection.intake.faults import Fault
from inspection.text import LANGUAGES, catalogue

# One change of a small ledger's row -> the fault at row 2: (ledger, change, code, header, value).
CELLS = [
    ("clues", {"移交日期": "2024-02-30"}, "no_such_date", "移交日期", "2024-02-30"),
    ("clues", {"移交日期": "去年"}, "bad_date", "移交日期", "去年"),
    ("clues", {"移交日期": "2024年4月"}, "month_only", "移交日期", "2024年4月"),
    ("clues", {"移交日期": "459300"}, "date_is_number", "移交日期", "459300"),
    ("clues", {"移交日期": "0204-04-01"}, "date_out_of_range", "移交日期", "0204-04-01"),
    ("clues", {"移交日期": "2024-04-01 09:30"}, "time_of_day", "移交日期", "2024-04-01 09:30"),
    ("clues", {"移交日期": ""}, "empty_required", "移交日期", ""),
    ("clues", {"核查结论": " "}, "empty_required", "核查结论", ""),
    ("clues", {"核查结论": "属实"}, "bad_code", "核查结论", "属实"),
    ("clues", {"涉及人数": "两人"}, "bad_int", "涉及人数", "两人"),
    ("clues", {"涉及人数": "1.5"}, "not_whole", "涉及人数", "1.5"),
    ("clues", {"涉及人数": "-1"}, "clues_negative_persons", "涉及人数", "-1"),
    ("clues", {"涉及人数": "99999999999"}, "number_too_large", "涉及人数", "99999999999"),
    ("clues", {"巡中移交": "也许"}, "bad_bool", "巡中移交", "也许"),
    ("clues", {"线索编号": "1.2E+17"}, "digits_lost", "线索编号", "1.2E+17"),
    ("clues", {"任务编号": "I9"}, "not_found", "任务编号", "I9"),
    ("clues", {"办结日期": ""}, "clues_concluded_without_date", "办结日期", ""),
    ("clues", {"核查结论": "未结"}, "clues_pending_with_date", "核查结论", "未结"),
    ("findings", {"完成日期": None}, "findings_done_without_date", "完成日期", ""),
    ("findings", {"重复问题": "F0"}, "not_found", "重复问题", "F0"),
    ("recoveries", {"挽回金额(万元)": "十二"}, "chinese_numerals", "挽回金额(万元)", "十二"),
    ("recoveries", {"挽回金额(万元)": "-0.5"}, "recoveries_negative", "挽回金额(万元)", "-0.5"),
    ("report_scores", {"得分": "100.5"}, "report_scores_out_of_range", "得分", "100.5"),
    ("report_scores", {"得分": "-1"}, "report_scores_out_of_range", "得分", "-1"),
    ("ballots", {"票数": "-2"}, "ballots_negative_votes", "票数", "-2"),
    ("notes", {"指标": "完工率"}, "unknown_figure_near", "指标", "完工率"),
    ("notes", {"指标": "GDP"}, "unknown_figure", "指标", "GDP"),
    ("notes", {"党组织编号": "B7"}, "not_found", "党组织编号", "B7"),
    ("notes", {"内容": ""}, "empty_required", "内容", ""),
]

# As above for the ledgers that stand in the base themselves.
BASE_CELLS = [
    ("terms", {"届满日期": "2020-01-01"}, "terms_end_before_start", "届满日期", "2020-01-01"),
    ("rounds", {"撤点日期": "2024-02-01"}, "rounds_end_before_start", "撤点日期", "2024-02-01"),
    ("rounds", {"届次": "14"}, "not_found", "届次", "14"),
    ("organisations", {"应巡截止日期": "2000-01-01"}, "organisations_scope_ends_before_start", "应巡截止日期", "2000-01-01"),
    ("organisations", {"党组织类别": "村(社区)党组织"}, "organisations_village_without_township", "所属乡镇编号", ""),
    ("organisations", {"前身编号": "A99"}, "not_found", "前身编号", "A99"),
    ("inspections", {"撤点日期": "2024-02-28"}, "inspections_end_before_start", "撤点日期", "2024-02-28"),
    ("inspections", {"党组织编号": "B7"}, "not_found", "党组织编号", "B7"),
]


OWN = {
    "terms": ("届次", "{}"),
    "rounds": ("轮次编号", "R{}"),
    "organisations": ("党组织编号", "A{}"),
    "inspections": ("任务编号", "I{}"),
    "clues": ("线索编号", "C{}"),
    "findings": ("问题编号", "F{}"),
    "recoveries": ("挽损编号", "V{}"),
    "report_scores": ("评委", "J{}"),
    "ballots": ("测评日期", "2024-09-{}"),
    "notes": ("记录编号", "N{}"),
}
"""Ledger -> the header of its key, or of the part of it that makes a row another one, and what stands there."""


def test_every_faulty_cell_is_named_to_the_letter_and_costs_no_other(desk):
    """One import: each ledger has its small row, and below it one for each faulty cell."""
    rows, expected = {ledger: [{}] for ledger in OWN}, []
    for ledger, change, code, header, value in CELLS + BASE_CELLS:
        name, text = OWN[ledger]
        rows[ledger].append({name: text.format(len(rows[ledger]) + 20), **change})
        expected.append((code, f"{ledger}.csv", "", len(rows[ledger]) + 1, header, value))
    for ledger, changes in rows.items():
        desk.ledger(ledger, *changes)
    reading = desk.read()
    assert sorted((f.code, f.file, f.sheet, f.row, f.header, f.value) for f in reading.faults) == sorted(expected)
    assert reading.ledgers == {}
    assert {fault.level for fault in reading.faults} == {"fault"}


@pytest.mark.parametrize(("ledger", "change", "code", "header", "value"), [CELLS[0], CELLS[-1], BASE_CELLS[-1]])
def test_a_faulty_cell_refuses_an_import_by_itself(desk, ledger, change, code, header, value):
    desk.base()
    desk.ledger(ledger, change)
    reading = desk.read()
    assert [(f.code, f.file, f.sheet, f.row, f.header, f.value) for f in reading.faults] == [
        (code, f"{ledger}.csv", "", 2, header, value)
    ]
    assert reading.ledgers == {}


def test_a_fault_names_the_sheet_and_row_as_excel_shows_them(desk):
    header = ["线索编号", "任务编号", "移交日期", "对象层级", "核查结论", "办结日期"]
    desk.workbook(
        "汇总.xlsx",
        {
            "说明": [["本簿由演示县巡察办填写"]],
            "线索台账": [[], [], header, ["C1", "I1", "昨天", "村干部", "未结"], [], ["C2", "I1", "2024-05-01", "村官", "未结"]],
        },
    )
    desk.base()
    reading = desk.read()
    assert [(f.file, f.sheet, f.row, f.header, f.value, f.code) for f in reading.faults] == [
        ("汇总.xlsx", "线索台账", 4, "移交日期", "昨天", "bad_date"),
        ("汇总.xlsx", "线索台账", 6, "对象层级", "村官", "bad_code"),
    ]
    assert [(f.sheet, f.code, f.level) for f in reading.warnings] == [("说明", "extra_sheet", "warning")]
    assert "村干部" in reading.faults[1].advice


def test_all_faults_are_reported_at_once_in_the_order_of_the_files(desk):
    desk.base()
    desk.ledger("clues", {"移交日期": "昨天", "涉及人数": "x", "任务编号": "I9"}, {"线索编号": "", "核查结论": "?"})
    desk.ledger("findings", {"发现日期": "", "备注": "多余"}, {"整改期限": "不详"})
    found = [(f.file, f.row, f.header, f.code) for f in desk.read().faults]
    assert sorted(found, key=lambda f: (f[0], f[1])) == found
    assert set(found) == {
        ("clues.csv", 2, "移交日期", "bad_date"),
        ("clues.csv", 2, "涉及人数", "bad_int"),
        ("clues.csv", 2, "任务编号", "not_found"),
        ("clues.csv", 3, "线索编号", "empty_required"),
        ("clues.csv", 3, "核查结论", "placeholder"),
        ("findings.csv", 1, "备注", "unknown_header_far"),
        ("findings.csv", 2, "发现日期", "empty_required"),
        ("findings.csv", 3, "整改期限", "placeholder"),
        ("findings.csv", 3, "问题编号", "same_key"),
    }


def test_the_row_of_a_csv_is_the_one_excel_shows_with_blank_lines_and_line_breaks_in_cells(desk):
    desk.base()
    text = (
        "线索编号,任务编号,移交日期,对象层级,核查结论,线索摘要\r\n"
        'C1,I1,2024-04-01,村干部,未结,"两行\r\n文字"\r\n'
        "\r\n"
        "C2,I1,2024-04-01,村干部,未定,\r\n"
    )
    desk.put("线索台账.csv", text)
    assert [(f.row, f.header, f.value) for f in desk.read().faults] == [(4, "核查结论", "未定")]


# --- headers ---------------------------------------------------------------------------------------------------------


def test_an_unknown_header_is_a_fault_that_offers_the_nearest(desk):
    desk.base()
    desk.ledger("clues", {"移交时期": "2024-04-01", "移交日期": None})
    unknown, missing = desk.read().faults
    assert (unknown.code, unknown.row, unknown.header, unknown.file) == ("unknown_header", 1, "移交时期", "clues.csv")
    assert "移交日期" in unknown.advice
    assert (missing.code, missing.row, missing.header) == ("missing_column", 1, "移交日期")


def test_the_same_column_under_two_headers_is_a_fault(desk):
    desk.base()
    desk.ledger("clues", {"transferred on": "2024-04-01"})
    assert [(f.code, f.row, f.header) for f in desk.read().faults] == [("repeated_header", 1, "transferred on")]


def test_a_missing_required_column_is_one_fault_and_raises_no_others(desk):
    desk.base()
    desk.ledger("organisations", {"党组织编号": None}, {"党组织编号": None, "党组织类别": "不知道"}, name="被巡察党组织库.csv")
    (desk.folder / "organisations.csv").unlink()
    assert [(f.code, f.header) for f in desk.read().faults] == [("missing_column", "党组织编号")]


def test_values_under_no_header_are_one_fault_per_column(desk):
    desk.base()
    text = "线索编号,任务编号,移交日期,对象层级,核查结论,\nC1,I1,2024-04-01,村干部,未结,甲,乙\nC2,I1,2024-04-01,村干部,未结,丙\n"
    desk.put("clues.csv", text)
    faults = desk.read().faults
    assert [(f.code, f.row, f.value) for f in faults] == [
        ("ragged_row", 2, "C1 | I1 | 2024-04-01 | 村干部 | 未结 | 甲 | 乙"),
        ("value_without_header", 2, "甲"),
        ("value_without_header", 2, "乙"),
    ]
    assert "F 列" in faults[1].problem
    assert "2 行" in faults[1].problem


# --- keys and references ---------------------------------------------------------------------------------------------


def test_the_same_key_twice_names_both_places_also_over_two_files(desk):
    desk.base()
    desk.ledger("clues", {}, {"线索编号": "C2"}, name="clues_1.csv")
    desk.ledger("clues", {"线索编号": "C3"}, {"线索编号": "C2"}, name="clues_2.csv")
    (fault,) = desk.read().faults
    assert (fault.code, fault.file, fault.row, fault.header, fault.value) == (
        "same_key",
        "clues_2.csv",
        3,
        "线索编号",
        "C2",
    )
    assert "clues_1.csv 第 3 行" in fault.problem


def test_a_key_of_several_columns_is_the_same_only_when_all_of_them_are(desk):
    desk.base()
    desk.ledger("ballots", {}, {"评价等次": "差"}, {"票数": "9"})
    (fault,) = desk.read().faults
    assert (fault.code, fault.row, fault.header) == ("same_key", 4, "任务编号 + 测评日期 + 测评主体 + 评价等次")


def test_a_reference_may_find_its_row_in_what_stands(desk):
    desk.ledger("recoveries")
    standing = {"organisations": [("A01", *[None] * 11)]}
    assert desk.read(standing=standing).faults == ()
    (fault,) = desk.read().faults
    assert (fault.code, fault.header, fault.value) == ("not_found", "党组织编号", "A01")


def test_a_reference_into_a_ledger_of_the_import_never_looks_at_what_stands(desk):
    desk.ledger("organisations", {"党组织编号": "B01"})
    desk.ledger("recoveries")
    codes = [f.code for f in desk.read(standing={"organisations": [("A01", *[None] * 11)]}).faults]
    assert codes == ["not_found"]


def test_a_wrong_id_is_answered_with_those_that_look_like_it(desk):
    desk.base()
    desk.ledger("organisations", {"党组织编号": "XZ-0101"}, {"党组织编号": "XZ-0102"}, {"党组织编号": "A01"})
    desk.ledger("recoveries", {"党组织编号": "XZ-0201"})
    (fault,) = desk.read().faults
    assert (fault.code, fault.value) == ("not_found_near", "XZ-0201")
    assert "XZ-0101" in fault.advice


def test_what_stands_must_still_find_its_row_in_a_replaced_ledger(desk):
    desk.ledger("organisations", {"党组织编号": "B01"})
    inspection = ("I1", "R1", "A01", *[None] * 16)
    (fault,) = desk.read(standing={"inspections": [inspection, ("I2", *inspection[1:])]}).faults
    assert (fault.code, fault.file, fault.header, fault.value) == (
        "still_referred_to",
        "organisations.csv",
        "党组织编号",
        "A01",
    )
    assert "“巡察任务”还有 2 行在“党组织编号”" in fault.problem


def test_a_faulty_row_still_counts_as_there_for_those_that_refer_to_it(desk):
    desk.base()
    desk.ledger("inspections", {"计入全覆盖": "也许"})
    desk.ledger("clues")
    assert [f.code for f in desk.read().faults] == ["bad_bool"]


def test_a_file_that_cannot_be_read_is_not_followed_by_faults_of_all_that_refer_to_it(desk):
    desk.base()
    desk.put("inspections.csv", b"\x00\x00")
    desk.ledger("clues")
    assert [(f.file, f.code) for f in desk.read().faults] == [("inspections.csv", "nul_bytes")]


# --- files -----------------------------------------------------------------------------------------------------------

CLUES_HEADER = "线索编号,任务编号,移交日期,对象层级,核查结论"

FILES = [
    ("clues.csv", b"", "empty_file"),
    ("clues.csv", b" \r\n \r\n", "empty_file"),
    ("clues.csv", b"\xef\xbb\xbf,,,\r\n,,\r\n", "no_rows"),
    ("clues.csv", CLUES_HEADER.encode() + b"\nC1,\0", "nul_bytes"),
    ("clues.csv", CLUES_HEADER.encode("utf-16-le"), "nul_bytes"),
    ("clues.csv", "線索編號,任務編號,移交日期,對象層級,核查結論\n證據,組織處理".encode("big5"), "encoding"),
    ("clues.csv", CLUES_HEADER.encode() + "\nC1,中文".encode("gb18030"), "encoding"),
    ("clues.csv", CLUES_HEADER.encode() + b'\nC1,"I1,2024-04-01', "quotes"),
    ("clues.csv", CLUES_HEADER.encode() + b'\nC1,"I1"x,2024-04-01', "quotes"),
    ("clues.csv", CLUES_HEADER.replace(",", ";").replace(";", "\t", 1).encode(), "delimiter"),
    ("clues.xls", b"<html><table><tr><td>1</td></tr></table></html>", "markup"),
    ("clues.xlsx", b"PK\x03\x04 no archive", "damaged"),
    ("clues.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
    ("clues.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ("clues.csv", b"%PDF-1.7", "not_a_table"),
    ("备忘.csv", "甲,乙\n1,2\n".encode(), "not_recognised"),
]


FILE_IDS = [f"{number}-{name}-{code}" for number, (name, _, code) in enumerate(FILES)]


@pytest.mark.parametrize(("name", "content", "code"), FILES, ids=FILE_IDS)
def test_a_file_that_cannot_be_taken_is_one_fault_in_words(desk, name, content, code):
    desk.put(name, content)
    (fault,) = desk.read().faults
    assert (fault.file, fault.code) == (name, code)


def test_a_missing_path_an_empty_folder_and_a_file_too_big_are_said(desk, monkeypatch):
    assert [f.code for f in desk.read().faults] == ["no_files"]
    assert [(f.file, f.code) for f in desk.read(Path("nirgends.csv")).faults] == [("nirgends.csv", "missing_file")]
    monkeypatch.setattr("inspection.formats.workbooks.LARGEST_FILE", 10)
    path = desk.ledger("terms")
    assert [f.code for f in desk.read(path).faults] == ["too_big"]


def test_an_empty_sheet_named_as_a_ledger_is_a_fault_and_a_nameless_one_is_nothing(desk):
    terms = [["届次", "名称", "起始日期", "规划年数"], [13, "第十三届", "2021-07-01", 5]]
    desk.workbook("all.xlsx", {"届次": terms, "线索台账": [], "Sheet3": []})
    assert [(f.sheet, f.code) for f in desk.read().faults] == [("线索台账", "empty_sheet")]


def test_error_cells_and_formulas_never_calculated_are_faults_and_not_empty(desk):
    rows = [
        ["线索编号", "任务编号", "移交日期", "对象层级", "核查结论", "涉及人数", "承办部室"],
        ["C1", "I1", "2024-04-01", "村干部", "未结", "=1+1", "#N/A"],
    ]
    desk.base()
    desk.workbook("线索台账.xlsx", {"Sheet1": rows})
    assert [(f.row, f.header, f.value, f.code) for f in desk.read().faults] == [
        (2, "涉及人数", "", "formula_cell"),
        (2, "承办部室", "#N/A", "error_cell"),
    ]


# --- the list --------------------------------------------------------------------------------------------------------


def test_of_very_many_faults_of_a_kind_the_rest_is_counted_and_every_kind_is_named(desk, monkeypatch):
    kept = 2_000
    for module in ("check", "faults", "sheets"):
        monkeypatch.setattr(f"inspection.intake.{module}.KEPT", kept)
    desk.base()
    rows = [{"线索编号": f"C{n}", "对象层级": "?"} for n in range(kept + 500)]
    desk.ledger("clues", *rows, {"线索编号": "C", "涉及人数": "many"})
    faults = desk.read().faults
    assert Counter(fault.code for fault in faults) == {"placeholder": kept, "bad_int": 1, "more": 1}
    assert "500" in faults[-1].problem and faults[0].problem in faults[-1].problem


def test_the_shell_says_one_line_for_each_kind_with_its_number_and_places():
    faults = [Fault("a.csv", "", row, "x", f"v{row}", "bad", "mend", "fault", "c") for row in range(2, 9)]
    faults += [Fault("a.csv", "", None, "y", "", "worse", "mend", "warning", "d")]
    assert summary(faults, "en") == [
        "fault: a.csv, row 2, column “x”: “v2” – bad. mend. 7 times in all, also in rows 3, 4.",
        "warning: a.csv, column “y”: worse. mend.",
    ]


def test_the_report_opens_in_excel_and_runs_nothing(desk):
    desk.base()
    desk.ledger("clues", {"对象层级": "=cmd|'/c calc'!A1"})
    report = faults_csv(desk.read().faults, "zh")
    assert report.startswith("\ufeff级别,文件,工作表,行,列,填写的内容,问题,怎么改,代号\r\n".encode())
    (row,) = csv.DictReader(io.StringIO(report.decode("utf-8-sig")))
    assert row["填写的内容"] == "'=cmd|'/c calc'!A1"
    assert (row["级别"], row["文件"], row["行"], row["列"]) == ("错误", "clues.csv", "2", "对象层级")


def test_faults_speak_the_language_asked_for(desk):
    desk.base()
    desk.ledger("clues", {"移交日期": "soon"})
    chinese, english = (desk.read(lang=lang).faults[0] for lang in LANGUAGES)
    assert (chinese.code, chinese.value) == (english.code, english.value)
    assert chinese.problem == "不是看得懂的日期"
    assert english.problem == "Not a date that can be read"


def test_every_sentence_has_its_advice_in_both_languages():
    entries = catalogue()["intake"]
    plain = {name for name in entries if not name.startswith(("place_", "level_", "report_", "line"))}
    problems = {name for name in plain if not name.endswith("_advice")}
    assert {f"{name}_advice" for name in problems} == plain - problems
    for name, entry in entries.items():
        assert set(entry) == set(LANGUAGES), name
