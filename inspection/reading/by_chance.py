"""Of many verdicts on one list, how many chance alone would mark though nothing had changed and nobody differed."""

import pandas as pd

from inspection.reading.words import NOTHING
from inspection.statistics import SURE
from inspection.text import say
from inspection.text.numbers import written

MANY = 5
"""From so many verdicts beside each other it is said how many of them are marked by chance alone."""
JUDGED = ("up", "down", "not_significant")


def expected(count: int, share: float, lang: str) -> str:
    """How many of `count` chance alone marks where it marks a share of each, in words: about 0.4, fewer than 0.1. Sums of
    expectations hold whether or not the verdicts depend on each other."""
    n = count * share
    return say("by_chance.about", lang, n=written(n)) if n >= 0.1 else say("by_chance.rare", lang)


def of_verdicts(count: int, lang: str) -> str:
    """The sentence below a list of `count` verdicts on changes, each at the 95 % of `statistics.verdict`; nothing below MANY."""
    return say("by_chance.verdicts", lang, count=count, chance=expected(count, SURE, lang)) if count >= MANY else ""


def compared(told: pd.DataFrame) -> int:
    """How many changes the explorer's lines judge: those whose difference has an interval (the columns ends, ends_1, …)."""
    return sum(int((told[name] != NOTHING).sum()) for name in told.columns if name.startswith("ends"))
