"""Packs for meetings: chosen, made with what is being made in sight, kept as given; letters; the papers given before."""

import streamlit as st

from inspection.papers.blocks import BLOCKS
from inspection.papers.given import Given, file_of, given, last_given, listed, papers_home
from inspection.papers.moved import moved
from inspection.papers.packs import FORMATS, MEETINGS, pack_of, written
from inspection.reading.answers import Source
from inspection.reading.view import View
from inspection.reading.words import NOTHING
from inspection.snapshots import Refused
from inspection.ui.pieces.choices import choice
from inspection.ui.pieces.grids import on_paper
from inspection.ui.pieces.handing import downloads, forget, hand_out, ready
from inspection.ui.pieces.opening import opened_version
from inspection.ui.pieces.plain import plain
from inspection.ui.screens import letters, schedule, sector_letters
from inspection.warehouse import StoreError

MADE = "packs_made"


def make(view: View, source: Source) -> None:
    """The meeting, its parts and formats, and the two buttons; below what was made."""
    meetings = {name: view.say(f"packs.meeting_{name.replace('-', '_')}") for name in MEETINGS}
    meeting = choice("meeting", meetings, view.say("packs.choose_meeting"))
    left, right = st.columns([3, 1], gap="medium")
    blocks = left.multiselect(
        view.say("packs.choose_blocks"),
        list(BLOCKS),
        default=list(MEETINGS[meeting]),
        format_func=lambda name: view.say(f"packs.block_{name}"),
        key=f"packs_blocks_{meeting}",
    )
    formats = right.pills(
        view.say("packs.choose_formats"), FORMATS, selection_mode="multi", default=list(FORMATS), key="packs_formats"
    )
    st.caption(view.say("packs.rounds_by_filter"))
    off = not blocks or not formats
    with st.container(horizontal=True, gap="small"):
        give = st.button(view.say("packs.make_given"), type="primary", disabled=off, key="packs_give")
        draft = st.button(view.say("packs.make_draft"), disabled=off, key="packs_draft")
    if off:
        st.caption(view.say("packs.nothing_chosen"))
    if give or draft:
        forget(MADE)
        _make(view, source, meeting, tuple(blocks), tuple(formats), kept=give)
    ready(view, MADE)


def _make(view: View, source: Source, meeting: str, blocks: tuple[str, ...], formats: tuple[str, ...], *, kept: bool) -> None:
    """Make the files with a bar of what is being made. Whoever presses 取消, or anything else, ends the run where the bar
    moves next: nothing has been written by then."""
    slot = st.empty()
    with slot.container():
        bar = st.progress(0.0, text=view.say(f"packs.meeting_{meeting.replace('-', '_')}"))
        st.button(view.say("packs.cancel"), key="packs_cancel", on_click=_cancelled, args=(view.say("packs.cancelled"),))
    count, done = len(blocks) + len(formats), 0

    def making(what: str, at: int, n: int) -> None:
        nonlocal done
        bar.progress(done / count, text=plain(view.say("packs.making", what=what, at=done + 1, n=count)))
        done += 1

    home = papers_home(source)
    try:
        before = last_given(home, f"pack_{meeting}")
        pack = pack_of(view, source, meeting, blocks, making, before=before, older=_older(before, source))
        files = dict(written(pack, formats, making))
    except Refused as refused:
        st.error(plain(refused.words(view.lang)))
        return
    finally:
        slot.empty()
    hand_out(MADE, view, source, pack.kind, pack.paper.title, files, pack.stated, kept=kept)


def _cancelled(words: str) -> None:
    forget(MADE)
    st.toast(words)


def _older(paper: Given | None, source: Source) -> Source | None:
    """The data version a paper was made from; None where it is not kept any more."""
    if paper is None or paper.data_version == source.version.number:
        return source if paper else None
    try:
        return opened_version(source, paper.data_version)
    except StoreError:
        return None


def papers(view: View, source: Source) -> None:
    """The papers handed out, the files of the chosen one, and which of its figures are others today."""
    home = papers_home(source)
    try:
        there = given(home)
    except Refused as refused:
        st.error(plain(refused.words(view.lang)))
        return
    if not there:
        st.caption(view.say("packs.none_given"))
        return
    frame = listed(there, view.lang)
    st.dataframe(frame, hide_index=True, width="stretch", placeholder=NOTHING)
    on_paper(frame, "papers_given", view.lang)
    words = {paper.id: f"{paper.id} {paper.title}" for paper in there}
    id = st.selectbox(view.say("packs.which_paper"), list(words), format_func=words.get, key="given_paper")
    paper = next(one for one in there if one.id == id)
    try:
        downloads(view, paper.id, paper.title, {file.name: file_of(home, paper, file.name) for file in paper.files})
    except Refused as refused:
        st.error(plain(refused.words(view.lang)))
    opened = st.expander(view.say("packs.what_moved"), key=f"moved_{paper.id}", on_change="rerun")
    if opened.open:
        with opened:
            _moved(view, source, paper)


def _moved(view: View, source: Source, paper: Given) -> None:
    found = moved(paper, source, _older(paper, source), view)
    values = {"title": paper.title, "at": paper.at[:10], "as_of": paper.as_of, "n": len(found), "N": len(paper.figures)}
    st.caption(plain(view.say("given.moved" if found else "given.none_moved", **values)))
    if found:
        heads = [view.say(f"given.column_{name}") for name in ("figure", "before", "now", "why")]
        rows = [(one.title, one.before, one.now, one.reasons_words(view.lang)) for one in found]
        st.dataframe([dict(zip(heads, row, strict=True)) for row in rows], hide_index=True, width="stretch")


TABS = {
    "make_pack": make,
    "letters": letters.make,
    "sector_letters": sector_letters.make,
    "schedule": schedule.show,
    "papers_given": papers,
}
