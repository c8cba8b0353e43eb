"""Common problems by sector as letters to the departments: of which sectors, to whom, until when they answer."""

from datetime import timedelta

import streamlit as st

from inspection.papers.letters import REPLY_DAYS, letter_files
from inspection.papers.sector_letters import SHOWN, sector_letters_of
from inspection.reading import common
from inspection.reading.answers import Source
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.reading.words import label
from inspection.ui.pieces import grids, paper
from inspection.ui.pieces.handing import forget, hand_out, ready

MADE = "sector_letters_made"


def make(view: View, source: Source) -> None:
    """The sectors, the two buttons, what was made, and what the chosen sectors share."""
    there = common.sectors(view, source)
    if not there:
        st.caption(view.say("common.nobody"))
        return
    left, middle, right = st.columns([2, 2, 1], gap="medium")
    chosen = left.multiselect(
        view.say("common.choose_sectors", n=len(there)),
        list(there),
        format_func=lambda code: label("sector", code, view.lang),
        placeholder=view.say("letters.all_of_them"),
        key="sector_letters_sectors",
    )
    sectors = tuple(code for code in there if code in chosen) if chosen else tuple(there)
    to = middle.text_input(
        view.say("common.addressed_to"),
        placeholder=view.say("common.department", sector=label("sector", sectors[0], view.lang)) if len(sectors) == 1 else None,
        disabled=len(sectors) != 1,
        max_chars=60,
        key="sector_letters_to",
    )
    last = view.as_of + timedelta(days=REPLY_DAYS)
    reply_by = right.date_input(
        view.say("letters.reply_by"), last, min_value=view.as_of + timedelta(days=1), format="YYYY-MM-DD", key="sector_reply"
    )
    st.caption(view.say("common.what_they_hold"))
    with st.container(horizontal=True, gap="small"):
        give = st.button(view.say("common.make_given", n=len(sectors)), type="primary", key="sector_letters_give")
        draft = st.button(view.say("packs.make_draft"), key="sector_letters_draft")
    if give or draft:
        forget(MADE)
        with st.spinner(view.say("common.making", n=len(sectors))):
            addressed = to.strip() if len(sectors) == 1 else ""
            sheets, stated = sector_letters_of(view, source, sectors, reply_by, addressed)
            title = f"{view.say('common.file')} {view.as_of.isoformat()}"
            hand_out(MADE, view, source, "sector_letters", title, letter_files(sheets, title), stated, kept=give)
    ready(view, MADE)
    answer, title = ask(common.told, view, source, sectors), view.say("common.what_is_shared", n=sum(there[s] for s in sectors))
    st.subheader(title, anchor=False)
    grids.grid(view, source, "aspect_sector", common.columns(), answer, shown=("sector", *SHOWN), rows=12)
    paper.note(view.say("common.how_compared"), view.lang)
