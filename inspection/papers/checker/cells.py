"""Cells of a table as sentences: what its head, its row's name and the words above the table say of a number.

A cell is read only where all its words are understood: one of head and row name names the figure, the other a time, a class,
an organisation, a round, a total, or nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspection.formats.drafts import Piece
from inspection.papers.checker.lexicon import one_of, quantities, units
from inspection.papers.checker.scopes import Office, times
from inspection.papers.checker.statements import Figure, Passage, passage
from inspection.papers.checker.tables import Cell, Grid, body_of, grids

_UNIT = re.compile(r"[（(\[]\s*(?:单位[:：]\s*)?([^（()）\d]{1,4})\s*[)）\]]|[,，/]\s*(个|件|人|人次|%)$")
_COUNTED = re.compile(r"(人次|人|件)数$|(?:总数|数量|数|总量)$")
_TOTAL = re.compile(
    r"(?:总\s*计|合\s*计|共\s*计|总\s*数|总\s*体|全\s*县|全部|计|total|all classes|all|whole county"
    r"|数量|个数|件数|人数|数值|数据|number|count|value)?",
    re.I,
)
"""What a row of totals is named, or a column that says no more than that it holds numbers."""
_ABOVE = re.compile(
    r"^\s*(?:附?表|附件|table|annex)\s*[\d一二三四五六七八九十]*[.、：:\s]*|[（(]\s*单位[^）)]*[)）]|[（(]续表?[)）]", re.I
)
"""What a title holds that says nothing of the numbers."""
_KIND = re.compile(r"[（(]?(?:常规|专项|机动|交叉|提级|联动|对村（社区）|对村\(社区\))?巡察(?:“回头看”)?[)）]?")
"""What stands behind a round's number: 第三轮专项巡察."""
_LONGEST = 40


@dataclass(frozen=True)
class Told:
    """A cell's number with its words: the passage it is, and the draft's passages above its table with the sentence that
    says what the cell says, whose last figure is the number."""

    passage: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class _Words:
    """What a head or row name says: the words of a figure, its unit, and the words of time, class and organisations."""

    figure: str
    unit: str
    scope: tuple[str, ...]
    group: str
    """The words of a class: they belong to the figure's own."""


def told(pieces: Sequence[Piece], passages: Sequence[Passage], there: Office) -> Iterator[Told]:
    """The cells of a draft's tables whose words are understood, each as a sentence."""
    for grid in grids(pieces, passages):
        rows, columns, first = body_of(grid)
        if first is None:
            continue
        start = min(cell.passage for cell in grid.values())
        before = tuple(p for piece, p in zip(pieces[:start], passages[:start], strict=True) if not piece.cell)
        above = _above(before)
        heads = {c: _words(_head(grid, rows, first, c), there) for c in columns}
        names = {r: _words(_name(grid, columns, r), there) for r in rows if r >= first}
        for (row, column), cell in grid.items():
            if row >= first and column > columns[0] and cell.figure and (text := _said(heads[column], names[row], cell, above)):
                said = passage(text)
                if said.figures and _same_number(said.figures[-1], cell.figure):
                    yield Told(cell.passage, (*before, said))


def _same_number(said: Figure, own: Figure) -> bool:
    """Whether the sentence of a cell says its number; of a column in 万元 the yuan of it."""
    return said.value == own.value or (said.sort == "money" and not own.sort and said.value == own.value * 10_000)


def _above(before: Sequence[Passage]) -> str:
    """The words that stand right above a table: its title."""
    text = _ABOVE.sub("", before[-1].plain).strip() if before else ""
    return text.rstrip("：:。") if len(text) <= _LONGEST and "。" not in text.rstrip("。") else ""


def _head(grid: Grid, rows: list[int], first: int, column: int) -> str:
    """The words of a column: those of a head that goes over several stand in the first of them."""
    found = []
    for row in (r for r in rows if r < first):
        at = column
        while at > 1 and (row, at) not in grid:
            at -= 1
        found.append(grid[row, at].text if (row, at) in grid else "")
    return "，".join(text for text in found if text)


def _name(grid: Grid, columns: list[int], row: int) -> str:
    """The words of a row: its first cell, and its second where the first is only its place."""
    texts = [grid[row, c] for c in columns[:2] if (row, c) in grid]
    if texts and texts[0].text.isdigit() and len(texts[0].text) < 4:
        texts = texts[1:]
    return texts[0].text if texts else ""


def _words(text: str, there: Office) -> _Words | None:
    """The words of a head or row name, taken apart; None where it is too long to be one."""
    if len(text) > 2 * _LONGEST or "其中" in text:
        return None
    rest, scope = text.replace("\n", ""), []
    unit = _UNIT.search(rest)
    rest = _UNIT.sub("", rest)
    rest = re.sub(r"^(20\d\d)$", r"\1年", rest.strip())
    for name in sorted(there.organisations, key=len, reverse=True):
        if rest == name:
            return _Words("", "", (name,), "")
    for one in reversed(list(times(rest, there))):
        scope.insert(0, one.words)
        rest = rest[: one.start] + "，" + rest[one.start + len(one.words) :]
    group = re.search(one_of(_classes()), rest)
    if group and rest[: group.start()].strip("，、 ") == "":
        rest = rest[group.end() :]
    else:
        group = None
    rest = rest.strip("，、 :：的度")
    if scope and _KIND.fullmatch(rest):
        rest = ""
    counted = _COUNTED.search(rest)
    named = unit[1] or unit[2] if unit else counted[1] if counted and counted[1] else ""
    figure = "" if _TOTAL.fullmatch(rest) else rest
    named = named if named in units() or named in ("%", "％", "万元") else ""
    return _Words(figure, named, tuple(scope), group[0] if group else "")


def _classes() -> list[str]:
    return [word for code, words in quantities()["scope"].items() if code != "fillers" for word in words]


def _said(head: _Words | None, name: _Words | None, cell: Cell, above: str) -> str:
    """The sentence of a cell; nothing where its words are not understood."""
    if head is None or name is None or bool(head.figure) == bool(name.figure) or (head.group and name.group):
        return ""
    figure = head.figure or name.figure
    number = cell.figure.text.strip()
    own = cell.figure.unit or cell.figure.kind != "count"
    unit = "" if own else (head.unit or name.unit).replace("％", "%")
    scope = "，".join((above, *head.scope, *name.scope))
    gap = " " if re.search(r"[A-Za-z]$", figure) else ""
    words = _COUNTED.sub("", figure) if not re.search(r"次数$", figure) else figure
    return f"{scope}，{head.group or name.group}{gap}{words}{gap}{number}{unit}"
