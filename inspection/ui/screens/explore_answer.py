"""An answer of the explorer: its heading and what it is of, the drawing, the table. On the explorer and on one's own board."""

from dataclasses import replace

import streamlit as st

from inspection.charts import explore, explore_multiples
from inspection.charts.explore_multiples import PANELS, Panel
from inspection.charts.template import config
from inspection.indicators import indicator
from inspection.reading import by_chance, explored, explored_rows, explored_table, months
from inspection.reading.answers import Source
from inspection.reading.asked import TIMES, VERSION, Asked, beside, is_rate
from inspection.reading.cards import definition_words
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.ui.pieces import grids, paper
from inspection.ui.pieces.opening import kept_versions, opened_version
from inspection.ui.pieces.plain import plain
from inspection.warehouse import StoreError

ACROSS = 30  # columns of a cross table
WIDE = 3  # panels beside each other


def older_of(source: Source, asked: Asked) -> Source | None:
    """The version that a question is compared with, opened; None where it is compared with none, or that is no longer kept."""
    if asked.against[:1] != (VERSION,):
        return None
    number = int(asked.against[1])
    if number not in [version.number for version in kept_versions(source)]:
        return None
    try:
        return opened_version(source, number)
    except StoreError:
        return None


def head(view: View, source: Source, asked: Asked, title: str = "") -> str:
    """The heading with the definitions behind it, and what the answer is of and is not; returns the heading's words."""
    words = title or explored.title(view, asked)
    ids = (asked.source[1], *beside(asked)) if asked.source[0] == "indicator" else ()
    help = "\n\n---\n\n".join(definition_words(indicator(id), source.settings, view.lang) for id in ids)
    st.header(plain(words), help=help or None, anchor=False)
    older = older_of(source, asked)
    lines = [explored.scope_words(view, source, asked), *explored_table.sides_words(view, source, asked, older)]
    lines += [view.say("explore.ledger_note")] if asked.source[0] == "ledger" else []
    lines += [view.say("explore.unlike_note")] if explored.of_unlike(asked) else []
    for line in (*lines, *explored_table.notes(view, asked)):
        st.caption(plain(line))
    return words


def draw(view: View, source: Source, asked: Asked, heading: str, name: str = "explore") -> None:
    """The drawing that was chosen; nothing where none was."""
    older, form = older_of(source, asked), "percent" if is_rate(asked) else "number"
    common = {"lang": view.lang, "title": heading}
    if asked.chart == "multiples":
        _multiples(view, source, asked, older, name)
        return
    if asked.against and older is None and asked.against[0] == VERSION:
        return
    if asked.against and asked.chart == "bar":
        frame, words = explored_table.by_first(view, source, asked, older), explored_table.sides_named(view, source, asked)
        _, made = explore_multiples.pairs(frame, by=asked.by, form=form, title=heading, words=words)
        if len(asked.by) > 1:
            st.caption(view.say("explore.first_field_only"))
    elif asked.chart == "bar":
        said = explored_table.drawn(view, source, asked)
        ordered = bool(asked.sort or asked.top) or explored.keeps_order(source, asked) or explored.of_unlike(asked)
        times = explored_table.times(view, source, asked)
        _, made = explore.bars(said, by=asked.by, form=form, ordered=ordered, times=times, **common)
    elif asked.chart == "line" and months.able(asked):
        course = months.months(view, source, asked.bare())
        _, made = explore.months(course, **common)
        st.caption(months.finding(view, course))
    elif asked.chart == "line":
        said, times = explored_table.drawn(view, source, replace(asked, sort="")), explored_table.times(view, source, asked)
        _, made = explore.lines(said, by=asked.by, form=form, times=times, **common)
    elif asked.chart == "heatmap":
        said, across = explored_table.drawn(view, source, asked), explored_table.across(view, source, asked)
        _, made = explore.heatmap(said, by=asked.by, form=form, across=across, **common)
    elif asked.chart == "box":
        _, made = explore.boxes(explored.spreads(view, source, asked.bare()), by=asked.by, **common)
    elif asked.chart == "scatter" and asked.across:
        axes = tuple(explored.field_words(asked.source[1], n, view.lang) for n in (asked.across, asked.number))
        points = explored.scattered(view, source, replace(asked.bare(), across=asked.across))
        _, made = explore.scatter(points, axes=axes, grouped=bool(asked.by), **common)
    else:
        return
    st.plotly_chart(made, config=config(view.lang, "explore"), key=f"{name}_chart", alt=heading)


def _multiples(view: View, source: Source, asked: Asked, older: Source | None, name: str) -> None:
    """A panel per thing measured by the first field; of one thing a panel per value of the last field."""
    words = explored_table.sides_named(view, source, asked)
    if beside(asked):
        frame, by = explored_table.by_first(view, source, asked, older), asked.by[:1]
        panels = []
        for at, id in enumerate((asked.source[1], *beside(asked))):
            form = "percent" if indicator(id).rate else "number"
            panels.append(Panel(indicator(id).title(view.lang), frame, f"_{at}" if at else "", form))
        if len(asked.by) > 1:
            st.caption(view.say("explore.first_field_only"))
    else:
        frame, by = explored_table.drawn(view, source, asked), asked.by[:-1]
        last, form = asked.by[-1], "percent" if is_rate(asked) else "number"
        headings = list(dict.fromkeys(frame[last]))
        if last in TIMES or "@" in last or not asked.sort:
            headings = [one for one in explored_table.in_words(view, source, asked, last) if one in headings]
        panels = [Panel(one, frame[frame[last] == one], "", form) for one in headings]
    before = bool(asked.against) and (asked.against[0] != VERSION or older is not None) and len(beside(asked)) > 0
    made = explore_multiples.multiples(panels, by=by, before=before, words=words)
    if len(panels) > PANELS:
        st.caption(view.say("explore.panels_left_out", n=len(panels) - PANELS))
    grid = st.grid(min(WIDE if len(made) > 4 else WIDE - 1, len(made)))
    for at, (heading, figure) in enumerate(made):
        with grid.cell():
            st.markdown(f"**{plain(heading)}**")
            st.plotly_chart(figure, config=config(view.lang, "explore"), key=f"{name}_panel_{at}", alt=heading)


def is_cross(view: View, source: Source, asked: Asked) -> bool:
    """Whether the answer can be a cross table: two fields and one number, of no more columns than can be read."""
    single = len(asked.by) == 2 and not beside(asked) and not asked.against and not asked.share
    return single and len(explored_table.across(view, source, asked)) <= ACROSS


def table(
    view: View,
    source: Source,
    asked: Asked,
    heading: str,
    *,
    cross: bool,
    name: str = "explore",
    rows: int = 12,
    pick: bool = False,
) -> tuple[Asked, int] | None:
    """The groups as a table with its downloads: a cross table, or a list. With `pick` the question, and the line of its answer,
    whose row or cell was pressed."""
    older = older_of(source, asked)
    answer = (
        ask(explored_table.crossed, view, source, asked) if cross else ask(explored_table.told, view, source, asked, older)
    )
    columns = explored_table.columns(view, source, asked, cross=cross)
    shown = f"{name}_{hash((asked, view.lang, cross))}"
    able = ("cell" if cross else "row") if pick else ""
    picked = grids.grid(view, source, shown, columns, answer, rows=rows, pick=able)
    notes = (explored.scope_words(view, source, asked), *explored_table.sides_words(view, source, asked, older))
    notes += explored_table.notes(view, asked)
    if words := by_chance.of_verdicts(0 if cross else by_chance.compared(answer()), view.lang):
        paper.note(words, view.lang)
        notes += (words,)
    grids.downloads(view, source, f"{name}_groups", heading, columns, answer, notes)
    if picked is None or not cross:
        return picked and (asked, picked[0])
    return explored_rows.of_cell(view, source, asked, *picked)
