"""Figures of re-inspections: what they found by class and round, and what the last inspection's promises became."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, rows_where
from inspection.charts.template import CONTEXT, GROUND, INK, SEQUENTIAL, figure, solid
from inspection.charts.wording import escaped, fitted, wrapped
from inspection.reading.reinspections import OLD, OUTCOMES, outcomes_by, outcomes_finding, promises, promises_finding
from inspection.reading.words import labels, n_of_N
from inspection.text import say

SHADES = {"came_back": SEQUENTIAL[9], "never_done": SEQUENTIAL[6], "new": SEQUENTIAL[2], "not_recorded": CONTEXT}
"""One hue, the darker the worse; grey is what nobody wrote down."""
HELD = SEQUENTIAL[2]


def found_again(frame: pd.DataFrame, *, lang: str, by: str, names: Mapping[str, str] | None = None) -> tuple[str, go.Figure]:
    """What re-inspections found (table reinspection_outcomes), by org_class or round_id: came back, never done, new, not
    recorded as parts of all, beside them how many of the recorded are old; a click opens the findings of a part. The finding
    stands above that by class."""
    rows = outcomes_by(frame, by)
    known = names if names is not None else labels("org_class", lang)
    ticks = [say("breakdown.not_stated", lang) if pd.isna(v) else wrapped(known.get(v, v), 12) for v in rows[by]]
    bars = [
        _part(rows[name].tolist(), rows["findings"].tolist(), say(f"charts.again_{name}", lang), SHADES[name], name in OLD)
        for name in OUTCOMES
    ]
    old = rows["came_back"] + rows["never_done"]
    recorded = rows["findings"] - rows["not_recorded"]
    beside = [say("charts.again_old_of", lang, counts=n_of_N(n, N)) for n, N in zip(old, recorded, strict=True)]
    dimension = "round" if by == "round_id" else by
    picks = [
        [rows_where(kind="reinspection", reinspection_outcome=code, **{dimension: value}) for value in rows[by]]
        for code in OUTCOMES.values()
    ]
    title = outcomes_finding(frame, lang) if by == "org_class" else say("charts.again_by_round", lang)
    return title, _stacked(bars, ticks, beside, meta=marks(picks))


def promises_kept(frame: pd.DataFrame, *, lang: str) -> tuple[str, go.Figure]:
    """What of the last inspections' findings (table reinspection_promises) was reported done, and closed off, and of that was
    found again; by class, those reported done and those closed off in a row each."""
    ticks, counts, wholes = [], [], []
    for code, label in labels("org_class", lang).items():
        all_ = promises(frame[frame["org_class"] == code])
        for word, n, again in (("reported", all_.reported, all_.fallen), ("closed", all_.closed_off, all_.closed_again)):
            if n:
                ticks.append(f"{escaped(label)} {say(f'charts.promises_{word}', lang)}")
                counts.append((n - again, again))
                wholes.append(n)
    bars = [
        _part([held for held, _ in counts], wholes, say("charts.promises_held", lang), HELD, False),
        _part([again for _, again in counts], wholes, say("charts.promises_again", lang), SEQUENTIAL[9], True),
    ]
    beside = [say("charts.promises_again_of", lang, counts=n_of_N(a, n)) for (_, a), n in zip(counts, wholes, strict=True)]
    return promises_finding(frame, lang), _stacked(bars, ticks, beside)


def _part(counts: Sequence[int], wholes: Sequence[int], name: str, colour: str, dark: bool) -> go.Bar:
    shares = [n / whole for n, whole in zip(counts, wholes, strict=True)]
    return go.Bar(
        y=list(range(len(counts))),
        x=shares,
        orientation="h",
        name=name,
        marker=solid(colour),
        width=0.62,
        text=[str(n) if share > 0.04 else "" for n, share in zip(counts, shares, strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 11, "color": GROUND if dark else INK},
        customdata=list(counts),
        hovertemplate="%{fullData.name} %{customdata} (%{x:.1%})<extra></extra>",
    )


def _stacked(bars: list[go.Bar], ticks: list[str], beside: list[str], **options: object) -> go.Figure:
    at = {"x": 1.01, "xref": "paper", "xanchor": "left", "showarrow": False, "font": {"size": 12, "color": INK}}
    return figure(
        *bars,
        height=86 + 36 * max(len(ticks), 3),
        horizontal=True,
        barmode="stack",
        showlegend=True,
        legend={"traceorder": "normal", "font": {"size": 11}},
        margin={"t": 30, "r": 118},
        annotations=[at | {"y": row, "text": words} for row, words in enumerate(beside)],
        xaxis={"tickformat": ".0%", "range": [0, 1], "tickvals": [0, 0.5, 1]},
        yaxis={"tickvals": list(range(len(ticks))), "ticktext": list(map(fitted, ticks)),
               "range": [len(ticks) - 0.5, -0.5], "autorange": False},
        **options,
    )
