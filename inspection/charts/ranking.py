"""Figures of the ranking: the room each place has, and what each score is made of."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, marks_by, rows_where
from inspection.charts.template import ATTENTION, CONTEXT, GROUND, INK, PRESENT, PRESENT_TINT, PREVIOUS, figure
from inspection.charts.wording import escaped, fitting
from inspection.reading.ranking import PARTS, contributed, gap_finding, part_scores, true
from inspection.text import say
from inspection.text.numbers import written

MOST = 20  # organisations drawn; beyond, the first and the last
FIRST = 6
NAMED = 28  # letters of a name beside its place: what a telephone has room for beside the axis


def _drawn(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame[frame["rank_in_class"].notna()].sort_values(["rank_in_class", "org_id"])
    return frame if len(frame) <= MOST else pd.concat([frame.head(FIRST), frame.tail(MOST - FIRST)])


def places(
    frame: pd.DataFrame, *, lang: str, low: str, high: str, title: str, among: str = "ranking.place"
) -> tuple[str, go.Figure]:
    """Each organisation's place as a dot on the line of the places it might as well have (columns `low`, `high`); `among`: the
    words of the axis, which say among whom it is a place.

    Those ranked last in red; a hollow dot: the place moves; full: it does not. With more than MOST organisations the
    first FIRST and the last are drawn, with a gap between.
    """
    whole = frame[frame["rank_in_class"].notna()]
    frame = _drawn(frame)
    count = int(whole["rank_in_class"].max()) if len(whole) else 1
    names = [escaped(name) for name in frame["org_name"]]
    rows = [at + (0.8 if len(whole) > MOST and at >= FIRST else 0) for at in range(len(frame))]
    bottom = true(frame["is_bottom"]).tolist()
    colours = [ATTENTION if last else PRESENT for last in bottom]
    lines_x, lines_y = [], []
    for row, first, last in zip(rows, frame[low], frame[high], strict=True):
        lines_x += [int(first), int(last), None]
        lines_y += [row, row, None]
    moving = [a != b for a, b in zip(frame[low], frame[high], strict=True)]
    reach = go.Scatter(
        x=lines_x, y=lines_y, mode="lines", line={"color": PREVIOUS, "width": 5}, opacity=0.5, hoverinfo="skip"
    )
    dots = go.Scatter(
        x=frame["rank_in_class"].astype(int).tolist(),
        y=rows,
        mode="markers",
        marker={
            "size": 11,
            "color": [GROUND if moves else c for moves, c in zip(moving, colours, strict=True)],
            "line": {"width": 2, "color": colours},
        },
        customdata=[
            f"{name} {int(r)} ({int(a)}–{int(b)})"
            for name, r, a, b in zip(names, frame["rank_in_class"], frame[low], frame[high], strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    notes = [
        {
            "x": 1.01,
            "xref": "paper",
            "y": row,
            "text": f"<b>{int(r)}</b> ({int(a)}–{int(b)})" if a != b else f"<b>{int(r)}</b>",
            "xanchor": "left",
            "showarrow": False,
            "font": {"size": 12, "color": ATTENTION if last else INK},
        }
        for row, r, a, b, last in zip(rows, frame["rank_in_class"], frame[low], frame[high], bottom, strict=True)
    ]
    made = figure(
        reach,
        dots,
        height=52 + 23 * max(len(names), 4),
        horizontal=True,
        showlegend=False,
        margin={"t": 6, "r": 38 + 20 * len(str(count))},
        annotations=notes,
        meta=marks([[], [rows_where(org=org) for org in frame["org_id"]]]),
        xaxis={
            "range": [1 - max(count * 0.03, 0.6), count + max(count * 0.03, 0.6)],
            "rangemode": "normal",
            "zeroline": False,
            "tickvals": _ticks(count),
            "tickangle": 0,
            "title": {"text": say(among, lang), "font": {"size": 11, "color": INK}},
        },
        yaxis={
            "tickvals": rows,
            "ticktext": [fitting(name, NAMED) for name in frame["org_name"]],
            "range": [max(rows, default=0) + 0.6, -0.6],
            "autorange": False,
        },
    )
    return title, made


def _ticks(count: int) -> list[int]:
    """Few enough to stand upright and apart where names leave the axis little room; the first and the last place always."""
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 500) if count / s <= 6 or s == 500)
    between = [at for at in range(step, count, step) if at - 1 >= step * 0.6 and count - at >= step * 0.6]
    return [1, *between, *([count] if count > 1 else [])]


def contributions(frame: pd.DataFrame, *, lang: str, weights: Mapping[str, float]) -> tuple[str, go.Figure]:
    """What each composite score is made of: the points each part brings under the weights, a missing part's weight
    shared among the others; sorted by rank, the score beside."""
    title, frame = gap_finding(frame, lang), _drawn(frame)
    values = part_scores(frame)
    points = contributed(values, weights)
    names = [escaped(name) for name in frame["org_name"]]
    bars = [
        go.Bar(
            y=names,
            x=points[part].tolist(),
            orientation="h",
            name=say(f"ranking.part_{part}", lang),
            marker={"color": colour, "line": {"width": 0}},
            customdata=[
                say("ranking.part_missing", lang) if pd.isna(value) else written(value) for value in values[part]
            ],
            hovertemplate="%{y} %{fullData.name} %{customdata}<extra></extra>",
            text=[written(p, 0) if p >= 6 else "" for p in points[part]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": GROUND if part == "ballots" else INK, "size": 11},
        )
        for part, colour in zip(PARTS, (PRESENT, PRESENT_TINT, CONTEXT), strict=True)
    ]
    bottom = true(frame["is_bottom"]).tolist()
    notes = [
        {
            "x": float(score),
            "y": name,
            "text": f"<b>{written(score)}</b>" + (f"  {say('ranking.parts_missing', lang, n=missing)}" if missing else ""),
            "xanchor": "left",
            "xshift": 6,
            "showarrow": False,
            "font": {"size": 12, "color": ATTENTION if last else INK},
        }
        for name, score, missing, last in zip(
            names, frame["composite"], values.isna().sum(axis=1), bottom, strict=True
        )
    ]
    made = figure(
        *bars,
        height=64 + 25 * max(len(names), 4),
        horizontal=True,
        barmode="stack",
        legend={"traceorder": "normal"},
        annotations=notes,
        meta=marks_by("org", frame["org_id"]),
        xaxis={"range": [0, 128], "tickvals": [0, 25, 50, 75, 100]},
        yaxis={"tickvals": names, "ticktext": [fitting(name, NAMED) for name in frame["org_name"]]},
    )
    return title, made
