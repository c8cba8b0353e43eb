"""Saved views: a name for a page with all that is chosen on it, of the account that saved it.

They are kept in `views.json` of the data home, written whole or not at all. A file that cannot be read is said and left
as it is: nothing is saved over it.
"""

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from inspection.text import say
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import visitor
from inspection.warehouse import by_pinyin, data_home, private_folder

FILE = "views.json"
LONGEST_NAME = 60
MOST = 200


class Unreadable(Exception):
    """The file of the saved views is not as this module wrote it."""


@dataclass(frozen=True)
class SavedView:
    """A page (its name in the menu) and the parameters of its address, several values of one name in their order.

    `owner` is the account's key; empty: it was saved before there were accounts, and is everybody's.
    """

    name: str
    page: str
    parameters: tuple[tuple[str, tuple[str, ...]], ...]
    owner: str = ""

    @property
    def address(self) -> str:
        """Relative to the dashboard, as a link in it."""
        asked = urlencode([(name, value) for name, values in self.parameters for value in values])
        return f"./{self.page}{'?' if asked else ''}{asked}"


def saved(home: Path, owner: str = "") -> list[SavedView]:
    """The saved views of an account and those that are everybody's, names by pinyin. Raises Unreadable."""
    return [view for view in _all(home) if view.owner in ("", owner)]


def rows_of(home: Path, file: str) -> list:
    """What a file of such rows holds; nothing where there is none. Raises Unreadable."""
    try:
        return list(json.loads((home / file).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError) as error:
        raise Unreadable(str(home / file)) from error


def from_row(row: dict) -> SavedView:
    """A view of its row. Raises KeyError, TypeError, AttributeError for what is none."""
    parameters = tuple((name, tuple(map(str, values))) for name, values in row["parameters"].items())
    return SavedView(str(row["name"]), str(row["page"]), parameters, str(row.get("owner", "")))


def row_of(view: SavedView) -> dict:
    """The row of a view, as it is kept."""
    return {"name": view.name, "page": view.page, "parameters": {n: list(x) for n, x in view.parameters}, "owner": view.owner}


def _all(home: Path) -> list[SavedView]:
    try:
        views = [from_row(row) for row in rows_of(home, FILE)]
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable(str(home / FILE)) from error
    place = {name: at for at, name in enumerate(by_pinyin(view.name for view in views))}
    return sorted(views, key=lambda view: place[view.name])


def write_rows(home: Path, file: str, rows: list[dict]) -> None:
    """Write such a file whole or not at all."""
    private_folder(home)
    handle, fresh = tempfile.mkstemp(dir=home, prefix="views-", suffix=".new")
    with open(handle, "w", encoding="utf-8") as writing:
        json.dump(rows, writing, ensure_ascii=False, indent=1)
        writing.flush()
        os.fsync(writing.fileno())
    os.replace(fresh, home / file)


def save(home: Path, view: SavedView) -> None:
    """Keep a view; its owner's of the same name gives way to it. Raises Unreadable, ValueError for no name or too many of
    his."""
    name = view.name.strip()[:LONGEST_NAME]
    others = [other for other in _all(home) if (other.name, other.owner) != (name, view.owner)]
    if not name or sum(other.owner == view.owner for other in others) >= MOST:
        raise ValueError(name)
    write_rows(home, FILE, [row_of(one) for one in (*others, replace(view, name=name))])


def forget(home: Path, name: str, owner: str = "") -> None:
    """Remove the owner's view of that name, where there is one. Raises Unreadable."""
    write_rows(home, FILE, [row_of(view) for view in _all(home) if (view.name, view.owner) != (name, owner)])


def as_asked() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The parameters of the address now, as a view keeps them."""
    return tuple((name, tuple(st.query_params.get_all(name))) for name in st.query_params)


def _save(page: str) -> None:
    try:
        save(data_home(), SavedView(st.session_state["saved_view_name"], page, as_asked(), visitor().key))
    except ValueError:
        return  # no name yet: the field says so
    st.session_state["saved_view_name"] = ""


def show_saved(page: str, lang: str, below: Callable[[str, str], None]) -> None:
    """The popover of the side bar: save this page as it is, open one, remove one; `below`: what more stands in it."""
    home = data_home()
    with st.popover(say("saved_views.title", lang), icon=":material/bookmark:", width="stretch"):
        try:
            views = saved(home, visitor().key)
        except Unreadable as error:
            st.error(say("saved_views.unreadable", lang, file=plain(str(error))))
            return
        st.text_input(
            say("saved_views.name", lang),
            key="saved_view_name",
            max_chars=LONGEST_NAME,
            placeholder=say("saved_views.name_help", lang),
        )
        st.button(say("saved_views.save", lang), key="saved_view_save", on_click=_save, args=(page,), width="stretch")
        if not views:
            st.caption(say("saved_views.none", lang))
        for view in views:
            link, remove = st.columns([5, 1], vertical_alignment="center")
            link.link_button(plain(view.name), view.address, type="tertiary")
            remove.button(
                "",
                key=f"forget {view.name} {view.owner}",
                icon=":material/delete:",
                help=say("saved_views.forget", lang, name=plain(view.name)),
                on_click=forget,
                args=(home, view.name, view.owner),
                type="tertiary",
            )
        below(page, lang)
