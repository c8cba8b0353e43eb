"""Intervals, bounds, verdicts and ranks, against published numbers and against scipy."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from scipy.stats import binomtest, norm

from inspection.statistics import Period, bounds, newcombe_difference, rank, verdict, wilson


@pytest.mark.parametrize(
    "k, n, low, high",
    [
        (0, 7, 0.0, 35.4),
        (7, 7, 64.6, 100.0),
        (45, 60, 62.8, 84.2),
        (81, 263, 25.5, 36.6),  # Newcombe 1998, interval estimation for the single proportion, table I
        (15, 148, 6.2, 16.0),
        (0, 20, 0.0, 16.1),
        (1, 29, 0.6, 17.2),
    ],
)
def test_wilson_intervals_are_the_published_ones(k, n, low, high):
    got_low, got_high = wilson(k, n)
    assert round(got_low * 100, 1) == low
    assert round(got_high * 100, 1) == high


def test_wilson_agrees_with_scipy_for_every_share_up_to_forty_and_at_three_levels():
    for level in (0.90, 0.95, 0.99):
        for n in range(1, 41):
            for k in range(n + 1):
                theirs = binomtest(k, n).proportion_ci(level, method="wilson")
                assert wilson(k, n, level) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_wilson_agrees_with_scipy_for_large_counts():
    for k, n in [(7764, 7862), (1, 1_000_000), (999_999, 1_000_000), (33650, 51044)]:
        theirs = binomtest(k, n).proportion_ci(0.95, method="wilson")
        assert wilson(k, n) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_nothing_of_nothing_has_no_interval():
    assert wilson(0, 0) is None
    assert newcombe_difference(0, 0, 3, 4) is None
    assert newcombe_difference(3, 4, 0, 0) is None


def test_the_ends_of_an_interval_are_exact_at_none_and_at_all():
    for n in range(1, 200):
        assert wilson(0, n)[0] == 0.0
        assert wilson(n, n)[1] == 1.0
        assert 0.0 < wilson(0, n)[1] < 1.0
        assert 0.0 < wilson(n, n)[0] < 1.0


@pytest.mark.parametrize("k, n", [(-1, 4), (5, 4), (1, 0)])
def test_a_share_that_cannot_be_is_refused(k, n):
    with pytest.raises(ValueError, match="expected 0"):
        wilson(k, n)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_is_a_share_not_a_percentage(level):
    with pytest.raises(ValueError, match="level"):
        wilson(1, 2, level)


@pytest.mark.parametrize(
    "k1, n1, k2, n2, low, high",
    [
        # Newcombe 1998, eleven methods, table II, examples (a) to (h), method 10
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0000),
        (10, 10, 0, 10, 0.6075, 1.0000),
    ],
)
def test_newcombe_intervals_are_the_published_ones(k1, n1, k2, n2, low, high):
    assert newcombe_difference(k1, n1, k2, n2) == pytest.approx((low, high), abs=5e-5)


def test_newcombe_turned_round_is_the_same_interval_mirrored():
    low, high = newcombe_difference(56, 70, 48, 80)
    assert newcombe_difference(48, 80, 56, 70) == pytest.approx((-high, -low), abs=1e-15)


def test_newcombe_agrees_with_its_formula_on_the_wilson_intervals_of_scipy():
    for n1, n2 in [(1, 1), (3, 17), (12, 12), (40, 9)]:
        for k1 in range(n1 + 1):
            for k2 in range(n2 + 1):
                p1, p2 = k1 / n1, k2 / n2
                first = binomtest(k1, n1).proportion_ci(0.95, method="wilson")
                second = binomtest(k2, n2).proportion_ci(0.95, method="wilson")
                down = ((p1 - first.low) ** 2 + (second.high - p2) ** 2) ** 0.5
                up = ((first.high - p1) ** 2 + (p2 - second.low) ** 2) ** 0.5
                assert newcombe_difference(k1, n1, k2, n2) == pytest.approx((p1 - p2 - down, p1 - p2 + up), abs=1e-12)


def test_the_quantile_is_the_normal_one():
    # at p = 1/2 the interval is 1/2 ± z / 2√(n + z²), which gives z back
    z = norm.ppf(0.975)
    assert wilson(50, 100)[1] == pytest.approx(0.5 + z / (2 * (100 + z * z) ** 0.5), abs=1e-13)


@pytest.mark.parametrize(
    "numerator, denominator, pending, where, low, high",
    [
        (3, 6, 4, "outside", 3 / 10, 7 / 10),  # four clues still open: 3 of 10 … 7 of 10
        (3, 10, 4, "inside", 3 / 10, 7 / 10),
        (3, 6, 4, "none", 3 / 6, 3 / 6),
        (0, 0, 5, "outside", 0.0, 1.0),  # nothing settled yet: anything is possible
        (6, 6, 0, "outside", 1.0, 1.0),
    ],
)
def test_bounds_run_from_none_of_the_pending_to_all_of_them(numerator, denominator, pending, where, low, high):
    assert bounds(numerator, denominator, pending, where) == (low, high)


def test_bounds_of_nothing_are_none():
    assert [bounds(0, 0, 0, where) for where in ("outside", "inside", "none")] == [None, None, None]


def test_bounds_contain_the_rate_whatever_is_pending():
    for denominator in range(1, 8):
        for numerator in range(denominator + 1):
            for pending in range(5):
                low, high = bounds(numerator, denominator, pending, "outside")
                assert low <= numerator / denominator <= high


def test_bounds_refuse_counts_that_cannot_be():
    with pytest.raises(ValueError, match="pending"):
        bounds(3, 4, 2, "inside")
    with pytest.raises(ValueError, match="never negative"):
        bounds(3, 4, -1, "outside")
    with pytest.raises(ValueError, match="outside, inside or none"):
        bounds(3, 4, 1, "beside")


@pytest.mark.parametrize(
    "before, now, word",
    [
        (Period(48, 80), Period(56, 70), "up"),
        (Period(56, 70), Period(48, 80), "down"),
        (Period(4, 8), Period(6, 8), "not_significant"),
        (Period(0, 10), Period(0, 20), "not_significant"),
        (Period(56, 70), Period(48, 80, partial=True), "partial"),
        (Period(56, 70, partial=True), Period(48, 80), "partial"),
        (Period(56, 70), Period(48, 80, immature=True), "immature"),
        (Period(56, 70, immature=True), Period(48, 80), "immature"),
        (Period(56, 70), Period(48, 80, partial=True, immature=True), "partial"),
        (Period(48, 80), Period(56, 70, breaks=True), "broken"),
        (Period(48, 80, breaks=True), Period(56, 70), "up"),
        (Period(48, 80), Period(56, 70, partial=True, breaks=True), "broken"),
        (None, Period(56, 70, breaks=True), "none"),
        (None, Period(56, 70), "none"),
        (Period(56, 70), None, "none"),
        (Period(0, 0), Period(56, 70), "none"),
        (Period(56, 70), Period(0, 0, immature=True), "none"),
    ],
)
def test_a_change_gets_one_word(before, now, word):
    assert verdict(before, now) == word


def test_the_verdict_is_up_exactly_where_the_interval_lies_above_zero():
    for k in range(21):
        low, high = newcombe_difference(k, 20, 10, 20)
        expected = "up" if low > 0 else "down" if high < 0 else "not_significant"
        assert verdict(Period(10, 20), Period(k, 20)) == expected


def test_ties_share_a_rank_and_the_next_rank_counts_them_all():
    assert rank([90, 95, 90, 80]) == [2, 1, 2, 4]
    assert rank([90, 95, 90, 80], highest_first=False) == [2, 4, 2, 1]


def test_what_has_no_score_has_no_rank_and_takes_none():
    assert rank([None, 95, None, 80]) == [None, 1, None, 2]
    assert rank([]) == []
    assert rank([None]) == [None]


def test_the_last_bit_of_a_sum_does_not_break_a_tie():
    assert 0.1 + 0.2 != 0.3
    assert rank([0.1 + 0.2, 0.3, Decimal("0.3")]) == [1, 1, 1]


# Rates published in reports, with the counts printed beside them: id, numerator, denominator, published %, decimals,
# and whether the reports' own counts give the rate they print. Two do not, and are known not to.
PUBLISHED = [
    ("1a 整改率", 7764, 7862, "98.75", 2, True),
    ("1b 办结率", 312, 313, "99.68", 2, True),
    ("2 整改完成率", 688, 697, "98.71", 2, True),
    ("3 整改率", 862, 908, "94.93", 2, True),
    ("4a 覆盖率 合并", 131, 157, "83.4", 1, True),
    ("4b 覆盖率 县直", 51, 62, "69.4", 1, False),  # 82.3
    ("4c 覆盖率 村居", 80, 95, "84.2", 1, True),
    ("6 覆盖率", 153, 220, "69.5", 1, True),
    ("7a 完成率", 1148, 1157, "99", 0, True),
    ("7b 办结率", 128, 147, "87", 0, True),
    ("8 整改完成率", 19, 25, "76", 0, True),
    ("9a 销号率", 453, 471, "96.18", 2, True),
    ("9b 延期率", 18, 471, "3.82", 2, True),
    ("10 整改率", 279, 306, "91.18", 2, True),
    ("38a 第一种形态", 663, 1005, "66", 0, True),
    ("38b 第二种形态", 262, 1005, "26", 0, True),
    ("38c 第三种形态", 35, 1005, "3.5", 1, True),
    ("38d 第四种形态", 45, 1005, "4.5", 1, True),
    ("39a 第一种形态", 33650, 51044, "65.9", 1, True),
    ("39b 第二种形态", 13315, 51044, "26.1", 1, True),
    ("39c 第三种形态", 1430, 51044, "2.8", 1, True),
    ("39d 第四种形态", 2649, 51044, "5.2", 1, True),
    ("40a 第一种形态", 19618, 29440, "66.6", 1, True),
    ("40b 第二种形态", 7083, 29440, "24.1", 1, True),
    ("40c 第三种形态", 1238, 29440, "4.2", 1, True),
    ("40d 第四种形态", 1501, 29440, "5.1", 1, True),
    ("42a 不属实率", 100, 1427, "7.01", 2, True),
    ("42b 办结率 含阶段", 783, 1427, "54.9", 1, True),
    ("43a 来访占比", 555, 708, "78.39", 2, True),
    ("43b 群众反映占比", 516, 708, "73.71", 2, False),  # 72.88; the report divided by 700
]


@pytest.mark.parametrize("numerator, denominator, published, decimals, matches", [row[1:] for row in PUBLISHED],
                         ids=[row[0] for row in PUBLISHED])
def test_published_rates_follow_from_their_own_counts_or_are_known_not_to(
    numerator, denominator, published, decimals, matches
):
    low, high = bounds(numerator, denominator, 0, "none")
    assert low == high
    percent = Decimal(100 * numerator) / Decimal(denominator)
    assert float(percent) == pytest.approx(100 * low)
    shown = percent.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert (shown == Decimal(published)) == matches


def test_the_two_reports_that_contradict_themselves_divided_by_something_else():
    assert round(100 * 51 / 62, 1) == 82.3  # not 69.4; the pooled 131 of 157 shows the counts are right
    assert round(100 * 516 / 700, 2) == 73.71  # the parts add up to 700, not to the 708 received
