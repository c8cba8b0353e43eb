"""Sheets as offices keep them: titles, merged headers, merged rows, totals, notes. What is filled or passed over is said."""

from datetime import date

import openpyxl
import pytest

from inspection.intake import read
from inspection.warehouse import rows_of

HEADER = ["线索编号", "任务编号", "移交日期", "对象层级", "核查结论", "办结日期"]
ROW = ["C1", "I1", date(2024, 4, 1), "村干部", "查实", date(2024, 9, 1)]


def _book(desk, fill, name="线索台账.xlsx"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "线索台账"
    fill(sheet)
    path = desk.folder / name
    book.save(path)
    return path


def _put(sheet, rows, first=1):
    for number, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, column, value)


def _ids(reading):
    assert reading.faults == (), reading.faults
    return reading.ledgers["clues"]["clue_id"].to_pylist()


def _warned(reading):
    return [(f.code, f.row) for f in reading.warnings]


# --- where the table begins ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("titles", [1, 2, 5, 19])
def test_the_header_is_found_below_title_rows_and_said(desk, titles):
    desk.base()

    def fill(sheet):
        _put(sheet, [[f"演示县巡察办线索台账({n})"] for n in range(titles)])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=6)
        _put(sheet, [HEADER, ROW], titles + 1)

    _book(desk, fill)
    reading = desk.read()
    assert _ids(reading) == ["C1"]
    assert _warned(reading) == [("header_row", titles + 1)]
    assert f"第 {titles + 1} 行" in reading.warnings[0].problem


def test_a_header_beyond_the_first_twenty_rows_is_not_searched(desk):
    desk.base()
    _book(desk, lambda sheet: _put(sheet, [[f"说明 {n}"] for n in range(25)] + [HEADER, ROW]))
    reading = desk.read()
    assert {f.code for f in reading.faults} == {"missing_column", "unknown_header_far"}
    assert reading.ledgers == {}


def test_title_rows_of_a_csv_are_passed_over_too(desk):
    desk.base()
    desk.put("线索台账.csv", f"演示县线索台账,,,,,\n填报日期:2025年9月,,,,,\n{','.join(HEADER)}\nC1,I1,2024-04-01,村干部,未结,\n")
    reading = desk.read()
    assert _ids(reading) == ["C1"]
    assert _warned(reading) == [("header_row", 3)]


def test_a_sheet_without_a_ledgers_name_is_known_by_the_header_below_its_title(desk):
    desk.base()

    def fill(sheet):
        sheet.title = "Sheet1"
        _put(sheet, [["二〇二五年情况汇总"], HEADER, ROW])

    _book(desk, fill, "汇总.xlsx")
    assert _ids(desk.read()) == ["C1"]


def test_a_header_of_two_rows_is_joined_where_cells_are_merged(desk):
    desk.base()

    def fill(sheet):
        first = ["线索编号", "任务编号", "移交", "对象层级", "核查", None]
        _put(sheet, [first, [None, None, "日期", None, "核查结论", "办结日期"]])
        for column in (1, 2, 4):
            sheet.merge_cells(start_row=1, start_column=column, end_row=2, end_column=column)
        sheet.merge_cells(start_row=1, start_column=5, end_row=1, end_column=6)
        _put(sheet, [ROW], 3)

    _book(desk, fill)
    reading = desk.read()
    assert _ids(reading) == ["C1"]
    assert reading.ledgers["clues"]["transferred_on"].to_pylist() == [date(2024, 4, 1)]
    assert reading.ledgers["clues"]["concluded_on"].to_pylist() == [date(2024, 9, 1)]


def test_a_header_of_two_rows_is_joined_in_a_csv_that_knows_no_merged_cells(desk):
    desk.base()
    desk.put(
        "线索台账.csv",
        "线索编号,任务编号,移交,对象层级,核查,\n,,日期,,核查结论,办结日期\nC1,I1,2024-04-01,村干部,查实,2024-09-01\n",
    )
    reading = desk.read()
    assert _ids(reading) == ["C1"]
    assert reading.ledgers["clues"]["concluded_on"].to_pylist() == [date(2024, 9, 1)]


def test_spaces_line_breaks_and_full_width_signs_in_a_header_do_not_matter(desk):
    desk.base()
    desk.workbook(
        "recoveries.xlsx",
        {"挽损": [["挽损\n编号", "党组织编号\u00a0", "挽回\u200b日期", "挽回金额（万元）＊"], ["V1", "A01", "2024.6.1", "12.5"]]},
    )
    reading = desk.read()
    assert reading.faults == ()
    assert reading.ledgers["recoveries"].num_rows == 1


def test_a_column_of_running_numbers_is_passed_over_and_said(desk):
    desk.base()
    _book(desk, lambda sheet: _put(sheet, [["序号", *HEADER], [1, *ROW]]))
    reading = desk.read()
    assert _ids(reading) == ["C1"]
    assert [(f.code, f.header) for f in reading.warnings] == [("numbering_column", "序号")]


def test_a_sheet_of_hundreds_of_unknown_columns_is_one_sentence(desk):
    desk.base()
    _book(desk, lambda sheet: _put(sheet, [[*HEADER, *[f"甲{n}" for n in range(400)]], ROW]))
    assert [f.code for f in desk.read().faults] == ["unknown_headers"]


# --- merged rows -----------------------------------------------------------------------------------------------------


def test_cells_merged_over_rows_belong_to_all_of_them(desk):
    desk.base()

    def fill(sheet):
        _put(sheet, [["任务编号", "线索编号", *HEADER[2:]], ["I1", "C1", *ROW[2:]], [None, "C2", *ROW[2:]]])
        _put(sheet, [["I1", "C3", *ROW[2:]]], 4)
        sheet.merge_cells("A2:A3")

    _book(desk, fill)
    reading = desk.read()
    assert _ids(reading) == ["C1", "C2", "C3"]
    assert reading.ledgers["clues"]["inspection_id"].to_pylist() == ["I1", "I1", "I1"]


def test_a_cell_that_is_empty_and_not_merged_is_not_filled(desk):
    desk.base()
    _book(desk, lambda sheet: _put(sheet, [HEADER, ROW, ["C2", None, *ROW[2:]]]))
    assert [(f.code, f.row, f.header) for f in desk.read().faults] == [("empty_required", 3, "任务编号")]


def test_a_number_merged_over_rows_is_refused_for_nobody_can_divide_it(desk):
    desk.base()

    def fill(sheet):
        _put(sheet, [[*HEADER, "涉及人数"], [*ROW, 5], ["C2", *ROW[1:], None]])
        sheet.merge_cells("G2:G3")

    _book(desk, fill)
    assert [(f.code, f.row, f.header) for f in desk.read().faults] == [("merged_number", 3, "涉及人数")]


def test_a_key_merged_over_rows_is_the_same_key_twice(desk):
    desk.base()

    def fill(sheet):
        _put(sheet, [HEADER, ROW, [None, *ROW[1:]]])
        sheet.merge_cells("A2:A3")

    _book(desk, fill)
    assert [(f.code, f.row) for f in desk.read().faults] == [("same_key", 3)]


def test_a_sheet_merged_as_a_whole_fills_nothing(desk):
    desk.base()

    def fill(sheet):
        _put(sheet, [HEADER, ROW, ROW])
        sheet.cell(3, 1).value = None
        sheet.merged_cells.add("A1:XFD1048576")

    _book(desk, fill)
    assert [(f.code, f.row) for f in desk.read().faults] == [("empty_required", 3)]


# --- where the table ends --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["合计", "合 计", "总计:", "小计", "本页小计", "合计(件)", "共计：", "Total", "  合计 "])
def test_a_row_of_totals_is_left_out_and_said(desk, word):
    desk.base()
    _book(desk, lambda sheet: _put(sheet, [HEADER, ROW, [word, None, None, "2 件", 1]]))
    reading = desk.read()
    assert _ids(reading) == ["C1"]
    assert [(f.code, f.row, f.value) for f in reading.warnings] == [("total_row", 3, word.strip())]


def test_a_total_behind_empty_cells_is_one_and_one_amid_a_row_is_not(desk):
    desk.base()
    _book(desk, lambda sheet: _put(sheet, [[*HEADER, "线索摘要"], [*ROW, "合计"], [None, "小计", 2]]))
    reading = desk.read()
    assert _ids(reading) == ["C1"]
    assert _warned(reading) == [("total_row", 3)]


def test_subtotals_between_and_empty_rows_are_passed_over(desk):
    desk.base()
    rows = [HEADER, ROW, ["小计", 1], [], ["C2", *ROW[1:]], ["小计", 1], [None, " "], ["总计", 2]]
    _book(desk, lambda sheet: _put(sheet, rows))
    reading = desk.read()
    assert _ids(reading) == ["C1", "C2"]
    assert _warned(reading) == [("total_row", 3), ("total_row", 6), ("total_row", 8)]


def test_an_organisation_whose_name_begins_like_a_total_stays(desk):
    desk.base()
    desk.ledger("organisations", {}, {"党组织编号": "合计办", "党组织名称": "合计办公室党支部"})
    reading = desk.read()
    assert reading.faults == ()
    assert reading.ledgers["organisations"]["org_id"].to_pylist() == ["A01", "合计办"]


def test_a_note_below_the_table_is_left_out_and_a_row_with_more_than_a_note_is_not(desk):
    desk.base()
    _book(desk, lambda sheet: _put(sheet, [HEADER, ROW, ["注:本表由各组填报"], ["填表人：某某"], ["备注:甲", "I1"]]))
    reading = desk.read()
    assert _warned(reading) == [("note_row", 3), ("signed_row", 4)]
    assert {f.row for f in reading.faults} == {5}


def test_a_header_that_comes_again_on_the_next_page_is_left_out(desk):
    desk.base()
    _book(desk, lambda sheet: _put(sheet, [HEADER, ROW, HEADER, ["C2", *ROW[1:]]]))
    reading = desk.read()
    assert _ids(reading) == ["C1", "C2"]
    assert _warned(reading) == [("header_again", 3)]


# --- several sheets and files of one ledger --------------------------------------------------------------------------


def test_sheets_and_files_of_one_ledger_are_put_together_and_know_where_each_row_came_from(desk):
    desk.base()
    desk.workbook("线索.xlsx", {"线索台账2023": [HEADER, ROW], "线索台账2024": [["标题"], HEADER, ["C2", *ROW[1:]]]})
    desk.ledger("clues", {"线索编号": "C3"}, name="线索台账补.csv")
    reading = desk.read()
    assert sorted(_ids(reading)) == ["C1", "C2", "C3"]
    found = {key: reading.place_of("clues", (key,)) for key in ("C1", "C2", "C3")}
    assert {key: (o.place.file, o.place.sheet, o.row) for key, o in found.items()} == {
        "C1": ("线索.xlsx", "线索台账2023", 2),
        "C2": ("线索.xlsx", "线索台账2024", 3),
        "C3": ("线索台账补.csv", "", 2),
    }
    assert found["C2"].written["transferred_on"] == "移交日期"
    assert reading.places_of("clues", [("C9",), ("C1",)])[0] is None
    assert reading.place_of("measures", ("M1",)) is None


def test_the_same_key_on_two_sheets_names_both_places(desk):
    desk.base()
    desk.workbook("线索.xlsx", {"线索台账2023": [HEADER, ROW], "线索台账2024": [HEADER, ROW]})
    (fault,) = desk.read().faults
    assert (fault.code, fault.sheet, fault.row) == ("same_key", "线索台账2024", 2)
    assert "线索台账2023" in fault.problem and "第 2 行" in fault.problem


def test_rows_of_a_key_of_several_columns_are_found_by_all_of_them(desk):
    desk.base()
    desk.ledger("ballots", {}, {"评价等次": "差"})
    reading = desk.read()
    keys = [tuple(row[at] for at in range(4)) for row in rows_of(reading.ledgers["ballots"])]
    assert [reading.place_of("ballots", key).row for key in keys] == [2, 3]


# --- what is told meanwhile ------------------------------------------------------------------------------------------


def test_the_reading_tells_how_far_it_is_and_never_goes_back(desk):
    desk.base()
    desk.ledger("clues", *({"线索编号": f"C{n}"} for n in range(50)))
    told = []
    reading = read(
        [desk.folder],
        as_of=date(2025, 9, 30),
        standing=lambda ledger: None,
        progress=lambda done, total, words: told.append((words.split()[0], done, total)),
    )
    assert reading.faults == ()
    opening = [(done, total) for words, done, total in told if words == "正在打开"]
    assert opening == [(n, 5) for n in range(1, 6)]
    rows = [done for words, done, total in told if words != "正在打开"]
    assert rows == sorted(rows)
    assert {total for words, _, total in told if words != "正在打开"} == {59}  # 54 rows and 5 headers
    assert told[-1][1] <= 59
