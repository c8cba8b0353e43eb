"""Composing around the files of queries/checks/: the rows that break a rule, how many there are, and the ledger rows behind."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from inspection.warehouse.compose import _head
from inspection.warehouse.dictionary import Ledger
from inspection.warehouse.settings import Settings


def _previous_rows(previous: Mapping[str, int] | None, params: dict[str, object]) -> str:
    """The relation `previous_rows(ledger, row_count)`: how many rows each ledger had in the version before, if any."""
    rows = []
    for at, (ledger, count) in enumerate((previous or {}).items()):
        params |= {f"prev_l{at}": ledger, f"prev_n{at}": count}
        rows.append(f"(cast($prev_l{at} as varchar), cast($prev_n{at} as bigint))")
    given = f"values {', '.join(rows)}" if rows else "select cast(null as varchar), cast(null as bigint) where false"
    return f"previous_rows(ledger, row_count) as ({given})"


def _check_head(
    text: str, as_of: date, previous: Mapping[str, int] | None, settings: Settings
) -> tuple[str, dict[str, object]]:
    params: dict[str, object] = {"as_of": as_of}
    given = [_previous_rows(previous, params)] if re.search(r"\bprevious_rows\b", text) else []
    return _head(text, settings, params, given), params


def violating(
    statement: str, *, as_of: date, previous: Mapping[str, int] | None, settings: Settings, limit: int | None = None
) -> tuple[str, dict[str, object]]:
    """The statement of a check of queries/checks/ as it stands, and its parameters; the order is its own."""
    head, params = _check_head(statement, as_of, previous, settings)
    limited = f"\nlimit {int(limit)}" if limit is not None else ""
    return f"{head}select v.* from (\n{statement}\n) v{limited}", params


def violation_counts(
    statements: Mapping[str, str], *, as_of: date, previous: Mapping[str, int] | None, settings: Settings
) -> tuple[str, dict[str, object]]:
    """One statement that counts the rows of many checks: columns id and violations, one row per check."""
    parts = [
        f"select '{id}' as id, count(*) as violations from (\n{statement}\n) v" for id, statement in statements.items()
    ]
    text = "\nunion all\n".join(parts)
    head, params = _check_head(text, as_of, previous, settings)
    return f"{head}{text}", params


def _organisation_of(ledger: Ledger) -> tuple[list[str], str | None]:
    """The joins from a row `l` of a ledger to the organisation it is about, and that organisation's id; None: none."""
    if ledger.has("org_id"):
        return [], "l.org_id"
    if ledger.has("inspection_id"):
        return ["left join inspections i on i.inspection_id = l.inspection_id"], "i.org_id"
    if ledger.name == "clue_reviews":
        steps = ["left join clues c on c.clue_id = l.clue_id"]
        return [*steps, "left join inspections i on i.inspection_id = c.inspection_id"], "i.org_id"
    if ledger.name in ("measures", "verifications"):
        steps = ["left join findings f on f.finding_id = l.finding_id"]
        return [*steps, "left join inspections i on i.inspection_id = f.inspection_id"], "i.org_id"
    if ledger.name == "case_quantities":
        return ["left join cases c on c.case_id = l.case_id"], "c.org_id"
    return [], None


def violating_rows(
    statement: str,
    columns: Sequence[str],
    ledger: Ledger,
    *,
    as_of: date,
    previous: Mapping[str, int] | None,
    settings: Settings,
    limit: int,
) -> tuple[str, dict[str, object]]:
    """The ledger rows that break a check: org_name where there is one, the check's columns, the ledger's other ones.

    `columns` are those the statement returns. For a mart: secret columns of the ledger are left out.
    """
    head, params = _check_head(statement, as_of, previous, settings)
    joins, org_id = _organisation_of(ledger)
    named = org_id is not None and not ledger.has("name")
    shown = ["n.name as org_name"] if named else []
    shown += [f"v.{name} as {name}" for name in columns]
    shown += [f"l.{c.name} as {c.name}" for c in ledger.columns if not c.secret and c.name not in columns]
    matched = " and ".join(f"l.{c.name} = v.{c.name}" for c in ledger.key)
    steps = [*joins, f"left join organisations n on n.org_id = {org_id}"] if named else []
    order = ", ".join(f"l.{c.name}" for c in ledger.key)
    text = (
        f"{head}select {', '.join(shown)}\nfrom (\n{statement}\n) v\njoin {ledger.name} l on {matched}\n"
        + "".join(f"{step}\n" for step in steps)
        + f"order by {order}\nlimit {int(limit)}"
    )
    return text, params
