"""The page 数据导入 from top to bottom: choose files, check, resolve what is wrong, see what changes, accept, undo."""

from collections.abc import Callable
from datetime import date, datetime

import streamlit as st

from inspection.access import Refused as NotNoted
from inspection.formats.workbooks import EXTENSIONS, LARGEST_FILE
from inspection.intake import AS_OF_DAYS, CHOICES, Blanks, mapping, total
from inspection.intake.templates import file_name, template_of
from inspection.reading.words import whole_number
from inspection.text import say
from inspection.ui.pieces import address
from inspection.ui.pieces.faults_table import show_downloads, show_faults, show_kinds
from inspection.ui.pieces.ledger_format import show_format
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import noted_once, step, taking, visitor
from inspection.ui.screens.data_versions import show_files, show_rows, show_standing
from inspection.ui.screens.importing.checking import Checked, Incoming, accept, check, failure
from inspection.ui.screens.importing.choosing import AGAIN, PROFILE, show_headers, show_names
from inspection.ui.screens.importing.differences import change_frame, show_headlines, show_rekeyed, show_table
from inspection.ui.screens.importing.differences import show_rows as show_changed_rows
from inspection.ui.screens.importing.uploads import Upload, size_words
from inspection.warehouse import Moved, Store, StoreError, Version, data_home, demonstration_store, dictionary

CHECKED, ROUND, DONE, UPDATE = "import_checked", "import_round", "import_done", "import_update"
ABSENT = "import_absent"  # what is to become of columns that a replacing file lacks, once it has been asked
OVERVIEW, VERSIONS = "pages/review/overview.py", "pages/data/versions.py"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def forget_check() -> None:
    """Drop what the last check found, and its draft. The frame calls it when any other page is opened."""
    _let_go()
    st.session_state.pop(DONE, None)
    st.session_state.pop(AGAIN, None)


def _let_go() -> None:
    checked = st.session_state.pop(CHECKED, None)
    if checked is not None and checked.draft is not None:
        Store(data_home()).discard(checked.draft)


# --- step 1 ----------------------------------------------------------------------------------------------------------


def _choose(current: Version | None, lang: str) -> tuple[date | None, list[Upload]]:
    as_of = st.date_input(
        say("importing.as_of", lang),
        value=current.as_of if current else None,
        min_value=AS_OF_DAYS[0],
        max_value=AS_OF_DAYS[1],
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


def _how(store: Store, lang: str) -> tuple[str, tuple[str, ...], Blanks]:
    """How the files are read: the profile, the ledgers whose rows are only added and updated, and what blank means."""
    known = dictionary().ledgers
    profiles = mapping.names(store.home)
    if (name := st.session_state.pop(f"{PROFILE}_next", None)) is not None:
        st.session_state[PROFILE] = name
    if st.session_state.get(PROFILE, "") not in ["", *profiles]:
        del st.session_state[PROFILE]
    one, other = st.columns(2)
    profile = one.selectbox(
        say("importing.profile", lang),
        ["", *profiles],
        format_func=lambda name: name or say("importing.no_profile", lang),
        help=say("importing.profile_help", lang),
        key=PROFILE,
    )
    update = other.multiselect(
        say("importing.update", lang),
        list(known),
        format_func=lambda name: known[name].label(lang),
        placeholder=say("importing.update_none", lang),
        help=say("importing.update_help", lang),
        key=UPDATE,
    )
    emptied = bool(update) and other.toggle(
        say("importing.blanks_empty", lang), help=say("importing.blanks_help", lang), key="import_blanks"
    )
    return profile, tuple(update), Blanks(st.session_state.get(ABSENT, ""), "empty" if emptied else "keep")


def _doubt_day(as_of: date, current: Version | None, lang: str) -> None:
    if current and as_of < current.as_of:
        st.warning(say("importing.as_of_back", lang, as_of=as_of, current=current.as_of))
    if as_of > date.today():
        st.warning(say("importing.as_of_ahead", lang, as_of=as_of))


def _put_together(store: Store, current: Version | None, lang: str) -> Incoming | None:
    """The form: day, files, how they are read, and the button that checks them; None while something is missing."""
    st.header(say("importing.step_files", lang), anchor=False)
    as_of, uploads = _choose(current, lang)
    profile, update, blanks = _how(store, lang)
    missing = "as_of_missing" if as_of is None else "files_missing" if not uploads else None
    pressed = st.button(say("importing.check", lang), type="primary", disabled=bool(missing), key="import_check")
    again = st.session_state.pop(AGAIN, False)
    if missing:
        st.caption(say(f"importing.{missing}", lang))
        return None
    _doubt_day(as_of, current, lang)
    if pressed and st.session_state.pop(ABSENT, ""):
        blanks = Blanks("", blanks.cells)  # what was answered of other files is no answer of these
    incoming = Incoming(uploads, as_of, store, lang, profile, update, blanks)
    if pressed or again:
        _check(incoming)
    return incoming


# --- step 2 ----------------------------------------------------------------------------------------------------------


def _check(incoming: Incoming) -> None:
    lang = incoming.lang
    _let_go()
    label = say("importing.working", lang, count=len(incoming.uploads), size=size_words(incoming.uploads))
    with st.status(label, expanded=True) as status:
        bar = st.progress(0.0, text=say("importing.working_read", lang))

        def tell(share: float, text: str) -> None:
            bar.progress(share, text=plain(text))

        checked = _tried(lambda: check(incoming, tell), status, lang)
        if checked is None:
            return
        bar.empty()
        seconds = f"{checked.seconds:.1f}"
        status.update(label=say("importing.checked_in", lang, seconds=seconds), state="complete", expanded=False)
    st.session_state[CHECKED] = checked


def _tried(work: Callable, status, lang: str) -> object | None:
    """What the work gives; None when it failed, and the reason stands in the status. Nothing has changed then."""
    try:
        return work()
    except Exception as error:  # whatever it failed of, nothing has changed; the steward reads why
        status.update(label=say("importing.not_imported", lang), state="error")
        st.text(failure(error, lang))
        return None


def _show_faulty(checked: Checked, store: Store, lang: str) -> None:
    counted = [fault for fault in checked.faults if fault.code != "more"]
    files = len({fault.file for fault in counted})
    st.error(say("importing.refused", lang, faults=total(checked.faults), files=files))
    show_names(store, checked.unresolved, lang)
    show_headers(store, checked.unmapped, lang)
    show_downloads((*checked.faults, *checked.questions, *checked.warnings), lang)
    show_kinds(checked.faults, lang)
    st.markdown(f"**{say('importing.faults', lang)}**")
    show_faults(checked.faults, lang)


def _show_questions(checked: Checked, lang: str) -> bool:
    """What must be answered before the import is accepted, one line per question; whether all of it is."""
    if not checked.questions:
        return True
    st.markdown(f"**{say('importing.questions', lang)}**")
    show_faults(checked.questions, lang)
    if not checked.faults:
        show_downloads((*checked.questions, *checked.warnings), lang)
    answered = True
    for code, first in {fault.code: fault for fault in reversed(checked.questions) if fault.code != "more"}.items():
        if code == "absent_columns":
            _ask_absent(lang)
            answered = False  # the answer makes another check
            continue
        count = sum(fault.code == code for fault in checked.questions)
        words = say("importing.confirm", lang, problem=plain(first.problem), count=count)
        st.caption(plain(first.advice))  # in the table it is longer than its cell
        answered &= st.checkbox(words, key=f"confirmed {code} {checked.signature}")
    return answered


def _ask_absent(lang: str) -> None:
    def answer() -> None:
        st.session_state[ABSENT] = st.session_state["import_absent_choice"]
        st.session_state[AGAIN] = True

    st.radio(
        say("importing.absent", lang),
        CHOICES,
        index=None,
        format_func=lambda choice: say(f"importing.absent_{choice}", lang),
        key="import_absent_choice",
        on_change=answer,
        horizontal=True,
    )


def _show_warnings(checked: Checked, lang: str) -> None:
    if checked.warnings:
        st.markdown(f"**{say('importing.warnings', lang, warnings=total(checked.warnings))}**")
        show_kinds(checked.warnings, lang)
        show_faults(checked.warnings, lang)
        if not checked.faults and not (checked.questions and checked.draft):  # else the list stands above
            show_downloads(checked.warnings, lang)


# --- steps 3 and 4 ---------------------------------------------------------------------------------------------------


def _show_differences(incoming: Incoming, current: Version | None, checked: Checked) -> None:
    """What each ledger gains and loses, what that does to the figures, and the rows on request."""
    lang = incoming.lang
    st.header(say("importing.step_changes", lang), anchor=False)
    frame = change_frame(checked.differences, incoming.update, current, lang)
    everything = st.toggle(say("importing.all_ledgers", lang), key="import_all_ledgers")
    show_rekeyed(checked.differences, lang)
    show_table(frame, all_ledgers=everything, lang=lang)
    now, after = (whole_number(frame.iloc[:, at].sum()) for at in (1, 2))
    st.caption(say("importing.total", lang, now=now, after=after))
    _offer_update(incoming, checked)
    if checked.draft.parent:
        show_headlines(checked.headlines, lang)
        show_changed_rows(checked.draft.parent.full, checked.draft.full, checked.differences, lang, "import")


def _offer_update(incoming: Incoming, checked: Checked) -> None:
    """For each ledger that would lose rows, the button that keeps them instead."""
    lang, known = incoming.lang, dictionary().ledgers

    def keep(name: str) -> None:
        st.session_state[UPDATE] = [*st.session_state.get(UPDATE, []), name]
        st.session_state[AGAIN] = True

    losing = [name for name, change in checked.differences.items() if change.removed]
    if losing:
        with st.container(horizontal=True):
            for name in losing:
                rows = whole_number(checked.differences[name].removed)
                label = say("importing.keep_rows", lang, ledger=known[name].label(lang), rows=rows)
                st.button(label, key=f"import_keep_{name}", on_click=keep, args=(name,), icon=":material/undo:")


def _show_accept(incoming: Incoming, current: Version | None, checked: Checked, answered: bool) -> None:
    """Who, why, and the button that publishes; questions must be answered and warnings seen first."""
    lang = incoming.lang
    st.header(say("importing.step_accept", lang), anchor=False)
    if (current.number if current else None) != checked.stands:
        st.warning(say("importing.stands_changed", lang, number=current.number if current else 0))
        if st.button(say("importing.check_again", lang), key="import_check_again", type="primary"):
            st.session_state[AGAIN] = True
            st.rerun()
        return
    one, other = st.columns([2, 5])
    who = visitor().name or one.text_input(say("importing.who", lang), key="import_who", max_chars=60)
    note = other.text_input(say("importing.note", lang), key="import_note", max_chars=300)
    seen = answered
    if checked.warnings:
        words = say("importing.warnings_seen", lang, warnings=total(checked.warnings))
        seen &= st.checkbox(words, key=f"seen {checked.signature}")
    label = say("importing.accept", lang, number=checked.draft.number)
    if st.button(label, type="primary", disabled=not seen, key="import_accept"):
        _accept(incoming, checked, who, note)


def _accept(incoming: Incoming, checked: Checked, who: str, note: str) -> None:
    """Publish the draft, and begin anew with an empty uploader, so that the uploaded files are let go."""
    lang = incoming.lang
    try:
        with step("import", files=[file.name for file in incoming.uploads], as_of=incoming.as_of) as told:
            version = accept(incoming, checked, who, note)
            told["as_version"] = version.number
    except NotNoted as refused:
        st.error(plain(refused.words(lang)))
        return
    except Moved as error:
        st.error(failure(error, lang))
        if st.button(say("importing.check_again", lang), key="import_check_again"):
            st.session_state[AGAIN] = True
            st.rerun()
        return
    except (StoreError, OSError) as error:
        st.error(plain(failure(error, lang)))
        return
    _let_go()
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state[DONE] = version.number
    for key in (UPDATE, ABSENT):
        st.session_state.pop(key, None)
    st.rerun()


def _show_done(store: Store, current: Version, lang: str) -> None:
    """What was accepted, where to see it, and the way back."""
    rows = whole_number(sum(current.manifest["rows"].values()))
    st.success(say("importing.accepted", lang, number=current.number, as_of=current.as_of, rows=rows))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(OVERVIEW, label=say("importing.see_overview", lang), query_params=address.chosen())
        st.page_link(VERSIONS, label=say("importing.see_versions", lang), query_params=address.chosen())
        parent = current.manifest["parent"]
        if parent is None or current.manifest.get("kind") == "restore":
            return
        if st.button(say("importing.undo", lang, number=parent), key="import_undo", icon=":material/undo:"):
            note = say("importing.undo_note", lang, number=current.number)
            try:
                who = visitor().name or current.manifest.get("who", "")
                with step("restore", version=parent) as told:
                    version = store.restore(parent, built_at=datetime.now(), who=who, note=note)
                    told["as_version"] = version.number
            except NotNoted as refused:
                st.error(plain(refused.words(lang)))
                return
            except (StoreError, OSError) as error:
                st.error(plain(failure(error, lang)))
                return
            st.session_state[DONE] = version.number
            st.rerun()


def _show_template(store: Store, lang: str) -> None:
    """The workbook of all ledgers to fill in; that of one ledger stands with its format."""
    st.markdown(f"**{say('templates.heading', lang)}**")
    st.caption(say("templates.about", lang))
    template_button(store, "", lang)


def template_button(store: Store, name: str, lang: str) -> None:
    """The button for the template of a ledger, "" for that of all; it is made when the button is pressed."""

    def made() -> bytes:
        current = store.current()
        return template_of(name, lambda n: store.read_full(current, (n,))[n] if current else None, lang)

    label = say("templates.download_all", lang)
    if name:
        label = say("templates.download_one", lang, ledger=dictionary().ledgers[name].label(lang))
    st.download_button(
        label,
        data=taking(made, table=file_name(name, lang)),
        file_name=file_name(name, lang),
        mime=EXCEL,
        on_click="ignore",
        key=f"template_{name}",
        icon=":material/download:",
    )


def show_import(lang: str) -> None:
    """The steps of an import from top to bottom, and what stands beside them."""
    store = Store(data_home())
    current, demonstration = store.current(), demonstration_store(store.home).current()
    if current and st.session_state.get(DONE) == current.number:
        _show_done(store, current, lang)
    steps, standing = st.columns([5, 3], gap="large")
    with standing:
        show_standing(current, demonstration, lang)
        _show_template(store, lang)
    with steps:
        if not visitor().name:
            st.info(say("access.no_accounts", lang), icon=":material/lock_open:")
        incoming = _put_together(store, current, lang)
    checked: Checked | None = st.session_state.get(CHECKED)
    if incoming is None or checked is None or checked.signature != incoming.signature:
        _let_go()
        return
    if checked.draft and not checked.draft.full.exists():
        _let_go()
        st.warning(say("store.draft_gone", lang))
        return
    noted_once("secret_seen", files=[upload.name for upload in incoming.uploads])
    st.header(say("importing.step_checked", lang), anchor=False)
    if checked.faults:
        _show_faulty(checked, store, lang)
        _show_questions(checked, lang)
        _show_warnings(checked, lang)
    elif checked.draft is None:
        st.error(say("importing.clean_none", lang))
        _show_warnings(checked, lang)
    else:
        st.success(say("importing.clean", lang))
        answered = _show_questions(checked, lang)
        _show_warnings(checked, lang)
        _show_differences(incoming, current, checked)
        _show_accept(incoming, current, checked, answered)


def show_import_background(lang: str) -> None:
    """What the steward looks up: the format of the ledgers, rows and files of what stands."""
    store = Store(data_home())
    names = ("format", "rows_per_ledger", "source_files")
    of_ledgers, of_rows, of_files = st.tabs([say(f"importing.{name}", lang) for name in names])
    current = store.current()
    with of_ledgers:
        name = show_format(lang)
        template_button(store, name, lang)
    with of_rows:
        show_rows(current, lang)
    with of_files:
        show_files(current, lang)
