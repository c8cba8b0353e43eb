"""Names of organisations -> their ids, where a ledger has a name and an id is due. Never a guess.

A name is known by the organisation's id, full name, short name, former names (written behind the name:
自然资源局（原国土局）), its township's name before its own (城关镇东街村), or the office's alias table, to which the
steward adds. A name that several organisations may be, or none, is a fault with the nearest three. What is compared is
`cells.normal`: width, spaces and case do not matter, all else does.

The organisation a name stands for may have been merged into another since: the name still means the one that bore it,
as the ledger has it, unless another of today bears it too; then nobody can tell, and the id must be written.
"""

import csv
import difflib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from inspection.intake.cells import Bad, clean, normal
from inspection.warehouse.disk import Lock, write_whole
from inspection.warehouse.owner_only import private_folder

FILE = "aliases.csv"
HEADER = ["written", "org_id", "who", "when"]
FORMER = re.compile(r"[((（\[【]\s*(?:原|曾用名|前身)\s*[:：为系]?\s*([^()（）\[\]【】]+)[))）\]】]")
BETWEEN = re.compile(r"[、,，;；/]")
ENDING = re.compile(r"(?:中共|中国共产党)|党委|党组|党(?:总)?支部|委员会")
SUGGESTED = 3
COMPARED = 40  # organisations that share most letters with a name are compared with it in full
LONGEST_NAME = 200
LIKE = 0.35
PATIENCE = 5.0  # seconds another writer is waited for


class AliasError(ValueError):
    """The alias table cannot be read or written; str() says which file and why."""


@dataclass(frozen=True)
class Candidate:
    """An organisation that a written name may mean."""

    org_id: str
    name: str


@dataclass(frozen=True)
class Unresolved:
    """A name that could not be told: "unknown", "ambiguous" or "gone" (its alias points nowhere), and who it may be."""

    written: str
    kind: str
    candidates: tuple[Candidate, ...]


@dataclass
class Aliases:
    """The office's alias table (`known`: normalised name -> id), and what has been asked that nobody could tell."""

    path: Path | None = None
    known: dict[str, str] = field(default_factory=dict)
    unresolved: list[Unresolved] = field(default_factory=list)

    @classmethod
    def load(cls, home: Path) -> "Aliases":
        """The table of a data home, empty where there is none; of two lines for a name the later holds. AliasError."""
        path = home / FILE
        return cls(path, {normal(written): org_id for written, org_id, _, _ in _read(path)})

    def add(self, written: str, org_id: str, who: str, when: datetime) -> None:
        """Record that a name means an organisation. The file is put in place whole. Raises AliasError, OSError."""
        written, org_id = clean(written) or "", clean(org_id) or ""
        if not normal(written) or not org_id or len(written) > LONGEST_NAME:
            raise AliasError(f"{self.path}: an alias needs a name of at most {LONGEST_NAME} characters and an id")
        private_folder(self.path.parent)
        lock = Lock(self.path.with_name(f".{FILE}.lock"))
        if not lock.take(PATIENCE):
            raise AliasError(f"{self.path}: somebody else is writing; try again")
        try:
            rows = _read(self.path)
            rows.append((written, org_id, clean(who) or "", when.isoformat(sep=" ", timespec="seconds")))
            _write(self.path, rows)
        finally:
            lock.release()
        self.known = {normal(name): found for name, found, _, _ in rows}

    def resolve(self, values: Sequence[str], organisations: pa.Table) -> list[str | Bad]:
        """For each distinct name the id, or why it cannot be told; those are kept in `unresolved`, too.

        `organisations`: the ledger as it would stand, with at least org_id and name.
        """
        names = Names(organisations)
        answers: list[str | Bad] = []
        already = {one.written for one in self.unresolved}
        for written in values:
            found = self._one(written, names)
            if isinstance(found, Unresolved):
                if found.written not in already:
                    self.unresolved.append(found)
                answers.append(_bad(found, self.known.get(normal(written), "")))
            else:
                answers.append(found)
        return answers

    def _one(self, written: str, names: "Names") -> str | Unresolved:
        key = normal(written)
        bearers = names.bearers.get(key, frozenset())
        alias = self.known.get(key)
        if alias is not None and alias not in names.of:
            return Unresolved(written, "gone", names.nearest(written))
        if len(bearers) == 1 and alias in (None, *bearers):
            return next(iter(bearers))
        if alias is not None and (not bearers or alias in bearers):
            return alias
        if bearers:
            # an alias that contradicts the ledger is one meaning more, not the last word
            both = sorted(bearers | {alias} - {None})
            return Unresolved(written, "ambiguous", tuple(Candidate(org, names.of[org]) for org in both))
        return Unresolved(written, "unknown", names.nearest(written))


def _bad(found: Unresolved, alias: str) -> Bad:
    near = "、".join(f"{one.name}（{one.org_id}）" for one in found.candidates[:SUGGESTED])
    if found.kind == "gone":
        return Bad("mapping.alias_gone", org_id=alias)
    if found.kind == "ambiguous":
        return Bad("mapping.ambiguous_name", near=near)
    return Bad("mapping.unknown_name", near=near) if near else Bad("mapping.unknown_name_bare")


# --- names -----------------------------------------------------------------------------------------------------------


class Names:
    """Everything the organisations of a ledger are called: `of` id -> name, `bearers` normalised name -> ids."""

    def __init__(self, organisations: pa.Table):
        wanted = {name: organisations[name].to_pylist() for name in ("org_id", "name")}
        for name in ("short_name", "parent_id"):
            present = name in organisations.column_names
            wanted[name] = organisations[name].to_pylist() if present else [None] * organisations.num_rows
        rows = list(zip(*(wanted[name] for name in ("org_id", "name", "short_name", "parent_id")), strict=True))
        self.of: dict[str, str] = {org: name or "" for org, name, _, _ in rows if org}
        own = {org: spellings(name, short) for org, name, short, _ in rows if org}
        bearers: dict[str, set[str]] = {}
        for org, _, _, parent in rows:
            if not org:
                continue
            called = own[org] | {org}
            for above in own.get(parent, ()):
                called |= {ENDING.sub("", above) + name for name in own[org]}
            for name in called:
                bearers.setdefault(normal(name), set()).add(org)
        bearers.pop("", None)
        self.bearers = {name: frozenset(orgs) for name, orgs in bearers.items()}
        self._letters: dict[str, set[str]] | None = None

    def nearest(self, written: str) -> tuple[Candidate, ...]:
        """The three organisations whose names look most like it, none where nothing does."""
        if self._letters is None:
            self._letters = {}
            for name in self.bearers:
                for pair in _pairs(name):
                    self._letters.setdefault(pair, set()).add(name)
        key = normal(written)[:LONGEST_NAME]
        shared: dict[str, int] = {}
        for pair in _pairs(key):
            for name in self._letters.get(pair, ()):
                shared[name] = shared.get(name, 0) + 1
        few = sorted(shared, key=lambda name: (-shared[name] / (len(name) + len(key)), name))[:COMPARED]
        score: dict[str, float] = {}
        for name in few:
            likeness = difflib.SequenceMatcher(None, key, name, autojunk=False).ratio()
            for org in self.bearers[name] if likeness >= LIKE else ():
                score[org] = max(likeness, score.get(org, 0))
        ranked = sorted(score, key=lambda org: (-score[org], org))[:SUGGESTED]
        return tuple(Candidate(org, self.of[org]) for org in ranked)


def spellings(name: str | None, short: str | None) -> set[str]:
    """What an organisation is called: its name with and without the former ones behind it, those, its short name."""
    found = {text for text in (name, short) if text}
    for text in (name or "", short or ""):
        former = FORMER.findall(text)
        if former:
            found.add(FORMER.sub("", text))
            found |= {part for one in former for part in BETWEEN.split(one)}
    return {text.strip() for text in found if text.strip()}


def _pairs(text: str) -> set[str]:
    """Two letters at a time; a name of one letter is itself."""
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


# --- the file --------------------------------------------------------------------------------------------------------


def _read(path: Path) -> list[tuple[str, str, str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise AliasError(f"{path}: the alias table cannot be read ({error}); put back a copy or take it away") from None
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows or rows[0] != HEADER or any(len(row) != len(HEADER) for row in rows if row):
        raise AliasError(f"{path}: the alias table must have the columns {', '.join(HEADER)} and nothing else")
    return [tuple(row) for row in rows[1:] if row]


def _write(path: Path, rows: Iterable[tuple]) -> None:
    """In its place in one step: a reader sees the old table or the new one."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    write_whole(path, text.getvalue())
