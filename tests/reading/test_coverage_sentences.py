"""Coverage in a sentence: against the plan, when it will be complete, what is left, how long ago."""

from datetime import date, timedelta

import pandas as pd
import pytest

from inspection.reading.coverage import (
    by_township,
    classes_finding,
    finish_months,
    pace_finding,
    pace_word,
    pooled,
    since_bands,
    since_finding,
    townships_finding,
)
from inspection.text import say


@pytest.mark.parametrize(
    "share, planned, word",
    [
        (1.0, 1.0, "done"),
        (1.0, 0.5, "done"),
        (0.5, 0.5049, "level"),
        (0.5, 0.5051, "behind"),
        (0.5, 0.4951, "level"),
        (0.5, 0.4949, "ahead"),
    ],
)
def test_coverage_within_half_a_point_of_the_plan_is_level_with_it(share, planned, word):
    assert pace_word(share, planned) == word


def term(*rows: tuple[float, float | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["share", "planned_share"])


@pytest.mark.parametrize(
    "rows, said",
    [
        (((0.9, 0.1), (0.3, 0.412)), "全覆盖率 30.0%，落后匀速计划 11.2 个百分点"),
        (((0.1, 0.9), (0.5, 0.4)), "全覆盖率 50.0%，快于匀速计划 10.0 个百分点"),
        (((0.5, 0.5),), "全覆盖率 50.0%，与匀速计划持平"),
        (((1.0, 0.9),), "已实现全覆盖（100.0%）"),
        (((0.5, None),), "全覆盖率 50.0%"),
        ((), "全覆盖比计划快还是慢？"),
    ],
)
def test_the_last_day_of_the_term_is_told_against_the_plan(rows, said):
    assert pace_finding(term(*rows), "zh") == said


def pace_rows(*rows: tuple[str | None, int, str, int, int, float]) -> pd.DataFrame:
    columns = ["org_class", "term_no", "on_day", "covered", "in_scope", "planned_share"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(share=frame["covered"] / frame["in_scope"])


def test_the_row_of_all_classes_stands_for_them_and_chosen_classes_are_added_up():
    both = (("county", 14, "2022-01-01", 1, 10, 0.5), ("village", 14, "2022-01-01", 3, 10, 0.5))
    whole = pooled(pace_rows(*both, (None, 14, "2022-01-01", 7, 70, 0.5)))
    assert whole["share"].tolist() == [0.1]
    added = pooled(pace_rows(*both))
    assert (added["covered"].tolist(), added["in_scope"].tolist(), added["share"].tolist()) == ([4], [20], [0.2])
    assert added["planned_share"].tolist() == [0.5]


def growth(*covered: int, in_scope: int = 100, days: int = 100) -> pd.DataFrame:
    """A row every so many days with how many were covered by then; the first is the term's start."""
    on = [date(2022, 1, 1) + timedelta(days=days * at) for at in range(len(covered))]
    return pd.DataFrame({"on_day": on, "covered": covered, "in_scope": in_scope})


def test_the_end_is_told_from_three_rounds_on_as_a_range_of_months():
    early, late = finish_months(growth(0, 20, 40, 60, 80))
    assert "2023-02" <= early < late
    assert finish_months(growth(0, 30, 60, in_scope=65)) is None, "two rounds"
    assert finish_months(growth(0, 30, 60, 60, in_scope=65)) is None, "a day on which nothing came is no round"


def test_no_end_is_told_where_all_is_covered_or_the_end_is_too_far_to_say():
    assert finish_months(growth(0, 40, 80, 100)) is None
    assert finish_months(growth(0, 2, 4, 6, in_scope=1000)) is None
    assert finish_months(growth().astype({"covered": "int64"})) is None


def test_the_latest_end_may_lie_as_far_off_as_twice_what_has_passed():
    ends = {left: finish_months(growth(0, 20, 40, 60, in_scope=60 + left)) for left in range(1, 100)}
    told = [left for left, found in ends.items() if found]
    assert told == list(range(1, max(told) + 1)) and max(told) < 99
    day = date(2022, 1, 1) + timedelta(days=300)
    assert all(late <= f"{day + timedelta(days=600):%Y-%m}" for _, late in filter(None, ends.values()))


def test_what_is_left_is_told_of_all_classes_or_of_those_chosen_added_up():
    rows = [("county", 4, 10), ("village", 1000, 1500)]
    frame = pd.DataFrame(rows, columns=["org_class", "remaining", "in_scope"])
    assert classes_finding(frame, "zh") == "应巡 1,510 个党组织，还有 1,004 个未巡"
    whole = pd.concat([frame, pd.DataFrame([(None, 9, 99)], columns=frame.columns)])
    assert classes_finding(whole, "zh") == "应巡 99 个党组织，还有 9 个未巡"


def villages(*rows: tuple[str, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["parent_id", "covered"])


def test_townships_are_counted_where_a_village_is_left_and_keep_their_order():
    frame = villages(("T2", False), ("T1", True), ("T2", True), ("T3", False), ("T3", False))
    groups = by_township(frame)
    assert groups.index.tolist() == ["T2", "T1", "T3"]
    assert (groups["covered"].tolist(), groups["villages"].tolist()) == ([1, 1, 0], [2, 1, 2])
    assert townships_finding(frame, "zh") == "2 个乡镇还有村未巡，共 3 个；已巡 2/5"
    assert townships_finding(villages(("T1", True), ("T2", True)), "zh") == "各乡镇的村都已巡完（2 个）"


def test_how_long_ago_is_told_in_bands_whose_last_day_is_their_own():
    days = pd.Series([0, 365, 366, 730, 731, 1095, 1096, 1826, 1827, None], dtype="Int64")
    assert since_bands(days).tolist() == ["1", "1", "2", "2", "3", "3", "5", "5", "more", "never"]


def test_late_are_those_not_inspected_for_five_years_or_never():
    frame = pd.DataFrame({"days_since": [1826, 1827, None, 3]})
    assert since_finding(frame, "zh") == say("charts.days_since_finding", "zh", n=2, N="4")
