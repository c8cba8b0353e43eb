"""The one word for the change of a rate: 升, 降, 变化不显著, 尚不成熟, 部分年度. Nothing else may say it."""

from dataclasses import dataclass
from typing import Literal

from inspection.statistics.shares import newcombe_difference

Verdict = Literal["up", "down", "not_significant", "immature", "partial", "broken", "none"]


@dataclass(frozen=True)
class Period:
    """One period's rate as counts, and what forbids comparing it.

    `partial`: the data cover only a part of the period; `immature`: some of its cohort is still too young; `breaks`:
    the period is the first counted by another definition or from another source.
    """

    numerator: float
    denominator: float
    partial: bool = False
    immature: bool = False
    breaks: bool = False


def verdict(before: Period | None, now: Period | None, level: float = 0.95) -> Verdict:
    """The word for the change of a rate from one period to the next.

    - "none": a period is missing or has an empty denominator, there is nothing to compare;
    - "broken": the later one is counted differently, a series that breaks is never compared across the break;
    - "partial": one of the two is covered only in part and is never compared;
    - "immature": one of the two is an immature cohort, which has no verdict;
    - "up", "down": Newcombe's interval of now − before excludes zero;
    - "not_significant": it does not.

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
    interval = newcombe_difference(now.numerator, now.denominator, before.numerator, before.denominator, level)
    low, high = interval
    if low > 0:
        return "up"
    if high < 0:
        return "down"
    return "not_significant"
