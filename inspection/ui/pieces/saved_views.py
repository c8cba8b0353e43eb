"""Saved views: a name for a page with all that is chosen on it, shared by everybody of the office.

They are kept in `views.json` of the data home, written whole or not at all. A file that cannot be read is said and left
as it is: nothing is saved over it.
"""

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from inspection.text import say
from inspection.ui.pieces.plain import plain
from inspection.warehouse import by_pinyin, data_home, private_folder

FILE = "views.json"
LONGEST_NAME = 60
MOST = 200


class Unreadable(Exception):
    """The file of the saved views is not as this module wrote it."""


@dataclass(frozen=True)
class SavedView:
    """A page (its name in the menu) and the parameters of its address, several values of one name in their order."""

    name: str
    page: str
    parameters: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def address(self) -> str:
        """Relative to the dashboard, as a link in it."""
        asked = urlencode([(name, value) for name, values in self.parameters for value in values])
        return f"./{self.page}{'?' if asked else ''}{asked}"


def saved(home: Path) -> list[SavedView]:
    """All saved views, names by pinyin. Raises Unreadable."""
    try:
        found = json.loads((home / FILE).read_text(encoding="utf-8"))
        views = [
            SavedView(str(v["name"]), str(v["page"]), tuple((n, tuple(map(str, x))) for n, x in v["parameters"].items()))
            for v in found
        ]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(str(home / FILE)) from error
    place = {name: at for at, name in enumerate(by_pinyin(view.name for view in views))}
    return sorted(views, key=lambda view: place[view.name])


def _write(home: Path, views: list[SavedView]) -> None:
    private_folder(home)
    rows = [{"name": v.name, "page": v.page, "parameters": {n: list(x) for n, x in v.parameters}} for v in views]
    handle, fresh = tempfile.mkstemp(dir=home, prefix="views-", suffix=".new")
    with open(handle, "w", encoding="utf-8") as file:
        json.dump(rows, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, home / FILE)


def save(home: Path, view: SavedView) -> None:
    """Keep a view; one of the same name gives way to it. Raises Unreadable, ValueError for no name or too many views."""
    name = view.name.strip()[:LONGEST_NAME]
    others = [other for other in saved(home) if other.name != name]
    if not name or len(others) >= MOST:
        raise ValueError(name)
    _write(home, [*others, SavedView(name, view.page, view.parameters)])


def forget(home: Path, name: str) -> None:
    """Remove the view of that name, where there is one. Raises Unreadable."""
    _write(home, [view for view in saved(home) if view.name != name])


def _save(page: str) -> None:
    parameters = tuple((name, tuple(st.query_params.get_all(name))) for name in st.query_params)
    try:
        save(data_home(), SavedView(st.session_state["saved_view_name"], page, parameters))
    except ValueError:
        return  # no name yet: the field says so
    st.session_state["saved_view_name"] = ""


def show_saved(page: str, lang: str) -> None:
    """The popover of the side bar: save this page as it is, open one, remove one."""
    home = data_home()
    with st.popover(say("saved_views.title", lang), icon=":material/bookmark:", width="stretch"):
        try:
            views = saved(home)
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
                key=f"forget {view.name}",
                icon=":material/delete:",
                help=say("saved_views.forget", lang, name=plain(view.name)),
                on_click=forget,
                args=(home, view.name),
                type="tertiary",
            )
