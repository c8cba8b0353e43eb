"""What has become of the findings fed back: reported, verified, still open; and how fast, round by round."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, marks_by, rows_where
from inspection.charts.spacing import apart
from inspection.charts.template import (
    ATTENTION,
    CONTEXT,
    GROUND,
    INK,
    PRESENT,
    PRESENT_TINT,
    PREVIOUS,
    figure,
    hatched,
    outlined,
    solid,
)
from inspection.charts.wording import escaped, fitted, wrapped
from inspection.reading.rectification import most_left, states_finding
from inspection.reading.rectification_pace import compared, pace_finding, paces
from inspection.reading.words import n_of_N, percent
from inspection.text import say

STATES = ("closed_off", "done_not_closed", "mostly_done", "not_done")
MOST = 14  # organisations drawn
HEIGHT = 360
DAYS = 365
ENDS = 24  # letters of a line of a round's name where its curve ends: what the margin holds


def _marker(state: str) -> dict:
    """Verified solid, reported tinted, basically done hatched, not done an empty box: told apart in grey print too."""
    if state == "mostly_done":  # thin lines, for a number stands on them
        marker = hatched(PREVIOUS)
        return marker | {"pattern": marker["pattern"] | {"size": 9, "solidity": 0.15}}
    if state == "not_done":
        return outlined(PREVIOUS)
    return solid(PRESENT if state == "closed_off" else PRESENT_TINT)


def states(frame: pd.DataFrame, *, lang: str, dimension: str, names: Mapping[str, str]) -> tuple[str, go.Figure]:
    """The findings fed back by where they stand (rows of rectification_breakdown of one `dimension`), as shares.

    Verified by the office, reported done but not verified, basically completed, not done; beside each: how many, the
    two rates, and in red what was found again and what is overdue. Of organisations those with most left to verify.
    """
    title = states_finding(frame[frame["fed_back"] > 0], lang)
    frame = frame[(frame[["fed_back", "reopened", "overdue"]] > 0).any(axis=1)]  # what is late may not be fed back yet
    if dimension == "org":
        frame = most_left(frame).head(MOST)
    else:
        place = {value: at for at, value in enumerate(names)}
        frame = frame.sort_values("part", key=lambda s: s.map(place), na_position="last", kind="stable")
    empty = say("breakdown.not_stated", lang)
    called = [None if pd.isna(part) else str(names.get(part, part)) for part in frame["part"]]
    labels = [empty if name is None else wrapped(name, 26 if name.isascii() else 12) for name in called]
    rows = list(range(len(frame)))
    row = 44 if any("<br>" in label for label in labels) else 36  # pixels: room for two lines, also on a telephone
    bars = []
    for state in STATES:
        counts = frame[state].astype(int).tolist()
        shares = [n / all_ if all_ else 0.0 for n, all_ in zip(counts, frame["fed_back"].astype(int), strict=True)]
        bars.append(
            go.Bar(
                y=rows,
                x=[share or None for share in shares],  # an empty box of no width would draw a line
                orientation="h",
                name=say(f"progress.state_{state}", lang),
                marker=_marker(state),
                width=0.62,
                text=[str(n) if share > 0.05 else "" for n, share in zip(counts, shares, strict=True)],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="inside",
                textfont={"size": 11, "color": GROUND if state == "closed_off" else INK},
                customdata=counts,
                hovertemplate="%{fullData.name} %{customdata} (%{x:.1%})<extra></extra>",
            )
        )
    margin = (122 if lang == "zh" else 198) + 22 * bool(((frame["reopened"] > 0) & (frame["overdue"] > 0)).any())
    made = figure(
        *bars,
        height=58 + row * max(len(rows), 3) + (0 if lang == "zh" else 24),  # the legend takes two lines
        horizontal=True,
        barmode="stack",
        uniformtext={"mode": "hide", "minsize": 10},  # a telephone's bars are too narrow for some counts
        legend={"traceorder": "normal", "font": {"size": 11}},
        annotations=[note for row, r in enumerate(frame.itertuples(index=False)) for note in _beside(row, r, lang, margin)],
        meta=marks_by(dimension, frame["part"]),
        margin={"r": margin},
        xaxis={"tickformat": ".0%", "range": [0, 1], "tickvals": [0, 0.5, 1], "title": _wholes(frame, lang)},
        yaxis={"tickvals": rows, "ticktext": list(map(fitted, labels)), "range": [len(rows) - 0.5, -0.5], "autorange": False},
    )
    return title, made


def _wholes(frame: pd.DataFrame, lang: str) -> dict:
    """What the bars are shares of, and the rates beside them, where some findings are too young for a rate."""
    words = say("progress.wholes", lang) if (frame["fed_back"] > frame["settled"]).any() else ""
    return {"text": words, "font": {"size": 11, "color": INK}}


def _beside(row: int, r, lang: str, margin: int) -> list[dict]:
    """Reported done with its counts; below it what is verified, and apart in red what came back and what is late. Where all is
    within the intensive period there is no rate yet."""
    at = {"x": 1.015, "xref": "paper", "y": row, "xanchor": "left", "showarrow": False}
    done = say("progress.rate_done", lang, rate=percent(r.completion_share, 0))
    closed = say("progress.rate_closed", lang, rate=percent(r.closed_off_share, 0)) if r.settled else ""
    faults = (("reopened", r.reopened), ("overdue", r.overdue))
    bad = [say(f"progress.{name}", lang, n=int(n)) for name, n in faults if n]
    none = say("progress.all_young" if r.fed_back else "progress.not_fed_back", lang)
    rate = f"<b>{done}</b> {n_of_N(r.settled_done, r.settled)}" if r.settled else none
    right = {"x": 1, "xshift": margin - 2, "xanchor": "right"}
    said = [
        at | {"text": rate, "yshift": 7, "font": {"size": 12, "color": INK}},
        at | {"text": closed, "yshift": -8, "font": {"size": 11, "color": INK}},
    ]
    return said + [at | right | {"text": " ".join(bad), "yshift": -8, "font": {"size": 11, "color": ATTENTION}}] * bool(bad)


def burn_down(
    frame: pd.DataFrame, *, lang: str, ending: str, names: Mapping[str, str], window: int
) -> tuple[str, go.Figure]:
    """The share of each round's findings still open, by days since feedback (table rectification_pace).

    A line per round; the last round watched for the whole intensive period (`window` days) strong, the one before it
    grey, younger ones dotted, older ones faint. What is open today counts as open so far, no more.
    """
    rounds = paces(frame, ending, names, window)
    before, last = compared(rounds)
    strong = last or rounds[-1]
    grid = np.arange(0, DAYS + 1, 3)
    traces, ends, stands_for = [], [], []
    for one in sorted(rounds, key=lambda one: one is strong):
        left = 1 - one.curve.at("reached", grid)
        known = ~np.isnan(left)
        if not known.any():
            continue
        young = not one.mature
        colour = PRESENT if one is strong or young else INK if one is before else CONTEXT
        traces.append(
            go.Scatter(
                x=grid[known].tolist(),
                y=left[known].tolist(),
                mode="lines",
                name=escaped(one.name),
                line={
                    "color": colour,
                    "width": 3 if one is strong else 1.8 if young or one is before else 1.2,
                    "dash": "dot" if young else "solid",
                    "shape": "hv",
                },
                hovertemplate=f"{escaped(one.name)} %{{x}} %{{y:.1%}}<extra></extra>",
            )
        )
        stands_for.append([rows_where(part="all_pending", round=one.round_id)] * int(known.sum()))
        if young or one is strong or one is before:
            ends.append((int(grid[known][-1]), float(left[known][-1]), one.name, colour))
            traces.append(
                go.Scatter(
                    x=[int(grid[known][-1])],
                    y=[float(left[known][-1])],
                    mode="markers",
                    marker={"color": colour, "size": 8, "line": {"width": 0}},
                    hoverinfo="skip",
                )
            )
            stands_for.append([rows_where(part="all_pending", round=one.round_id)])
    made = figure(
        *traces,
        height=HEIGHT,
        showlegend=False,
        margin={"r": 170, "t": 16},
        annotations=[*_ends(ends), _window_note(window, lang)],
        shapes=[_window_line(window)],
        meta=marks(stands_for),
        yaxis={"tickformat": ".0%", "range": [0, 1.02], "dtick": 0.25},
        xaxis={
            "range": [0, DAYS],
            "tickvals": [0, 30, 90, 180, 270, 365],
            "tickangle": 0,
            "title": {"text": say("progress.days_since", lang), "font": {"size": 11, "color": INK}},
        },
    )
    return pace_finding(rounds, ending, window, lang), made


def _ends(ends: list[tuple[int, float, str, str]]) -> list[dict]:
    """The name of each line in its colour and where it ends, in the margin: lines that end early lie under others."""
    notes = []
    for (_, y, name, colour), shift in zip(ends, apart([e[1] for e in ends], 1.02, HEIGHT - 50, 28), strict=True):
        notes.append(
            {
                "x": 1.01,
                "xref": "paper",
                "y": y,
                "text": f"{wrapped(name, 10, ENDS)} <b>{percent(y, 0)}</b>",
                "showarrow": False,
                "xanchor": "left",
                "align": "left",
                "yshift": shift,
                "font": {"size": 11, "color": INK if colour == CONTEXT else colour},
            }
        )
    return notes


def _window_line(window: int) -> dict:
    line = {"color": PREVIOUS, "width": 1.5, "dash": "dash"}
    return {"type": "line", "x0": window, "x1": window, "y0": 0, "y1": 1, "line": line}


def _window_note(window: int, lang: str) -> dict:
    return {
        "x": window,
        "y": 1,
        "text": say("progress.intensive", lang, days=window),
        "showarrow": False,
        "xanchor": "left",
        "xshift": 5,
        "font": {"size": 11, "color": INK},
    }
