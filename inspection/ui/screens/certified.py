"""核定 on the screen: where an indicator's definition is opened, what of it was certified and whether it holds; whoever
may approves the figure within the view."""

from datetime import datetime

import streamlit as st

from inspection.access import ANYBODY
from inspection.access import Refused as NotNoted
from inspection.indicators import Indicator
from inspection.papers.certified import held, listed, question_of, resting, scope_words, value_words
from inspection.papers.given import papers_home
from inspection.reading.answers import Source
from inspection.reading.view import View
from inspection.snapshots import Refused
from inspection.snapshots.certified import certify, take_back
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import may, step, visitor


def show_certified(view: View, source: Source, definition: Indicator) -> None:
    """The certificates of an indicator, and the button for whoever may certify the figure of the view."""
    st.subheader(view.say("certified.title"), anchor="certified")
    try:
        found = listed(source, view.lang, definition.id)
    except Refused as refused:
        st.warning(plain(refused.words(view.lang)))
        return
    if found.empty:
        st.caption(view.say("certified.none"))
    else:
        st.table(found.map(lambda cell: plain(str(cell))), hide_index=True, border="horizontal")
    if not may("approval") or not view.terms:
        return
    asked = question_of(view, definition.id)
    scope, now = scope_words(asked, source, view.lang), value_words(resting(source, asked), asked, view.lang)
    st.markdown(plain(view.say("certified.lead", value=now, scope=scope)))
    if visitor().kind == ANYBODY.kind or not visitor().name:
        st.caption(view.say("certified.need_name"))
    elif st.button(view.say("certified.button"), key=f"certify_{definition.id}", icon=":material/verified:"):
        _certify(view, source, definition, scope)
    if visitor().kind != ANYBODY.kind and visitor().name:
        _take_back(view, source, definition)


def _take_back(view: View, source: Source, definition: Indicator) -> None:
    """The certificates of the indicator that were not taken back, and the reason for doing so with one."""
    there = [one.id for one in reversed(held(source)) if one.question.indicator == definition.id and not one.back]
    if not there:
        return
    with st.form(f"uncertify_{definition.id}", border=False):
        left, right = st.columns([1, 4])
        id = left.selectbox(view.say("certified.back_which"), there)
        reason = right.text_input(view.say("certified.back_reason"), max_chars=200)
        pressed = st.form_submit_button(view.say("certified.back_button"), icon=":material/undo:")
    if not pressed:
        return
    try:
        with step("uncertified", id=id, reason=reason):
            take_back(papers_home(source), id, by=visitor().name, reason=reason, at=datetime.now())
    except (Refused, NotNoted) as refused:
        st.error(plain(refused.words(view.lang)))
        return
    st.rerun()


def _certify(view: View, source: Source, definition: Indicator, scope: str) -> None:
    """Certify the figure of the view in the name of whoever is signed in; a refusal is said in words."""
    who, asked = visitor().name, question_of(view, definition.id)
    try:
        with step("certified", figure=definition.id, of=scope) as told:
            made = certify(
                papers_home(source), source.mart, source.settings, asked,
                version=source.version.number, by=who, at=datetime.now(),
            )  # fmt: skip
            told |= {"id": made.id, "value": value_words(made, asked, view.lang)}
    except (Refused, NotNoted) as refused:
        st.error(plain(refused.words(view.lang)))
        return
    st.rerun()
