"""Beside many verdicts stands how many of them chance alone would make."""

import pandas as pd

from inspection.reading import by_chance, years
from inspection.reading.words import NOTHING
from tests.reading.county import COUNTY
from tests.small import source, view_of


def test_how_many_chance_marks_is_the_count_times_the_share_and_what_is_next_to_nothing_is_said_so():
    assert (by_chance.expected(20, 0.05, "zh"), by_chance.expected(50, 0.002, "en")) == ("约有 1.0 ", "about 0.1")
    assert (by_chance.expected(49, 0.002, "zh"), by_chance.expected(49, 0.002, "en")) == ("不到 0.1 ", "fewer than 0.1")


def test_of_five_verdicts_and_more_it_is_said_of_fewer_nothing():
    assert by_chance.of_verdicts(4, "zh") == ""
    assert by_chance.of_verdicts(5, "zh") == (
        "这里一共作了 5 项升降判断，即使实际全无变化，单凭偶然也约有 0.3 项会显示上升或下降。"
    )
    assert by_chance.of_verdicts(40, "en") == (
        "40 changes are judged here; had nothing changed at all, chance alone would mark about 2.0 of them."
    )


def test_the_changes_of_a_comparison_are_those_with_an_interval_of_every_thing_compared():
    told = pd.DataFrame({"ends": ["+1.0 – +2.0", NOTHING], "ends_1": ["−1.0 – +2.0"] * 2, "verdict": ["升", ""]})
    assert by_chance.compared(told) == 3
    assert by_chance.compared(pd.DataFrame({"value": [1]})) == 0


def test_the_pairs_of_years_counted_are_those_whose_verdict_stands_in_the_table():
    held = source(**COUNTY)
    told = years.with_verdicts(view_of(held), held)["verdict"]
    judged = told.str.contains("升|降|变化不显著") & ~told.str.contains("不作")
    assert years.judged_pairs(view_of(held), held) == int(judged.sum())
