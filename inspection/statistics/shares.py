"""Shares of a whole: the interval of one, of the difference of two, where it can still end up, within a window."""

from collections.abc import Iterable
from math import sqrt
from statistics import NormalDist
from typing import Literal

Interval = tuple[float, float]


def wilson(k: float, n: float, level: float = 0.95) -> Interval | None:
    """The Wilson score interval of a share k of n, as fractions (low, high); None when n is 0.

    With z the normal quantile of (1 + level) / 2 and p = k / n:

        (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)

    No continuity correction. The end is exactly 0 when k = 0 and exactly 1 when k = n.
    Raises ValueError unless 0 ≤ k ≤ n and 0 < level < 1.
    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209–212.
    """
    check_share(k, n)
    if n == 0:
        return None
    z = quantile(level)
    p = k / n
    middle = p + z * z / (2 * n)
    reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    size = 1 + z * z / n
    # k = 0 and k = n are exact in the formula and inexact in floating point
    low = 0.0 if k == 0 else (middle - reach) / size
    high = 1.0 if k == n else (middle + reach) / size
    return low, high


def newcombe_difference(k1: float, n1: float, k2: float, n2: float, level: float = 0.95) -> Interval | None:
    """The interval of the difference k1/n1 − k2/n2 of two independent shares; None when n1 or n2 is 0.

    Newcombe's hybrid score method (his method 10, without continuity correction): with (l, u) the Wilson interval
    of each share and d = p1 − p2,

        low = d − √((p1 − l1)² + (u2 − p2)²),   high = d + √((u1 − p1)² + (p2 − l2)²)

    For a change over time pass the later period first. Raises ValueError as `wilson` does.
    Source: R. G. Newcombe, Interval estimation for the difference between independent proportions: comparison of
    eleven methods, Statistics in Medicine 17 (1998) 873–890.
    """
    first, second = wilson(k1, n1, level), wilson(k2, n2, level)
    if first is None or second is None:
        return None
    p1, p2 = k1 / n1, k2 / n2
    difference = p1 - p2
    low = difference - sqrt((p1 - first[0]) ** 2 + (second[1] - p2) ** 2)
    high = difference + sqrt((first[1] - p1) ** 2 + (p2 - second[0]) ** 2)
    return low, high


def bounds(
    numerator: float, denominator: float, pending: float, where: Literal["outside", "inside", "none"]
) -> Interval | None:
    """Where a rate can still end up: none of the pending count … all of them do; fractions (low, high).

    `where` says how the pending stand to the denominator, as in an indicator's header:

    - "outside": they join numerator and denominator when they are settled, so
      numerator / (denominator + pending) … (numerator + pending) / (denominator + pending);
    - "inside": they are in the denominator already, so numerator / denominator … (numerator + pending) / denominator;
    - "none": nothing is open, both ends are the rate.

    None when there is nothing to divide by. Raises ValueError for another `where` or counts that cannot be.
    """
    if pending < 0:
        raise ValueError(f"pending is {pending}: a count is never negative")
    check_share(numerator, denominator)
    if where == "outside":
        low, high, of = numerator, numerator + pending, denominator + pending
    elif where == "inside":
        if numerator + pending > denominator:
            raise ValueError(f"{numerator} counted and {pending} pending are more than the {denominator} they are in")
        low, high, of = numerator, numerator + pending, denominator
    elif where == "none":
        low, high, of = numerator, numerator, denominator
    else:
        raise ValueError(f"where is {where!r}: expected outside, inside or none")
    return (low / of, high / of) if of else None


def fixed_window(
    waits: Iterable[float | None], watched: Iterable[float], window: float, counts: Iterable[int] | None = None
) -> tuple[int, int, int]:
    """The share that had the event within a window of its start, among those watched for the whole window.

    `waits`: time from the start to the event, None where it has not come; `watched`: time from the start to the day of
    the data, for all, whether the event has come or not; `window` in the same unit; `counts`: how many cases each
    entry stands for, one where left out. The end of the window counts as within.

    Returns (numerator, denominator, too_young): with the event within the window / watched at least that long, and
    those not yet watched that long. Only so are a recent cohort and an old one asked the same question: a case whose
    event came early but that is itself younger than the window stays outside, or the young cohort would be made of its
    quick cases only. Raises ValueError for a window or a wait below zero.
    """
    if window < 0:
        raise ValueError(f"the window is {window}: expected a length of time")
    within = whole = young = 0
    waits, watched = list(waits), list(watched)
    for wait, seen, count in zip(waits, watched, [1] * len(waits) if counts is None else counts, strict=True):
        if wait is not None and wait < 0:
            raise ValueError(f"a wait of {wait}: the event lies before the start")
        if seen < window:
            young += count
            continue
        whole += count
        within += count if wait is not None and wait <= window else 0
    return within, whole, young


def quantile(level: float) -> float:
    """The normal quantile of (1 + level) / 2: 1.96 for 0.95. Raises ValueError for a level that is no share."""
    if not 0 < level < 1:
        raise ValueError(f"level is {level}: expected a share between 0 and 1, such as 0.95")
    return NormalDist().inv_cdf((1 + level) / 2)


def check_share(k: float, n: float) -> None:
    """Raises ValueError unless 0 ≤ k ≤ n."""
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n}: expected 0 ≤ counted ≤ out of")
