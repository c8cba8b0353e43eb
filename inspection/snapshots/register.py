"""The register: every draft and what became of it. One JSON file in the data home, one writer at a time."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from inspection.snapshots.contents import json_bytes
from inspection.snapshots.faults import Refused
from inspection.warehouse import private, private_folder

STATES = ("draft", "approved", "published", "corrected", "withdrawn", "discarded")


@dataclass(frozen=True)
class Entry:
    """One snapshot from its draft on. Moments are ISO texts; names are those of accounts.

    `digest` is that of the contents: what was approved is what is published. `replaces` and `replaced_by` are ids of
    other entries. `folder` and `fingerprint` are those of the published folder, `notice` the folder that says it was
    withdrawn.
    """

    id: str
    state: str
    slug: str
    title: str
    as_of: str
    digest: str
    data_version: int
    drafted_by: str
    drafted_at: str
    approved_by: str = ""
    approved_at: str = ""
    published_by: str = ""
    published_at: str = ""
    folder: str = ""
    fingerprint: str = ""
    replaces: str = ""
    replaced_by: str = ""
    reason: str = ""
    withdrawn_by: str = ""
    withdrawn_at: str = ""
    withdrawn_reason: str = ""
    notice: str = ""


@dataclass(frozen=True)
class Register:
    """All entries in the order they were drafted, and the chain: folder and fingerprint of each link, oldest first."""

    entries: tuple[Entry, ...] = ()
    chain: tuple[tuple[str, str], ...] = field(default=())

    def entry(self, id: str) -> Entry:
        """The entry of that id, also by its folder or the beginning of its fingerprint. Raises Refused."""
        found = [e for e in self.entries if id in (e.id, e.folder) or (len(id) >= 8 and e.fingerprint.startswith(id))]
        if len(found) != 1 or not id:
            raise Refused("no_entry", id=id)
        return found[0]

    def with_entry(self, entry: Entry) -> "Register":
        """The register with an entry added, or put in place of the one of its id."""
        if any(e.id == entry.id for e in self.entries):
            return replace(self, entries=tuple(entry if e.id == entry.id else e for e in self.entries))
        return replace(self, entries=(*self.entries, entry))

    def with_link(self, folder: str, fingerprint: str) -> "Register":
        return replace(self, chain=(*self.chain, (folder, fingerprint)))

    @property
    def head(self) -> str | None:
        return self.chain[-1][1] if self.chain else None


def read(folder: Path) -> Register:
    """The register of a snapshots folder; empty where there is none yet. Raises Refused when it cannot be read."""
    path = folder / "register.json"
    if not path.exists():
        return Register()
    try:
        held = json.loads(path.read_bytes())
        known = {f.name for f in fields(Entry)}
        entries = tuple(Entry(**{k: v for k, v in entry.items() if k in known}) for entry in held["entries"])
        return Register(entries, tuple((name, mark) for name, mark in held["chain"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused("bad_register", path=path, reason=error) from error


def write_whole(path: Path, content: bytes) -> None:
    """A file that is there whole or not at all, and stays after a power cut."""
    beside = path.with_name(f".{path.name}.new")
    with open(beside, "wb", opener=private) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last; Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write(folder: Path, register: Register) -> None:
    """Put the register in place."""
    entries = [asdict(entry) for entry in register.entries]
    write_whole(folder / "register.json", json_bytes({"entries": entries, "chain": list(register.chain)}))


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the one-writer lock of a snapshots folder. Raises Refused while another process holds it."""
    private_folder(folder)
    with open(folder / ".lock", "a+b", opener=private) as handle:
        try:
            if os.name == "posix":
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            else:
                import msvcrt

                handle.seek(0)
                msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            raise Refused("busy", folder=folder) from None
        yield
