"""What needs attention, and how fresh the data are."""

from datetime import datetime

import streamlit as st

from inspection.ui import tables
from inspection.ui.data import Source, table
from inspection.ui.view import View
from inspection.warehouse import dictionary

ALERT = ("level", "org_name", "alert", "items", "oldest_days", "round_id")
FRESHNESS = ("ledger", "count_rows", "last_on", "last_change_on", "count_later")


def alerts(view: View, source: Source) -> None:
    """The alerts of the term as of the as-of day, gravest first; how many other terms have left behind below.

    What belongs to no term (a notice that names no inspection) stands with the running one.
    """
    everything = table(source, view, "alerts", term=False)
    own = everything["term_no"].eq(view.term).fillna(False).astype(bool)
    if view.terms and view.term == view.terms[-1].number:
        own |= everything["term_no"].isna()
    frame, others = everything[own], everything[~own]
    whose = frame["org_name"].astype(object).where(frame["org_name"].notna(), _classes(frame, view))
    frame = frame.assign(org_name=whose)
    counts = {level: int((frame["level"] == level).sum()) for level in ("red", "yellow", "blue")}
    short = (("items", view.say("pages.short_items")), ("oldest_days", view.say("pages.short_oldest")))
    title = view.say("pages.alerts_title", **counts) if len(frame) else ""
    tables.show(view, source, "alerts", frame, shown=ALERT, labels=short, rows=11, title=title, none="pages.no_alerts")
    if len(others):
        st.caption(view.say("pages.alerts_of_others", n=len(others)))


def _classes(frame, view: View):
    labels = {c.code: c.label(view.lang) for c in dictionary().codes["org_class"]}
    return frame["org_class"].map(labels).astype(object)


def freshness(view: View, source: Source) -> None:
    """One line: which version, imported when, and the ledgers' last dates; opens to all ledgers."""
    built = datetime.fromisoformat(source.version.manifest["built_at"]).strftime("%Y-%m-%d %H:%M")
    label = view.say("pages.freshness", version=source.version.number, built=built)
    opened = st.expander(label, key="freshness", on_change="rerun")
    if opened.open:
        frame = table(source, view, "data_freshness", term=False, rounds=False)
        with opened:
            tables.show(view, source, "data_freshness", frame, shown=FRESHNESS, rows=22, heading=False)

