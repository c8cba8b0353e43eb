"""Where the clues of each round stand."""

import pandas as pd

from inspection.indicators import TableColumn, table_definition
from inspection.reading.answers import Source, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import named_column


@kept
def clues_by_round(view: View, source: Source) -> pd.DataFrame:
    """The rounds of round_overview that have clues, with the rates of conclusion and of verification (fractions, missing
    where nothing is concluded)."""
    frame = tabled(view, source, "round_overview")
    frame = frame[frame["clues"] > 0]
    counts = frame[["clues", "concluded", "substantiated"]].astype("float64")
    return frame.assign(
        conclusion=counts["concluded"] / counts["clues"],
        verification=counts["substantiated"].div(counts["concluded"].where(counts["concluded"] > 0)),
    )


def columns() -> tuple[TableColumn, ...]:
    """The columns of `clues_by_round`."""
    rates = (named_column("pages", f"column_{name}", name, "percent") for name in ("conclusion", "verification"))
    return (*table_definition("round_overview").columns, *rates)


@kept
def inspected_rounds(view: View, source: Source) -> pd.DataFrame:
    """The rounds of round_overview in which an organisation of the view was inspected."""
    frame = tabled(view, source, "round_overview")
    return frame[frame["organisations"] > 0]
