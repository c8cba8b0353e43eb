"""A page on paper: the head of every sheet, what is noted at its end in place of between, and which tabs are printed.

What is left out on the screen or on paper is said by static/print.css and screen.css, by the keys of the containers; the head is
put on the sheets by static/paper.js.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from inspection.indicators import Indicator, Table
from inspection.reading.answers import Source
from inspection.reading.cards import definition_parts
from inspection.reading.view import View
from inspection.reading.words import listed
from inspection.text import say
from inspection.ui.pieces import address
from inspection.ui.pieces.plain import plain

PRINT = "print"  # in the address: course,years
_HEAD, _NOTES, _DEFINED = "paper_head", "paper_notes", "paper_defined"


def begin() -> None:
    """At the start of a run: no notes yet, and a place for the head of the sheets, which nobody sees on the screen."""
    st.session_state[_NOTES], st.session_state[_DEFINED] = [], {}
    with st.sidebar.container(key="running_head"):
        st.session_state[_HEAD] = st.empty()


def head(*parts: str) -> None:
    """What stands on top of every sheet; said again by a page that knows more, it takes the place of what was said."""
    st.session_state[_HEAD].text(" · ".join(part for part in parts if part))


def note(words: str, lang: str) -> None:
    """A remark on a figure, in markdown: below it on the screen, at the end of the document on paper, with its number below the
    figure."""
    said = st.session_state.setdefault(_NOTES, [])
    said.append(words)
    with st.container(key=f"note_{len(said)}", gap=None):
        st.caption(words)
        st.caption(say("paper.note", lang, n=list(dict.fromkeys(said)).index(words) + 1))


def define(thing: Indicator | Table, source: Source, lang: str) -> None:
    """Note that a figure or table stands on the page: its definition stands once at the end of the document."""
    defined = st.session_state.setdefault(_DEFINED, {})
    if isinstance(thing, Indicator):
        parts = definition_parts(thing, source.settings, lang)
        words = " ".join(f"*{label}* {said}" if label else said for label, said in parts)
    else:
        words = " ".join((thing.question(lang), *(caveat(lang) for caveat in thing.caveats)))
    defined[thing.title(lang)] = words


def ending(lang: str) -> None:
    """The notes by number and the definitions of all that the page showed; on paper only."""
    notes, defined = st.session_state.get(_NOTES, ()), st.session_state.get(_DEFINED, {})
    if not notes and not defined:
        return
    with st.container(key="ending", gap=None):
        st.subheader(say("paper.ending", lang), anchor=False)
        lines = [f"**{say('paper.note', lang, n=n)}** {words}" for n, words in enumerate(dict.fromkeys(notes), 1)]
        lines += [f"**{plain(title)}** {words}" for title, words in defined.items()]
        with st.container(key="ending_lines", gap=None):
            for line in lines:  # one by one: the browser's reader of markdown is slow on a long text
                st.markdown(line)


def tabs_chosen(view: View, page: str, labels: Mapping[str, str]) -> list[str]:
    """The tabs that the reader wants laid out one after the other to print them (?print=), in the order of the page; none: the
    open one is printed as it is. `labels`: name -> words."""
    key = f"choice_{PRINT}_{page}"
    if key not in st.session_state:
        asked = st.query_params.get(PRINT, "").split(",")
        st.session_state[key] = [name for name in labels if name in asked]
        if asked != [""] and len(st.session_state[key]) != len(asked):
            address.leave_out(PRINT)

    def moved() -> None:
        address.put(PRINT, ",".join(name for name in labels if name in st.session_state[key]))

    with st.sidebar:
        chosen = st.multiselect(
            view.say("paper.print"),
            list(labels),
            format_func=labels.get,
            placeholder=view.say("paper.print_open"),
            help=view.say("paper.print_help"),
            key=key,
            on_change=moved,
        )
    return [name for name in labels if name in chosen]


def place_for_tabs(page: str):
    """Where say_printed says it: above the tabs, before it is known which one is open."""
    return st.container(key=f"tabs_printed_{page}")


def say_printed(place, labels: Mapping[str, str], printed: Sequence[str], lang: str) -> None:
    """Which of the tabs (name -> words) stand on paper and which do not; on paper only."""
    left = [words for name, words in labels.items() if name not in printed]
    said = [say("paper.printed", lang, printed=listed([labels[name] for name in printed], lang))]
    if left:
        said.append(say("paper.not_printed", lang, left=listed(left, lang)))
    place.caption(" ".join(said))
