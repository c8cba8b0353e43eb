"""A headline figure in words: what it stands on, what it is compared with, and whether a change is good."""

from datetime import date

import pandas as pd
import pytest

from inspection.indicators import indicator
from inspection.reading.cards import card, definition_words, sentence, stands_on, young_words
from inspection.reading.view import Term, View
from tests.reading.county import COUNTY, clues
from tests.small import set_to, source, view_of


@pytest.fixture(scope="module")
def office():
    return source(**COUNTY)


@pytest.fixture(scope="module")
def clue_office():
    return source(
        **COUNTY
        | {
            "clues": clues(
                (2018, "一室", 20, 80, 0),
                (2019, "一室", 60, 40, 0),
                (2021, "一室", 30, 70, 0),
                (2022, "一室", 32, 68, 0),
                (2024, "一室", 50, 10, 40),
                (2025, "一室", 5, 5, 30),
            )
        }
    )


def test_a_rate_stands_beside_its_counts_its_interval_and_the_term_before_at_the_same_age(office):
    shown = card(view_of(office), office, "completion_rate")
    assert (shown.title, shown.value) == ("整改完成率", "66.7%")
    assert shown.below == ("上届同期 50.0%", "4 / 6 · 未完成 2", "95%区间 30%–90%")


def test_coverage_is_measured_against_its_own_plan_and_not_against_another_term(office):
    shown = card(view_of(office), office, "coverage_rate")
    assert (shown.value, shown.below[0]) == ("77.8%", "7 / 9") and "落后匀速计划 7.3 个百分点" in shown.below
    assert (shown.change, shown.colour, shown.arrow) == ("略低于计划", "red", "off")


def test_coverage_of_a_few_has_no_interval_for_all_of_them_are_counted(office):
    assert not [line for line in card(view_of(office), office, "coverage_rate").below if "区间" in line]


def test_the_pending_outside_the_denominator_bound_the_rate_and_the_young_ones_stand_apart(clue_office):
    shown = card(view_of(clue_office), clue_office, "clue_verification_rate")
    assert (shown.value, shown.below) == (
        "41.7%",
        ("192 / 460 · 未结 40", "办完后 38.4%–46.4%", "另 40 件未满 365 天", "含未满期 41.9%（197 / 470）"),
    )


def test_a_count_has_its_unit_and_no_verdict(office):
    shown = card(view_of(office), office, "clues")
    assert (shown.value, shown.below, shown.change) == ("5 件", ("上届同期 2",), "")
    assert card(view_of(office, lang="en"), office, "clues").value == "5"


def test_money_has_its_unit_in_both_languages():
    recoveries = """
        recovery_id | org_id | inspection_id | case_id | recovered_on | amount_wan | returned_wan | returned_people
        V1          | C1     |               |         | 2018-05-01   | 250        |              |
        V2          | C1     |               |         | 2024-05-01   | 12.5       | 10.25        | 31
    """
    office = source(**COUNTY | {"recoveries": recoveries})
    shown = card(view_of(office), office, "recovered_wan")
    assert (shown.value, shown.below) == ("12.5 万元", ("上届同期 250.0",))
    shown = card(view_of(office, lang="en"), office, "recovered_wan")
    assert (shown.value, shown.below) == ("CNY 125 thousand", ("term before CNY 2.50 million",))


def test_a_figure_of_the_term_before_the_first_has_nothing_to_be_compared_with(office):
    shown = card(view_of(office, term=13), office, "completion_rate")
    assert (shown.value, shown.change, shown.below[0]) == ("50.0%", "", "1 / 2 · 未完成 1")


def test_a_filter_narrows_both_sides_of_the_comparison(office):
    shown = card(view_of(office, classes=("county",)), office, "clues")
    assert (shown.value, shown.below) == ("4 件", ("上届同期 2",))


def test_a_period_is_compared_with_the_same_days_of_the_year_before(office):
    chosen = {"from_date": date(2018, 1, 1), "to_date": date(2018, 12, 31)}
    assert card(view_of(office, **chosen), office, "clues").below == ("上年同期 0",)
    assert card(view_of(office, **chosen), office, "coverage_rate").below[-1] == "此处范围：第十四届县委整届"
    assert card(view_of(office, rounds=("14-01",)), office, "coverage_rate").below[-1] == "此处范围：各轮合计"


ENDED = View("zh", date(2025, 9, 30), (Term(12, "", date(2016, 7, 1), date(2021, 6, 30)),), 12)


def figure(n: int, whole: int, pending: int = 0) -> pd.Series:
    counts = {"numerator": n, "denominator": whole, "pending": pending}
    return pd.Series(counts | {"value": n / whole if whole else None, "low": 0.125, "high": 0.875}, dtype=object)


def test_nothing_is_said_of_young_ones_where_there_are_none_and_no_progress_where_time_settles_all():
    settings = set_to()
    row = figure(60, 100).to_dict() | {"young": 0, "all_numerator": 60, "all_denominator": 100, "all_value": 0.6}
    assert young_words(ENDED, indicator("completion_rate"), settings, row) == []
    row["young"] = 1200
    assert young_words(ENDED, indicator("clue_verification_within_year"), settings, row) == ["另 1,200 件未满 365 天"]
    row |= {"all_numerator": 61, "all_denominator": 1300, "all_value": 61 / 1300}
    assert young_words(ENDED, indicator("completion_rate"), settings, row) == [
        "另 1,200 件未满 90 天",
        "含未满期 4.7%（61 / 1,300）",
    ]
    assert young_words(ENDED, indicator("notice_rate"), settings, row)[0] == "另 1,200 件期限未到"


def test_what_a_rate_stands_on_is_said_line_by_line():
    view = ENDED
    assert stands_on(view, indicator("completion_rate"), figure(1200, 2000, 800)) == ["1,200 / 2,000 · 未完成 800"]
    assert stands_on(view, indicator("completion_rate"), figure(3, 29)) == ["3 / 29", "95%区间 13%–88%"]
    assert stands_on(view, indicator("completion_rate"), figure(3, 30)) == ["3 / 30"]
    assert stands_on(view, indicator("clue_verification_rate"), figure(60, 100, 100)) == [
        "60 / 100 · 未结 100",
        "办完后 30.0%–80.0%",
    ]
    assert stands_on(view, indicator("completion_rate"), figure(0, 0)) == ["尚无可计的记录"]
    assert stands_on(view, indicator("findings"), figure(3, 0)) == []


def test_a_break_between_the_two_terms_forbids_comparing_clues_and_only_clues():
    office = source(**COUNTY, set=set_to(base__break_year=2022))
    view = view_of(office)
    assert card(view, office, "clue_verification_rate").change == "口径变化，不比较"
    assert card(view, office, "completion_rate").change == "变化不显著"
    kept = source(**COUNTY, set=set_to(base__break_year=2015))
    assert card(view_of(kept), kept, "clue_verification_rate").change == "变化不显著"


def test_a_sentence_has_each_figure_in_its_own_place(office):
    ids = ("organisations_inspected", "inspections", "findings", "clues", "accountable_persons", "recovered_wan")
    assert sentence(view_of(office), office, "pages.overview_sentence", ids) == (
        "巡察党组织 **7** 个（8 个次），发现问题 **6** 个，移交线索 **5** 件，问责处理 **0** 人，挽回损失 **0** 万元。"
    )


def test_the_definition_says_where_the_pending_stand_and_leads_to_its_own_page():
    words = definition_words(indicator("clue_verification_rate"), set_to(), "zh")
    assert "自移交日期起满 365 天的才计入" in words
    assert "(不在分母内)" in words and "definitions?indicator=clue_verification_rate&lang=zh" in words
    assert "(在分母内)" in definition_words(indicator("completion_rate"), set_to(), "zh")
    assert "&lang=en" in definition_words(indicator("completion_rate"), set_to(), "en")
