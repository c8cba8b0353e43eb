"""When the work will be finished: by hand, and against a simulation of rounds that come at random."""

from math import exp, sqrt

import numpy as np
import pytest

from inspection.statistics import finish


def test_ten_rounds_of_ten_in_a_thousand_days_leave_fifty_for_five_hundred_more():
    found = finish([10] * 10, 1000, 50)
    assert found.expected == pytest.approx(500)
    spread = exp(1.959964 * sqrt(10 * 100) / 100)
    assert (found.early, found.late) == pytest.approx((500 / spread, 500 * spread), rel=1e-6)


def test_few_large_rounds_leave_more_room_than_many_small_ones():
    large, small = finish([50, 50], 1000, 50), finish([5] * 20, 1000, 50)
    assert large.late - large.early > small.late - small.early
    assert large.expected == small.expected


def test_nothing_left_is_finished_now_and_nothing_done_never():
    assert finish([3], 10, 0).late == 0
    assert finish([], 10, 5) is None and finish([3], 0, 5) is None


def test_the_range_holds_the_true_pace_in_about_95_of_100_simulated_counties():
    chance, held, runs = np.random.default_rng(7), 0, 2000
    for _ in range(runs):
        steps = chance.integers(5, 40, size=chance.poisson(20))
        found = finish(steps.tolist(), 1000, 100)
        true = 100 / (20 * np.mean(np.arange(5, 40)) / 1000)
        held += found.early <= true <= found.late
    assert 0.92 < held / runs < 0.98
