"""What is added up from an indicator's facts in memory is what its statement says: every group, digit, type and order."""

import os
from datetime import date
from functools import cache
from random import Random

import pytest
from pandas import isna
from pandas.testing import assert_frame_equal

from inspection.indicators import Indicator, evaluate, evaluate_whole, facts_of, indicators, waits
from inspection.warehouse import Mart, Settings, ledger_tables, memory_mart, settings, table_mart
from inspection.warehouse.day import Day, Ground
from inspection.warehouse.facts import Facts, Places, places
from tests.second.random_county import random_county

LONG = bool(os.environ.get("INSPECTION_LONG"))
SEEDS = range(20) if LONG else (17, 28)
QUESTIONS = 12 if LONG else 2


@cache
def mounted(seed: int) -> tuple[Mart, Places, tuple[date, ...]]:
    county = random_county(seed)
    mart = memory_mart(ledger_tables(county.ledgers), county.made_up_to)
    return mart, places(mart), tuple(day for day in county.days if day.year < 2030)


def ruled_otherwise() -> Settings:
    """Every ruling and limit as an office might have it instead."""
    turned = {"ruling": lambda value: 1 - value if value in (0, 1) else value, "limit": lambda value: value + 40}
    return Settings(
        tuple(
            (s, k, turned[s](v)) if s in turned and not isinstance(v, str) else (s, k, v)
            for s, k, v in settings().entries
        )
    )


def asked(definition: Indicator, facts: Facts, days: tuple[date, ...], chance: Random) -> dict[str, object]:
    """A random question: groups, filters (values that are there, the empty one, one that is nowhere), a period."""
    by = tuple(chance.sample(definition.dimensions, chance.choice((0, 1, 1, 2, 3))))
    where = {}
    for name in chance.sample(definition.dimensions, chance.choice((0, 0, 1, 2))):
        values = [*facts.axes[name].values, None, 9999 if name in ("year", "term") else "nowhere"]
        where[name] = tuple(chance.sample(values, min(len(values), chance.choice((1, 2, 5)))))
    if definition.shape.grain == "term":
        return {"by": by, "where": where}
    return {
        "by": by,
        "where": where,
        "from_date": chance.choice((None, *days)),
        "to_date": chance.choice((None, None, *days)),
    }


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_any_question_has_the_same_answer_from_the_facts(seed):
    mart, where, days = mounted(seed)
    chance, ground = Random(seed), Ground()
    for id, definition in indicators().items():
        for set, as_of in ((settings(), mart.as_of), (ruled_otherwise(), chance.choice(days))):
            day = chance.choice((None, Day(ground, as_of, set)))
            held = facts_of(mart, id, where, as_of=as_of, settings=set, day=day)
            for question in (asked(definition, held, days, chance) for _ in range(QUESTIONS)):
                said = evaluate(mart, id, as_of=as_of, settings=set, **question)
                found = evaluate(mart, id, as_of=as_of, settings=set, held=held, **question)
                assert_frame_equal(said, found, check_exact=True, obj=f"{id} of county {seed} on {as_of}, {question}")
                del question["by"]
                frame = evaluate(mart, id, as_of=as_of, settings=set, **question)
                said = {name: None if frame[name].isna()[0] else frame[name][0] for name in frame}
                for facts in (None, held):
                    found = evaluate_whole(mart, id, as_of=as_of, settings=set, held=facts, **question)
                    assert {name: None if isna(value) else value for name, value in found.items()} == said, (id, question)
                if definition.window and definition.window.reached:
                    said, found = (waits(mart, id, as_of=as_of, settings=set, **question, held=h) for h in (None, held))
                    assert_frame_equal(said, found, check_exact=True, obj=f"waits of {id} of county {seed}, {question}")


def test_the_facts_of_one_day_or_one_ruling_are_not_those_of_another():
    done = [("done", "2024-03-01"), ("done", "2024-09-01"), ("mostly_done", "2024-03-01")]
    mart = table_mart(
        {
            "inspections": [{"inspection_id": "I", "org_id": "A", "feedback_on": "2024-01-10"}],
            "findings": [
                {
                    "finding_id": str(n),
                    "inspection_id": "I",
                    "found_on": "2024-01-01",
                    "completion": how,
                    "completed_on": day,
                }
                for n, (how, day) in enumerate(done)
            ],
        }
    )
    figures = {
        (str(day), name): int(evaluate(mart, "completion_rate", held=held)["numerator"][0])
        for day in (date(2024, 6, 1), date(2024, 12, 1))
        for name, set in (("default", settings()), ("ruled", ruled_otherwise()))
        for held in [facts_of(mart, "completion_rate", places(mart), as_of=day, settings=set)]
    }
    days = ("2024-06-01", "2024-12-01")
    assert figures == dict(
        zip([(day, name) for day in days for name in ("default", "ruled")], (1, 2, 2, 3), strict=True)
    )


def test_what_is_too_much_to_be_added_up_in_memory_is_left_to_the_statement(monkeypatch):
    def held(amounts: list[str]) -> Facts | None:
        rows = [{"recovery_id": str(n), "recovered_on": "2024-01-01", "amount_wan": a} for n, a in enumerate(amounts)]
        mart = table_mart({"recoveries": rows})
        return facts_of(mart, "recovered_wan", places(mart), as_of=mart.as_of, settings=settings())

    assert held(["4503599627", "4503599627"]) is not None
    assert held(["4503599627", "4503599628"]) is None  # in millionths one more than floating point adds up exactly
    monkeypatch.setattr("inspection.warehouse.facts.MOST", 2)
    assert held(["1", "1"]) is not None
    assert held(["1", "1", "1"]) is None
