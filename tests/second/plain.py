"""The second implementation of the indicators: plain Python loops over whole ledgers, slow and obvious.

Written from the definitions in words, without reading the SQL, so that where both agree both are right. It shares no
code with the queries, no database and no data frame. An indicator is a function that yields one Item per thing counted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.second.county import Count, County, Item, Row

CONCLUDED = ("substantiated", "partly", "unsubstantiated", "unable")
VERIFIED = ("substantiated", "partly")

Counting = Callable[[County, date], Iterator[Item]]


@dataclass(frozen=True)
class Indicator:
    """`kind` is rate, count, distinct (things counted once per group) or term (a rate of whole terms)."""

    kind: str
    items: Counting


INDICATORS: dict[str, Indicator] = {}


def indicator(name: str, kind: str) -> Callable[[Counting], Counting]:
    def register(items: Counting) -> Counting:
        INDICATORS[name] = Indicator(kind, items)
        return items

    return register


def of_inspection(
    county: County, row: Row, dated_on: date, numerator: Count, *rest: int, own: Row | None = None
) -> Item:
    """The item of a row that hangs on an inspection, or on none; the organisation is its own, else the inspection's."""
    task = county.inspections.get(row["inspection_id"], {})
    return Item(
        dated_on,
        row.get("org_id") or task.get("org_id"),
        row["inspection_id"],
        task.get("round_id"),
        numerator,
        *rest,
        own=row if own is None else own,
    )


def happened(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of


def concluded(clue: Row, as_of: date) -> bool:
    return clue["outcome"] in CONCLUDED and happened(clue["concluded_on"], as_of)


def verified(clue: Row, as_of: date) -> bool:
    return clue["outcome"] in VERIFIED and happened(clue["concluded_on"], as_of)


def done(finding: Row, as_of: date) -> bool:
    return finding["completion"] == "done" and happened(finding["completed_on"], as_of)


# --- coverage: an organisation in a term -----------------------------------------------------------------------------


def inspections_of_term(county: County, org_id: str, term_no: int, as_of: date) -> list[Row]:
    return [
        row
        for row in county.rows["inspections"]
        if row["org_id"] == org_id
        and county.rounds[row["round_id"]]["term_no"] == term_no
        and happened(row["onsite_start"], as_of)
    ]


def in_scope(organisation: Row, day: date) -> bool:
    until = organisation["in_scope_to"]
    return organisation["in_scope_from"] <= day and (until is None or until >= day)


def begun_terms(county: County, as_of: date) -> list[Row]:
    return [term for term in county.rows["terms"] if happened(term["started_on"], as_of)]


@indicator("coverage_rate", "term")
def coverage_rate(county: County, as_of: date) -> Iterator[Item]:
    for term in begun_terms(county, as_of):
        last_day = as_of if term["ended_on"] is None else min(term["ended_on"], as_of)
        for organisation in county.rows["organisations"]:
            covered = any(
                task["counts_toward_coverage"] and in_scope(organisation, task["onsite_start"])
                for task in inspections_of_term(county, organisation["org_id"], term["term_no"], as_of)
            )
            if covered or in_scope(organisation, last_day):
                yield Item(None, organisation["org_id"], None, None, int(covered), 1, 0, term_no=term["term_no"])


@indicator("reinspection_rate", "term")
def reinspection_rate(county: County, as_of: date) -> Iterator[Item]:
    for term in begun_terms(county, as_of):
        for organisation in county.rows["organisations"]:
            tasks = inspections_of_term(county, organisation["org_id"], term["term_no"], as_of)
            if tasks:
                again = any(task["kind"] == "reinspection" for task in tasks)
                yield Item(None, organisation["org_id"], None, None, int(again), 1, 0, term_no=term["term_no"])


# --- clues -----------------------------------------------------------------------------------------------------------


def as_known(clue: Row, as_of: date) -> Row:
    """The clue without a disposal that is decided only later."""
    decided_later = clue["disposed_on"] is not None and clue["disposed_on"] > as_of
    return clue | {"disposal": None} if decided_later else clue


def transferred(county: County, as_of: date) -> list[Row]:
    return [as_known(clue, as_of) for clue in county.rows["clues"] if happened(clue["transferred_on"], as_of)]


@indicator("clue_verification_rate", "rate")
def clue_verification_rate(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        settled = concluded(clue, as_of)
        yield of_inspection(
            county, clue, clue["transferred_on"], int(verified(clue, as_of)), int(settled), int(not settled)
        )


@indicator("clue_verification_of_transferred", "rate")
def clue_verification_of_transferred(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        yield of_inspection(
            county, clue, clue["transferred_on"], int(verified(clue, as_of)), 1, int(not concluded(clue, as_of))
        )


@indicator("clue_verification_by_conclusion", "rate")
def clue_verification_by_conclusion(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        if concluded(clue, as_of):
            yield of_inspection(county, clue, clue["concluded_on"], int(verified(clue, as_of)), 1, 0)


@indicator("clue_verification_within_year", "rate")
def clue_verification_within_year(county: County, as_of: date) -> Iterator[Item]:
    year = timedelta(days=365)
    for clue in transferred(county, as_of):
        old_enough = clue["transferred_on"] + year <= as_of
        in_time = verified(clue, as_of) and clue["concluded_on"] <= clue["transferred_on"] + year
        counted = (int(in_time), 1, 0) if old_enough else (0, 0, 1)
        yield of_inspection(county, clue, clue["transferred_on"], *counted)


@indicator("clue_conclusion_rate", "rate")
def clue_conclusion_rate(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        settled = concluded(clue, as_of)
        yield of_inspection(county, clue, clue["transferred_on"], int(settled), 1, int(not settled))


@indicator("clue_case_filing_rate", "rate")
def clue_case_filing_rate(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        filed = happened(clue["case_filed_on"], as_of)
        still_open = not filed and not concluded(clue, as_of)
        yield of_inspection(county, clue, clue["transferred_on"], int(filed), 1, int(still_open))


@indicator("clue_review_rate", "rate")
def clue_review_rate(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        if clue["outcome"] == "unsubstantiated" and happened(clue["concluded_on"], as_of):
            reviewed = any(
                review["clue_id"] == clue["clue_id"] and happened(review["reviewed_on"], as_of)
                for review in county.rows["clue_reviews"]
            )
            yield of_inspection(county, clue, clue["concluded_on"], int(reviewed), 1, 0)


@indicator("clue_review_changed_rate", "rate")
def clue_review_changed_rate(county: County, as_of: date) -> Iterator[Item]:
    for review in county.rows["clue_reviews"]:
        if happened(review["reviewed_on"], as_of):
            clue = as_known(county.clues[review["clue_id"]], as_of)
            yield of_inspection(
                county, clue, review["reviewed_on"], int(review["conclusion"] == "changed"), 1, 0, own=review | clue
            )


# --- rectification ---------------------------------------------------------------------------------------------------


def own_of_finding(finding: Row) -> Row:
    return finding | {"finding_scope": finding["scope"]}


def found(county: County, as_of: date) -> list[Row]:
    return [finding for finding in county.rows["findings"] if happened(finding["found_on"], as_of)]


def fed_back(county: County, as_of: date) -> Iterator[tuple[Row, date]]:
    for finding in found(county, as_of):
        feedback_on = county.inspections[finding["inspection_id"]]["feedback_on"]
        if happened(feedback_on, as_of):
            yield finding, feedback_on


def past_due(county: County, as_of: date) -> list[Row]:
    return [
        finding
        for finding in found(county, as_of)
        if finding["due_on"] is not None and finding["due_on"] < as_of
    ]


@indicator("completion_rate", "rate")
def completion_rate(county: County, as_of: date) -> Iterator[Item]:
    for finding, feedback_on in fed_back(county, as_of):
        is_done = done(finding, as_of)
        yield of_inspection(
            county, finding, feedback_on, int(is_done), 1, int(not is_done), own=own_of_finding(finding)
        )


@indicator("closed_off_rate", "rate")
def closed_off_rate(county: County, as_of: date) -> Iterator[Item]:
    for finding, feedback_on in fed_back(county, as_of):
        closed = happened(finding["closed_off_on"], as_of)
        yield of_inspection(county, finding, feedback_on, int(closed), 1, 0, own=own_of_finding(finding))


@indicator("overdue_rate", "rate")
def overdue_rate(county: County, as_of: date) -> Iterator[Item]:
    for finding in past_due(county, as_of):
        late = not done(finding, as_of)
        yield of_inspection(county, finding, finding["due_on"], int(late), 1, 0, own=own_of_finding(finding))


@indicator("on_time_rate", "rate")
def on_time_rate(county: County, as_of: date) -> Iterator[Item]:
    for finding in past_due(county, as_of):
        in_time = done(finding, as_of) and finding["completed_on"] <= finding["due_on"]
        yield of_inspection(county, finding, finding["due_on"], int(in_time), 1, 0, own=own_of_finding(finding))


@indicator("reopened_rate", "rate")
def reopened_rate(county: County, as_of: date) -> Iterator[Item]:
    for finding in found(county, as_of):
        if done(finding, as_of):
            back = happened(finding["reopened_on"], as_of) and finding["reopened_on"] > finding["completed_on"]
            yield of_inspection(county, finding, finding["completed_on"], int(back), 1, 0, own=own_of_finding(finding))


@indicator("immediate_rate", "rate")
def immediate_rate(county: County, as_of: date) -> Iterator[Item]:
    for finding in found(county, as_of):
        if finding["nature"] == "immediate":
            is_done = done(finding, as_of)
            yield of_inspection(county, finding, finding["found_on"], int(is_done), 1, 0, own=own_of_finding(finding))


# --- notices, assigned matters, ballots ------------------------------------------------------------------------------


def own_of_notice(notice: Row) -> Row:
    return notice | {"notice_kind": notice["kind"]}


@indicator("notice_rate", "rate")
def notice_rate(county: County, as_of: date) -> Iterator[Item]:
    for notice in county.rows["notices"]:
        if happened(notice["issued_on"], as_of):
            completed = happened(notice["completed_on"], as_of)
            yield of_inspection(county, notice, notice["issued_on"], int(completed), 1, 0, own=own_of_notice(notice))


def assigned(county: County, as_of: date) -> Iterator[tuple[Row, Row]]:
    for matter in county.rows["assigned_matters"]:
        meeting = county.meetings[matter["meeting_id"]]
        if happened(meeting["held_on"], as_of):
            yield matter, meeting


def of_matter(matter: Row, meeting: Row, numerator: int, *rest: int) -> Item:
    own = matter | {"matter_kind": matter["kind"], "meeting_kind": meeting["kind"]}
    return Item(meeting["held_on"], matter["org_id"], None, meeting["round_id"], numerator, *rest, own=own)


@indicator("assigned_matter_rate", "rate")
def assigned_matter_rate(county: County, as_of: date) -> Iterator[Item]:
    for matter, meeting in assigned(county, as_of):
        completed = happened(matter["completed_on"], as_of)
        yield of_matter(matter, meeting, int(completed), 1, int(not completed))


@indicator("assigned_matters", "count")
def assigned_matters(county: County, as_of: date) -> Iterator[Item]:
    for matter, meeting in assigned(county, as_of):
        yield of_matter(matter, meeting, 1)


@indicator("satisfaction_rate", "rate")
def satisfaction_rate(county: County, as_of: date) -> Iterator[Item]:
    for ballot in county.rows["ballots"]:
        valid = ballot["grade"] != "unknown" and ballot["votes"] > 0
        if valid and happened(ballot["held_on"], as_of):
            satisfied = ballot["votes"] if ballot["grade"] in ("good", "fair") else 0
            yield of_inspection(county, ballot, ballot["held_on"], satisfied, ballot["votes"], 0)


# --- counts ----------------------------------------------------------------------------------------------------------


def of_rows(ledger: str, dated: str, amount: str | None = None, only: Callable[[Row], bool] | None = None) -> Counting:
    """Counting the rows of a ledger by its own date, or summing one of its columns, empty counting as nothing."""

    def items(county: County, as_of: date) -> Iterator[Item]:
        for row in county.rows[ledger]:
            if happened(row[dated], as_of) and (only is None or only(row)):
                number = 1 if amount is None else row[amount] or 0
                own = row | {f"{ledger.removesuffix('s')}_kind": row.get("kind"), "finding_scope": row.get("scope")}
                yield of_inspection(county, {"inspection_id": None} | row, row[dated], number, own=own)

    return items


@indicator("meetings", "count")
def meetings(county: County, as_of: date) -> Iterator[Item]:
    for meeting in county.rows["meetings"]:
        if happened(meeting["held_on"], as_of):
            own = meeting | {"meeting_kind": meeting["kind"]}
            yield Item(meeting["held_on"], None, None, meeting["round_id"], 1, own=own)


@indicator("rules_made", "count")
def rules_made(county: County, as_of: date) -> Iterator[Item]:
    for rule in county.rows["rules_made"]:
        if happened(rule["issued_on"], as_of):
            yield of_inspection(county, rule, rule["issued_on"], 1, own=rule | {"rule_kind": rule["kind"]})


for _name, _kind, _items in [
    ("inspections", "count", of_rows("inspections", "onsite_start")),
    ("findings", "count", of_rows("findings", "found_on")),
    ("clues", "count", of_rows("clues", "transferred_on")),
    ("clue_persons", "count", of_rows("clues", "transferred_on", "persons")),
    ("accountability_decisions", "count", of_rows("accountability", "decided_on")),
    ("recovered_wan", "count", of_rows("recoveries", "recovered_on", "amount_wan")),
    ("returned_wan", "count", of_rows("recoveries", "recovered_on", "returned_wan")),
    ("persons_paid_back", "count", of_rows("recoveries", "recovered_on", "returned_people")),
    ("notices", "count", of_rows("notices", "issued_on")),
    ("matters_solved", "count", of_rows("notices", "issued_on", "matters_solved")),
    ("beneficiaries", "count", of_rows("notices", "issued_on", "beneficiaries")),
    ("publications", "count", of_rows("publications", "published_on")),
    ("talent_joined", "count", of_rows("talent_pool", "joined_on")),
    ("talent_left", "count", of_rows("talent_pool", "left_on")),
    (
        "person_times_trained",
        "count",
        of_rows("staff_events", "held_on", "persons", only=lambda row: row["kind"] == "training"),
    ),
]:
    INDICATORS[_name] = Indicator(_kind, _items)


@indicator("organisations_inspected", "distinct")
def organisations_inspected(county: County, as_of: date) -> Iterator[Item]:
    for task in county.rows["inspections"]:
        if happened(task["onsite_start"], as_of):
            yield Item(
                task["onsite_start"], task["org_id"], task["inspection_id"], task["round_id"], 1,
                own=task, thing=task["org_id"],
            )


@indicator("accountable_persons", "distinct")
def accountable_persons(county: County, as_of: date) -> Iterator[Item]:
    for decision in county.rows["accountability"]:
        if happened(decision["decided_on"], as_of):
            task = county.inspections.get(decision["inspection_id"], {})
            yield Item(
                decision["decided_on"], decision["org_id"], decision["inspection_id"], task.get("round_id"), 1,
                own=decision, thing=decision["person_code"],
            )
