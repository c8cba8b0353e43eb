"""What a figure draws is what its table holds: rectification, the ranking, findings, the mix, quality, awards, the explorer."""

import tomllib
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from inspection.charts import explore, findings, progress, quality, rectification
from inspection.charts.funnel_plot import funnel_plot
from inspection.charts.mix import mix
from inspection.charts.organisation import places as places_over_time
from inspection.charts.ranking import places
from inspection.charts.resolution import resolution
from inspection.charts.team import award_scores
from inspection.charts.template import ATTENTION, GROUND, INK, PRESENT, SEQUENTIAL
from inspection.text import say

ROOT = Path(__file__).resolve().parents[2]


def rows(columns: str, *lines: tuple) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=columns.split())


def notes(made) -> list[str]:
    return [note.text for note in made.layout.annotations]


def picks(made) -> list:
    return made.layout.meta["picks"]


# --- rectification, the ranking --------------------------------------------------------------------------------------


def state(part: str, fed_back: int, closed: int, done: int, overdue: int = 0) -> dict:
    return {
        "part": part,
        "fed_back": fed_back,
        "closed_off": closed,
        "done_not_closed": done - closed,
        "mostly_done": 0,
        "not_done": fed_back - done,
        "done": done,
        "settled": fed_back,
        "settled_done": done,
        "settled_closed_off": closed,
        "completion_share": done / fed_back,
        "closed_off_share": closed / fed_back,
        "reopened": 0,
        "overdue": overdue,
    }


def test_the_title_of_the_states_is_of_all_organisations_also_of_those_not_drawn():
    frame = pd.DataFrame([state(f"O{n:02}", 10 + n, 2, 4) for n in range(20)])
    title, made = progress.states(frame, lang="zh", dimension="org", names={})
    assert title == progress.say("progress.states_settled", "zh", N="390", done="20.5%", closed="10.3%", waiting="40")
    assert picks(made) == [f"?org=O{n:02}" for n in range(19, 5, -1)]


def test_of_organisations_those_with_most_left_to_verify_come_first_each_with_its_own_numbers():
    frame = pd.DataFrame([state("A", 10, 9, 10), state("B", 20, 5, 10, overdue=3)])
    _, made = progress.states(frame, lang="zh", dimension="org", names={"A": "甲", "B": "乙"})
    assert list(made.layout.yaxis.ticktext) == ["乙", "甲"] and picks(made) == ["?org=B", "?org=A"]
    assert [list(bar.customdata) for bar in made.data] == [[5, 9], [5, 1], [0, 0], [10, 0]]
    assert "10/20" in notes(made)[0] and notes(made)[1:3] == ["销号25%", "逾期3"] and len(notes(made)) == 5
    # red is for what is late alone, not for the rate beside it
    assert [note.font.color for note in made.layout.annotations] == [INK, INK, ATTENTION, INK, INK]


def test_what_is_overdue_and_not_fed_back_yet_has_its_row_and_no_bar():
    late = state("R2", 1, 0, 0, overdue=3) | dict.fromkeys(("fed_back", "not_done", "settled"), 0)
    frame = pd.DataFrame([state("R1", 10, 9, 10, overdue=1), late, late | {"part": "R3", "overdue": 0}])
    title, made = progress.states(frame, lang="zh", dimension="round", names={"R1": "第一轮", "R2": "第二轮", "R3": "第三轮"})
    assert title == progress.states(frame.head(1), lang="zh", dimension="round", names={"R1": "第一轮"})[0]
    assert [list(bar.x) for bar in made.data] == [[0.9, None], [0.1, None], [None, None], [None, None]]
    assert progress.states(frame.iloc[[1]], lang="zh", dimension="round", names={"R2": "第二轮"})[1].layout.annotations
    assert notes(made)[-3:] == ["还没有反馈", "", "逾期3"] and picks(made) == ["?round=R1", "?round=R2"]


def test_rows_whose_names_take_two_lines_have_room_for_both():
    frame = pd.DataFrame([state(f"R{n}", 10, 2, 4) for n in range(11)])
    short, long = (
        progress.states(frame, lang="zh", dimension="org", names={f"R{n}": f"{name}{n}" for n in range(11)})[1].layout.height
        for name in ("轮", "第十四届县委第一轮常规巡察")
    )
    assert long - short == 11 * 8


def test_a_burn_down_shows_what_is_left_and_opens_what_is_open():
    frame = rows(
        "round_id ending days watched reached findings",
        ("R1", "done", 30, 400, True, 60),
        ("R1", "done", 400, 400, False, 40),
        ("R1", "closed_off", 30, 400, True, 1),
    )
    title, made = progress.burn_down(frame, lang="zh", ending="done", names={"R1": "第一轮"}, window=90)
    line = next(t for t in made.data if t.mode == "lines")
    assert (line.y[0], line.y[-1]) == (1.0, pytest.approx(0.4))
    assert set(picks(made)[0]) == {":all_pending?round=R1"} and "60.0%（60/100）" in title


def overdue(*cases: tuple[str, int]) -> pd.DataFrame:
    """Rows of the table overdue_findings: (organisation, days overdue) each."""
    frame = rows("org_id days_overdue", *cases)
    due = pd.Timestamp("2025-09-30") - pd.to_timedelta(frame["days_overdue"], unit="D")
    names = "单位" + frame["org_id"].str[1:]
    return frame.assign(finding_id=[f"F{n}" for n in range(len(frame))], org_name=names, due_on=due, category="four-1")


def test_every_overdue_finding_is_a_mark_at_its_days_the_oldest_on_top_and_opens_its_own_page():
    frame = overdue(("O1", 30), ("O2", 31), ("O2", 400), ("O1", 30), ("O3", 91))
    title, made = rectification.overdue_by_organisation(frame, lang="zh")
    assert list(made.layout.yaxis.ticktext) == ["单位2", "单位3", "单位1"]
    mild, late, gravest = made.data
    assert (list(mild.x), list(late.x), list(gravest.x)) == ([30, 30], [31], [400, 91])
    assert mild.y[0] != mild.y[1] and {round(y) for y in mild.y} == {2}  # two at one place, both seen
    assert gravest.marker.color == ATTENTION != mild.marker.color
    assert picks(made) == [[f"/finding?number=F{n}" for n in numbers] for numbers in ((0, 3), (1,), (2, 4))]
    assert notes(made) == ["2 项 · 400天", "1 项 · 91天", "2 项 · 30天"]
    assert title == "3 个党组织有 5 项问题逾期未完成"
    assert "400 天" in gravest.customdata[0] and "2024-08-26" in gravest.customdata[0]


def test_who_has_no_row_of_its_own_stands_in_the_last_one_and_opens_its_own_page():
    frame = overdue(*((f"O{n}", n * 50) for n in range(1, 5)))
    title, made = rectification.overdue_by_organisation(frame, lang="zh", most=2)
    assert list(made.layout.yaxis.ticktext) == ["单位4", "其余 3 个党组织"] and notes(made)[1] == "3 项 · 150天"
    assert title == "4 个党组织有 4 项问题逾期未完成"
    assert sorted(pick for trace in picks(made) for pick in trace) == [f"/finding?number=F{n}" for n in range(4)]


def test_the_heat_map_is_of_one_hue_and_darker_the_more_as_its_note_says():
    assert "颜色越深越多于应有、越浅越少" in say("findings.cells_note", "zh")
    cells = [("four-1", "party", 2, 2, 1.0, -3.0), ("four-1", "economy", 6, 2, 3.0, 3.0)]
    frame = rows("category sector findings inspections findings_per_inspection z", *cells)
    frame = frame.assign(ratio=1.0, expected=1.0, found=2, low=0.5, high=2.0, outside=0, of_chance=0)
    _, made = findings.by_sector(frame, lang="zh")
    assert list(made.data[0].z[0]) == [-3.0, 3.0]
    places = [colour for _, colour in made.data[0].colorscale]
    assert places == sorted(places) and set(places) <= set(SEQUENTIAL)
    themes = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
    for name in ("light", "dark"):
        scale = [sum(int(c[at : at + 2], 16) for at in (1, 3, 5)) for c in themes[name]["chartSequentialColors"]]
        assert scale == sorted(scale, reverse=name == "light")  # from the ground away, in both looks


def test_the_last_are_red_and_every_place_stands_at_its_own_name():
    frame = rows(
        "org_id org_name rank_in_class is_bottom low high",
        ("C", "丙", 3, True, 2, 3),
        ("A", "甲", 1, False, 1, 1),
        ("B", "乙", 2, False, 2, 3),
    )
    _, made = places(frame, lang="zh", low="low", high="high", title="")
    dots = made.data[1]
    assert list(made.layout.yaxis.ticktext) == ["甲", "乙", "丙"] and list(dots.x) == [1, 2, 3]
    assert list(dots.marker.line.color) == [PRESENT, PRESENT, ATTENTION] and list(dots.marker.color) == [
        PRESENT,
        GROUND,
        GROUND,
    ]
    assert picks(made) == [[], ["?org=A", "?org=B", "?org=C"]]
    assert notes(made) == ["<b>1</b>", "<b>2</b> (2–3)", "<b>3</b> (2–3)"]
    assert list(made.data[0].x)[3:5] == [2, 3]


def test_the_place_over_time_is_red_where_it_was_among_the_last():
    frame = rows(
        "round_name rank_in_class count_in_class is_bottom composite",
        ("一", 2, 3, False, 80.0),
        ("二", 3, 3, True, 60.0),
    )
    title, made = places_over_time(frame, lang="zh")
    assert list(made.data[0].marker.color) == [PRESENT, ATTENTION] and list(made.data[0].customdata) == ["80.0", "60.0"]
    assert "3" in title


# --- findings, the mix, quality, awards, the explorer ----------------------------------------------------------------


def test_a_cell_of_the_heat_map_holds_findings_per_inspection_and_opens_its_own_rows():
    columns = "category round_id term_no seq findings inspections findings_per_inspection ratio z outside of_chance"
    frame = rows(
        columns,
        ("four-1", "R2", 14, 2, 6, 2, 3.0, None, None, 0, 0),
        ("four-1", "R1", 14, 1, 4, 4, 1.0, None, None, 0, 0),
        ("four-2", "R1", 14, 1, 8, 4, 2.0, None, None, 0, 0),
    )
    _, made = findings.by_round(frame, lang="zh", names={"R1": "第一轮", "R2": "第二轮"})
    assert list(made.data[0].x) == ["1", "2"] and [list(r) for r in made.data[0].text] == [["1.0", "3.0"], ["2.0", ""]]
    assert made.layout.xaxis.range == (-0.5, 5.5), "two rounds are not as wide as the page"
    assert picks(made)[1] == ["?category=four-1&round=R1", "?category=four-1&round=R2", "?category=four-2&round=R1"]
    told = [words.split("<br>") for words in made.data[1].customdata]
    assert told == [[counts, "没有同类可比"] for counts in ("第一轮 4/4", "第二轮 6/2", "第一轮 8/4")]


def test_a_change_taken_apart_is_from_before_to_now():
    lines = [(2022, "A", 10, 50), (2022, "B", 10, 50), (2023, "A", 30, 50), (2023, "B", 10, 50)]
    frame = pd.DataFrame(lines, columns=["year", "handler", "numerator", "denominator"])
    title, made = mix(frame, lang="zh", id="clue_verification_rate", dimension="handler", before=2022, now=2023)
    assert "20.0%→40.0%" in title and "+20.0" in title
    assert list(made.data[1].x)[0] == 0.2 and list(made.data[2].x)[0] == 0.4
    assert "20/100 → 40/100" in " ".join(notes(made))
    assert picks(made)[1][0] == "?year=2022" and picks(made)[2][1].startswith("?year=2023&handler=")


def test_versions_are_compared_last_with_the_one_before():
    frame = pd.DataFrame(
        {"number": [3, 4], "as_of": [date(2025, 1, 1), date(2025, 2, 1)], "warns": [5, 2], "refuses": [1, 0]}
    )
    title, made = quality.over_versions(frame, lang="zh")
    assert title == "不合规则的行数：第 3 版 6 行，第 4 版 2 行，少了 4 行"
    assert [list(bar.y) for bar in made.data] == [[5, 2], [1, 0]] and made.data[1].marker.color == ATTENTION


def test_a_report_stands_at_its_own_mean_place_and_scores():
    frame = rows(
        "inspection_id org_name team judge score mean_score awarded award_year",
        ("B", "乙局", "二组", 1, 80.0, 81.0, False, 2024),
        ("B", "乙局", "二组", 2, 82.0, 81.0, False, 2024),
        ("A", "甲局", "一组", 1, 90.0, 90.0, True, 2024),
    )
    _, made = award_scores(frame, lang="zh", ranks={"A": (1, 1, 1), "B": (2, 2, 2)})
    assert list(made.layout.yaxis.ticktext)[0].startswith("甲局") and list(made.data[1].x) == [90.0, 81.0]
    assert (list(made.data[0].x), list(made.data[0].y)) == ([80.0, 82.0, 90.0], [1, 1, 0])
    assert (
        notes(made)[0].startswith("<b>90.0</b>") and "1" in notes(made)[0] and notes(made)[1].startswith("<b>81.0</b>")
    )


def test_the_curves_of_resolution_open_their_own_year():
    frame = rows(
        "year days outcome is_verified watched clues",
        (2022, 100, "substantiated", True, 900, 40),
        (2022, 900, "pending", False, 900, 60),
        (2023, 50, "substantiated", True, 600, 39),
        (2023, 600, "pending", False, 600, 61),
    )
    flags = rows("year is_partial is_immature is_break", (2022, False, False, False), (2023, False, False, False))
    _, made = resolution(frame, flags, lang="zh", end="verified")
    lines = {trace.name: trace for trace in made.data if trace.name}
    assert lines["2022"].y[-1] == pytest.approx(0.4) and lines["2023"].y[-1] == pytest.approx(0.39)
    assert [set(p) for p in picks(made)] == [set(), {"?year=2022"}, {"?year=2023"}]
    room = (300 - 60) / made.layout.yaxis.range[1]  # pixels of a share of 1
    early = next(note for note in made.layout.annotations if note.text.startswith("2023"))
    height = early.y * room + early.yshift
    passing = [y * room for x, y in zip(lines["2022"].x, lines["2022"].y, strict=True) if early.x <= x <= early.x + 8]
    assert passing and all(abs(height - one) >= 9 for one in passing)  # no line runs through the words


def test_bars_of_two_fields_stand_at_their_own_group():
    frame = rows("a b value rows", ("甲", "x", 1, 1), ("甲", "y", 2, 2), ("乙", "y", 30, 30))
    _, made = explore.bars(frame, lang="zh", by=("a", "b"), form="number", title="", ordered=False)
    drawn = {(trace.name, y): x for trace in made.data for y, x in zip(trace.y, trace.x, strict=True)}
    assert drawn == {("x", "甲"): 1, ("y", "甲"): 2, ("x", "乙"): None, ("y", "乙"): 30}
    _, made = explore.lines(frame, lang="zh", by=("a", "b"), form="number", title="")
    assert {trace.name: list(trace.y) for trace in made.data} == {"y": [2, 30], "x": [1, None]}


def test_of_times_side_by_side_the_last_five_stand_in_their_order_the_later_the_darker():
    years = [str(year) for year in range(2018, 2025)]
    frame = pd.DataFrame({"a": "甲", "b": years, "value": range(7, 0, -1), "rows": 1})
    for draw in (lambda **more: explore.bars(frame, ordered=True, **more), lambda **more: explore.lines(frame, **more)):
        _, made = draw(lang="zh", by=("a", "b"), form="number", title="", times=years)
        assert [trace.name for trace in made.data] == [*years[2:], say("explore.left_out", "zh", n=2)]
    colours = [trace.line.color for trace in made.data][:-1]
    assert colours == sorted(colours) and colours[-1] == SEQUENTIAL[-1]


def test_points_are_the_numbers_of_their_own_axis_and_boxes_their_quartiles():
    frame = pd.DataFrame({"x": [1, 2], "y": [10, 20], "group": ["甲", "甲"]})
    _, made = explore.scatter(frame, lang="zh", title="", axes=("横", "纵"), grouped=True)
    assert (list(made.data[0].x), list(made.data[0].y)) == ([1, 2], [10, 20])
    assert made.layout.xaxis.title.text == "横" and notes(made) == ["纵"]
    spread = rows("g rows lowest quarter middle three_quarters highest", ("甲", 9, 1, 2, 3, 4, 5))
    _, made = explore.boxes(spread, lang="zh", by=("g",), title="")
    box = made.data[0]
    assert [list(v) for v in (box.lowerfence, box.q1, box.median, box.q3, box.upperfence)] == [[1], [2], [3], [4], [5]]


def test_who_is_far_below_is_red_and_who_is_far_above_blue():
    frame = rows(
        "id name counted out_of",
        ("A", "甲", 20, 200),
        *((f"O{n}", f"单位{n}", 100, 200) for n in range(8)),
        ("Z", "癸", 180, 200),
    )
    title, made = funnel_plot(frame, lang="zh", what="率")
    dots = next(t for t in made.data if t.mode == "markers+text")
    drawn = dict(zip([p.partition("=")[2] for p in picks(made)[-1]], dots.marker.line.color, strict=True))
    assert (drawn["A"], drawn["Z"]) == (ATTENTION, PRESENT) and list(dots.y) == [0.1, *[0.5] * 8, 0.9]
    assert "甲" in title and "癸" in title
