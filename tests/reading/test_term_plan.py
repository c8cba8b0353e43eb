"""The term's plan: the past in rounds, what a team or a round more gives, a plan that adds up, refusals."""

from datetime import date, timedelta
from itertools import pairwise
from math import exp, sqrt

import pytest

from inspection.reading import term_plan
from inspection.reading.coverage import finish_words, planned_end
from inspection.reading.term_plan import Way
from inspection.text import say
from tests.small import source, view_of

AS_OF = date(2025, 9, 30)
START = date(2022, 9, 30)  # 1096 days before
ROUNDS = ((date(2023, 1, 10), 3), (date(2023, 9, 10), 4), (date(2024, 5, 10), 3), (date(2025, 1, 10), 4))
"""First day, teams: a team is twenty days on site and covers two county organisations, or, the last one, five villages."""
COUNTY, VILLAGES, LEFT = 20, 20, {"county": 6, "village": 9}


def office(rounds=ROUNDS, *, ended: str = "", left=LEFT, leaves: bool = True, planned_years: int = 5):
    """A county whose term began on START; `rounds` covered two organisations a county team and five villages a village team."""
    orgs, tasks, held = [], [], []
    numbers = {"township": 0, "county": 0, "village": 0}

    def place(code: str) -> str:
        numbers[code] += 1
        id = f"{code[0].upper()}{numbers[code]}"
        orgs.append(f"{id} | {id} | {code} | {'T' if code == 'village' else ''} | 2020-01-01")
        return id

    for at, (day, teams) in enumerate(rounds, 1):
        held.append(f"R{at} | 14 | {at} | R{at} | routine | four | {day}")
        for team in range(1, teams + 1):
            code, each = ("village", 5) if team == teams else ("county", 2)
            for _ in range(each):
                end = day + timedelta(days=19) if leaves else ""
                tasks.append(f"I{len(tasks)} | R{at} | {place(code)} | {team} | county | routine | true | {day} | {end}")
    for code, number in left.items():
        for _ in range(number):
            place(code)
    head = "inspection_id | round_id | org_id | team | team_level | kind | counts_toward_coverage | onsite_start | onsite_end"
    return source(
        AS_OF,
        terms=f"term_no | name | started_on | ended_on | planned_years\n14 | 本届 | {START} | {ended} | {planned_years}",
        organisations="\n".join(["org_id | name | org_class | parent_id | in_scope_from", *orgs]),
        rounds="\n".join(["round_id | term_no | seq | name | kind | category_scheme | started_on", *held]),
        inspections="\n".join([head, *tasks]) if tasks else head,
    )


@pytest.fixture(scope="module")
def data():
    return office()


def test_the_past_is_teams_days_and_rounds_of_what_covered_somebody_anew(data):
    found = term_plan.past(view_of(data), data)
    assert (found.rounds, found.covered, found.passed) == (4, 2 * 10 + 5 * 4, 1096)
    assert found.way == Way(14 / 4, 20.0, 4 / 1096 * 365.25)
    assert found.last.date() == date(2025, 1, 10)


def test_a_class_takes_its_share_of_the_days_of_a_team(data):
    rows = term_plan.classes(view_of(data), data).set_index("org_class")
    assert rows["left"].to_dict() == LEFT
    assert rows["each_days"].to_dict() == {"county": 10.0, "village": 4.0}
    assert rows["per_team"].to_dict() == {"county": 2.0, "village": 5.0}
    alone = view_of(data, classes=("county",))
    early, late = rows.loc["county", "range"].split(" 至 ")
    assert f"按目前进度 {early} 至 {late} 完成" in finish_words(alone, data)[0]


def months(steps: list[int], left: int, faster: float) -> str:
    """By the formula: the pace is the sum of the batches over the days, its logarithm has variance Σs²/S²."""
    done = sum(steps)
    spread = exp(1.959963984540054 * sqrt(sum(s * s for s in steps)) / done)
    expected = left * 1096 / done / faster
    return " 至 ".join(f"{AS_OF + timedelta(days=days):%Y-%m}" for days in (expected / spread, expected * spread))


def test_a_team_or_a_round_more_makes_the_pace_of_the_past_so_many_times_as_fast(data):
    view = view_of(data)
    rows = term_plan.ways(view, data, Way(7, 10, 4)).set_index("way")
    teams, rounds, batches = 14 / 4, 4 / 1096 * 365.25, [9, 11, 9, 11]
    # 6 county and 9 village organisations are left, 20 and 20 were covered; they took 10 and 4 team-days each
    burden = ((6 * 10 + 9 * 4) / 15) / ((20 * 10 + 20 * 4) / 40)
    faster = {
        "so_far": 1.0,
        "by_work": 1 / burden,
        "team_more": (teams + 1) / teams,
        "round_more": (rounds + 1) / rounds,
        "both_more": (teams + 1) / teams * (rounds + 1) / rounds,
        "own": 7 * 10 * 4 / (teams * 20 * rounds),
    }
    assert rows["range"].to_dict() == {say(f"plan.way_{k}", "zh"): months(batches, 15, f) for k, f in faster.items()}
    a_year = {say(f"plan.way_{k}", "zh"): 40 / 1096 * 365.25 * f for k, f in faster.items()}
    assert rows["a_year"].to_dict() == pytest.approx(a_year)


def test_the_row_as_so_far_says_what_the_page_of_coverage_says(data):
    view = view_of(data)
    first = term_plan.ways(view, data).iloc[0]
    early, late = first["range"].split(" 至 ")
    assert f"按目前进度 {early} 至 {late} 完成" in finish_words(view, data)[0]
    assert first["against"] in ("赶在计划期末前", "计划期末前未必", "晚于计划期末")


def test_a_plan_takes_all_that_is_left_and_no_round_more_work_than_its_teams_have_days(data):
    view = view_of(data)
    rows = term_plan.planned(view, data, Way(2, 20, 2))
    # 6 x 10 + 9 x 4 = 96 team-days, 40 a round
    assert rows["number"].max() == 3
    assert rows.groupby("org_class")["planned"].sum().to_dict() == LEFT
    assert rows["round_work"].sum() == pytest.approx(96)
    # 40: 2 and 3 by their shares, 8 are free for two villages more; then 2 and 2 (28) and a county organisation; the rest
    assert rows.groupby(["number", "org_class"])["planned"].sum().to_dict() == {
        (1, "county"): 2, (1, "village"): 5, (2, "county"): 3, (2, "village"): 2, (3, "county"): 1, (3, "village"): 2,
    }  # fmt: skip
    days = [day.date() for day in rows.drop_duplicates("number")["starts_on"]]
    assert days[0] == AS_OF + timedelta(days=1), "half a year after the last round is past already"
    assert [(b - a).days for a, b in pairwise(days)] == [182, 183]


@pytest.mark.parametrize("teams, days, rounds", [(1, 5, 1), (3, 17, 2.5), (4, 60, 6), (1, 96, 1)])
def test_whatever_is_assumed_every_class_adds_up_to_what_is_left(data, teams, days, rounds):
    rows = term_plan.planned(view_of(data), data, Way(teams, days, rounds))
    assert rows.groupby("org_class")["planned"].sum().to_dict() == LEFT
    assert rows["number"].max() == -(-96 // (teams * days))
    upto = rows.groupby("number")["round_work"].sum().cumsum()
    assert all(work <= number * teams * days + 1e-6 for number, work in upto.items())


def test_more_rounds_than_could_be_meant_are_no_plan():
    held = office(left={"county": 60, "village": 9})
    way = Way(1, 10, 1)  # 636 team-days in rounds of 10
    assert term_plan.planned(view_of(held), held, way).empty
    assert "60 轮也巡不完" in term_plan.plan_finding(view_of(held), held, way)


@pytest.mark.parametrize(
    "given, words",
    [
        ({"rounds": ROUNDS[:2]}, "本届只有 2 轮新覆盖了党组织，不足 3 轮"),
        ({"left": {}}, "已全覆盖"),
        ({"ended": "2025-08-31"}, "本届已届满"),
        ({"leaves": False}, "没有一个巡察组的撤点日期"),
        ({"rounds": (), "left": {"county": 3}}, "应巡的党组织或巡察记录"),
    ],
    ids=["few", "done", "ended", "days", "nothing"],
)
def test_where_the_past_is_too_short_nothing_is_worked_out_and_it_is_said_why(given, words):
    held = office(**given)
    view = view_of(held, term=14)
    assert words in term_plan.refusal(view, held)
    assert term_plan.ways(view, held).empty and term_plan.planned(view, held, Way(3, 20, 2)).empty
    assert term_plan.plan_finding(view, held, Way(3, 20, 2)) == term_plan.refusal(view, held)


def test_an_end_too_far_off_is_not_told_and_a_class_never_covered_is_weighed_as_the_mean(data):
    far = office(left={"county": 50, "village": 9})
    rows = term_plan.ways(view_of(far), far).set_index("way")["range"]
    assert rows[say("plan.way_so_far", "zh")] == "太远，不测算" and rows[say("plan.way_both_more", "zh")] != "太远，不测算"
    never = office(left={"county": 6, "township": 2})
    assert say("plan.way_by_work", "zh") not in term_plan.ways(view_of(never), never)["way"].tolist()
    assert term_plan.planned(view_of(never), never, Way(4, 50, 2))["round_work"].sum() == pytest.approx(6 * 10 + 2 * 7)


def test_the_planned_end_is_the_same_before_and_after_it_has_come():
    early, late = office(), office(planned_years=2)
    assert planned_end(term_plan.course(view_of(early), early)).date() == START + timedelta(days=5 * 365)
    assert planned_end(term_plan.course(view_of(late), late)).date() == START + timedelta(days=2 * 365)
    against = term_plan.ways(view_of(late), late)["against"]
    assert set(against) == {"晚于计划期末"}


def test_means_of_a_few_rounds_are_said_with_one_decimal(data):
    view = view_of(data)
    said = term_plan.assumptions(view, data, Way(2, 20, 2.5))
    assert said[0] == "假定：每轮 2 个组，每组驻点 20 天，每年 2.5 轮"
    assert "平均每轮 3.5 个组、驻点 20 天、每年 1.3 轮" in said[1]
    assert {c.places for c in term_plan.columns(term_plan.WAYS) if c.type == "decimal"} == {1}
