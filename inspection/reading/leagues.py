"""A rate of each department, organisation or township against what chance alone would give; nobody is ranked."""

import pandas as pd

from inspection.indicators import TableColumn
from inspection.reading.answers import Source, counted, names
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import NAMED, between, named_column
from inspection.statistics import rate_funnel

LEAGUES = ("handler", "org", "parent")
STANDS = {-2: "below_2", -1: "below_1", 0: "within", 1: "above_1", 2: "above_2"}
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
    judged = rate_funnel(made["counted"].tolist(), made["out_of"].tolist())
    made["stands"] = [view.say(f"clues.stands_{STANDS[side]}") for side in (judged.outside if judged else ())]
    return made.sort_values(["rate", "out_of"], ascending=False, kind="stable").reset_index(drop=True)


def first_with_several(view: View, source: Source, id: str) -> str:
    """The first of LEAGUES that has more than one unit: one alone compares with nothing; the first where none has."""
    return next((by for by in LEAGUES if len(league(view, source, by, id)) > 1), LEAGUES[0])


def columns() -> tuple[TableColumn, ...]:
    """The columns of a league."""
    types = {"counted": "int", "out_of": "int", "pending": "int", "rate": "percent"}
    return tuple(named_column("clues", f"league_{name}", name, types.get(name, "text")) for name in LEAGUE)
