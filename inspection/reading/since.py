"""What has changed since a meeting or an earlier data version, figure by figure, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from inspection.indicators import TableColumn, headlines
from inspection.reading.answers import Source
from inspection.reading.keeping import kept
from inspection.reading.movements import figure_words, parts_words, value_words
from inspection.reading.view import View
from inspection.reading.words import label, named_column
from inspection.text import say
from inspection.warehouse import Version

MEETINGS = 12
COLUMNS = ("figure", "before", "after", "reasons")


@dataclass(frozen=True)
class Point:
    """What is compared with: the day of a meeting (of a `kind`) on the present data, or an earlier version (its number) as
    it stood."""

    words: str
    day: date
    version: int | None = None
    kind: str = ""

    @property
    def name(self) -> str:
        """What tells it from the others."""
        return str(self.version or self.day)


def meetings(view: View, source: Source) -> tuple[Point, ...]:
    """The latest meetings before the as-of day, the last one first: the same whatever is chosen within the day."""
    return _meetings(source, view.lang, view.as_of)


@kept
def _meetings(source: Source, lang: str, as_of: date) -> tuple[Point, ...]:
    held = source.mart.ledger("meetings").dropna(subset=["held_on"])
    days = pd.to_datetime(held["held_on"]).dt.date
    found = sorted({(d, k) for d, k in zip(days, held["kind"], strict=True) if d < as_of}, reverse=True)
    return tuple(
        Point(say("since.meeting", lang, day=day, kind=label("meeting_kind", kind, lang)), day, kind=str(kind))
        for day, kind in found[:MEETINGS]
    )


def version_points(view: View, versions: Sequence[Version]) -> tuple[Point, ...]:
    """Earlier versions as points to compare with."""
    return tuple(
        Point(view.say("since.version", number=v.number, day=v.as_of), v.as_of, v.number) for v in versions
    )


@kept
def moved(view: View, source: Source, point: Point, older: Source) -> pd.DataFrame:
    """The headline figures that moved since the point, in words: figure, before, after, reasons; the gravest first.

    `older`: the point's version opened; of a meeting the present one.
    """
    now = source.mart.at(view.as_of)
    before = older.mart if point.version else now.at(point.day)
    rows = [
        (
            figure_words(m, view.lang),
            *value_words(m, view.lang),
            parts_words(m, view.lang, one_version=point.version is None),
        )
        for m in reversed([m for m in headlines(before, now, settings=source.settings) if m.moved])
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def columns() -> tuple[TableColumn, ...]:
    """The columns of `moved`."""
    return tuple(named_column("since", name, name) for name in COLUMNS)
