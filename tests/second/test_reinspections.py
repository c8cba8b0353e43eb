"""The table reinspection_promises against plain Python, on counties that inspect two organisations again and again."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from random import Random

import pytest

from inspection.indicators import read_table
from inspection.warehouse import Mart, ledger_tables, memory_mart
from tests.second.county import County, columns_of
from tests.second.plain import done, done_undated, found, happened
from tests.second.random_county import random_county
from tests.second.test_lists import EVER, SECOND_YEAR, cell
from tests.second.test_tables import DEMONSTRATION, mounted

COLUMNS = (
    *("finding_id", "org_id", "org_name", "org_class", "earlier_round_id", "category", "aspect"),
    *("reported_done", "closed_off", "found_again", "found_as", "inspection_id", "again_round_id", "onsite_start"),
)
SEEDS = (0, 1, 2, 8, 11, 17, 18, 20, DEMONSTRATION)


@cache
def crowded(seed: int) -> tuple[County, Mart, tuple[date, ...]]:
    """A random county whose inspections are all of two organisations, every other one a re-inspection, and whose findings repeat
    others far more often; the demonstration as it is."""
    if seed == DEMONSTRATION:
        return mounted(seed)
    made, chance = random_county(seed), Random(seed)
    drawn = County(made.ledgers, made.made_up_to).rows
    inspections, findings = drawn["inspections"], drawn["findings"]
    orgs = [row["org_id"] for row in drawn["organisations"]][:2]
    for at, row in enumerate(inspections):
        row["org_id"], row["kind"] = chance.choice(orgs), ("routine", "reinspection")[at % 2]
    for row in findings:
        if chance.random() < 0.6:
            row["repeat_of"] = chance.choice(findings)["finding_id"]
        row["reinspection_outcome"] = chance.choice(("reopened", "not_rectified", "new", None))
        stay = chance.choice(inspections)
        row["reopened_on"] = chance.choice((row["reopened_on"], None, stay["onsite_start"], stay["onsite_end"]))
    ledgers = {name: [tuple(row[column] for column in columns_of(name)) for row in rows] for name, rows in drawn.items()}
    return County(ledgers, made.made_up_to), memory_mart(ledger_tables(ledgers), made.made_up_to), tuple(made.days)


def by_hand(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    for task in county.rows["inspections"]:
        first, until = task["onsite_start"], task["onsite_end"]
        if not happened(first, as_of) or not start <= first <= end:
            continue
        if until is None or until > as_of:
            until = as_of
        before = [t for t in county.rows["inspections"] if t["org_id"] == task["org_id"] and t["onsite_start"] < first]
        if task["kind"] != "reinspection" or not before:
            continue
        last = max(before, key=lambda t: (t["onsite_start"], t["inspection_id"]))
        org = county.organisations[task["org_id"]]
        known = found(county, as_of)
        for one in known:
            if one["inspection_id"] != last["inspection_id"]:
                continue
            told = {
                f["reinspection_outcome"] for f in known
                if f["inspection_id"] == task["inspection_id"] and f["repeat_of"] == one["finding_id"]
            }
            back = one["reopened_on"] is not None and first <= one["reopened_on"] <= until
            was_done = done(one, as_of) and not done_undated(one) and one["completed_on"] < first
            if back:
                was_done = True
            elif done_undated(one):
                was_done = None
            found_as = "not_rectified" if "not_rectified" in told else None
            if back or "reopened" in told:
                found_as = "reopened"
            yield (
                *(one["finding_id"], last["org_id"], org["name"], org["org_class"], last["round_id"]),
                *(one["category"], one["aspect"], was_done),
                one["closed_off_on"] is not None and one["closed_off_on"] < first,
                *(back or bool(told), found_as, task["inspection_id"], task["round_id"], first),
            )


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_both_implementations_say_the_same_of_every_earlier_finding(seed):
    county, mart, days = crowded(seed)
    for as_of, start, end in [*((day, *EVER) for day in days[:6]), (days[0], *SECOND_YEAR), (days[1], days[1], days[1])]:
        frame = read_table(mart, "reinspection_promises", as_of=as_of, from_date=start, to_date=end)
        rows = Counter(tuple(map(cell, row)) for row in frame[list(COLUMNS)].itertuples(index=False, name=None))
        assert rows == Counter(tuple(map(cell, row)) for row in by_hand(county, as_of, start, end)), (as_of, start, end)


def test_the_counties_have_promises_of_every_kind():
    """Guards the generator: empty ledgers would agree with anything."""
    rows = [row for seed in SEEDS for day in crowded(seed)[2][:6] for row in by_hand(crowded(seed)[0], day, *EVER)]
    kinds = Counter((row[7], row[8], row[9], row[10]) for row in rows)
    for at, values in enumerate(((True, False, None), (True, False), (True, False), ("reopened", "not_rectified", None))):
        for value in values:
            assert sum(n for kind, n in kinds.items() if kind[at] is value or kind[at] == value) >= 5, (at, value)
