"""What came of it: persons held to account, money recovered, notices issued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from inspection.demonstration import words
from inspection.demonstration.cases import Restitution
from inspection.demonstration.chance import between, days, heavy, known, pick, quota, stream, workday
from inspection.demonstration.clues import MIDWAY_STORY_ROUND, Clue
from inspection.demonstration.findings import Finding
from inspection.demonstration.rounds import Inspection

SUMMONED_ON = date(2023, 11, 14)
SUMMONS_BATCH = "2023年11月集中约谈"
SUMMONED = 16
# No notice goes unanswered for longer than this after its term.
UNANSWERED_FOR_DAYS = 365
# Shares of persons; second decisions on the graver forms bring the decisions to about 66, 25, 4 and 5 in a hundred.
FORMS = {"1": 70, "2": 22, "3": 3.6, "4": 4.4}
# The measure of one decision by form. Forms 2 to 4 may come with a second decision on the same person.
MEASURES = {
    "1": {"criticism": 62, "admonition": 30, "organisational": 8},
    "2": {"party": 66, "admin": 18, "organisational": 16},
    "3": {"party": 75, "admin": 25},
    "4": {"party": 35, "custody": 30, "judiciary": 35},
}
SECOND = {"1": {}, "2": {"party": "admin"}, "3": {"party": "admin"}, "4": {"party": "admin", "custody": "judiciary"}}


@dataclass(frozen=True)
class Held:
    """A person to be held to account: why, by whom, and how grave it is (about 0 to 2)."""

    org_id: str
    inspection_id: str | None
    decided_on: date
    gravity: float
    subject_level: str
    clue_id: str | None = None
    matter_id: str | None = None
    notice_id: str | None = None


def notices(seed: int, found: Sequence[Finding], inspected: Sequence[Inspection], as_of: date) -> list[dict]:
    """Notices for problems to be put right at once, proposals after the feedback, and one joint summons."""
    rng = stream(seed, "notices")
    drawn: list[dict] = []
    for finding in found:
        if finding.nature == "immediate" and rng.random() < (0.65 if finding.livelihood else 0.22):
            issued_on = known(workday(finding.found_on + days(rng, 0, 2)), as_of)
            if issued_on:
                drawn.append(_immediate(rng, finding, issued_on))
    for one in inspected:
        if one.feedback_on is None:
            continue
        kind = pick(rng, {"": 70, "deadline": 11, "inspection": 9, "supervision": 6, "urging": 4})
        issued_on = workday(one.intensive_due_on if kind == "urging" else one.feedback_on + days(rng, 3, 40))
        if kind and issued_on <= as_of:
            due_on = issued_on + days(rng, 30, 90)
            drawn.append(
                {"kind": kind, "issued_on": issued_on, "org_id": one.org_id, "inspection_id": one.inspection_id,
                 "problem_kind": rng.choice(words.ASPECTS[f"{one.scheme}-2"]), "due_on": due_on,
                 "completed_on": _in_time_or_not(rng, issued_on, due_on, as_of)}
            )
    drawn += _summons(rng, inspected, as_of)
    drawn.sort(key=lambda notice: (notice["issued_on"], notice["org_id"], notice["kind"]))
    return [{"notice_id": f"WS{n:04}"} | notice for n, notice in enumerate(drawn, 1)]


def accountability(
    seed: int, handled: Sequence[Clue], matters: Sequence[Mapping], issued: Sequence[Mapping],
    inspected: Sequence[Inspection], as_of: date,
) -> list[dict]:
    """The decisions on persons: over verified clues, assigned matters, the joint summons, and the inspections at large.

    A person may get two decisions for one thing (Party and administrative), and another one years later.
    """
    rng = stream(seed, "accountability")
    persons = _over_clues(rng, handled) + _over_matters(rng, matters) + _over_summons(rng, issued)
    persons += _at_large(rng, inspected)
    persons = [person for person in persons if person.decided_on <= as_of]
    forms = sorted(quota(rng, len(persons), FORMS))
    ranked = sorted(range(len(persons)), key=lambda n: (persons[n].gravity, n))
    # The gravest get the gravest form, in the shares of FORMS.
    form_of = dict(zip(ranked, forms, strict=True))
    rows: list[dict] = []
    codes: dict[tuple[str, str], list[str]] = {}
    for n in sorted(range(len(persons)), key=lambda n: (persons[n].decided_on, n)):
        person, form = persons[n], form_of[n]
        # One in twelve, where there is any, is somebody of the same place who was held to account before.
        before = codes.setdefault((person.org_id, person.subject_level), [])
        code = rng.choice(before) if before and rng.random() < 0.08 else f"RY{n + 1:04}"
        before.append(code)
        measure = pick(rng, MEASURES[form])
        second = SECOND[form].get(measure) if rng.random() < 0.35 else None
        rows += [_decision(person, code, form, each) for each in (measure, second) if each]
    return [{"action_id": f"CL{n:04}"} | row for n, row in enumerate(rows, 1)]


def recoveries(seed: int, inspected: Sequence[Inspection], told: Sequence[Restitution], as_of: date) -> list[dict]:
    """Sums recovered: most are small, a few very large; some go back to the people. And those of the cases."""
    rng = stream(seed, "recoveries")
    drawn: list[dict] = []
    share = {"township": 0.75, "county": 0.45, "village": 0.22}
    median = {"township": 5.5, "county": 7.0, "village": 1.6}
    for one in inspected:
        org_class = one.organisation.org_class
        while one.feedback_on and rng.random() < share[org_class]:
            amount = _wan(heavy(rng, median[org_class], 1.45))
            recovered_on = known(workday(one.feedback_on + days(rng, 10, 260)), as_of)
            returned = _wan(float(amount) * rng.choice((0.3, 0.5, 1.0)))
            people = max(1, round(float(returned) * heavy(rng, 5, 0.6)))
            back = rng.random() < (0.3 if org_class == "village" else 0.1)
            if recovered_on:
                drawn.append(
                    {"org_id": one.org_id, "inspection_id": one.inspection_id, "recovered_on": recovered_on,
                     "amount_wan": amount, "returned_wan": min(amount, returned) if back else None,
                     "returned_people": people if back else None}
                )
    drawn += [
        {"org_id": one.org_id, "inspection_id": one.inspection_id, "case_id": one.case_id,
         "recovered_on": one.recovered_on, "amount_wan": one.amount_wan, "returned_wan": one.amount_wan,
         "returned_people": one.people}
        for one in told
    ]
    drawn.sort(key=lambda sum_: (sum_["recovered_on"], sum_["inspection_id"], sum_["amount_wan"]))
    return [{"recovery_id": f"WH{n:04}"} | sum_ for n, sum_ in enumerate(drawn, 1)]


def _wan(amount: float) -> Decimal:
    """An amount in ten thousand yuan, to the hundred yuan, never nothing."""
    return max(Decimal("0.05"), Decimal(round(amount * 100)) / 100).quantize(Decimal("0.01"))


def _immediate(rng: Random, finding: Finding, issued_on: date) -> dict:
    done_on = finding.completed_on and max(issued_on, finding.completed_on)
    matters = int(pick(rng, {"1": 58, "2": 24, "3": 11, "5": 5, "9": 2}))
    beneficiaries = round(heavy(rng, 120, 1.1))
    solved = done_on is not None and finding.livelihood
    kinds = words.LIVELIHOOD_MATTERS if finding.livelihood else (finding.aspect,)
    return {
        "kind": "immediate", "issued_on": issued_on, "org_id": finding.inspection.org_id,
        "inspection_id": finding.inspection_id, "problem_kind": rng.choice(kinds),
        "due_on": max(issued_on, finding.due_on), "completed_on": done_on,
        "matters_solved": matters if solved else None, "beneficiaries": beneficiaries if solved else None,
    }


def _in_time_or_not(rng: Random, issued_on: date, due_on: date, as_of: date) -> date | None:
    late = rng.random() < 0.12
    never = rng.random() < 0.15 and (as_of - due_on).days < UNANSWERED_FOR_DAYS
    done_on = due_on + days(rng, 5, 120) if late else between(rng, issued_on + timedelta(days=10), due_on)
    return None if never else known(workday(done_on) if late else done_on, as_of)


def _summons(rng: Random, inspected: Sequence[Inspection], as_of: date) -> list[dict]:
    """The joint summons of many organisations over common problems, all on one day."""
    recent = [
        one for one in inspected
        if one.feedback_on and one.feedback_on < SUMMONED_ON and one.round_id in ("14-04", "14-05")
        and one.organisation.org_class != "county"
    ]
    rows = []
    for one in rng.sample(recent, SUMMONED):
        for problem_kind in rng.sample(words.SUMMONS_KINDS, rng.choice((1, 1, 2))):
            due_on = SUMMONED_ON + timedelta(days=60)
            rows.append(
                {"kind": "deadline", "issued_on": SUMMONED_ON, "org_id": one.org_id,
                 "inspection_id": one.inspection_id, "batch": SUMMONS_BATCH, "problem_kind": problem_kind,
                 "due_on": due_on, "completed_on": _in_time_or_not(rng, SUMMONED_ON, due_on, as_of)}
            )
    return rows


def _over_clues(rng: Random, handled: Sequence[Clue]) -> list[Held]:
    persons = []
    for clue in handled:
        if not clue.verified:
            continue
        number = clue.persons if clue.outcome == "substantiated" else 1
        # Who has a case filed is rarely let off.
        for _ in range(number if clue.case_filed_on or rng.random() < 0.7 else 0):
            decided_on = workday(max(clue.case_filed_on or clue.concluded_on, clue.concluded_on) + days(rng, 2, 45))
            gravity = rng.random() + (1.0 if clue.case_filed_on else 0.35)
            if clue.midway and clue.inspection.round_id == MIDWAY_STORY_ROUND:
                # The village story tells of cadres punished, which must not hang on the draw: grave, not for court.
                gravity = 1.4
            persons.append(Held(clue.inspection.org_id, clue.inspection_id, decided_on, gravity, clue.subject_level,
                                clue_id=clue.clue_id))
    return persons


def _over_matters(rng: Random, matters: Sequence[Mapping]) -> list[Held]:
    persons = []
    for matter in matters:
        for _ in range(int(pick(rng, {"0": 62, "1": 28, "2": 10}))):
            decided_on = workday(matter["due_on"] - days(rng, 0, 25))
            level = _level(rng, matter["org_id"])
            persons.append(Held(matter["org_id"], None, decided_on, 0.3 + 0.7 * rng.random(), level,
                                matter_id=matter["matter_id"]))
    return persons


def _over_summons(rng: Random, issued: Sequence[Mapping]) -> list[Held]:
    """Within a week of the joint summons one or two persons of most organisations were held to account."""
    persons = []
    for notice in issued:
        if notice.get("batch") == SUMMONS_BATCH:
            for _ in range(int(pick(rng, {"0": 30, "1": 50, "2": 20}))):
                level = _level(rng, notice["org_id"])
                persons.append(Held(notice["org_id"], notice["inspection_id"], SUMMONED_ON + days(rng, 1, 3),
                                    0.2 + 0.8 * rng.random(), level, notice_id=notice["notice_id"]))
    return persons


def _at_large(rng: Random, inspected: Sequence[Inspection]) -> list[Held]:
    persons = []
    for one in inspected:
        if one.feedback_on is None:
            continue
        mean = {"township": 2.0, "county": 1.1, "village": 0.35}[one.organisation.org_class]
        for _ in range(min(6, int(rng.expovariate(1 / mean)))):
            decided_on = workday(one.feedback_on + days(rng, 15, 130))
            persons.append(Held(one.org_id, one.inspection_id, decided_on, 0.8 * rng.random(), _level(rng, one.org_id)))
    return persons


def _level(rng: Random, org_id: str) -> str:
    if org_id.startswith("V"):
        return pick(rng, {"village_cadre": 92, "other": 8})
    return pick(rng, {"county_managed": 20, "general": 76, "other": 4})


def _decision(person: Held, code: str, form: str, measure: str) -> dict:
    return {
        "person_code": code, "org_id": person.org_id, "inspection_id": person.inspection_id,
        "clue_id": person.clue_id, "matter_id": person.matter_id, "notice_id": person.notice_id,
        "decided_on": person.decided_on, "form": form, "measure": measure, "subject_level": person.subject_level,
    }
