"""The pieces of the team page: the talent pool, the report awards."""

import pandas as pd
import streamlit as st

from inspection.charts.team import award_scores, in_and_out
from inspection.statistics import drawn_means, rank, rank_intervals
from inspection.ui import panels, tables
from inspection.ui.choices import choice
from inspection.ui.data import Source, table
from inspection.ui.keeping import Shelf
from inspection.ui.view import View

_INTERVALS = Shelf(50)

AWARD = ("award_year", "org_name", "round_id", "team", "mean_score", "lowest", "highest", "judges", "awarded")


def pool(view: View, source: Source) -> None:
    """Who joined and left the pool, year by year, over all years."""
    frame = table(source, view, "talent_flow", term=False, rounds=False)
    panels.chart(view, source, in_and_out, frame, behind=("talent_joined", "talent_left"), term=False)
    tables.show(view, source, "talent_flow", frame, heading=False)


def _intervals(chosen: pd.DataFrame) -> dict[str, tuple[int, int, int]]:
    """Report -> its place and the 95 % interval of it, had the judges been others of the same kind."""
    scores = chosen.pivot(index="inspection_id", columns="judge", values="score").astype(float)
    places = rank(scores.mean(axis=1).tolist())
    ends = rank_intervals(drawn_means(scores.to_numpy()), places)
    return {i: (place, *(end or (place, place))) for i, place, end in zip(scores.index, places, ends, strict=True)}


def awards(view: View, source: Source) -> None:
    """The reports of one award year with their judges' scores, and all years as a table."""
    frame = table(source, view, "report_awards", term=False, rounds=False)
    years = sorted(set(frame["award_year"]), reverse=True)
    if not years:
        st.caption(view.say("pages.no_rows"))
        return
    year = years[0]
    if len(years) > 1:
        year = int(choice("award", {str(y): str(y) for y in years}, view.say("pages.award_year")))
    chosen = frame[frame["award_year"] == year]
    intervals = _INTERVALS.get((source, view.as_of, year), lambda: _intervals(chosen))
    name = f"awards_{year}"
    panels.chart(view, source, award_scores, chosen, ranks=intervals, behind="reports_awarded", term=False, name=name)
    reports = frame.drop_duplicates(["award_year", "inspection_id"])
    tables.show(view, source, "report_awards", reports, shown=AWARD, heading=False, rows=16)
