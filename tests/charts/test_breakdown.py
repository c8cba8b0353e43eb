"""Figures of any indicator: what stands beside a bar is what the bar is, and no mark stands for other rows."""

from itertools import pairwise

import pandas as pd
import pytest

from inspection.charts import breakdown
from inspection.reading.words import money
from inspection.text import say


def counted(dimension: str, *rows: tuple[object, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[dimension, "numerator"])
    return frame.assign(value=frame["numerator"], denominator=pd.NA, pending=0)


def rated(dimension: str, *rows: tuple[object, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[dimension, "numerator", "denominator"])
    value = frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0)
    return frame.assign(value=value, low=value - 0.1, high=value + 0.1, pending=0)


def test_a_bar_says_its_count_and_its_share_and_leads_to_its_own_rows():
    frame = counted("nature", ("immediate", 1), ("intensive", 3))
    title, made = breakdown.ranked(frame, lang="zh", id="findings", dimension="nature")
    assert list(made.data[0].x) == [3, 1]
    assert [t.replace("  ", " ") for t in made.data[0].text] == ["<b>3 个</b> 75%", "<b>1 个</b> 25%"]
    assert made.layout.meta["picks"] == ["?nature=intensive", "?nature=immediate"]
    assert "3 个" in title and "75%" in title


def test_things_counted_distinct_have_no_share_for_one_can_stand_in_two_bars():
    frame = counted("measure", ("criticism", 5), ("admonition", 4))
    _, made = breakdown.ranked(frame, lang="zh", id="accountable_persons", dimension="measure")
    assert not any("%" in text for text in made.data[0].text)


def test_what_stands_behind_the_twelfth_bar_is_added_up_and_opens_no_single_group():
    frame = counted("team", *((f"第{n}组", 20 - n) for n in range(15)))
    _, made = breakdown.ranked(frame, lang="zh", id="findings", dimension="team")
    assert len(made.data[0].x) == breakdown.MOST
    assert made.data[0].x[-1] == sum(20 - n for n in range(11, 15)) and made.layout.meta["picks"][-1] == ""


def test_a_rate_carries_its_n_of_N_and_its_interval_and_an_empty_group_has_neither_bar_nor_whisker():
    frame = rated("notice_kind", ("letter", 9, 10), ("supervision", 0, 0))
    _, made = breakdown.ranked(frame, lang="zh", id="notice_rate", dimension="notice_kind")
    (bar,) = made.data
    assert [note.text for note in made.layout.annotations] == ["<b>90.0%</b>  9/10", "—"]
    assert bar.error_x.array[0] == pytest.approx(0.1) and (bar.error_x.array[1], bar.error_x.arrayminus[1]) == (0, 0)
    assert made.layout.xaxis.range[0] == 0


def test_where_everything_is_counted_no_interval_is_drawn():
    frame = rated("village_class", ("poor", 9, 10), ("weak", 2, 4)).assign(low=pd.NA, high=pd.NA)
    _, made = breakdown.ranked(frame, lang="zh", id="coverage_rate", dimension="village_class")
    assert made.data[0].error_x.array is None and list(made.data[0].x) == [0.9, 0.5]


def test_codes_with_an_order_keep_it_whatever_their_size():
    frame = counted("form", ("4", 9), ("1", 1))
    _, made = breakdown.ranked(frame, lang="zh", id="accountability_decisions", dimension="form")
    assert list(made.data[0].x) == [1, 9] and made.layout.meta["picks"] == ["?form=1", "?form=4"]


def test_a_year_without_anything_is_drawn_as_nothing_and_not_left_out():
    title, made = breakdown.years(counted("year", (2021, 4), (2023, 6)), lang="zh", id="notices")
    assert list(made.data[0].x) == [2021, 2022, 2023] and list(made.data[0].y) == [4, 0, 6]
    assert [note.text for note in made.layout.annotations] == ["<b>4</b>", "<b>0</b>", "<b>6</b>"]
    assert "上年" not in title  # two years that do not follow each other are not compared


def test_a_partial_year_is_hatched_named_and_never_the_year_that_is_told():
    title, made = breakdown.years(counted("year", (2022, 4), (2023, 6), (2024, 1)), lang="zh", id="notices", partial=(2024,))
    assert list(made.data[0].marker.pattern.shape) == ["", "", "/"]
    assert say("breakdown.partial_year", "zh") in made.layout.xaxis.ticktext[2]
    assert "2023" in title and "2024" not in title


def test_small_multiples_add_up_to_the_number_below_their_year_on_one_scale_and_pool_what_they_cannot_show():
    rows = [(2023, kind, n) for n, kind in enumerate("abcdefg", start=1)]
    frame = pd.DataFrame(rows, columns=["year", "team", "numerator"])
    _, made = breakdown.years(frame, lang="zh", id="findings", split="team")
    assert sum(trace.y[-1] for trace in made.data) == 28 and "<b>28</b>" in made.layout.xaxis.ticktext[0]
    assert len(made.data) == 5 and say("breakdown.others", "zh", n=3) == made.data[-1].name
    assert made.layout.meta["picks"][-1] == [""]
    floors = [trace.base[0] for trace in made.data]
    assert [a - b for a, b in pairwise(floors)] == pytest.approx([7 * breakdown.BAND] * 4)
    assert floors[-1] == 0 and list(made.layout.yaxis.ticktext)[0] == "g"
    assert len({trace.marker.color for trace in made.data}) == 1


def test_many_years_of_small_multiples_are_named_short_and_lie_flat():
    rows = [(year, "a", 1) for year in range(2016, 2026)]
    frame = pd.DataFrame(rows, columns=["year", "team", "numerator"])
    _, made = breakdown.years(frame, lang="zh", id="findings", split="team")
    assert [tick.split("<br>")[0] for tick in made.layout.xaxis.ticktext] == ["2016", *map(str, range(17, 26))]
    assert list(made.layout.xaxis.tickvals) == list(range(2016, 2026)) and made.layout.xaxis.tickangle == 0
    _, few = breakdown.years(frame[frame["year"] > 2017], lang="zh", id="findings", split="team")
    assert [tick.split("<br>")[0] for tick in few.layout.xaxis.ticktext] == list(map(str, range(2018, 2026)))


def test_running_totals_end_at_what_is_written_beside_them():
    frame = pd.DataFrame({"quarter": ["2023-Q1", "2023-Q4"], "numerator": [1.5, 2.0]})
    title, made = breakdown.running(frame, frame, lang="zh", ids=("recovered_wan", "returned_wan"))
    assert list(made.data[0].y) == [1.5, 1.5, 1.5, 3.5]
    assert money(3.5, "zh") in made.layout.annotations[0].text and money(3.5, "zh") in title
    assert made.layout.annotations[-1].text == "万元"
    assert "本季 +2.0 万元" in [note.text for note in made.layout.annotations]


def test_the_largest_steps_of_a_running_sum_are_named_and_small_ones_are_not():
    sums = pd.DataFrame({"quarter": [f"2023-Q{n}" for n in range(1, 5)] + ["2024-Q1"], "numerator": [5, 60, 2, 20, 13]})
    _, made = breakdown.running(sums, sums.head(1), lang="zh", ids=("recovered_wan", "returned_wan"))
    named = [(note.x, note.text) for note in made.layout.annotations if "本季" in note.text]
    assert named == [("2023-Q2", "本季 +60.0 万元"), ("2023-Q4", "本季 +20.0 万元"), ("2024-Q1", "本季 +13.0 万元")]


@pytest.mark.parametrize(
    "wan, zh, en",
    [
        (9999.9, "9,999.9 万元", "CNY 100.00 million"),
        (10_000, "1.00 亿元", "CNY 100.00 million"),
        (99.9, "99.9 万元", "CNY 999 thousand"),
        (-12_345, "-1.23 亿元", "CNY -123.45 million"),
        (0, "0 万元", "CNY 0"),
    ],
)
def test_money_turns_to_hundred_millions_where_a_reader_of_the_language_would(wan, zh, en):
    assert (money(wan, "zh"), money(wan, "en")) == (zh, en)
