"""Figures of data quality: rows that break rules, version by version."""

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.template import ATTENTION, PRESENT, figure, solid
from inspection.reading.quality import versions_finding
from inspection.reading.words import day, whole_number
from inspection.text import say


def over_versions(frame: pd.DataFrame, *, lang: str, height: int = 220) -> tuple[str, go.Figure]:
    """Rows that break rules per data version, oldest first: those to look at, and on them those to mend.

    `frame` has the columns number, as_of, warns, refuses; one row per version. The title compares the last two.
    """
    labels = [
        f"<b>{say('checks.version', lang, number=row.number)}</b><br>{day(row.as_of)}"
        for row in frame.itertuples(index=False)
    ]
    totals = (frame["warns"] + frame["refuses"]).tolist()
    bars = [
        go.Bar(
            x=labels,
            y=frame[level].tolist(),
            name=say(f"checks.{level}", lang),
            marker=solid(colour),
            textposition="none",
            hovertemplate="%{y:,}<extra>%{fullData.name}</extra>",
        )
        for level, colour in (("warns", PRESENT), ("refuses", ATTENTION))
    ]
    notes = [
        {"x": label, "y": total, "text": f"<b>{whole_number(total)}</b>", "showarrow": False, "yanchor": "bottom", "yshift": 2}
        for label, total in zip(labels, totals, strict=True)
    ]
    made = figure(
        *bars,
        height=height,
        barmode="stack",
        bargap=0.6,
        annotations=notes,
        yaxis={"range": [0, max([*totals, 1]) * 1.2], "showticklabels": False, "showgrid": False},
        xaxis={"type": "category"},
    )
    return versions_finding(frame, lang), made
