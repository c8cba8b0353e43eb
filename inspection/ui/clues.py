"""The pieces of the clues page: the years with their verdicts, the rounds, the clues one by one."""

import pandas as pd
import streamlit as st

from inspection.charts.clues import periods
from inspection.indicators import TableColumn
from inspection.indicators import table as table_of
from inspection.statistics import verdict, wilson
from inspection.text import catalogue
from inspection.ui import tables
from inspection.ui.data import Source, table
from inspection.ui.figures import percent
from inspection.ui.keeping import Shelf
from inspection.ui.view import View

_JUDGED = Shelf(100)
YEAR = (
    *("year", "transferred", "concluded", "substantiated", "pending", "rate", "interval", "verdict", "bounds"),
    *("within_year_rate", "within_of"),
)
ROUND = ("round_name", "started_on", "clues", "concluded", "substantiated", "pending", "conclusion", "verification")
CLUE = (
    *("org_name", "round_id", "handler", "subject_level", "transferred_on", "disposal", "disposed_on", "outcome"),
    *("concluded_on", "case_filed_on", "days", "warning"),
)


def tabs(view: View) -> list:
    """Year by year, stage by stage, round by round, clue by clue; only the open one need be filled."""
    names = ("years", "stages", "clue_rounds", "each")
    return st.tabs([view.say(f"pages.tab_{name}") for name in names], key="tabs_clues", on_change="rerun")


def _column(name: str, type: str) -> TableColumn:
    words = catalogue()["pages"][f"column_{name}"]
    return TableColumn(name, words["zh"], words["en"], type, None)


def _with_verdicts(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    judged = periods(frame)
    before = [None, *judged[:-1]]
    consecutive = frame["year"].diff().eq(1).tolist()
    words = [verdict(b if c else None, n) for b, n, c in zip(before, judged, consecutive, strict=True)]
    shown = []
    for word, b, n in zip(words, before, judged, strict=True):
        points = 0.0
        if word in ("up", "down"):
            points = abs(n.numerator / n.denominator - b.numerator / b.denominator) * 100
        shown.append(view.say(f"pages.verdict_{word}", points=f"{points:.1f}"))
    return frame.assign(
        verdict=shown,
        interval=[_range(wilson(p.numerator, p.denominator)) for p in judged],
        bounds=[_range(ends) for ends in zip(frame["low_bound"], frame["high_bound"], strict=True)],
        within_of=[
            f"{n} / {whole}" for n, whole in zip(frame["within_year_verified"], frame["within_year_of"], strict=True)
        ],
    )


def _range(ends: tuple[float, float] | None) -> str:
    return "—" if ends is None or pd.isna(ends[0]) else f"{percent(ends[0])}–{percent(ends[1])}"


def years(view: View, source: Source, frame: pd.DataFrame) -> None:
    """The verification rate of each transfer year: counts, interval, verdict on the year before, bounds."""
    definition = table_of("clue_years")
    if frame.empty:
        st.caption(view.say("pages.no_rows"))
        return
    columns = (*definition.columns, *(_column(n, "text") for n in ("interval", "verdict", "bounds", "within_of")))
    judged = _JUDGED.get((source, view), lambda: _with_verdicts(view, frame))
    caveats = [c(view.lang) for c in definition.caveats]
    tables.grid(view, source, "years", columns, judged, shown=YEAR, rows=12)
    tables.downloads(view, source, "years", definition.title(view.lang), columns, judged, caveats)


def by_round(view: View, source: Source) -> None:
    """Where the clues of each round stand: transferred, concluded, verified, open, with the two rates."""
    frame = table(source, view, "round_overview")
    frame = frame[frame["clues"] > 0]
    if frame.empty:
        st.caption(view.say("pages.no_rows"))
        return
    counts = frame[["clues", "concluded", "substantiated"]].astype("float64")
    frame = frame.assign(
        conclusion=counts["concluded"] / counts["clues"],
        verification=counts["substantiated"].div(counts["concluded"].where(counts["concluded"] > 0)),
    )
    rates = (_column(name, "percent") for name in ("conclusion", "verification"))
    columns = (*table_of("round_overview").columns, *rates)
    shown = tuple(c for n in ROUND for c in columns if c.name == n)
    tables.grid(view, source, "clue_rounds", columns, frame, shown=ROUND, bars=("conclusion", "verification"))
    tables.downloads(view, source, "clue_rounds", view.say("pages.tab_clue_rounds"), shown, frame)


def one_by_one(view: View, source: Source) -> None:
    """Every clue of the view, open ones with their warning."""
    tables.show(view, source, "clue_progress", shown=CLUE, heading=False, rows=16)
