"""The register: every draft and what became of it, as a signed log that only grows. One writer at a time.

`register.jsonl` holds one line per step: {"event": {...}, "signature": hex}. An event says who did what when, which entries
it changed and how they stand after it, which folders joined the chain, the fingerprint of the public site as served from then
on, and the SHA-256 of the line before. The register is what the events add up to. Writing the line is the step: what a killed
step left before it never happened, what follows from it (the public site) is made good by the next one.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspection.snapshots.faults import Refused
from inspection.warehouse import private, private_folder
from inspection.warehouse.disk import Lock

STATES = ("draft", "approved", "published", "corrected", "withdrawn", "discarded")


@dataclass(frozen=True)
class Entry:
    """One snapshot from its draft on. Moments are ISO texts; names are those of accounts.

    `digest` is that of the contents: what was approved is what is published. `replaces` and `replaced_by` are ids of
    other entries. `folder` and `fingerprint` are those of the published folder, `notice` the folder that says it was
    withdrawn. `told` is the digest of what its counts were made of.
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
    told: str = ""


@dataclass(frozen=True)
class Handed:
    """A paper handed out, or a figure certified: its id, and the SHA-256 of the record that is kept of it."""

    id: str
    record: str


@dataclass(frozen=True)
class Register:
    """All entries in the order they were drafted, and the chain: folder and fingerprint of each link, oldest first.

    `lines`: the fingerprint of each line of the log, oldest first. `site`: that of the public site as it is to be served,
    empty while nothing was said of it. `handed`: the papers handed out of the house, in their order. `certified`: the
    figures certified, in theirs; `taken_back`: those of them that were taken back, with the record of it.
    """

    entries: tuple[Entry, ...] = ()
    chain: tuple[tuple[str, str], ...] = field(default=())
    lines: tuple[str, ...] = ()
    site: str = ""
    handed: tuple["Handed", ...] = ()
    certified: tuple["Handed", ...] = ()
    taken_back: tuple["Handed", ...] = ()

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


LOG, BEFORE_LOG = "register.jsonl", "register.json"


TAKEN_BACK = "uncertified"
"""The step by which what it certifies is no longer certified."""


@dataclass(frozen=True)
class Step:
    """What one line says: `what` was done `by` whom and when (`at`), the entries as they stand after it, the links it adds,
    the site's fingerprint from then on ("" where it stays as it is), the papers handed out and the figures certified by it."""

    what: str
    by: str
    at: str
    entries: tuple[Entry, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    site: str = ""
    handed: tuple[Handed, ...] = ()
    certified: tuple[Handed, ...] = ()


def after(register: Register, step: Step) -> Register:
    """The register once a step was taken; its line is not among `lines` yet."""
    for entry in step.entries:
        register = register.with_entry(entry)
    for folder, fingerprint in step.links:
        register = register.with_link(folder, fingerprint)
    # what is published without a word of the site leaves it to be written
    site = step.site or ("" if step.links else register.site)
    register = replace(register, site=site, handed=(*register.handed, *step.handed))
    if step.what == TAKEN_BACK:
        return replace(register, taken_back=(*register.taken_back, *step.certified))
    return replace(register, certified=(*register.certified, *step.certified))


def read(folder: Path) -> Register:
    """The register of a snapshots folder; empty where there is none yet. Raises Refused when it cannot be read."""
    path = folder / LOG
    try:
        if not path.exists():
            return _before_the_log(folder / BEFORE_LOG)
        register, before = Register(), None
        for line in path.read_bytes().splitlines():
            event = json.loads(line)["event"]
            if event["before"] != before or event["n"] != len(register.lines) + 1:
                raise ValueError(f"line {len(register.lines) + 1} does not follow the one before it")
            before = hashlib.sha256(line).hexdigest()
            register = after(replace(register, lines=(*register.lines, before)), _step(event))
        return register
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused("bad_register", path=path, reason=error) from error


def _step(event: dict) -> Step:
    known = {f.name for f in fields(Entry)}
    entries = tuple(Entry(**{k: v for k, v in entry.items() if k in known}) for entry in event["entries"])
    links = tuple((name, mark) for name, mark in event["links"])
    # lines of earlier releases have neither papers nor figures
    handed, certified = (tuple(Handed(**one) for one in event.get(name, ())) for name in ("handed", "certified"))
    return Step(event["what"], event["by"], event["at"], entries, links, event["site"], handed, certified)


def _before_the_log(path: Path) -> Register:
    """What an earlier release kept; the first line of the log carries it over."""
    if not path.exists():
        return Register()
    held = json.loads(path.read_bytes())
    event = {"what": "carried", "by": "", "at": "", "links": held["chain"], "site": "", "entries": held["entries"]}
    return after(Register(), _step(event))


def append(folder: Path, step: Step, key: Ed25519PrivateKey) -> Register:
    """Take a step: add its line, signed, and put the log in place whole. Returns the register after it."""
    register, path = read(folder), folder / LOG
    held = path.read_bytes() if path.exists() else b""
    steps = [step]
    if not held and (register.entries or register.chain):
        steps.insert(0, Step("carried", step.by, step.at, register.entries, register.chain))
        register = Register()
    for one in steps:
        before = register.lines[-1] if register.lines else None
        event = {"n": len(register.lines) + 1, "before": before, **asdict(one)}
        line = _line(event, key.sign(_canonical(event)))
        register = after(replace(register, lines=(*register.lines, hashlib.sha256(line).hexdigest())), one)
        held += line + b"\n"
    write_whole(path, held)
    (folder / BEFORE_LOG).unlink(missing_ok=True)
    return register


def _canonical(event: dict) -> bytes:
    return json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _line(event: dict, signature: bytes) -> bytes:
    return _canonical({"event": event, "signature": signature.hex()})


def unsigned(folder: Path, key: Ed25519PublicKey) -> list[int]:
    """The numbers of the lines that the key has not signed as they stand. Raises OSError, ValueError, KeyError."""
    found = []
    for number, line in enumerate((folder / LOG).read_bytes().splitlines(), 1):
        held = json.loads(line)
        try:
            key.verify(bytes.fromhex(held["signature"]), _canonical(held["event"]))
        except InvalidSignature:
            found.append(number)
    return found


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


@contextmanager
def writing(folder: Path, patience: float = 0.0) -> Iterator[None]:
    """Hold the one-writer lock of a snapshots folder. Raises Refused while another process holds it, for so many seconds."""
    private_folder(folder)
    lock = Lock(folder / ".lock")
    if not lock.take(patience):
        raise Refused("busy", folder=folder)
    try:
        yield
    finally:
        lock.release()
