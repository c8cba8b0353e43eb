"""Bands and places that chance cannot overturn: who is told apart from whom, and who is not."""

from collections.abc import Iterable, Mapping, Sequence

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


def groups(intervals: Sequence[Interval]) -> list[int | None]:
    """The number of each one's group, 0 for the highest; None for who cannot be placed.

    Within a group every two intervals overlap, between two groups none do, so whoever overlaps shares a group. A wide
    interval may reach over two groups that are themselves told apart: it would tie them together although they differ
    for sure. So, as long as a chain of overlaps holds two that do not overlap, the widest of the chain are set aside,
    all of the same interval together. Ends that touch overlap.
    """
    found: list[int | None] = [None] * len(intervals)
    waiting = [_chains(intervals, range(len(intervals)))]
    settled: list[list[int]] = []
    while waiting:
        for chain in waiting.pop():
            if max(intervals[at][0] for at in chain) <= min(intervals[at][1] for at in chain):
                settled.append(chain)
                continue
            widest = max(chain, key=lambda at: intervals[at][1] - intervals[at][0])
            width = intervals[widest][1] - intervals[widest][0]
            waiting.append(_chains(intervals, [at for at in chain if intervals[at][1] - intervals[at][0] < width]))
    settled.sort(key=lambda chain: -max(intervals[at][1] for at in chain))
    for number, chain in enumerate(settled):
        for at in chain:
            found[at] = number
    return found


def _chains(intervals: Sequence[Interval], among: Iterable[int]) -> list[list[int]]:
    """Who is tied together by overlaps, directly or by way of others, highest first."""
    chains: list[list[int]] = []
    reach = 0.0
    for at in sorted(among, key=lambda at: -intervals[at][1]):
        low, high = intervals[at]
        if chains and high >= reach:
            chains[-1].append(at)
            reach = min(reach, low)
        else:
            chains.append([at])
            reach = low
    return chains


def band(done: int, whole: int, limits: Mapping[str, float]) -> str:
    """The band of a group by its pooled share; `limits` gives the least per cent of good, fair and average.

    Compared as whole numbers times per cent, so that a share on the limit itself is in the higher band.
    """
    for name in BANDS[:-1]:
        if 100 * done >= limits[name] * whole:
            return name
    return BANDS[-1]
