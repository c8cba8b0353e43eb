"""Tables out: Excel opens them with Chinese intact, numbers as numbers, and runs nothing."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from inspection.formats.exports import csv_bytes, defused, xlsx_bytes
from inspection.formats.workbooks import read_workbook
from tests.formats.rows import rows

MADE = datetime(2025, 9, 30, 8, 0)
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "  =1", "\u3000=1"]
UNSEEN = ["\x00=1", "\x00\x01 =1", "\u200b=1", "\ufeff+1", "\u202e-1", "\u00ad@x", "\u2003=1", "\u2060＝1", "﹦1", "﹣1", "﹫x"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_a_spreadsheet_would_run_is_defused_in_both_formats(text):
    (_, (cell,)) = csv.reader(io.StringIO(csv_bytes(["列"], [[text]]).decode("utf-8-sig"), newline=""))
    assert cell == "'" + text
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("表", ["列"], [[text]], created=MADE)))
    assert book["表"]["A2"].data_type == "s"
    assert book["表"]["A2"].value.startswith("'")
    header = csv_bytes([text], []).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(header, newline=""))) == ["'" + text]


@pytest.mark.parametrize("text", ["查实", "1-2", "a=b", "", "2025-09-30", "'引", "\u200b查实", " 1-2", "\x00"])
def test_a_harmless_text_is_left_alone(text):
    assert defused(text) == text


@pytest.mark.parametrize("text", UNSEEN, ids=ascii)
def test_what_nobody_sees_before_the_sign_of_a_formula_hides_it_from_no_spreadsheet(text):
    assert defused(text) == "'" + text


def test_a_csv_has_a_bom_and_crlf_and_leaves_numbers_numbers():
    rows = [["甲", -1, 0.5, Decimal("-12.50"), date(2025, 9, 30), True, None, float("nan")]]
    data = csv_bytes(list("abcdefgh"), rows)
    assert data == "\ufeffa,b,c,d,e,f,g,h\r\n甲,-1,0.5,-12.50,2025-09-30,True,,\r\n".encode()


def test_a_workbook_has_real_numbers_and_dates_a_frozen_header_and_its_notes():
    columns = ["名称", "比率", "日期", "金额", "是否"]
    rows = [["演示乡党委", 0.523, date(2025, 9, 30), Decimal("-12.5"), False], ["乙", None, None, 3, None]]
    data = xlsx_bytes(
        "整改:排名",
        columns,
        rows,
        created=MADE,
        notes=["截至 2025-09-30", "=1"],
        number_formats={"比率": "percent", "金额": "0.0"},
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["整改 排名", "说明"]
    sheet = book["整改 排名"]
    assert [c.value for c in sheet[1]] == columns
    assert [c.value for c in sheet[2]] == ["演示乡党委", 0.523, datetime(2025, 9, 30), -12.5, False]
    assert [c.value for c in sheet[3]] == ["乙", None, None, 3, None]
    assert [sheet.cell(2, n).number_format for n in (2, 3, 4)] == ["0.0%", "yyyy-mm-dd", "0.0"]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width >= 12
    assert [c.value for c in book["说明"]["A"]] == ["截至 2025-09-30", "'=1"]
    assert book.properties.created == MADE


def test_the_same_table_gives_the_same_bytes():
    table = ("表", ["列"], [["甲"], [1.5]])
    assert xlsx_bytes(*table, created=MADE) == xlsx_bytes(*table, created=MADE)


def test_what_excel_cannot_hold_is_written_as_text_or_cut():
    data = xlsx_bytes("表", ["列"], [[10**18], [float("inf")], ["长" * 40_000]], created=MADE)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["表"]
    assert (sheet["A2"].value, sheet["A3"].value) == ("1000000000000000000", "inf")
    assert len(sheet["A4"].value) == 32_767


@pytest.mark.parametrize("title", ["", "'", "a/b", "很长" * 40, "[x]", "History"])
def test_any_title_makes_a_sheet(title):
    assert xlsx_bytes(title, ["列"], [], created=MADE)


def test_what_is_written_is_read_back(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_bytes("表", ["甲", "乙"], [["一", 1.5], [None, date(2025, 9, 30)]], created=MADE))
    assert rows(read_workbook(path).sheets[0]) == [(1, ["甲", "乙"]), (2, ["一", 1.5]), (3, [None, date(2025, 9, 30)])]
