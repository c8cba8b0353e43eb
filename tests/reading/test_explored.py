"""The explorer lists values in the office's order where it has one, else by pinyin; the empty ones last."""

from datetime import date

import pandas as pd
import pytest

from inspection.reading.answers import Source
from inspection.reading.asked import Asked
from inspection.reading.explored import groups_in_order, has_interval, in_order, keeps_order, of_unlike, values
from inspection.warehouse import ledger_tables, memory_mart, settings
from tests.reading.county import COUNTY
from tests.small import source as office_of
from tests.small import view_of
from tests.ui.dashboard import AS_OF, small_county


@pytest.fixture
def source() -> Source:
    mart = memory_mart(ledger_tables(small_county()), AS_OF)
    return Source(mart, settings(), None)


def asked(by: tuple[str, ...], of: tuple[str, str] = ("ledger", "clues")) -> Asked:
    return Asked(source=of, by=by)


def test_codes_stand_in_the_order_of_their_list(source):
    question = asked(("org_class",), ("indicator", "completion_rate"))
    found = in_order(source, question, "org_class", ["county", "village", "township"])
    assert found == ["township", "county", "village"]


def test_names_stand_by_pinyin_and_the_empty_one_last(source):
    assert in_order(source, asked(("handler",)), "handler", [None, "周室", "安室", "周室"]) == ["安室", "周室", None]


def test_a_code_that_is_not_in_its_list_stands_behind_it(source):
    found = in_order(source, asked(("outcome",)), "outcome", ["zzz", "unsubstantiated", "substantiated"])
    assert found == ["substantiated", "unsubstantiated", "zzz"]


def test_years_stand_in_the_order_of_time(source):
    assert in_order(source, asked(("transferred_on@year",)), "transferred_on@year", [2024, 2019, 2021]) == [2019, 2021, 2024]


def test_groups_stand_by_the_first_field_and_within_it_by_the_second(source):
    frame = pd.DataFrame(
        {"handler": ["周室", "安室", "周室"], "outcome": ["substantiated", "pending", "unsubstantiated"], "value": [1, 2, 3]}
    )
    made = groups_in_order(source, asked(("handler", "outcome")), frame)
    assert made["value"].tolist() == [2, 1, 3]


@pytest.mark.parametrize("field, kept", [("outcome", True), ("transferred_on@month", True), ("handler", False)])
def test_bars_keep_the_order_of_codes_and_times_and_else_the_longest_comes_first(source, field, kept):
    assert keeps_order(source, asked((field,))) is kept


def test_the_values_a_filter_offers_are_those_known_on_the_readers_own_day_whoever_asked_before():
    office, of_year = office_of(**COUNTY), Asked(source=("indicator", "findings"))
    assert values(view_of(office, as_of=date(2018, 12, 31)), office, of_year, "year") == [2017]
    assert values(view_of(office), office, of_year, "year") == [2017, 2022]


def test_counts_of_findings_by_what_inspects_unlike_organisations_are_said_not_to_compare():
    def told(by: str, id: str) -> bool:
        return of_unlike(asked((by,), ("indicator", id)))

    assert told("team", "findings") and told("round", "findings") and told("sector", "findings")
    assert not told("org_class", "findings") and not told("team", "meetings") and not told("team", "immediate_rate")
    assert not of_unlike(asked(("sector",), ("ledger", "organisations")))


def test_a_census_has_no_interval_in_the_explorer():
    assert not has_interval(asked(("village_class",), ("indicator", "coverage_rate")))
    assert has_interval(asked(("org_class",), ("indicator", "completion_rate")))
