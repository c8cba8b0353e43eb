"""A Word form as grids to be clicked: its tables, its text, its headers and notes; and where in a text a field can stand."""

import re
from dataclasses import dataclass, field

import pandas as pd

from inspection.formats.forms import Passage, WordCell, outline
from inspection.papers.form_grid import COLUMNS, ROWS, Grid, letters
from inspection.text import say

FIELD = r"(?:\{\{|｛｛).*?(?:\}\}|｝｝)"
BLANK = r"(?<=[（(])[ \u3000\u00a0]+(?=[）)])|(?<=.)[ \u3000\u00a0]{2,}|[_＿]{2,}|[×ＸX]{2,}|…{2,}"
SLOT = re.compile(rf"(?P<field>{FIELD})|(?P<blank>{BLANK})", re.DOTALL)
AROUND = 10  # characters shown on either side of a slot


@dataclass(frozen=True)
class Slot:
    """Where a field can be put: the part and the place for `mark`, what kind of place (empty, blank, field, behind, instead),
    and what stands around."""

    part: str
    place: str
    kind: str
    around: str

    def words(self, lang: str) -> str:
        return say(f"forms.slot_{self.kind}", lang, around=self.around)


@dataclass(frozen=True)
class WordGrid(Grid):
    """A table, or the paragraphs of a part that stand in none; `spots`: the name of a cell (B3 of a table, else the number of
    the paragraph, of those with text) -> its paragraphs."""

    spots: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    table: bool = True

    def cell_at(self, row: int, column: str) -> str:
        """The cell that somebody means who clicks there (row from 0)."""
        return super().cell_at(row, column) if self.table else str(self.frame.index[row])


def word_grids(data: bytes, lang: str) -> tuple[WordGrid, ...]:
    """The text of a Word form outside its tables, its tables in their order, then headers, footers and notes; without what
    holds nothing. Raises Unreadable."""
    passages, cells = outline(data)
    parts = list(dict.fromkeys((one.kind, one.part) for one in passages))
    kinds = [kind for kind, _ in parts]
    tables = list(dict.fromkeys((one.part, one.at[0]) for one in cells))
    found = []
    for at, (kind, part) in enumerate(parts):
        name = say(f"forms.grid_{kind}", lang) + (f" {kinds[: at + 1].count(kind)}" if kinds.count(kind) > 1 else "")
        free = [one for one in passages if one.part == part and not one.cell[0] and one.said]
        found += [_listed(name, free, say("forms.grid_text", lang))] if free else []
        for number, key in enumerate(tables, 1):
            if key[0] == part:
                found.append(_table(say("forms.grid_table", lang, n=number), passages, cells, *key))
    return tuple(found)


def _listed(name: str, free: list[Passage], head: str) -> WordGrid:
    shown = free[:ROWS]
    frame = pd.DataFrame({head: [one.text for one in shown]}, index=[one.said for one in shown], dtype=str)
    return WordGrid(name, frame, (), len(free) > ROWS, {str(one.said): (one,) for one in free}, table=False)


def _table(name: str, passages: tuple[Passage, ...], cells: tuple[WordCell, ...], part: str, table: int) -> WordGrid:
    here = [one for one in cells if (one.part, one.at[0]) == (part, table)]
    inside: dict[tuple[int, int], list[Passage]] = {}
    for one in passages:
        if one.part == part and one.cell[0] == table:
            inside.setdefault(one.cell[1:], []).append(one)
    high, wide = max(one.at[1] for one in here), max(one.at[2] + one.wide - 1 for one in here)
    texts = [[""] * min(wide, COLUMNS) for _ in range(min(high, ROWS))]
    above: dict[int, list[int]] = {}  # column -> the area that a cell below may belong to
    areas, spots = [], {}
    for one in here:
        _, row, column = one.at
        if one.continued and column in above and above[column][2] == row - 1:
            above[column][2] = row
            continue
        above[column] = [row, column - 1, row, column + one.wide - 2]
        areas.append(above[column])
        spots[f"{letters(column - 1)}{row}"] = tuple(inside.get((row, column), ()))
        if row <= len(texts) and column <= COLUMNS:
            texts[row - 1][column - 1] = "\n".join(p.text for p in inside.get((row, column), ())).strip("\n")
    merged = tuple(tuple(area) for area in areas if area[0] < area[2] or area[1] < area[3])
    frame = pd.DataFrame(texts, columns=[letters(at) for at in range(min(wide, COLUMNS))],
                         index=range(1, len(texts) + 1), dtype=str)  # fmt: skip
    return WordGrid(name, frame, tuple(a for a in merged if a[1] < COLUMNS), high > ROWS or wide > COLUMNS, spots)


def slots(passages: tuple[Passage, ...]) -> tuple[Slot, ...]:
    """Where a field can stand in a cell or a paragraph, the likeliest first: fields that stand there, blanks to be filled
    (spaces, underscores, ××, empty brackets), behind what it says, instead of it. One that says nothing has one place.

    Spaces that begin a paragraph are its indent and no blank."""
    said = [one for one in passages if one.text.strip()]
    if not said:
        return tuple(Slot(one.part, str(one.number), "empty", "") for one in passages[:1])
    found = [_slot(one, at.start(), at.end(), at.lastgroup) for one in said for at in SLOT.finditer(one.text)]
    found.sort(key=lambda slot: slot.kind != "field")
    last = said[-1]
    end = len(last.text)
    behind = [_slot(last, end, end, "behind")]
    instead = [Slot(one.part, str(one.number), "instead", one.text[: 3 * AROUND]) for one in said]
    return (*found, *behind, *instead)


def _slot(one: Passage, start: int, end: int, kind: str) -> Slot:
    left, right = one.text[max(start - AROUND, 0) : start], one.text[end : end + AROUND]
    return Slot(one.part, f"{one.number}[{start}:{end}]", kind, f"{left.lstrip()}【{one.text[start:end]}】{right}")
