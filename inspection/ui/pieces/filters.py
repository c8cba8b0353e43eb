"""The filters in the side bar. What they hold comes from the address and goes back to it."""

from datetime import date

import streamlit as st

from inspection.reading.answers import Source, rounds
from inspection.reading.view import View
from inspection.reading.words import labels
from inspection.text import LANGUAGES, say
from inspection.ui.pieces import address

_LANGUAGE_NAMES = {"zh": "中文", "en": "English"}
_WHOLE, _CUSTOM = "whole", "custom"
KEPT = frozenset({address.LANG, address.SHOW, address.REGION})
"""What is no filter: it stays when they are cleared."""


def show_language(lang: str) -> None:
    """The language switch; each language under its own name."""
    st.session_state["filter_lang"] = lang
    st.segmented_control(
        "中文 / English",
        LANGUAGES,
        format_func=_LANGUAGE_NAMES.get,
        required=True,
        key="filter_lang",
        on_change=_language_chosen,
        label_visibility="collapsed",
        width="stretch",
    )


def _language_chosen() -> None:
    address.choose(lang=st.session_state["filter_lang"])


def _years(view: View) -> list[str]:
    first = view.terms[0].started_on.year if view.terms else view.as_of.year
    return [str(year) for year in range(view.as_of.year, first - 1, -1)]


def _period(view: View) -> str:
    if not view.period_chosen:
        return st.session_state.get("period_open", _WHOLE)
    start, end = view.from_date, view.to_date
    whole_year = start and end and start == date(start.year, 1, 1) and end == date(start.year, 12, 31)
    return str(start.year) if whole_year and str(start.year) in _years(view) else _CUSTOM


def _period_chosen() -> None:
    chosen = st.session_state["filter_period"]
    st.session_state["period_open"] = chosen if chosen == _CUSTOM else _WHOLE
    year = chosen if chosen.isdigit() else ""
    address.choose(**{"from": f"{year}-01-01" if year else None, "to": f"{year}-12-31" if year else None})


def _days_chosen() -> None:
    start, end = st.session_state["filter_from"], st.session_state["filter_to"]
    if start and end and start > end:
        start, end = end, start
    address.choose(**{"from": start and start.isoformat(), "to": end and end.isoformat()})


def _list_chosen(name: str) -> None:
    address.choose(**{name: ",".join(st.session_state[f"filter_{name}"])})


def _term_chosen() -> None:
    address.choose(term=str(st.session_state["filter_term"]), round=None)


def _as_of_chosen() -> None:
    day = st.session_state["filter_as_of"]
    address.choose(as_of=day and day.isoformat())


def _cleared() -> None:
    st.session_state.pop("period_open", None)
    address.choose(**dict.fromkeys(name for name in address.NAMES if name not in KEPT))


def _show_list(view: View, name: str, options: dict[str, str], values: tuple[str, ...]) -> None:
    st.session_state[f"filter_{name}"] = list(values)
    st.multiselect(
        view.say(f"pages.filter_{name}"),
        list(options),
        format_func=lambda value: options.get(value, value),
        placeholder=view.say("pages.filter_all"),
        key=f"filter_{name}",
        on_change=_list_chosen,
        args=(name,),
    )


def show_filters(view: View, source: Source, *, narrows: bool = True) -> None:
    """Term, period, class, sector, round and as-of day of the view; without what `narrows` to a part of the county."""
    if not view.terms:
        return
    names = {t.number: t.name for t in view.terms}
    st.session_state["filter_term"] = view.term
    st.selectbox(
        view.say("pages.filter_term"),
        list(reversed(names)),
        format_func=lambda number: names.get(number, str(number)),
        key="filter_term",
        on_change=_term_chosen,
        disabled=view.period_chosen,
    )
    st.session_state["filter_period"] = _period(view)
    st.selectbox(
        view.say("pages.filter_period"),
        [_WHOLE, *_years(view), _CUSTOM],
        format_func=lambda p: view.say("pages.period_year", year=p) if p.isdigit() else view.say(f"pages.period_{p}"),
        key="filter_period",
        on_change=_period_chosen,
    )
    if st.session_state["filter_period"] == _CUSTOM:
        days = (("from", view.from_date), ("to", view.to_date))
        for column, (name, day) in zip(st.columns(2, gap="xsmall"), days, strict=True):
            st.session_state[f"filter_{name}"] = day
            column.date_input(
                view.say(f"pages.filter_{name}"), format="YYYY-MM-DD", key=f"filter_{name}", on_change=_days_chosen
            )
    if narrows:
        _show_list(view, "class", labels("org_class", view.lang), view.classes)
        _show_list(view, "sector", labels("sector", view.lang), view.sectors)
        _show_list(view, "round", rounds(view, source), view.rounds)
    st.session_state["filter_as_of"] = view.as_of
    st.date_input(
        view.say("pages.filter_as_of"),
        min_value=view.terms[0].started_on,
        max_value=source.version.as_of,
        format="YYYY-MM-DD",
        key="filter_as_of",
        on_change=_as_of_chosen,
    )


def show_classes(view: View) -> None:
    """The class of organisations alone: what a level above the counties can be narrowed by beside its regions."""
    _show_list(view, "class", labels("org_class", view.lang), view.classes)


def show_clear(lang: str) -> None:
    """The one click back to everything, beside the words that say what is chosen; nothing where nothing is."""
    if set(address.chosen()) - KEPT:
        st.button(
            say("pages.filter_clear", lang),
            key="filter_clear",
            on_click=_cleared,
            type="tertiary",
            icon=":material/filter_alt_off:",
        )
