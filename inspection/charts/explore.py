"""Figures of whatever an analyst asks: bars, lines, a heatmap, boxes, points. Labels come in words already."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.rates import rate_dots
from inspection.charts.template import (
    ATTENTION,
    CATEGORIES,
    CONTEXT,
    GROUND,
    INK,
    PRESENT,
    PREVIOUS,
    SEQUENTIAL,
    figure,
    solid,
)
from inspection.charts.wording import escaped
from inspection.reading.months import Months
from inspection.reading.words import decimal, n_of_N, percent, whole_number
from inspection.text import say

BARS = 40
SERIES = len(CATEGORIES)
SHADES = SEQUENTIAL[1::2]
"""Of times side by side."""
CELLS = 40


def _text(value: object, form: str) -> str:
    if value is None or pd.isna(value):
        return ""
    return percent(value) if form == "percent" else decimal(value)


def beside(value: object, counts: str | None, form: str) -> str:
    """A value with the n of N it stands on, where it is a rate."""
    return f"{_text(value, form)}  {counts}" if counts else _text(value, form)


def axis_of(form: str) -> dict:
    """How an axis writes its numbers: in per cent, or with their thousands set apart."""
    return {"tickformat": ".0%"} if form == "percent" else {"tickformat": ","}


def _series(
    frame: pd.DataFrame, second: str | None, lang: str, times: Sequence[str]
) -> list[tuple[str, pd.DataFrame, str]]:
    """The frame by its second field, each with its colour: the largest five in hues, of `times` the last five, the later the
    darker; how many are left out has a name and no rows."""
    if second is None:
        return [("", frame, PRESENT)]
    size = "rows" if "rows" in frame else "value"
    order = frame.groupby(second, sort=False)[size].sum().sort_values(ascending=False).index.tolist()
    kept, colours = order[:SERIES], CATEGORIES
    if times:
        kept = [time for time in times if time in order][-SERIES:]
        colours = SHADES[-len(kept) :]
    found = [(name, frame[frame[second] == name], colour) for name, colour in zip(kept, colours, strict=False)]
    left = len(order) - SERIES
    return found if left <= 0 else [*found, (say("explore.left_out", lang, n=left), frame.iloc[:0], CONTEXT)]


def bars(
    frame: pd.DataFrame, *, lang: str, by: Sequence[str], form: str, title: str, ordered: bool, times: Sequence[str] = ()
) -> tuple[str, go.Figure]:
    """Lying bars of the first field, side by side by the second; the longest first unless the field has an order. `times`: the
    second field's values in their order, where they are times."""
    first, second = by[0], by[1] if len(by) > 1 else None
    order = list(dict.fromkeys(frame[first]))
    if not ordered:
        sizes = frame.groupby(first, sort=False)["value"].max()
        order = sizes.sort_values(ascending=False, kind="stable").index.tolist()
    order = order[:BARS]
    if form == "percent" and not second:
        rows = frame.drop_duplicates(first).set_index(first).loc[order]
        return title, rate_dots([escaped(o) for o in order], rows, lang=lang, thick=30)
    traces = []
    for name, part, colour in _series(frame, second, lang, times):
        values = dict(zip(part[first], part["value"], strict=True))
        rows = dict(zip(part[first], part["rows"], strict=True)) if "rows" in part else {}
        counts = dict(zip(part[first], part["numerator"], strict=True)) if form == "percent" else {}
        counts = {o: n_of_N(n, rows[o]) for o, n in counts.items()}
        traces.append(
            go.Bar(
                y=[escaped(o) for o in order],
                x=[values.get(o) for o in order],
                orientation="h",
                name=escaped(name),
                marker=solid(colour),
                text=[beside(values.get(o), counts.get(o), form) for o in order],
                textfont={"size": 12, "color": INK},
                customdata=[f"n = {whole_number(rows.get(o, 0))}" if rows else "" for o in order],
                hovertemplate="%{y} %{fullData.name} %{text}  %{customdata}<extra></extra>",
            )
        )
    made = figure(
        *traces,
        height=90 + max(len(order), 3) * (26 if not second else 20 * len(traces) + 12),
        horizontal=True,
        barmode="group",
        showlegend=bool(second),
        legend={"traceorder": "normal"},
        xaxis={**axis_of(form), "nticks": 4, "tickangle": 0},
        margin={"r": 110 if form == "percent" else 60, "t": 44 if second else 8},
    )
    return title, made


def lines(
    frame: pd.DataFrame, *, lang: str, by: Sequence[str], form: str, title: str, times: Sequence[str] = ()
) -> tuple[str, go.Figure]:
    """A line along the first field in its own order, one per value of the second (`times`: as of `bars`)."""
    first, second = by[0], by[1] if len(by) > 1 else None
    order = list(dict.fromkeys(frame[first]))
    traces = []
    for name, part, colour in _series(frame, second, lang, times):
        values = dict(zip(part[first], part["value"], strict=True))
        traces.append(
            go.Scatter(
                x=[escaped(o) for o in order],
                y=[values.get(o) for o in order],
                mode="lines+markers",
                name=escaped(name),
                line={"color": colour},
                connectgaps=False,
                hovertemplate="%{x} %{fullData.name} %{y}<extra></extra>",
            )
        )
    made = figure(
        *traces,
        height=400,
        showlegend=bool(second),
        legend={"traceorder": "normal"},
        xaxis={"type": "category"},
        yaxis=axis_of(form),
        margin={"t": 44 if second else 8},
    )
    return title, made


def months(made_of: Months, *, lang: str, title: str) -> tuple[str, go.Figure]:
    """Counts month by month with the mean and natural process limits of each stretch; months beyond the limits are filled,
    red where that is for worse."""
    names, signals = made_of.names, made_of.process.signals if made_of.process else (0,) * len(made_of.names)
    worse = [abs(s) == 2 and s * made_of.worse > 0 for s in signals]
    marker = {
        "size": [9 if abs(s) == 2 else 6 for s in signals],
        "color": [ATTENTION if w else PRESENT if s else GROUND for s, w in zip(signals, worse, strict=True)],
        "line": {"color": [ATTENTION if w else PRESENT for w in worse], "width": 1.5},
    }
    words = [say(f"explore.months_signal_{abs(s)}", lang) if s else "" for s in signals]
    traces = [
        go.Scatter(x=list(names), y=list(made_of.values), mode="lines+markers", line={"color": PRESENT, "width": 1.5},
                   marker=marker, customdata=words, hovertemplate="%{x} %{y} %{customdata}<extra></extra>", showlegend=False)
    ]  # fmt: skip
    for number, part in enumerate(made_of.process.stretches if made_of.process else ()):
        across = list(names[part.first : part.last + 1])
        for value, dash, key in ((part.mean, "solid", "mean"), (part.high, "dash", "limits"), (part.low, "dash", "limits")):
            traces.append(
                go.Scatter(x=across, y=[value] * len(across), mode="lines", name=say(f"explore.months_{key}", lang),
                           line={"color": PREVIOUS, "width": 1.5, "dash": dash}, hoverinfo="skip",
                           showlegend=number == 0 and value is not part.low)
            )  # fmt: skip
    made = figure(*traces, height=400, showlegend=made_of.process is not None, xaxis={"type": "category"},
                  yaxis={"tickformat": ",", "rangemode": "tozero"}, margin={"t": 44})  # fmt: skip
    return title, made


def heatmap(
    frame: pd.DataFrame, *, lang: str, by: Sequence[str], form: str, title: str, across: Sequence[str]
) -> tuple[str, go.Figure]:
    """The first field down as it comes, the second across in the order of `across`, darker where more."""
    down, across = list(dict.fromkeys(frame[by[0]]))[:CELLS], list(across)[:CELLS]
    at = {(a, b): v for a, b, v in zip(frame[by[0]], frame[by[1]], frame["value"], strict=True)}
    values = [[at.get((a, b)) for b in across] for a in down]
    heat = go.Heatmap(
        x=[escaped(b) for b in across],
        y=[escaped(a) for a in down],
        z=values,
        text=[[_text(v, form) for v in row] for row in values],
        texttemplate="%{text}",
        textfont={"size": 12, "color": INK},
        colorscale=[[i / 6, colour] for i, colour in enumerate(SEQUENTIAL[:7])],
        hoverongaps=False,
        hovertemplate="%{y} · %{x}  %{text}<extra></extra>",
    )
    made = figure(
        heat,
        height=100 + 34 * len(down),
        horizontal=True,
        xaxis={"side": "top", "type": "category", "showgrid": False, "tickfont": {"size": 11, "color": INK}},
        yaxis={"type": "category"},
    )
    return title, made


def boxes(frame: pd.DataFrame, *, lang: str, by: Sequence[str], title: str) -> tuple[str, go.Figure]:
    """How a number is spread within each group (warehouse.explore.spread): a box lying per group."""
    shown = frame.head(BARS)
    box = go.Box(
        y=[f"{escaped(g)} ({whole_number(n)})" for g, n in zip(shown[by[0]], shown["rows"], strict=True)],
        q1=shown["quarter"].tolist(),
        median=shown["middle"].tolist(),
        q3=shown["three_quarters"].tolist(),
        lowerfence=shown["lowest"].tolist(),
        upperfence=shown["highest"].tolist(),
        orientation="h",
        line={"color": PRESENT},
        name="",
    )
    return title, figure(box, height=90 + 40 * max(len(shown), 2), horizontal=True)


def scatter(
    frame: pd.DataFrame, *, lang: str, title: str, axes: tuple[str, str], grouped: bool
) -> tuple[str, go.Figure]:
    """Points of two numbers (warehouse.explore.points), coloured by group where there is one."""
    groups = frame["group"].value_counts().index.tolist()[:SERIES] if grouped else [None]
    traces = []
    for group, colour in zip(groups, CATEGORIES, strict=False):
        part = frame if group is None else frame[frame["group"] == group]
        traces.append(
            go.Scatter(
                x=part["x"].tolist(),
                y=part["y"].tolist(),
                mode="markers",
                name=escaped(group) if group is not None else "",
                marker={"color": colour, "size": 6, "opacity": 0.55},
                hovertemplate="%{x} · %{y}<extra></extra>",
            )
        )
    made = figure(
        *traces,
        height=460,
        showlegend=grouped,
        xaxis={"title": {"text": escaped(axes[0])}, "showgrid": True},
        annotations=[
            {
                "x": 0,
                "xref": "paper",
                "y": 1.0,
                "yref": "paper",
                "yanchor": "bottom",
                "xanchor": "left",
                "text": escaped(axes[1]),
                "showarrow": False,
            }
        ],
        legend={"x": 1, "xanchor": "right"},
        margin={"t": 36},
    )
    return title, made
