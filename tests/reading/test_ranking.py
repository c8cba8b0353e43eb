"""The ranking in words: who explained, who moved, who is last, each within its class and nobody else's."""

from dataclasses import replace
from datetime import date

import pytest

from inspection.reading.ranking import (
    funnel_units,
    last_words,
    notes,
    owing,
    ranked,
    trial,
    trial_places,
    weights,
    with_a_rank,
)
from inspection.reading.standing import classes, last_by_chance, standing
from tests.reading.county import COUNTY
from tests.small import set_to, source, view_of


@pytest.fixture(scope="module")
def office():
    return source(**COUNTY, set=set_to(bottom__last_k=2))


@pytest.fixture(scope="module")
def view(office):
    return view_of(office)


def column(frame, name: str) -> dict:
    return dict(zip(frame["org_id"], frame[name], strict=True))


def test_places_are_those_within_the_class_and_another_class_takes_none_of_them(office, view):
    county, township = ranked(view, office, "county"), ranked(view, office, "township")
    assert column(county, "rank_in_class") == {"C2": 1, "C1": 2, "C4": 3, "C3": 4}
    assert column(township, "rank_in_class") == {"T2": 1, "T1": 2}
    assert column(township, "rank_overall") == {"T2": 3, "T1": 5}
    assert set(with_a_rank(view, office, "township")["org_id"]) == {"T1", "T2"}


def test_one_of_the_last_who_explained_itself_is_told_from_one_who_did_not(office, view):
    assert column(ranked(view, office, "county"), "state") == {
        "C2": None,
        "C1": None,
        "C4": "靠后，已作说明",
        "C3": "未作说明",
    }
    assert column(owing(view, office, "county"), "state") == {"C4": "靠后，已作说明", "C3": "未作说明"}


def test_the_movement_is_against_the_eve_of_the_last_assessment_of_the_class(office, view):
    rows = ranked(view, office, "county")
    assert column(rows, "moved_words") == {"C2": "▲1", "C1": "▼1", "C4": "—", "C3": "新参评"}
    assert standing(view, office, "county").before_on == date(2024, 12, 4)
    assert standing(view, office, "county").round_id == "14-02"
    # the townships were assessed once: the last assessment of the departments is not theirs
    assert standing(view, office, "township").before_on is None
    assert set(ranked(view, office, "township")["moved_words"]) == {"—"}


def test_counts_beside_a_place_are_n_of_N_of_their_own_part(office, view):
    rows = ranked(view, office, "county")
    assert column(rows, "done_of") == {"C2": "0/0", "C1": "3/3", "C4": "1/2", "C3": "0/0"}
    assert column(rows, "on_time_of") == {"C2": "0/0", "C1": "2/2", "C4": "0/2", "C3": "0/0"}
    assert column(rows, "satisfied_of") == {"C2": "950/1000", "C1": "80/100", "C4": "0/100", "C3": "0/100"}


def test_the_score_is_of_the_parts_there_are_and_the_weights_those_set(office, view):
    scores = column(ranked(view, office, "county"), "composite")
    assert scores == pytest.approx({"C2": 95.5, "C1": 0.6 * 92 + 40, "C4": 0.6 * 60 + 12.5, "C3": 30.0})
    assert weights(view, office, "county") == {"ballots": 60.0, "completion": 25.0, "on_time": 15.0}


def test_places_by_chance_hold_the_place_and_two_of_a_kind_are_a_range(office, view):
    intervals = column(ranked(view, office, "county"), "interval")
    assert intervals == {"C2": "1–2", "C1": "1–2", "C4": "3", "C3": "4"}


def test_whether_a_place_hangs_on_the_weights_is_said_of_each(office, view):
    assert column(ranked(view, office, "county"), "hold") == {
        "C2": "○ 1–2",
        "C1": "○ 1–2",
        "C4": "● 稳定",
        "C3": "● 稳定",
    }


def test_how_sure_the_last_ones_are(office, view):
    assert last_by_chance(standing(view, office, "county")) == (2, 0)
    assert last_words(view, office, "county") == "后2名中 2 个是确定的；另有 0 个单位的名次区间也触及后2名"


def test_the_notes_name_the_last_who_owes_and_what_the_movement_is_against(office, view):
    said = notes(view, office, "county")
    assert said[0] == "名次靠后 2 个：水利局党组、财政局党组；其中 1 个未作说明。"
    assert notes(view, office, "township")[0] == "名次靠后 1 个：甲镇党委；其中 1 个未作说明。"
    assert "十四届第二轮" in " ".join(said) and "2024-12-04" in " ".join(said)
    assert "60%" in said[-2] and "25%" in said[-2] and "15%" in said[-2] and "同类后 2 名" in said[-2]
    assert "对外公开的页面" in said[-1] and "不含测评" in said[-1]


def test_units_of_a_funnel_have_the_counts_of_the_rate_asked_for_and_none_without_any(office, view):
    done = funnel_units(view, office, "county", "completion")
    assert list(done.itertuples(index=False, name=None)) == [("C1", "教育局党组", 3, 3), ("C4", "水利局党组", 1, 2)]
    late = funnel_units(view, office, "county", "on_time")
    assert dict(zip(late["id"], late["counted"], strict=True)) == {"C1": 2, "C4": 0}
    votes = funnel_units(view, office, "county", "satisfaction")
    assert dict(zip(votes["id"], zip(votes["counted"], votes["out_of"], strict=True), strict=True)) == {
        "C2": (950, 1000),
        "C1": (80, 100),
        "C4": (0, 100),
        "C3": (0, 100),
    }


def test_a_trial_ranks_by_the_weights_tried_and_says_who_moves_against_the_weights_set(office, view):
    rows = trial(view, office, "county", (("ballots", 0), ("completion", 100), ("on_time", 0))).rows
    assert list(rows["org_id"]) == ["C1", "C4", "C2", "C3"]
    assert column(rows, "score_tried")["C1"] == 100.0 and column(rows, "score_tried")["C4"] == 50.0
    assert column(rows, "change") == {"C1": "▲1", "C4": "▲1", "C2": "—", "C3": "—"}
    assert column(rows, "rank_in_class") == {"C1": 2, "C4": 3, "C2": 1, "C3": 4}
    placed = trial_places(view, office, "county", (("ballots", 0), ("completion", 100), ("on_time", 0)))
    assert placed["rank_in_class"].dropna().tolist() == [1, 2]


def test_weights_as_set_move_nobody(office, view):
    found = trial(view, office, "county", (("ballots", 60), ("completion", 25), ("on_time", 15)))
    assert set(found.rows["change"]) == {"—"}
    assert found.rows["rank_tried"].tolist() == found.rows["rank_in_class"].tolist() == [1, 2, 3, 4]
    assert found.finding == "权重在此上下浮动10个百分点：2 个单位名次不变，2 个会变；后2名不受影响"


def test_classes_say_how_many_of_each_are_assessed_in_the_order_of_their_list(office, view):
    assert classes(view, office) == {"township": "乡镇党委 2", "county": "县直党组织 4"}
    assert classes(replace(view, classes=("county",)), office) == {"county": "县直党组织 4"}


def test_how_sure_a_last_place_is_stands_beside_the_last_alone(office, view):
    county = ranked(view, office, "county")
    said = column(county, "sure_words")
    assert {org for org, words in said.items() if words} == {"C4", "C3"}
    sure = column(county[county["sure"].notna()], "sure")
    assert said["C3"] == (">99%" if sure["C3"] > 0.99 else f"{sure['C3'] * 100:.0f}%")
    # 100 of 100 votes for poor, against 100 for average beside two findings
    assert 0.5 < sure["C4"] < sure["C3"] <= 1
    assert set(owing(view, office, "county")["sure_words"]) == {said["C4"], said["C3"]}


def test_last_by_a_score_is_as_sure_as_the_true_score_is_below_it(view):
    by_score = source(**COUNTY, set=set_to(bottom__below_score=60))
    found = standing(view_of(by_score), by_score, "county")
    assert column(found.frame, "is_bottom") == {"C2": False, "C1": False, "C4": True, "C3": True}
    sure = column(found.frame, "sure")
    assert sure["C3"] > 0.95
    assert 0.5 < sure["C4"] < sure["C3"]
    assert found.twice is None  # how many are last is not fixed


def test_last_twice_by_luck_is_said_of_as_many_as_are_last(office, view):
    found = standing(view, office, "county")
    # two of four, twice: they miss each other once in six where all weigh the same; where not, more seldom
    assert 1 - 1 / 6 - 1e-9 <= found.twice < 1
    words = " ".join(notes(view, office, "county"))
    assert "若这4个单位实际没有差别，两次各自独立测评，仅凭偶然至少有一个单位" in words
    assert f"连续两次列后2名的概率为{found.twice * 100:.0f}%。" in words
    assert standing(view, office, "village").twice is None
