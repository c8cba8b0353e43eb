"""What is claimed of re-inspections: mostly old, mostly new or neither, what held, and that few are few."""

import pandas as pd
import pytest

from inspection.reading.reinspections import (
    OUTCOMES,
    Promises,
    outcomes_by,
    outcomes_finding,
    promises,
    promises_finding,
)


def found(*lines: tuple) -> pd.DataFrame:
    """Lines of class, round, then the counts of OUTCOMES."""
    frame = pd.DataFrame(lines, columns=["org_class", "round_id", *OUTCOMES])
    return frame.assign(findings=frame[list(OUTCOMES)].sum(axis=1))


def promised(*lines: tuple) -> pd.DataFrame:
    """Lines of reported done, closed off, found again, found as."""
    return pd.DataFrame(lines, columns=["reported_done", "closed_off", "found_again", "found_as"])


@pytest.mark.parametrize(
    ("counts", "said", "share"),
    [
        ((30, 30, 20, 0), "过半是老问题", "老问题占 75.0%（95%区间 64.5%–83.2%）"),
        ((5, 5, 70, 0), "过半是新问题", "老问题占 12.5%（95%区间 6.9%–21.5%）"),
        ((20, 22, 38, 0), "还看不出", "老问题占 52.5%（95%区间 41.7%–63.1%）"),
    ],
)
def test_old_or_new_prevails_only_where_the_interval_says_so(counts, said, share):
    words = outcomes_finding(found(("county", "R1", *counts)), "zh")
    assert said in words and share in words
    assert f"反弹 {counts[0]} 个" in words and f"未改 {counts[1]} 个" in words and f"新问题 {counts[2]} 个" in words
    assert "没有记载" not in words and "个案" not in words


def test_what_is_not_recorded_is_in_no_share_and_said_apart():
    words = outcomes_finding(found(("county", "R1", 10, 10, 5, 400)), "en")
    assert "old are 80.0%" in words and words.endswith("of 400 more nothing is recorded")


def test_few_are_said_to_be_few_and_twenty_are_not():
    assert outcomes_finding(found(("county", "R1", 4, 5, 10, 0)), "zh").endswith("数量少，只作个案看")
    assert "个案" not in outcomes_finding(found(("county", "R1", 5, 5, 10, 0)), "zh")


def test_nothing_found_and_nothing_recorded_have_sentences_of_their_own():
    assert outcomes_finding(found(("county", "R1", 0, 0, 0, 0)), "zh") == "“回头看” 1 次，没有发现问题"
    assert "发现问题 7 个，是新是老台账都没有记载" in outcomes_finding(found(("county", "R1", 0, 0, 0, 7)), "zh")


def test_counts_add_up_by_round_and_class_and_what_found_nothing_is_left_out():
    frame = found(("county", "R2", 1, 2, 3, 4), ("village", "R2", 5, 0, 0, 0), ("county", "R1", 0, 0, 0, 0))
    assert outcomes_by(frame, "round_id").to_dict("records") == [
        {"round_id": "R2", "findings": 15, "came_back": 6, "never_done": 2, "new": 3, "not_recorded": 4}
    ]
    assert outcomes_by(frame, "org_class")[["org_class", "findings"]].values.tolist() == [["county", 10], ["village", 5]]


def test_what_was_reported_done_or_closed_off_and_found_again_is_counted_once_in_each():
    frame = promised(
        (True, True, True, "reopened"),
        (True, False, True, "not_rectified"),
        (True, True, True, None),
        (True, False, False, None),
        (False, True, True, "not_rectified"),
        (False, False, True, "reopened"),
        (None, False, True, "reopened"),
    )
    all_ = promises(frame)
    assert all_ == Promises(
        found=7, reported=4, came_back=1, never_done=1, not_recorded=1, closed_off=3, closed_again=3, unknown=1
    )
    assert all_.fallen == 3
    words = promises_finding(frame, "zh")
    assert "报完成 4 个，至少 3 个没有站住：反弹 1 个、未改 1 个（75.0%，95%区间 30.1%–95.4%）；已销号 3 个，又发现 3 个" in words
    assert "1 个又发现的没有写明" in words and "1 个完成日期不详" in words and words.endswith("只作个案看")


def test_without_anything_reported_done_no_share_is_said():
    words = promises_finding(promised((False, False, True, "not_rectified")), "zh")
    assert words == "上次巡察的 1 个问题，“回头看”前没有报完成的"
