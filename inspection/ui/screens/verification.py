"""Closed findings visited: the three rates, by class, how many visits are enough, and the draw."""

import secrets
from datetime import datetime

import streamlit as st

from inspection.access import Refused as NotNoted
from inspection.indicators import table_definition
from inspection.papers.given import given, keep, papers_home
from inspection.papers.verification import KIND, draw_files, drawn
from inspection.reading import verification as reading
from inspection.reading.answers import Source
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.snapshots import Refused
from inspection.ui.pieces import grids
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import may, step, taking, visitor

MADE = "verification_made"
CLASSES = ("org_class", "closed", "closed_now", "drawn", "visited", "held", "partly", "not_held", "rate")


def verification(view: View, source: Source) -> None:
    """The rates and what they rest on; for analyst and steward the plan and the draw."""
    st.header(view.say("claims.verified_question"), anchor=False)
    st.caption(plain(reading.finding(view, source)))
    grids.grid(view, source, "three_rates", reading.rate_columns(), ask(reading.three_rates, view, source))
    if reading.verified(view, source):
        st.subheader(view.say("claims.by_class"), anchor=False)
        answer, columns = ask(reading.by_class, view, source), reading.class_columns()
        grids.grid(view, source, "closing_verified", columns, answer, shown=CLASSES)
        caveats = [c(view.lang) for c in table_definition("closing_verified").caveats]
        grids.downloads(view, source, "closing_verified", view.say("claims.by_class"), columns, answer, caveats)
    if may("analysis"):
        _draw(view, source)


def _draw(view: View, source: Source) -> None:
    st.subheader(view.say("claims.plan"), anchor=False)
    if reading.closed(view, source).empty:
        st.caption(view.say("claims.draw_none"))
        return
    grids.grid(view, source, "verification_plans", reading.plan_columns(), ask(reading.plans, view, source))
    st.subheader(view.say("claims.draw"), anchor=False)
    st.caption(view.say("claims.draw_note"))
    home = papers_home(source)
    earlier = [paper for paper in given(home) if paper.kind == KIND]
    if earlier:
        st.caption(plain(view.say("claims.draw_earlier", n=len(earlier), listed=" · ".join(p.title for p in earlier[-5:]))))
    with st.form("verification_draw", border=False):
        least, most = len(reading.sizes(reading.closed(view, source))), len(reading.closed(view, source))
        visits = st.number_input(view.say("claims.draw_count"), least, most, min(max(60, least), most), width=200)
        pressed = st.form_submit_button(view.say("claims.draw_button"), type="primary")
    if pressed:
        st.session_state.pop(MADE, None)
        made = drawn(view, source, int(visits), secrets.token_hex(8))
        title, files = made.title(view), draw_files(view, source, made)
        try:
            with step("given", paper=title, of=view.words()) as told:
                paper = keep(home, KIND, title, files, (), source, view, by=visitor().name or view.say("packs.nobody"),
                             at=datetime.now())  # fmt: skip
                told["id"] = paper.id
        except (Refused, NotNoted) as refused:
            st.error(plain(refused.words(view.lang)))
            return
        st.session_state[MADE] = (paper.id, made.seed, title, files)
    if MADE in st.session_state:
        id, seed, title, files = st.session_state[MADE]
        st.success(view.say("claims.draw_done", id=id, seed=seed))
        with st.container(horizontal=True, gap="small"):
            for name, data in files.items():
                form = name.rpartition(".")[2]
                st.download_button(
                    name, data=taking(lambda data=data: data, table=title, paper=id, form=form), file_name=name,
                    key=f"take_{id}_{name}", on_click="ignore", icon=":material/download:",
                )  # fmt: skip
