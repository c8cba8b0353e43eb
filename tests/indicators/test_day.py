"""A table read out of a day's knowledge in memory is the table that its statement makes of the ledgers: every row, digit, type
and order, whatever the filters."""

import os
from datetime import date
from functools import cache
from random import Random

import pytest
from pandas.testing import assert_frame_equal

from inspection.indicators import Table, read_table, tables
from inspection.warehouse import Mart, ledger_tables, memory_mart, settings, table_mart
from inspection.warehouse.day import Day, Ground, is_small, relations_of
from inspection.warehouse.facts import chosen_of, places
from inspection.warehouse.narrowing import scopes
from tests.indicators.test_facts import ruled_otherwise
from tests.second.random_county import random_county

LONG = bool(os.environ.get("INSPECTION_LONG"))
SEEDS = range(20) if LONG else (17, 28)
COLUMNS = {"org": "org_id", "parent": "parent_id", "round": "round_id", "term": "term_no"}
LEDGERS = {"term": "rounds", "round": "rounds", "team": "inspections", "kind": "inspections"}
ORGANISATIONS_BY = ("org", "org_class", "sector", "parent", "village_class")
LEFT = {
    "organisation_history",
    "clue_funnel",
    "summary_midway",
    "summary_summons",
    "notice_decisions",
    "case_list",
    "finding_acts",
    "clue_acts",
    "closing_verified",
    "summary_cases",
    "data_freshness",
    "note_list",
}
"""Tables that are left to their statement: they read decisions, which may follow from a clue alone, quantities of a case,
visits to a finding, notes on no organisation at all, or the ledgers themselves."""


@cache
def mounted(seed: int) -> tuple[Mart, tuple[date, ...], dict[str, list]]:
    """A county, its days, and the values that each filter can have, the empty one and one that is nowhere among them."""
    county = random_county(seed)
    mart = memory_mart(ledger_tables(county.ledgers), county.made_up_to)
    values = {}
    for name in {name for table in tables().values() for name in table.filters}:
        ledger = mart.ledger(LEDGERS.get(name, "organisations"))
        values[name] = [*ledger[COLUMNS.get(name, name)].dropna().unique(), None, 99 if name == "term" else "nowhere"]
    return mart, tuple(day for day in county.days if day.year < 2030), values


def asked(table: Table, values: dict[str, list], days: tuple[date, ...], chance: Random) -> dict[str, object]:
    chosen = chance.sample(table.filters, min(len(table.filters), chance.choice((1, 1, 2, 3))))
    where = {
        name: tuple(chance.sample(values[name], min(len(values[name]), chance.choice((1, 2, 4))))) for name in chosen
    }
    period = {"from_date": chance.choice((None, *days)), "to_date": chance.choice((None, *days))} if table.dated else {}
    return {"where": where, **period}


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_any_table_is_the_same_out_of_the_day(seed):
    mart, days, values = mounted(seed)
    chance, ground = Random(seed), Ground()
    both = ((mart.as_of, settings()), (chance.choice(days), ruled_otherwise()))
    for as_of, set in both if LONG else both[seed % 2 :][:1]:
        day = Day(ground, as_of, set)
        for id, table in tables().items():
            for _ in range(4 if table.once else 1):  # what is made once is read again under other filters
                question = {**asked(table, values, days, chance), "as_of": as_of, "settings": set}
                said, found = (read_table(mart, id, **question, day=read) for read in (None, day))
                assert_frame_equal(said, found, check_exact=True, obj=f"{id} of county {seed}, {question}")


def test_steps_are_made_once_for_all_organisations():
    mart, _, _ = mounted(28)
    day = Day(Ground(), mart.as_of, settings())

    def made(**where: tuple) -> tuple[int, bool]:
        """How many tables of steps there are after a question, and whether the answer is the statement's own."""
        said, found = (
            read_table(mart, "rectification_by_org", where=where, as_of=mart.as_of, settings=settings(), day=read)
            for read in (None, day)
        )
        return len(day._steps), said.equals(found) and len(said) > 0

    steps = len(tables()["rectification_by_org"].once)
    assert made() == (0, True)
    assert made(org_class=("township",)) == (steps, True)
    assert made(org_class=("county", "township")) == (steps, True)


def test_steps_of_one_term_or_period_are_not_those_of_another():
    mart, days, values = mounted(17)
    day, found = Day(Ground(), mart.as_of, settings()), []
    periods = [{"from_date": start} for start in (None, *sorted(days)[::4])]
    for question in (*({"where": {"term": (int(term),)}} for term in values["term"] if term is not None), *periods):
        where = {"org_class": ("county", "township")} | question.pop("where", {})
        asked = {"where": where, "as_of": mart.as_of, "settings": settings(), **question}
        said, read = (read_table(mart, "rectification_by_org", **asked, day=one) for one in (None, day))
        assert_frame_equal(said, read, check_exact=True, obj=f"{asked}")
        found.append((len(said), int(said["due"].sum())))
    assert len(set(found)) > 3


def test_a_day_that_holds_enough_steps_reads_the_whole_statement(monkeypatch):
    mart, _, _ = mounted(28)
    monkeypatch.setattr("inspection.warehouse.day.STEPS", 2)
    day = Day(Ground(), mart.as_of, settings())
    asked = {"where": {"org_class": ("township",)}, "as_of": mart.as_of, "settings": settings()}
    said, found = (read_table(mart, "rectification_by_org", **asked, day=read) for read in (None, day))
    assert_frame_equal(said, found, check_exact=True)
    assert not day._steps


def asked_by(names: list[str], values: dict[str, list], chance: Random) -> dict[str, tuple]:
    """Values of each of these filters, terms as numbers."""
    drawn = {name: chance.sample(values[name], min(len(values[name]), chance.choice((1, 2, 5)))) for name in names}
    return {
        name: tuple(int(v) if name == "term" and v is not None else v for v in found) for name, found in drawn.items()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_the_organisations_and_rounds_chosen_are_those_that_a_statement_is_narrowed_to(seed):
    mart, _, values = mounted(seed)
    chance, where, tried = Random(seed), places(mart), 0
    for _ in range(40):
        names = chance.sample((*ORGANISATIONS_BY, "term", "round"), chance.choice((1, 2, 3)))
        filters = asked_by(names, values, chance)
        params: dict[str, object] = {}
        narrow, left = scopes(filters, params), chosen_of(where, filters)
        for ledger, key, ids in zip(("organisations", "rounds"), ("org_id", "round_id"), left, strict=True):
            said = frozenset(mart.query(narrow[ledger], params)[key]) if ledger in narrow else None
            assert ids == said, filters
            tried += bool(said)
    assert tried


def test_which_tables_are_left_to_their_statement():
    assert {id for id, table in tables().items() if relations_of(table.statement, table.reads) is None} == LEFT


def test_a_mart_of_many_rows_has_no_days(monkeypatch):
    mart = table_mart(
        {"terms": [{"term_no": "13", "started_on": "2021-01-01"}, {"term_no": "14", "started_on": "2024-01-01"}]}
    )
    monkeypatch.setattr("inspection.warehouse.day.MOST", 2)
    assert is_small(mart)
    monkeypatch.setattr("inspection.warehouse.day.MOST", 1)
    assert not is_small(mart)


def test_a_day_that_nobody_keeps_leaves_nothing_behind():
    mart = table_mart({"terms": [{"term_no": "13", "started_on": "2021-01-01"}]})
    ground = Ground()

    def tables_made() -> list[tuple]:
        return ground.cursor("main").sql("select schema_name, table_name from duckdb_tables() order by 1, 2").fetchall()

    one, two = (Day(ground, day, settings()) for day in (date(2020, 1, 1), date(2022, 1, 1)))
    assert [len(read_table(mart, "terms", as_of=day.as_of, settings=settings(), day=day)) for day in (one, two)] == [0, 1]
    assert tables_made() == [("day_1", "known_terms"), ("day_2", "known_terms"), ("main", "terms")]
    del one
    assert tables_made() == [("day_2", "known_terms"), ("main", "terms")]
