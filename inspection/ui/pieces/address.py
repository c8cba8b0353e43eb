"""The address and the view say the same: a link reopens what was on the screen, also after a refresh.

What is chosen is kept in the session as the texts of the address (term=12, class=township,village …). An address that
somebody opened, or went back to, replaces it; what the reader chooses is written into the address. Defaults are left
out. Nothing else reads or writes these parameters; those of a page itself (?indicator=) are left alone.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from inspection.reading.answers import Source, rounds, terms
from inspection.reading.view import View
from inspection.text import LANGUAGES
from inspection.warehouse import dictionary

LANG, REGION, TERM, FROM, TO, CLASS, SECTOR, ROUND, AS_OF, VERSION, SHOW = NAMES = (
    "lang",
    "region",
    "term",
    "from",
    "to",
    "class",
    "sector",
    "round",
    "as_of",
    "version",
    "show",
)
OF_LEVEL = (LANG, REGION, CLASS, SHOW)
"""What a page of a level above the counties takes; the rest is a county's own, and is let go without a word."""
SHOWN = re.compile(r"1|[0-9a-f]{8}\.[0-9]{1,2}")
_ESCAPED = {ord(c): f"%{ord(c):02X}" for c in "%&#+ \"<>"}
_CHOSEN, _WRITTEN, _PAGE, _DROPPED = "address_chosen", "address_written", "address_page", "address_dropped"


def chosen() -> dict[str, str]:
    """What is chosen, as texts; a name that is absent stands at its default."""
    return dict(st.session_state.get(_CHOSEN, {}))


def choose(**values: str | None) -> None:
    """Change what is chosen; None or an empty text goes back to the default."""
    st.session_state[_CHOSEN] = {k: v for k, v in (chosen() | values).items() if v}


def of_page(name: str, known: Mapping[str, object]) -> str | None:
    """A parameter of the page itself (?org=); None where there is none. One that names nothing known is left out of the
    address, and the page says so."""
    asked = st.query_params.get(name)
    if asked is not None and asked not in known:
        leave_out(name)
    return asked


def asked(name: str) -> str | None:
    """A parameter of the page itself as it stands (?number=); whether there is such a thing hangs on the day."""
    return st.query_params.get(name)


def put(name: str, value: str | None) -> None:
    """Write a parameter of the page itself into the address; None takes it away."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def carried(view: View) -> tuple[tuple[str, str], ...]:
    """What a link to another page takes along: language, county, as-of day and version, as far as they are not the default."""
    texts = {
        LANG: view.lang if view.lang != LANGUAGES[0] else "",
        REGION: chosen().get(REGION, ""),
        AS_OF: view.as_of.isoformat() if AS_OF in chosen() else "",
        VERSION: chosen().get(VERSION, ""),
    }
    return tuple((name, text) for name, text in texts.items() if text)


def chosen_along() -> tuple[tuple[str, str], ...]:
    """What a link to a single thing takes along: all that is chosen, so that the way back has the same filters."""
    return tuple((name, text) for name in NAMES if (text := chosen().get(name)))


def link(page: str, along: tuple[tuple[str, str], ...], **of_page: str) -> str:
    """The address of another page with what it takes along (`carried`) and parameters of that page.

    Texts stay readable: only what would end them is escaped.
    """
    given = dict(along) | of_page  # a table shows what stands last
    parts = [f"{name}={text.translate(_ESCAPED)}" for name, text in given.items()]
    return page + "?" + "&".join(parts)


def _in_address() -> dict[str, str]:
    return {name: st.query_params[name] for name in NAMES if name in st.query_params}


def language() -> str:
    """The language of this run, known before the menu is: as the address newly asks, else as chosen, else Chinese."""
    lang = _newly(LANG)
    lang = lang if lang in LANGUAGES else chosen().get(LANG)
    return lang if lang in LANGUAGES else LANGUAGES[0]


def region() -> str:
    """The region of this run, known before the menu is; whether there is such a one, the level's store knows."""
    asked = _newly(REGION)
    return chosen().get(REGION, "") if asked is None else asked


def _newly(name: str) -> str | None:
    """What the address says under a name, where that is not our own writing."""
    asked = st.query_params.get(name)
    return asked if asked != st.session_state.get(_WRITTEN, {}).get(name) else None


def read(page: str) -> None:
    """Take over what the address says, unless it is our own writing or was emptied by the change to another page."""
    asked = _in_address()
    moved = st.session_state.get(_PAGE) not in (None, page)
    if asked != st.session_state.get(_WRITTEN, {}) and not (moved and not asked):
        if "." in asked.get(SHOW, "") and asked[SHOW] != chosen().get(SHOW):
            _as_the_address_says()
        st.session_state[_CHOSEN] = asked
        st.session_state.pop(_DROPPED, None)
    st.session_state[_PAGE] = page


def _as_the_address_says() -> None:
    """Forget which tab and choice of a page stood open: the next page of a sequence may be the same with others."""
    for key in [key for key in st.session_state if str(key).startswith(("tabs_", "choice_"))]:
        del st.session_state[key]


def drop(name: str) -> None:
    """Note that a parameter of the address could not be read, so that the page says so."""
    st.session_state[_DROPPED] = (*(n for n in dropped() if n != name), name)


def leave_out(name: str) -> None:
    """Take a parameter of the page itself that cannot be read out of the address, and begin the run anew: what was left
    out is said on top of the page, which is drawn by now."""
    put(name, None)
    drop(name)
    st.rerun()


def dropped() -> tuple[str, ...]:
    """The parameters of the address last opened that could not be read and were left out."""
    return st.session_state.get(_DROPPED, ())


def version() -> int | None:
    """The number of the version to be looked at; None for what is in force, also where the address holds no number."""
    text = chosen().get(VERSION, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def projecting() -> bool:
    """Whether the pages are shown on a projector: the review pages (?show=1), or a page of a sequence (?show=1a2b3c4d.0)."""
    return bool(SHOWN.fullmatch(chosen().get(SHOW, "")))


def write(view: View, source: Source) -> None:
    """Put the view into the address, as far as it is not the default."""
    texts = {
        LANG: "" if view.lang == LANGUAGES[0] else view.lang,
        REGION: chosen().get(REGION, "") if source.at_level else "",
        TERM: "" if not view.terms or view.term == view.terms[-1].number else str(view.term),
        FROM: view.from_date.isoformat() if view.from_date else "",
        TO: view.to_date.isoformat() if view.to_date else "",
        CLASS: ",".join(view.classes),
        SECTOR: ",".join(view.sectors),
        ROUND: ",".join(view.rounds),
        AS_OF: "" if view.as_of == source.latest else view.as_of.isoformat(),
        VERSION: "" if source.asked is None else str(source.asked),
        SHOW: chosen()[SHOW] if projecting() else "",
    }
    texts = {name: text for name, text in texts.items() if text}
    for name in OF_LEVEL if source.at_level and not view.terms else NAMES:
        if not _taken(name, chosen().get(name, ""), view, source):
            drop(name)
    if texts != _in_address():  # all at once: every writing is a step of the browser's back button
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in NAMES}
        st.query_params.from_dict(others | texts)
    st.session_state[_CHOSEN] = st.session_state[_WRITTEN] = texts


FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""Days an address may name: a year before and a year after are days as well."""


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        return None  # an address somebody mistyped: the default stands
    return found if found and FIRST <= found <= LAST else None


def _taken(name: str, text: str, view: View, source: Source) -> bool:
    """Whether the view holds all that the address says under that name."""
    held = {TERM: str(view.term), FROM: str(view.from_date), TO: str(view.to_date), AS_OF: str(view.as_of)}
    if name in held:
        return not text or text == held[name]
    if name == VERSION:
        return not text or version() is not None
    if name == LANG:
        return text in ("", *LANGUAGES)
    if name == SHOW:
        return not text or projecting()
    if name == REGION:
        return not text or source.at_level
    kept = {CLASS: view.classes, SECTOR: view.sectors, ROUND: view.rounds}[name]
    return set(filter(None, text.split(","))) <= set(kept)


def _kept(text: str | None, known: Mapping[str, object] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in (text or "").split(",") if value in known))


def classes() -> tuple[str, ...]:
    """The classes of organisations that are chosen."""
    return _kept(chosen().get(CLASS), tuple(c.code for c in dictionary().codes["org_class"]))


def view(source: Source) -> View:
    """The view that is chosen, with what cannot be (an unknown code, a day after the data's) left at its default."""
    texts = chosen()
    latest = source.version.as_of
    as_of = _day(texts.get(AS_OF)) or latest
    begun = terms(source, min(as_of, latest))
    if as_of > latest or not begun:
        as_of, begun = latest, terms(source, latest)
    numbers = {str(t.number): t.number for t in begun}
    start, end = _day(texts.get(FROM)), _day(texts.get(TO))
    if start and end and start > end:
        start = end = None
    made = View(
        lang=language(),
        as_of=as_of,
        terms=begun,
        term=numbers.get(texts.get(TERM, ""), begun[-1].number if begun else None),
        from_date=start,
        to_date=end,
        classes=classes(),
        sectors=_kept(texts.get(SECTOR), tuple(c.code for c in dictionary().codes["sector"])),
    )
    known = rounds(made, source)
    picked = _kept(texts.get(ROUND), known)
    return replace(made, rounds=picked, round_names=tuple((id, name) for id, name in known.items() if id in picked))
