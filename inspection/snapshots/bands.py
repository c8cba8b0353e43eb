"""Bands and places that chance cannot overturn: who is told apart from whom, and who is not."""

from collections.abc import Mapping, Sequence

from inspection.statistics import Interval

BANDS = ("good", "fair", "average", "poor")


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


def groups(intervals: Sequence[Interval]) -> list[int]:
    """The number of each one's group, 0 for the highest: whose intervals overlap, directly or by way of others, share
    one, and between two groups no two overlap. Ends that touch overlap."""
    order = sorted(range(len(intervals)), key=lambda at: -intervals[at][1])
    found = [0] * len(intervals)
    reach, group = None, -1
    for at in order:
        low, high = intervals[at]
        if reach is None or high < reach:
            group += 1
            reach = low
        reach = min(reach, low)
        found[at] = group
    return found


def band(done: int, whole: int, limits: Mapping[str, float]) -> str:
    """The band of a group by its pooled share; `limits` gives the least per cent of good, fair and average.

    Compared as whole numbers times per cent, so that a share on the limit itself is in the higher band.
    """
    for name in BANDS[:-1]:
        if 100 * done >= limits[name] * whole:
            return name
    return BANDS[-1]
