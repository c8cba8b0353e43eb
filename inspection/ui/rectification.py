"""The pieces of the rectification page: where the findings stand, how fast, the tables."""

import streamlit as st

from inspection.charts.progress import burn_down as burning_down
from inspection.charts.progress import states
from inspection.ui import breakdowns, panels
from inspection.ui.choices import choice
from inspection.ui.data import Source, names, narrowed, table
from inspection.ui.view import View
from inspection.warehouse import dictionary

TABS = ("burn_down", "organisations", "late", "immediate", "progress")
BREAKDOWNS = {
    "round": "",
    "org": "",
    "category": "category",
    "responsible": "responsible",
    "channel": "disposition_channel",
    "nature": "rectify_nature",
}
ROUND = (
    *("round_name", "organisations", "fed_back", "done", "mostly_done", "completion_share", "closed_off"),
    *("closed_off_share", "due", "on_time", "on_time_share", "overdue", "overdue_share", "oldest_overdue_days"),
)
ORGANISATION = (
    *("org_name", "org_class", "parent_id", "fed_back", "done", "mostly_done", "completion_share", "closed_off"),
    *("closed_off_share", "due", "on_time", "on_time_share", "overdue", "overdue_share", "overdue_upto_30"),
    *("overdue_upto_90", "overdue_over_90", "oldest_overdue_days"),
)
LATE = (
    *("org_name", "days_overdue", "due_on", "category", "nature", "responsible", "completion", "round_id"),
    "finding_id",
)
BARS = ("completion_share", "closed_off_share")


def where_they_stand(view: View, source: Source) -> None:
    """The findings fed back by state, broken down as chosen (?by=)."""
    by = choice("by", {b: view.say(f"progress.by_{b}") for b in BREAKDOWNS}, view.say("progress.breakdown"))
    codes = BREAKDOWNS[by]
    known = {c.code: c.label(view.lang) for c in dictionary().codes[codes]} if codes else names(source, by)
    panels.chart(
        view,
        source,
        states,
        narrowed(table(source, view, "rectification_breakdown"), "breakdown", by),
        dimension=by,
        names=known,
        name=f"states_{by}",
        behind=("completion_rate", "closed_off_rate", "reopened_rate", "overdue_rate"),
        question=view.say("progress.states_question"),
    )


def burn_down(view: View, source: Source) -> None:
    """What each round still had open, by days since feedback, until reported done or until verified (?until=)."""
    endings = {e: view.say(f"progress.until_{e}") for e in ("done", "closed_off")}
    ending = choice("until", endings, view.say("progress.ending"))
    panels.chart(
        view,
        source,
        burning_down,
        table(source, view, "rectification_pace"),
        ending=ending,
        names=names(source, "round"),
        window=int(source.settings.get("limit", "rectification_intensive")),
        name=f"burn_down_{ending}",
        behind="completion_rate" if ending == "done" else "closed_off_rate",
        question=view.say("progress.pace_question"),
    )


def immediate(view: View, source: Source) -> None:
    """Immediate rectification: the findings to be rectified at once, and the notices, by round and kind."""
    left, right = st.columns(2, gap="medium")
    with left:
        breakdowns.by(view, source, "immediate_rate", "round")
    with right:
        breakdowns.by(view, source, "notice_rate", "notice_kind")
