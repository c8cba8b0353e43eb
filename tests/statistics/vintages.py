"""Registers that keep their vintages: cohorts of known delays and shares, as known on a day and in the end."""

from collections import Counter
from math import exp
from random import Random

from inspection.statistics.nowcasts import Cases

COHORTS, YEAR = 7, 365


def register(seed: int, *, drift: float = 1.0, unlike: float = 0.3) -> tuple[Cases, dict[int, float]]:
    """(cases as known on a day of the last cohort's second half or the half year after it, cohort -> its share in the end).

    Every year 25 to 110 clues, on their way a median of 90 to 240 days, each year `drift` times as long; those of short delay
    are counted more often or more rarely; cohorts differ on the logit by a standard deviation of `unlike`.
    """
    chance = Random(seed)
    median, wide, level = chance.uniform(90, 240), chance.uniform(0.4, 0.9), chance.uniform(-0.8, 1.2)
    slope, today = chance.choice((-1, 1)) * chance.uniform(0.3, 1.2), COHORTS * YEAR - chance.randint(-180, 180)
    known, ended = Counter(), {}
    for cohort in range(COHORTS):
        own, good = level + chance.gauss(0, unlike), 0
        number = chance.randint(25, 110)
        for _ in range(number):
            start = cohort * YEAR + chance.randrange(YEAR)
            z = chance.gauss(0, 1)
            days = int(median * drift**cohort * exp(wide * z))
            end = 1 if chance.random() < 1 / (1 + exp(-(own + slope * z))) else 2
            good += end == 1
            if start <= today:
                closed = start + days <= today
                known[cohort, days if closed else today - start, end if closed else 0] += 1
        ended[cohort] = good / number
    return Cases.of([(*key, count) for key, count in known.items()]), ended
