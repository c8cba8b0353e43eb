"""What the inspected say of a team: in groups of five valid answers and more, and no difference gives a smaller one back."""

from datetime import date

import pytest

from inspection.reading import team_reviews
from tests.small import source, view_of

ROUNDS = """
    round_id | term_no | seq | name   | kind    | category_scheme | started_on
    R1       | 14      | 1   | 第一轮 | routine | four            | 2022-03-01
    R2       | 14      | 2   | 第二轮 | routine | four            | 2023-03-01
"""
ANSWERS = """
    round_id | team | question | grade   | collected_on | answers
    R1       | 一组 | conduct  | good    | 2022-07-01   | 6
    R1       | 一组 | conduct  | poor    | 2022-07-01   | 2
    R1       | 一组 | burden   | fair    | 2022-07-01   | 3
    R1       | 一组 | burden   | average | 2022-07-01   | 5
    R1       | 二组 | conduct  | poor    | 2022-07-01   | 4
    R1       | 二组 | conduct  | unknown | 2022-07-01   | 2
    R2       | 一组 | conduct  | fair    | 2023-07-01   | 4
    R2       | 一组 | conduct  | poor    | 2023-07-02   | 1
"""


@pytest.fixture(scope="module")
def office():
    return source(rounds=ROUNDS, team_reviews=ANSWERS)


def told(office, **chosen) -> list[tuple]:
    frame = team_reviews.reviews(view_of(office, **chosen), office)
    return list(frame[["team", "question", "rounds", "answers", "satisfied", "interval"]].itertuples(index=False, name=None))


def test_groups_of_five_valid_answers_stand_with_their_interval_and_smaller_ones_nowhere(office):
    assert told(office) == [
        ("一组", "burden", 1, 8, 3, "13.7%–69.4%"),
        ("一组", "conduct", 2, 13, 10, "49.7%–91.8%"),
    ]


@pytest.mark.parametrize("narrowed", [{"orgs": ("X",)}, {"classes": ("village",)}, {"sectors": ("health",)}])
def test_a_filter_by_organisations_narrows_nothing(office, narrowed):
    assert told(office, **narrowed) == told(office)


def test_two_days_or_two_views_differ_by_whole_groups_only(office):
    days = [date(2022, 6, 30), date(2022, 7, 1), date(2023, 7, 1), date(2023, 7, 2), date(2025, 9, 30)]
    sums = [sum(row[3] for row in told(office, as_of=day)) for day in days]
    assert sums == [0, 16, 16, 21, 21]
    by_round = [sum(row[3] for row in told(office, rounds=(id,))) for id in ("R1", "R2")]
    assert by_round == [16, 5]


def test_the_sentence_names_what_all_teams_do_worst_in(office):
    words = team_reviews.finding(team_reviews.reviews(view_of(office), office), "zh")
    assert words == "各组各项合计满意率 61.9%（13/21），最低的一项是“不增加负担”：37.5%（3/8）"
    early = view_of(office, as_of=date(2022, 6, 30), lang="en")
    assert team_reviews.finding(team_reviews.reviews(early, office), "en") == "There is no group of five answers or more"
    alone = view_of(office, rounds=("R2",))
    assert team_reviews.finding(team_reviews.reviews(alone, office), "zh") == "各组“作风纪律”合计满意率 80.0%（4/5）"
