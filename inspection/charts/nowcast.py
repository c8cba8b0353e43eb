"""The rate a young year will come to, drawn within what is certain."""

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.template import CONTEXT, GROUND, INK, PRESENT, PRESENT_TINT, figure
from inspection.reading.words import percent
from inspection.text import say

TYPED = {"size": 12, "color": INK}


def expected_rates(frame: pd.DataFrame, *, lang: str, title: str) -> tuple[str, go.Figure]:
    """A row for each year with open clues (`reading.nowcast.numbers`), the youngest on top: the bounds as a thin line, the 80 %
    band as a bar, the rate so far hollow, the rate expected in the end full, its value beside. Where none can be told the
    bounds and the rate so far stand alone."""
    frame = frame.sort_values("year", ascending=False)
    years, rows = [str(int(year)) for year in frame["year"]], list(range(len(frame)))
    told = frame["expected"].notna().tolist()
    traces = [
        _lines(years, frame["least"], frame["most"], CONTEXT, 3, say("nowcast.mark_bounds", lang)),
        _lines(years, frame["low"], frame["high"], PRESENT_TINT, 13, say("nowcast.mark_band", lang)),
        _dots(years, frame["so_far"], GROUND, say("nowcast.mark_so_far", lang)),
        _dots(years, frame["expected"], PRESENT, say("nowcast.mark_expected", lang)),
    ]
    notes = [
        {"x": 1.01, "xref": "paper", "y": row, "xanchor": "left", "showarrow": False, "font": TYPED,
         "text": say("nowcast.beside" if known else "nowcast.beside_none", lang, value=percent(value), n=int(waiting))}
        for row, value, waiting, known in zip(rows, frame["expected"], frame["open"], told, strict=True)
    ]  # fmt: skip
    made = figure(
        *(trace for trace in traces if trace is not None),
        height=90 + 34 * max(len(years), 2),
        horizontal=True,
        margin={"r": 150},
        annotations=notes,
        xaxis={"range": [0, 1], "tickformat": ".0%", "tickvals": [0, 0.25, 0.5, 0.75, 1], "tickangle": 0},
        yaxis={"tickvals": rows, "ticktext": years, "range": [len(rows) - 0.4, -0.6], "autorange": False},
    )
    return title, made


def _lines(years: list[str], low: pd.Series, high: pd.Series, colour: str, width: int, name: str) -> go.Scatter | None:
    """A lying line per year from low to high; none where nothing is known of any."""
    x, y, said = [], [], []
    for row, (year, first, last) in enumerate(zip(years, low, high, strict=True)):
        if not pd.isna(first):
            x, y = [*x, float(first), float(last), None], [*y, row, row, None]
            said += [f"{year} {name} {percent(first)}–{percent(last)}"] * 3
    if not x:
        return None
    return go.Scatter(
        x=x, y=y, mode="lines", line={"color": colour, "width": width}, name=name, customdata=said, connectgaps=False,
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _dots(years: list[str], values: pd.Series, fill: str, name: str) -> go.Scatter | None:
    there = [(row, year, float(value)) for row, (year, value) in enumerate(zip(years, values, strict=True)) if not pd.isna(value)]
    if not there:
        return None
    return go.Scatter(
        x=[value for *_, value in there], y=[row for row, *_ in there], mode="markers", name=name,
        marker={"size": 11, "color": fill, "line": {"width": 2, "color": PRESENT}},
        customdata=[f"{year} {name} {percent(value)}" for _, year, value in there],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
