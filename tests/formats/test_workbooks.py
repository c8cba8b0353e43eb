"""Cells and row numbers arrive as Excel shows them, whatever the file is called."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from inspection.formats.workbooks import Marked, Unreadable, read_workbook, read_workbooks
from tests.formats.rows import rows


def _book(path: Path, fill) -> Path:
    book = openpyxl.Workbook()
    fill(book)
    book.save(path)
    return path


def _replace(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Change one part of a workbook as another program would have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_rows_keep_the_numbers_and_columns_of_excel_where_the_table_begins_elsewhere(tmp_path):
    def fill(book):
        sheet = book.active
        sheet["C4"], sheet["D4"] = "甲", "乙"
        sheet["D7"] = 1

    (sheet,) = read_workbook(_book(tmp_path / "a.xlsx", fill)).sheets
    assert rows(sheet) == [(4, [None, None, "甲", "乙"]), (7, [None, None, None, 1.0])]


def test_cells_arrive_with_their_types(tmp_path):
    def fill(book):
        book.active.append(["文字", 12, 0.1, True, date(2025, 9, 30), datetime(2025, 9, 30, 14, 5), None, "末"])

    ((number, cells),) = rows(read_workbook(_book(tmp_path / "a.xlsx", fill)).sheets[0])
    assert number == 1
    assert cells == ["文字", 12.0, 0.1, True, date(2025, 9, 30), datetime(2025, 9, 30, 14, 5), None, "末"]
    assert [type(cell) for cell in cells[3:6]] == [bool, date, datetime]


def test_errors_and_formulas_without_a_value_are_marked_at_their_place(tmp_path):
    def fill(book):
        sheet = book.active
        sheet["A1"] = "甲"
        sheet["B2"], sheet["C2"], sheet["E2"] = "#N/A", "=1+1", "尾"
        sheet["AB5"] = "#DIV/0!"

    (sheet,) = read_workbook(_book(tmp_path / "a.xlsx", fill)).sheets
    found = dict(rows(sheet))
    assert found[2] == [None, Marked("error", "#N/A"), Marked("formula", ""), None, "尾"]
    assert found[5] == [None] * 27 + [Marked("error", "#DIV/0!")]


def test_saved_results_of_formulas_are_values(tmp_path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_formula(0, 0, "=1+1", None, 2)
    sheet.write_formula(0, 1, '="甲"', None, "甲")
    sheet.write_formula(0, 2, '=""', None, "nothing")
    sheet.write_formula(0, 3, "=NA()", None, "#N/A")
    sheet.write_formula(0, 4, "=1=1", None, True)
    book.close()
    _replace(path, "xl/worksheets/sheet1.xml", b"<v>nothing</v>", b"<v></v>")  # as Excel saves an empty text
    assert rows(read_workbook(path).sheets[0]) == [(1, [2.0, "甲", None, Marked("error", "#N/A"), True])]


def test_a_workbook_is_known_by_its_content_under_any_name(tmp_path):
    path = _book(tmp_path / "a.xlsx", lambda book: book.active.append(["甲"]))
    for name in ("b.csv", "c.xls", "d.bin"):
        other = tmp_path / name
        other.write_bytes(path.read_bytes())
        assert rows(read_workbook(other).sheets[0]) == [(1, ["甲"])]


def test_the_rows_of_a_csv_are_counted_as_a_spreadsheet_shows_them(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes('甲,乙\r\n"一\r\n二",1\r\n\r\n ,\r\n三,"a""b"\r\n'.encode())
    (sheet,) = read_workbook(path).sheets
    assert sheet.name is None
    assert rows(sheet) == [(1, ["甲", "乙"]), (2, ["一\r\n二", "1"]), (5, ["三", 'a"b'])]


def test_a_csv_with_a_comma_in_a_quoted_header_goes_by_its_real_delimiter(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes('"甲,乙";丙\r\n1;2\r\n'.encode())
    assert rows(read_workbook(path).sheets[0]) == [(1, ["甲,乙", "丙"]), (2, ["1", "2"])]


def test_several_files_are_answered_in_their_order_and_a_refused_one_costs_no_other(tmp_path):
    names = []
    for number in range(5):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(b"\0" if number == 2 else str(number).encode())
        names.append(path)
    answers = read_workbooks([*names, tmp_path / "none.csv"])
    assert [a.code if isinstance(a, Unreadable) else rows(a.sheets[0])[0][1][0] for a in answers] == [
        "0",
        "1",
        "nul_bytes",
        "3",
        "4",
        "missing_file",
    ]


@pytest.mark.parametrize("part", ["x", "甲"])
def test_a_long_sheet_is_searched_for_errors_over_the_seams_of_its_pieces(tmp_path, part):
    def fill(book):
        sheet = book.active
        for number in range(12_000):
            sheet.append([part * 30, number, "#N/A" if number % 1000 == 7 else part])

    found = rows(read_workbook(_book(tmp_path / "a.xlsx", fill)).sheets[0])
    assert [n for n, cells in found if cells[2] == Marked("error", "#N/A")] == list(range(8, 12_000, 1000))
