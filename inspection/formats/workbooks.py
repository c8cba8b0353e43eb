"""Read a table file (csv, xlsx, xlsm, xls, xlsb, ods) without trusting it: each in a throw-away process of its own.

The process is reader_child.py; what can go wrong with a file ends there, bounded in memory, processor time, wall clock
and output, and arrives here as one `Unreadable` with a stable code.
"""

import datetime
import hashlib
import json
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

EXTENSIONS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")

LARGEST_FILE = 50_000_000  # bytes
MEMORY = 1_500_000_000  # bytes above what an empty interpreter has mapped
CPU_SECONDS = 20
WALL_SECONDS = 60
OUTPUT = 200_000_000  # bytes of values handed back
AT_ONCE = 2
LOOK_EVERY = 0.05  # seconds

CHILD = Path(__file__).with_name("reader_child.py")


class Unreadable(Exception):
    """A file that is refused whole: `code` is stable (text/intake.toml has its sentence), `detail` its values."""

    def __init__(self, code: str, **detail: object):
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Marked:
    """A cell that holds no value to take: kind is "error" (#N/A), "formula" (never calculated) or "time" (no date)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """One visible sheet, or the one table of a text file (name None).

    `rows` are (number as Excel shows it, cells); empty rows are left out, trailing empty cells cut. A cell is None,
    str, int, float, bool, datetime.date, datetime.datetime (a moment within a day) or Marked.
    """

    name: str | None
    rows: list[tuple[int, list]]


@dataclass(frozen=True)
class Workbook:
    """What one file holds: its sheets in order, the names of hidden sheets (not read), its sha256.

    `blind`: an xls or xlsb, whose error cells (#N/A) nobody can tell from empty ones.
    """

    path: Path
    sha256: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...]
    blind: bool = False


def read_workbook(path: Path) -> Workbook:
    """Read one file in a process of its own. Raises Unreadable; never dies with the file, never hangs on it."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise Unreadable("too_big", megabytes=round(size / 1e6), limit=LARGEST_FILE // 1_000_000)
        with open(path, "rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise Unreadable("missing_file") from None
    except OSError as error:
        raise Unreadable("cannot_open", reason=error.strerror or str(error)) from None
    with tempfile.TemporaryDirectory(prefix="inspection-read-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / "values.jsonl"
        _run_child(path, target, Path(folder) / "errors.txt")
        sheets, hidden, blind = _values(target)
    return Workbook(path, sha256, sheets, hidden, blind)


def read_workbooks(paths: list[Path]) -> list[Workbook | Unreadable]:
    """Read several files, two at a time; answers stand in the order of `paths`, a refused file as its Unreadable."""

    def one(path: Path) -> Workbook | Unreadable:
        try:
            return read_workbook(path)
        except Unreadable as unreadable:
            return unreadable

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, paths))


def _run_child(source: Path, target: Path, errors: Path) -> None:
    # -P: the script's own folder is no place to import from
    command = [sys.executable, "-P", "-X", "utf8", str(CHILD), str(source.resolve()), str(target)]
    command += [str(MEMORY), str(CPU_SECONDS), str(OUTPUT)]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with open(errors, "wb") as stderr:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr, creationflags=flags
        )
        try:
            _watch(child, target)
        finally:
            _end(child)
    if child.returncode == 0:
        return
    said = errors.read_bytes()[:10_000]
    if b"memory allocation" in said or b"MemoryError" in said or b"capacity overflow" in said:
        raise Unreadable("too_much_memory", limit=MEMORY // 1_000_000)
    if child.returncode == -getattr(signal, "SIGXCPU", 24):
        raise Unreadable("too_slow", limit=CPU_SECONDS)
    if target.exists() and target.stat().st_size >= OUTPUT - 1_000_000:
        raise Unreadable("too_many_values")
    raise Unreadable("reader_died")


def _watch(child: subprocess.Popen, target: Path) -> None:
    """Wait for the child within the limits. The system's own limits stop it where there are any; this watch is what
    stands on Windows (which has none) and on macOS (which does not keep that of memory)."""
    started = time.monotonic()
    while True:
        try:
            child.wait(LOOK_EVERY)
            return
        except subprocess.TimeoutExpired:
            if time.monotonic() - started > WALL_SECONDS:
                raise Unreadable("too_slow", limit=WALL_SECONDS) from None
        if _resident(child.pid) > MEMORY:
            raise Unreadable("too_much_memory", limit=MEMORY // 1_000_000)
        if target.exists() and target.stat().st_size > OUTPUT:
            raise Unreadable("too_many_values")


def _family(pid: int) -> list[psutil.Process]:
    """The process and what it started: a Windows venv's python.exe is a launcher whose child does the work."""
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []  # it has ended; the next wait says so


def _resident(pid: int) -> int:
    total = 0
    for process in _family(pid):
        try:
            total += process.memory_info().rss
        except psutil.Error:
            continue  # ended between the listing and the look
    return total


def _end(child: subprocess.Popen) -> None:
    if child.poll() is None:
        for process in _family(child.pid):
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue  # ended by itself meanwhile
        child.wait()


def _cell(marked: dict) -> object:
    """The object hook of the child's JSON: the one key says what the cell is."""
    if "date" in marked:
        return datetime.date.fromisoformat(marked["date"])
    if "moment" in marked:
        return datetime.datetime.fromisoformat(marked["moment"])
    if "error" in marked:
        return Marked("error", marked["error"])
    if "formula" in marked:
        return Marked("formula", "")
    return Marked("time", marked["time"])


def _values(target: Path) -> tuple[tuple[Sheet, ...], tuple[str, ...], bool]:
    sheets: list[Sheet] = []
    hidden: list[str] = []
    decode_row = json.JSONDecoder(object_hook=_cell).decode
    blind = ended = False
    with open(target, encoding="utf-8", newline="\n") as file:
        for line in file:
            if line[0] == "[":
                number, cells = decode_row(line)
                sheets[-1].rows.append((number, cells))
                continue
            event = json.loads(line)
            if "refused" in event:
                detail = {"limit": MEMORY // 1_000_000} if event["refused"] == "too_much_memory" else event["detail"]
                raise Unreadable(event["refused"], **detail)
            if "sheet" in event:
                sheets.append(Sheet(event["sheet"], []))
            elif "hidden" in event:
                hidden.append(event["hidden"])
            blind = blind or "blind" in event
            ended = "end" in event
    if not ended:
        raise Unreadable("reader_died")
    return tuple(sheets), tuple(hidden), blind
