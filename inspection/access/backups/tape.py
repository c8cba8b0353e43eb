"""What stands inside a backup: a tar of `head.json`, then `home/…`, then `manifest.json`.

The head says which program and which schema made it, so that an older program refuses before it unpacks anything. The manifest
comes last, for it holds the sha256 and the size of every file, and a file is read once. Nothing in it is absolute.
"""

import hashlib
import io
import json
import os
import re
import stat
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from inspection.access.backups.faults import Refused
from inspection.access.backups.rule import Found
from inspection.warehouse import PROGRAM, dictionary

FORMAT = 1
HEAD, MANIFEST, HOME = "head.json", "manifest.json", "home/"
BLOCK = 1 << 20
LONGEST = 1 << 16  # bytes of a name, or of anything else said about one file
SMALL = 1 << 28  # bytes of the head or of the manifest, far above those of any home


@dataclass(frozen=True)
class Contents:
    """What a backup holds: its head, and path -> (bytes, sha256) of its files."""

    head: Mapping[str, object]
    files: Mapping[str, tuple[int, str]]

    @property
    def made_at(self) -> str:
        return str(self.head["made_at"])

    @property
    def bytes(self) -> int:
        return sum(size for size, _ in self.files.values())


def head_of(now: datetime) -> dict[str, object]:
    """What the head of a backup made now says."""
    made_at = now.isoformat(timespec="seconds")
    return {"format": FORMAT, "program": PROGRAM, "schema": dictionary().schema, "made_at": made_at}


def packed(root: Path, found: Found, head: Mapping[str, object]) -> Iterator[bytes]:
    """The tar, piece by piece. Raises Refused when a file is cut short while it is read."""
    files: dict[str, tuple[int, str]] = {}
    yield from _document(HEAD, head)
    for path in found.folders:
        yield _header(HOME + path, tarfile.DIRTYPE, 0o700)
    for path in found.files:
        with open(root / path, "rb") as file:
            known = os.fstat(file.fileno())
            mode = 0o600 if known.st_mode & stat.S_IWUSR else 0o400
            yield _header(HOME + path, tarfile.REGTYPE, mode, known.st_size, int(known.st_mtime))
            digest, left = hashlib.sha256(), known.st_size
            while left and (block := file.read(min(BLOCK, left))):
                digest.update(block)
                left -= len(block)
                yield block
        if left:
            raise Refused("changed", file=path)
        yield bytes(-known.st_size % tarfile.BLOCKSIZE)
        files[path] = (known.st_size, digest.hexdigest())
    yield from _document(MANIFEST, {**head, "files": files})
    yield bytes(2 * tarfile.BLOCKSIZE)


def _header(name: str, kind: bytes, mode: int, size: int = 0, moment: int = 0) -> bytes:
    info = tarfile.TarInfo(name)
    info.type, info.mode, info.size, info.mtime = kind, mode, size, moment
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")


def _document(name: str, said: Mapping[str, object]) -> Iterator[bytes]:
    text = json.dumps(said, ensure_ascii=True, sort_keys=True).encode("ascii")  # a name may be no text at all
    yield _header(name, tarfile.REGTYPE, 0o600, len(text))
    yield text + bytes(-len(text) % tarfile.BLOCKSIZE)


class _Member(tarfile.TarInfo):
    """A member of a tar that nobody has to trust: what is said about a file is read only where it is short."""

    @classmethod
    def frombuf(cls, buf: bytes, encoding: str, errors: str) -> "_Member":
        found = super().frombuf(buf, encoding, errors)
        if found.type not in (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE) and found.size > LONGEST:
            raise tarfile.HeaderError("too long")
        return found


Put = Callable[[str, tarfile.TarInfo], BinaryIO | None]
"""Where a file (or a folder: then None) of that path goes; what it returns is written to and closed."""


def unpacked(plain: BinaryIO, put: Put) -> Contents:
    """Read a tar to its end, hand every file to `put`, and compare all of it with the manifest.

    Raises Refused: of a newer program (before anything is put), no backup of ours, a path that leads elsewhere, files that
    are not those of the manifest.
    """
    head: dict | None = None
    manifest: dict | None = None
    files: dict[str, tuple[int, str]] = {}
    try:
        with tarfile.open(
            fileobj=plain, mode="r|", tarinfo=_Member, encoding="utf-8", errors="surrogateescape"
        ) as tape:  # fmt: skip
            for member in tape:
                if manifest is not None:
                    raise Refused("not_ours")
                if member.name in (HEAD, MANIFEST):
                    said = _said(tape, member)
                    if head is None:
                        head = _understood(said)
                    else:
                        manifest = said
                    continue
                path = _safe(member)
                if head is None or path in files:
                    raise Refused("not_ours")
                target = put(path, member)
                if member.isfile():
                    files[path] = _copied(tape.extractfile(member), target, member)
        while plain.read(BLOCK):  # to the end, for the last piece is proven only there
            continue
        whole = manifest is not None and files == {path: tuple(said) for path, said in manifest["files"].items()}
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("not_ours") from error
    if not whole:
        raise Refused("not_ours")
    return Contents(head, files)


def _said(tape: tarfile.TarFile, member: tarfile.TarInfo) -> dict:
    if not member.isfile() or member.size > SMALL:
        raise Refused("not_ours")
    return json.loads(tape.extractfile(member).read())


def _understood(head: dict) -> dict:
    """The head, where this program knows all that the backup may hold. Raises Refused (newer)."""
    made_by = head["program"]["version"]
    if head["format"] > FORMAT or head["schema"] > dictionary().schema or _order(made_by) > _order(PROGRAM["version"]):
        raise Refused("newer", program=made_by, here=PROGRAM["version"], made_at=head["made_at"])
    return head


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def _safe(member: tarfile.TarInfo) -> str:
    """The path of a member below the home. Raises Refused where it is no plain file or folder, or leads elsewhere."""
    parts = member.name.split("/")
    plain = member.type in (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE) and not member.issparse()
    if not plain or parts[0] != HOME[:-1] or len(parts) < 2 or any(p in ("", ".", "..") or "\0" in p for p in parts):
        raise Refused("unsafe", path=ascii(member.name))
    if os.name == "nt" and any(re.search(r'[\\:*?"<>|\x00-\x1f]|[. ]$', part) for part in parts):
        raise Refused("name", path=ascii(member.name))
    return "/".join(parts[1:])


def _copied(source: BinaryIO, target: BinaryIO | None, member: tarfile.TarInfo) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with target or io.BytesIO() as written:
        while block := source.read(BLOCK):
            digest.update(block)
            size += len(block)
            if target:
                written.write(block)
        if target:
            written.flush()
            os.fsync(written.fileno())
    if target:
        with suppress(OSError, OverflowError):  # a disk that knows no such time
            os.utime(target.name, (member.mtime, member.mtime))
    return size, digest.hexdigest()
