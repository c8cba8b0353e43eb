"""The way of an import: collect the files, open each, recognise its sheets, take the rows, check between them."""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from inspection.formats.templates import OWN_SHEETS, is_template
from inspection.formats.workbooks import Unreadable, Workbook, read_workbooks
from inspection.intake.carried import Blanks, carry_over
from inspection.intake.cells import Bad
from inspection.intake.check import Keys, Modes, Standing, check_keys, check_references, check_standing, resolve_aliases
from inspection.intake.doubts import ask_doubts
from inspection.intake.faults import LEVELS, Fault, Faults, Place
from inspection.intake.files import Found, collect
from inspection.intake.headers import Heading, heading_of, table_below
from inspection.intake.looks import say_looks, say_void
from inspection.intake.places import Origin, Places
from inspection.intake.recognise import all_column_names, by_exact_name, by_file_name, column_names, recognise
from inspection.intake.sheets import Mapped, Taken, say_empty, take_mapped, take_table
from inspection.intake.vintages import ask_changed_keys
from inspection.intake.violations import say_broken
from inspection.text import say
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.values import ImportedFile, Ledgers

Progress = Callable[[int, int, str], None]
"""(done, of how many, what is being done in words): files while they are opened, rows while they are read and checked."""


class Applied(Protocol):
    """What a profile made: rows of ledgers by file; the files it spoke of, which are not recognised any more; and the
    ledgers it could not make, with faults that say why."""

    mapped: Sequence[tuple[str, Mapped]]
    files: Set[str]
    unsure: Set[str]


class Mapping(Protocol):
    """A profile that says what the files and sheets of one source are; its own constant rows come under its own name.

    `reading(file)` says how a text file is to be read: {"encoding": ..., "delimiter": ...}, each only where it is said.
    """

    file: str
    sha256: str

    def reading(self, file: str) -> dict[str, str]: ...

    def apply(self, books: Sequence[tuple[str, Workbook]], faults: Faults) -> Applied: ...


class Aliases(Protocol):
    """Names of organisations -> their ids: for each value an id, or why it cannot be told."""

    def resolve(self, values: list[str], organisations: pa.Table) -> list[str | Bad]: ...


@dataclass(frozen=True)
class Reading:
    """What an import holds. `ledgers` is empty while there is any fault: a part of an import is no import.

    `files`: one entry per ledger and sheet, with the file's sha256 and the rows read. `faults` refuse the import,
    `questions` must be answered before it is accepted, `warnings` are to be seen. `places`: where each row of a ledger
    came from.
    """

    ledgers: Ledgers
    files: tuple[ImportedFile, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    places: dict[str, Places] = field(default_factory=dict, compare=False, repr=False)
    questions: tuple[Fault, ...] = ()

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
    blanks: Blanks | None = None,
    lang: str = "zh",
    progress: Progress | None = None,
) -> Reading:
    """Read files and folders of ledgers and check them against themselves and against what stands.

    `standing(ledger)` gives a ledger's table in the version that stands (None when there is none). `blanks` says what
    becomes of what a file leaves out of rows that stand. `mapping` is asked first what the sheets of a file are;
    `aliases` what organisation a name is that stands where an id is due. Sentences are in `lang`. Never raises for what
    a file holds. The values in faults may be secret: they are for the steward who imports, never for a log.
    """
    faults = Faults(lang)
    found = collect([Path(path) for path in paths], faults)
    work = _Work(progress, lang, [file.name for file in found])
    options = [mapping.reading(file.name) for file in found] if mapping else ()
    opened = list(zip(found, read_workbooks([file.path for file in found], work.opened, options), strict=True))
    books = {file.name: book for file, book in opened if isinstance(book, Workbook)}
    applied = mapping.apply(list(books.items()), faults) if mapping else None
    spoken = applied.files if applied else frozenset()
    work.total = sum(len(s.numbers) for name, book in books.items() if name not in spoken for s in book.sheets)
    taken: list[Taken] = []
    keys = Keys(taken, standing, modes or {})
    files: list[ImportedFile] = []
    unread: list[str] = []
    if applied:
        work.total += sum(len(one.numbers) for _, one in applied.mapped)
        for name, one in applied.mapped:
            taken.append(_take_mapped(name, one, books.get(name), keys, len(taken), faults, work))
            sha256 = books[name].sha256 if name in books else mapping.sha256
            files.append(_imported(name, books.get(name), sha256, taken[-1]))
    for file, book in opened:
        if isinstance(book, Unreadable):
            faults.add(book.code, Place(file.name, "", len(taken)), **book.detail)
            unread.append(file.name)
        elif file.name not in spoken:
            work.now("reading.reading", file.name)
            sheets = _take_workbook(file, book, keys, len(taken), faults, work)
            unread += [] if sheets else [file.name]
            taken += sheets
            files += [_imported(file.name, book, book.sha256, sheet) for sheet in sheets]
    work.now("reading.checking")
    unsure = set(applied.unsure) if applied else set()
    ask_changed_keys(taken, keys, faults)
    carry_over(taken, keys, blanks or Blanks(), faults)
    for sheet in taken:
        say_empty(sheet, faults)
    _check(taken, unread, unsure, keys, aliases, faults)
    ask_doubts(taken, keys, as_of, faults)
    if faults.count():
        say_broken(taken, as_of, faults)  # no draft will be made of this; what refuses is told at once all the same
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
    said = {level: faults.listed(level) for level in LEVELS}
    return Reading(ledgers, tuple(files), said["fault"], said["warning"], places, said["question"])


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


def _imported(name: str, book: Workbook | None, sha256: str, sheet: Taken) -> ImportedFile:
    """The book-keeping of one sheet; the sheet is part of the name where the file has several."""
    if book is not None and len(book.sheets) > 1:
        name = f"{name} [{sheet.place.sheet}]"
    return ImportedFile(name, sha256, sheet.ledger.name, len(sheet.numbers))


def _check(
    taken: list[Taken],
    unread: list[str],
    unsure: set[str],
    keys: Keys,
    aliases: Aliases | None,
    faults: Faults,
) -> None:
    """Keys and references over all that came in and what stands; `unsure`: ledgers of which nobody can say all."""
    came = {sheet.ledger.name for sheet in taken if sheet.complete}
    unsure |= {sheet.ledger.name for sheet in taken if not sheet.complete}
    for file_name in unread:
        # the ledger a file that cannot be read is named for, else any that did not come in otherwise
        ledger = by_file_name(Path(file_name).stem)
        unsure |= {ledger} if ledger else set(dictionary().ledgers) - came
    check_keys(taken, faults)
    if aliases is not None and "organisations" not in unsure:
        resolve_aliases(taken, keys, aliases, faults)
    check_references(taken, keys, unsure, faults)
    check_standing(taken, keys, unsure, faults)


def _take_mapped(
    name: str, one: Mapped, book: Workbook | None, keys: Keys, order: int, faults: Faults, work: _Work
) -> Taken:
    """Rows that a profile made out of a file, or holds itself."""
    work.now("reading.reading", name)
    since_1904 = book is not None and any(sheet.since_1904 for sheet in book.sheets)
    place = Place(name, one.sheet, order)
    sheet = next((s for s in book.sheets if (s.name or "") == one.sheet), None) if book is not None else None
    if sheet is not None:
        say_looks(sheet, one.numbers, place, faults)
    return take_mapped(one, place, since_1904, faults, work.advance, keys.updates_rows(one.ledger))


def _take_workbook(
    file: Found, book: Workbook, keys: Keys, order: int, faults: Faults, work: _Work
) -> list[Taken]:
    """The recognised sheets of one file. A file without any is a fault; what else lies beside them a warning."""
    if book.blind:
        faults.warn("blind_format", Place(file.name, "", order))
    own = OWN_SHEETS if is_template(book) else frozenset()
    for name in book.hidden:
        if name not in own:
            faults.warn("hidden_sheet", Place(file.name, name, order))
    # of a template, sheets with nothing below the header were not filled in: they say nothing about their ledger
    filled = 2 if own else 1
    written = [sheet for sheet in book.sheets if len(sheet.numbers) >= filled and sheet.name not in own]
    if not written:
        faults.add("no_rows", Place(file.name, "", order))
        return []
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
            table = table_below(sheet, column_names(ledger), file=Path(file.name).stem if len(written) == 1 else "")
            taken.append(take_table(ledger, table, place, faults, work.advance, keys.updates_rows(name)))
            say_looks(sheet, table.numbers, place, faults)
            say_void(place, len(table.numbers), table.titled, faults)
    for _, place in unknown:
        if taken:
            faults.warn("extra_sheet", place)
    if not taken:
        heading, place = unknown[0]
        headers = ", ".join([header for header in heading.headers if header][:6])
        place = Place(file.name, place.sheet if len(unknown) == 1 else "", order)
        faults.add("not_recognised", place, heading.row, value=headers)
    return taken
