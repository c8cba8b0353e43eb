"""The rows behind a figure are those it counts: of the term shown, of the mark picked, of the part asked for."""

from datetime import date

import pytest

from inspection.reading import findings, rectification
from inspection.reading.answers import counted, names, narrowed, organisation, rounds, rows_of, tabled, terms
from inspection.reading.breakdowns import by_dimension, by_quarter, by_year, no_rate, partial_years
from inspection.reading.leagues import columns, first_with_several, league
from inspection.reading.rounds import clues_by_round, inspected_rounds
from inspection.reading.since import meetings, moved
from tests.reading.county import COUNTY, clues
from tests.small import source, view_of


@pytest.fixture(scope="module")
def office():
    return source(**COUNTY)


def ids(frame) -> list:
    return sorted(frame["finding_id"])


def days(frame) -> list[str]:
    """The clues by the day of their transfer: their ids are secret, and numbers in the mart."""
    return sorted(f"{day:%Y-%m-%d}" for day in frame["transferred_on"])


def test_the_rows_behind_a_figure_are_of_the_term_shown(office):
    assert ids(rows_of(view_of(office), office, "completion_rate", None)) == ["F11", "F12", "F13", "F21", "F22", "F23"]
    assert ids(rows_of(view_of(office, term=13), office, "completion_rate", None)) == ["F01", "F02"]
    assert len(rows_of(view_of(office).all_terms(), office, "completion_rate", None)) == 8


def test_the_rows_of_a_part_are_those_it_counts(office):
    view = view_of(office)
    assert ids(rows_of(view, office, "completion_rate", "numerator")) == ["F11", "F12", "F13", "F21"]
    assert ids(rows_of(view, office, "completion_rate", "pending")) == ["F22", "F23"]
    for part, expected in (
        ("numerator", ["2022-05-01", "2022-05-03", "2024-05-01"]),
        ("denominator", ["2022-05-01", "2022-05-02", "2022-05-03", "2024-05-01"]),
        ("pending", ["2024-05-02"]),
    ):
        assert days(rows_of(view, office, "clue_verification_rate", part)) == expected


def test_the_rows_of_a_mark_narrow_those_of_the_view_and_the_empty_group_has_its_own(office):
    view = view_of(office)
    assert ids(rows_of(view, office, "completion_rate", None, where=(("org", ("C4",)),))) == ["F21", "F22"]
    assert days(rows_of(view, office, "clues", None, where=(("handler", (None,)),))) == ["2024-05-02"]
    assert days(rows_of(view_of(office, classes=("village",)), office, "clues", None)) == ["2022-05-03"]
    both = view_of(office, classes=("county", "township"))
    county, township = (
        ids(rows_of(both, office, "completion_rate", None, where=(("org_class", (one,)),))) for one in both.classes
    )
    assert (len(county), len(township)) == (5, 1) and not set(county) & set(township)


def test_a_figure_adds_up_its_counts_and_each_group_is_its_own(office):
    frame = counted(view_of(office), office, "completion_rate", ("org_class",))
    assert {r.org_class: (r.numerator, r.denominator, r.pending) for r in frame.itertuples()} == {
        "county": (4, 5, 1),
        "township": (0, 1, 1),
    }


def test_a_period_stands_for_itself_and_bounds_the_own_date(office):
    chosen = view_of(office, from_date=date(2018, 1, 1), to_date=date(2018, 12, 31))
    assert counted(chosen, office, "clues").iloc[0]["numerator"] == 2
    open_ended = view_of(office, from_date=date(2024, 1, 1))
    assert counted(open_ended, office, "clues").iloc[0]["numerator"] == 2


def test_of_a_dimension_only_groups_in_which_there_is_something(office):
    frame = by_dimension(view_of(office), office, "completion_rate", "org")
    assert set(frame["org"]) == {"C1", "C4", "T1"}
    assert set(by_dimension(view_of(office).all_terms(), office, "clues", "org")["org"]) == {"C1", "C2", "C3", "V1"}
    assert set(by_dimension(view_of(office, term=13), office, "clues", "org")["org"]) == {"C1", "C2"}


def test_a_group_of_which_nothing_is_due_is_there_and_says_why_it_has_no_rate(office):
    early = by_dimension(view_of(office, as_of=date(2022, 7, 1)), office, "completion_rate", "org")
    assert set(early["org"]) >= {"C1", "C4"} and not early["denominator"].any()
    assert no_rate(early.iloc[0], "zh") == f"尚无到期（{early['young'].iloc[0]} 件未满期）"


def test_years_are_all_there_are_and_say_which_are_covered_in_part(office):
    over = view_of(office).all_terms()
    frame = by_year(over, office, "clues")
    assert dict(zip(frame["year"].astype(int), frame["numerator"], strict=True)) == {2018: 2, 2022: 3, 2024: 2}
    assert partial_years(over, office, "notices") == (2025,)
    assert partial_years(over, office, "clues") == ()
    split = by_year(over, office, "clues", "handler")
    assert split["numerator"].sum() == 7 and split["handler"].isna().sum() == 1


def test_quarters_are_those_of_the_view(office):
    frame = by_quarter(view_of(office), office, "clues")
    assert dict(zip(frame["quarter"], frame["numerator"], strict=True)) == {"2022-Q2": 3, "2024-Q2": 2}


def test_a_value_narrows_a_table_and_none_stands_for_the_empty_ones(office):
    frame = tabled(view_of(office), office, "clue_progress")
    assert days(narrowed(frame, "handler", None)) == ["2024-05-02"]
    assert days(narrowed(frame, "handler", "二室")) == ["2022-05-03", "2024-05-01"]


def test_terms_and_rounds_are_those_begun_by_the_day(office):
    assert [t.number for t in terms(office, date(2020, 1, 1))] == [13]
    assert terms(office, date(2020, 1, 1))[0].ended_on is None
    assert rounds(view_of(office), office) == {"14-01": "十四届第一轮", "14-02": "十四届第二轮"}
    assert rounds(view_of(office, as_of=date(2023, 1, 1)), office) == {"14-01": "十四届第一轮"}
    assert rounds(view_of(office, term=13), office) == {"13-01": "十三届第一轮"}


def test_names_stand_in_the_offices_own_order_and_a_row_is_of_its_organisation(office):
    assert list(names(office, "org"))[:3] == ["T1", "T2", "C1"]
    assert names(office, "org")["C3"] == "财政局党组" and names(office, "term")[13] == "第十三届县委"
    assert organisation(office, "X1")["in_scope_to"] == date(2020, 12, 31)
    with pytest.raises(KeyError):
        organisation(office, "nobody")


def test_rates_by_round_are_of_those_transferred_and_of_those_concluded(office):
    rows = clues_by_round(view_of(office), office).set_index("round_id")
    assert rows.loc["14-02", ["clues", "concluded", "substantiated", "conclusion", "verification"]].tolist() == [
        2,
        1,
        1,
        0.5,
        1,
    ]
    assert rows.loc["14-01", "verification"] == pytest.approx(2 / 3)
    assert set(inspected_rounds(view_of(office, classes=("village",)), office)["round_id"]) == {"14-01"}


def test_findings_are_broken_down_by_what_was_asked_only(office):
    by_org = rectification.broken_down(view_of(office), office, "org")
    assert {r.part: (r.fed_back, r.done, r.overdue) for r in by_org.itertuples()} == {
        "C1": (3, 3, 0),
        "C4": (2, 1, 1),
        "T1": (1, 0, 1),
    }
    assert rectification.names_of(view_of(office), office, "org")["C4"] == "水利局党组"
    assert rectification.names_of(view_of(office), office, "nature")["immediate"] == "立行立改"


def test_aspects_are_of_one_scheme_and_one_team_alone_is_no_level(office):
    assert list(findings.schemes(view_of(office), office)) == ["four"]
    assert findings.aspects(view_of(office), office, "three").empty
    assert list(findings.team_levels(view_of(office), office)) == ["county"]


def test_a_league_says_what_it_counts_in_the_words_of_the_office():
    heads = [c.zh for c in columns("clue_verification_rate")]
    assert heads == ["单位", "已查实", "已办结", "未结", "比率", "95%区间", "与合计相比"]
    assert [c.en for c in columns("clue_verification_of_transferred")][1:3] == ["verified", "transferred"]


def test_a_league_has_the_highest_rate_first_and_whom_none_is_named_stands_in_none():
    far = source(
        **COUNTY
        | {
            "clues": clues(
                (2022, "甲室", 170, 30, 0),
                (2022, "乙室", 100, 100, 4),
                (2022, "丙室", 30, 170, 0),
                (2022, "", 1, 1, 0),
            )
        }
    )
    rows = league(view_of(far), far, "handler", "clue_verification_rate")
    assert rows[["id", "counted", "out_of", "pending"]].values.tolist() == [
        ["甲室", 170, 200, 0],
        ["乙室", 100, 200, 4],
        ["丙室", 30, 200, 0],
    ]
    assert rows["stands"].tolist() == ["明显偏高（99.8%界外）", "在界限之内", "明显偏低（99.8%界外）"]
    assert rows["interval"][1] == "43.1%–56.9%"
    assert first_with_several(view_of(far), far, "clue_verification_rate") == "handler"


def test_a_league_of_organisations_has_their_names_and_one_alone_is_passed_over():
    alone = source(**COUNTY | {"clues": clues((2022, "甲室", 2, 2, 0), (2022, "甲室", 1, 2, 0, "B2"))})
    view = view_of(alone)
    assert first_with_several(view, alone, "clue_verification_rate") == "org"
    assert league(view, alone, "org", "clue_verification_rate")["name"].tolist() == ["教育局党组", "卫健局党组"]


def test_meetings_are_those_before_the_day_the_last_first_and_what_moved_since_one_says_why(office):
    view = view_of(office)
    points = meetings(view, office)
    assert [p.day for p in points] == [date(2024, 5, 20), date(2022, 5, 20)]
    assert "县委常委会" in points[0].words and meetings(view_of(office, as_of=date(2024, 5, 20)), office)[
        0
    ].day == date(2022, 5, 20)
    rows = moved(view, office, points[0], office)
    found = {r.figure: (r.before, r.after, r.reasons) for r in rows.itertuples(index=False)}
    assert found["线索办结率 2024 年"] == ("0.0% (0/2)", "50.0% (1/2)", "期间变动 1 条")
    assert found["测评满意率 2024 年"] == ("—", "90.0% (900/1,000)", "期间变动 2 条")
