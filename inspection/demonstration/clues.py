"""The clues transferred, how they were handled, and the reviews of those found unsubstantiated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from inspection.demonstration import words
from inspection.demonstration.chance import between, days, heavy_days, known, pick, quota, stream, workday
from inspection.demonstration.findings import Finding
from inspection.demonstration.rounds import Inspection

# What share of a year's clues will in the end be verified (wholly or partly): the office gets better at it.
VERIFIED = {
    2016: 0.35, 2017: 0.38, 2018: 0.41, 2019: 0.44, 2020: 0.46, 2021: 0.48, 2022: 0.50, 2023: 0.51, 2024: 0.575,
    2025: 0.57,
}
# How many days a department needs, against the common median; one of them is slow.
PACE = (0.85, 1.0, 1.45, 0.8, 1.05, 1.0, 1.15)
# The village in which clues were transferred on the spot and village cadres punished for them.
MIDWAY_STORY_ROUND = "14-05"
MIDWAY_STORY_CLUES = 4
# What share is transferred while the team is still there: it became the rule of late.
MIDWAY, MIDWAY_OF_LATE, OF_LATE = 0.17, 0.4, date(2025, 1, 1)
# Shelved clues of more years than these have been taken up again.
SHELVED_FOR_YEARS = 3
# How old a clue without a disposal gets before somebody asks, and what share of those past the limit lies that long.
ASKED_AFTER_DAYS = 75
LEFT_LYING = 0.5


@dataclass(frozen=True)
class Clue:
    """One row of `clues`, with the inspection it came from."""

    clue_id: str
    inspection_id: str
    transferred_on: date
    midway: bool
    persons: int
    subject_level: str
    discipline: str
    handover_opinion: str
    handler: str
    disposal: str | None
    disposed_on: date | None
    outcome: str
    concluded_on: date | None
    case_filed_on: date | None
    summary: str
    subject_name: str
    inspection: Inspection

    @property
    def verified(self) -> bool:
        return self.outcome in ("substantiated", "partly")


def clues(seed: int, found: Sequence[Finding], as_of: date) -> list[Clue]:
    """One clue for each finding that is handed on, in the order of transfer."""
    rng = stream(seed, "clues")
    story = next(one.inspection_id for one in found if one.inspection.round_id == MIDWAY_STORY_ROUND)
    transfers = []
    told = 0
    for finding in found:
        inspection = finding.inspection
        in_story = inspection.inspection_id == story and told < MIDWAY_STORY_CLUES
        if finding.channel != "transfer" and not in_story:
            continue
        told += in_story
        midway = in_story or rng.random() < (MIDWAY_OF_LATE if finding.found_on >= OF_LATE else MIDWAY)
        after = workday(inspection.reported_on + days(rng, 4, 24)) if inspection.reported_on else None
        soonest = min(finding.found_on + timedelta(days=2), inspection.leaves_on)
        on_the_spot = between(rng, soonest, inspection.leaves_on)
        transferred_on = known(on_the_spot if midway else after, as_of)
        if transferred_on:
            transfers.append((transferred_on, finding.finding_id, finding, midway, in_story))
    transfers.sort(key=lambda transfer: transfer[:2])
    outcomes = _outcomes(rng, [transfer[0] for transfer in transfers])
    drawn = []
    for n, ((transferred_on, _, finding, midway, in_story), outcome) in enumerate(zip(transfers, outcomes, strict=True), 1):
        clue_id = f"XS{transferred_on.year}{n:04}"
        eventual = "substantiated" if in_story else outcome
        clue = _clue(rng, clue_id, finding, transferred_on, midway, eventual, as_of)
        drawn.append(_by_then(_hastened(clue) if in_story else clue, as_of))
    return drawn


def clue_reviews(seed: int, handled: Sequence[Clue], as_of: date) -> list[dict]:
    """Each year a panel looks again at half of what was found unsubstantiated; few outcomes change.

    A review never changes the clue's own row: the new outcome stands in the review.
    """
    rng = stream(seed, "clue_reviews")
    rows = []
    waiting = [clue for clue in handled if clue.outcome == "unsubstantiated"]
    for year in range(2017, as_of.year + 1):
        for begins in (date(year, 6, 18), date(year, 11, 20)):
            seen = [clue for clue in waiting if clue.concluded_on < begins]
            waiting = [clue for clue in waiting if clue.concluded_on >= begins]
            for clue in seen:
                reviewed_on = known(workday(begins + days(rng, 0, 6)), as_of)
                if reviewed_on is None or rng.random() > 0.55:
                    continue
                conclusion = pick(rng, {"upheld": 78, "supplement": 13, "changed": 9})
                faulty = conclusion != "upheld" or rng.random() < 0.12
                problem = pick(rng, {"procedure": 34, "evidence": 30, "characterisation": 12, "incomplete": 24})
                new = pick(rng, {"substantiated": 40, "partly": 60})
                rows.append(
                    {"review_id": f"PC{len(rows) + 1:03}", "clue_id": clue.clue_id, "reviewed_on": reviewed_on,
                     "problem": problem if faulty else None, "conclusion": conclusion,
                     "new_outcome": new if conclusion == "changed" else None}
                )
    return rows


def _outcomes(rng: Random, transferred: Sequence[date]) -> list[str]:
    """The outcome each clue will have in the end, year by year by quota: the trend must not drown in small numbers."""
    outcomes: list[str] = []
    for year in sorted({day.year for day in transferred}):
        number = sum(day.year == year for day in transferred)
        verified = VERIFIED[year]
        shares = {"verified": verified, "unable": 0.05, "unsubstantiated": 0.95 - verified}
        for outcome in quota(rng, number, shares):
            split = {"substantiated": 68, "partly": 32}
            outcomes.append(pick(rng, split) if outcome == "verified" else outcome)
    return outcomes


def _clue(
    rng: Random, clue_id: str, finding: Finding, transferred_on: date, midway: bool, outcome: str, as_of: date
) -> Clue:
    """The clue with all that will ever happen to it; `_by_then` takes away what has not happened yet."""
    inspection = finding.inspection
    org_class = inspection.organisation.org_class
    levels = {
        "village": {"village_cadre": 88, "other": 8, "general": 4},
        "township": {"county_managed": 22, "general": 48, "village_cadre": 26, "other": 4},
        "county": {"county_managed": 20, "general": 72, "other": 8},
    }
    handler = rng.randrange(len(words.HANDLERS))
    disposed_on = workday(transferred_on + heavy_days(rng, 17, 0.55))
    disposal = pick(rng, {"verification": 58, "inquiry": 34, "shelved": 3, "closed": 5})
    age = (as_of - transferred_on).days
    if disposal == "shelved" and age > 365 * SHELVED_FOR_YEARS:
        disposal = "verification"
    undecided = rng.random() < LEFT_LYING and 30 < age <= ASKED_AFTER_DAYS
    pace = PACE[handler] * {"verification": 1.08, "inquiry": 0.62, "shelved": 1.0, "closed": 0.4}[disposal]
    concluded_on = workday(max(transferred_on + heavy_days(rng, 155 * pace, 0.62), disposed_on))
    if disposal == "closed" and outcome != "unsubstantiated":
        # Closing without action is for what has no substance.
        disposal = "inquiry"
    if disposal == "shelved" or undecided:
        # Shelved is not concluded: it stays pending until somebody takes it up again.
        outcome, concluded_on = "pending", None
    filed = outcome in ("substantiated", "partly") and disposal == "verification" and rng.random() < 0.85
    case_filed_on = workday(disposed_on + (concluded_on - disposed_on) * rng.uniform(0.45, 0.95)) if filed else None
    return Clue(
        clue_id=clue_id, inspection_id=inspection.inspection_id, transferred_on=transferred_on, midway=midway,
        persons=int(pick(rng, {"1": 76, "2": 16, "3": 6, "5": 2})), subject_level=pick(rng, levels[org_class]),
        discipline=pick(rng, {"integrity": 38, "mass": 20, "work": 24, "organisational": 8, "life": 5, "political": 5}),
        handover_opinion=pick(rng, {"further": 55, "attention": 30, "reference": 15}), handler=words.HANDLERS[handler],
        disposal=None if undecided else disposal, disposed_on=None if undecided else disposed_on, outcome=outcome,
        concluded_on=concluded_on, case_filed_on=case_filed_on, summary=f"{rng.choice(words.SUMMARIES)}（演示）",
        subject_name=f"{rng.choice(words.SURNAMES)}某某", inspection=inspection,
    )


def _hastened(clue: Clue) -> Clue:
    """A clue of the village story: verified, filed and concluded within weeks of its transfer."""
    return replace(
        clue, subject_level="village_cadre", discipline="mass", handler=words.HANDLERS[6], disposal="verification",
        persons=1, outcome="substantiated", disposed_on=workday(clue.transferred_on + timedelta(days=3)),
        case_filed_on=workday(clue.transferred_on + timedelta(days=16)),
        concluded_on=workday(clue.transferred_on + timedelta(days=47)),
    )


def _by_then(clue: Clue, as_of: date) -> Clue:
    """The clue as its row stands at as_of."""
    disposed_on = known(clue.disposed_on, as_of)
    concluded_on = known(clue.concluded_on, as_of)
    return replace(
        clue, disposed_on=disposed_on, disposal=clue.disposal if disposed_on else None, concluded_on=concluded_on,
        outcome=clue.outcome if concluded_on else "pending", case_filed_on=known(clue.case_filed_on, as_of),
    )
