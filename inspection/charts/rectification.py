"""Figures of rectification: round by round, and whose findings are late."""

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, marks_by, rows_where
from inspection.charts.template import ATTENTION, ATTENTION_TINT, GROUND, INK, PRESENT, figure, solid
from inspection.charts.wording import escaped, n_of_N, percent, wrapped
from inspection.text import say

OVERDUE = ("overdue_over_90", "overdue_upto_90", "overdue_upto_30")


def by_round(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """Completion of each round's findings as a bar, closing-off as a mark in it, the overdue in words beside."""
    frame = frame[frame["fed_back"] > 0]
    names = [wrapped(name) for name in frame["round_name"]]
    bars = go.Bar(
        y=names,
        x=frame["completion_share"].tolist(),
        orientation="h",
        marker=solid(),
        name=say("charts.done", lang),
        hovertemplate="%{x:.1%}<extra></extra>",
    )
    closed = go.Scatter(
        x=frame["closed_off_share"].tolist(),
        y=names,
        mode="markers",
        name=say("charts.closed_off", lang),
        marker={"symbol": "line-ns-open", "size": 15, "line": {"width": 2.5, "color": GROUND}, "color": GROUND},
        hovertemplate="%{x:.1%}<extra></extra>",
        showlegend=False,
    )
    notes = []
    for name, row in zip(names, frame.itertuples(index=False), strict=True):
        stood_on = f"<b>{percent(row.completion_share)}</b> {n_of_N(row.done, row.fed_back)}"
        beside = {"x": 1.02, "y": name, "xanchor": "left", "showarrow": False}
        up = {"yshift": 7} if row.overdue else {}
        notes.append(beside | up | {"font": {"size": 12, "color": INK}, "text": stood_on})
        if row.overdue:
            late = say("charts.overdue", lang, n=int(row.overdue))
            notes.append(beside | {"yshift": -7, "font": {"size": 12, "color": ATTENTION}, "text": late})
    made = figure(
        bars,
        closed,
        height=40 + 36 * len(names),
        horizontal=True,
        showlegend=False,
        annotations=notes,
        meta=marks_by("round", frame["round_id"]),
        xaxis={"tickformat": ".0%", "range": [0, 1.6], "tickvals": [0, 0.25, 0.5, 0.75, 1]},
    )
    done, fed_back = int(frame["done"].sum()), int(frame["fed_back"].sum())
    closed_off = int(frame["closed_off"].sum())
    if not fed_back:
        return say("charts.by_round_question", lang), made
    title = say(
        "charts.by_round_finding",
        lang,
        rate=percent(done / fed_back),
        n=f"{done:,}",
        N=f"{fed_back:,}",
        closed=percent(closed_off / fed_back),
    )
    return title, made


def overdue_by_organisation(frame: pd.DataFrame, *, lang: str, most: int = 12) -> tuple[str, go.Figure]:
    """The organisations with the most findings overdue (table rectification_by_org), by how late they are."""
    late = frame[frame["overdue"] > 0].sort_values(
        ["overdue", "oldest_overdue_days", "org_id"], ascending=[False, False, True]
    )
    total, count = int(late["overdue"].sum()), len(late)
    late = late.head(most)
    names = [escaped(name) for name in late["org_name"]]
    shades = {"overdue_over_90": ATTENTION, "overdue_upto_90": ATTENTION_TINT, "overdue_upto_30": PRESENT}
    traces = [
        go.Bar(
            y=names,
            x=late[column].astype(int).tolist(),
            orientation="h",
            name=say(f"charts.{column}", lang),
            marker={"color": shades[column], "line": {"width": 0}},
            hovertemplate="%{y} %{fullData.name} %{x}<extra></extra>",
        )
        for column in OVERDUE
        if late[column].sum()
    ]
    notes = [
        {
            "x": int(row.overdue),
            "y": name,
            "xanchor": "left",
            "xshift": 6,
            "showarrow": False,
            "font": {"size": 12, "color": INK},
            "text": say(
                "charts.overdue_label",
                lang,
                n=int(row.overdue),
                due=int(row.due),
                days=f"{int(row.oldest_overdue_days):,}",
            ),
        }
        for name, row in zip(names, late.itertuples(index=False), strict=True)
    ]
    notes.append(
        {
            "x": 0,
            "y": -0.01,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "top",
            "showarrow": False,
            "font": {"size": 11, "color": INK},
            "text": say("charts.overdue_key", lang),
        }
    )
    most_late = int(late["overdue"].max()) if len(late) else 1
    made = figure(
        *traces,
        height=64 + 26 * len(names),
        horizontal=True,
        barmode="stack",
        showlegend=True,
        margin={"t": 30, "b": 22},
        legend={"traceorder": "normal", "font": {"size": 11}},
        annotations=notes,
        meta=marks(rows_where(part="numerator", org=org) for org in late["org_id"]),
        xaxis={"range": [0, most_late * 3], "visible": False},
    )
    if not count:
        return say("charts.overdue_none", lang), made
    return say("charts.overdue_finding", lang, n=f"{total:,}", orgs=f"{count:,}"), made
