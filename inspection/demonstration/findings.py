"""The problems found, the measures taken under each, and the rules made or revised for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from inspection.demonstration import words
from inspection.demonstration.chance import (
    add_months,
    around,
    between,
    days,
    heavy_days,
    known,
    pick,
    stream,
    workday_before,
)
from inspection.demonstration.rounds import Inspection

# Nine in ten are the team's own; the others were handed to it: by an inspection from above, by the auditors.
SOURCES = {"inspection": 90, "superior": 4, "audit": 5, "other": 1}
# Of what a re-inspection finds and no ledger row names as seen before, this share was reported as done and was not.
ON_PAPER_ONLY = 0.08
NUMBER_OF_FINDINGS = {"township": (21.5, 2.6, 17, 27), "county": (12.5, 3.0, 7, 20), "village": (8.6, 2.0, 5, 13)}
CATEGORIES = {
    "four": {"four-1": 30, "four-2": 38, "four-3": 22, "four-4": 10},
    "three": {"three-1": 27, "three-2": 43, "three-3": 30},
}
CHANNELS = {"deadline": 60, "drive": 19, "transfer": 7.2, "reform": 6, "review": 4, "case": 3.8}
# A village inspected by a county team is one that is suspected of something: more is handed on.
CHANNELS_OF_ELEVATED = CHANNELS | {"transfer": 12}
NATURES = {"immediate": 13, "intensive": 71, "later": 11, "long_term": 5}
# What share touches livelihood; among schools and clinics it is more, what pupils and patients feel.
LIVELIHOOD = {"village": 0.38, "township": 0.22, "county": 0.14}
LIVELIHOOD_OF_SCHOOLS_AND_CLINICS = 0.6
# What share no report says is done; what of it is past its term is looked at once more in `_followed_up`.
NEVER_DONE = {"immediate": 0.004, "intensive": 0.008, "later": 0.03, "long_term": 0.12}
# After so many years all that was found is put right, but for a few problems whose term was extended: debts, titles.
SETTLED_AFTER_YEARS = 3
EXTENDED_OF_SETTLED = 5
EXTENDED_OF_A_ROUND = 2
# Who is late now: days past the term from and to, how many organisations, and the most problems of each.
LATE = ((1, 30, 5, 3), (31, 90, 5, 3), (91, 240, 3, 4), (241, 500, 2, 2))


@dataclass(frozen=True)
class Finding:
    """One row of `findings`, with the inspection that found it."""

    finding_id: str
    inspection_id: str
    category: str
    aspect: str
    scope: str
    key_focus: bool
    livelihood: bool
    found_on: date
    source: str
    description: str
    responsible: str
    channel: str
    nature: str
    due_on: date | None
    completion: str
    completed_on: date | None
    closed_off_on: date | None
    reopened_on: date | None
    reinspection_outcome: str | None
    repeat_of: str | None
    withheld_reason: str | None
    inspection: Inspection


def findings(seed: int, held: Sequence[Inspection], as_of: date) -> list[Finding]:
    """All problems found by as_of, in the order of the inspections; re-inspections reopen some of the earlier ones."""
    rng = stream(seed, "findings")
    drawn: list[Finding] = []
    for inspection in held:
        mean, spread, low, high = NUMBER_OF_FINDINGS[inspection.organisation.org_class]
        # A re-inspection looks at what was found before, and finds less that is new.
        number = around(rng, mean - (3 if inspection.kind == "reinspection" else 0), spread, low, high)
        on_site = [between(rng, inspection.onsite_start + timedelta(days=4), inspection.leaves_on)
                   for _ in range(number)]
        for n, found_on in enumerate(sorted(day for day in on_site if day <= as_of), 1):
            drawn.append(_finding(rng, inspection, n, found_on, as_of))
    repeated = _repeated(stream(seed, "reopened"), _followed_up(stream(seed, "follow-up"), drawn, as_of), as_of)
    return _told(stream(seed, "sources"), repeated)


def measures(seed: int, found: Sequence[Finding], as_of: date) -> list[dict]:
    """One to three measures under each finding that has a rectification plan or is rectified at once."""
    rng = stream(seed, "measures")
    weights = {"rules": 24, "recovery": 9, "accountability": 12, "extension": 22, "drive": 14, "other": 19}
    rows = []
    for finding in found:
        if finding.inspection.plan_on is None and finding.nature != "immediate":
            continue
        begun = finding.found_on if finding.nature == "immediate" else finding.inspection.plan_on
        for n in range(1, int(pick(rng, {"1": 50, "2": 35, "3": 15})) + 1):
            kind = pick(rng, weights)
            due_on = finding.due_on and max(begun, finding.due_on - days(rng, 0, 25))
            if finding.completed_on:
                done_on = between(rng, min(begun, finding.completed_on), finding.completed_on)
            else:
                done_on = known(begun + heavy_days(rng, 70, 0.6), as_of) if rng.random() < 0.4 else None
            rows.append(
                {"measure_id": f"{finding.finding_id}-{n}", "finding_id": finding.finding_id, "kind": kind,
                 "content": words.MEASURES[kind].format(aspect=finding.aspect), "due_on": due_on,
                 "done_on": done_on}
            )
    return rows


def rules_made(seed: int, found: Sequence[Finding], taken: Sequence[Mapping]) -> list[dict]:
    """Half of the finished measures that make rules end in a rule of their own; some rules answer no single finding."""
    rng = stream(seed, "rules")
    by_id = {finding.finding_id: finding for finding in found}
    rows = []
    for measure in taken:
        if measure["kind"] != "rules" or measure["done_on"] is None or rng.random() < 0.5:
            continue
        finding = by_id[measure["finding_id"]]
        rows.append(
            {"rule_id": f"ZD{len(rows) + 1:04}", "inspection_id": finding.inspection_id,
             "finding_id": finding.finding_id if rng.random() < 0.85 else None,
             "kind": pick(rng, {"new": 45, "revised": 55}), "issued_on": measure["done_on"],
             "title": f"{finding.inspection.organisation.short_name}{finding.aspect}{rng.choice(words.RULE_TITLES)}"}
        )
    return rows


def _finding(rng: Random, inspection: Inspection, n: int, found_on: date, as_of: date) -> Finding:
    place = inspection.organisation
    channels = CHANNELS_OF_ELEVATED if inspection.kind == "elevated" else CHANNELS
    category = pick(rng, CATEGORIES[inspection.scheme])
    aspect = rng.choice(words.ASPECTS[category])
    nature = pick(rng, NATURES)
    due_on = _due_on(rng, inspection, nature, found_on)
    done_on = _done_on(rng, inspection, nature, found_on, due_on)
    completed_on = known(done_on, as_of)
    special = inspection.kind == "special" and place.school_or_clinic
    livelihood = LIVELIHOOD_OF_SCHOOLS_AND_CLINICS if special else LIVELIHOOD[place.org_class]
    return Finding(
        finding_id=f"{inspection.inspection_id}-{n:02}", inspection_id=inspection.inspection_id, category=category,
        aspect=aspect, scope="common" if rng.random() < 0.36 else "individual", key_focus=rng.random() < 0.14,
        livelihood=rng.random() < livelihood, found_on=found_on, source="inspection",
        description=f"{aspect}{rng.choice(words.FAULTS)}（演示）",
        responsible=pick(rng, {"committee": 52, "secretary": 16, "member": 20, "department": 12}),
        channel=pick(rng, channels), nature=nature, due_on=due_on,
        completion=_completion(rng, inspection, completed_on, as_of), completed_on=completed_on,
        closed_off_on=_closed_off_on(rng, inspection, completed_on, as_of), reopened_on=None,
        reinspection_outcome=None, repeat_of=None,
        withheld_reason=rng.choice(words.WITHHELD) if rng.random() < 0.03 else None, inspection=inspection,
    )


def _due_on(rng: Random, inspection: Inspection, nature: str, found_on: date) -> date | None:
    if nature == "immediate":
        return found_on + days(rng, 10, 20)
    if inspection.feedback_on is None:
        return None
    if nature == "intensive":
        return inspection.intensive_due_on
    if nature == "later":
        return add_months(inspection.feedback_on, rng.choice((6, 6, 9)))
    return add_months(inspection.feedback_on, 12) if rng.random() < 0.5 else None


def _done_on(rng: Random, inspection: Inspection, nature: str, found_on: date, due_on: date | None) -> date | None:
    """The day the problem is reported as put right, which may lie after as_of; nothing: never, or not fed back yet.

    A good organisation is in time more often; what misses its term is late by a log-normal number of days.
    """
    quality = inspection.quality
    in_time = rng.random() < min(0.985, (0.95 if nature == "immediate" else 0.885) + 0.05 * quality)
    late_by = heavy_days(rng, 75 - 15 * max(-1.5, min(1.5, quality)), 0.85)
    never = rng.random() < NEVER_DONE[nature]
    if never or (nature != "immediate" and inspection.feedback_on is None):
        return None
    if nature == "long_term":
        return inspection.feedback_on + timedelta(days=60) + heavy_days(rng, 250, 0.45)
    if not in_time:
        return workday_before(due_on + late_by + timedelta(days=3))
    if nature == "immediate":
        return between(rng, found_on + timedelta(days=1), due_on)
    # Most is reported in the last weeks before the term ends.
    earliest = inspection.feedback_on + timedelta(days=14)
    return workday_before(max(earliest, due_on - timedelta(days=int(rng.expovariate(1 / 17)))))


def _completion(rng: Random, inspection: Inspection, completed_on: date | None, as_of: date) -> str:
    stage = rng.random()
    if completed_on:
        return "done"
    if inspection.feedback_on is None:
        return "not_started" if stage < 0.6 else "in_progress"
    since = (as_of - inspection.feedback_on).days
    if since < 45:
        return "not_started" if stage < 0.4 else "in_progress"
    return "mostly_done" if stage < 0.4 else "in_progress" if stage < 0.96 else "not_started"


def _closed_off_on(rng: Random, inspection: Inspection, completed_on: date | None, as_of: date) -> date | None:
    """The office verifies some weeks after the report, never before the feedback, and not everything."""
    lag, share = heavy_days(rng, 48, 0.6), rng.random()
    if completed_on is None or inspection.feedback_on is None or share > 0.965:
        return None
    return known(max(completed_on, inspection.feedback_on) + lag, as_of)


def _followed_up(rng: Random, drawn: list[Finding], as_of: date) -> list[Finding]:
    """The office goes after what is late: a few organisations still are, some problems get more years, others are done.

    Without it the list of overdue problems would be a list of forgotten ones, eight years old and one per organisation.
    """
    extended = _extended(rng, drawn, as_of)
    late = _late(rng, [finding for finding in drawn if finding.finding_id not in extended], as_of)
    followed = []
    for finding in drawn:
        overdue = finding.due_on is not None and finding.due_on < as_of
        if finding.finding_id in extended:
            due_on = add_months(date(as_of.year, 12, 31), rng.choice((0, 6, 12)))
            finding = replace(finding, due_on=due_on, completion="in_progress", completed_on=None, closed_off_on=None)
        elif finding.finding_id in late:
            completion = pick(rng, {"mostly_done": 45, "in_progress": 50, "not_started": 5})
            finding = replace(finding, completion=completion, completed_on=None, closed_off_on=None)
        elif finding.completed_on is None and (overdue or _settled(finding, as_of)):
            asked_from = (finding.due_on or add_months(finding.inspection.feedback_on, 12)) + timedelta(days=1)
            asked_from = max(asked_from, finding.inspection.feedback_on or finding.found_on)
            done_on = between(rng, asked_from, min(asked_from + timedelta(days=400), as_of))
            finding = replace(
                finding, completion="done", completed_on=done_on,
                closed_off_on=_closed_off_on(rng, finding.inspection, done_on, as_of),
            )
        followed.append(finding)
    return followed


def _settled(finding: Finding, as_of: date) -> bool:
    feedback_on = finding.inspection.feedback_on
    return feedback_on is not None and add_months(feedback_on, 12 * SETTLED_AFTER_YEARS) <= as_of


def _extended(rng: Random, drawn: Sequence[Finding], as_of: date) -> set[str]:
    """The long-term problems whose term was extended: a few of all settled rounds, some of each later one."""
    settled: list[str] = []
    by_round: dict[str, list[str]] = {}
    for finding in drawn:
        feedback_on = finding.inspection.feedback_on
        if finding.nature != "long_term" or feedback_on is None or add_months(feedback_on, 12) >= as_of:
            continue
        mine = settled if _settled(finding, as_of) else by_round.setdefault(finding.inspection.round_id, [])
        mine.append(finding.finding_id)
    chosen = rng.sample(settled, min(EXTENDED_OF_SETTLED, len(settled)))
    for mine in by_round.values():
        chosen += rng.sample(mine, min(EXTENDED_OF_A_ROUND, len(mine)))
    return set(chosen)


def _late(rng: Random, drawn: Sequence[Finding], as_of: date) -> set[str]:
    """The problems that are past their term now: several at a time, in the organisations that rectify worst."""
    chosen: set[str] = set()
    taken: set[str] = set()
    for youngest, oldest, number, most in LATE:
        by_inspection: dict[str, list[Finding]] = {}
        for finding in drawn:
            past = (as_of - finding.due_on).days if finding.due_on else 0
            if youngest <= past <= oldest and finding.inspection.org_id not in taken:
                by_inspection.setdefault(finding.inspection_id, []).append(finding)
        worst_first = sorted(by_inspection.values(), key=lambda mine: (mine[0].inspection.quality, mine[0].finding_id))
        one_each = list({mine[0].inspection.org_id: mine for mine in reversed(worst_first)}.values())[::-1]
        among = one_each[: 2 * number]
        for mine in rng.sample(among, min(number, len(among))):
            taken.add(mine[0].inspection.org_id)
            mine.sort(key=lambda one: (one.completed_on is not None, -(one.completed_on or as_of).toordinal()))
            chosen |= {one.finding_id for one in mine[: rng.randint(1, most)]}
    return chosen


def _repeated(rng: Random, drawn: list[Finding], as_of: date) -> list[Finding]:
    """Re-inspections reopen one in twelve of what they look at again; some new findings repeat an earlier one."""
    position = {finding.finding_id: n for n, finding in enumerate(drawn)}
    by_org: dict[str, list[str]] = {}
    for finding in drawn:
        by_org.setdefault(finding.inspection.org_id, []).append(finding.finding_id)
    inspected = {finding.inspection_id: finding.inspection for finding in drawn}
    for inspection in inspected.values():
        mine = [drawn[position[one]] for one in by_org[inspection.org_id]]
        before = [one for one in mine if one.inspection.onsite_start < inspection.onsite_start]
        new = [one for one in mine if one.inspection_id == inspection.inspection_id]
        for finding in new:
            alike = [one for one in before if one.category == finding.category and one.repeat_of is None]
            # A reopened finding must have been completed, and verified or not, before the team came back.
            lapsed = [
                one for one in alike
                if one.completed_on and one.completed_on < inspection.onsite_start and one.reopened_on is None
                and (one.closed_off_on is None or one.closed_off_on < inspection.onsite_start)
            ]
            chance = rng.random()
            if inspection.kind == "reinspection" and lapsed and chance < 0.12:
                earlier = rng.choice(lapsed)
                drawn[position[earlier.finding_id]] = replace(earlier, reopened_on=known(finding.found_on, as_of))
                before = [drawn[position[one.finding_id]] for one in before]
            elif alike and chance < 0.14:
                earlier = rng.choice(alike)
            else:
                continue
            drawn[position[finding.finding_id]] = replace(finding, repeat_of=earlier.finding_id)
    return drawn


def _told(rng: Random, drawn: list[Finding]) -> list[Finding]:
    """Where each problem came from, and of what a re-inspection found, what had become of the same problem before."""
    by_id = {finding.finding_id: finding for finding in drawn}
    told = []
    for finding in drawn:
        source, chance, outcome = pick(rng, SOURCES), rng.random(), None
        if finding.inspection.kind == "reinspection":
            earlier = by_id.get(finding.repeat_of)
            back = earlier is not None and earlier.reopened_on == finding.found_on
            outcome = "reopened" if back else "not_rectified" if earlier or chance < ON_PAPER_ONLY else "new"
        told.append(replace(finding, source=source, reinspection_outcome=outcome))
    return told
