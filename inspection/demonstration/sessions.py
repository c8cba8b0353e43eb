"""The sessions that heard reports, and the matters assigned there by name."""

from collections.abc import Sequence
from datetime import date
from random import Random

from inspection.demonstration import words
from inspection.demonstration.chance import days, heavy_days, known, pick, stream, workday
from inspection.demonstration.rounds import Inspection, Round

# A matter named by the secretary is not owing for longer than this after its term.
OWING_FOR_DAYS = 300


def meetings(seed: int, held: Sequence[Round], as_of: date) -> list[dict]:
    """Three sessions for each round, and each December a leading-group session on the progress of clues alone."""
    rng = stream(seed, "meetings")
    sat: list[tuple[date, str, str | None]] = []
    for one in held:
        sat += [
            (one.heard_by_leading_group, "leading_group", one.round_id),
            (one.heard_by_secretary, "secretary", one.round_id),
            (one.heard_by_standing_committee, "standing", one.round_id),
        ]
    sat += [(workday(date(year, 12, 3) + days(rng, 0, 18)), "leading_group", None) for year in range(2017, 2025)]
    sat.sort(key=lambda session: (session[0], session[1]))
    happened = [session for session in sat if session[0] <= as_of]
    return [
        {"meeting_id": f"HY{n:03}", "kind": kind, "held_on": held_on, "round_id": round_id}
        for n, (held_on, kind, round_id) in enumerate(happened, 1)
    ]


def assigned_matters(seed: int, sat: Sequence[dict], inspected: Sequence[Inspection], as_of: date) -> list[dict]:
    """At a secretary's session three to eight persons, matters or problems are named, each of an organisation heard."""
    rng = stream(seed, "assigned_matters")
    rows: list[dict] = []
    for meeting in sat:
        if meeting["kind"] != "secretary":
            continue
        heard = [one for one in inspected if one.round_id == meeting["round_id"]]
        for one in rng.sample(heard, min(len(heard), rng.randint(3, 8))):
            rows.append(_matter(rng, f"JB{len(rows) + 1:03}", meeting, one, as_of))
    return rows


def _matter(rng: Random, matter_id: str, meeting: dict, one: Inspection, as_of: date) -> dict:
    due_on = meeting["held_on"] + days(rng, 30, 90)
    late = rng.random() < 0.17 - 0.05 * one.quality
    done_on = due_on + heavy_days(rng, 75, 0.9) if late else due_on - days(rng, 0, 25)
    # Nothing a secretary named is owing for years: what is, is of the last sessions.
    owing = rng.random() < 0.25 and (as_of - due_on).days < OWING_FOR_DAYS
    return {
        "matter_id": matter_id, "meeting_id": meeting["meeting_id"], "org_id": one.org_id,
        "kind": pick(rng, {"person": 28, "matter": 42, "problem": 30}), "due_on": due_on,
        "completed_on": None if owing else known(workday(done_on), as_of),
        "content": rng.choice(words.MATTERS).format(aspect=rng.choice(words.ASPECTS[f"{one.scheme}-2"])),
    }
