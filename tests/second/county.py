"""A county as the second implementation sees it: ledgers as lists of dicts, and the items counted in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from inspection.warehouse.dictionary import dictionary

Row = dict[str, object]
Count = int | Decimal


def columns_of(ledger: str) -> list[str]:
    return [column.name for column in dictionary().ledgers[ledger].columns]


class County:
    """The ledgers of one county as lists of dicts, made up to a day (an office's version's, here mostly that of
    `memory_mart`); a ledger that is absent is empty."""

    def __init__(self, ledgers: Mapping[str, list[tuple]], made_up_to: date = date(2025, 9, 30)):
        self.rows: dict[str, list[Row]] = {
            name: [dict(zip(columns_of(name), row, strict=True)) for row in ledgers.get(name, [])]
            for name in dictionary().ledgers
        }
        for row in (*self.rows["clues"], *self.rows["findings"]):
            row["made_up_to"] = made_up_to
        self.inspections = {row["inspection_id"]: row for row in self.rows["inspections"]}
        self.organisations = {row["org_id"]: row for row in self.rows["organisations"]}
        self.rounds = {row["round_id"]: row for row in self.rows["rounds"]}
        self.meetings = {row["meeting_id"]: row for row in self.rows["meetings"]}
        self.notices = {row["notice_id"]: row for row in self.rows["notices"]}
        self.cases = {row["case_id"]: row for row in self.rows["cases"]}
        self.clues = {row["clue_id"]: row for row in self.rows["clues"]}

    def term_running_on(self, day: date | None) -> int | None:
        """The term running on that day; where two meet on one day, the one that began later. None on an unknown day."""
        if day is None:
            return None
        running = [
            (term["started_on"], term["term_no"])
            for term in self.rows["terms"]
            if term["started_on"] <= day and (term["ended_on"] is None or term["ended_on"] >= day)
        ]
        return max(running)[1] if running else None


@dataclass(frozen=True)
class Item:
    """One thing counted. `term_no` is given only where an item belongs to a whole term instead of a day. `undated`: 1
    where its outcome is known and its day is not, and that matters."""

    dated_on: date | None
    org_id: str | None
    inspection_id: str | None
    round_id: str | None
    numerator: Count
    denominator: int | None = None
    pending: int | None = None
    own: Row = field(default_factory=dict)
    term_no: int | None = None
    thing: object = None
    undated: int = 0
