"""The pages on a projector: the whole width, larger type, one page of the review after the other by the arrow keys.

The keys are static/presentation.js, which clicks what stands here; the look is static/screen.css, which asks whether
the container "projecting" is there.
"""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from inspection.reading.view import View
from inspection.text import say
from inspection.ui.pieces import address


def _switched() -> None:
    address.choose(show="1" if st.session_state["filter_show"] else None)


def _leave() -> None:
    address.choose(show=None)


def show_switch(lang: str) -> None:
    """The switch in the side bar."""
    st.session_state["filter_show"] = address.projecting()
    st.toggle(say("presentation.show", lang), key="filter_show", on_change=_switched, help=say("presentation.help", lang))


def show_bar(view: View, name: str, pages: Sequence[tuple[str, Path]]) -> None:
    """Where the page stands among those shown, and the way to the next, the one before, and out; nothing unless shown.

    `pages`: (name, file) of the pages in their order; another page than these has only the way out.
    """
    if not address.projecting():
        return
    names = [page for page, _ in pages]
    at = names.index(name) if name in names else None
    with st.container(key="projecting", horizontal=True, vertical_alignment="center", gap="small"):
        for key, step, icon in (("previous", -1, "arrow_back"), ("next", 1, "arrow_forward")):
            if at is None or not 0 <= at + step < len(pages):
                continue
            other, path = pages[at + step]
            with st.container(key=f"project_{key}", width="content"):
                label = view.say(f"pages.page_{other}")
                st.page_link(path, label=label, icon=f":material/{icon}:", query_params=address.chosen())
        if at is not None:
            st.caption(f"{at + 1} / {len(pages)}", width="content")
        st.button(view.say("presentation.leave"), key="project_leave", on_click=_leave, type="tertiary")
