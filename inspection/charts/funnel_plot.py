"""Rates of units of unequal size against what chance alone would make of them: the funnel plot."""

from collections import Counter
from functools import partial

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, rows_where
from inspection.charts.spacing import apart
from inspection.charts.template import ATTENTION, CONTEXT, GROUND, INK, PRESENT, PREVIOUS, figure
from inspection.charts.wording import escaped
from inspection.reading.outliers import funnel_finding, judged
from inspection.reading.words import n_of_N, percent
from inspection.statistics import Funnel
from inspection.statistics.funnels import ALARM, WATCH
from inspection.text import say
from inspection.text.numbers import written

HEIGHT = 380
MOST_NAMED = 8


def funnel_plot(
    frame: pd.DataFrame, *, lang: str, what: str, of: str = "", dimension: str = "org", poisson: bool = False
) -> tuple[str, go.Figure]:
    """`frame`: id, name, counted, out_of; one row per unit. `what`: the rate in words, `of`: what it is out of;
    `poisson`: counts against what was expected of each (out_of), as a ratio.

    A dot per unit by what it stands on and its rate, the pooled rate, and the limits at 95 and 99.8 %, widened where
    the units differ by more than chance; then the 99.8 % limits of chance alone are a thin line. Units outside are named,
    also of chance alone; those beyond the 99.8 % limits are filled: red below, blue above. Where several stand on one
    spot, how many.
    """
    frame = frame[frame["out_of"] > 0].sort_values("out_of")
    funnel = judged(frame, poisson=poisson)
    most = float(frame["out_of"].max()) * 1.06
    sizes = np.unique(np.linspace(1, max(most, 2), 80).round(0 if not poisson else 2))
    traces, stands_for = [], []
    drawn = [(WATCH, "dot", "ranking.limit_95", False), (ALARM, "solid", "ranking.limit_998", False)]
    if funnel.widened:
        drawn.append((ALARM, "dashdot", "ranking.limit_chance", True))
    for level, dash, name, chance in drawn:
        ends = [funnel.limits(float(n), level, chance=chance) for n in sizes]
        for side in (0, 1):
            traces.append(
                go.Scatter(
                    x=sizes.tolist(),
                    y=[end[side] for end in ends],
                    mode="lines",
                    name=say(name, lang),
                    showlegend=side == 0,
                    line={"color": PREVIOUS, "width": 1 if chance else 1.5, "dash": dash},
                    hoverinfo="skip",
                )
            )
            stands_for.append([])
    rates = [k / n for k, n in zip(frame["counted"], frame["out_of"], strict=True)]
    colours = [ATTENTION if side == -2 else PRESENT if side == 2 else CONTEXT for side in funnel.outside]
    shown = partial(written, decimals=2) if poisson else percent
    traces.append(
        go.Scatter(
            x=frame["out_of"].tolist(),
            y=rates,
            mode="markers+text",
            text=_how_many(frame["out_of"].tolist(), rates),
            textposition="middle right",
            textfont={"size": 11, "color": INK},
            showlegend=False,
            marker={
                "size": 10,
                "color": [c if abs(s) == 2 else GROUND for c, s in zip(colours, funnel.outside, strict=True)],
                "line": {"width": 1.8, "color": colours},
            },
            customdata=[
                f"{escaped(name)} {shown(rate)} {_counts(k, n, poisson, lang)}"
                for name, rate, k, n in zip(frame["name"], rates, frame["counted"], frame["out_of"], strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    stands_for.append([rows_where(**{dimension: id}) for id in frame["id"]])
    widest = funnel.limits(float(frame["out_of"].min()), ALARM)
    top = max(*rates, widest[1]) * (1.05 if poisson else 1.1)
    top = top if poisson else min(1.02, top)
    low = 0 if top < 0.5 else max(0.0, min(*rates, widest[0]) - 0.05)
    made = figure(
        *traces,
        height=HEIGHT,
        margin={"t": 30, "r": 90},
        legend={"font": {"size": 11}},
        meta=marks(stands_for),
        shapes=[
            {"type": "line", "x0": 0, "x1": most, "y0": funnel.target, "y1": funnel.target,
             "line": {"color": INK, "width": 1}}
        ],
        annotations=[*_names(frame, rates, funnel, top - low), _pooled(funnel, most, shown, lang)],
        yaxis={"range": [low, top], "tickformat": "" if poisson else ".0%"},
        xaxis={
            "range": [0, most],
            "showgrid": False,
            "title": {"text": of or say("ranking.stands_on_exposure" if poisson else "ranking.stands_on", lang),
                      "font": {"size": 11, "color": INK}},
        },
    )
    return funnel_finding(frame, what, lang, poisson=poisson), made


def _counts(counted: float, out_of: float, poisson: bool, lang: str) -> str:
    return say("ranking.of_expected", lang, n=counted, expected=written(out_of)) if poisson else n_of_N(counted, out_of)


def _how_many(sizes: list[float], rates: list[float]) -> list[str]:
    """At the first of several dots on one spot how many they are, nothing at the others."""
    spots = list(zip(sizes, rates, strict=True))
    count = Counter(spots)
    return [f" ×{count[spot]}" if count[spot] > 1 and spots.index(spot) == at else "" for at, spot in enumerate(spots)]


def _names(frame: pd.DataFrame, rates: list[float], funnel: Funnel, span: float) -> list[dict]:
    """The names of the units outside, the farthest first where there are many; also of those beyond the 99.8 % limits of
    chance alone."""
    out = [at for at, side in enumerate(funnel.outside) if side or abs(funnel.of_chance[at]) == 2]
    out = sorted(out, key=lambda at: -abs(funnel.z[at] or 0))[:MOST_NAMED]
    notes = []
    for at, shift in zip(out, apart([rates[at] for at in out], span, HEIGHT - 60), strict=True):
        row = frame.iloc[at]
        notes.append(
            {
                "x": float(row["out_of"]),
                "y": rates[at],
                "text": escaped(row["name"]),
                "showarrow": False,
                "xanchor": "left" if row["out_of"] < frame["out_of"].max() * 0.7 else "right",
                "xshift": 8 if row["out_of"] < frame["out_of"].max() * 0.7 else -8,
                "yshift": shift,
                "font": {"size": 11, "color": ATTENTION if funnel.outside[at] == -2 else INK},
            }
        )
    return notes


def _pooled(funnel: Funnel, most: float, shown, lang: str) -> dict:
    return {
        "x": most,
        "y": funnel.target,
        "text": f"{say('ranking.pooled', lang)}<br><b>{shown(funnel.target)}</b>",
        "showarrow": False,
        "xanchor": "left",
        "align": "left",
        "xshift": 4,
        "font": {"size": 11, "color": INK},
    }
