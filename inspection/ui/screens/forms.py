"""表样直填 on the screen: the forms that are kept, their cells to be clicked, a figure chosen from lists, the form filled."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from inspection.access import Refused as NotNoted
from inspection.formats.children import Unreadable
from inspection.formats.forms import EXTENSIONS, LARGEST_FILE, mark
from inspection.indicators import indicator, indicators
from inspection.papers import form_store, forms, given
from inspection.papers.form_grid import Grid, grids
from inspection.papers.form_store import FormMoved, Stored
from inspection.papers.form_words import Slot, WordGrid, slots, word_grids
from inspection.papers.forms import Checked, place_words, unreadable_words
from inspection.reading.answers import Source
from inspection.reading.dimensions import dimension_label, dimensions_of, values_of
from inspection.reading.fields import Asked, answer, parts_named
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import NOTHING
from inspection.snapshots import Refused
from inspection.ui.pieces.grids import on_paper
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import step, taking, visitor
from inspection.warehouse import StoreError

CELL, FORM, FILLED = "forms_cell", "forms_form", "forms_filled"
TYPES = {".docx": "wordprocessingml.document", ".xlsx": "spreadsheetml.sheet"}
SHOWN = 420  # pixels of the sheet


@dataclass(frozen=True)
class Open:
    """A form that is looked at: its record, its bytes and what stands in it."""

    stored: Stored
    data: bytes
    form: Checked


@kept
def _checked(data: bytes, source: Source, lang: str, day: date) -> Checked:
    return forms.checked(data, source, lang, day)


@kept
def _grids(data: bytes, kind: str, lang: str) -> tuple[Grid, ...]:
    return word_grids(data, lang) if kind == "docx" else grids(data)


def chosen(view: View, source: Source) -> tuple[Open | None, date]:
    """The form that is worked on and the day it is filled for. None where there is none yet, or it cannot be read."""
    home = given.papers_home(source)
    if said := st.session_state.pop("forms_said", ""):
        st.error(plain(said))
    left, middle, right = st.columns([3, 1, 2], vertical_alignment="bottom")
    with right.popover(view.say("forms.upload"), icon=":material/add:", width="stretch"):
        _upload(view, home)
    day = middle.date_input(view.say("forms.day"), view.as_of, format="YYYY-MM-DD", key="forms_day") or view.as_of
    there = {form.id: form for form in form_store.stored(home)}
    if not there:
        left.info(view.say("forms.no_form"))
        return None, day
    if st.session_state.get(FORM) not in there:
        st.session_state[FORM] = next(iter(there))
    id = left.selectbox(view.say("forms.choose"), list(there), key=FORM, format_func=lambda i: f"{there[i].name} ({i})")
    try:
        data = form_store.content(home, there[id])
        return Open(there[id], data, _checked(data, source, view.lang, day)), day
    except (FormMoved, Unreadable) as error:
        st.error(plain(_words(error, view.lang)))
        return None, day


def _words(error: Exception, lang: str) -> str:
    return unreadable_words(error, lang) if isinstance(error, Unreadable) else error.words(lang)


def _who(view: View) -> str:
    return visitor().name or view.say("forms.nobody")


def _upload(view: View, home: Path) -> None:
    """Take a form in: it is looked at first, and kept only where it can be filled."""
    turn = st.session_state.get("forms_turn", 0)
    file = st.file_uploader(view.say("forms.upload"), type=[e[1:] for e in EXTENSIONS], key=f"forms_file_{turn}",
                            label_visibility="collapsed", max_upload_size=LARGEST_FILE // 1_000_000)  # fmt: skip
    if file is None:
        return
    data = file.getvalue()
    try:
        forms.files.look(data)
        with step("given", kind="form_added", files=[file.name]):
            form = form_store.put(home, file.name, data, by=_who(view), at=datetime.now())
    except (Unreadable, FormMoved, NotNoted) as error:
        st.error(plain(_words(error, view.lang)))
        return
    st.session_state[FORM], st.session_state["forms_turn"] = form.id, turn + 1
    st.rerun()


def figure(view: View, source: Source, day: date) -> str:
    """A figure put together by choosing; its field, as it is written into a form."""
    lang = view.lang
    titles = {id: one.title(lang) for id, one in indicators().items()}
    id = st.selectbox(view.say("forms.figure"), list(titles), key="forms_id", format_func=titles.get)
    definition = indicator(id)
    parts = parts_named(definition)
    part = "value"
    if len(parts) > 1:
        part = st.selectbox(view.say("forms.part"), parts, key=f"forms_part_{id}",
                            format_func=lambda p: view.say(f"forms.part_{p}"))  # fmt: skip
    able = dimensions_of(definition)
    names = st.multiselect(view.say("forms.narrowed"), able, key=f"forms_by_{id}",
                           format_func=lambda d: dimension_label(definition, d, lang))  # fmt: skip
    where = []
    for name in able:
        if name in names:
            values = values_of(source, definition, name, lang)
            picked = st.multiselect(dimension_label(definition, name, lang), list(values), key=f"forms_where_{id}_{name}",
                                    format_func=lambda v, values=values: str(values[v]))  # fmt: skip
            where += [(name, tuple(sorted(picked)))] if picked else []
    start = end = None
    if definition.shape.grain != "term" and not definition.stock:
        first, last = st.columns(2)
        start = first.date_input(view.say("forms.from"), None, format="YYYY-MM-DD", key="forms_from")
        end = last.date_input(view.say("forms.to"), None, format="YYYY-MM-DD", key="forms_to")
    asked = Asked(id, tuple(where), part, start, end if end is None or start is None or end >= start else None)
    text = "{{" + str(asked) + "}}"
    st.code(text, language=None, wrap_lines=True)
    st.caption(plain(view.say("forms.now", value=answer(replace(asked, as_of=day), source, lang).words())))
    return text


def sheet(view: View, form: Open) -> Grid | None:
    """The sheets of a workbook, or the tables and the text of a Word form, one of them as a grid to be clicked; None where they
    cannot be shown."""
    try:
        there = {grid.name: grid for grid in _grids(form.data, form.form.kind, view.lang)}
        if not there:
            raise Unreadable("form_empty")
    except Unreadable as error:
        st.warning(plain(view.say("forms.not_shown", reason=unreadable_words(error, view.lang))))
        return None
    name = st.segmented_control(view.say("forms.sheet"), list(there), default=next(iter(there)), required=True,
                                key=f"forms_sheet_{form.stored.id}", label_visibility="collapsed")  # fmt: skip
    _sheet(view, form, there[name])
    return there[name]


def marking(view: View, source: Source, form: Open, grid: Grid | None, text: str) -> None:
    """The cell or paragraph that was clicked takes the field."""
    word = isinstance(grid, WordGrid)
    words = view.say("forms.cell_help_docx" if word else "forms.cell_help")
    cell = st.text_input(view.say("forms.cell"), key=CELL, placeholder=words).strip().upper()
    slot = _slot(view, form, grid, cell) if word and cell else None
    there = bool(cell and (slot or not word))
    name = grid.name if grid else ""
    at = (slot.part, slot.place) if slot else (name, cell)
    home = given.papers_home(source)
    with st.container(horizontal=True):
        words = view.say("forms.mark", cell=cell) if cell else view.say("forms.choose_cell")
        st.button(plain(words), type="primary", disabled=not there, key="forms_mark", on_click=_mark,
                  args=(view, home, form, name, cell, at, text))  # fmt: skip
        if there and (not word or slot.kind == "field"):
            st.button(plain(view.say("forms.clear", cell=cell)), key="forms_clear", on_click=_mark,
                      args=(view, home, form, name, cell, at, ""))  # fmt: skip


def _slot(view: View, form: Open, grid: WordGrid, cell: str) -> Slot | None:
    """Where in a cell or paragraph the field goes; None where there is no such place."""
    able = slots(grid.spots.get(cell, ()))
    if not able:
        st.caption(plain(view.say("forms.no_spot", sheet=grid.name, cell=cell)))
        return None
    if len(able) == 1:
        return able[0]
    key = f"forms_slot_{form.stored.sha256[:12]}_{grid.name}_{cell}"
    at = st.selectbox(view.say("forms.slot"), range(len(able)), key=key, format_func=lambda n: able[n].words(view.lang))
    return able[at]


def _sheet(view: View, form: Open, grid: Grid) -> None:
    """The sheet as a grid; a click puts the cell's name into the field below."""
    key = f"forms_grid_{form.stored.id}_{grid.name}"

    def clicked() -> None:
        picked = st.session_state[key].selection.cells
        if picked:
            row, column = picked[0]
            st.session_state[CELL] = grid.cell_at(row, column)

    high = "content" if len(grid.frame) < 12 else SHOWN
    st.dataframe(grid.frame, key=key, on_select=clicked, selection_mode="single-cell", height=high, width="stretch")
    on_paper(grid.frame, key, view.lang)
    if grid.cut:
        st.caption(view.say("forms.grid_cut", rows=len(grid.frame), columns=len(grid.frame.columns)))


def _mark(view: View, home: Path, form: Open, sheet: str, cell: str, at: tuple[str, str], text: str) -> None:
    """Write a field into a place (sheet or part, place) of the form that is kept; what stands against it is said on the page."""
    try:
        data = mark(form.data, {at[0]: {at[1]: text}})
        with step("given", kind="form_marked", files=[form.stored.name], of=f"{sheet} {cell} {text}"):
            form_store.rewritten(home, form.stored, data, by=_who(view), at=datetime.now())
    except (Unreadable, FormMoved, NotNoted) as error:
        st.session_state["forms_said"] = _words(error, view.lang)


def fields(view: View, form: Open) -> None:
    """The fields of the form with their figures, those that name none first."""
    found = form.form.found
    if not found:
        st.caption(view.say("forms.no_fields"))
        return
    st.caption(view.say("forms.fields_of", n=len(found), wrong=len(form.form.unknown)))
    rows = [
        (place_words(one.place, view.lang), one.place.text,
         one.answered.words() if one.answered else one.unknown.words(view.lang))
        for one in sorted(found, key=lambda one: one.unknown is None)
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=[view.say(f"forms.column_{name}") for name in ("place", "field", "now")])
    wide = {frame.columns[2]: st.column_config.TextColumn(width="large")}
    st.dataframe(frame, hide_index=True, width="stretch", height="content" if len(frame) < 8 else 300, placeholder=NOTHING,
                 column_config=wide)  # fmt: skip
    on_paper(frame, "forms_fields", view.lang)


def filling(view: View, source: Source, form: Open, day: date) -> None:
    """Take the form as it is marked; fill it and keep it as given; forget it."""
    home, name = given.papers_home(source), form.stored.name
    answered = sum(1 for one in form.form.found if one.answered)
    with st.container(horizontal=True):
        _taken(view.say("forms.take_marked"), name, lambda: form.data, "forms_marked", kind="form")
        key = "fill_now_partly" if form.form.unknown else "fill_now"
        if st.button(view.say(f"forms.{key}"), type="primary", disabled=not answered, key="forms_fill"):
            _fill(view, source, form, day)
        with st.popover(view.say("forms.remove"), icon=":material/delete:", type="tertiary", width="content"):
            st.caption(view.say("forms.remove_words"))
            st.button(view.say("forms.remove"), key="forms_remove", on_click=_remove, args=(view, home, form))
        made = st.session_state.get(FILLED)
        if made and made[:3] == (form.stored.id, form.stored.sha256, day):
            words = view.say("forms.take_filled", n=answered, id=made[3])
            _taken(words, name, lambda: made[4], "forms_filled_file", kind="form_filled")


def _fill(view: View, source: Source, form: Open, day: date) -> None:
    name = form.stored.name
    try:
        made = forms.filled(form.data, form.form, view.lang, partly=True)
        with step("given", kind="form", files=[name]) as told:
            paper = given.keep(
                given.papers_home(source), "form", view.say("forms.title", name=name), {name: made}, form.form.stated, source,
                forms.view_of(source, view.lang, day), by=_who(view), at=datetime.now(),
            )  # fmt: skip
            told["id"] = paper.id
    except (Unreadable, Refused, NotNoted) as error:
        st.error(plain(_words(error, view.lang)))
        return
    except (StoreError, OSError) as error:
        st.error(plain(str(error)))
        return
    st.session_state[FILLED] = (form.stored.id, form.stored.sha256, day, paper.id, made)


def _remove(view: View, home: Path, form: Open) -> None:
    try:
        with step("given", kind="form_removed", files=[form.stored.name]):
            form_store.removed(home, form.stored)
    except (FormMoved, NotNoted) as error:
        st.session_state["forms_said"] = _words(error, view.lang)


def _taken(label: str, name: str, make: Callable[[], bytes], key: str, **details: object) -> None:
    mime = next((kind for end, kind in TYPES.items() if name.lower().endswith(end)), "")
    st.download_button(plain(label), taking(make, files=[name], **details), file_name=name, on_click="ignore", key=key,
                       mime=f"application/vnd.openxmlformats-officedocument.{mime}" if mime else None)  # fmt: skip
