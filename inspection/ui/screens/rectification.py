"""The pieces of the rectification page: where the findings stand, how fast, the tables."""

import streamlit as st

from inspection.charts import progress
from inspection.reading import undated
from inspection.reading.answers import Source, names, tabled
from inspection.reading.keeping import ask
from inspection.reading.rectification import BREAKDOWNS, broken_down, names_of
from inspection.reading.rectification_pace import dated_pace
from inspection.reading.view import View
from inspection.ui.pieces import breakdowns, grids, panels, paper
from inspection.ui.pieces.choices import choice
from inspection.ui.screens.verification import verification

ROUND = (
    *("round_name", "organisations", "fed_back", "done", "mostly_done", "completion_share", "closed_off"),
    *("closed_off_share", "due", "on_time", "on_time_of", "on_time_share", "overdue", "overdue_share", "oldest_overdue_days"),
)
ORGANISATION = (
    *("org_name", "org_class", "parent_id", "fed_back", "done", "mostly_done", "completion_share", "closed_off"),
    *("closed_off_share", "due", "on_time", "on_time_of", "on_time_share", "overdue", "overdue_share", "overdue_upto_30"),
    *("overdue_upto_90", "overdue_over_90", "oldest_overdue_days"),
)
LATE = (
    *("finding_id", "days_overdue", "aspect", "category", "responsible", "org_name", "due_on", "nature", "completion"),
    "round_id",
)
BARS = ("completion_share", "closed_off_share")


def where_they_stand(view: View, source: Source) -> None:
    """The findings fed back by state, broken down as chosen (?by=)."""
    by = choice("by", {b: view.say(f"progress.by_{b}") for b in BREAKDOWNS}, view.say("progress.breakdown"))
    panels.chart(
        view,
        source,
        progress.states,
        ask(broken_down, view, source, by),
        dimension=by,
        names=ask(names_of, view, source, by),
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
        progress.burn_down,
        ask(dated_pace, view, source, ending),
        table="rectification_pace",
        ending=ending,
        names=ask(names, source, "round"),
        window=int(source.settings.get("limit", "rectification_intensive")),
        name=f"burn_down_{ending}",
        behind="completion_rate" if ending == "done" else "closed_off_rate",
        question=view.say("progress.pace_question"),
    )
    rows = tabled(view, source, "rectification_pace")
    for words in undated.captions(undated.in_no_curve(rows[rows["ending"] == ending], view.lang, "findings")):
        paper.note(words, view.lang)


def organisations(view: View, source: Source) -> None:
    """Where each organisation stands."""
    grids.show(view, source, "rectification_by_org", shown=ORGANISATION, bars=BARS, rows=16)


def late(view: View, source: Source) -> None:
    """What is overdue, one by one."""
    grids.show(view, source, "overdue_findings", shown=LATE, rows=16)


def immediate(view: View, source: Source) -> None:
    """Immediate rectification: the findings to be rectified at once, and the notices, by round and kind."""
    left, right = st.columns(2, gap="medium")
    with left:
        breakdowns.by(view, source, "immediate_rate", "round")
    with right:
        breakdowns.by(view, source, "notice_rate", "notice_kind")


def each_round(view: View, source: Source) -> None:
    """Where each round stands."""
    grids.show(view, source, "rectification_by_round", shown=ROUND, bars=BARS, rows=16)


TABS = {
    "burn_down": burn_down,
    "organisations": organisations,
    "late": late,
    "immediate": immediate,
    "progress": each_round,
    "verification": verification,
}
