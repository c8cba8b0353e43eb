"""The demonstration county: two terms of one invented county, all 25 ledgers, from a fixed seed.

Everything here is invented. The figures lie in the ranges that county offices publish; no place, organisation or
person is meant.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from inspection.demonstration import assessment, clues, findings, outcomes, places, rounds, sessions, team
from inspection.demonstration.cases import cases
from inspection.demonstration.notes import notes
from inspection.demonstration.words import COUNTY, PUBLIC_ACCOUNT
from inspection.warehouse.dictionary import dictionary

__all__ = ["AS_OF", "COUNTY", "PUBLIC_ACCOUNT", "Ledgers", "county"]

Ledgers = dict[str, list[tuple]]
AS_OF = date(2025, 9, 30)


def county(seed: int = 20250930) -> tuple[Ledgers, date]:
    """All 25 ledgers of the demonstration county and the day as of which they stand.

    Rows are tuples in the order of the ledger's columns, with Python values. The same seed gives the same rows on
    every machine; the day does not depend on the clock. Nothing has happened after that day: only due dates lie later.
    """
    in_scope = places.organisations(seed)
    held = rounds.rounds(seed, AS_OF)
    inspected = rounds.inspections(seed, in_scope, held, AS_OF)
    found = findings.findings(seed, inspected, AS_OF)
    measures = findings.measures(seed, found, AS_OF)
    handled = clues.clues(seed, found, AS_OF)
    sat = sessions.meetings(seed, held, AS_OF)
    matters = sessions.assigned_matters(seed, sat, inspected, AS_OF)
    issued = outcomes.notices(seed, found, inspected, AS_OF)
    told, quantities, restitutions = cases(inspected, AS_OF)
    assessed = assessment.assessments(seed, inspected, AS_OF)
    records: dict[str, Iterable[Mapping]] = {
        "terms": rounds.terms(),
        "rounds": map(vars, held),
        "organisations": map(vars, in_scope),
        "inspections": map(vars, inspected),
        "findings": map(vars, found),
        "measures": measures,
        "clues": map(vars, handled),
        "clue_reviews": clues.clue_reviews(seed, handled, AS_OF),
        "accountability": outcomes.accountability(seed, handled, matters, issued, inspected, AS_OF),
        "recoveries": outcomes.recoveries(seed, inspected, restitutions, AS_OF),
        "notices": issued,
        "rules_made": findings.rules_made(seed, found, measures),
        "meetings": sat,
        "assigned_matters": matters,
        "ballots": assessment.ballots(assessed),
        "explanations": assessment.explanations(seed, assessed, matters, AS_OF),
        "publications": assessment.publications(seed, inspected, AS_OF),
        "talent_pool": team.talent_pool(seed, AS_OF),
        "staff_events": team.staff_events(seed, held, inspected, AS_OF),
        "report_scores": team.report_scores(seed, inspected),
        "cases": told,
        "case_quantities": quantities,
        "verifications": assessment.verifications(seed, found, AS_OF),
        "notes": notes(),
        "team_reviews": assessment.team_reviews(seed, inspected, AS_OF),
    }
    return {name: _rows(name, records[name]) for name in dictionary().ledgers}, AS_OF


def _rows(ledger: str, records: Iterable[Mapping]) -> list[tuple]:
    """The records as rows: values in the order of the contract's columns, what a record leaves out is empty.

    A record may know more than its ledger (how well an organisation rectifies): that stays behind here.
    """
    columns = [column.name for column in dictionary().ledgers[ledger].columns]
    return [tuple(record.get(column) for column in columns) for record in records]
