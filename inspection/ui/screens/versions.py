"""数据版本 on the screen: every version with who, when and why; its files; two compared; the way back to one."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from inspection.access import Refused as NotNoted
from inspection.reading.keeping import kept
from inspection.reading.words import NOTHING, listed, minute
from inspection.text import say
from inspection.ui.pieces import address
from inspection.ui.pieces.damage import store_words
from inspection.ui.pieces.grids import on_paper
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import step, taking, visitor
from inspection.ui.screens.importing.checking import failure, headlines_of
from inspection.ui.screens.importing.differences import (
    counted_frame,
    show_headlines,
    show_rekeyed,
    show_rows,
    show_table,
)
from inspection.warehouse import (
    Change,
    Damaged,
    Settings,
    Store,
    StoreError,
    Version,
    changes,
    data_home,
    dictionary,
    settings,
)

OVERVIEW, IMPORT = "pages/review/overview.py", "pages/data/import.py"
RESTORED = "versions_restored"
SMALL_FILE = 50_000_000  # bytes of a source file handed out through the browser


def rows_of(version: Version) -> int:
    return sum(version.manifest["rows"].values())


def versions_frame(versions: list[Version], pins: dict[int, list[str]], lang: str) -> pd.DataFrame:
    """All versions, newest first: number, as-of day, when, who, note, what it is, rows, files, why it is kept."""
    names = ("number", "as_of", "when", "who", "note", "kind", "rows", "files", "kept_for")
    rows = [
        (
            version.number,
            version.as_of,
            minute(version.manifest["built_at"]),
            version.manifest.get("who") or None,
            version.manifest.get("note") or None,
            _kind(version, lang),
            rows_of(version),
            len(version.manifest.get("sources") or version.manifest["files"]),
            "；".join(pins.get(version.number, ())) or None,
        )
        for version in reversed(versions)
    ]
    return pd.DataFrame(rows, columns=[say(f"version_pages.{name}", lang) for name in names])


def _kind(version: Version, lang: str) -> str:
    restored = version.manifest.get("restored")
    if restored:
        return say("version_pages.restored", lang, number=restored)
    delivered = version.manifest["delivered"]
    known = dictionary().ledgers
    if len(delivered) == len(known):
        return say("version_pages.imported_all", lang)
    named = listed((known[name].label(lang) for name in delivered[:3]), lang)
    key = "imported" if len(delivered) <= 3 else "imported_more"
    return say(f"version_pages.{key}", lang, ledgers=named, count=len(delivered))


def show_versions(lang: str) -> None:
    """The list, one version opened, two compared."""
    store = Store(data_home())
    if number := st.session_state.pop(RESTORED, None):
        st.success(say("version_pages.restored_as", lang, number=number))
    listed = store.listed()
    for damaged in [one for one in listed if isinstance(one, Damaged)]:
        st.error(store_words(damaged, lang))
    versions = [one for one in listed if isinstance(one, Version)]
    if not versions:
        st.info(say("version_pages.none", lang), icon=":material/inbox:")
        st.page_link(IMPORT, label=say("version_pages.to_import", lang), query_params=address.chosen())
        return
    frame = versions_frame(versions, _pins(store, lang), lang)
    number, rows = frame.columns[0], frame.columns[6]
    columns = {name: st.column_config.NumberColumn(format="%d", width="small") for name in (number, frame.columns[7])}
    columns[rows] = st.column_config.NumberColumn(format="localized")
    height = "content" if len(frame) < 12 else 400
    st.dataframe(frame, hide_index=True, column_config=columns, placeholder=NOTHING, height=height)
    on_paper(frame, "versions", lang)
    st.header(say("version_pages.one", lang), anchor=False)
    _show_one(store, versions, lang)
    if len(versions) > 1:
        st.header(say("version_pages.compare", lang), anchor=False)
        _show_comparison(store, versions, lang)


def _pins(store: Store, lang: str) -> dict[int, list[str]]:
    try:
        return store.pins()
    except StoreError as error:
        st.warning(plain(failure(error, lang)))
        return {}


def _named(version: Version, lang: str) -> str:
    note = version.manifest.get("note")
    built = minute(version.manifest["built_at"])
    words = say("version_pages.named", lang, number=version.number, as_of=version.as_of, when=built)
    return f"{words} · {note}" if note else words


def _show_one(store: Store, versions: list[Version], lang: str) -> None:
    """The files of a version, the dashboard as it was, and the way back to it."""
    by_number = {version.number: version for version in reversed(versions)}
    number = st.selectbox(
        say("version_pages.which", lang),
        list(by_number),
        format_func=lambda n: _named(by_number[n], lang),
        key="versions_one",
        label_visibility="collapsed",
    )
    version = by_number[number]
    _show_sources(store, version, lang)
    current = store.current()
    if current and current.number == number:
        st.caption(say("version_pages.in_force", lang))
        return
    chosen = address.chosen() | {"version": str(number)}
    label = say("version_pages.open", lang, number=number)
    st.page_link(OVERVIEW, label=label, icon=":material/history:", query_params=chosen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = visitor().name or st.text_input(say("importing.who", lang), key="versions_who", max_chars=60, width=160)
        note = st.text_input(say("importing.note", lang), key="versions_note", max_chars=300, width=360)
        label = say("version_pages.restore", lang, number=number)
        pressed = st.button(label, key="versions_restore", icon=":material/settings_backup_restore:")
    st.caption(say("version_pages.restore_means", lang, next=max(by_number) + 1, number=number))
    if pressed:
        _restore(store, number, who, note, lang)


def _restore(store: Store, number: int, who: str, note: str, lang: str) -> None:
    try:
        with step("restore", version=number) as told:
            restored = store.restore(number, built_at=datetime.now(), who=who.strip(), note=note.strip())
            told["as_version"] = restored.number
    except (StoreError, OSError) as error:
        st.error(plain(failure(error, lang)))
        return
    except NotNoted as refused:
        st.error(plain(refused.words(lang)))
        return
    st.session_state[RESTORED] = restored.number
    st.rerun()


def _show_sources(store: Store, version: Version, lang: str) -> None:
    """The files as they came with their sha256, and each to take away; of older versions only their names."""
    sources = version.manifest.get("sources") or []
    if not sources:
        names = {file["name"]: file["sha256"] for file in version.manifest["files"]}
        sources = [{"name": name, "sha256": sha256, "bytes": None, "file": None} for name, sha256 in names.items()]
    if not sources:
        st.caption(say("importing.no_source_files", lang))
        return
    rows = [(one["name"], one["bytes"], one["sha256"]) for one in sources]
    heads = [say(f"version_pages.{name}", lang) for name in ("file", "bytes", "sha256")]
    frame = pd.DataFrame(rows, columns=heads).astype({heads[1]: "Int64"})
    st.dataframe(
        frame,
        hide_index=True,
        placeholder=NOTHING,
        height="content" if len(frame) < 9 else 300,
        column_config={heads[1]: st.column_config.NumberColumn(format="localized")},
    )
    kept = [one for one in sources if one["file"]]
    if kept:
        with st.popover(say("version_pages.take_files", lang), icon=":material/download:"):
            for at, one in enumerate(kept):
                _source_button(store, version, at, one, lang)


def _source_button(store: Store, version: Version, at: int, source: dict, lang: str) -> None:
    def content() -> bytes:
        return Path(store.source_file(source["file"])).read_bytes()

    st.download_button(
        plain(source["name"]),
        data=taking(content, "secret_seen", table=source["name"], version=version.number),
        file_name=source["name"],
        key=f"versions_file_{version.number}_{at}",
        on_click="ignore",
        type="tertiary",
        disabled=source["bytes"] > SMALL_FILE,
    )


def _show_comparison(store: Store, versions: list[Version], lang: str) -> None:
    """Two versions chosen: what their figures and their rows differ in. What a reader may see: no secret column."""
    by_number = {version.number: version for version in reversed(versions)}
    numbers = list(by_number)
    one, other = st.columns(2)
    words = {"options": numbers, "format_func": lambda n: _named(by_number[n], lang)}
    older = one.selectbox(say("version_pages.older", lang), index=1, key="versions_older", **words)
    newer = other.selectbox(say("version_pages.newer", lang), index=0, key="versions_newer", **words)
    if older == newer:
        st.caption(say("version_pages.same", lang))
        return
    pair = by_number[older], by_number[newer]
    try:
        with st.spinner(say("progress_of_reading.comparing", lang)):
            differences, sentences = _compared(store.home, *pair, settings(store.home), lang)
    except StoreError as error:
        st.error(plain(failure(error, lang)))
        return
    show_headlines(sentences, lang)
    show_rekeyed(differences, lang)
    show_table(counted_frame(differences, lang), all_ledgers=True, lang=lang)
    show_rows(pair[0].mart, pair[1].mart, differences, lang, f"versions_{older}_{newer}")


@kept
def _compared(
    home: Path, older: Version, newer: Version, chosen: Settings, lang: str
) -> tuple[dict[str, Change], tuple[str, ...]]:
    store = Store(home)
    found = changes(store.prove(older), store.prove(newer))
    moved = {name: change for name, change in found.items() if change.added or change.changed or change.removed}
    return moved, headlines_of(older, newer, chosen, lang)
