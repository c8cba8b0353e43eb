"""Figures of the office's own people: who judged which report how, and the talent pool."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.notes import over_years
from inspection.charts.template import CATEGORIES, INK, PREVIOUS, figure, solid
from inspection.charts.wording import escaped, lines, wrapped, years_short
from inspection.reading.awards import awards_finding
from inspection.reading.talent import pool_finding
from inspection.text import say
from inspection.text.numbers import written

REASONS = ("left_job", "left_health", "left_unfit", "left_violation", "left_other")


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


BAND = 1.6  # of the highest bar: what a small multiple takes
BAND_HEIGHT = 56  # pixels


def in_and_out(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """The talent pool year by year (table talent_flow): who joined, and who left by reason, in small multiples of one hue and
    one scale; below each year who was in it at its end. A reason nobody had is left out."""
    years_ = frame["year"].astype(int).tolist()
    wanted = ["joined", *(reason for reason in REASONS if frame[reason].any())]
    names = [say(f"team.{name}", lang) for name in wanted]
    step = max(int(frame[name].max()) for name in wanted) * BAND or 1
    bases = [(len(wanted) - 1 - at) * step for at in range(len(wanted))]
    traces = []
    for name, words, base in zip(wanted, names, bases, strict=True):
        counts = frame[name].astype(int).tolist()
        traces.append(
            go.Bar(
                x=years_,
                y=counts,
                base=[base] * len(counts),
                name=words,
                marker=solid(),
                text=[str(n) if n else "" for n in counts],
                textfont={"size": 11, "color": INK},
                customdata=counts,
                hovertemplate="%{x} %{fullData.name} %{customdata}<extra></extra>",
            )
        )
    stock = frame["in_pool"].astype(int).tolist()
    made = figure(
        *traces,
        height=56 + BAND_HEIGHT * len(wanted),
        barmode="overlay",
        showlegend=False,
        margin={"t": 16},
        meta=over_years(years_),
        yaxis={
            "range": [0, step * len(wanted)],
            "showgrid": False,
            "zeroline": False,
            "tickvals": [base + step * 0.3 for base in bases],
            "ticktext": names,
        },
        xaxis={
            "tickvals": years_,
            "tickangle": 0,
            "ticktext": [f"{year}<br><b>{n}</b>" for year, n in zip(years_short(years_), stock, strict=True)],
            "range": [years_[0] - 0.6, years_[-1] + 0.6],
        },
    )
    return pool_finding(frame, lang), made
