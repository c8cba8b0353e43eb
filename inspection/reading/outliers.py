"""Who stands out from what chance alone would make of units of unequal size, by name."""

import pandas as pd

from inspection.reading.words import listed
from inspection.statistics import Funnel, count_funnel, rate_funnel
from inspection.statistics.funnels import WATCH
from inspection.text import say

NAMED_AT_MOST = 5


def judged(frame: pd.DataFrame, *, poisson: bool = False) -> Funnel | None:
    """The funnel of units (counted, out_of); `poisson`: counts per exposure. None where nothing is out of anything."""
    judge = count_funnel if poisson else rate_funnel
    return judge(frame["counted"].tolist(), frame["out_of"].tolist())


def funnel_finding(frame: pd.DataFrame, what: str, lang: str, *, poisson: bool = False) -> str:
    """Who lies beyond the 99.8 % limits, by name; else how many lie beyond 95 %, beside how many chance alone would put
    there; else that nobody stands out. The question where nothing is out of anything.

    `frame`: name, counted, out_of, one row per unit; `what`: the rate in words.
    """
    funnel = judged(frame, poisson=poisson)
    if funnel is None:
        return say("ranking.funnel_question", lang)
    beyond = [str(name) for name, side in zip(frame["name"], funnel.outside, strict=True) if abs(side) == 2]
    near = sum(abs(side) == 1 for side in funnel.outside)
    count = sum(limits is not None for limits in funnel.watch)
    if beyond:
        more = say("ranking.and_more", lang) if len(beyond) > NAMED_AT_MOST else ""
        names = listed(beyond[:NAMED_AT_MOST], lang) + more
        return say("ranking.funnel_out", lang, what=what, n=len(beyond), names=names)
    if near:
        return say("ranking.funnel_near", lang, what=what, n=near, count=count, chance=f"{count * (1 - WATCH):.1f}")
    return say("ranking.funnel_none", lang, what=what, count=count)
