"""Ten questions as data, so that every tool is asked the same: what is counted, by which day, out of what."""

from dataclasses import dataclass
from datetime import date

from inspection.demonstration import AS_OF

Condition = tuple[str, str, object]
"""A column, `in`, `not in` or `<=`, and the values or the day it is compared with; an empty cell holds for none of them."""
CONCLUDED = ("substantiated", "partly", "unsubstantiated", "unable")


@dataclass(frozen=True)
class Question:
    """What one of our indicators says, told as a selection of a ledger's rows.

    `id`: the indicator; `day`: the column it is dated by, on or before the as-of day; `counted`: the conditions of the
    numerator; `out_of`: those of the denominator, None of a count; `adds`: the column that is added up in place of rows;
    `once`: the column whose different values are counted.
    """

    id: str
    ledger: str
    day: str
    counted: tuple[Condition, ...] = ()
    out_of: tuple[Condition, ...] | None = None
    adds: str | None = None
    once: str | None = None


@dataclass(frozen=True)
class Asked:
    """A question by year within a class of organisations, or by class within a year."""

    question: Question
    by: str
    within: object

    @property
    def where(self) -> str:
        return "org_class" if self.by == "year" else "year"


QUESTIONS = (
    Question("findings", "findings", "found_on"),
    Question("completion_rate", "findings", "feedback_on", (("completion", "in", ("done",)), ("completed_on", "<=", AS_OF)), ()),
    Question("closed_off_rate", "findings", "feedback_on", (("closed_off_on", "<=", AS_OF),), ()),
    Question("clues", "clues", "transferred_on"),
    Question(
        "clue_conclusion_rate", "clues", "transferred_on", (("outcome", "in", CONCLUDED), ("concluded_on", "<=", AS_OF)), ()
    ),
    Question("notice_rate", "notices", "issued_on", (("completed_on", "<=", AS_OF),), ()),
    Question(
        "satisfaction_rate", "ballots", "held_on", (("grade", "in", ("good", "fair")),), (("grade", "not in", ("unknown",)),),
        adds="votes",
    ),
    Question("accountable_persons", "accountability", "decided_on", once="person_code"),
    Question("recovered_wan", "recoveries", "recovered_on", adds="amount_wan"),
    Question("rules_made", "rules_made", "issued_on"),
)  # fmt: skip
CLASSES = ("township", "department", "village")
YEARS = (2022, 2023, 2024)
DAY: date = AS_OF


def asked() -> list[Asked]:
    """Every question by year within each class, and by class within each year: no two are the same."""
    return [Asked(one, "year", within) for one in QUESTIONS for within in CLASSES] + [
        Asked(one, "org_class", within) for one in QUESTIONS for within in YEARS
    ]
