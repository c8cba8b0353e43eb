"""The pieces of the findings page: kinds by round and sector, aspects, repeated findings, teams."""

import streamlit as st

from inspection.charts.findings import by_round, by_sector, common_problems
from inspection.charts.funnel_plot import funnel_plot
from inspection.ui import panels, tables
from inspection.ui.choices import choice
from inspection.ui.data import Source, names, table
from inspection.ui.view import View
from inspection.warehouse import dictionary

ASPECT = (
    *("aspect", "category", "organisations", "organisations_inspected", "share", "findings", "common", "done"),
)
REPEATED = (
    *("org_name", "round_id", "category", "aspect", "found_on", "earlier_found_on", "days_between", "earlier_done"),
    *("finding_id", "earlier_id"),
)
TEAM = ("team_level", "team", "inspections", "findings", "findings_per_inspection", "clues", "clues_per_inspection")


def aspects(view: View, source: Source) -> None:
    """The most widespread aspects of one category scheme, chosen where there are two: their shares are of different
    wholes."""
    frame = table(source, view, "findings_by_aspect")
    label = {c.code: c.label(view.lang) for c in dictionary().codes["category_scheme"]}
    there = {code: words for code, words in label.items() if code in set(frame["scheme"])}
    scheme = next(iter(there), "")
    if len(there) > 1:
        scheme = choice("scheme", there, view.say("pages.scheme"))
    mine = frame[frame["scheme"] == scheme]
    panels.chart(view, source, common_problems, mine, behind="findings", name=f"common_problems_{scheme}")


def kinds_by_round(view: View, source: Source) -> None:
    """Findings per inspection of each kind and round."""
    panels.chart(
        view,
        source,
        by_round,
        table(source, view, "category_round"),
        names=names(source, "round"),
        behind="findings",
        name="category_round",
        question=view.say("pages.tab_mix"),
    )


def kinds_by_sector(view: View, source: Source) -> None:
    """Findings per inspection of each kind and sector."""
    frame = table(source, view, "category_sector")
    panels.chart(view, source, by_sector, frame, behind="findings", name="category_sector")


def all_aspects(view: View, source: Source) -> None:
    tables.show(view, source, "findings_by_aspect", shown=ASPECT, bars=("share",), heading=False, rows=16)


def repeated(view: View, source: Source) -> None:
    tables.show(view, source, "repeated_findings", shown=REPEATED, heading=False, rows=16)


def teams(view: View, source: Source) -> None:
    """Findings per inspection of each team against what chance alone would make of it, level by level, and the table."""
    frame = table(source, view, "findings_by_team")
    label = {c.code: c.label(view.lang) for c in dictionary().codes["team_level"]}
    there = [code for code in label if (frame["team_level"] == code).sum() > 1]
    for column, level in zip(st.columns(max(len(there), 1), gap="medium"), there, strict=False):
        of_level = frame[frame["team_level"] == level]
        units = of_level.assign(
            id=of_level["team"], name=of_level["team"], counted=of_level["findings"], out_of=of_level["inspections"]
        )
        with column:
            panels.chart(
                view,
                source,
                funnel_plot,
                units,
                what=view.say("findings.per_inspection", level=label[level]),
                dimension="team",
                poisson=True,
                behind="findings",
                name=f"teams_{level}",
                question=label[level],
            )
    tables.show(view, source, "findings_by_team", frame, shown=TEAM, heading=False, rows=16)
