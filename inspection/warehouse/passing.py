"""Folders of the temporary folder for what is on its way: files as they came, their cells, what does not fit into memory.

What a process that was killed leaves in one may be secret: it goes at the next start of anything, and never while in use. Whoever
makes one holds a lock in it as long as he lives; a lock goes with its process, so what can be locked is nobody's.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from inspection.warehouse.disk import Lock

PURPOSES = ("read", "import", "fill", "spill")
"""What is swept: a folder for anything else would stay."""
LOCK = ".lock"
UNLOCKED = 600  # seconds after which a folder without a lock is one that was killed before it had one


@contextmanager
def passing_folder(purpose: str) -> Iterator[Path]:
    """A folder of the temporary folder for one of PURPOSES: cells on their way ("read"), files as they came ("import"), a form
    that is filled ("fill").

    It is its owner's alone and goes at the end; where the process is killed, with the next sweep. Raises OSError.
    """
    folder, lock = taken(purpose)
    try:
        yield folder
    finally:
        lock.release()  # Windows removes no file that is locked
        shutil.rmtree(folder, ignore_errors=True)


def taken(purpose: str) -> tuple[Path, Lock]:
    """A fresh folder and the lock on it, for somebody who lets both go himself. Raises OSError.

    A sweep that came between the making and the locking has taken it away: then another is made.
    """
    if purpose not in PURPOSES:
        raise ValueError(purpose)
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f"inspection-{purpose}-"))
        lock = Lock(folder / LOCK)
        if lock.take() and lock.path.exists():
            return folder, lock
        lock.release()


def sweep_passing(now: datetime) -> list[Path]:
    """Remove the folders of dead processes, only one's own; what was removed. What cannot be removed stays."""
    parent, removed = Path(tempfile.gettempdir()), []
    for path in (path for purpose in PURPOSES for path in parent.glob(f"inspection-{purpose}-*")):
        try:
            found = path.lstat()
            # the temporary folder is everybody's: what another made is neither opened nor followed
            mine = os.name != "posix" or found.st_uid == os.geteuid()
            if stat.S_ISDIR(found.st_mode) and mine and _let_go(path, now.timestamp() - found.st_mtime):
                removed.append(path)
        except OSError:
            continue  # another sweep was quicker
    return removed


def _let_go(folder: Path, age: float) -> bool:
    """Remove a folder of no living process; whether it was one. `age` in seconds."""
    if not (folder / LOCK).exists():
        if age < UNLOCKED:
            return False
        shutil.rmtree(folder, ignore_errors=True)
        return True
    lock = Lock(folder / LOCK)
    if not lock.take():
        return False
    try:
        if os.name != "posix":
            lock.release()
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        lock.release()
    return True
