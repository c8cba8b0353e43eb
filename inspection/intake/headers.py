"""Where the table of a sheet begins and ends: the header row below titles, merged cells filled, totals left out.

Nothing is guessed silently: what is passed over or filled is told in `Table`, and said by those who read it.
"""

from collections.abc import Container
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.formats.workbooks import Sheet, cell
from inspection.intake.cells import clean, normal
from inspection.intake.layout import Odd, merged_values, other_things, ragged, rows_above
from inspection.intake.looks import unit_said

ROWS_SEARCHED = 20  # rows with anything in them, from the first one on
DEEPEST = 3  # rows of one header
LONGEST_HEADER = 200  # characters looked at

SUM = r"^\s*(本[页表轮年县级]?|全[县部]|以上)?\s*(合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总\s*和)\s*"
TOTAL = SUM + r"[((（].*[))）]?\s*[::：]?\s*$"
TOTAL += "|" + SUM + r"[::：]?\s*$"
TOTAL += r"|^\s*(?i:(grand |sub)?totals?)\s*:?\s*$|^\s*\S{1,12}(合\s*计|总\s*计|小\s*计)\s*[::：]?\s*$"
NOTE = r"^\s*(以下空白|此页无正文|[((（]?续表[))）]?|[((（]单位盖章[))）])\s*$"
# who filled in a table, and the numbers of its columns: with a colon or none, the names in cells of their own or not
SIGNED = r"^\s*(填表|填报|制表|审核|复核|经办)(人员?|单位|部门|日期|时间)(\s*[::：].*|\s+.{0,20}|\S{0,4})$"
SIGNED += r"|^\s*(审核|复核|制表|统计人员?|统计负责人|(单位|部门|分管)?负责人|联系人|联系电话|栏\s*次)(\s*[::：].*|\s+.{0,20})?$"
NOTE += r"|^\s*(注|备注|说明|填表|填报|制表|审核|复核|单位负责人|负责人|联系人|统计)[^::：]{0,8}[::：]"


@dataclass(frozen=True)
class Skipped:
    """A row below the header that is no row of the ledger: kind is "total_row", "signed_row" (who filled
    it in, the numbers of the columns: in several cells too), "note_row" or "header_again"."""

    kind: str
    row: int
    text: str


@dataclass(frozen=True)
class Table:
    """A sheet below its header. `header_row` is the last row of the header as Excel numbers it, `titles` the number of
    written rows above it; `headers` as written ("" where there is none); `numbers` and `columns` as in a Sheet.

    `filled`: columns filled down from merged cells, with the rows that got their value so: column -> bool array. `unit`: the
    unit of money named above the header, in a note below or in the sheet's name, where it is not 万元. `odd`: what of the
    layout has to be said. `titled`: the texts of the rows above the header.
    """

    sheet: str | None
    header_row: int
    titles: int
    headers: tuple[str, ...]
    numbers: pa.Int32Array
    columns: tuple[pa.StringArray, ...]
    filled: dict[int, pa.BooleanArray]
    skipped: tuple[Skipped, ...] = ()
    since_1904: bool = False
    unit: str = ""
    odd: tuple[Odd, ...] = ()
    titled: tuple[str, ...] = ()


def _header_text(value: str | None) -> str:
    """A header's cell as a person reads it; what is no text (a year, a date) as it would be shown."""
    found = cell(value)
    return "" if found is None else (clean(str(getattr(found, "text", found))[:LONGEST_HEADER]) or "").replace("\n", "")


def _top(sheet: Sheet) -> list[list[str]]:
    """The first rows as texts, with merged cells filled to the right and down among them."""
    rows = min(len(sheet.numbers), ROWS_SEARCHED + DEEPEST - 1)
    columns = [[_header_text(value) for value in column.slice(0, rows).to_pylist()] for column in sheet.columns]
    top = [list(row) for row in zip(*columns, strict=True)]
    place = {number: at for at, number in enumerate(sheet.numbers.slice(0, rows).to_pylist())}
    for first, left, last, right in sheet.merged:
        if first not in place or left >= len(columns):
            continue
        text = top[place[first]][left]
        for number in range(first, min(last, first + DEEPEST - 1) + 1):
            if text and number in place:
                for index in range(left, min(right, len(columns) - 1) + 1):
                    top[place[number]][index] = top[place[number]][index] or text
    return top


def _joined(rows: list[list[str]], known: Container[str]) -> list[str]:
    """One header out of one to three rows: per column what is known, else the lowest text.

    A group's name above several columns belongs to all of them: 办结 above 日期 is 办结日期. Where the file does not say
    which cells are merged, the group's name is carried on to the right over empty cells that have a header below.
    """
    carried = []
    for depth, row in enumerate(rows):
        below = rows[depth + 1 :]
        line, last = [], ""
        for index, text in enumerate(row):
            last = text or (last if any(other[index] for other in below) else "")
            line.append(last)
        carried.append(line)
    headers = []
    for index in range(len(rows[0])):
        own = list(dict.fromkeys(row[index] for row in rows if row[index]))
        over = list(dict.fromkeys(line[index] for line in carried if line[index]))
        spellings = ["".join(over), *["".join(over[at:]) for at in range(1, len(over))], *reversed(own)]
        headers.append(next((s for s in spellings if s and normal(s) in known), own[-1] if own else ""))
    return headers


@dataclass(frozen=True)
class Heading:
    """The header of a sheet: place of its first row among the written ones, number of rows, the last one's number."""

    first: int
    deep: int
    row: int
    headers: tuple[str, ...]


def heading_of(sheet: Sheet, known: Container[str]) -> Heading:
    """Where most of the known headers stand; the first row where there are none. The sheet must not be empty.

    `known`: the spellings a header may have, as `cells.normal` makes them. A header is a row, or up to three rows
    together, among the first 20 written ones.
    """
    top = _top(sheet)
    best = (0, 0, 1, top[0])
    for first in range(min(len(top), ROWS_SEARCHED)):
        for deep in range(1, DEEPEST + 1):
            rows = top[first : first + deep]
            if len(rows) < deep:
                break
            headers = _joined(rows, known) if deep > 1 else rows[0]
            found = len({normal(h) for h in headers if h and normal(h) in known})
            # as few rows as tell as much: a title above the header is no part of it
            if (found, -deep) > (best[0], -best[2]) and found:
                best = (found, first, deep, headers)
    _, first, deep, headers = best
    return Heading(first, deep, sheet.numbers[first + deep - 1].as_py(), tuple(headers))


def table_below(
    sheet: Sheet, known: Container[str], named: tuple[str, ...] = (), file: str = ""
) -> Table | None:
    """The table of a sheet below its heading (see `heading_of`); None when the sheet is empty.

    `named`: the headers of a sheet that has none of its own; it begins with its first row. `file`: the name of a file of one
    table, which may say what its amounts are in.
    """
    if not len(sheet.numbers):
        return None
    heading = heading_of(sheet, known)
    if named:
        wide = len(sheet.columns)
        heading = Heading(0, 0, sheet.numbers[0].as_py() - 1, (named + ("",) * wide)[:wide])
    top = _top(sheet)
    above = ["  ".join(dict.fromkeys(text for text in row if text)) for row in top[: heading.first]]
    begin = heading.first + heading.deep
    numbers = sheet.numbers.slice(begin)
    odd = merged_values(sheet, numbers, heading.row, heading.headers)
    if not named:
        odd += rows_above(top, sheet.numbers.slice(0, len(top)).to_pylist(), heading.first, heading.headers, known)
        odd += other_things(top, heading.first, heading.deep, heading.headers, heading.row)
    columns = [column.slice(begin) for column in sheet.columns]
    filled: dict[int, pa.BooleanArray] = {}
    for index, source in _merged_downwards(sheet, numbers, heading.row).items():
        whole = columns[index].take(pa.array(source))
        filled[index] = pc.and_(pc.is_null(columns[index]), pc.is_valid(whole))
        columns[index] = pc.coalesce(columns[index], whole)
    headers = _once(heading, columns, sheet.merged)
    skipped, keep = _skipped(numbers, columns, headers)
    if skipped:
        numbers, columns = numbers.filter(keep), [column.filter(keep) for column in columns]
        filled = {index: mask.filter(keep) for index, mask in filled.items()}
    if not named:
        odd += ragged(sheet, numbers, columns, sheet.numbers.slice(heading.first, heading.deep).to_pylist())
    return Table(
        sheet=sheet.name,
        header_row=heading.row,
        titles=heading.first,
        headers=headers,
        numbers=numbers,
        columns=tuple(columns),
        filled={index: mask for index, mask in filled.items() if pc.any(mask).as_py()},
        skipped=tuple(skipped),
        since_1904=sheet.since_1904,
        titled=tuple(above),
        unit=unit_said([*above, *(row.text for row in skipped if row.kind == "note_row"), sheet.name or "", file]),
        odd=tuple(odd),
    )


def _once(heading: Heading, columns: list[pa.StringArray], merged: tuple) -> tuple[str, ...]:
    """The headers, one that is merged over several columns standing only above those that hold something."""
    headers = list(heading.headers)
    for top, left, _, right in merged:
        if top > heading.row or left >= len(headers):
            continue
        over = [index for index in range(left, min(right + 1, len(headers))) if headers[index] == headers[left]]
        empty = [index for index in over if columns[index].null_count == len(columns[index])]
        for index in empty if len(empty) < len(over) else empty[1:]:
            headers[index] = ""
    return tuple(headers)


def _merged_downwards(sheet: Sheet, numbers: pa.Int32Array, header_row: int) -> dict[int, np.ndarray]:
    """Column -> for each row the position of the row its cell is taken from, where cells are merged over rows."""
    sources: dict[int, np.ndarray] = {}
    rows = numbers.to_numpy()
    for top, left, bottom, _ in sheet.merged:
        if bottom == top or top <= header_row or left >= len(sheet.columns):
            continue
        begin, end = np.searchsorted(rows, (top, bottom + 1))
        if begin == end or rows[begin] != top:
            continue
        sources.setdefault(left, np.arange(len(rows)))[begin:end] = begin
    return sources


def _skipped(
    numbers: pa.Int32Array, columns: list[pa.StringArray], headers: tuple[str, ...]
) -> tuple[list[Skipped], pa.Array]:
    """Rows that hold a total, a note below the table, or the header again, and the mask of the rows that stay."""
    found: dict[int, Skipped] = {}
    before = None  # rows whose columns so far are all empty
    for column in columns:
        for kind, pattern in (("total_row", TOTAL), ("signed_row", SIGNED), ("note_row", NOTE)):
            hits = pc.match_substring_regex(column, pattern)
            hits = hits if before is None else pc.and_(hits, before)
            for at in pc.indices_nonzero(pc.fill_null(hits, False)).to_pylist():
                text = column[at].as_py()
                if kind != "note_row" or sum(c[at].is_valid for c in columns) == 1:
                    found.setdefault(at, Skipped(kind, numbers[at].as_py(), text.strip()))
        empty = pc.is_null(column)
        before = empty if before is None else pc.and_(before, empty)
        if not pc.any(before).as_py():
            break
    named = [(column, header) for column, header in zip(columns, headers, strict=True) if header]
    again = None
    for column, header in named if len(named) > 1 else ():
        same = pc.equal(pc.utf8_trim_whitespace(column), header)
        again = same if again is None else pc.and_(again, same)
        if not pc.any(again).as_py():
            break
    else:
        for at in pc.indices_nonzero(pc.fill_null(again, False)).to_pylist() if again is not None else ():
            found.setdefault(at, Skipped("header_again", numbers[at].as_py(), named[0][1]))
    keep = np.ones(len(numbers), bool)
    keep[list(found)] = False
    return [found[at] for at in sorted(found)], pa.array(keep)
