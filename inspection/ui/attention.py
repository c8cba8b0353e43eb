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
ALERT = ("level", "org_name", "alert", "items", "oldest_days")
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


def _unexplained(view: View, source: Source) -> pd.DataFrame:
    """Organisations ranked last in the term that have not explained themselves, in the columns of the alerts; the days
    are those since the last ballot."""
    ranking = table(source, view, "rectification_ranking")
    owing = ranking[ranking["is_bottom"].fillna(False).astype(bool) & ~ranking["explained"].fillna(False).astype(bool)]
    days = (pd.Timestamp(view.as_of) - pd.to_datetime(owing["last_held_on"])).dt.days
    return pd.DataFrame(
        {
            "level": "yellow",
            "org_id": owing["org_id"],
            "org_name": owing["org_name"],
            "org_class": owing["org_class"],
            "alert": "bottom_unexplained",
            "items": 1,
            "oldest_days": days,
            "term_no": view.term,
        }
    )


def _everything(view: View, source: Source) -> pd.DataFrame:
    """The alerts of all terms and the organisations owing an explanation, which the table cannot know: it takes a
    ranking. They stand behind the other yellow ones."""
    frame = table(source, view, "alerts", term=False)
    owing = _unexplained(view, source)
    if owing.empty:
        return frame
    levels = [frame[frame["level"].isin(names)] for names in (("red", "yellow"), ("blue",))]
    return pd.concat([levels[0], owing.astype(object), levels[1]], ignore_index=True).astype(
        {name: frame[name].dtype for name in ("items", "oldest_days", "term_no")}
    )


def alerts(view: View, source: Source) -> None:
    """The alerts of the term as of the as-of day, gravest first; how many other terms have left behind below."""
    frame, title, others = _ALERTS.get(
        (source, view), lambda: _of_term(view, _everything(view, source))
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

