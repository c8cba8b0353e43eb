"""Grouping and adding up the items of the second implementation."""

from collections.abc import Mapping, Sequence
from datetime import date

from tests.second.counts import COUNTS, DISTINCT
from tests.second.county import Count, County, Item
from tests.second.plain import RATES, TERM_RATES, begun_terms
from tests.second.windows import had_its_time

INDICATORS = RATES | TERM_RATES | COUNTS | DISTINCT

COMMON = (
    "year", "quarter", "month", "term", "round", "org", "org_class", "sector", "parent", "village_class",
    "team", "kind",
)
NOT_OF_A_TERM = ("year", "quarter", "month", "round", "team", "kind")


def per_cent(n: int, whole: int) -> str:
    """n of whole in per cent with one decimal, a half up, by whole numbers alone."""
    tenths = (2000 * int(n) + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def place(county: County, item: Item, dimension: str) -> object:
    """Where an item stands along a dimension; None where it stands nowhere. KeyError for an unknown dimension."""
    day = item.dated_on
    if item.term_no is not None and dimension in NOT_OF_A_TERM:
        raise KeyError(dimension)
    if dimension == "year":
        return day.year if day else None
    if dimension == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}" if day else None
    if dimension == "month":
        return f"{day.year}-{day.month:02}" if day else None
    if dimension == "term":
        if item.term_no is not None:
            return item.term_no
        return county.rounds[item.round_id]["term_no"] if item.round_id else county.term_running_on(day)
    if dimension == "round":
        return item.round_id
    if dimension == "org":
        return item.org_id
    if dimension in ("org_class", "sector", "parent", "village_class"):
        organisation = county.organisations.get(item.org_id, {})
        return organisation.get("parent_id" if dimension == "parent" else dimension)
    if dimension in ("team", "kind"):
        return county.inspections.get(item.inspection_id, {}).get(dimension)
    return item.own[dimension]


Figure = tuple[Count, int | None, int]


def figures(
    county: County,
    name: str,
    by: tuple[str, ...] = (),
    *,
    as_of: date,
    where: Mapping[str, Sequence[object]] | None = None,
    from_date: date | None = None,
    to_date: date | None = None,
    settled: bool = False,
    undated: bool = False,
) -> dict[tuple, Figure]:
    """Group -> (numerator, denominator, pending); a count has no denominator (None) and nothing pending.

    `settled`: of what has had its time alone; a group of which nothing has counts nothing. `undated`: Group -> how many
    things have an outcome of an unknown day, alone; such a one without any day lies in every period.

    Groups without rows are absent, except the one group there is without `by`. Without `term` among the dimensions
    asked or filtered, a figure of whole terms is that of the term that began last: the one running, and in the time
    between two terms the one before.
    """
    where = dict(where or {})
    if name in TERM_RATES and "term" not in by and "term" not in where:
        begun = begun_terms(county, as_of)
        where["term"] = [max(begun, key=lambda term: term["started_on"])["term_no"]] if begun else []
    groups: dict[tuple, list[Item]] = {} if by else {(): []}
    for item in INDICATORS[name](county, as_of):
        if from_date is not None and item.dated_on is not None and item.dated_on < from_date:
            continue
        if to_date is not None and item.dated_on is not None and item.dated_on > to_date:
            continue
        if any(place(county, item, dimension) not in values for dimension, values in where.items()):
            continue
        group = groups.setdefault(tuple(place(county, item, dimension) for dimension in by), [])
        if not settled or had_its_time(name, item, as_of):
            group.append(item)
    if undated:
        return {group: (sum(item.undated for item in items),) for group, items in groups.items()}
    if name in DISTINCT:
        return {group: (len({item.thing for item in items}), None, 0) for group, items in groups.items()}
    if name in COUNTS:
        return {group: (sum(item.numerator for item in items), None, 0) for group, items in groups.items()}
    return {
        group: (
            sum(item.numerator for item in items),
            sum(item.denominator for item in items),
            sum(item.pending for item in items),
        )
        for group, items in groups.items()
    }
