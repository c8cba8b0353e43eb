"""Uploaded files on their way: written to a folder that is deleted afterwards, read, checked, published.

What a check keeps are counts and faults, never a row: accepting reads the files once more, against what stands then.
"""

import errno
import re
import tempfile
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from inspection import intake
from inspection.intake import Drafted, Fault, Reading, drafted
from inspection.text import say
from inspection.warehouse import Busy, Store, Version, settings

LONGEST_NAME = 80  # characters of a file name; with them a path stays below what Windows takes


class Upload(Protocol):
    """What Streamlit hands over for one uploaded file."""

    name: str
    file_id: str
    size: int

    def getbuffer(self) -> memoryview: ...


@dataclass(frozen=True)
class Incoming:
    """What the steward has put together: the files, the day they tell up to, the store they are for, the language."""

    uploads: Sequence[Upload]
    as_of: date
    store: Store
    lang: str

    @property
    def signature(self) -> str:
        """Names this set of uploads, day and language: a check is good for these alone."""
        return " ".join([str(self.as_of), self.lang, *(upload.file_id for upload in self.uploads)])


@dataclass(frozen=True)
class Checked:
    """What a check found. `signature` says of which files, day and language; `stands` is the version compared with."""

    signature: str
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    rows: dict[str, int]
    stands: int | None
    seconds: float


class Changed(Exception):
    """Somebody published another version between the check and the acceptance."""

    def __init__(self, number: int | None):
        super().__init__(number)
        self.number = number


class Refused(Exception):
    """Reading the files again for the acceptance found faults, or nothing; `checked` holds them."""

    def __init__(self, checked: Checked):
        super().__init__(checked.signature)
        self.checked = checked


def safe_name(name: str) -> str:
    """A file's name as it came, without folders and without what a file system or a terminal would take amiss."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    base = "".join("_" if c in '<>:"|?*' or unicodedata.category(c)[0] == "C" else c for c in base).strip(" .")
    stem, dot, extension = base.rpartition(".")
    if not dot:
        return base[:LONGEST_NAME] or "_"
    return f"{stem[: LONGEST_NAME - len(extension) - 1] or '_'}.{extension[:10]}"


def _written(uploads: Sequence[Upload], folder: Path) -> list[Path]:
    """The uploads as files; those of one name each in a numbered folder, which then is part of the name shown."""
    names = [safe_name(upload.name) for upload in uploads]
    lowered = [name.lower() for name in names]
    paths = []
    for number, (upload, name) in enumerate(zip(uploads, names, strict=True), 1):
        # where another has the same name (as Windows sees it), a folder of its own keeps them apart
        path = folder / str(number) / name if lowered.count(name.lower()) > 1 else folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(upload.getbuffer())
        paths.append(path)
    return paths


def _read(incoming: Incoming, built_at: datetime) -> tuple[Reading, Version | None, Drafted | None]:
    """What the files hold, what they were compared with, and where nothing is wrong with them their draft."""
    store, current = incoming.store, incoming.store.current()
    with tempfile.TemporaryDirectory(prefix="inspection-import-", ignore_cleanup_errors=True) as folder:
        reading = intake.read(
            _written(incoming.uploads, Path(folder)),
            as_of=incoming.as_of,
            standing=lambda name: store.read_full(current, (name,))[name] if current else None,
            lang=incoming.lang,
        )
        if reading.faults or not reading.ledgers:
            return reading, current, None
        made = drafted(
            store,
            reading,
            as_of=incoming.as_of,
            built_at=built_at,
            settings=settings(store.home),
            lang=incoming.lang,
        )
    return reading, current, made


def _checked(
    incoming: Incoming, reading: Reading, current: Version | None, made: Drafted | None, started: float
) -> Checked:
    return Checked(
        signature=incoming.signature,
        faults=(*reading.faults, *(made.looked.faults if made else ())),
        warnings=(*reading.warnings, *(made.looked.warnings if made else ())),
        rows={ledger: table.num_rows for ledger, table in reading.ledgers.items()},
        stands=current.number if current else None,
        seconds=time.perf_counter() - started,
    )


def check(incoming: Incoming) -> Checked:
    """Read and check the files against what stands. Raises StoreError when that is damaged, OSError on a full disk."""
    started = time.perf_counter()
    reading, current, made = _read(incoming, datetime.now())
    if made and made.draft:
        incoming.store.discard(made.draft)
    return _checked(incoming, reading, current, made, started)


def publish(incoming: Incoming, stands: int | None, built_at: datetime) -> Version:
    """Read the files once more and publish them; `stands` is the version that the check was made against.

    Raises Changed when another version stands by now, Refused when the files do not pass any more, and what
    Store.draft and Store.accept raise.
    """
    started = time.perf_counter()
    reading, current, made = _read(incoming, built_at)
    if made is None or made.draft is None:
        raise Refused(_checked(incoming, reading, current, made, started))
    if (current.number if current else None) != stands:
        incoming.store.discard(made.draft)
        raise Changed(current.number if current else None)
    return incoming.store.accept(made.draft, checks=made.looked.counts)


def failure(error: Exception, lang: str) -> str:
    """Why publishing failed, in words; what stood before stands unchanged in every case."""
    if isinstance(error, Busy):
        return say("importing.busy", lang)
    if isinstance(error, Changed):
        return say("importing.stands_changed", lang, number=error.number)
    # DuckDB has no code for a full disk, only the system's words
    said = ("No space left on device", "not enough space on the disk")
    if getattr(error, "errno", None) == errno.ENOSPC or any(words in str(error) for words in said):
        return say("importing.disk_full", lang)
    return say("importing.store_failed", lang, reason=f"{type(error).__name__}: {error}")
