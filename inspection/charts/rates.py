"""Rates of many units: a dot each with its interval, the rate and what it stands on beyond the end of the axis."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.template import INK, PRESENT, PREVIOUS, figure
from inspection.reading.breakdowns import no_rate
from inspection.reading.words import n_of_N, percent


def rate_dots(
    places: Sequence[str], frame: pd.DataFrame, *, lang: str, thick: int = 36, meta: Mapping | None = None
) -> go.Figure:
    """A dot per row of `frame` (numerator, denominator, value, low, high: fractions) at `places`, on an axis from 0 to
    100 %; `thick` pixels each. A row without a denominator has no dot and no interval, and says why (`no_rate`, by its
    columns young and pending); where no row has an interval, none is drawn."""
    values = [None if pd.isna(v) else float(v) for v in frame["value"]]
    counts = [n_of_N(n, whole) for n, whole in zip(frame["numerator"], frame["denominator"], strict=True)]
    ends = [
        (0.0, 0.0) if v is None or pd.isna(a) or pd.isna(b) else (v - float(a), float(b) - v)
        for v, a, b in zip(values, frame["low"], frame["high"], strict=True)
    ]
    whiskers = {
        "type": "data",
        "symmetric": False,
        "array": [up for _, up in ends],
        "arrayminus": [down for down, _ in ends],
        "color": PREVIOUS,
        "thickness": 5,
        "width": 0,
    }
    dots = go.Scatter(
        y=list(places),
        x=values,
        mode="markers",
        marker={"color": PRESENT, "size": 11, "line": {"width": 0}},
        error_x=whiskers if frame["low"].notna().any() else None,
        customdata=counts,
        hovertemplate="%{y} %{x:.1%} %{customdata}<extra></extra>",
    )
    notes = [
        {
            "x": 1.03 if value is not None else 0.02,  # where there is no dot its place is free for the reason
            "y": place,
            "xanchor": "left",
            "align": "left",
            "showarrow": False,
            "text": no_rate(row, lang) if value is None else f"<b>{percent(value)}</b>  {count}",
            "font": {"size": 12, "color": INK},
        }
        for place, value, count, (_, row) in zip(places, values, counts, frame.iterrows(), strict=True)
    ]
    # the figures have pixels of their own beside the axis: a part of it would be too narrow for them on a telephone
    room = max((len(str(note["text"])) - len("<b></b>") for note in notes if note["x"] > 1), default=0)
    return figure(
        dots,
        height=50 + thick * max(len(values), 3),
        horizontal=True,
        annotations=notes,
        # lines at every quarter, words at every half: on a telephone there is no room for five, and they would be turned
        xaxis={
            "range": [0, 1.03], "tickvals": [0, 0.25, 0.5, 0.75, 1], "ticktext": ["0%", "", "50%", "", "100%"], "tickangle": 0,
        },
        margin={"t": 4, "r": 12 + round(7.5 * room)},
        meta=meta,
    )
