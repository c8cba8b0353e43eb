"""What a mix lets expect: by hand, against a published table, and where no unit differs from another."""

import numpy as np
import pytest

from inspection.statistics import count_funnel, expectation

TEAMS = ["一组"] * 4 + ["二组"] * 4
CLASSES = ["乡镇", "乡镇", "乡镇", "村", "乡镇", "村", "村", "学校"]
COUNTS = [20, 22, 24, 8, 26, 10, 6, 30]


def test_a_team_with_the_large_organisations_is_expected_to_find_more():
    """By hand: a township has 92/4 = 23, a village 24/3 = 8; the school, inspected by one team alone, is not compared."""
    found = expectation(TEAMS, CLASSES, COUNTS)
    assert (found.units, found.cases, found.observed) == (("一组", "二组"), (4, 3), (74, 42))
    assert found.expected == pytest.approx((3 * 23 + 8, 23 + 2 * 8))
    assert sum(found.observed) == pytest.approx(sum(found.expected))


def test_the_dispersion_is_within_a_unit_and_a_stratum():
    """By hand: the townships of team 1 deviate by 2, 0, 2 from 22, the villages of team 2 by 2, 2 from 8; five cases in two
    cells have three degrees of freedom."""
    assert expectation(TEAMS, CLASSES, COUNTS).dispersion == pytest.approx((8 / 23 + 8 / 8) / 3)
    assert expectation(["一组", "二组"], ["村", "村"], [3, 5]).dispersion is None


def test_a_difference_between_units_is_no_dispersion_within_them():
    counts = [10, 10, 10, 90, 90, 90]
    assert expectation(["甲"] * 3 + ["乙"] * 3, ["村"] * 6, counts).dispersion == 0


def test_who_has_nobody_alike_is_not_compared():
    found = expectation(["甲", "甲", "乙"], ["村", "村", "乡镇"], [3, 4, 20])
    assert (found.cases, found.observed, found.expected) == ((0, 0), (0, 0), (0.0, 0.0))
    assert expectation([], [], []).units == ()
    with pytest.raises(ValueError, match="expected 0 or more"):
        expectation(["甲"], ["村"], [-1])


def test_the_expected_number_of_the_indirect_method_is_population_times_standard_rate():
    """Two units of three strata, the arithmetic of a standardised ratio written out as a table of rates."""
    sizes = {"甲": (30, 10, 5), "乙": (5, 10, 30)}
    units, strata, counts = [], [], []
    random = np.random.default_rng(2)
    for unit, numbers in sizes.items():
        for stratum, (n, mean) in enumerate(zip(numbers, (2, 8, 20), strict=True)):
            units += [unit] * n
            strata += [stratum] * n
            counts += random.poisson(mean, n).tolist()
    table = np.zeros((2, 3))
    for unit, stratum, count in zip(units, strata, counts, strict=True):
        table["甲乙".index(unit), stratum] += count
    rates = table.sum(axis=0) / np.array([35, 20, 35])
    found = expectation(units, strata, counts)
    assert found.expected == pytest.approx([float(np.dot(sizes[u], rates)) for u in "甲乙"])
    assert found.observed == tuple(table.sum(axis=1).astype(int))


def drawn(random: np.random.Generator, uneven: float) -> tuple[list, list, list]:
    """Six teams with unequal mixes of three classes, whose inspections vary alike: `uneven` times Poisson (gamma means)."""
    units, strata, counts = [], [], []
    for team, mix in enumerate(((11, 2, 0), (1, 9, 4), (0, 6, 9), (1, 8, 3), (0, 3, 12), (2, 5, 5))):
        for stratum, (n, mean) in enumerate(zip(mix, (26, 12, 6), strict=True)):
            means = np.full(n, mean) if uneven == 1 else random.gamma(mean / (uneven - 1), uneven - 1, n)
            units += [team] * n
            strata += [stratum] * n
            counts += random.poisson(means).tolist()
    return units, strata, counts


@pytest.mark.long
@pytest.mark.parametrize("uneven", [1.0, 3.0])
def test_teams_that_differ_in_their_mix_alone_are_hardly_ever_named(uneven):
    """1,000 counties in which no team finds more than another: raw counts per inspection name one in nearly all of them."""
    random, named, raw = np.random.default_rng(11), 0, 0
    for _ in range(1000):
        units, strata, counts = drawn(random, uneven)
        made = expectation(units, strata, counts)
        named += any(abs(o) == 2 for o in count_funnel(made.observed, made.expected, made.dispersion).outside)
        inspections = [units.count(team) for team in made.units]
        raw += any(abs(o) == 2 for o in count_funnel(made.observed, inspections).outside)
    assert named <= 20 and raw > 900


def test_a_team_that_finds_half_of_what_it_should_is_named():
    random, named = np.random.default_rng(12), 0
    for _ in range(100):
        units, strata, counts = drawn(random, 1.0)
        counts = [random.binomial(k, 0.5) if unit == 2 else k for unit, k in zip(units, counts, strict=True)]
        made = expectation(units, strata, counts)
        named += count_funnel(made.observed, made.expected, made.dispersion).outside[2] == -2
    assert named >= 95
