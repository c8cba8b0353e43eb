"""Codes for notice boards: which organisations, how many on a page, and the files to take away."""

import streamlit as st

from inspection.reading.answers import Source
from inspection.reading.view import View
from inspection.snapshots import CLASSES, Refused, label_of_class, noticeboard
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import taking
from inspection.ui.screens.publishing import publication


def show_noticeboard(view: View, source: Source) -> None:
    """The class, the organisations, and the sheet or the pictures of their codes."""
    county = source.settings.section("county")
    st.caption(view.say("noticeboard.lead"))
    try:
        every = noticeboard.notices(publication(source), str(county["public_url"]))
    except Refused as refused:
        st.info(plain(refused.words(view.lang)))
        return
    st.text(view.say("noticeboard.address", base=county["public_url"]))
    there = [one for one in CLASSES if any(n.org_class == one for n in every)]
    left, right = st.columns([3, 1], gap="medium")
    label = lambda one: label_of_class(one).zh if view.lang == "zh" else label_of_class(one).en  # noqa: E731
    org_class = left.pills(view.say("noticeboard.which_class"), there, default=there[0], format_func=label, key="board_class")
    per_page = right.pills(view.say("noticeboard.per_page"), noticeboard.PER_PAGE, default=6, key="board_each")
    names = {one.org_id: f"{one.name} {one.above}".strip() for one in every if org_class in (None, one.org_class)}
    orgs = st.multiselect(
        view.say("noticeboard.which"), list(names), format_func=names.get, key=f"board_orgs_{org_class}"
    )
    found = noticeboard.chosen(every, orgs, org_class or "")
    options = {
        "county": str(county["name"]), "contact": str(county["contact"]), "on": source.mart.as_of, "lang": view.lang,
        "per_page": per_page or 6, "demonstration": source.mart.demonstration,
    }  # fmt: skip
    with st.container(horizontal=True):
        st.download_button(
            view.say("noticeboard.take_pdf", count=len(found)), type="primary", on_click="ignore", key="board_pdf",
            data=taking(lambda: noticeboard.sheet(found, **options), table="noticeboard", form="pdf"),
            file_name="notices.pdf", mime="application/pdf",
        )  # fmt: skip
        st.download_button(
            view.say("noticeboard.take_zip"), on_click="ignore", key="board_zip",
            data=taking(lambda: noticeboard.pictures(found), table="noticeboard", form="zip"),
            file_name="notices.zip", mime="application/zip",
        )  # fmt: skip
