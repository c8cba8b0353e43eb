"""The word for a change, where cases are still open."""

import pytest

from inspection.statistics import Period, newcombe_difference, verdict


def test_a_rise_that_the_open_cases_could_undo_is_not_called_a_rise():
    before, now = Period(40, 100), Period(60, 100)
    assert verdict(before, now) == "up"
    assert verdict(before, Period(60, 100, pending=60)) == "open"


def test_a_few_open_cases_do_not_keep_a_clear_fall_from_being_called_one():
    assert verdict(Period(80, 100), Period(40, 100, pending=3)) == "down"


def test_an_old_cohort_of_which_half_is_open_has_no_verdict_though_it_is_not_flagged_immature():
    assert verdict(Period(20, 40, pending=40), Period(22, 44)) == "open"


def test_no_change_is_not_said_of_two_years_the_open_cases_could_tell_apart():
    assert verdict(Period(20, 40), Period(20, 40, pending=30)) == "open"
    assert verdict(Period(20, 40), Period(20, 40, pending=1)) == "not_significant"


def test_pending_inside_the_denominator_can_only_add_to_the_numerator():
    assert verdict(Period(50, 100), Period(30, 100, pending=0, inside=True)) == "down"
    assert verdict(Period(50, 100), Period(30, 100, pending=40, inside=True)) == "open"
    assert Period(30, 100, pending=40, inside=True).ended(40) == Period(70, 100, inside=True)


def test_the_break_and_the_immature_cohort_are_named_before_what_is_open():
    assert verdict(Period(40, 100), Period(60, 100, pending=60, breaks=True)) == "broken"
    assert verdict(Period(40, 100), Period(60, 100, pending=60, immature=True)) == "immature"


@pytest.mark.parametrize("open_before, open_now", [(0, 0), (2, 3), (10, 4), (25, 25)])
def test_the_word_stands_only_if_every_way_the_open_cases_can_end_gives_it(open_before, open_now):
    """All outcomes tried one by one against the two ends that `verdict` looks at."""
    before, now = Period(30, 90, pending=open_before), Period(55, 95, pending=open_now)

    def word(b: int, n: int) -> str:
        low, high = newcombe_difference(55 + n, 95 + open_now, 30 + b, 90 + open_before)
        return "up" if low > 0 else "down" if high < 0 else "not_significant"

    words = {word(b, n) for b in range(open_before + 1) for n in range(open_now + 1)}
    said = verdict(before, now)
    assert said == (words.pop() if len(words) == 1 else "open")
