"""What unequal ages alone make of the difference of two rates whose things are done sooner or later."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inspection.statistics.curves import aalen_johansen


@dataclass(frozen=True)
class Watched:
    """The things of one period: `ages`, how long each was watched; `days`, after how long it was done, None where it is
    not yet; `things`, how many an entry stands for."""

    ages: Sequence[float]
    days: Sequence[float | None]
    things: Sequence[int]


def explained_by_age(before: Watched, now: Watched) -> float:
    """The difference now − before of the shares done that things of the same speed, watched for these ages, would show.

    Both periods together give F, the share done within t days of a thing's own day (Kaplan–Meier, what is not done
    censored at its age). With n things of ages a, a period would then have Σ F(a) / Σ n done, whichever period it is; the
    difference of the two is what their calendars alone make. A fraction; 0.0 where a period has no things. A thing done
    after it was last seen counts as done then. Raises ValueError for a time below zero.
    Source: indirect standardisation, M. Szklo, F. J. Nieto, Epidemiology: Beyond the Basics, 4th ed. 2019, ch. 7; F after
    E. L. Kaplan, P. Meier, JASA 53 (1958) 457–481.
    """
    if not sum(before.things) or not sum(now.things):
        return 0.0
    ages = [*before.ages, *now.ages]
    days = [*before.days, *now.days]
    times = [age if wait is None else min(wait, age) for age, wait in zip(ages, days, strict=True)]
    ends = [None if wait is None else "done" for wait in days]
    curve = aalen_johansen(times, ends, [*before.things, *now.things], kinds=("done",))

    def expected(period: Watched) -> float:
        # nothing is known beyond the last time seen: the share reached by then stands
        reached = curve.at("done", np.minimum(np.asarray(period.ages, dtype=float), curve.times[-1]))
        return float(np.average(reached, weights=period.things))

    return expected(now) - expected(before)
