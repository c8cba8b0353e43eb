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
    """Of the findings past the intensive period (rows of one of BREAKDOWNS) the shares reported done and verified, how
    many of all are reported done and not yet verified, and how many are too young; the question where none is fed back."""
    columns = ("fed_back", "settled", "settled_done", "settled_closed_off", "done_not_closed")
    fed_back, settled, done, closed, waiting = (int(frame[name].sum()) for name in columns)
    if not fed_back:
        return say("progress.states_question", lang)
    counts = {"N": whole_number(settled), "waiting": whole_number(waiting), "young": whole_number(fed_back - settled)}
    if not settled:
        return say("progress.states_young", lang, **counts)
    key = "progress.states" if fed_back > settled else "progress.states_settled"
    return say(key, lang, done=percent(done / settled), closed=percent(closed / settled), **counts)


def most_left(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of one of BREAKDOWNS with most left to verify first."""
    rows = frame.assign(left=frame["fed_back"] - frame["closed_off"])
    return rows.sort_values(["left", "fed_back", "part"], ascending=[False, False, True])


def oldest_first(frame: pd.DataFrame) -> list[tuple[str, list]]:
    """(organisation, its rows of the table overdue_findings, the longest overdue first), the one with the oldest first, of
    equals that with more."""
    rows = frame.sort_values(["days_overdue", "finding_id"], ascending=[False, True], kind="stable")
    held: dict[str, list] = {}
    for row in rows.itertuples(index=False):
        held.setdefault(row.org_id, []).append(row)
    found = sorted(held.values(), key=lambda of: (-int(of[0].days_overdue), -len(of), str(of[0].org_id)))
    return [(str(of[0].org_name), of) for of in found]


def cases_finding(frame: pd.DataFrame, lang: str) -> str:
    """How much is overdue and of how many organisations (table overdue_findings); that nothing is, where nothing is."""
    if frame.empty:
        return say("charts.overdue_none", lang)
    orgs = frame["org_id"].nunique(dropna=False)
    return say("charts.overdue_finding", lang, n=whole_number(len(frame)), orgs=whole_number(orgs))


def overdue_finding(frame: pd.DataFrame, lang: str) -> str:
    """How much is overdue and of how many organisations (table rectification_by_org); that nothing is, where nothing
    is."""
    late = frame[frame["overdue"] > 0]
    if late.empty:
        return say("charts.overdue_none", lang)
    return say("charts.overdue_finding", lang, n=whole_number(late["overdue"].sum()), orgs=whole_number(len(late)))
