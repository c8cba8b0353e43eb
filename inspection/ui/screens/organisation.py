"""One organisation: which one, what it is, and its whole history whatever term is looked at elsewhere."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from inspection.charts.organisation import places, timeline
from inspection.papers.report_cards import card_file
from inspection.papers.village_files import village_file
from inspection.reading import notes, organisation, undated
from inspection.reading.answers import Source, names, tabled
from inspection.reading.keeping import ask
from inspection.reading.rounds import inspected_rounds
from inspection.reading.view import View
from inspection.reading.village import is_village
from inspection.snapshots import Refused
from inspection.ui.pieces import address, grids, panels, paper
from inspection.ui.pieces.handing import forget, hand_out, ready
from inspection.ui.pieces.plain import linked, plain
from inspection.ui.pieces.visitor import may, noted_once

AWARD = ("award_year", "round_id", "team", "mean_score", "lowest", "highest", "judges", "awarded")
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
        title = view.say("organisation.covered_in", term=view.terms[-1].name)
        grids.show(view, source, "coverage_each", shown=EACH, rows=20, title=title)
        return None
    noted_once("rows_seen", table="organisation", mark=known[org])
    return replace(view, orgs=(org,))


def _moved() -> None:
    st.session_state["organisation_moved"] = True


def facts(view: View, source: Source) -> None:
    """What the organisation is, in one line; predecessor and successor lead to their own pages."""
    parts = [(name, plain(words)) for name, words in organisation.facts(view, source)]
    for name, id, label in organisation.relatives(view, source):
        parts.append((name, linked(label, address.link("organisation", address.carried(view), org=id))))
    st.markdown(" · ".join(f"**{view.say(f'organisation.fact_{name}')}** {words}" for name, words in parts))


def report_card(view: View, source: Source) -> None:
    """The sheet for the talk with its head, and of a village the file for the team that goes in, as PDF and as Word, for whoever
    may take files away: made and kept as given once, then taken away as often as wanted."""
    if not may("analysis"):
        return
    _sheet(view, source, "card", card_file, "cards.make_card", "cards.making")
    if is_village(source, view.orgs[0]):
        _sheet(view, source, "village", village_file, "village.make", "village.making")


def _sheet(view: View, source: Source, kind: str, make: Callable, button: str, making: str) -> None:
    org, slot = view.orgs[0], f"{kind}_{view.orgs[0]}_{view.as_of}_{view.lang}"
    if st.button(view.say(button), key=f"make_{slot}", type="tertiary", icon=":material/description:"):
        forget(slot)
        try:
            with st.spinner(view.say(making)):
                made = {form: make(view, source, org, form) for form in ("pdf", "docx")}
                files = {f"{title}.{form}": data for form, (title, data, _) in made.items()}
                title, _, stated = made["pdf"]
                hand_out(slot, view, source, kind, title, files, stated, kept=True)
        except Refused as refused:
            st.error(plain(refused.words(view.lang)))
    ready(view, slot)


def history(view: View, source: Source) -> None:
    """Everything that happened, along time."""
    panels.chart(
        view,
        source,
        timeline,
        ask(organisation.dated_history, view, source),
        table="organisation_history",
        names=ask(names, source, "round"),
        behind=("findings", "completion_rate", "clues", "notices", "accountability_decisions"),
        name=f"timeline_{view.orgs[0]}",
        question=view.say("organisation.lane_inspected"),
        notes=ask(notes.on_organisation, view, source, view.orgs[0]),
    )
    for words in undated.captions(undated.on_no_line(tabled(view, source, "organisation_history"), view.lang)):
        paper.note(words, view.lang)


def rank_over_time(view: View, source: Source) -> None:
    """Its rank within its class and round, at each round in which it was assessed."""
    answer = ask(organisation.ranks, view, source)
    if answer().empty:
        st.caption(view.say("organisation.never_ranked"))
        return
    panels.chart(view, source, places, answer, behind="satisfaction_rate", name=f"places_{view.orgs[0]}")


def by_round(view: View, source: Source) -> None:
    """Findings and clues of each round it was inspected in."""
    answer = ask(inspected_rounds, view, source)
    grids.show(view, source, "round_overview", answer, shown=FINDING, heading=False)


def clues(view: View, source: Source) -> None:
    grids.show(view, source, "clue_progress", shown=CLUE, heading=False)


def late(view: View, source: Source) -> None:
    grids.show(view, source, "overdue_findings", heading=False, rows=10)


def awards(view: View, source: Source) -> None:
    """The scores of the reports on it."""
    answer = ask(organisation.judged_reports, view, source)
    grids.show(view, source, "report_awards", answer, shown=AWARD, heading=False)


def events(view: View, source: Source) -> None:
    grids.show(view, source, "organisation_history", shown=EVENT, heading=False, rows=16)


TABS = {"org_rounds": by_round, "each": clues, "late": late, "awards": awards, "events": events}
