"""Whether units differ by more than chance: against scipy's tails and table, and where nothing differs."""

import numpy as np
import pytest
from scipy.stats import chi2, chi2_contingency

from inspection.statistics import SURE, chi_square_tail, count_funnel, rate_funnel, spread


@pytest.mark.parametrize("df", [0.3, 1, 2.5, 10, 57, 400])
def test_the_tail_of_chi_square_is_scipys(df):
    for x in (0.0, 0.01, 0.5, 3, 10, 32.1, 60, 380, 420, 600):
        assert chi_square_tail(x, df) == pytest.approx(chi2.sf(x, df), rel=1e-10, abs=1e-300)


def test_the_points_of_the_printed_table():
    for x, df in ((3.841459, 1), (18.307038, 10), (67.504807, 50)):
        assert chi_square_tail(x, df) == pytest.approx(0.05, abs=1e-7)
    with pytest.raises(ValueError, match="degrees of freedom"):
        chi_square_tail(1, 0)


def test_of_large_units_it_is_the_test_of_a_two_by_many_table():
    counted, of = [520, 610, 480, 555], [1000, 1100, 990, 1010]
    found = rate_funnel(counted, of).spread
    expected = chi2_contingency([counted, [n - k for k, n in zip(counted, of, strict=True)]], correction=False)
    assert (found.chi2, found.df) == (pytest.approx(expected.statistic), expected.dof)
    assert found.p == pytest.approx(expected.pvalue, rel=0.02)


@pytest.mark.long
@pytest.mark.parametrize("rate, sizes", [(0.02, [5] * 30), (0.5, [2] * 40), (0.62, [34, 51, 28, 47, 60, 39, 44, 25, 70, 33])])
def test_where_nothing_differs_it_is_said_to_in_one_of_twenty_at_most(rate, sizes):
    random = np.random.default_rng(5)
    said = 0
    for _ in range(1000):
        funnel = rate_funnel(random.binomial(sizes, rate).tolist(), sizes)
        said += funnel.spread.p < SURE
    assert said <= 70  # 50, and twice the standard error of that


def test_counts_that_vary_within_a_unit_more_than_poisson_are_measured_by_that():
    """Inspections come in clusters of four times the variance of Poisson: nobody differs, and plain Poisson says they do."""
    random = np.random.default_rng(6)
    plain = own = 0
    for _ in range(500):
        counts = (4 * random.poisson(25, 6)).tolist()
        plain += count_funnel(counts, [100.0] * 6).spread.p < SURE
        own += count_funnel(counts, [100.0] * 6, 4.0).spread.p < SURE
    assert plain > 300 and own <= 40


def test_what_cannot_vary_and_who_is_alone_differ_from_nobody():
    assert rate_funnel([0, 1, 1, 0], [1] * 4).spread.p == 1.0  # one case each: z² is the same whatever comes
    assert rate_funnel([3], [9]).spread.p == rate_funnel([9, 4], [9, 4]).spread.p == 1.0
    with pytest.raises(ValueError, match="variances"):
        spread([1.0], [])
