"""The finder: a box over any page, opened by its button or Ctrl-K."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from inspection.reading.answers import Source
from inspection.reading.finder import LONGEST, Answer, find
from inspection.text import say
from inspection.ui.pieces import address
from inspection.ui.pieces.damage import unanswered
from inspection.ui.pieces.plain import linked, plain
from inspection.ui.pieces.saved_views import Unreadable, saved
from inspection.ui.pieces.visitor import visitor
from inspection.warehouse import data_home


def show_finder(source: Source, lang: str, pages: Mapping[str, str]) -> None:
    """The button in the side bar; `pages`: page -> its name in the menu, of those the reader may open."""
    if st.button(say("finder.open", lang), key="finder", icon=":material/search:", width="stretch", shortcut="Ctrl+K"):
        st.dialog(say("finder.title", lang), width="large")(_box)(source, lang, pages)


def _box(source: Source, lang: str, pages: Mapping[str, str]) -> None:
    question = st.text_input(
        say("finder.title", lang),
        key="finder_question",
        placeholder=say("finder.placeholder", lang),
        label_visibility="collapsed",
        max_chars=LONGEST,
        live=True,
    )
    may_open = {page: name for page, name in pages.items() if visitor().may_open(page)}
    with unanswered(lang):  # a dialog runs alone
        answer = find(question or "", source, lang, may_open)
    for one in answer.figures:
        with st.container(border=True):
            st.caption(plain(one.asked))
            st.metric(plain(one.asked), one.number, label_visibility="collapsed")
            link = f"[{say('finder.to_rows', lang)}]({one.address})"
            st.markdown(f"{plain(one.stands_on)}  {link}" if one.stands_on else link)
    for sentence in answer.asks:
        st.info(plain(sentence))
    _things(answer, question or "", lang)


def _along(kind: str, to: str) -> str:
    """The way to a thing with what is chosen now: to a page all of it, to anything else the day and the version."""
    asked = {name for name, _ in parse_qsl(urlsplit(to).query)}
    taken = {n: text for n, text in address.chosen().items() if kind == "page" or n in (address.AS_OF, address.VERSION)}
    more = urlencode({name: text for name, text in taken.items() if name not in asked})
    return f"{to}{'&' if asked else '?'}{more}" if more else to


def _things(answer: Answer, question: str, lang: str) -> None:
    """What has the words in its name, each a link; below it the reader's saved views."""
    lines = [
        f"- {linked(one.name, _along(one.kind, one.address))} · {say(f'finder.kind_{one.kind}', lang)}"
        for one in answer.found
    ]
    try:
        kept = saved(data_home(), visitor().key) if question.strip() else []
    except Unreadable:
        kept = []  # the side bar says so
    wanted = question.strip().casefold()
    told = say("finder.kind_saved", lang)
    lines += [f"- {linked(one.name, one.address)} · {told}" for one in kept if wanted in one.name.casefold()]
    if lines:
        st.markdown("\n".join(lines))
