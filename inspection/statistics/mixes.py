"""Why a rate changed: because its parts changed, or because the mix of the parts did."""

from collections.abc import Mapping
from dataclasses import dataclass

Counts = Mapping[object, tuple[float, float]]
"""Part -> (counted, out of)."""


@dataclass(frozen=True)
class Part:
    """One part of the whole before and now, with what it adds to the change of the whole, in fractions."""

    name: object
    before: tuple[float, float]
    now: tuple[float, float]
    rate_effect: float
    mix_effect: float

    @property
    def change(self) -> float | None:
        """The change of the part's own rate; None where it had no cases before or has none now."""
        (k0, n0), (k1, n1) = self.before, self.now
        return k1 / n1 - k0 / n0 if n0 and n1 else None


@dataclass(frozen=True)
class Mix:
    """A change of a rate taken apart: `change` = `rate_effect` + `mix_effect`, exactly; each the sum over `parts`."""

    change: float
    rate_effect: float
    mix_effect: float
    parts: tuple[Part, ...]

    @property
    def reversed(self) -> bool:
        """Simpson's paradox: the whole moved one way, each part that can be compared the other way or not at all."""
        changes = [part.change for part in self.parts if part.change is not None]
        if not changes or abs(self.change) < 1e-12:
            return False
        sign = 1 if self.change > 0 else -1
        return all(sign * c <= 1e-12 for c in changes) and any(sign * c < -1e-12 for c in changes)

    @property
    def masked(self) -> bool:
        """The mix turned the sign of the change: at an unchanged mix the rate would have moved the other way."""
        return self.change * self.rate_effect < -1e-15


def kitagawa(before: Counts, now: Counts) -> Mix | None:
    """The change of a pooled rate from `before` to `now` as rate effect and mix effect; None where a whole is empty.

    With w a part's share of the cases and p its rate:

        rate effect = Σ (p₁ − p₀) (w₀ + w₁) / 2,   mix effect = Σ (w₁ − w₀) (p₀ + p₁) / 2,   sum Σ w₁p₁ − Σ w₀p₀

    There is no rest to explain away. A part without cases in one of the two has no rate there: it gets the rate of the
    other, so that what it adds is all mix. Raises ValueError for counts that cannot be.
    Source: E. M. Kitagawa, Components of a difference between two rates, JASA 50 (1955) 1168–1194.
    """
    whole0, whole1 = sum(n for _, n in before.values()), sum(n for _, n in now.values())
    for k, n in (*before.values(), *now.values()):
        if not 0 <= k <= n:
            raise ValueError(f"{k} of {n}: expected 0 ≤ counted ≤ out of")
    if not whole0 or not whole1:
        return None
    parts = []
    for name in dict.fromkeys([*before, *now]):
        (k0, n0), (k1, n1) = before.get(name, (0, 0)), now.get(name, (0, 0))
        if not n0 and not n1:
            continue
        p0 = k0 / n0 if n0 else k1 / n1
        p1 = k1 / n1 if n1 else p0
        w0, w1 = n0 / whole0, n1 / whole1
        parts.append(Part(name, (k0, n0), (k1, n1), (p1 - p0) * (w0 + w1) / 2, (w1 - w0) * (p0 + p1) / 2))
    rate, mix = sum(p.rate_effect for p in parts), sum(p.mix_effect for p in parts)
    return Mix(rate + mix, rate, mix, tuple(parts))
