"""The tables of the work summary against their second implementation, on counties that go wrong in every way allowed."""

from collections import Counter
from datetime import date

import pytest

from inspection.indicators import read_table
from tests.second.summaries import COLUMNS, TABLES
from tests.second.test_lists import EVER, SECOND_YEAR, cell
from tests.second.test_tables import DEMONSTRATION, LONG, SEEDS, mounted


def by_sql(mart, name: str, as_of: date, start: date, end: date) -> Counter:
    frame = read_table(mart, name, as_of=as_of, from_date=start, to_date=end)
    return Counter(tuple(map(cell, row)) for row in frame[list(COLUMNS[name])].itertuples(index=False, name=None))


def by_hand(county, name: str, as_of: date, start: date, end: date) -> Counter:
    return Counter(tuple(map(cell, row)) for row in TABLES[name](county, as_of, start, min(end, as_of)))


@pytest.mark.long
@pytest.mark.parametrize("seed", (*SEEDS, DEMONSTRATION))
@pytest.mark.parametrize("name", TABLES)
def test_both_implementations_of_a_table_of_the_summary_agree_on_boundary_days_and_within_a_period(name, seed):
    ledgers, mart, days = mounted(seed)
    asked = [(day, *EVER) for day in days[: 4 if LONG else 1]] + [(days[0], *SECOND_YEAR), (days[1], days[1], days[1])]
    for as_of, start, end in asked:
        assert by_sql(mart, name, as_of, start, end) == by_hand(ledgers, name, as_of, start, end), (as_of, start, end)


@pytest.mark.parametrize("name", TABLES)
def test_the_counties_fill_the_table_of_the_summary(name):
    """Guards the generators: empty ledgers would agree with anything."""
    filled = [bool(by_hand(mounted(s)[0], name, day, *EVER)) for s in SEEDS for day in mounted(s)[2][:6]]
    assert sum(filled) >= 6
    assert by_hand(mounted(DEMONSTRATION)[0], name, mounted(DEMONSTRATION)[2][0], *EVER)
