"""Tables of a draft: rows and columns of totals added up, columns of rates divided as the rest of the table divides them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspection.formats.drafts import Piece
from inspection.papers.checker.numerals import Amount
from inspection.papers.checker.remarks import Remark, plain, rounded
from inspection.papers.checker.statements import Figure, Passage
from inspection.papers.checker.sums import added

_TOTAL = re.compile(r"(?:总\s*计|合\s*计|共\s*计|总\s*数|全\s*县|总\s*体|总\s*和)")
_SUB = re.compile(r"小\s*计")
_AMONG = re.compile(r"其中|#|含")
_RATE = re.compile(r"率|占比|比例|比重|[%％]")
_PLACES = re.compile(r"序号|名次|排名|位次")
_NO_SUM = re.compile(r"比|较|差|均|最|中位|得分|分数|指数|系数|天|名次|排名|位次|年份|增减|升降")
_DISTINCT = re.compile(r"人|组织|单位|对象|干部")
_NOTHING = re.compile(r"[—–－-]*|/|无|空")


MOST_ROWS = 400


@dataclass(frozen=True)
class Cell:
    """A cell: which passage it is, its text, and its number where it holds one and nothing else."""

    passage: int
    text: str
    figure: Figure | None


Grid = dict[tuple[int, int], Cell]


def tables(pieces: Sequence[Piece], passages: Sequence[Passage]) -> Iterator[Remark]:
    """A remark on every total and rate of the tables that the other cells decide."""
    for grid in grids(pieces, passages):
        yield from _table(grid)


def grids(pieces: Sequence[Piece], passages: Sequence[Passage]) -> Iterator[Grid]:
    """The tables of a draft, (row, column) -> cell."""
    found: dict[tuple[str, int], Grid] = {}
    for at, (piece, passage) in enumerate(zip(pieces, passages, strict=True)):
        if piece.cell:
            grid, place = found.setdefault((piece.part, piece.number), {}), (piece.row, piece.column)
            if place in grid:  # a cell of several paragraphs holds no single number
                grid[place] = Cell(grid[place].passage, f"{grid[place].text} {piece.text}".strip(), None)
            else:
                grid[place] = Cell(at, piece.text.strip(), _alone(passage))
    yield from found.values()


def body_of(grid: Grid) -> tuple[list[int], list[int], int | None]:
    """The rows and columns of a table, and the row at which its numbers begin; None where it has none, or is too large."""
    rows, columns = sorted({r for r, _ in grid}), sorted({c for _, c in grid})
    if len(rows) > MOST_ROWS or len(columns) > 40:
        return rows, columns, None
    return rows, columns, next((r for r in rows if r > rows[0] and any(_at(grid, r, c) for c in columns[1:])), None)


def _alone(passage: Passage) -> Figure | None:
    """The one number of a cell that holds nothing else but its unit."""
    if len(passage.figures) != 1 or passage.figures[0].range:
        return None
    figure = passage.figures[0]
    return figure if not figure.label and not figure.tail and len(figure.text) >= len(passage.text.strip()) - 2 else None


def _table(grid: Grid) -> Iterator[Remark]:
    rows, columns, first = body_of(grid)
    if first is None:
        return
    body = [r for r in rows if r >= first]
    heads = {c: "".join(grid[r, c].text for r in rows if r < first and (r, c) in grid) for c in columns}
    names = {r: "".join(grid[r, c].text for c in columns[:2] if (r, c) in grid and not _at(grid, r, c)) for r in body}
    totals = [r for r in body if _TOTAL.search(names[r])]
    plain_rows = [r for r in body if r not in totals and not _SUB.search(names[r])]
    counted = [c for c in columns[1:] if heads[c] and not _RATE.search(heads[c]) and not _PLACES.search(heads[c])]
    if len(totals) == 1:
        added_up = [c for c in counted if not _NO_SUM.search(heads[c])]
        found = [r for c in added_up for r in _down(grid, c, heads[c], totals[0], body, names)]
        wrong = sum(r.verdict == "wrong" for r in found)
        most = len(found) == 1 or 2 * wrong <= len(found)  # else the last row of this table is no sum of the others
        yield from (r for r in found if most or r.verdict != "wrong")
    yield from _along(grid, heads, counted, body)
    for column in columns[1:]:
        if _RATE.search(heads[column]):
            yield from _rate(grid, column, counted, body, plain_rows)


def _at(grid: Grid, row: int, column: int) -> Figure | None:
    cell = grid.get((row, column))
    return cell.figure if cell else None


def _down(grid: Grid, column: int, head: str, total: int, body: list[int], names: dict[int, str]) -> Iterator[Remark]:
    """The total of a column against its rows, or against its subtotals."""
    sum_cell = grid.get((total, column))
    if not sum_cell or not sum_cell.figure or sum_cell.figure.kind != "count":
        return
    rows = [r for r in body if r != total]
    subs = [r for r in rows if _SUB.search(names[r])]
    single = [r for r in rows if r not in subs]
    outer = [r for r in single if not _AMONG.search(names[r])]
    values = {r: _at(grid, r, column) for r in rows}
    said = lambda wanted: [values[r] for r in wanted if values[r]]  # noqa: E731
    sets = [w for w in (single, outer, subs) if len(said(w)) >= 2]
    for wanted in sets:
        if found := added(said(wanted), sum_cell.figure):
            yield _sum(sum_cell, said(wanted), found)
            return
    whole = all(values[r] or _NOTHING.fullmatch(grid[r, column].text) for r in single if (r, column) in grid)
    if not sets or not whole or outer != single or (subs and len(sets) > 1) or any(f.kind != "count" for f in said(rows)):
        return
    if _DISTINCT.search(head) and sum(f.value for f in said(single)) > sum_cell.figure.value:
        yield Remark(sum_cell.passage, 0, "unjudged", "sum_distinct", _values(said(single), sum_cell.figure))
    else:
        yield _sum(sum_cell, said(single), "wrong")


def _values(parts: list[Figure], total: Figure) -> tuple[tuple[str, str], ...]:
    shown = [plain(f.value) for f in parts]
    shown = shown if len(shown) <= 8 else [*shown[:7], "…"]
    return ("parts", " + ".join(shown)), ("sum", plain(sum((f.value for f in parts), Decimal(0)))), ("whole", plain(total.value))


def _sum(cell: Cell, parts: list[Figure], verdict: str) -> Remark:
    values = _values(parts, cell.figure)
    return Remark(cell.passage, 0, verdict, f"sum_{verdict}", values, dict(values)["sum"] if verdict == "wrong" else "")


def _along(grid: Grid, heads: dict[int, str], counted: list[int], body: list[int]) -> Iterator[Remark]:
    """A column of totals against the columns beside it, where most rows of the table add up so."""
    for total in (c for c in counted if _TOTAL.search(heads[c]) or _SUB.search(heads[c])):
        others = [c for c in counted if c != total]
        for parts in (others, [c for c in others if c > total], [c for c in others if c < total]):
            rows = [r for r in body if _at(grid, r, total) and sum(bool(_at(grid, r, c)) for c in parts) >= 2]
            lists = {r: [f for c in parts if (f := _at(grid, r, c))] for r in rows}
            fits = {r: added(lists[r], _at(grid, r, total)) for r in rows}
            if sum(map(bool, fits.values())) >= max(3, 0.7 * len(rows)):
                yield from (_sum(grid[r, total], lists[r], fits[r] or "wrong") for r in rows)
                break


def _rate(grid: Grid, column: int, counted: list[int], body: list[int], single: list[int]) -> Iterator[Remark]:
    """A column of rates against the two columns that most of its rows are the quotient of."""
    rows = [r for r in body if _at(grid, r, column)]
    best: tuple[int, tuple[int, int]] | None = None
    for part in counted:
        for whole in (c for c in counted if c != part):
            fits = sum(_fits(grid, r, column, part, whole) for r in rows)
            telling = len({_at(grid, r, column).value for r in single if _fits(grid, r, column, part, whole)})
            if fits >= max(3, 0.6 * len(rows)) and telling >= 2 and (best is None or fits > best[0]):
                best = fits, (part, whole)
    if best is None:
        return
    part, whole = best[1]
    for row in rows:
        figure, a, b = _at(grid, row, column), _at(grid, row, part), _at(grid, row, whole)
        if not a or not b or not b.value or not figure.amount.exact:
            continue
        values = (("part", plain(a.value)), ("whole", plain(b.value)))
        if _fits(grid, row, column, part, whole):
            yield Remark(grid[row, column].passage, 0, "right", "share_right", values)
        else:
            should = f"{rounded(100 * a.value / b.value, _places(figure))} %"
            yield Remark(grid[row, column].passage, 0, "wrong", "share_wrong", (*values, ("should", should)), should)


def _places(figure: Figure) -> int:
    found = re.search(r"\.(\d+)", figure.text)
    return len(found[1]) if found else 0


def _fits(grid: Grid, row: int, column: int, part: int, whole: int) -> bool:
    figure, a, b = _at(grid, row, column), _at(grid, row, part), _at(grid, row, whole)
    if not figure or not a or not b or not b.value or a.value > b.value:
        return False
    share: Amount = figure.amount
    step = Decimal(1).scaleb(-_places(figure))
    return share.low - step / 2 <= 100 * a.value / b.value <= share.high + step / 2
