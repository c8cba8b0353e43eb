"""Findings against what the mix lets expect: teams, sectors and rounds, and what may be said of them."""

from datetime import date

import pandas as pd
import pytest

from inspection.reading.expected import against_mix, cells, cells_finding, team_columns, team_table, teams
from inspection.reading.outliers import funnel_finding
from tests.small import source, view_of

ROUNDS = """
    round_id | term_no | seq | name   | kind    | category_scheme | started_on
    R1       | 14      | 1   | 第一轮 | routine | four            | 2022-03-01
    R2       | 14      | 2   | 第二轮 | routine | four            | 2023-03-01
"""


def county(tasks: list[tuple[str, str, str, int]], ended=True, kind="routine", scheme="four", village=""):
    """(team, class, round, findings) of each inspection, one organisation each; townships have no sector. Findings are of
    the first two categories of `scheme`, in turn; the team `village` is of that level."""
    orgs = ["org_id | name | org_class | sector | in_scope_from"]
    rows = ["inspection_id | round_id | org_id | team | team_level | kind | counts_toward_coverage | onsite_start | onsite_end"]
    found = ["finding_id | inspection_id | category | scope | found_on | channel | nature | completion"]
    for at, (team, org_class, round_id, count) in enumerate(tasks):
        sector = "" if org_class == "township" else ("education", "health")[at % 2]
        start, end = ("2022-03-01", "2022-05-01") if round_id == "R1" else ("2023-03-01", "2023-05-01")
        level = "village" if team == village else "county"
        orgs.append(f"O{at} | 单位{at} | {org_class} | {sector} | 2016-07-01")
        rows.append(f"I{at} | {round_id} | O{at} | {team} | {level} | {kind} | true | {start} | {end if ended else ''}")
        found += [
            f"F{at}-{n} | I{at} | {scheme}-{1 + n % 2} | common | {start} | deadline | intensive | in_progress"
            for n in range(count)
        ]
    return source(
        rounds=ROUNDS, organisations="\n".join(orgs), inspections="\n".join(rows), findings="\n".join(found)
    )


TOWNSHIPS = [*[("一组", "township", "R1", 24)] * 11, *[("二组", "township", "R1", 23)] * 2]
OTHERS = [*[("一组", "county", "R1", 8)] * 2, *[("二组", "county", "R1", 8)] * 12, *[("三组", "county", "R2", 8)] * 12]


@pytest.fixture(scope="module")
def office():
    return county(TOWNSHIPS + OTHERS)


def test_a_team_that_had_the_townships_does_not_stand_out_for_them(office):
    frame = teams(view_of(office), office, "county").set_index("id")
    assert frame.loc["一组", "counted"] == 11 * 24 + 16
    assert frame.loc["一组", "out_of"] == pytest.approx(11 * (11 * 24 + 46) / 13 + 16)
    assert frame["outside"].tolist() == [0, 0, 0]
    raw = frame.assign(name=frame.index, out_of=[13, 14, 12])
    assert "一组" in funnel_finding(raw, "每次", "zh", poisson=True)  # per inspection it would
    assert funnel_finding(frame.reset_index(), "比", "zh", poisson=True) == "比：3 个中没有一个突出，差别不超出偶然"


def test_the_table_of_teams_says_observed_expected_ratio_limits_and_where_each_stands(office):
    assert {c.name: c.places for c in team_columns() if c.type == "decimal"}["expected"] == 1  # as the sentences say it
    frame = team_table(view_of(office), office).set_index("team")
    row = frame.loc["二组"]
    assert (row["inspections"], row["compared"], row["found"]) == (14, 14, 2 * 23 + 96)
    assert row["ratio"] == pytest.approx(142 / (2 * 310 / 13 + 96)) and row["stands"] == "在界限之内"
    low, high = (float(end) for end in row["limits"].split("–"))
    assert low < 1 < high


def test_teams_are_compared_within_their_level():
    tasks = [("一组", "county", "R1", 8), ("二组", "county", "R1", 10), ("村一组", "county", "R1", 90)]
    both = county(tasks, village="村一组")
    frame = teams(view_of(both), both, "county")
    assert frame["id"].tolist() == ["一组", "二组"] and frame["out_of"].tolist() == [9.0, 9.0]


def test_an_inspection_still_on_site_is_not_compared():
    running = county(TOWNSHIPS + OTHERS, ended=False)
    assert teams(view_of(running), running, "county").empty
    table = team_table(view_of(running), running)
    assert table["findings"].sum() == 13 * 24 - 2 + 26 * 8 and table["ratio"].isna().all()
    frame = cells(view_of(running), running, "sector")
    assert frame["ratio"].isna().all() and (frame["compared"] == 0).all()
    assert cells_finding(frame, "sector", {}, "zh").startswith("各领域没有同类巡察可以相比")


def test_a_reinspection_counts_for_no_team():
    again = county([("一组", "county", "R1", 3), ("二组", "county", "R1", 4)], kind="reinspection")
    assert teams(view_of(again), again, "county").empty and team_table(view_of(again), again).empty


def test_a_sector_is_compared_within_its_class_and_townships_with_nothing(office):
    frame = cells(view_of(office), office, "sector")
    alone = frame[frame["sector"].isna()]
    assert alone["ratio"].isna().all() and alone["findings"].sum() == 310
    others = frame[frame["sector"].notna()]
    assert others["ratio"].tolist() == pytest.approx([1.0] * 4) and others["compared"].sum() == 2 * 26


def test_a_round_is_compared_with_rounds_that_had_the_same_classes(office):
    frame = cells(view_of(office), office, "round_id").set_index(["round_id", "category"])
    row = frame.loc[("R1", "four-1")]
    assert (row["compared"], row["findings"]) == (14, 11 * 12 + 24 + 56)
    assert (row["found"], row["expected"], row["ratio"]) == (56, pytest.approx(56), pytest.approx(1.0))


def test_the_cell_farthest_from_what_was_expected_is_named_with_both_numbers():
    tasks = [("一组", "county", "R1", 8)] * 20 + [("一组", "county", "R2", 21)] * 4
    office = county(tasks)
    frame = cells(view_of(office), office, "round_id")
    said = cells_finding(frame, "round_id", {"R1": "第一轮", "R2": "第二轮"}, "zh")
    # of the first kind 80 + 44 in 24 inspections: 20.7 expected in the four of the second round; of the second 80 + 40
    assert said.startswith("与同类巡察相比，第二轮的“党中央决策部署贯彻落实”明显偏多：发现 44，应有 20.7（2.13 倍）")
    assert said.endswith("；另有 1 格也在99.8%界外")


def test_few_cells_within_the_limits_are_all_within_them(office):
    frame = cells(view_of(office), office, "sector")
    assert cells_finding(frame, "sector", {}, "zh") == "各领域各类问题与同类巡察相比，4 格中没有一格超出99.8%界限"
    widened = frame.assign(of_chance=[0, 0, 0, 0, -2, 0])
    assert cells_finding(widened, "sector", {}, "zh").endswith("；只按偶然算，1 格在界外")


def test_of_many_cells_it_is_said_how_many_chance_puts_beyond():
    frame = pd.DataFrame(
        {
            "category": ["four-1"] * 60, "sector": ["education"] * 60, "ratio": 1.0, "found": 3, "expected": 3.0,
            "low": 0.1, "high": 3.0, "z": [*[0.0] * 59, -5.0], "outside": [*[0] * 59, -2], "of_chance": [*[0] * 59, -2],
        }
    )
    said = cells_finding(frame, "sector", {"education": "教育"}, "zh")
    assert "教育的" in said and "明显偏少" in said and said.endswith("（60 格中单凭偶然约有 0.1 格）")


def test_a_finding_outside_its_rounds_scheme_is_no_count_to_compare():
    tasks = [("一组", "county", "R1", 4), ("二组", "county", "R2", 4)]
    own, stray = county(tasks), county(tasks, scheme="three")
    assert cells(view_of(own), own, "round_id")["ratio"].tolist() == [1.0] * 4
    frame = cells(view_of(stray), stray, "round_id")
    assert len(frame) == 4 and frame["ratio"].isna().all()


def test_where_nothing_was_inspected_there_is_nothing_to_say(office):
    nothing = view_of(office, term=13)
    assert cells(nothing, office, "sector").empty and cells(nothing, office, "round_id").empty
    assert teams(nothing, office, "county").empty and team_table(nothing, office).empty
    found_nothing = county([("一组", "county", "R1", 0), ("二组", "county", "R2", 0)])
    frame = team_table(view_of(found_nothing), found_nothing)
    assert frame["findings"].tolist() == [0, 0] and frame["ratio"].isna().all()
    assert cells(view_of(found_nothing), found_nothing, "round_id").empty


def test_what_is_not_yet_there_on_the_day_is_not_compared(office):
    before = view_of(office, as_of=date(2022, 4, 1))
    assert teams(before, office, "county").empty


def test_the_empty_unit_and_the_empty_class_are_units_and_strata_too():
    frame = pd.DataFrame(
        {"sector": [None, None, "health"], "org_class": [None] * 3, "kind": ["routine"] * 3, "findings": [2, 4, 9]}
    )
    made = against_mix(frame, "sector")
    assert made["unit"].tolist() == ["", "health"] and made["expected"].tolist() == [10.0, 5.0]
