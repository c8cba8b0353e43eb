"""Bands by published limits, how sure they are, and places with their ranges: what chance may have done is no verdict."""

from hypothesis import given
from hypothesis import strategies as st

from inspection.snapshots.bands import BANDS, band, certainty, lowered, place_ranges
from inspection.statistics import wilson

LIMITS = {"good": 90, "fair": 75, "average": 60}
counts = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)).map(lambda t: (min(t[1], t[0]), t[0])), max_size=40)


@given(counts)
def test_a_place_lies_within_its_range(made):
    intervals = [wilson(done, whole) for done, whole in made]
    shares = [done / whole for done, whole in made]
    for share, (best, worst) in zip(shares, place_ranges(intervals), strict=True):
        assert best <= 1 + sum(other > share for other in shares) <= worst


def test_places_that_nobody_contests_have_a_range_of_one():
    assert place_ranges([(0.9, 1.0), (0.5, 0.6), (0.1, 0.2)]) == [(1, 1), (2, 2), (3, 3)]


def test_a_share_on_the_limit_is_in_the_higher_band():
    assert [band(n, 20, LIMITS) for n in (20, 18, 17, 15, 14, 12, 11, 0)] == [
        "good", "good", "fair", "fair", "average", "average", "poor", "poor",
    ]  # fmt: skip


def test_a_band_lower_is_the_next_and_the_lowest_stays():
    assert [lowered(name) for name in BANDS] == ["fair", "average", "poor", "poor"]


def test_how_sure_a_band_is_grows_with_the_findings_and_not_with_the_share_alone():
    """All done: of 5 nobody can tell whether nine in ten would be, of 10 probably, of 35 surely (Wilson, by hand: the lower
    end of n of n is n / (n + z²), with z = 1.96 and 0.8416)."""
    told = [certainty(n, n, "good", LIMITS) for n in (5, 6, 7, 34, 35)]
    assert told == ["unclear", "unclear", "likely", "likely", "sure"]
    assert [certainty(0, n, "poor", LIMITS) for n in (1, 2, 3)] == ["likely", "likely", "sure"]
    assert certainty(11, 20, "poor", LIMITS) == "unclear" and certainty(900, 1000, "good", LIMITS) == "unclear"


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_whoever_is_sure_has_an_interval_that_does_not_cross_the_limit(made):
    done, whole = made
    name = band(done, whole, LIMITS)
    low, high = wilson(done, whole)
    beyond = high < 0.6 if name == "poor" else low >= LIMITS[name] / 100
    assert (certainty(done, whole, name, LIMITS) == "sure") == beyond
