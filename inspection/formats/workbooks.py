"""Read a table file (csv, xlsx, xlsm, xls, xlsb, ods) without trusting it: each in a throw-away process of its own.

The process is reader_child.py; what can go wrong with a file ends there, bounded in memory, processor time, wall clock
and output, and arrives here as one `Unreadable` with a stable code. Cells arrive as columns of text: see `cell`.
"""

import datetime
import hashlib
import json
import math
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from inspection.formats.children import Bounds, Unreadable, broken_off, run
from inspection.warehouse import passing_folder

EXTENSIONS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")

LARGEST_FILE = 250_000_000  # bytes; a workbook may have a fifth of it (reader_child.py)
MEMORY = 1 << 30  # bytes above what an empty interpreter has mapped
MEMORY_PER_BYTE = 4  # more of it for each byte of the file: a text in another encoding stands there three times over
CPU_SECONDS = 9
WALL_SECONDS = 120  # a busy machine gives a process little of its time; what counts is the processor's
BYTES_PER_SECOND = 10_000_000  # a file of a million rows is given the time it needs: a second more for each of these
OUTPUT = 600_000_000  # bytes of values handed back
AT_ONCE = 2

CHILD = Path(__file__).with_name("reader_child.py")


@dataclass(frozen=True)
class Marked:
    """A cell that holds no value to take: kind is "error" (#N/A), "formula" (never calculated) or "time" (no date)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Shaped:
    """A cell that says something else than it stores: `kind` of its number format (reader_shapes.py), `text` as it is
    shown (empty where that cannot be told), `value` as stored."""

    kind: str
    text: str
    value: object


@dataclass(frozen=True)
class Sheet:
    """One visible sheet, or the one table of a text file (name None), column by column.

    `numbers`: int32, the rows as Excel numbers them; rows without a written cell are left out. `columns`: one string
    array per column of the sheet from its first on, null where a cell is empty; `cell` tells what a text stands for.
    `merged`: merged areas as (first row as Excel numbers it, first column from 0, last row, last column).
    `since_1904`: numbers that are days count from 1904. `hidden_rows` and `struck_rows`: rows as Excel numbers them that
    nobody sees, or with a cell that is struck through; `hidden_columns` counted from 0;
    `comments` as (row, text). Not known of a blind workbook. `widths`, of a text file read row by row: each row from which
    on rows have another number of cells, with that number. `pale_rows`, of an xlsx: rows with a cell whose letters are white
    on white.
    """

    name: str | None
    numbers: pa.Int32Array
    columns: tuple[pa.StringArray, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    since_1904: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    struck_rows: tuple[int, ...] = ()
    comments: tuple[tuple[int, str], ...] = ()
    widths: tuple[tuple[int, int], ...] = ()
    pale_rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """What one file holds: its sheets in order, the names of hidden sheets (not read), its sha256.

    `blind`: nobody could look how cells are shown and which hold errors (#N/A): an xlsb, a large xls or ods.
    """

    path: Path
    sha256: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...]
    blind: bool = False


def cell(text: str | None) -> object:
    """What a cell stands for: None, str, int, float, bool, datetime.date, datetime.datetime (a moment), Marked or Shaped.

    A text stands for itself. What is no text begins with NUL and a letter of its kind: n a number, i a whole one,
    b truth, d a date, m a moment, t a time, e an error, f a formula without a saved result, w a cell that shows something
    else than it stores. No text begins so.
    """
    if text is None or text[:1] != "\0":
        return text
    kind, rest = text[1], text[2:]
    if kind == "n":
        number = float(rest)
        return number if math.isfinite(number) else Marked("error", rest)
    if kind == "i":
        return int(rest)
    if kind == "b":
        return rest == "1"
    if kind == "d":
        return datetime.date.fromisoformat(rest)
    if kind == "m":
        return datetime.datetime.fromisoformat(rest)
    if kind == "w":
        shape, shown, stored = rest.split("\x1f", 2)
        return Shaped(shape, shown, cell(stored))
    return Marked({"e": "error", "f": "formula", "t": "time"}[kind], rest)


def read_workbook(path: Path, encoding: str = "", delimiter: str = "") -> Workbook:
    """Read one file in a process of its own. Raises Unreadable; never dies with the file, never hangs on it.

    `encoding` and `delimiter` are those of a text file, where somebody has named them; else they are found out.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise Unreadable("not_a_file")  # opening a pipe or a device may wait forever
        if size > LARGEST_FILE:
            raise Unreadable("too_big", megabytes=round(size / 1e6), limit=LARGEST_FILE // 1_000_000)
        with (
            ThreadPoolExecutor(1) as beside,
            passing_folder("read") as folder,
        ):
            digest = beside.submit(_digest, path)  # while the child reads
            _run_child(path, size, folder, encoding, delimiter)
            sheets, hidden, blind = _sheets(folder)
            return Workbook(path, digest.result(), sheets, hidden, blind)
    except FileNotFoundError:
        raise Unreadable("missing_file") from None
    except OSError as error:
        raise Unreadable("cannot_open", reason=error.strerror or str(error)) from None


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_workbooks(
    paths: list[Path], done: Callable[[int], None] | None = None, options: Sequence[Mapping[str, str]] = ()
) -> list[Workbook | Unreadable]:
    """Read several files, two at a time; answers stand in the order of `paths`, a refused file as its Unreadable.

    `done(index)` is called, in the order of `paths`, when a file and all before it have been read. `options`: the
    encoding and delimiter of each path, as `read_workbook` takes them.
    """

    def one(path: Path, known: Mapping[str, str]) -> Workbook | Unreadable:
        try:
            return read_workbook(path, **known)
        except Unreadable as unreadable:
            return unreadable

    answers: list[Workbook | Unreadable] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for index, answer in enumerate(pool.map(one, paths, options or [{}] * len(paths))):
            answers.append(answer)
            if done:
                done(index)
    return answers


def _run_child(source: Path, size: int, folder: Path, encoding: str, delimiter: str) -> None:
    """Let the child read SOURCE, of so many bytes, into `events` and `cells` of a folder. Raises Unreadable when it does
    not end well."""
    events, cells, more = folder / "events", folder / "cells", size / BYTES_PER_SECOND
    cpu, memory = round(CPU_SECONDS + more), MEMORY + MEMORY_PER_BYTE * size
    arguments = [source.resolve(), events, cells, memory, cpu, OUTPUT, encoding, delimiter]
    bounds = Bounds(memory, cpu, WALL_SECONDS + 10 * more, OUTPUT)
    run(CHILD, arguments, folder, cells, bounds)


def _sheets(folder: Path) -> tuple[tuple[Sheet, ...], tuple[str, ...], bool]:
    """What the child handed back: see reader_pieces.py. Raises Unreadable when it refused the file or broke off."""
    events = [json.loads(line) for line in (folder / "events").read_text(encoding="utf-8").splitlines()]
    for event in events:
        if "refused" in event:
            if event["refused"] == "disk_full":
                raise Unreadable("disk_full", folder=folder.parent)
            detail = {"limit": MEMORY // 1_000_000} if event["refused"] == "too_much_memory" else event["detail"]
            raise Unreadable(event["refused"], **detail)
    if not events or "end" not in events[-1]:
        raise broken_off(folder)
    told: list[tuple[dict, list[tuple[pa.Array, list[pa.Array]]]]] = []
    # what is mapped is copied piece by piece when a sheet is put together; Windows cannot delete a file that is mapped
    opened = pa.memory_map if os.name == "posix" else pa.OSFile
    with opened(str(folder / "cells")) as cells:
        for event in events:
            if "sheet" in event:
                told.append((event, []))
            elif "rows" in event:
                told[-1][1].append(_piece(cells, event))
    hidden = tuple(event["hidden"] for event in events if "hidden" in event)
    blind = any("blind" in event for event in events)
    return tuple(_sheet(event, pieces) for event, pieces in told), hidden, blind


def _piece(cells: pa.NativeFile, event: dict) -> tuple[pa.Array, list[pa.Array]]:
    rows = event["rows"]
    numbers = pa.Array.from_buffers(pa.int32(), rows, [None, cells.read_buffer(4 * rows)])
    columns = []
    for size in event["data"]:
        offsets = cells.read_buffer(4 * (rows + 1))
        text = cells.read_buffer(size + -size % 4).slice(0, size) if size else pa.py_buffer(b"")
        columns.append(pa.StringArray.from_buffers(rows, offsets, text))
    return numbers, columns


def _sheet(event: dict, pieces: list[tuple[pa.Array, list[pa.Array]]]) -> Sheet:
    """The pieces of one sheet put together; a piece may be narrower than another."""
    width = max((len(columns) for _, columns in pieces), default=0)
    whole = []
    for index in range(width):
        parts = [
            columns[index] if index < len(columns) else pa.nulls(len(numbers), pa.string())
            for numbers, columns in pieces
        ]
        whole.append(_empty_as_null(pa.concat_arrays(parts)))
    numbers = pa.concat_arrays([numbers for numbers, _ in pieces]) if pieces else pa.array([], pa.int32())
    if len(numbers) > 1 and not pc.all(pc.less(numbers[:-1], numbers[1:])).as_py():
        order = pc.sort_indices(numbers)  # rows that hold nothing but errors come last
        numbers, whole = numbers.take(order), [column.take(order) for column in whole]
    told = (tuple(event[name]) for name in ("hidden_rows", "hidden_columns", "struck_rows"))
    told = (*told, tuple(map(tuple, event["comments"])), tuple(map(tuple, event["widths"])), tuple(event["pale_rows"]))
    return Sheet(event["sheet"], numbers, tuple(whole), tuple(map(tuple, event["merged"])), event["since_1904"], *told)


def _empty_as_null(column: pa.StringArray) -> pa.StringArray:
    filled = pc.greater(pc.fill_null(pc.binary_length(column), 0), 0)
    if pc.all(filled).as_py():
        return column
    return pa.StringArray.from_buffers(len(column), *column.buffers()[1:], filled.buffers()[1])
