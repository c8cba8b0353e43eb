"""The pieces of the findings page: kinds by round and sector, aspects, repeated findings, teams."""

import streamlit as st

from inspection.charts.findings import by_round, by_sector, common_problems
from inspection.charts.funnel_plot import funnel_plot
from inspection.indicators import table_definition
from inspection.reading import expected, findings
from inspection.reading.answers import Source, names
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.ui.pieces import grids, panels, paper
from inspection.ui.pieces.choices import choice

ASPECT = (
    *("aspect", "category", "organisations", "organisations_inspected", "share", "findings", "common", "done"),
)
REPEATED = (
    *("finding_id", "earlier_id", "earlier_done", "days_between", "aspect", "category", "org_name", "round_id"),
    *("found_on", "earlier_found_on"),
)
TEAM = (
    *("team_level", "team", "inspections", "findings", "compared", "found", "expected", "ratio", "limits", "stands"),
    "clues",
)


def aspects(view: View, source: Source) -> None:
    """The most widespread aspects of one category scheme, chosen where there are two."""
    there = findings.schemes(view, source)
    scheme = next(iter(there), "")
    if len(there) > 1:
        scheme = choice("scheme", there, view.say("pages.scheme"))
    answer = ask(findings.aspects, view, source, scheme)
    panels.chart(view, source, common_problems, answer, behind="findings", name=f"common_problems_{scheme}")


def kinds_by_round(view: View, source: Source) -> None:
    """Findings of each kind and round against what its inspections let expect."""
    panels.chart(
        view,
        source,
        by_round,
        ask(expected.cells, view, source, "round_id"),
        names=ask(names, source, "round"),
        behind="findings",
        name="category_round",
        question=view.say("pages.tab_mix"),
    )
    paper.note(view.say("findings.cells_note"), view.lang)


def kinds_by_sector(view: View, source: Source) -> None:
    """Findings of each kind and sector against what its inspections let expect."""
    answer = ask(expected.cells, view, source, "sector")
    panels.chart(view, source, by_sector, answer, behind="findings", name="category_sector")
    paper.note(view.say("findings.cells_note"), view.lang)


def all_aspects(view: View, source: Source) -> None:
    grids.show(view, source, "findings_by_aspect", shown=ASPECT, bars=("share",), heading=False, rows=16)


def repeated(view: View, source: Source) -> None:
    grids.show(view, source, "repeated_findings", shown=REPEATED, heading=False, rows=16)


def teams(view: View, source: Source) -> None:
    """Findings of each team against what its inspections let expect, level by level, and the table."""
    levels = findings.team_levels(view, source)
    for column, (level, label) in zip(st.columns(max(len(levels), 1), gap="medium"), levels.items(), strict=False):
        with column:
            panels.chart(
                view,
                source,
                funnel_plot,
                ask(expected.teams, view, source, level),
                what=view.say("findings.of_expected", level=label),
                dimension="team",
                poisson=True,
                behind="findings",
                name=f"teams_{level}",
                question=label,
            )
    answer, columns = ask(expected.team_table, view, source), expected.team_columns()
    if answer().empty:
        st.caption(view.say("pages.no_rows"))
        return
    paper.note(view.say("findings.teams_note"), view.lang)
    grids.grid(view, source, "findings_by_team", columns, answer, shown=TEAM, rows=16)
    definition = table_definition("findings_by_team")
    caveats = [c(view.lang) for c in definition.caveats]
    grids.downloads(view, source, "findings_by_team", definition.title(view.lang), columns, answer, caveats)


TABS = {"sectors": kinds_by_sector, "teams": teams, "repeated": repeated, "aspects": all_aspects}
