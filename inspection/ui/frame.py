"""The frame around every page: menu, language, filters, and what a page opens with."""

from pathlib import Path

import streamlit as st

from inspection.access import Visitor
from inspection.reading.answers import Source
from inspection.reading.coverage import recorded
from inspection.reading.view import View
from inspection.text import say
from inspection.ui.pieces import address, paper
from inspection.ui.pieces.damage import show_damage, show_old_version, show_repair
from inspection.ui.pieces.filters import show_clear, show_filters, show_language
from inspection.ui.pieces.finder import show_finder
from inspection.ui.pieces.opening import open_source, present
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.presentation import show_bar, show_switch
from inspection.ui.pieces.saved_views import show_saved
from inspection.ui.pieces.sequences import show_sequences
from inspection.ui.pieces.signed_in import show_visitor
from inspection.ui.pieces.visitor import may, visitor
from inspection.ui.screens.importing import forget_check
from inspection.warehouse import Damaged, StoreError

ROOT = Path(__file__).resolve().parents[2]
MENU = {
    "review": {
        "overview": ("pages/review/overview.py", ":material/dashboard:"),
        "coverage": ("pages/review/coverage.py", ":material/fact_check:"),
        "findings": ("pages/review/findings.py", ":material/troubleshoot:"),
        "clues": ("pages/review/clues.py", ":material/manage_search:"),
        "rectification": ("pages/review/rectification.py", ":material/task_alt:"),
        "ranking": ("pages/review/ranking.py", ":material/format_list_numbered:"),
        "accountability": ("pages/review/accountability.py", ":material/gavel:"),
        "livelihood": ("pages/review/livelihood.py", ":material/volunteer_activism:"),
        "team": ("pages/review/team.py", ":material/groups:"),
        "organisation": ("pages/review/organisation.py", ":material/account_balance:"),
    },
    "case": {
        "finding": ("pages/case/finding.py", ":material/report:"),
        "clue": ("pages/case/clue.py", ":material/search_insights:"),
    },
    "explore": {
        "explorer": ("pages/explore/explorer.py", ":material/query_stats:"),
        "sql": ("pages/explore/sql.py", ":material/terminal:"),
    },
    "papers": {
        "summary": ("pages/papers/summary.py", ":material/article:"),
        "check": ("pages/papers/check.py", ":material/spellcheck:"),
        "packs": ("pages/papers/packs.py", ":material/co_present:"),
        "forms": ("pages/papers/forms.py", ":material/table_edit:"),
    },
    "data": {
        "import": ("pages/data/import.py", ":material/upload_file:"),
        "quality": ("pages/data/quality.py", ":material/rule:"),
        "versions": ("pages/data/versions.py", ":material/history:"),
    },
    "publish": {
        "snapshots": ("pages/publish/snapshots.py", ":material/campaign:"),
    },
    "reference": {
        "definitions": ("pages/reference/definitions.py", ":material/menu_book:"),
    },
    "access": {
        "accounts": ("pages/access/accounts.py", ":material/group:"),
        "audit": ("pages/access/audit.py", ":material/receipt_long:"),
    },
}
FILTERED = frozenset(MENU["review"]) - {"organisation"} | {"packs"}
SINGLE = frozenset(MENU["case"])
"""Pages of a single thing, reached from its rows, the finder and by address: not in the menu."""
OF_A_PERIOD = frozenset({"summary"})
"""Pages that speak of the whole county: they take a term or days, and no class, sector or round."""


def navigation(lang: str, who: Visitor):
    """The menu of the pages that are there and that whoever looks may open; the page to run."""
    sections = {}
    for section, pages in MENU.items():
        there = {name: entry for name, entry in pages.items() if (ROOT / entry[0]).exists() and who.may_open(name)}
        sections[say(f"pages.section_{section}", lang)] = [
            st.Page(
                ROOT / path,
                title=say(f"pages.page_{name}", lang),
                icon=icon,
                url_path=name,
                default=name == who.first_page,
                visibility="hidden" if name in SINGLE else "visible",
            )
            for name, (path, icon) in there.items()
        ]
    return st.navigation({title: pages for title, pages in sections.items() if pages}, position="top", expanded=True)


def opened(page) -> None:
    """Read the address, show the side bar, and leave view and source for the page to run."""
    name = page.url_path or visitor().first_page
    paper.begin()
    if name != "import":
        forget_check()
    lang = address.language()
    address.read(name)
    if address.language() != lang:  # gone back to an address in the other language: the menu must follow
        st.rerun()
    with st.sidebar:
        show_visitor(lang)
        show_language(lang)
        show_switch(lang)
    paper.head(say("pages.app_title", lang), say(f"pages.page_{name}", lang))
    if name in MENU["access"]:  # who may come in does not hang on the data
        return
    data = _data(name, lang)
    with st.sidebar:
        view = address.view(data)
        show_finder(data, lang, _page_names(lang))
        if name in FILTERED | OF_A_PERIOD:
            show_filters(view, data, narrows=name in FILTERED)
    address.write(view, data)
    with st.sidebar:
        show_saved(page.url_path, lang, show_sequences)
    st.session_state["view"], st.session_state["source"] = view, data
    _head(name, view, data, view.day_words())
    show_bar(view, name, _paths("review"), _paths(*MENU))
    if data.asked is not None:
        show_old_version(data.asked, data.version.as_of, present(data.asked), ROOT / _path(name), lang)


def _page_names(lang: str) -> dict[str, str]:
    return {name: say(f"pages.page_{name}", lang) for pages in MENU.values() for name in pages}


def _paths(*sections: str) -> dict[str, Path]:
    return {page: ROOT / path for section in sections for page, (path, _) in MENU[section].items()}


def _path(name: str) -> str:
    return next(pages[name][0] for pages in MENU.values() if name in pages)


def _data(name: str, lang: str) -> Source:
    """The data of this run. Where it is damaged the page says so and ends; the import page has the way to mend it."""
    try:
        number = None if name == "import" else address.version()
        data = open_source(lang, number)
        return data if number is None or present(number) != number else open_source(lang)
    except StoreError as error:
        if name == "import" and isinstance(error, Damaged):
            show_repair(error, lang)
        else:
            show_damage(error, ROOT / _path(name), ROOT / _path("import"), lang)
        st.stop()


def closed(lang: str) -> None:
    """End a page: on paper its notes and definitions."""
    paper.ending(lang)


def _head(name: str, view: View, data: Source, words: str) -> None:
    mark = view.say("pages.demonstration") if data.mart.demonstration else ""
    paper.head(data.county, view.say(f"pages.page_{name}"), words, mark)


def current() -> tuple[View, Source]:
    """The view and the data of this run."""
    return st.session_state["view"], st.session_state["source"]


def page(name: str, *, whole: bool = False, scoped: bool = True) -> tuple[View, Source]:
    """Open a page: its title with the mark of the demonstration, as-of day and filters in words; its view and data.

    `whole`: the page is of all terms and takes no filters, whatever is chosen elsewhere. `scoped=False`: what its figures
    are of they say themselves, so the page says its day alone.
    An empty warehouse has nothing to show: the page says so, and what to do, and ends.
    """
    view, data = current()
    if whole:
        view = view.whole()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.title(view.say(f"pages.page_{name}"), width="content", anchor=False)
        words = view.words() if scoped else view.day_words()
        _head(name, view, data, words)
        st.caption(f"{plain(data.county)} · {words}", width="content")
        if data.mart.demonstration:
            st.badge(view.say("pages.demonstration"), color="red")
        if scoped and name in FILTERED | OF_A_PERIOD:
            show_clear(view.lang)
    if left_out := address.dropped():
        st.caption(plain(view.say("pages.address_dropped", names=view.say("pages.joint").join(left_out))))
    if not view.terms:
        st.info(view.say("pages.empty_warehouse"), icon=":material/inbox:")
        if may("data"):
            path, icon = MENU["data"]["import"]
            st.page_link(ROOT / path, label=view.say("pages.to_import"), icon=icon)
        st.stop()
    if name in MENU["review"] and not recorded(view, data):
        st.info(view.say("pages.no_inspections"), icon=":material/inbox:")
    return view, data
