"""Figures of single pages: one organisation, findings, the team, the explorer. Small tables in, marks and words out."""

from datetime import date

import pandas as pd
import pytest

from inspection.charts import explore, findings, organisation, team
from inspection.charts.coverage_each import townships
from inspection.charts.wording import stacked
from inspection.text import say

LONG = "县人力资源和社会保障局离退休干部工作委员会第一党支部委员会（筹）"


# --- one organisation ------------------------------------------------------------------------------------------------


def ranked(*rows: tuple[str, int, int, bool]) -> pd.DataFrame:
    columns = ["round_name", "rank_in_class", "count_in_class", "is_bottom"]
    return pd.DataFrame(rows, columns=columns).assign(composite=90.0)


def test_a_place_is_drawn_between_first_and_last_of_its_own_field_and_says_out_of_how_many():
    title, made = organisation.places(ranked(("第一轮", 1, 5, False), ("第二轮", 3, 3, True)), lang="zh")
    assert list(made.data[0].y) == [0.0, 1.0] and list(made.data[0].text) == ["第 1 / 5", "第 3 / 3"]
    assert "3" in title and made.data[0].marker.color[0] != made.data[0].marker.color[1]


def test_alone_in_its_class_an_organisation_is_first_and_nothing_divides_by_nothing():
    _, made = organisation.places(ranked(("第一轮", 1, 1, False)), lang="en")
    assert list(made.data[0].y) == [0.0]


@pytest.mark.parametrize(
    "name, lines",
    [
        ("第十四届县委第九轮巡察“回头看”", 3),
        ("第九轮", 1),
        ("2016", 1),
        ("A<b>第一轮", 2),
    ],
)
def test_a_rounds_name_is_stacked_by_its_parts_and_none_is_lost(name, lines):
    made = stacked(name)
    assert made.count("<br>") == lines - 1
    assert made.replace("<br>", "").replace("&lt;", "<") == name


def test_the_timeline_has_lanes_only_for_what_happened_and_counts_inspections_and_findings():
    frame = pd.DataFrame(
        {
            "on_day": [date(2021, 3, 1), date(2023, 5, 1), date(2020, 1, 1)],
            "event": ["inspected", "inspected", "entered_scope"],
            "round_id": ["R1", "R2", None],
            "counted": [12, 8, None],
            "out_of": [None, None, None],
        }
    )
    title, made = organisation.timeline(frame, lang="zh", names={"R1": "第<一>轮", "R2": "第二轮"})
    assert len(made.layout.yaxis.ticktext) == 2 and len(made.data) == 2
    assert "2 次" in title and "20 个" in title and "2020" in title
    assert made.data[0].customdata[0] == "12 第&lt;一>轮"


# --- findings --------------------------------------------------------------------------------------------------------


def aspect(name: object, orgs: int, count: int, category: str = "four-1") -> dict:
    return {
        "scheme": "four", "category": category, "aspect": name, "organisations": orgs, "findings": count,
        "organisations_inspected": 10, "share": orgs / 10, "common": 0, "done": 0,
    }


def test_the_pareto_names_the_most_widespread_and_its_shares_are_of_all_findings_also_those_without_an_aspect():
    frame = pd.DataFrame([aspect("作风", 4, 5), aspect("财务", 6, 5), aspect(None, 9, 10)])
    title, made = findings.common_problems(frame, lang="zh")
    assert "财务" in title and "10 家中 6 家" in title
    assert all(f"至此占问题 {share}" in made.layout.annotations[at].text for at, share in enumerate(("25%", "50%")))
    assert all("/10" in note.text for note in made.layout.annotations)


def test_an_aspect_of_two_categories_has_two_bars_that_open_their_own_rows():
    frame = pd.DataFrame([aspect("财务", 6, 5), aspect("财务", 4, 5, "four-2")])
    _, made = findings.common_problems(frame, lang="zh")
    assert len({y for trace in made.data for y in trace.y}) == 2
    assert made.layout.meta["picks"] == ["?category=four-1&aspect=财务", "?category=four-2&aspect=财务"]


def cell(category: str, sector: object, count: int, inspections: int, expected: float = 0.0, **more: object) -> dict:
    nothing = None if not expected else 0.0
    return {
        "category": category, "sector": sector, "findings": count, "inspections": inspections,
        "findings_per_inspection": count / inspections if inspections else float("nan"), "found": count,
        "expected": expected, "ratio": count / expected if expected else float("nan"), "low": nothing, "high": nothing,
        "z": nothing, "outside": 0, "of_chance": 0,
    } | more


def test_a_cell_says_how_many_per_inspection_and_how_many_times_what_was_expected_and_is_framed_beyond_the_limits():
    far = {"z": 4.2, "outside": 2, "of_chance": 2, "low": 0.4, "high": 1.8}
    frame = pd.DataFrame(
        [cell("four-1", "party", 20, 10, 8.0, **far), cell("four-1", "politics_law", 6, 3, 6.0), cell("four-1", None, 3, 3)]
    )
    title, made = findings.by_sector(frame, lang="zh")
    heat, dots = made.data
    assert list(heat.text[0]) == ["2.0<br>×2.5", "2.0<br>×1.0", "1.0"]  # the empty sector stands last, nothing beside it
    assert list(heat.z[0]) == [4.2, 0.0, 0.0] and (heat.zmin, heat.zmax) == (-4.0, 4.0)
    assert list(dots.marker.opacity) == [1, 0, 0]
    assert dots.customdata[0].endswith("20/10<br>同类可比：发现 20，应有 8.0，2.50 倍（99.8%界限 0.40–1.80）")
    assert "偏多：发现 20，应有 8.0（2.50 倍）" in title
    assert all(not tick.startswith(("、", "，")) and "<br>、" not in tick for tick in heat.x)


def test_a_cell_outside_its_rounds_scheme_stays_blank_and_takes_no_click():
    rows = [cell(c, None, 2, 2) | {"round_id": r, "term_no": 14, "seq": s}
            for c, r, s in (("four-1", "A", 1), ("three-1", "B", 2))]
    _, made = findings.by_round(pd.DataFrame(rows), lang="zh", names={"A": "甲", "B": "乙"})
    assert [[v is not None for v in line] for line in made.data[0].z] == [[True, False], [False, True]]
    assert made.layout.meta["picks"][1] == ["?category=four-1&round=A", "?category=three-1&round=B"]


# --- coverage, the team ----------------------------------------------------------------------------------------------


def test_a_township_takes_as_many_lines_as_its_villages_need_and_no_two_share_one():
    rows = [(f"V{n}", f"甲镇{n}村", "T1", n < 5) for n in range(10)] + [("W", LONG, "T2", False)]
    frame = pd.DataFrame(rows, columns=["org_id", "org_name", "parent_id", "covered"])
    _, made = townships(frame, lang="zh", names={"T1": "甲镇", "T2": "乙镇"})
    assert list(made.layout.yaxis.tickvals) == [0, 2] and list(made.layout.yaxis.ticktext) == ["甲镇 5/10", "乙镇 0/1"]
    assert [sum(v is not None for v in line) for line in made.data[0].z] == [8, 2, 1]
    assert sum(v or 0 for line in made.data[0].z for v in line) == 6


def test_who_joined_and_who_left_by_reason_stand_each_in_its_band_of_one_scale_and_hue_and_a_reason_nobody_had_in_none():
    frame = pd.DataFrame(
        {
            "year": [2023, 2024], "joined": [5, 0], "left_pool": [1, 2], "left_job": [1, 1], "left_unfit": [0, 1],
            "left_health": [0, 0], "left_violation": [0, 0], "left_other": [0, 0], "in_pool": [4, 2],
        }
    )
    title, made = team.in_and_out(frame, lang="zh")
    assert [trace.name for trace in made.data] == [say(f"team.{n}", "zh") for n in ("joined", "left_job", "left_unfit")]
    assert [list(trace.y) for trace in made.data] == [[5, 0], [1, 1], [0, 1]] and list(made.data[0].text) == ["5", ""]
    assert [set(trace.base) for trace in made.data] == [{16.0}, {8.0}, {0.0}]
    assert len({trace.marker.color for trace in made.data}) == 1 and not made.layout.showlegend
    assert "2 人" in title and "2024" in title


def test_each_judges_score_is_a_dot_and_the_mean_stands_beside_its_place_and_interval():
    frame = pd.DataFrame(
        {
            "inspection_id": ["A", "A", "B"], "org_name": ["甲局", "甲局", LONG], "team": "一组", "judge": [1, 2, 1],
            "score": [90.0, 94.0, 80.0], "mean_score": [92.0, 92.0, 80.0], "awarded": [True, True, False],
            "award_year": 2024,
        }
    )
    title, made = team.award_scores(frame, lang="zh", ranks={"A": (1, 1, 2), "B": (2, 1, 2)})
    assert len(made.data[0].x) == 3 and list(made.data[1].x) == [92.0, 80.0]
    assert "2 份" in title and "2 位" in title
    assert say("team.awarded", "zh") in made.layout.annotations[0].text
    assert say("team.awarded", "zh") not in made.layout.annotations[1].text


# --- the explorer ----------------------------------------------------------------------------------------------------


def groups(*rows: tuple[str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["by", "numerator", "rows"])
    value = frame["numerator"] / frame["rows"].where(frame["rows"] > 0)
    return frame.assign(denominator=frame["rows"], value=value, low=value * 0.9, high=value * 1.02)


def test_a_rate_an_analyst_asks_for_carries_its_counts_and_its_interval():
    frame = groups(("甲", 9, 10), ("乙", 0, 0), (LONG, 1, 4))
    _, made = explore.bars(frame, lang="zh", by=("by",), form="percent", title="", ordered=True)
    assert [note.text for note in made.layout.annotations] == ["<b>90.0%</b>  9/10", "—", "<b>25.0%</b>  1/4"]
    assert made.data[0].error_x.arrayminus == pytest.approx((0.09, 0.0, 0.025))


def test_bars_without_an_order_start_with_the_longest_and_those_with_one_keep_it():
    frame = pd.DataFrame({"by": ["甲", "乙"], "value": [1, 5], "rows": [1, 5]})
    for ordered, first in ((True, "甲"), (False, "乙")):
        _, made = explore.bars(frame, lang="zh", by=("by",), form="number", title="", ordered=ordered)
        assert made.data[0].y[0] == first


def test_a_heatmap_keeps_the_order_across_though_the_first_row_lacks_its_first_column():
    frame = pd.DataFrame({"by": ["甲", "乙", "乙"], "year": ["2020", "2019", "2020"], "value": [1, 2, 3], "rows": 1})
    _, made = explore.heatmap(frame, lang="zh", by=("by", "year"), form="number", title="", across=["2019", "2020"])
    assert list(made.data[0].x) == ["2019", "2020"] and [list(r) for r in made.data[0].z] == [[None, 1], [2, 3]]


def test_markup_in_a_ledger_is_shown_and_not_obeyed():
    frame = pd.DataFrame({"by": ["<b>甲</b>&"], "value": [1], "rows": [1]})
    _, made = explore.bars(frame, lang="zh", by=("by",), form="number", title="", ordered=True)
    assert made.data[0].y[0] == "&lt;b>甲&lt;/b>&"
