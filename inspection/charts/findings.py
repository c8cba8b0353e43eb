"""Figures of the findings: which kinds, in which rounds and sectors, how common, and by which team."""

import re
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, rows_where
from inspection.charts.template import INK, SEQUENTIAL, figure, solid
from inspection.charts.wording import escaped, lines, wrapped
from inspection.reading.expected import cells_finding, ratio_words
from inspection.reading.findings import (
    categories_there,
    category_name,
    common_finding,
    sector_names,
    widespread,
)
from inspection.reading.words import NOTHING, n_of_N, percent
from inspection.text import say
from inspection.text.numbers import written

ASPECTS_SHOWN = 15
CELL_TEXT = 11
COLUMNS = 6  # there is room for at least so many, that one alone is not as wide as the page
DARKEST = 4.0  # standard errors from what was expected
LONG_LABEL = 12  # Chinese characters of an aspect on one line


def _category(code: str, lang: str) -> str:
    return category_name(code, lang, lines=True).replace("\n", "<br>")


def _heat(
    frame: pd.DataFrame, column: str, wanted: list, ticks: list[str], lang: str, height: int, long: list[str], axis: str
) -> go.Figure:
    """In each cell its findings per inspection and below them the ratio of found to expected; the colour is how far that
    ratio lies from 1 in standard errors, the darker the more, a frame marks what lies beyond the 99.8 % limits.

    A cell outside the scheme stays blank, one without inspections has a dash, one that has nothing to be compared with
    no ratio. `long` are the names that stand in the hover text where `ticks` are short."""
    codes = categories_there(frame)
    at = {(r.category, getattr(r, column)): r for r in frame.itertuples(index=False)}
    values, words = [], []
    for code in codes:
        cells = [at.get((code, w)) for w in wanted]
        values.append([None if c is None else _shade(c) for c in cells])
        words.append(["" if c is None else _cell(c) for c in cells])
    # one hue, light to dark: neither many nor few is an alarm; ink is read on every cell of it
    scale = [[i / 4, colour] for i, colour in enumerate(SEQUENTIAL[:5])]
    heat = go.Heatmap(
        x=ticks,
        y=[_category(code, lang) for code in codes],
        z=values,
        text=words,
        texttemplate="%{text}",
        textfont={"size": CELL_TEXT, "color": INK},
        colorscale=scale,
        zmin=-DARKEST,
        zmax=DARKEST,
        hoverinfo="skip",
    )
    # a heatmap takes no clicks: marks one cannot see lie on its cells, those beyond the limits in a frame
    cells = [(code, w) for code in codes for w in wanted if (code, w) in at]
    out = [abs(at[cell].outside) == 2 for cell in cells]
    clicked = go.Scatter(
        x=[ticks[wanted.index(w)] for _, w in cells],
        y=[_category(code, lang) for code, _ in cells],
        mode="markers",
        marker={
            "symbol": ["square-open" if o else "square" for o in out],
            "size": 32,
            "opacity": [1 if o else 0 for o in out],
            "color": INK,
            "line": {"width": 1.5, "color": INK},
        },
        customdata=[f"{long[wanted.index(w)]} {_told(at[code, w], lang)}" for code, w in cells],
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
            "range": [-0.5, max(len(ticks), COLUMNS) - 0.5],
            "tickangle": 0,
            "showgrid": False,
            "tickfont": {"size": 12 if axis else 10, "color": INK},
            "title": {"text": axis, "font": {"size": 11, "color": INK}, "standoff": 4},
        },
        margin={"t": 30 if axis else 8},
    )


def _shade(row) -> float | None:
    """How far from what was expected, 0 where nothing can be; None without inspections."""
    if pd.isna(row.findings_per_inspection):
        return None
    return 0.0 if pd.isna(row.z) else float(row.z)


def _cell(row) -> str:
    """Findings per inspection, and the ratio of found to expected where there is one."""
    each = NOTHING if pd.isna(row.findings_per_inspection) else written(row.findings_per_inspection)
    return each if pd.isna(row.ratio) else f"{each}<br>×{written(row.ratio)}"


def _told(row, lang: str) -> str:
    """The counts of a cell in words."""
    counts = n_of_N(row.findings, row.inspections)
    if pd.isna(row.ratio):
        return f"{counts}<br>{say('findings.nobody_alike', lang)}"
    return f"{counts}<br>" + say("findings.cell_told", lang, **ratio_words(row._asdict()))


def by_round(frame: pd.DataFrame, *, lang: str, names: Mapping[str, str]) -> tuple[str, go.Figure]:
    """Findings by category and round against what the inspections of each round let expect (reading.expected.cells); the
    schemes stand apart."""
    rounds = frame.drop_duplicates("round_id").sort_values(["term_no", "seq", "round_id"])
    terms = rounds["term_no"].nunique()
    ticks = [f"{r.seq}" if terms == 1 else f"{r.term_no}-{r.seq}" for r in rounds.itertuples(index=False)]
    axis = say("findings.axis_round" if terms == 1 else "findings.axis_term_round", lang)
    wanted = rounds["round_id"].tolist()
    known = {round_id: names.get(round_id, round_id) for round_id in wanted}
    height = 82 + 46 * len(categories_there(frame))
    made = _heat(frame, "round_id", wanted, ticks, lang, height, [escaped(n) for n in known.values()], axis)
    return cells_finding(frame, "round_id", known, lang), made


def by_sector(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """Findings by category and sector against what the inspections of each sector let expect (reading.expected.cells);
    the empty sector last."""
    frame = frame.assign(sector=frame["sector"].fillna(""))
    there = set(frame["sector"])
    label = sector_names(lang)
    wanted = [sector for sector in label if sector in there]
    # two characters a line: on a telephone a column is no wider
    ticks = ["<br>".join(re.findall("..?[、，]?", label[s])) if lang == "zh" else
             label[s].replace(" ", "<br>") for s in wanted]
    height = 106 + 46 * len(categories_there(frame))
    made = _heat(frame, "sector", wanted, ticks, lang, height, [label[s] for s in wanted], "")
    return cells_finding(frame, "sector", label, lang), made


def common_problems(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """The most widespread aspects (table findings_by_aspect), by how many organisations have each; Pareto order.

    Beside each bar: organisations of those inspected, and which share of all findings the bars down to here hold
    together. The category of an aspect is told by pointing at its bar.
    """
    shown = widespread(frame).head(ASPECTS_SHOWN)
    aspects = _distinct([wrapped(a, LONG_LABEL * 2 if str(a).isascii() else LONG_LABEL) for a in shown["aspect"]])
    bars = go.Bar(
        y=aspects,
        x=shown["share"].astype(float).tolist(),
        orientation="h",
        marker=solid(),
        customdata=[
            [escaped(category_name(r.category, lang)), n_of_N(r.organisations, r.organisations_inspected)]
            for r in shown.itertuples(index=False)
        ],
        hovertemplate="%{y} %{x:.1%} %{customdata[1]}<br>%{customdata[0]}<extra></extra>",
    )
    notes = [
        {
            "x": row.share,
            "y": aspect,
            "xanchor": "left",
            "xshift": 6,
            "showarrow": False,
            "align": "left",
            "text": lines(  # on two lines, for a telephone is narrow
                f"<b>{percent(row.share, 0)}</b>  "
                + say("findings.aspect_counts", lang, orgs=n_of_N(row.organisations, row.organisations_inspected)),
                say("findings.aspect_together", lang, together=percent(row.together, 0)),
            ),
            "font": {"size": 11, "color": INK},
        }
        for aspect, row in zip(aspects, shown.itertuples(index=False), strict=True)
    ]
    widest = float(shown["share"].max()) if len(shown) else 1.0
    made = figure(
        bars,
        height=24 + 36 * len(shown),
        horizontal=True,
        showlegend=False,
        annotations=notes,
        margin={"t": 8},
        xaxis={"visible": False, "range": [0, widest * 2.3]},
        yaxis={"categoryorder": "array", "categoryarray": aspects},
        meta=marks(rows_where(category=r.category, aspect=r.aspect) for r in shown.itertuples(index=False)),
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
