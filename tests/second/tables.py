"""The second implementation of tables: plain Python over whole ledgers, written from the words, not the SQL."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from tests.second.county import County, Row
from tests.second.plain import concluded, done, done_undated, ended_undated, happened

Cells = Counter  # the row of the table without its count -> the count

WATCHED = (730, 365, 180, 90, 0)
INTENSIVE = timedelta(days=90)


def _age(since: date, until: date) -> int:
    return max((until - since).days, 0)


def clue_resolution(county: County, as_of: date) -> Cells:
    """(year, days, outcome, watched) -> clues."""
    found: Cells = Counter()
    for clue in county.rows["clues"]:
        since = clue["transferred_on"]
        if not happened(since, as_of):
            continue
        over = concluded(clue, as_of)
        days = None if ended_undated(clue) else _age(since, clue["concluded_on"] if over else as_of)
        watched = next(w for w in WATCHED if _age(since, as_of) >= w)
        found[since.year, days, clue["outcome"] if over else "pending", watched] += 1
    return found


def _fed_back(county: County, as_of: date) -> list[tuple[Row, date, str]]:
    """Each finding fed back with the day of its feedback and its round."""
    found = []
    for finding in county.rows["findings"]:
        task = county.inspections[finding["inspection_id"]]
        if happened(finding["found_on"], as_of) and happened(task["feedback_on"], as_of):
            found.append((finding, task["feedback_on"], task["round_id"]))
    return found


def rectification_pace(county: County, as_of: date) -> Cells:
    """(round, until what, days, reached) -> findings."""
    found: Cells = Counter()
    for finding, since, round_id in _fed_back(county, as_of):
        until = finding["completed_on"] if done(finding, as_of) else None
        days = None if done_undated(finding) else _age(since, until or as_of)
        found[round_id, "done", days, _age(since, as_of), done(finding, as_of)] += 1
        until = finding["closed_off_on"] if happened(finding["closed_off_on"], as_of) else None
        found[round_id, "closed_off", _age(since, until or as_of), _age(since, as_of), until is not None] += 1
    return found


BREAKDOWNS = ("category", "responsible", "channel", "nature")


def _parts(county: County, finding: Row) -> list[tuple[str, object]]:
    task = county.inspections[finding["inspection_id"]]
    return [*[(b, finding[b]) for b in BREAKDOWNS], ("round", task["round_id"]), ("org", task["org_id"])]


def rectification_breakdown(county: County, as_of: date) -> Cells:
    """(breakdown, part, state) -> findings: the four states, done, what is past the intensive period, reopened, due, and
    three bands of lateness."""
    found: Cells = Counter()
    for finding, since, _ in _fed_back(county, as_of):
        states = ["fed_back"]
        if since + INTENSIVE <= as_of:
            states += ["settled", *(["settled_done"] if done(finding, as_of) else [])]
            states += ["settled_closed_off"] if happened(finding["closed_off_on"], as_of) else []
        if happened(finding["closed_off_on"], as_of):
            states.append("closed_off")
        elif done(finding, as_of):
            states.append("done_not_closed")
        elif finding["completion"] == "mostly_done":
            states.append("mostly_done")
        else:
            states.append("not_done")
        if done(finding, as_of):
            states.append("done")
        for state in states:
            for breakdown, part in _parts(county, finding):
                found[breakdown, part, state] += 1
    for finding in county.rows["findings"]:
        due = finding["due_on"]
        if not happened(finding["found_on"], as_of):
            continue
        back = finding["reopened_on"]
        came = done(finding, as_of) and not done_undated(finding) and happened(back, as_of)
        states = ["reopened"] if came and back > finding["completed_on"] else []
        unknown = done_undated(finding) and not done(finding, as_of)
        states += ["due"] if due is not None and due < as_of and not unknown else []
        if "due" in states and not done(finding, as_of):
            late = (as_of - due).days
            band = "overdue_upto_30" if late <= 30 else "overdue_upto_90" if late <= 90 else "overdue_over_90"
            states += ["overdue", band]
        for state in states:
            for breakdown, part in _parts(county, finding):
                found[breakdown, part, state] += 1
    return found


def _assessed(county: County, as_of: date) -> set[str]:
    return {ballot["inspection_id"] for ballot in county.rows["ballots"] if happened(ballot["held_on"], as_of)}


def ranking_votes(county: County, as_of: date) -> Cells:
    """(organisation, voter group, grade) -> valid votes."""
    found: Cells = Counter()
    for ballot in county.rows["ballots"]:
        if happened(ballot["held_on"], as_of) and ballot["grade"] != "unknown" and ballot["votes"]:
            org_id = county.inspections[ballot["inspection_id"]]["org_id"]
            found[org_id, ballot["voter_group"], ballot["grade"]] += ballot["votes"]
    return found


def ranking_items(county: County, as_of: date) -> Cells:
    """(organisation, past the intensive period, done, due, on time) -> findings."""
    found: Cells = Counter()
    assessed = _assessed(county, as_of)
    for finding in county.rows["findings"]:
        task = county.inspections[finding["inspection_id"]]
        if finding["inspection_id"] not in assessed or not happened(finding["found_on"], as_of):
            continue
        settled = task["feedback_on"] is not None and task["feedback_on"] + INTENSIVE <= as_of
        due = finding["due_on"] is not None and finding["due_on"] < as_of and not done_undated(finding)
        if settled or due:
            completed = done(finding, as_of)
            on_time = due and completed and finding["completed_on"] <= finding["due_on"]
            found[task["org_id"], settled, settled and completed, due, on_time] += 1
    return found


TABLES: dict[str, Callable[[County, date], Cells]] = {
    function.__name__: function
    for function in (clue_resolution, rectification_pace, rectification_breakdown, ranking_votes, ranking_items)
}
