"""Figures of one organisation: what happened to it and when."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.notes import over
from inspection.charts.template import ATTENTION, CATEGORIES, INK, PRESENT, PREVIOUS, figure
from inspection.charts.wording import escaped, stacked
from inspection.reading.organisation import history_finding, place_finding
from inspection.reading.words import n_of_N, whole_number
from inspection.text import say
from inspection.text.numbers import written

LANES = {
    "inspected": ("inspected",),
    "fed_back": ("fed_back", "done", "closed_off"),
    "clues": ("clues_transferred", "clues_concluded"),
    "assessed": ("assessed", "explained", "aired"),
    "accountable": ("notified", "held_accountable", "rules_made"),
    "scope": ("entered_scope", "left_scope", "report_awarded"),
}
MARKS = {
    "inspected": "◆", "fed_back": "○", "done": "●", "closed_off": "■", "clues_transferred": "○",
    "clues_concluded": "●", "assessed": "●", "explained": "▼", "aired": "□", "notified": "○",
    "held_accountable": "✕", "rules_made": "●", "entered_scope": "|", "left_scope": "|", "report_awarded": "★",
}
SIGNS = {
    "inspected": ("diamond", PRESENT),
    "fed_back": ("circle-open", PRESENT),
    "done": ("circle", PRESENT),
    "closed_off": ("square", PRESENT),
    "clues_transferred": ("circle-open", CATEGORIES[1]),
    "clues_concluded": ("circle", CATEGORIES[1]),
    "assessed": ("circle", CATEGORIES[2]),
    "explained": ("triangle-down", CATEGORIES[2]),
    "aired": ("square-open", CATEGORIES[2]),
    "notified": ("circle-open", PREVIOUS),
    "held_accountable": ("x", ATTENTION),
    "rules_made": ("circle", PREVIOUS),
    "entered_scope": ("line-ns-open", INK),
    "left_scope": ("line-ns-open", PREVIOUS),
    "report_awarded": ("star", CATEGORIES[1]),
}


def timeline(frame: pd.DataFrame, *, lang: str, names: Mapping[str, str]) -> tuple[str, go.Figure]:
    """The events of one organisation (table organisation_history) along time, one lane per kind of work; each
    must have its day."""
    there = set(frame["event"])
    lanes = [name for name, events in LANES.items() if there & set(events)]
    traces = []
    for place, lane in enumerate(lanes):
        for event in LANES[lane]:
            rows = frame[frame["event"] == event]
            if rows.empty:
                continue
            symbol, colour = SIGNS[event]
            traces.append(
                go.Scatter(
                    x=pd.to_datetime(rows["on_day"]).dt.strftime("%Y-%m-%d").tolist(),
                    y=[place] * len(rows),
                    mode="markers",
                    name=say(f"organisation.{event}", lang),
                    marker={"symbol": symbol, "color": colour, "size": 12, "line": {"width": 2, "color": colour}},
                    customdata=[_words(r, names) for r in rows.itertuples(index=False)],
                    hovertemplate="%{x|%Y-%m-%d} %{fullData.name} %{customdata}<extra></extra>",
                )
            )
    days = pd.to_datetime(frame["on_day"]).dt.date
    made = figure(
        *traces,
        meta=over([(min(days), max(days), str(min(days)), str(max(days)))]),
        height=40 + 52 * len(lanes),
        showlegend=False,
        margin={"t": 8},
        xaxis={"type": "date", "tickformat": "%Y", "tickangle": 0, "showgrid": True, "rangemode": "normal"},
        yaxis={
            "tickmode": "array",
            "tickvals": list(range(len(lanes))),
            "ticktext": [_lane(lane, there, lang) for lane in lanes],
            "range": [len(lanes) - 0.5, -0.5],
            "showgrid": False,
            "zeroline": False,
        },
    )
    return history_finding(frame, lang), made


def _lane(lane: str, there: set[str], lang: str) -> str:
    """The name of a lane and, smaller below it, the signs that stand in it: a legend where it is needed."""
    signs = [f"{MARKS[e]}{say(f'organisation.sign_{e}', lang)}" for e in LANES[lane] if e in there]
    return f"<b>{say(f'organisation.lane_{lane}', lang)}</b><br><span style='font-size:11px'>{' '.join(signs)}</span>"


def _words(row, names: Mapping[str, str]) -> str:
    round_ = escaped(names.get(row.round_id, "")) if pd.notna(row.round_id) else ""
    if pd.isna(row.counted):
        return round_
    number = n_of_N(row.counted, row.out_of) if pd.notna(row.out_of) else whole_number(row.counted)
    return f"{number} {round_}".strip()


def places(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """The rank within its class at each assessment: round_name, rank_in_class, count_in_class, composite; first on top."""
    shares = ((frame["rank_in_class"] - 1) / (frame["count_in_class"] - 1).where(frame["count_in_class"] > 1)).fillna(0)
    texts = [
        say("organisation.place_of", lang, rank=int(r.rank_in_class), n=int(r.count_in_class))
        for r in frame.itertuples(index=False)
    ]
    line = go.Scatter(
        x=list(range(len(frame))),
        y=[float(s) for s in shares],
        mode="lines+markers+text",
        line={"color": PRESENT, "width": 2},
        marker={"size": 10, "color": [ATTENTION if b else PRESENT for b in frame["is_bottom"]]},
        text=texts,
        textposition="bottom center",
        textfont={"size": 12, "color": INK},
        customdata=[written(c) for c in frame["composite"]],
        hovertemplate="%{text} %{customdata}<extra></extra>",
    )
    made = figure(
        line,
        height=240,
        xaxis={
            "tickvals": list(range(len(frame))),
            "ticktext": [stacked(n) for n in frame["round_name"]],
            "tickangle": 0,
            "tickfont": {"size": 11, "color": INK},
            "range": [-0.6, len(frame) - 0.4],
        },
        yaxis={
            "range": [1.25, -0.12],
            "tickvals": [0, 1],
            "ticktext": [say("organisation.first", lang), say("organisation.last", lang)],
        },
    )
    return place_finding(frame, lang), made
