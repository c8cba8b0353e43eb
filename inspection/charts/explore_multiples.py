"""Small multiples and pairs of the explorer: a panel per group or per thing measured, a bar before and a bar now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.explore import BARS, axis_of, beside
from inspection.charts.template import CATEGORIES, INK, PRESENT, PREVIOUS, figure, solid
from inspection.charts.wording import escaped
from inspection.reading.words import n_of_N

PANELS = 12
LEAST = 0.2  # of a rate's axis: a rate of 2 % is no full bar


@dataclass(frozen=True, eq=False)
class Panel:
    """One panel: its heading, its groups, what its figures' columns end with ("", _1, …), percent or number."""

    heading: str
    frame: pd.DataFrame
    suffix: str
    form: str


def _bars(
    order: Sequence[str], rows: Sequence[Mapping | None], column: str, form: str, name: str, colour: str
) -> go.Bar:
    values = [None if row is None or pd.isna(row.get(column)) else float(row[column]) for row in rows]
    names = [column.replace("value", part) for part in ("numerator", "denominator")]
    counts = [
        n_of_N(row[names[0]], row[names[1]]) if value is not None and form == "percent" else None
        for value, row in zip(values, rows, strict=True)
    ]
    return go.Bar(
        y=[escaped(one) for one in order],
        x=values,
        orientation="h",
        name=escaped(name),
        marker=solid(colour),
        text=["" if v is None else beside(v, n, form) for v, n in zip(values, counts, strict=True)],
        textfont={"size": 12, "color": INK},
        hovertemplate="%{y} %{fullData.name} %{text}<extra></extra>",
    )


def _rows(frame: pd.DataFrame, by: str, order: Sequence[str]) -> list[Mapping | None]:
    known = {row[by]: row for row in frame.to_dict("records")}
    return [known.get(one) for one in order]


def _columns(panel: Panel, before: bool) -> list[str]:
    return [f"before_value{panel.suffix}", f"value{panel.suffix}"] if before else [f"value{panel.suffix}"]


def _end(panels: Sequence[Panel], before: bool) -> float:
    """The end of one scale, with room for the words behind the longest bar."""
    highest = [panel.frame[name].max() for panel in panels for name in _columns(panel, before) if panel.frame[name].notna().any()]
    most = max(map(float, highest), default=1.0)
    return max(most, LEAST) * 2.2 if panels[0].form == "percent" else (most or 1.0) * 1.5


def multiples(panels: Sequence[Panel], *, by: Sequence[str], before: bool, words: tuple[str, str]) -> list[tuple[str, go.Figure]]:
    """(heading, figure) of at most PANELS panels: lying bars of the first field of `by` in one order, side by side by the second.
    Panels of one thing measured share their scale, others have their own. `before`: each bar below the one it is compared with;
    `words`: what the two are called."""
    shown = panels[:PANELS]
    order = list(dict.fromkeys(one for panel in shown for one in panel.frame[by[0]]))[:BARS]
    series = list(dict.fromkeys(one for panel in shown for one in panel.frame[by[1]]))[: len(CATEGORIES)] if len(by) > 1 else []
    found = []
    for panel in shown:
        if series and not before:
            parts = [(panel.frame[panel.frame[by[1]] == name], f"value{panel.suffix}", name) for name in series]
            named = [(*part, colour) for part, colour in zip(parts, CATEGORIES, strict=False)]
        else:
            names, colours = ((words, (PREVIOUS, PRESENT)) if before else ((panel.heading,), (PRESENT,)))
            named = [(panel.frame, *one) for one in zip(_columns(panel, before), names, colours, strict=True)]
        traces = [
            _bars(order, _rows(frame, by[0], order), column, panel.form, name, colour) for frame, column, name, colour in named
        ]
        ticks = {"tickvals": [0, 0.5, 1]} if panel.form == "percent" else {"nticks": 4}
        alike = [one for one in shown if one.suffix == panel.suffix]
        made = figure(
            *traces,
            height=70 + (16 * len(traces) + 12) * max(len(order), 2),
            horizontal=True,
            barmode="group",
            showlegend=len(traces) > 1,
            legend={"traceorder": "normal"},
            xaxis={**axis_of(panel.form), "range": [0, _end(alike, before)], **ticks, "tickangle": 0},
            margin={"t": 36 if len(traces) > 1 else 4},
        )
        found.append((panel.heading, made))
    return found


def pairs(frame: pd.DataFrame, *, by: Sequence[str], form: str, title: str, words: tuple[str, str]) -> tuple[str, go.Figure]:
    """Each group of the first field as it was, in grey, and as it is, with its n of N where it is a rate; `words` are what the
    two sides are called."""
    ((_, made),) = multiples([Panel(title, frame, "", form)], by=by[:1], before=True, words=words)
    return title, made
