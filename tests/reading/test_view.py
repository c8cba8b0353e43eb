"""What a view is compared with, and how it narrows a figure."""

from dataclasses import replace
from datetime import date

import pytest

from inspection.indicators import indicator
from inspection.reading.view import Term, View, compared_with

TERMS = (
    Term(12, "第十二届县委", date(2016, 7, 1), date(2021, 6, 30)),
    Term(13, "第十三届县委", date(2021, 7, 1), None),
)
VIEW = View("zh", date(2025, 9, 30), terms=TERMS, term=13)


def test_a_term_is_compared_with_the_one_before_as_many_days_after_its_start():
    before = compared_with(VIEW)
    assert before.term == 12
    assert before.as_of - TERMS[0].started_on == VIEW.as_of - TERMS[1].started_on


@pytest.mark.parametrize(
    "changed",
    [
        {"term": 12},  # nothing came before the first term
        {"rounds": ("13-01",)},  # a round has no counterpart
        {"terms": (), "term": None},
        {"from_date": date(2016, 1, 1)},  # a year earlier lies before the data
        {"to_date": date(2024, 1, 1)},  # no beginning, so no length
    ],
)
def test_what_has_no_counterpart_is_not_compared(changed):
    values = {name: getattr(VIEW, name) for name in ("lang", "as_of", "terms", "term")} | changed
    assert compared_with(View(**values)) is None


def test_a_period_is_compared_with_the_same_days_a_year_earlier_also_in_leap_years():
    view = View("zh", date(2024, 2, 29), TERMS, 13, date(2023, 3, 1), date(2024, 2, 29))
    before = compared_with(view)
    assert (before.from_date, before.to_date, before.as_of) == (date(2022, 3, 1), date(2023, 2, 28), date(2023, 2, 28))


def test_a_chosen_period_stands_for_itself_and_coverage_keeps_its_term():
    view = View("zh", date(2025, 9, 30), TERMS, 13, date(2024, 1, 1), date(2024, 12, 31), classes=("village",))
    assert dict(view.filters_of(indicator("findings"))) == {"org_class": ("village",)}
    assert dict(view.filters_of(indicator("coverage_rate"))) == {"term": (13,), "org_class": ("village",)}
    assert view.period_of(indicator("coverage_rate")) == (None, None)


def test_a_stock_is_not_cut_by_the_term_and_what_no_organisation_has_not_by_its_class():
    view = View("zh", date(2025, 9, 30), TERMS, 13, classes=("village",))
    assert dict(view.filters_of(indicator("talent_in_pool"))) == {}
    assert dict(view.filters_of(indicator("person_times_trained"))) == {"term": (13,)}
    assert dict(view.all_terms().filters_of(indicator("clues"))) == {"org_class": ("village",)}


@pytest.mark.parametrize(
    "year, partial",
    [(2015, True), (2016, True), (2017, False), (2024, False), (2025, True)],
)
def test_a_year_is_partial_before_the_first_terms_start_and_after_the_as_of_day(year, partial):
    assert VIEW.is_partial(year) == partial
    assert not View("zh", date(2025, 12, 31), TERMS, 13).is_partial(2025)
    assert not View("zh", date(2025, 9, 30), (Term(12, "", date(2016, 1, 1), None),), 12).is_partial(2016)


def test_chosen_rounds_are_named_of_many_the_first_and_the_last_and_how_many():
    names = tuple((f"R{n}", f"第{n}轮") for n in range(1, 6))
    view = View("zh", date(2025, 9, 30), round_names=names)
    assert replace(view, rounds=("R3", "R1")).words() == "截至 2025-09-30 · 第1轮、第3轮"
    assert replace(view, rounds=("R3", "R1", "R2")).words() == "截至 2025-09-30 · 第1轮、第2轮、第3轮"
    assert replace(view, rounds=("R4", "R1", "R2", "R3")).words() == "截至 2025-09-30 · 第1轮……第4轮（选定 4 轮）"
    assert replace(view, lang="en", rounds=("R4", "R1", "R2", "R3")).words().endswith("第1轮 … 第4轮 (4 rounds chosen)")
    assert replace(view, rounds=()).words() == "截至 2025-09-30"


def test_what_is_looked_at_stands_in_words():
    view = View("zh", date(2025, 9, 30), TERMS, 13, classes=("village",), rounds=("13-01",))
    assert view.words() == "截至 2025-09-30 · 第十三届县委 · 村(社区)党组织 · 13-01"
    assert (
        View("zh", date(2025, 9, 30), TERMS, 13, to_date=date(2024, 1, 1)).words()
        == "截至 2025-09-30 · 最早 至 2024-01-01"
    )
