"""Drawing from the seed: every noun of the county has a stream of its own, so that a change to one leaves the others.

Only random.Random is used: the same seed gives the same county on every machine and in every process.
"""

import math
import random
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta


def stream(seed: int, noun: str) -> random.Random:
    """The stream of one noun; seeding by text does not depend on the process's hash seed."""
    return random.Random(f"{seed}/{noun}")


def pick(rng: random.Random, weights: Mapping[str, float]) -> str:
    """One of the keys, in proportion to its weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def quota(rng: random.Random, n: int, shares: Mapping[str, float]) -> list[str]:
    """n keys whose counts follow the shares as closely as whole numbers can, in random order.

    Used where a share is the point of the demonstration and the noise of a few dozen draws would drown it.
    """
    total = sum(shares.values())
    exact = {key: n * share / total for key, share in shares.items()}
    counts = {key: math.floor(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: counts[key] - exact[key])
    for key in by_remainder[: n - sum(counts.values())]:
        counts[key] += 1
    drawn = [key for key, count in counts.items() for _ in range(count)]
    rng.shuffle(drawn)
    return drawn


def around(rng: random.Random, mean: float, spread: float, low: int, high: int) -> int:
    """A whole number, normal around the mean, never outside low..high."""
    return min(high, max(low, round(rng.gauss(mean, spread))))


def heavy(rng: random.Random, median: float, spread: float) -> float:
    """A positive number, log-normal: half lie below the median, a few lie far above."""
    return median * math.exp(rng.gauss(0, spread))


def heavy_days(rng: random.Random, median: float, spread: float) -> timedelta:
    """A log-normal number of days, at least one."""
    return timedelta(days=max(1, round(heavy(rng, median, spread))))


def days(rng: random.Random, low: int, high: int) -> timedelta:
    """Between low and high days, both included."""
    return timedelta(days=rng.randint(low, high))


def between(rng: random.Random, first: date, last: date) -> date:
    """A working day between two days, both included; the first one when the last lies before it."""
    if last <= first:
        return first
    return max(first, workday_before(first + timedelta(days=rng.randint(0, (last - first).days))))


def workday(day: date) -> date:
    """The day itself, or the Monday after a weekend. Public holidays are not known here."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def workday_before(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def add_months(day: date, months: int) -> date:
    """The same day of a later month; its last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def known(day: date | None, as_of: date) -> date | None:
    """The day if it has come by as_of, else nothing: what is later has not happened."""
    return day if day is not None and day <= as_of else None
