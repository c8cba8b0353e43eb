"""The direction of a series in a sentence, beside the last pair."""

from datetime import date

import pytest

from inspection.reading.breakdowns import partial_years
from inspection.reading.breakdowns import years_finding as counts_finding
from inspection.reading.rectification_pace import RoundPace, pace_finding
from inspection.reading.trends import beside, count_direction, direction, p_words
from inspection.reading.years import own_years, year_finding
from inspection.statistics import Period, aalen_johansen
from tests.charts.test_breakdown import counted
from tests.reading.county import COUNTY, clues
from tests.small import source, view_of

RISING = (38, 41, 45, 48, 52)


def office(rates=RISING, of: int = 100, pending: int = 0):
    ledger = [(2018 + at, "一室", k, of - k, pending) for at, k in enumerate(rates)]
    return source(**COUNTY | {"clues": clues(*ledger)})


def test_years_each_a_little_higher_are_told_to_rise_beside_the_last_pair():
    known = office()
    said = year_finding(own_years(view_of(known), known), "zh")
    assert said == (
        "2022年移交线索查实率 52.0%，较上年变化不显著；2018–2022年总体上升（38.0%→52.0%，每年约 +3.5 个百分点，趋势检验 p=0.026）"
    )
    english = year_finding(own_years(view_of(known), known), "en")
    assert english.endswith("; 2018–2022 rising overall (38.0% → 52.0%, about +3.5 points a year, test for trend p=0.026)")


def test_years_that_fall_and_years_that_stay_are_told_so():
    falling, level = office(RISING[::-1]), office((45, 46, 44, 45, 46))
    assert "总体下降（52.0%→38.0%，每年约 −3.5 个百分点" in year_finding(own_years(view_of(falling), falling), "zh")
    said = year_finding(own_years(view_of(level), level), "zh")
    assert "；2018–2022年升降不显著（45.0%→46.0%，每年约 +0.1 个百分点，趋势检验 p=" in said


def test_years_each_a_little_higher_and_all_of_them_not_significantly_are_told_both():
    known = office((19, 20, 22, 23, 26), of=50)
    said = year_finding(own_years(view_of(known), known), "zh")
    assert "；2018–2022年逐年走高，幅度不显著（38.0%→52.0%，每年约 +3.4 个百分点，趋势检验 p=0.13）" in said


def test_a_direction_that_hangs_on_the_open_ones_is_told_to():
    known = office(pending=10)
    said = year_finding(own_years(view_of(known), known), "zh")
    assert said.endswith("2018–2022年的方向要看未办结的如何了结") and "总体上升" not in said


def test_years_without_a_pair_have_a_direction_all_the_same():
    rows = [(year, "一室", k, 100 - k, 0) for year, k in ((2017, 20), (2019, 40), (2021, 60))]
    known = source(**COUNTY | {"clues": clues(*rows)})
    said = year_finding(own_years(view_of(known), known), "zh")
    assert said == "问题线索查实率：2017–2021年总体上升（20.0%→60.0%，每年约 +10.0 个百分点，趋势检验 p<0.001）"


def test_two_years_have_no_direction():
    assert direction([Period(1, 2), Period(3, 4)], [2020, 2021], "zh") == ""
    assert (beside("甲", "", "zh"), beside("甲", "乙", "zh"), beside("甲", "乙", "en")) == ("甲", "甲；乙", "甲; 乙")


def test_rounds_are_named_and_their_step_is_a_round():
    def pace(name: str, reached: int) -> RoundPace:
        return RoundPace(name, name, aalen_johansen([1], ["reached"], [1], kinds=("reached",)), reached, 200, 0)

    rounds = [pace(f"第{n}轮", 100 + 10 * at) for at, n in enumerate("一二三四五")]
    said = pace_finding(rounds, "done", 90, "zh")
    assert "与前一轮相比变化不显著" in said
    assert said.endswith("；已满期的 5 轮总体上升（50.0%→70.0%，每轮约 +5.0 个百分点，趋势检验 p<0.001）")


def test_counts_of_five_years_have_a_direction_and_years_in_part_are_none_of_them():
    rows = [(2018 + at, n) for at, n in enumerate((5, 7, 8, 12, 15, 3))]
    said = counts_finding(counted("year", *rows), "meetings", (2023,), "zh")
    assert said.endswith("2022 年 15 次，上年 12 次；2018–2022年总体增多（趋势检验 p=0.017）")
    short = counts_finding(counted("year", *rows[:4]), "meetings", (), "zh")
    assert "趋势检验" not in short


def test_a_year_in_which_nothing_was_counted_is_a_count_of_none():
    rows = [(2017, 9), (2018, 8), (2019, 7), (2021, 3), (2022, 2)]
    said = counts_finding(counted("year", *rows), "meetings", (), "zh")
    assert "2017–2022年没有一致的增减" in said  # 9 8 7 0 3 2; without the year of none they would fall throughout
    assert count_direction({2017: 9, 2018: 8, 2019: 7, 2020: 3, 2021: 1}, "zh") == "2017–2021年总体减少（趋势检验 p=0.017）"


def test_a_year_that_the_term_covers_in_part_is_compared_with_none():
    rows = [(2021, "一室", 90, 0, 0), (2022, "一室", 9, 0, 0), (2023, "一室", 8, 0, 0)]
    known = source(**COUNTY | {"clues": clues(*rows)})
    assert partial_years(view_of(known), known, "clues") == (2021,)  # the term begins in July
    assert partial_years(view_of(known, term=None), known, "clues") == ()
    chosen = view_of(known, term=None, from_date=date(2022, 2, 1), to_date=date(2023, 12, 31))
    assert partial_years(chosen, known, "clues") == (2022,)


@pytest.mark.parametrize("p, words", [(0.0004, "p<0.001"), (0.004, "p=0.004"), (0.0499, "p=0.050"), (0.3, "p=0.30")])
def test_p_is_written_as_finely_as_it_matters(p, words):
    assert p_words(p) == words
