"""A sample of things claimed: who is visited, what is true of all, and what so many visits would show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import exp, lgamma, log, log1p

from inspection.statistics.shares import Interval


@dataclass(frozen=True)
class Stratum:
    """One stratum: `size` things in all, `visited` of them, `true` of those."""

    size: int
    visited: float
    true: float


def allocated(sizes: Sequence[int], visits: int) -> list[int]:
    """How many of each stratum are visited: in proportion to its size, at least one of each that has any where there are as
    many visits, never more than there are.

    Whole numbers by the largest remainder, ties to the earlier stratum. Raises ValueError for a size or visits below zero.
    Source: W. G. Cochran, Sampling Techniques, 3rd ed. 1977, 5.5 (proportional allocation).
    """
    if visits < 0 or any(size < 0 for size in sizes):
        raise ValueError(f"{visits} visits of {list(sizes)}: a count is never negative")
    whole = sum(sizes)
    if visits >= whole:
        return list(sizes)
    there = [at for at, size in enumerate(sizes) if size]
    found = [0] * len(sizes)
    if visits >= len(there):
        for at in there:
            found[at] = 1
    shares = [visits * size / whole for size in sizes]
    for at in there:
        found[at] = max(found[at], int(shares[at]))
    # one each can ask for more than there is: taken back where most is over its share
    while sum(found) > visits:
        at = max((a for a in there if found[a] > 1), key=lambda a: (found[a] - shares[a], -a))
        found[at] -= 1
    while sum(found) < visits:
        at = max((a for a in there if found[a] < sizes[a]), key=lambda a: (shares[a] - found[a], -a))
        found[at] += 1
    return found


def chosen(ids: Iterable[str], seed: str, count: int) -> list[str]:
    """The `count` ids that come first when ordered by the SHA-256 of "seed|id".

    Whoever knows the seed and the list can do it again with any tool, and nobody who does not can steer it.
    """
    return sorted(ids, key=lambda id: (sha256(f"{seed}|{id}".encode()).digest(), id))[:count]


def estimated(strata: Sequence[Stratum], level: float = 0.95) -> tuple[float, Interval] | None:
    """(the share true of all, its interval), as fractions; None where nothing was visited.

    The share is Σ N_h p_h / Σ N_h over the strata that were visited; those that were not are taken to be like them. The
    interval is Clopper's and Pearson's, which does not fall short where nearly all is true, of so many cases as the visits
    are worth: n / (1 + the relative variance of their weights), and for a population that is not endless
    (N − 1) / (N − n) times as many; where all were visited it is the share itself.
    Sources: E. L. Korn, B. I. Graubard, Confidence intervals for proportions with small expected number of positive counts
    estimated from survey data, Survey Methodology 24 (1998) 193–201; weights: L. Kish, Survey Sampling, 1965, 11.7; finite
    population: W. G. Cochran, Sampling Techniques, 3rd ed. 1977, 3.2. Raises ValueError for counts that cannot be.
    """
    for one in strata:
        if not 0 <= one.true <= one.visited <= one.size + 1e-9:
            raise ValueError(f"{one}: expected 0 ≤ true ≤ visited ≤ size")
    there = [one for one in strata if one.visited]
    if not there:
        return None
    size = sum(one.size for one in there)
    share = sum(one.size * one.true / one.visited for one in there) / size
    visits, everything = sum(one.visited for one in there), sum(one.size for one in strata)
    if visits >= everything:
        return share, (share, share)
    worth = 1 / sum((one.size / size) ** 2 / one.visited for one in there)
    worth *= (everything - 1) / (everything - visits)
    tail = (1 - level) / 2
    hits = share * worth
    low = 0.0 if hits <= 1e-9 else beta_quantile(tail, hits, worth - hits + 1)
    high = 1.0 if worth - hits <= 1e-9 else beta_quantile(1 - tail, hits + 1, worth - hits)
    return share, (min(low, share), max(high, share))


def shown_by(sizes: Sequence[int], visits: int, share: float) -> Interval | None:
    """The interval that so many visits would give if `share` of all were true; None where nothing would be visited."""
    counts = allocated(sizes, visits)
    found = estimated([Stratum(size, n, n * share) for size, n in zip(sizes, counts, strict=True)])
    return found and found[1]


def beta_quantile(p: float, a: float, b: float) -> float:
    """The quantile of the beta distribution, to 1e-12, by halving. Raises ValueError unless a, b > 0 and 0 < p < 1."""
    if not (a > 0 and b > 0 and 0 < p < 1):
        raise ValueError(f"the quantile {p} of beta({a}, {b})")
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if beta_below(middle, a, b) < p else (low, middle)
    return (low + high) / 2


def beta_below(x: float, a: float, b: float) -> float:
    """P(X ≤ x) of the beta distribution: the continued fraction of the incomplete beta function (Abramowitz and Stegun,
    Handbook of Mathematical Functions, 26.5.8), by Lentz's method, of the smaller tail."""
    if not 0 < x < 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_below(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    tiny = 1e-300
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or tiny)
    found = d
    for m in range(1, 10_000):
        before = found
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + term * d or tiny)
            c = 1 + term / c or tiny
            found *= c * d
        if abs(found - before) <= 1e-15 * abs(found):
            break
    return front * found
