"""Sequences of a meeting: pages in the order they are shown, each as it was saved, under one name; of the account that made them.

They are kept in `sequences.json` of the data home as the saved views are. Whoever has a sequence's address (?show=…) can
show it: each page of it asks for the rights of whoever looks.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from inspection.text import say
from inspection.ui.pieces import address
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.saved_views import (
    LONGEST_NAME,
    MOST,
    SavedView,
    Unreadable,
    as_asked,
    from_row,
    row_of,
    rows_of,
    saved,
    write_rows,
)
from inspection.ui.pieces.visitor import visitor
from inspection.warehouse import data_home

FILE = "sequences.json"
_REFUSED = "sequence_refused"  # in the session, from the press to the run it begins
LONGEST = 60
"""Pages of one sequence."""


@dataclass(frozen=True)
class Sequence:
    """A name and the pages in their order; `id` stands in the address of whoever shows it."""

    id: str
    name: str
    steps: tuple[SavedView, ...] = ()
    owner: str = ""

    def show(self, at: int) -> str:
        """What the address says while its page `at` is shown."""
        return f"{self.id}.{at}"

    def parameters(self, at: int) -> dict[str, str | list[str]]:
        """The address's parameters of that page, shown."""
        held = {name: values[0] if len(values) == 1 else list(values) for name, values in self.steps[at].parameters}
        return held | {address.SHOW: self.show(at)}

    @property
    def address(self) -> str:
        """Where it begins, relative to the dashboard."""
        return f"./{self.steps[0].page}?{urlencode(self.parameters(0), doseq=True)}"


def kept(home: Path) -> list[Sequence]:
    """All sequences in the order they were made. Raises Unreadable."""
    try:
        return [
            Sequence(str(r["id"]), str(r["name"]), tuple(from_row(s) for s in r["steps"]), str(r["owner"]))
            for r in rows_of(home, FILE)
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable(str(home / FILE)) from error


def _write(home: Path, sequences: list[Sequence]) -> None:
    rows = [{"id": s.id, "name": s.name, "steps": [row_of(v) for v in s.steps], "owner": s.owner} for s in sequences]
    write_rows(home, FILE, rows)


def make(home: Path, name: str, owner: str = "") -> Sequence:
    """A new sequence without a page. Raises Unreadable, and ValueError with what speaks against it: no_name, taken (one of
    the owner's has the name: whoever shows it could not tell the two apart) or full (too many of his)."""
    name, there = name.strip()[:LONGEST_NAME], kept(home)
    mine = [one.name for one in there if one.owner == owner]
    against = "no_name" if not name else "taken" if name in mine else "full" if len(mine) >= MOST else ""
    if against:
        raise ValueError(against)
    made = Sequence(secrets.token_hex(4), name, (), owner)
    _write(home, [*there, made])
    return made


def change(home: Path, id: str, owner: str, steps: Callable[[tuple[SavedView, ...]], tuple[SavedView, ...]]) -> None:
    """Give the owner's sequence other pages, made of those it has; the first LONGEST are kept. Raises Unreadable."""
    _write(
        home,
        [replace(s, steps=steps(s.steps)[:LONGEST]) if (s.id, s.owner) == (id, owner) else s for s in kept(home)],
    )


def forget(home: Path, id: str, owner: str = "") -> None:
    """Remove the owner's sequence, where there is one. Raises Unreadable."""
    _write(home, [one for one in kept(home) if (one.id, one.owner) != (id, owner)])


def moved(steps: tuple[SavedView, ...], at: int, by: int) -> tuple[SavedView, ...]:
    """The same pages with the one at a place moved; one that would leave the row stays."""
    if not (0 <= at < len(steps) and 0 <= at + by < len(steps)):
        return steps
    rest = [*steps[:at], *steps[at + 1 :]]
    return (*rest[: at + by], steps[at], *rest[at + by :])


def shown() -> tuple[Sequence, int] | None:
    """The sequence that is shown now and the place in it; None where none is, or it is no longer there."""
    id, dot, at = (address.chosen().get(address.SHOW) or "").partition(".")
    if not dot:
        return None
    try:
        found = next((one for one in kept(data_home()) if one.id == id), None)
    except Unreadable:
        return None
    return (found, int(at)) if found and int(at) < len(found.steps) else None


def show_sequences(page: str, lang: str) -> None:
    """Below the saved views: show a sequence, change it, remove it, begin another."""
    home, owner = data_home(), visitor().key
    try:
        mine = [one for one in kept(home) if one.owner == owner]
    except Unreadable as error:
        st.error(say("saved_views.unreadable", lang, file=plain(str(error))))
        return
    st.caption(say("sequences.title", lang))
    st.text_input(
        say("sequences.name", lang),
        key="sequence_name",
        max_chars=LONGEST_NAME,
        placeholder=say("sequences.name_help", lang),
        label_visibility="collapsed",
    )
    st.button(say("sequences.make", lang), key="sequence_make", on_click=_make, args=(page,), width="stretch")
    if refused := st.session_state.pop(_REFUSED, ""):
        st.warning(say(f"sequences.{refused}", lang, most=MOST))
    for one in mine:
        link, edit, remove = st.columns([5, 1, 1], vertical_alignment="center")
        if one.steps:
            label = say("sequences.of", lang, name=plain(one.name), n=len(one.steps))
            link.link_button(label, one.address, type="tertiary", icon=":material/co_present:")
        else:
            link.caption(plain(one.name))
        if edit.button("", key=f"sequence_edit {one.id}", icon=":material/edit:", type="tertiary",
                       help=say("sequences.edit", lang, name=plain(one.name))):  # fmt: skip
            st.dialog(say("sequences.edit", lang, name=plain(one.name)), width="large")(_edit)(one.id, page, lang)
        remove.button(
            "",
            key=f"sequence_forget {one.id}",
            icon=":material/delete:",
            help=say("saved_views.forget", lang, name=plain(one.name)),
            on_click=forget,
            args=(home, one.id, owner),
            type="tertiary",
        )


def _this_page(page: str, lang: str) -> SavedView:
    """The page as it is, named by its title and the classes, sectors and rounds that are chosen."""
    chosen = st.session_state["view"].filter_words()
    name = " · ".join((say(f"pages.page_{page or visitor().first_page}", lang), *chosen))[:LONGEST_NAME]
    return SavedView(name, page, tuple((n, v) for n, v in as_asked() if n != address.SHOW))


def _make(page: str) -> None:
    try:
        made = make(data_home(), st.session_state["sequence_name"], visitor().key)
    except ValueError as refused:
        st.session_state[_REFUSED] = str(refused)
        return
    change(data_home(), made.id, visitor().key, lambda _: (_this_page(page, address.language()),))
    st.session_state["sequence_name"] = ""


def _edit(id: str, page: str, lang: str) -> None:
    """The box in which a sequence is put in order."""
    home, owner = data_home(), visitor().key
    one = next((one for one in kept(home) if (one.id, one.owner) == (id, owner)), None)
    if one is None:
        return

    def button(place, key: str, icon: str, help: str, steps: Callable, **more: object) -> None:
        place.button("", key=key, icon=f":material/{icon}:", help=help, on_click=change,
                     args=(home, id, owner, steps), type="tertiary", **more)  # fmt: skip

    for at, step in enumerate(one.steps):
        name, up, down, out = st.columns([8, 1, 1, 1], vertical_alignment="center")
        name.markdown(f"{at + 1}. {plain(step.name)}")
        button(up, f"sequence_up {at}", "arrow_upward", say("sequences.up", lang), lambda s, at=at: moved(s, at, -1),
               disabled=at == 0)  # fmt: skip
        button(down, f"sequence_down {at}", "arrow_downward", say("sequences.down", lang), lambda s, at=at: moved(s, at, 1),
               disabled=at == len(one.steps) - 1)  # fmt: skip
        button(out, f"sequence_out {at}", "close", say("sequences.out", lang), lambda s, at=at: (*s[:at], *s[at + 1 :]))
    views = {view.name: view for view in saved(home, owner)}
    chosen, add = st.columns([8, 3], vertical_alignment="bottom")
    name = chosen.selectbox(say("sequences.add", lang), list(views), index=None, key="sequence_view",
                            placeholder=say("sequences.choose", lang))  # fmt: skip
    add.button(say("sequences.add_view", lang), key="sequence_add", disabled=name is None, width="stretch", on_click=change,
               args=(home, id, owner, lambda s: (*s, views[name])))  # fmt: skip
    st.button(say("sequences.add_page", lang), key="sequence_add_page", on_click=change,
              args=(home, id, owner, lambda s: (*s, _this_page(page, lang))))  # fmt: skip
    if one.steps:
        st.caption(say("sequences.address", lang))
        st.code(one.address.removeprefix("."), language=None)
