"""A sheet of a form as a grid to be looked at and clicked: rows and columns as Excel names them."""

from dataclasses import dataclass

import pandas as pd

from inspection.formats.workbooks import Marked, Shaped, Sheet, cell, read_workbook
from inspection.warehouse import passing_folder

ROWS, COLUMNS = 200, 40
ROOM = 3
"""Empty rows and columns shown behind the last one, so that they can be clicked."""


@dataclass(frozen=True)
class Grid:
    """A sheet: its name, its texts (rows 1, 2 …, columns A, B …), its merged areas by their first cell, whether it is cut."""

    name: str
    frame: pd.DataFrame
    merged: tuple[tuple[int, int, int, int], ...]
    cut: bool

    def cell_at(self, row: int, column: str) -> str:
        """The cell that somebody means who clicks there (row from 0): of a merged area the first one."""
        at = list(self.frame.columns).index(column)
        for top, left, bottom, right in self.merged:
            if top <= row + 1 <= bottom and left <= at <= right:
                return f"{self.frame.columns[left]}{top}"
        return f"{column}{row + 1}"


def grids(data: bytes) -> tuple[Grid, ...]:
    """The visible sheets of a workbook. Raises Unreadable."""
    with passing_folder("read") as folder:
        path = folder / "form.xlsx"
        path.write_bytes(data)
        return tuple(map(_grid, read_workbook(path).sheets))


def _grid(sheet: Sheet) -> Grid:
    numbers = sheet.numbers.to_pylist()
    high, wide = max(numbers, default=0) + ROOM, len(sheet.columns) + ROOM
    for _, _, bottom, right in sheet.merged:
        high, wide = max(high, min(bottom, ROWS)), max(wide, min(right + 1, COLUMNS))
    shown = [number for number in numbers if number <= ROWS]
    texts = [[""] * min(wide, COLUMNS) for _ in range(min(high, ROWS))]
    for at, column in enumerate(sheet.columns[:COLUMNS]):
        for place, value in zip(shown, column.to_pylist(), strict=False):
            texts[place - 1][at] = _text(value)
    names = [letters(at) for at in range(min(wide, COLUMNS))]
    frame = pd.DataFrame(texts, columns=names, index=range(1, len(texts) + 1), dtype=str)
    cut = len(shown) < len(numbers) or len(sheet.columns) > COLUMNS
    areas = tuple(area for area in sheet.merged if area[1] < len(names))
    return Grid(sheet.name or "", frame, areas, cut)


def letters(column: int) -> str:
    """0 -> A, 26 -> AA."""
    found, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def _text(stored: str | None) -> str:
    value = cell(stored)
    if isinstance(value, Marked):
        return "ƒ" if value.kind == "formula" else value.text
    if isinstance(value, Shaped):
        return value.text or f"{value.value}"
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)

