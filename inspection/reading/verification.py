"""Closed findings that were visited: the third completion rate beside what is claimed and what is closed off."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from inspection.indicators import TableColumn, table_definition
from inspection.reading.answers import Source, figure, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import NOTHING, between, label, n_of_N, named_column, percent, whole_number
from inspection.statistics import Stratum, allocated, estimated, shown_by

LEAST = 5
"""Of a class with fewer visits nothing is said by itself."""
VISITS = (30, 60, 100)
EXPECTED = 0.8
"""The share held to be true before anything was visited, to say what so many visits would show."""


STANDS_FOR = 0.9
"""A draw that stands for a smaller part of what was closed off is not carried over to all of it."""


@dataclass(frozen=True)
class Verified:
    """The latest draw of the view: how many closed findings it stands for, as the draw noted (`noted`) or else by today's
    ledgers, which have `closed_now` of that day; how many were drawn and visited, how many of these were partly true; the
    share true of all closed ones with its 95 % interval, None while nothing is visited. `whole`: nothing drawn is left out
    of the view, so that `closed` is the number noted and not a part reckoned from it."""

    sample_id: str
    drawn_on: date
    noted: bool
    whole: bool
    closed: int
    closed_now: int
    drawn: int
    visited: int
    partly: int
    share: float | None
    interval: tuple[float, float] | None

    @property
    def of_all(self) -> bool:
        """Whether it speaks for all that was closed off, and not of what a part of it was drawn from."""
        return not (self.noted and self.whole) or self.closed >= STANDS_FOR * self.closed_now


def _strata(rows: pd.DataFrame) -> list[Stratum]:
    # of an older shape: a finding drawn and since reopened is no longer among the closed ones; it was
    sizes = rows[["closed", "visited"]].max(axis=1)
    return [Stratum(int(n), int(v), int(h)) for n, v, h in zip(sizes, rows["visited"], rows["held"], strict=True)]


@kept
def latest(view: View, source: Source) -> pd.DataFrame:
    """The rows of the table closing_verified of the latest draw, one per class; none where nothing was drawn."""
    rows = tabled(view, source, "closing_verified")
    return rows if rows.empty else rows[rows["sample_id"] == rows["sample_id"].iloc[-1]].reset_index(drop=True)


@kept
def verified(view: View, source: Source) -> Verified | None:
    """The latest draw added up; None where nothing was drawn."""
    rows = latest(view, source)
    if rows.empty:
        return None
    found = estimated(_strata(rows))
    share, interval = found or (None, None)
    first = rows.iloc[0]
    day = pd.Timestamp(first["drawn_on"]).date()
    drawn = rows[rows["drawn"] > 0]
    noted = bool(drawn["class_drawn"].notna().all())
    whole = bool((drawn["class_drawn"] == drawn["drawn"]).all()) if noted else True
    totals = (int(rows[name].sum()) for name in ("closed", "closed_now", "drawn", "visited", "partly"))
    return Verified(str(first["sample_id"]), day, noted, whole, *totals, share, interval)


@kept
def by_class(view: View, source: Source) -> pd.DataFrame:
    """`latest` with words: rate (the share true with its interval, or that the visits are too few)."""
    rows = latest(view, source)
    said = []
    for one in _strata(rows) if len(rows) else []:
        found = estimated([one]) if one.visited >= LEAST else None
        said.append(f"{percent(found[0])} ({between(found[1])})" if found else view.say("claims.few_visits", n=LEAST))
    return rows.assign(rate=pd.Series(said, index=rows.index, dtype=object))


def class_columns() -> tuple[TableColumn, ...]:
    """The columns of `by_class`."""
    return (*table_definition("closing_verified").columns, named_column("claims", "column_verified", "rate"))


@kept
def three_rates(view: View, source: Source) -> pd.DataFrame:
    """What is claimed, closed off and verified of the findings fed back past the intensive period: what, counts, rate, interval.

    Verified is the share closed off times the share of the closed ones that was found true: interval and all.
    """
    lines = []
    closed = None
    for name, id in (("claimed", "completion_rate"), ("closed", "closed_off_rate")):
        row = figure(view, source, id)
        there = row["denominator"] > 0
        closed = float(row["value"]) if there else None
        counts = n_of_N(row["numerator"], row["denominator"]) if there else NOTHING
        lines.append((view.say(f"claims.rate_{name}"), counts, percent(closed), NOTHING))
    found = verified(view, source)
    if found is not None and not found.of_all:
        there = view.say("claims.stands_for", closed=whole_number(found.closed), now=whole_number(found.closed_now))
        lines.append((view.say("claims.rate_verified"), there, NOTHING, NOTHING))
    elif found is not None and found.share is not None and closed is not None:
        ends = tuple(closed * end for end in found.interval)
        visits = view.say("claims.visits", visited=whole_number(found.visited), drawn=whole_number(found.drawn))
        lines.append((view.say("claims.rate_verified"), visits, percent(closed * found.share), between(ends)))
    return pd.DataFrame(lines, columns=["what", "counts", "rate", "interval"], dtype=object)


@kept
def rate_numbers(view: View, source: Source) -> pd.DataFrame:
    """The lines of `three_rates` as numbers: rate (claimed, closed, verified), counted, of (of verified: visited, drawn),
    share, low, high; fractions, nan where there is none or no interval is told."""
    lines, closed = [], float("nan")
    for name, id in (("claimed", "completion_rate"), ("closed", "closed_off_rate")):
        row = figure(view, source, id)
        closed = float(row["value"]) if row["denominator"] > 0 else float("nan")
        lines.append((name, int(row["numerator"]), int(row["denominator"]), closed, None, None))
    found = verified(view, source)
    if found is not None and (not found.of_all or found.share is not None):
        told = found.of_all and not pd.isna(closed)
        ends = (closed * found.share, *(closed * end for end in found.interval)) if told else (None, None, None)
        lines.append(("verified", found.visited, found.drawn, *ends))
    frame = pd.DataFrame(lines, columns=["rate", "counted", "of", "share", "low", "high"])
    return frame.astype({"share": "float64", "low": "float64", "high": "float64"})


def rate_columns() -> tuple[TableColumn, ...]:
    """The columns of `three_rates`."""
    return tuple(named_column("claims", f"column_{name}", name) for name in ("what", "counts", "rate", "interval"))


@kept
def finding(view: View, source: Source) -> str:
    """The sentence above the three rates."""
    found = verified(view, source)
    if found is None:
        return view.say("claims.nothing_drawn")
    frame = "now" if not found.noted else "part" if not found.whole else "draw"
    counts = {"closed": whole_number(found.closed), "drawn": found.drawn}
    values = {"sample": found.sample_id, "day": found.drawn_on, "frame": view.say(f"claims.frame_{frame}", **counts)}
    if found.share is None:
        return view.say("claims.nothing_visited", **values)
    low, high = found.interval
    return view.say(
        "claims.verified", **values, visited=found.visited, partly=found.partly,
        share=percent(found.share), low=percent(low), high=percent(high), open=found.drawn - found.visited,
    )  # fmt: skip


@kept
def closed(view: View, source: Source) -> pd.DataFrame:
    """What a draw is made from: the closed findings of the view (table closed_findings)."""
    return tabled(view, source, "closed_findings")


def sizes(frame: pd.DataFrame) -> dict[str, int]:
    """Class -> how many closed findings, in the order of their codes; those of no class under ""."""
    counts = frame["org_class"].fillna("").value_counts()
    return {str(code): int(counts[code]) for code in sorted(counts.index)}


@kept
def plans(view: View, source: Source) -> pd.DataFrame:
    """What 30, 60, 100 visits would show: visits, by class, the interval if as much is true as was last time, else EXPECTED."""
    strata = sizes(closed(view, source))
    found = verified(view, source)
    share = EXPECTED if found is None or found.share is None else found.share
    lines = []
    for visits in VISITS:
        if visits < sum(strata.values()):
            counts = allocated(list(strata.values()), visits)
            named = [f"{label('org_class', c, view.lang) if c else NOTHING} {n}" for c, n in zip(strata, counts, strict=True)]
            ends = shown_by(list(strata.values()), visits, share)
            lines.append((visits, " · ".join(named), percent(share), between(ends), (ends[1] - ends[0]) / 2))
    return pd.DataFrame(lines, columns=["visits", "by_class", "expected", "interval", "reach"])


def plan_columns() -> tuple[TableColumn, ...]:
    """The columns of `plans`."""
    types = {"visits": "int", "reach": "percent"}
    names = ("visits", "by_class", "expected", "interval", "reach")
    return tuple(named_column("claims", f"column_plan_{name}", name, types.get(name, "text")) for name in names)
