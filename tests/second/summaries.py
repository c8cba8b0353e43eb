"""The second implementation of the tables of the work summary: plain Python loops, written from the words of each table.

A table is a function (county, as-of day, first and last day of the period) -> its rows as tuples of COLUMNS[its name].
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from tests.second.county import County, Row
from tests.second.plain import TERM_RATES, begun_terms, done, found, happened, transferred, verified

COLUMNS = {
    "summary_terms": (
        *("term_no", "planned_years", "covered", "in_scope", "completed_on", "first_reinspection_on"),
        *("inspected", "reinspected"),
    ),
    "summary_rounds": (
        *("term_no", "seq", "round_id", "round_kind", "theme", "started_on", "organisations", "findings", "resolved"),
        "rules_made",
    ),
    "summary_midway": ("inspection_id", "term_no", "round_id", "org_id", "onsite_start", "midway", "sanctioned"),
    "summary_summons": (
        *("batch", "first_notice_id", "issued_on", "notices", "organisations", "problem_kinds"),
        "accountable_within_week",
    ),
    "summary_cases": (
        *("case_id", "case_kind", "title", "org_id", "occurred_on", "recoveries", "recovered_wan", "returned_wan"),
        *("returned_people", "quantities"),
    ),
}


def _term_of(county: County, task: Row) -> int:
    return county.rounds[task["round_id"]]["term_no"]


def summary_terms(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    for term in begun_terms(county, as_of):
        number = term["term_no"]
        last_day = as_of if term["ended_on"] is None else min(term["ended_on"], as_of)
        scope = [item for item in TERM_RATES["coverage_rate"](county, as_of) if item.term_no == number]
        again = [item for item in TERM_RATES["reinspection_rate"](county, as_of) if item.term_no == number]
        tasks = [t for t in county.rows["inspections"] if happened(t["onsite_start"], as_of) and _term_of(county, t) == number]
        covered_on = []
        for item in scope:
            if item.numerator:
                own = [t["onsite_start"] for t in tasks if t["org_id"] == item.org_id and t["counts_toward_coverage"]]
                covered_on.append(min(min(own), last_day))
        back = [t["onsite_start"] for t in tasks if t["kind"] == "reinspection"]
        yield (
            *(number, term["planned_years"], len(covered_on), len(scope)),
            max(covered_on) if scope and len(covered_on) == len(scope) else None,
            min(back, default=None),
            *(len(again), sum(item.numerator for item in again)),
        )


def summary_rounds(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    for row in county.rows["rounds"]:
        if happened(row["started_on"], as_of):
            tasks = {t["inspection_id"]: t for t in county.rows["inspections"] if t["round_id"] == row["round_id"]}
            made = [f for f in found(county, as_of) if f["inspection_id"] in tasks]
            rules = [r for r in county.rows["rules_made"] if r["inspection_id"] in tasks and happened(r["issued_on"], as_of)]
            yield (
                *(row["term_no"], row["seq"], row["round_id"], row["kind"], row["theme"], row["started_on"]),
                len({t["org_id"] for t in tasks.values() if happened(t["onsite_start"], as_of)}),
                *(len(made), sum(done(f, as_of) for f in made), len(rules)),
            )


def summary_midway(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    for task in county.rows["inspections"]:
        day = task["onsite_start"]
        if not happened(day, as_of) or not start <= day <= end:
            continue
        if county.organisations[task["org_id"]]["org_class"] != "village":
            continue
        midway = [c for c in transferred(county, as_of) if c["midway"] and c["inspection_id"] == task["inspection_id"]]
        true = {clue["clue_id"] for clue in midway if verified(clue, as_of)}
        cadres = {
            action["person_code"]
            for action in county.rows["accountability"]
            if action["clue_id"] in true
            and happened(action["decided_on"], as_of)
            and action["measure"] in ("party", "admin")
            and action["subject_level"] == "village_cadre"
        }
        if midway:
            where = task["inspection_id"], _term_of(county, task), task["round_id"], task["org_id"]
            yield *where, day, len(midway), len(cadres)


def summary_summons(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    batches: dict[str, list[Row]] = {}
    for notice in county.rows["notices"]:
        if notice["batch"] is not None and happened(notice["issued_on"], as_of):
            batches.setdefault(notice["batch"], []).append(notice)
    for batch, notices in batches.items():
        issued = {notice["notice_id"]: notice["issued_on"] for notice in notices}
        if not start <= min(issued.values()) <= end:
            continue
        persons = {
            action["person_code"]
            for action in county.rows["accountability"]
            if action["notice_id"] in issued
            and happened(action["decided_on"], as_of)
            and timedelta(0) <= action["decided_on"] - issued[action["notice_id"]] <= timedelta(days=7)
        }
        kinds = {n["problem_kind"] for n in notices if n["kind"] == "deadline" and n["problem_kind"] is not None}
        organisations = {notice["org_id"] for notice in notices}
        yield batch, min(issued), min(issued.values()), len(notices), len(organisations), len(kinds), len(persons)


def summary_cases(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    for case in county.rows["cases"]:
        if not happened(case["occurred_on"], as_of) or not start <= case["occurred_on"] <= end:
            continue
        id = case["case_id"]
        money = [r for r in county.rows["recoveries"] if r["case_id"] == id and happened(r["recovered_on"], as_of)]
        yield (
            *(id, case["kind"], case["title"], case["org_id"], case["occurred_on"], len(money)),
            sum(r["amount_wan"] for r in money) if money else None,
            sum(r["returned_wan"] or 0 for r in money) if money else None,
            sum(r["returned_people"] or 0 for r in money),
            sum(q["case_id"] == id for q in county.rows["case_quantities"]),
        )


TABLES: dict[str, Callable[[County, date, date, date], Iterator[tuple]]] = {
    function.__name__: function
    for function in (summary_terms, summary_rounds, summary_midway, summary_summons, summary_cases)
}
