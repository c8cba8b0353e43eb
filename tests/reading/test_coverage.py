"""Coverage one by one: a past term is read as of its own last day, and what is left is what is not covered."""

from datetime import date

import pytest

from inspection.reading.attention import alerts
from inspection.reading.coverage import against_plan, each, left_words, not_covered, recorded, term_day, villages
from tests.reading.county import COUNTY
from tests.small import source, view_of


@pytest.fixture(scope="module")
def office():
    return source(**COUNTY)


def test_a_past_term_is_read_as_of_its_last_day_and_the_running_one_as_of_the_day_asked(office):
    assert term_day(view_of(office, term=13)) == date(2021, 6, 30)
    assert term_day(view_of(office)) == date(2025, 9, 30)
    assert term_day(view_of(office, as_of=date(2020, 1, 1))) == date(2020, 1, 1)


def test_what_a_past_term_left_is_not_what_a_later_one_has_covered_since(office):
    assert set(not_covered(view_of(office, term=13), office)["org_id"]) == {"T1", "T2", "C3", "C4", "V2", "V3"}
    assert set(not_covered(view_of(office), office)["org_id"]) == {"V2", "V3"}


def test_days_since_of_a_past_term_end_with_it(office):
    rows = each(view_of(office, term=13), office).set_index("org_id")
    assert rows.loc["C1", "days_since"] == (date(2021, 6, 30) - date(2017, 3, 1)).days
    assert each(view_of(office), office).set_index("org_id").loc["C2", "days_since"] == 578


def test_villages_are_what_belongs_to_a_township_covered_or_not(office):
    rows = villages(view_of(office), office)
    assert dict(zip(rows["org_id"], rows["covered"], strict=True)) == {"V1": True, "V2": False, "V3": False}


def test_what_is_left_is_said_class_by_class_in_the_order_of_the_classes(office):
    assert (
        left_words(view_of(office, term=13), office)
        == "还有 6 个党组织未巡：乡镇党委 2 个、县直党组织 2 个、村(社区)党组织 2 个"
    )
    assert left_words(view_of(office), office) == "还有 2 个党组织未巡：村(社区)党组织 2 个"
    assert left_words(view_of(office, classes=("township",)), office) == ""


def test_what_this_term_inspected_without_covering_it_is_left_and_said_so():
    inspections = COUNTY["inspections"].replace("special | true ", "special | false")
    office = source(**COUNTY | {"inspections": inspections})
    said = left_words(view_of(office), office)
    assert said == "还有 3 个党组织未巡：县直党组织 1 个、村(社区)党组织 2 个；其中 1 个本届受过巡察，但那次不计入全覆盖"
    assert left_words(view_of(office, classes=("village",)), office) == "还有 2 个党组织未巡：村(社区)党组织 2 个"


def test_of_classes_chosen_only_those_are_left(office):
    assert set(not_covered(view_of(office, classes=("village",)), office)["org_id"]) == {"V2", "V3"}
    assert set(each(view_of(office, classes=("county",)), office)["org_class"]) == {"county"}


def test_where_no_inspection_is_recorded_nobody_is_called_behind_the_plan():
    nothing = source(organisations=COUNTY["organisations"])
    assert not recorded(view_of(nothing), nothing)
    assert against_plan(view_of(nothing), nothing) == ("", "off", [])
    assert "coverage_behind" not in set(alerts(view_of(nothing), nothing)["alert"])
    one = source(**{name: COUNTY[name] for name in ("organisations", "rounds", "inspections")})
    assert recorded(view_of(one), one) and "coverage_behind" in set(alerts(view_of(one), one)["alert"])
