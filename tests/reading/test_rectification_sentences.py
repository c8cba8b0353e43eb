"""Rectification in a sentence: reported against verified, what is overdue, and how fast round by round."""

import pandas as pd
import pytest

from inspection.reading.rectification import cases_finding, most_left, oldest_first, overdue_finding, states_finding
from inspection.reading.rectification_pace import compared, pace_finding, paces
from inspection.text import say


def states(*rows: tuple[str, int, int, int, int], young: int = 0) -> pd.DataFrame:
    """Rows of rectification_breakdown; so many of what is fed back in each, none of it done, are too young."""
    frame = pd.DataFrame(rows, columns=["part", "fed_back", "done", "closed_off", "done_not_closed"])
    return frame.assign(
        settled=frame["fed_back"] - young, settled_done=frame["done"], settled_closed_off=frame["closed_off"]
    )


def test_reported_and_verified_are_told_of_what_is_past_the_intensive_period_and_what_waits_as_a_number():
    frame = states(("A", 2000, 1500, 1000, 500), ("B", 2000, 500, 100, 400), young=100)
    assert states_finding(frame, "zh") == (
        "已满集中整改期的 3,800 个问题：报完成 52.6%，销号 28.9%；另有 200 个未满期，900 个报完成还没销号"
    )


def test_where_all_is_too_young_no_rate_is_told():
    frame = states(("A", 20, 0, 0, 3), young=20)
    assert states_finding(frame, "zh") == "反馈的 20 个问题都还在集中整改期内，3 个报完成还没销号"


def test_with_nothing_fed_back_the_question_is_asked():
    assert states_finding(states(("A", 0, 0, 0, 0)), "zh") == say("progress.states_question", "zh")


def test_most_left_is_what_is_not_verified_however_much_is_reported():
    frame = states(("C", 5, 5, 0, 5), ("A", 9, 9, 8, 1), ("B", 10, 9, 5, 4), ("D", 5, 0, 0, 0))
    assert most_left(frame)["part"].tolist() == ["B", "C", "D", "A"]


def late(*rows: tuple[str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["org_id", "overdue", "oldest_overdue_days"])


def test_those_with_the_oldest_come_first_then_those_with_more_each_with_its_own_oldest_first():
    cases = [("A", 10), ("C", 99), ("D", 10), ("D", 10), ("C", 100), ("A", 1)]
    frame = pd.DataFrame(cases, columns=["org_id", "days_overdue"])
    frame = frame.assign(org_name=frame["org_id"], finding_id=[f"F{n}" for n in range(len(frame))])
    told = [(name, [f.days_overdue for f in held]) for name, held in oldest_first(frame)]
    assert told == [("C", [100, 99]), ("A", [10, 1]), ("D", [10, 10])]
    assert cases_finding(frame, "zh") == "3 个党组织有 6 项问题逾期未完成"
    assert cases_finding(frame.head(0), "zh") == "没有逾期未完成的问题"


def test_what_is_overdue_is_told_with_how_many_have_it():
    assert overdue_finding(late(("A", 1200, 10), ("B", 0, 0), ("C", 3, 99)), "zh") == "2 个党组织有 1,203 项问题逾期未完成"
    assert overdue_finding(late(("B", 0, 0)), "zh") == "没有逾期未完成的问题"


NAMES = {"R1": "第一轮", "R2": "第二轮", "R3": "第三轮"}


def pace(*rows: tuple[str, int, int, bool, int], ending: str = "done") -> pd.DataFrame:
    """(round, days, watched, reached, findings)."""
    frame = pd.DataFrame(rows, columns=["round_id", "days", "watched", "reached", "findings"])
    return frame.assign(ending=ending)


OLD = [("R1", 40, 400, True, 60), ("R1", 400, 400, False, 40)]
MIDDLE = [("R2", 90, 200, True, 90), ("R2", 200, 200, False, 10)]
YOUNG = [("R3", 5, 30, True, 19), ("R3", 30, 30, False, 1)]


def said(*rows: tuple, window: int = 90) -> str:
    return pace_finding(paces(pace(*rows), "done", NAMES, window), "done", window, "zh")


def test_the_last_round_watched_for_the_whole_window_is_told_against_the_one_before():
    assert said(*OLD, *MIDDLE, *YOUNG) == "反馈满90天，第二轮报完成 90.0%（90/100），比前一轮升 30.0 个百分点"
    assert said(*YOUNG, *MIDDLE, *OLD) == said(*OLD, *MIDDLE, *YOUNG), "in the order of the rounds, not of the rows"


def test_what_was_done_on_the_last_day_of_the_window_was_done_within_it():
    assert said(*MIDDLE, window=90).startswith("反馈满90天，第二轮报完成 90.0%（90/100）")
    assert said(*MIDDLE, window=89).startswith("反馈满89天，第二轮报完成 0.0%（0/100）")


def test_the_first_round_is_compared_with_nothing_and_without_a_mature_one_the_question_is_asked():
    assert said(*OLD) == "反馈满90天，第一轮报完成 60.0%（60/100）"
    assert said(*YOUNG) == say("progress.pace_question", "zh")
    assert said() == say("progress.pace_question", "zh")


def test_a_round_with_one_finding_too_young_is_not_compared_yet():
    rounds = paces(pace(*OLD, *MIDDLE, ("R2", 20, 20, False, 1)), "done", NAMES, 90)
    before, last = compared(rounds)
    assert [one.mature for one in rounds] == [True, False]
    assert (before, last.name) == (None, "第一轮")


def test_only_the_ending_asked_for_is_counted_and_a_round_without_a_name_goes_by_its_id():
    frame = pd.concat([pace(*OLD), pace(("RX", 10, 200, True, 7), ending="closed_off")])
    (one,) = paces(frame, "closed_off", NAMES, 90)
    assert (one.name, one.reached, one.watched, one.young) == ("RX", 7, 7, 0)


def test_the_curve_counts_what_is_open_as_open_so_far():
    (one,) = paces(pace(("R1", 10, 100, True, 50), ("R1", 20, 20, False, 25), ("R1", 30, 100, True, 25)), "done", NAMES, 90)
    assert one.curve.at("reached", [9, 10, 29, 30]).tolist() == pytest.approx([0, 0.5, 0.5, 1.0])
