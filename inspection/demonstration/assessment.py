"""How the rectification was judged: ballots on the spot, explanations of those ranked last, publications."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from inspection.demonstration.chance import around, days, known, pick, stream, workday
from inspection.demonstration.findings import Finding
from inspection.demonstration.rounds import Inspection

# Voters of each group at one assessment: mean, spread, fewest, most; and how kindly the group votes.
VOTERS = {
    "discipline": (5, 1, 3, 7, -0.25),
    "organisation": (4, 1, 3, 6, -0.1),
    "npc": (7, 1.5, 4, 11, 0.1),
    "cppcc": (6, 1.5, 3, 9, 0.05),
    "supervisor": (4, 1, 2, 6, -0.2),
    "enterprise": (5, 1.5, 2, 8, 0.2),
}
GRADE_VALUES = {"good": 100, "fair": 80, "average": 60, "poor": 0}
QUESTIONS = {"conduct": -0.3, "method": 0.1, "fairness": 0.0, "burden": 0.5, "help": 0.2}
"""What the inspected are asked about a team -> how much harder it is to please them."""
DRAWN_ON = date(2025, 6, 30)
AIRING_BEGAN = date(2025, 4, 9)
AIRED_ROUNDS = ("14-07", "14-09")


@dataclass(frozen=True)
class Assessment:
    """One inspection's ballots on one day: the votes by (voter group, grade)."""

    inspection: Inspection
    held_on: date
    votes: Mapping[tuple[str, str], int]

    @property
    def score(self) -> float:
        """The mean value of the valid votes, 0 to 100; only to say here who ranks last."""
        valid = {grade: sum(n for (_, g), n in self.votes.items() if g == grade) for grade in GRADE_VALUES}
        return sum(GRADE_VALUES[grade] * n for grade, n in valid.items()) / max(1, sum(valid.values()))


def assessments(seed: int, inspected: Sequence[Inspection], as_of: date) -> list[Assessment]:
    """One assessment of each inspection soon after its intensive period, all of a team's on one day.

    The worst of each round are assessed again on another day, months later. A few lack a voter group.
    """
    rng = stream(seed, "ballots")
    by_team: dict[tuple[str, str], list[Inspection]] = {}
    for one in inspected:
        if one.intensive_due_on:
            by_team.setdefault((one.round_id, one.team), []).append(one)
    first: dict[str, list[Assessment]] = {}
    for (round_id, _), team in by_team.items():
        held_on = workday(max(one.intensive_due_on for one in team) + days(rng, 6, 18))
        if held_on <= as_of:
            first.setdefault(round_id, []).extend(_assessment(rng, one, held_on, 0.0) for one in team)
    drawn: list[Assessment] = []
    for of_round in first.values():
        drawn += of_round
        again = sorted(of_round, key=lambda one: (one.score, one.inspection.inspection_id))[: len(of_round) // 15]
        for one in again:
            held_on = workday(one.held_on + days(rng, 75, 110))
            if held_on <= as_of:
                drawn.append(_assessment(rng, one.inspection, held_on, 0.7))
    return drawn


def ballots(held: Sequence[Assessment]) -> list[dict]:
    """The rows of `ballots`: one for each grade that got a vote from a group."""
    return [
        {"inspection_id": one.inspection.inspection_id, "held_on": one.held_on, "voter_group": group,
         "grade": grade, "votes": number}
        for one in held
        for (group, grade), number in one.votes.items()
    ]


def explanations(seed: int, held: Sequence[Assessment], matters: Sequence[Mapping], as_of: date) -> list[dict]:
    """The last tenth of each round explains itself, some still owe it; most who were named report by list."""
    rng = stream(seed, "explanations")
    by_round: dict[str, dict[str, Assessment]] = {}
    for one in held:
        by_round.setdefault(one.inspection.round_id, {}).setdefault(one.inspection.inspection_id, one)
    named = {matter["org_id"] for matter in matters}
    rows = []
    for of_round in by_round.values():
        ranked = sorted(of_round.values(), key=lambda one: (one.score, one.inspection.inspection_id))
        last = max(1, round(len(ranked) / 10))
        for n, one in enumerate(ranked):
            called = rng.random() < (0.75 if n < last else 0.8 if one.inspection.org_id in named else 0.05)
            held_on = known(workday(one.held_on + days(rng, 14, 50)), as_of)
            if called and held_on:
                rows.append({"inspection_id": one.inspection.inspection_id, "held_on": held_on,
                             "kind": "explain" if n < last else "list"})
    return rows


def verifications(seed: int, found: Sequence[Finding], as_of: date) -> list[dict]:
    """The office has drawn sixty closed findings and visited most: what was closed off is not always so. How many of each class
    were closed off and drawn then stands with them."""
    rng = stream(seed, "verifications")
    classes = {
        one.finding_id: one.inspection.organisation.org_class
        for one in found
        if one.closed_off_on and one.closed_off_on <= DRAWN_ON
    }
    closed = list(classes)
    sample = sorted(rng.sample(closed, min(60, len(closed))))
    sizes, drawn = Counter(classes.values()), Counter(classes[id] for id in sample)
    rows = []
    for finding_id in sample:
        of = classes[finding_id]
        verified_on = known(workday(DRAWN_ON + days(rng, 10, 75)), as_of)
        state = pick(rng, {"held": 81, "partly": 12, "not_held": 7})
        rows.append({"sample_id": f"{DRAWN_ON:%Y%m%d}-7C1E", "finding_id": finding_id, "drawn_on": DRAWN_ON,
                     "verified_on": verified_on, "found": state if verified_on else None,
                     "verified_by": pick(rng, {"核验一组": 1, "核验二组": 1}) if verified_on else None,
                     "drawn_class": of, "class_closed": sizes[of], "class_drawn": drawn[of]})
    return rows


def team_reviews(seed: int, inspected: Sequence[Inspection], as_of: date) -> list[dict]:
    """Since the running term the inspected answer five questions about the team when it has fed back: sheets without a name,
    counted by team and round. Where they are too few nothing is entered."""
    rng = stream(seed, "team_reviews")
    groups: dict[tuple[str, str], list[Inspection]] = {}
    for one in inspected:
        if one.round_id.startswith("14-") and one.feedback_on and one.kind != "reinspection":
            groups.setdefault((one.round_id, one.team), []).append(one)
    rows = []
    for (round_id, team), tasks in groups.items():
        collected_on = known(workday(max(one.feedback_on for one in tasks) + days(rng, 10, 25)), as_of)
        sheets = sum(around(rng, 5, 2, 1, 9) for _ in tasks)
        lean = rng.gauss(1.1, 0.35)
        for question, harder in QUESTIONS.items():
            counts = dict.fromkeys((*GRADE_VALUES, "unknown"), 0)
            for _ in range(sheets):
                counts[_grade(rng, lean - harder)] += 1
            if collected_on and sheets - counts["unknown"] >= 5:
                rows += [{"round_id": round_id, "team": team, "question": question, "grade": grade,
                          "collected_on": collected_on, "answers": n} for grade, n in counts.items() if n]
    return rows


def publications(seed: int, inspected: Sequence[Inspection], as_of: date) -> list[dict]:
    """Inside the Party since 2017; to the public, by WeChat and television, since the spring of 2025."""
    rng = stream(seed, "publications")
    published: list[tuple[date, str, str, str, bool | None]] = []
    for one in inspected:
        if one.intensive_due_on is None:
            continue
        told_on = known(workday(one.intensive_due_on + days(rng, 15, 55)), as_of)
        channel = pick(rng, {"meeting": 60, "board": 40})
        if told_on and rng.random() < 0.85:
            published.append((told_on, one.inspection_id, "party", channel, None))
    aired = [one for one in inspected if one.round_id in AIRED_ROUNDS and one.intensive_due_on]
    for n, one in enumerate(aired):
        # One organisation a week, its head before the camera; the Party account first, television some days later.
        on_wechat = AIRING_BEGAN + timedelta(days=7 * n)
        by_head = rng.random() < 0.9
        on_tv = known(on_wechat + days(rng, 2, 4), as_of)
        if on_wechat <= as_of:
            published.append((on_wechat, one.inspection_id, "society", "wechat", by_head))
            if on_tv and rng.random() < 0.7:
                published.append((on_tv, one.inspection_id, "society", "tv", by_head))
    return [
        {"publication_id": f"GK{n:04}", "inspection_id": inspection_id, "kind": kind, "channel": channel,
         "published_on": published_on, "spoken_by_head": by_head}
        for n, (published_on, inspection_id, kind, channel, by_head) in enumerate(sorted(published, key=_in_order), 1)
    ]


def _in_order(published: tuple) -> tuple:
    return published[:4]


def _assessment(rng: Random, one: Inspection, held_on: date, better: float) -> Assessment:
    missing = pick(rng, {"none": 970, "enterprise": 12, "supervisor": 12, "cppcc": 6})
    votes: dict[tuple[str, str], int] = {}
    # What the day itself adds: the report read well or badly.
    level = 1.4 + 0.42 * one.quality + better + rng.gauss(0, 0.2)
    for group, (mean, spread, low, high, lean) in VOTERS.items():
        number = around(rng, mean, spread, low, high)
        if group == missing:
            continue
        counts = dict.fromkeys((*GRADE_VALUES, "unknown"), 0)
        for _ in range(number):
            counts[_grade(rng, level + lean)] += 1
        votes |= {(group, grade): n for grade, n in counts.items() if n}
    return Assessment(one, held_on, votes)


def _grade(rng: Random, level: float) -> str:
    """One voter's grade: what he thinks of it, against where the grades begin."""
    if rng.random() < 0.03:
        return "unknown"
    opinion = level + rng.gauss(0, 1)
    if opinion > 0.9:
        return "good"
    return "fair" if opinion > -0.35 else "average" if opinion > -1.4 else "poor"
