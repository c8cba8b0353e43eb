"""A real city's food inspections through its profile: the figures published for them come out."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from inspection.indicators import evaluate
from inspection.intake import read
from inspection.intake.mapping import load
from inspection.warehouse import Store, open_mart, rows_of
from tests.beside import SHARED, needs

FOLDER = SHARED / "real" / "sf_food_inspections"
AS_OF = date(2018, 1, 31)

pytestmark = needs(FOLDER)


@pytest.fixture(scope="module")
def reading():
    found = read([FOLDER], as_of=AS_OF, standing=lambda _: None, mapping=load("sf_food_inspections"), lang="en")
    assert not found.faults, found.faults[:3]
    return found


@pytest.fixture(scope="module")
def ledgers(reading):
    return {
        name: [dict(zip(table.column_names, row, strict=True)) for row in rows_of(table)]
        for name, table in reading.ledgers.items()
    }


@pytest.fixture(scope="module")
def mart(reading, tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("sf"))
    version = store.publish(reading.ledgers, as_of=AS_OF, files=reading.files, built_at=datetime(2018, 1, 31))
    return open_mart(version)


@pytest.mark.long
def test_every_business_inspection_and_violation_is_there(ledgers):
    own = [row for row in ledgers["inspections"] if row["kind"] != "flexible"]
    assert (len(ledgers["organisations"]), len(own), len(ledgers["findings"])) == (6_406, 14_222, 39_042)
    assert Counter(row["onsite_start"].year for row in own) == {2015: 3_305, 2016: 5_443, 2017: 5_166, 2018: 308}


def test_three_businesses_were_inspected_twice_on_a_day(ledgers):
    doubles = [row["inspection_id"] for row in ledgers["inspections"] if row["inspection_id"].count("-") == 2]
    assert sorted(doubles) == ["64859-20150924-2", "77427-20170706-2", "87440-20160801-2"]


def test_the_violations_of_2016_and_the_inspections_without_any(ledgers):
    findings = [row for row in ledgers["findings"] if row["found_on"].year == 2016]
    days = {row["inspection_id"] for row in findings}
    assert (len(findings), len(days)) == (15_624, 4_806)
    clean = [
        row
        for row in ledgers["inspections"]
        if row["onsite_start"].year == 2016
        and row["kind"] != "flexible"
        # the second inspection of a day shares the violations of the first
        and "-".join(row["inspection_id"].split("-")[:2]) not in days
    ]
    assert len(clean) == 833


def test_dirt_is_taken_and_said(reading, ledgers):
    corrected = [row for row in ledgers["findings"] if row["completed_on"]]
    assert sum(row["completed_on"] < row["found_on"] for row in corrected) == 139
    assert [row["completed_on"] for row in corrected if row["completed_on"] > AS_OF] == [date(2027, 6, 26)]
    said = {(warning.code, warning.value) for warning in reading.warnings}
    assert ("mapping.bad_day_emptied", "4/1/9873") in said


def test_the_naive_corrected_share_falls_as_published(mart):
    shares = evaluate(mart, "completion_rate", by=["year"], as_of=AS_OF)
    assert [round(100 * value, 1) for value in shares["value"]] == [96.9, 90.8, 57.3, 23.8]


def test_the_share_corrected_within_30_days_rises_as_published(mart):
    shares = evaluate(mart, "completion_within_month", by=["year"], as_of=AS_OF)
    assert [round(100 * value, 1) for value in shares["value"]][:3] == [33.9, 37.8, 43.3]
    assert list(shares["pending"])[:3] == [0, 0, 0] and list(shares["pending"])[3] > 0


def test_what_falls_due_in_30_days_is_due_30_days_after_it_was_found(ledgers):
    assert {row["due_on"] - row["found_on"] for row in ledgers["findings"]} == {timedelta(30)}
