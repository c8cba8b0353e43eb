"""The one word for the change of a rate: 升, 降, 变化不显著, 时长不同, 尚不成熟, 未结未定, 部分年度. Nothing else may say it."""

from dataclasses import dataclass, replace
from typing import Literal

from inspection.statistics.shares import newcombe_difference

Verdict = Literal["up", "down", "not_significant", "ages", "open", "immature", "partial", "broken", "none"]


@dataclass(frozen=True)
class Period:
    """One period's rate as counts, and what forbids comparing it.

    `partial`: the data cover only a part of the period; `immature`: some of its cohort is still too young; `breaks`:
    the period is the first counted by another definition or from another source; `pending`: cases whose end is not known
    yet, outside the denominator unless `inside`.
    """

    numerator: float
    denominator: float
    partial: bool = False
    immature: bool = False
    breaks: bool = False
    pending: float = 0
    inside: bool = False

    def ended(self, counted: float) -> "Period":
        """The period as it would stand had all its pending cases ended, `counted` of them in the numerator."""
        whole = self.denominator if self.inside else self.denominator + self.pending
        return replace(self, numerator=self.numerator + counted, denominator=whole, pending=0)


def verdict(before: Period | None, now: Period | None, level: float = 0.95, *, by_age: float = 0.0) -> Verdict:
    """The word for the change of a rate from one period to the next.

    - "none": a period is missing or has an empty denominator, there is nothing to compare;
    - "broken": the later one is counted differently, a series that breaks is never compared across the break;
    - "partial": one of the two is covered only in part and is never compared;
    - "immature": one of the two is an immature cohort, which has no verdict;
    - "open": the word would be another one if the pending cases of both periods ended one way or the other; an old cohort
      of which much is still open is no more settled than a young one;
    - "ages": the difference is more than chance, but no more once `by_age` is taken off it, the part of it that unequal
      ages alone make (`explained_by_age`, a fraction);
    - "up", "down": Newcombe's interval of now − before excludes zero;
    - "not_significant": it does not.

    "open" compares the words at the two ends (all pending of now counted and none of before, and the other way round) with
    the word of what has ended: the bounds of Manski (Partial Identification of Probability Distributions, 2003, ch. 1),
    applied to the verdict.

    Up and down say where the rate went, not whether that is good. Of several reasons the first in this list is given.
    """
    if before is None or now is None or not before.denominator or not now.denominator:
        return "none"
    if now.breaks:
        return "broken"
    if before.partial or now.partial:
        return "partial"
    if before.immature or now.immature:
        return "immature"
    word = _direction(before, now, level)
    ends = ((before.pending, 0.0), (0.0, now.pending))
    if any(_direction(before.ended(b), now.ended(n), level) != word for b, n in ends):
        return "open"
    if word != "not_significant" and _direction(before, now, level, by_age) != word:
        return "ages"
    return word


def _direction(before: Period, now: Period, level: float, by_age: float = 0.0) -> Verdict:
    low, high = newcombe_difference(now.numerator, now.denominator, before.numerator, before.denominator, level)
    if low - by_age > 0:
        return "up"
    if high - by_age < 0:
        return "down"
    return "not_significant"
