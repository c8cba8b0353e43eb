"""数据去向: every figure, page, paper and published file that hangs on a column, a ledger, an indicator or a table.

The address says which one is asked about: ?lineage=findings.closed_off_on.
"""

import pandas as pd
import streamlit as st

from inspection.indicators import indicators, tables
from inspection.indicators.lineage import names
from inspection.papers.given import papers_home
from inspection.papers.lineage import Hangs, columns_words, hanging, title
from inspection.reading.answers import Source
from inspection.snapshots import Refused
from inspection.text import say
from inspection.ui.pieces.plain import plain
from inspection.warehouse import dictionary

KEY = "lineage"


def name_words(name: str, lang: str) -> str:
    """What can be asked about, in words: a ledger, its column, an indicator, a table, or the name as it is."""
    kind, _, id = name.rpartition(":")
    ledger, _, column = id.partition(".")
    if not kind and ledger in dictionary().ledgers:
        held = dictionary().ledgers[ledger]
        return f"{held.label(lang)} · {held.column(column).label(lang)}" if column else held.label(lang)
    if kind != "table" and id in indicators():
        return f"{indicators()[id].title(lang)} · {say('lineage.kind_indicator', lang)}"
    return f"{tables()[id].title(lang)} · {say('lineage.kind_table', lang)}" if id in tables() else id


def _asked(lang: str) -> str | None:
    """What is asked about: the address is the truth, and the select box writes it."""
    known = [name for name in names() if not name.startswith("known_")]
    asked = st.query_params.get(KEY)
    if asked is not None and asked not in names():
        st.warning(say("definitions.not_there", lang, id=plain(asked[:60])))
    elif asked is not None and asked not in known:
        known.append(asked)
    key = f"definitions_{KEY}"

    def to_address() -> None:
        if st.session_state[key]:
            st.query_params[KEY] = st.session_state[key]
        else:
            st.query_params.pop(KEY, None)

    st.session_state[key] = asked if asked in known else None
    return st.selectbox(
        say("lineage.choose", lang), known, index=None, format_func=lambda name: name_words(name, lang),
        placeholder=say("lineage.placeholder", lang), key=key, on_change=to_address,
    )  # fmt: skip


def lineage_frame(found: tuple[Hangs, ...], lang: str) -> pd.DataFrame:
    """What hangs on it, a line each: kind, name, how, through what."""
    head = [say(f"lineage.{name}", lang) for name in ("kind", "title", "how", "columns")]
    rows = [
        (say(f"lineage.kind_{one.kind}", lang), plain(title(one, lang)), say(f"lineage.how_{one.how}", lang),
         plain(columns_words(one, lang)))
        for one in found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=head, dtype=object)


def show_lineage(source: Source, lang: str) -> None:
    """Choose what to ask about, and everything that hangs on it."""
    st.markdown(say("lineage.lead", lang))
    asked = _asked(lang)
    if asked is None:
        return
    try:
        found = hanging(asked, papers_home(source))
    except Refused as refused:
        st.warning(plain(refused.words(lang)))
        return
    if not found:
        st.caption(say("lineage.nothing", lang))
        return
    st.caption(say("lineage.count", lang, name=plain(name_words(asked, lang)), n=len(found)))
    st.table(lineage_frame(found, lang), hide_index=True, border="horizontal")
