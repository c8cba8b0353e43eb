"""Tables against their second implementation, on counties that go wrong in every way the contract allows."""

import os
from collections import Counter
from datetime import date
from functools import cache

import pytest

from inspection.demonstration import county
from inspection.indicators import read_table
from inspection.warehouse import Mart, Settings, ledger_tables, memory_mart, settings
from tests.second.county import County
from tests.second.random_county import random_county
from tests.second.tables import TABLES
from tests.second.test_agreement import plain

LONG = bool(os.environ.get("INSPECTION_LONG"))
SEEDS = range(8)
DEMONSTRATION = -1  # the invented county, as large as a real one
KEYS = {
    "clue_resolution": (("year", "days", "outcome", "watched"), "clues"),
    "rectification_pace": (("round_id", "ending", "days", "watched", "reached"), "findings"),
    "ranking_votes": (("org_id", "voter_group", "grade"), "votes"),
    "ranking_items": (("org_id", "is_settled", "is_done", "is_due", "is_on_time"), "findings"),
}
STATES = (
    *("fed_back", "settled", "settled_done", "settled_closed_off", "closed_off", "done_not_closed", "mostly_done"),
    *("not_done", "done", "reopened", "due", "overdue"),
    *("overdue_upto_30", "overdue_upto_90", "overdue_over_90"),
)


@cache
def mounted(seed: int) -> tuple[County, Mart, tuple[date, ...]]:
    if seed == DEMONSTRATION:
        ledgers, as_of = county()
        return County(ledgers, as_of), memory_mart(ledger_tables(ledgers), as_of), (as_of, date(2023, 6, 30), date(2019, 1, 1))
    made = random_county(seed)
    mart = memory_mart(ledger_tables(made.ledgers), made.made_up_to)
    return County(made.ledgers, made.made_up_to), mart, tuple(made.days)


def by_sql(mart: Mart, name: str, as_of: date) -> Counter:
    frame = read_table(mart, name, as_of=as_of)
    found: Counter = Counter()
    for row in frame.to_dict("records"):
        if name == "rectification_breakdown":
            for state in STATES:
                if row[state]:
                    found[row["breakdown"], plain(row["part"]), state] += int(row[state])
            continue
        key, count = KEYS[name]
        cells = tuple(plain(row[column]) for column in key)
        assert cells not in found, f"{name} has two rows for {cells}"
        found[cells] = int(row[count])
    return found


@pytest.mark.parametrize("seed", (*SEEDS, DEMONSTRATION))
@pytest.mark.parametrize("name", TABLES)
def test_both_implementations_of_a_table_agree_on_every_boundary_day(name, seed):
    ledgers, mart, days = mounted(seed)
    for as_of in days[:4]:
        assert by_sql(mart, name, as_of) == TABLES[name](ledgers, as_of), (name, as_of)


@pytest.mark.parametrize("name", TABLES)
def test_the_counties_fill_the_table(name):
    """Guards the generators: empty ledgers would agree with anything."""
    assert sum(bool(TABLES[name](mounted(seed)[0], day)) for seed in SEEDS for day in mounted(seed)[2][:6]) >= 6
    assert len(TABLES[name](mounted(DEMONSTRATION)[0], mounted(DEMONSTRATION)[2][0])) > 40


@pytest.mark.parametrize("seed", (*SEEDS, DEMONSTRATION))
def test_what_the_rank_intervals_are_drawn_from_adds_up_to_the_ranking_itself(seed):
    ledgers, mart, days = mounted(seed)
    as_of = days[0]
    ranking = read_table(mart, "rectification_ranking", as_of=as_of)
    votes, items = TABLES["ranking_votes"](ledgers, as_of), TABLES["ranking_items"](ledgers, as_of)
    for row in ranking.to_dict("records"):
        own = [(key[1:], n) for key, n in items.items() if key[0] == row["org_id"]]
        assert row["valid_votes"] == sum(n for key, n in votes.items() if key[0] == row["org_id"])
        assert row["settled"] == sum(n for (fed_back, *_), n in own if fed_back)
        assert row["settled_done"] == sum(n for (_, completed, *_), n in own if completed)
        assert row["due"] == sum(n for (_, _, due, _), n in own if due)
        assert row["on_time"] == sum(n for (*_, on_time), n in own if on_time)


def test_the_scores_of_the_ranking_are_the_same_to_the_last_digit_however_often_they_are_asked():
    """Whoever adds up fractions gets other last digits whenever the threads of the engine meet in another order."""
    weights = {group: 10.0 ** (at % 5) / 3 for at, group in enumerate(settings().section("voter_weight"))}
    entries = tuple((s, k, weights[k] if s == "voter_weight" else value) for s, k, value in settings().entries)
    _, mart, days = mounted(DEMONSTRATION)
    asked = [read_table(mart, "rectification_ranking", as_of=days[0], settings=Settings(entries)) for _ in range(25)]
    assert len({tuple(frame["ballots_score"].astype(float).map(float.hex)) for frame in asked}) == 1
