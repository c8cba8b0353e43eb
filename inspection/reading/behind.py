"""The rows behind a figure as a reader wants them: what became of each first, how long it took, and who is responsible.

A finding or clue is told as it was known on the day, and each indicator names what it counts in its own words (已查实, 已办结).
"""

import pandas as pd

from inspection.indicators import TableColumn, indicator, table_definition
from inspection.reading.answers import Source, rows_of
from inspection.reading.case import KINDS, every
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import columns_of_rows
from inspection.text import catalogue, say

SINGLE = {"findings": "finding", "clues": "clue"}
"""Ledgers whose rows have a page each -> what a row is."""
FIRST = {
    "finding": ("standing", "days_late", "days", "aspect", "category", "responsible", "org_name", "nature", "due_on"),
    "clue": ("outcome", "days", "warning", "handler", "subject_level", "org_name", "disposal", "transferred_on", "concluded_on"),
}
"""What tells most of a row, in this order behind its number."""
KNOWN = {
    "finding": ("standing", "days_late", "days", "completion", "completed_on", "closed_off_on", "reopened_on"),
    "clue": ("days", "warning", "disposal", "disposed_on", "outcome", "concluded_on", "case_filed_on"),
}
"""What the day decides: taken from what was known then, not from the ledger."""


@kept
def behind(view: View, source: Source, id: str, part: str | None, where: tuple[tuple[str, tuple], ...] = ()) -> pd.DataFrame:
    """The rows behind a figure (`rows_of`); of findings and clues with where each stood on the view's day."""
    frame = rows_of(view, source, id, part, where=where)
    kind = SINGLE.get(indicator(id).shape.rows)
    if kind is None or frame.empty:
        return frame
    key = KINDS[kind][1]
    known = every(view, source, kind)[[key, *KNOWN[kind]]]
    rest = frame.drop(columns=[name for name in KNOWN[kind] if name in frame])
    return rest.merge(known, on=key, how="left", validate="many_to_one")


def columns(id: str) -> tuple[TableColumn, ...]:
    """The columns of `behind` in the order in which they are read."""
    kind, own = SINGLE.get(indicator(id).shape.rows), columns_of_rows(id)
    if kind is None:
        return own
    table = {c.name: c for c in table_definition(KINDS[kind][0]).columns}
    mine = {c.name: c for c in own}
    first = [KINDS[kind][1], *FIRST[kind]]
    there = [table.get(name) or mine[name] for name in first]
    return (*there, *(c for c in own if c.name not in first))


def part_words(id: str, part: str, lang: str) -> str:
    """What an indicator calls one of its parts: 已查实 rather than 计入; the common word where it has none of its own."""
    plain = part.removeprefix("all_")
    own = f"{plain}_{id}"
    return say(f"behind.{own}", lang) if own in catalogue()["behind"] else say(f"pages.part_{plain}", lang)
