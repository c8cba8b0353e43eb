"""Whose findings are late, and by how much: one mark per finding."""

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import case_page, marks
from inspection.charts.spacing import beside
from inspection.charts.template import ATTENTION, ATTENTION_TINT, GROUND, INK, PREVIOUS, figure
from inspection.charts.wording import escaped, fitting
from inspection.reading.rectification import cases_finding, oldest_first
from inspection.reading.words import day, label, whole_number
from inspection.text import say

CLASSES = {"overdue_upto_30": (GROUND, 30), "overdue_upto_90": (ATTENTION_TINT, 90), "overdue_over_90": (ATTENTION, None)}
"""How late -> the colour within its ring, darker the later, also in print; at most so many days."""
LANE = 0.6  # of its row, for marks at one place


def overdue_by_organisation(frame: pd.DataFrame, *, lang: str, most: int = 12) -> tuple[str, go.Figure]:
    """Every overdue finding at its days (table overdue_findings), a row per organisation, that with the oldest on top,
    each opening its own page; the organisations beyond `most` in one row at the end."""
    rows = oldest_first(frame)
    if len(rows) > most:
        rest = [finding for _, held in rows[most - 1 :] for finding in held]
        rows = [*rows[: most - 1], (say("charts.overdue_others", lang, n=whole_number(len(rows) - most + 1)), rest)]
    names = [fitting(name) for name, _ in rows]
    longest = max((int(f.days_overdue) for _, held in rows for f in held), default=0)
    placed = [(y, finding) for y, (_, held) in enumerate(rows) for finding in held]
    heights = beside([(y, int(f.days_overdue)) for y, f in placed], LANE, near=longest // 45)
    traces, picked = [], []
    for name, (colour, _) in CLASSES.items():
        there = [at for at, (_, f) in enumerate(placed) if _class(int(f.days_overdue)) == name]
        if not there:
            continue
        found = [placed[at][1] for at in there]
        traces.append(
            go.Scatter(
                x=[int(f.days_overdue) for f in found],
                y=[heights[at] for at in there],
                mode="markers",
                name=say(f"charts.{name}", lang),
                marker={"color": colour, "size": 12, "line": {"width": 1.5, "color": ATTENTION}},
                customdata=[_told(f, lang) for f in found],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
        picked.append([case_page("finding", f.finding_id) for f in found])
    made = figure(
        *traces,
        height=90 + 26 * max(len(rows), 3),
        horizontal=True,
        showlegend=True,
        margin={"t": 30, "r": 92},
        legend={"traceorder": "normal", "font": {"size": 11}},
        annotations=[_count(y, held, lang) for y, (_, held) in enumerate(rows)],
        meta=marks(picked),
        shapes=[_line(limit) for _, limit in CLASSES.values() if limit and limit < longest],
        xaxis={
            "range": [0, max(longest, 30) * 1.06],
            "title": {"text": say("charts.days_overdue", lang), "font": {"size": 11, "color": INK}},
        },
        yaxis={"tickvals": list(range(len(rows))), "ticktext": names, "range": [len(rows) - 0.5, -0.5], "autorange": False},
    )
    return cases_finding(frame, lang), made


def _class(days: int) -> str:
    return next(name for name, (_, most) in CLASSES.items() if most is None or days <= most)


def _told(finding, lang: str) -> str:
    """What stands beside a mark that is pointed at."""
    words = {"days": whole_number(finding.days_overdue), "due": day(finding.due_on)}
    kind = label("category", finding.category, lang)
    return say("charts.overdue_case", lang, name=escaped(finding.org_name), kind=escaped(kind), **words)


def _count(y: int, held: list, lang: str) -> dict:
    """How many, and the longest, in the margin."""
    at = {"x": 1.01, "xref": "paper", "y": y, "xanchor": "left", "showarrow": False, "font": {"size": 12, "color": INK}}
    days = whole_number(max(int(f.days_overdue) for f in held))
    return at | {"text": say("charts.overdue_label", lang, n=len(held), days=days)}


def _line(days: int) -> dict:
    line = {"color": PREVIOUS, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": days, "x1": days, "yref": "paper", "y0": 0, "y1": 1, "line": line}
