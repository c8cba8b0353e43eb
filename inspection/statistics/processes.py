"""Whether a series of months varies as it always did: process limits in place of comparing one month with the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LEAST = 12
"""Fewer values have no limits."""
RUN = 8
"""So many in a row on one side of the mean are no chance: of a process that stays as it is 1 in 128."""
WIDTH = 2.66
"""3 / 1.128: three standard deviations, as the mean of moving ranges of two estimates them."""


@dataclass(frozen=True)
class Stretch:
    """The values from `first` to `last` (their places) that are judged by one mean and its natural process limits."""

    first: int
    last: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Process:
    """The stretches in their order, and for each value: ±2 beyond the limits, ±1 in a run of RUN or more on one side of the
    mean, else 0; negative below."""

    stretches: tuple[Stretch, ...]
    signals: tuple[int, ...]


def process(values: Sequence[float], floor: float | None = 0.0) -> Process | None:
    """The XmR chart of a series: mean ± 2.66 times the mean moving range, the lower limit at `floor` at least; None for fewer
    than LEAST values.

    The limits come from the first LEAST values and stay: they are computed anew only where RUN values in a row lay on one
    side of the mean, from the first of these, and only once LEAST values follow from there.
    Source: D. J. Wheeler, Understanding Variation, 2nd ed. 2000; the rules and when limits are recalculated: NHS England,
    Making Data Count, 2019 (its run of seven is Wheeler's run of eight here).
    """
    if len(values) < LEAST:
        return None
    stretches, signals, first = [], [0] * len(values), 0
    while True:
        mean, low, high = _limits(values[first : first + LEAST], floor)
        run = _run(values, first, mean)
        step = run is not None and run > first and run + LEAST <= len(values)
        end = run if step else len(values)
        stretches.append(Stretch(first, end - 1, mean, low, high))
        for at in range(first, end):
            signals[at] = 2 * ((values[at] > high) - (values[at] < low)) or _side(values, at, first, end, mean)
        if not step:
            return Process(tuple(stretches), tuple(signals))
        first = run


def _limits(base: Sequence[float], floor: float | None) -> tuple[float, float, float]:
    mean = sum(base) / len(base)
    reach = WIDTH * sum(abs(b - a) for a, b in pairwise(base)) / (len(base) - 1)
    low = mean - reach
    return mean, low if floor is None else max(floor, low), mean + reach


def _run(values: Sequence[float], first: int, mean: float) -> int | None:
    """Where the first run of RUN values on one side of the mean begins; None where there is none."""
    length, side = 0, 0
    for at in range(first, len(values)):
        now = (values[at] > mean) - (values[at] < mean)
        length, side = (length + 1, side) if now and now == side else (int(bool(now)), now)
        if length == RUN:
            return at - RUN + 1
    return None


def _side(values: Sequence[float], at: int, first: int, end: int, mean: float) -> int:
    """±1 where the value stands in a run of at least RUN on its side of the mean, else 0."""
    side = (values[at] > mean) - (values[at] < mean)
    start = stop = at
    while start > first and (values[start - 1] - mean) * side > 0:
        start -= 1
    while stop + 1 < end and (values[stop + 1] - mean) * side > 0:
        stop += 1
    return side if side and stop - start + 1 >= RUN else 0
