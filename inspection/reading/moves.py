"""What has moved since the last meeting, within the view, and whether that is for better or for worse."""

from dataclasses import dataclass, replace

import pandas as pd

from inspection.indicators import TableColumn, indicator
from inspection.reading.answers import Source, figure
from inspection.reading.keeping import kept
from inspection.reading.since import Point, meetings
from inspection.reading.view import View
from inspection.reading.words import named_column, whole_number
from inspection.text import catalogue


@dataclass(frozen=True)
class Counted:
    """What is counted at both days: a column of `counted` of an indicator; `better` is higher, lower or neither."""

    id: str
    column: str
    better: str


WATCHED = (
    Counted("overdue_rate", "numerator", "lower"),
    Counted("reopened_rate", "all_numerator", "lower"),
    Counted("coverage_rate", "numerator", "higher"),
    Counted("clue_conclusion_rate", "all_numerator", "higher"),
    Counted("assigned_matter_rate", "all_numerator", "higher"),
    Counted("completion_rate", "all_numerator", "higher"),
    Counted("closed_off_rate", "all_numerator", "higher"),
    Counted("findings", "numerator", "neither"),
    Counted("clues", "numerator", "neither"),
)
"""The weightiest first. Counts, not rates: that so many were done is so, that a rate rose wants a verdict."""

COLUMNS = ("name", "before", "now", "by", "mark")


@dataclass(frozen=True)
class Moved:
    """One count that moved: its name, what it was and is, in words, and how to take it: good, bad or neither."""

    name: str
    before: str
    now: str
    by: str
    mark: str


def last_meeting(view: View, source: Source) -> Point | None:
    """The last meeting before the as-of day, where it was held within the term looked at, which still runs."""
    held, term = meetings(view, source), view.chosen_term
    if not held or (term and (term.ended_on or held[0].day < term.started_on)):
        return None
    return held[0]


@kept
def moved(view: View, source: Source) -> tuple[Moved, ...]:
    """What moved within the view since the last meeting: for worse first, then for better, then the rest, the weightiest of
    each first. Nothing where there was no meeting, or the term had ended by then."""
    point = last_meeting(view, source)
    if point is None:
        return ()
    then = replace(view, as_of=point.day)
    found = []
    for one in WATCHED:
        column = one.column if one.column in figure(view, source, one.id) else "numerator"
        before, now = (figure(at, source, one.id)[column] for at in (then, view))
        if before == now:
            continue
        up = now > before
        mark = "neither" if one.better == "neither" else "good" if up == (one.better == "higher") else "bad"
        found.append(
            Moved(
                name=_name(one.id, view.lang),
                before=whole_number(before),
                now=whole_number(now),
                by=("+" if up else "−") + whole_number(abs(now - before)),
                mark=mark,
            )
        )
    return tuple(sorted(found, key=lambda m: ("bad", "good", "neither").index(m.mark)))


def _name(id: str, lang: str) -> str:
    """What is counted of an indicator, as a title: of a rate what stands above the line."""
    words = catalogue()["opening"].get(f"count_{id}")
    return words[lang] if words else indicator(id).title(lang)


def table(view: View, source: Source) -> pd.DataFrame:
    """`moved` as a table in words: name, before, now, by, mark."""
    rows = [
        (m.name[:1].upper() + m.name[1:], m.before, m.now, m.by, view.say(f"opening.mark_{m.mark}"))
        for m in moved(view, source)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def columns() -> tuple[TableColumn, ...]:
    """The columns of `table`."""
    return tuple(named_column("opening", f"column_{name}", name) for name in COLUMNS)


def tally(found: tuple[Moved, ...]) -> dict[str, int]:
    """How many moved for worse, for better, and neither."""
    return {mark: sum(m.mark == mark for m in found) for mark in ("bad", "good", "neither")}
