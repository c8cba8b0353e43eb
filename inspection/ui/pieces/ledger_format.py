"""The format of the ledgers on the screen: for each column its header, what to write, whether it must be there."""

import pandas as pd
import streamlit as st

from inspection.reading.words import labels, listed
from inspection.text import say
from inspection.ui.pieces.plain import plain
from inspection.warehouse import Column, Ledger, dictionary


def _to_write(column: Column, lang: str) -> str:
    if column.codes:
        return say("importing.write_code", lang, codes=plain(listed(labels(column.codes, lang).values(), lang)))
    if column.refers_to:
        ledger = dictionary().ledgers[column.refers_to[0]]
        target = ledger.column(column.refers_to[1])
        return say("importing.write_ref", lang, ledger=ledger.label(lang), column=target.label(lang))
    return say(f"importing.write_{column.type}", lang)


def _required(column: Column, ledger: Ledger, lang: str) -> str:
    if column.key:
        return say("importing.required_key" if len(ledger.key) == 1 else "importing.required_key_part", lang)
    return say("importing.required_yes" if column.required else "importing.required_no", lang)


def format_frame(name: str, lang: str) -> pd.DataFrame:
    """One row per column of a ledger: header, what to write, required, privacy, header in the other language, id."""
    ledger = dictionary().ledgers[name]
    other = "en" if lang == "zh" else "zh"
    heads = ("format_header", "format_type", "format_required", "format_privacy", "format_other_header", "format_id")
    rows = [
        (
            plain(column.label(lang)),
            _to_write(column, lang),
            _required(column, ledger, lang),
            say(f"importing.privacy_{column.privacy}", lang),
            plain(column.label(other)),
            plain(column.name),
        )
        for column in ledger.columns
    ]
    return pd.DataFrame(rows, columns=[say(f"importing.{head}", lang) for head in heads], dtype=object)


def show_format(lang: str) -> str:
    """The columns of one ledger, chosen by name; returns which."""
    st.markdown(say("importing.format_lead", lang))
    ledgers = dictionary().ledgers
    name = st.selectbox(
        say("importing.format_ledger", lang),
        list(ledgers),
        format_func=lambda name: f"{ledgers[name].label(lang)} · {name}",
        key="import_format",
    )
    with st.container(key="ledger_format"):
        st.table(format_frame(name, lang), hide_index=True, border="horizontal")
    return name
