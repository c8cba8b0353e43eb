"""The pages on a projector: the whole width, large type, one screen per question, the next one by a key or a clicker.

A page's blocks become screens one after the other; that and the keys are static/presentation.js, which clicks what stands
here. The look is static/projector.css, which asks whether the container "projecting" is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from inspection.reading.view import View
from inspection.text import say
from inspection.ui.pieces import address
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.sequences import shown
from inspection.ui.pieces.visitor import visitor


@dataclass(frozen=True)
class _Stop:
    page: str
    name: str
    parameters: Mapping[str, object]


def _switched() -> None:
    address.choose(show="1" if st.session_state["filter_show"] else None)


def _leave() -> None:
    address.choose(show=None)


def show_switch(lang: str) -> None:
    """The switch in the side bar."""
    st.session_state["filter_show"] = address.projecting()
    st.toggle(say("presentation.show", lang), key="filter_show", on_change=_switched, help=say("presentation.help", lang))


def _stops(view: View, name: str, review: Mapping[str, Path]) -> tuple[list[_Stop], int | None]:
    """What is shown in its order, as far as whoever looks may open it, and the place of this page; None: not among them."""
    chosen = shown()
    if chosen is None:
        stops = [_Stop(page, view.say(f"pages.page_{page}"), address.chosen() | {address.SHOW: "1"}) for page in review]
        pages = [stop.page for stop in stops]
        return stops, pages.index(name) if name in pages else None
    sequence, at = chosen
    first = visitor().first_page
    places = [place for place, step in enumerate(sequence.steps) if visitor().may_open(step.page or first)]
    stops = [
        _Stop(sequence.steps[place].page or first, plain(sequence.steps[place].name), sequence.parameters(place))
        for place in places
    ]
    return stops, places.index(at) if at in places else None


def show_bar(view: View, name: str, review: Mapping[str, Path], paths: Mapping[str, Path]) -> None:
    """Where the page stands among those shown, and the way to the next, the one before, and out; nothing unless shown.

    `review`: name -> file of the pages that are shown where no sequence is; `paths`: of all pages. Another page than these
    has only the way out.
    """
    if not address.projecting():
        return
    stops, at = _stops(view, name, review)
    with st.container(key="projecting", horizontal=True, vertical_alignment="center", gap="small"):
        for key, step, icon in (("previous", -1, "arrow_back"), ("next", 1, "arrow_forward")):
            if at is None or not 0 <= at + step < len(stops) or stops[at + step].page not in paths:
                continue
            other = stops[at + step]
            with st.container(key=f"project_{key}", width="content"):
                st.page_link(
                    paths[other.page], label=other.name, icon=f":material/{icon}:", query_params=dict(other.parameters)
                )
        if at is not None:
            st.caption(f"{at + 1} / {len(stops)}", width="content")
        st.button(view.say("presentation.leave"), key="project_leave", on_click=_leave, type="tertiary")
