"""The way of an import: collect the files, open each, recognise its sheets, take the rows, check between them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from inspection.formats.workbooks import Sheet, Unreadable, Workbook, read_workbooks
from inspection.intake.cells import Bad
from inspection.intake.check import Keys, Modes, Standing, check_keys, check_references, check_standing, resolve_aliases
from inspection.intake.faults import Fault, Faults, Place
from inspection.intake.files import Found, collect
from inspection.intake.headers import Heading, heading_of, table_below
from inspection.intake.places import Origin, Places
from inspection.intake.recognise import all_column_names, by_exact_name, by_file_name, column_names, recognise
from inspection.intake.sheets import Mapped, Taken, say_after, say_rules, take_mapped, take_table
from inspection.text import say
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.values import ImportedFile, Ledgers

Progress = Callable[[int, int, str], None]
"""(done, of how many, what is being done in words): files while they are opened, rows while they are read and checked."""


class Mapping(Protocol):
    """A profile that says what the sheets of one source are; None: it does not speak of this file."""

    def apply(self, file: str, sheets: tuple[Sheet, ...], faults: Faults) -> list[Mapped] | None: ...


class Aliases(Protocol):
    """Names of organisations -> their ids: for each value an id, or why it cannot be told."""

    def resolve(self, values: list[str], organisations: pa.Table) -> list[str | Bad]: ...


@dataclass(frozen=True)
class Reading:
    """What an import holds. `ledgers` is empty while there is any fault: a part of an import is no import.

    `files`: one entry per ledger and sheet, with the file's sha256 and the rows read. `faults` refuse the import,
    `warnings` are to be seen and do not. `places`: where each row of a ledger came from.
    """

    ledgers: Ledgers
    files: tuple[ImportedFile, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    places: dict[str, Places] = field(default_factory=dict, compare=False, repr=False)

    def place_of(self, ledger: str, key: tuple) -> Origin | None:
        """File, sheet and row of the row with this key; None when it did not come with this import."""
        return self.places_of(ledger, [key])[0]

    def places_of(self, ledger: str, keys: list[tuple]) -> list[Origin | None]:
        """As `place_of`, for many keys at once."""
        return self.places[ledger].of_keys(keys) if ledger in self.places else [None] * len(keys)


def read(
    paths: Iterable[Path],
    *,
    as_of: date,
    standing: Standing,
    mapping: Mapping | None = None,
    aliases: Aliases | None = None,
    modes: Modes | None = None,
    lang: str = "zh",
    progress: Progress | None = None,
) -> Reading:
    """Read files and folders of ledgers and check them against themselves and against what stands.

    `standing(ledger)` gives a ledger's table in the version that stands (None when there is none); it is asked only
    for ledgers that are not in the import (or only updated by it) and that something in it, or something it is replaced
    by, refers to. `mapping` is asked first what the sheets of a file are; `aliases` what organisation a name is that
    stands where an id is due. Sentences are in `lang`. Never raises for what a file holds. The values in faults may be
    secret: they are for the steward who imports, never for a log.
    """
    faults = Faults(lang)
    found = collect([Path(path) for path in paths], faults)
    work = _Work(progress, lang, [file.name for file in found])
    opened = read_workbooks([file.path for file in found], work.opened)
    work.total = sum(len(s.numbers) for book in opened if isinstance(book, Workbook) for s in book.sheets)
    taken: list[Taken] = []
    files: list[ImportedFile] = []
    unread: list[str] = []
    for file, book in zip(found, opened, strict=True):
        if isinstance(book, Unreadable):
            faults.add(book.code, Place(file.name, "", len(taken)), **book.detail)
            unread.append(file.name)
            continue
        work.now("reading.reading", file.name)
        sheets = _take_workbook(file, book, mapping, len(taken), faults, work)
        if not sheets:
            unread.append(file.name)
        taken += sheets
        several = len(book.sheets) > 1
        for sheet in sheets:
            name = f"{file.name} [{sheet.place.sheet}]" if several else file.name
            files.append(ImportedFile(name, book.sha256, sheet.ledger.name, len(sheet.numbers)))
    for sheet in taken:
        if sheet.complete:
            say_rules(sheet, faults)
            say_after(sheet, as_of, faults)
    work.now("reading.checking")
    _check(taken, unread, standing, modes or {}, aliases, faults)
    by_ledger: dict[str, list[Taken]] = {}
    for sheet in taken:
        by_ledger.setdefault(sheet.ledger.name, []).append(sheet)
    ledgers: Ledgers = {}
    if not faults.count():
        for name, sheets in by_ledger.items():
            ledgers[name] = pa.concat_tables([sheet.table() for sheet in sheets]).combine_chunks()
    places = {
        name: Places(dictionary().ledgers[name], tuple(sheets))
        for name, sheets in by_ledger.items()
        if all(sheet.complete for sheet in sheets)
    }
    return Reading(ledgers, tuple(files), faults.listed("fault"), faults.listed("warning"), places)


class _Work:
    """Tells how far the reading is: files opened, then rows."""

    def __init__(self, progress: Progress | None, lang: str, files: list[str]):
        self._progress = progress
        self._lang = lang
        self._files = files
        self._words = ""
        self._done = 0
        self.total = 0

    def opened(self, index: int) -> None:
        if self._progress:
            words = say("reading.opening", self._lang, file=self._files[index])
            self._progress(index + 1, len(self._files), words)

    def now(self, key: str, file: str = "") -> None:
        self._words = say(key, self._lang, file=file)
        self.advance(0)

    def advance(self, rows: int) -> None:
        self._done += rows
        if self._progress:
            self._progress(min(self._done, self.total), self.total, self._words)


def _check(
    taken: list[Taken], unread: list[str], standing: Standing, modes: Modes, aliases: Aliases | None, faults: Faults
) -> None:
    """Keys and references over all that came in and what stands."""
    came = {sheet.ledger.name for sheet in taken if sheet.complete}
    unsure = {sheet.ledger.name for sheet in taken if not sheet.complete}
    for file_name in unread:
        # the ledger a file that cannot be read is named for, else any that did not come in otherwise
        ledger = by_file_name(Path(file_name).stem)
        unsure |= {ledger} if ledger else set(dictionary().ledgers) - came
    keys = Keys(taken, standing, modes)
    check_keys(taken, faults)
    if aliases is not None and "organisations" not in unsure:
        resolve_aliases(taken, keys, aliases, faults)
    check_references(taken, keys, unsure, faults)
    check_standing(taken, keys, unsure, faults)


def _take_workbook(
    file: Found, book: Workbook, mapping: Mapping | None, order: int, faults: Faults, work: _Work
) -> list[Taken]:
    """The recognised sheets of one file. A file without any is a fault; what else lies beside them a warning."""
    if book.blind:
        faults.warn("blind_format", Place(file.name, "", order))
    for name in book.hidden:
        faults.warn("hidden_sheet", Place(file.name, name, order))
    written = [sheet for sheet in book.sheets if len(sheet.numbers)]
    if not written:
        faults.add("no_rows", Place(file.name, "", order))
        return []
    mapped = mapping.apply(file.name, book.sheets, faults) if mapping else None
    if mapped is not None:
        since_1904 = any(sheet.since_1904 for sheet in book.sheets)
        places = [Place(file.name, one.sheet, order + at) for at, one in enumerate(mapped)]
        share = sum(len(sheet.numbers) for sheet in written) // max(1, len(mapped))
        return [
            take_mapped(one, place, since_1904, faults, lambda rows, one=one: work.advance(_share(rows, one, share)))
            for one, place in zip(mapped, places, strict=True)
        ]
    for sheet in book.sheets:
        if not len(sheet.numbers) and sheet.name and by_exact_name(sheet.name):
            faults.add("empty_sheet", Place(file.name, sheet.name, order))
    taken: list[Taken] = []
    unknown: list[tuple[Heading, Place]] = []
    for sheet in written:
        place = Place(file.name, sheet.name or "", order + len(taken))
        names = [sheet.name] if sheet.name else []
        # a file of one table is as good as its table; of several sheets the file's name tells nothing
        names += [Path(file.name).stem] if len(written) == 1 else []
        heading = heading_of(sheet, all_column_names())
        name = recognise(names, list(heading.headers))
        if name is None:
            unknown.append((heading, place))
        else:
            ledger = dictionary().ledgers[name]
            taken.append(take_table(ledger, table_below(sheet, column_names(ledger)), place, faults, work.advance))
    for _, place in unknown:
        if taken:
            faults.warn("extra_sheet", place)
    if not taken:
        heading, place = unknown[0]
        headers = ", ".join([header for header in heading.headers if header][:6])
        place = Place(file.name, place.sheet if len(unknown) == 1 else "", order)
        faults.add("not_recognised", place, heading.row, value=headers)
    return taken


def _share(rows: int, one: Mapped, share: int) -> int:
    """A profile makes more or fewer rows of a sheet than it has: the sheet's own are what is counted."""
    return rows * share // max(1, len(one.numbers))
