"""Figures of the findings: which kinds, in which rounds and sectors, how common, and by which team."""

import re
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, rows_where
from inspection.charts.template import CATEGORIES, INK, SEQUENTIAL, figure
from inspection.charts.wording import escaped, wrapped
from inspection.reading.findings import (
    categories_there,
    category_name,
    common_finding,
    rounds_finding,
    sector_names,
    sectors_finding,
    widespread,
)
from inspection.reading.words import NOTHING, n_of_N, percent
from inspection.text import say

ASPECTS_SHOWN = 15
CELL_TEXT = 12
LONG_LABEL = 12  # Chinese characters of an aspect on one line


def _category(code: str, lang: str) -> str:
    return category_name(code, lang, lines=True).replace("\n", "<br>")


def _heat(
    frame: pd.DataFrame, column: str, wanted: list, ticks: list[str], lang: str, height: int, long: list[str], axis: str
) -> go.Figure:
    """Findings per inspection in each cell, darker where more; a cell outside the scheme stays blank, one
    without inspections has a dash. `long` are the names that stand in the hover text where `ticks` are short."""
    codes = categories_there(frame)
    at = {(r.category, getattr(r, column)): r for r in frame.itertuples(index=False)}
    values, words = [], []
    for code in codes:
        cells = [at[code, w].findings_per_inspection if (code, w) in at else None for w in wanted]
        values.append([None if pd.isna(c) else float(c) for c in cells])
        words.append(["" if c is None else NOTHING if pd.isna(c) else f"{c:.1f}" for c in cells])
    # the scale ends below its darkest places, so that dark ink is read on every cell
    scale = [[i / 6, colour] for i, colour in enumerate(SEQUENTIAL[:7])]
    heat = go.Heatmap(
        x=ticks,
        y=[_category(code, lang) for code in codes],
        z=values,
        text=words,
        texttemplate="%{text}",
        textfont={"size": CELL_TEXT, "color": INK},
        colorscale=scale,
        zmin=0,
        hoverinfo="skip",
    )
    # a heatmap takes no clicks: marks one cannot see lie on its cells
    cells = [(code, w) for code in codes for w in wanted if (code, w) in at]
    clicked = go.Scatter(
        x=[ticks[wanted.index(w)] for _, w in cells],
        y=[_category(code, lang) for code, _ in cells],
        mode="markers",
        marker={"symbol": "square", "size": 26, "opacity": 0},
        customdata=[f"{long[wanted.index(w)]} {n_of_N(at[c, w].findings, at[c, w].inspections)}" for c, w in cells],
        hovertemplate="%{y}<br>%{customdata}<extra></extra>",
    )
    dimension = "round" if column == "round_id" else column
    return figure(
        heat,
        clicked,
        height=height,
        showlegend=False,
        meta=marks([[], [rows_where(category=code, **{dimension: w or None}) for code, w in cells]]),
        horizontal=True,
        xaxis={
            "side": "top",
            "type": "category",
            "tickangle": 0,
            "showgrid": False,
            "tickfont": {"size": 12 if axis else 10, "color": INK},
            "title": {"text": axis, "font": {"size": 11, "color": INK}, "standoff": 4},
        },
        margin={"t": 30 if axis else 8},
    )


def by_round(frame: pd.DataFrame, *, lang: str, names: Mapping[str, str]) -> tuple[str, go.Figure]:
    """Findings per inspection by category and round (table category_round); the schemes stand apart."""
    rounds = frame.drop_duplicates("round_id").sort_values(["term_no", "seq", "round_id"])
    terms = rounds["term_no"].nunique()
    ticks = [f"{r.seq}" if terms == 1 else f"{r.term_no}-{r.seq}" for r in rounds.itertuples(index=False)]
    axis = say("findings.axis_round" if terms == 1 else "findings.axis_term_round", lang)
    wanted = rounds["round_id"].tolist()
    height = 82 + 46 * len(categories_there(frame))
    made = _heat(frame, "round_id", wanted, ticks, lang, height, [escaped(names.get(r, r)) for r in wanted], axis)
    return rounds_finding(frame, lang), made


def by_sector(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """Findings per inspection by category and sector (table category_sector); the empty sector last."""
    frame = frame.assign(sector=frame["sector"].fillna(""))
    there = set(frame["sector"])
    label = sector_names(lang)
    wanted = [sector for sector in label if sector in there]
    # two characters a line: on a telephone a column is no wider
    ticks = ["<br>".join(re.findall("..?[、，]?", label[s])) if lang == "zh" else
             label[s].replace(" ", "<br>") for s in wanted]
    height = 106 + 46 * len(categories_there(frame))
    made = _heat(frame, "sector", wanted, ticks, lang, height, [label[s] for s in wanted], "")
    return sectors_finding(frame, lang), made


def common_problems(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """The most widespread aspects (table findings_by_aspect), by how many organisations have each; Pareto order.

    Beside each bar: organisations of those inspected, and which share of all findings the bars down to here hold
    together. The colour is the category.
    """
    shown = widespread(frame).head(ASPECTS_SHOWN)
    codes = categories_there(frame)
    colours = dict(zip(codes, CATEGORIES * 2, strict=False))
    aspects = _distinct([wrapped(a, LONG_LABEL * 2 if str(a).isascii() else LONG_LABEL) for a in shown["aspect"]])
    traces, picks = [], []
    for code in codes:
        mine = (shown["category"] == code).tolist()
        if any(mine):
            traces.append(
                go.Bar(
                    y=[a for a, m in zip(aspects, mine, strict=True) if m],
                    x=[float(v) for v, m in zip(shown["share"], mine, strict=True) if m],
                    orientation="h",
                    name=category_name(code, lang),
                    marker={"color": colours[code], "line": {"width": 0}},
                    customdata=[
                        n_of_N(a, b)
                        for a, b, m in zip(shown["organisations"], shown["organisations_inspected"], mine, strict=True)
                        if m
                    ],
                    hovertemplate="%{y} %{x:.1%} %{customdata}<extra></extra>",
                )
            )
            mine_only = shown[shown["category"] == code]
            picks.append([rows_where(category=code, aspect=a) for a in mine_only["aspect"]])
    notes = [
        {
            "x": row.share,
            "y": aspect,
            "xanchor": "left",
            "xshift": 6,
            "showarrow": False,
            "align": "left",
            "text": f"<b>{percent(row.share, 0)}</b>  "
            + say(
                "findings.aspect_counts",
                lang,
                orgs=n_of_N(row.organisations, row.organisations_inspected),
                together=percent(row.together, 0),
            ),
            "font": {"size": 11, "color": INK},
        }
        for aspect, row in zip(aspects, shown.itertuples(index=False), strict=True)
    ]
    widest = float(shown["share"].max()) if len(shown) else 1.0
    made = figure(
        *traces,
        height=70 + (36 if any("<br>" in a for a in aspects) else 30) * len(shown),
        horizontal=True,
        showlegend=True,
        annotations=notes,
        legend={"traceorder": "normal", "font": {"size": 11}},
        margin={"t": 62},
        xaxis={"visible": False, "range": [0, widest * 2.3]},
        yaxis={"categoryorder": "array", "categoryarray": aspects},
        meta=marks(picks),
    )
    return common_finding(frame, lang), made


def _distinct(names: list[str]) -> list[str]:
    """Names for one axis: where two categories have an aspect of the same name, the second gets a trailing mark."""
    found: list[str] = []
    for name in names:
        while name in found:
            name += " "
        found.append(name)
    return found
