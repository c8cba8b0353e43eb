"""Is a version as it was published? Its manifest by a seal, its files by size and sha256.

A file is hashed before this process opens it for the first time, once per inode, size and time of change: a county's
files take some ten milliseconds, a province's gigabytes a second each. DuckDB itself notices most flipped bits only
when the block is read, and a shortened file often opens; so opening is no proof.
"""

import json
import os
import threading
from hashlib import sha256
from pathlib import Path

from inspection.warehouse.disk import digest
from inspection.warehouse.errors import Damaged
from inspection.warehouse.values import Version

_proven: dict[tuple, str] = {}  # identity of a file -> its sha256
_guard = threading.Lock()


def _identity(path: Path) -> tuple:
    found = os.stat(path)
    return (str(path), found.st_ino, found.st_size, found.st_mtime_ns)


def seal(manifest: dict) -> str:
    """The checksum of a manifest over everything but the checksum itself."""
    text = json.dumps({k: v for k, v in manifest.items() if k != "seal"}, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def known(path: Path, found: str) -> None:
    """Remember the sha256 of a file this process has just written and hashed."""
    with _guard:
        _proven[_identity(path)] = found


def prove(version: Version, kind: str) -> Path:
    """The "full" or "mart" file of a version, proven to be what was published. Raises Damaged."""
    path = version.full if kind == "full" else version.mart
    recorded = version.manifest["sha256"][kind]
    try:
        identity = _identity(path)
        with _guard:
            found = _proven.get(identity)
        if found is None:
            found = digest(path)
            with _guard:
                _proven[identity] = found
    except FileNotFoundError:
        raise Damaged("damaged_missing", version.number, file=path) from None
    except OSError as error:
        raise Damaged("damaged_unreadable", version.number, file=path, reason=error.strerror or error) from error
    if found != recorded:
        raise Damaged("damaged_file", version.number, file=path)
    return path
