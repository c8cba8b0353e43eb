"""Bands and places: what chance may have done is no verdict."""

from hypothesis import given
from hypothesis import strategies as st

from inspection.snapshots.bands import band, groups, place_ranges
from inspection.statistics import wilson

LIMITS = {"good": 90, "fair": 75, "average": 60}


def overlap(a, b):
    return a[0] <= b[1] and b[0] <= a[1]


def test_two_that_do_not_overlap_are_in_two_groups_the_higher_first():
    assert groups([(0.1, 0.3), (0.6, 0.9)]) == [1, 0]


def test_two_that_overlap_share_a_group():
    assert groups([(0.5, 0.8), (0.7, 0.95)]) == [0, 0]


def test_ends_that_touch_overlap():
    assert groups([(0.5, 0.7), (0.7, 0.9)]) == [0, 0]


def test_one_that_reaches_over_two_groups_is_set_aside_and_does_not_tie_them():
    assert groups([(0.8, 0.9), (0.15, 0.85), (0.1, 0.2)]) == [0, None, 1]


def test_equal_counts_are_treated_equally():
    assert groups([(0.8, 0.9), (0.15, 0.85), (0.15, 0.85), (0.1, 0.2)]) == [0, None, None, 1]


def test_nobody_at_all_makes_no_group():
    assert groups([]) == []


counts = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)).map(lambda t: (min(t[1], t[0]), t[0])), max_size=40)


@given(counts)
def test_whoever_overlaps_shares_a_group_and_whoever_shares_one_overlaps(made):
    intervals = [wilson(done, whole) for done, whole in made]
    found = groups(intervals)
    for at, a in enumerate(intervals):
        for other, b in enumerate(intervals):
            if None not in (found[at], found[other]):
                assert overlap(a, b) == (found[at] == found[other])


@given(counts)
def test_groups_come_in_the_order_of_their_shares(made):
    intervals = [wilson(done, whole) for done, whole in made]
    found = groups(intervals)
    placed = sorted((number, -high) for number, (_, high) in zip(found, intervals, strict=True) if number is not None)
    tops = {number: -best for number, best in reversed(placed)}
    assert [tops[number] for number in sorted(tops)] == sorted(tops.values(), reverse=True)
    assert set(tops) == set(range(len(tops)))


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
