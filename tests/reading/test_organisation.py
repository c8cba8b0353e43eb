"""One organisation: its rank among its own class in each round, what it is, and whose successor."""

from datetime import date

import pytest

from inspection.reading.organisation import facts, judged_reports, ranks, relatives
from tests.reading.county import COUNTY
from tests.small import source, view_of


@pytest.fixture(scope="module")
def office():
    return source(**COUNTY)


def test_the_rank_at_each_round_is_within_the_class_and_that_round(office):
    rows = ranks(view_of(office, orgs=("C2",)), office)
    assert rows[["round_name", "rank_in_class", "count_in_class"]].to_dict("list") == {
        "round_name": ["十四届第一轮", "十四届第二轮"],
        "rank_in_class": [2, 1],
        "count_in_class": [3, 2],
    }
    # T1 has the second place of two townships, though a department was worse
    rows = ranks(view_of(office, orgs=("T1",)), office)
    assert rows[["rank_in_class", "count_in_class"]].values.tolist() == [[2, 2]]


def test_who_was_never_assessed_has_no_rank(office):
    assert ranks(view_of(office, orgs=("V1",)), office).empty


def test_what_an_organisation_is(office):
    assert facts(view_of(office, orgs=("V1",)), office) == (
        ("class", "村(社区)党组织"),
        ("parent", "甲镇党委"),
        ("scope", "2016-07-01 起"),
    )
    assert dict(facts(view_of(office, orgs=("X1",)), office))["scope"] == "2016-07-01 至 2020-12-31"
    assert dict(facts(view_of(office, orgs=("X1",), as_of=date(2018, 1, 1)), office))["scope"] == "2016-07-01 起"
    assert dict(facts(view_of(office, orgs=("C1",)), office))["sector"] == "教育"


def test_predecessor_and_successor_are_told_apart(office):
    assert relatives(view_of(office, orgs=("C3",)), office) == (("predecessor", "X1", "国资局党组"),)
    assert relatives(view_of(office, orgs=("X1",)), office) == (("successor", "C3", "财政局党组"),)


def test_its_judged_reports_are_its_own_and_one_row_each(office):
    assert judged_reports(view_of(office, orgs=("C1",)), office)["inspection_id"].tolist() == ["B1"]
