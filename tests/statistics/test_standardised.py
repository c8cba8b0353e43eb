"""What a unit's mix of kinds lets expect, by hand and against a slow second way."""

import random

import pytest

from inspection.statistics.standardised import standardised


def test_the_expected_are_the_pooled_rates_of_the_kinds_a_unit_has():
    found = standardised(["甲", "甲", "乙"], ["村", "镇", "村"], [8, 1, 2], [10, 10, 10])
    # villages 10 of 20, towns 1 of 10: 甲 expects 5 + 1, 乙 5
    assert [(one.unit, one.counted, one.expected) for one in found] == [("甲", 9, 6.0), ("乙", 2, 5.0)]
    assert [one.ratio for one in found] == [1.5, 0.4]


def test_of_nothing_nothing_is_expected_and_no_row_counts_more_than_there_is():
    (found,) = standardised(["甲"], ["村"], [0], [0])
    assert (found.expected, found.ratio) == (0.0, None) and standardised([], [], [], []) == []
    with pytest.raises(ValueError, match="3 of 2"):
        standardised(["甲"], ["村"], [3], [2])


@pytest.mark.parametrize("seed", range(8))
def test_the_expected_add_up_to_the_counted_and_agree_with_thing_by_thing(seed):
    """The slow way: every single thing of a unit expects the share of its kind among all things."""
    chance = random.Random(seed)
    rows = [(f"u{chance.randrange(4)}", f"k{chance.randrange(3)}", chance.randrange(9)) for _ in range(20)]
    rows = [(unit, kind, k, k + chance.randrange(9)) for unit, kind, k in rows]
    found = standardised(*map(list, zip(*rows, strict=True)))
    things = [(unit, kind, at < k) for unit, kind, k, n in rows for at in range(n)]
    for one in found:
        slow = 0.0
        for unit, kind, _ in things:
            if unit == one.unit:
                alike = [hit for _, other, hit in things if other == kind]
                slow += sum(alike) / len(alike)
        assert one.expected == pytest.approx(slow)
    assert sum(one.expected for one in found) == pytest.approx(sum(one.counted for one in found))
