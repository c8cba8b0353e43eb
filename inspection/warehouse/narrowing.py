"""Narrowing to filters: a condition on a dimension's values, and the ledgers as far as they belong to what is chosen."""

from collections.abc import Mapping, Sequence

from inspection.warehouse.dictionary import dictionary

OF_ORGANISATION = {
    "org_class": "o.org_class",
    "sector": "o.sector",
    "parent": "o.parent_id",
    "village_class": "o.village_class",
}
OF_INSPECTION = {"team": "i.team", "kind": "i.kind"}

SCOPE_DIMENSIONS = ("term", "round", "org", *OF_ORGANISATION, *OF_INSPECTION)
"""By what the rows that a table reads can be narrowed."""


def among(values: Sequence[object], expression: str, name: str, params: dict[str, object]) -> str:
    """A condition that the expression is one of the values; None among them stands for the empty group."""
    marks = []
    for value in values:
        if value is not None:
            mark = f"{name}_{len(marks)}"
            params[mark] = value
            marks.append(f"${mark}")
    conditions = [f"{expression} in ({', '.join(marks)})"] if marks else []
    if None in values:
        conditions.append(f"{expression} is null")
    return f"({' or '.join(conditions) or 'false'})"


def scopes(where: Mapping[str, Sequence[object]], params: dict[str, object]) -> dict[str, str]:
    """Ledger name -> a select that narrows it to the filters; a CTE of the ledger's own name then stands for it."""
    columns = {"org": "org_id", "parent": "parent_id", "round": "round_id", "term": "term_no"}

    def conditions(names: set[str]) -> list[str]:
        return [among(v, f"x.{columns.get(d, d)}", f"f_{d}", params) for d, v in where.items() if d in names]

    of_organisation = conditions({"org", *OF_ORGANISATION})
    of_round = conditions({"round", "term"})
    of_inspection = conditions(set(OF_INSPECTION))
    found: dict[str, str] = {}
    if of_organisation:
        found["organisations"] = f"select x.* from organisations x where {' and '.join(of_organisation)}"
    if of_round:
        found["rounds"] = f"select x.* from rounds x where {' and '.join(of_round)}"
    by_inspection = list(of_inspection)
    if of_organisation:
        by_inspection.append("x.org_id in (select n.org_id from organisations n)")
    if of_round:
        by_inspection.append("x.round_id in (select n.round_id from rounds n)")
    if by_inspection:
        found["inspections"] = f"select x.* from inspections x where {' and '.join(by_inspection)}"
    inside = "x.inspection_id in (select n.inspection_id from inspections n)"
    for ledger in dictionary().ledgers.values():
        if ledger.name in ("organisations", "rounds", "inspections", "terms") or not where:
            continue
        parts = []
        if ledger.name == "notes":  # what names no organisation or round is of all of them
            parts += ["(x.org_id is null or x.org_id in (select n.org_id from organisations n))"] if of_organisation else []
            parts += ["(x.round_id is null or x.round_id in (select n.round_id from rounds n))"] if of_round else []
        elif ledger.has("org_id"):
            parts += ["x.org_id in (select n.org_id from organisations n)"] if of_organisation else []
            if ledger.has("inspection_id") and (of_round or of_inspection):
                # a decision may follow from a clue without naming the inspection
                of_clue = " or x.clue_id in (select n.clue_id from clues n)" if ledger.has("clue_id") else ""
                parts.append(f"({inside}{of_clue})")
        elif ledger.has("inspection_id"):
            parts = [inside]
        elif ledger.has("round_id"):
            parts += ["x.round_id in (select n.round_id from rounds n)"] if of_round else []
        elif ledger.name == "clue_reviews":
            parts = ["x.clue_id in (select n.clue_id from clues n)"]
        elif ledger.name in ("measures", "verifications"):
            parts = ["x.finding_id in (select n.finding_id from findings n)"]
        elif ledger.name == "case_quantities":
            parts = ["x.case_id in (select n.case_id from cases n)"]
        if parts:
            found[ledger.name] = f"select x.* from {ledger.name} x where {' and '.join(parts)}"
    return found
