"""How the clues of each year come to their end: one figure per end, a line per year of transfer."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, rows_where
from inspection.charts.spacing import apart, clear
from inspection.charts.template import CONTEXT, INK, PRESENT, PRESENT_TINT, PREVIOUS, figure
from inspection.charts.wording import lines
from inspection.reading.resolution import ENDS, curves, finding
from inspection.reading.words import percent
from inspection.statistics import Incidence
from inspection.text import say

MONTH = 365.25 / 12  # days
MONTHS = 24
SHOWN = 5  # years
LABEL_MONTHS = 8  # what the text of a label takes of the axis
HEIGHT = 300


def resolution(frame: pd.DataFrame, years: pd.DataFrame, *, lang: str, end: str) -> tuple[str, go.Figure]:
    """The share of each year's clues with one end, by months since the transfer (tables clue_resolution, clue_years).

    Open clues are counted as watched so far (Aalen–Johansen). The last year watched for a whole year is drawn strong
    with its 95 % band, younger ones dashed, the ones before in grey; below the months, how many of the strong year's
    clues are still open. A line ends where its clues have been watched no longer.
    """
    found = curves(frame)
    shown = sorted(found)[-SHOWN:]
    immature = {int(r.year) for r in years.itertuples(index=False) if r.is_immature}
    settled = [y for y in shown if y not in immature]
    strong = settled[-1] if settled else shown[-1]
    grid = np.linspace(0, MONTHS, MONTHS * 4 + 1)
    traces, ends, stands_for, drawn = [], [], [], []
    low, high = found[strong].interval(end, grid * MONTH)
    there = ~np.isnan(low)
    traces.append(
        go.Scatter(
            x=[*grid[there], *grid[there][::-1]],
            y=[*high[there], *low[there][::-1]],
            fill="toself",
            mode="lines",
            line={"width": 0},
            fillcolor=PRESENT_TINT,
            opacity=0.45,
            hoverinfo="skip",
        )
    )
    stands_for.append([])
    for year in [*[y for y in shown if y != strong], strong]:
        share = found[year].at(end, grid * MONTH)
        known = ~np.isnan(share)
        colour = PRESENT if year == strong or year in immature else PREVIOUS if year == strong - 1 else CONTEXT
        traces.append(
            go.Scatter(
                x=grid[known].tolist(),
                y=share[known].tolist(),
                mode="lines",
                name=str(year),
                line={
                    "color": colour,
                    "width": 3 if year == strong else 1.8,
                    "dash": "dot" if year in immature else "solid",
                    "shape": "hv",
                },
                hovertemplate=f"{year} %{{x:.0f}} %{{y:.1%}}<extra></extra>",
            )
        )
        stands_for.append([rows_where(year=year)] * int(known.sum()))
        drawn.append((year, grid[known], share[known]))
        if known.any():
            ends.append((float(grid[known][-1]), float(share[known][-1]), year, colour))
    top = _top(found, shown, strong, grid * MONTH)
    open_then = found[strong].open_at([m * MONTH for m in (0, 6, 12, 18, 24)])
    made = figure(
        *traces,
        height=HEIGHT,
        showlegend=False,
        margin={"l": 4, "r": 78, "t": 12},
        annotations=_end_labels(ends, top, drawn),
        meta=marks(stands_for),
        yaxis={"tickformat": ".0%", "range": [0, top]},
        xaxis={
            "tickvals": [0, 6, 12, 18, 24],
            "ticktext": [
                lines(say("clues.month", lang, n=m) if m else say("clues.transfer", lang), f"{int(n)}")
                for m, n in zip((0, 6, 12, 18, 24), open_then, strict=True)
            ],
            "range": [0, MONTHS],
            "title": {"text": say("clues.open_then", lang, year=strong), "font": {"size": 11, "color": INK}},
        },
    )
    return finding(frame, years, end, lang), made


def _top(found: Mapping[int, Incidence], shown: Sequence[int], strong: int, days: np.ndarray) -> float:
    """The top of the axis: the figures of all ends stand beside one another and have one scale."""
    reach = [0.0]
    for end in ENDS:
        reach += [np.nanmax(found[year].at(end, days), initial=0.0) for year in shown]
        reach.append(np.nanmax(found[strong].interval(end, days)[1], initial=0.0))
    return max(0.2, min(1.0, max(reach) * 1.1))


def _end_labels(
    ends: list[tuple[float, float, int, str]], top: float, drawn: Sequence[tuple[int, np.ndarray, np.ndarray]]
) -> list[dict]:
    """The year and value at the end of each line; those that end near one another kept apart, and those of lines that end
    early off the other lines (`drawn`: year, months, shares), which go on beside them."""
    notes, groups, scale = [], [], (HEIGHT - 60) / top
    for end in sorted(ends):
        if not groups or end[0] - groups[-1][-1][0] > LABEL_MONTHS:
            groups.append([])
        groups[-1].append(end)
    for here in groups:
        placed: list[tuple[float, float]] = []
        for (x, y, year, colour), shift in zip(here, apart([y for _, y, *_ in here], top, HEIGHT - 60), strict=True):
            if x < MONTHS:
                beside = [
                    (share * scale, 9)
                    for other, months, shares in drawn
                    if other != year
                    for share in shares[(months >= x) & (months <= x + LABEL_MONTHS)]
                ]
                place = clear(y * scale, beside + placed)
                placed.append((place, 14))
                shift = round(place - y * scale)
            notes.append(
                {
                    "x": x,
                    "y": y,
                    "text": f"{year} <b>{percent(y, 0)}</b>",
                    "showarrow": False,
                    "xanchor": "left",
                    "xshift": 5,
                    "yshift": shift,
                    "font": {"size": 11, "color": PRESENT if colour == PRESENT else INK},
                }
            )
    return notes
