"""The direction of a series: a published table, scipy's tails, bounds, breaks, and series in which nothing changes."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import chi2_contingency, kendalltau
from scipy.stats import t as student

from inspection.statistics import Period, course, student_tails, trend, verdict

YEARS = (2019, 2020, 2021, 2022, 2023)


def rates(*counted: int, of: int = 100, pending: int = 0) -> list[Period]:
    return [Period(k, of, pending=pending) for k in counted]


def test_the_table_of_malformations_by_alcohol_gives_the_published_statistic():
    """A. Agresti, Categorical data analysis: Cochran–Armitage z² = 6.57, p = 0.010, on scores 0, ½, 1½, 4, 7."""
    malformed, of = (48, 38, 5, 1, 1), (17114, 14502, 793, 127, 38)
    found = trend([Period(k, n) for k, n in zip(malformed, of, strict=True)], (0, 0.5, 1.5, 4, 7))
    assert found.word == "up" and found.p == pytest.approx(0.0104, abs=1e-4)


def test_a_row_of_years_each_a_little_higher_rises_though_no_pair_differs():
    periods = rates(38, 41, 45, 48, 52)
    assert {verdict(a, b) for a, b in pairwise(periods)} == {"not_significant"}
    found = trend(periods, YEARS)
    assert (found.word, found.first, found.last, found.uneven) == ("up", 2019, 2023, False)
    assert found.steady == 1 and trend(rates(38, 41, 40, 48, 52), YEARS).steady == 0
    assert found.slope == pytest.approx(0.035) and found.p == pytest.approx(0.026, abs=5e-4)
    assert trend(rates(52, 48, 45, 41, 38), YEARS).word == "down"


def test_what_is_left_after_the_line_is_the_rest_of_the_test_of_homogeneity():
    """A course that goes to and fro: the whole χ² is scipy's, and nearly none of it is the line's."""
    counted = (30, 60, 30, 60, 30)
    whole = chi2_contingency([counted, [100 - k for k in counted]], correction=False).statistic
    found = trend(rates(*counted), YEARS)
    assert whole > 30 and found.word == "uneven" and found.uneven and found.slope == pytest.approx(0, abs=1e-12)


def test_a_course_that_goes_one_way_at_an_unequal_pace_has_a_direction_and_one_that_turns_has_none():
    assert trend(rates(20, 60, 62), (2021, 2022, 2023)).word == "up"
    assert trend(rates(20, 62, 40, 70, 35), YEARS).word == "uneven"
    plain = trend(rates(100, 300, 260, 500, 700, 900, of=1000), (*YEARS, 2024))
    assert plain.uneven and plain.word == "up"  # it turns once and rises all the same


def test_a_direction_that_hangs_on_the_open_cases_is_none():
    assert trend(rates(38, 41, 45, 48, 52, pending=5), YEARS).word == "open"
    firm = rates(300, 350, 400, 450, 500, of=1000, pending=20)
    assert trend(firm, YEARS).word == "up"
    assert trend([Period(50, 100, pending=200)] * 5, YEARS).word == "open"


def test_pending_inside_the_denominator_do_not_enlarge_it():
    inside = [Period(k, 1000, pending=50, inside=True) for k in (300, 350, 400, 450, 500)]
    assert trend(inside, YEARS).word == "up"
    assert trend([Period(k, 1000, pending=p, inside=True) for k, p in zip((300, 400, 500), (0, 0, 300), strict=True)],
                 (1, 2, 3)).word == "up"  # the last can only rise
    late = [Period(300, 1000, pending=100, inside=True), Period(330, 1000), Period(360, 1000)]
    assert trend(late, (1, 2, 3)).word == "open"  # the first may have been higher


def test_what_is_never_compared_is_left_out_and_fewer_than_three_are_no_series():
    whole = rates(38, 41, 45, 48, 52)
    assert trend(whole[:2], YEARS[:2]).word == "none"
    young = [*whole[:2], Period(90, 100, immature=True), Period(5, 100, partial=True), Period(0, 0)]
    assert trend(young, YEARS).word == "none"
    broken = [*rates(90, 92), Period(30, 100, breaks=True), *rates(31, 29)]
    found = trend(broken, YEARS)
    assert (found.word, found.first) == ("flat", 2021)


def test_years_stand_where_they_are_and_not_one_after_another():
    near, far = (trend(rates(30, 30, 60), at).slope for at in ((2000, 2001, 2002), (2000, 2001, 2011)))
    assert near == pytest.approx(0.15) and far < 0.035
    with pytest.raises(ValueError, match="ascending"):
        trend(rates(1, 2, 3), (2001, 2000, 2002))


def test_all_or_none_is_flat():
    assert trend(rates(0, 0, 0), (1, 2, 3)).word == trend(rates(100, 100, 100), (1, 2, 3)).word == "flat"


@pytest.mark.parametrize("sizes", [(100, 120, 90, 300, 80), (40,) * 8, (1000, 10, 1000)])
def test_where_nothing_changes_there_is_hardly_ever_a_direction(sizes):
    random = np.random.default_rng(31)
    said = 0
    for _ in range(1000):
        counted = random.binomial(sizes, 0.45).tolist()
        said += trend([Period(k, n) for k, n in zip(counted, sizes, strict=True)], range(len(sizes))).word in ("up", "down")
    assert said <= 65  # 50, and twice the standard error of that


def test_years_that_vary_at_random_by_more_than_chance_are_no_direction_more_often_than_not():
    """Ten points up or down each year, to no end: the plain test would find a direction in most of them."""
    random = np.random.default_rng(32)
    words = []
    for _ in range(500):
        shares = np.clip(random.normal(0.5, 0.1, 6), 0.05, 0.95)
        words.append(trend([Period(k, 1000) for k in random.binomial(1000, shares).tolist()], range(6)).word)
    assert sum(word in ("up", "down") for word in words) <= 60 and words.count("uneven") > 400


@pytest.mark.parametrize("df", range(1, 12))
def test_the_tails_of_student_are_scipys(df):
    for t in (0, 0.3, 1, -2.2, 5, 12.7, 40):
        assert student_tails(t, df) == pytest.approx(2 * student.sf(abs(t), df), abs=1e-14)
    with pytest.raises(ValueError, match="degrees"):
        student_tails(1, 0)


def test_counts_without_a_denominator_are_judged_by_their_order_exactly():
    for counts in ([3, 1, 4, 1.5, 5, 9, 2, 6], [1, 2, 3, 4, 5], [9, 7, 8, 5, 6, 1]):
        assert course(counts)[1] == pytest.approx(kendalltau(range(len(counts)), counts, method="exact").pvalue)
    assert course([1, 2, 3, 4, 5]) == ("up", pytest.approx(2 / 120)) and course([5, 4, 3, 2, 1])[0] == "down"
    assert course([1, 2, 3, 4]) == ("none", 1.0) and course([7] * 6) == ("flat", 1.0)
    tied, apart = ([1, 2, 2, 3, 4, 5], [1, 2, 2.5, 3, 4, 5])
    assert course(tied)[1] >= course(apart)[1] == pytest.approx(2 / 720)
