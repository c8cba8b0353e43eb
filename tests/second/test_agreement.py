"""Every indicator against its second implementation, on counties that go wrong in every way the contract allows."""

import os
from datetime import date
from functools import cache
from random import Random

import pandas as pd
import pytest

from inspection.indicators import FIGURES, SETTLED, evaluate, indicators
from inspection.statistics import wilson
from inspection.warehouse import Mart, ledger_tables, memory_mart, settings
from inspection.warehouse.known import QUERIES, split
from tests.second.counts import DISTINCT
from tests.second.county import County
from tests.second.figures import COMMON, INDICATORS, NOT_OF_A_TERM, figures
from tests.second.plain import RATES, TERM_RATES
from tests.second.random_county import RandomCounty, random_county
from tests.second.windows import DAYS, DUE, PAST_DUE

LONG = bool(os.environ.get("INSPECTION_LONG"))
SEEDS = range(40) if LONG else (*range(12), 17, 20, 28, 29)
"""All, or those with many rows and, between them, every case."""
NAMES = [id for id in indicators() if id in INDICATORS]
ALONE = {path.stem: split(path)[0].get("counted_once") for path in (QUERIES / "indicators").glob("*.sql")}
"""Indicator -> the reason, given in its header, why nothing counts it a second time; None where it gives none."""


@cache
def mounted(seed: int) -> tuple[RandomCounty, County, Mart]:
    made = random_county(seed)
    return made, County(made.ledgers, made.made_up_to), memory_mart(ledger_tables(made.ledgers), made.made_up_to)


@cache
def fullest_counties() -> list[int]:
    return sorted(SEEDS, key=lambda seed: sum(map(len, mounted(seed)[0].ledgers.values())), reverse=True)[: 3 if LONG else 2]


def plain(value: object) -> object:
    """A cell as Python has it: missing as None, numbers as int where they are whole."""
    if pd.isna(value):
        return None
    if isinstance(value, float):
        return round(value, 6)
    return value.item() if hasattr(value, "item") else value


def by_sql(mart: Mart, name: str, by: tuple[str, ...], **asked: object) -> dict[tuple, tuple]:
    """Group -> (numerator, denominator, pending) from the queries, of a rate twice: of everything and of what has had its
    time; values, intervals and how many are too young are checked on the way."""
    frame = evaluate(mart, name, by=by, **asked)
    undated = frame.pop("undated").tolist() if indicators()[name].undated else None
    if not indicators()[name].rate:
        return with_undated(figures_of(frame, name, by, FIGURES), undated)
    assert list(frame.columns) == [*by, *FIGURES, *SETTLED, "young"]
    everything, settled = (figures_of(frame[[*by, *columns]], name, by, columns) for columns in (FIGURES, SETTLED))
    outside = indicators()[name].pending == "outside"
    sizes = [[whole + outside * pending for _, whole, pending in part.values()] for part in (everything, settled)]
    assert frame["young"].tolist() == [a - b for a, b in zip(*sizes, strict=True)]
    return with_undated({group: (figure, settled[group]) for group, figure in everything.items()}, undated)


def with_undated(found: dict[tuple, tuple], undated: list[int] | None) -> dict[tuple, tuple]:
    """Each figure with how many things have an outcome of an unknown day behind it, where the indicator tells them."""
    if undated is None:
        return found
    return {group: (*figure, n) for (group, figure), n in zip(found.items(), undated, strict=True)}


def figures_of(frame: pd.DataFrame, name: str, by: tuple[str, ...], columns: tuple[str, ...]) -> dict[tuple, tuple]:
    assert list(frame.columns) == [*by, *columns]
    found = {}
    for row in frame.itertuples(index=False, name=None):
        group, (numerator, denominator, pending, value, low, high) = row[: len(by)], map(plain, row[len(by) :])
        group = tuple(plain(cell) for cell in group)
        assert group not in found, f"{name} has two rows for {group}"
        found[group] = (numerator, denominator, pending)
        if not indicators()[name].rate:
            assert (value, low, high) == (numerator, None, None)
        elif denominator == 0:
            assert (value, low, high) == (None, None, None)
        else:
            assert value == pytest.approx(numerator / denominator, abs=1e-6)
            expected = (None, None) if indicators()[name].census else wilson(numerator, denominator)
            assert (low, high) == pytest.approx(expected, abs=1e-6)
    return found


def by_hand(county: County, name: str, by: tuple[str, ...], **asked: object) -> dict[tuple, tuple]:
    found = figures(county, name, by, **asked)
    lack = figures(county, name, by, undated=True, **asked)
    undated = [n for (n,) in lack.values()] if indicators()[name].undated else None
    assert undated or not any(n for (n,) in lack.values())
    if indicators()[name].rate:
        settled = figures(county, name, by, settled=True, **asked)
        return with_undated({group: (figure, settled[group]) for group, figure in found.items()}, undated)
    if name not in ("recovered_wan", "returned_wan"):
        return with_undated(found, undated)
    return {group: (round(float(total), 6), *rest) for group, (total, *rest) in found.items()}


def dimensions(name: str) -> list[str]:
    if name in TERM_RATES:
        return [dimension for dimension in COMMON if dimension not in NOT_OF_A_TERM]
    return [*COMMON, *indicators()[name].own_codes]


@pytest.mark.parametrize("id", indicators())
def test_an_indicator_is_counted_a_second_time_or_its_header_says_why_not(id):
    assert (id in INDICATORS) != bool(ALONE[id]), (
        f"{id}: count it again in tests/second, or give the reason as counted_once in its header, not both"
    )


def test_no_second_implementation_is_of_an_indicator_that_is_gone():
    assert set(INDICATORS) <= set(indicators())


def test_the_windows_are_those_of_the_headers():
    """Days in the header, or the default of the setting it names, or none but the due date; the same in both."""
    found = {}
    for name, definition in indicators().items():
        if window := definition.window:
            days = window.length(settings())
            found[name] = PAST_DUE if days is None else days
            assert (window.due == "due_on") == (name in DUE), name
    assert found == DAYS


def test_what_is_implemented_twice_is_the_same_kind_of_figure_in_both():
    for name in NAMES:
        defined = indicators()[name]
        assert defined.rate == (name in RATES or name in TERM_RATES), name
        assert bool(defined.shape.distinct) == (name in DISTINCT), name
        assert (defined.shape.grain == "term") == (name in TERM_RATES), name


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_both_implementations_agree_on_a_random_county_whatever_the_day_and_the_grouping(seed):
    county, ledgers, mart = mounted(seed)
    random = Random(seed)
    for name in NAMES:
        by = tuple(random.sample(dimensions(name), random.choice((0, 1, 2, 2))))
        as_of = random.choice(county.days)
        assert by_sql(mart, name, by, as_of=as_of) == by_hand(ledgers, name, by, as_of=as_of), (name, by, as_of)


@pytest.mark.parametrize("seed", SEEDS[::2])
def test_both_implementations_agree_under_filters_and_within_a_period(seed):
    county, ledgers, mart = mounted(seed)
    random = Random(seed)
    for name in NAMES:
        as_of = random.choice(county.days)
        along, by = random.choice(dimensions(name)), (random.choice(dimensions(name)),)
        values = sorted({group[0] for group in by_hand(ledgers, name, (along,), as_of=as_of)}, key=str)
        asked = {"as_of": as_of, "where": {along: random.sample(values, min(2, len(values)))}}
        if name not in TERM_RATES:
            asked |= {"from_date": random.choice(county.days), "to_date": random.choice((None, *county.days))}
        assert by_sql(mart, name, by, **asked) == by_hand(ledgers, name, by, **asked), (name, by, asked)


@pytest.mark.parametrize("name", NAMES)
def test_both_implementations_agree_along_every_dimension_on_every_boundary_day(name):
    for turn, seed in enumerate(fullest_counties()):
        county, ledgers, mart = mounted(seed)
        able = dimensions(name)
        own_days = sorted({item.dated_on for item in INDICATORS[name](ledgers, date.max) if item.dated_on})
        for at, as_of in enumerate((*county.days[:9], *own_days[:4], *own_days[-2:])):
            if not LONG and at % 2 != turn:  # one county on every other of its days, the next on those between
                continue
            by = (able[(at + seed) % len(able)],)
            assert by_sql(mart, name, by, as_of=as_of) == by_hand(ledgers, name, by, as_of=as_of), (seed, by, as_of)


def test_the_random_counties_between_them_reach_every_case_an_indicator_has():
    """Guards the generator: an indicator that only ever met empty ledgers would agree with anything."""
    met: dict[str, set[str]] = {name: set() for name in NAMES}
    for seed in SEEDS:
        county, ledgers, _ = mounted(seed)
        for as_of in county.days[:4]:
            for name in NAMES:
                for numerator, denominator, pending in figures(ledgers, name, ("org",), as_of=as_of).values():
                    met[name] |= {"some"} if numerator else {"none"}
                    met[name] |= {"pending"} if pending else set()
                    met[name] |= {"not all"} if denominator and numerator < denominator else set()
                    met[name] |= {"empty"} if denominator == 0 else set()
    for name, cases in met.items():
        rate = name in RATES or name in TERM_RATES
        expected = {"some", "not all"} if rate else {"some"}
        expected |= {"pending"} if indicators()[name].pending != "none" else set()
        expected |= {"empty"} if indicators()[name].pending == "outside" else set()
        assert expected <= cases, (name, cases)
