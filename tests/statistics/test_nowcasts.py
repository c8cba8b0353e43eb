"""The share in the end of a young cohort: by hand where it can be, calibrated on registers with vintages, refused under drift."""

import os

import pytest

from inspection.statistics import Cases, drift, nowcast
from inspection.statistics.nowcasts import _nearer
from tests.statistics.vintages import COHORTS, register

LONG = bool(os.environ.get("INSPECTION_LONG"))
REGISTERS, DRIFTING = (1200, 100) if LONG else (30, 12)
YOUNG = COHORTS - 1
LEAST_OPEN = 8
"""Of fewer open clues there is little to tell."""


def earlier(cohorts: int = 4, *rows: tuple[int, int, int]) -> list[tuple[int, int, int, int]]:
    return [(cohort, *row) for cohort in range(cohorts) for row in rows]


def test_where_every_clue_ends_at_one_age_with_one_share_the_open_ones_do_too():
    # of each earlier cohort half ended on day 100, the others on day 400; three of four of these were true, one of four of those
    rows = earlier(4, (100, 1, 10), (100, 2, 30), (400, 1, 30), (400, 2, 10))
    found = nowcast(Cases.of([*rows, (9, 100, 1, 10), (9, 100, 2, 30), (9, 200, 0, 40)]), 9)
    assert found.naive == 0.25 and found.open == 40
    assert found.expected == pytest.approx(0.5, abs=0.02)
    assert found.low < 0.5 < found.high and found.high - found.low < 0.2


def test_a_cohort_with_nothing_ended_is_expected_as_the_others_were():
    found = nowcast(Cases.of([*earlier(4, (100, 1, 30), (100, 2, 10)), (9, 10, 0, 20)]), 9)
    assert found.naive is None and found.expected == pytest.approx(0.75, abs=0.02)


def test_the_same_cases_give_the_same_numbers():
    cases, _ = register(3)
    assert nowcast(cases, YOUNG) == nowcast(cases, YOUNG)


def test_it_lies_from_the_mean_towards_the_share_so_far_by_a_fifth_of_the_spread_half_way_at_most():
    assert _nearer(0.6, 0.4, 0.05) == pytest.approx(0.59) and _nearer(0.4, 0.6, 0.05) == pytest.approx(0.41)
    assert _nearer(0.6, 0.59, 0.2) == pytest.approx(0.595) and _nearer(0.6, None, 0.2) == 0.6 and _nearer(0.6, 0.6, 0.2) == 0.6


def test_without_open_cases_or_too_little_to_learn_from_there_is_none():
    rows = earlier(4, (100, 1, 10), (100, 2, 10))
    assert nowcast(Cases.of([*rows, (9, 100, 1, 5)]), 9) is None
    assert nowcast(Cases.of([*earlier(2, (100, 1, 50)), (9, 100, 0, 5)]), 9) is None
    assert nowcast(Cases.of([*earlier(4, (100, 1, 7)), (9, 100, 0, 5)]), 9) is None, "28 ends"
    assert drift(Cases.of(earlier(2, (100, 1, 50)))) is None


def test_on_registers_with_vintages_the_band_holds_four_in_five_and_it_is_nearer_than_the_rate_so_far():
    held = nearer = told = refused = 0
    off = off_so_far = 0.0
    for seed in range(REGISTERS):
        cases, ended = register(seed)
        if drift(cases) < 1:
            refused += 1
            continue
        found = nowcast(cases, YOUNG)
        if found is None or found.open < LEAST_OPEN or found.naive is None:
            continue
        told += 1
        held += found.low <= ended[YOUNG] <= found.high
        errors = abs(found.expected - ended[YOUNG]), abs(found.naive - ended[YOUNG])
        nearer += errors[0] < errors[1]
        off, off_so_far = off + errors[0], off_so_far + errors[1]
    found = {"held": held, "nearer": nearer, "off": off, "off so far": off_so_far}
    print(f"{REGISTERS} registers, {told} told, {refused} refused:", {name: n / told for name, n in found.items()})
    low, high, least = (0.75, 0.85, 0.8) if LONG else (0.62, 0.95, 0.6)  # of a sample: some two standard errors lower
    assert off < (0.5 if LONG else 0.65) * off_so_far
    assert told > REGISTERS * 0.7
    assert low <= held / told <= high
    assert nearer / told >= least


def test_delays_that_drift_are_refused_and_steady_ones_rarely_are():
    drifting = sum(drift(register(seed, drift=1.15)[0]) < 1 for seed in range(DRIFTING))
    faster = sum(drift(register(seed, drift=1 / 1.15)[0]) < 1 for seed in range(DRIFTING))
    steady = sum(drift(register(seed)[0]) < 1 for seed in range(DRIFTING))
    print(f"refused of {DRIFTING}: slower {drifting}, faster {faster}, steady {steady}")
    assert min(drifting, faster) >= 0.9 * DRIFTING and steady <= 0.25 * DRIFTING
