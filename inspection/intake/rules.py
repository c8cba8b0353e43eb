"""What must hold within one row. A rule that needs two columns names the one to be corrected."""

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from inspection.warehouse.dictionary import Ledger

# What no column's name tells: days that may lie ahead of the as-of day because they are planned, not happened.
PLANNED = {("terms", "ended_on"), ("organisations", "in_scope_to")}


def is_planned(ledger: str, column: str) -> bool:
    """Whether a date column holds a plan or a limit: every …due_on, a term's end, the end of being in scope."""
    return column.endswith("due_on") or (ledger, column) in PLANNED


@dataclass(frozen=True)
class Rule:
    """One rule: `broken(columns)` is true (not null) where a row breaks it; `at` is the column to correct."""

    code: str
    columns: tuple[str, ...]
    broken: Callable[..., pa.Array]
    at: str


def _dates(start: str, end: str) -> Rule:
    return Rule("ends_before_start", (start, end), lambda first, last: pc.less(last, first), end)


def _given_without(value: str):
    return lambda code, other: pc.and_(pc.equal(code, value), pc.is_null(other))


RULES: dict[str, tuple[Rule, ...]] = {
    "terms": (_dates("started_on", "ended_on"),),
    "rounds": (_dates("started_on", "ended_on"),),
    "organisations": (
        Rule("village_without_township", ("org_class", "parent_id"), _given_without("village"), "parent_id"),
        _dates("in_scope_from", "in_scope_to"),
    ),
    "inspections": (_dates("onsite_start", "onsite_end"),),
    "findings": (
        Rule("done_without_date", ("completion", "completed_on"), _given_without("done"), "completed_on"),
    ),
    "clues": (
        Rule(
            "concluded_without_date",
            ("outcome", "concluded_on"),
            lambda outcome, day: pc.and_(pc.not_equal(outcome, "pending"), pc.is_null(day)),
            "concluded_on",
        ),
        Rule(
            "pending_with_date",
            ("outcome", "concluded_on"),
            lambda outcome, day: pc.and_(pc.equal(outcome, "pending"), pc.is_valid(day)),
            "outcome",
        ),
    ),
    "report_scores": (Rule("score_out_of_range", ("score",), lambda score: pc.greater(score, 100), "score"),),
}


def rules_of(ledger: Ledger) -> tuple[Rule, ...]:
    """The rules of a ledger: its own, and that no number is negative but the office's own sorting."""
    numbers = [c.name for c in ledger.columns if c.type in ("int", "decimal") and c.name != "sort_order"]
    negative = tuple(Rule("negative_number", (name,), lambda number: pc.less(number, 0), name) for name in numbers)
    return negative + RULES.get(ledger.name, ())
