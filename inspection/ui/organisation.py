"""One organisation: which one, what it is, and its whole history whatever term is looked at elsewhere."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from inspection.charts.organisation import places, timeline
from inspection.ui import address, panels, tables
from inspection.ui.data import Source, names, organisation, table
from inspection.ui.plain import plain
from inspection.ui.view import View
from inspection.warehouse import dictionary

FIGURES = (
    *("inspections", "findings", "completion_rate", "closed_off_rate"),
    *("clue_verification_rate", "satisfaction_rate"),
)
EACH = ("org_name", "org_class", "parent_id", "sector", "covered", "last_round_id", "last_onsite_start", "days_since")
EVENT = ("on_day", "event", "counted", "out_of", "round_id")
FINDING = ("round_name", "started_on", "findings", "fed_back", "done", "closed_off", "overdue", "clues", "pending")
CLUE = (
    *("warning", "clue_id", "round_id", "transferred_on", "handler", "disposal", "disposed_on", "outcome"),
    *("concluded_on", "case_filed_on", "days"),
)


def chosen(view: View, source: Source) -> View | None:
    """The view of the organisation that the address names or the reader chooses; None while none is chosen."""
    known = names(source, "org")
    asked = address.of_page("org", known)
    address.put("name", None)
    if asked and st.session_state.get("organisation") != asked and not st.session_state.get("organisation_moved"):
        st.session_state["organisation"] = asked
    st.session_state["organisation_moved"] = False
    org = st.selectbox(
        view.say("organisation.choose"),
        list(known),
        index=None,
        format_func=lambda id: f"{known[id]}",
        key="organisation",
        on_change=_moved,
        placeholder=view.say("organisation.choose"),
        label_visibility="collapsed",
    )
    address.put("org", org)
    if org is None:
        st.info(view.say("organisation.none_chosen"))
        tables.show(view, source, "coverage_each", shown=EACH, rows=20)
        return None
    return replace(view, orgs=(org,))


def _moved() -> None:
    st.session_state["organisation_moved"] = True


def facts(view: View, source: Source) -> None:
    """What the organisation is, in one line; predecessor and successor lead to their own pages."""
    row, known = organisation(source, view.orgs[0]), names(source, "org")
    parts = [(name, dictionary().label(code, row[code], view.lang)) for name, code in
             (("class", "org_class"), ("sector", "sector")) if row[code]]
    if row["parent_id"]:
        parts.append(("parent", plain(known.get(row["parent_id"], row["parent_id"]))))
    ends = row["in_scope_to"] if row["in_scope_to"] and row["in_scope_to"] <= view.as_of else None
    key = "organisation.scope_closed" if ends else "organisation.scope_open"
    parts.append(("scope", view.say(key, start=row["in_scope_from"], end=ends)))
    for name in ("predecessor", "successor"):
        if other := row[f"{name}_id"]:
            label = known.get(other, other)
            target = address.link("organisation", view, org=other)
            parts.append((name, f"[{plain(label)}]({target})"))
    st.markdown(" · ".join(f"**{view.say(f'organisation.fact_{name}')}** {words}" for name, words in parts))


def history(view: View, source: Source) -> None:
    """Everything that happened, along time."""
    frame = table(source, view, "organisation_history")
    panels.chart(
        view,
        source,
        timeline,
        frame,
        names=names(source, "round"),
        behind=("findings", "completion_rate", "clues", "notices", "accountability_decisions"),
        name=f"timeline_{view.orgs[0]}",
        question=view.say("organisation.lane_inspected"),
    )


def rank_over_time(view: View, source: Source) -> None:
    """Its rank within its class and round, at each round in which it was assessed."""
    held = table(source, view, "organisation_history")
    rounds = held[held["event"] == "assessed"].sort_values("on_day")["round_id"].drop_duplicates().tolist()
    own, found = organisation(source, view.orgs[0]), []
    for round_id in rounds:
        among = replace(view, orgs=(), rounds=(round_id,), classes=(own["org_class"],))
        ranking = table(source, among, "rectification_ranking", term=False)
        found.append(ranking[ranking["org_id"] == view.orgs[0]].assign(round_name=names(source, "round")[round_id]))
    if not found or (frame := pd.concat(found)).empty:
        st.caption(view.say("organisation.never_ranked"))
        return
    panels.chart(view, source, places, frame, behind="satisfaction_rate", name=f"places_{view.orgs[0]}")


def events(view: View, source: Source) -> None:
    tables.show(view, source, "organisation_history", shown=EVENT, heading=False, rows=16)


def by_round(view: View, source: Source) -> None:
    """Findings and clues of each round it was inspected in."""
    frame = table(source, view, "round_overview")
    frame = frame[frame["organisations"] > 0]
    tables.show(view, source, "round_overview", frame, shown=FINDING, heading=False)


def clues(view: View, source: Source) -> None:
    tables.show(view, source, "clue_progress", shown=CLUE, heading=False)


def late(view: View, source: Source) -> None:
    tables.show(view, source, "overdue_findings", heading=False, rows=10)


def awards(view: View, source: Source) -> None:
    """The scores of the reports on it."""
    frame = table(source, view, "report_awards").drop_duplicates(["award_year", "inspection_id"])
    shown = ("award_year", "round_id", "team", "mean_score", "lowest", "highest", "judges", "awarded")
    tables.show(view, source, "report_awards", frame, shown=shown, heading=False)
