"""Labels are words, whatever they look like: no number, no day, no markup is made of them, and nothing stands for nan."""

import html
import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from inspection.charts import breakdown, clues, explore, findings, progress, ranking, rectification
from inspection.charts.template import figure
from inspection.charts.wording import escaped, fitting, stacked, wrapped

LOOKALIKES = ["1", "2", "10", "3-1", "2024-01-01", "1e5"]
MARKUP = ["R&D组", "<b>x</b>", "a*b_c", "$x$", "[x](y)", "|", "&lt;", "&#60;", "A&amp;B"]


def frame(names, **columns):
    return pd.DataFrame({name: [value] * len(names) for name, value in columns.items()})


def overdue(names):
    made = frame(names, days_overdue=99, due_on=pd.Timestamp("2025-09-30"), category="four-1", finding_id="F1")
    return rectification.overdue_by_organisation(made.assign(org_name=names, org_id=names), lang="zh")


def ageing(names):
    made = frame(names, days=400, level="red", clue_id=1)
    return clues.ageing(made.assign(handler=names, org_name=names), lang="zh")


def by_handler(names):
    made = frame(names, numerator=3, denominator=3, value=3, low=None, high=None).assign(handler=names)
    return breakdown.ranked(made, lang="zh", id="clues", dimension="handler")


def asked(names):
    made = frame(names, value=3, rows=3).assign(by=names)
    return explore.bars(made, lang="zh", by=("by",), form="number", title="", ordered=True)


def along(names):
    return explore.lines(frame(names, value=3, rows=3).assign(by=names), lang="zh", by=("by",), form="number", title="")


def crossed(names):
    made = frame(names, value=3, rows=3).assign(by=names, other=names)
    return explore.heatmap(made, lang="zh", by=("by", "other"), form="number", title="", across=names)


def spread(names):
    ends = dict.fromkeys(("lowest", "quarter", "middle", "three_quarters", "highest"), 1.0)
    return explore.boxes(frame(names, rows=3, **ends).assign(by=names), lang="zh", by=("by",), title="")


def aspects(names):
    made = frame(names, scheme="four", category="four-1", organisations=1, findings=1, organisations_inspected=9,
                 share=0.1, common=0, done=0)
    return findings.common_problems(made.assign(aspect=names), lang="zh")


DRAWN = (overdue, ageing, by_handler, asked, along, crossed, spread, aspects)


def axes_with_words(made):
    found = [(f"{letter}axis", [v for v in getattr(trace, letter) if isinstance(v, str)])
             for trace in made.data for letter in "xy" if any(isinstance(v, str) for v in getattr(trace, letter) or ())]
    ticks = [(axis, list(made.layout[axis].ticktext)) for axis in ("xaxis", "yaxis") if made.layout[axis].ticktext]
    return found or ticks


@pytest.mark.parametrize("draw", DRAWN)
def test_no_label_is_taken_for_a_number_or_a_day(draw):
    _, made = draw(LOOKALIKES)
    found = axes_with_words(made)
    # where marks stand at numbers the labels are ticks, which nothing is made of
    assert found and all(made.layout[axis].type == "category" or made.layout[axis].tickvals for axis, _ in found)
    assert max(len(set(labels)) for _, labels in found) == len(LOOKALIKES)


@pytest.mark.parametrize("draw", DRAWN)
def test_every_sign_of_a_name_is_drawn_once_and_read_as_nothing_else(draw):
    _, made = draw(MARKUP)
    labels = [label for _, some in axes_with_words(made) for label in some]
    shown = {re.sub(r" \(3\)$", "", html.unescape(re.sub(r"<br>", "", label))).strip() for label in labels}
    assert set(MARKUP) <= shown
    assert not any("<b>x" in label for label in labels)
    assert "R&D组" in {re.sub(r" \(3\)$", "", label).strip() for label in labels}  # also where a tool shows it unread


def test_an_axis_that_says_its_type_keeps_it():
    made = figure(go.Scatter(x=["2024-01-01"], y=[1]), xaxis={"type": "date"})
    assert made.layout.xaxis.type == "date" and made.layout.yaxis.type is None


@pytest.mark.parametrize("text", MARKUP)
def test_what_is_escaped_reads_as_it_was(text):
    assert html.unescape(escaped(text)) == text and "<" not in escaped(text)


def test_a_cell_without_inspections_has_a_dash_and_no_colour():
    rows = [{"category": "four-1", "sector": s, "findings": n, "inspections": n, "findings_per_inspection": v,
             "ratio": None, "z": None, "outside": 0, "of_chance": 0}
            for s, n, v in (("party", 2, 1.0), ("economy", 0, float("nan")))]
    _, made = findings.by_sector(pd.DataFrame(rows), lang="zh")
    assert sorted(made.data[0].text[0]) == ["1.0", "—"] and None in made.data[0].z[0]


def test_a_name_too_wide_for_its_row_ends_in_dots_and_none_other_does():
    assert fitting("甲" * 17) == "甲" * 17 and fitting("甲" * 18) == "甲" * 16 + "…"
    assert fitting("a" * 34) == "a" * 34 and fitting("a" * 35) == "a" * 33 + "…"
    assert fitting("<b>" + "甲" * 20) == "&lt;b>" + "甲" * 15 + "…"  # what is cut is the name, not its markup
    assert fitting("") == "" and fitting("县财政局党组", 9) == "县财政局…"
    ranked = pd.DataFrame({"org_id": ["a", "b"], "org_name": ["甲" * 30 + "一", "甲" * 30 + "二"], "rank_in_class": [1, 2],
                           "low": [1, 1], "high": [2, 2], "is_bottom": [False, True]})  # fmt: skip
    _, made = ranking.places(ranked, lang="zh", low="low", high="high", title="名次")
    assert list(made.layout.yaxis.ticktext) == ["甲" * 13 + "…"] * 2 and list(made.layout.yaxis.tickvals) == [0, 1]
    assert made.data[1].customdata[0].startswith("甲" * 30 + "一")  # whoever points at the mark reads all of it


@pytest.mark.parametrize("count, ticks", [(1, [1]), (2, [1, 2]), (6, [1, 2, 3, 4, 5, 6]), (11, [1, 4, 6, 8, 11]),
                                          (12, [1, 4, 6, 8, 10, 12]), (52, [1, 10, 20, 30, 40, 52]), (128, [1, 50, 128])])
def test_the_axis_of_places_has_few_numbers_apart_the_first_and_the_last_among_them(count, ticks):
    assert ranking._ticks(count) == ticks


LONG = ["第十四届县委第一轮" + "对全县各乡镇党委开展的常规巡察暨专项巡察" * 2 + end for end in "一二"]


@pytest.mark.parametrize("draw", [asked, by_handler])
def test_a_long_name_leaves_the_drawing_its_room_two_of_one_beginning_stay_two_rows_and_pointing_tells_all(draw):
    _, made = draw([*LONG, "县财政局"])
    ticks = cut(made)
    assert "县财政局" in ticks and len(set(made.layout.yaxis.tickvals)) == 3
    bars = made.data[0]
    assert bars.hovertemplate.startswith("%{hovertext} ") and list(bars.hovertext) == list(bars.y)
    assert {name.replace("<br>", "") for name in bars.hovertext} == {*LONG, "县财政局"}


def cut(made):
    ticks = list(made.layout.yaxis.ticktext)
    assert len(ticks) == 3 and all(len(line) <= 17 for tick in ticks for line in tick.split("<br>"))
    assert sum(tick.endswith("…") for tick in ticks) == 2
    return ticks


def test_handlers_and_rounds_of_long_names_leave_the_drawing_its_room():
    assert cut(ageing([*LONG, "县财政局"])[1])[2] == "县财政局"
    counts = dict.fromkeys(("fed_back", "settled", "settled_done", "settled_closed_off", "closed_off", "done_not_closed"), 9)
    none = dict.fromkeys(("mostly_done", "not_done", "reopened", "overdue"), 0)
    rounds = frame(["1", "2", "3"], **counts, **none, completion_share=1.0, closed_off_share=1.0).assign(part=["1", "2", "3"])
    names = dict(zip("123", [*LONG, "县财政局"], strict=True))
    assert cut(progress.states(rounds, lang="zh", dimension="round", names=names)[1])[2] == "县财政局"


def test_where_no_name_is_too_long_an_axis_is_left_as_it_is():
    _, made = asked(["县财政局", "县委办"])
    assert made.layout.yaxis.ticktext is None and made.data[0].hovertext is None


def test_the_lines_of_a_long_round_where_its_curve_ends_and_below_its_mark_are_cut():
    lines_ = wrapped(LONG[0], 10, 24).split("<br>")
    assert lines_ == ["第十四届县委", "第一轮对全县各乡镇党委…"]
    assert wrapped("第十四届县委第九轮巡察“回头看”", 10, 24) == "第十四届县委<br>第九轮巡察“回头看”"
    assert stacked(LONG[0]) == "第十四届县委<br>第一轮<br>对全县各乡镇党委开…"


def test_the_numbers_of_an_axis_stand_upright_and_are_few_enough_for_a_telephone():
    rates = frame(["甲", "乙"], value=0.5, numerator=1, denominator=2, low=0.1, high=0.9).assign(by=["甲", "乙"])
    _, dots = explore.bars(rates, lang="zh", by=("by",), form="percent", title="", ordered=True)
    _, counts = asked(["甲", "乙"])
    assert dots.layout.xaxis.tickangle == 0 and counts.layout.xaxis.tickangle == 0
    assert [text for text in dots.layout.xaxis.ticktext if text] == ["0%", "50%", "100%"]
    assert len(dots.layout.xaxis.tickvals) == 5, "the lines stay at every quarter"
    assert counts.layout.xaxis.nticks <= 4
