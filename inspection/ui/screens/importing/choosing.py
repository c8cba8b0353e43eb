"""What an import cannot know and the steward can: which organisation a name is, which column a header is."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from inspection.intake import mapping
from inspection.intake.aliases import AliasError, Aliases, Unresolved
from inspection.intake.mapping import Choice, MappingError
from inspection.intake.unmapped import Unmapped
from inspection.reading.words import listed
from inspection.text import say
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import visitor
from inspection.warehouse import Store, dictionary

NAMES_SHOWN = 30
AGAIN, PROFILE, MADE = "import_again", "import_profile", "import_made"
IGNORED = ""  # a header that is left out


def show_names(store: Store, unresolved: Sequence[Unresolved], lang: str) -> None:
    """One choice per unknown name, the nearest first; what is chosen goes into the alias table, then all is checked anew."""
    if not unresolved:
        return
    current = store.current()
    standing = store.read_full(current, ("organisations",))["organisations"] if current else None
    names = dict(zip(standing["org_id"].to_pylist(), standing["name"].to_pylist(), strict=True)) if standing else {}
    with st.container(border=True):
        st.markdown(f"**{say('importing.names', lang, count=len(unresolved))}**")
        st.caption(say("importing.names_help", lang))
        chosen: dict[str, str] = {}
        columns = st.columns(2)
        for at, one in enumerate(unresolved[:NAMES_SHOWN]):
            near = {candidate.org_id: candidate.name for candidate in one.candidates}
            every = near | names
            perhaps = listed(near.values(), lang)
            org = columns[at % 2].selectbox(
                say(f"importing.name_{one.kind}", lang, name=plain(one.written)),
                [*near, *(org for org in names if org not in near)],
                index=None,
                format_func=lambda org, every=every: f"{every[org]}（{org}）",
                placeholder=say("importing.perhaps" if near else "importing.choose_organisation", lang, columns=perhaps),
                key=f"import_name_{at}_{one.written}",
            )
            if org:
                chosen[one.written] = org
        if len(unresolved) > NAMES_SHOWN:
            st.caption(say("importing.names_more", lang, count=len(unresolved) - NAMES_SHOWN))
        label = say("importing.keep_names" if chosen else "importing.keep_names_none", lang, count=len(chosen))
        if st.button(label, disabled=not chosen, key="import_keep_names", type="primary"):
            _keep_names(store, chosen, lang)


def _keep_names(store: Store, chosen: dict[str, str], lang: str) -> None:
    try:
        aliases = Aliases.load(store.home)
        for written, org in chosen.items():
            aliases.add(written, org, visitor().name or st.session_state.get("import_who", ""), datetime.now())
    except (AliasError, OSError) as error:
        st.error(plain(str(error)))
        return
    st.session_state[AGAIN] = True
    st.rerun()


def show_headers(store: Store, sheets: Sequence[Unmapped], lang: str) -> None:
    """One choice per unknown header, the nearest columns first; the choices are kept as a profile and used at once."""
    if not sheets:
        return
    known = dictionary().ledgers
    with st.container(border=True):
        st.markdown(f"**{say('importing.headers', lang, count=len(sheets))}**")
        st.caption(say("importing.headers_help", lang))
        choices = [_choice(at, sheet, lang) for at, sheet in enumerate(sheets)]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(
                say("importing.profile_name", lang), key="import_profile_name", max_chars=60, width=280
            )
            label = say("importing.keep_profile", lang)
            ready = bool(name.strip()) and any(choices) and all(c is not None for c in choices)
            pressed = st.button(label, disabled=not ready, key="import_keep_profile", type="primary")
        chosen = [(choice, sheet) for choice, sheet in zip(choices, sheets, strict=True) if choice]
        missing = [known[c.ledger].column(name).label(lang) for c, sheet in chosen for name in _missing(c, sheet)]
        if missing:
            st.warning(say("importing.still_missing", lang, columns=plain("、".join(missing))))
        if pressed:
            _keep_profile(store, name.strip(), [c for c in choices if c], lang)


def _missing(choice: Choice, sheet: Unmapped) -> list[str]:
    ledger = dictionary().ledgers[choice.ledger]
    return [n for n in sheet.open_columns(choice.ledger) if ledger.column(n).required and n not in choice.columns]


def _choice(at: int, sheet: Unmapped, lang: str) -> Choice | None:
    """The choices for one sheet; None while any is open."""
    known = dictionary().ledgers
    place = f"{sheet.file} · {sheet.sheet}" if sheet.sheet else sheet.file
    ledger = st.selectbox(
        say("importing.sheet_is", lang, place=plain(place)),
        list(known),
        index=list(known).index(sheet.ledger) if sheet.ledger else None,
        format_func=lambda name: known[name].label(lang),
        placeholder=say("importing.choose_ledger", lang),
        key=f"import_sheet_{at}",
    )
    if ledger is None:
        return None
    unknown = sheet.unknown(ledger)
    near = mapping.suggest(sheet.headers, ledger)
    free = sheet.open_columns(ledger)
    picked: dict[str, str | None] = {}
    columns = st.columns(2)
    for number, header in enumerate(unknown):
        options = [*(n for n in near.get(header, ()) if n in free)]
        options += [n for n in free if n not in options]
        picked[header] = columns[number % 2].selectbox(
            say("importing.header_is", lang, header=plain(header)),
            [*options, IGNORED],
            index=None,
            format_func=lambda n: known[ledger].column(n).label(lang) if n else say("importing.left_out", lang),
            placeholder=_placeholder(ledger, near.get(header, ()), lang),
            key=f"import_header_{at}_{ledger}_{number}",
        )
    taken = [name for name in picked.values() if name]
    twice = {known[ledger].column(name).label(lang) for name in taken if taken.count(name) > 1}
    if twice:
        st.warning(say("importing.chosen_twice", lang, columns=plain("、".join(sorted(twice)))))
    if twice or None in picked.values():
        return None
    return Choice(
        file=sheet.pattern,
        ledger=ledger,
        sheet=sheet.sheet_pattern,
        columns={name: header for header, name in picked.items() if name},
        ignore=[header for header, name in picked.items() if not name],
    )


def _placeholder(ledger: str, near: Sequence[str], lang: str) -> str:
    if not near:
        return say("importing.choose_column", lang)
    labels = "、".join(dictionary().ledgers[ledger].column(n).label(lang) for n in near)
    return say("importing.perhaps", lang, columns=labels)


def _keep_profile(store: Store, name: str, choices: Sequence[Choice], lang: str) -> None:
    """Save what was chosen in this import so far under the name, and check again with it."""
    made = st.session_state.get(MADE, {})
    if name in mapping.names(store.home) and name not in made:
        st.error(say("importing.profile_exists", lang, name=plain(name)))
        return
    earlier = {(c.file, c.sheet): c for c in made.get(name, ())}
    together = [*(earlier | {(c.file, c.sheet): c for c in choices}).values()]
    try:
        mapping.save(store.home, name, together, title=name)
    except (MappingError, OSError) as error:
        said = error.sentences(lang) if isinstance(error, MappingError) else [str(error)]
        st.error(plain("；".join(said)))
        return
    st.session_state[MADE] = made | {name: together}
    st.session_state[AGAIN], st.session_state[f"{PROFILE}_next"] = True, name
    st.rerun()
