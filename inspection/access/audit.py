"""What accounts did: a log that only grows, a file per month, every line with the fingerprint of the line before.

`audit/2026-11.jsonl` holds {"n", "at", "who", "roles", "address", "what", "details", "before"}. The chain runs on from month
to month. Who changes, removes or puts in a line breaks it; who cuts the end off is found out by the fingerprint that was
noted elsewhere (`audit verify --known`). Cells of ledgers are not written here, least of all secret ones.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from inspection.access.faults import Refused
from inspection.access.rules import FOLDER
from inspection.warehouse import private, private_folder
from inspection.warehouse.disk import Lock, sync_folder

LOCK = ".audit.lock"
PATIENCE = 10.0
EVENTS = (
    "sign_in", "sign_in_failed", "account_locked", "sign_out", "sign_out_everywhere",
    "account_added", "account_removed", "roles_changed", "password_changed",
    "rows_seen", "downloaded", "secret_seen", "given", "certified", "uncertified", "queried",
    "import", "restore", "draft", "approve", "publish", "correct", "withdraw", "discard",
    "asked_by_program", "token_made", "token_revoked",
    "backup", "backup_restored", "audit_exported", "deliver", "merge",
)  # fmt: skip
"""What a line can tell; a step that changes something has two, begun and how it ended."""
WORK = 1 << 16
STATEMENT = "text"
"""The detail that holds a statement of SQL: whole, for who asks what is the point of its line."""
LONGEST_STATEMENT = 100_000


@dataclass(frozen=True)
class Line:
    """One line: its number from 1 on, ISO moment, account, its roles then, address, event, and what it was about."""

    n: int
    at: str
    who: str
    roles: tuple[str, ...]
    address: str
    what: str
    details: dict[str, object]
    before: str

    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


class Audit:
    """The audit of a data home."""

    def __init__(self, home: Path) -> None:
        self.folder = home / FOLDER / "audit"

    def note(self, what: str, who: str, roles: Iterable[str], address: str, at: datetime, **details: object) -> str:
        """Add a line and make it last; its fingerprint. Raises Refused where it cannot be written: then what was to be
        noted must not happen. ValueError for an event that is none."""
        if what not in EVENTS:
            raise ValueError(what)
        try:
            private_folder(self.folder)
            lock = Lock(self.folder / LOCK)
            if not lock.take(PATIENCE):
                raise Refused("audit_busy")
            try:
                n, before, month = self._last()
                # a clock put back opens no earlier month: the chain runs on where it is
                path = self._path(max(month, f"{at:%Y-%m}"))
                fresh = not path.exists()
                told = {key: _plain(value, key == STATEMENT) for key, value in details.items() if value not in ("", None)}
                moment = at.isoformat(timespec="seconds")
                line = Line(n + 1, moment, _one_line(who), tuple(roles), _one_line(address), what, told, before)
                whole = line.text().encode("utf-8")
                with open(path, "ab", opener=private) as file:
                    file.write(whole + b"\n")
                    file.flush()
                    os.fsync(file.fileno())
                if fresh:
                    sync_folder(self.folder)
                return sha256(whole).hexdigest()
            finally:
                lock.release()
        except OSError as error:
            raise Refused("audit_not_written", folder=self.folder, reason=error.strerror or error) from error

    @contextmanager
    def step(self, what: str, who: str, roles: Iterable[str], address: str, at: datetime, **details: object) -> Iterator[dict]:
        """A step that changes something: a line before it, and one that says how it ended. What is put into the dict that
        this yields is written with the end. Of a step that failed, `reason` is what it failed by; one that was given stands
        in the line before it."""
        roles, result = tuple(roles), {}
        self.note(what, who, roles, address, at, state="begun", **details)
        try:
            yield result
        except BaseException as error:
            self.note(what, who, roles, address, at, **{**details, "state": "failed", "reason": type(error).__name__})
            raise
        self.note(what, who, roles, address, at, state="done", **{**details, **result})

    def months(self) -> tuple[str, ...]:
        """The months there is something of, the first first: 2026-11."""
        if not self.folder.is_dir():
            return ()
        return tuple(sorted(path.stem for path in self.folder.glob("????-??.jsonl")))

    def read(self, month: str | None = None, who: str = "", what: str = "") -> tuple[Line, ...]:
        """The lines of a month (None: of all), of an account, of an event, in their order. Raises Refused for a line that
        cannot be read."""
        found: list[Line] = []
        for name in self.months() if month is None else (month,):
            for at, raw in enumerate(self._lines(name), start=1):
                line = _line(raw)
                if line is None:
                    raise Refused("bad_audit", path=self._path(name), line=at)
                if (not who or line.who == who) and (not what or line.what == what):
                    found.append(line)
        return tuple(found)

    def mark(self) -> tuple[int, str]:
        """The number of the last line and its fingerprint; (0, "") while there is none."""
        n, mark, _ = self._last()
        return n, mark

    def _path(self, month: str) -> Path:
        return self.folder / f"{month}.jsonl"

    def _lines(self, month: str) -> list[bytes]:
        """The whole lines of a month: one that was being written when the machine stopped has not happened."""
        try:
            held = self._path(month).read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise Refused("bad_audit", path=self._path(month), line=error) from error
        return held[: held.rfind(b"\n") + 1].splitlines()

    def _last(self) -> tuple[int, str, str]:
        """Number and fingerprint of the last line, and its month. Where its end was not written it is cut off first."""
        for month in reversed(self.months()):
            path = self._path(month)
            with open(path, "rb+") as file:
                size = file.seek(0, os.SEEK_END)
                begin, tail = size, b""
                while begin > 0 and tail.count(b"\n") < 2:
                    begin = max(0, begin - WORK)
                    file.seek(begin)
                    tail = file.read(size - begin)
                whole = tail.rfind(b"\n") + 1
                if whole < len(tail):
                    file.truncate(begin + whole)
                    os.fsync(file.fileno())
                lines = tail[:whole].splitlines()
            if lines:
                line = _line(lines[-1])
                if line is None:
                    raise Refused("bad_audit", path=path, line=lines[-1][:40])
                return line.n, sha256(lines[-1]).hexdigest(), month
        return 0, "", ""


def faults_of_audit(audit: Audit, known: str = "") -> tuple[tuple[str, int, str], ...]:
    """What is wrong with the chain, as (code, number of the line, month); none where all of it holds.

    `known`: a fingerprint noted earlier, whole or its first 12 characters and more; where no line has it, the log was cut
    off or written anew (code unknown_mark). unreadable: a line is none; out_of_chain: a line does not follow the one before.
    """
    faults: list[tuple[str, int, str]] = []
    n, before, seen = 0, "", not known
    for month in audit.months():
        for raw in audit._lines(month):
            line, mark = _line(raw), sha256(raw).hexdigest()
            if line is None:
                faults.append(("unreadable", n + 1, month))
                n, before = n + 1, mark
                continue
            # the first line of a month may say a later month's clock, never an earlier place in the chain
            if line.before != before or line.n != n + 1 or line.text().encode("utf-8") != raw:
                faults.append(("out_of_chain", line.n, month))
            n, before = line.n, mark
            seen = seen or (len(known) >= 12 and mark.startswith(known))
    if not seen:
        faults.append(("unknown_mark", n, known))
    return tuple(faults)


def _line(raw: bytes) -> Line | None:
    try:
        held = json.loads(raw)
        line = Line(**{**held, "roles": tuple(held["roles"])})
        return line if isinstance(line.n, int) and isinstance(line.details, dict) else None
    except (ValueError, TypeError, KeyError):
        return None


def _one_line(text: str, longest: int = 200) -> str:
    """A name as typed, without what would end a line or hide a part of it on a screen."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)[:longest]


def _plain(value: object, statement: bool = False) -> object:
    if isinstance(value, bool | int | float):
        return value
    if statement:  # a mark for each of its lines: without them what follows a comment would be one
        return "↵".join(_one_line(line, LONGEST_STATEMENT) for line in str(value).splitlines())
    if isinstance(value, tuple | list | frozenset | set):
        return [_plain(one) for one in value]
    return _one_line(str(value))
