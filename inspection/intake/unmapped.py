"""Sheets whose headers are not the contract's: what the steward may map by choosing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspection.formats.workbooks import Workbook, read_workbooks
from inspection.intake.cells import normal
from inspection.intake.faults import Fault, Faults
from inspection.intake.files import collect
from inspection.intake.headers import heading_of
from inspection.intake.mapping import Mapping
from inspection.intake.recognise import NUMBERING_COLUMN, all_column_names, column_names, recognise
from inspection.warehouse import dictionary

CODES = frozenset({"unknown_header", "unknown_headers", "missing_column", "not_recognised"})
MOST_HEADERS = 60  # beyond, the sheet is none that a person maps by choosing


@dataclass(frozen=True)
class Unmapped:
    """One sheet that could not be taken as it is: its headers, and the ledger it seems to be (None: not recognised)."""

    file: str
    sheet: str
    headers: tuple[str, ...]
    ledger: str | None

    def unknown(self, ledger: str) -> tuple[str, ...]:
        """The headers that are no column of the ledger, a column of running numbers left out."""
        names = column_names(dictionary().ledgers[ledger])
        return tuple(h for h in self.headers if normal(h) not in names and normal(h) not in NUMBERING_COLUMN)

    def open_columns(self, ledger: str) -> tuple[str, ...]:
        """The columns of the ledger that no header is."""
        written = {normal(header) for header in self.headers}
        columns = dictionary().ledgers[ledger].columns
        return tuple(c.name for c in columns if not written & {normal(c.name), normal(c.zh), normal(c.en)})

    @property
    def pattern(self) -> str:
        """The file's name with its numbers left open: next month's file is of the same kind."""
        return _open(re.split(r"[/\\]", self.file)[-1])

    @property
    def sheet_pattern(self) -> str | None:
        return _open(self.sheet) if self.sheet else None


def _open(name: str) -> str:
    return re.sub(r"\d+", "*", name.replace("[", "?").replace("]", "?"))


def unmapped(
    paths: Sequence[Path], faults: Sequence[Fault], mapping: Mapping | None, lang: str
) -> tuple[Unmapped, ...]:
    """The sheets that have faults in their headers, in the order of the faults; files are opened once more for it."""
    wanted = dict.fromkeys((f.file, f.sheet) for f in faults if f.code in CODES)
    found = [file for file in collect(list(paths), Faults(lang)) if any(file.name == name for name, _ in wanted)]
    options = [mapping.reading(file.name) for file in found] if mapping else ()
    read = read_workbooks([file.path for file in found], lambda _: None, options)
    books = dict(zip([file.name for file in found], read, strict=True))
    result = []
    for file, sheet_name in wanted:
        book = books.get(file)
        for sheet in book.sheets if isinstance(book, Workbook) else ():
            if len(sheet.numbers) and sheet_name in ("", sheet.name):
                headers = tuple(h for h in heading_of(sheet, all_column_names()).headers if h)
                names = [sheet.name or "", Path(file).stem]
                if headers and len(headers) <= MOST_HEADERS:
                    result.append(Unmapped(file, sheet.name or "", headers, recognise(names, list(headers))))
    return tuple(dict.fromkeys(result))
