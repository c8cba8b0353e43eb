"""Who stands out: the limits within which chance alone would keep a rate, given how much it stands on."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, log1p, sqrt

import numpy as np

from inspection.statistics.spread import Spread, spread

WATCH, ALARM = 0.95, 0.998
"""The two limits drawn: about 1 in 20, and 1 in 500, lie outside by chance alone."""


@dataclass(frozen=True)
class Funnel:
    """The pooled rate and what it says of each unit, in the order given.

    `target`: the pooled rate; `phi`: the over-dispersion by which the limits are widened, 1 where there is none;
    `z`: how many standard errors a unit lies from the target, after widening, None where it stands on nothing;
    `watch`, `alarm`: for each unit its (low, high) limits at 95 and 99.8 %, as rates; `outside`: 0 within the 95 %
    limits, ±1 between the two, ±2 beyond the 99.8 % limits (negative below); `of_chance`: the same against the limits
    of chance alone, not widened by how the units differ; `spread`: the test that they differ by no more than chance;
    `own`: the part of `phi` that is chance within a unit, by which those limits are widened too.
    """

    target: float
    phi: float
    z: tuple[float | None, ...]
    watch: tuple[tuple[float, float] | None, ...]
    alarm: tuple[tuple[float, float] | None, ...]
    outside: tuple[int, ...]
    of_chance: tuple[int, ...]
    spread: Spread
    own: float = 1.0
    poisson: bool = False

    @property
    def widened(self) -> bool:
        """Whether the limits are wider than those of chance alone."""
        return self.phi > self.own

    def limits(self, n: float, level: float, *, chance: bool = False) -> tuple[float, float]:
        """The limits at another size: of a unit that stood on `n`, for the line of the funnel; `chance`: of chance
        alone."""
        return _limits(self.target, n, level, self.own if chance else self.phi, self.poisson)


def rate_funnel(counted: Sequence[int], of: Sequence[int]) -> Funnel | None:
    """The funnel of shares: `counted` of `of` per unit, limits exact binomial; None where nothing is out of anything.

    The target is the pooled share. For a unit of n the limits at tail p interpolate the exact distribution, so that the
    line of the funnel is smooth: with r the smallest count with P(R ≤ r) ≥ p and s the largest with P(R ≥ s) ≥ p,

        low = (r − (P(R ≤ r) − p) / P(R = r)) / n,   high = (s + (P(R ≥ s) − p) / P(R = s)) / n,   kept within 0 and 1

    A count lies outside exactly where its own tail is less likely than p. (Spiegelhalter reads both ends off P(R ≤ r),
    which draws the upper one up to a whole case too low.)

    Units differ for more reasons than chance, and then half of them lie "outside". So the limits are widened by
    over-dispersion: with z = (share − target) / √(target (1 − target) / n) of the I units, the lowest and the highest
    tenth moved in to the deciles (winsorised), φ = Σ z² / I; where φ > 1, the distance of each limit from the target
    is multiplied by √φ; where not, and below MANY units, φ = 1.
    A unit lies outside only where its share is beyond the limit, not on it. To lie within widened limits is not to
    differ by no more than chance: whether the units do is `spread`, and who lies outside the limits as they were before
    is `of_chance`.
    Source: D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005)
    1185–1202 (exact limits: appendix A.1; multiplicative over-dispersion: 3.2).
    """
    return _funnel(counted, of, poisson=False)


def count_funnel(counted: Sequence[int], exposure: Sequence[float], own: float = 1.0) -> Funnel | None:
    """The funnel of counts per unit of exposure, limits exact Poisson; else as `rate_funnel`.

    With target = Σ counted / Σ exposure, a unit's z is (rate − target) / √(target / exposure). Where the exposure is what
    was to be expected of each unit (indirect standardisation), the rate is the ratio of observed to expected. `own`: by
    how much counts vary within one and the same unit, as a multiple of Poisson; below 1 it is taken for 1. Chance alone
    makes that much, so all limits are widened by its root, and z is measured by it.
    """
    return _funnel(counted, exposure, poisson=True, own=max(1.0, own))


MANY = 10
"""From so many units on over-dispersion is estimated: of fewer, a tenth is nobody."""


def _funnel(counted: Sequence[float], of: Sequence[float], poisson: bool, own: float = 1.0) -> Funnel | None:
    for k, n in zip(counted, of, strict=True):
        if k < 0 or n < 0 or (k > n and not poisson):
            raise ValueError(f"{k} of {n}: expected 0 ≤ counted" + ("" if poisson else " ≤ out of"))
    if not sum(of):
        return None
    target = sum(counted) / sum(of)
    free = target if poisson else target * (1 - target)
    raw = [
        (k / n - target) / sqrt(free * own / n) if n and free else None for k, n in zip(counted, of, strict=True)
    ]
    there = [z for z in raw if z is not None]
    variances = [_variance(target, n, poisson, own) for n in of if n and free]
    phi = own * _phi(there)
    watch, alarm = (tuple(_limits(target, n, level, phi, poisson) if n else None for n in of) for level in (WATCH, ALARM))
    rates = [k / n if n and free else None for k, n in zip(counted, of, strict=True)]
    outside = _outside(rates, watch, alarm, target)
    of_chance = outside
    if phi > own:
        ends = ([_limits(target, n, level, own, poisson) if n else None for n in of] for level in (WATCH, ALARM))
        of_chance = _outside(rates, *ends, target)
    widened = tuple(None if z is None else z / sqrt(phi / own) for z in raw)
    return Funnel(target, phi, widened, watch, alarm, outside, of_chance, spread(there, variances), own, poisson)


def _outside(rates: Sequence[float | None], watch: Sequence, alarm: Sequence, target: float) -> tuple[int, ...]:
    """0 within both limits, ±1 between them, ±2 beyond; 0 where there is no rate."""
    found = []
    for rate, *limits in zip(rates, watch, alarm, strict=True):
        side = 0 if rate is None else -1 if rate < target else 1
        found.append(side and side * sum(rate < low - 1e-12 or rate > high + 1e-12 for low, high in limits))
    return tuple(found)


def _variance(target: float, n: float, poisson: bool, own: float) -> float:
    """The variance of a unit's squared z where its own rate is the target."""
    if poisson:
        return 2 + own / (target * n)
    free = target * (1 - target)
    return 2 + (1 - 6 * free) / (n * free)


def _phi(z: Sequence[float]) -> float:
    if len(z) < MANY:
        return 1.0
    low, high = np.quantile(z, [0.1, 0.9])
    return max(1.0, float(np.mean(np.clip(z, low, high) ** 2)))


def _limits(target: float, n: float, level: float, phi: float, poisson: bool) -> tuple[float, float]:
    """The exact limits of one unit, widened about the target."""
    if not target > 0 or (target >= 1 and not poisson):
        return target, target  # all or none of everybody: nothing can vary
    masses = _poisson(target * n) if poisson else _binomial(int(n), target)
    tail = (1 - level) / 2
    r, beyond_r = _crossing(masses, tail)
    s, beyond_s = _crossing(masses[::-1], tail)
    s = len(masses) - 1 - s
    low, high = (target + (end / n - target) * sqrt(phi) for end in (r - beyond_r, s + beyond_s))
    return max(low, 0.0), high if poisson else min(high, 1.0)


def _crossing(masses: np.ndarray, tail: float) -> tuple[int, float]:
    """The first place by which the masses add up to the tail, and the part of that place's mass that is too much."""
    reached = np.cumsum(masses)
    place = int(np.searchsorted(reached, tail))
    return place, float((reached[place] - tail) / masses[place])


def _log_factorials(last: int) -> np.ndarray:
    """log r! for r = 0 … last."""
    return np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, last + 1)))))


def _binomial(n: int, p: float) -> np.ndarray:
    """P(R = r) for r = 0 … n."""
    logs, r = _log_factorials(n), np.arange(n + 1)
    return np.exp(logs[n] - logs - logs[::-1] + r * log(p) + (n - r) * log1p(-p))


def _poisson(mean: float) -> np.ndarray:
    """P(R = r) for r = 0 … far beyond the mean."""
    last = int(mean + 12 * sqrt(mean) + 30)
    return np.exp(np.arange(last + 1) * log(mean) - mean - _log_factorials(last))
