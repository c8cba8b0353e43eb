"""The frame around every page: menu, language, filters, and what a page opens with."""

from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from inspection.access import Visitor
from inspection.reading.answers import Source
from inspection.reading.coverage import recorded
from inspection.reading.regions import LevelSource, day_words
from inspection.reading.view import View
from inspection.reading.words import label, whole_number
from inspection.text import say
from inspection.ui.pieces import address, paper
from inspection.ui.pieces.damage import show_damage, show_old_version, show_repair
from inspection.ui.pieces.filters import show_classes, show_clear, show_filters, show_language
from inspection.ui.pieces.finder import show_finder
from inspection.ui.pieces.opening import at_level, open_county, open_level, open_source, present
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.presentation import show_bar, show_switch
from inspection.ui.pieces.regions import show_regions
from inspection.ui.pieces.saved_views import show_saved
from inspection.ui.pieces.sequences import show_sequences
from inspection.ui.pieces.signed_in import show_visitor
from inspection.ui.pieces.visitor import may, visitor
from inspection.ui.screens import regions
from inspection.ui.screens.importing import forget_check
from inspection.warehouse import Damaged, EngineError, StoreError

ROOT = Path(__file__).resolve().parents[2]
MENU = {
    "review": {
        "overview": ("pages/review/overview.py", ":material/dashboard:"),
        "coverage": ("pages/review/coverage.py", ":material/fact_check:"),
        "plan": ("pages/review/plan.py", ":material/event_upcoming:"),
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
        "board": ("pages/explore/board.py", ":material/dashboard_customize:"),
        "nowcast": ("pages/explore/nowcast.py", ":material/online_prediction:"),
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
AT_LEVEL = {
    "review": MENU["review"] | {"counties": ("pages/level/counties.py", ":material/leaderboard:")},
    "case": MENU["case"],
    "explore": {"explorer": MENU["explore"]["explorer"]},
    "reference": MENU["reference"],
    "access": MENU["access"],
}
"""The menu of a level above the counties: what it has no rows of its own for, and what would write, is not among it."""
WHOLE = "pages/level/regions.py"
"""In place of a county's overview, as long as no county is chosen."""
FILTERED = frozenset(MENU["review"]) - {"organisation"} | {"packs"}
SINGLE = frozenset(MENU["case"])
"""Pages of a single thing, reached from its rows, the finder and by address: not in the menu."""
OF_A_PERIOD = frozenset({"summary"})
"""Pages that speak of the whole county: they take a term or days, and no class, sector or round."""


def navigation(lang: str, who: Visitor):
    """The menu of the pages that are there and that whoever looks may open; the page to run."""
    sections, menu = {}, _menu()
    for section, pages in menu.items():
        there = {name: entry for name, entry in pages.items() if (ROOT / entry[0]).exists() and who.may_open(name)}
        sections[say(f"pages.section_{section}", lang)] = [
            copy(_page(path, say(f"pages.page_{name}", lang), icon, name, name == who.first_page))
            for name, (path, icon) in there.items()
        ]
    return st.navigation({title: pages for title, pages in sections.items() if pages}, position="top", expanded=True)


@cache
def _page(path: str, title: str, icon: str, name: str, first: bool) -> StreamlitPage:
    """A page of the menu, to be copied: whether it runs is written into it, and thirty made anew are a tenth of a rerun."""
    visibility = "hidden" if name in SINGLE else "visible"
    return st.Page(ROOT / path, title=title, icon=icon, url_path=name, default=first, visibility=visibility)


def _menu() -> dict[str, dict[str, tuple[str, str]]]:
    """The pages by section; at a level the overview is the region's until a county is chosen."""
    if not at_level():
        return MENU
    path, icon = AT_LEVEL["review"]["overview"]
    return AT_LEVEL | {"review": AT_LEVEL["review"] | {"overview": (path if _of_county() else WHOLE, icon)}}


def _of_county() -> bool:
    """Whether a county whose rows are here is chosen. A store that is damaged has none: the page says so."""
    try:
        return open_level(address.region()).county_here
    except StoreError:
        return False


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
    level = _level(name, lang)
    if level is not None and (name == "counties" or (name == "overview" and not level.county_here)):
        _opened_level(page, level, lang)
        return
    data = _data(name, lang) if level is None else _county(name, level, lang)
    with st.sidebar:
        view = address.view(data)
        show_finder(data, lang, page_names(lang))
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


def _level(name: str, lang: str) -> LevelSource | None:
    """The level's store with the region that is chosen, which the side bar lets choose anew; None where the data are an
    office's own."""
    try:
        found = open_level(address.chosen().get(address.REGION, ""))
    except StoreError as error:
        show_damage(error, ROOT / _path(name), ROOT / WHOLE, lang)
        st.stop()
    if found is None:
        return None
    if address.chosen().get(address.REGION, found.region) != found.region:
        address.choose(region=None)
        address.drop(address.REGION)
    with st.sidebar:
        show_regions(found, lang)
    return found


def _opened_level(page, level: LevelSource, lang: str) -> None:
    """A page of a level: the region and classes of organisations are all that is chosen."""
    name = page.url_path or "overview"
    if name == "counties" and len(level.region) == 6:  # beside those of its prefecture
        level = replace(level, region=level.region[:4])
    view = View(lang, level.latest, classes=address.classes())
    with st.sidebar:
        show_classes(view)
    address.write(view, level)
    with st.sidebar:
        show_saved(page.url_path, lang, show_sequences)
    st.session_state["view"], st.session_state["source"] = view, level
    show_bar(view, name, {}, _paths(*MENU))


def _county(name: str, level: LevelSource, lang: str) -> Source:
    """The county that is chosen; where none is, or one without rows, the page says so and shows the way to one."""
    if not level.county_here:
        _no_county(name, level, lang)
        st.stop()
    return open_county(level)


def _no_county(name: str, level: LevelSource, lang: str) -> None:
    """In place of a page of one county: why it is not shown for several, and the way to one."""
    view = View(lang, level.latest)
    address.write(view, level)
    st.title(view.say(f"pages.page_{name}"), anchor=False)
    words = {"region": level.region, "name": plain(level.name(level.region, lang))}
    alone = level.region in level.standing.counties
    st.info(view.say("regions.only_counts" if alone else "regions.one_county", **words), icon=":material/location_on:")
    if not alone:
        regions.table(view, level)


def page_names(lang: str) -> dict[str, str]:
    """Page -> its name, of all that are there: at a level others than in a county."""
    return {name: say(f"pages.page_{name}", lang) for pages in _menu().values() for name in pages}


def _paths(*sections: str) -> dict[str, Path]:
    return {page: ROOT / path for section in sections for page, (path, _) in MENU[section].items()}


def _path(name: str) -> str:
    return next(pages[name][0] for pages in (*MENU.values(), *AT_LEVEL.values()) if name in pages)


def _data(name: str, lang: str) -> Source:
    """The data of this run. Where it is damaged the page says so and ends; the import page has the way to mend it."""
    try:
        number = None if name == "import" else address.version()
        data = open_source(lang, number)
        return data if number is None or present(number) != number else open_source(lang)
    except EngineError:  # see app.py: it may as well fail further down
        raise
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


def level_page(name: str) -> tuple[View, LevelSource]:
    """Open a page of a level: its title with the region, the days of its counties and the classes in words."""
    view, level = current()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.title(view.say(f"pages.page_{name}"), width="content", anchor=False)
        words = [view.say("regions.words", days=day_words(level), n=whole_number(len(level.counties)))]
        words += [label("org_class", code, view.lang) for code in view.classes]
        st.caption(f"{plain(level.name(level.region, view.lang))} · {' · '.join(words)}", width="content")
        if level.demonstration:
            st.badge(view.say("pages.demonstration"), color="red")
        with st.container(width="content"):
            level = replace(level, running=regions.terms(view))
        show_clear(view.lang)
    if left_out := address.dropped():
        st.caption(plain(view.say("pages.address_dropped", names=view.say("pages.joint").join(left_out))))
    return view, level


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
