"""The tables that list things against their second implementation, on counties that go wrong in every way allowed."""

from collections import Counter
from datetime import date, datetime
from decimal import Decimal

import pytest

from inspection.indicators import read_table
from inspection.warehouse import Mart
from tests.second.lists import COLUMNS, LISTS
from tests.second.test_agreement import plain
from tests.second.test_tables import DEMONSTRATION, LONG, SEEDS, mounted

EVER = (date(1900, 1, 1), date(2299, 12, 31))
SECOND_YEAR = (date(2022, 1, 1), date(2022, 12, 31))


def cell(value: object) -> object:
    """A cell of either side: dates as dates, numbers rounded, missing as None."""
    value = plain(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, Decimal | float):
        return round(float(value), 6)
    return value


def by_sql(mart: Mart, name: str, as_of: date, start: date, end: date) -> Counter:
    frame = read_table(mart, name, as_of=as_of, from_date=start, to_date=end)
    return Counter(tuple(map(cell, row)) for row in frame[list(COLUMNS[name])].itertuples(index=False, name=None))


def by_hand(county, name: str, as_of: date, start: date, end: date) -> Counter:
    return Counter(tuple(map(cell, row)) for row in LISTS[name](county, as_of, start, min(end, as_of)))


@pytest.mark.long
@pytest.mark.parametrize("seed", (*SEEDS, DEMONSTRATION))
@pytest.mark.parametrize("name", LISTS)
def test_both_implementations_list_the_same_rows_on_boundary_days_and_within_a_period(name, seed):
    ledgers, mart, days = mounted(seed)
    asked = [(day, *EVER) for day in days[: 4 if LONG else 1]] + [(days[0], *SECOND_YEAR), (days[1], days[1], days[1])]
    for as_of, start, end in asked:
        assert by_sql(mart, name, as_of, start, end) == by_hand(ledgers, name, as_of, start, end), (as_of, start, end)


@pytest.mark.long
@pytest.mark.parametrize("name", LISTS)
def test_the_counties_fill_the_list(name):
    """Guards the generators: empty ledgers would agree with anything."""
    filled = [bool(by_hand(mounted(s)[0], name, day, *EVER)) for s in SEEDS for day in mounted(s)[2][:6]]
    assert sum(filled) >= 6
    assert len(by_hand(mounted(DEMONSTRATION)[0], name, mounted(DEMONSTRATION)[2][0], *EVER)) >= 9
