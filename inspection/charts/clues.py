"""Figures of the clues: verification year over year, the funnel, the age of what is open."""

from collections import Counter
from math import ceil

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import case_page, marks, rows_where
from inspection.charts.notes import over_years
from inspection.charts.rates import rate_dots
from inspection.charts.spacing import beside
from inspection.charts.template import (
    ATTENTION,
    ATTENTION_TINT,
    GROUND,
    INK,
    PRESENT,
    PRESENT_TINT,
    PREVIOUS,
    figure,
)
from inspection.charts.wording import escaped, fitting, lines
from inspection.reading.clues import open_clues_finding, stages_finding
from inspection.reading.words import between, n_of_N, percent
from inspection.reading.years import periods, year_finding
from inspection.statistics import wilson
from inspection.text import say


def verification_by_year(
    frame: pd.DataFrame, *, lang: str, height: int = 400, rate: str = ""
) -> tuple[str, go.Figure]:
    """The verification rate of each transfer year (`own_years`), of what has had its time, with its interval and what is
    still open.

    `rate`: the name of another definition, whose years stand in the same columns.

    A line through the years that stand, broken where a year is missing or the series breaks; a ring where the year is
    partial or immature; through each Wilson 95 %; the pale box: where the rate can end once the pending are concluded.
    Below each year its counts, and how many are too young to count.
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
    starts = [bool(new) or (at and years[at] - years[at - 1] > 1) for at, new in zip(places, frame["is_break"], strict=True)]

    def points(provisional: bool) -> go.Scatter:
        kept: list[int | None] = []
        for at in places:
            if open_[at] == provisional:
                kept.append(at)
            if kept and kept[-1] is not None and not provisional and (open_[at] or (at + 1 in places and starts[at + 1])):
                kept.append(None)  # the line ends here
        while kept and kept[-1] is None:
            kept.pop()
        reach = [(ends[at], rates[at]) if at is not None and ends[at] else ((0, 0), 0) for at in kept]
        shown = {"color": GROUND, "size": 11, "line": {"width": 2, "color": PRESENT}} if provisional else {"size": 11}
        return go.Scatter(
            x=kept,
            y=[None if at is None else rates[at] for at in kept],
            mode="markers" if provisional else "lines+markers",
            name=say("charts.rate_provisional" if provisional else "charts.rate", lang),
            line={"color": PRESENT, "width": 2.5},
            marker={"color": PRESENT} | shown,
            error_y={
                "type": "data",
                "array": [high - rate for (_, high), rate in reach],
                "arrayminus": [rate - low for (low, _), rate in reach],
                "color": PREVIOUS,
                "thickness": 3,
                "width": 0,
            },
            customdata=["" if at is None else ticks[at] for at in kept],
            hovertemplate="%{customdata}<extra></extra>",
        )

    within_bounds = go.Bar(
        x=places,
        base=frame["low_bound"].tolist(),
        y=(frame["high_bound"] - frame["low_bound"]).tolist(),
        width=0.36,
        name=say("charts.bounds", lang),
        marker={"color": PRESENT_TINT, "line": {"width": 0}},
        customdata=[between(pair) for pair in zip(frame["low_bound"], frame["high_bound"], strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )
    reached = [high for _, high in filter(None, ends)] + frame["high_bound"].dropna().tolist()
    top = min(1.0, ceil(max(reached, default=1.0) * 1.08 * 20) / 20)
    drawn = [points(False), points(True)]
    picked = [["" if at is None else rows_where(year=years[at]) for at in one.x] for one in drawn]
    picked.append([rows_where(year=year) for year in years])
    breaks = [at for at, new in zip(places, frame["is_break"], strict=True) if new and at]
    made = figure(
        *drawn,
        within_bounds,
        height=height,
        meta=marks(picked) | over_years(years, places),
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
    stages = [say(f"charts.stage_{stage}", lang) for stage in frame["stage"]]
    whole = int(frame.loc[frame["stage"] == "transferred", "clues"].sum())
    rates = pd.DataFrame({"numerator": frame["clues"].astype(int), "denominator": whole, "value": frame["share"]})
    made = rate_dots(  # no bars that narrow: who is charged need not have been among the verified
        stages,
        rates.assign(low=None, high=None),
        lang=lang,
        meta=marks(STAGE_ROWS.get(stage, "") for stage in frame["stage"]),
    )
    return stages_finding(frame, lang), made


LEVELS = {"red": ATTENTION, "yellow": ATTENTION_TINT, "blue": PRESENT_TINT, "": PREVIOUS, "shelved": PREVIOUS}
"""The warning of an open clue, what is within its limit and what has none -> its colour."""
HOLLOW = {"": "circle", "shelved": "square"}
"""Those without a warning -> their sign."""
LANE = 0.62  # of its row, for marks at one place side by side


def ageing(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """Every open clue at the days since its transfer, by handling department (`open_clues`), those with the gravest
    first, each opening its own page; coloured by its warning. A year and the marks at one place are told apart."""
    rows: dict[str | None, list] = {}
    for row in frame.itertuples(index=False):
        rows.setdefault(None if pd.isna(row.handler) else str(row.handler), []).append(row)
    names = [fitting(handler) if handler else say("charts.no_handler", lang) for handler in rows]
    longest = max(int(days) for days in frame["days"])
    traces, picked = [], []
    for level, colour in LEVELS.items():
        at = [(y, row) for y, held in enumerate(rows.values()) for row in held if row.level == level]
        if not at:
            continue
        heights = beside([(y, int(row.days)) for y, row in at], LANE, near=longest // 45)
        traces.append(
            go.Scatter(
                x=[int(row.days) for _, row in at],
                y=heights,
                mode="markers",
                name=say(f"charts.clue_{level or 'none'}", lang),
                marker={
                    "color": GROUND if level in HOLLOW else colour,
                    "symbol": HOLLOW.get(level, "circle"),
                    "size": 12,
                    "line": {"width": 1.5, "color": colour if level != "yellow" else ATTENTION},
                },
                customdata=[[_told(row), say("charts.days_held", lang, n=int(row.days))] for _, row in at],
                hovertemplate="%{customdata[0]} %{customdata[1]}<extra>%{fullData.name}</extra>",
            )
        )
        picked.append([case_page("clue", row.clue_id) for _, row in at])
    counts = [Counter(row.level for row in held) for held in rows.values()]
    notes, room = [], 0
    for y, (held, levels) in enumerate(zip(rows.values(), counts, strict=True)):
        warned = [say(f"charts.warn_{level}", lang, n=levels[level]) for level in ("red", "yellow", "blue") if levels[level]]
        text = f"<b>{len(held)}</b>" + ("  " + say("charts.joint", lang).join(warned) if warned else "")
        colour = ATTENTION if levels["red"] else INK
        room = max(room, sum(12 if ord(sign) > 0x2E7F else 7.5 for sign in f"{len(held)}  {' '.join(warned)}"))
        notes.append(
            {
                "x": 1.01,
                "xref": "paper",
                "y": y,
                "text": text,
                "showarrow": False,
                "xanchor": "left",
                "font": {"color": colour, "size": 12},
            }
        )
    made = figure(
        *traces,
        height=max(240, 90 + 34 * len(names)),
        horizontal=True,
        showlegend=True,
        legend={"traceorder": "normal", "font": {"size": 11}},
        margin={"t": 30, "r": max(96, int(room) + 16)},
        annotations=notes,
        meta=marks(picked),
        shapes=[_year_line()] if longest > DAYS else [],
        xaxis={
            "range": [-0.04 * max(longest, 30), max(longest, 30) * 1.06],  # a mark of today does not lie on the names
            "title": {"text": say("charts.days_since_transfer", lang), "font": {"size": 11, "color": INK}},
        },
        yaxis={"tickvals": list(range(len(names))), "ticktext": names, "range": [len(names) - 0.5, -0.5], "autorange": False},
    )
    return open_clues_finding(frame, lang), made


DAYS = 365


def _told(row) -> str:
    """Whose clue a mark that is pointed at is; nothing of one that names no organisation."""
    return "" if pd.isna(row.org_name) else escaped(row.org_name)


def _year_line() -> dict:
    line = {"color": PREVIOUS, "width": 1.5, "dash": "dash"}
    return {"type": "line", "x0": DAYS, "x1": DAYS, "yref": "paper", "y0": 0, "y1": 1, "line": line}
