"""What was told of counts of persons, clues and votes, and what it was made of then. This stays in the house.

A reader keeps every snapshot. To say what a number told earlier and one told now give away together, the house keeps of
what the earlier one was made: so much of each organisation, class and day.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from inspection.indicators import by_day, indicator, indicators
from inspection.snapshots.contents import Contents, read_as
from inspection.snapshots.draft import Elsewhere
from inspection.snapshots.faults import Refused
from inspection.warehouse import Mart, Settings

ALL = "all"


@dataclass(frozen=True)
class Region:
    """What is dated from a day (None: from the beginning) to a day, in a class ("all": in the county, with or without one)."""

    org_class: str
    first: date | None
    last: date

    def holds(self, org_class: str, day: date) -> bool:
        """Whether what is of that class and day is in it."""
        return self.org_class in (ALL, org_class) and (self.first is None or self.first <= day) and day <= self.last


@dataclass(frozen=True)
class Made:
    """What a count was made of: organisation ("" for none), class ("" for none), day, how many."""

    id: str
    pieces: tuple[tuple[str, str, date, int], ...]

    def within(self, region: Region) -> int:
        return sum(many for _, org_class, day, many in self.pieces if region.holds(org_class, day))


@dataclass(frozen=True)
class Telling:
    """One telling: by a snapshot, or elsewhere by the office (`elsewhere` says what).

    `ids`: the counts of one ledger that were told; `told`: the regions they were told of, `asked` those that were wanted
    and hidden. `made`: what every count of that ledger was made of at the time; None where nobody kept it.
    """

    ledger: str
    ids: tuple[str, ...]
    told: tuple[Region, ...]
    asked: tuple[Region, ...]
    made: tuple[Made, ...] | None
    elsewhere: Elsewhere | None = None

    def of(self, id: str) -> Made | None:
        return next((one for one in self.made or () if one.id == id), None)


@dataclass(frozen=True)
class Told:
    """What one snapshot told, in order."""

    tellings: tuple[Telling, ...] = ()


def told_of(held: object) -> Told:
    """From what JSON holds of it. Raises TypeError or ValueError for something else."""
    return read_as(Told, held)


def ledger_of(id: str) -> str:
    return indicator(id).shape.rows


def counts_of(ledger: str) -> tuple[str, ...]:
    """The counts above a threshold of a ledger."""
    return tuple(one.id for one in indicators().values() if one.privacy == "threshold" and one.shape.rows == ledger)


def made_of(mart: Mart, settings: Settings, ledger: str, without: Collection[str] = ()) -> tuple[Made, ...]:
    """What the counts of a ledger are made of now; `without`: organisations that are left out."""
    found = []
    for id in counts_of(ledger):
        frame = by_day(mart, id, settings=settings)
        pieces = [
            ("" if pd.isna(org) else str(org), "" if pd.isna(of) else str(of), pd.Timestamp(day).date(), int(many))
            for org, of, day, many in frame.itertuples(index=False)
            if many
        ]
        found.append(Made(id, tuple(sorted(piece for piece in pieces if piece[0] not in without))))
    return tuple(found)


def elsewhere(
    named: Iterable[Elsewhere], made: Mapping[str, Sequence[Made]], earlier: Sequence[Telling], least: int
) -> list[Telling]:
    """Tellings of what the office names as public elsewhere, but for what an earlier snapshot knew of already.

    `made`: ledger -> what its counts are made of now, nobody left out. Raises Refused where what was told differs from the
    ledger by less than `least`: any number beside it would tell of the few that came or went since.
    """
    known = {telling.elsewhere for telling in earlier if telling.elsewhere}
    found = []
    for one in named:
        if one in known:
            continue
        ledger, region = ledger_of(one.indicator), Region(one.org_class, one.from_date, one.to_date)
        now = next(m for m in made[ledger] if m.id == one.indicator).within(region)
        if one.value is not None and 0 < abs(one.value - now) < least:
            raise Refused(
                "elsewhere_differs", title=indicator(one.indicator).title,
                first=one.from_date or "", last=one.to_date, told=one.value, now=now, least=least,
            )  # fmt: skip
        found.append(Telling(ledger, (one.indicator,), (region,), (), tuple(made[ledger]), one))
    return found


def as_told(contents: Contents, mart: Mart | None, settings: Settings | None) -> Told:
    """What a snapshot told of which an earlier release kept no more than the numbers: made of what the data version that
    it was drafted from holds (`mart`; None where that is gone). Its years were whole ones, ended by the as-of day."""
    found: dict[str, list[Telling]] = {}
    for total in contents.totals:
        shown = [cell for cell in total.cells if cell.value is not None]
        regions = [_region(cell.org_class, cell.year, total.years, contents.as_of) for cell in shown]
        if not regions:
            continue
        ledger = ledger_of(total.id)
        made = made_of(mart, settings, ledger) if mart is not None and settings is not None else None
        found.setdefault(ledger, []).append(Telling(ledger, (total.id,), tuple(regions), (), made))
    return Told(tuple(one for tellings in found.values() for one in tellings))


def _region(org_class: str, year: int | None, years: Sequence[int], as_of: date) -> Region:
    first, last = (year, year) if year is not None else (min(years), max(years))
    return Region(org_class, date(first, 1, 1), min(date(last, 12, 31), as_of))
