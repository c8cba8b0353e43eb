"""Kept as given: every paper handed out of the house, with what it was made from and the figures that stand in it.

given = keep(papers_home(source), "pack_secretary", "…", {"brief.pptx": data}, figures, source, view, by="zhang", at=now)

`papers/<id>/` of the data home holds the files and `record.json`; that they were handed out is a line of the register, signed
and chained as the steps of publication are, with the record's fingerprint. Writing the line is the step: a folder that no line
tells of never happened and goes with the next one. The data version is kept for as long as the paper is.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from inspection.reading.answers import Source
from inspection.reading.view import View
from inspection.snapshots import Handed, Refused, Register, office_key
from inspection.snapshots import register as registers
from inspection.text import say
from inspection.warehouse import PROGRAM, Settings, Store, data_home, demonstration_store, private_folder

FOLDER, RECORD = "papers", "record.json"
PATIENCE = 20.0  # seconds that a step of publication may take before a paper is refused
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}")
_BUILDING = ".building"


@dataclass(frozen=True)
class Stated:
    """A figure as it was given: its text as a field (`inspection.reading.fields`), and the words it was printed in."""

    field: str
    words: str


@dataclass(frozen=True)
class File:
    """A file of a paper: its name as handed out, what it is called in the paper's folder, its SHA-256."""

    name: str
    kept_as: str
    sha256: str


@dataclass(frozen=True)
class Given:
    """A paper as it was handed out. Days and moments are ISO texts; `scope` says the filters in words.

    `view`: the fields of the view that are not of the data (term, days, classes, sectors, rounds, orgs). `settings`: all of
    them as (section, key, value), `settings_digest` their SHA-256.
    """

    id: str
    kind: str
    title: str
    lang: str
    as_of: str
    data_version: int
    demonstration: bool
    scope: str
    view: tuple[tuple[str, object], ...]
    settings: tuple[tuple[str, str, object], ...]
    settings_digest: str
    program: str
    by: str
    at: str
    files: tuple[File, ...]
    figures: tuple[Stated, ...]

    @property
    def rules(self) -> Settings:
        """The settings it was made with."""
        return Settings(self.settings)


def papers_home(source: Source) -> Path:
    """The home whose papers go with the data: the office's own, or the demonstration county's."""
    home = data_home()
    return demonstration_store(home).home if source.mart.demonstration else home


def keep(
    home: Path, kind: str, title: str, files: Mapping[str, bytes], figures: Iterable[Stated], source: Source, view: View,
    *, by: str, at: datetime,
) -> Given:  # fmt: skip
    """Keep a paper as it is handed out, and say so in the register; what was kept.

    `kind`: pack_secretary, letter, form, summary, card …; `files`: name -> bytes. Raises Refused (busy, bad_register) and
    OSError with nothing kept, StoreError where its data version cannot be kept.
    """
    home, named = Path(home), _named(files)
    with registers.writing(home / "snapshots", PATIENCE):
        register = registers.read(home / "snapshots")
        folder = home / FOLDER
        private_folder(folder)
        _sweep(folder, register)
        id = f"g{len(register.handed) + 1:04d}"
        record = Given(
            id=id, kind=kind, title=title, lang=view.lang, as_of=view.as_of.isoformat(),
            data_version=source.version.number, demonstration=source.mart.demonstration, scope=view.words(),
            view=_chosen(view), settings=source.settings.entries, settings_digest=settings_digest(source.settings),
            program="{version} {commit}".format(**PROGRAM), by=by, at=at.isoformat(timespec="seconds"),
            files=tuple(File(name, kept, hashlib.sha256(files[name]).hexdigest()) for name, kept in named),
            figures=tuple(figures),
        )  # fmt: skip
        text = _text(record)
        beside = folder / f".{id}{_BUILDING}"
        private_folder(beside)
        for name, kept in named:
            registers.write_whole(beside / kept, files[name])
        registers.write_whole(beside / RECORD, text)
        beside.rename(folder / id)
        registers.sync_folder(folder)
        if not source.mart.demonstration:
            Store(home).pin(source.version.number, f"{FOLDER}/{id}")
        handed = Handed(id, hashlib.sha256(text).hexdigest())
        step = registers.Step("given", by, record.at, handed=(handed,))
        registers.append(home / "snapshots", step, office_key(home))
        return _record(text)


def given(home: Path) -> tuple[Given, ...]:
    """The papers handed out, the last one first. Raises Refused where the register or a record is not as it was written."""
    home = Path(home)
    return tuple(_read(home, handed) for handed in reversed(registers.read(home / "snapshots").handed))


def file_of(home: Path, paper: Given, name: str) -> bytes:
    """The bytes of a file of a paper, as handed out. Raises Refused where they are not those any more."""
    file = next(one for one in paper.files if one.name == name)
    path = Path(home) / FOLDER / paper.id / file.kept_as
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused("paper_changed", path=path, reason=error.strerror or error) from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise Refused("paper_changed", path=path, reason="SHA-256")
    return data


def listed(papers: Sequence[Given], lang: str) -> pd.DataFrame:
    """The papers handed out, a row each."""
    heads = [say(f"packs.head_{name}", lang) for name in ("id", "at", "title", "as_of", "version", "scope", "files", "by")]
    forms = [" ".join(dict.fromkeys(Path(file.name).suffix.lstrip(".") for file in paper.files)) for paper in papers]
    rows = [
        (p.id, p.at.replace("T", " ")[:16], p.title, p.as_of, p.data_version, p.scope, form, p.by)
        for p, form in zip(papers, forms, strict=True)
    ]
    return pd.DataFrame(rows, columns=heads)


def last_given(home: Path, kind: str) -> Given | None:
    """The paper of that kind handed out last; None before the first."""
    return next((paper for paper in given(home) if paper.kind == kind), None)


def faults(home: Path) -> tuple[tuple[str, str], ...]:
    """(id, file) of what is not as it was handed out; record.json where a whole paper cannot be read."""
    found = []
    for handed in registers.read(Path(home) / "snapshots").handed:
        try:
            paper = _read(Path(home), handed)
        except Refused:
            found.append((handed.id, RECORD))
            continue
        for file in paper.files:
            try:
                file_of(home, paper, file.name)
            except Refused:
                found.append((handed.id, file.name))
    return tuple(found)


def settings_digest(settings: Settings) -> str:
    """The SHA-256 of all settings."""
    return hashlib.sha256(_canonical(settings.entries)).hexdigest()


def _chosen(view: View) -> tuple[tuple[str, object], ...]:
    of_data = {"lang", "as_of", "terms", "round_names"}
    values = ((field.name, getattr(view, field.name)) for field in fields(view) if field.name not in of_data)
    return tuple((name, value.isoformat() if isinstance(value, date) else value) for name, value in values)


def _named(files: Mapping[str, bytes]) -> tuple[tuple[str, str], ...]:
    """(name, name in the folder): a number and the ending, for a name may be a foreign file's and of any length."""
    found = []
    for number, name in enumerate(files, 1):
        suffix = Path(name).suffix
        found.append((name, f"{number:02d}{suffix if _SUFFIX.fullmatch(suffix) else ''}"))
    return tuple(found)


def _sweep(folder: Path, register: Register) -> None:
    """Folders that no line tells of go: of a paper whose keeping was killed."""
    known = {handed.id for handed in register.handed}
    for path in folder.iterdir():
        if path.is_dir() and path.name not in known:
            shutil.rmtree(path)


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _text(record: Given) -> bytes:
    return json.dumps(asdict(record), ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8")


def _read(home: Path, handed: Handed) -> Given:
    path = home / FOLDER / handed.id / RECORD
    try:
        text = path.read_bytes()
        if hashlib.sha256(text).hexdigest() != handed.record:
            raise ValueError("SHA-256")
        return _record(text)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused("paper_changed", path=path, reason=error) from error


def _record(text: bytes) -> Given:
    held = json.loads(text)
    held["files"] = tuple(File(**file) for file in held["files"])
    held["figures"] = tuple(Stated(**figure) for figure in held["figures"])
    held["view"] = tuple((name, _frozen(value)) for name, value in held["view"])
    held["settings"] = tuple((section, key, _frozen(value)) for section, key, value in held["settings"])
    return Given(**held)


def _frozen(value: object) -> object:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
