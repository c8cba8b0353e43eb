"""Bands by published thresholds, how sure each is, and places with the range that chance leaves them."""

from collections.abc import Mapping, Sequence

from inspection.statistics import Interval, wilson

BANDS = ("good", "fair", "average", "poor")
SURE, LIKELY = 0.95, 0.6
"""Two-sided levels of the intervals: the lower end of the second is passed by chance one time in five."""


def place_ranges(intervals: Sequence[Interval]) -> list[tuple[int, int]]:
    """(best, worst) place each can have, given intervals of their shares; a high share is a low place.

    Only whoever lies wholly above is surely before, only whoever lies wholly below is surely behind. The place by the
    share itself always lies within. Source: M. Klein, T. Wright, J. Wieczorek, A joint confidence region for an overall
    ranking of populations, JRSS C 69 (2020) 589–606.
    """
    whole = len(intervals)
    return [
        (
            1 + sum(other_low > high for other_low, _ in intervals),
            whole - sum(other_high < low for _, other_high in intervals),
        )
        for low, high in intervals
    ]


def band(done: int, whole: int, limits: Mapping[str, float]) -> str:
    """The band of a share; `limits` gives the least per cent of good, fair and average.

    Compared as whole numbers times per cent, so that a share on the limit itself is in the higher band.
    """
    for name in BANDS[:-1]:
        if 100 * done >= limits[name] * whole:
            return name
    return BANDS[-1]


def lowered(name: str) -> str:
    """The band below; the lowest stays."""
    return BANDS[min(BANDS.index(name) + 1, len(BANDS) - 1)]


def certainty(done: int, whole: int, name: str, limits: Mapping[str, float]) -> str:
    """How sure it is that the share reaches its band's limit (of the lowest: stays below the one above), were the findings
    a sample of what the organisation does: "sure" where the 95 % interval says so, "likely" where chance would say so
    wrongly at most one time in five, else "unclear".
    """
    for told, level in (("sure", SURE), ("likely", LIKELY)):
        low, high = wilson(done, whole, level)
        if 100 * high < limits[BANDS[-2]] if name == BANDS[-1] else 100 * low >= limits[name]:
            return told
    return "unclear"
