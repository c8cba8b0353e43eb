"""Days held in memory stand within the bound of all that is kept, as DuckDB counts them; one that went is made anew, the same."""

from datetime import date, timedelta

import pytest
from pandas.testing import assert_frame_equal

from inspection.reading import answers
from inspection.reading.answers import Source, evaluated
from inspection.warehouse import ledger_tables, memory_mart, settings
from inspection.warehouse.shelf import SHELF
from tests.second.random_county import random_county

ASKED = ("findings", "completion_rate", "clue_verification_rate", "notice_rate", "accountable_persons")
TABLES = ("alerts", "rectification_by_org")


@pytest.fixture
def source(monkeypatch) -> Source:
    SHELF.clear()
    county = random_county(17)
    yield Source(memory_mart(ledger_tables(county.ledgers), county.made_up_to), settings(), None)
    SHELF.clear()


def told(source: Source, as_of: date) -> list:
    """Figures and tables of a day."""
    figures = [evaluated(source, id, by=("org_class",), as_of=as_of) for id in ASKED]
    return figures + [answers._tabled(source, id, (), as_of, None, None) for id in TABLES]


def of_ground(source: Source, asked: str) -> int:
    """What the database says in which the days are."""
    ground = answers._knowledge(source, source.mart.as_of).ground
    cursor = ground._connection.cursor()
    return int(cursor.execute(asked).fetchall()[0][0])


HELD = "select sum(memory_usage_bytes) from duckdb_memory()"
DAYS = "select count(*) from duckdb_schemas() where schema_name like 'day_%'"


def test_days_stand_within_the_bound_as_the_database_counts_them(source, monkeypatch):
    told(source, source.mart.as_of)
    one = of_ground(source, HELD)
    assert 0.8 * one < SHELF.held  # what it holds is counted, though nobody can measure it from outside
    monkeypatch.setattr(SHELF, "most", 3 * SHELF.held)
    for n in range(1, 12):
        told(source, source.mart.as_of - timedelta(days=30 * n))
        assert SHELF.held <= SHELF.most
        assert of_ground(source, HELD) <= SHELF.most
    assert 1 <= of_ground(source, DAYS) < 8


def test_a_day_that_went_is_made_anew_and_says_the_same(source, monkeypatch):
    days = [source.mart.as_of - timedelta(days=200 * n) for n in range(4)]
    first = [told(source, day) for day in days]
    monkeypatch.setattr(SHELF, "most", SHELF.held // 3)
    told(source, source.mart.as_of - timedelta(days=900))
    before = answers._knowledge(source, days[0])
    SHELF.clear()
    assert answers._knowledge(source, days[0]) is not before
    for day, said in zip(days, first, strict=True):
        for one, other in zip(said, told(source, day), strict=True):
            assert_frame_equal(one, other, check_exact=True)
        assert SHELF.held <= SHELF.most


def test_a_day_stays_whole_for_whoever_reads_it_while_it_is_let_go(source):
    day = answers._knowledge(source, source.mart.as_of)
    told(source, source.mart.as_of)
    SHELF.clear()
    made = day.query(source.mart, "select count(*) as n from findings", {})
    assert made["n"].tolist() == source.mart.query("select count(*) as n from findings")["n"].tolist()
