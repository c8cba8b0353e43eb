"""The second implementation of the rules: plain Python over whole ledgers, written from the rules in words.

A rule is a function that yields the key of each row that breaks it. Where a rule compares two days of one row it stands
in the table ORDERS instead.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from tests.second.county import County

Rule = Callable[[County, date], Iterator[tuple]]
RULES: dict[str, Rule] = {}

# check -> (ledger, the earlier day, the later day): the later one, where both are there, must not come before
ORDERS = {
    "terms_end_before_start": ("terms", "started_on", "ended_on"),
    "rounds_end_before_start": ("rounds", "started_on", "ended_on"),
    "organisations_scope_ends_before_start": ("organisations", "in_scope_from", "in_scope_to"),
    "inspections_end_before_start": ("inspections", "onsite_start", "onsite_end"),
    "inspections_reported_before_end": ("inspections", "onsite_end", "reported_on"),
    "inspections_feedback_before_end": ("inspections", "onsite_end", "feedback_on"),
    "inspections_feedback_before_report": ("inspections", "reported_on", "feedback_on"),
    "inspections_plan_before_feedback": ("inspections", "feedback_on", "plan_on"),
    "inspections_intensive_due_before_feedback": ("inspections", "feedback_on", "intensive_due_on"),
    "inspections_progress_before_feedback": ("inspections", "feedback_on", "progress_report_on"),
    "findings_completed_before_found": ("findings", "found_on", "completed_on"),
    "findings_closed_off_before_completed": ("findings", "completed_on", "closed_off_on"),
    "findings_reopened_before_found": ("findings", "found_on", "reopened_on"),
    "findings_due_before_found": ("findings", "found_on", "due_on"),
    "clues_disposed_before_transferred": ("clues", "transferred_on", "disposed_on"),
    "clues_concluded_before_transferred": ("clues", "transferred_on", "concluded_on"),
    "clues_concluded_before_disposed": ("clues", "disposed_on", "concluded_on"),
    "clues_filed_before_transferred": ("clues", "transferred_on", "case_filed_on"),
    "notices_completed_before_issued": ("notices", "issued_on", "completed_on"),
    "notices_due_before_issued": ("notices", "issued_on", "due_on"),
    "talent_pool_left_before_joined": ("talent_pool", "joined_on", "left_on"),
}

# check -> (ledger, its day, the ledger it hangs on, the reference, the day there it must not come before)
BEFORE = {
    "findings_found_before_onsite": ("findings", "found_on", "inspections", "inspection_id", "onsite_start"),
    "clues_transferred_before_onsite": ("clues", "transferred_on", "inspections", "inspection_id", "onsite_start"),
    "clue_reviews_before_conclusion": ("clue_reviews", "reviewed_on", "clues", "clue_id", "concluded_on"),
    "accountability_before_inspection": (
        "accountability", "decided_on", "inspections", "inspection_id", "onsite_start",
    ),
    "accountability_before_clue": ("accountability", "decided_on", "clues", "clue_id", "transferred_on"),
    "recoveries_before_inspection": ("recoveries", "recovered_on", "inspections", "inspection_id", "onsite_start"),
    "notices_before_inspection": ("notices", "issued_on", "inspections", "inspection_id", "onsite_start"),
    "rules_made_before_inspection": ("rules_made", "issued_on", "inspections", "inspection_id", "onsite_start"),
    "meetings_before_round": ("meetings", "held_on", "rounds", "round_id", "started_on"),
    "assigned_matters_completed_before_meeting": (
        "assigned_matters", "completed_on", "meetings", "meeting_id", "held_on",
    ),
    "ballots_before_feedback": ("ballots", "held_on", "inspections", "inspection_id", "feedback_on"),
    "publications_before_feedback": ("publications", "published_on", "inspections", "inspection_id", "feedback_on"),
}  # fmt: skip

# ledger -> the days in it that have happened or not; plans and limits may lie ahead
HAPPENED = {
    "terms": ("started_on",),
    "rounds": ("started_on", "ended_on"),
    "organisations": ("in_scope_from",),
    "inspections": ("onsite_start", "onsite_end", "reported_on", "feedback_on", "plan_on", "progress_report_on"),
    "findings": ("found_on", "completed_on", "closed_off_on", "reopened_on"),
    "measures": ("done_on",),
    "clues": ("transferred_on", "disposed_on", "concluded_on", "case_filed_on"),
    "clue_reviews": ("reviewed_on",),
    "accountability": ("decided_on",),
    "recoveries": ("recovered_on",),
    "notices": ("issued_on", "completed_on"),
    "rules_made": ("issued_on",),
    "meetings": ("held_on",),
    "assigned_matters": ("completed_on",),
    "ballots": ("held_on",),
    "explanations": ("held_on",),
    "publications": ("published_on",),
    "talent_pool": ("joined_on", "left_on"),
    "staff_events": ("held_on",),
    "cases": ("occurred_on",),
    "verifications": ("drawn_on", "verified_on"),
    "notes": ("noted_on",),
    "team_reviews": ("collected_on",),
}
KEYS = {
    "terms": ("term_no",), "rounds": ("round_id",), "organisations": ("org_id",), "inspections": ("inspection_id",),
    "findings": ("finding_id",), "measures": ("measure_id",), "clues": ("clue_id",), "clue_reviews": ("review_id",),
    "accountability": ("action_id",), "recoveries": ("recovery_id",), "notices": ("notice_id",),
    "rules_made": ("rule_id",), "meetings": ("meeting_id",), "assigned_matters": ("matter_id",),
    "ballots": ("inspection_id", "held_on", "voter_group", "grade"), "explanations": ("inspection_id", "kind"),
    "publications": ("publication_id",), "talent_pool": ("person_code", "joined_on"), "staff_events": ("event_id",),
    "cases": ("case_id",), "verifications": ("sample_id", "finding_id"), "notes": ("note_id",),
    "team_reviews": ("round_id", "team", "question", "grade"),
}  # fmt: skip


def key(ledger: str, row: dict) -> tuple:
    return tuple(row[name] for name in KEYS[ledger])


def ordered(county: County, ledger: str, earlier: str, later: str) -> Iterator[tuple]:
    for row in county.rows[ledger]:
        if row[earlier] is not None and row[later] is not None and row[later] < row[earlier]:
            yield key(ledger, row)


def before(county: County, ledger: str, day: str, hangs_on: str, reference: str, its_day: str) -> Iterator[tuple]:
    rows = {row[reference]: row for row in county.rows[hangs_on]}
    for row in county.rows[ledger]:
        other = rows.get(row[reference])
        if other and row[day] is not None and other[its_day] is not None and row[day] < other[its_day]:
            yield key(ledger, row)


def after_as_of(county: County, ledger: str, as_of: date) -> Iterator[tuple]:
    for row in county.rows[ledger]:
        if any(row[day] is not None and row[day] > as_of for day in HAPPENED[ledger]):
            yield key(ledger, row)


def rule(found: Rule) -> Rule:
    RULES[found.__name__] = found
    return found


@rule
def terms_overlap(county, as_of):
    terms = sorted(county.rows["terms"], key=lambda term: (term["started_on"], term["term_no"]))
    for before_, term in pairwise(terms):
        if before_["ended_on"] is None or before_["ended_on"] > term["started_on"]:
            yield (term["term_no"],)


@rule
def rounds_outside_term(county, as_of):
    terms = {term["term_no"]: term for term in county.rows["terms"]}
    for row in county.rows["rounds"]:
        term = terms[row["term_no"]]
        if row["started_on"] < term["started_on"] or (term["ended_on"] and row["started_on"] > term["ended_on"]):
            yield (row["round_id"],)


@rule
def rounds_without_inspections(county, as_of):
    busy = {task["round_id"] for task in county.rows["inspections"]}
    for row in county.rows["rounds"]:
        if row["started_on"] <= as_of and row["round_id"] not in busy:
            yield (row["round_id"],)


@rule
def organisations_village_without_township(county, as_of):
    for row in county.rows["organisations"]:
        if row["org_class"] == "village" and row["parent_id"] is None:
            yield (row["org_id"],)


@rule
def organisations_parent_no_township(county, as_of):
    for row in county.rows["organisations"]:
        parent = county.organisations.get(row["parent_id"])
        if row["org_class"] == "village" and parent and parent["org_class"] != "township":
            yield (row["org_id"],)


def _circle(county: County, link: str) -> Iterator[tuple]:
    for row in county.rows["organisations"]:
        at = row["org_id"]
        for _ in range(3):
            at = county.organisations[at][link] if at else None
            if at == row["org_id"]:
                yield (row["org_id"],)
                break


@rule
def organisations_successor_loop(county, as_of):
    yield from _circle(county, "successor_id")


@rule
def organisations_predecessor_loop(county, as_of):
    yield from _circle(county, "predecessor_id")


@rule
def organisations_successor_still_in_scope(county, as_of):
    for row in county.rows["organisations"]:
        if row["successor_id"] and row["in_scope_to"] is None:
            yield (row["org_id"],)


@rule
def inspections_outside_scope(county, as_of):
    for task in county.rows["inspections"]:
        place = county.organisations[task["org_id"]]
        until = place["in_scope_to"]
        if not place["in_scope_from"] <= task["onsite_start"] <= (until or date.max):
            yield (task["inspection_id"],)


@rule
def inspections_overlap(county, as_of):
    for task in county.rows["inspections"]:
        if any(
            other["org_id"] == task["org_id"]
            and (other["onsite_start"], other["inspection_id"]) < (task["onsite_start"], task["inspection_id"])
            and other["onsite_end"] is not None
            and other["onsite_end"] > task["onsite_start"]
            for other in county.rows["inspections"]
        ):
            yield (task["inspection_id"],)


@rule
def inspections_reinspection_without_first(county, as_of):
    for task in county.rows["inspections"]:
        if task["kind"] != "reinspection":
            continue
        own = {task["org_id"], county.organisations[task["org_id"]]["predecessor_id"]}
        if not any(
            other["org_id"] in own and other["kind"] != "reinspection" and other["onsite_start"] < task["onsite_start"]
            for other in county.rows["inspections"]
        ):
            yield (task["inspection_id"],)


@rule
def inspections_reinspection_counted(county, as_of):
    for task in county.rows["inspections"]:
        if task["kind"] == "reinspection" and task["counts_toward_coverage"]:
            yield (task["inspection_id"],)


@rule
def inspections_village_round_other_class(county, as_of):
    for task in county.rows["inspections"]:
        village_round = county.rounds[task["round_id"]]["kind"] == "village"
        if village_round and county.organisations[task["org_id"]]["org_class"] != "village":
            yield (task["inspection_id"],)


@rule
def inspections_fed_back_without_findings(county, as_of):
    found = {row["inspection_id"] for row in county.rows["findings"]}
    for task in county.rows["inspections"]:
        if task["feedback_on"] and task["feedback_on"] <= as_of and task["inspection_id"] not in found:
            yield (task["inspection_id"],)


@rule
def findings_category_of_other_scheme(county, as_of):
    for row in county.rows["findings"]:
        task = county.inspections[row["inspection_id"]]
        if row["category"].split("-")[0] != county.rounds[task["round_id"]]["category_scheme"]:
            yield (row["finding_id"],)


@rule
def findings_due_before_feedback(county, as_of):
    for row in county.rows["findings"]:
        feedback_on = county.inspections[row["inspection_id"]]["feedback_on"]
        if row["nature"] != "immediate" and row["due_on"] and feedback_on and row["due_on"] < feedback_on:
            yield (row["finding_id"],)


@rule
def findings_done_without_feedback(county, as_of):
    for row in county.rows["findings"]:
        without = county.inspections[row["inspection_id"]]["feedback_on"] is None
        if row["completion"] == "done" and row["nature"] != "immediate" and without:
            yield (row["finding_id"],)


@rule
def findings_date_without_done(county, as_of):
    for row in county.rows["findings"]:
        if row["completion"] != "done" and row["completed_on"] is not None:
            yield (row["finding_id"],)


@rule
def findings_closed_off_not_done(county, as_of):
    for row in county.rows["findings"]:
        if row["completion"] != "done" and row["closed_off_on"] is not None:
            yield (row["finding_id"],)


@rule
def findings_transferred_without_clue(county, as_of):
    having = {row["inspection_id"] for row in county.rows["clues"]}
    for row in county.rows["findings"]:
        if row["channel"] == "transfer" and row["inspection_id"] not in having:
            yield (row["finding_id"],)


@rule
def clues_pending_with_date(county, as_of):
    for row in county.rows["clues"]:
        if row["outcome"] == "pending" and row["concluded_on"] is not None:
            yield (row["clue_id"],)


@rule
def clues_pending_undated(county, as_of):
    for row in county.rows["clues"]:
        if row["outcome"] == "pending" and row["concluded_undated"]:
            yield (row["clue_id"],)


@rule
def clues_undated(county, as_of):
    for row in county.rows["clues"]:
        if row["outcome"] != "pending" and row["concluded_undated"] and row["concluded_on"] is None:
            yield (row["clue_id"],)


@rule
def findings_undated(county, as_of):
    for row in county.rows["findings"]:
        if row["completion"] == "done" and row["completed_undated"] and row["completed_on"] is None:
            yield (row["finding_id"],)


@rule
def clues_shelved_but_concluded(county, as_of):
    for row in county.rows["clues"]:
        if row["disposal"] == "shelved" and row["outcome"] != "pending":
            yield (row["clue_id"],)


@rule
def clues_filed_but_not_verified(county, as_of):
    changed = {row["clue_id"] for row in county.rows["clue_reviews"] if row["conclusion"] == "changed"}
    for row in county.rows["clues"]:
        refuted = row["outcome"] in ("unsubstantiated", "unable")
        if row["case_filed_on"] and refuted and row["clue_id"] not in changed:
            yield (row["clue_id"],)


@rule
def clues_more_sanctioned_than_persons(county, as_of):
    for row in county.rows["clues"]:
        who = {a["person_code"] for a in county.rows["accountability"] if a["clue_id"] == row["clue_id"]}
        if row["persons"] is not None and len(who) > row["persons"]:
            yield (row["clue_id"],)


@rule
def clues_verified_without_persons(county, as_of):
    for row in county.rows["clues"]:
        if row["outcome"] in ("substantiated", "partly") and not row["persons"]:
            yield (row["clue_id"],)


@rule
def accountability_entered_twice(county, as_of):
    same = Counter((r["person_code"], r["decided_on"], r["measure"]) for r in county.rows["accountability"])
    for row in county.rows["accountability"]:
        if same[row["person_code"], row["decided_on"], row["measure"]] > 1:
            yield (row["action_id"],)


@rule
def recoveries_more_returned_than_recovered(county, as_of):
    for row in county.rows["recoveries"]:
        if row["returned_wan"] is not None and row["returned_wan"] > row["amount_wan"]:
            yield (row["recovery_id"],)


@rule
def recoveries_people_without_return(county, as_of):
    for row in county.rows["recoveries"]:
        if row["returned_people"] and not row["returned_wan"]:
            yield (row["recovery_id"],)


@rule
def notices_beneficiaries_of_nothing(county, as_of):
    for row in county.rows["notices"]:
        if row["beneficiaries"] and not row["matters_solved"]:
            yield (row["notice_id"],)


@rule
def ballots_without_feedback(county, as_of):
    for row in county.rows["ballots"]:
        if row["votes"] and county.inspections[row["inspection_id"]]["feedback_on"] is None:
            yield key("ballots", row)


@rule
def publications_party_on_public_channel(county, as_of):
    for row in county.rows["publications"]:
        if row["kind"] == "party" and row["channel"] in ("wechat", "tv", "website"):
            yield (row["publication_id"],)


@rule
def verifications_unlike_draw(county, as_of):
    classes = defaultdict(list)
    for row in county.rows["verifications"]:
        classes[row["sample_id"], row["drawn_class"] or ""].append(row)
    for rows in classes.values():
        said = {(row["class_closed"], row["class_drawn"]) for row in rows}
        if said == {(None, None)}:
            continue
        (size, drawn), *others = said
        if others or size is None or drawn is None or drawn != len(rows) or size < drawn:
            yield from (key("verifications", row) for row in rows)
