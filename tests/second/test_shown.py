"""No table restates an indicator: what its header calls an indicator's count adds up to that indicator.

The indicator is that of the second implementation, over the same day, period and filters.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
import sqlglot
from sqlglot import exp

from inspection.indicators import indicators, read_table, tables
from inspection.indicators.definition import Table
from inspection.indicators.shown import Shown, rows_of, shown_in
from inspection.warehouse import dictionary
from tests.second.county import County, Item
from tests.second.figures import DISTINCT, INDICATORS, place
from tests.second.plain import happened
from tests.second.test_agreement import plain
from tests.second.test_tables import DEMONSTRATION, LONG, SEEDS, mounted
from tests.second.windows import had_its_time

EVER = (date.min, date.max)
SECOND_YEAR = (date(2022, 1, 1), date(2022, 12, 31))
NAMED = {"term": "term_no", "round": "round_id", "org": "org_id", "parent": "parent_id"}
SHOWING = [id for id, table in tables().items() if table.shown]


@cache
def items(seed: int, id: str, as_of: date) -> list[Item]:
    return list(INDICATORS[id](mounted(seed)[0], as_of))


def within(
    table: Table, shown: Shown, county: County, found: list[Item], as_of: date, period: tuple[date, date]
) -> Iterator[Item]:
    """The items that the table's rows stand for, by what its header says of them."""
    start, end = period
    chosen = None
    if table.rows.chosen_by:
        ledger, column = table.rows.chosen_by.split(".")
        held = [row for row in county.rows[ledger] if happened(row[column], as_of)]
        if indicators()[shown.indicator].shape.rows != ledger:  # its own rows lie in the period themselves
            chosen = {row["inspection_id"] for row in held if start <= row[column] <= end}
    for item in found:
        if chosen is not None and item.inspection_id not in chosen:
            continue
        if chosen is None and item.dated_on is not None and not start <= item.dated_on <= end:
            continue
        if any(place(county, item, dimension) != value for dimension, value in table.rows.only):
            continue
        if any(place(county, item, dimension) == value for dimension, value in table.rows.without):
            continue
        yield item


def cell_of(county: County, item: Item, column: str) -> object:
    """What stands in a column of a table that names a thing the item has: a dimension, or what hangs on it."""
    task = county.inspections.get(item.inspection_id, {})
    if column == "inspection_id":
        return item.inspection_id
    if column == "team_level":
        return task.get("team_level")
    if column == "seq":
        return county.rounds[item.round_id]["seq"] if item.round_id else None
    if column == "scheme":
        scheme = county.rounds[item.round_id]["category_scheme"] if item.round_id else None
        return ("four" if item.own["category"].startswith("four-") else "three") if "category" in item.own else scheme
    if column == "term_no" and item.term_no is None:
        return county.rounds[item.round_id]["term_no"] if item.round_id else None
    return place(county, item, next((d for d, name in NAMED.items() if name == column), column))


def dimensions_of(shown: Shown, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a table by which the indicator can be told apart."""
    shape = indicators()[shown.indicator].shape
    known = {NAMED.get(d, d) for d in shape.dimensions}
    known |= {"inspection_id", "team_level", "seq", "scheme"} if shape.grain == "row" else set()
    known -= {"scheme"} if "round_id" in columns else set()  # a category can be of another scheme than its round's
    return tuple(c for c in columns if c in known and c != shown.running)


def added_up(county: County, shown: Shown, by: tuple[str, ...], found: list[Item], as_of: date) -> Counter:
    total: Counter = Counter()
    seen = set()
    for item in found:
        group = tuple(cell_of(county, item, column) for column in by)
        if shown.indicator in DISTINCT:
            total[group] += (group, item.thing) not in seen
            seen.add((group, item.thing))
        else:
            total[group] += part_of(item, shown, as_of)
    return +total


def part_of(item: Item, shown: Shown, as_of: date) -> int:
    """What an item adds to a part of its indicator; to a settled one only once it has had its time."""
    settled = had_its_time(shown.indicator, item, as_of)
    if shown.part == "young":
        return 0 if settled else item.denominator
    if shown.part.startswith("settled_") and not settled:
        return 0
    return getattr(item, shown.part.removeprefix("settled_"))


def begun(county: County, item: Item, as_of: date) -> bool:
    """A table of inspections or rounds need not show what belongs to one that has not begun."""
    task, round_ = county.inspections.get(item.inspection_id), county.rounds.get(item.round_id)
    return (task is None or task["onsite_start"] <= as_of) and (round_ is None or round_["started_on"] <= as_of)


def shown_by(shown: Shown, by: tuple[str, ...], rows: list[dict[str, object]]) -> Counter:
    """The column, added up by group; a running total's last cell, a repeated cell once."""
    if shown.at:
        rows = [row for row in rows if row[shown.at[0]] == shown.at[1]]
    if shown.running:
        rows = sorted(rows, key=lambda row: row[shown.running])
    total: Counter = Counter()
    for row in rows:
        group, number = tuple(row[column] for column in by), int(row[shown.column] or 0)
        if shown.running:
            total[group] = number
        elif shown.repeated:
            assert total.setdefault(group, number) == number, (group, "differs from row to row")
        else:
            total[group] += number
    return total


def parts_of(table: Table, rows: list[dict[str, object]]) -> Iterator[tuple[tuple[str, ...], list[dict[str, object]]]]:
    """The table as tables that have each thing once: (their columns, their rows)."""
    columns = tuple(column.name for column in table.columns)
    if table.rows.named_by:
        name, value = table.rows.named_by
        for dimension in sorted({row[name] for row in rows}):
            column = NAMED.get(dimension, dimension)
            mine = [row | {column: row[value]} for row in rows if row[name] == dimension]
            yield (*(c for c in columns if c != value), column), mine
    elif table.rows.pooled:
        whole = tuple(c for c in columns if c != table.rows.pooled)
        yield whole, [row for row in rows if row[table.rows.pooled] is None]
        yield columns, [row for row in rows if row[table.rows.pooled] is not None]
    else:
        yield columns, rows


def compare(seed: int, id: str, as_of: date, period: tuple[date, date], where: dict[str, tuple] | None = None) -> int:
    """Compare every column of the table that is an indicator's; how many groups had something to compare."""
    county, mart, _ = mounted(seed)
    table, where = tables()[id], where or {}
    bounds = {} if period == EVER else {"from_date": period[0], "to_date": period[1]}
    frame = read_table(mart, id, as_of=as_of, where=where, **bounds)
    rows = [{name: plain(cell) for name, cell in row.items()} for row in frame.to_dict("records")]
    compared = 0
    for shown in table.shown:
        if shown.running and bounds:
            continue
        taken = period if "$from_date" in table.statement or table.rows.chosen_by else EVER
        found = list(within(table, shown, county, items(seed, shown.indicator, as_of), as_of, taken))
        found = [item for item in found if all(place(county, item, d) in values for d, values in where.items())]
        for columns, mine in parts_of(table, rows):
            if not mine and table.rows.pooled in where:
                continue
            by = dimensions_of(shown, columns)
            own, expected = shown_by(shown, by, mine), added_up(county, shown, by, found, as_of)
            existing = added_up(
                county, shown, by, [item for item in found if begun(county, item, as_of)], as_of
            )
            for group in {*own, *expected} if not shown.repeated else own:
                assert own[group] in (expected[group], existing[group]), (shown, by, group, as_of, period, where)
            compared += len(+own)
    return compared


@pytest.mark.parametrize("id", SHOWING)
def test_a_column_that_is_an_indicator_under_another_name_adds_up_to_it(id):
    for seed in SEEDS[:5]:
        days = mounted(seed)[2][:3]
        for as_of in days if LONG else days[seed % 3 :][:1]:  # of each county another of its days
            compare(seed, id, as_of, EVER)
            if not tables()[id].rows.own_day:
                compare(seed, id, as_of, SECOND_YEAR)


@pytest.mark.long
@pytest.mark.parametrize("id", SHOWING)
def test_it_does_so_under_filters_too(id):
    for seed in SEEDS[:5]:
        county, _, days = mounted(seed)
        rounds = tuple(county.rounds)[:2]
        filters = ({"org_class": ("village", "county")}, {"round": rounds})
        for where in filters if LONG else filters[seed % 2 :][:1]:
            lacks = {d for shown in tables()[id].shown for d in indicators()[shown.indicator].lacks}
            if set(where) <= set(tables()[id].filters) - lacks:
                compare(seed, id, days[0], EVER, where)


@pytest.mark.long
@pytest.mark.parametrize("id", SHOWING)
def test_it_does_so_on_the_demonstration_county_where_every_column_has_something_to_compare(id):
    assert compare(DEMONSTRATION, id, mounted(DEMONSTRATION)[2][0], EVER) >= len(tables()[id].shown)


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ({"type": "int"}, "of must say"),
        ({"type": "int", "of": "completion_rate"}, "not 'completion_rate'"),
        ({"type": "int", "of": "completion_rate.value"}, "not 'completion_rate.value'"),
        ({"type": "int", "of": {"stage": {"done": "completion_rate"}}}, "not 'completion_rate'"),
    ],
)
def test_a_column_of_counts_must_say_which_indicator_it_is_or_that_it_is_none(column, said):
    with pytest.raises(ValueError, match=said):
        shown_in("done", column)


def test_a_column_that_is_none_shows_nothing_and_a_column_of_stages_one_figure_each():
    assert shown_in("days", {"type": "int", "of": "none"}) == ()
    assert shown_in("name", {"type": "text"}) == ()
    of = {"stage": {"all": "clues.numerator", "open": "clue_verification_rate.pending"}}
    assert shown_in("clues", {"type": "int", "of": of}) == (
        Shown("clues", "clues", "numerator", ("stage", "all")),
        Shown("clues", "clue_verification_rate", "pending", ("stage", "open")),
    )


def test_what_a_header_says_of_its_rows_must_be_one_of_the_fields_there_are():
    with pytest.raises(ValueError, match="chosen"):
        rows_of({"chosen": "ballots.held_on"})


@pytest.mark.long
def test_a_column_that_says_none_is_not_an_indicator_all_the_same():
    """A count declared as nobody's that equals some indicator on every county and day is that indicator restated."""
    totals: dict[tuple[str, str], list[int]] = {}
    figures: dict[tuple[str, str], list[int]] = {}
    asked = [(seed, mounted(seed)[2][0]) for seed in (*SEEDS[:6], DEMONSTRATION)]
    for seed, as_of in asked:
        for id, table in tables().items():
            declared = {shown.column for shown in table.shown}
            frame = read_table(mounted(seed)[1], id, as_of=as_of)
            for column in table.columns:
                if column.type == "int" and column.name not in declared:
                    totals.setdefault((id, column.name), []).append(int(frame[column.name].fillna(0).sum()))
        for id in INDICATORS:
            if id not in DISTINCT and id in indicators():
                found = items(seed, id, as_of)
                for part in ("numerator", "denominator", "pending"):
                    figures.setdefault((id, part), []).append(sum(getattr(item, part) or 0 for item in found))
    same = {
        where: [figure for figure, numbers in figures.items() if numbers == cells]
        for where, cells in totals.items()
        if len(set(cells)) > 2
    }
    assert {where: found for where, found in same.items() if found} == {}


TIMELESS = {"organisations", "rounds", "case_quantities"}
"""Ledgers that a table may read as they are: names and classes, what a round is called, how much a case is about."""


@pytest.mark.parametrize("id", sorted(set(tables()) - {"data_freshness"}))  # it says how far the ledgers themselves reach
def test_a_table_reads_what_was_known_on_the_day_and_not_the_ledgers(id):
    read = {table.name for table in sqlglot.parse_one(tables()[id].statement, read="duckdb").find_all(exp.Table)}
    assert read & set(dictionary().ledgers) <= TIMELESS
