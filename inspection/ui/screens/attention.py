"""What needs attention, and how fresh the data are."""

import streamlit as st

from inspection.reading import attention
from inspection.reading.answers import Source, tabled
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.reading.words import minute
from inspection.ui.pieces import grids

ALERT = ("level", "org_name", "alert", "items", "oldest_days")
FRESHNESS = ("ledger", "count_rows", "last_on", "last_change_on", "count_later")


def alerts(view: View, source: Source) -> None:
    """The alerts of the term as of the as-of day, gravest first; how many other terms have left behind below."""
    short = (("items", view.say("pages.short_items")), ("oldest_days", view.say("pages.short_oldest")))
    answer, title = ask(attention.alerts, view, source), attention.alerts_title(view, source)
    how = {"shown": ALERT, "labels": short, "rows": 11, "listed": True}
    grids.show(view, source, "alerts", answer, title=title, none="pages.no_alerts", **how)
    if others := attention.alerts_elsewhere(view, source):
        st.caption(view.say("pages.alerts_of_others", n=others))


def freshness(view: View, source: Source) -> None:
    """One line: which version, imported when, and the ledgers' last dates; opens to all ledgers."""
    built = minute(source.version.manifest["built_at"])
    label = view.say("pages.freshness", version=source.version.number, built=built)
    opened = st.expander(label, key="freshness", on_change="rerun")
    if opened.open:
        answer = ask(tabled, view.whole(), source, "data_freshness")
        with opened:
            grids.show(view, source, "data_freshness", answer, shown=FRESHNESS, rows=22, heading=False)
