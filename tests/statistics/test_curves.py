"""Cumulative incidence of competing ends, against published worked values, statsmodels and the cases it reduces to."""

import numpy as np
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from inspection.statistics import aalen_johansen, fixed_window

# R's cmprsk help data as in statsmodels' own test: the shares are R's cuminc, the standard errors Stata's stcompet.
TIMES = [1, 1, 2, 4, 4, 4, 6, 6, 7, 8, 9, 9, 9, 1, 2, 2, 4, 4]
ENDS = [1, 1, 1, 2, 2, 2, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]

# 35 patients with acute leukaemia after a transplant: relapse (1) or death in transplant (2). L. Scrucca, A. Santucci,
# F. Aversa, Competing risk analysis using R, Bone Marrow Transplantation 40 (2007) 381–387; R's cuminc.
LEUKAEMIA = [
    *[(13, 2), (1, 1), (72, 0), (7, 2), (8, 2), (67, 0), (9, 2), (5, 2), (70, 0), (4, 0), (7, 0), (68, 0), (1, 2)],
    *[(10, 2), (7, 2), (3, 1), (4, 1), (4, 1), (3, 1), (3, 1), (22, 2), (8, 1), (2, 2), (0, 2), (0, 1), (35, 0)],
    *[(35, 0), (4, 2), (14, 2), (26, 2), (3, 2), (2, 0), (8, 0), (32, 0), (12, 1)],
]
PUBLISHED = {
    0: (0.02857143, 0.02857143),
    1: (0.05714286, 0.05714286),
    2: (0.05714286, 0.08571429),
    3: (0.14581281, 0.11527094),
    4: (0.20492611, 0.14482759),
    5: (0.20492611, 0.1757917),
    7: (0.20492611, 0.23771992),
    8: (0.23771164, 0.27050544),
    9: (0.23771164, 0.30563279),
    12: (0.27283899, 0.34076015),
    13: (0.27283899, 0.3758875),
    22: (0.27283899, 0.4461422),
    72: (0.27283899, 0.48126955),
}


def named(ends):
    return [None if end == 0 else end for end in ends]


def random_cases(seed, n, kinds=3):
    chance = np.random.default_rng(seed)
    return chance.integers(0, 15, n), chance.integers(0, kinds + 1, n)


def test_shares_and_errors_are_the_published_ones_of_r_and_stata():
    curve = aalen_johansen(TIMES, named(ENDS))
    assert curve.at(1, [1, 2, 9]) == pytest.approx([0.11111111, 0.17037037, 0.17037037], abs=5e-9)
    assert curve.at(2, [2, 4, 9]) == pytest.approx([0, 0.20740741, 0.20740741], abs=5e-9)
    assert curve.at(3, [4, 6, 7]) == pytest.approx([0, 0.17777778, 0.26666667], abs=5e-9)
    assert curve.error[1][:2] == pytest.approx([0.07407407, 0.08976251], abs=5e-9)
    assert curve.error[2][2] == pytest.approx(0.10610391, abs=5e-9)
    assert curve.error[3][3:5] == pytest.approx([0.11196147, 0.12787781], abs=5e-9)


def test_the_leukaemia_example_is_the_published_one():
    curve = aalen_johansen([t for t, _ in LEUKAEMIA], named(e for _, e in LEUKAEMIA))
    for time, (relapse, death) in PUBLISHED.items():
        assert curve.at(1, [time])[0] == pytest.approx(relapse, abs=5e-9)
        assert curve.at(2, [time])[0] == pytest.approx(death, abs=5e-9)
    assert list(curve.open_at([0, 1, 10, 72, 73])) == [35, 33, 13, 1, 0]


@pytest.mark.parametrize("seed", range(12))
def test_shares_and_errors_agree_with_statsmodels_on_random_cases_with_ties(seed):
    times, ends = random_cases(seed, 60)
    times[-1], ends[-1] = 20, 0  # somebody is left at the end, or their formula divides nothing by nothing
    theirs, ours = CumIncidenceRight(times, ends), aalen_johansen(times, named(ends), kinds=(1, 2, 3))
    for end in (1, 2, 3):
        assert ours.share[end] == pytest.approx(theirs.cinc[end - 1], abs=1e-12)
        assert ours.error[end] == pytest.approx(theirs.cinc_se[end - 1], abs=1e-9)


def test_with_a_single_end_it_is_one_minus_kaplan_meier_with_greenwoods_error():
    times, ends = random_cases(3, 80, kinds=1)
    times[-1], ends[-1] = 20, 0
    theirs, ours = SurvfuncRight(times, ends), aalen_johansen(times, named(ends))
    assert 1 - ours.at(1, theirs.surv_times) == pytest.approx(theirs.surv_prob, abs=1e-12)
    at = np.searchsorted(ours.times, theirs.surv_times)
    assert ours.error[1][at] == pytest.approx(theirs.surv_prob_se, abs=1e-9)


def test_when_nothing_is_open_it_is_the_plain_share_with_the_binomial_error():
    times, ends = random_cases(5, 40, kinds=2)
    ends = np.where(ends == 0, 1, ends)
    curve = aalen_johansen(times, named(ends))
    for end in (1, 2):
        for at, time in enumerate(curve.times):
            share = np.mean((times <= time) & (ends == end))
            assert curve.share[end][at] == pytest.approx(share, abs=1e-12)
            assert curve.error[end][at] == pytest.approx((share * (1 - share) / 40) ** 0.5, abs=1e-9)


def test_all_ends_together_and_what_is_open_make_one():
    times, ends = random_cases(7, 50)
    curve = aalen_johansen(times, named(ends))
    still_open = SurvfuncRight(times, (ends > 0).astype(int))
    total = sum(curve.at(end, still_open.surv_times) for end in (1, 2, 3))
    assert 1 - total == pytest.approx(still_open.surv_prob, abs=1e-12)


def test_counts_stand_for_so_many_cases():
    times, ends = random_cases(9, 70)
    pairs = sorted(set(zip(times.tolist(), ends.tolist(), strict=True)))
    many = [sum((times == t) & (ends == e)) for t, e in pairs]
    once = aalen_johansen(times, named(ends), kinds=(1, 2, 3))
    counted = aalen_johansen([t for t, _ in pairs], named(e for _, e in pairs), many, kinds=(1, 2, 3))
    assert counted.cases == 70
    assert list(counted.at_risk) == list(once.at_risk)
    for end in (1, 2, 3):
        assert counted.share[end] == pytest.approx(once.share[end], abs=1e-12)
        assert counted.error[end] == pytest.approx(once.error[end], abs=1e-12)


def test_the_limits_lie_on_the_log_log_scale_and_within_none_and_all():
    curve = aalen_johansen(TIMES, named(ENDS))
    low, high = curve.interval(1, [0, 1, 2, 9])
    assert (low[0], high[0]) == (0, 0)
    # by hand for F = 1/9, s = 0.07407407: 1 − (8/9)^exp(∓1.959964 × 0.07407407 / (8/9 × 0.117783))
    assert low[1] == pytest.approx(1 - (8 / 9) ** np.exp(-1.959964 * 0.07407407 / (8 / 9 * 0.11778304)), abs=1e-6)
    assert high[1] == pytest.approx(1 - (8 / 9) ** np.exp(1.959964 * 0.07407407 / (8 / 9 * 0.11778304)), abs=1e-6)
    share = curve.at(1, [1, 2, 9])
    assert (low[1:] < share).all() and (share < high[1:]).all() and (high <= 1).all() and (low >= 0).all()


def test_beyond_the_last_day_anybody_was_watched_there_is_no_share():
    curve = aalen_johansen([3, 5], [1, None])
    assert curve.at(1, [5])[0] == 0.5
    assert np.isnan(curve.at(1, [6])[0])
    assert np.isnan(aalen_johansen([], [], kinds=(1,)).at(1, [0])[0])


def test_an_end_that_never_occurs_has_a_curve_at_nothing():
    curve = aalen_johansen([1, 2], [1, None], kinds=(1, 2))
    assert list(curve.share[2]) == [0, 0]
    assert list(curve.error[2]) == [0, 0]


def test_a_case_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        aalen_johansen([1, -1], [1, 1])


def test_a_case_ended_on_the_last_day_of_the_window_is_within_it():
    assert fixed_window([365, 366, None], [400, 400, 400], 365) == (1, 3, 0)


def test_a_case_younger_than_the_window_stays_outside_even_when_it_ended_early():
    assert fixed_window([10, 10, None], [364, 365, 364], 365) == (1, 1, 2)


def test_a_window_over_counts_adds_them_up():
    assert fixed_window([10, 400, None], [500, 500, 90], 365, [4, 3, 2]) == (4, 7, 2)


def test_a_window_or_a_wait_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="window"):
        fixed_window([1], [1], -1)
    with pytest.raises(ValueError, match="before the start"):
        fixed_window([-1], [1], 1)


def test_where_every_case_was_watched_long_enough_the_window_is_the_curve():
    times, ends = random_cases(11, 60, kinds=2)
    watched = np.full(60, 15)
    ended = [int(t) if e == 1 else None for t, e in zip(times, ends, strict=True)]
    exits = [int(t) if e else 15 for t, e in zip(times, ends, strict=True)]
    curve = aalen_johansen(exits, named(ends))
    n, whole, young = fixed_window(ended, watched, 8)
    assert (whole, young) == (60, 0)
    assert curve.at(1, [8])[0] == pytest.approx(n / whole, abs=1e-12)
