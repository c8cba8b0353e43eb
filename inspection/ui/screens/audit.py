"""审计 on the screen: a month's lines, of one account or one event, and the fingerprint to write down."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from inspection.access import EVENTS, Audit, Line, Refused
from inspection.indicators import checks, indicators, tables
from inspection.reading.words import NOTHING, whole_number
from inspection.text import catalogue, say
from inspection.ui.pieces.grids import on_paper
from inspection.ui.pieces.plain import plain
from inspection.warehouse import data_home, dictionary

SHOWN = 2000
"""Lines on the screen, the last ones; all of them come from the shell."""


def lines_frame(lines: Sequence[Line], lang: str) -> pd.DataFrame:
    """One row per line, the latest first."""
    rows = [
        (one.n, one.at.replace("T", " "), one.who, _told("what", one.what, lang), details(one, lang), one.address)
        for one in reversed(lines)
    ]
    names = ("column_n", "column_at", "column_account", "audit_what", "column_details", "column_address")
    return pd.DataFrame(rows, columns=[say(f"access.{name}", lang) for name in names])


def _told(kind: str, text: str, lang: str) -> str:
    """The words for what a line holds; what a later program wrote and this one does not know, as it stands there."""
    return say(f"access.{kind}_{text}", lang) if f"{kind}_{text}" in catalogue()["access"] else text


def _rows_of(text: str, lang: str) -> str:
    """What the list that was seen is called: a ledger, a page of one thing, a table, an indicator or a rule; what is none of
    them, such as a heading of the explorer, as it stands there."""
    if text in dictionary().ledgers:
        return dictionary().ledgers[text].label(lang)
    if f"page_{text}" in catalogue()["pages"]:
        return say(f"pages.page_{text}", lang)
    known = next((held()[text] for held in (tables, indicators, checks) if text in held()), None)
    return text if known is None else known.title(lang)


def details(line: Line, lang: str) -> str:
    """What a line was about, in words."""
    between = say("pages.joint", lang)
    parts = []
    for key, value in line.details.items():
        listed = [str(one) for one in value] if isinstance(value, list) else [str(value)]
        values = (_rows_of(one, lang) if key == "table" else _told("short", _told("value", one, lang), lang) for one in listed)
        parts.append(f"{_told('detail', key, lang)} {between.join(values)}")
    return " · ".join(parts)


def show_audit(lang: str) -> None:
    """The log of a month, filtered as chosen."""
    audit = Audit(data_home())
    months = audit.months()
    if not months:
        st.info(say("access.audit_none", lang), icon=":material/receipt_long:")
        return
    of_month, of_whom, of_what = st.columns(3)
    month = of_month.selectbox(say("access.audit_month", lang), months[::-1], key="audit_month")
    try:
        lines = audit.read(month)
        n, mark = audit.mark()
    except Refused as refused:
        st.error(plain(refused.words(lang)))
        return
    every = say("access.audit_all", lang)
    who = of_whom.selectbox(say("access.audit_who", lang), ["", *sorted({one.who for one in lines})], key="audit_who",
                            format_func=lambda name: name or every)  # fmt: skip
    what = of_what.selectbox(say("access.audit_what", lang), ["", *EVENTS], key="audit_what",
                             format_func=lambda event: say(f"access.what_{event}", lang) if event else every)  # fmt: skip
    found = [one for one in lines if (not who or one.who == who) and (not what or one.what == what)]
    st.caption(say("access.audit_count", lang, n=whole_number(len(found))))
    frame = lines_frame(found[-SHOWN:], lang)
    wide = {frame.columns[4]: st.column_config.TextColumn(width="large")}
    height = "content" if len(frame) < 15 else 560
    st.dataframe(frame, hide_index=True, width="stretch", height=height, placeholder=NOTHING, column_config=wide)
    on_paper(frame, "audit", lang)
    st.caption(say("access.audit_mark", lang, number=n, mark=mark))
