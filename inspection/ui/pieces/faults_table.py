"""The faults of an import on the screen, as a table to read and to take away. Only the importing steward sees them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from inspection import intake
from inspection.formats.exports import xlsx_bytes
from inspection.intake import Fault
from inspection.intake.faults import kind_of
from inspection.reading.words import NOTHING, whole_number
from inspection.text import say
from inspection.ui.pieces.visitor import taking

MANY = 20  # faults beyond which they are also shown by kind
SHOWN = 10_000  # as many a browser scrolls through with ease; the lists to take away have all
ONE_LINE = {"zh": 26, "en": 52}  # characters of a sentence that fit into one line of its column
FAULT_COLUMNS = ("file", "sheet", "row", "header", "value", "problem", "advice")


def faults_frame(faults: Sequence[Fault], lang: str) -> pd.DataFrame:
    """One row per fault: file, sheet, row as Excel numbers it, column, value found, what is wrong, what to do.

    The sheet is left out where no fault has one.
    """
    rows = [[getattr(fault, name) for name in FAULT_COLUMNS] for fault in faults]
    frame = pd.DataFrame(rows, columns=[say(f"intake.report_{name}", lang) for name in FAULT_COLUMNS], dtype=object)
    frame[frame.columns[2]] = frame[frame.columns[2]].astype("Int64")
    return frame if any(fault.sheet for fault in faults) else frame.drop(columns=frame.columns[1])


def kinds_frame(faults: Sequence[Fault], lang: str) -> pd.DataFrame:
    """The faults by file, column and what is wrong, most frequent first, each kind with the words of its first."""
    first: dict[tuple, Fault] = {}
    listed = [fault for fault in faults if fault.code != "more"]
    for fault in listed:
        first.setdefault(kind_of(fault), fault)
    counts = Counter(map(kind_of, listed))
    kinds = [(first[key], count) for key, count in counts.most_common()]
    rows = [(count, fault.file, fault.header, fault.row, fault.problem) for fault, count in kinds]
    names = ("kind_count", "kind_file", "kind_header", "kind_first", "kind_problem")
    frame = pd.DataFrame(rows, columns=[say(f"importing.{name}", lang) for name in names])
    return frame.astype({frame.columns[3]: "Int64"})


def faults_xlsx(faults: Sequence[Fault], lang: str, created: datetime) -> bytes:
    """The faults as a workbook, defused against what a ledger's text may say to a spreadsheet."""
    names = ("level", *FAULT_COLUMNS, "code")
    rows = [
        [say(f"intake.level_{fault.level}", lang), *(getattr(fault, name) for name in FAULT_COLUMNS), fault.code]
        for fault in faults
    ]
    columns = [say(f"intake.report_{name}", lang) for name in names]
    return xlsx_bytes(say("importing.faults_file", lang), columns, rows, created=created)


def show_faults(faults: Sequence[Fault], lang: str) -> None:
    """The faults in a table, in the order of files, sheets and rows; of very many the first, and that is said."""
    if len(faults) > SHOWN:
        st.caption(say("importing.faults_first", lang, shown=whole_number(SHOWN), count=whole_number(intake.total(faults))))
        faults = faults[:SHOWN]
    frame = faults_frame(faults, lang)
    columns = {name: st.column_config.TextColumn(width="large") for name in frame.columns[-2:]}
    columns[say("intake.report_row", lang)] = st.column_config.NumberColumn(width="small", format="%d")
    longest = max(len(text) for fault in faults for text in (fault.problem, fault.advice))
    tall = 54 if longest > ONE_LINE[lang] else None  # two lines of a sentence
    st.dataframe(frame, hide_index=True, column_config=columns, row_height=tall, placeholder=NOTHING)


def show_kinds(faults: Sequence[Fault], lang: str) -> None:
    """The faults by kind, when there are many: what to mend first."""
    if len(faults) <= MANY:
        return
    st.markdown(f"**{say('importing.faults_by_kind', lang)}**")
    frame = kinds_frame(faults, lang)
    narrow = st.column_config.NumberColumn(width="small", format="%d")
    columns = {frame.columns[0]: narrow, frame.columns[3]: narrow}
    columns[frame.columns[4]] = st.column_config.TextColumn(width="large")
    st.dataframe(frame, hide_index=True, column_config=columns, placeholder=NOTHING)


def show_downloads(faults: Sequence[Fault], lang: str) -> None:
    """The list as csv and xlsx, made when it is asked for."""
    name = say("importing.faults_file", lang)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            say("importing.download_csv", lang),
            data=taking(lambda: intake.faults_csv(faults, lang), table=name, form="csv"),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.download_button(
            say("importing.download_xlsx", lang),
            data=taking(lambda: faults_xlsx(faults, lang, datetime.now()), table=name, form="xlsx"),
            file_name=f"{name}.xlsx",
            on_click="ignore",
        )
        st.caption(say("importing.faults_note", lang))
