"""What a statistician would look for: a league in which nobody stands out, a series that breaks, an open cohort."""

import json
from itertools import pairwise

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from inspection.charts.clues import verification_by_year, year_finding
from inspection.charts.funnel_plot import funnel_plot
from inspection.charts.mix import mix, taken_apart
from inspection.charts.progress import burn_down, states
from inspection.charts.ranking import contributions, places
from inspection.charts.resolution import resolution
from inspection.charts.spacing import apart
from inspection.charts.template import GROUND, enlarged, figure
from inspection.reading.resolution import within
from inspection.text import say


def league(counted, of, names=None):
    return pd.DataFrame(
        {
            "id": [f"P{at}" for at in range(len(of))],
            "name": names or [f"第{at + 1}分局" for at in range(len(of))],
            "counted": counted,
            "out_of": of,
        }
    )


def years(**columns):
    """Rows of the table clue_years; each column a list, flags false where not given."""
    count = len(columns["year"])
    frame = pd.DataFrame({"is_partial": False, "is_immature": False, "is_break": False}, index=range(count))
    for name, values in columns.items():
        frame[name] = values
    frame["pending"] = frame["transferred"] - frame["concluded"]
    frame["young"] = 0
    frame["rate"] = frame["substantiated"] / frame["concluded"]
    frame["low_bound"] = frame["substantiated"] / frame["transferred"]
    frame["high_bound"] = (frame["substantiated"] + frame["pending"]) / frame["transferred"]
    return frame


def text_of(figure) -> str:
    return json.dumps(figure.to_dict()["layout"], ensure_ascii=False, default=str)


def test_a_league_of_eleven_within_its_funnel_is_told_that_none_stands_out():
    of = [34, 51, 28, 47, 60, 39, 44, 25, 70, 33, 52]
    counted = [20, 33, 18, 30, 36, 25, 26, 17, 43, 19, 34]
    title, figure = funnel_plot(league(counted, of), lang="zh", what="查实率")
    assert title == say("ranking.funnel_none", "zh", what="查实率", count=11)
    assert len([t for t in figure.data if t.mode == "markers+text"]) == 1
    assert "第1分局" not in text_of(figure)  # nobody is named who does not stand out


def test_the_worst_of_the_league_is_named_only_when_it_lies_outside():
    of = [300] * 11
    title, figure = funnel_plot(league([180] * 10 + [90], of), lang="zh", what="查实率")
    assert "第11分局" in title and "超出99.8%界限" in title
    assert "第11分局" in text_of(figure)


def test_a_funnel_of_counts_shows_observed_to_expected_and_is_wider_where_one_teams_inspections_vary():
    frame = league([200, 220, 190, 290], [225.0] * 4, ["一组", "二组", "三组", "四组"])
    title, figure = funnel_plot(frame, lang="zh", what="实有与应有之比", poisson=True)
    dots = next(t for t in figure.data if t.mode == "markers+text")
    assert "四组" in title and figure.layout.yaxis.tickformat == ""
    assert list(dots.y) == [k / 225 for k in (200, 220, 190, 290)]
    assert dots.customdata[3] == "四组 1.29 实有 290，应有 225.0"
    clustered, _ = funnel_plot(frame.assign(own=9.0), lang="zh", what="实有与应有之比", poisson=True)
    assert "四组" not in clustered


def test_limits_of_chance_alone_are_drawn_where_the_others_are_wider():
    spread_out = league([4, 20, 96, 24, 90, 30, 88, 60, 75, 40, 98], [340] * 11)
    names = [t.name for t in funnel_plot(spread_out, lang="zh", what="率")[1].data]
    assert say("ranking.limit_chance", "zh") in names
    _, alike = funnel_plot(league([180] * 10 + [90], [300] * 11), lang="zh", what="率")
    assert say("ranking.limit_chance", "zh") not in [t.name for t in alike.data]


def test_units_on_one_spot_say_how_many_they_are():
    _, figure = funnel_plot(league([1, 1, 2], [2, 2, 3]), lang="zh", what="查实率")
    dots = next(t for t in figure.data if t.mode == "markers+text")
    assert list(dots.text) == [" ×2", "", ""]


def test_a_series_that_breaks_gets_no_verdict_across_the_break_and_a_line_where_it_breaks():
    frame = years(year=[2021, 2022], transferred=[200, 200], concluded=[200, 200], substantiated=[60, 160])
    assert year_finding(frame, "zh").startswith("2022年移交线索查实率 80.0%，较上年升")
    frame["is_break"] = [False, True]
    title, figure = verification_by_year(frame, lang="zh")
    assert title == say("charts.verification_by_year_question", "zh")
    assert len(figure.layout.shapes) == 1
    assert list(figure.data[0].x) == [0, None, 1]  # no line leads across it
    assert say("clues.series_break", "zh") in text_of(figure)


def test_a_maturing_cohort_is_a_ring_and_has_no_verdict_and_the_last_settled_pair_has():
    """The newest year has concluded its quick clues only, nine of ten verified: that is no rise."""
    frame = years(
        year=[2022, 2023, 2024],
        transferred=[100, 100, 100],
        concluded=[98, 96, 30],
        substantiated=[49, 50, 27],
        is_immature=[False, False, True],
    )
    title, figure = verification_by_year(frame, lang="zh")
    assert title.startswith("2023年") and "变化不显著" in title
    line, ring = figure.data[0], figure.data[1]
    assert list(line.x) == [0, 1] and list(ring.x) == [2]  # the line ends before it
    assert ring.mode == "markers" and ring.marker.color == GROUND != line.marker.color


def clues(*rows):
    """Rows of clue_resolution: (year, days, outcome, watched, clues); partly substantiated is verified."""
    frame = pd.DataFrame(rows, columns=["year", "days", "outcome", "watched", "clues"])
    return frame.assign(is_verified=frame["outcome"].isin(["substantiated", "partly"]))


def test_within_a_fixed_window_a_young_cohort_is_asked_the_same_question_as_an_old_one():
    frame = clues(
        (2023, 100, "substantiated", 730, 40),
        (2023, 500, "substantiated", 730, 20),
        (2023, 700, "pending", 730, 40),
        (2024, 50, "substantiated", 180, 30),
        (2024, 60, "substantiated", 365, 20),
        (2024, 400, "pending", 365, 30),
    )
    assert within(frame, 365) == {2023: (40, 100, 0), 2024: (20, 50, 30)}
    assert within(frame, 365, "unverified")[2023] == (0, 100, 0)


def test_the_title_of_the_curves_compares_years_watched_for_a_whole_year_only():
    frame = clues(
        (2022, 100, "substantiated", 730, 40),
        (2022, 900, "pending", 730, 60),
        (2023, 100, "partly", 730, 45),
        (2023, 700, "pending", 730, 55),
        (2024, 30, "substantiated", 0, 50),
        (2024, 60, "pending", 0, 50),
    )
    flags = years(
        year=[2022, 2023, 2024],
        transferred=[100] * 3,
        concluded=[40, 45, 50],
        substantiated=[40, 45, 50],
        is_immature=[False, False, True],
    )
    title, figure = resolution(frame, flags, lang="zh", end="verified")
    assert title == "移交一年内查实 45.0%（2023年，45/100），较上年变化不显著"
    dashes = {t.name: t.line.dash for t in figure.data if t.name}
    assert dashes == {"2022": "solid", "2023": "solid", "2024": "dot"}
    young = next(t for t in figure.data if t.name == "2024")
    assert max(young.x) < 2  # months: its clues were watched for sixty days, the line ends there


def by_part(rows):
    """(year, part, counted, out of)."""
    frame = pd.DataFrame(rows, columns=["year", "subject_level", "numerator", "denominator"])
    return frame.assign(pending=0)


def test_a_mix_that_turns_the_whole_against_its_parts_is_found_out():
    frame = by_part(
        [
            (2022, "village_cadre", 81, 87),
            (2022, "general", 192, 263),
            (2023, "village_cadre", 234, 270),
            (2023, "general", 55, 80),
        ]
    )
    assert taken_apart(frame, "subject_level", 2022, 2023).reversed
    title, figure = mix(
        frame, lang="zh", id="clue_verification_rate", dimension="subject_level", before=2022, now=2023
    )
    assert "78.0%→82.6%（+4.6）" in title and "本身 −" in title
    picks = figure.layout.meta["picks"]
    assert set(picks[2]) == {
        "?year=2023",
        "?year=2023&subject_level=general",
        "?year=2023&subject_level=village_cadre",
    }


def ranked(**columns):
    frame = pd.DataFrame(columns)
    frame["rank_in_class"] = range(1, len(frame) + 1)
    frame["org_id"] = [f"O{at}" for at in range(len(frame))]
    frame["org_name"] = [f"单位{at}<b>" for at in range(len(frame))]
    return frame


def test_a_place_that_moves_is_hollow_and_one_that_does_not_is_full():
    frame = ranked(low=[1, 1, 3], high=[2, 2, 3], is_bottom=[False, False, True])
    _, figure = places(frame, lang="zh", low="low", high="high", title="名次")
    dots = figure.data[1]
    assert list(dots.marker.color)[2] == list(dots.marker.line.color)[2]
    assert list(dots.marker.color)[0] != list(dots.marker.line.color)[0]
    assert "&lt;b>" in text_of(figure) and "单位0<b>" not in text_of(figure)


def test_of_a_long_ranking_the_first_and_the_last_are_drawn():
    frame = ranked(low=list(range(1, 129)), high=list(range(1, 129)), is_bottom=[False] * 125 + [True] * 3)
    _, figure = places(frame, lang="zh", low="low", high="high", title="名次")
    drawn = list(figure.data[1].x)
    assert drawn[:6] == [1, 2, 3, 4, 5, 6] and drawn[-1] == 128 and len(drawn) == 20


def test_the_weight_of_a_missing_part_is_shared_among_the_others():
    frame = ranked(
        ballots_score=[90.0, 80.0],
        completion_share=[1.0, 0.5],
        on_time_share=[np.nan, 1.0],
        composite=[92.941176, 75.5],
        is_bottom=[False, False],
    )
    _, figure = contributions(frame, lang="zh", weights={"ballots": 60, "completion": 25, "on_time": 15})
    assert sum(bar.x[0] for bar in figure.data) == pytest.approx(92.941176, abs=1e-5)
    assert sum(bar.x[1] for bar in figure.data) == pytest.approx(75.5)
    assert say("ranking.parts_missing", "zh", n=1) in text_of(figure)


def test_the_four_states_of_a_part_make_its_whole_bar():
    frame = pd.DataFrame(
        {
            "part": ["R1", None],
            "fed_back": [10, 4],
            "closed_off": [5, 0],
            "done_not_closed": [2, 1],
            "mostly_done": [1, 0],
            "not_done": [2, 3],
            "done": [7, 1],
            "settled": [10, 4],
            "settled_done": [7, 1],
            "settled_closed_off": [5, 0],
            "completion_share": [0.7, 0.25],
            "closed_off_share": [0.5, 0.0],
            "reopened": [1, 0],
            "overdue": [0, 2],
        }
    )
    title, figure = states(frame, lang="zh", dimension="round", names={"R1": "第一轮"})
    assert title == say("progress.states_settled", "zh", N="14", done="57.1%", closed="35.7%", waiting="3")
    assert [sum(bar.x[at] or 0 for bar in figure.data) for at in (0, 1)] == pytest.approx([1, 1])
    assert list(figure.layout.meta["picks"]) == ["?round=R1", "?round="]
    assert say("breakdown.not_stated", "zh") in text_of(figure)


def test_the_burn_down_compares_rounds_that_had_the_whole_intensive_period():
    rows = [("R1", "done", 40, 400, True, 60), ("R1", "done", 400, 400, False, 40)]
    rows += [("R2", "done", 50, 200, True, 90), ("R2", "done", 200, 200, False, 10)]
    rows += [("R3", "done", 5, 30, True, 19), ("R3", "done", 30, 30, False, 1)]
    frame = pd.DataFrame(rows, columns=["round_id", "ending", "days", "watched", "reached", "findings"])
    names = {"R1": "第一轮", "R2": "第二轮", "R3": "第三轮"}
    title, figure = burn_down(frame, lang="zh", ending="done", names=names, window=90)
    assert title == "反馈满90天，第二轮报完成 90.0%（90/100），比前一轮升 30.0 个百分点"
    dotted = [t.name for t in figure.data if t.mode == "lines" and t.line.dash == "dot"]
    assert dotted == ["第三轮"]


def test_labels_keep_their_distance_and_their_order():
    values = [0.5, 0.51, 0.52, 0.1]
    shifts = apart(values, 1.0, 300, 15)
    placed = sorted((v * 300 + s, v) for v, s in zip(values, shifts, strict=True))
    assert [v for _, v in placed] == sorted(values)
    assert all(b - a >= 14 for (a, _), (b, _) in pairwise(placed))
    assert shifts[3] == 0  # nothing near
    assert apart([], 1.0, 300) == []


def test_on_a_projector_what_is_set_off_in_pixels_grows_with_the_type():
    note = {"text": "<span style='font-size:10px'>甲</span>", "yshift": 8, "font": {"size": 12}}
    made = figure(go.Bar(x=[1]), height=200, margin={"r": 100}, annotations=[note])
    grown = enlarged(made, 1.5, 0).to_dict()["layout"]
    assert (grown["height"], grown["margin"]["r"]) == (300, 150)
    (larger,) = grown["annotations"]
    assert (larger["yshift"], larger["font"]["size"]) == (12, 18) and "font-size:15px" in larger["text"]
    (large,) = enlarged(made, 1.5, 24).to_dict()["layout"]["annotations"]
    assert (large["yshift"], large["font"]["size"]) == (12, 24) and "font-size:24px" in large["text"]
