"""What is aired for the county as a whole: shares and counts, those of persons, clues and votes suppressed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from inspection.indicators import evaluate, indicator
from inspection.snapshots.contents import Cell, Contents, Share, Total
from inspection.snapshots.draft import CLASSES, Draft, Elsewhere
from inspection.snapshots.suppression import Wanted, shown
from inspection.snapshots.telling import ALL, Made, Region, Telling, Told, elsewhere, ledger_of, made_of
from inspection.warehouse import Mart, Settings

Period = tuple[date | None, date]


@dataclass(frozen=True)
class Before:
    """One snapshot that was published: what it shows, whom it withheld, and what its counts were made of."""

    contents: Contents
    withheld: frozenset[str] = frozenset()
    told: Told = field(default_factory=Told)


def totals(
    mart: Mart, settings: Settings, draft: Draft, *, period: Period, earlier: Sequence[Before]
) -> tuple[tuple[Total, ...], Told]:
    """What a draft airs for the county, and what it thereby tells of counts above a threshold.

    Everything is of the period, but for coverage, which is that of the term running on its last day. Who is withheld is
    counted nowhere. A number is hidden that would give them away beside one that counted them.
    """
    withheld = {w.org_id for w in draft.withheld}
    tellings = _public_elsewhere(mart, settings, draft.elsewhere, earlier)
    found: dict[str, Total] = {}
    guarded: dict[str, list[str]] = {}
    for id in draft.totals:
        if indicator(id).privacy == "threshold":
            guarded.setdefault(ledger_of(id), []).append(id)
        else:
            found[id] = _open(mart, settings, id, period, withheld, earlier)
    unnamed = withheld.union(*(one.withheld for one in earlier))
    threshold = int(settings.get("snapshot", "threshold"))
    for ledger, ids in guarded.items():
        before = [t for t in (*(t for one in earlier for t in one.told.tellings), *tellings) if t.ledger == ledger]
        made = made_of(mart, settings, ledger, withheld)
        aired, telling = guarded_counts(made, ids, period, draft.by_year, before, threshold, unnamed)
        tellings.append(telling)
        found |= {one.id: one for one in aired}
    return tuple(found[id] for id in draft.totals), Told(tuple(tellings))


def guarded_counts(
    made: Sequence[Made],
    ids: Sequence[str],
    period: Period,
    by_year: bool,
    before: Sequence[Telling],
    threshold: int,
    unnamed: Collection[str] = (),
) -> tuple[list[Total], Telling]:
    """Counts of one ledger by class, and by year where wanted, with what must be hidden hidden; and what that tells.

    `made`: what the counts of the ledger are made of now; `before`: what was told of it before, oldest first; `unnamed`:
    organisations that are or were withheld.
    """
    wanted = _wanted(made, ids, period, by_year)
    may = shown(wanted, ids, made, before, threshold, unnamed)
    regions = tuple(dict.fromkeys(wanted.values()))
    told, asked = (tuple(r for r in regions if (r in may) is known) for known in (True, False))
    aired = [_cells(one, wanted, may, period) for one in made if one.id in ids]
    return aired, Telling(ledger_of(ids[0]), tuple(ids), told, asked, tuple(made))


def _public_elsewhere(
    mart: Mart, settings: Settings, named: Sequence[Elsewhere], earlier: Sequence[Before]
) -> list[Telling]:
    made = {ledger: made_of(mart, settings, ledger) for ledger in sorted({ledger_of(one.indicator) for one in named})}
    before = [t for one in earlier for t in one.told.tellings]
    return elsewhere(named, made, before, int(settings.get("snapshot", "threshold")))


def _open(
    mart: Mart, settings: Settings, id: str, period: Period, withheld: Collection[str], earlier: Iterable[Before]
) -> Total:
    """A share or count that needs no suppression, without whom is withheld; hidden where an earlier one counted them."""
    running = indicator(id).shape.grain == "term"
    days = {"from_date": None if running else period[0], "to_date": period[1], "running": running}
    counts, of_withheld = _counted(mart, settings, id, period, withheld)
    told = [one for one in earlier if any(t.id == id and (t.value, t.share) != (None, None) for t in one.contents.totals)]
    if any(any(of_withheld[org] for org in withheld - one.withheld if org in of_withheld) for one in told):
        return Total(id, None, None, (), hidden=True, **days)
    if counts is None:
        return Total(id, None, None, (), **days)
    if indicator(id).rate:
        return Total(id, None, Share(*counts) if counts[1] else None, (), **days)
    return Total(id, counts[0], None, (), **days)


def _counted(
    mart: Mart, settings: Settings, id: str, period: Period, withheld: Collection[str]
) -> tuple[tuple[int, int] | None, Mapping[str, int]]:
    """Numerator and denominator (0 for a count) of all but who is withheld, and how much each of those brings to either;
    None where there is nothing. Distinct counts are of organisations, so that they add up over them."""
    if indicator(id).shape.grain == "term":
        frame = evaluate(mart, id, by=("term", "org"), as_of=period[1], settings=settings)
        frame = frame[frame["term"] == frame["term"].max()]
    else:
        frame = evaluate(
            mart, id, by=("org",), as_of=mart.as_of, from_date=period[0], to_date=period[1], settings=settings
        )
    names = ("settled_numerator", "settled_denominator") if indicator(id).rate else ("numerator", "denominator")
    numbers = [frame[name].fillna(0).astype("int64") for name in names]
    left_out = frame["org"].isin(list(withheld)) & frame["org"].notna()
    brought = {str(org): int(sum(n[at] for n in numbers)) for at, org in frame["org"][left_out].items()}
    kept = [int(n[~left_out].sum()) for n in numbers]
    empty = bool(indicator(id).rate) and frame[~left_out].empty
    return None if empty else (kept[0], kept[1]), brought


def _wanted(made: Sequence[Made], ids: Sequence[str], period: Period, by_year: bool) -> Wanted:
    """The numbers the office would like to show: classes and all of them, over the period and, where wanted, its years.

    A year of which the period holds a part is that part."""
    first, last = period
    days = [day for one in made if one.id in ids for _, _, day, _ in one.pieces if day <= last]
    begin = first or (date(min(days).year, 1, 1) if days else last)
    columns: dict[int | None, tuple[date | None, date]] = {}
    if by_year and begin.year < last.year:
        for year in range(begin.year, last.year + 1):
            columns[year] = max(begin, date(year, 1, 1)), min(last, date(year, 12, 31))
    columns[None] = first, last
    return {(one, year): Region(one, *span) for one in (*CLASSES, ALL) for year, span in columns.items()}


def _cells(made: Made, wanted: Wanted, may: Collection[Region], period: Period) -> Total:
    cells = tuple(
        Cell(org_class, year, made.within(region) if region in may else None, region.first, region.last)
        for (org_class, year), region in wanted.items()
    )
    return Total(made.id, None, None, cells, from_date=period[0], to_date=period[1])
