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
from inspection.reading.words import n_of_N, percent
from inspection.text import say
from inspection.warehouse import dictionary

DAYS = (("1", 365), ("2", 730), ("3", 1095), ("5", 1826))


def townships(frame: pd.DataFrame, *, lang: str, names: Mapping[str, str]) -> tuple[str, go.Figure]:
    """A treemap of townships and their villages (table coverage_each, villages only): filled where covered, an empty
    box where left. Townships with most left come first; each is headed by its n of N."""
    frame = frame.assign(covered=frame["covered"].astype(bool))
    groups = frame.groupby("parent_id", sort=False)["covered"].agg(["sum", "size"])
    ids, labels, parents, values, colours, lines, hovers = [], [], [], [], [], [], []
    for parent, (done, size) in groups.iterrows():
        ids.append(parent)
        labels.append(f"<b>{escaped(names.get(parent, parent))}</b> {n_of_N(done, size)}")
        parents.append("")
        values.append(int(size))
        colours.append(GROUND)
        lines.append(PREVIOUS)
        hovers.append(percent(done / size))
    for row in frame.itertuples(index=False):
        ids.append(f"{row.parent_id}/{row.org_id}")
        labels.append(escaped(row.org_name))
        parents.append(row.parent_id)
        values.append(1)
        colours.append(PRESENT if row.covered else GROUND)
        lines.append(PRESENT if row.covered else ATTENTION)
        hovers.append(say("charts.village_covered" if row.covered else "charts.village_left", lang))
    tree = go.Treemap(
        ids=ids,
        labels=labels,
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
    left = groups["size"] - groups["sum"]
    whole = int(groups["size"].sum())
    if not left.sum():
        return say("charts.townships_done", lang, N=whole), made
    title = say(
        "charts.townships_finding",
        lang,
        left=int((left > 0).sum()),
        n=int(left.sum()),
        done=int(groups["sum"].sum()),
        N=whole,
    )
    return title, made


def days_since(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """How long ago each organisation was last inspected (table coverage_each), by class; what lies five years back, and
    what was never inspected, in red."""
    bands = [name for name, _ in DAYS] + ["more", "never"]
    days = frame["days_since"]
    band = pd.Series("more", index=frame.index)
    for name, most in reversed(DAYS):
        band[days <= most] = name
    band[days.isna()] = "never"
    classes = [c for c in dictionary().codes["org_class"] if c.code in set(frame["org_class"])]
    colours = (PRESENT, "#000016", "#000013", PREVIOUS, ATTENTION_TINT, ATTENTION)
    sizes = frame["org_class"].value_counts()
    ticks = [f"{c.label(lang)}<br>{sizes[c.code]:,}" for c in classes]
    traces = []
    for name, colour in zip(bands, (CATEGORIES[0], *colours[1:]), strict=True):
        counts = [int(((band == name) & (frame["org_class"] == c.code)).sum()) for c in classes]
        if any(counts):
            shares = [n / sizes[c.code] for n, c in zip(counts, classes, strict=True)]
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
        meta=marks(rows_where(org_class=c.code) for c in classes),
    )
    late = int(band.isin(["more", "never"]).sum())
    return say("charts.days_since_finding", lang, n=late, N=f"{len(frame):,}"), made


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
    title = say(
        "charts.reinspected_finding",
        lang,
        n=len(frame),
        found=int(frame["findings"].sum()),
        old=int(frame["repeated"].sum()),
        back=int(frame["reopened"].sum()),
    )
    return title, made
