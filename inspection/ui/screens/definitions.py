"""The definitions on the screen: each indicator and table in words, with its worked example and its SQL.

Everything shown is made from the files of queries/. The address says which one is open: ?indicator=<id>, ?table=<id>.
"""

from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from inspection.indicators import SECTIONS, Indicator, Table, example_of, indicators, settings_read, tables
from inspection.indicators.lineage import asked_as
from inspection.reading.answers import Source
from inspection.reading.cards import window_words
from inspection.reading.dimensions import dimension_label
from inspection.reading.undated import rule_words
from inspection.reading.view import View
from inspection.reading.words import labels, listed
from inspection.text import catalogue, say
from inspection.ui.pieces import address
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.settings_table import setting_label
from inspection.ui.pieces.worked_example import show_example
from inspection.ui.screens.certified import show_certified
from inspection.warehouse import Settings, dictionary
from inspection.warehouse.known import read_by

PAGE = "pages/reference/definitions.py"


def definition_tabs(lang: str) -> list:
    """The five parts of the page; a link to a table opens on the tables, one to what hangs on a column on that."""
    labels = [say(f"definitions.tab_{name}", lang) for name in ("indicators", "tables", "lineage", "settings", "reading")]
    asked = [name for name in ("indicator", "table", "lineage") if name in st.query_params]
    opened = labels[("indicator", "table", "lineage").index(asked[0])] if asked else labels[0]
    return st.tabs(labels, default=opened)


def _chosen(kind: str, known: Mapping[str, Indicator | Table], lang: str) -> str | None:
    """The id that is open, or None for the list of all. The address is the truth; the select box writes it."""
    asked = st.query_params.get(kind)
    key = f"definitions_{kind}"

    def to_address() -> None:
        if st.session_state[key]:
            st.query_params[kind] = st.session_state[key]
        else:
            st.query_params.pop(kind, None)

    if asked is not None and asked not in known:
        st.warning(say("definitions.not_there", lang, id=plain(asked[:60])))
    st.session_state[key] = asked if asked in known else None
    search, back = st.columns([3, 1], vertical_alignment="bottom")
    chosen = search.selectbox(
        say(f"definitions.choose_{kind}", lang),
        list(known),
        index=None,
        format_func=lambda id: f"{known[id].title(lang)} · {say(f'definitions.section_{known[id].section}', lang)}",
        placeholder=say("definitions.search", lang),
        key=key,
        on_change=to_address,
    )
    if chosen:
        back.page_link(
            PAGE,
            label=say(f"definitions.all_{kind}s", lang),
            icon=":material/arrow_back:",
            query_params=address.chosen(),
        )
    return chosen


def formula(definition: Indicator, chosen: Settings, lang: str) -> str:
    """An indicator in one line: counted ÷ out of (unit, by date), and when a thing is counted where it must wait."""
    words = {"counted": definition.counted(lang), "unit": definition.unit(lang), "dated": definition.dated(lang)}
    if definition.out_of is None:
        return say("definitions.formula_count", lang, **words)
    line = say("definitions.formula_rate", lang, out_of=definition.out_of(lang), **words)
    window = window_words(definition, chosen, lang)
    return say("definitions.formula_window", lang, formula=line, window=window) if window else line


def _list(kind: str, known: Mapping[str, Indicator | Table], chosen: Settings, lang: str) -> None:
    """All of a kind by section: the name opens it, beside it stands what it is."""
    for section in SECTIONS:
        inside = [d for d in known.values() if d.section == section]
        if not inside:
            continue
        st.header(say(f"definitions.section_{section}", lang), anchor=section)
        for definition in inside:
            name, words = st.columns([1, 3], vertical_alignment="center")
            opened = address.chosen() | {kind: definition.id}
            name.page_link(PAGE, label=definition.title(lang), icon="", query_params=opened)
            if isinstance(definition, Indicator):
                words.markdown(formula(definition, chosen, lang))
            else:
                words.markdown(definition.question(lang))


def _facts(key: str, facts: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(facts, columns=["fact", "words"], dtype=object)
    with st.container(key=f"facts_{key}"):
        st.table(frame, hide_index=True, hide_header=True, border="horizontal")


def _word(lang: str, name: str, **values: object) -> str:
    return say(f"definitions.{name}", lang, **values)


def _counted_in(definition: Indicator, lang: str) -> str:
    ledger = dictionary().ledgers[definition.shape.rows]
    if definition.shape.distinct is None:
        return ledger.label(lang)
    thing = dimension_label(definition, definition.shape.distinct, lang)
    return say("definitions.distinct", lang, ledger=ledger.label(lang), thing=thing)


def counting_facts(definition: Indicator, lang: str) -> list[tuple[str, str]]:
    """How an indicator is counted, as (what, words): counted, out of, pending, dated by, counted in."""
    words = partial(_word, lang)
    facts = [(words("counted"), definition.counted(lang))]
    if definition.rate:
        pending = definition.pending_words(lang) if definition.pending_words else ""
        facts += [
            (words("out_of"), definition.out_of(lang)),
            (words("pending"), words(f"pending_{definition.pending}", pending=pending)),
        ]
    else:
        facts.append((words("out_of"), words("no_out_of")))
    return [
        *facts,
        (words("dated"), definition.dated(lang)),
        (words("ledger"), _counted_in(definition, lang)),
    ]


def settings_facts(definition: Indicator | Table, chosen: Settings, lang: str) -> list[tuple[str, str]]:
    """The settings that a statement reads, with the values in force, as one (what, words); none where it reads none."""
    read = [
        say(
            "definitions.uses_setting",
            lang,
            label=setting_label(section, key, lang),
            value=plain(str(value)),
            file_name=plain(f"{section}.{key}"),
        )
        for section, key, value in settings_read(definition, chosen)
    ]
    return [(_word(lang, "uses_settings"), ("；" if lang == "zh" else "; ").join(read))] if read else []


def reading_facts(definition: Indicator, chosen: Settings, lang: str) -> list[tuple[str, str]]:
    """How an indicator is read, as (what, words): unit, direction, dimensions, settling time, settings, privacy."""
    words = partial(_word, lang)
    facts = [
        (words("unit"), definition.unit(lang)),
        (words("better"), words(f"better_{definition.better}")),
        (words("dimensions"), listed((dimension_label(definition, name, lang) for name in definition.dimensions), lang)),
    ]
    if window := window_words(definition, chosen, lang):
        facts.append((words("window"), window))
    if rule := rule_words(definition, lang):
        facts.append((say("undated.name", lang), rule))
    return [*facts, *settings_facts(definition, chosen, lang), (words("privacy"), words(f"privacy_{definition.privacy}"))]


def _caveats(definition: Indicator | Table, lang: str) -> None:
    if definition.caveats:
        st.markdown(f"**{say('definitions.caveats', lang)}**")
        st.markdown("\n".join(f"- {caveat(lang)}" for caveat in definition.caveats))


def _example_and_sql(kind: str, definition: Indicator | Table, statement: str, lang: str) -> None:
    asked = asked_as(kind.removesuffix("s"), definition.id)
    st.page_link(PAGE, label=_word(lang, "tab_lineage"), icon=":material/account_tree:",
                 query_params=address.chosen() | {"lineage": asked})  # fmt: skip
    st.subheader(say("definitions.example", lang), anchor="example")
    show_example(definition, example_of(kind, definition.id), lang)
    with st.expander(say("definitions.sql", lang, path=f"{kind}/{definition.id}.sql"), key=f"sql_{definition.id}"):
        st.code(statement, language="sql", wrap_lines=True)
    figures = [shape.statement for shape in definition.reads.values()] if isinstance(definition, Table) else ()
    for relation in read_by("\n".join((statement, *figures))):
        path = f"known/{relation.name.removeprefix('known_')}.sql"
        with st.expander(say("definitions.sql", lang, path=path), key=f"sql_{definition.id}_{relation.name}"):
            st.markdown(plain(relation.row(lang)))
            st.code(relation.statement, language="sql", wrap_lines=True)


def show_indicators(view: View, source: Source) -> None:
    """The list of all indicators, or the one the address names, with what of it is certified."""
    chosen_settings, lang = source.settings, view.lang
    chosen = _chosen("indicator", indicators(), lang)
    if chosen is None:
        _list("indicator", indicators(), chosen_settings, lang)
        return
    definition = indicators()[chosen]
    st.header(definition.title(lang), anchor=definition.id)
    st.markdown(definition.question(lang))
    counted, read = st.columns(2, gap="large")
    with counted:
        _facts("counting", counting_facts(definition, lang))
    with read:
        _facts("reading", reading_facts(definition, chosen_settings, lang))
    _caveats(definition, lang)
    show_certified(view, source, definition)
    _example_and_sql("indicators", definition, definition.shape.statement, lang)


def columns_frame(definition: Table, lang: str) -> pd.DataFrame:
    """The columns of a table: what each is called on the screen and in files, its type, the values of codes."""
    head = [say(f"definitions.{name}", lang) for name in ("column", "column_id", "type", "values")]
    rows = []
    for column in definition.columns:
        codes = labels(column.codes, lang).values() if column.codes else ()
        values = listed(map(plain, codes), lang)
        rows.append((column.label(lang), plain(column.name), say(f"definitions.type_{column.type}", lang), values))
    frame = pd.DataFrame(rows, columns=head, dtype=object)
    return frame if any(column.codes for column in definition.columns) else frame.drop(columns=head[-1])


def show_tables(chosen_settings: Settings, lang: str) -> None:
    """The list of all tables, or the one the address names."""
    if not tables():
        st.caption(say("definitions.none_yet", lang))
        return
    chosen = _chosen("table", tables(), lang)
    if chosen is None:
        _list("table", tables(), chosen_settings, lang)
        return
    definition = tables()[chosen]
    st.header(definition.title(lang), anchor=definition.id)
    st.markdown(definition.question(lang))
    privacy = say(f"definitions.privacy_{definition.privacy}", lang)
    st.caption(say("definitions.privacy_is", lang, privacy=privacy))
    if facts := settings_facts(definition, chosen_settings, lang):
        _facts("settings", facts)
    _caveats(definition, lang)
    st.subheader(say("definitions.columns", lang), anchor="columns")
    st.table(columns_frame(definition, lang), hide_index=True, border="horizontal")
    _example_and_sql("tables", definition, definition.statement, lang)


def show_reading(lang: str) -> None:
    """How to read a figure: what stands beside it and what it does not claim."""
    for name in catalogue()["definitions"]:
        if name.startswith("reading_"):
            st.markdown(say(f"definitions.{name}", lang))
