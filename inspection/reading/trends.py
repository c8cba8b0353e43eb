"""The direction of a series in words, beside what is said of its last pair: a row of years each a little higher rises."""

from collections.abc import Mapping, Sequence

from inspection.reading.words import percent, points
from inspection.statistics import Period, course, trend
from inspection.text import say


def direction(periods: Sequence[Period], at: Sequence[int], lang: str, *, kind: str = "years") -> str:
    """The direction of a rate over all settled periods at their places in time, in words; nothing where they are too few.

    `kind`: years, or rounds, whose places are their numbers. That the direction hangs on the open cases, that periods vary
    without one, or that each is a little higher and all of them not significantly so, is said as such.
    """
    found = trend(periods, at)
    if found.word == "none":
        return ""
    word = found.word
    if word == "flat" and found.steady:
        word = "steady_up" if found.steady > 0 else "steady_down"
    over = say(f"trends.over_{kind}", lang, first=found.first, last=found.last, n=len(found.rates))
    start, end = percent(found.rates[0]), percent(found.rates[-1])
    step = say(f"trends.step_{kind}", lang)
    words = {"over": over, "start": start, "end": end, "step": step, "points": points(found.slope), "p": p_words(found.p)}
    return say(f"trends.{word}", lang, **words)


def count_direction(totals: Mapping[int, float], lang: str) -> str:
    """The direction of a count over the years (year -> count, ascending, none left out), in words; nothing of too few."""
    word, p = course(list(totals.values()))
    if word == "none":
        return ""
    years = list(totals)
    over = say("trends.over_years", lang, first=years[0], last=years[-1])
    return say(f"trends.count_{word}", lang, over=over, p=p_words(p))


def beside(pair: str, words: str, lang: str) -> str:
    """A sentence of the last pair with the direction beside it, either may be empty."""
    return say("trends.joint", lang).join(part for part in (pair, words) if part)


def p_words(p: float) -> str:
    """p=0.34, p=0.026, or p<0.001."""
    return "p<0.001" if p < 0.001 else f"p={p:.3f}" if p < 0.1 else f"p={p:.2f}"
