"""What is aired for the county as a whole: shares and counts, those of persons, clues and votes suppressed."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from inspection.indicators import evaluate, indicator
from inspection.snapshots.contents import Cell, Contents, Share, Total
from inspection.snapshots.draft import CLASSES
from inspection.snapshots.recovery import Equation
from inspection.snapshots.suppression import shown
from inspection.warehouse import Mart, Settings


def total(
    mart: Mart,
    settings: Settings,
    id: str,
    *,
    as_of: date,
    period: tuple[date | None, date],
    by_year: bool,
    earlier: Iterable[Contents],
) -> Total:
    """One indicator of the county within the period; a coverage rate is that of the running term.

    A count of persons, clues or votes comes as cells by class, and by year where wanted, with what must be hidden
    hidden. Its years are calendar years, whole but for the one running: a period that began within a year would give
    what lies before it by subtraction.
    """
    definition = indicator(id)
    if definition.privacy == "threshold":
        return _suppressed(mart, settings, id, as_of, period, by_year, earlier)
    if definition.shape.grain == "term":
        frame = evaluate(mart, id, by=("term",), as_of=as_of, settings=settings).sort_values("term").tail(1)
    else:
        frame = evaluate(mart, id, as_of=as_of, from_date=period[0], to_date=period[1], settings=settings)
    if frame.empty:
        return Total(id, None, None, (), ())
    row = frame.iloc[0]
    if definition.rate:
        counted, whole = int(row["settled_numerator"]), int(row["settled_denominator"])
        share = Share(counted, whole) if whole else None
        return Total(id, None, share, (), ())
    return Total(id, int(row["numerator"]), None, (), ())


def _suppressed(
    mart: Mart,
    settings: Settings,
    id: str,
    as_of: date,
    period: tuple[date | None, date],
    by_year: bool,
    earlier: Iterable[Contents],
) -> Total:
    frame = evaluate(mart, id, by=("org_class", "year"), as_of=as_of, settings=settings)
    counts: dict[tuple[str, int], int] = {}
    for row in frame.itertuples(index=False):
        org_class = "" if pd.isna(row.org_class) else str(row.org_class)
        counts[org_class, int(row.year)] = counts.get((org_class, int(row.year)), 0) + int(row.numerator)
    first = period[0].year if period[0] else min((year for _, year in counts), default=as_of.year)
    years = tuple(range(first, period[1].year + 1))
    for org_class in CLASSES:  # a count of nothing is a count too
        counts |= {(org_class, year): 0 for year in years if (org_class, year) not in counts}
    classes = tuple(sorted({org_class for org_class, _ in counts}))
    wanted = _wanted(classes, years, by_year)
    known = published(id, earlier, classes)
    may = shown(counts, list(wanted.values()), int(settings.get("snapshot", "threshold")), known)
    cells = tuple(
        Cell(org_class, year, sum(counts.get(one, 0) for one in counted) if counted in may else None)
        for (org_class, year), counted in wanted.items()
    )
    return Total(id, None, None, cells, years)


def _wanted(classes: Sequence[str], years: Sequence[int], by_year: bool) -> dict[tuple[str, int | None], frozenset]:
    """The numbers the office would like to show, each as the cells it counts; "all" stands for every class."""
    rows = {**{one: (one,) for one in CLASSES}, "all": tuple(classes)}
    columns: dict[int | None, Sequence[int]] = {None: years}
    if by_year and len(years) > 1:
        columns = {**{year: (year,) for year in years}, None: years}
    return {
        (name, column): frozenset((one, year) for one in inside for year in span)
        for name, inside in rows.items()
        for column, span in columns.items()
    }


def published(id: str, earlier: Iterable[Contents], classes: Sequence[str]) -> list[Equation]:
    """Every number of an indicator that earlier snapshots showed, each as the cells it counts.

    "all" is every class there is: a reader who adds up the classes shown has no reason to think of another.
    """
    found = []
    for contents in earlier:
        for one in (t for t in contents.totals if t.id == id):
            for cell in one.cells:
                if cell.value is not None:
                    counted = classes if cell.org_class == "all" else (cell.org_class,)
                    years = one.years if cell.year is None else (cell.year,)
                    found.append((frozenset((c, y) for c in counted for y in years), cell.value))
    return found
