"""Figures of coverage organisation by organisation: townships and their villages, time since, re-inspections."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, rows_where
from inspection.charts.notes import over_years
from inspection.charts.template import (
    ATTENTION,
    CONTEXT,
    GROUND,
    INK,
    PRESENT,
    PRESENT_TINT,
    PREVIOUS,
    SEQUENTIAL,
    figure,
    solid,
)
from inspection.charts.wording import escaped
from inspection.reading.coverage import (
    BANDS,
    LATE,
    again_finding,
    by_township,
    seat,
    since_bands,
    since_finding,
    townships_finding,
    village_name,
)
from inspection.reading.words import labels, n_of_N, whole_number
from inspection.text import say

A_LINE = 8  # squares, so that a name of four signs is read on a telephone
LINE = 30  # pixels


def townships(frame: pd.DataFrame, *, lang: str, names: Mapping[str, str]) -> tuple[str, go.Figure]:
    """A square with its name for every village (table coverage_each, villages only), those left dark and first in their
    township; the townships with most left on top, each with its n of N."""
    groups = by_township(frame)
    groups = groups.assign(left=groups["villages"] - groups["covered"]).sort_values("left", ascending=False, kind="stable")
    cells, ticks, edges = [], {}, []
    line = 0
    for parent, group in groups.iterrows():
        name = str(names.get(parent, parent))
        rows = frame[frame["parent_id"] == parent].sort_values("covered", kind="stable")
        ticks[line] = f"{escaped(seat(name))} {n_of_N(group['covered'], group['villages'])}"
        for at, row in enumerate(rows.itertuples(index=False)):
            cells.append((line + at // A_LINE, at % A_LINE, row, village_name(str(row.org_name), name)))
        line += -(-len(rows) // A_LINE)
        edges.append(line - 0.5)
    shades: list[list[int | None]] = [[None] * A_LINE for _ in range(line)]
    for y, x, row, _ in cells:
        shades[y][x] = int(not row.covered)
    squares = go.Heatmap(
        z=shades,
        x=list(range(A_LINE)),
        y=list(range(line)),
        zmin=0,
        zmax=1,
        colorscale=[[0, CONTEXT], [1, PRESENT]],
        hoverinfo="skip",
    )
    words = go.Scatter(  # a heatmap takes no clicks, and has one colour for all its words
        x=[x for _, x, _, _ in cells],
        y=[y for y, _, _, _ in cells],
        mode="markers+text",
        text=[short(name) for *_, name in cells],
        textposition="middle center",
        textfont={"size": 10, "color": [INK if row.covered else GROUND for _, _, row, _ in cells]},
        marker={"symbol": "square", "size": 26, "opacity": 0},
        customdata=[_told_of(row, lang) for _, _, row, _ in cells],
        hovertemplate="%{customdata}<extra></extra>",
    )
    made = figure(
        squares,
        words,
        height=24 + LINE * max(line, 2),
        showlegend=False,
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        shapes=[{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": {"color": PREVIOUS, "width": 1}}
                for y in edges[:-1]],
        meta=marks([[], [rows_where(org=row.org_id) for _, _, row, _ in cells]]),
        xaxis={"visible": False, "range": [-0.5, A_LINE - 0.5]},
        yaxis={
            "tickvals": list(ticks),
            "ticktext": list(ticks.values()),
            "tickfont": {"size": 12, "color": INK},
            "range": [line - 0.5, -0.5],
            "autorange": False,
            "showgrid": False,
            "zeroline": False,
        },
    )
    return townships_finding(frame, lang), made


def short(name: str, most: int = 4) -> str:
    """A name within its square, on two lines at most; what is longer is read by pointing at it."""
    if len(name) <= most:
        return escaped(name)
    rest = name[most : 2 * most] if len(name) <= 2 * most else name[most : 2 * most - 1] + "…"
    return f"{escaped(name[:most])}<br>{escaped(rest)}"


def _told_of(row, lang: str) -> str:
    return f"{escaped(row.org_name)} {say('charts.village_covered' if row.covered else 'charts.village_left', lang)}"


def days_since(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """How long ago each organisation was last inspected (table coverage_each), by class; the darker the longer, what was never
    inspected in red."""
    bands, band = [*(name for name, _ in BANDS), *LATE], since_bands(frame["days_since"])
    there = set(frame["org_class"])
    classes = {code: words for code, words in labels("org_class", lang).items() if code in there}
    colours = (*SEQUENTIAL[0:10:2], ATTENTION)
    sizes = frame["org_class"].value_counts()
    ticks = [f"{words}<br>{whole_number(sizes[code])}" for code, words in classes.items()]
    traces = []
    for name, colour in zip(bands, colours, strict=True):
        counts = [int(((band == name) & (frame["org_class"] == code)).sum()) for code in classes]
        if any(counts):
            shares = [n / sizes[code] for n, code in zip(counts, classes, strict=True)]
            traces.append(
                go.Bar(
                    y=ticks,
                    x=shares,
                    orientation="h",
                    name=say(f"charts.since_{name}", lang),
                    marker=solid(colour),
                    text=[f"{n}" if s > 0.03 else "" for n, s in zip(counts, shares, strict=True)],
                    textposition="inside",
                    insidetextanchor="middle",
                    textangle=0,
                    textfont={"color": GROUND if name in ("5", "more", "never") else INK},
                    customdata=counts,
                    hovertemplate="%{y} %{fullData.name} %{customdata} (%{x:.1%})<extra></extra>",
                )
            )
    made = figure(
        *traces,
        height=110 + 70 * len(classes),
        horizontal=True,
        barmode="stack",
        showlegend=True,
        legend={"traceorder": "normal"},
        xaxis={"tickformat": ".0%", "range": [0, 1]},
        margin={"t": 36},
        meta=marks(rows_where(org_class=code) for code in classes),
    )
    return since_finding(frame, lang), made


def reinspected(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """Re-inspections by year (table reinspections): findings that name no earlier one, that name one, earlier ones reopened."""
    years = pd.to_datetime(frame["onsite_start"]).dt.year
    frame = frame.assign(year=years, new=frame["findings"] - frame["repeated"])
    by_year = frame.groupby("year")[["new", "repeated", "reopened"]].sum()
    times = years.value_counts()
    wanted = list(range(int(by_year.index.min()), int(by_year.index.max()) + 1))
    ticks = [f"{y}<br>{say('charts.times', lang, n=int(times.get(y, 0)))}" for y in wanted]
    parts = (("new", "found_new", PRESENT), ("repeated", "found_old", PRESENT_TINT), ("reopened", "found_reopened", ATTENTION))
    traces = []
    for column, word, colour in parts:
        counts = [int(by_year[column].get(y, 0)) for y in wanted]
        traces.append(
            go.Bar(
                x=wanted,
                y=counts,
                name=say(f"charts.{word}", lang),
                marker=solid(colour),
                text=[str(n) if n else "" for n in counts],
                hovertemplate="%{x} %{fullData.name} %{y}<extra></extra>",
            )
        )
    made = figure(
        *traces,
        height=300,
        barmode="group",
        legend={"traceorder": "normal"},
        margin={"t": 36},
        xaxis={"tickvals": wanted, "ticktext": ticks},
        yaxis={"visible": False},
        meta=over_years(wanted),
    )
    return again_finding(frame, lang), made
