"""Figures of any indicator: by one dimension, year by year, two indicators side by side, running totals."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, marks_by, rows_where
from inspection.charts.notes import over_quarters, over_years
from inspection.charts.rates import rate_dots
from inspection.charts.template import (
    CATEGORIES,
    CONTEXT,
    GROUND,
    INK,
    PRESENT,
    PREVIOUS,
    figure,
    hatched_where,
    lettering,
    solid,
)
from inspection.charts.wording import escaped, fitted, letters, lines, wrapped, years_short
from inspection.indicators import indicator
from inspection.reading.breakdowns import (
    by_finding,
    ordered,
    running_finding,
    running_totals,
    totals_by_year,
    years_finding,
)
from inspection.reading.words import amount, groups, whole_shares
from inspection.text import say
from inspection.text.numbers import written

MOST = 12  # bars; the rest is added up
BAND = 1.45  # of the highest bar: what a small multiple takes
BAND_HEIGHT = 62  # pixels
STEPS = 3  # of a running sum that are named
THICK = 0.3  # of its place, for a bar that stands alone or with one other


def group_labels(frame: pd.DataFrame, id: str, dimension: str, lang: str, names: Mapping | None = None) -> list[str]:
    """The values of a dimension in words, escaped; the empty group says so."""
    return [escaped(word) for word in groups(id, dimension, frame[dimension], lang, names)]


def ranked(
    frame: pd.DataFrame, *, lang: str, id: str, dimension: str, names: Mapping | None = None, more: bool = True
) -> tuple[str, go.Figure]:
    """An indicator by one dimension (evaluate by it): bars, longest first, or in the code list's own order.

    A count says its share of the whole (not where things are counted distinct: one person can stand in two bars); a
    rate its n of N and its 95 % interval. `more=False` draws every bar instead of adding up those behind the twelfth.
    """
    definition = indicator(id)
    frame, title = ordered(frame, id, dimension), by_finding(frame, id, dimension, lang, names)
    texts = group_labels(frame, id, dimension, lang, names)
    if definition.rate:
        meta = marks_by(dimension, frame[dimension])
        return title, rate_dots([wrapped_label(t) for t in texts], frame, lang=lang, meta=meta)
    values = frame["numerator"].astype(float).tolist()
    shares = [] if definition.shape.distinct or not sum(values) else whole_shares(frame["numerator"].tolist())
    picks = [rows_where(**{dimension: value}) for value in frame[dimension]]
    if more and len(values) > MOST and not definition.shape.distinct:
        rest = values[MOST - 1 :]
        texts = [*texts[: MOST - 1], say("breakdown.others", lang, n=len(rest))]
        values = [*values[: MOST - 1], sum(rest)]
        shares = [*shares[: MOST - 1], f"{sum(int(share[:-1]) for share in shares[MOST - 1 :])}%"] if shares else []
        picks = [*picks[: MOST - 1], ""]
    bars = go.Bar(
        y=[wrapped_label(t) for t in texts],
        x=values,
        orientation="h",
        marker=solid(),
        width=THICK if len(values) < 3 else None,
        text=[f"<b>{amount(definition, v, lang)}</b>" + (f"  {shares[at]}" if shares else "") for at, v in enumerate(values)],
        textfont={"color": INK, "size": 12},
        hovertemplate="%{y} %{text}<extra></extra>",
    )
    made = figure(
        bars,
        height=50 + 34 * max(len(values), 3),
        horizontal=True,
        xaxis={"visible": False, "range": [0, max(values, default=1) * 1.5 or 1]},
        margin={"t": 4},
        meta=marks(picks),
    )
    return title, made


def wrapped_label(text: str) -> str:
    """A label on at most two lines, so that it leaves room for its bar."""
    return wrapped(text, 14) if len(text) > 14 and "&" not in text else text


def years(
    frame: pd.DataFrame, *, lang: str, id: str, partial: Sequence[int] = (), split: str = "", height: int = 300
) -> tuple[str, go.Figure]:
    """A count year by year (evaluate by year): bars with their number above. By `split` where given, in small multiples of
    one scale, at most five of them, the others pooled, and below each year its sum. A year of which the data cover only a
    part is hatched."""
    definition = indicator(id)
    totals, title = totals_by_year(frame), years_finding(frame, id, partial, lang)
    first, last = min(totals), max(totals)
    wanted = list(range(first, last + 1))
    whole = {y: f"<b>{written(totals.get(y, 0), 0)}</b>" if split else "" for y in wanted}  # under the small multiples their sum
    below = dict(zip(wanted, years_short(wanted) if split else map(str, wanted), strict=True))
    ticks = [lines(below[y], whole[y], say("breakdown.partial_year", lang) if y in partial else "") for y in wanted]
    traces, picks = [], []
    bands: list[str] = []
    step = max(frame["numerator"].astype(float).max(), 1) * BAND
    if split:
        code = dict(zip(group_labels(frame, id, split, lang), frame[split], strict=True))
        frame = frame.assign(**{split: group_labels(frame, id, split, lang)})
        order = frame.groupby(split)["numerator"].sum().sort_values(ascending=False).index.tolist()
        kept = order if len(order) <= len(CATEGORIES) else order[: len(CATEGORIES) - 1]
        pooled = say("breakdown.others", lang, n=len(order) - len(kept))
        frame = frame.assign(**{split: frame[split].where(frame[split].isin(kept), pooled)})
        bands = kept + ([pooled] if len(kept) < len(order) else [])
        by_band = {name: frame[frame[split] == name].groupby("year")["numerator"].sum() for name in bands}
        step = max(float(part.max()) for part in by_band.values()) * BAND or 1
        for at, name in enumerate(bands):
            values = [float(by_band[name].get(y, 0)) for y in wanted]
            picks.append([rows_where(year=y, **{split: code[name]}) if name in code else "" for y in wanted])
            traces.append(
                go.Bar(
                    x=wanted,
                    y=values,
                    base=[(len(bands) - 1 - at) * step] * len(wanted),
                    name=name,
                    marker=hatched_where([y in partial for y in wanted]),
                    text=[written(value, 0) if value else "" for value in values],
                    textfont={"size": 11, "color": INK},
                    customdata=values,
                    hovertemplate="%{x} %{fullData.name} %{customdata:,}<extra></extra>",
                )
            )
    else:
        marker = hatched_where([y in partial for y in wanted])
        values = [totals.get(y, 0) for y in wanted]
        picks = [rows_where(year=y) for y in wanted]
        traces.append(go.Bar(x=wanted, y=values, marker=marker, hovertemplate="%{x} %{y:,}<extra></extra>"))
    digits = ",.1f" if definition.shape.decimal else ",.0f"
    notes = [
        {
            "x": year,
            "y": totals.get(year, 0),
            "text": f"<b>{totals.get(year, 0):{digits}}</b>",
            "showarrow": False,
            "yanchor": "bottom",
            "font": {"size": 12, "color": INK},
        }
        for year in ([] if split else wanted)
    ]
    if definition.shape.decimal:
        notes.append(_unit(definition.unit(lang)))
    top = step * len(bands) if split else max(totals.values(), default=1) * 1.18 or 1
    named = {"visible": bool(split), "showgrid": False, "zeroline": False, "range": [0, top]}
    if split:
        middles = [(len(bands) - 1 - at + 0.35) * step for at in range(len(bands))]
        named |= {"tickvals": middles, "ticktext": [fitted(wrapped_label(name)) for name in bands]}
        height = 56 + BAND_HEIGHT * len(bands)
    made = figure(
        *traces,
        height=height,
        barmode="overlay",
        showlegend=False,
        annotations=notes,
        margin={"t": 20},
        yaxis=named,
        # numbers with their own labels: plotly takes the text 2024 of an annotation for the 2024th category
        xaxis={"tickvals": wanted, "ticktext": ticks, "tickangle": 0, "range": [first - 0.6, last + 0.6]},
        meta=marks(picks) | over_years(wanted),
    )
    return title, made


def paired(
    first: pd.DataFrame, second: pd.DataFrame, *, lang: str, ids: tuple[str, str], dimension: str
) -> tuple[str, go.Figure]:
    """Two counts by the same dimension, a full and a hollow dot of one hue on a line: what is easily taken for one another,
    decisions and persons, and how far they lie apart."""
    first = ordered(first, ids[0], dimension)
    texts = [wrapped_label(text) for text in group_labels(first, ids[0], dimension, lang)]
    other = dict(zip(second[dimension], second["numerator"], strict=True))
    values = [first["numerator"].astype(float).tolist(), [float(other.get(v, 0)) for v in first[dimension]]]
    signs = ({"color": PRESENT}, {"color": GROUND, "line": {"color": PRESENT, "width": 2}})
    traces = [
        go.Scatter(
            y=texts,
            x=counts,
            mode="markers",
            name=indicator(id).title(lang),
            marker={"size": 12} | sign,
            hovertemplate="%{y} %{fullData.name} %{x:,}<extra></extra>",
        )
        for id, counts, sign in zip(ids, values, signs, strict=True)
    ]
    line = {"color": PREVIOUS, "width": 2}
    pairs = list(zip(*values, strict=True))
    notes = [
        {"x": max(pair), "y": at, "xanchor": "left", "xshift": 12, "showarrow": False, "font": {"size": 12, "color": INK},
         "text": " · ".join(amount(indicator(id), value, lang) for id, value in zip(ids, pair, strict=True))}
        for at, pair in enumerate(pairs)
    ]
    room = 20 + 6.5 * max((letters(note["text"]) for note in notes), default=0)  # pixels, which a telephone has not less of
    made = figure(
        *traces,
        height=80 + 34 * max(len(texts), 2),
        horizontal=True,
        legend={"traceorder": "normal"},
        annotations=notes,
        margin={"r": room},
        shapes=[{"type": "line", "x0": min(p), "x1": max(p), "y0": at, "y1": at, "line": line, "layer": "below"}
                for at, p in enumerate(pairs)],
        xaxis={"visible": False, "range": [0, max(map(max, pairs), default=1) * 1.04 or 1]},
        meta=marks([rows_where(id=id, **{dimension: v}) for v in first[dimension]] for id in ids),
    )
    return by_finding(first, ids[0], dimension, lang), made


def _unit(unit: str) -> dict:
    """What an axis or the figures on bars are in, above them on the left."""
    at = {"x": 0, "xref": "paper", "y": 1, "yref": "paper", "xanchor": "left", "yanchor": "bottom", "showarrow": False}
    return at | {"text": escaped(unit), "font": {"size": 11, "color": INK}}


def running(*frames: pd.DataFrame, lang: str, ids: Sequence[str], height: int = 300) -> tuple[str, go.Figure]:
    """Sums that grow with time (each evaluated by quarter): one line each, its total written at its end; of the first its
    largest steps, those of a tenth and more, are named."""
    traces, notes = [], []
    wanted, sums = running_totals(frames)
    for grown, id, colour in zip(sums, ids, (PRESENT, CATEGORIES[1], CONTEXT), strict=False):
        total = grown[-1] if grown else 0.0
        traces.append(
            go.Scatter(
                x=wanted,
                y=grown,
                mode="lines",
                line={"color": colour, "width": 2.5, "shape": "hv"},
                name=indicator(id).title(lang),
                hovertemplate="%{x} %{fullData.name} %{y:,.1f}<extra></extra>",
            )
        )
        title = wrapped(indicator(id).title(lang), 10 if lang == "zh" else 18)  # the margin is no wider
        notes.append(
            {
                "x": wanted[-1] if wanted else 0,
                "y": total,
                "text": lines(title, f"<b>{amount(indicator(id), total, lang)}</b>"),
                "showarrow": False,
                "xanchor": "left",
                "xshift": 6,
                "align": "left",
                "font": {"color": lettering(colour), "size": 12},
            }
        )
    for at, more in _steps(sums[0]) if sums else []:
        words = say("breakdown.step", lang, more=amount(indicator(ids[0]), more, lang))
        side = {"xanchor": "right", "yanchor": "bottom", "xshift": -2}
        if at < len(wanted) / 2:  # left of it there is no room for the words; right of it there is, below the line
            side = {"xanchor": "left", "yanchor": "top", "xshift": 2}
        place = {"x": wanted[at], "y": sums[0][at]} | side
        notes.append(place | {"text": words, "showarrow": False, "font": {"size": 11, "color": INK}})
    units = {indicator(id).unit(lang) for id in ids}
    notes += [_unit(unit) for unit in units if len(units) == 1]
    firsts = [q for q in wanted if q.endswith("Q1")]
    made = figure(
        *traces,
        height=height,
        margin={"r": 120, "t": 16},
        showlegend=False,
        annotations=notes,
        yaxis={"rangemode": "tozero", "tickformat": ",.0f"},
        # the range is said: what is written beside a step would otherwise take its room on the axis
        xaxis={
            "type": "category",
            "tickvals": firsts,
            "ticktext": [q[:4] for q in firsts],
            "range": [-0.5, max(len(wanted), 1) - 0.5],
        },
        meta=over_quarters(wanted),
    )
    return running_finding(frames, ids, lang), made


def _steps(grown: Sequence[float]) -> list[tuple[int, float]]:
    """(where, by how much) of the largest steps of a running sum, each a tenth of it or more."""
    more = [now - before for before, now in zip([0.0, *grown], grown, strict=False)]
    large = [at for at in range(1, len(grown)) if more[at] >= 0.1 * grown[-1] > 0]
    return [(at, more[at]) for at in sorted(large, key=lambda at: -more[at])[:STEPS]]
