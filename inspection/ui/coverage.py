"""The pieces of the coverage page: what is left, where, since when, and the terms side by side."""

import pandas as pd
import streamlit as st

from inspection.charts.coverage_each import days_since, reinspected, townships
from inspection.ui import breakdowns, panels, tables
from inspection.ui.data import Source, names, table
from inspection.ui.view import View
from inspection.warehouse import dictionary

ROUND = (
    *("round_name", "round_kind", "started_on", "ended_on", "organisations", "findings", "fed_back", "done", "overdue"),
    *("clues", "concluded", "substantiated", "pending"),
)
AGAIN = ("org_name", "org_class", "round_id", "onsite_start", "findings", "repeated", "reopened")
LEFT = (
    *("org_name", "org_class", "parent_id", "sector", "village_class"),
    *("last_round_id", "last_onsite_start", "days_since"),
)
CLASS = ("term_no", "org_class", "covered", "in_scope", "share", "planned_share", "short_of_plan", "remaining")


def each(view: View, source: Source) -> pd.DataFrame:
    """Every organisation of the term, covered or not, as the term stood (or stands, while it runs)."""
    term = view.chosen_term
    as_of = min(view.as_of, term.ended_on) if term and term.ended_on else view.as_of
    return table(source, view, "coverage_each", term=False, rounds=False, as_of=as_of)


def not_covered(view: View, source: Source) -> None:
    """What the term has still to cover (or had, when it ended), class by class."""
    frame = each(view, source)
    frame = frame[~frame["covered"].astype(bool)]
    counts = frame["org_class"].value_counts()
    words = [
        view.say("pages.left_of_class", label=code.label(view.lang), n=int(counts[code.code]))
        for code in dictionary().codes["org_class"]
        if code.code in counts
    ]
    if words:
        st.caption(view.say("pages.left", n=len(frame), classes=view.say("pages.joint").join(words)))
    tables.show(view, source, "coverage_each", frame, shown=LEFT, heading=False, none="pages.nothing_left")


def by_township(view: View, source: Source) -> None:
    """The villages of each township, covered and left, and what kinds of villages they are."""
    frame = each(view, source)
    frame = frame[frame["parent_id"].notna()]
    left, right = st.columns([13, 8], gap="medium")
    with left:
        named = names(source, "org")
        panels.chart(view, source, townships, frame, names=named, behind="coverage_rate", name="townships")
    with right:
        breakdowns.by(view, source, "coverage_rate", "village_class")


def since(view: View, source: Source) -> None:
    """How long ago each organisation was last inspected."""
    panels.chart(view, source, days_since, each(view, source), behind="coverage_rate", name="days_since")


def again(view: View, source: Source) -> None:
    """Re-inspections year by year, and one by one."""
    frame = table(source, view, "reinspections", term=False)
    panels.chart(view, source, reinspected, frame, behind="reinspection_rate", term=False, name="reinspected")
    tables.show(view, source, "reinspections", shown=AGAIN, heading=False)


def every_term(view: View, source: Source) -> None:
    """Coverage by term and class; all classes pooled in a row of their own."""
    frame = table(source, view, "coverage_by_class", term=False, rounds=False)
    pooled = (("org_class", view.say("pages.pooled")),)
    tables.show(
        view,
        source,
        "coverage_by_class",
        frame,
        shown=CLASS,
        bars=("share",),
        empty=pooled,
        name="terms",
        heading=False,
    )
