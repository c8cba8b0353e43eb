"""A rate of each department, organisation or township against what chance alone would give; nobody is ranked."""

import pandas as pd

from inspection.indicators import TableColumn
from inspection.reading.answers import Source, counted, names
from inspection.reading.behind import part_words
from inspection.reading.keeping import kept
from inspection.reading.outliers import judged
from inspection.reading.view import View
from inspection.reading.words import NAMED, between, named_column
from inspection.statistics import Funnel
from inspection.text import say

LEAGUES = ("handler", "org", "parent")
STANDS = {-2: "below_2", -1: "below_1", 0: "within", 1: "above_1", 2: "above_2"}
LEVELS = {1: "95%", 2: "99.8%"}
LEAGUE = ("name", "counted", "out_of", "pending", "rate", "interval", "stands")


@kept
def league(view: View, source: Source, by: str, id: str) -> pd.DataFrame:
    """id, name, counted, out_of, pending, rate, its interval and where it stands in its funnel, one row per unit that
    has a denominator; the highest rate first."""
    frame = counted(view, source, id, (by,))
    frame = frame[frame[by].notna() & (frame["denominator"] > 0)]
    known = names(source, NAMED[by]) if by in NAMED else {}
    made = pd.DataFrame(
        {
            "id": frame[by],
            "name": [str(known.get(value, value)) for value in frame[by]],
            "counted": frame["numerator"].astype("int64"),
            "out_of": frame["denominator"].astype("int64"),
            "pending": frame["pending"].astype("int64"),
            "rate": frame["value"],
            "interval": [between(ends) for ends in zip(frame["low"], frame["high"], strict=True)],
        }
    )
    funnel = judged(made)
    made["stands"] = stands(funnel, view.lang) if funnel else []
    return made.sort_values(["rate", "out_of"], ascending=False, kind="stable").reset_index(drop=True)


def stands(funnel: Funnel, lang: str) -> list[str]:
    """Where each unit stands in its funnel, in words; who lies within limits that were widened because the units differ,
    but beyond those of chance alone, is said to."""
    found = []
    for side, of_chance in zip(funnel.outside, funnel.of_chance, strict=True):
        if side or not of_chance:
            found.append(say(f"clues.stands_{STANDS[side]}", lang))
        else:
            word = "stands_spread_below" if of_chance < 0 else "stands_spread_above"
            found.append(say(f"clues.{word}", lang, level=LEVELS[abs(of_chance)]))
    return found


def first_with_several(view: View, source: Source, id: str) -> str:
    """The first of LEAGUES that has more than one unit: one alone compares with nothing; the first where none has."""
    return next((by for by in LEAGUES if len(league(view, source, by, id)) > 1), LEAGUES[0])


def columns(id: str) -> tuple[TableColumn, ...]:
    """The columns of a league; what is counted and out of what in the indicator's own words."""
    types = {"pending": "int", "rate": "percent"}
    parts = {"counted": "numerator", "out_of": "denominator"}
    made = [named_column("clues", f"league_{name}", name, types.get(name, "text")) for name in LEAGUE if name not in parts]
    own = [TableColumn(name, *(part_words(id, part, lang) for lang in ("zh", "en")), "int", None) for name, part in parts.items()]
    return (made[0], *own, *made[1:])
