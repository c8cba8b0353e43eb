"""Figures of the office's own people: who judged which report how, and the talent pool."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.template import ATTENTION, CATEGORIES, CONTEXT, GROUND, INK, PREVIOUS, figure, solid
from inspection.charts.wording import escaped, lines, wrapped
from inspection.reading.awards import awards_finding
from inspection.reading.talent import pool_finding
from inspection.text import say
from inspection.text.numbers import written


def award_scores(frame: pd.DataFrame, *, lang: str, ranks: Mapping[str, tuple[int, int, int]]) -> tuple[str, go.Figure]:
    """The reports of one award year (table report_awards): each judge's score a dot, the mean a mark; `ranks` gives
    each report's place and the interval of it, by inspection."""
    reports = frame.drop_duplicates("inspection_id").sort_values("mean_score", ascending=False, kind="stable")
    order = {inspection: at for at, inspection in enumerate(reports["inspection_id"])}
    labels = [
        lines(wrapped(r.org_name, 16), f"<span>{escaped(r.team)}</span>") for r in reports.itertuples(index=False)
    ]
    scores = go.Scatter(
        x=frame["score"].astype(float).tolist(),
        y=[order[i] for i in frame["inspection_id"]],
        mode="markers",
        name=say("team.judge_scores", lang),
        marker={"color": PREVIOUS, "size": 7, "opacity": 0.7},
        hovertemplate="%{x:.1f}<extra></extra>",
    )
    means = go.Scatter(
        x=reports["mean_score"].astype(float).tolist(),
        y=list(range(len(reports))),
        mode="markers",
        name=say("team.mean_score", lang),
        marker={"color": CATEGORIES[0], "size": 12, "symbol": "diamond"},
        hovertemplate="%{x:.1f}<extra></extra>",
    )
    lowest, highest = float(frame["score"].min()), float(frame["score"].max())
    room = (highest - lowest or 1) * 0.5
    ticks = [t for t in range(0, 101, 5) if lowest - 5 < t <= max(highest, 5)]
    notes = []
    for at, row in enumerate(reports.itertuples(index=False)):
        place, low, high = ranks[row.inspection_id]
        rank = say("team.rank_interval", lang, rank=place, low=low, high=high)
        award = "  " + say("team.awarded", lang) if row.awarded else ""
        notes.append(
            {
                "x": highest + room * 0.08,
                "y": at,
                "xanchor": "left",
                "align": "left",
                "showarrow": False,
                "text": f"<b>{written(row.mean_score)}</b>  {rank}{award}",
                "font": {"size": 11, "color": INK},
            }
        )
    made = figure(
        scores,
        means,
        height=70 + 40 * len(reports),
        horizontal=True,
        annotations=notes,
        xaxis={"rangemode": "normal", "range": [lowest - room * 0.1, highest + room], "tickvals": ticks},
        yaxis={"tickmode": "array", "tickvals": list(range(len(labels))), "ticktext": labels},
    )
    return awards_finding(frame, ranks, lang), made


def in_and_out(frame: pd.DataFrame, *, lang: str, height: int = 330) -> tuple[str, go.Figure]:
    """The talent pool year by year (table talent_flow): in above the line, out below it by reason, stock below the
    year."""
    years_ = frame["year"].astype(int).tolist()
    reasons = [r for r in ("left_job", "left_health", "left_unfit", "left_violation", "left_other") if frame[r].any()]
    colours = {
        "left_job": PREVIOUS,
        "left_health": CONTEXT,
        "left_unfit": CATEGORIES[1],
        "left_violation": ATTENTION,
        "left_other": GROUND,
    }
    traces = [
        go.Bar(
            x=years_,
            y=frame["joined"].astype(int).tolist(),
            name=say("team.joined", lang),
            marker=solid(),
            text=[f"+{n}" if n else "" for n in frame["joined"].astype(int)],
            hovertemplate="%{x} %{fullData.name} %{y}<extra></extra>",
        )
    ]
    for reason in reasons:
        out = frame[reason].astype(int).tolist()
        line = {"color": PREVIOUS, "width": 1} if reason == "left_other" else {"width": 0}
        traces.append(
            go.Bar(
                x=years_,
                y=[-n for n in out],
                name=say(f"team.{reason}", lang),
                marker={"color": colours[reason], "line": line},
                customdata=out,
                hovertemplate="%{x} %{fullData.name} %{customdata}<extra></extra>",
            )
        )
    stock = frame["in_pool"].astype(int).tolist()
    ticks = [f"{year}<br>{n}" for year, n in zip(years_, stock, strict=True)]
    lowest = -max(frame["left_pool"].astype(int).max(), 1)
    highest = max(frame["joined"].astype(int).max(), 1)
    made = figure(
        *traces,
        height=height,
        barmode="relative",
        legend={"traceorder": "normal", "font": {"size": 11}},
        margin={"t": 48},
        yaxis={"range": [lowest * 1.2, highest * 1.2], "visible": False, "zeroline": True},
        xaxis={"tickvals": years_, "ticktext": ticks, "range": [years_[0] - 0.6, years_[-1] + 0.6]},
    )
    return pool_finding(frame, lang), made
