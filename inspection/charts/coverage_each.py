"""Figures of coverage organisation by organisation: townships and their villages, time since, re-inspections."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, rows_where
from inspection.charts.template import (
    ATTENTION,
    ATTENTION_TINT,
    CATEGORIES,
    GROUND,
    INK,
    PRESENT,
    PREVIOUS,
    figure,
    solid,
)
from inspection.charts.wording import escaped
from inspection.reading.coverage import (
    BANDS,
    LATE,
    again_finding,
    by_township,
    since_bands,
    since_finding,
    townships_finding,
)
from inspection.reading.words import labels, n_of_N, percent, whole_number
from inspection.text import say


def townships(frame: pd.DataFrame, *, lang: str, names: Mapping[str, str]) -> tuple[str, go.Figure]:
    """A treemap of townships and their villages (table coverage_each, villages only): filled where covered, an empty
    box where left. Townships with most left come first; each is headed by its n of N."""
    groups = by_township(frame)
    ids, texts, parents, values, colours, lines, hovers = [], [], [], [], [], [], []
    for parent, (done, size) in groups.iterrows():
        ids.append(parent)
        texts.append(f"<b>{escaped(names.get(parent, parent))}</b> {n_of_N(done, size)}")
        parents.append("")
        values.append(int(size))
        colours.append(GROUND)
        lines.append(PREVIOUS)
        hovers.append(percent(done / size))
    for row in frame.itertuples(index=False):
        ids.append(f"{row.parent_id}/{row.org_id}")
        texts.append(escaped(row.org_name))
        parents.append(row.parent_id)
        values.append(1)
        colours.append(PRESENT if row.covered else GROUND)
        lines.append(PRESENT if row.covered else ATTENTION)
        hovers.append(say("charts.village_covered" if row.covered else "charts.village_left", lang))
    tree = go.Treemap(
        ids=ids,
        labels=texts,
        parents=parents,
        values=values,
        branchvalues="total",
        marker={
            "colors": colours,
            "line": {"color": lines, "width": 1.5},
            "cornerradius": 2,
            "pad": {"t": 20, "l": 3, "r": 3, "b": 3},
        },
        customdata=hovers,
        hovertemplate="%{label} %{customdata}<extra></extra>",
        # names of villages do not fit their boxes: they are read by pointing at them, and in the list
        texttemplate=["%{label}"] * len(groups) + [""] * len(frame),
        textfont={"color": INK, "size": 12},
        tiling={"packing": "squarify", "squarifyratio": 1.4},
        pathbar={"visible": False},
        sort=False,
    )
    made = figure(tree, height=460, margin={"l": 0, "r": 0, "t": 4, "b": 0})
    return townships_finding(frame, lang), made


def days_since(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """How long ago each organisation was last inspected (table coverage_each), by class; what lies five years back, and
    what was never inspected, in red."""
    bands, band = [*(name for name, _ in BANDS), *LATE], since_bands(frame["days_since"])
    there = set(frame["org_class"])
    classes = {code: words for code, words in labels("org_class", lang).items() if code in there}
    colours = (PRESENT, "#000016", "#000013", PREVIOUS, ATTENTION_TINT, ATTENTION)
    sizes = frame["org_class"].value_counts()
    ticks = [f"{words}<br>{whole_number(sizes[code])}" for code, words in classes.items()]
    traces = []
    for name, colour in zip(bands, (CATEGORIES[0], *colours[1:]), strict=True):
        counts = [int(((band == name) & (frame["org_class"] == code)).sum()) for code in classes]
        if any(counts):
            shares = [n / sizes[code] for n, code in zip(counts, classes, strict=True)]
            traces.append(
                go.Bar(
                    y=ticks,
                    x=shares,
                    orientation="h",
                    name=say(f"charts.since_{name}", lang),
                    marker=solid(colour),
                    text=[f"{n}" if s > 0.03 else "" for n, s in zip(counts, shares, strict=True)],
                    textposition="inside",
                    insidetextanchor="middle",
                    textangle=0,
                    textfont={"color": GROUND if name in ("1", "never") else INK},
                    customdata=counts,
                    hovertemplate="%{y} %{fullData.name} %{customdata} (%{x:.1%})<extra></extra>",
                )
            )
    made = figure(
        *traces,
        height=110 + 70 * len(classes),
        horizontal=True,
        barmode="stack",
        showlegend=True,
        legend={"traceorder": "normal"},
        xaxis={"tickformat": ".0%", "range": [0, 1]},
        margin={"t": 36},
        meta=marks(rows_where(org_class=code) for code in classes),
    )
    return since_finding(frame, lang), made


def reinspected(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """Re-inspections year by year (table reinspections): new findings, those found before, earlier ones reopened."""
    years = pd.to_datetime(frame["onsite_start"]).dt.year
    frame = frame.assign(year=years, new=frame["findings"] - frame["repeated"])
    by_year = frame.groupby("year")[["new", "repeated", "reopened"]].sum()
    times = years.value_counts()
    wanted = list(range(int(by_year.index.min()), int(by_year.index.max()) + 1))
    ticks = [f"{y}<br>{say('charts.times', lang, n=int(times.get(y, 0)))}" for y in wanted]
    parts = (("new", "found_new", PRESENT), ("repeated", "found_old", CATEGORIES[1]), ("reopened", "found_reopened", ATTENTION))
    traces = []
    for column, word, colour in parts:
        counts = [int(by_year[column].get(y, 0)) for y in wanted]
        traces.append(
            go.Bar(
                x=wanted,
                y=counts,
                name=say(f"charts.{word}", lang),
                marker=solid(colour),
                text=[str(n) if n else "" for n in counts],
                hovertemplate="%{x} %{fullData.name} %{y}<extra></extra>",
            )
        )
    made = figure(
        *traces,
        height=300,
        barmode="group",
        legend={"traceorder": "normal"},
        margin={"t": 36},
        xaxis={"tickvals": wanted, "ticktext": ticks},
        yaxis={"visible": False},
    )
    return again_finding(frame, lang), made
