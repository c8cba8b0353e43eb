"""A number format matters where it changes what a person reads, and only there."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, PatternFill

import inspection.formats
from inspection.formats.workbooks import Shaped, read_workbook
from tests.formats.rows import rows

sys.path.append(str(Path(inspection.formats.__file__).parent))  # as the reader's process has it

from reader_shapes import shape

DAY = date(2025, 9, 3)

HARMLESS = """General|0.00|#,##0.00|yyyy-mm-dd|yyyy/m/d h:mm|[$-804]yyyy"年"m"月"d"日";@|yy/mm/dd|0.00_);[Red]\\(0.00\\)
#,##0_);(#,##0)|0.00E+00|# ?/?|h:mm|[h]:mm|@|0;-0;;@|#,##0;-#,##0;"-"|[$-411]ggge"年"m"月"d"日"|@_ |0.0_
_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ |[DBNum1]General"""

SHOWN = [
    ('yyyy"年"m"月"', DAY, ("month", "2025年9月")),
    ("yyyy\\年m\\月", DAY, ("month", "2025年9月")),
    ("mmm-yy", DAY, ("month", "2025年9月")),
    ("yyyy年m月", 45903.0, ("month", "2025年9月")),
    ("yyyy", DAY, ("month", "2025年")),
    ('m"月"d"日"', DAY, ("no_year", "9月3日")),
    ("d-mmm", DAY, ("no_year", "9月3日")),
    ("aaaa", DAY, ("month", "aaaa")),
    ("0.0%", 0.845, ("percent", "84.5%")),
    ("0.0%", 0.8640000000000001, ("percent", "86.4%")),
    ('0.0"%"', 84.5, ("worded", "84.5%")),
    ("#,##0,", 123456, ("scaled", "")),
    ('0!.0,"万"', 12345, ("scaled", "")),
    ("000000", 12, ("worded", "000012")),
    ("0000", 12345, ("worded", "12345")),
    ('"XS"0000', 7, ("worded", "XS0007")),
    ('000"-"00', 12345, ("worded", "123-45")),
    ("0000\\-00\\-00", 20250930, ("worded", "2025-09-30")),
    ('0.00"万元"', 19.96, ("worded", "19.96万元")),
    ('0"人"', 12, ("worded", "12人")),
    ('"¥"#,##0.00', 5, ("currency", "¥5")),
    (";;;", 5, ("invisible", "")),
    (";;;", "x", ("invisible", "")),
    ('"是";;"否"', 1, ("worded", "是")),
    ('"是";;"否"', 0, ("worded", "否")),
    ('[=1]"是";"否"', 1, ("worded", "")),
    ('"XS"@', "0001", ("worded", "XS0001")),
]


@pytest.mark.parametrize("code", [code for line in HARMLESS.splitlines() for code in line.split("|")])
def test_a_format_that_only_arranges_digits_says_what_is_stored(code):
    assert shape(code) is None


@pytest.mark.parametrize(("code", "value", "said"), SHOWN)
def test_a_format_that_changes_what_is_read_tells_its_kind_and_what_is_shown(code, value, said):
    assert shape(code).of(value) == said


def test_what_a_cell_shows_is_handed_over_with_what_it_stores(tmp_path):
    book = openpyxl.Workbook()
    for row, (code, value) in enumerate([('yyyy"年"m"月"', DAY), ("0.0%", 0.845), ("General", 7), ('"XS"0000', 7)], 1):
        book.active.cell(row, 2, value).number_format = code
    book.save(tmp_path / "a.xlsx")
    found = [cells[1] for _, cells in rows(read_workbook(tmp_path / "a.xlsx").sheets[0])]
    assert found == [Shaped("month", "2025年9月", DAY), Shaped("percent", "84.5%", 0.845), 7, Shaped("worded", "XS0007", 7)]


CONVERTED = [
    ('yyyy"年"m"月"', DAY, "month"),
    ('m"月"d"日"', DAY, "no_year"),
    ("0.0%", 0.845, "percent"),
    ('"XS"0000', 7, "worded"),
    ("#,##0,", 123456, "scaled"),
    (";;;", 5, "invisible"),
    ("yyyy-mm-dd", DAY, ""),
    ("#,##0.00", 1234.5, ""),
    ("0.0", 4.56, ""),
]


@pytest.mark.long
@pytest.mark.skipif(
    not shutil.which("soffice") and os.environ.get("CI") != "true", reason="LibreOffice writes the other formats"
)
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_an_old_and_an_open_workbook_tell_as_much(tmp_path, ending):
    book = openpyxl.Workbook()
    sheet = book.active
    for row, (code, value, _) in enumerate(CONVERTED, 1):
        sheet.cell(row, 1, f"甲{row}")
        sheet.cell(row, 2, value).number_format = code
    for row in range(len(CONVERTED) + 1, len(CONVERTED) + 4):  # alike to the letter: an ods writes one row and how often
        sheet.cell(row, 1, "同")
        sheet.cell(row, 2, 0.5).number_format = "0%"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["A"].hidden = True
    sheet["A4"].font = Font(strike=True)
    book.save(tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", tmp_path, tmp_path / "a.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    book = read_workbook(tmp_path / f"a.{ending}")
    (found,) = book.sheets
    assert (found.hidden_rows, found.hidden_columns, found.struck_rows, book.blind) == ((3,), (0,), (4,), False)
    cells = [cells[1] for _, cells in rows(found)]
    assert [getattr(cell, "kind", "") for cell in cells] == [*(kind for _, _, kind in CONVERTED), *["percent"] * 3]
    assert [getattr(cell, "value", cell) for cell in cells] == [*(value for _, value, _ in CONVERTED), 0.5, 0.5, 0.5]


def test_letters_in_white_on_white_are_told_and_those_on_a_dark_ground_are_not(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 7):
        sheet.append([f"甲{row}", "乙"])
    dark = PatternFill("solid", fgColor="1F4E79")
    for cell, colour, fill in (
        ("A1", "FFFFFFFF", dark),
        ("A2", "FFFFFFFF", PatternFill()),
        ("B3", "FFFFFFFF", PatternFill("solid", fgColor="FFFFFFFF")),
        ("B4", Color(theme=0), PatternFill()),
        ("B5", Color(theme=1), PatternFill()),
    ):
        sheet[cell].font, sheet[cell].fill = Font(color=colour), fill
    book.save(tmp_path / "a.xlsx")
    (found,) = read_workbook(tmp_path / "a.xlsx").sheets
    assert found.pale_rows == (2, 3, 4)


def test_hidden_rows_and_columns_and_struck_through_texts_are_told(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 8):
        sheet.append([f"甲{row}", "乙", "丙"])
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["A4"].font = Font(strike=True)
    sheet["C6"] = CellRichText("有效", TextBlock(InlineFont(strike=True), "作废"))
    sheet["A5"].font = Font(strike=False, bold=True)
    book.save(tmp_path / "a.xlsx")
    (found,) = read_workbook(tmp_path / "a.xlsx").sheets
    assert (found.hidden_rows, found.hidden_columns, found.struck_rows) == ((3, 7), (1,), (4, 6))
    assert [cells[0] for _, cells in rows(found)] == [f"甲{row}" for row in range(1, 8)]
