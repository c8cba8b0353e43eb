"""The inspectors: the talent pool, training and promotion, and the award for good reports."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random

from inspection.demonstration.chance import around, between, days, known, pick, stream, workday
from inspection.demonstration.rounds import Inspection, Round

POOLED = {2016: 46, 2017: 18, 2018: 16, 2019: 12, 2020: 9, 2021: 34, 2022: 15, 2023: 14, 2024: 12, 2025: 8}
SPECIALTIES = {
    "discipline": 26, "organisation": 14, "finance": 20, "audit": 12, "law": 10, "engineering": 8, "data": 4,
    "other": 6,
}
AWARD_YEARS = (2023, 2024)
AWARDED = 5


def talent_pool(seed: int, as_of: date) -> list[dict]:
    """One row for each stay in the pool. Some leave, some of them as unfit; a few come back in a later year."""
    rng = stream(seed, "talent_pool")
    rows: list[dict] = []
    for year, number in POOLED.items():
        admitted_on = workday(date(year, 2, 20) if year > 2016 else date(2016, 8, 22))
        for _ in range(number):
            rows.append(_stay(rng, f"RC{len(rows) + 1:03}", admitted_on, as_of))
    returning = [row for row in rows if row["left_reason"] in ("job", "other") and row["left_on"].year < 2023]
    for row in rng.sample(returning, min(5, len(returning))):
        back_on = workday(date(row["left_on"].year + 2, 2, 20))
        rows.append({"person_code": row["person_code"], "joined_on": back_on, "specialty": row["specialty"]})
    return sorted(rows, key=lambda row: (row["joined_on"], row["person_code"]))


def staff_events(seed: int, held: Sequence[Round], inspected: Sequence[Inspection], as_of: date) -> list[dict]:
    """Trainings, people called up, secondments, selections, promotions and honours."""
    rng = stream(seed, "staff_events")
    drawn: list[tuple[date, str, int, str | None]] = []
    for one in held:
        teams = len({each.team for each in inspected if each.round_id == one.round_id})
        called = teams * rng.randint(4, 7)
        drawn.append((workday(one.started_on - days(rng, 9, 12)), "pool_borrowed", called, None))
        drawn.append((workday(one.started_on - days(rng, 4, 6)), "training", called + rng.randint(5, 30), None))
    for year in range(2017, as_of.year + 1):
        drawn.append((workday(date(year, rng.choice((4, 5, 11)), 10)), "training", rng.randint(60, 140), None))
        drawn += [(_in(rng, year), "secondment", rng.randint(1, 3), None) for _ in range(rng.randint(2, 4))]
        drawn.append((_in(rng, year), "selection", rng.randint(1, 5), None))
        for kind, most in (("promotion", 3), ("exchange", 3), ("entrusted", 2)):
            drawn += [(_in(rng, year), kind, 1, _code(rng, year)) for _ in range(rng.randint(0, most))]
        honoured_on = workday(date(year, 1, 24))
        if year >= 2019:
            drawn += [(honoured_on, "star", 1, _code(rng, year)) for _ in range(rng.randint(1, 2))]
            drawn += [(honoured_on, "commendation", 1, _code(rng, year)) for _ in range(rng.randint(2, 4))]
    happened = sorted((one for one in drawn if one[0] <= as_of), key=lambda one: (one[0], one[1], one[3] or ""))
    return [
        {"event_id": f"DW{n:03}", "kind": kind, "held_on": held_on, "persons": persons, "person_code": code}
        for n, (held_on, kind, persons, code) in enumerate(happened, 1)
    ]


def report_scores(seed: int, inspected: Sequence[Inspection]) -> list[dict]:
    """The judges' scores of the reports entered for each award year: one report of each team of that year."""
    rng = stream(seed, "report_scores")
    rows = []
    for award_year in AWARD_YEARS:
        by_team: dict[tuple[str, str], list[Inspection]] = {}
        for one in inspected:
            if one.reported_on and one.reported_on.year == award_year:
                by_team.setdefault((one.round_id, one.team), []).append(one)
        entered = [rng.choice(of_team) for of_team in by_team.values()]
        scored: list[tuple[Inspection, dict[str, Decimal]]] = []
        for one in entered:
            worth = rng.gauss(86, 4)
            judges = sorted(rng.sample([f"PW{n}" for n in range(1, 8)], rng.randint(5, 7)))
            # Each judge has a level of his own: PW3 is strict, PW6 is mild.
            lean = {"PW3": -2.5, "PW6": 1.8}
            scored.append((one, {judge: _score(rng, worth + lean.get(judge, 0)) for judge in judges}))
        best = sorted(scored, key=lambda each: -sum(each[1].values()) / len(each[1]))[:AWARDED]
        awarded = [one.inspection_id for one, _ in best]
        for one, scores in scored:
            rows += [
                {"award_year": award_year, "inspection_id": one.inspection_id, "judge": judge, "score": score,
                 "awarded": one.inspection_id in awarded}
                for judge, score in scores.items()
            ]
    return rows


def _stay(rng: Random, person_code: str, joined_on: date, as_of: date) -> dict:
    leaves = rng.random() < 0.34
    left_on = known(workday(joined_on + days(rng, 200, 1900)), as_of) if leaves else None
    reason = pick(rng, {"job": 58, "unfit": 18, "health": 8, "violation": 3, "other": 13})
    return {
        "person_code": person_code, "joined_on": joined_on, "left_on": left_on,
        "left_reason": reason if left_on else None, "specialty": pick(rng, SPECIALTIES),
    }


def _in(rng: Random, year: int) -> date:
    return between(rng, date(year, 1, 8), date(year, 12, 20))


def _code(rng: Random, year: int) -> str:
    """Somebody who was in the pool before that year; the codes were given in the order of joining."""
    return f"RC{rng.randint(1, sum(n for joined, n in POOLED.items() if joined < year)):03}"


def _score(rng: Random, worth: float) -> Decimal:
    return Decimal(around(rng, worth * 10, 22, 600, 990)) / 10
