"""Every database that is opened: what does not fit into memory goes where nobody else reads it, and goes with the process.

DuckDB's own choice is a folder beside the file, or `.tmp` of whatever folder the process stands in, readable by everybody; there
the cells stand in clear, and stay where the process is killed.
"""

import atexit
import hashlib
import shutil
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from threading import Lock as ThreadLock

import duckdb

from inspection.warehouse.disk import Lock
from inspection.warehouse.passing import taken

MEMORY = ":memory:"
_numbers, _making = count(1), ThreadLock()
_held: list[tuple[Path, Lock]] = []
"""The folder of this process, once a database was opened."""


def connect(
    database: str | Path = MEMORY, *, config: Mapping[str, object] | None = None, read_only: bool = False
) -> duckdb.DuckDBPyConnection:
    """Open a database file, or one in memory. Raises duckdb.Error."""
    chosen = dict(config or {})
    # behind the others: DuckDB takes them from the last on, and refuses a folder once it has shut what is outside
    chosen.setdefault("temp_directory", _spilled_of(str(database)))
    return duckdb.connect(str(database), read_only=read_only, config=chosen)


def _spilled_of(database: str) -> str:
    """Where a database may put what does not fit: one file's always the same, for all connections of a process to it must be
    configured alike. Nowhere ("") where no temporary folder can be had: what does not fit is then refused by DuckDB."""
    name = f"m{next(_numbers)}" if database == MEMORY else hashlib.sha256(database.encode()).hexdigest()[:16]
    try:
        return str(_folder() / name)
    except OSError:
        return ""


def _folder() -> Path:
    with _making:
        if not _held:
            _held.append(taken("spill"))
            atexit.register(_let_go, *_held[0])
        return _held[0][0]


def _let_go(folder: Path, lock: Lock) -> None:
    lock.release()  # Windows removes no file that is locked
    shutil.rmtree(folder, ignore_errors=True)
