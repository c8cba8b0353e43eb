"""A paper handed out from a page: kept as given once, when it is made; its files can then be taken away as often as wanted."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from inspection.access import Refused as NotNoted
from inspection.papers.given import keep, papers_home
from inspection.reading.answers import Source
from inspection.reading.view import View
from inspection.snapshots import Refused
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import step, taking, visitor

MIMES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def hand_out(
    slot: str, view: View, source: Source, kind: str, title: str, files: Mapping[str, bytes], stated: Sequence, *, kept: bool
) -> None:
    """Keep the files as a paper given, or leave them a draft, and have them ready under `slot`; a refusal is said in words."""
    id = ""
    try:
        if kept:
            who = visitor().name or view.say("packs.nobody")
            with step("given", paper=title, of=view.words()) as told:
                paper = keep(papers_home(source), kind, title, files, stated, source, view, by=who, at=datetime.now())
                told["id"] = id = paper.id
    except (Refused, NotNoted) as refused:
        st.error(plain(refused.words(view.lang)))
        return
    st.session_state[slot] = (id, title, dict(files))


def forget(slot: str) -> None:
    st.session_state.pop(slot, None)


def ready(view: View, slot: str) -> None:
    """What was made in this session, to be taken away."""
    if slot not in st.session_state:
        return
    id, title, files = st.session_state[slot]
    with st.container(border=True):
        st.markdown(f"**{plain(title)}**")
        words = [view.say("packs.made" if id else "packs.made_draft", n=len(files))]
        st.caption(" ".join([*words, view.say("packs.kept", id=id)] if id else words))
        downloads(view, id or title, title, files)


def downloads(view: View, key: str, title: str, files: Mapping[str, bytes]) -> None:
    """A button for each file and one for all of them."""
    with st.container(horizontal=True, gap="small"):
        for name, data in files.items():
            form = name.rpartition(".")[2]
            st.download_button(
                name,
                data=taking(lambda data=data: data, table=title, paper=key, form=form),
                file_name=name,
                mime=MIMES.get(form, "application/octet-stream"),
                key=f"take_{key}_{name}",
                on_click="ignore",
                icon=":material/download:",
            )
        if len(files) > 1:
            st.download_button(
                view.say("packs.zip"),
                data=taking(lambda: zipped(files), table=title, paper=key, form="zip"),
                file_name=f"{title}.zip",
                mime="application/zip",
                key=f"take_{key}_zip",
                on_click="ignore",
                icon=":material/folder_zip:",
            )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """All files in one zip; equal files, equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in files.items():
            written.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return out.getvalue()
