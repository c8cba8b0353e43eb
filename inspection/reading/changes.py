"""What became of a rate since before, between things that have had the same time."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from inspection.indicators import Indicator, indicator
from inspection.reading.answers import Source, figure, waited
from inspection.reading.keeping import kept
from inspection.reading.undated import unknown_then
from inspection.reading.view import View, compared_with
from inspection.reading.words import points
from inspection.statistics import Period, Watched, explained_by_age, newcombe_difference, verdict
from inspection.text.numbers import written


@dataclass(frozen=True)
class Change:
    """What became of a rate since before: the word of `statistics.verdict`, now − before with its interval, and the part
    of that which unequal ages alone make; fractions, None where nothing is compared."""

    word: str
    difference: float | None = None
    interval: tuple[float, float] | None = None
    by_age: float = 0.0


def compared(
    definition: Indicator, before: pd.Series, now: pd.Series, *, breaks: bool = False, by_age: float = 0.0
) -> Change:
    """The change from one row of a rate to another, both of what has had its time.

    Where what is pending stands outside the denominator it still counts as bounds: which cases end first can differ. So
    does what ended on an unknown day, where it is pending because the day asked about is before its version's.
    `breaks`: what is counted came to be counted differently between the two, which are then not compared. `by_age`: the
    part of the difference that unequal ages alone make.
    """
    outside = definition.pending == "outside"
    waiting = [row["pending"] if outside else unknown_then(definition, row) for row in (before, now)]
    first = Period(before["numerator"], before["denominator"], pending=waiting[0], inside=not outside)
    second = Period(now["numerator"], now["denominator"], pending=waiting[1], breaks=breaks, inside=not outside)
    word = verdict(first, second, by_age=by_age)
    if word == "none":
        return Change("none")
    ends = newcombe_difference(second.numerator, second.denominator, first.numerator, first.denominator)
    return Change(word, float(now["value"] - before["value"]), ends, by_age)


@kept
def change(view: View, source: Source, id: str) -> Change:
    """The change of a rate of the view against what it is compared with.

    Where a thing can still be done after its time, how long each was watched is asked too: a term whose feedback came
    late has younger findings, and that is no fall. Of a census there is no verdict: chance has no part in it, and what it
    was stands beside it.
    """
    definition, other = indicator(id), compared_with(view)
    if other is None or not definition.rate or definition.census:
        return Change("none")
    rows = [figure(one, source, id) for one in (other, view)]
    found = compared(definition, *rows, breaks=_breaks(view, source, definition))
    if found.word not in ("up", "down") or not definition.window or not definition.window.reached:
        return found
    ages = [_watched(one, source, definition) for one in (other, view)]
    return compared(definition, *rows, by_age=explained_by_age(*ages))


def _watched(view: View, source: Source, definition: Indicator) -> Watched:
    frame = waited(view, source, definition.id)
    days = [None if pd.isna(d) else int(d) for d in frame["days"]]
    return Watched(frame["age"].tolist(), days, frame["things"].tolist())


def _breaks(view: View, source: Source, definition: Indicator) -> bool:
    """Whether the first day of one of the office's break years lies within what is compared, its first day left out."""
    years, other = source.settings.years("base", "break_year"), compared_with(view)
    if not years or other is None or definition.section != "clues":
        return False
    start = other.from_date or (other.chosen_term.started_on if other.chosen_term else None)
    return start is not None and any(start < date(y, 1, 1) <= (view.to_date or view.as_of) for y in years)


def change_words(view: View, definition: Indicator, found: Change) -> tuple[str, str, str]:
    """(the words for the change, its colour, its arrow); no words for none."""
    if found.word == "none":
        return "", "off", "off"
    moved = written(abs(found.difference), times=100)
    if found.word == "ages":
        side = "higher" if found.difference > 0 else "lower"
        return view.say(f"pages.verdict_ages_{side}", points=moved), "off", "off"
    if found.word not in ("up", "down"):
        return view.say(f"pages.verdict_{found.word}"), "off", "off"
    good = definition.better == ("higher" if found.word == "up" else "lower")
    colour = "off" if definition.better == "neither" else "green" if good else "red"
    return view.say(f"pages.verdict_{found.word}", points=moved), colour, found.word


def how_compared(view: View, found: Change) -> list[str]:
    """The difference with its interval, and what of it unequal ages make: a line each, none where nothing is compared."""
    if found.interval is None or found.word == "broken":
        return []
    low, high = (points(end) for end in found.interval)
    lines = [view.say("pages.difference", difference=points(found.difference), low=low, high=high)]
    if found.by_age:
        lines.append(view.say("pages.difference_by_age", by_age=points(found.by_age)))
    return lines
