"""What needs attention, and how fresh the data are."""

from datetime import datetime

import pandas as pd
import streamlit as st

from inspection.ui import tables
from inspection.ui.data import Source, table
from inspection.ui.keeping import Shelf
from inspection.ui.view import View
from inspection.warehouse import dictionary

_ALERTS = Shelf(500)
ALERT = ("level", "org_name", "alert", "items", "oldest_days", "round_id")
FRESHNESS = ("ledger", "count_rows", "last_on", "last_change_on", "count_later")


def _of_term(view: View, everything: pd.DataFrame) -> tuple[pd.DataFrame, str, int]:
    """The term's alerts with whose they are, their title, and how many belong to other terms.

    What belongs to no term (a notice that names no inspection) stands with the running one.
    """
    own = everything["term_no"].eq(view.term).fillna(False).astype(bool)
    if view.terms and view.term == view.terms[-1].number:
        own |= everything["term_no"].isna()
    frame = everything[own]
    labels = {c.code: c.label(view.lang) for c in dictionary().codes["org_class"]}
    classes = frame["org_class"].map(labels).astype(object)
    frame = frame.assign(org_name=frame["org_name"].astype(object).where(frame["org_name"].notna(), classes))
    counts = {level: int((frame["level"] == level).sum()) for level in ("red", "yellow", "blue")}
    title = view.say("pages.alerts_title", **counts) if len(frame) else ""
    return frame, title, int((~own).sum())


def alerts(view: View, source: Source) -> None:
    """The alerts of the term as of the as-of day, gravest first; how many other terms have left behind below."""
    frame, title, others = _ALERTS.get(
        (source, view), lambda: _of_term(view, table(source, view, "alerts", term=False))
    )
    short = (("items", view.say("pages.short_items")), ("oldest_days", view.say("pages.short_oldest")))
    tables.show(view, source, "alerts", frame, shown=ALERT, labels=short, rows=11, title=title, none="pages.no_alerts")
    if others:
        st.caption(view.say("pages.alerts_of_others", n=others))


def freshness(view: View, source: Source) -> None:
    """One line: which version, imported when, and the ledgers' last dates; opens to all ledgers."""
    built = datetime.fromisoformat(source.version.manifest["built_at"]).strftime("%Y-%m-%d %H:%M")
    label = view.say("pages.freshness", version=source.version.number, built=built)
    opened = st.expander(label, key="freshness", on_change="rerun")
    if opened.open:
        frame = table(source, view, "data_freshness", term=False, rounds=False)
        with opened:
            tables.show(view, source, "data_freshness", frame, shown=FRESHNESS, rows=22, heading=False)

