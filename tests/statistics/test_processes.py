"""XmR charts: limits worked by hand, the two rules, when limits are computed anew, too few values."""

import pytest

from inspection.statistics import process
from inspection.statistics.processes import LEAST


def test_the_limits_are_the_mean_and_2_66_mean_moving_ranges_of_the_first_twelve():
    values = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12]
    found = process(values)
    assert [(s.first, s.last, s.mean) for s in found.stretches] == [(0, 11, 11.0)]
    assert (found.stretches[0].low, found.stretches[0].high) == pytest.approx((11 - 2.66 * 2, 11 + 2.66 * 2))
    assert found.signals == (0,) * 12


def test_fewer_than_twelve_values_have_no_limits():
    assert process([5.0] * (LEAST - 1)) is None
    assert process([5.0] * LEAST) is not None


def test_a_count_has_no_limit_below_zero_and_what_may_be_negative_has():
    values = [0, 9] * 6
    assert process(values).stretches[0].low == 0.0
    assert process(values, None).stretches[0].low == pytest.approx(4.5 - 2.66 * 9)


def test_a_value_beyond_a_limit_is_marked_on_its_side_and_the_limits_stay():
    values = [10, 12] * 6 + [17, 11, 5, 11, 12, 10]
    found = process(values)
    assert found.signals == (*(0,) * 12, 2, 0, -2, 0, 0, 0)
    assert len(found.stretches) == 1


def test_seven_on_one_side_are_no_run_and_eight_are():
    base = [10, 12] * 6
    assert process([*base, *[10.5] * 7, 12]).signals[12:19] == (0,) * 7
    assert process([*base, *[10.5] * 8, 12]).signals[12:20] == (-1,) * 8


def test_a_value_on_the_mean_ends_a_run():
    assert set(process([10, 12] * 6 + [10.5] * 4 + [11] + [10.5] * 4).signals) == {0}


def test_after_a_run_the_limits_are_computed_anew_once_twelve_values_have_followed():
    base, later = [10, 12] * 6, [20, 22] * 6
    short, whole = process([*base, *later[:-2]]), process([*base, *later])
    assert len(short.stretches) == 1 and set(short.signals[12:]) == {2}, "eleven from the first of the run"
    first, second = whole.stretches
    # the twelfth value, 12, lies above the mean of 11 and begins the run
    assert (first.first, first.last, second.first, second.last) == (0, 10, 11, 23)
    assert second.mean == pytest.approx((12 + 20 * 6 + 22 * 5) / 12)
