"""Figures of the clues: verification year over year, the funnel, the age of what is open."""

from math import ceil

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, rows_where
from inspection.charts.template import (
    ATTENTION,
    GROUND,
    INK,
    PRESENT,
    PRESENT_TINT,
    PREVIOUS,
    SEQUENTIAL,
    figure,
    hatched,
    solid,
)
from inspection.charts.wording import escaped, lines
from inspection.reading.clues import open_finding, stages_finding
from inspection.reading.words import between, n_of_N, percent, whole_number
from inspection.reading.years import periods, year_finding
from inspection.statistics import wilson
from inspection.text import say


def verification_by_year(
    frame: pd.DataFrame, *, lang: str, height: int = 400, rate: str = ""
) -> tuple[str, go.Figure]:
    """The verification rate of each transfer year (`own_years`), of what has had its time, with its interval and what is
    still open.

    `rate`: the name of another definition, whose years stand in the same columns.

    Bars: the rate, hatched where the year is partial or immature; whiskers: Wilson 95 %; the narrow bar beside: where
    the rate can end once the pending are concluded. Below each year its counts, and how many are too young to count.
    """
    frame = frame[frame["transferred"] > 0]
    years = frame["year"].astype(int).tolist()
    places = list(range(len(years)))
    ends = [wilson(p.numerator, p.denominator) for p in periods(frame)]
    rates = [None if pd.isna(rate) else rate for rate in frame["rate"]]
    open_ = [bool(a or b) for a, b in zip(frame["is_partial"], frame["is_immature"], strict=True)]
    ticks = [
        lines(
            f"<b>{r.year}</b>",
            percent(r.rate, 0) if r.concluded else "",
            n_of_N(r.substantiated, r.concluded) if r.concluded else say("charts.none_due", lang) if r.young else "",
            say("charts.pending", lang, n=int(r.pending)) if r.pending else "",
            say("charts.young", lang, n=int(r.young)) if r.young else "",
        )
        for r in frame.itertuples(index=False)
    ]
    def bars(provisional: bool) -> go.Bar:
        kept = [at for at in places if open_[at] == provisional]
        reach = [(ends[at], rates[at]) if ends[at] else ((0, 0), 0) for at in kept]
        return go.Bar(
            x=kept,
            y=[rates[at] for at in kept],
            width=0.5,
            name=say("charts.rate_provisional" if provisional else "charts.rate", lang),
            marker=hatched() if provisional else solid(),
            error_y={
                "type": "data",
                "array": [high - rate for (_, high), rate in reach],
                "arrayminus": [rate - low for (low, _), rate in reach],
                "color": PREVIOUS,
                "thickness": 1.5,
                "width": 4,
            },
            customdata=[ticks[at] for at in kept],
            hovertemplate="%{customdata}<extra></extra>",
        )

    within_bounds = go.Bar(
        x=[p + 0.36 for p in places],
        base=frame["low_bound"].tolist(),
        y=(frame["high_bound"] - frame["low_bound"]).tolist(),
        width=0.14,
        name=say("charts.bounds", lang),
        marker={"color": PRESENT_TINT, "line": {"width": 0}},
        customdata=[between(pair) for pair in zip(frame["low_bound"], frame["high_bound"], strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )
    reached = [high for _, high in filter(None, ends)] + frame["high_bound"].dropna().tolist()
    top = min(1.0, ceil(max(reached, default=1.0) * 1.08 * 20) / 20)
    picked = [[rows_where(year=years[at]) for at in places if open_[at] == later] for later in (False, True)]
    picked.append([rows_where(year=year) for year in years])
    breaks = [at for at, new in zip(places, frame["is_break"], strict=True) if new and at]
    made = figure(
        bars(False),
        bars(True),
        within_bounds,
        height=height,
        meta=marks(picked),
        shapes=[_break_line(at - 0.5) for at in breaks],
        annotations=[_break_note(at - 0.5, lang) for at in breaks],
        barmode="overlay",
        legend={"font": {"size": 11}},
        xaxis={
            "tickmode": "array",
            "tickvals": places,
            "ticktext": ticks,
            "tickangle": 0,
            "tickfont": {"size": 11, "color": INK},
            "range": [-0.6, len(places) - 0.3],
        },
        yaxis={"tickformat": ".0%", "range": [0, top], "dtick": 0.25 if top > 0.5 else 0.1},
    )
    return year_finding(frame, lang, rate), made


def _break_line(x: float) -> dict:
    return {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "line": {"color": INK, "width": 1.5}}


def _break_note(x: float, lang: str) -> dict:
    at = {"x": x, "y": 1, "yref": "paper", "xanchor": "right", "xshift": -4, "showarrow": False}
    return at | {"text": say("clues.series_break", lang), "font": {"size": 11, "color": INK}}


STAGE_ROWS = {
    "transferred": rows_where(id="clues"),
    "concluded": rows_where(id="clue_conclusion_rate", part="all_numerator"),
    "verified": rows_where(id="clue_verification_rate", part="all_numerator"),
    "case_filed": rows_where(id="clue_case_filing_rate", part="all_numerator"),
}


def funnel(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """How many of the clues transferred reached each stage (table clue_funnel); each stage of all transferred."""
    counts = frame["clues"].astype(int).tolist()
    stages = [say(f"charts.stage_{stage}", lang) for stage in frame["stage"]]
    bars = go.Bar(
        y=stages,
        x=counts,
        orientation="h",
        marker={"color": [PREVIOUS if s == "transferred" else PRESENT for s in frame["stage"]]},
        text=[f"{whole_number(n)} · {percent(share)}" for n, share in zip(counts, frame["share"], strict=True)],
        hoverinfo="skip",
    )
    made = figure(
        bars,
        height=44 + 36 * len(counts),
        horizontal=True,
        meta=marks(STAGE_ROWS.get(stage, "") for stage in frame["stage"]),
        xaxis={"visible": False, "range": [0, max(max(counts), 1) * 1.32]},
    )
    return stages_finding(frame, lang), made


AGES = ("upto_30", "upto_90", "upto_180", "upto_365", "over_365")
AGE_COLOURS = (SEQUENTIAL[1], SEQUENTIAL[3], SEQUENTIAL[7], SEQUENTIAL[9], ATTENTION)  # each bears its number


def ageing(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """Open clues by handling department and age (table clue_ageing), the oldest in red; warnings as words beside."""
    handlers = [escaped(h) if pd.notna(h) else say("charts.no_handler", lang) for h in frame["handler"]]
    open_ = frame["open_clues"].astype(int).tolist()
    traces = []
    for age, colour in zip(AGES, AGE_COLOURS, strict=True):
        counts = frame[age].astype(int).tolist()
        traces.append(
            go.Bar(
                y=handlers,
                x=counts,
                orientation="h",
                name=say(f"charts.age_{age}", lang),
                marker={"color": colour, "line": {"width": 0}},
                text=[str(n) if n else "" for n in counts],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": GROUND if age in ("upto_180", "upto_365", "over_365") else INK},
                hovertemplate="%{y} %{fullData.name} %{x}<extra></extra>",
            )
        )
    joint = say("charts.joint", lang)
    notes = []
    for handler, count, red, yellow, blue in zip(
        handlers, open_, frame["red"], frame["yellow"], frame["blue"], strict=True
    ):
        levels = (("red", red), ("yellow", yellow), ("blue", blue))
        warnings = [say(f"charts.warn_{level}", lang, n=int(n)) for level, n in levels if n]
        notes.append(
            {
                "x": count,
                "y": handler,
                "text": f"<b>{count}</b>" + ("  " + joint.join(warnings) if warnings else ""),
                "showarrow": False,
                "xanchor": "left",
                "xshift": 6,
                "font": {"color": ATTENTION if red else INK, "size": 12},
            }
        )
    made = figure(
        *traces,
        height=max(300, 70 + 30 * len(handlers)),
        horizontal=True,
        barmode="stack",
        legend={"traceorder": "normal", "font": {"size": 11}},
        annotations=notes,
        meta=marks(rows_where(part="all_pending", handler=h) for h in frame["handler"]),
        xaxis={"range": [0, max(open_) * 1.45], "visible": False},
    )
    return open_finding(frame, lang), made
