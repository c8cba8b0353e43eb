"""Whose findings are late, and by how much."""

import pandas as pd
import plotly.graph_objects as go

from inspection.charts.marks import marks, rows_where
from inspection.charts.template import ATTENTION, ATTENTION_TINT, INK, figure, outlined, solid
from inspection.charts.wording import escaped
from inspection.reading.rectification import latest_first, overdue_finding
from inspection.reading.words import whole_number
from inspection.text import say

OVERDUE = ("overdue_over_90", "overdue_upto_90", "overdue_upto_30")


def overdue_by_organisation(frame: pd.DataFrame, *, lang: str, most: int = 12) -> tuple[str, go.Figure]:
    """The organisations with the most findings overdue (table rectification_by_org), by how late they are."""
    ordered = latest_first(frame)
    late, rest = ordered.head(most), ordered[most:]
    key = say("charts.overdue_key", lang)
    if len(rest):
        left = {"orgs": whole_number(len(rest)), "n": whole_number(rest["overdue"].sum())}
        key += "<br>" + say("charts.overdue_rest", lang, most=most, **left)
    names = [escaped(name) for name in late["org_name"]]
    signs = {  # darker the later, also in print
        "overdue_over_90": solid(ATTENTION),
        "overdue_upto_90": solid(ATTENTION_TINT),
        "overdue_upto_30": outlined(ATTENTION),
    }
    traces = [
        go.Bar(
            y=names,
            x=[int(n) or None for n in late[column]],  # an empty box of no width would draw a line
            orientation="h",
            name=say(f"charts.{column}", lang),
            marker=signs[column],
            hovertemplate="%{y} %{fullData.name} %{x}<extra></extra>",
        )
        for column in OVERDUE
        if late[column].sum()
    ]
    notes = [
        {
            "x": int(row.overdue),
            "y": name,
            "xanchor": "left",
            "xshift": 6,
            "showarrow": False,
            "font": {"size": 12, "color": INK},
            "text": say(
                "charts.overdue_label",
                lang,
                n=int(row.overdue),
                due=int(row.due),
                days=whole_number(row.oldest_overdue_days),
            ),
        }
        for name, row in zip(names, late.itertuples(index=False), strict=True)
    ]
    notes.append(
        {
            "x": 1,  # a telephone has no room to the right of it
            "y": -0.01,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "right",
            "align": "right",
            "yanchor": "top",
            "showarrow": False,
            "font": {"size": 11, "color": INK},
            "text": key,
        }
    )
    most_late = int(late["overdue"].max()) if len(late) else 1
    made = figure(
        *traces,
        height=64 + 26 * len(names) + 15 * key.count("<br>"),
        horizontal=True,
        barmode="stack",
        showlegend=True,
        margin={"t": 30, "b": 22 + 15 * key.count("<br>")},
        legend={"traceorder": "normal", "font": {"size": 11}},
        annotations=notes,
        meta=marks(rows_where(part="numerator", org=org) for org in late["org_id"]),
        xaxis={"range": [0, most_late * 3], "visible": False},
    )
    return overdue_finding(frame, lang), made
