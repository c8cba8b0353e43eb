"""Letters of reminder: to which organisations, under which warnings, until when they answer."""

from datetime import timedelta

import streamlit as st

from inspection.papers.letters import LEVELS, REPLY_DAYS, addressed, letter_files, letters_of, own_alerts
from inspection.reading.answers import Source, names
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.ui.pieces import grids
from inspection.ui.pieces.handing import forget, hand_out, ready

MADE = "letters_made"
SHOWN = ("level", "org_name", "alert", "round_id", "items", "oldest_days")
ROWS = 12  # seen at once


def make(view: View, source: Source) -> None:
    """Who gets a letter, the two buttons, and what was made."""
    levels = st.pills(
        view.say("letters.choose_levels"),
        LEVELS,
        selection_mode="multi",
        default=list(LEVELS),
        format_func=lambda level: view.say(f"pages.value_{level}"),
        key="letters_levels",
    )
    due = addressed(view, source, tuple(levels))
    known = names(source, "org")
    left, right = st.columns([3, 1], gap="medium")
    chosen = left.multiselect(
        view.say("letters.choose_orgs", n=len(due)),
        due,
        format_func=lambda org: str(known.get(org, org)),
        placeholder=view.say("letters.all_of_them"),
        key="letters_orgs",
    )
    last = view.as_of + timedelta(days=REPLY_DAYS)
    reply_by = right.date_input(
        view.say("letters.reply_by"), last, min_value=view.as_of + timedelta(days=1), format="YYYY-MM-DD", key="letters_reply"
    )
    st.caption(view.say("letters.what_they_hold"))
    orgs = tuple(org for org in due if org in chosen) if chosen else due
    with st.container(horizontal=True, gap="small"):
        give = st.button(view.say("letters.make_given", n=len(orgs)), type="primary", disabled=not orgs, key="letters_give")
        draft = st.button(view.say("packs.make_draft"), disabled=not orgs, key="letters_draft")
    if give or draft:
        forget(MADE)
        with st.spinner(view.say("letters.making", n=len(orgs))):
            sheets, stated = letters_of(view, source, orgs, reply_by)
            title = f"{view.say('letters.title')} {view.as_of.isoformat()}"
            hand_out(MADE, view, source, "letters", title, letter_files(sheets, title), stated, kept=give)
    ready(view, MADE)
    answer, title = ask(own_alerts, view, source, tuple(levels)), view.say("letters.who", n=len(due))
    grids.show(view, source, "alerts", answer, shown=SHOWN, rows=ROWS, title=title, none="letters.none")
