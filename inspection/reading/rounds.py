"""Where the clues of each round stand."""

import pandas as pd

from inspection.indicators import TableColumn, table_definition
from inspection.reading.answers import Source, counted, names, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import named_column

COUNTS = ("clues", "young", "concluded", "substantiated", "pending")


@kept
def clues_by_round(view: View, source: Source) -> pd.DataFrame:
    """The rounds that have clues within the view, in their order: round_id, round_name, started_on, how many clues, how
    many of them are too young, of the others how many are concluded, verified and pending, and the rates of conclusion
    and verification (fractions, missing where nothing is counted)."""
    ended, proved = (counted(view, source, f"clue_{id}_rate", ("round",)) for id in ("conclusion", "verification"))
    ended = ended[ended["round"].notna()].set_index("round")
    proved = proved.set_index("round").reindex(ended.index)
    known = source.mart.ledger("rounds").set_index("round_id").reindex(ended.index)
    made = pd.DataFrame(
        {
            "term_no": known["term_no"],
            "seq": known["seq"],
            "round_id": ended.index,
            "round_name": [names(source, "round").get(id) for id in ended.index],
            "started_on": known["started_on"],
            "clues": ended["all_denominator"],
            "young": ended["young"],
            "concluded": proved["denominator"],
            "substantiated": proved["numerator"],
            "pending": proved["pending"],
            "conclusion": ended["value"],
            "verification": proved["value"],
        }
    ).sort_values(["term_no", "seq"])
    return made.astype(dict.fromkeys(COUNTS, "int64")).reset_index(drop=True)


def columns() -> tuple[TableColumn, ...]:
    """The columns of `clues_by_round`."""
    own = table_definition("round_overview").columns
    years = table_definition("clue_years").columns
    rates = (named_column("pages", f"column_{name}", name, "percent") for name in ("conclusion", "verification"))
    young = named_column("pages", "part_young", "young", "int")
    settled = (column for column in years if column.name in COUNTS)
    return (*(c for c in own if c.name in ("round_name", "started_on", "clues")), young, *settled, *rates)


@kept
def inspected_rounds(view: View, source: Source) -> pd.DataFrame:
    """The rounds of round_overview in which an organisation of the view was inspected, or that something of it belongs
    to all the same."""
    frame = tabled(view, source, "round_overview")
    return frame[(frame[["organisations", "findings", "clues"]] > 0).any(axis=1)]
