"""The second implementation of the counts: rows, sums of a column, things that count once however often they come."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from tests.second.county import County, Item, Row
from tests.second.plain import (
    Counting,
    assigned,
    concluded,
    counted_by,
    done,
    done_undated,
    fed_back,
    found,
    happened,
    of_inspection,
    of_matter,
    own_of_finding,
    own_of_notice,
    transferred,
    verified,
)

COUNTS: dict[str, Counting] = {}
DISTINCT: dict[str, Counting] = {}
"""The counts of things that count once per group: an Item names its `thing`."""


def rows_of(ledger: str, dated: str, amount: str | None = None) -> Counting:
    """Counting the rows of a ledger by its own date, or summing one of its columns, empty counting as nothing."""

    def items(county: County, as_of: date) -> Iterator[Item]:
        for row in county.rows[ledger]:
            if happened(row[dated], as_of):
                number = 1 if amount is None else row[amount] or 0
                task_or_none = {"inspection_id": None} | row
                yield of_inspection(county, task_or_none, row[dated], number, own=own_of(county, ledger, row))

    return items


def own_of(county: County, ledger: str, row: Row) -> Row:
    """The row with its kind under the name the dimension has, where `kind` alone would be the inspection's."""
    if ledger == "recoveries":
        return row | {"case_kind": county.cases.get(row["case_id"], {}).get("kind")}
    if ledger == "publications":
        return row | {"publication_kind": row["kind"], "publication_channel": row["channel"]}
    names = {"rules_made": "rule_kind", "staff_events": "staff_event_kind", "notices": "notice_kind", "cases": "case_kind"}
    return row | {names[ledger]: row["kind"]} if ledger in names else row


COUNTS |= {
    "inspections": rows_of("inspections", "onsite_start"),
    "talks": rows_of("inspections", "onsite_start", "talks"),
    "questionnaires": rows_of("inspections", "onsite_start", "questionnaires"),
    "documents_read": rows_of("inspections", "onsite_start", "documents"),
    "visits": rows_of("inspections", "onsite_start", "visits"),
    "petitions": rows_of("inspections", "onsite_start", "petitions"),
    "accountability_decisions": rows_of("accountability", "decided_on"),
    "recovered_wan": rows_of("recoveries", "recovered_on", "amount_wan"),
    "returned_wan": rows_of("recoveries", "recovered_on", "returned_wan"),
    "persons_paid_back": rows_of("recoveries", "recovered_on", "returned_people"),
    "notices": rows_of("notices", "issued_on"),
    "matters_solved": rows_of("notices", "issued_on", "matters_solved"),
    "beneficiaries": rows_of("notices", "issued_on", "beneficiaries"),
    "publications": rows_of("publications", "published_on"),
    "rules_made": rows_of("rules_made", "issued_on"),
    "cases": rows_of("cases", "occurred_on"),
    "talent_joined": rows_of("talent_pool", "joined_on"),
}


@counted_by(COUNTS)
def talent_left(county: County, as_of: date) -> Iterator[Item]:
    for stay in county.rows["talent_pool"]:
        if happened(stay["left_on"], as_of) and happened(stay["joined_on"], as_of):
            yield of_inspection(county, {"inspection_id": None}, stay["left_on"], 1, own=stay)


@counted_by(COUNTS)
def rounds_held(county: County, as_of: date) -> Iterator[Item]:
    for row in county.rows["rounds"]:
        if happened(row["started_on"], as_of):
            yield Item(row["started_on"], None, None, row["round_id"], 1, own={"round_kind": row["kind"]})


@counted_by(COUNTS)
def explanations(county: County, as_of: date) -> Iterator[Item]:
    for told in county.rows["explanations"]:
        if happened(told["held_on"], as_of):
            yield of_inspection(county, told, told["held_on"], 1, own={"explanation_kind": told["kind"]})


def person_times(*kinds: str) -> Counting:
    """Person-times in the staff events of these kinds."""

    def items(county: County, as_of: date) -> Iterator[Item]:
        for event in county.rows["staff_events"]:
            if event["kind"] in kinds and happened(event["held_on"], as_of):
                own = own_of(county, "staff_events", event)
                yield of_inspection(county, {"inspection_id": None}, event["held_on"], event["persons"], own=own)

    return items


COUNTS |= {
    "person_times_trained": person_times("training"),
    "person_times_seconded": person_times("secondment"),
    "staff_selected": person_times("selection"),
    "staff_advanced": person_times("promotion", "exchange", "entrusted"),
    "staff_honoured": person_times("star", "commendation"),
}


@counted_by(COUNTS)
def meetings(county: County, as_of: date) -> Iterator[Item]:
    for meeting in county.rows["meetings"]:
        if happened(meeting["held_on"], as_of):
            own = meeting | {"meeting_kind": meeting["kind"]}
            yield Item(meeting["held_on"], None, None, meeting["round_id"], 1, own=own)


@counted_by(COUNTS)
def assigned_matters(county: County, as_of: date) -> Iterator[Item]:
    for matter, meeting in assigned(county, as_of):
        yield of_matter(matter, meeting, 1)


# --- findings and clues ----------------------------------------------------------------------------------------------


@counted_by(COUNTS)
def findings(county: County, as_of: date) -> Iterator[Item]:
    for finding in found(county, as_of):
        yield of_inspection(county, finding, finding["found_on"], 1, own=own_of_finding(finding))


@counted_by(COUNTS)
def livelihood_findings(county: County, as_of: date) -> Iterator[Item]:
    for finding in found(county, as_of):
        if finding["livelihood"]:
            yield of_inspection(county, finding, finding["found_on"], 1, own=own_of_finding(finding))


@counted_by(COUNTS)
def findings_resolved(county: County, as_of: date) -> Iterator[Item]:
    for finding in found(county, as_of):
        if done(finding, as_of):
            known, own = int(not done_undated(finding)), own_of_finding(finding)
            yield of_inspection(county, finding, finding["completed_on"], known, own=own, undated=1 - known)


@counted_by(COUNTS)
def findings_open(county: County, as_of: date) -> Iterator[Item]:
    for finding, feedback_on in fed_back(county, as_of):
        if not done(finding, as_of):
            yield of_inspection(county, finding, feedback_on, 1, own=own_of_finding(finding))


@counted_by(COUNTS)
def findings_not_closed_off(county: County, as_of: date) -> Iterator[Item]:
    for finding, feedback_on in fed_back(county, as_of):
        if not happened(finding["closed_off_on"], as_of):
            yield of_inspection(county, finding, feedback_on, 1, own=own_of_finding(finding))


@counted_by(COUNTS)
def clues_open(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        if not concluded(clue, as_of):
            yield of_inspection(county, clue, clue["transferred_on"], 1)


@counted_by(COUNTS)
def clues(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        yield of_inspection(county, clue, clue["transferred_on"], 1)


@counted_by(COUNTS)
def clues_midway(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        if clue["midway"]:
            yield of_inspection(county, clue, clue["transferred_on"], 1)


@counted_by(COUNTS)
def clue_persons(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        yield of_inspection(county, clue, clue["transferred_on"], clue["persons"] or 0)


@counted_by(COUNTS)
def cases_filed(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        if happened(clue["case_filed_on"], as_of):
            yield of_inspection(county, clue, clue["case_filed_on"], 1)


# --- once each, however often they come ------------------------------------------------------------------------------


@counted_by(DISTINCT)
def organisations_inspected(county: County, as_of: date) -> Iterator[Item]:
    for task in county.rows["inspections"]:
        if happened(task["onsite_start"], as_of):
            yield replace(of_inspection(county, task, task["onsite_start"], 1), thing=task["org_id"])


@counted_by(DISTINCT)
def reports_awarded(county: County, as_of: date) -> Iterator[Item]:
    for score in county.rows["report_scores"]:
        over = date(score["award_year"], 12, 31)
        if score["awarded"] and happened(over, as_of):
            yield replace(of_inspection(county, score, over, 1), thing=score["inspection_id"])


@counted_by(DISTINCT)
def talent_in_pool(county: County, as_of: date) -> Iterator[Item]:
    for stay in county.rows["talent_pool"]:
        if happened(stay["joined_on"], as_of) and not happened(stay["left_on"], as_of):
            item = of_inspection(county, {"inspection_id": None}, stay["joined_on"], 1, own=stay)
            yield replace(item, thing=stay["person_code"])


@counted_by(DISTINCT)
def talent_persons_joined(county: County, as_of: date) -> Iterator[Item]:
    for stay in county.rows["talent_pool"]:
        if happened(stay["joined_on"], as_of):
            item = of_inspection(county, {"inspection_id": None}, stay["joined_on"], 1, own=stay)
            yield replace(item, thing=stay["person_code"])


@counted_by(DISTINCT)
def talent_persons_left(county: County, as_of: date) -> Iterator[Item]:
    for stay in county.rows["talent_pool"]:
        if happened(stay["left_on"], as_of) and happened(stay["joined_on"], as_of):
            item = of_inspection(county, {"inspection_id": None}, stay["left_on"], 1, own=stay)
            yield replace(item, thing=stay["person_code"])


def once(ledger: str, dated: str, thing: str, which: Callable[[Row], bool] = lambda row: True) -> Counting:
    """Counting what the rows of a ledger name, once each: the organisation (the row's or its inspection's) or a column."""

    def items(county: County, as_of: date) -> Iterator[Item]:
        for row in county.rows[ledger]:
            if happened(row[dated], as_of) and which(row):
                item = of_inspection(county, row, row[dated], 1, own=own_of(county, ledger, row))
                yield replace(item, thing=item.org_id if thing == "org_id" else row[thing])

    return items


DISTINCT |= {
    "organisations_notified": once("notices", "issued_on", "org_id"),
    "notice_problem_kinds": once("notices", "issued_on", "problem_kind", lambda n: n["problem_kind"] is not None),
    "organisations_aired": once("publications", "published_on", "org_id", lambda p: p["kind"] == "society"),
    "organisations_aired_by_head": once(
        "publications", "published_on", "org_id", lambda p: p["kind"] == "society" and bool(p["spoken_by_head"])
    ),
}


def persons(
    which: Callable[[County, Row, date], bool], also: Callable[[County, Row], Row] = lambda county, decision: {}
) -> Counting:
    """Persons by the decisions on them that are meant; `also` gives a decision further dimensions."""

    def items(county: County, as_of: date) -> Iterator[Item]:
        for decision in county.rows["accountability"]:
            if happened(decision["decided_on"], as_of) and which(county, decision, as_of):
                own = decision | also(county, decision)
                item = of_inspection(county, decision, decision["decided_on"], 1, own=own)
                yield replace(item, thing=decision["person_code"])

    return items


def over_a_verified_midway_clue(county: County, decision: Row, as_of: date) -> bool:
    clue = county.clues.get(decision["clue_id"])
    if clue is None or not happened(clue["transferred_on"], as_of):
        return False
    return bool(clue["midway"]) and verified(clue, as_of)


def within_a_week_of_its_notice(county: County, decision: Row, as_of: date) -> bool:
    notice = county.notices.get(decision["notice_id"])
    return notice is not None and 0 <= (decision["decided_on"] - notice["issued_on"]).days <= 7


DISTINCT |= {
    "accountable_persons": persons(lambda county, decision, as_of: True),
    "matter_accountable_persons": persons(lambda county, decision, as_of: decision["matter_id"] is not None),
    "midway_accountable_persons": persons(over_a_verified_midway_clue),
    "notice_accountable_within_week": persons(
        within_a_week_of_its_notice,
        also=lambda county, decision: own_of_notice(county.notices[decision["notice_id"]]) | decision,
    ),
}
