"""A script that opens a foreign file in a process of its own, bounded in memory, processor time, wall clock and output.

What can go wrong with a file ends there and arrives here as one `Unreadable` with a stable code.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspection.warehouse.processes import end, used

ROOM = 4_000_000  # bytes free on the disk of the temporary folder, below which it counts as full
LOOK_EVERY = 0.05  # seconds
# one thread and no reserves of memory in the child: its limit counts what is mapped, not what is used
CHILD_ENVIRONMENT = {"ARROW_DEFAULT_MEMORY_POOL": "system", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}


class Unreadable(Exception):
    """A file that is refused whole: `code` is stable (text/intake.toml has its sentence), `detail` its values."""

    def __init__(self, code: str, **detail: object):
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Bounds:
    """What a child may use: bytes of memory above an empty interpreter, seconds of the processor and of the clock, bytes
    of what it hands back."""

    memory: int
    cpu: int
    wall: float
    output: int


def run(script: Path, arguments: Sequence[object], folder: Path, handed: Path, bounds: Bounds) -> None:
    """Run a script of this room with its arguments, which writes into a folder; `handed` is the file whose size counts.

    The script sets its own limits (reader_child.limit); this watches beside. Raises Unreadable when it does not end well.
    """
    errors = folder / "errors"
    # -P: the folder this was started in is no place to import from
    command = [sys.executable, "-P", "-X", "utf8", str(script), *map(str, arguments)]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with open(errors, "wb") as stderr:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            creationflags=flags,
            env={**os.environ, **CHILD_ENVIRONMENT},
        )
        try:
            _watch(child, handed, bounds)
        finally:
            end(child)
    if child.returncode == 0:
        return
    said = errors.read_bytes()[:10_000]
    if any(words in said for words in (b"memory allocation", b"MemoryError", b"capacity overflow", b"bad_alloc")):
        raise Unreadable("too_much_memory", limit=bounds.memory // 1_000_000)
    if child.returncode == -getattr(signal, "SIGXCPU", 24):
        raise Unreadable("too_slow", limit=bounds.cpu)
    if handed.exists() and handed.stat().st_size >= bounds.output - 1_000_000:
        raise Unreadable("too_many_values")
    raise broken_off(folder)


def _watch(child: subprocess.Popen, handed: Path, bounds: Bounds) -> None:
    """Wait for the child within the limits. The system's own limits stop it where there are any; this watch is what
    stands on Windows (which has none) and on macOS (which does not keep that of memory)."""
    started = time.monotonic()
    while True:
        try:
            child.wait(LOOK_EVERY)
            return
        except subprocess.TimeoutExpired:
            if time.monotonic() - started > bounds.wall:
                raise Unreadable("too_slow", limit=round(bounds.wall)) from None
        seconds, resident = used(child.pid)
        if seconds > bounds.cpu + 1:  # where the system counts it, it has stopped the child by now
            raise Unreadable("too_slow", limit=bounds.cpu)
        if resident > bounds.memory:
            raise Unreadable("too_much_memory", limit=bounds.memory // 1_000_000)
        if handed.exists() and handed.stat().st_size > bounds.output:
            raise Unreadable("too_many_values")


def broken_off(folder: Path) -> Unreadable:
    """Why a child left off without a word: a full disk is no fault of the file it read."""
    full = shutil.disk_usage(folder).free < ROOM
    return Unreadable("disk_full", folder=folder.parent) if full else Unreadable("reader_died")
