"""The way of an import: collect the files, open each, recognise its sheets, take the rows, check between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from inspection.formats.workbooks import Sheet, Unreadable, Workbook, read_workbooks
from inspection.intake.check import Standing, check_keys, check_references, check_standing
from inspection.intake.faults import Fault, Faults, Place, shown
from inspection.intake.files import Found, collect
from inspection.intake.recognise import by_exact_name, by_file_name, recognise
from inspection.intake.sheets import Taken, take_sheet
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.values import ImportedFile, Ledgers, ledger_tables


@dataclass(frozen=True)
class Reading:
    """What an import holds. `ledgers` is empty while there is any fault: a part of an import is no import.

    `files`: one entry per ledger and sheet, with the file's sha256 and the rows read. `faults` refuse the import,
    `warnings` are to be seen and do not.
    """

    ledgers: Ledgers
    files: tuple[ImportedFile, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def read(paths: Iterable[Path], *, as_of: date, standing: Standing, lang: str = "zh") -> Reading:
    """Read files and folders of ledgers and check them against themselves and against what stands.

    `standing(ledger)` gives a ledger's table in the version that stands (None when there is none); it is asked only
    for ledgers that are not in the import and that something in it, or something it is replaced by, refers to.
    Sentences are in `lang`. Never raises for what a file holds. The values in faults may be secret: they are for the
    steward who imports, never for a log.
    """
    faults = Faults(lang)
    found = collect([Path(path) for path in paths], faults)
    opened = read_workbooks([file.path for file in found])
    taken: list[Taken] = []
    files: list[ImportedFile] = []
    unread: list[str] = []
    unsure: set[str] = set()
    for file, book in zip(found, opened, strict=True):
        if isinstance(book, Unreadable):
            faults.add(book.code, Place(file.name, "", len(taken)), **book.detail)
            unread.append(file.name)
            continue
        sheets = _take_workbook(file, book, as_of, len(taken), faults)
        if not sheets:
            unread.append(file.name)
        taken += sheets
        several = len(book.sheets) > 1
        for sheet in sheets:
            name = f"{file.name} [{sheet.place.sheet}]" if several else file.name
            files.append(ImportedFile(name, book.sha256, sheet.ledger.name, len(sheet.rows)))
    came = {sheet.ledger.name for sheet in taken if sheet.complete}
    unsure |= {sheet.ledger.name for sheet in taken if not sheet.complete}
    for file_name in unread:
        # the ledger a file that cannot be read is named for, else any that did not come in otherwise
        ledger = by_file_name(Path(file_name).stem)
        unsure |= {ledger} if ledger else set(dictionary().ledgers) - came
    standing = cache(standing)
    check_keys(taken, faults)
    check_references(taken, standing, unsure, faults)
    check_standing(taken, standing, unsure, faults)
    ledgers: Ledgers = {}
    if not faults.count():
        rows: dict[str, list[tuple]] = {}
        for sheet in taken:
            rows.setdefault(sheet.ledger.name, []).extend(sheet.rows)
        ledgers = ledger_tables(rows)
    return Reading(ledgers, tuple(files), faults.listed("fault"), faults.listed("warning"))


def _take_workbook(file: Found, book: Workbook, as_of: date, order: int, faults: Faults) -> list[Taken]:
    """The recognised sheets of one file. A file without any is a fault; what else lies beside them a warning."""
    if book.blind:
        faults.warn("blind_format", Place(file.name, "", order))
    for name in book.hidden:
        faults.warn("hidden_sheet", Place(file.name, name, order))
    written = [sheet for sheet in book.sheets if sheet.rows]
    if not written:
        faults.add("no_rows", Place(file.name, "", order))
        return []
    for sheet in book.sheets:
        if not sheet.rows and sheet.name and by_exact_name(sheet.name):
            faults.add("empty_sheet", Place(file.name, sheet.name, order))
    taken: list[Taken] = []
    unknown: list[tuple[Sheet, Place]] = []
    for sheet in written:
        place = Place(file.name, sheet.name or "", order + len(taken))
        names = [sheet.name] if sheet.name else []
        # a file of one table is as good as its table; of several sheets the file's name tells nothing
        names += [Path(file.name).stem] if len(written) == 1 else []
        ledger = recognise(names, [shown(cell).strip() for cell in sheet.rows[0][1]])
        if ledger is None:
            unknown.append((sheet, place))
        else:
            taken.append(take_sheet(dictionary().ledgers[ledger], sheet, place, as_of, faults))
    for sheet, place in unknown:
        if taken:
            faults.warn("extra_sheet", place)
    if not taken:
        first = unknown[0][0]
        headers = ", ".join(shown(cell).strip() for cell in first.rows[0][1][:6] if cell is not None)
        place = Place(file.name, first.name or "" if len(unknown) == 1 else "", order)
        faults.add("not_recognised", place, first.rows[0][0], value=headers)
    return taken
