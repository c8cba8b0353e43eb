"""Which formulas of a workbook hang on cells that are filled. Part of the script form_child.py.

A formula that cannot be followed (INDIRECT, tables, other workbooks, names of whatever, parts of a shared formula) hangs on
them: to calculate one time too often does no harm.
"""

import re
from dataclasses import dataclass

from reader_shapes import column_index

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
STEPS = 3_000_000  # comparisons, beyond which all formulas are taken to hang on the filled cells
TEXT = re.compile(r'"[^"]*"')
REFERENCE = re.compile(
    r"(?<![\w.$])(?:(?P<sheet>'(?:[^']|'')+'|[^\s!'\"(),;:+\-*/^&=<>{}\[\]#%@]+)!)?"
    r"(?:\$?(?P<c1>[A-Za-z]{1,3})\$?(?P<r1>[0-9]{1,7})(?::\$?(?P<c2>[A-Za-z]{1,3})\$?(?P<r2>[0-9]{1,7}))?(?![\w(.])"
    r"|\$?(?P<k1>[A-Za-z]{1,3}):\$?(?P<k2>[A-Za-z]{1,3})(?![\w(])"
    r"|\$?(?P<l1>[0-9]{1,7}):\$?(?P<l2>[0-9]{1,7}))"
)
FUNCTION = re.compile(r"[A-Za-z_][\w.]*\s*\(")
UNSURE = re.compile(r"\b(?:INDIRECT|OFFSET|LET|LAMBDA|CELL|INFO)\s*\(|[\[\]#@]", re.IGNORECASE)
PLAIN = re.compile(r"[0-9.\s+\-*/^&=<>(),;:%{}!$'E]|TRUE|FALSE", re.IGNORECASE)

Area = tuple[str, int, int, int, int]
"""Sheet, first row, first column, last row, last column; rows from 1, columns from 0."""


@dataclass(frozen=True)
class Formula:
    """A formula: its sheet, row, column, and text; the text is empty where it is part of a shared one."""

    sheet: str
    row: int
    column: int
    text: str


def areas_of(formula: Formula) -> list[Area] | None:
    """What a formula reads; None where that cannot be told."""
    text = TEXT.sub("", formula.text)
    if not text.strip() or UNSURE.search(text):
        return None
    found: list[Area] = []

    def area(match: re.Match) -> str:
        sheet = match["sheet"]
        sheet = formula.sheet if sheet is None else sheet[1:-1].replace("''", "'") if sheet[0] == "'" else sheet
        if match["c1"]:
            c1, r1 = column_index(match["c1"]), int(match["r1"])
            c2, r2 = (column_index(match["c2"]), int(match["r2"])) if match["c2"] else (c1, r1)
        elif match["k1"]:
            c1, c2, r1, r2 = column_index(match["k1"]), column_index(match["k2"]), 1, LAST_ROW
        else:
            c1, c2, r1, r2 = 0, LAST_COLUMN, int(match["l1"]), int(match["l2"])
        found.append((sheet, min(r1, r2), min(c1, c2), max(r1, r2), max(c1, c2)))
        return " "

    rest = REFERENCE.sub(area, text)
    rest = PLAIN.sub("", FUNCTION.sub("", rest))
    return None if rest.strip() or any(":" in sheet for sheet, *_ in found) else found


def hanging_on(formulas: list[Formula], filled: set[tuple[str, int, int]]) -> set[tuple[str, int, int]]:
    """The places of the formulas that read a filled cell, or read one that does."""
    if not filled:
        return set()
    place = lambda f: (f.sheet, f.row, f.column)  # noqa: E731
    read = {place(f): areas_of(f) for f in formulas}
    found = {at for at, areas in read.items() if areas is None}
    waiting = {at: areas for at, areas in read.items() if areas}
    fresh, steps = filled | found, 0
    while fresh and waiting:
        steps += len(fresh) * sum(map(len, waiting.values()))
        if steps > STEPS:
            return set(read)
        reached = {at for at, areas in waiting.items() if any(_within(cell, area) for area in areas for cell in fresh)}
        found |= reached
        waiting = {at: areas for at, areas in waiting.items() if at not in reached}
        fresh = reached
    return found


def _within(cell: tuple[str, int, int], area: Area) -> bool:
    sheet, row, column = cell
    return sheet.casefold() == area[0].casefold() and area[1] <= row <= area[3] and area[2] <= column <= area[4]
