"""The rows of an answer: its groups, what they come to together, the first of them and the rest, in the order asked for.

A sum of groups is never made of their rates: what a row stands for is asked anew, so that a rate of all is the rate of all, and
a person who stands in two groups is one.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from inspection.reading.answers import Source
from inspection.reading.asked import Asked, adds_up, beside, is_rate
from inspection.reading.explored import answered, in_order, text_of
from inspection.reading.explored_sides import sides
from inspection.reading.keeping import kept
from inspection.reading.view import View

ALL, REST = "\0all", "\0rest"
"""What stands in a field where it is summed over, and where the rest of its values stand together."""
BEFORE = "before_"
FIGURES = ("value", "rows", "numerator", "denominator", "pending", "young", "undated", "low", "high")


@dataclass(frozen=True)
class Thing:
    """One thing measured, of one side of a comparison: its figures are the columns that begin with `prefix` and end with
    `suffix`."""

    prefix: str
    suffix: str
    view: View
    source: Source
    asked: Asked

    def columns(self) -> tuple[str, ...]:
        """The columns of its figures."""
        names = FIGURES if is_rate(self.asked) else ("value", "rows")
        return tuple(f"{self.prefix}{name}{self.suffix}" for name in names if name != "undated")

    def figures(self, by: tuple[str, ...], within: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> dict[tuple, dict]:
        """Group -> figures; `within` narrows further than the question does."""
        keep = tuple(pair for pair in self.asked.keep if pair[0] not in dict(within)) + within
        frame = answered(self.view, self.source, replace(self.asked, by=by, keep=keep))
        there = [name for name in FIGURES if name in frame]
        keys = zip(*(map(whole, frame[b].astype(object)) for b in by), strict=True) if by else [()] * len(frame)
        columns = zip(*(frame[name].astype(object) for name in there), strict=True)
        return {key: dict(zip(there, row, strict=True)) for key, row in zip(keys, columns, strict=True)}


def whole(value: object) -> object:
    """A value as a key: an empty one is None, a whole number no decimal."""
    if pd.isna(value):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def things(view: View, source: Source, asked: Asked, older: Source | None) -> tuple[Thing, ...]:
    """What is measured: the first and each that can stand beside it, and each as it was, where there is a comparison."""
    found = []
    for at, id in enumerate((asked.source[1], *beside(asked))):
        one = replace(asked, source=(asked.source[0], id))
        for prefix, of_view, of_source, question in sides(view, source, one, older):
            found.append(Thing(prefix, f"_{at}" if at else "", of_view, of_source, question.bare()))
    return tuple(found)


@kept
def lines(view: View, source: Source, asked: Asked, older: Source | None = None) -> pd.DataFrame:
    """One row per group, and per sum where totals are asked for: the fields (ALL, REST where they stand for more than one
    value), `level` (how many fields are single), `rest` (how many values of the first field stand together), the figures of
    each thing, `share` where parts add up.

    `older` is the version that is compared with, where one is.
    """
    measured = things(view, source, asked, older)
    deep = len(asked.by)
    levels = range(deep + 1) if asked.totals or asked.top or asked.sort or asked.share else (deep,)
    cells: dict[tuple, dict[str, object]] = {}
    for thing in measured:
        for level in levels:
            _put(cells, thing, thing.figures(asked.by[:level]))
    rest = _rest(cells, asked) if asked.top and deep else ()
    if rest:
        kept_of_rest = ((asked.by[0], tuple(map(text_of, rest))),)
        cells = {key: held for key, held in cells.items() if not key or key[0] not in rest}
        for thing in measured:
            for level in range(1, deep + 1):
                found = thing.figures(asked.by[1:level], kept_of_rest)
                _put(cells, thing, {(REST, *key): held for key, held in found.items()})
    if asked.share and adds_up(asked):
        _shares(cells, asked)
    ordered = _ordered(source, asked, cells)
    rows = [_row(asked, key, cells[key], len(rest)) for key in ordered]
    figures = (name for thing in measured for name in thing.columns())  # also of a side that has no group at all
    columns = list(dict.fromkeys([*asked.by, "level", "rest", *figures, *(name for row in rows for name in row)]))
    # a field stays as it is: a column of years and an empty one would become decimals
    made = {name: pd.Series([r.get(name) for r in rows], dtype=object if name in asked.by else None) for name in columns}
    return pd.DataFrame(made)


def _put(cells: dict, thing: Thing, figures: dict[tuple, dict]) -> None:
    for key, held in figures.items():
        named = {f"{thing.prefix}{name}{thing.suffix}": value for name, value in held.items()}
        cells.setdefault(key, {}).update(named)


def _row(asked: Asked, key: tuple, held: dict, rest: int) -> dict[str, object]:
    whole_key = dict(zip(asked.by, (*key, *[ALL] * (len(asked.by) - len(key))), strict=True))
    return {**whole_key, "level": len(key), "rest": rest if key and key[0] == REST else 0, **held}


def _rank(asked: Asked) -> tuple[str, bool]:
    """The column that groups are ordered by and whether the largest come first; of the first so many the largest value,
    unless another order is asked for."""
    return asked.sort.removeprefix("-") or "value", asked.sort.startswith("-") or not asked.sort


def _number(held: dict, column: str) -> float | None:
    value = held.get("value" if column == "share" else column)
    if column.startswith("difference"):
        suffix = column.removeprefix("difference")
        now, before = held.get(f"value{suffix}"), held.get(f"{BEFORE}value{suffix}")
        value = None if now is None or before is None or pd.isna(now) or pd.isna(before) else now - before
    elif column.startswith("before"):
        value = held.get(f"{BEFORE}value{column.removeprefix('before')}")
    return None if value is None or pd.isna(value) else float(value)


def _by_figure(cells: dict, column: str, largest: bool) -> Callable[[tuple], tuple]:
    def place(key: tuple) -> tuple:
        number = _number(cells.get(key, {}), column)
        return number is None, (-number if largest else number) if number is not None else 0.0

    return place


def _rest(cells: dict, asked: Asked) -> tuple[object, ...]:
    """The values of the first field beyond the first so many."""
    column, largest = _rank(asked)
    if column in asked.by:
        column, largest = "value", True
    first = [key for key in cells if len(key) == 1]
    return tuple(key[0] for key in sorted(first, key=_by_figure(cells, column, largest))[asked.top :])


def _shares(cells: dict, asked: Asked) -> None:
    """The share of each row in everything, or in its group of the first field; none where the parts are no parts: their sum
    is another, or one is below nothing."""
    base = 0 if asked.share == "all" or len(asked.by) < 2 else 1
    numbers = {key: _number(held, "value") or 0.0 for key, held in cells.items()}
    parts = [number for key, number in numbers.items() if len(key) == len(asked.by)]
    all_parts = all(number >= 0 for number in parts) and math.isclose(sum(parts), numbers.get((), 0.0), abs_tol=1e-6)
    for key, held in cells.items():
        if len(key) >= base:
            of = numbers.get(key[:base], 0.0)
            held["share"] = numbers[key] / of if all_parts and of > 0 else None


def _ordered(source: Source, asked: Asked, cells: dict) -> list[tuple]:
    """The keys in the order in which they stand: sums below their parts, the rest last of all that it is the rest of."""
    deep, (column, largest) = len(asked.by), _rank(asked)
    figure = column not in asked.by and bool(asked.sort or asked.top)
    leaves = [key for key in cells if len(key) == deep]
    if figure and not asked.totals and not asked.top:
        return sorted(leaves, key=_by_figure(cells, column, largest))
    places = [
        {value: at for at, value in enumerate(in_order(source, asked, name, [k[n] for k in leaves if k[n] != REST]))}
        for n, name in enumerate(asked.by)
    ]
    for n, name in enumerate(asked.by):
        if asked.sort == f"-{name}":
            places[n] = {value: -at for value, at in places[n].items()}
    under: dict[tuple, dict[tuple, None]] = {}
    for key in leaves:
        for level in range(1, deep + 1):
            under.setdefault(key[: level - 1], {})[key[:level]] = None
    by_figure = _by_figure(cells, column, largest)

    def place(key: tuple) -> tuple:
        if key[-1] == REST:
            return (1,)
        return (0, *by_figure(key), 0) if figure else (0, places[len(key) - 1][key[-1]])

    def told(key: tuple) -> list[tuple]:
        if len(key) == deep:
            return [key]
        below = [one for child in sorted(under.get(key, ()), key=place) for one in told(child)]
        sums = asked.totals and key in cells and (not key or len(under[key]) > 1)
        return [*below, key] if sums else below

    return told(()) if deep else leaves
