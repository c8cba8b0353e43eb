"""The tabs of a page; a chart on it, and the rows behind: 哪几个."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from inspection.charts.marks import has_marks
from inspection.charts.notes import noted as marked
from inspection.charts.notes import number, place, runs_over_time
from inspection.charts.template import config, enlarged
from inspection.indicators import indicator, parts_of, table_definition
from inspection.reading.answers import ROWS_SHOWN, Source, tabled
from inspection.reading.behind import behind as behind_figure
from inspection.reading.behind import columns as columns_behind
from inspection.reading.behind import part_words
from inspection.reading.cards import definition_words
from inspection.reading.keeping import Ask, ask, kept
from inspection.reading.notes import Note, on_figures
from inspection.reading.scope import own_scope
from inspection.reading.undated import beside
from inspection.reading.view import View, view_of
from inspection.reading.words import whole_number
from inspection.ui.pieces import address, coded, paper, picks
from inspection.ui.pieces.grids import downloads, grid
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import noted_once

LARGER, LEAST = 1.85, 24  # a chart on a projector: times as large, and pixels of its smallest type
TAB = "tab"  # in the address


def tabs(view: View, source: Source, page: str, contents: Mapping[str, Callable], *more: object) -> None:
    """The tabs of a page: name (words: pages.tab_<name>) -> what fills it, called with view, source and `more`.

    Only the open one is filled. Which is open stands in the address, so a link reopens it. Those that are to be printed
    together stand one below the other, each under its name, in place of the tabs.
    """
    names = list(contents)
    named = {name: view.say(f"pages.tab_{name}") for name in names}
    place = paper.place_for_tabs(page)
    if laid_out := paper.tabs_chosen(view, page, named):
        paper.say_printed(place, named, laid_out, view.lang)
        for name in laid_out:
            st.header(named[name], anchor=False, divider="gray")
            contents[name](view, source, *more)
        return
    labels = list(named.values())
    key, asked = f"tabs_{page}_{view.lang}", address.of_page(TAB, contents)

    def moved() -> None:
        chosen = names[labels.index(st.session_state[key])]
        if chosen == names[0]:
            st.query_params.pop(TAB, None)
        else:
            st.query_params[TAB] = chosen

    default = labels[names.index(asked)] if asked else None
    for tab, (name, fill) in zip(st.tabs(labels, key=key, default=default, on_change=moved), contents.items(), strict=True):
        if tab.open:
            with tab:
                fill(view, source, *more)
            paper.say_printed(place, named, [name], view.lang)


@kept
def _drawn(draw: Callable, lang: str, frames: tuple[Ask, ...], options: tuple) -> tuple | None:
    """What `draw` makes of the answers: its title, and the figure, None where nothing of it can be drawn; None altogether where
    none of them has a row."""
    answers = [frame() for frame in frames]
    if all(answer.empty for answer in answers):
        return None
    title, figure = draw(*answers, lang=lang, **{n: value() if isinstance(value, Ask) else value for n, value in options})
    return title, figure if has_marks(figure) else None


@kept
def _noted(draw: Callable, lang: str, frames: tuple[Ask, ...], options: tuple, days: tuple[date, ...]) -> object:
    return marked(_drawn(draw, lang, frames, options)[1], days)


@kept
def _enlarged(draw: Callable, lang: str, frames: tuple[Ask, ...], options: tuple, days: tuple[date, ...]) -> object:
    drawing = (draw, lang, frames, options)
    return enlarged(_noted(*drawing, days) if days else _drawn(*drawing)[1], LARGER, LEAST)


def chart(
    view: View,
    source: Source,
    draw: Callable,
    *frames: Ask,
    behind: str | Sequence[str] = (),
    table: str = "",
    name: str = "",
    question: str = "",
    figures: Sequence[str] = (),
    notes: Ask | None = None,
    **options: object,
) -> None:
    """A figure of inspection.charts: its finding as title, the drawing, and the rows behind on request.

    `draw` takes the answers to `frames` and `options` (an option that is a question is answered too) and returns
    (title, figure); `behind` names the indicators whose rows are shown. Nothing to draw says so, under the `question`
    (charts.<draw>_question unless given). What is drawn is kept by all it is drawn from.

    A chart whose questions are asked within another view than the page's, or of what cannot be narrowed to it, says its
    own scope; `table` is what a question of another function than `tabled` reads. Its rows are of the first one's view.
    On a drawing over time the notes on `figures` (unless given: on those behind) stand on their day and their words below;
    `notes` asks for others, which are all listed.
    """
    name = name or draw.__name__
    drawing = (draw, view.lang, frames, tuple(sorted(options.items())))
    title, figure = _drawn(*drawing) or (None, None)
    ids = (behind,) if isinstance(behind, str) else tuple(behind)
    for id in ids:
        paper.define(indicator(id), source, view.lang)
    help = "\n\n---\n\n".join(definition_words(indicator(id), source.settings, view.lang) for id in ids)
    words = title or question or view.say(f"charts.{draw.__name__}_question")
    st.header(plain(words), help=help or None, anchor=False)  # it may name organisations
    if scope := _scope(view, frames, table, ids):
        st.caption(scope)
    said = notes() if notes else ()
    if figure is None:
        st.caption(view.say("pages.no_rows"))
        _lines(said)
        return
    picks.open_case_once(address.chosen_along())
    marks = picks.of_figure(figure) if ids else []
    if runs_over_time(figure) and not notes:
        known = on_figures(view_of(frames[0]) or view, source, tuple(figures) or ids)
        said = [note for note in known if place(figure, note.day) is not None]
    days = tuple(note.day for note in said)
    if address.projecting():
        figure = _enlarged(*drawing, days)
    elif days:
        figure = _noted(*drawing, days)
    able = {"on_select": lambda: picks.clicked(name, marks), "selection_mode": "points"} if marks else {}
    st.plotly_chart(figure, config=config(view.lang, name), key=f"chart_{name}", alt=title, **able)
    _lines(said)
    if ids:
        for words in beside(view_of(frames[0]) or view, source, tuple(ids)):
            paper.note(words, view.lang)
        rows_behind(view, source, ids, name, read=view_of(frames[0]) or view)


def _lines(said: Sequence[Note]) -> None:
    """The words of the notes on a drawing under their numbers."""
    if said:
        st.caption("  \n".join(f"{number(at)} {plain(note.line)}" for at, note in enumerate(said)))


def _scope(view: View, frames: tuple[Ask, ...], table: str, ids: Sequence[str]) -> str:
    """The own scope of a chart in words, of the first of its questions that has one; nothing where it obeys the view."""
    tables = [str(frame.args[2]) for frame in frames if frame.function is tabled] + ([table] if table else [])
    things = [table_definition(id) for id in tables] or [indicator(id) for id in ids] or [None]
    reads = [read for frame in frames if (read := view_of(frame))] or [view]
    return next((said for read in reads for thing in things if (said := own_scope(view, read, thing))), "")


def part_chosen(choices: DeltaGenerator, view: View, id: str, *, key: str) -> str:
    """Of which part of a rate the rows are, for the reader to choose in `choices`; "all" of what has no parts."""
    if not indicator(id).rate:
        return "all"
    return choices.segmented_control(
        view.say("pages.rows_part"),
        ["all", *(part for part in parts_of(indicator(id)) if not part.startswith("all_"))],
        default="all",
        required=True,
        format_func=lambda part: part_words(id, part, view.lang),
        key=key,
    )


def rows_behind(view: View, source: Source, ids: Sequence[str], name: str, *, read: View) -> None:
    """The rows behind figures, read within `read` when the reader opens them; those of the mark that was clicked, where
    one was."""
    pick = picks.current(name)
    picks.open_rows_once(name)
    opened = st.expander(view.say("pages.rows_behind"), key=f"behind_{name}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        choices = st.container(horizontal=True, vertical_alignment="bottom")
        if pick:
            choices.button(
                view.say("picks.only", what=pick.words(view, source)),
                key=f"unpick_{name}",
                icon=":material/close:",
                on_click=picks.clear,
                args=(name,),
            )
        id = pick.id if pick and pick.id else ids[0]
        if len(ids) > 1 and not (pick and pick.id):
            id = choices.selectbox(
                view.say("pages.rows_of"),
                ids,
                format_func=lambda i: indicator(i).title(view.lang),
                key=f"behind_{name}_id",
            )
        part = pick.part if pick and pick.part else "all"
        if not (pick and pick.part):
            part = part_chosen(choices, view, id, key=f"behind_{name}_part")
        where = pick.of(id) if pick else ()
        rows = ask(behind_figure, read, source, id, None if part == "all" else part, where=where)
        frame = rows()
        if frame.empty:
            st.caption(view.say("pages.no_rows"))
            return
        mark = pick.words(view, source) if pick else ""
        noted_once("rows_seen", table=id, part=part, mark=mark, of=read.words(), rows=len(frame))
        columns = columns_behind(id)
        counted = "pages.rows_limited" if len(frame) == ROWS_SHOWN else "pages.rows_count"
        st.caption(view.say(counted, n=whole_number(len(frame))))
        coded.offer(read, source, id, where, part)
        key = f"rows_{name}_{id}_{part}_{where}"
        grid(view, source, key, columns, rows, of=indicator(id), rows=10)
        downloads(view, source, key, indicator(id).title(view.lang), columns, rows)
