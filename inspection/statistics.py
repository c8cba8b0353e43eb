"""What a rate may claim: intervals, bounds, the word for a change, ranks with ties.

Pure functions on counts. Counts come from the indicators; nothing here knows a ledger, a clock or a language.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Literal

Interval = tuple[float, float]
Verdict = Literal["up", "down", "not_significant", "immature", "partial", "none"]


def wilson(k: float, n: float, level: float = 0.95) -> Interval | None:
    """The Wilson score interval of a share k of n, as fractions (low, high); None when n is 0.

    With z the normal quantile of (1 + level) / 2 and p = k / n:

        (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)

    No continuity correction. The end is exactly 0 when k = 0 and exactly 1 when k = n.
    Raises ValueError unless 0 ≤ k ≤ n and 0 < level < 1.
    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209–212.
    """
    _check_share(k, n)
    if n == 0:
        return None
    z = _quantile(level)
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
    _check_share(numerator, denominator)
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


@dataclass(frozen=True)
class Period:
    """One period's rate as counts, and what forbids comparing it.

    `partial`: the data cover only a part of the period; `immature`: some of its cohort is still too young.
    """

    numerator: float
    denominator: float
    partial: bool = False
    immature: bool = False


def verdict(before: Period | None, now: Period | None, level: float = 0.95) -> Verdict:
    """The word for the change of a rate from one period to the next.

    - "none": a period is missing or has an empty denominator, there is nothing to compare;
    - "partial": one of the two is covered only in part and is never compared;
    - "immature": one of the two is an immature cohort, which has no verdict;
    - "up", "down": Newcombe's interval of now − before excludes zero;
    - "not_significant": it does not.

    Up and down say where the rate went, not whether that is good. Of several reasons the first in this list is given.
    """
    if before is None or now is None or not before.denominator or not now.denominator:
        return "none"
    if before.partial or now.partial:
        return "partial"
    if before.immature or now.immature:
        return "immature"
    interval = newcombe_difference(now.numerator, now.denominator, before.numerator, before.denominator, level)
    low, high = interval
    if low > 0:
        return "up"
    if high < 0:
        return "down"
    return "not_significant"


def rank(scores: Iterable[float | None], *, highest_first: bool = True, digits: int = 9) -> list[int | None]:
    """Competition ranks 1, 2, 2, 4: equal scores share a rank and the next rank counts all before it.

    In the order of `scores`. A score that is None has no rank and takes none from the others. Scores are compared
    after rounding to `digits` decimals, so that the last bit of a sum of floats does not break a tie.
    """
    rounded = [None if score is None else round(float(score), digits) for score in scores]
    ranked = sorted((score for score in rounded if score is not None), reverse=highest_first)
    first_place: dict[float, int] = {}
    for place, score in enumerate(ranked, start=1):
        first_place.setdefault(score, place)
    return [None if score is None else first_place[score] for score in rounded]


def _quantile(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"level is {level}: expected a share between 0 and 1, such as 0.95")
    return NormalDist().inv_cdf((1 + level) / 2)


def _check_share(k: float, n: float) -> None:
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n}: expected 0 ≤ counted ≤ out of")
