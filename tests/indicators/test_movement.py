"""Why a figure moved: the parts add up exactly, and agree with a plain second implementation, thing by thing."""

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

import pandas as pd
import pytest

from inspection.indicators import PARTS, evaluate, headlines, indicators, movement
from inspection.warehouse import Store, dictionary, ledger_tables, open_mart, table_mart
from tests.second.county import columns_of
from tests.second.random_county import random_county

CLOCK = datetime(2025, 10, 8, 9, 30)
LEAVES = ("ballots", "recoveries", "accountability", "clue_reviews", "measures", "publications", "staff_events")
SEEDS = (11, 17)


def altered(draw: Random, ledgers: dict[str, list[tuple]]) -> dict[str, list[tuple]]:
    """The same county a month on: rows that nothing refers to come and go, dates and outcomes are written otherwise."""
    found = {}
    for name, rows in ledgers.items():
        columns = {c.name: c for c in dictionary().ledgers[name].columns}
        at = {column: i for i, column in enumerate(columns)}
        result = []
        for row in rows:
            if name in LEAVES and draw.random() < 0.25:
                continue
            row = list(row)
            for column, of in columns.items():
                if of.type == "date" and not of.key and row[at[column]] and draw.random() < 0.15:
                    row[at[column]] += timedelta(days=draw.choice((-400, -1, 1, 60)))
            if name == "clues" and draw.random() < 0.4:
                concluded = draw.random() < 0.7
                row[at["outcome"]] = draw.choice(("substantiated", "unsubstantiated")) if concluded else "pending"
                row[at["concluded_on"]] = row[at["transferred_on"]] + timedelta(days=200) if concluded else None
            if name == "findings" and draw.random() < 0.3:
                row[at["completion"]], row[at["completed_on"]] = "done", row[at["found_on"]] + timedelta(days=90)
            result.append(tuple(row))
        found[name] = result
    return found


@pytest.fixture(scope="module", params=SEEDS)
def versions(request, tmp_path_factory):
    """Two versions of a random county on two days, as ledgers and as marts."""
    draw, made = Random(request.param), random_county(request.param)
    store = Store(tmp_path_factory.mktemp("movement"))
    days = sorted(draw.sample(made.days, 2)) if request.param != SEEDS[-1] else [made.days[0]] * 2
    pair = [(altered(draw, made.ledgers), day) for day in days]
    marts = [
        open_mart(store.publish(ledger_tables(ledgers), as_of=day, files=(), built_at=CLOCK)) for ledgers, day in pair
    ]
    yield pair, marts
    for mart in marts:
        mart.close()


@pytest.mark.long
def test_before_plus_all_parts_is_after_for_every_indicator_and_both_ends_are_the_figures(versions):
    _, (older, newer) = versions
    parts = 0
    whole = older.as_of != newer.as_of  # all of them once; of a second county every third
    for id, definition in list(indicators().items())[:: 1 if whole else 3]:
        by = ("term",) if definition.shape.grain == "term" else ("year",)
        figures = [
            {
                tuple(None if pd.isna(v) else v for v in row[:1]): row[1:4]
                for row in evaluate(mart, id, by=by).astype(object).itertuples(index=False, name=None)
            }
            for mart in (older, newer)
        ]
        for found in movement(older, newer, id, by=by):
            for counts, figure in ((found.before, figures[0]), (found.after, figures[1])):
                numerator, denominator, pending = figure.get(found.group, (0, 0, 0))
                assert float(counts.numerator) == pytest.approx(float(numerator), abs=1e-6), (id, found)
                if definition.rate:
                    assert (counts.denominator, counts.pending) == (denominator, pending), (id, found)
            for name in ("numerator", "denominator", "pending"):
                change = getattr(found.after, name) - getattr(found.before, name)
                assert sum(getattr(part, name) for part in found.parts) == change, (id, found)
            kinds = [part.kind for part in found.parts]
            assert kinds == [kind for kind in PARTS if kind in kinds]
            parts += len(found.parts)
    assert parts > (100 if whole else 20)


def rows_by_key(ledgers: dict, name: str) -> dict:
    """Key -> row as a dict."""
    keys = [c.name for c in dictionary().ledgers[name].key]
    rows = [dict(zip(columns_of(name), row, strict=True)) for row in ledgers[name]]
    return {tuple(row[k] for k in keys): row for row in rows}


def clue(row: dict | None, day: date) -> tuple | None:
    """A clue's year and its counts in the verification rate; None while it does not exist."""
    if row is None or row["transferred_on"] > day:
        return None
    by_then = row["concluded_on"] <= day if row["concluded_on"] else bool(row["concluded_undated"])
    ended = by_then and row["outcome"] != "pending"
    found = row["outcome"] in ("substantiated", "partly")
    return row["transferred_on"].year, (int(ended and found), int(ended), int(not ended))


def finding(row: dict | None, day: date) -> tuple | None:
    """A finding's year and its counts in the overdue rate; None while it is not past due."""
    if row is None or row["found_on"] > day or row["due_on"] is None or row["due_on"] >= day:
        return None
    by_then = row["completed_on"] <= day if row["completed_on"] else bool(row["completed_undated"])
    done = by_then and row["completion"] == "done"
    return row["due_on"].year, (int(not done), 1, 0)


def recovery(row: dict | None, day: date) -> tuple | None:
    if row is None or row["recovered_on"] > day:
        return None
    return row["recovered_on"].year, (row["amount_wan"] or Decimal(0), 0, 0)


def by_hand(pair, name: str, counted) -> dict[tuple, tuple]:
    """(year, part) -> things, numerator, denominator, pending: one thing after the other, step by step."""
    (older, then), (newer, now) = pair
    before, after = rows_by_key(older, name), rows_by_key(newer, name)
    found: dict[tuple, list] = {}
    for key in before.keys() | after.keys():
        b_then, n_then = counted(before.get(key), then), counted(after.get(key), then)
        n_now, b_now = counted(after.get(key), now), counted(before.get(key), now)
        waiting = [reading is not None and reading[1][2] > 0 for reading in (b_then, n_then)]
        if key not in before:
            first = "late"
        elif key not in after:
            first = "removed"
        else:
            first = "late_outcome" if waiting[0] and not waiting[1] else "corrected"
        if key not in before and n_then is None:
            second = "new"
        else:
            second = "time" if b_now == n_now else "since"
        for kind, (start, end) in ((first, (b_then, n_then)), (second, (n_then, n_now))):
            step: Counter = Counter()
            for sign, reading in ((-1, start), (1, end)):
                for at, count in enumerate(reading[1] if reading else ()):
                    step[reading[0], at] += sign * count
            for year in {year for (year, at), count in step.items() if count}:
                sums = found.setdefault((year, kind), [0, 0, 0, 0])
                for at, more in enumerate((1, *(step[year, i] for i in range(3)))):
                    sums[at] += more
    return {place: tuple(sums) for place, sums in found.items()}


@pytest.mark.parametrize(
    "id, ledger, counted",
    [
        ("clue_verification_rate", "clues", clue),
        ("overdue_rate", "findings", finding),
        ("recovered_wan", "recoveries", recovery),
    ],
)
def test_each_part_agrees_with_a_plain_walk_over_the_rows(versions, id, ledger, counted):
    pair, (older, newer) = versions
    found = {
        (m.group[0], p.kind): (p.things, p.numerator, p.denominator, p.pending)
        for m in movement(older, newer, id, by=("year",))
        for p in m.parts
    }
    assert found == by_hand(pair, ledger, counted)


def test_each_reason_is_told_apart_in_a_table_somebody_can_check():
    """Seven clues between 30 June and 30 September, one for each reason."""

    def row(id: int, transferred: str, outcome: str = "pending", concluded: str | None = None) -> dict:
        made = {"clue_id": id, "inspection_id": "I1", "transferred_on": transferred}
        return made | {"outcome": outcome, "concluded_on": concluded}

    june = [
        row(1, "2024-03-01"),
        row(2, "2024-03-01", "substantiated", "2024-09-01"),
        row(3, "2024-03-01", "unable", "2024-09-01"),
        row(4, "2024-03-01"),
        row(7, "2024-03-01", "substantiated", "2025-08-01"),
    ]
    september = [
        row(1, "2024-03-01", "substantiated", "2025-06-01"),  # concluded in June, written down later
        row(2, "2024-03-01", "unsubstantiated", "2024-09-01"),  # the outcome is put right
        row(4, "2024-03-01", "substantiated", "2025-08-15"),  # concluded since
        row(5, "2024-05-01"),  # transferred long ago, written down later
        row(6, "2025-07-01"),  # transferred since
        row(7, "2024-03-01", "substantiated", "2025-08-01"),  # was known to come: the day has passed
    ]
    older = table_mart({"clues": june}, date(2025, 6, 30))
    newer = table_mart({"clues": september}, date(2025, 9, 30))
    found = movement(older, newer, "clue_verification_rate", by=("year",))
    assert [m.group for m in found] == [(2024,), (2025,)]
    assert {p.kind: (p.things, p.numerator, p.denominator, p.pending) for p in found[0].parts} == {
        "late": (1, 0, 0, 1),
        "late_outcome": (1, 1, 1, -1),
        "corrected": (1, -1, 0, 0),
        "removed": (1, 0, -1, 0),
        "since": (1, 1, 1, -1),
        "time": (1, 1, 1, -1),
    }
    assert [(p.kind, p.things, p.pending) for p in found[1].parts] == [("new", 1, 1)]
    assert found[0].values == (1 / 2, 3 / 4)
    told = headlines(older, newer, figures=(("clue_verification_rate", "year"), ("findings", "year")))
    assert [(m.id, m.group) for m in told] == [("clue_verification_rate", (2024,)), ("clue_verification_rate", (2025,))]


def test_an_outcome_of_an_unknown_day_moves_nothing_where_both_versions_hold_it_and_is_never_told_as_an_event():
    def row(id: int, outcome: str, undated: bool | None) -> dict:
        made = {"clue_id": id, "inspection_id": "I1", "transferred_on": "2024-03-01", "outcome": outcome}
        return made | {"concluded_undated": undated}

    june = [row(1, "substantiated", True), row(2, "pending", None)]
    september = [row(1, "substantiated", True), row(2, "unable", True)]
    older = table_mart({"clues": june}, date(2025, 6, 30))
    newer = table_mart({"clues": september}, date(2025, 9, 30))
    (found,) = movement(older, newer, "clue_conclusion_rate")
    assert [(p.kind, p.things, p.numerator) for p in found.parts] == [("late_outcome", 1, 1)]
    (found,) = movement(newer.at(date(2025, 6, 30)), newer, "clue_conclusion_rate")
    assert (found.before.numerator, found.after.numerator) == (0, 2)
    assert [(p.kind, p.things, p.numerator) for p in found.parts] == [("undated", 2, 2)]
    (found,) = movement(newer.at(date(2025, 6, 30)), newer.at(date(2025, 8, 31)), "clue_conclusion_rate")
    assert (found.before.numerator, found.after.numerator, found.parts) == (0, 0, ())


def test_the_same_version_twice_moves_nothing(versions):
    _, (older, _) = versions
    assert headlines(older, older) == ()


def test_the_largest_amounts_of_the_contract_add_up_exactly_between_versions(tmp_path):
    largest, n = Decimal("999999999999.999999"), 20
    made = random_county(SEEDS[0])
    columns = [c.name for c in dictionary().ledgers["recoveries"].columns]
    org_id = made.ledgers["organisations"][0][0]
    rows = []
    for number in range(n):
        said = {"recovery_id": f"V{number}", "org_id": org_id, "recovered_on": date(2020, 5, 5), "amount_wan": largest}
        rows.append(tuple(said.get(name) for name in columns))
    store = Store(tmp_path)
    pair = []
    for some in (rows[:1], rows):
        ledgers = ledger_tables(made.ledgers | {"recoveries": some})
        pair.append(open_mart(store.publish(ledgers, as_of=max(made.days), files=(), built_at=CLOCK)))
    (found,) = movement(*pair, "recovered_wan")
    assert (found.before.numerator, found.after.numerator) == (largest, largest * n)
    assert [(part.kind, part.numerator) for part in found.parts] == [("late", largest * (n - 1))]
    for mart in pair:
        mart.close()
