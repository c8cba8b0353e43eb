"""What needs attention, and how fresh the data are."""

from datetime import datetime

import streamlit as st

from inspection.ui import tables
from inspection.ui.data import Source, table
from inspection.ui.view import View
from inspection.warehouse import dictionary

ALERT = ("level", "alert", "org_name", "round_id", "items", "oldest_days")
FRESHNESS = ("ledger", "count_rows", "last_on", "last_change_on", "count_later")


def alerts(view: View, source: Source) -> None:
    """The alerts of the as-of day, gravest first; one about a whole class is the class's."""
    frame = table(source, view, "alerts", term=False)
    if view.rounds:
        frame = frame[frame["alert"] != "coverage_behind"]  # of rounds chosen, a term's coverage says nothing
    whose = frame["org_name"].astype(object).where(frame["org_name"].notna(), _classes(frame, view))
    frame = frame.assign(org_name=whose)
    tables.show(view, source, "alerts", frame, shown=ALERT, rows=9, none="pages.no_alerts")


def _classes(frame, view: View):
    labels = {c.code: c.label(view.lang) for c in dictionary().codes["org_class"]}
    return frame["org_class"].map(labels).astype(object)


def freshness(view: View, source: Source) -> None:
    """One line: which version, imported when, and the ledgers' last dates; opens to all ledgers."""
    built = datetime.fromisoformat(source.version.manifest["built_at"]).strftime("%Y-%m-%d %H:%M")
    frame = table(source, view, "data_freshness", term=False, rounds=False)
    label = view.say("pages.freshness", version=source.version.number, built=built)
    opened = st.expander(label, key="freshness", on_change="rerun")
    if opened.open:
        with opened:
            tables.show(view, source, "data_freshness", frame, shown=FRESHNESS, rows=22, heading=False)

