"""Report awards: the places are among those of the view, never those of everybody."""

import pytest

from inspection.reading.awards import places, reports, scores_of_year, years
from tests.reading.county import COUNTY
from tests.small import source, view_of


@pytest.fixture(scope="module")
def office():
    return source(**COUNTY)


def test_years_with_judged_reports_the_last_first(office):
    assert years(view_of(office), office) == (2024, 2022)


def test_the_highest_mean_is_first_and_its_interval_holds_its_place(office):
    found = places(view_of(office), office, 2022)
    assert {i: place for i, (place, _, _) in found.items()} == {"BT1": 1, "B1": 2, "B2": 3}
    assert all(low <= place <= high for place, low, high in found.values())


def test_places_are_among_those_of_the_view(office):
    county = places(view_of(office, classes=("county",)), office, 2022)
    assert {i: place for i, (place, _, _) in county.items()} == {"B1": 1, "B2": 2}


def test_scores_are_of_the_year_and_reports_one_row_each_of_all_years(office):
    assert set(scores_of_year(view_of(office), office, 2024)["inspection_id"]) == {"D3"}
    assert sorted(reports(view_of(office, term=13), office)["inspection_id"]) == ["B1", "B2", "BT1", "D3"]
