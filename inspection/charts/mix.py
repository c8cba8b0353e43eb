"""Did the rate change, or what it is made of? Two years of a rate taken apart by one dimension."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.breakdown import group_labels
from inspection.charts.marks import marks, rows_where
from inspection.charts.template import GROUND, INK, PRESENT, PREVIOUS, figure, solid
from inspection.charts.wording import escaped
from inspection.reading.mix import mix_finding, of_whole, taken_apart
from inspection.reading.words import n_of_N, points
from inspection.text import say


def mix(
    frame: pd.DataFrame, *, lang: str, id: str, dimension: str, before: int, now: int, names: Mapping | None = None
) -> tuple[str, go.Figure | None]:
    """Each part's rate before (hollow) and now (full), the whole on top; beside it n of N and what it adds.

    The title says how much of the change of the whole is the parts' own rates and how much a different mix of them.
    """
    found = taken_apart(frame, dimension, before, now)
    title = mix_finding(found, id, before, now, lang)
    if found is None:
        return title, None
    parts = sorted(found.parts, key=lambda part: -(part.before[1] + part.now[1]))
    values = pd.DataFrame({dimension: [p.name for p in parts]}, dtype=object)
    words = [f"<b>{say('clues.whole', lang)}</b>", *group_labels(values, id, dimension, lang, names)]
    counts = [of_whole(found), *[(p.before, p.now) for p in parts]]
    effects = [(found.rate_effect, found.mix_effect), *[(p.rate_effect, p.mix_effect) for p in parts]]
    rows = list(range(len(words)))
    rates = [[k / n if n else None for k, n in pair] for pair in counts]
    lines_x, lines_y = [], []
    for at, (first, second) in enumerate(rates):
        if first is not None and second is not None:
            lines_x += [first, second, None]
            lines_y += [at, at, None]
    joined = go.Scatter(
        x=lines_x, y=lines_y, mode="lines", line={"color": PREVIOUS, "width": 2}, hoverinfo="skip", showlegend=False
    )
    dots = [
        go.Scatter(
            x=[pair[place] for pair in rates],
            y=rows,
            mode="markers",
            name=str(year),
            marker=marker | {"size": 12},
            customdata=[n_of_N(*pair[place]) for pair in counts],
            hovertemplate=f"{year} %{{x:.1%}} %{{customdata}}<extra></extra>",
        )
        for place, year, marker in (
            (0, before, {"color": GROUND, "line": {"color": PREVIOUS, "width": 2}}),
            (1, now, solid(PRESENT)),
        )
    ]
    texts = (("mix_head", "own_rate", "other_mix"), (0, 92, 136))
    notes = [
        _note(shift, -0.75, say(f"clues.{word}", lang, before=before, now=now), bold=True)
        for word, shift in zip(*texts, strict=True)
    ]
    for at, ((first, second), (rate, share)) in enumerate(zip(counts, effects, strict=True)):
        cells = (f"{n_of_N(*first)} → {n_of_N(*second)}", points(rate), points(share))
        notes += [_note(shift, at, cell, bold=not at) for cell, shift in zip(cells, texts[1], strict=True)]
    stands = [[rows_where(year=year) if not at else rows_where(year=year, **{dimension: p.name})
               for at, p in enumerate([None, *parts])] for year in (before, now)]
    made = figure(
        joined,
        *dots,
        height=86 + 32 * len(words),
        horizontal=True,
        annotations=notes,
        meta=marks([[], *stands]),
        margin={"t": 30, "r": 176},
        xaxis={"range": [-0.03, 1.03], "tickvals": [0, 0.5, 1], "tickformat": ".0%"},
        yaxis={"tickvals": rows, "ticktext": words, "range": [len(words) - 0.5, -1.1], "autorange": False},
    )
    return title, made


def _note(shift: int, y: float, text: str, *, bold: bool = False) -> dict:
    """A cell of the small table in the margin, `shift` pixels from its left."""
    text = f"<b>{escaped(text)}</b>" if bold else escaped(text)
    at = {"x": 1, "xref": "paper", "xshift": 8 + shift, "xanchor": "left", "y": y, "showarrow": False}
    return at | {"text": text, "font": {"size": 12, "color": INK}}
