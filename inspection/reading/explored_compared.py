"""What may be said of a figure of the explorer against what it was: between two periods the one word for a change, between two
versions why it moved. Counts have a difference and no verdict."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from inspection.indicators import Indicator, indicator, movement
from inspection.reading.answers import Source, waited
from inspection.reading.asked import VERSION, Asked
from inspection.reading.changes import Change, change_words, compared
from inspection.reading.explored import text_of, where_of
from inspection.reading.explored_lines import ALL, BEFORE, REST, Thing, things, whole
from inspection.reading.explored_sides import bounds_of, breaks_between, in_part
from inspection.reading.keeping import kept
from inspection.reading.movements import parts_words
from inspection.reading.view import View
from inspection.statistics import Watched, explained_by_age

COUNTS = ("value", "numerator", "denominator", "pending", "young", "undated")


def compared_lines(view: View, source: Source, asked: Asked, older: Source | None, found: pd.DataFrame) -> pd.DataFrame:
    """The lines of an answer that is compared, with, for each thing, before, difference (of rates a fraction; none where
    nothing is compared), ends (the difference's interval, two fractions or none) and verdict, in words."""
    measured = things(view, source, asked, older)
    columns: dict[str, list] = {}
    for now in (one for one in measured if not one.prefix):
        then = next((one for one in measured if one.prefix and one.suffix == now.suffix), None)
        made = [_one(view, asked, now, then, row) for row in found.to_dict("records")]
        for name in ("before", "difference", "ends", "verdict"):
            columns[name + now.suffix] = [one[name] for one in made]
    return found.assign(**{name: pd.Series(held, index=found.index, dtype=object) for name, held in columns.items()})


def _one(view: View, asked: Asked, now: Thing, then: Thing | None, row: Mapping[str, object]) -> dict[str, object]:
    suffix, none = now.suffix, {"before": None, "difference": None, "ends": None, "verdict": ""}
    value, before = (whole(row.get(f"{prefix}value{suffix}")) for prefix in ("", BEFORE))
    if then is None:
        return none
    none["before"] = before
    moved = None if value is None or before is None else value - before
    if asked.against[0] == VERSION:
        return {**none, "difference": moved, "verdict": _why(view, asked, now, then, row)}
    of, *ends = asked.against
    if any(in_part(view, of, end) for end in ends):
        return {**none, "verdict": view.say("pages.verdict_partial")}
    if now.asked.source[0] == "ledger" or not indicator(now.asked.source[1]).rate or before is None or value is None:
        return {**none, "difference": moved}
    definition = indicator(now.asked.source[1])
    if definition.census:
        return {**none, "difference": moved}
    found = _change(view, asked, definition, now, then, row)
    if found.word in ("none", "partial", "broken", "immature"):
        return {**none, "verdict": view.say(f"pages.verdict_{found.word}")}
    return {**none, "difference": moved, "ends": found.interval, "verdict": change_words(view, definition, found)[0]}


def _change(
    view: View, asked: Asked, definition: Indicator, now: Thing, then: Thing, row: Mapping[str, object]
) -> Change:
    counts = [
        pd.Series({name: whole(row.get(f"{prefix}{name}{now.suffix}")) or 0 for name in COUNTS}) for prefix in (BEFORE, "")
    ]
    if _immature(view, now.source, asked, definition, [count["young"] for count in counts]):
        return Change("immature")
    found = compared(definition, *counts, breaks=breaks_between(view, now.source, definition.id, asked.against))
    if found.word not in ("up", "down") or not definition.window or not definition.window.reached:
        return found
    ages = [_watched(thing, asked, definition, row) for thing in (then, now)]
    return compared(definition, *counts, by_age=explained_by_age(*ages))


def _immature(view: View, source: Source, asked: Asked, definition: Indicator, young: list[float]) -> bool:
    """Whether one of two periods is a cohort too young to be judged; of terms each is looked at as old as the other."""
    of, *ends = asked.against
    if of == "term" or definition.window is None:
        return False
    given = definition.window.length(source.settings) if not definition.window.final else None
    last: list[date] = [found[1] for end in ends if (found := bounds_of(view, of, end))]
    return any(young) or (given is not None and any((view.as_of - day).days < given for day in last))


def _watched(thing: Thing, asked: Asked, definition: Indicator, row: Mapping[str, object]) -> Watched:
    where = where_of(thing.asked) | _where_of_row(asked, row)
    frame = waited(thing.view, thing.source, definition.id, tuple(where.items()))
    days = [None if pd.isna(d) else int(d) for d in frame["days"]]
    return Watched(frame["age"].tolist(), days, frame["things"].tolist())


def _where_of_row(asked: Asked, row: Mapping[str, object]) -> dict[str, tuple]:
    """The filters of one row, of what is no rest."""
    return {b: (whole(row[b]),) for b in asked.by if row[b] not in (ALL, REST)}


def _why(view: View, asked: Asked, now: Thing, then: Thing, row: Mapping[str, object]) -> str:
    """Why a figure differs between two versions: how many things were added late, corrected, came since. Of a ledger's rows
    nothing is known of the kind."""
    if now.asked.source[0] == "ledger" or row["rest"]:
        return ""
    level = int(row["level"])
    found = dict(_movements(now.source, then.source, now.asked, asked.by[:level]))
    key = tuple(text_of(whole(row[b])) for b in asked.by[:level])
    return parts_words(found[key], view.lang) if key in found else ""


@kept
def _movements(source: Source, older: Source, asked: Asked, by: tuple[str, ...]) -> tuple:
    """Group, as texts, -> how an indicator moved between two versions."""
    moves = movement(
        older.mart, source.mart, asked.source[1], by=by, where=where_of(asked), settings=source.settings
    )
    return tuple((tuple(text_of(whole(v)) for v in move.group), move) for move in moves)
