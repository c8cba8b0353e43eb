"""What the look of a sheet says of its rows: hidden, struck through, put aside, or in another unit than its header.

Hidden rows are taken, and said. What is struck through or lies on a sheet called void may be meant not to count: that is
asked. So is a unit above the table that is not the header's.
"""

import re
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from inspection.formats.workbooks import Sheet
from inspection.intake.faults import Faults, Place, letters
from inspection.intake.numbers import WAN, YUAN

ROWS_NAMED = 5
# 作废 and its like anywhere in a name; (2), 副本 and the like as Excel or a file manager names a copy
VOID = r"作废|废止|废弃|已废|停用|弃用|不用|旧版|旧表|旧$|过期|备份|草稿|草案|样表|样例|示例|测试"
VOID = re.compile(VOID + r"|void|old$|backup|draft|sample", re.IGNORECASE)
COPY = re.compile(r"\(\d\)$|（\d）$|副本|复件|拷贝|copy", re.IGNORECASE)
MONEY = "|".join(sorted(YUAN, key=len, reverse=True))
UNIT = re.compile(
    rf"单\s*位\s*(?:[:：]|为|是)\s*(?:人民币)?\s*({MONEY})\s*(?:$|[,，;；.。、)）\s])"
    rf"|以\s*({MONEY})\s*为\s*单位|金额\s*[:：(（]\s*({MONEY})\s*[)）]?\s*$|[(（]\s*({MONEY})\s*[)）]\s*$"
)


def say_looks(sheet: Sheet, numbers: pa.Int32Array, place: Place, faults: Faults) -> None:
    """Hidden rows and columns and struck-through rows among those taken (`numbers`, as Excel numbers them)."""
    hidden = _among(sheet.hidden_rows, numbers)
    if hidden:
        faults.warn("hidden_rows", place, hidden[0], count=len(hidden), rows=_named(hidden))
    seen = [index for index in sheet.hidden_columns if index < len(sheet.columns)]
    full = [index for index in seen if sheet.columns[index].null_count < len(sheet.columns[index])]
    if full and len(numbers):
        names = ", ".join(letters(index) for index in full)
        faults.warn("hidden_columns", place, columns=names)
    struck = _among(sheet.struck_rows, numbers)
    if struck:
        faults.ask("struck_rows", place, struck[0], count=len(struck), rows=_named(struck))


def say_void(place: Place, rows: int, faults: Faults) -> None:
    """A sheet, or a file of one table, whose name says that it is void, old or a copy."""
    for name in (place.sheet, place.file.rpartition("/")[2].rpartition(".")[0]):
        found = VOID.search(name.strip()) or COPY.search(name.strip())
        if found and rows:
            faults.ask("void_sheet", place, None, "", name, count=rows, sign=found[0])
            return


def unit_said(texts: Iterable[str]) -> str:
    """The unit of money that texts around a table name (单位：元, 金额以元为单位, a title ending in （元）); empty where they
    name none or 万元."""
    for text in texts:
        found = UNIT.search(text.strip())
        if found:
            unit = next(group for group in found.groups() if group)
            return "" if unit in (WAN, "万") else unit
    return ""


def _among(rows: tuple[int, ...], numbers: pa.Int32Array) -> list[int]:
    if not rows:
        return []
    here = pc.is_in(numbers, value_set=pa.array(sorted(rows), pa.int32()))
    return numbers.filter(here).unique().to_pylist()


def _named(rows: list[int]) -> str:
    return ", ".join(map(str, rows[:ROWS_NAMED])) + (", …" if len(rows) > ROWS_NAMED else "")
