"""The pieces of the livelihood page: the cases told one by one, and what stands behind."""

import streamlit as st

from inspection.reading import stories
from inspection.reading.answers import Source
from inspection.reading.view import View
from inspection.ui.pieces import address, breakdowns, grids, paper
from inspection.ui.pieces.plain import linked, plain
from inspection.ui.pieces.visitor import noted_once

EACH, BESIDE = 6, 2
"""Cases on a page, and how many of them stand side by side."""
CASE = ("title", "case_kind", "org_name", "occurred_on", "thing", "quantity", "unit", "recovered_wan", "returned_wan")


def told(view: View, source: Source) -> None:
    """The cases of the view, a card each, those that tell most first; in pages where they are many."""
    found = stories.stories(view, source)
    st.header(view.say("stories.title"), help=view.say("stories.order"), anchor=False)
    if not found:
        st.info(view.say("stories.none"), icon=":material/inbox:")
        return
    noted_once("rows_seen", table="case_list", of=view.words(), rows=len(found))
    st.markdown(plain(stories.summed_up(found, view.lang)))
    paper.note(view.say("stories.order"), view.lang)
    at = 0
    if len(found) > EACH:
        at = EACH * (st.pagination(-(-len(found) // EACH), key="stories_page") - 1)
    shown = found[at : at + EACH]
    for first in range(0, len(shown), BESIDE):
        for column, story in zip(st.columns(BESIDE, gap="small"), shown[first : first + BESIDE], strict=False):
            with column:
                _card(view, story)
    if len(found) > EACH:
        st.caption(view.say("stories.page", first=at + 1, last=at + len(shown), n=len(found)))


def _card(view: View, story: stories.Story) -> None:
    """One case: what was done, what came back, who gained, and where and when."""
    where = address.link("organisation", address.chosen_along(), org=story.org)
    with st.container(border=True, height="stretch", gap="small", key=f"story_{story.id}"):
        st.subheader(plain(story.title), anchor=False)
        if money := stories.money_words(story, view.lang):
            st.markdown(f"**{plain(money)}**")
        if story.gained:
            st.markdown(" · ".join(f"{plain(thing)} **{plain(number)}**" for thing, number in story.gained))
        parts = [plain(story.kind), linked(story.place, where), story.on.isoformat(), plain(story.round)]
        st.caption(" · ".join(part for part in parts if part))


def cases(view: View, source: Source) -> None:
    grids.show(view, source, "case_list", shown=CASE, heading=False, rows=16)


def notices(view: View, source: Source) -> None:
    breakdowns.years(view, source, "notices", "notice_kind")


def findings(view: View, source: Source) -> None:
    """Findings that touch livelihood, year by year and by kind."""
    left, right = st.columns([1, 1], gap="medium")
    with left:
        breakdowns.years(view, source, "livelihood_findings")
    with right:
        breakdowns.by(view, source, "livelihood_findings", "category")


def rules(view: View, source: Source) -> None:
    """Rules made, year by year and by class."""
    left, right = st.columns([1, 1], gap="medium")
    with left:
        breakdowns.years(view, source, "rules_made", "rule_kind")
    with right:
        breakdowns.by(view, source, "rules_made", "org_class")


TABS = {"cases": cases, "notices": notices, "livelihood": findings, "rules": rules}
