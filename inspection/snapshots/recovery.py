"""What a reader could work out of published totals: the least and the greatest a hidden count can be.

Exact arithmetic and no library, so that the answer is the same on every machine. The tables are small.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction

Equation = tuple[frozenset, int]
"""The counts of a set of cells add up to a published number."""


def _settled(equations: Iterable[Equation]) -> tuple[dict[Hashable, int], list[Equation]]:
    """Cells that follow at once (one unknown left, or a sum of nothing), and the equations over the others."""
    known: dict[Hashable, int] = {}
    waiting = list(dict.fromkeys((frozenset(cells), value) for cells, value in equations))
    while True:
        found: dict[Hashable, int] = {}
        left: list[Equation] = []
        for cells, value in waiting:
            value -= sum(known[cell] for cell in cells if cell in known)
            cells = frozenset(cell for cell in cells if cell not in known)
            if value == 0:
                found |= dict.fromkeys(cells, 0)
            elif len(cells) == 1:
                found[next(iter(cells))] = value
            elif cells:
                left.append((cells, value))
        waiting = list(dict.fromkeys(left))
        if not found:
            return known, waiting
        known |= found


def _greatest(rows: list[list[Fraction]], target: list[Fraction]) -> Fraction | None:
    """The greatest target · x over x ≥ 0 with rows (coefficients, then the right-hand side ≥ 0); None: without end.

    The simplex method in two phases, smallest index first (R. G. Bland, 1977), so that it always ends.
    """
    count, size = len(target), len(target) + len(rows)
    table = [row[:-1] + [Fraction(at == other) for other in range(len(rows))] + row[-1:] for at, row in enumerate(rows)]
    basis = [count + at for at in range(len(rows))]
    _ascend(table, basis, [Fraction(0)] * count + [Fraction(-1)] * len(rows), size)
    for at, held in enumerate(basis):  # an artificial cell left at nought is driven out, or its row says nothing
        if held >= count and (j := next((j for j in range(count) if table[at][j]), None)) is not None:
            _pivot(table, basis, at, j)
    gain = _ascend(table, basis, target + [Fraction(0)] * len(rows), count)
    return None if gain is None else -gain[-1]


def _ascend(table: list[list[Fraction]], basis: list[int], costs: list[Fraction], usable: int) -> list[Fraction] | None:
    """Climb to the top using the first `usable` cells; the row of what each cell would still gain, less the height
    reached at its end. None where there is no top."""
    gains = costs + [Fraction(0)]
    for held, row in zip(basis, table, strict=True):
        if factor := gains[held]:
            gains = [gain - factor * value if value else gain for gain, value in zip(gains, row, strict=True)]
    while (entering := next((j for j in range(usable) if gains[j] > 0), None)) is not None:
        ratios = [(row[-1] / row[entering], basis[i], i) for i, row in enumerate(table) if row[entering] > 0]
        if not ratios:
            return None
        at = min(ratios)[2]
        _pivot(table, basis, at, entering)
        factor = gains[entering]
        gains = [gain - factor * value if value else gain for gain, value in zip(gains, table[at], strict=True)]
    return gains


def _pivot(table: list[list[Fraction]], basis: list[int], at: int, entering: int) -> None:
    """Let a cell into the basis in place of the one of a row."""
    by = table[at][entering]
    table[at] = [value / by if value else value for value in table[at]]
    for i, row in enumerate(table):
        if i != at and (factor := row[entering]):
            table[i] = [a - factor * b if b else a for a, b in zip(row, table[at], strict=True)]
    basis[at] = entering


def bounds(equations: Sequence[Equation], asked: frozenset) -> tuple[Fraction, Fraction | None]:
    """The least and the greatest the cells `asked` can add up to, given sums of cells that are never negative.

    None as the greatest: nothing bounds it. The equations must hold for some counts; those of a true table always do.
    """
    known, waiting = _settled(equations)
    base = Fraction(sum(known.get(cell, 0) for cell in asked))
    open_cells = [cell for cell in asked if cell not in known]
    bound = {cell for cells, _ in waiting for cell in cells}
    free = [cell for cell in open_cells if cell not in bound]
    order = sorted(bound, key=repr)
    rows = [[Fraction(cell in cells) for cell in order] + [Fraction(value)] for cells, value in waiting]
    target = [Fraction(cell in open_cells) for cell in order]
    if not any(target):
        return base, None if free else base
    high = _greatest([row[:] for row in rows], target)
    low = _greatest(rows, [-value for value in target])
    return base - (low or 0), None if free or high is None else base + high


def width(equations: Sequence[Equation], asked: frozenset) -> Fraction | None:
    """How far apart the two bounds are; None: without end."""
    low, high = bounds(equations, asked)
    return None if high is None else high - low


def values_of(cells: Mapping[Hashable, int], asked: Iterable[Hashable]) -> int:
    """The counts of the cells asked, added up; a cell that is not there counts nothing."""
    return sum(cells.get(cell, 0) for cell in asked)
