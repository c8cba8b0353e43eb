"""Where a row came from: file, sheet and row number of each row of an import."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.intake.check import joined_key
from inspection.intake.faults import Place
from inspection.intake.sheets import Taken
from inspection.warehouse.dictionary import Ledger


@dataclass(frozen=True)
class Origin:
    """One row of an import: the place it came from, its number as Excel shows it, column name -> header as written."""

    place: Place
    row: int
    written: dict[str, str]


@dataclass(frozen=True)
class Places:
    """The origins of one ledger's rows, in the order of its table."""

    ledger: Ledger
    sheets: tuple[Taken, ...]

    def of_row(self, at: int) -> Origin:
        """The origin of the row at a position from 0."""
        ends = np.cumsum([len(sheet.numbers) for sheet in self.sheets])
        index = int(np.searchsorted(ends, at, side="right"))
        sheet = self.sheets[index]
        row = sheet.numbers[int(at - (ends[index - 1] if index else 0))].as_py()
        return Origin(sheet.place, row, sheet.written_as)

    def of_keys(self, keys: list[tuple]) -> list[Origin | None]:
        """The origins of rows by their keys (Python values in the order of ledger.key); None for one not in the import."""
        if not keys:
            return []
        names = [column.name for column in self.ledger.key]
        here = joined_key([pa.chunked_array([sheet.values(name) for sheet in self.sheets]) for name in names])
        types = [self.sheets[0].values(name).type for name in names]
        wanted = joined_key([pa.array(part, type) for part, type in zip(zip(*keys, strict=True), types, strict=True)])
        # the first row of each key asked for: only those rows of the import that are asked for are looked at
        rows = pc.indices_nonzero(pc.is_in(here, value_set=wanted))
        at = dict(zip(reversed(here.take(rows).to_pylist()), reversed(rows.to_pylist()), strict=True))
        found = [at.get(key) for key in wanted.to_pylist()]
        return [None if row is None else self.of_row(row) for row in found]
