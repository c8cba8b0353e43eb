"""A change taken apart into rate and mix: Kitagawa's sums, and Simpson's paradox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.statistics import kitagawa


def test_by_hand_two_parts_whose_rates_stand_while_the_mix_moves():
    mix = kitagawa({"a": (8, 10), "b": (9, 30)}, {"a": (24, 30), "b": (3, 10)})
    assert mix.change == pytest.approx(27 / 40 - 17 / 40)
    assert mix.rate_effect == pytest.approx(0)
    assert mix.mix_effect == pytest.approx(0.5 * 0.8 - 0.5 * 0.3)


def test_by_hand_rates_that_move_at_the_same_mix():
    mix = kitagawa({"a": (5, 10), "b": (5, 10)}, {"a": (8, 10), "b": (6, 10)})
    assert (mix.rate_effect, mix.mix_effect) == (pytest.approx(0.2), pytest.approx(0))
    assert [part.rate_effect for part in mix.parts] == pytest.approx([0.15, 0.05])


def test_the_published_example_of_the_kidney_stones_is_simpsons_paradox():
    """C. R. Charig et al., BMJ 292 (1986) 879: small stones 81/87 against 234/270, large 192/263 against 55/80."""
    mix = kitagawa({"small": (81, 87), "large": (192, 263)}, {"small": (234, 270), "large": (55, 80)})
    assert mix.change == pytest.approx(289 / 350 - 273 / 350)
    assert mix.change > 0 and all(part.change < 0 for part in mix.parts)
    assert mix.reversed and mix.masked


def test_when_one_part_moves_with_the_whole_nothing_is_reversed():
    mix = kitagawa({"a": (5, 10), "b": (5, 10)}, {"a": (8, 10), "b": (4, 10)})
    assert mix.change > 0 and not mix.reversed and not mix.masked


def test_a_part_that_exists_in_one_of_the_two_only_is_all_mix():
    mix = kitagawa({"a": (5, 10)}, {"a": (5, 10), "new": (10, 10)})
    assert mix.rate_effect == pytest.approx(0)
    assert mix.mix_effect == pytest.approx(0.25)
    assert mix.parts[1].change is None


def test_nothing_before_or_nothing_now_cannot_be_compared():
    assert kitagawa({}, {"a": (1, 2)}) is None
    assert kitagawa({"a": (1, 2)}, {"a": (0, 0)}) is None


def test_counts_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="out of"):
        kitagawa({"a": (3, 2)}, {"a": (1, 2)})


shares = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair)))
wholes = st.dictionaries(st.sampled_from("abcdef"), shares, min_size=1)


@given(before=wholes, now=wholes)
def test_the_two_effects_and_the_parts_add_up_to_the_change_whatever_the_counts(before, now):
    mix = kitagawa(before, now)
    n0, n1 = sum(n for _, n in before.values()), sum(n for _, n in now.values())
    if mix is None:
        assert not n0 or not n1
        return
    change = sum(k for k, _ in now.values()) / n1 - sum(k for k, _ in before.values()) / n0
    assert mix.rate_effect + mix.mix_effect == pytest.approx(change, abs=1e-12)
    assert sum(p.rate_effect + p.mix_effect for p in mix.parts) == pytest.approx(change, abs=1e-12)


@given(before=wholes, now=wholes)
def test_turned_round_the_same_effects_change_their_sign(before, now):
    there, back = kitagawa(before, now), kitagawa(now, before)
    if there is not None:
        assert back.rate_effect == pytest.approx(-there.rate_effect, abs=1e-12)
        assert back.mix_effect == pytest.approx(-there.mix_effect, abs=1e-12)
