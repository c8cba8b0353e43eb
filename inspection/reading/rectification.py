"""Rectification: the findings fed back by state, broken down; what is overdue and whose it is."""

from collections.abc import Mapping

import pandas as pd

from inspection.reading.answers import Source, names, narrowed, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import labels, percent, whole_number
from inspection.text import say

BREAKDOWNS = {
    "round": "",
    "org": "",
    "category": "category",
    "responsible": "responsible",
    "channel": "disposition_channel",
    "nature": "rectify_nature",
}
"""By what findings can be broken down -> the code list of its values; nothing where they are ids."""


@kept
def broken_down(view: View, source: Source, by: str) -> pd.DataFrame:
    """The rows of rectification_breakdown of one of BREAKDOWNS."""
    return narrowed(tabled(view, source, "rectification_breakdown"), "breakdown", by)


def names_of(view: View, source: Source, by: str) -> Mapping[object, str]:
    """The values of one of BREAKDOWNS in words."""
    return labels(BREAKDOWNS[by], view.lang) if BREAKDOWNS[by] else names(source, by)


def states_finding(frame: pd.DataFrame, lang: str) -> str:
    """Of the findings fed back (rows of one of BREAKDOWNS) the shares reported done and verified, and how many are
    reported done and not yet verified; the question where none is fed back."""
    sums = {name: int(frame[name].sum()) for name in ("fed_back", "done", "closed_off", "done_not_closed")}
    if not sums["fed_back"]:
        return say("progress.states_question", lang)
    done, closed = (percent(sums[name] / sums["fed_back"]) for name in ("done", "closed_off"))
    waiting = whole_number(sums["done_not_closed"])
    return say("progress.states", lang, N=whole_number(sums["fed_back"]), done=done, closed=closed, waiting=waiting)


def most_left(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of one of BREAKDOWNS with most left to verify first."""
    rows = frame.assign(left=frame["fed_back"] - frame["closed_off"])
    return rows.sort_values(["left", "fed_back", "part"], ascending=[False, False, True])


def latest_first(frame: pd.DataFrame) -> pd.DataFrame:
    """The organisations with something overdue (table rectification_by_org), those with most first, and of equals the one
    with the oldest."""
    order = ["overdue", "oldest_overdue_days", "org_id"]
    return frame[frame["overdue"] > 0].sort_values(order, ascending=[False, False, True])


def overdue_finding(frame: pd.DataFrame, lang: str) -> str:
    """How much is overdue and of how many organisations (table rectification_by_org); that nothing is, where nothing
    is."""
    late = frame[frame["overdue"] > 0]
    if late.empty:
        return say("charts.overdue_none", lang)
    return say("charts.overdue_finding", lang, n=whole_number(late["overdue"].sum()), orgs=whole_number(len(late)))
