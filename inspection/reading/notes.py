"""What was instructed or remarked, on which day and by whose office: on a figure, an organisation, a round, or the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from inspection.indicators import indicators, table_definition
from inspection.reading.answers import Source, chosen, names, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import label, listed


@dataclass(frozen=True)
class Note:
    """One note: `figure` is the id of an indicator, `org_id` and `round_id` what else it is on, each empty where it names
    none; `line` is what is read of it."""

    day: date
    kind: str
    figure: str
    org_id: str
    round_id: str
    line: str


@kept
def of_view(view: View, source: Source) -> tuple[Note, ...]:
    """The notes dated by the as-of day, oldest first (table note_list): under a filter those on what it leaves, and those
    that name no organisation or round. They are few: read once a day, and chosen from here."""
    where = dict(view.filters_of(table_definition("note_list")))
    orgs, rounds = chosen(source, where)
    return tuple(
        note
        for note in _of_day(source, view.lang, view.as_of)
        if (orgs is None or not note.org_id or note.org_id in orgs)
        and (rounds is None or not note.round_id or note.round_id in rounds)
    )


@kept
def _of_day(source: Source, lang: str, as_of: date) -> tuple[Note, ...]:
    view = View(lang, as_of)
    return tuple(_note(view, source, row) for row in tabled(view, source, "note_list").itertuples(index=False))


def on_figures(view: View, source: Source, ids: Sequence[str]) -> tuple[Note, ...]:
    """The notes on any of these indicators."""
    return tuple(note for note in of_view(view, source) if note.figure in ids)


def on_organisation(view: View, source: Source, org_id: str) -> tuple[Note, ...]:
    """The notes on one organisation, on whichever figure, of all terms."""
    return tuple(note for note in of_view(view.whole(), source) if note.org_id == org_id)


def since(view: View, source: Source, day: date) -> tuple[Note, ...]:
    """The notes after that day, the latest first: what was said on the day of a meeting was said at it."""
    return tuple(note for note in reversed(of_view(view, source)) if note.day > day)


def _note(view: View, source: Source, row) -> Note:
    figure, org, round_ = (_text(value) for value in (row.figure, row.on_org_id, row.on_round_id))
    known = indicators().get(figure)
    about = [known.title(view.lang) if known else figure, _text(row.org_name), str(names(source, "round").get(round_, round_))]
    about = [words for words in about if words]
    line = view.say(
        "notes.line",
        day=f"{row.noted_on:%Y-%m-%d}",
        kind=label("note_kind", row.note_kind, view.lang),
        office=row.office,
        about=view.say("notes.about", about=listed(about, view.lang)) if about else "",
        words=row.words,
    )
    return Note(row.noted_on.date(), str(row.note_kind), figure, org, round_, line)


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
