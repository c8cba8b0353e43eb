"""What the explorer takes over from the other pages: the filters, into the question it begins with."""

from dataclasses import replace
from datetime import timedelta

from inspection.indicators import indicator
from inspection.reading.asked import Asked
from inspection.reading.view import View
from inspection.warehouse.explore import fields

CARRIED = ("term", "year", "month", "org_class", "sector", "round")


def carried(view: View) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is chosen on the other pages as (dimension, values): a period as its year or its months where it is made of
    whole ones, else none; without a period the term."""
    time: dict[str, tuple[str, ...]] = {}
    start, end = view.from_date, view.to_date or view.as_of
    if not view.period_chosen:
        time = {"term": (str(view.term),)} if view.term is not None else {}
    elif start and start.day == 1 and (view.to_date is None or (end + timedelta(days=1)).day == 1):
        if (start.month, end.month, start.year) == (1, 12, end.year):
            time = {"year": (str(start.year),)}
        else:
            months = range(12 * start.year + start.month - 1, 12 * end.year + end.month)
            time = {"month": tuple(f"{at // 12:04}-{at % 12 + 1:02}" for at in months)}
    whole = time | {"org_class": view.classes, "sector": view.sectors, "round": view.rounds}
    return tuple((name, values) for name, values in whole.items() if values)


def within(asked: Asked, view: View) -> Asked:
    """The same question of what is chosen on the other pages, as far as the indicator has it; a ledger's stays."""
    if asked.source[0] != "indicator":
        return asked
    definition = indicator(asked.source[1])
    able = set(definition.dimensions) - ({"term"} if definition.stock else set())
    others = tuple((name, values) for name, values in asked.keep if name not in CARRIED)
    return replace(asked, keep=(*((n, values) for n, values in carried(view) if n in able), *others))


def of_source(source: tuple[str, str], view: View | None = None) -> Asked:
    """The first question about another source: of an indicator within what is chosen on the other pages, so that it says what
    all pages say."""
    if source[0] == "indicator":
        first = replace(Asked(), source=source, by=("org_class",))
        return within(first, view) if view else first
    dates = [f for f in fields(source[1]).values() if f.column.type == "date" and "." not in f.path]
    return replace(Asked(), source=source, by=(f"{dates[0].path}@year",) if dates else ())
