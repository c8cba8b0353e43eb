"""What a figure draws is what its table holds: each mark its own value, words and rows. Clues, coverage, any indicator."""


import pandas as pd
import pytest

from inspection.charts import (
    breakdown,
    clues,
    coverage,
    coverage_each,
)
from inspection.charts.rates import rate_dots
from inspection.charts.template import ATTENTION, CONTEXT, GROUND, INK, PRESENT, PRESENT_TINT, PREVIOUS


def rows(columns: str, *lines: tuple) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=columns.split())


def notes(made) -> list[str]:
    return [note.text for note in made.layout.annotations]


def picks(made) -> list:
    return made.layout.meta["picks"]


# --- clues -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def years():
    columns = (
        "year transferred concluded substantiated pending rate low_bound high_bound is_partial is_immature is_break"
    )
    frame = rows(
        columns,
        (2021, 100, 100, 20, 0, 0.2, 0.2, 0.2, True, False, False),
        (2022, 120, 100, 60, 20, 0.6, 0.5, 2 / 3, False, False, False),
        (2023, 110, 50, 40, 50, 0.8, 0.4, 0.9, False, True, False),
        (2024, 30, 0, 0, 0, None, None, None, False, True, False),
    )
    return frame.assign(young=[0, 0, 10, 30])


def test_each_year_is_drawn_at_its_rate_and_what_may_change_is_a_ring_off_the_line(years):
    _, made = clues.verification_by_year(years, lang="zh")
    line, provisional = made.data[0], made.data[1]
    assert (list(line.x), list(line.y)) == ([1], [0.6])
    assert (list(provisional.x), list(provisional.y)[:2]) == ([0, 2, 3], [0.2, 0.8])
    assert (line.mode, provisional.mode) == ("lines+markers", "markers")
    assert line.marker.color == PRESENT and provisional.marker.color == GROUND


def test_no_line_leads_over_a_year_that_is_missing_or_open(years):
    settled = years.assign(year=[2019, 2020, 2022, 2023], is_partial=False, is_immature=[False, False, False, True])
    _, made = clues.verification_by_year(settled, lang="zh")
    assert list(made.data[0].x) == [0, 1, None, 2] and picks(made)[0] == ["?year=2019", "?year=2020", "", "?year=2022"]


def test_the_interval_of_a_year_reach_to_its_interval(years):
    _, made = clues.verification_by_year(years, lang="zh")
    error = made.data[1].error_y  # 20 of 100: 13.3–28.9 %; 40 of 50: 67.0–88.8 %
    assert list(error.array) == pytest.approx([0.0888, 0.0876, 0], abs=1e-3)
    assert list(error.arrayminus) == pytest.approx([0.0666, 0.1304, 0], abs=1e-3)


def test_below_a_year_stand_its_own_counts_and_beside_it_where_it_can_end(years):
    _, made = clues.verification_by_year(years, lang="zh")
    assert made.layout.xaxis.ticktext[1] == "<b>2022</b><br>60%<br>60/100<br>未结20"
    assert made.layout.xaxis.ticktext[2].endswith("未结50<br>未满10")
    assert made.layout.xaxis.ticktext[3] == "<b>2024</b><br>尚无<br>到期<br>未满30"  # named, though it has no mark
    bounds = made.data[2]
    assert list(bounds.base)[:3] == [0.2, 0.5, 0.4] and list(bounds.y)[:3] == pytest.approx([0, 1 / 6, 0.5])
    assert len(made.data) == 3  # one rate: another definition has a drawing of its own


def test_a_click_on_a_year_opens_that_year(years):
    _, made = clues.verification_by_year(years, lang="zh")
    assert picks(made) == [
        ["?year=2022"],
        ["?year=2021", "?year=2023", "?year=2024"],
        ["?year=2021", "?year=2022", "?year=2023", "?year=2024"],
    ]


def test_a_stage_of_the_clues_is_a_share_of_all_transferred_and_opens_its_own_rows():
    frame = rows(
        "stage clues share",
        ("transferred", 10, 1.0),
        ("concluded", 8, 0.8),
        ("verified", 4, 0.4),
        ("case_filed", 2, 0.2),
    )
    title, made = clues.funnel(frame, lang="zh")
    assert [note.split()[-1] for note in notes(made)] == ["10/10", "8/10", "4/10", "2/10"]
    assert list(made.data[0].x) == [1.0, 0.8, 0.4, 0.2]
    assert picks(made) == [
        "clues?",
        "clue_conclusion_rate:all_numerator?",
        "clue_verification_rate:all_numerator?",
        "clue_case_filing_rate:all_numerator?",
    ]
    assert "10" in title and "8" in title and "4" in title


def test_every_open_clue_is_a_mark_at_its_days_in_the_colour_of_its_warning():
    held = ((5, "一室", "甲局", 400, "red"), (2, "一室", "甲局", 30, "blue"), (3, "一室", "乙局", 30, "blue"),
            (4, "二室", "乙局", 100, ""), (1, None, None, 366, "yellow"))
    title, made = clues.ageing(rows("clue_id handler org_name days level", *held), lang="zh")
    assert list(made.layout.yaxis.ticktext) == ["一室", "二室", "未明确承办部室"]
    assert [list(trace.x) for trace in made.data] == [[400], [366], [30, 30], [100]]
    red, _, blue, none = made.data
    assert red.marker.color == ATTENTION and none.marker.color == GROUND
    assert blue.y[0] != blue.y[1] and {round(y) for y in blue.y} == {0}  # two of one day, both seen
    assert notes(made) == ["<b>3</b>  红1 蓝2", "<b>1</b>", "<b>1</b>  黄1"]
    assert [told[0] for trace in made.data for told in trace.customdata] == ["甲局", "", "甲局", "乙局", "乙局"]
    assert picks(made) == [[f"/clue?number={n}" for n in one] for one in ((5,), (1,), (2, 3), (4,))]
    assert title == "未办结 5 件，其中移交已超一年 2 件，红色预警 1 件"


def test_a_clue_put_aside_has_no_limit_and_is_not_said_to_be_within_one():
    held = ((1, "一室", "甲局", 1080, "shelved"), (2, "一室", "甲局", 10, ""))
    _, made = clues.ageing(rows("clue_id handler org_name days level", *held), lang="zh")
    assert [(trace.name, trace.marker.symbol, list(trace.x)) for trace in made.data] == [
        ("未到时限", "circle", [10]),
        ("暂存无时限", "square", [1080]),
    ]
    assert notes(made) == ["<b>2</b>"]


# --- coverage --------------------------------------------------------------------------------------------------------


def pace_of(share: float, planned: float) -> pd.DataFrame:
    days = [pd.Timestamp("2021-07-01"), pd.Timestamp("2022-07-01")]
    now = pd.DataFrame(
        {
            "term_no": 14,
            "org_class": None,
            "on_day": days,
            "covered": [0, int(share * 10)],
            "in_scope": 10,
            "share": [0.0, share],
            "planned_share": [0.0, planned],
        }
    )
    before = now.assign(
        term_no=13,
        share=[0.0, 0.3],
        planned_share=None,
        on_day=[pd.Timestamp("2016-07-01"), pd.Timestamp("2017-07-01")],
    )
    older = before.assign(term_no=12, share=[0.0, 0.9])
    return pd.concat([older, before, now], ignore_index=True)


@pytest.mark.parametrize(
    "share, planned, words",
    [
        (0.5, 0.2, "全覆盖率 50.0%，快于匀速计划 30.0 个百分点"),
        (0.1, 0.2, "全覆盖率 10.0%，落后匀速计划 10.0 个百分点"),
        (0.2, 0.2, "全覆盖率 20.0%，与匀速计划持平"),
    ],
)
def test_coverage_is_measured_against_its_own_plan(share, planned, words):
    title, made = coverage.pace(pace_of(share, planned), lang="zh", term_no=14, names={13: "十三届", 14: "十四届"})
    assert title == words
    drawn = {trace.name: trace.y[-1] for trace in made.data}
    assert drawn == {"十三届": 0.3, "匀速计划": planned, "十四届": share}
    assert made.data[0].line.color == PREVIOUS and made.data[-1].line.color == PRESENT
    assert made.data[-1].x[-1] == pytest.approx(365 / 365.25)


def test_the_names_of_two_terms_that_end_equally_high_a_year_apart_do_not_lie_on_each_other():
    frame = pace_of(0.3, 0.6)
    last = (frame["term_no"] == 13) & (frame["share"] == 0.3)
    frame["on_day"] = frame["on_day"].mask(last, frame["on_day"] + pd.Timedelta(days=365))
    _, made = coverage.pace(frame, lang="zh", term_no=14, names={13: "十三届", 14: "十四届"})
    at = {note.text.split(" ")[0]: (note.x, note.yshift) for note in made.layout.annotations}
    assert at["十三届"][0] - at["十四届"][0] == pytest.approx(1, abs=0.01)
    assert abs(at["十三届"][1] - at["十四届"][1]) >= 15


def test_coverage_by_class_has_the_pooled_one_on_top_and_each_its_own_plan_and_counts():
    frame = rows(
        "org_class covered in_scope remaining share planned_share short_of_plan",
        ("village", 1, 4, 3, 0.25, 0.5, 1),
        ("county", 3, 4, 1, 0.75, 0.5, 0),
        (None, 4, 8, 4, 0.5, 0.5, 0),
    )
    title, made = coverage.by_class(frame, lang="zh")
    assert list(made.layout.yaxis.ticktext)[1:] == ["村(社区)党组织", "县直党组织"]
    assert list(made.data[0].x) == [0.5, 0.25, 0.75] and list(made.data[1].x) == [0.5, 0.5, 0.5]
    assert [n.split("<br>")[:2] for n in notes(made)] == [
        ["<b>50.0%</b>", "4/8"],
        ["<b>25.0%</b>", "1/4"],
        ["<b>75.0%</b>", "3/4"],
    ]
    assert made.layout.annotations[1].font.color == ATTENTION and made.layout.annotations[2].font.color == INK
    assert title == "应巡 8 个党组织，还有 4 个未巡"


def test_villages_are_squares_with_names_what_is_left_dark_and_first_the_township_with_most_left_on_top():
    frame = rows(
        "org_id org_name parent_id covered",
        ("V3", "乙镇丙村党支部", "T2", True),
        ("V1", "甲镇甲村党支部", "T1", True),
        ("V2", "甲镇很长很长名字的村党支部", "T1", False),
    )
    title, made = coverage_each.townships(frame, lang="zh", names={"T1": "甲镇党委", "T2": "乙镇党委"})
    squares, words = made.data
    assert list(made.layout.yaxis.ticktext) == ["甲镇 1/2", "乙镇 1/1"]
    assert [line[:2] for line in squares.z] == [[1, 0], [0, None]]
    assert [colour for _, colour in squares.colorscale] == [CONTEXT, PRESENT]
    assert list(words.text) == ["很长很长<br>名字的村", "甲村", "丙村"]
    assert words.customdata[0] == "甲镇很长很长名字的村党支部 未巡" and list(words.textfont.color) == [GROUND, INK, INK]
    assert picks(made) == [[], ["?org=V2", "?org=V1", "?org=V3"]]
    assert coverage_each.short("一二三四五六七八九") == "一二三四<br>五六七…"
    assert title == coverage_each.say("charts.townships_finding", "zh", left=1, n=1, done=2, N=3)


def test_how_long_ago_is_a_row_of_bars_for_each_class_the_last_day_of_a_band_in_it_and_never_in_red():
    days = [365, 366, 730, 1095, 1826, 1827, None, 3, 4]
    frame = pd.DataFrame({"days_since": pd.array(days, dtype="Int64"), "org_class": ["county"] * 7 + ["village"] * 2})
    title, made = coverage_each.days_since(frame, lang="zh")
    county, village = made.data
    assert list(county.customdata) == [1, 2, 1, 1, 1, 1] and list(village.customdata) == [2, 0, 0, 0, 0, 0]
    assert list(village.y) == [1, 0, 0, 0, 0, 0] and village.text[:2] == ("<b>2</b><br>100%", "")
    assert county.base[0] > village.base[0] == 0 and county.base[0] > max(village.y)  # each in its own row
    assert county.marker.color == (*[PRESENT_TINT] * 4, PRESENT, ATTENTION)
    assert title == coverage_each.say("charts.days_since_finding", "zh", n=2, N="9")
    assert picks(made) == [["?org_class=county"] * 6, ["?org_class=village"] * 6]


def test_a_band_of_what_was_never_inspected_stands_only_where_there_is_such():
    _, made = coverage_each.days_since(pd.DataFrame({"days_since": [1, 5], "org_class": "county"}), lang="en")
    assert [word.replace("<br>", " ") for word in made.layout.xaxis.ticktext][-1] == "over five years"


# --- any indicator ---------------------------------------------------------------------------------------------------


def counts(dimension: str, *lines: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(lines, columns=[dimension, "numerator"])
    return frame.assign(value=frame["numerator"].astype(float), denominator=0, pending=0)


def test_bars_stand_longest_first_each_with_its_share_of_the_whole_and_its_own_rows():
    title, made = breakdown.ranked(
        counts("org", ("A", 10), ("B", 30), ("C", 60)),
        lang="zh",
        id="clues",
        dimension="org",
        names={"A": "甲", "B": "乙", "C": "丙"},
    )
    assert list(made.data[0].y) == ["丙", "乙", "甲"] and list(made.data[0].x) == [60, 30, 10]
    assert [t.split("  ")[1] for t in made.data[0].text] == ["60%", "30%", "10%"]
    assert picks(made) == ["?org=C", "?org=B", "?org=A"]
    assert "丙" in title and "60%" in title
    thirds = counts("nature", ("immediate", 2), ("deadline", 2), (None, 2))
    _, made = breakdown.ranked(thirds, lang="zh", id="findings", dimension="nature")
    assert [t.split("  ")[1] for t in made.data[0].text] == ["34%", "33%", "33%"]


def test_what_comes_behind_the_twelfth_bar_is_added_up_and_nothing_is_dropped():
    frame = counts("org", *((f"O{n:02}", 20 - n) for n in range(15)))
    _, made = breakdown.ranked(frame, lang="zh", id="clues", dimension="org", names={})
    assert len(made.data[0].x) == 12 and sum(made.data[0].x) == sum(range(6, 21))
    assert made.data[0].x[-1] == 9 + 8 + 7 + 6 and picks(made)[-1] == "" and picks(made)[0] == "?org=O00"
    assert "4" in made.data[0].y[-1]
    assert sum(int(t.split("  ")[1][:-1]) for t in made.data[0].text) == 100
    _, whole = breakdown.ranked(frame, lang="zh", id="clues", dimension="org", names={}, more=False)
    assert len(whole.data[0].x) == 15


def test_years_without_anything_are_drawn_empty_and_partial_ones_hatched():
    title, made = breakdown.years(
        counts("year", (2020, 5), (2022, 7), (2023, 4), (2024, 1)), lang="zh", id="clues", partial=(2024,)
    )
    assert (list(made.data[0].x), list(made.data[0].y)) == ([2020, 2021, 2022, 2023, 2024], [5, 0, 7, 4, 1])
    assert list(made.data[0].marker.pattern.shape) == ["", "", "", "", "/"]
    assert picks(made) == [f"?year={y}" for y in range(2020, 2025)] and notes(made)[3] == "<b>4</b>"
    assert title == breakdown.say(
        "breakdown.years_finding", "zh", title="移交线索件数", year=2023, now="4 件", before="7 件"
    )


def test_years_in_small_multiples_add_up_to_their_number_and_each_part_opens_its_own_rows():
    frame = pd.DataFrame(
        [(2023, f"室{n}", 10 - n) for n in range(7)] + [(2024, "室0", 1)], columns=["year", "handler", "numerator"]
    )
    _, made = breakdown.years(frame, lang="zh", id="clues", split="handler")
    assert len(made.data) == 5 and sum(trace.y[0] for trace in made.data) == sum(range(4, 11))
    assert [trace.y[0] for trace in made.data] == [10, 9, 8, 7, 6 + 5 + 4] and made.data[0].y[1] == 1
    assert picks(made)[0] == ["?year=2023&handler=室0", "?year=2024&handler=室0"] and set(picks(made)[4]) == {""}


def test_two_counts_side_by_side_are_of_the_same_group():
    first, second = (
        counts("form", ("first", 9), ("second", 5), ("third", 7)),
        counts("form", ("third", 6), ("first", 8)),
    )
    ids = ("accountability_decisions", "accountable_persons")
    _, made = breakdown.paired(first, second, lang="zh", ids=ids, dimension="form")
    drawn = {name: pair for name, *pair in zip(made.data[0].y, made.data[0].x, made.data[1].x, strict=True)}
    assert sorted(drawn.values()) == [[5, 0], [7, 6], [9, 8]]
    assert [note.text for note in made.layout.annotations][0] == "9 人次 · 8 人"
    assert made.layout.xaxis.range[1] < 1.1 * 9 and made.layout.margin.r > 12 * len("9 人次 · 8 人") / 2  # room beside the axis
    assert {trace.mode for trace in made.data} == {"markers"} and [(s.x0, s.x1) for s in made.layout.shapes][0] == (8, 9)
    assert [p.partition("?")[0] for p in (picks(made)[0][0], picks(made)[1][0])] == list(ids)


def test_running_sums_grow_over_quarters_without_anything_and_the_second_is_a_share_of_the_first():
    frames = [pd.DataFrame({"quarter": ["2023-Q3", "2024-Q1"], "numerator": n}) for n in ([10.0, 30.0], [4.0, 6.0])]
    title, made = breakdown.running(*frames, lang="zh", ids=("recovered_wan", "returned_wan"))
    assert list(made.data[0].x) == ["2023-Q3", "2023-Q4", "2024-Q1"] and list(made.data[0].y) == [10, 10, 40]
    assert list(made.data[1].y) == [4, 4, 10] and "25%" in title and "40.0 万元" in title


def test_a_rate_is_drawn_with_its_interval_the_right_way_round():
    frame = rows("numerator denominator value low high", (1, 4, 0.25, 0.05, 0.7), (0, 0, None, None, None))
    made = rate_dots(["甲", "乙"], frame, lang="zh")
    assert list(made.data[0].error_x.array) == pytest.approx([0.45, 0]) and list(
        made.data[0].error_x.arrayminus
    ) == pytest.approx([0.2, 0])
    assert notes(made) == ["<b>25.0%</b>  1/4", "—"]
    frame = frame.assign(young=[1, 3], pending=[0, 2])
    assert notes(rate_dots(["甲", "乙"], frame, lang="zh"))[1] == "尚无到期（3 件未满期）"
    assert notes(rate_dots(["甲", "乙"], frame.drop(columns="young"), lang="zh"))[1] == "尚无办结（2 件未决）"
