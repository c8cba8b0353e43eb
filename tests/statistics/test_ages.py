"""What unequal ages alone make of a difference, and that the calendar alone is no verdict."""

import numpy as np
import pytest

from inspection.statistics import Period, Watched, explained_by_age, verdict

WINDOW = 90


def test_things_done_at_once_differ_by_nothing_however_old_they_are():
    old = Watched([1000, 1000], [5, None], [90, 10])
    young = Watched([100, 100], [5, None], [45, 5])
    assert explained_by_age(old, young) == pytest.approx(0)
    assert explained_by_age(young, old) == pytest.approx(0)


def test_what_is_done_late_is_missing_from_the_young_and_only_there():
    """Half are done after 10 days, the other half after 300: watched for 200 days a period has half of it."""
    old = Watched([1000, 1000], [10, 300], [50, 50])
    young = Watched([200, 200], [10, None], [50, 50])
    assert explained_by_age(old, young) == pytest.approx(-0.5)
    assert explained_by_age(young, old) == pytest.approx(0.5)


def test_a_slower_period_of_the_same_ages_owes_nothing_to_its_ages():
    fast, slow = Watched([500, 500], [10, None], [90, 10]), Watched([500, 500], [10, None], [50, 50])
    assert explained_by_age(fast, slow) == pytest.approx(0)


def test_no_things_explain_nothing_and_beyond_the_last_day_seen_the_share_reached_stands():
    some = Watched([100], [5], [3])
    assert explained_by_age(Watched([], [], []), some) == explained_by_age(some, Watched([], [], [])) == 0.0
    assert explained_by_age(some, Watched([100, 50], [None, 5], [1, 1])) == pytest.approx(0)


def feedback(random: np.random.Generator, things: int) -> np.ndarray:
    """How long ago the things of a period were fed back: in three to six rounds at any time of four years."""
    rounds = random.integers(5, 4 * 365, size=random.integers(3, 7))
    return random.choice(rounds, size=things)


def counted(random: np.random.Generator, ages: np.ndarray) -> tuple[Period, Watched]:
    """Of these things, the ones past the window: 97 in 100 are ever done, after a time of log-normal length."""
    waits = np.where(random.random(len(ages)) < 0.97, np.exp(random.normal(4.0, 1.0, size=len(ages))), np.inf)
    ages, waits = ages[ages >= WINDOW], waits[ages >= WINDOW]
    done = waits <= ages
    days = [float(wait) if there else None for wait, there in zip(waits, done, strict=True)]
    return Period(int(done.sum()), len(ages)), Watched(ages.tolist(), days, [1] * len(ages))


def judged(random: np.random.Generator) -> str:
    (before, first), (now, second) = (counted(random, feedback(random, 1200)) for _ in range(2))
    word = verdict(before, now)
    return verdict(before, now, by_age=explained_by_age(first, second)) if word in ("up", "down") else word


def test_where_nothing_changes_but_the_calendar_of_feedback_there_is_no_verdict_in_94_of_100_runs():
    """A quarter of the things takes more than 107 days, so a window of 90 is not enough by itself: see below."""
    random = np.random.default_rng(20250930)
    words = [judged(random) for _ in range(1000)]
    assert sum(word in ("up", "down") for word in words) <= 60
    plain = [verdict(*(counted(random, feedback(random, 1200))[0] for _ in range(2))) for _ in range(200)]
    assert sum(word in ("up", "down") for word in plain) > 40, "without the ages there would be many verdicts"


def test_a_true_fall_is_still_called_one():
    random = np.random.default_rng(7)
    found = []
    for _ in range(100):
        before, first = counted(random, feedback(random, 1200))
        now, second = counted(random, feedback(random, 1200))
        keep = random.random(len(second.days)) < 0.85  # fifteen in a hundred of those done are not
        days = [d if k else None for d, k in zip(second.days, keep, strict=True)]
        now = Period(sum(d is not None for d in days), now.denominator)
        found.append(verdict(before, now, by_age=explained_by_age(first, Watched(second.ages, days, second.things))))
    assert found.count("down") >= 90 and "up" not in found
