"""Dated notes on a drawing over time: a thin line on the day, with the number under which its words stand below.

A drawing that runs over time says in its `meta` which days its axis holds (`over`), beside what its marks stand for.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from inspection.charts.template import GROUND, INK, Finished

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
NEAR = 0.035
"""Share of the axis within which two numbers would touch: the later stands below the earlier."""
LINE = 15  # pixels

Span = tuple[date, date, object, object]
"""Days from the first up to, not with, the second, and the places on the axis between which they lie; where these are texts
the axis is one of days."""


def over(spans: Iterable[Span]) -> dict:
    """The part of a figure's `meta` that says where days lie on its x axis."""
    return {"time": [[first.isoformat(), end.isoformat(), low, high] for first, end, low, high in spans]}


def over_years(years: Sequence[int], places: Sequence[int] | None = None) -> dict:
    """Of an axis with a place per year, each half a step wide to both sides; the place is the year unless given."""
    found = zip(years, years if places is None else places, strict=True)
    return over((date(year, 1, 1), date(year + 1, 1, 1), at - 0.5, at + 0.5) for year, at in found)


def over_quarters(quarters: Sequence[str]) -> dict:
    """Of an axis with a place per quarter (2024-Q1) in their order."""
    firsts = [date(int(quarter[:4]), 3 * int(quarter[-1]) - 2, 1) for quarter in quarters]
    ends = [date(day.year + (day.month + 2) // 12, (day.month + 2) % 12 + 1, 1) for day in firsts]
    return over((first, end, at - 0.5, at + 0.5) for at, (first, end) in enumerate(zip(firsts, ends, strict=True)))


def number(at: int) -> str:
    """The sign of the note at that place of a list, counted from 0."""
    return CIRCLED[at] if at < len(CIRCLED) else f"({at + 1})"


def place(made: go.Figure, day: date) -> object | None:
    """Where a day lies on the x axis of a drawing over time; None where it does not reach it."""
    for first, end, low, high in (made.to_dict()["layout"].get("meta") or {}).get("time", ()):
        if isinstance(low, str):
            return day.isoformat()  # an axis of days is drawn out to it
        first, end = date.fromisoformat(first), date.fromisoformat(end)
        if first <= day < end:
            return low + (high - low) * ((day - first) / (end - first))
    return None


def runs_over_time(made: go.Figure) -> bool:
    """Whether a drawing says where days lie."""
    return bool((made.to_dict()["layout"].get("meta") or {}).get("time"))


def noted(made: go.Figure, days: Sequence[date]) -> Finished:
    """The drawing with a line and a number (`number` of its place among them) for every one of the days that lies on it."""
    whole = made.to_dict()
    layout = dict(whole["layout"])
    spans = layout["meta"]["time"]
    at = [(nth, where) for nth, day in enumerate(days) if (where := place(made, day)) is not None]
    if isinstance(spans[0][2], str):
        layout["xaxis"] = layout["xaxis"] | {"range": _reaching(spans, [days[nth] for nth, _ in at])}
        heights = _heights([date.fromisoformat(where).toordinal() for _, where in at], _length(spans))
    else:
        heights = _heights([where for _, where in at], spans[-1][3] - spans[0][2])
    line = {"color": INK, "width": 1, "dash": "dot"}
    lines = [
        {"type": "line", "x0": where, "x1": where, "yref": "paper", "y0": 0, "y1": 1, "line": line, "name": "note"}
        for _, where in at
    ]
    signs = [
        {"x": where, "y": 1, "yref": "paper", "yanchor": "top", "yshift": -LINE * low, "showarrow": False, "name": "note",
         "text": number(nth), "bgcolor": GROUND, "borderpad": 0, "font": {"size": 13, "color": INK}}
        for (nth, where), low in zip(at, heights, strict=True)
    ]
    layout["shapes"] = [*layout.get("shapes", ()), *lines]
    layout["annotations"] = [*layout.get("annotations", ()), *signs]
    return Finished.told({**whole, "layout": layout})


def _heights(places: Sequence[float], length: float) -> list[int]:
    """How many lines below the top each number stands, so that none touches another."""
    found: list[int] = []
    for at, here in enumerate(places):
        taken = {found[before] for before in range(at) if abs(places[before] - here) < NEAR * length}
        found.append(next(low for low in range(len(places) + 1) if low not in taken))
    return found


def _length(spans: Sequence[Sequence]) -> int:
    return max((date.fromisoformat(spans[-1][1]) - date.fromisoformat(spans[0][0])).days, 1)


def _reaching(spans: Sequence[Sequence], days: Sequence[date]) -> list[str]:
    """The first and last day of an axis of days that shows all it did and these."""
    first, last = date.fromisoformat(spans[0][0]), date.fromisoformat(spans[-1][1])
    room = timedelta(days=max(_length(spans) // 25, 20))
    return [(min([first, *days]) - room).isoformat(), (max([last, *days]) + room).isoformat()]
