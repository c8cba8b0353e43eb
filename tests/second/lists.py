"""The second implementation of the tables that list things: plain Python loops, written from the words of each table.

A table is a function (county, as-of day, first and last day of the period) -> its rows in any order, as tuples of the
columns named in COLUMNS.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from statistics import fmean

from tests.second.counts import COUNTS
from tests.second.county import County, Row
from tests.second.plain import (
    RATES,
    TERM_RATES,
    begun_terms,
    concluded,
    done,
    done_undated,
    fed_back,
    found,
    happened,
    inspections_of_term,
    left_scope,
    transferred,
    verified,
)

Listing = Callable[[County, date, date, date], Iterator[tuple]]

COLUMNS: dict[str, tuple[str, ...]] = {}
LISTS: dict[str, Listing] = {}


def listed(*columns: str) -> Callable[[Listing], Listing]:
    """Register a table under its name with the columns its rows hold."""

    def register(rows: Listing) -> Listing:
        COLUMNS[rows.__name__], LISTS[rows.__name__] = columns, rows
        return rows

    return register


def _name(county: County, org_id: object) -> object:
    return county.organisations[org_id]["name"] if org_id in county.organisations else None


def _by(county: County, ledger: str, column: str) -> dict[object, list[Row]]:
    found = defaultdict(list)
    for row in county.rows[ledger]:
        found[row[column]].append(row)
    return found


def _begun(county: County, as_of: date, start: date, end: date) -> list[Row]:
    return [
        task for task in county.rows["inspections"]
        if happened(task["onsite_start"], as_of) and start <= task["onsite_start"] <= end
    ]


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 6) if whole else None


def _scheme(category: str) -> str:
    return "four" if category.startswith("four-") else "three"


# --- findings --------------------------------------------------------------------------------------------------------


def _found_in(county: County, tasks: list[Row], as_of: date) -> list[tuple[Row, Row]]:
    """The findings of these inspections made by the as-of day, whatever the day, each with its inspection."""
    by_id = {task["inspection_id"]: task for task in tasks}
    return [(f, by_id[f["inspection_id"]]) for f in found(county, as_of) if f["inspection_id"] in by_id]


@listed("scheme", "category", "aspect", "findings", "common", "organisations", "organisations_inspected", "share", "done")
def findings_by_aspect(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    tasks = _begun(county, as_of, start, end)
    inspected = defaultdict(set)
    for task in tasks:
        inspected[county.rounds[task["round_id"]]["category_scheme"]].add(task["org_id"])
    groups = defaultdict(list)
    for finding, task in _found_in(county, tasks, as_of):
        groups[finding["category"], finding["aspect"]].append((finding, task))
    for (category, aspect), members in groups.items():
        organisations, scheme = {task["org_id"] for _, task in members}, _scheme(category)
        common = sum(finding["scope"] == "common" for finding, _ in members)
        finished = sum(done(finding, as_of) for finding, _ in members)
        whole = len(inspected[scheme])
        yield (
            *(scheme, category, aspect, len(members), common, len(organisations), whole),
            *(_share(len(organisations), whole), finished),
        )


@listed(
    *("scheme", "category", "aspect", "sector", "organisations", "organisations_inspected", "share", "findings", "again"),
    "done",
)
def aspect_sector(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    tasks = _begun(county, as_of, start, end)
    sector_of = {task["org_id"]: county.organisations.get(task["org_id"], {}).get("sector") for task in tasks}
    inspected, groups = defaultdict(set), defaultdict(list)
    for task in tasks:
        scheme = county.rounds[task["round_id"]]["category_scheme"]
        inspected[scheme, sector_of[task["org_id"]]].add(task["org_id"])
    for finding, task in _found_in(county, tasks, as_of):
        if finding["aspect"] is not None:
            groups[finding["category"], finding["aspect"], sector_of[task["org_id"]]].append((finding, task["org_id"]))
    kinds = {(category, aspect) for category, aspect, _ in groups}
    for category, aspect in kinds:
        scheme = _scheme(category)
        held = {s for c, a, s in groups if (c, a) == (category, aspect)}
        for sector in held | {s for other, s in inspected if other == scheme}:
            members = groups.get((category, aspect, sector), [])
            organisations, whole = {org for _, org in members}, len(inspected.get((scheme, sector), ()))
            yield (
                *(scheme, category, aspect, sector, len(organisations), whole, _share(len(organisations), whole)),
                *(len(members), sum(f["repeat_of"] is not None for f, _ in members)),
                sum(done(f, as_of) for f, _ in members),
            )


@listed(
    *("inspection_id", "scheme", "round_id", "org_class", "sector", "kind", "team_level", "team", "has_ended"),
    *("category", "findings"),
)
def findings_by_inspection(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    tasks = _begun(county, as_of, start, end)
    made = Counter((t["inspection_id"], f["category"]) for f, t in _found_in(county, tasks, as_of))
    seen = {category for _, category in made}
    for task in tasks:
        org, scheme = county.organisations.get(task["org_id"], {}), county.rounds[task["round_id"]]["category_scheme"]
        ended = any(task[day] is not None and task[day] <= as_of for day in ("onsite_end", "feedback_on"))
        own = {category for category in seen if _scheme(category) == scheme} or {None}
        for category in own | {category for id, category in made if id == task["inspection_id"]}:
            yield (
                *(task["inspection_id"], scheme, task["round_id"], org.get("org_class"), org.get("sector")),
                *(task["kind"], task["team_level"], task["team"], ended, category),
                made[task["inspection_id"], category],
            )


@listed("team_level", "team", "inspections", "findings", "findings_per_inspection", "clues", "clues_per_inspection")
def findings_by_team(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    teams = defaultdict(list)
    for task in _begun(county, as_of, start, end):
        if task["kind"] != "reinspection":
            teams[task["team_level"], task["team"]].append(task["inspection_id"])
    for (level, team), tasks in teams.items():
        findings = sum(f["inspection_id"] in tasks for f in found(county, as_of))
        clues = sum(c["inspection_id"] in tasks for c in transferred(county, as_of))
        n = len(tasks)
        yield level, team, n, findings, _share(findings, n), clues, _share(clues, n)


@listed(
    *("inspection_id", "round_id", "org_id", "org_name", "org_class", "onsite_start"),
    *("findings", "came_back", "never_done", "new", "not_recorded"),
)
def reinspection_outcomes(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    for task in _begun(county, as_of, start, end):
        if task["kind"] != "reinspection":
            continue
        said = [f["reinspection_outcome"] for f in found(county, as_of) if f["inspection_id"] == task["inspection_id"]]
        org = county.organisations.get(task["org_id"], {})
        yield (
            *(task["inspection_id"], task["round_id"], task["org_id"], org.get("name"), org.get("org_class")),
            *(task["onsite_start"], len(said), *(said.count(one) for one in ("reopened", "not_rectified", "new", None))),
        )


@listed(
    *("finding_id", "org_id", "org_name", "round_id", "category", "aspect", "found_on"),
    *("earlier_id", "earlier_found_on", "earlier_done", "days_between"),
)
def repeated_findings(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    by_id = {finding["finding_id"]: finding for finding in found(county, as_of)}
    for finding in found(county, as_of):
        if finding["repeat_of"] is None or not start <= finding["found_on"] <= end:
            continue
        task, earlier = county.inspections[finding["inspection_id"]], by_id.get(finding["repeat_of"])
        told = (None, None, None)
        if earlier:
            was_done = earlier["completion"] == "done"
            if done_undated(earlier):
                was_done = None
            elif was_done:
                was_done = earlier["completed_on"] < finding["found_on"]
            told = (earlier["found_on"], was_done, (finding["found_on"] - earlier["found_on"]).days)
        yield (
            *(finding["finding_id"], task["org_id"], _name(county, task["org_id"]), task["round_id"]),
            *(finding["category"], finding["aspect"], finding["found_on"], finding["repeat_of"], *told),
        )


@listed(
    *(
        "finding_id",
        "standing",
        "days_late",
        "days",
        "category",
        "aspect",
        "responsible",
        "org_id",
        "org_name",
        "round_id",
    ),
    *("inspection_id", "finding_scope", "nature", "channel", "finding_source", "livelihood", "found_on", "feedback_on"),
    *("due_on", "completion", "completed_on", "is_undated", "closed_off_on", "reopened_on", "reinspection_outcome"),
    "repeat_of",
)
def finding_progress(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    def by_then(day: date | None) -> date | None:
        return day if happened(day, as_of) else None

    for one in found(county, as_of):
        task, finished, some_day = county.inspections[one["inspection_id"]], done(one, as_of), done_undated(one)
        completed_on, back = one["completed_on"] if finished else None, by_then(one["reopened_on"])
        standing = "case_open"
        if one["due_on"] is not None and one["due_on"] < as_of:
            standing = "case_late"
        if finished:
            standing = "case_done"
        if by_then(one["closed_off_on"]):
            standing = "case_closed_off"
        if completed_on and back and back > completed_on:
            standing = "case_reopened"
        until = completed_on or as_of
        late = one["due_on"] is not None and one["due_on"] < until and not some_day
        reported = "in_progress" if one["completion"] == "done" and not finished else one["completion"]
        yield (
            *(one["finding_id"], standing, (until - one["due_on"]).days if late else None),
            None if some_day else (until - one["found_on"]).days,
            *(one["category"], one["aspect"], one["responsible"], task["org_id"], _name(county, task["org_id"])),
            *(task["round_id"], one["inspection_id"], one["scope"], one["nature"], one["channel"], one["source"]),
            *(one["livelihood"], one["found_on"], by_then(task["feedback_on"]), one["due_on"], reported, completed_on),
            *(some_day, by_then(one["closed_off_on"]), back, one["reinspection_outcome"], one["repeat_of"]),
        )


@listed(
    *(
        "finding_id",
        "org_id",
        "org_name",
        "round_id",
        "act",
        "thing_id",
        "on_day",
        "due_on",
        "measure_kind",
        "rule_kind",
    ),
    *("meeting_kind", "publication_kind", "title"),
)
def finding_acts(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    measures, rules = _by(county, "measures", "finding_id"), _by(county, "rules_made", "finding_id")
    meetings, aired = _by(county, "meetings", "round_id"), _by(county, "publications", "inspection_id")
    for one in found(county, as_of):
        task = county.inspections[one["inspection_id"]]
        head = one["finding_id"], task["org_id"], _name(county, task["org_id"]), task["round_id"]
        for row in measures[one["finding_id"]]:
            done_on = row["done_on"] if happened(row["done_on"], as_of) else None
            yield (*head, "act_measure", row["measure_id"], done_on, row["due_on"], row["kind"], *(None,) * 4)
        for row in rules[one["finding_id"]]:
            if happened(row["issued_on"], as_of):
                told = (None, row["kind"], None, None, row["title"])
                yield (*head, "act_rule", row["rule_id"], row["issued_on"], None, *told)
        for row in meetings[task["round_id"]] if task["round_id"] is not None else ():
            if one["found_on"] <= row["held_on"] <= as_of:
                yield (*head, "act_meeting", row["meeting_id"], row["held_on"], *(None,) * 3, row["kind"], None, None)
        for row in aired[one["inspection_id"]]:
            if one["found_on"] <= row["published_on"] <= as_of:
                yield (*head, "act_aired", row["publication_id"], row["published_on"], *(None,) * 4, row["kind"], None)


@listed(
    *("scheme", "category", "term_no", "seq", "round_id", "findings", "inspections", "organisations"),
    *("findings_per_inspection", "share"),
)
def category_round(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    tasks = _begun(county, as_of, start, end)
    made = Counter((f["category"], t["round_id"]) for f, t in _found_in(county, tasks, as_of))
    rounds = {task["round_id"] for task in tasks}
    seen = {category for category, _ in made}
    own = {(c, r) for c in seen for r in rounds if _scheme(c) == county.rounds[r]["category_scheme"]}
    for category, round_id in own | set(made):
        row, mine = county.rounds[round_id], [task for task in tasks if task["round_id"] == round_id]
        n, whole = made[category, round_id], sum(count for (_, r), count in made.items() if r == round_id)
        yield (
            *(_scheme(category), category, row["term_no"], row["seq"], round_id, n, len(mine)),
            *(len({task["org_id"] for task in mine}), _share(n, len(mine)), _share(n, whole)),
        )


# --- accountability, cases -------------------------------------------------------------------------------------------


@listed(
    *("action_id", "notice_kind", "org_id", "org_name", "batch", "issued_on", "decided_on", "days", "within_week"),
    *("measure", "form", "subject_level"),
)
def notice_decisions(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    for action in county.rows["accountability"]:
        notice = county.notices.get(action["notice_id"])
        if notice is None or not happened(action["decided_on"], as_of) or not start <= action["decided_on"] <= end:
            continue
        if not happened(notice["issued_on"], as_of):
            continue
        days = (action["decided_on"] - notice["issued_on"]).days
        yield (
            *(action["action_id"], notice["kind"], action["org_id"], _name(county, action["org_id"]), notice["batch"]),
            *(notice["issued_on"], action["decided_on"], days, days in range(8)),
            *(action["measure"], action["form"], action["subject_level"]),
        )


@listed(
    *(
        "org_id",
        "org_name",
        "round_id",
        "act",
        "thing_id",
        "on_day",
        "review_conclusion",
        "review_problem",
        "new_outcome",
    ),
    *("measure", "form", "subject_level"),
)
def clue_acts(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    reviews, decisions = _by(county, "clue_reviews", "clue_id"), _by(county, "accountability", "clue_id")
    for clue in transferred(county, as_of):
        task = county.inspections[clue["inspection_id"]]
        head = task["org_id"], _name(county, task["org_id"]), task["round_id"]
        for row in reviews[clue["clue_id"]]:
            if happened(row["reviewed_on"], as_of):
                told = row["conclusion"], row["problem"], row["new_outcome"]
                yield (*head, "act_review", row["review_id"], row["reviewed_on"], *told, None, None, None)
        for row in decisions[clue["clue_id"]]:
            if happened(row["decided_on"], as_of):
                told = row["measure"], row["form"], row["subject_level"]
                yield (*head, "act_decision", row["action_id"], row["decided_on"], None, None, None, *told)


@listed(
    *("case_id", "case_kind", "title", "org_id", "org_name", "occurred_on", "thing", "quantity", "unit"),
    *("recovered_wan", "returned_wan", "returned_people", "round_id"),
)
def case_list(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    for case in county.rows["cases"]:
        if not happened(case["occurred_on"], as_of) or not start <= case["occurred_on"] <= end:
            continue
        money = [
            r for r in county.rows["recoveries"]
            if r["case_id"] == case["case_id"] and happened(r["recovered_on"], as_of)
        ]
        things = [q for q in county.rows["case_quantities"] if q["case_id"] == case["case_id"]]
        for thing in things or [{"thing": None, "quantity": None, "unit": None}]:
            yield (
                *(case["case_id"], case["kind"], case["title"], case["org_id"], _name(county, case["org_id"])),
                *(case["occurred_on"], thing["thing"], thing["quantity"], thing["unit"]),
                sum(r["amount_wan"] for r in money) if money else None,
                sum(r["returned_wan"] or 0 for r in money) if money else None,
                sum(r["returned_people"] or 0 for r in money) if money else None,
                county.inspections.get(case["inspection_id"], {}).get("round_id"),
            )


@listed(
    *("note_id", "noted_on", "note_kind", "figure", "on_org_id", "org_name", "on_round_id", "words", "office"),
)
def note_list(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    for note in county.rows["notes"]:
        if happened(note["noted_on"], as_of):
            about = note["figure"], note["org_id"], _name(county, note["org_id"]) if note["org_id"] else None, note["round_id"]
            yield (note["note_id"], note["noted_on"], note["kind"], *about, note["words"], note["office"])


@listed("team", "question", "rounds", "answers", "satisfied", "share", "no_opinion")
def team_reviews(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    groups = defaultdict(list)
    for row in county.rows["team_reviews"]:
        groups[row["round_id"], row["team"], row["question"]].append(row)
    sums = defaultdict(lambda: [set(), 0, 0, 0])
    for (round_id, team, question), rows in groups.items():
        said = [row for row in rows if row["grade"] != "unknown"]
        if all(happened(row["collected_on"], as_of) for row in rows) and sum(row["answers"] for row in said) >= 5:
            one = sums[team, question]
            one[0].add(round_id)
            one[1] += sum(row["answers"] for row in said)
            one[2] += sum(row["answers"] for row in rows if row["grade"] in ("good", "fair"))
            one[3] += sum(row["answers"] for row in rows if row["grade"] == "unknown")
    for (team, question), (held, answers, satisfied, none) in sums.items():
        yield team, question, len(held), answers, satisfied, _share(satisfied, answers), none


# --- the team --------------------------------------------------------------------------------------------------------

REASONS = ("job", "unfit", "health", "violation")


@listed(
    *("year", "joined", "left_pool", "left_job", "left_unfit", "left_health", "left_violation", "left_other", "in_pool"),
)
def talent_flow(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    stays = [stay for stay in county.rows["talent_pool"] if happened(stay["joined_on"], as_of)]
    gone = [stay for stay in stays if happened(stay["left_on"], as_of)]
    for year in {s["joined_on"].year for s in stays} | {s["left_on"].year for s in gone}:
        if not start.year <= year <= end.year:
            continue
        left = [stay for stay in gone if stay["left_on"].year == year]
        reasons = [sum(stay["left_reason"] == reason for stay in left) for reason in REASONS]
        in_pool = sum(s["joined_on"].year <= year for s in stays) - sum(s["left_on"].year <= year for s in gone)
        joined = sum(stay["joined_on"].year == year for stay in stays)
        yield year, joined, len(left), *reasons, len(left) - sum(reasons), in_pool


@listed(
    *("award_year", "inspection_id", "org_id", "org_name", "round_id", "team", "score", "judges", "mean_score"),
    *("lowest", "highest", "awarded"),
)
def report_awards(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    reports = defaultdict(list)
    for score in county.rows["report_scores"]:
        over = date(score["award_year"], 12, 31)
        if over <= as_of and start <= over <= end:
            reports[score["award_year"], score["inspection_id"]].append(score)
    for (year, inspection_id), scores in reports.items():
        task = county.inspections[inspection_id]
        points = [float(score["score"]) for score in scores]
        for point in points:
            yield (
                *(year, inspection_id, task["org_id"], _name(county, task["org_id"]), task["round_id"], task["team"]),
                *(point, len(points), round(fmean(points), 6), min(points), max(points)),
                any(score["awarded"] for score in scores),
            )


# --- organisations ---------------------------------------------------------------------------------------------------


@listed(
    *("term_no", "org_id", "org_name", "org_class", "parent_id", "sector", "village_class", "covered"),
    *("last_round_id", "last_onsite_start", "days_since"),
)
def coverage_each(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    running = max((term["term_no"] for term in begun_terms(county, as_of)), default=None)
    for item in TERM_RATES["coverage_rate"](county, as_of):
        if item.term_no != running:
            continue
        row = county.organisations[item.org_id]
        begun = [t for t in county.rows["inspections"] if t["org_id"] == item.org_id and happened(t["onsite_start"], as_of)]
        last = max(begun, key=lambda t: (t["onsite_start"], t["inspection_id"]), default=None)
        yield (
            *(running, item.org_id, row["name"], row["org_class"], row["parent_id"], row["sector"], row["village_class"]),
            bool(item.numerator),
            *((last["round_id"], last["onsite_start"], (as_of - last["onsite_start"]).days) if last else (None,) * 3),
        )


@listed("term_no", "round_id", "team", "org_class", "started_on", "covered", "team_covered", "team_days")
def coverage_teams(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    stays = defaultdict(list)
    for item in TERM_RATES["coverage_rate"](county, as_of):
        held = inspections_of_term(county, item.org_id, item.term_no, as_of)
        organisation = county.organisations[item.org_id]
        counting = [
            task for task in held if task["counts_toward_coverage"] and not left_scope(organisation, task["onsite_start"])
        ]
        if item.numerator:
            task = min(counting, key=lambda one: (one["onsite_start"], one["inspection_id"]))
            stays[item.term_no, task["round_id"], task["team"]].append(task)
    for (term_no, round_id, team), tasks in stays.items():
        arrived = min(task["onsite_start"] for task in tasks)
        gone = [task["onsite_end"] for task in tasks if happened(task["onsite_end"], as_of)]
        days = (max(gone) - arrived).days + 1 if len(gone) == len(tasks) else None
        for code, number in Counter(county.organisations[task["org_id"]]["org_class"] for task in tasks).items():
            yield term_no, round_id, team, code, arrived, number, len(tasks), days


EVENTS = {
    "aired": "publications",
    "notified": "notices",
    "held_accountable": "accountability_decisions",
    "rules_made": "rules_made",
    "clues_transferred": "clues",
}


def _of_tasks(county: County, as_of: date) -> Iterator[tuple]:
    """(organisation, day, event, inspection, number, out of) of what is told once per inspection."""
    for task in county.rows["inspections"]:
        if not happened(task["onsite_start"], as_of):
            continue
        at = task["org_id"], task["inspection_id"]
        made = [f for f in found(county, as_of) if f["inspection_id"] == at[1]]
        yield at[0], task["onsite_start"], "inspected", at[1], len(made), None
        told = [finding for finding, _ in fed_back(county, as_of) if finding["inspection_id"] == at[1]]
        if not told:
            continue
        yield at[0], task["feedback_on"], "fed_back", at[1], len(told), None
        finished = [f["completed_on"] for f in told if done(f, as_of) and not done_undated(f)]
        some_day = sum(done(f, as_of) and done_undated(f) for f in told)
        if some_day:
            yield at[0], None, "done", at[1], some_day, len(told)
        if finished:
            yield at[0], max(finished), "done", at[1], len(finished), len(told)
        closed = [finding["closed_off_on"] for finding in told if happened(finding["closed_off_on"], as_of)]
        if closed:
            yield at[0], max(closed), "closed_off", at[1], len(closed), len(told)


def _added_up(county: County, as_of: date) -> Iterator[tuple]:
    """The same of what is told once per day."""
    numbers: Counter = Counter()
    wholes: Counter = Counter()
    for event, id in EVENTS.items():
        for item in COUNTS[id](county, as_of):
            numbers[item.org_id, item.dated_on, event, item.inspection_id] += 1
    assessed: set[tuple] = set()
    for ballot in county.rows["ballots"]:
        if happened(ballot["held_on"], as_of):
            org_id = county.inspections[ballot["inspection_id"]]["org_id"]
            assessed.add((org_id, ballot["held_on"], "assessed", ballot["inspection_id"]))
    for item in RATES["satisfaction_rate"](county, as_of):
        key = item.org_id, item.dated_on, "assessed", item.inspection_id
        numbers[key] += item.numerator
        wholes[key] += item.denominator
    for key in assessed:
        if not wholes[key]:  # nobody had an opinion
            yield *key, None, None
            del wholes[key], numbers[key]
    for clue in transferred(county, as_of):
        if concluded(clue, as_of):
            task = county.inspections[clue["inspection_id"]]
            key = task["org_id"], clue["concluded_on"], "clues_concluded", clue["inspection_id"]
            numbers[key] += verified(clue, as_of)
            wholes[key] += 1
    for told in county.rows["explanations"]:
        if happened(told["held_on"], as_of):
            task = county.inspections[told["inspection_id"]]
            numbers[task["org_id"], told["held_on"], "explained", told["inspection_id"]] += 1
    for key in [*numbers, *(key for key in wholes if key not in numbers)]:
        yield (*key, numbers[key], wholes.get(key))
    awarded = {(s["award_year"], s["inspection_id"]) for s in county.rows["report_scores"] if s["awarded"]}
    for year, inspection_id in awarded:
        if happened(date(year, 12, 31), as_of):
            org_id = county.inspections[inspection_id]["org_id"]
            yield org_id, date(year, 12, 31), "report_awarded", inspection_id, 1, None


@listed("org_id", "org_name", "on_day", "event", "inspection_id", "round_id", "counted", "out_of")
def organisation_history(county: County, as_of: date, start: date, end: date) -> Iterator[tuple]:
    scope = [
        (row["org_id"], row[column], event, None, None, None)
        for row in county.rows["organisations"]
        for column, event in (("in_scope_from", "entered_scope"), ("in_scope_to", "left_scope"))
        if row[column] is not None
    ]
    for org_id, day, event, inspection_id, n, whole in [*scope, *_of_tasks(county, as_of), *_added_up(county, as_of)]:
        if (day is None or (happened(day, as_of) and start <= day <= end)) and org_id in county.organisations:
            round_id = county.inspections[inspection_id]["round_id"] if inspection_id else None
            yield org_id, _name(county, org_id), day, event, inspection_id, round_id, n, whole
