"""The course of one finding or clue: each step on a line of its own, along time."""

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.template import ATTENTION, GRID, INK, PRESENT, PREVIOUS, figure
from inspection.charts.wording import escaped
from inspection.text import say

SIGNS = {
    "done": ("circle", PRESENT),
    "kept": ("line-ns-open", PRESENT),
    "ahead": ("circle-open", PRESENT),
    "late": ("diamond", ATTENTION),
}
"""What has come is solid, a deadline that was kept a stroke, what is still ahead outlined; what needs attention is red and of
another shape."""


def course(frame: pd.DataFrame, *, lang: str, title: str, as_of: str) -> tuple[str, go.Figure]:
    """The steps (reading.case.course) that have a day, the earliest on top, and the as-of day as a line across where it is
    not far behind all of them. What was found years before is in the list: drawn, it would press the course together."""
    frame = frame[frame["on_day"].notna() & (frame["name"] != "earlier")]
    days = pd.to_datetime(frame["on_day"]).dt.strftime("%Y-%m-%d").tolist()
    rows = list(range(len(frame)))
    line = go.Scatter(
        x=days,
        y=rows,
        mode="lines",
        line={"color": GRID, "width": 2, "shape": "vh"},
        hoverinfo="skip",
        showlegend=False,
    )
    traces = [line]
    for state, (symbol, colour) in SIGNS.items():
        chosen = [at for at, found in zip(rows, frame["state_of"], strict=True) if found == state]
        if chosen:
            traces.append(
                go.Scatter(
                    x=[days[at] for at in chosen],
                    y=chosen,
                    mode="markers+text",
                    name=say(f"case.state_{state}", lang),
                    marker={"symbol": symbol, "color": colour, "size": 12, "line": {"width": 2, "color": colour}},
                    text=[days[at] for at in chosen],
                    textposition=["middle left" if _late_in_time(days, at) else "middle right" for at in chosen],
                    textfont={"size": 12, "color": INK},
                    customdata=[escaped(str(frame["detail"].iloc[at])) for at in chosen],
                    hovertemplate="%{text} %{customdata}<extra></extra>",
                )
            )
    now = as_of if _near(days, as_of) else max(days)
    made = figure(
        *traces,
        height=56 + 30 * max(len(frame), 1),
        margin={"t": 34, "r": 24},
        xaxis={
            "type": "date", "tickangle": 0, "showgrid": True, "rangemode": "normal", "range": _range(days, now),
            "tickformat": "%Y-%m", "nticks": 6,
        },
        yaxis={
            "tickmode": "array",
            "tickvals": rows,
            "ticktext": [escaped(str(step)) for step in frame["step"]],
            "range": [len(frame) - 0.4, -0.6],
            "showgrid": False,
            "zeroline": False,
        },
        shapes=[_across(now)] if now == as_of else [],
    )  # fmt: skip
    return title, made


def _near(days: list[str], as_of: str) -> bool:
    """Whether the as-of day lies no further behind the last step than the first lies before it."""
    first, last = pd.Timestamp(min(days)), pd.Timestamp(max(days))
    return pd.Timestamp(as_of) - last <= max(last - first, pd.Timedelta(days=30))


def _across(day: str) -> dict:
    style = {"color": PREVIOUS, "dash": "dot", "width": 1.5}
    return {"type": "line", "x0": day, "x1": day, "yref": "paper", "y0": 0, "y1": 1, "line": style}


def _range(days: list[str], now: str) -> list[str]:
    """From the first to the last day drawn, with room beside for the words."""
    first, last = (pd.Timestamp(day) for day in (min([*days, now]), max([*days, now])))
    room = max((last - first) * 0.18, pd.Timedelta(days=7))
    return [f"{first - room:%Y-%m-%d}", f"{last + room:%Y-%m-%d}"]


def _late_in_time(days: list[str], at: int) -> bool:
    """Whether a mark stands in the right half, where its words have room to the left."""
    first, last = min(days), max(days)
    return pd.Timestamp(days[at]) > pd.Timestamp(first) + (pd.Timestamp(last) - pd.Timestamp(first)) / 2
