"""What a page shows where the data is not as it was published: what is wrong, and the way to a whole version."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import streamlit as st

from inspection.access import Refused as NotNoted
from inspection.text import say
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import may, step, visitor
from inspection.warehouse import Damaged, EngineError, Newer, Store, StoreError, data_home


def store_words(error: StoreError, lang: str) -> str:
    """The sentence of an error of the store, with the next step; safe for markdown, without the machine's folders."""
    shown = {name: "/".join(v.parts[-2:]) if isinstance(v, Path) else v for name, v in error.values.items()}
    return say(f"store.{error.code}", lang, **{name: plain(str(value)) for name, value in shown.items()})


def show_damage(error: StoreError, page: Path, import_page: Path, lang: str) -> None:
    """In place of a page: what is wrong with the version asked for, and links to one that is whole."""
    damaged = isinstance(error, Damaged)
    title = "newer" if isinstance(error, Newer) else "data_damaged" if damaged else "not_there"
    st.title(say(f"store.{title}", lang), anchor=False)
    st.error(store_words(error, lang), icon=":material/error:")
    language = {"lang": lang} if lang != "zh" else {}
    if damaged and error.good:
        st.text(say("store.last_good", lang, number=error.good))
        opened = {"version": str(error.good), **language}
        label = say("store.open_good", lang, number=error.good)
        st.page_link(page, label=label, icon=":material/history:", query_params=opened)
    elif damaged:
        st.text(say("store.none_good", lang))
    else:
        st.page_link(page, label=say("store.to_present", lang), icon=":material/update:", query_params=language)
    if damaged and may("data"):
        st.page_link(import_page, label=say("store.to_import", lang), icon=":material/build:", query_params=language)


@contextmanager
def unanswered(lang: str) -> Iterator[None]:
    """Where another engine than DuckDB fails in the middle of a page: what is wrong in place of the rest, and the page ends."""
    try:
        yield
    except EngineError as error:
        st.error(store_words(error, lang), icon=":material/error:")
        st.text(say("store.engine_again", lang))
        st.stop()


def show_repair(error: Damaged, lang: str) -> None:
    """On the import page of a damaged store: the whole versions, and the button that brings one back as a new one."""
    store = Store(data_home())
    st.title(say("importing.title", lang), anchor=False)
    st.error(store_words(error, lang), icon=":material/error:")
    versions = {version.number: version for version in reversed(store.versions())}
    if error.good is None or not versions:
        st.text(say("store.none_good", lang))
        return
    st.text(say("store.repair_lead", lang, number=error.good))

    def words(number: int) -> str:
        when = versions[number].manifest["built_at"].replace("T", " ")[:16]
        return say("store.repair_version", lang, number=number, as_of=versions[number].as_of, when=when)

    numbers = list(versions)
    at, label = numbers.index(error.good), say("store.repair_choose", lang)
    chosen = st.selectbox(label, numbers, index=at, format_func=words, key="repair_version")
    if st.button(say("store.repair", lang, number=chosen), type="primary", key="repair"):
        try:
            with step("restore", version=chosen) as told:
                note = say("store.repair_note", lang, number=chosen)
                restored = store.restore(chosen, built_at=datetime.now(), who=visitor().name, note=note)
                told["as_version"] = restored.number
        except NotNoted as refused:
            st.error(plain(refused.words(lang)))
            return
        except (StoreError, OSError) as failed:
            told = store_words(failed, lang) if isinstance(failed, StoreError) else plain(str(failed))
            st.error(told, icon=":material/error:")
            return
        st.rerun()


def show_old_version(number: int, as_of: object, current: int | None, page: Path, lang: str) -> None:
    """Above a page that shows an old version: that it does, and the way back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        key = "old_version" if current else "old_version_alone"
        words = say(f"store.{key}", lang, number=number, as_of=as_of, current=current)
        st.badge(words, color="orange", icon=":material/history:")
        language = {"lang": lang} if lang != "zh" else {}
        st.page_link(page, label=say("store.to_present", lang), query_params=language)
