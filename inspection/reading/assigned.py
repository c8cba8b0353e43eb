"""The matters assigned at meetings that are still open, whose they are and since when; the findings that came back."""

import pandas as pd

from inspection.indicators import TableColumn
from inspection.reading.answers import Source, rows_of
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import columns_of_rows, named_column, whole_number
from inspection.warehouse import dictionary

MATTERS = "assigned_matter_rate"


@kept
def open_matters(view: View, source: Source) -> pd.DataFrame:
    """The matters assigned within the view and not completed, the longest overdue first: the columns of their ledger, the
    meeting's day and kind (assigned_on, meeting_kind), and days_overdue (0 where the time is not over, or none was set)."""
    frame = rows_of(view, source, MATTERS, None)
    frame = frame[frame["completed_on"].isna()]
    meetings = source.mart.ledger("meetings")
    held, kinds = (dict(zip(meetings["meeting_id"], meetings[name], strict=True)) for name in ("held_on", "kind"))
    days = (pd.Timestamp(view.as_of) - pd.to_datetime(frame["due_on"])).dt.days.clip(lower=0).fillna(0).astype("int64")
    made = frame.assign(
        assigned_on=pd.to_datetime([held.get(id) for id in frame["meeting_id"]]),
        meeting_kind=pd.Series([kinds.get(id) for id in frame["meeting_id"]], index=frame.index, dtype=object),
        days_overdue=days,
    )
    return made.sort_values(["days_overdue", "assigned_on", "matter_id"], ascending=[False, True, True]).reset_index(drop=True)


def open_matters_columns() -> tuple[TableColumn, ...]:
    """The columns of `open_matters`."""
    meetings = dictionary().ledgers["meetings"]
    kind = meetings.column("kind")
    return (
        *columns_of_rows(MATTERS),
        named_column("packs", "assigned_on", "assigned_on", "date"),
        TableColumn("meeting_kind", kind.zh, kind.en, "code", kind.codes),
        named_column("packs", "days_overdue", "days_overdue", "int"),
    )


def open_matters_finding(view: View, source: Source) -> str:
    """How many matters are open, and how many of them overdue; that none is, where none is."""
    frame = open_matters(view, source)
    if frame.empty:
        return view.say("packs.no_matters")
    late = int((frame["days_overdue"] > 0).sum())
    return view.say("packs.matters", n=whole_number(len(frame)), late=whole_number(late))


@kept
def reopened(view: View, source: Source) -> pd.DataFrame:
    """The findings of the view that came back after their completion, the last one first: the columns of their ledger."""
    frame = rows_of(view, source, "reopened_rate", "all_numerator")
    return frame.sort_values(["reopened_on", "finding_id"], ascending=[False, True]).reset_index(drop=True)


def reopened_columns() -> tuple[TableColumn, ...]:
    """The columns of `reopened`."""
    return columns_of_rows("reopened_rate")
