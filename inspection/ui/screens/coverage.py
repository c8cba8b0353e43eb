"""The pieces of the coverage page: what is left, where, since when, and the terms side by side."""

import streamlit as st

from inspection.charts.coverage import by_class
from inspection.charts.coverage_each import days_since, townships
from inspection.charts.reinspections import found_again, promises_kept
from inspection.reading import coverage, reinspections
from inspection.reading.answers import Source, names, tabled
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.ui.pieces import breakdowns, grids, panels

ROUND = (
    *("round_name", "round_kind", "started_on", "ended_on", "organisations", "findings", "fed_back", "done", "overdue"),
    *("clues", "concluded", "substantiated", "pending"),
)
SPLIT = ("org_name", "org_class", "round_id", "onsite_start", "findings", "came_back", "never_done", "new", "not_recorded")
FALLEN = (
    *("org_name", "finding_id", "category", "aspect", "earlier_round_id", "reported_done", "closed_off", "found_as"),
    *("again_round_id", "onsite_start"),
)
LEFT = (
    *("org_name", "org_class", "parent_id", "sector", "village_class"),
    *("last_round_id", "last_onsite_start", "days_since"),
)
CLASS = ("term_no", "org_class", "covered", "in_scope", "share", "planned_share", "short_of_plan", "remaining")


def not_covered(view: View, source: Source) -> None:
    """What the term has still to cover (or had, when it ended), class by class."""
    panels.chart(view, source, by_class, ask(tabled, view, source, "coverage_by_class"), behind="coverage_rate")
    if words := coverage.left_words(view, source):
        st.caption(words)
    answer = ask(coverage.not_covered, view, source)
    grids.show(view, source, "coverage_each", answer, shown=LEFT, heading=False, none="pages.nothing_left")


def by_township(view: View, source: Source) -> None:
    """The villages of each township, covered and left, and what kinds of villages they are."""
    left, right = st.columns([13, 8], gap="medium")
    with left:
        named, answer = ask(names, source, "org"), ask(coverage.villages, view, source)
        options = {"behind": "coverage_rate", "table": "coverage_each", "name": "townships"}
        panels.chart(view, source, townships, answer, names=named, **options)
    with right:
        breakdowns.by(view, source, "coverage_rate", "village_class")


def since(view: View, source: Source) -> None:
    """How long ago each organisation was last inspected."""
    answer = ask(coverage.each, view, source)
    panels.chart(view, source, days_since, answer, behind="coverage_rate", table="coverage_each", name="days_since")


def rounds(view: View, source: Source) -> None:
    """What each round added."""
    grids.show(view, source, "round_overview", shown=ROUND, heading=False)


def again(view: View, source: Source) -> None:
    """Re-inspections: whether what they found is old or new, what the last promises became, one by one."""
    split = ask(tabled, view, source, "reinspection_outcomes")
    left, right = st.columns(2, gap="medium")
    with left:
        panels.chart(view, source, found_again, split, behind="findings", name="again_class", by="org_class")
    with right:
        options = {"behind": "findings", "name": "again_round", "by": "round_id", "names": ask(names, source, "round")}
        panels.chart(view, source, found_again, split, **options)
    grids.show(view, source, "reinspection_outcomes", split, shown=SPLIT, heading=False)
    panels.chart(view, source, promises_kept, ask(tabled, view, source, "reinspection_promises"))
    answer = ask(reinspections.fallen, view, source)
    grids.show(view, source, "reinspection_promises", answer, shown=FALLEN, heading=False, none="pages.none_fallen")


def every_term(view: View, source: Source) -> None:
    """Coverage by term and class; all classes pooled in a row of their own."""
    grids.show(
        view,
        source,
        "coverage_by_class",
        ask(tabled, view.all_years(), source, "coverage_by_class"),
        shown=CLASS,
        bars=("share",),
        empty=(("org_class", view.say("pages.pooled")),),
        name="terms",
        heading=False,
    )


TABS = {
    "left": not_covered,
    "townships": by_township,
    "since": since,
    "rounds": rounds,
    "again": again,
    "terms": every_term,
}
