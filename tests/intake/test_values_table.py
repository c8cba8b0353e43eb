"""values.csv, row by row: what a cell of which column is read as, with which warning, or why it is refused.

The table is the contract an office could sign: one row is one cell as it was written. In it \\uXXXX, \\n, \\r and \\t
stand for characters that cannot be seen; （空） is an empty value.
"""

import csv
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from inspection.formats.workbooks import Marked
from inspection.intake.values import Bad, Noted, reader_of, target_of
from inspection.text import LANGUAGES, say
from inspection.warehouse.dictionary import Column, dictionary

EMPTY = "（空）"
ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|n|r|t|\\)")
SIGNS = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


def _shown(text: str) -> str:
    return ESCAPE.sub(lambda m: SIGNS.get(m[1]) or chr(int(m[1][1:], 16)), text)


def _rows() -> list[dict[str, str]]:
    with open(Path(__file__).with_name("values.csv"), encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


ROWS = _rows()


def _column(name: str) -> Column:
    ledger_zh, _, column_zh = name.partition(".")
    (ledger,) = (ledger for ledger in dictionary().ledgers.values() if ledger.zh == ledger_zh)
    (column,) = (column for column in ledger.columns if column.zh == column_zh)
    return column


def _number(text: str) -> int | float:
    return int(text) if re.fullmatch(r"-?\d+", text) else float(text)


CELLS = {
    "文本": _shown,
    "数字": _number,
    "日期": date.fromisoformat,
    "时刻": datetime.fromisoformat,
    "是否": lambda text: {"TRUE": True, "FALSE": False}[text],
    "错误值": lambda text: Marked("error", text),
    "公式": lambda text: Marked("formula", ""),
    "时间": lambda text: Marked("time", text),
    "空": lambda text: None,
}
VALUES = {
    "date": date.fromisoformat,
    "int": int,
    "decimal": Decimal,
    "bool": lambda text: {"是": True, "否": False}[text],
    "text": _shown,
    "code": str,
}


def _value(column: Column, text: str) -> object:
    if text == EMPTY:
        return None
    return VALUES[target_of(column).type if column.type == "ref" else column.type](text)


def _read(row: dict[str, str]) -> tuple:
    """(what the cell is read as with its type, the code of the warning, the code of the refusal, (code, its words))."""
    try:
        value = reader_of(_column(row["列"]))(CELLS[row["单元格"]](row["写法"]))
    except Bad as bad:
        return None, "", bad.code, (bad.code, {"allowed": "", **bad.words})
    if isinstance(value, Noted):
        return (value.value, type(value.value)), value.code, "", (value.code, {"taken": value.value})
    return (value, type(value)), "", "", None


def test_a_cell_is_read_as_the_table_says():
    wrong, codes = [], {}
    for row in ROWS:
        found, noted, refused, told = _read(row)
        value = None if row["拒绝"] else _value(_column(row["列"]), row["读作"])
        expected = None if row["拒绝"] else (value, type(value))
        if (found, noted, refused) != (expected, row["提醒"], row["拒绝"]):
            wrong.append((row["列"], row["单元格"], row["写法"], found, noted, refused))
        if told:
            codes[told[0]] = told[1]
    assert wrong == []
    for code, words in codes.items():
        assert all(say(f"intake.{code}", lang, **words) for lang in LANGUAGES), code
    refusals = {row["拒绝"] for row in ROWS} - {""}
    assert all(say(f"intake.{code}_advice", lang, **codes[code]) for code in refusals for lang in LANGUAGES)


def test_the_table_holds_three_hundred_cells_each_once_and_each_with_one_answer():
    assert len(ROWS) >= 300
    assert len({(r["列"], r["单元格"], r["写法"]) for r in ROWS}) == len(ROWS)
    assert all(bool(r["读作"]) != bool(r["拒绝"]) for r in ROWS)
    assert all(r["说明"] for r in ROWS)
    types = {_column(r["列"]).type for r in ROWS}
    assert types == {"date", "int", "decimal", "bool", "text", "code", "ref"}


def test_every_code_may_be_written_as_code_or_in_either_language():
    for ledger in dictionary().ledgers.values():
        for column in ledger.columns:
            if column.type != "code":
                continue
            read = reader_of(column)
            for entry in dictionary().codes[column.codes]:
                assert {read(entry.code), read(entry.zh), read(entry.en)} == {entry.code}


def test_a_text_remembered_is_never_mixed_up_with_a_number_of_the_same_value():
    read = reader_of(_column("线索台账.巡中移交"))
    assert read("1") is True
    assert read(1.0) is True
    text = reader_of(_column("线索台账.线索编号"))
    assert text("1.0") == "1.0"
    assert text(1.0) == "1"
    assert text(True) == "TRUE"


@pytest.mark.parametrize("cell", [45930, 45930.0, "45930"])
def test_a_bare_number_tells_no_day_in_a_workbook_that_counts_from_1904(cell):
    read = reader_of(_column("线索台账.移交日期"), since_1904=True)
    with pytest.raises(Bad) as refused:
        read(cell)
    assert refused.value.code == "serial_since_1904"
    assert read("2025-09-30") == read(20250930) == read(date(2025, 9, 30)) == date(2025, 9, 30)


def test_a_text_longer_than_a_cell_of_excel_is_refused():
    read = reader_of(_column("问题清单.问题描述"))
    assert read("甲" * 32_767) == "甲" * 32_767
    with pytest.raises(Bad) as refused:
        read("甲" * 32_768)
    assert refused.value.code == "text_too_long"
