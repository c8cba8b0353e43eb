"""What ended on a day nobody knows: in the rates that ask for the outcome, in no curve, and said beside both."""

from datetime import date

import pytest

from inspection.charts.organisation import timeline
from inspection.indicators import indicator
from inspection.reading import organisation
from inspection.reading.answers import tabled
from inspection.reading.cards import card
from inspection.reading.changes import compared
from inspection.reading.rectification_pace import dated_pace, paces
from inspection.reading.resolution import curves, dated_resolutions, resolutions, windows, within
from inspection.reading.undated import beside, in_no_curve, on_no_line, unknown_then
from tests.reading.county import COUNTY
from tests.small import source, view_of

CLUES = """
    clue_id | inspection_id | transferred_on | subject_level | outcome         | concluded_on | concluded_undated
    1       | B1            | 2023-03-01     | general       | substantiated   | 2023-05-01   |
    2       | B1            | 2023-03-01     | general       | unsubstantiated | 2023-06-01   |
    3       | B1            | 2023-03-01     | general       | substantiated   |              | true
    4       | B1            | 2023-03-01     | general       | unsubstantiated |              | true
    5       | B1            | 2023-03-01     | general       | pending         |              |
"""
FINDINGS = """
    finding_id|inspection_id|category|scope|found_on|channel|nature|due_on|completion|completed_on|completed_undated
    F1|B1|four-1|individual|2022-04-01|deadline|intensive|2022-08-01|done|2022-07-01|
    F2|B1|four-1|individual|2022-04-01|deadline|intensive|2022-08-01|done||true
    F3|B1|four-1|individual|2022-04-01|deadline|intensive|2022-08-01|done||true
    F4|B1|four-1|individual|2022-04-01|deadline|intensive|2022-08-01|in_progress||
"""
LEDGERS = {name: COUNTY[name] for name in ("organisations", "rounds", "inspections")}


@pytest.fixture(scope="module")
def held():
    return source(clues=CLUES, findings=FINDINGS, **LEDGERS)


def below(view, held, id: str) -> str:
    return "\n".join(card(view, held, id).below)


def test_rates_that_ask_for_the_outcome_count_it_and_those_that_need_the_day_say_how_many_they_leave_out(held):
    seen = view_of(held)
    assert (card(seen, held, "clue_verification_rate").value, card(seen, held, "completion_rate").value) == ("50.0%", "75.0%")
    assert "不详" not in below(seen, held, "clue_verification_rate") + below(seen, held, "completion_rate")
    assert card(seen, held, "on_time_rate").value == "50.0%"
    assert "另有 2 个已完成、完成日期不详，不计在内" in below(seen, held, "on_time_rate")
    assert "另有 1 件已有结论、办结日期不详，不计在内" in below(seen, held, "clue_review_rate")
    assert "2 more done on an unknown day and left out" in below(view_of(held, lang="en"), held, "on_time_rate")


def test_a_day_before_the_versions_counts_them_as_pending_and_says_so(held):
    seen = view_of(held, as_of=date(2025, 9, 29))
    assert "其中 2 个已完成、完成日期不详，到这一天完成与否不知，按未完成计" in below(seen, held, "completion_rate")
    assert "其中 2 件已有结论、办结日期不详，到这一天办结与否不知，按未办结计" in below(seen, held, "clue_conclusion_rate")
    assert "另有 2 个已完成、完成日期不详，不计在内" in below(seen, held, "overdue_rate")


def test_what_the_figure_is_compared_with_says_so_too():
    """Term 13 had its finding done on an unknown day, which four years after its start nobody knew of."""
    ended = FINDINGS.replace("B1|four-1|individual|2022-04-01", "A1|four-1|individual|2017-04-01").replace("2022-08", "2017-08")
    rows = "\n".join([*FINDINGS.strip().splitlines(), *(r.replace("F", "G", 1) for r in ended.strip().splitlines()[1:])])
    held = source(findings=rows, **LEDGERS)
    said = card(view_of(held), held, "completion_rate").help
    assert "上届同期：其中 2 个已完成、完成日期不详，到这一天完成与否不知，按未完成计。" in said


def test_no_curve_and_no_window_is_made_of_them_and_their_number_stands_beside(held):
    seen = view_of(held)
    frame = resolutions(seen, held)
    assert in_no_curve(frame, "zh", "clues") == "另有 2 件已有结论、办结日期不详，不在曲线和固定时限内。"
    assert in_no_curve(dated_resolutions(seen, held), "zh", "clues") == ""
    curve = curves(frame)[2023]
    assert (curve.at("verified", [61, 900]).round(4).tolist()) == [0.3333, 0.3333]
    assert within(frame, 365)[2023] == (1, 3, 0)
    assert windows(seen, held)[["transferred", "within_365"]].to_numpy().tolist() == [[5, "33.3%  1/3"]]
    pace = tabled(seen, held, "rectification_pace")
    assert in_no_curve(pace[pace["ending"] == "done"], "zh", "findings") == "另有 2 个问题已完成、完成日期不详，不在曲线内。"
    (one,) = paces(dated_pace(seen, held, "done"), "done", {"14-01": "一轮"}, 90)
    assert (one.reached, one.watched, one.young) == (1, 2, 0)
    (closed,) = paces(dated_pace(seen, held, "closed_off"), "closed_off", {"14-01": "一轮"}, 90)
    assert closed.watched == 4


def test_a_year_of_which_every_conclusion_is_undated_has_no_curve_and_no_window():
    only = CLUES.splitlines()
    held = source(clues="\n".join([*only[:2], *only[4:6]]), **LEDGERS)
    assert dated_resolutions(view_of(held), held).empty
    assert windows(view_of(held), held)[["transferred", "within_365"]].to_numpy().tolist() == [[2, "日期均不详"]]


def test_the_history_of_an_organisation_puts_them_on_no_day(held):
    seen = view_of(held, orgs=("C1",))
    frame = tabled(seen, held, "organisation_history")
    undated = frame[frame["on_day"].isna()]
    assert undated[["event", "counted", "out_of"]].to_numpy().tolist() == [["clues_concluded", 1, 2], ["done", 2, 4]]
    assert on_no_line(frame, "zh") == (
        "另有 2 个问题已完成、完成日期不详，图上没有位置。另有 2 件线索已办结、办结日期不详，图上没有位置。"
    )
    _, figure = timeline(organisation.dated_history(seen, held), lang="zh", names={})
    days = [day for trace in figure.data for day in trace.x]
    assert days and all(isinstance(day, str) for day in days)


def test_a_chart_says_beside_it_what_its_figure_leaves_out(held):
    seen = view_of(held)
    assert beside(seen, held, ("clue_verification_rate",)) == ()
    assert beside(seen, held, ("clue_verification_by_conclusion", "on_time_rate")) == (
        "查实率(办结年度口径)：另有 2 件已有结论、办结日期不详，不计在内。",
        "按期完成率：另有 2 个已完成、完成日期不详，不计在内。",
    )


def test_a_rise_that_only_unknown_days_make_is_none():
    """Then 40 of 100 done and 40 more on unknown days, now 80 of 100: whether it rose nobody knows."""
    definition = indicator("completion_rate")

    def row(numerator: int, undated: int) -> dict:
        value = {"numerator": numerator, "denominator": 100, "pending": 100 - numerator, "value": numerator / 100}
        return value | {"undated": undated}

    assert compared(definition, row(40, 0), row(80, 0)).word == "up"
    assert compared(definition, row(40, 40), row(80, 0)).word == "open"
    assert unknown_then(definition, row(90, 40)) == 10  # no more than are open
    assert unknown_then(indicator("on_time_rate"), row(40, 40)) == 0
