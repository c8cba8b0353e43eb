"""A home as it stood at one moment, held still while it is written into a backup and its users go on working.

Under the locks of all who write, each file gets a second name in a folder of the home itself: what is put in place whole and
never written to again, by a link (no bytes are copied, and a version that is let go meanwhile stays until the backup is done);
everything else by a copy. The locks are held for that moment only.
"""

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from inspection.access.backups.faults import Refused, writing
from inspection.access.backups.rule import Found, found_in
from inspection.warehouse import StoreError, is_full, private, private_folder
from inspection.warehouse.disk import Lock, remove
from inspection.warehouse.leftovers import PUBLISHING, refuse_put_back
from inspection.warehouse.manifests import read_pointer

LOCKS = ("snapshots/.lock", "demo/snapshots/.lock", "versions/lock", "demo/versions/lock", ".aliases.csv.lock")
"""In the order in which a publication takes them: the register's, then the store's."""
NEVER_WRITTEN_TO = re.compile(r"(demo/)?(versions|snapshots|public)/.*", re.DOTALL)
LOG = re.compile(r"access/.+\.jsonl")
PATIENCE = 60.0  # seconds that somebody else's writing is waited for


@contextmanager
def locked(home: Path, patience: float) -> Iterator[None]:
    """Hold the locks of all who write into a home. Raises Refused (busy) when one cannot be had in so many seconds."""
    places = [home / name for name in LOCKS if (home / name).parent.is_dir()]
    if (home / "access").is_dir():
        places += sorted(path for path in (home / "access").rglob("*") if path.name == "lock" or path.name.endswith(".lock"))
    ends = time.monotonic() + patience
    with ExitStack() as held:
        for place in places:
            if place == home / LOCKS[-1] and not place.exists():
                continue  # nobody has written an alias yet
            lock = Lock(place)
            if not lock.take(max(ends - time.monotonic(), 0.0)):
                raise Refused("busy", file=place)
            held.callback(lock.release)
        yield


@contextmanager
def still(home: Path, patience: float = PATIENCE) -> Iterator[tuple[Path, Found]]:
    """A folder with all that is kept of a home, as it stood at one moment, and what is in it. It goes at the end.

    Raises Refused: busy, a link in the home, a home without anything, the disk.
    """
    if not home.is_dir():
        raise Refused("nothing", home=home)
    sweep(home)
    with writing(home), ExitStack() as ended:
        folder = home / f".backup-{secrets.token_hex(4)}"
        private_folder(folder)
        lock = Lock(folder / "lock")
        lock.take()
        ended.callback(remove, folder)
        ended.callback(lock.release)
        with locked(home, patience):
            found = found_in(home)
            for versions in ("versions", "demo/versions"):
                _without_unfinished(home, versions, found)
            if not found.files:
                raise Refused("nothing", home=home)
            copy = folder / "home"
            private_folder(copy)
            for path in found.folders:
                (copy / path).mkdir(mode=0o700)
            found.files = [path for path in found.files if _taken(home / path, copy / path, path)]
        yield copy, found


def _without_unfinished(home: Path, versions: str, found: Found) -> None:
    """Leave out the files of a publication that was killed in its last step; nothing of the home is removed by a backup.

    Without the draft that tells of it they would be taken for a version to which the pointer was put back.
    """
    folder = home / versions
    if not any(folder.glob(f"draft-*/{PUBLISHING}")):
        return
    try:
        pointer = read_pointer(folder)
        last = pointer.number if pointer else 0
        refuse_put_back(folder, last)
    except StoreError:  # damaged: all is kept as it is, and told afterwards
        return
    numbered = re.compile(re.escape(versions) + r"/(\d+)\.[^/]+")
    found.files = [path for path in found.files if not (of := numbered.fullmatch(path)) or int(of[1]) <= last]


def _taken(source: Path, target: Path, path: str) -> bool:
    """Give a file its second name; False where it has gone meanwhile, which no lock forbids somebody who clears up."""
    try:
        _take(source, target, path)
        return True
    except FileNotFoundError:
        if source.exists():
            raise
        return False


def _take(source: Path, target: Path, path: str) -> None:
    if NEVER_WRITTEN_TO.fullmatch(path):
        try:
            os.link(source, target)
            return
        except OSError as error:  # a disk without links; another owner
            if is_full(error):
                raise
    with open(source, "rb") as read, open(target, "wb", opener=private) as written:
        shutil.copyfileobj(read, written, 1 << 20)
    if LOG.fullmatch(path):
        _cut_to_whole_lines(target)
    shutil.copystat(source, target)


def _cut_to_whole_lines(log: Path) -> None:
    """Let go the beginning of a line that somebody was just writing."""
    with open(log, "rb+") as file:
        held = file.read()
        file.truncate(held.rfind(b"\n") + 1)


def sweep(home: Path) -> None:
    """Remove what a killed backup left in a home; one that is running is left alone."""
    for folder in home.glob(".backup-*"):
        lock = Lock(folder / "lock")
        try:
            if lock.take():
                lock.release()
                remove(folder)
        except OSError:
            continue  # it has just gone, or cannot be removed: the next one tries again
