"""The pieces of the coverage page: what is left, and the terms side by side."""

import streamlit as st

from inspection.ui import tables
from inspection.ui.data import Source, table
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


def tabs(view: View) -> list:
    """What is left, the rounds, the re-inspections, the terms; only the open one need be filled."""
    names = ("left", "rounds", "again", "terms")
    return st.tabs([view.say(f"pages.tab_{name}") for name in names], key="tabs_coverage", on_change="rerun")


def not_covered(view: View, source: Source) -> None:
    """What the term has still to cover (or had, when it ended), class by class on request."""
    term = view.chosen_term
    as_of = min(view.as_of, term.ended_on) if term and term.ended_on else view.as_of
    frame = table(source, view, "not_covered", term=False, rounds=False, as_of=as_of)
    counts = frame["org_class"].value_counts()
    words = [
        view.say("pages.left_of_class", label=code.label(view.lang), n=int(counts[code.code]))
        for code in dictionary().codes["org_class"]
        if code.code in counts
    ]
    if words:
        st.caption(view.say("pages.left", n=len(frame), classes=view.say("pages.joint").join(words)))
    tables.show(view, source, "not_covered", frame, shown=LEFT, heading=False, none="pages.nothing_left")


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
