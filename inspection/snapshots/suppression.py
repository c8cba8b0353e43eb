"""Which totals of persons, clues or votes may be shown, so that no small count can be worked out of them.

A small count is hidden, and so many others with it that a reader who adds and subtracts (along rows and columns, over
years, and with what earlier snapshots showed) can narrow it down to no less than the threshold.
"""

from collections.abc import Mapping, Sequence

from inspection.snapshots.recovery import Equation, values_of, width

Cell = tuple[str, int]
"""(class, calendar year); the class is "" where an organisation has none."""
Sum = frozenset
"""Cells that one published number counts together."""


def shown(
    cells: Mapping[Cell, int], sums: Sequence[Sum], threshold: int, earlier: Sequence[Equation] = ()
) -> frozenset[Sum]:
    """The sums that may be shown.

    `cells`: every count there is, in the period and outside it; `sums`: what the office would like to show; `earlier`:
    what earlier snapshots showed, with the numbers they showed. Hidden at once is a count from 1 to threshold − 1, and
    one that moved by less than the threshold since it was last shown: the difference would be a small count too. Then,
    as long as something hidden can be narrowed down below the threshold, one more is hidden: the one that
    blurs it most, of equals the smallest. An earlier number that still holds today is taken as known.
    """
    true = {one: values_of(cells, one) for one in sums}
    moved = {one for one, value in earlier if one in true and 0 < abs(true[one] - value) < threshold}
    open_sums = {one for one in true if not 0 < true[one] < threshold and one not in moved}
    known = [(one, value) for one, value in earlier if values_of(cells, one) == value]

    def equations(without: Sum | None = None) -> list[Equation]:
        return [(one, true[one]) for one in open_sums if one != without] + known

    def told() -> Sum | None:
        """Something that must stay hidden and can be worked out, None when all is well."""
        must = list(_sensitive(cells, true, open_sums, threshold)) + sorted(moved, key=_order)
        for one in must:
            room = width(equations(), one)
            if room is not None and room < threshold and one not in dict(known):
                return one
        return None

    while open_sums and (one := told()) is not None:
        rooms = []
        for candidate in open_sums:
            room = width(equations(candidate), one)
            rooms.append(
                (-(float("inf") if room is None else min(room, threshold)), true[candidate], _order(candidate))
            )
        open_sums.discard(next(c for c in open_sums if _order(c) == min(rooms)[2]))
    return frozenset(open_sums)


def _order(one: Sum) -> tuple:
    return (len(one), sorted(one))


def _sensitive(cells: Mapping[Cell, int], true: Mapping[Sum, int], open_sums: set[Sum], threshold: int) -> list[Sum]:
    """Small counts: single cells, sums, and what is left of a sum beside the cells that are shown."""
    singles = {cell for one in open_sums if len(one) == 1 for cell in one}
    asked = {frozenset([cell]) for cell in cells} | set(true) | {one - singles for one in true}
    small = [one for one in asked if one and 0 < values_of(cells, one) < threshold]
    return sorted(small, key=_order)
