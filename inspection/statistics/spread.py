"""Do units differ by more than chance: the test of homogeneity behind a funnel, and the tail of chi-square."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log


@dataclass(frozen=True)
class Spread:
    """How far units lie from what they have in common: `chi2`, the sum of their squared z, on `df` degrees of freedom, and
    `p`, how often chance alone would make it as large; 1 where it cannot vary."""

    chi2: float
    df: int
    p: float


SURE = 0.05
"""From so small a p on units are said to differ by more than chance."""


def spread(z: Sequence[float], variances: Sequence[float]) -> Spread:
    """The test that units have one rate: `z` of each from the pooled one, `variances` of each z² where that is so.

    Where units are small a squared z is no chi-square: of n cases with rate p its variance is 2 + (1 − 6pq) / npq, of a
    Poisson count with mean m it is 2 + 1/m. So the sum is taken for a gamma variable with its own mean, I − 1, and its own
    variance, (I − 1) / I of the sum of `variances`; large units have the usual chi-square on I − 1.
    Fewer than two units differ from nobody: p is 1. Raises ValueError where the two are not equally many.
    Source: J. B. S. Haldane, The mean and variance of χ² when used as a test of homogeneity, when expectations are small,
    Biometrika 31 (1940) 346–355.
    """
    if len(z) != len(variances):
        raise ValueError(f"{len(z)} units with {len(variances)} variances")
    chi2, df = sum(value * value for value in z), len(z) - 1
    if df < 1:
        return Spread(chi2, max(df, 0), 1.0)
    variance = sum(variances) * df / len(z)
    if variance <= 1e-9:
        return Spread(chi2, df, 1.0)
    stretch = variance / (2 * df)
    return Spread(chi2, df, chi_square_tail(chi2 / stretch, df / stretch))


def chi_square_tail(x: float, df: float) -> float:
    """P(X ≥ x) of chi-square on `df` degrees of freedom, which need not be whole.

    The upper regularised incomplete gamma function Q(df/2, x/2): its series below df/2 + 1, its continued fraction above
    (Abramowitz and Stegun, Handbook of Mathematical Functions, 6.5.29 and 6.5.31). Raises ValueError unless df > 0.
    """
    if not df > 0:
        raise ValueError(f"{df} degrees of freedom: expected more than none")
    if x <= 0:
        return 1.0
    a, x = df / 2, x / 2
    front = exp(a * log(x) - x - lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        step = a
        while term > total * 1e-16:
            step += 1
            term *= x / step
            total += term
        return max(0.0, 1 - front * total)
    # Lentz's evaluation of the continued fraction
    tiny = 1e-300
    b = x + 1 - a
    c, d = 1 / tiny, 1 / b
    found, at = d, 0
    while True:
        at += 1
        numerator = -at * (at - a)
        b += 2
        d = 1 / (numerator * d + b or tiny)
        c = b + numerator / c or tiny
        change = d * c
        found *= change
        if abs(change - 1) < 1e-15 or at > 10_000:
            return min(1.0, front * found)
