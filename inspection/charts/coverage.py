"""Figures of coverage: the pace against the plan, and class by class."""

from datetime import timedelta
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.notes import over
from inspection.charts.template import ATTENTION, INK, PRESENT, PREVIOUS, figure, lettering, solid
from inspection.charts.wording import escaped, lines
from inspection.reading.coverage import classes_finding, finish_months, pace_finding, pooled
from inspection.reading.words import day, label, n_of_N, percent
from inspection.text import say


def pace(frame: pd.DataFrame, *, lang: str, term_no: int, names: dict, height: int = 330) -> tuple[str, go.Figure]:
    """How coverage grew (table coverage_pace, all classes pooled), the term looked at against its plan and the one
    before; along the months since each term's start, so that terms are compared at the same distance."""
    frame = pooled(frame)
    now, before = frame[frame["term_no"] == term_no], frame[frame["term_no"] < term_no]
    traces, ends = [], []

    def curve(rows: pd.DataFrame, column: str, name: str, line: dict) -> None:
        days = (pd.to_datetime(rows["on_day"]) - pd.to_datetime(rows["on_day"]).iloc[0]).dt.days
        values = rows[column].tolist()
        beside = " %{customdata}" if column == "share" else ""
        counts = [f"{day(d)} {n_of_N(a, b)}" for d, a, b in zip(
            rows["on_day"], rows["covered"], rows["in_scope"], strict=True)]
        traces.append(
            go.Scatter(
                x=(days / 365.25).tolist(),
                y=values,
                mode="lines",
                name=name,
                line=line,
                customdata=counts,
                hovertemplate=f"{escaped(name)} %{{y:.1%}}{beside}<extra></extra>",
            )
        )
        ends.append((float(days.iloc[-1] / 365.25), values[-1], name, line["color"]))

    if not before.empty:
        last = before[before["term_no"] == before["term_no"].max()]
        number = int(last["term_no"].iloc[0])
        curve(last, "share", names.get(number, str(number)), {"color": PREVIOUS, "width": 2})
    if not now.empty and now["planned_share"].notna().any():
        curve(now, "planned_share", say("charts.plan", lang), {"color": INK, "width": 1.5, "dash": "dash"})
    if not now.empty:
        curve(now, "share", names.get(term_no, str(term_no)), {"color": PRESENT, "width": 3})
    shifts = _apart([(y, x) for x, y, _, _ in ends])
    notes = [
        {
            "x": x,
            "y": y,
            "text": f"{escaped(name)} <b>{percent(y)}</b>",
            "showarrow": False,
            "xanchor": "left",
            "xshift": 6,
            "yshift": shift,
            "align": "left",
            "font": {"color": lettering(colour), "size": 12},
        }
        for (x, y, name, colour), shift in zip(ends, shifts, strict=True)
    ]
    if span := finish_months(now):
        words = say("charts.pace_range", lang, early=span[0], late=span[1])
        place = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1.0, "yref": "paper", "yanchor": "bottom"}
        notes.append(place | {"text": words, "showarrow": False, "font": {"color": INK, "size": 12}})
    longest = max((x for x, *_ in ends), default=1)
    years = list(range(int(longest) + 2))
    made = figure(
        *traces,
        height=height,
        margin={"l": 4, "r": 132, "t": 22, "b": 4},
        showlegend=False,
        annotations=notes,
        yaxis={"tickformat": ".0%", "range": [0, 1.04], "dtick": 0.25},
        xaxis={
            "tickvals": years,
            "ticktext": [say("charts.years_in", lang, n=n) if n else say("charts.term_start", lang) for n in years],
            "range": [0, max(longest, 0.5)],
        },
        meta=over(_days(now, max(longest, 0.5))),
    )
    return pace_finding(now, lang), made


def _days(now: pd.DataFrame, longest: float) -> list[tuple]:
    """The days of the term looked at along the axis, which counts years since its start; none where nothing of it is drawn."""
    if now.empty:
        return []
    first = pd.Timestamp(now["on_day"].iloc[0]).date()
    return [(first, first + timedelta(days=int(longest * 365.25) + 1), 0.0, (int(longest * 365.25) + 1) / 365.25)]


def _apart(ends: list[tuple[float, float]], least: float = 0.06) -> list[int]:
    """Vertical shifts in pixels that keep the labels of lines ending close together apart."""
    order = sorted(range(len(ends)), key=lambda at: ends[at][0])
    shifts = [0] * len(ends)
    for lower, upper in pairwise(order):
        near = abs(ends[upper][1] - ends[lower][1]) < 2  # years; a label is as long as that
        gap = ends[upper][0] + shifts[upper] / 300 - ends[lower][0] - shifts[lower] / 300
        if near and gap < least:
            shifts[upper] = shifts[lower] + round((least - (ends[upper][0] - ends[lower][0])) * 300)
    return shifts


def by_class(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """Coverage of one term by class (table coverage_by_class), the pooled total set apart on top, plan as a mark."""
    frame = frame.sort_values("org_class", key=lambda c: c.notna(), kind="stable")
    labels = [
        f"<b>{say('charts.all_classes', lang)}</b>" if pd.isna(c) else label("org_class", c, lang)
        for c in frame["org_class"]
    ]
    places = [at + (0.25 if at else 0) for at in range(len(labels))]
    shares = [0 if pd.isna(s) else s for s in frame["share"]]
    bars = go.Bar(
        y=places,
        x=shares,
        orientation="h",
        width=0.55,
        marker=solid(),
        name=say("charts.covered", lang),
        customdata=[n_of_N(r.covered, r.in_scope) for r in frame.itertuples(index=False)],
        hovertemplate="%{customdata} %{x:.1%}<extra></extra>",
    )
    plan = go.Scatter(
        x=[None if pd.isna(p) else p for p in frame["planned_share"]],
        y=places,
        mode="markers",
        name=say("charts.planned_now", lang),
        marker={"symbol": "line-ns-open", "size": 22, "line": {"width": 2, "color": INK}, "color": INK},
        hovertemplate="%{x:.1%}<extra></extra>",
    )
    notes = []
    for place, row in zip(places, frame.itertuples(index=False), strict=True):
        short = int(row.short_of_plan) if pd.notna(row.short_of_plan) else 0
        notes.append(
            {
                "x": 1.02,
                "y": place,
                "xanchor": "left",
                "align": "left",
                "showarrow": False,
                "text": lines(
                    f"<b>{percent(row.share)}</b>",
                    n_of_N(row.covered, row.in_scope),
                    say("charts.short", lang, n=short) if short else "",
                ),
                "font": {"size": 12, "color": ATTENTION if short else INK},
            }
        )
    made = figure(
        bars,
        plan,
        height=68 + 62 * len(labels),
        horizontal=True,
        annotations=notes,
        yaxis={
            "tickmode": "array",
            "tickvals": places,
            "ticktext": labels,
            "autorange": False,
            "range": [places[-1] + 0.5, -0.5],
        },
        xaxis={"tickformat": ".0%", "range": [0, 1.3], "tickvals": [0, 0.25, 0.5, 0.75, 1], "tickangle": 0},
    )
    return classes_finding(frame, lang), made
