"""The explorer's question, put together by choosing: what, by what, of what, how it is summed, ordered and compared."""

from dataclasses import replace
from datetime import date

import streamlit as st

from inspection.indicators import indicator, indicators
from inspection.reading import explored
from inspection.reading.answers import Source
from inspection.reading.asked import (
    BESIDE,
    CHARTS,
    DEEPEST,
    INSTEAD,
    SHARES,
    TIMES,
    TOPS,
    VERSION,
    Asked,
    able,
    beside,
    groupable,
    lacking,
    sortable,
    unranked,
)
from inspection.reading.carried import of_source
from inspection.reading.explored_table import column_words
from inspection.reading.view import View
from inspection.text import say
from inspection.ui.pieces.opening import kept_versions
from inspection.ui.screens import explore_asked
from inspection.warehouse import dictionary
from inspection.warehouse.explore import MEASURES, fields


def _key(name: str) -> str:
    return f"explore_{name}_{st.session_state.get(explore_asked.SET, 0)}"


def controls(view: View, source: Source, chosen_elsewhere: View) -> Asked:
    """The question, kept in the address. It begins within what is looked at elsewhere."""
    lang, asked = view.lang, explore_asked.read(chosen_elsewhere)
    sources = [("indicator", id) for id in indicators()] + [("ledger", name) for name in dictionary().ledgers]
    chosen = st.selectbox(
        view.say("explore.source"),
        sources,
        index=sources.index(asked.source),
        format_func=lambda s: _source_words(s, lang),
        key=_key("source"),
    )
    if chosen != asked.source:
        asked = of_source(chosen, chosen_elsewhere)
        st.session_state[explore_asked.SET] = st.session_state.get(explore_asked.SET, 0) + 1
        explore_asked.keep(asked)
        st.rerun()
    of_ledger, name = chosen[0] == "ledger", chosen[1]
    options = groupable(name) if of_ledger else list(indicator(name).dimensions)
    words = (lambda n: explored.field_words(name, n, lang)) if of_ledger else (lambda n: view.say(f"breakdown.by_{n}"))
    if not of_ledger:
        asked = _also(view, asked)
    by = st.multiselect(
        view.say("explore.by"),
        options,
        default=[b for b in asked.by if b in options],
        format_func=words,
        max_selections=DEEPEST,
        key=_key("by"),
    )
    asked = replace(asked, by=tuple(by))
    if of_ledger:
        asked = _measure(view, asked)
    asked = _filters(view, source, asked, options, words)
    asked = _against(view, source, asked, options, words)
    asked = _drawn(view, asked)
    asked = unranked(_arranged(view, asked))
    _instead(view, asked)
    explore_asked.keep(asked)
    return asked


def _instead(view: View, asked: Asked) -> None:
    """Where units would be ranked by a number of findings: why they are not, and a button that ranks them by shares."""
    if not explored.of_unlike(asked):
        return
    st.caption(view.say("explore.by_number"))
    shares = tuple(id for id in INSTEAD if not lacking(asked, id))
    of_ledger = asked.source[0] == "ledger"
    if not of_ledger and not set(shares) <= set(beside(asked)) and st.button(view.say("explore.by_share"), key=_key("by_share")):
        ranked = replace(asked, also=shares, sort="-value_1", share="", against=())
        st.session_state[explore_asked.SET] = st.session_state.get(explore_asked.SET, 0) + 1
        explore_asked.keep(ranked)
        st.rerun()


def _source_words(source: tuple[str, str], lang: str) -> str:
    if source[0] == "indicator":
        return say("explore.indicator", lang, title=indicator(source[1]).title(lang))
    return say("explore.ledger", lang, title=dictionary().ledgers[source[1]].label(lang))


def _also(view: View, asked: Asked) -> Asked:
    also = st.multiselect(
        view.say("explore.also"),
        [id for id in indicators() if id != asked.source[1]],
        default=list(asked.also),
        format_func=lambda id: indicator(id).title(view.lang),
        max_selections=BESIDE,
        key=_key("also"),
    )
    return replace(asked, also=tuple(also))


def _measure(view: View, asked: Asked) -> Asked:
    known, lang = fields(asked.source[1]), view.lang
    measure = st.selectbox(
        view.say("explore.measure"),
        MEASURES,
        index=MEASURES.index(asked.measure),
        format_func=lambda m: view.say(f"explore.measure_{m}"),
        key=_key("measure"),
    )
    if measure == "count":
        return replace(asked, measure=measure, number="")
    able_numbers = [p for p, f in known.items() if measure == "distinct" or f.numeric]
    number = st.selectbox(
        view.say("explore.number"),
        able_numbers,
        index=able_numbers.index(asked.number) if asked.number in able_numbers else 0,
        format_func=lambda n: explored.field_words(asked.source[1], n, lang),
        key=_key("number"),
    )
    return replace(asked, measure=measure, number=number or "")


def _drawn(view: View, asked: Asked) -> Asked:
    """How the answer is drawn."""
    charts = [c for c in CHARTS if able(c, asked)]
    chart = st.segmented_control(
        view.say("explore.chart"),
        charts,
        default=asked.chart if asked.chart in charts else charts[0],
        required=True,
        format_func=lambda c: view.say(f"explore.chart_{c}"),
        key=_key(f"chart_{'_'.join(charts)}"),
    )
    asked = replace(asked, chart=chart)
    if chart != "scatter":
        return asked
    name = asked.source[1]
    numbers = [p for p, f in fields(name).items() if f.numeric and p != asked.number]
    across = st.selectbox(
        view.say("explore.across"),
        numbers,
        index=numbers.index(asked.across) if asked.across in numbers else 0,
        format_func=lambda n: explored.field_words(name, n, view.lang),
        key=_key("across"),
    )
    return replace(asked, across=across)


def _arranged(view: View, asked: Asked) -> Asked:
    """Totals, shares, how many and in which order."""
    totals = st.checkbox(view.say("explore.totals"), asked.totals, key=_key("totals"))
    shares = ["", *(SHARES if len(asked.by) > 1 else SHARES[:1])]
    share = st.segmented_control(
        view.say("explore.share"),
        shares,
        default=asked.share if asked.share in shares else "",
        required=True,
        format_func=lambda s: view.say(f"explore.share_{s or 'none'}"),
        key=_key(f"share_{len(shares)}"),
    )
    top = st.segmented_control(
        view.say("explore.top"),
        (0, *TOPS),
        default=asked.top,
        required=True,
        format_func=lambda n: str(n) if n else view.say("explore.top_all"),
        key=_key("top"),
    )
    asked = replace(asked, totals=totals, share=share, top=top)
    names = sortable(asked)
    orders = ["", *(f"{sign}{name}" for name in names for sign in ("-", ""))]
    words = column_words(view, asked)

    def told(order: str) -> str:
        name = words.get(order.removeprefix("-"), order)
        way = "own" if not order else "down" if order.startswith("-") else "up"
        return view.say(f"explore.sort_{way}", name=name)

    sort = st.selectbox(
        view.say("explore.sort"),
        orders,
        index=orders.index(asked.sort) if asked.sort in orders else 0,
        format_func=told,
        key=_key(f"sort_{hash(names)}"),
    )
    return replace(asked, sort=sort)


def _against(view: View, source: Source, asked: Asked, options: list[str], words) -> Asked:
    """Two periods, or an older version, that the answer is held against."""
    of_ledger = asked.source[0] == "ledger"
    times = [n for n in options if ("@" in n and "." not in n if of_ledger else n in TIMES)]
    if not of_ledger and indicator(asked.source[1]).stock:
        times = []
    kinds = ["", *times, VERSION]

    def told(kind: str) -> str:
        if kind in ("", VERSION):
            return view.say(f"explore.against_{kind or 'none'}")
        return view.say("explore.against_time", name=words(kind))

    before = asked.against[0] if asked.against and asked.against[0] in kinds else ""
    kind = st.selectbox(
        view.say("explore.against"), kinds, index=kinds.index(before), format_func=told, key=_key("against")
    )
    if not kind:
        return replace(asked, against=())
    if kind == VERSION:
        return _version(view, source, asked)
    found = [v for v in explored.values(view, source, Asked(source=asked.source), kind) if v is not None]
    said = dict(zip(map(explored.text_of, found), explored.words_of(view, source, asked, kind, found), strict=True))
    if len(said) < 2:
        st.caption(view.say("explore.one_period"))
        return replace(asked, against=())
    texts, ends = list(said), asked.against[1:] if asked.against[:1] == (kind,) else ()
    columns, chosen = st.columns(2), []
    for at, name in enumerate(("before", "now")):
        usual = texts.index(ends[at]) if ends and ends[at] in said else len(texts) - 2 + at
        chosen.append(
            columns[at].selectbox(
                view.say(f"explore.against_{name}"), texts, index=usual, format_func=said.get, key=_key(f"{name}_{kind}")
            )
        )
    return replace(asked, against=(kind, *chosen) if chosen[0] != chosen[1] else ())


def _version(view: View, source: Source, asked: Asked) -> Asked:
    versions = {str(v.number): v for v in kept_versions(source)}
    if not versions:
        st.caption(view.say("explore.no_versions"))
        return replace(asked, against=())
    numbers, wanted = list(versions), asked.against[1] if asked.against[:1] == (VERSION,) else ""
    number = st.selectbox(
        view.say("explore.against_before"),
        numbers,
        index=numbers.index(wanted) if wanted in numbers else 0,
        format_func=lambda n: view.say("explore.version_of", n=n, day=versions[n].as_of.isoformat()),
        key=_key("version"),
    )
    return replace(asked, against=(VERSION, number))


def _filters(view: View, source: Source, asked: Asked, options: list[str], words) -> Asked:
    """Which values are kept: a field is chosen first, then its values; dates and numbers take a from and a to."""
    of_ledger, name, unfiltered = asked.source[0] == "ledger", asked.source[1], Asked(source=asked.source)
    dates = [p for p, f in fields(name).items() if f.column.type == "date"] if of_ledger else []
    before = [n for n, _ in asked.keep] + [n for n, *_ in asked.between]
    chosen = st.multiselect(
        view.say("explore.filters"),
        [*dates, *options],
        default=[n for n in before if n in (*dates, *options)],
        format_func=lambda n: explored.field_words(name, n, view.lang) if n in dates else words(n),
        key=_key("filters"),
    )
    kept, spans = dict(asked.keep), {n: (a, b) for n, a, b in asked.between}
    keep, between = [], []
    for field in chosen:
        if field in dates:
            first, last = (date.fromisoformat(t) if t else None for t in spans.get(field, ("", "")))
            columns = st.columns(2)
            label = explored.field_words(name, field, view.lang)
            first = columns[0].date_input(view.say("explore.from", name=label), first, key=_key(f"from_{field}"))
            last = columns[1].date_input(view.say("explore.to", name=label), last, key=_key(f"to_{field}"))
            between.append((field, first.isoformat() if first else "", last.isoformat() if last else ""))
            continue
        values = explored.values(view, source, unfiltered, field)
        said = dict(zip(values, explored.words_of(view, source, asked, field, values), strict=True))
        texts = {explored.text_of(v): said[v] for v in values}
        picked = st.multiselect(
            words(field),
            list(texts),
            default=[t for t in kept.get(field, ()) if t in texts],
            format_func=texts.get,
            key=_key(f"keep_{field}"),
        )
        keep.append((field, tuple(picked)))
    return replace(asked, keep=tuple(keep), between=tuple(between))
