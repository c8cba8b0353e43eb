"""Who stands out from units of unequal size, by name, and whether the units differ by more than chance at all."""

import pandas as pd

from inspection.reading import by_chance
from inspection.reading.words import listed, whole_number
from inspection.statistics import SURE, Funnel, count_funnel, rate_funnel
from inspection.statistics.funnels import ALARM, WATCH
from inspection.text import say
from inspection.text.numbers import written

NAMED_AT_MOST = 5


def judged(frame: pd.DataFrame, *, poisson: bool = False) -> Funnel | None:
    """The funnel of units (counted, out_of); `poisson`: counts against what is expected of each (out_of), as uneven within
    a unit as `own` says, a multiple of Poisson, where there is such a column. None where nothing is out of anything."""
    counts = frame["counted"].tolist(), frame["out_of"].tolist()
    if not poisson:
        return rate_funnel(*counts)
    return count_funnel(*counts, float(frame["own"].max()) if "own" in frame and len(frame) else 1.0)


def differ(funnel: Funnel | None) -> bool:
    """Whether the units differ by more than chance would have it."""
    return funnel is not None and funnel.spread.p < SURE


def funnel_finding(frame: pd.DataFrame, what: str, lang: str, *, poisson: bool = False) -> str:
    """Who lies beyond the 99.8 % limits, by name, and whether the others differ by more than chance; else that the units
    differ by more than chance and none stands out from that; else how many lie beyond 95 %, beside how many chance alone
    would put there; else that nobody stands out. Who lies beyond the limits of chance alone, but within the limits that
    were widened because the units differ, is named as such. The question where nothing is out of anything.

    `frame`: name, counted, out_of, one row per unit; `what`: the rate in words; `poisson` as for `judged`.
    """
    funnel = judged(frame, poisson=poisson)
    if funnel is None:
        return say("ranking.funnel_question", lang)
    count = sum(limits is not None for limits in funnel.watch)
    beyond = [abs(side) == 2 for side in funnel.outside]
    inside = [abs(side) == 2 and not out for side, out in zip(funnel.of_chance, beyond, strict=True)]
    near = sum(abs(side) == 1 for side in funnel.of_chance)
    if any(beyond):
        chance = by_chance.expected(count, 1 - ALARM, lang)
        found = say("ranking.funnel_out", lang, what=what, n=whole_number(sum(beyond)), names=_named(frame, funnel, beyond, lang))
        found += say("ranking.funnel_out_chance", lang, chance=chance) if count >= by_chance.MANY else ""
        found += _others(frame[[not out for out in beyond]], lang, poisson=poisson)
    elif differ(funnel):
        spread = {"chi": written(funnel.spread.chi2), "df": whole_number(funnel.spread.df)}
        found = say("ranking.funnel_differ", lang, what=what, count=whole_number(count), **spread)
    elif near and not any(inside):
        chance = by_chance.expected(count, 1 - WATCH, lang)
        found = say("ranking.funnel_near", lang, what=what, n=whole_number(near), count=whole_number(count), chance=chance)
    else:
        found = say("ranking.funnel_none", lang, what=what, count=whole_number(count))
    if any(inside):
        found += say("ranking.funnel_of_chance", lang, names=_named(frame, funnel, inside, lang))
    return found


def _named(frame: pd.DataFrame, funnel: Funnel, which: list[bool], lang: str) -> str:
    """The names of some of the units, the farthest from the pooled rate first: of many the first are named."""
    farthest = sorted((at for at, one in enumerate(which) if one), key=lambda at: -abs(funnel.z[at]))
    names = [str(frame["name"].iloc[at]) for at in farthest]
    return listed(names[:NAMED_AT_MOST], lang) + (say("ranking.and_more", lang) if len(names) > NAMED_AT_MOST else "")


def _others(frame: pd.DataFrame, lang: str, *, poisson: bool) -> str:
    """Whether those who do not stand out differ by more than chance; nothing where they are fewer than two."""
    if (frame["out_of"] > 0).sum() < 2:
        return ""
    return say(f"ranking.funnel_others_{'differ' if differ(judged(frame, poisson=poisson)) else 'chance'}", lang)
