"""An analyst's own SQL: one statement, read-only, on one version's mart, each in a process of its own (analyst_child.py).

Nothing of the statement is looked at here: what may be reached is bounded by the process and its settings, not by reading SQL.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd

from inspection.warehouse.compose import inlined, setting_rows
from inspection.warehouse.known import read_by
from inspection.warehouse.mart import Mart
from inspection.warehouse.processes import end, used
from inspection.warehouse.settings import Settings

SCRIPT = Path(__file__).with_name("analyst_child.py")
LONGEST = 100_000  # characters of a statement
ROWS = 5_000  # most rows of an answer
ANSWER = 8_000_000  # bytes of an answer
MEMORY = 1_500_000_000  # bytes above an empty interpreter
CPU = 6  # seconds of the processor
EXECUTION = 3.0  # seconds that the database gives a statement
WALL = 10.0  # seconds until the process is killed
LOOK_EVERY = 0.1  # seconds
AT_ONCE = threading.BoundedSemaphore(2)
"""Statements of this process that run at the same time; the next waits."""
WATCHED = sys.platform != "linux"
"""Whether the system does not keep the limits itself: Windows has none, macOS does not keep that of memory."""

WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT")
_BIGGEST = 2**63


class NotAnswered(Exception):
    """A statement that has no answer. `code` is stable (text/sql.toml has its sentence), `said` the database's own words."""

    def __init__(self, code: str, said: str = ""):
        super().__init__(code)
        self.code, self.said = code, said


@dataclass(frozen=True)
class Answer:
    """The rows of a statement: `columns` by their names, each once; `types` as the database names them; `cut`: "rows" or
    "octets" where there are more, else empty; `seconds` from the start of its process to its end."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple, ...] = field(repr=False)
    cut: str
    seconds: float

    def frame(self) -> pd.DataFrame:
        """The rows as a frame: whole numbers, numbers, truths, dates and moments as such, all else as text."""
        values = {}
        for at, (name, type) in enumerate(zip(self.columns, self.types, strict=True)):
            cells = [row[at] for row in self.rows]
            values[name] = pd.Series(cells, dtype=_dtype(type, cells))
        return pd.DataFrame(values, columns=list(self.columns))

    def numeric(self, name: str) -> bool:
        """Whether a column holds numbers."""
        return kind(self.types[self.columns.index(name)]) in ("int", "decimal")


def kind(type: str) -> str:
    """What a column of a type is shown as: int, decimal, bool, date, moment, text."""
    if type in WHOLE:
        return "int"
    if type in ("DOUBLE", "FLOAT") or type.startswith("DECIMAL"):
        return "decimal"
    return {"BOOLEAN": "bool", "DATE": "date", "TIMESTAMP": "moment"}.get(type, "text")


def _dtype(type: str, cells: Sequence[object]) -> str:
    found = kind(type)
    if found == "int":
        small = all(cell is None or -_BIGGEST <= cell < _BIGGEST for cell in cells)
        return "Int64" if small else "float64"
    return {"decimal": "float64", "bool": "boolean"}.get(found, "object")


def _read(type: str, cell: object) -> object:
    """A cell as the child told it, as what it is."""
    if cell is None:
        return None
    match kind(type):
        case "decimal":
            return Decimal(cell) if type.startswith("DECIMAL") else float(cell)
        case "date":
            return date.fromisoformat(cell)
        case "moment":
            return datetime.fromisoformat(cell)
        case _:
            return cell


def views(text: str, as_of: date, settings: Settings) -> list[tuple[str, str]]:
    """The relations of queries/known/ that a statement names, each behind those it reads itself: (name, statement)."""
    found = []
    for relation in read_by(text.lower()):
        params: dict[str, object] = {"as_of": as_of}
        head = f"with {setting_rows(relation.statement, settings, params)}\n" if "setting" in relation.statement else ""
        body = relation.statement
        if head and body.lstrip().lower().startswith("with "):
            head, body = head.rstrip() + ", ", body.lstrip()[len("with ") :]
        found.append((relation.name, inlined(head + body, params)))
    return found


def known_columns(mart: Mart, name: str, settings: Settings) -> tuple[str, ...]:
    """The columns of a relation of queries/known/."""
    (*before, (_, statement)) = views(name, mart.as_of, settings)
    above = ", ".join(f"{name} as ({text})" for name, text in before)
    head = f"with {above}\n" if above else ""
    return tuple(mart.query(f"{head}select k.* from ({statement}) k limit 0"))


class Query:
    """One statement on a mart, answered once. `run` may be called in a thread of its own, `cancel` from another."""

    def __init__(self, mart: Path, text: str, as_of: date, settings: Settings, *, plan: bool = False, rows: int = ROWS):
        """`plan`: how the database would go about it, in place of the rows."""
        self.text, self.plan = text, plan
        self._asked = {
            "path": str(mart.resolve()),
            "views": views(text, as_of, settings) if len(text) <= LONGEST else [],
            "sql": text,
            "plan": plan,
            "rows": min(rows, ROWS),
            "octets": ANSWER,
            "memory": MEMORY,
            "cpu": CPU,
            "milliseconds": int(EXECUTION * 1000),
        }
        self._cancelled, self._begun = threading.Event(), time.monotonic()

    @property
    def seconds(self) -> float:
        """Since it was asked."""
        return time.monotonic() - self._begun

    def cancel(self) -> None:
        """End it; `run` raises NotAnswered("cancelled")."""
        self._cancelled.set()

    def run(self) -> Answer:
        """The answer. Raises NotAnswered."""
        if not self.text.strip():
            raise NotAnswered("empty")
        if len(self.text) > LONGEST:
            raise NotAnswered("too_long", str(len(self.text)))
        self._begun = time.monotonic()
        while not AT_ONCE.acquire(timeout=LOOK_EVERY):
            self._look(WALL, "busy")
        try:
            self._begun = time.monotonic()
            return self._answer(self._handed_over())
        finally:
            AT_ONCE.release()

    def _look(self, longest: float, code: str) -> None:
        if self._cancelled.is_set():
            raise NotAnswered("cancelled")
        if self.seconds > longest:
            raise NotAnswered(code)

    def _handed_over(self) -> bytes:
        """What the process wrote; it has ended by then, in one way or the other."""
        command = [sys.executable, "-I", "-X", "utf8", str(SCRIPT)]
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=SCRIPT.anchor,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        held = bytearray()

        def listen() -> None:
            while len(held) <= 2 * ANSWER and (piece := child.stdout.read1(1 << 16)):
                held.extend(piece)

        listening = threading.Thread(target=listen, daemon=True)
        listening.start()
        try:
            try:
                child.stdin.write(json.dumps(self._asked).encode())
                child.stdin.close()
            except OSError:  # it has died; how, its end says
                pass
            while listening.is_alive():
                listening.join(LOOK_EVERY)
                self._look(WALL, "too_slow")
                if WATCHED:
                    self._watch(child.pid)
            child.wait(1)
        except subprocess.TimeoutExpired:
            raise NotAnswered("too_large") from None  # it goes on writing
        finally:
            end(child)
            listening.join()
            child.stdout.close()
        if child.returncode == -24:  # SIGXCPU
            raise NotAnswered("too_slow")
        if child.returncode != 0:
            raise NotAnswered("died", str(child.returncode))
        return bytes(held)

    @staticmethod
    def _watch(pid: int) -> None:
        seconds, resident = used(pid)
        if seconds > CPU + 1:
            raise NotAnswered("too_slow")
        if resident > MEMORY:
            raise NotAnswered("too_much_memory")

    def _answer(self, handed: bytes) -> Answer:
        """What was handed over, taken for nothing but data: the process may have become anybody's."""
        try:
            found = json.loads(handed)
            if "refused" in found:
                raise NotAnswered(str(found["refused"]), str(found["said"]))
            types = tuple(map(str, found["types"]))
            lines = [json.loads(line) for line in found["rows"]]
            rows = tuple(tuple(_read(t, c) for t, c in zip(types, line, strict=True)) for line in lines)
            return Answer(_each_once(found["columns"]), types, rows, str(found["cut"]), self.seconds)
        except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as error:
            raise NotAnswered("died", type(error).__name__) from error


def _each_once(names: Sequence[object]) -> tuple[str, ...]:
    """Names of columns, a second of the same name marked."""
    found: list[str] = []
    for name in map(str, names):
        at = 1
        while (f"{name}_{at}" if at > 1 else name) in found:
            at += 1
        found.append(f"{name}_{at}" if at > 1 else name)
    return tuple(found)


def _environment() -> dict[str, str]:
    """Next to nothing: what Windows needs to start a program, and no home to read settings from."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return {**kept, "HOME": "/nonexistent", "MALLOC_ARENA_MAX": "1", "OPENBLAS_NUM_THREADS": "1"}


def tree_of(mart: Path, text: str, as_of: date, settings: Settings) -> dict:
    """The tree that the database makes of a statement; {} where it makes none. Raises NotAnswered."""
    quoted = text.strip().rstrip(";").replace("'", "''")
    options = "skip_default := true, skip_empty := true, skip_null := true"
    answer = Query(mart, f"select json_serialize_sql('{quoted}', {options})", as_of, settings).run()
    found = json.loads(answer.rows[0][0])
    return {} if found.get("error") else found
