"""What a process that was killed leaves behind may hold secret cells: it goes at the next start, and never while in use.

Two kinds: folders in the temporary folder where files are read, and drafts beside the versions. Whoever makes one holds a
lock in it as long as he lives; a lock goes with its process, so what can be locked is nobody's.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from inspection.warehouse.disk import Lock, remove
from inspection.warehouse.draft import is_abandoned
from inspection.warehouse.errors import Damaged
from inspection.warehouse.manifests import numbers, read_pointer, write_pointer

PURPOSES = ("read", "import")
LOCK = ".lock"
UNLOCKED = 600  # seconds after which a folder without a lock is one that was killed before it had one
PUBLISHING = "publishing"  # a file of a draft's folder, from its last step on


@contextmanager
def passing_folder(purpose: str) -> Iterator[Path]:
    """A folder of the temporary folder for cells on their way ("read") or files as they came ("import").

    It is its owner's alone and goes at the end; where the process is killed, with the next sweep. Raises OSError.
    """
    folder, lock = _taken(purpose)
    try:
        yield folder
    finally:
        lock.release()  # Windows removes no file that is locked
        shutil.rmtree(folder, ignore_errors=True)


def _taken(purpose: str) -> tuple[Path, Lock]:
    """A fresh folder and the lock on it. A sweep that came between the making and the locking has taken it away."""
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


def refuse_put_back(folder: Path, last: int) -> None:
    """Raise Damaged where there is a version above the pointer that was in force: the pointer was put back.

    A publication that broke off before the pointer moved leaves its draft's folder with the mark of its last step;
    then the one number above is a leftover. Without such a folder it was published.
    """
    highest = max(numbers(folder), default=0)
    broken = any(folder.glob(f"draft-*/{PUBLISHING}"))
    if highest > last + 1 or (highest > last and not broken):
        raise Damaged("damaged_pointer_back", None, file=folder / "current", last=last, highest=highest)


def sweep_versions(folder: Path, now: datetime) -> None:
    """Remove what broken builds left: what is numbered just above the pointer, half-written files, dead drafts.

    The writer's lock must be held. Where the pointer was put back, by a hand or a backup, only drafts that never came to
    their last step are removed: raises Damaged.
    """
    drafts = [path for path in folder.glob("draft-*") if is_abandoned(path, now)]
    for path in drafts:
        if not (path / PUBLISHING).exists():
            remove(path)
    pointer = read_pointer(folder)
    last = pointer.number if pointer else 0
    refuse_put_back(folder, last)
    if pointer is None:
        write_pointer(folder, None)
    for path in list(folder.iterdir()):
        number = path.name.split(".")[0]
        if path.name.endswith((".new", ".wal", ".building")) or (number.isdigit() and int(number) > last):
            remove(path)
    for path in drafts:
        remove(path)  # those of a last step go last: they tell what is a leftover
