"""What needs attention in a term, and how much other terms have left behind."""

import pandas as pd
from pandas.api.extensions import ExtensionDtype

from inspection.reading.answers import Source, tabled
from inspection.reading.coverage import recorded
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import labels

LEVELS = ("red", "yellow", "blue")
"""The levels of an alert, gravest first."""
NUMBERS = ("items", "oldest_days", "term_no")


def _unexplained(view: View, source: Source) -> pd.DataFrame:
    """Organisations ranked last in the term that have not explained themselves, in the columns of the alerts; the days
    are those since the last ballot."""
    ranking = tabled(view, source, "rectification_ranking")
    owing = ranking[ranking["is_bottom"].fillna(False).astype(bool) & ~ranking["explained"].fillna(False).astype(bool)]
    days = (pd.Timestamp(view.as_of) - pd.to_datetime(owing["last_held_on"])).dt.days
    return pd.DataFrame(
        {
            "level": "yellow",
            "org_id": owing["org_id"],
            "org_name": owing["org_name"],
            "org_class": owing["org_class"],
            "alert": "bottom_unexplained",
            "items": 1,
            "oldest_days": days,
            "term_no": view.term,
        }
    )


@kept
def _everything(view: View, source: Source) -> pd.DataFrame:
    """The alerts of all terms and the organisations owing an explanation, which the table cannot know: it takes a
    ranking. They stand behind the other yellow ones."""
    frame = tabled(view.all_years(), source, "alerts")
    owing = _unexplained(view, source)
    if owing.empty:
        return frame
    levels = [frame[frame["level"].isin(names)] for names in (("red", "yellow"), ("blue",))]
    joined = pd.concat([levels[0], owing.astype(object), levels[1]], ignore_index=True)
    # where no term runs on the day, what is owing is of none, though every other alert may have its own
    able = {name: joined[name].notna().all() or isinstance(frame[name].dtype, ExtensionDtype) for name in NUMBERS}
    return joined.astype({name: frame[name].dtype if held else float for name, held in able.items()})


def _of_term(view: View, everything: pd.DataFrame) -> pd.Series:
    """Which alerts are the term's. What belongs to no term (a notice that names no inspection) stands with the running
    one."""
    own = everything["term_no"].eq(view.term).fillna(False).astype(bool)
    if view.terms and view.term == view.terms[-1].number:
        own |= everything["term_no"].isna()
    return own


@kept
def alerts(view: View, source: Source) -> pd.DataFrame:
    """The alerts of the term as of the as-of day, gravest first, in the columns of the table alerts; where one is of a
    whole class the class stands for the organisation's name."""
    everything = _everything(view, source)
    frame = everything[_of_term(view, everything)]
    if not recorded(view, source):
        frame = frame[frame["alert"] != "coverage_behind"]
    classes = frame["org_class"].map(labels("org_class", view.lang)).astype(object)
    return frame.assign(org_name=frame["org_name"].astype(object).where(frame["org_name"].notna(), classes))


@kept
def alerts_title(view: View, source: Source) -> str:
    """How many alerts of each level the term has; nothing where there are none."""
    frame = alerts(view, source)
    counts = {level: int((frame["level"] == level).sum()) for level in LEVELS}
    return view.say("pages.alerts_title", **counts) if len(frame) else ""


@kept
def alerts_elsewhere(view: View, source: Source) -> int:
    """How many alerts belong to other terms."""
    everything = _everything(view, source)
    return int((~_of_term(view, everything)).sum())
