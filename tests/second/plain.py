"""The second implementation of the rates: plain Python loops over whole ledgers, slow and obvious.

Written from the definitions in words, without reading the SQL, so that where both agree both are right. It shares no
code with the queries, no database and no data frame. A rate is a function that yields one Item per thing counted.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from tests.second.county import Count, County, Item, Row

CONCLUDED = ("substantiated", "partly", "unsubstantiated", "unable")
VERIFIED = ("substantiated", "partly")

Counting = Callable[[County, date], Iterator[Item]]


RATES: dict[str, Counting] = {}
TERM_RATES: dict[str, Counting] = {}
"""The rates whose items belong to a whole term instead of a day."""


def counted_by(found: dict[str, Counting]) -> Callable[[Counting], Counting]:
    """Put a function into the dictionary of its kind under its own name, which is the indicator's."""

    def register(items: Counting) -> Counting:
        found[items.__name__] = items
        return items

    return register


def of_inspection(
    county: County,
    row: Row,
    dated_on: date | None,
    numerator: Count,
    *rest: int,
    own: Row | None = None,
    undated: int = 0,
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
        undated=undated,
    )


def happened(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of


def ended_undated(clue: Row) -> bool:
    """Whether its outcome is known and the day of it is not."""
    return clue["outcome"] in CONCLUDED and bool(clue["concluded_undated"]) and clue["concluded_on"] is None


def done_undated(finding: Row) -> bool:
    """Whether it is known to be done and the day of it is not."""
    return finding["completion"] == "done" and bool(finding["completed_undated"]) and finding["completed_on"] is None


def concluded(clue: Row, as_of: date) -> bool:
    if ended_undated(clue):
        return clue["made_up_to"] <= as_of
    return clue["outcome"] in CONCLUDED and happened(clue["concluded_on"], as_of)


def verified(clue: Row, as_of: date) -> bool:
    return clue["outcome"] in VERIFIED and concluded(clue, as_of)


def done(finding: Row, as_of: date) -> bool:
    if done_undated(finding):
        return finding["made_up_to"] <= as_of
    return finding["completion"] == "done" and happened(finding["completed_on"], as_of)


def unknown_then(clue: Row, as_of: date) -> int:
    """1 where nobody knows whether the clue had ended by that day."""
    return int(ended_undated(clue) and not concluded(clue, as_of))


def unknown_done(finding: Row, as_of: date) -> int:
    """1 where nobody knows whether the finding was done by that day."""
    return int(done_undated(finding) and not done(finding, as_of))


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


def left_scope(organisation: Row, day: date) -> bool:
    return organisation["in_scope_to"] is not None and organisation["in_scope_to"] < day


def begun_terms(county: County, as_of: date) -> list[Row]:
    return [term for term in county.rows["terms"] if happened(term["started_on"], as_of)]


@counted_by(TERM_RATES)
def coverage_rate(county: County, as_of: date) -> Iterator[Item]:
    for term in begun_terms(county, as_of):
        last_day = as_of if term["ended_on"] is None else min(term["ended_on"], as_of)
        for organisation in county.rows["organisations"]:
            covered = any(
                task["counts_toward_coverage"] and not left_scope(organisation, task["onsite_start"])
                for task in inspections_of_term(county, organisation["org_id"], term["term_no"], as_of)
            )
            if covered or in_scope(organisation, last_day):
                yield Item(None, organisation["org_id"], None, None, int(covered), 1, 0, term_no=term["term_no"])


@counted_by(TERM_RATES)
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


@counted_by(RATES)
def clue_verification_rate(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        settled = concluded(clue, as_of)
        yield of_inspection(
            *(county, clue, clue["transferred_on"], int(verified(clue, as_of)), int(settled), int(not settled)),
            undated=unknown_then(clue, as_of),
        )


@counted_by(RATES)
def clue_verification_of_transferred(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        yield of_inspection(
            *(county, clue, clue["transferred_on"], int(verified(clue, as_of)), 1, int(not concluded(clue, as_of))),
            undated=unknown_then(clue, as_of),
        )


@counted_by(RATES)
def clue_verification_by_conclusion(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        if not concluded(clue, as_of):
            continue
        if ended_undated(clue):
            yield of_inspection(county, clue, None, 0, 0, 0, undated=1)
        else:
            yield of_inspection(county, clue, clue["concluded_on"], int(verified(clue, as_of)), 1, 0)


@counted_by(RATES)
def clue_verification_within_year(county: County, as_of: date) -> Iterator[Item]:
    year = timedelta(days=365)
    for clue in transferred(county, as_of):
        old_enough = clue["transferred_on"] + year <= as_of
        if old_enough and ended_undated(clue):
            yield of_inspection(county, clue, clue["transferred_on"], 0, 0, 0, undated=1)
            continue
        in_time = old_enough and verified(clue, as_of) and clue["concluded_on"] <= clue["transferred_on"] + year
        counted = (int(in_time), 1, 0) if old_enough else (0, 0, 1)
        yield of_inspection(county, clue, clue["transferred_on"], *counted)


@counted_by(RATES)
def clue_conclusion_rate(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        settled = concluded(clue, as_of)
        unknown = unknown_then(clue, as_of)
        yield of_inspection(county, clue, clue["transferred_on"], int(settled), 1, int(not settled), undated=unknown)


@counted_by(RATES)
def clue_case_filing_rate(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        filed = happened(clue["case_filed_on"], as_of)
        still_open = not filed and not concluded(clue, as_of)
        unknown = 0 if filed else unknown_then(clue, as_of)
        yield of_inspection(county, clue, clue["transferred_on"], int(filed), 1, int(still_open), undated=unknown)


@counted_by(RATES)
def clue_review_rate(county: County, as_of: date) -> Iterator[Item]:
    for clue in transferred(county, as_of):
        if clue["outcome"] == "unsubstantiated" and concluded(clue, as_of):
            if ended_undated(clue):
                yield of_inspection(county, clue, None, 0, 0, 0, undated=1)
                continue
            reviewed = any(
                review["clue_id"] == clue["clue_id"] and happened(review["reviewed_on"], as_of)
                for review in county.rows["clue_reviews"]
            )
            yield of_inspection(county, clue, clue["concluded_on"], int(reviewed), 1, 0)


@counted_by(RATES)
def clue_review_changed_rate(county: County, as_of: date) -> Iterator[Item]:
    for review in county.rows["clue_reviews"]:
        if happened(review["reviewed_on"], as_of):
            clue = as_known(county.clues[review["clue_id"]], as_of)
            clue = clue if happened(clue["transferred_on"], as_of) else clue | {"disposal": None}
            yield of_inspection(
                county, clue, review["reviewed_on"], int(review["conclusion"] == "changed"), 1, 0, own=review | clue
            )


# --- rectification ---------------------------------------------------------------------------------------------------


def own_of_finding(finding: Row) -> Row:
    return finding | {"finding_scope": finding["scope"], "finding_source": finding["source"]}


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


@counted_by(RATES)
def completion_rate(county: County, as_of: date) -> Iterator[Item]:
    for finding, feedback_on in fed_back(county, as_of):
        is_done = done(finding, as_of)
        yield of_inspection(
            *(county, finding, feedback_on, int(is_done), 1, int(not is_done)),
            own=own_of_finding(finding),
            undated=unknown_done(finding, as_of),
        )


@counted_by(RATES)
def closed_off_rate(county: County, as_of: date) -> Iterator[Item]:
    for finding, feedback_on in fed_back(county, as_of):
        closed = happened(finding["closed_off_on"], as_of)
        yield of_inspection(county, finding, feedback_on, int(closed), 1, 0, own=own_of_finding(finding))


@counted_by(RATES)
def overdue_rate(county: County, as_of: date) -> Iterator[Item]:
    for finding in past_due(county, as_of):
        own, late = own_of_finding(finding), not done(finding, as_of)
        if unknown_done(finding, as_of):
            yield of_inspection(county, finding, finding["due_on"], 0, 0, 0, own=own, undated=1)
        else:
            yield of_inspection(county, finding, finding["due_on"], int(late), 1, 0, own=own)


@counted_by(RATES)
def on_time_rate(county: County, as_of: date) -> Iterator[Item]:
    for finding in past_due(county, as_of):
        if done_undated(finding):
            own = own_of_finding(finding)
            yield of_inspection(county, finding, finding["due_on"], 0, 0, 0, own=own, undated=1)
            continue
        in_time = done(finding, as_of) and finding["completed_on"] <= finding["due_on"]
        yield of_inspection(county, finding, finding["due_on"], int(in_time), 1, 0, own=own_of_finding(finding))


@counted_by(RATES)
def reopened_rate(county: County, as_of: date) -> Iterator[Item]:
    for finding in found(county, as_of):
        if done(finding, as_of):
            if done_undated(finding):
                yield of_inspection(county, finding, None, 0, 0, 0, own=own_of_finding(finding), undated=1)
                continue
            back = happened(finding["reopened_on"], as_of) and finding["reopened_on"] > finding["completed_on"]
            yield of_inspection(county, finding, finding["completed_on"], int(back), 1, 0, own=own_of_finding(finding))


@counted_by(RATES)
def immediate_rate(county: County, as_of: date) -> Iterator[Item]:
    for finding in found(county, as_of):
        if finding["nature"] == "immediate":
            is_done = done(finding, as_of)
            own, unknown = own_of_finding(finding), unknown_done(finding, as_of)
            yield of_inspection(county, finding, finding["found_on"], int(is_done), 1, 0, own=own, undated=unknown)


def _share_of_findings(county: County, as_of: date, counts: Callable[[Row], bool]) -> Iterator[Item]:
    for finding in found(county, as_of):
        yield of_inspection(county, finding, finding["found_on"], int(counts(finding)), 1, 0, own=own_of_finding(finding))


@counted_by(RATES)
def findings_key_share(county: County, as_of: date) -> Iterator[Item]:
    yield from _share_of_findings(county, as_of, lambda finding: finding["key_focus"] is True)


@counted_by(RATES)
def findings_transferred_share(county: County, as_of: date) -> Iterator[Item]:
    yield from _share_of_findings(county, as_of, lambda finding: finding["channel"] == "transfer")


@counted_by(RATES)
def findings_repeated_share(county: County, as_of: date) -> Iterator[Item]:
    yield from _share_of_findings(county, as_of, lambda finding: finding["repeat_of"] is not None)


@counted_by(RATES)
def completion_within_month(county: County, as_of: date) -> Iterator[Item]:
    month = timedelta(days=30)
    for finding in found(county, as_of):
        began = finding["found_on"]
        old_enough = began + month <= as_of
        if old_enough and done_undated(finding):
            yield of_inspection(county, finding, began, 0, 0, 0, own=own_of_finding(finding), undated=1)
            continue
        in_time = old_enough and done(finding, as_of) and began <= finding["completed_on"] <= began + month
        counted = (int(in_time), 1, 0) if old_enough else (0, 0, 1)
        yield of_inspection(county, finding, began, *counted, own=own_of_finding(finding))


# --- notices, assigned matters, ballots ------------------------------------------------------------------------------


def own_of_notice(notice: Row) -> Row:
    return notice | {"notice_kind": notice["kind"]}


@counted_by(RATES)
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


@counted_by(RATES)
def assigned_matter_rate(county: County, as_of: date) -> Iterator[Item]:
    for matter, meeting in assigned(county, as_of):
        completed = happened(matter["completed_on"], as_of)
        yield of_matter(matter, meeting, int(completed), 1, int(not completed))


@counted_by(RATES)
def satisfaction_rate(county: County, as_of: date) -> Iterator[Item]:
    for ballot in county.rows["ballots"]:
        valid = ballot["grade"] != "unknown" and ballot["votes"] > 0
        if valid and happened(ballot["held_on"], as_of):
            satisfied = ballot["votes"] if ballot["grade"] in ("good", "fair") else 0
            yield of_inspection(county, ballot, ballot["held_on"], satisfied, ballot["votes"], 0)
