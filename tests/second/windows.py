"""The second implementation of the time a thing is given before it is counted in what is compared."""

from datetime import date, timedelta

from tests.second.county import Item

PAST_DUE = "past due"
DAYS: dict[str, int | str] = {
    "completion_rate": 90,
    "closed_off_rate": 90,
    "immediate_rate": 30,
    "notice_rate": 90,
    "assigned_matter_rate": 90,
    "on_time_rate": PAST_DUE,
    "overdue_rate": PAST_DUE,
    "completion_within_month": 30,
    "reopened_rate": 365,
    "clue_review_rate": 180,
    "clue_verification_rate": 365,
    "clue_verification_of_transferred": 365,
    "clue_verification_within_year": 365,
    "clue_conclusion_rate": 365,
    "clue_case_filing_rate": 365,
}
DUE = ("immediate_rate", "notice_rate", "assigned_matter_rate")
"""Those of which a thing with a due date has its time until then instead."""


def had_its_time(name: str, item: Item, as_of: date) -> bool:
    """Whether a thing of that indicator is old enough on the day to be compared; one that needs no time always is."""
    days = DAYS.get(name)
    if days is None:
        return True
    if item.dated_on is None:
        return False
    if days == PAST_DUE:
        return item.own["due_on"] < as_of
    if name in DUE and item.own["due_on"] is not None:
        return item.own["due_on"] < as_of
    return item.dated_on + timedelta(days=days) <= as_of
