"""Files that are there whole or not at all: fsync, replacing in one step, digests, locks."""

import errno
import os
import time
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from inspection.warehouse.owner_only import private

BLOCK = 1 << 20
FULL = ("No space left on device", "not enough space on the disk")


def is_full(error: BaseException) -> bool:
    """Whether a disk was full. DuckDB has no code for that, only the system's words."""
    return getattr(error, "errno", None) == errno.ENOSPC or any(words in str(error) for words in FULL)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last. Windows has no fsync of a folder; its rename is ordered by the journal."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_file(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def write_whole(path: Path, text: str) -> None:
    """Replace a small text file in one step: a reader sees the old one or the new one, never a part."""
    fresh = path.with_name(path.name + ".new")
    with open(fresh, "w", encoding="utf-8", newline="\n", opener=private) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
    sync_folder(path.parent)


def digest(path: Path) -> str:
    """The sha256 of a file, hexadecimal."""
    result = sha256()
    with open(path, "rb") as file:
        while block := file.read(BLOCK):
            result.update(block)
    return result.hexdigest()


def copy_with_digest(source: Path, target: Path) -> tuple[str, int]:
    """Copy a file and make it last; the sha256 and the size of what was written."""
    result, size = sha256(), 0
    with open(source, "rb") as read, open(target, "wb", opener=private) as written:
        while block := read.read(BLOCK):
            result.update(block)
            size += len(block)
            written.write(block)
        written.flush()
        os.fsync(written.fileno())
    return result.hexdigest(), size


def remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it; others may be removing it too."""
    try:
        if path.is_dir() and not path.is_symlink():
            for inside in list(path.iterdir()):
                remove(inside)
            path.rmdir()
        else:
            path.unlink()
    except FileNotFoundError:
        return


class Lock:
    """A lock on a file that goes with the process: the file stays, only the lock on it comes and goes."""

    def __init__(self, path: Path):
        self.path = path
        self._file: BinaryIO | None = None

    def take(self, patience: float = 0.0) -> bool:
        """Whether the lock could be had within so many seconds. Raises OSError when the file cannot be opened."""
        ends = time.monotonic() + patience
        file = open(self.path, "a+b", opener=private)  # noqa: SIM115 - it stays open as long as the lock is held
        try:
            while not _locked(file):
                if time.monotonic() >= ends:
                    return False
                time.sleep(0.02)
            self._file = file
            return True
        finally:
            if self._file is not file:
                file.close()

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _locked(file: BinaryIO) -> bool:
    if os.name == "posix":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    else:
        import msvcrt

        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
    return True
