"""Lying bars of rates: the interval on each bar, the rate and what it stands on beyond the end of the axis."""

from collections.abc import Iterable, Sequence

import pandas as pd

from inspection.charts.template import INK, PREVIOUS
from inspection.charts.wording import percent

TO_THE_WHOLE = {"tickformat": ".0%", "range": [0, 1.4], "tickvals": [0, 0.25, 0.5, 0.75, 1]}
"""The axis of a rate, with room for words beyond 100 %."""


def whiskers(values: Sequence[float | None], low: Iterable[object], high: Iterable[object]) -> dict:
    """plotly's error bars from `low` to `high` about `values`; of no length where there is no interval."""
    ends = [
        (0.0, 0.0) if v is None or pd.isna(v) or pd.isna(a) or pd.isna(b) else (float(v) - float(a), float(b) - float(v))
        for v, a, b in zip(values, low, high, strict=True)
    ]
    return {
        "type": "data",
        "symmetric": False,
        "array": [up for _, up in ends],
        "arrayminus": [down for down, _ in ends],
        "color": PREVIOUS,
        "thickness": 1.5,
        "width": 3,
    }


def beyond_the_whole(place: str, value: float | None, counts: str) -> dict:
    """The annotation beside a bar: the rate in bold and its n of N."""
    return {
        "x": 1.03,
        "y": place,
        "xanchor": "left",
        "align": "left",
        "showarrow": False,
        "text": f"<b>{percent(value)}</b>  {counts}",
        "font": {"size": 12, "color": INK},
    }
