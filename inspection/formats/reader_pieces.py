"""How the throw-away reader hands back what it read: events as JSON lines, cells as raw buffers of arrow's string arrays.

Part of the script reader_child.py: imports nothing of the project. The events, in order:
    {"sheet": name or null, "merged": [[row, column, last row, last column], ...], "since_1904": bool,
     "hidden_rows": [row, ...], "hidden_columns": [column, ...], "struck_rows": [row, ...],
     "comments": [[row, text], ...], "widths": [[row, cells], ...],
     "pale_rows": [row, ...]}
    {"rows": n, "data": [bytes of each column]}   a piece of the sheet: in the file of cells stand n int32 row numbers,
                                                  then per column n + 1 int32 offsets and the UTF-8 bytes they cut,
                                                  filled up to a multiple of 4
    {"hidden": name}                              a sheet that is hidden and was not read
    {"blind": true}                               error cells arrive as empty ones, and nobody looked what cells show
    {"refused": code, "detail": {...}}            why the file is not read; then nothing follows
    {"end": true}                                 the file was read to its end
A cell that is no text begins with NUL and a letter: "\\0n12.5" a number, "\\0i12" a whole one, "\\0b1" and "\\0b0" truth,
"\\0d2025-09-30" a date, "\\0m2025-09-30 08:30:00" a moment, "\\0t08:30:00" a time, "\\0e#N/A" an error, "\\0f" a formula
without a saved result, "\\0wmonth\\x1f2025年9月\\x1f\\0d2025-09-01" a cell that shows something else than it stores: the kind
of its format, what it shows (empty where that is not told), what it stores. An empty cell is an empty text; rows without
a written cell are left out.
"""

import datetime
import json
from array import array
from itertools import accumulate, zip_longest

from reader_shapes import Wrapped

CELLS_PER_PIECE = 400_000
BETWEEN = "\x1f"


class Refused(Exception):
    """This file is not read; `code` says why, `detail` holds the values of the sentence."""

    def __init__(self, code: str, **detail: object):
        super().__init__(code)
        self.code = code
        self.detail = detail


class Error(str):
    """An error cell: #N/A."""


UNCALCULATED = object()  # a formula without a saved result


def _moment(value: datetime.datetime) -> str:
    return f"\0d{value.date().isoformat()}" if value.time() == datetime.time() else f"\0m{value.isoformat(sep=' ')}"


def _wrapped(cell: Wrapped) -> str:
    shown = cell.shown.replace(BETWEEN, "").replace("\0", "")
    return BETWEEN.join((f"\0w{cell.kind}", shown, encoded(cell.value)))


ENCODE = {
    str: lambda value: value.replace("\0", ""),  # a text of a workbook may decode to one (_x0000_)
    float: lambda value: f"\0n{value!r}",
    int: lambda value: f"\0i{value}",
    bool: lambda value: "\0b1" if value else "\0b0",
    datetime.datetime: _moment,
    datetime.date: lambda value: f"\0d{value.isoformat()}",
    Error: lambda value: f"\0e{value}",
    Wrapped: lambda value: _wrapped(value),
    object: lambda value: "\0f",
}


def encoded(value: object) -> str:
    """One cell as text; what is none of the known kinds is a time or a span of time."""
    encode = ENCODE.get(value.__class__)
    return encode(value) if encode else f"\0t{value}"


def is_written(row: list) -> bool:
    """Whether any cell of a row holds something but spaces."""
    return any(value != "" and not (value.__class__ is str and value.isspace()) for value in row)


def _buffers(values: tuple) -> tuple[array, bytes]:
    """A column of Python values as offsets and bytes; written for speed, it sees every cell."""
    kinds = set(map(type, values))
    if kinds == {float}:
        texts = ["\0n" + number for number in map(repr, values)]
    elif kinds == {datetime.date}:
        texts = list(map({day: encoded(day) for day in set(values)}.__getitem__, values))
    elif kinds == {str} and "\0" not in "".join(values):
        texts = values
    else:
        texts = [v if v.__class__ is str and v[:1] != "\0" else encoded(v) for v in values]
    whole = "".join(texts)
    if whole.isascii():
        return array("i", accumulate(map(len, texts), initial=0)), whole.encode()
    octets = [text.encode() for text in texts]
    return array("i", accumulate(map(len, octets), initial=0)), b"".join(octets)


class Pieces:
    """Writes the events and the cells; `events` and `cells` are open files."""

    def __init__(self, events, cells):
        self._events = events
        self._cells = cells
        self._numbers: list[int] = []
        self._rows: list[list] = []
        self._held = 0

    def event(self, **event: object) -> None:
        self._events.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n")

    def sheet(
        self,
        name: str | None,
        merged=(),
        since_1904=False,
        hidden_rows=(),
        hidden_columns=(),
        struck_rows=(),
        comments=(),
        widths=(),
        pale_rows=(),
    ) -> None:
        self.event(
            sheet=name,
            merged=merged,
            since_1904=since_1904,
            hidden_rows=hidden_rows,
            hidden_columns=hidden_columns,
            struck_rows=struck_rows,
            comments=comments,
            widths=widths,
            pale_rows=pale_rows,
        )

    def row(self, number: int, cells: list) -> None:
        """One row of Python values, numbered as Excel numbers it; written in pieces."""
        self._numbers.append(number)
        self._rows.append(cells)
        self._held += len(cells)
        if self._held >= CELLS_PER_PIECE:
            self.flush()

    def flush(self) -> None:
        """Write what is held: at the end of a sheet."""
        if not self._rows:
            return
        columns = []
        for values in zip_longest(*self._rows, fillvalue=""):
            columns.append(_buffers(values))
        self.piece(array("i", self._numbers), columns)
        self._numbers, self._rows, self._held = [], [], 0

    def piece(self, numbers, columns: list) -> None:
        """Buffers as they are: int32 row numbers; per column its int32 offsets, the first of them 0, and its bytes."""
        self.event(rows=len(numbers), data=[len(data) for _, data in columns])
        self._cells.write(numbers)
        for offsets, data in columns:
            self._cells.write(offsets)
            self._cells.write(data)
            self._cells.write(bytes(-len(data) % 4))
