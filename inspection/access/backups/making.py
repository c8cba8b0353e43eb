"""Making a backup: one file, written beside and read back to its last byte before it bears its name."""

import glob
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspection.access.accounts import Accounts
from inspection.access.audit import Audit, faults_of_audit
from inspection.access.backups.faults import Refused, writing
from inspection.access.backups.sealed import Lock, opened, seal
from inspection.access.backups.still import still
from inspection.access.backups.tape import Contents, head_of, packed, unpacked
from inspection.access.faults import Refused as NotAdmitted
from inspection.warehouse import Damaged, Newer, Store, private
from inspection.warehouse.disk import remove, sync_folder

ABANDONED = 6 * 3600  # seconds without a byte more, after which a half-written file is of a run that was killed
MOST = 3  # faults of an audit that are told: one is enough


@dataclass(frozen=True)
class Made:
    """A backup that was made: its file, what it holds, and what of the home was damaged already: versions, and as words
    (key, values) its accounts and its audit."""

    file: Path
    contents: Contents
    damaged: tuple[Damaged, ...] = ()
    doubtful: tuple[tuple[str, dict[str, object]], ...] = ()

    @property
    def sound(self) -> bool:
        return not self.damaged and not self.doubtful


def back_up(home: Path, file: Path, lock: Lock, now: datetime, *, over: bool = False) -> Made:
    """Write all of a home into one encrypted file. `over`: an older file of that name gives way, in one step.

    The home may be in use: it is kept as it stood at one moment. Raises Refused with nothing changed: a name that is taken or
    lies in the home, somebody else writing for a minute, a link in the home, the disk.
    """
    home, file = Path(home), Path(file).absolute()
    if file.exists() and not over:
        raise Refused("exists", file=file)
    if not file.parent.is_dir():
        raise Refused("no_folder", folder=file.parent)
    if home.exists() and home.resolve() in (file.parent.resolve(), *file.parent.resolve().parents):
        raise Refused("inside", file=file, home=home)
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}.new")  # its own, should two be made at once
    sweep_half_written(file.parent, glob.escape(file.name), now)
    with still(home) as (copy, found):
        try:
            with writing(file.parent):
                with open(beside, "wb", opener=private) as written:
                    key = seal(packed(copy, found, head_of(now)), written, lock)
                    written.flush()
                    os.fsync(written.fileno())
                    _forget_cached(written.fileno())
                with opened(beside, key) as plain:
                    contents = unpacked(plain, lambda path, member: None)
                os.replace(beside, file)
                sync_folder(file.parent)
        except BaseException:
            with suppress(OSError):  # what ended it matters more
                remove(beside)
            raise
        return Made(file, contents, _damaged(copy, contents), _doubtful(home))


def sweep_half_written(folder: Path, name: str, now: datetime) -> None:
    """Remove what killed runs left of files of that name, a pattern; what is being written just now stays."""
    for left in folder.glob(f".{name}.*.new"):
        with suppress(OSError):  # it has just gone
            if now.timestamp() - left.stat().st_mtime > ABANDONED:
                remove(left)


def _forget_cached(handle: int) -> None:
    """Let the system forget what it holds of a file in memory, so that it is read back from the disk."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _doubtful(home: Path) -> tuple[tuple[str, dict[str, object]], ...]:
    """What is wrong with the accounts and the audit of a home."""
    try:
        Accounts(home).all()
        faults = faults_of_audit(Audit(home))[:MOST]
    except NotAdmitted as refused:
        return ((f"access.{refused.code}", refused.values),)
    return tuple((f"access.fault_{code}", {"n": n, "month": month}) for code, n, month in faults)


def _damaged(copy: Path, contents: Contents) -> tuple[Damaged, ...]:
    """What of the versions kept is not as it was published; those of a newer program are whole."""
    store, found = Store(copy), []
    for version in store.listed():
        if isinstance(version, Damaged):
            found.append(version)
            continue
        for kind, path in (("full", version.full), ("mart", version.mart)):
            if contents.files[path.relative_to(copy).as_posix()][1] != version.manifest["sha256"][kind]:
                found.append(Damaged("damaged_file", version.number, file=path.name))
    try:
        store.current()
    except Damaged as error:
        if not any(error.number == one.number for one in found):
            found.append(error)
    return tuple(one for one in found if not isinstance(one, Newer))
