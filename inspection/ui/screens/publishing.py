"""Publication on the screen: every snapshot with its state, the next step of the chosen one, what it looks like."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from inspection.access import Refused as NotNoted
from inspection.reading.answers import Source
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import NOTHING
from inspection.snapshots import Entry, Publication, PublicSite, Refused, Text, compare, label_of_class
from inspection.text import say
from inspection.ui.pieces.damage import store_words
from inspection.ui.pieces.grids import on_paper
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import may, step, taking, visitor
from inspection.warehouse import StoreError, data_home, demonstration_store

BY, CHOSEN, DONE = "publishing_by", "publishing_chosen", "publishing_done"
PREVIEW_HEIGHT = 760


def publication(source: Source) -> Publication:
    """The snapshots that go with the data in force; the demonstration county has its own."""
    home = demonstration_store(data_home()).home if source.mart.demonstration else data_home()
    return Publication(home, PublicSite(home, source.settings))


def who(view: View, key: str) -> str:
    """The name of whoever takes the next step: the account's, or asked once and remembered for the session where there are
    none yet."""
    if name := visitor().name:
        return name
    by = st.text_input(
        view.say("snapshots.by"),
        value=st.session_state.get(BY, ""),
        help=view.say("snapshots.by_help"),
        key=f"by_{key}",
    )
    st.session_state[BY] = by
    return by.strip()


SAID = {"draft": "drafted", "approve": "approved", "publish": "published", "discard": "discarded", "correct": "drafted",
        "withdraw": "withdrawn"}  # fmt: skip


def allowed(what: str) -> bool:
    """Whether whoever looks may take this step."""
    return may("approval" if what == "approve" else "publication")


def taken(view: View, what: str, take: Callable[[], Entry], snapshot: str = "") -> None:
    """Take a step and show the page anew with what came of it; a refusal is shown and nothing has changed."""
    if not allowed(what):
        return
    try:
        with step(what, snapshot=snapshot) as told:
            entry = take()
            told["snapshot"], told["title"] = entry.id, entry.title
    except (Refused, NotNoted) as refused:
        st.error(plain(refused.words(view.lang)))
        return
    except StoreError as error:
        st.error(plain(store_words(error, view.lang)))
        return
    st.session_state[CHOSEN] = entry.id
    values = {"id": entry.id, "title": entry.title, "as_of": entry.as_of, "by": entry.approved_by}
    st.session_state[DONE] = view.say(f"snapshots.{SAID[what]}", **values, folder=entry.notice or entry.folder)
    st.rerun()


def state_of(entry: Entry, lang: str) -> str:
    return say(f"snapshots.state_{entry.state}", lang)


def entries_frame(entries: Sequence[Entry], lang: str) -> pd.DataFrame:
    """One row per snapshot, the latest first."""
    names = ("id", "state", "as_of", "title", "drafted", "approved", "published", "reason")
    rows = [
        (
            e.id,
            state_of(e, lang),
            e.as_of,
            e.title,
            f"{e.drafted_by} {e.drafted_at[:10]}",
            f"{e.approved_by} {e.approved_at[:10]}".strip(),
            f"{e.published_by} {e.published_at[:10]}".strip(),
            e.withdrawn_reason or e.reason,
        )
        for e in entries
    ]
    return pd.DataFrame(rows, columns=[say(f"snapshots.head_{name}", lang) for name in names])


def show_all(view: View, source: Source) -> None:
    """The list, and the chosen snapshot: its next steps beside what it looks like."""
    held = publication(source)
    try:
        entries = held.register().entries[::-1]
    except Refused as refused:
        st.error(plain(refused.words(view.lang)))
        return
    if done := st.session_state.pop(DONE, None):
        st.success(plain(done))
    if not entries:
        st.info(view.say(f"snapshots.nothing{'' if allowed('draft') else '_to_approve'}"), icon=":material/campaign:")
        return
    frame = entries_frame(entries, view.lang)
    st.dataframe(frame, hide_index=True, width="stretch", placeholder=NOTHING)
    on_paper(frame, "snapshots", view.lang)
    if lines := held.register().lines:
        st.caption(view.say("snapshots.line", number=len(lines), mark=lines[-1]))
    labels = {e.id: view.say("snapshots.chosen", id=e.id, title=e.title, state=state_of(e, view.lang)) for e in entries}
    at = [e.id for e in entries]
    first = at.index(st.session_state[CHOSEN]) if st.session_state.get(CHOSEN) in at else 0
    steps, looks = st.columns([2, 5], gap="medium")
    with steps:
        id = st.selectbox(view.say("snapshots.which"), at, index=first, format_func=labels.get)
        entry = next(e for e in entries if e.id == id)
        _show_history(view, entry)
        _show_steps(view, source, held, entry)
    with looks:
        _show_preview(view, held, entry)


def _show_history(view: View, entry: Entry) -> None:
    """Who did what when."""
    for name in ("drafted", "approved", "published", "withdrawn"):
        by, at = getattr(entry, f"{name}_by"), getattr(entry, f"{name}_at")
        if by:
            when = at.replace("T", " ")[:16]
            st.caption(view.say("snapshots.history", who=plain(by), step=view.say(f"snapshots.step_{name}"), when=when))
    if entry.reason or entry.withdrawn_reason:
        st.text(entry.withdrawn_reason or entry.reason)


def _show_steps(view: View, source: Source, held: Publication, entry: Entry) -> None:
    """What may be done with a snapshot in its state."""
    if entry.state == "draft":
        by = who(view, "approve")
        two = bool(source.settings.get("snapshot", "two_persons"))
        off = not by or not allowed("approve")
        if st.button(view.say("snapshots.approve_button"), type="primary", disabled=off, key="approve"):
            taken(view, "approve", lambda: held.approve(entry.id, by=by, at=datetime.now(), two_persons=two), entry.id)
    elif entry.state == "approved":
        by = who(view, "publish")
        sure = st.checkbox(view.say("snapshots.publish_sure"), key=f"sure_{entry.id}")
        off = not (by and sure and allowed("publish"))
        if st.button(view.say("snapshots.publish_button"), type="primary", disabled=off, key="publish"):
            taken(view, "publish", lambda: held.publish(entry.id, by=by, at=datetime.now()), entry.id)
    elif entry.state == "published":
        st.link_button(view.say("snapshots.open_public"), f"/public/{entry.folder}/")
        if allowed("withdraw"):
            with st.expander(view.say("snapshots.change_published")):
                _show_change(view, source, held, entry)
        return
    if entry.state in ("draft", "approved") and st.button(
        view.say("snapshots.discard_button"), key="discard", disabled=not (by and allowed("discard"))
    ):
        taken(view, "discard", lambda: held.discard(entry.id, by=by, at=datetime.now()), entry.id)


def _show_change(view: View, source: Source, held: Publication, entry: Entry) -> None:
    """Correct or withdraw what is published."""
    by = who(view, "change")
    reason = Text(
        st.text_input(view.say("snapshots.reason"), key="reason"),
        st.text_input(view.say("snapshots.reason_en"), key="reason_en"),
    )
    missing = not by or not reason.zh.strip()

    def corrected() -> Entry:
        version = source.version.number
        return held.correct(
            entry.id, source.mart, source.settings, version=version, reason=reason, by=by, at=datetime.now()
        )

    def withdrawn() -> Entry:
        return held.withdraw(entry.id, reason=reason, by=by, at=datetime.now())

    with st.container(horizontal=True):
        if st.button(view.say("snapshots.correct_button"), disabled=missing, key="correct"):
            taken(view, "correct", corrected, entry.id)
        if st.button(view.say("snapshots.withdraw_button"), disabled=missing, key="withdraw"):
            taken(view, "withdraw", withdrawn, entry.id)


@kept
def _files(home: Path, entry: Entry, on: date) -> dict[str, bytes]:
    """The files of a snapshot as they would be, or were, published on a day."""
    return Publication(home).preview(entry, on)


def _show_preview(view: View, held: Publication, entry: Entry) -> None:
    """The page and the pictures of a snapshot. The page has passed the closed vocabulary: it holds no script."""
    on = date.fromisoformat(entry.published_at[:10]) if entry.published_at else date.today()
    try:
        files = _files(held.home, entry, on)
    except Refused as refused:
        st.error(plain(refused.words(view.lang)))
        return
    page, long, card = st.tabs([view.say(f"snapshots.preview_{name}") for name in ("page", "long", "card")])
    with page:
        st.iframe(files["index.html"].decode("utf-8"), height=PREVIEW_HEIGHT)
    with long, st.container(height=PREVIEW_HEIGHT):
        st.image(files["long.png"], width=540)
    with card:
        st.image(files["card.png"], width=720)
    st.download_button(
        view.say("snapshots.download_all"), taking(lambda: _zipped(files), table=entry.id, form="zip"),
        file_name=f"{entry.slug}-{entry.as_of}.zip",
        mime="application/zip", on_click="ignore",
    )  # fmt: skip


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, held in files.items():
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), held)
    return out.getvalue()


def show_compare(view: View, source: Source) -> None:
    """Two published snapshots beside each other."""
    held = publication(source)
    try:
        published = {e.id: (e, c) for e, c in held.published()}
    except Refused as refused:
        st.error(plain(refused.words(view.lang)))
        return
    if len(published) < 2:
        st.info(view.say("snapshots.compare_none"))
        return
    ids = list(published)
    labels = {
        id: view.say("snapshots.chosen", id=id, title=f"{e.title} {e.as_of}", state=state_of(e, view.lang))
        for id, (e, _) in published.items()
    }
    last = published[ids[-1]][0]
    same = [at for at, id in enumerate(ids[:-1]) if published[id][0].slug == last.slug]
    left, right = st.columns(2)
    before = left.selectbox(
        view.say("snapshots.before"), ids, index=(same or [len(ids) - 2])[-1], format_func=labels.get, key="before"
    )
    after = right.selectbox(view.say("snapshots.after"), ids, index=len(ids) - 1, format_func=labels.get, key="after")
    (_, was), (entry, now) = published[before], published[after]
    changes = compare(was, now, correcting=entry.replaces == before)
    kinds = ("entered", "left", "moved", "corrected", "changed", "same")
    st.markdown(view.say("snapshots.compare_summary", **{k: sum(c.kind == k for c in changes) for k in kinds}))
    only = st.checkbox(view.say("snapshots.compare_only"), value=True)
    rows = [
        (
            c.name,
            label_of_class(c.org_class).zh if view.lang == "zh" else label_of_class(c.org_class).en,
            view.say(f"snapshots.kind_{c.kind}"),
            *_told(view, c.before, was.judged_by),
            *_told(view, c.after, now.judged_by),
        )
        for c in changes
        if not (only and c.kind == "same")
    ]
    names = ("organisation", "class", "change", "done_before", "band_before", "place_before", "done", "band", "place")
    frame = pd.DataFrame(rows, columns=[view.say(f"snapshots.column_{name}") for name in names])
    st.dataframe(frame, hide_index=True, width="stretch", placeholder=NOTHING)


def _told(view: View, line, by: str | None) -> tuple:
    if line is None:
        return None, None, None
    band = view.say(f"airing.{'tier' if by else 'band'}_{line.band}") if line.band else None
    share = line.judged(by)
    return f"{share.done} / {share.whole}", band, line.place
