"""The demonstration county is the same everywhere, and clean."""

import hashlib
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from inspection.demonstration import AS_OF, county
from inspection.demonstration.chance import add_months
from inspection.warehouse.dictionary import dictionary

ROOT = Path(__file__).resolve().parents[2]
DIGEST = """
import hashlib
from inspection.demonstration import county
print(hashlib.sha256(repr(county()).encode()).hexdigest())
"""
VERIFIED = ("substantiated", "partly")


def in_order(*days: date | None) -> bool:
    """Whether the days that are there do not go back."""
    there = [day for day in days if day is not None]
    return there == sorted(there)


# The same everywhere


@pytest.mark.long
def test_the_same_seed_gives_the_same_rows_in_another_process_with_another_hash_seed():
    here = hashlib.sha256(repr(county()).encode()).hexdigest()
    for hash_seed in ("1", "2"):
        there = subprocess.run(
            [sys.executable, "-c", DIGEST], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": hash_seed},
            capture_output=True, text=True, check=True,
        )
        assert there.stdout.strip() == here


def test_another_seed_gives_another_county_that_has_all_ledgers():
    other, as_of = county(7)
    assert as_of == AS_OF
    assert other != county()[0]
    assert all(other.values())


def test_it_takes_less_than_two_seconds_of_cpu():
    begun = time.process_time()
    county()
    assert time.process_time() - begun < 2


@pytest.mark.long
@pytest.mark.parametrize("seed", range(12 if os.environ.get("INSPECTION_LONG") else 4))
def test_any_seed_makes_a_county(seed):
    ledgers, _ = county(seed)
    assert list(ledgers) == list(dictionary().ledgers)


# Clean


@pytest.mark.parametrize("name", dictionary().ledgers)
def test_every_value_is_of_its_columns_type_and_code_list(ledgers, name):
    types = {"int": int, "text": str, "code": str, "date": date, "bool": bool, "decimal": Decimal}
    for column in dictionary().ledgers[name].columns:
        values = [row[column.name] for row in ledgers[name]]
        there = [value for value in values if value is not None]
        # an invented county knows all its days: what ended has its own, and no mark that it is unknown
        assert there or column.name.endswith("_undated"), f"{column.name} is always empty"
        assert not column.required or len(there) == len(values), f"{column.name} is empty somewhere"
        if there and column.type in types:
            assert {type(value) for value in there} == {types[column.type]}, column.name
        if column.codes:
            assert set(there) <= {code.code for code in dictionary().codes[column.codes]}, column.name


@pytest.mark.parametrize("name", dictionary().ledgers)
def test_keys_are_unique(ledgers, name):
    key = [column.name for column in dictionary().ledgers[name].key]
    counts = Counter(tuple(row[column] for column in key) for row in ledgers[name])
    assert max(counts.values()) == 1


@pytest.mark.parametrize("name", dictionary().ledgers)
def test_every_reference_resolves(ledgers, name):
    for column in dictionary().ledgers[name].columns:
        if column.refers_to:
            ledger, key = column.refers_to
            known = {row[key] for row in ledgers[ledger]}
            assert {row[column.name] for row in ledgers[name]} - {None} <= known, column.name


@pytest.mark.parametrize("name", dictionary().ledgers)
def test_nothing_but_due_dates_lies_after_the_day_of_the_county(ledgers, name):
    due = {"due_on", "intensive_due_on"}
    for column in dictionary().ledgers[name].columns:
        if column.type == "date" and column.name not in due:
            assert all(row[column.name] is None or row[column.name] <= AS_OF for row in ledgers[name]), column.name


def test_a_village_has_its_township_and_a_village_class_and_others_have_neither(ledgers):
    places = {row["org_id"]: row for row in ledgers["organisations"]}
    for row in places.values():
        village = row["org_class"] == "village"
        assert (row["parent_id"] is not None) == village and (row["village_class"] is not None) == village
        assert not village or places[row["parent_id"]]["org_class"] == "township"
        assert (row["sector"] is not None) == (row["org_class"] == "county")


def test_an_organisation_is_inspected_only_while_in_scope_and_once_in_a_round(inspections):
    for row in inspections.values():
        org = row["org"]
        assert org["in_scope_from"] <= row["onsite_start"]
        assert org["in_scope_to"] is None or (row["onsite_end"] or AS_OF) <= org["in_scope_to"]
    assert max(Counter((row["round_id"], row["org_id"]) for row in inspections.values()).values()) == 1


def test_the_stages_of_an_inspection_are_in_order(inspections):
    for row in inspections.values():
        assert in_order(row["onsite_start"], row["onsite_end"], row["reported_on"], row["feedback_on"],
                        row["plan_on"], row["intensive_due_on"])
        if row["feedback_on"]:
            assert row["onsite_end"] and row["reported_on"]
            assert row["intensive_due_on"] == add_months(row["feedback_on"], 3)
        else:
            assert row["plan_on"] is None and row["intensive_due_on"] is None


def test_reinspections_do_not_count_toward_coverage_and_follow_an_inspection_of_the_term(inspections):
    for row in inspections.values():
        if row["kind"] == "reinspection":
            assert row["counts_toward_coverage"] is False
            assert any(
                one["org_id"] == row["org_id"] and one["term_no"] == row["term_no"]
                and one["onsite_start"] < row["onsite_start"]
                for one in inspections.values()
            )


def test_rounds_lie_within_their_term(ledgers):
    terms = {row["term_no"]: row for row in ledgers["terms"]}
    for row in ledgers["rounds"]:
        term = terms[row["term_no"]]
        assert term["started_on"] <= row["started_on"] and in_order(row["started_on"], row["ended_on"])
        assert term["ended_on"] is None or row["ended_on"] <= term["ended_on"]


def test_a_category_is_of_the_scheme_of_its_round(ledgers, inspections):
    for row in ledgers["findings"]:
        assert row["category"].startswith(inspections[row["inspection_id"]]["round"]["category_scheme"] + "-")


def test_a_finding_is_found_on_site_and_its_dates_are_in_order(ledgers, inspections):
    for row in ledgers["findings"]:
        inspection = inspections[row["inspection_id"]]
        assert in_order(inspection["onsite_start"], row["found_on"], inspection["onsite_end"])
        assert in_order(row["found_on"], row["completed_on"], row["closed_off_on"])
        assert in_order(row["completed_on"], row["reopened_on"])
        assert row["due_on"] is None or row["found_on"] <= row["due_on"]


def test_done_has_a_day_and_what_is_not_done_has_none(ledgers):
    for row in ledgers["findings"]:
        assert (row["completion"] == "done") == (row["completed_on"] is not None)
        assert row["completed_on"] or (row["closed_off_on"] is None and row["reopened_on"] is None)


def test_what_is_not_fed_back_is_not_done_unless_put_right_at_once(ledgers, inspections):
    for row in ledgers["findings"]:
        feedback_on = inspections[row["inspection_id"]]["feedback_on"]
        if row["nature"] == "immediate":
            continue
        if feedback_on is None:
            assert row["completion"] in ("not_started", "in_progress")
        elif row["completed_on"]:
            assert row["completed_on"] >= feedback_on


def test_only_a_reinspection_reopens_and_a_repeat_is_of_an_earlier_problem_of_the_same_organisation(
    ledgers, inspections
):
    found = {row["finding_id"]: row for row in ledgers["findings"]}
    reopening = {(inspections[row["inspection_id"]]["org_id"], row["found_on"]) for row in found.values()
                 if inspections[row["inspection_id"]]["kind"] == "reinspection"}
    for row in found.values():
        org_id = inspections[row["inspection_id"]]["org_id"]
        if row["reopened_on"]:
            assert (org_id, row["reopened_on"]) in reopening
        if row["repeat_of"]:
            earlier = found[row["repeat_of"]]
            assert inspections[earlier["inspection_id"]]["org_id"] == org_id
            assert earlier["found_on"] < row["found_on"]


def test_every_problem_has_a_source_and_what_a_reinspection_found_an_outcome(ledgers, inspections):
    found = {row["finding_id"]: row for row in ledgers["findings"]}
    assert {row["source"] for row in found.values()} == {"inspection", "superior", "audit", "other"}
    for row in found.values():
        reinspected = inspections[row["inspection_id"]]["kind"] == "reinspection"
        assert reinspected == (row["reinspection_outcome"] is not None)
        earlier = found.get(row["repeat_of"])
        if reinspected and earlier:
            back = earlier["reopened_on"] == row["found_on"]
            assert row["reinspection_outcome"] == ("reopened" if back else "not_rectified")
    assert {row["reinspection_outcome"] for row in found.values()} == {None, "not_rectified", "reopened", "new"}


def test_a_measure_is_not_done_before_its_problem_was_found(ledgers):
    found = {row["finding_id"]: row for row in ledgers["findings"]}
    for row in ledgers["measures"]:
        finding = found[row["finding_id"]]
        assert in_order(finding["found_on"], row["done_on"], finding["completed_on"])


def test_a_clue_is_transferred_then_decided_then_concluded(ledgers, inspections):
    for row in ledgers["clues"]:
        inspection = inspections[row["inspection_id"]]
        assert in_order(row["transferred_on"], row["disposed_on"], row["concluded_on"])
        assert in_order(row["transferred_on"], row["case_filed_on"])
        assert (row["outcome"] == "pending") == (row["concluded_on"] is None)
        assert (row["disposal"] is None) == (row["disposed_on"] is None)
        assert row["disposal"] != "shelved" or row["outcome"] == "pending"
        on_site = inspection["onsite_start"] <= row["transferred_on"] <= (inspection["onsite_end"] or AS_OF)
        assert on_site == row["midway"]
        assert row["midway"] or row["transferred_on"] > inspection["reported_on"]


def test_only_unsubstantiated_clues_are_reviewed_and_only_after_conclusion(ledgers):
    clues = {row["clue_id"]: row for row in ledgers["clues"]}
    for row in ledgers["clue_reviews"]:
        clue = clues[row["clue_id"]]
        assert clue["outcome"] == "unsubstantiated" and clue["concluded_on"] < row["reviewed_on"]
        assert (row["conclusion"] == "changed") == (row["new_outcome"] is not None)


def test_a_decision_over_a_clue_follows_its_verification_and_one_over_a_notice_its_issue(ledgers):
    clues = {row["clue_id"]: row for row in ledgers["clues"]}
    notices = {row["notice_id"]: row for row in ledgers["notices"]}
    for row in ledgers["accountability"]:
        if row["clue_id"]:
            assert clues[row["clue_id"]]["outcome"] in VERIFIED
            assert row["decided_on"] >= clues[row["clue_id"]]["concluded_on"]
        if row["notice_id"]:
            assert row["decided_on"] >= notices[row["notice_id"]]["issued_on"]


def test_no_more_is_returned_than_was_recovered(ledgers):
    for row in ledgers["recoveries"]:
        assert row["amount_wan"] > 0 and (row["returned_wan"] or 0) <= row["amount_wan"]
        assert (row["returned_wan"] is None) == (row["returned_people"] is None)


def test_votes_are_cast_after_the_intensive_period_and_never_negative(ledgers, inspections):
    for row in ledgers["ballots"]:
        assert row["votes"] > 0
        assert row["held_on"] > inspections[row["inspection_id"]]["intensive_due_on"]


def test_notices_and_matters_are_completed_after_they_were_given(ledgers):
    sat = {row["meeting_id"]: row["held_on"] for row in ledgers["meetings"]}
    assert all(in_order(row["issued_on"], row["completed_on"]) for row in ledgers["notices"])
    assert all(in_order(row["issued_on"], row["due_on"]) for row in ledgers["notices"])
    assert all(in_order(sat[row["meeting_id"]], row["completed_on"]) for row in ledgers["assigned_matters"])
    assert all(row["completed_on"] or row["matters_solved"] is None for row in ledgers["notices"])


def test_what_follows_an_inspection_follows_its_feedback(ledgers, inspections):
    for name, day in (("explanations", "held_on"), ("publications", "published_on")):
        for row in ledgers[name]:
            assert row[day] > inspections[row["inspection_id"]]["intensive_due_on"], name


def test_stays_in_the_pool_of_one_person_do_not_overlap_and_leaving_has_a_reason(ledgers):
    stays = defaultdict(list)
    for row in ledgers["talent_pool"]:
        assert (row["left_on"] is None) == (row["left_reason"] is None) and in_order(row["joined_on"], row["left_on"])
        stays[row["person_code"]].append((row["joined_on"], row["left_on"]))
    for mine in stays.values():
        for (_, left_on), (joined_on, _) in pairwise(sorted(mine, key=lambda stay: stay[0])):
            assert left_on is not None and left_on < joined_on
    assert any(len(mine) > 1 for mine in stays.values())


def test_names_of_persons_are_obviously_invented(ledgers):
    assert all(row["subject_name"].endswith("某某") for row in ledgers["clues"])
