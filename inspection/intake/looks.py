"""What the look of a sheet says of its rows: hidden, struck through, put aside, or in another unit than its header.

Hidden rows are taken, and said. What is struck through or lies on a sheet called void may be meant not to count: that is
asked. So is a unit above the table that is not the header's.
"""

import re
from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from inspection.formats.workbooks import Sheet
from inspection.intake.faults import Faults, Place, letters
from inspection.intake.numbers import WAN, YUAN

ROWS_NAMED = 5
LONGEST_NAME = 60
# 作废 and its like anywhere in a name; (2), 副本 and the like as Excel or a file manager names a copy
VOID = r"作废|废止|废弃|已废|停用|弃用|不用|勿用|撤销|剔除|待删|删除|不计入|错误|初稿|草稿|草案|过期"
VOID += r"|存档|备份|样表|样例|示例|测试|(?:^|[（(\s])旧|旧[）)]|旧(?:版|表|台账|线索|数据|册)|旧$|以新(?:版|表)为准"
VOID = re.compile(VOID + r"|void|old$|backup|draft|sample", re.IGNORECASE)
COPY = re.compile(r"\(\d\)$|（\d）$|副本|复件|拷贝|copy", re.IGNORECASE)
OF_A_TEMPLATE = re.compile(r"[（(][a-z]+(?:_[a-z]+)*[）)]")  # 轮次编号（round_id）: the help above a column of our own form
MONEY = "|".join(sorted(YUAN, key=len, reverse=True))
OTHERS = r"(?:[^\s元万亿、/，,]{1,4}\s*[、/，,]\s*)*"  # 单位：人、元
UNIT = re.compile(
    rf"单\s*位\s*(?:[:：;；]|为|是|\s|[|│])[\s|│]*{OTHERS}(?:人民币|RMB)?\s*({MONEY}|圆|￥|¥)\s*(?:$|[,，;；.。、/(（)）|│\s])"
    rf"|均?\s*以\s*(?:人民币)?\s*({MONEY})\s*(?:为\s*单位|计)|金额\s*[:：(（]\s*({MONEY})\s*[)）]?\s*$"
    rf"|[(（]\s*(?:单位[:：]?)?\s*({MONEY})\s*[)）]\s*$"
)


def say_looks(sheet: Sheet, numbers: pa.Int32Array, place: Place, faults: Faults) -> None:
    """Hidden rows and columns, rows in white on white and rows struck through among those taken (`numbers`, as Excel numbers
    them)."""
    hidden = _among(sheet.hidden_rows, numbers)
    if hidden:
        faults.warn("hidden_rows", place, hidden[0], count=len(hidden), rows=_named(hidden))
    seen = [index for index in sheet.hidden_columns if index < len(sheet.columns)]
    full = [index for index in seen if sheet.columns[index].null_count < len(sheet.columns[index])]
    if full and len(numbers):
        names = ", ".join(letters(index) for index in full)
        faults.warn("hidden_columns", place, columns=names)
    pale = _among(sheet.pale_rows, numbers)
    if pale:
        faults.warn("pale_rows", place, pale[0], count=len(pale), rows=_named(pale))
    struck = _among(sheet.struck_rows, numbers)
    if struck:
        faults.ask("struck_rows", place, struck[0], count=len(struck), rows=_named(struck))
    _say_comments(sheet, place, faults)


def _say_comments(sheet: Sheet, place: Place, faults: Faults) -> None:
    """Comments are not read: that they are there is said, and asked about where one speaks of void rows or of a unit."""
    comments = [(row, text) for row, text in sheet.comments if not OF_A_TEMPLATE.search(text)]
    telling = [(row, text) for row, text in comments if VOID.search(text) or unit_said([text]) or "元" in text]
    if telling:
        faults.ask("telling_comments", place, telling[0][0], "", telling[0][1], count=len(telling))
    elif comments:
        faults.warn("comments", place, comments[0][0], "", comments[0][1], count=len(comments))


def say_void(place: Place, rows: int, titles: Sequence[str], faults: Faults) -> None:
    """A sheet whose name, whose file's or folder's, or whose title says that it is void, old or a copy."""
    file = re.sub(r"\.[A-Za-z]{2,4}$", "", place.file)
    for name in (place.sheet, *re.split(r"[/\\]", file)[::-1], *titles):
        found = VOID.search(name.strip()) or COPY.search(name.strip())
        if found and rows:
            faults.ask("void_sheet", place, None, "", name[:LONGEST_NAME], count=rows, sign=found[0].strip())
            return


def unit_said(texts: Iterable[str]) -> str:
    """The unit of money that texts around a table name (单位：元, 金额以元为单位, a title ending in （元）); empty where they
    name none or 万元."""
    for text in texts:
        found = UNIT.search(text.strip())
        if found:
            unit = next(group for group in found.groups() if group)
            unit = "元" if unit in ("圆", "￥", "¥") else unit
            return "" if unit in (WAN, "万") else unit
    return ""


def _among(rows: tuple[int, ...], numbers: pa.Int32Array) -> list[int]:
    if not rows:
        return []
    here = pc.is_in(numbers, value_set=pa.array(sorted(rows), pa.int32()))
    return numbers.filter(here).unique().to_pylist()


def _named(rows: list[int]) -> str:
    return ", ".join(map(str, rows[:ROWS_NAMED])) + (", …" if len(rows) > ROWS_NAMED else "")
