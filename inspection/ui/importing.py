"""The import on the screen: choose, check, see every fault, accept. For the data steward.

The session keeps the counts and faults of the last check, nothing else; they go when the files, the day or the
language change, when the import is accepted, and when another page is opened.
"""

from collections.abc import Sequence
from datetime import date, datetime

import pandas as pd
import streamlit as st

from inspection.formats.workbooks import EXTENSIONS, LARGEST_FILE
from inspection.text import say
from inspection.ui import address
from inspection.ui.data_versions import show_files, show_rows, show_standing, show_versions
from inspection.ui.faults_table import show_downloads, show_faults, show_kinds
from inspection.ui.ledger_format import show_format
from inspection.ui.uploads import Checked, Incoming, Refused, Upload, check, failure, publish
from inspection.warehouse import Store, StoreError, Version, data_home, demonstration_store, dictionary

CHECKED, ROUND, DONE = "import_checked", "import_round", "import_done"
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
OVERVIEW = "pages/review/overview.py"


def forget_check() -> None:
    """Drop what the last check found. The frame calls it when any other page is opened."""
    st.session_state.pop(CHECKED, None)
    st.session_state.pop(DONE, None)


def change_frame(rows: dict[str, int], current: Version | None, lang: str) -> pd.DataFrame:
    """Per ledger, in the order of the contract: rows now, rows after the import, change, and what happens to it."""
    standing = current.manifest["rows"] if current else {}
    lines = []
    for name, ledger in dictionary().ledgers.items():
        now = standing.get(name, 0)
        after = rows.get(name, now)
        fate = say(f"importing.{_fate(name, rows, current, now)}", lang)
        lines.append((ledger.label(lang), now, after, after - now, fate))
    names = ("ledger", "rows_now", "rows_after", "rows_change", "fate")
    return pd.DataFrame(lines, columns=[say(f"importing.{name}", lang) for name in names])


def _fate(name: str, rows: dict[str, int], current: Version | None, now: int) -> str:
    if name not in rows:
        return "fate_kept" if current else "fate_empty"
    if now and not rows[name]:
        return "fate_emptied"
    if rows[name] * 2 < now:
        return "fate_shrunk"
    return "fate_replaced" if current else "fate_new"


def _size(uploads: Sequence[Upload]) -> str:
    size = sum(upload.size for upload in uploads)
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.0f} kB"


def _check(incoming: Incoming) -> None:
    lang = incoming.lang
    label = say("importing.working", lang, count=len(incoming.uploads), size=_size(incoming.uploads))
    with st.status(label, expanded=True) as status:
        st.write(say("importing.working_read", lang))
        try:
            checked = check(incoming)
        except (StoreError, OSError) as error:
            status.update(label=say("importing.not_imported", lang), state="error")
            st.text(failure(error, lang))
            return
        seconds = f"{checked.seconds:.1f}"
        status.update(label=say("importing.checked_in", lang, seconds=seconds), state="complete", expanded=False)
    st.session_state[CHECKED] = checked


def _accept(incoming: Incoming, checked: Checked) -> None:
    """Read again, publish, and begin anew with an empty uploader, so that the uploaded files are let go."""
    lang = incoming.lang
    with st.status(say("importing.working_publish", lang), expanded=True) as status:
        st.write(say("importing.working_read", lang))
        try:
            version = publish(incoming, checked.stands, datetime.now())
        except Refused as refused:
            st.session_state[CHECKED] = refused.checked
            st.rerun()
        except Exception as error:  # whatever the build failed of, nothing has changed; the steward reads why
            status.update(label=say("importing.not_imported", lang), state="error")
            st.text(failure(error, lang))
            return
    forget_check()
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state[DONE] = version.number
    st.rerun()


def _show_faulty(checked: Checked, lang: str) -> None:
    counted = [fault for fault in checked.faults if fault.code != "more"]
    more = "" if len(counted) == len(checked.faults) else "+"
    files = len({fault.file for fault in counted})
    st.error(say("importing.refused", lang, faults=f"{len(counted)}{more}", files=files))
    show_downloads((*checked.faults, *checked.warnings), lang)
    show_kinds(checked.faults, lang)
    st.markdown(f"**{say('importing.faults', lang)}**")
    show_faults(checked.faults, lang)


def _show_warnings(checked: Checked, lang: str) -> None:
    if checked.warnings:
        st.markdown(f"**{say('importing.warnings', lang, warnings=len(checked.warnings))}**")
        show_kinds(checked.warnings, lang)
        show_faults(checked.warnings, lang)
        if not checked.faults:
            show_downloads(checked.warnings, lang)


def _show_clean(incoming: Incoming, current: Version | None, checked: Checked) -> None:
    """What would stand after the import, and the button that makes it so; warnings must be seen first."""
    lang = incoming.lang
    st.success(say("importing.clean", lang))
    _show_warnings(checked, lang)
    frame = change_frame(checked.rows, current, lang)
    change = {frame.columns[3]: st.column_config.NumberColumn(format="%+d")}
    st.dataframe(frame, hide_index=True, height="content", width="content", column_config=change)
    now, after = (f"{frame.iloc[:, at].sum():,}" for at in (1, 2))
    st.caption(say("importing.total", lang, now=now, after=after))
    seen = True
    if checked.warnings:
        words = say("importing.warnings_seen", lang, warnings=len(checked.warnings))
        seen = st.checkbox(words, key=f"seen {checked.signature}")
    number = current.number + 1 if current else 1
    if st.button(say("importing.accept", lang, number=number), type="primary", disabled=not seen, key="import_accept"):
        _accept(incoming, checked)


def _doubt_day(as_of: date, current: Version | None, lang: str) -> None:
    if current and as_of < current.as_of:
        st.warning(say("importing.as_of_back", lang, as_of=as_of, current=current.as_of))
    if as_of > date.today():
        st.warning(say("importing.as_of_ahead", lang, as_of=as_of))


def _choose(current: Version | None, lang: str) -> tuple[date | None, list[Upload]]:
    as_of = st.date_input(
        say("importing.as_of", lang),
        value=current.as_of if current else None,
        min_value=EARLIEST,
        max_value=LATEST,
        format="YYYY-MM-DD",
        help=say("importing.as_of_help", lang),
        required=True,
        key="import_as_of",
    )
    uploads = st.file_uploader(
        say("importing.files", lang),
        type=[extension.removeprefix(".") for extension in EXTENSIONS],
        accept_multiple_files=True,
        max_upload_size=LARGEST_FILE // 1_000_000,
        help=say("importing.files_help", lang),
        key=f"import_files_{st.session_state.get(ROUND, 0)}",
    )
    return as_of, uploads


def _put_together(store: Store, current: Version | None, lang: str) -> Incoming | None:
    """The form: day, files and the button that checks them; None while something is missing."""
    as_of, uploads = _choose(current, lang)
    missing = "as_of_missing" if as_of is None else "files_missing" if not uploads else None
    pressed = st.button(say("importing.check", lang), type="primary", disabled=bool(missing), key="import_check")
    if missing:
        st.caption(say(f"importing.{missing}", lang))
        return None
    _doubt_day(as_of, current, lang)
    incoming = Incoming(uploads, as_of, store, lang)
    if pressed:
        _check(incoming)
    return incoming


def _show_done(current: Version, lang: str) -> None:
    rows = f"{sum(current.manifest['rows'].values()):,}"
    st.success(say("importing.accepted", lang, number=current.number, as_of=current.as_of, rows=rows))
    st.page_link(OVERVIEW, label=say("importing.see_overview", lang), query_params=address.chosen())


def show_import(lang: str) -> None:
    """The steps of an import from top to bottom, and what stands beside them."""
    store = Store(data_home())
    current, demonstration = store.current(), demonstration_store(store.home).current()
    if current and st.session_state.get(DONE) == current.number:
        _show_done(current, lang)
    steps, standing = st.columns([5, 3], gap="large")
    with standing:
        show_standing(current, demonstration, lang)
    with steps:
        incoming = _put_together(store, current, lang)
    checked = st.session_state.get(CHECKED)
    if incoming is None or checked is None or checked.signature != incoming.signature:
        st.session_state.pop(CHECKED, None)
    elif checked.faults:
        _show_faulty(checked, lang)
        _show_warnings(checked, lang)
    elif not checked.rows:
        st.error(say("importing.clean_none", lang))
        _show_warnings(checked, lang)
    else:
        _show_clean(incoming, current, checked)


def show_import_background(lang: str) -> None:
    """What the steward looks up: the format of the ledgers, rows and files of what stands, the versions."""
    store = Store(data_home())
    names = ("format", "rows_per_ledger", "source_files", "versions")
    of_ledgers, of_rows, of_files, of_versions = st.tabs([say(f"importing.{name}", lang) for name in names])
    current = store.current()
    with of_ledgers:
        show_format(lang)
    with of_rows:
        show_rows(current, lang)
    with of_files:
        show_files(current, lang)
    with of_versions:
        show_versions(store, lang)
