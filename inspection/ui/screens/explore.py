"""The explorer: the answer, the rows behind it or one of its groups, and the question as a statement."""

from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet
import streamlit as st

from inspection.reading import explored, explored_rows, explored_table, statements
from inspection.reading.answers import Source
from inspection.reading.asked import Asked
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.reading.words import whole_number
from inspection.ui.pieces import grids
from inspection.ui.pieces.panels import part_chosen
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import noted_once, taking
from inspection.ui.screens import board, explore_answer, sql_asked

TAKEN = 200_000  # rows of a download
SHOWN = 1_000


def results(view: View, source: Source, asked: Asked) -> None:
    """The drawing, the table of groups with its downloads, and the rows behind."""
    heading = explore_answer.head(view, source, asked)
    if explored_table.told(view, source, asked, explore_answer.older_of(source, asked)).empty:
        st.info(view.say("explore.nothing"))
        return
    explore_answer.draw(view, source, asked, heading)
    cross = _cross(view, source, asked)
    one, picked = explore_answer.table(view, source, asked, heading, cross=cross, pick=True) or (asked, None)
    if picked is None:
        st.caption(view.say("explore.rows_of_cell" if cross else "explore.rows_of_row"))
    _behind(view, source, one, heading, picked)
    board.offer(view, asked, heading)
    _copied(view, source, asked)


def _cross(view: View, source: Source, asked: Asked) -> bool:
    """Two fields and one number as a cross table where they fit and nobody wants the list."""
    if not explore_answer.is_cross(view, source, asked):
        return False
    shape = st.segmented_control(
        view.say("explore.shape"),
        ("cross", "list"),
        default="cross",
        required=True,
        format_func=lambda s: view.say(f"explore.shape_{s}"),
        key="explore_shape",
        label_visibility="collapsed",
    )
    return shape == "cross"


def _copied(view: View, source: Source, asked: Asked) -> None:
    """The question as a statement, to be copied or changed; of several indicators each has its own."""
    opened = st.expander(view.say("sql.as_sql"), key="explore_sql", on_change="rerun")
    if not opened.open:
        return
    for text in statements.all_as_sql(view, source, asked):
        opened.code(text, language="sql")
        opened.link_button(view.say("sql.to_sql"), sql_asked.link(view, text), icon=":material/terminal:")


def _behind(view: View, source: Source, asked: Asked, heading: str, picked: int | None) -> None:
    """The rows, those of the line that was pressed, read when opened: a first thousand on the screen, up to 200,000 in a
    download."""
    if picked is not None and st.session_state.get("explore_picked") != (asked, picked):
        st.session_state["explore_behind"] = True  # what the reader closes then stays closed
    st.session_state["explore_picked"] = (asked, picked)
    opened = st.expander(view.say("pages.rows_behind"), key="explore_behind", on_change="rerun")
    if not opened.open:
        return
    with opened:
        older = explore_answer.older_of(source, asked)
        told = explored_rows.told(view, source, asked, older, picked)
        if told:
            st.caption(plain(view.say("explore.rows_of_group", words=told)))
        chosen = _which(view, source, asked, older, picked)
        of_view, of_source, question, part = chosen
        columns, first = explored.row_columns(question), ask(explored.rows_behind, of_view, of_source, question, SHOWN, part)
        count = len(first())
        noted_once("rows_seen", table=heading, part=part or "all", mark=told, of=view.words(), rows=count)
        st.caption(view.say("explore.rows_shown" if count == SHOWN else "pages.rows_count", n=whole_number(count)))
        grids.grid(of_view, of_source, f"explore_rows_{hash((question, part, of_view))}", columns, first, rows=12)
        if st.button(view.say("explore.prepare"), key="explore_prepare"):
            whole = ask(explored.rows_behind, of_view, of_source, question, TAKEN, part)
            grids.downloads(of_view, of_source, "explore_rows", heading, columns, whole)
            st.download_button(
                view.say("explore.download_parquet"),
                data=taking(lambda: _parquet(whole()), table=heading, of=view.words(), form="parquet"),
                file_name=grids.file_name(heading, view, source, "parquet"),
                mime="application/vnd.apache.parquet",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )


def _which(
    view: View, source: Source, asked: Asked, older: Source | None, picked: int | None
) -> tuple[View, Source, Asked, str | None]:
    """Of which thing measured, of which side and of which part the rows are: chosen where there is a choice."""
    things = explored_rows.narrowed(view, source, asked, older, picked)
    choices = st.container(horizontal=True, vertical_alignment="bottom")
    with choices:
        names = list(things)
        name = names[0]
        if len(names) > 1:
            name = st.selectbox(view.say("pages.rows_of"), names, key=f"explore_rows_of_{hash((asked.also, asked.against))}")
        thing = things[name]
    kind, id = thing.asked.source
    part = part_chosen(choices, view, id, key=f"explore_part_{id}") if kind == "indicator" else "all"
    return thing.view, thing.source, replace(thing.asked, by=()), None if part == "all" else part


def _parquet(frame: pd.DataFrame) -> bytes:
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_pandas(frame, preserve_index=False), sink)
    return sink.getvalue().to_pybytes()
