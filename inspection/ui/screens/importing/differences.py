"""What an import (or the way between two versions) changes: per ledger, cell by cell, and the headline figures."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from inspection.formats.exports import csv_bytes
from inspection.reading.movements import rekeyed_words
from inspection.reading.words import NOTHING, label, whole_number
from inspection.text import say
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import noted_once, taking
from inspection.warehouse import Change, Version, changed_rows, dictionary

KINDS = ("changed", "added", "removed")
ROWS = 500  # rows of one kind shown; the counts are of all
ROWS_TAKEN = 1_000_000  # as many as Excel opens
HEADLINES_SHOWN = 12


def change_frame(
    differences: Mapping[str, Change], update: Sequence[str], current: Version | None, lang: str
) -> pd.DataFrame:
    """Per ledger, in their order: rows now and after, added, changed, removed, unchanged, what happens."""
    standing = current.manifest["rows"] if current else {}
    lines = []
    for name, ledger in dictionary().ledgers.items():
        now, change = standing.get(name, 0), differences.get(name)
        counts = (now, None, None, None, now) if change is None else _counts(change)
        fate = say(f"importing.{_fate(name, change, update, current, now)}", lang)
        lines.append((ledger.label(lang), now, *counts, fate))
    names = ("ledger", "rows_now", "rows_after", "added", "changed", "removed", "unchanged", "fate")
    frame = pd.DataFrame(lines, columns=[say(f"importing.{name}", lang) for name in names])
    return frame.astype(dict.fromkeys(frame.columns[1:-1], "Int64"))


def counted_frame(differences: Mapping[str, Change], lang: str) -> pd.DataFrame:
    """As `change_frame`, of two versions: per ledger that differs, rows before and after and how they differ."""
    known = dictionary().ledgers
    lines = [(known[name].label(lang), change.older, *_counts(change)) for name, change in differences.items()]
    names = ("ledger", "rows_before", "rows_then", "added", "changed", "removed", "unchanged")
    frame = pd.DataFrame(lines, columns=[say(f"importing.{name}", lang) for name in names])
    return frame.astype(dict.fromkeys(frame.columns[1:], "Int64"))


def _counts(change: Change) -> tuple:
    """Rows after, added, changed, removed, unchanged; nobody can say what was added to a ledger under other keys."""
    if change.rekeyed:
        return change.newer, None, change.changed, None, change.unchanged
    return change.newer, change.added, change.changed, change.removed, change.unchanged


def _fate(name: str, change: Change | None, update: Sequence[str], current: Version | None, now: int) -> str:
    if change is None:
        return "fate_kept" if current else "fate_empty"
    if change.rekeyed:
        return "fate_rekeyed"
    if name in update:
        return "fate_updated"
    if now and not change.newer:
        return "fate_emptied"
    if change.newer * 2 < now:
        return "fate_shrunk"
    if not (change.added or change.changed or change.removed):
        return "fate_same"
    return "fate_replaced" if current else "fate_new"


def show_table(frame: pd.DataFrame, *, all_ledgers: bool, lang: str) -> None:
    """The table of ledgers; those that did not come in are left out unless they are asked for."""
    came = frame[frame.iloc[:, 4].notna()]  # also of those whose keys have changed
    shown = frame if all_ledgers else came
    numbers = frame.select_dtypes("Int64").columns
    small = {name: st.column_config.NumberColumn(format="%d", width="small") for name in numbers}
    small[frame.columns[0]] = st.column_config.TextColumn(pinned=True)
    st.dataframe(shown, hide_index=True, height="content", column_config=small, placeholder=NOTHING)


def show_rekeyed(differences: Mapping[str, Change], lang: str) -> None:
    """A warning for each ledger whose keys have changed altogether: its rows are no news."""
    for change in differences.values():
        if change.rekeyed:
            st.warning(plain(rekeyed_words(change, lang)))


def show_headlines(sentences: Sequence[str], lang: str) -> None:
    """What happens to the headline figures, a line each; beyond a dozen behind a click."""
    st.markdown(f"**{say('importing.headlines', lang)}**")
    if not sentences:
        st.caption(say("changes.nothing", lang))
        return
    st.markdown("\n".join(f"- {plain(one)}" for one in sentences[:HEADLINES_SHOWN]))
    rest = sentences[HEADLINES_SHOWN:]
    if rest:
        with st.expander(say("importing.headlines_more", lang, count=len(rest))):
            st.markdown("\n".join(f"- {plain(one)}" for one in rest))


def cells_frame(frame: pd.DataFrame, ledger: str, kind: str, lang: str) -> pd.DataFrame:
    """What `changed_rows` gives in the steward's words: headers, code labels, old → new."""
    described = {column.name: column for column in dictionary().ledgers[ledger].columns}

    def worded(column: str, value: object) -> object:
        if value is None or pd.isna(value):
            return None
        codes = described[column].codes if column in described else None
        return label(codes, value, lang) if codes else value

    if kind != "changed":
        shown = {described[n].label(lang): [worded(n, v) for v in frame[n].tolist()] for n in frame.columns}
        return pd.DataFrame(shown, dtype=object)
    keys = [name for name in frame.columns if name not in ("column", "old", "new")]
    columns = frame["column"].tolist()
    shown = {described[name].label(lang): frame[name].tolist() for name in keys}
    shown[say("importing.cell", lang)] = [described[name].label(lang) for name in columns]
    for side in ("old", "new"):
        values = zip(columns, frame[side].tolist(), strict=True)
        shown[say(f"importing.{side}", lang)] = [worded(column, value) for column, value in values]
    return pd.DataFrame(shown, dtype=object)


def cells_csv(older: Path, newer: Path, ledger: str, kind: str, lang: str) -> bytes:
    """All rows or cells of one kind that differ, to take away, as far as one file can hold them."""
    frame = cells_frame(changed_rows(older, newer, ledger, kind, limit=ROWS_TAKEN), ledger, kind, lang)
    plain_rows = frame.astype(object).where(frame.notna(), None)
    return csv_bytes(list(frame.columns), plain_rows.itertuples(index=False, name=None))


def show_rows(older: Path, newer: Path, differences: Mapping[str, Change], lang: str, key: str) -> None:
    """The rows and cells that differ, of the ledger and kind that is chosen; read from both files when it is opened."""
    kinds = {name: [kind for kind in KINDS if getattr(change, kind)] for name, change in differences.items()}
    there = {name: some for name, some in kinds.items() if some}
    if not there:
        return
    opened = st.expander(say("importing.row_by_row", lang), key=f"{key}_rows", on_change="rerun")
    if not opened.open:
        return
    with opened:
        known = dictionary().ledgers
        choices = st.container(horizontal=True, vertical_alignment="bottom")
        ledger = choices.selectbox(
            say("importing.ledger", lang),
            list(there),
            format_func=lambda name: known[name].label(lang),
            key=f"{key}_ledger",
        )
        kind = choices.segmented_control(
            say("importing.kind", lang),
            there[ledger],
            default=there[ledger][0],
            required=True,
            format_func=lambda k: f"{say(f'importing.{k}', lang)} {whole_number(getattr(differences[ledger], k))}",
            key=f"{key}_kind_{ledger}",
            label_visibility="collapsed",
        )
        frame = changed_rows(older, newer, ledger, kind, limit=ROWS)
        noted_once("rows_seen", table=ledger, part=kind, rows=len(frame))
        st.dataframe(cells_frame(frame, ledger, kind, lang), hide_index=True, placeholder=NOTHING)
        if len(frame) == ROWS:
            st.caption(say("importing.rows_first", lang, rows=ROWS))
        st.download_button(
            say("importing.download_csv", lang),
            data=taking(lambda: cells_csv(older, newer, ledger, kind, lang), table=ledger, part=kind, form="csv"),
            file_name=f"{known[ledger].label(lang)}_{say(f'importing.{kind}', lang)}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"{key}_csv",
            type="tertiary",
            icon=":material/download:",
        )
