"""Funnel limits, against scipy's exact distributions and the words of the paper."""

import numpy as np
import pytest
from scipy.stats import binom, poisson

from inspection.statistics import count_funnel, rate_funnel


def test_a_unit_is_outside_exactly_where_its_own_tail_is_less_likely_than_the_limit():
    """Every count of every size up to forty, against scipy's exact tails, both limits and both sides."""
    for n in (1, 2, 5, 13, 40):
        for k in range(n + 1):
            funnel = rate_funnel([k, 300], [n, 1000])
            p = (k + 300) / (n + 1000)
            tail = binom.cdf(k, n, p) if k / n < p else binom.sf(k - 1, n, p)
            level = 2 if tail < 0.001 else 1 if tail < 0.025 else 0
            assert abs(funnel.outside[0]) == level, (k, n, tail)
            assert (funnel.outside[0] < 0) == (level > 0 and k / n < p)


def test_the_limits_interpolate_the_exact_distribution():
    """By hand for 10 at one half: P(R ≤ 1) = 11/1024 < 0.025 ≤ P(R ≤ 2) = 56/1024, P(R = 2) = 45/1024."""
    low, high = rate_funnel([5, 50], [10, 100]).watch[0]
    by_hand = (2 - (56 / 1024 - 0.025) / (45 / 1024)) / 10
    assert low == pytest.approx(by_hand, abs=1e-12)
    assert high == pytest.approx(1 - by_hand, abs=1e-12)  # one half is symmetric, so are its limits


def test_poisson_limits_are_exact_too():
    for k in range(25):
        funnel = count_funnel([k, 800], [2, 200])
        mean = 2 * (k + 800) / 202
        tail = poisson.cdf(k, mean) if k < mean else poisson.sf(k - 1, mean)
        level = 2 if tail < 0.001 else 1 if tail < 0.025 else 0
        assert abs(funnel.outside[0]) == level, (k, tail)


def test_the_target_is_the_pooled_rate_not_the_mean_of_rates():
    assert rate_funnel([1, 90], [1, 100]).target == pytest.approx(91 / 101)
    assert count_funnel([4, 10], [2, 10]).target == pytest.approx(14 / 12)


def test_the_line_of_the_funnel_narrows_as_the_counts_grow_and_never_leaves_none_and_all():
    funnel = rate_funnel([700, 80], [1000, 100])
    width = []
    for n in range(1, 400, 7):
        low, high = funnel.limits(n, 0.95)
        assert 0 <= low <= funnel.target <= high <= 1
        outer = funnel.limits(n, 0.998)
        assert outer[0] <= low and high <= outer[1]
        width.append(high - low)
    assert width[-1] < width[0] / 5


def test_a_league_of_eleven_that_differ_by_chance_alone_has_nobody_standing_out():
    """Binomial draws at one rate: 95 % limits let about one of twenty out, 99.8 % one of five hundred."""
    chance = np.random.default_rng(8)
    sizes = [34, 51, 28, 47, 60, 39, 44, 25, 70, 33, 52]
    beyond = between = 0
    for _ in range(200):
        outside = rate_funnel(chance.binomial(sizes, 0.62), sizes).outside
        beyond += sum(abs(o) == 2 for o in outside)
        between += sum(abs(o) >= 1 for o in outside)
    assert beyond <= 9
    assert between / 2200 < 0.06


def test_over_dispersion_is_the_mean_square_of_the_winsorised_z():
    counted = [20, 30, 25, 45, 50, 10, 60, 38, 22, 41, 35, 80]
    of = [50, 60, 55, 70, 90, 40, 80, 66, 50, 70, 60, 90]
    p = sum(counted) / sum(of)
    z = np.array([(k / n - p) / (p * (1 - p) / n) ** 0.5 for k, n in zip(counted, of, strict=True)])
    expected = np.mean(np.clip(z, np.quantile(z, 0.1), np.quantile(z, 0.9)) ** 2)
    funnel = rate_funnel(counted, of)
    assert expected > 1.5
    assert funnel.phi == pytest.approx(expected)
    assert funnel.z == pytest.approx(list(z / expected**0.5))


def test_over_dispersion_widens_both_limits_by_its_root():
    counted, of = [2, 18, 3, 17, 4, 16, 5, 15, 6, 14, 10, 10], [20] * 12
    funnel = rate_funnel(counted, of)
    exact = rate_funnel([10, 10], [20, 20])
    assert funnel.phi > 2 and exact.phi == 1
    for (low, high), (near, far) in zip(funnel.watch, [exact.watch[0]] * 12, strict=True):
        assert low == pytest.approx(max(0, 0.5 - (0.5 - near) * funnel.phi**0.5))
        assert high == pytest.approx(min(1, 0.5 + (far - 0.5) * funnel.phi**0.5))


def test_units_alike_are_never_drawn_closer_together_and_few_units_are_taken_as_they_are():
    assert rate_funnel([10] * 12, [20] * 12).phi == 1
    assert rate_funnel([2, 18] * 4, [20] * 8).phi == 1


def test_where_all_or_none_are_counted_nobody_stands_out():
    for counted in ([0, 0, 0], [5, 9, 20]):
        assert rate_funnel(counted, [5, 9, 20]).outside == (0, 0, 0)


def test_a_unit_that_stands_on_nothing_has_no_limits():
    funnel = rate_funnel([3, 0], [9, 0])
    assert funnel.watch[1] is None and funnel.z[1] is None and funnel.outside[1] == 0
    assert rate_funnel([0], [0]) is None
    assert rate_funnel([], []) is None


def test_counts_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="out of"):
        rate_funnel([3], [2])
    with pytest.raises(ValueError, match="expected 0"):
        count_funnel([-1], [2])
    assert count_funnel([9], [2]).target == 4.5


def test_who_lies_beyond_the_limits_of_chance_alone_stays_known_when_they_are_widened():
    """A department with 4 of 340 among ten that differ by more than chance: within the widened limits, far below chance."""
    counted, of = [4, 20, 96, 24, 90, 30, 88, 60, 75, 40, 98], [340] * 11
    funnel = rate_funnel(counted, of)
    assert funnel.widened and funnel.outside[0] == 0 and funnel.of_chance[0] == -2
    ends = [funnel.limits(340, 0.998, chance=chance)[0] for chance in (True, False)]
    assert ends[0] > 4 / 340 > ends[1]
    for k, side in zip(counted, funnel.of_chance, strict=True):
        tail = min(binom.cdf(k, 340, funnel.target), binom.sf(k - 1, 340, funnel.target))
        assert (abs(side) == 2) == (tail < 0.001)


def test_limits_that_are_not_widened_are_those_of_chance():
    funnel = rate_funnel([10, 11, 9, 2], [20] * 4)
    assert not funnel.widened and funnel.of_chance == funnel.outside
    assert funnel.limits(20, 0.95) == funnel.limits(20, 0.95, chance=True)


def test_what_varies_within_a_unit_widens_the_limits_of_chance_too():
    plain, clustered = (count_funnel([150, 100, 100, 100], [112.5] * 4, own) for own in (1.0, 4.0))
    assert plain.outside[0] == 2 and clustered.outside[0] == 0 and not clustered.widened
    assert clustered.z[0] == pytest.approx(plain.z[0] / 2)
    reach = [funnel.limits(112.5, 0.95)[1] - 1 for funnel in (plain, clustered)]
    assert reach[1] == pytest.approx(reach[0] * 2)
    assert count_funnel([5, 5], [5, 5], 0.3).phi == 1  # more even than chance draws nothing closer
