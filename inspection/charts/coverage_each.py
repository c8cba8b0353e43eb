"""Figures of coverage organisation by organisation: townships and their villages, time since."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, rows_where
from inspection.charts.template import (
    ATTENTION,
    CONTEXT,
    GROUND,
    INK,
    PRESENT,
    PRESENT_TINT,
    PREVIOUS,
    figure,
)
from inspection.charts.wording import escaped
from inspection.reading.coverage import (
    BANDS,
    LATE,
    by_township,
    seat,
    since_bands,
    since_finding,
    townships_finding,
    village_name,
)
from inspection.reading.words import labels, n_of_N, percent, whole_number
from inspection.text import say

A_LINE = 8  # squares, so that a name of four signs is read on a telephone
LINE = 30  # pixels


def townships(frame: pd.DataFrame, *, lang: str, names: Mapping[str, str]) -> tuple[str, go.Figure]:
    """A square with its name for every village (table coverage_each, villages only), those left dark and first in their
    township; the townships with most left on top, each with its n of N."""
    groups = by_township(frame)
    groups = groups.assign(left=groups["villages"] - groups["covered"]).sort_values("left", ascending=False, kind="stable")
    cells, ticks, edges = [], {}, []
    line = 0
    for parent, group in groups.iterrows():
        name = str(names.get(parent, parent))
        rows = frame[frame["parent_id"] == parent].sort_values("covered", kind="stable")
        ticks[line] = f"{escaped(seat(name))} {n_of_N(group['covered'], group['villages'])}"
        for at, row in enumerate(rows.itertuples(index=False)):
            cells.append((line + at // A_LINE, at % A_LINE, row, village_name(str(row.org_name), name)))
        line += -(-len(rows) // A_LINE)
        edges.append(line - 0.5)
    shades: list[list[int | None]] = [[None] * A_LINE for _ in range(line)]
    for y, x, row, _ in cells:
        shades[y][x] = int(not row.covered)
    squares = go.Heatmap(
        z=shades,
        x=list(range(A_LINE)),
        y=list(range(line)),
        zmin=0,
        zmax=1,
        colorscale=[[0, CONTEXT], [1, PRESENT]],
        hoverinfo="skip",
    )
    words = go.Scatter(  # a heatmap takes no clicks, and has one colour for all its words
        x=[x for _, x, _, _ in cells],
        y=[y for y, _, _, _ in cells],
        mode="markers+text",
        text=[short(name) for *_, name in cells],
        textposition="middle center",
        textfont={"size": 10, "color": [INK if row.covered else GROUND for _, _, row, _ in cells]},
        marker={"symbol": "square", "size": 26, "opacity": 0},
        customdata=[_told_of(row, lang) for _, _, row, _ in cells],
        hovertemplate="%{customdata}<extra></extra>",
    )
    made = figure(
        squares,
        words,
        height=24 + LINE * max(line, 2),
        showlegend=False,
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        shapes=[{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": {"color": PREVIOUS, "width": 1}}
                for y in edges[:-1]],
        meta=marks([[], [rows_where(org=row.org_id) for _, _, row, _ in cells]]),
        xaxis={"visible": False, "range": [-0.5, A_LINE - 0.5]},
        yaxis={
            "tickvals": list(ticks),
            "ticktext": list(ticks.values()),
            "tickfont": {"size": 12, "color": INK},
            "range": [line - 0.5, -0.5],
            "autorange": False,
            "showgrid": False,
            "zeroline": False,
        },
    )
    return townships_finding(frame, lang), made


def short(name: str, most: int = 4) -> str:
    """A name within its square, on two lines at most; what is longer is read by pointing at it."""
    if len(name) <= most:
        return escaped(name)
    rest = name[most : 2 * most] if len(name) <= 2 * most else name[most : 2 * most - 1] + "…"
    return f"{escaped(name[:most])}<br>{escaped(rest)}"


def _told_of(row, lang: str) -> str:
    return f"{escaped(row.org_name)} {say('charts.village_covered' if row.covered else 'charts.village_left', lang)}"


SINCE_BAND, SINCE_HEIGHT = 1.7, 104
"""Of the highest bar what a class takes, with the words on it; in pixels."""


def days_since(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """How long ago each organisation was last inspected (table coverage_each): a row of bars for each class, shares of the
    class on one scale; dark what is over five years, red what was never inspected, which stands there where there is such."""
    bands = since_bands(frame["days_since"])
    wanted = [name for name, _ in BANDS] + [name for name in LATE if name == "more" or (bands == name).any()]
    there = set(frame["org_class"])
    classes = {code: words for code, words in labels("org_class", lang).items() if code in there}
    counts = {code: [int(((bands == name) & (frame["org_class"] == code)).sum()) for name in wanted] for code in classes}
    shares = {code: [n / sum(held) for n in held] for code, held in counts.items()}
    step = max(max(held) for held in shares.values()) * SINCE_BAND
    bases = {code: (len(classes) - 1 - at) * step for at, code in enumerate(classes)}
    colours = [{"more": PRESENT, "never": ATTENTION}.get(name, PRESENT_TINT) for name in wanted]
    traces = [
        go.Bar(
            x=list(range(len(wanted))),
            y=shares[code],
            base=[bases[code]] * len(wanted),
            name=words,
            width=0.72,
            marker={"color": colours, "line": {"width": 0}},
            text=[f"<b>{n}</b><br>{percent(share, 0)}" if n else "" for n, share in zip(counts[code], shares[code], strict=True)],
            textposition="outside",
            textfont={"size": 11, "color": INK},
            customdata=counts[code],
            hovertemplate="%{fullData.name} %{x} %{customdata}<extra></extra>",
        )
        for code, words in classes.items()
    ]
    made = figure(
        *traces,
        height=40 + SINCE_HEIGHT * len(classes),
        barmode="overlay",
        showlegend=False,
        margin={"t": 8},
        meta=marks([rows_where(org_class=code)] * len(wanted) for code in classes),
        xaxis={
            "tickvals": list(range(len(wanted))),
            "ticktext": [say(f"charts.since_{name}", lang).replace(" ", "<br>", lang == "en") for name in wanted],
            "range": [-0.6, len(wanted) - 0.4],
        },
        yaxis={
            "range": [0, step * len(classes)],
            "showgrid": False,
            "zeroline": False,
            "tickvals": [base + step * 0.3 for base in bases.values()],
            "ticktext": [f"{words}<br>{whole_number(sum(counts[code]))}" for code, words in classes.items()],
        },
    )
    return since_finding(frame, lang), made
