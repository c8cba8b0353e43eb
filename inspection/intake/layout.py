"""What in the layout of a sheet makes its cells say something else than the table read from it.

Another table or rows above the header, a group's name that makes another thing of a column (计划 above 完成日期), values hidden
beneath a merged cell, one value merged over several columns.
"""

import re
from collections.abc import Container
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from inspection.formats.workbooks import Sheet, cell
from inspection.intake.cells import normal

LISTED = 12  # cells of a row shown
FEWEST_CELLS = 4  # different texts of a row above the header that is no title
OTHER = "计划|预计|预期|拟|应[追收缴退返]|原定|原有|上[年轮期次届一]|目标|未[完办]|待[办结完]|planned|expected|previous|target"
OTHER = re.compile(OTHER, re.IGNORECASE)
# 填报单位：某局 and 单位：万元 stand beside one another above a table, and are no cells of one; a title is no group's name
LABEL, TITLE = re.compile("[:：]"), re.compile("台账|清单|一览|明细|汇总|统计|登记[表簿册]|情况表|[:：]|.{11,}", re.DOTALL)


@dataclass(frozen=True)
class Odd:
    """One oddity: `code` of its sentence, `level` "fault" or "question", the row as Excel numbers it, the column (None: the
    sheet), what is written there and how often it occurs."""

    code: str
    level: str
    row: int
    index: int | None
    text: str
    count: int = 1


def rows_above(
    top: list[list[str]], numbers: list[int], first: int, headers: tuple[str, ...], known: Container[str]
) -> list[Odd]:
    """Rows above the header that hold another header or data: a table that would be lost.

    `top`: the first rows as texts, merged cells filled; `first`: the header's place among them.
    """
    width = len([header for header in headers if header])
    found = []
    for at, row in enumerate(top[:first]):
        # what stands again in the header itself is a cell merged over both rows
        texts = {text for text, header in zip(row, headers, strict=True) if text and text != header}
        texts = {text for text in texts if not LABEL.search(text)}
        heads = {normal(text) for text in texts if normal(text) in known}
        if len(heads) >= 2 or len(texts) >= max(FEWEST_CELLS, (width + 1) // 2):
            found.append(Odd("rows_above_header", "fault", numbers[at], None, "、".join(sorted(texts))[:60]))
    return found[:1]


def other_things(top: list[list[str]], first: int, deep: int, headers: tuple[str, ...], row: int) -> list[Odd]:
    """Columns over which a group's name stands that makes another thing of them, and that their header leaves out."""
    groups = [["" if TITLE.search(text) else text for text in line] for line in top[max(first - 1, 0) : first + deep]]
    groups = [line for line in groups if any(line)]
    found = []
    for index, header in enumerate(headers):
        over = []
        for line in groups:
            carried = next((text for text in reversed(line[: index + 1]) if text), "")
            over += [line[index] or (carried if header else "")]
        said = [text for text in dict.fromkeys(over) if text and normal(text) not in normal(header) and OTHER.search(text)]
        if header and said:
            found.append(Odd("other_thing", "question", row, index, said[0]))
    return found


def merged_values(sheet: Sheet, numbers: pa.Int32Array, header_row: int, headers: tuple[str, ...]) -> list[Odd]:
    """Values that stand beneath a merged cell, where nobody sees them, and values merged over several columns of the table."""
    rows, skipped = numbers.to_numpy(), len(sheet.numbers) - len(numbers)
    valid = {}
    beneath, sideways = [], []
    for top, left, bottom, right in sheet.merged:
        if top <= header_row or left >= len(sheet.columns):
            continue
        right = min(right, len(sheet.columns) - 1)
        begin, end = np.searchsorted(rows, (top, bottom + 1))
        if begin == end or rows[begin] != top:
            continue
        begin, end = int(begin), int(end)
        shown = sheet.columns[left][begin + skipped].as_py()
        taken = [index for index in range(left, right + 1) if index < len(headers) and headers[index]]
        if shown is not None and len(taken) > 1 and len(taken) < len([header for header in headers if header]):
            sideways.append(Odd("merged_sideways", "fault", top, taken[0], _plain(shown)))
        for index in taken:
            if index not in valid:
                valid[index] = sheet.columns[index].slice(skipped).is_valid().to_numpy(zero_copy_only=False)
            for at in begin + np.flatnonzero(valid[index][begin:end]):
                value = sheet.columns[index][int(at) + skipped].as_py()
                if value != shown and (at, index) != (begin, left):
                    beneath.append(Odd("value_beneath", "fault", int(rows[at]), index, _plain(value)))
    return [_counted(found) for found in (beneath, sideways) if found]


def ragged(sheet: Sheet, numbers: pa.Int32Array, columns: list[pa.StringArray], above: list[int]) -> list[Odd]:
    """Rows of a text file with more cells than its header (`above`: the rows of the header): a comma within a value (1,200)
    has shifted what follows it. Where every row has as many more, and all of them empty, a program may have ended each
    line with a delimiter: asked."""
    starts, cells = (np.array(found) for found in zip(*sheet.widths, strict=True)) if sheet.widths else ([], [])
    if not len(starts) or not len(numbers):
        return []
    wide = cells[np.searchsorted(starts, above, side="right") - 1].max()
    own = cells[np.searchsorted(starts, numbers.to_numpy(), side="right") - 1]
    at = np.flatnonzero(own > wide)
    if not len(at):
        return []
    if (own == own[0]).all() and all(column.null_count == len(column) for column in columns[wide:]):
        return [Odd("ragged_rows", "question", numbers[0].as_py(), None, "", len(own))]
    return [Odd("ragged_row", "fault", numbers[int(row)].as_py(), None, _row(columns, int(row)), int(own[row])) for row in at]


def _row(columns: list[pa.StringArray], at: int) -> str:
    return " | ".join(_plain(column[at].as_py() or "") for column in columns[:LISTED])


def _counted(found: list[Odd]) -> Odd:
    first = found[0]
    return Odd(first.code, first.level, first.row, first.index, first.text, len(found))


def _plain(encoded: str) -> str:
    value = cell(encoded)
    return str(getattr(value, "text", value))
