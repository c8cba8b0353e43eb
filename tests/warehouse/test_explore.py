"""The analyst's questions: small ledgers in, the groups that somebody can count by hand out."""

import pytest

from inspection.warehouse import NoSuchField, Question, dictionary, table_mart
from inspection.warehouse.explore import GROUPS, answer, fields, points, rows_of, spread, values_of

TABLES = {
    "terms": [{"term_no": "14", "name": "第十四届", "started_on": "2021-09-30", "planned_years": "5"}],
    "rounds": [
        {"round_id": "R1", "term_no": "14", "seq": "1", "name": "第一轮", "started_on": "2022-01-01"},
    ],
    "organisations": [
        {"org_id": "A", "name": "甲局", "org_class": "county"},
        {"org_id": "V", "name": "乙村", "org_class": "village"},
    ],
    "inspections": [
        {"inspection_id": "I1", "round_id": "R1", "org_id": "A", "team": "第一组", "talks": "10", "visits": "1"},
        {"inspection_id": "I2", "round_id": "R1", "org_id": "V", "team": "第二组", "talks": "20", "visits": "2"},
        {"inspection_id": "I3", "round_id": "R1", "org_id": "V", "team": None, "talks": "40", "visits": None},
    ],
    "findings": [
        {"finding_id": "F1", "inspection_id": "I1", "category": "four-1", "found_on": "2022-12-31"},
        {"finding_id": "F2", "inspection_id": "I2", "category": "four-2", "found_on": "2023-01-01"},
        {"finding_id": "F3", "inspection_id": "I2", "category": "four-2", "found_on": "2023-04-01"},
    ],
}


@pytest.fixture(scope="module")
def mart():
    return table_mart(TABLES)


def groups(mart, question: Question) -> list[tuple]:
    frame = answer(mart, question).astype(object)
    return [tuple(None if v != v else v for v in row) for row in frame.itertuples(index=False, name=None)]


def test_findings_are_counted_by_the_class_their_inspection_leads_to_and_by_year(mart):
    asked = Question("findings", ("inspection_id.org_id.org_class", "found_on@year"))
    assert groups(mart, asked) == [("county", 2022, 1, 1), ("village", 2023, 2, 2)]


def test_an_empty_group_stands_last_and_is_not_dropped(mart):
    assert groups(mart, Question("inspections", ("team",))) == [("第一组", 1, 1), ("第二组", 1, 1), (None, 1, 1)]


@pytest.mark.parametrize(
    "measure, expected",
    [("sum", 60.0), ("mean", 30.0), ("median", 30.0), ("min", 20.0), ("max", 40.0), ("distinct", 2)],
)
def test_a_number_is_measured_within_its_group(mart, measure, expected):
    asked = Question("inspections", ("org_id.org_class",), measure, "talks")
    assert {name: value for name, value, _ in groups(mart, asked)}["village"] == expected


def test_filters_keep_values_empty_ones_and_spans(mart):
    assert groups(mart, Question("inspections", where={"team": ["第一组", None]})) == [(2, 2)]
    assert groups(mart, Question("findings", between={"found_on": ("2023-01-01", "2023-03-31")})) == [(1, 1)]
    assert groups(mart, Question("findings", where={"found_on@year": [2023]}, measure="count")) == [(2, 2)]
    assert groups(mart, Question("inspections", where={"org_id.org_class": []})) == [(0, 0)]


def test_the_rows_behind_are_those_counted(mart):
    asked = Question("findings", where={"inspection_id.org_id.org_class": ["village"]})
    assert rows_of(mart, asked)["finding_id"].tolist() == ["F2", "F3"]
    assert rows_of(mart, asked, ["finding_id", "inspection_id.team"]).iloc[0].tolist() == ["F2", "第二组"]
    assert len(rows_of(mart, Question("findings"), limit=1)) == 1


def test_a_spread_gives_the_quarters_of_a_number(mart):
    found = spread(mart, Question("inspections", ("org_id.org_class",), of="talks")).set_index("org_id.org_class")
    assert found.loc["village"].tolist() == [20, 25, 30, 35, 40, 2]


def test_points_leave_out_rows_without_both_numbers_and_are_the_same_each_time(mart):
    asked = Question("inspections", ("org_id.org_class",), of="talks")
    found = points(mart, asked, "visits")
    assert sorted(zip(found["x"], found["y"], found["group"], strict=True)) == [(1, 10, "county"), (2, 20, "village")]
    assert found.equals(points(mart, asked, "visits"))


def test_the_values_of_a_field_come_with_the_empty_one(mart):
    assert values_of(mart, "inspections", "org_id.org_class") == ["village", "county"]
    assert set(values_of(mart, "inspections", "team")) == {"第一组", "第二组", None}


@pytest.mark.parametrize("ledger", list(dictionary().ledgers))
def test_no_secret_column_is_a_field_of_any_ledger(ledger):
    assert not [path for path, known in fields(ledger).items() if known.column.secret]


@pytest.mark.parametrize(
    "asked",
    [
        Question("findings", ("description",)),
        Question("findings", ("1; drop table findings",)),
        Question("findings", ("category@year",)),
        Question("findings", ("inspection_id.round_id.term_no.name",)),
        Question("findings", where={"x\" or 1=1 --": ["a"]}),
        Question("findings", measure="sum", of="category"),
        Question("findings", measure="sum); drop table findings --", of="found_on"),
        Question("nothing"),
    ],
)
def test_what_is_no_field_is_refused_by_name(mart, asked):
    with pytest.raises(NoSuchField):
        answer(mart, asked)


def test_values_are_bound_whatever_they_hold(mart):
    assert groups(mart, Question("inspections", where={"team": ["' or 1=1 --"]})) == [(0, 0)]


def test_an_answer_never_has_more_groups_than_the_limit(mart):
    assert len(answer(mart, Question("findings", ("finding_id",)))) == 3 <= GROUPS
