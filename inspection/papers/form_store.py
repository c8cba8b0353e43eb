"""The forms an office has marked, kept in its data home: `forms/<id>/` with the file and `record.json`.

The file is called by its fingerprint and the record names it: writing the record is the step, so a form is the old one or the
marked one, never half of each. Who has looked at it meanwhile and marks it too is told that it has changed.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from inspection.snapshots.register import sync_folder, write_whole
from inspection.text import say
from inspection.warehouse import private_folder
from inspection.warehouse.disk import Lock

FOLDER, RECORD, LOCK = "forms", "record.json", ".lock"
PATIENCE = 10.0
LONGEST_NAME = 120
_SUFFIX = re.compile(r"\.[a-z]{3,5}")
_ID = re.compile(r"f[0-9]{4,}")
_BUILDING = ".building"


class FormMoved(ValueError):
    """A form that cannot be kept or is not as it was looked at: `reason` is changed, gone or busy."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(self.words("en"))

    def words(self, lang: str) -> str:
        return say(f"forms.store_{self.reason}", lang)


@dataclass(frozen=True)
class Stored:
    """A form that is kept: its name as it came, the SHA-256 of its file, who put it there and when, and who marked it last."""

    id: str
    name: str
    sha256: str
    by: str
    at: str
    marked_by: str = ""
    marked_at: str = ""

    @property
    def file(self) -> str:
        """What its file is called in its folder."""
        suffix = Path(self.name).suffix.lower()
        return self.sha256[:16] + (suffix if _SUFFIX.fullmatch(suffix) else "")


def stored(home: Path) -> tuple[Stored, ...]:
    """The forms kept in a home, the last one first; what cannot be read is none."""
    folder, found = Path(home) / FOLDER, []
    if not folder.is_dir():
        return ()
    for path in sorted(folder.iterdir(), reverse=True):
        if _ID.fullmatch(path.name):
            try:
                found.append(Stored(**json.loads((path / RECORD).read_text(encoding="utf-8"))))
            except (OSError, ValueError, TypeError):
                continue  # being removed, or written by another program: the others are still there
    return tuple(found)


def content(home: Path, form: Stored) -> bytes:
    """The bytes of a form. Raises FormMoved where they are not those of the record."""
    try:
        data = (Path(home) / FOLDER / form.id / form.file).read_bytes()
    except OSError:
        raise FormMoved("gone") from None
    if hashlib.sha256(data).hexdigest() != form.sha256:
        raise FormMoved("changed")
    return data


def put(home: Path, name: str, data: bytes, *, by: str, at: datetime) -> Stored:
    """Keep a form. Raises OSError with nothing kept, FormMoved (busy)."""
    folder = Path(home) / FOLDER
    with _held(folder):
        numbers = [int(path.name[1:]) for path in folder.iterdir() if _ID.fullmatch(path.name)]
        id, digest = f"f{max(numbers, default=0) + 1:04d}", hashlib.sha256(data).hexdigest()
        form = Stored(id, name[-LONGEST_NAME:], digest, by, _moment(at))
        beside = folder / f".{form.id}{_BUILDING}"
        shutil.rmtree(beside, ignore_errors=True)
        private_folder(beside)
        write_whole(beside / form.file, data)
        write_whole(beside / RECORD, _text(form))
        beside.rename(folder / form.id)
        sync_folder(folder)
        return form


def rewritten(home: Path, form: Stored, data: bytes, *, by: str, at: datetime) -> Stored:
    """The form with other bytes: marked anew. Raises FormMoved where it is not as it was looked at any more."""
    folder = Path(home) / FOLDER
    with _held(folder):
        content(home, form)
        fresh = replace(form, sha256=hashlib.sha256(data).hexdigest(), marked_by=by, marked_at=_moment(at))
        write_whole(folder / form.id / fresh.file, data)
        write_whole(folder / form.id / RECORD, _text(fresh))
        if fresh.file != form.file:
            (folder / form.id / form.file).unlink(missing_ok=True)
        return fresh


def removed(home: Path, form: Stored) -> None:
    """Forget a form. What was filled and given stays with the papers."""
    folder = Path(home) / FOLDER
    with _held(folder):
        shutil.rmtree(folder / form.id, ignore_errors=True)


def _text(form: Stored) -> bytes:
    return json.dumps(asdict(form), ensure_ascii=False, indent=1).encode("utf-8")


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The lock of the forms, while one is written. Raises FormMoved (busy)."""
    private_folder(folder)
    lock = Lock(folder / LOCK)
    if not lock.take(PATIENCE):
        raise FormMoved("busy")
    try:
        yield
    finally:
        lock.release()
