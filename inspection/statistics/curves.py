"""How outcomes come about over time: the cumulative incidence of competing ends, open cases counted rightly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inspection.statistics.shares import quantile


@dataclass(frozen=True)
class Incidence:
    """Cumulative incidence curves of competing ends: step functions that rise at `times`.

    `times`: the distinct times at which a case ended or was last seen, rising; `at_risk`: cases still open just before
    each; `share[end]`, `error[end]`: the probability of that end by each time, and its standard error.
    """

    times: np.ndarray
    at_risk: np.ndarray
    share: Mapping[object, np.ndarray]
    error: Mapping[object, np.ndarray]
    cases: int

    def at(self, end: object, times: Sequence[float]) -> np.ndarray:
        """The share with that end by each of `times`; nan beyond the last time at which a case was watched."""
        return self._stepped(self.share[end], times)

    def interval(self, end: object, times: Sequence[float], level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
        """Pointwise confidence limits of that share, on the complementary log-log scale, so within 0 and 1.

        With F the share and s its standard error: 1 − (1 − F)^exp(±z s / ((1 − F) |log(1 − F)|)). Where F is 0 or 1
        the scale has no width and both limits are F. Source: J. D. Kalbfleisch, R. L. Prentice, The Statistical
        Analysis of Failure Time Data, 2nd ed. 2002, 1.4, for 1 − S; R's survfit with conf.type = "log-log".
        """
        share, error = self._stepped(self.share[end], times), self._stepped(self.error[end], times)
        low, high = share.copy(), share.copy()
        inside = (share > 0) & (share < 1)
        left = np.log1p(-share[inside])
        reach = quantile(level) * error[inside] / ((1 - share[inside]) * -left)
        low[inside] = -np.expm1(left * np.exp(-reach))
        high[inside] = -np.expm1(left * np.exp(reach))
        return low, high

    def open_at(self, times: Sequence[float]) -> np.ndarray:
        """How many cases are still open and watched just before each of `times` (the numbers at risk)."""
        at = np.searchsorted(self.times, np.asarray(times, dtype=float), side="left")
        return np.append(self.at_risk, 0)[at]

    def _stepped(self, values: np.ndarray, times: Sequence[float]) -> np.ndarray:
        wanted = np.asarray(times, dtype=float)
        found = np.concatenate([[0.0], values])[np.searchsorted(self.times, wanted, side="right")]
        last = self.times[-1] if len(self.times) else -np.inf
        return np.where(wanted > last, np.nan, found)


def aalen_johansen(
    times: Sequence[float], ends: Sequence[object], counts: Sequence[int] | None = None, *, kinds: Sequence[object] = ()
) -> Incidence:
    """The Aalen–Johansen estimate of the cumulative incidence of competing ends under right censoring.

    `times`: from each case's start to its end, or to the day it was last seen; `ends`: which end it was, None while it
    is open (censored); `counts`: how many cases an entry stands for, one where left out; `kinds`: the ends to have a
    curve even where none of them occurs. With n cases at risk just before t, d_k of them ending at t by end k and d by
    any, and S the probability of being open (Kaplan–Meier of all ends together):

        F_k(t) = Σ_{s ≤ t} S(s−) d_k(s) / n(s),   S(t) = Π_{s ≤ t} (1 − d(s) / n(s)),   Σ_k F_k(t) + S(t) = 1

    and, by the delta method (without censoring it is the binomial F (1 − F) / n),

        var F_k(t) = Σ [F_k(t) − F_k(s)]² d / (n (n − d)) + Σ S(s−)² d_k (n − d_k) / n³
                     − 2 Σ [F_k(t) − F_k(s)] S(s−) d_k / n²

    Censored cases count as at risk at their own time. Kaplan–Meier of one end alone, which treats the other ends as
    open cases, overstates it: that is why this is used. Raises ValueError for a time below zero.
    Source: O. O. Aalen, S. Johansen, Scand. J. Statist. 5 (1978) 141–150; variance: E. Marubini, M. G. Valsecchi,
    Analysing Survival Data from Clinical Trials and Observational Studies, 1995, 10.2 (Stata's stcompet, statsmodels).
    """
    at = np.asarray(times, dtype=float)
    weight = np.ones(len(at), dtype=np.int64) if counts is None else np.asarray(counts, dtype=np.int64)
    if len(at) and (at < 0).any():
        raise ValueError("a time below zero: a case ends before it starts")
    kept = weight > 0
    at, weight = at[kept], weight[kept]
    end = [e for e, k in zip(ends, kept, strict=True) if k]
    distinct, place = np.unique(at, return_inverse=True)
    leaving = np.bincount(place, weights=weight, minlength=len(distinct))
    n = leaving[::-1].cumsum()[::-1]
    found = list(dict.fromkeys([*kinds, *sorted({e for e in end if e is not None}, key=str)]))
    counted = {kind: weight * np.array([e == kind for e in end], dtype=bool) for kind in found}
    ended = {kind: np.bincount(place, weights=own, minlength=len(distinct)) for kind, own in counted.items()}
    d = sum(ended.values(), np.zeros(len(distinct)))
    open_before = np.concatenate([[1.0], np.cumprod(1 - d / n)[:-1]]) if len(distinct) else np.zeros(0)
    share, error = {}, {}
    for kind, count in ended.items():
        share[kind] = np.cumsum(open_before * count / n)
        error[kind] = np.sqrt(_variance(share[kind], open_before, n, d, count))
    return Incidence(distinct, n.astype(np.int64), share, error, int(weight.sum()))


def _variance(
    share: np.ndarray, open_before: np.ndarray, n: np.ndarray, d: np.ndarray, count: np.ndarray
) -> np.ndarray:
    """The formula of `aalen_johansen` with its squares multiplied out, so that one pass of running sums gives all t."""
    left = n - d
    # where nobody is left the share rises no more, so the first sum gets nothing from that time on
    hazard = np.divide(d, n * left, out=np.zeros(len(n)), where=left > 0)
    first = share**2 * np.cumsum(hazard) - 2 * share * np.cumsum(share * hazard) + np.cumsum(share**2 * hazard)
    second = np.cumsum(open_before**2 * count * (n - count) / n**3)
    step = open_before * count / n**2
    third = share * np.cumsum(step) - np.cumsum(share * step)
    return np.maximum(first + second - 2 * third, 0.0)
