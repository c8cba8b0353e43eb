"""The two sides of a comparison of the explorer: a period and one before it, or this version and an older one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from inspection.indicators import indicator
from inspection.reading.answers import Source
from inspection.reading.asked import VERSION, Asked
from inspection.reading.view import View

Side = tuple[str, View, Source, Asked]
"""What its figures' columns begin with, and where its question is asked."""


def sides(view: View, source: Source, asked: Asked, older: Source | None) -> Iterator[Side]:
    """The question as it is asked now, then as it was before, where it is compared. Of two versions each is asked on its own
    as-of day; of two terms the earlier one as it stood as many days after its beginning."""
    if not asked.against:
        yield "", view, source, asked
    elif asked.against[0] == VERSION:
        yield "", replace(view, as_of=source.mart.as_of), source, asked
        if older is not None:
            yield "before_", replace(view, as_of=older.mart.as_of), older, asked
    else:
        of, before, now = asked.against
        yield "", view, source, _of(asked, of, now)
        yield "before_", replace(view, as_of=_day(view, of, before, now)), source, _of(asked, of, before)


def _of(asked: Asked, of: str, value: str) -> Asked:
    return replace(asked, keep=(*(pair for pair in asked.keep if pair[0] != of), (of, (value,))))


def _day(view: View, of: str, before: str, now: str) -> date:
    """The day on which the earlier side is looked at."""
    terms = {str(term.number): term for term in view.terms}
    if of != "term" or before not in terms or now not in terms:
        return view.as_of
    return min(view.as_of, terms[before].started_on + (view.as_of - terms[now].started_on))


def bounds_of(view: View, of: str, value: str) -> tuple[date, date] | None:
    """The first and the last day of a period as it is written; None for what is none, or has no beginning here."""
    part = of.rpartition("@")[2]
    if part == "term":
        at = [n for n, term in enumerate(view.terms) if str(term.number) == value]
        if not at:
            return None
        following = view.terms[at[0] + 1].started_on - timedelta(days=1) if at[0] + 1 < len(view.terms) else None
        return view.terms[at[0]].started_on, view.terms[at[0]].ended_on or following or view.as_of
    year, _, rest = value.partition("-")
    first = 1 if part == "year" else 3 * int(rest[1:]) - 2 if part == "quarter" else int(rest)
    months = {"year": 12, "quarter": 3, "month": 1}[part]
    after = 12 * int(year) + first - 1 + months
    return date(int(year), first, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def in_part(view: View, of: str, value: str) -> bool:
    """Whether the data cover a period only in part: it is then never compared. A term is compared as it stood so many days
    after its beginning, and is whole by that."""
    ends = bounds_of(view, of, value)
    if ends is None or not view.terms:
        return True
    if of.rpartition("@")[2] == "term":
        return False
    return ends[0] < view.terms[0].started_on or ends[1] > view.as_of


def breaks_between(view: View, source: Source, id: str, against: tuple[str, ...]) -> bool:
    """Whether what is counted came to be counted otherwise between the two periods: a break year of the office begins there."""
    years = source.settings.years("base", "break_year")
    if not years or against[0] == VERSION or indicator(id).section != "clues":
        return False
    earlier, later = sorted(bounds_of(view, against[0], value) or (view.as_of, view.as_of) for value in against[1:])
    return any(earlier[0] < date(y, 1, 1) <= later[1] for y in years)
