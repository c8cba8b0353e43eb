"""我的看板: the pinned answers in their order, each asked anew; its owner renames, moves and removes them here."""

from functools import partial

import streamlit as st

from inspection.reading import explored_table
from inspection.reading.answers import Source
from inspection.reading.asked import Asked
from inspection.reading.explored_pins import opened
from inspection.reading.view import View
from inspection.ui.pieces import address
from inspection.ui.pieces.boards import MOST, Board, Pin, change, kept, of_owner, pin, renamed
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.saved_views import LONGEST_NAME, Unreadable
from inspection.ui.pieces.sequences import moved
from inspection.ui.pieces.visitor import visitor
from inspection.ui.screens import explore_answer
from inspection.warehouse import data_home

EXPLORER, BOARD = "pages/explore/explorer.py", "board"
NAME = "board_pin_name"


def board(view: View, source: Source) -> None:
    """The board that the address names, else one's own."""
    home, owner = data_home(), visitor().key
    try:
        known = {one.id: one for one in kept(home)}
        shown = known.get(address.of_page(BOARD, known) or "") or of_owner(home, owner)
    except Unreadable as error:
        st.error(view.say("boards.unreadable", file=plain(str(error))))
        return
    if shown is None or not shown.pins:
        st.info(view.say("boards.none"), icon=":material/push_pin:")
        st.page_link(EXPLORER, label=view.say("boards.to_explorer"), icon=":material/query_stats:")
        return
    mine = shown.owner == owner
    if not mine:
        st.caption(view.say("boards.of_another"))
    for at, one in enumerate(shown.pins):
        with st.container(key=f"board_pin_{at}"):
            _pin(view, source, shown, at, one, mine)
    st.caption(view.say("boards.address"))
    st.code(f"/{BOARD}?{BOARD}={shown.id}", language=None)


def _pin(view: View, source: Source, shown: Board, at: int, one: Pin, mine: bool) -> None:
    """One answer as the explorer shows it, under its name."""
    asked, lost = opened(view, source, dict(one.asked))
    if asked is None:
        st.header(plain(one.name), anchor=False)
    else:
        explore_answer.head(view, source, asked, one.name)
    if lost:
        st.warning(plain(lost), icon=":material/link_off:")
    with st.container(horizontal=True, gap="small", key=f"board_tools_{at}"):
        if asked is not None:
            st.page_link(EXPLORER, label=view.say("boards.open"), icon=":material/query_stats:", query_params=asked.texts())
        if mine:
            _tools(view, shown, at, one)
    if asked is not None:
        _answer(view, source, asked, at, one.name)


def _answer(view: View, source: Source, asked: Asked, at: int, name: str) -> None:
    if explored_table.told(view, source, asked, explore_answer.older_of(source, asked)).empty:
        st.info(view.say("explore.nothing"))
        return
    of_pin = f"board_{at}"
    explore_answer.draw(view, source, asked, name, of_pin)
    cross = explore_answer.is_cross(view, source, asked)
    explore_answer.table(view, source, asked, name, cross=cross, name=of_pin, rows=8)


def _tools(view: View, shown: Board, at: int, one: Pin) -> None:
    """Another name, another place, or off the board."""
    home, owner = data_home(), shown.owner
    key = f"board_name_{at}_{one.name}"

    def rename() -> None:
        name = st.session_state[key]
        change(home, owner, lambda pins: renamed(pins, at, name))

    with st.popover(view.say("boards.change"), icon=":material/edit:", type="tertiary"):
        st.text_input(view.say("boards.name"), one.name, max_chars=LONGEST_NAME, key=key, on_change=rename)
        for name, by in (("up", -1), ("down", 1)):
            st.button(
                view.say(f"boards.{name}"),
                key=f"board_{name}_{at}",
                disabled=not 0 <= at + by < len(shown.pins),
                on_click=change,
                args=(home, owner, partial(moved, at=at, by=by)),
            )
        st.button(
            view.say("boards.remove"),
            key=f"board_remove_{at}",
            on_click=change,
            args=(home, owner, lambda pins: (*pins[:at], *pins[at + 1 :])),
        )


def offer(view: View, asked: Asked, heading: str) -> None:
    """Below an answer of the explorer: pin it to one's own board."""
    with st.popover(view.say("boards.pin"), icon=":material/push_pin:"):
        key = f"{NAME}_{hash(asked)}"
        name = st.text_input(view.say("boards.name"), heading[:LONGEST_NAME], max_chars=LONGEST_NAME, key=key)
        if st.button(view.say("boards.pin_now"), key="board_pin", type="primary"):
            try:
                pin(data_home(), visitor().key, Pin(name, tuple(asked.texts().items())))
            except ValueError:
                st.warning(view.say("boards.full" if name.strip() else "boards.no_name", most=MOST))
            except Unreadable as error:
                st.error(view.say("boards.unreadable", file=plain(str(error))))
            else:
                st.success(view.say("boards.pinned", name=plain(name)))
                st.page_link("pages/explore/board.py", label=view.say("boards.to_board"), icon=":material/dashboard:")
