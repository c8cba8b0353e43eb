"""SQL: the names at hand, a statement, its answer drawn, taken away or handed to the explorer."""

import io
from datetime import datetime
from functools import partial

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet
import streamlit as st

from inspection.access import Refused
from inspection.charts import explore
from inspection.charts.template import config
from inspection.formats.exports import csv_bytes, xlsx_bytes
from inspection.reading import statements
from inspection.reading.answers import Source
from inspection.reading.statements_back import asked_by
from inspection.reading.view import View
from inspection.reading.words import NOTHING, whole_number
from inspection.ui.pieces import grids
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import taking
from inspection.ui.screens import sql_asked, sql_job
from inspection.warehouse.analyst import CPU, LONGEST, ROWS, WALL, Answer, NotAnswered, Query, kind, tree_of

EXPLORER = "pages/explore/explorer.py"
LIMITS = (100, 1_000, ROWS)
PATIENCE = 1.5  # seconds within which most statements have ended: the page waits, and shows no bar
DRAWN = ("none", "bar", "line", "scatter")


def names(view: View, source: Source) -> None:
    """The tables and their columns in words; a press puts a name into the statement, and so does a word that is looked for."""
    _looked_for(view, source)
    tables = statements.tables(view.lang)
    st.session_state.setdefault("sql_table", "findings")
    table = st.selectbox(
        view.say("sql.table"),
        list(tables),
        format_func=lambda name: f"{name} · {tables[name]}",
        key="sql_table",
    )
    with st.container(horizontal=True, gap="small"):
        st.button(view.say("sql.insert_table"), on_click=sql_asked.add, args=(table,), key="sql_insert_table", type="tertiary")
        whole = f"select * from {table} limit 100"
        st.button(view.say("sql.first_rows"), on_click=sql_asked.put, args=(whole,), key="sql_first_rows", type="tertiary")
    known = statements.columns(view, source, table)

    def insert() -> None:
        for at in st.session_state["sql_names"].selection.rows:
            sql_asked.add(known[at].column)

    heads = {name: view.say(f"sql.head_{name}") for name in ("column", "words", "type", "holds")}
    frame = pd.DataFrame([[getattr(one, name) for name in heads] for one in known], columns=list(heads.values()))
    st.dataframe(
        frame,
        hide_index=True,
        height=grids.height_of(len(frame), 14),
        row_height=grids.ROW_HEIGHT,
        on_select=insert,
        selection_mode="single-row",
        key="sql_names",
    )
    st.caption(view.say("sql.names_note"))


def _looked_for(view: View, source: Source) -> None:
    """Any column of any table, found by what is typed of its name or its word, put into the statement when chosen."""
    every = {f"{one.table}.{one.column}": one for one in statements.all_columns(view, source)}

    def insert() -> None:
        chosen = every.get(st.session_state["sql_looked_for"])
        if chosen:
            sql_asked.add(chosen.column)
            st.session_state["sql_table"] = chosen.table
        st.session_state["sql_looked_for"] = None

    st.selectbox(
        view.say("sql.look_for"),
        list(every),
        index=None,
        format_func=lambda name: f"{every[name].column} · {every[name].words} · {every[name].table}",
        placeholder=view.say("sql.look_for_hint"),
        key="sql_looked_for",
        on_change=insert,
    )


def editor(view: View, source: Source) -> None:
    """The statement and what can be done with it."""
    text = st.text_area(
        view.say("sql.statement"),
        key=sql_asked.TEXT,
        height=190,
        max_chars=LONGEST,
        placeholder="select category, count(*) as n from findings group by category order by n desc",
        on_change=sql_asked.keep,
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        run = st.button(view.say("sql.run"), type="primary", key="sql_run", icon=":material/play_arrow:")
        plan = st.button(view.say("sql.plan"), key="sql_plan")
        limit = st.selectbox(
            view.say("sql.limit"), LIMITS, index=1, format_func=whole_number, key="sql_limit", width=120
        )
        before = sql_job.asked_before()
        st.selectbox(
            view.say("sql.history"),
            before,
            index=None,
            format_func=lambda one: " ".join(one.split())[:80],
            placeholder=view.say("sql.history_none" if not before else "sql.history_choose"),
            key="sql_before_chosen",
            on_change=lambda: sql_asked.put(st.session_state["sql_before_chosen"] or st.session_state.get(sql_asked.TEXT, "")),
            disabled=not before,
        )
    if run or plan:
        sql_asked.keep()
        query = Query(source.version.mart, text or "", view.as_of, source.settings, plan=plan, rows=limit)
        sql_job.begin(query, source.version.number).ended.wait(PATIENCE)


def results(view: View, source: Source) -> None:
    """What the statement asked last has come to; while it runs, for how long and a way to end it."""
    job = sql_job.current()
    if job is None:
        st.caption(view.say("sql.about", rows=whole_number(ROWS), cpu=CPU, wall=round(WALL)))
    elif not job.ended.is_set():
        _running(view, job)
    elif isinstance(job.refused, Refused):
        st.error(plain(job.refused.words(view.lang)))
    elif job.refused is not None:
        st.error(plain(view.say(f"sql.refused_{job.refused.code}", said=job.refused.said.partition("\n")[0])))
        if job.refused.code == "database":
            st.code(job.refused.said, language=None, wrap_lines=True)
    elif job.query.plan:
        st.code("\n".join(str(row[-1]) for row in job.answer.rows), language=None)
    else:
        _answered(view, source, job)


@st.fragment(run_every=0.5)
def _running(view: View, job: sql_job.Job) -> None:
    if job.ended.is_set():
        st.rerun()
    said = view.say("sql.running", seconds=f"{job.query.seconds:.1f}", most=round(WALL))
    st.progress(min(job.query.seconds / WALL, 1.0), text=said)
    st.button(view.say("sql.cancel"), on_click=job.query.cancel, key="sql_cancel", icon=":material/stop:")


def _answered(view: View, source: Source, job: sql_job.Job) -> None:
    answer = job.answer
    said = view.say("sql.answered", n=whole_number(len(answer.rows)), seconds=f"{answer.seconds:.2f}")
    st.caption(plain(view.say("pages.joint_wide").join([said, *_told(view, source, job)])))
    if job.text != st.session_state.get(sql_asked.TEXT, ""):
        st.caption(view.say("sql.of_another"))
    if not answer.rows:
        st.info(view.say("sql.no_rows"))
        return
    frame = answer.frame()
    _draw(view, answer, frame)
    heights = {"height": grids.height_of(len(frame), 14), "row_height": grids.ROW_HEIGHT}
    st.dataframe(frame, hide_index=True, placeholder=NOTHING, key="sql_answer", **heights)
    grids.on_paper(frame, "sql", view.lang)
    _downloads(view, source, job)
    _to_explorer(view, source, job)


def _to_explorer(view: View, source: Source, job: sql_job.Job) -> None:
    """The same question in the explorer, where it can ask it."""
    if not st.button(view.say("sql.to_explorer"), key="sql_to_explorer", type="tertiary", icon=":material/query_stats:"):
        return
    try:
        asked = asked_by(tree_of(source.version.mart, job.text, view.as_of, source.settings))
    except NotAnswered:
        asked = None
    if asked is None:
        st.caption(view.say("sql.no_question"))
    else:
        st.switch_page(EXPLORER, query_params=asked.texts())


def _draw(view: View, answer: Answer, frame: pd.DataFrame) -> None:
    """The answer drawn as chosen: its first number along its first other column, by the next where there is one."""
    numbers = [name for name in answer.columns if answer.numeric(name)]
    others = [name for name in answer.columns if not answer.numeric(name)]
    able = [c for c in DRAWN if c == "none" or (c == "scatter" and len(numbers) > 1) or (c in ("bar", "line") and numbers)]
    if len(able) < 2:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        drawn = st.segmented_control(
            view.say("explore.chart"),
            able,
            default="none",
            required=True,
            format_func=lambda c: view.say(f"explore.chart_{c}"),
            key=f"sql_chart_{len(able)}",
        )
        if drawn == "none":
            return
        along_of = numbers if drawn == "scatter" else [*others, *numbers]
        along = st.selectbox(view.say("sql.along"), along_of, key=f"sql_along_{drawn}", width=200)
        height_of = [name for name in numbers if name != along]
        if not height_of:
            st.caption(view.say("sql.one_number"))
            return
        height = st.selectbox(view.say("sql.height"), height_of, key=f"sql_height_{drawn}", width=200)
        by = st.selectbox(
            view.say("sql.by"),
            [name for name in others if name != along],
            index=None,
            key=f"sql_by_{drawn}",
            width=200,
            placeholder=NOTHING,
        )
    title = f"{height} · {along}"
    if drawn == "scatter":
        shown = pd.DataFrame({"x": frame[along], "y": frame[height]}).astype("float64")
        shown = shown.assign(group=_said(view, frame[by])) if by else shown
        _, made = explore.scatter(shown, lang=view.lang, title=title, axes=(along, height), grouped=bool(by))
    else:
        shown = pd.DataFrame({"along": _said(view, frame[along]), "value": frame[height].astype("float64")})
        shown = shown.assign(by=_said(view, frame[by])) if by else shown
        fields = ("along", "by") if by else ("along",)
        if drawn == "bar":
            ordered = kind(answer.types[answer.columns.index(along)]) != "text"
            _, made = explore.bars(shown, lang=view.lang, by=fields, form="number", title=title, ordered=ordered)
        else:
            _, made = explore.lines(shown, lang=view.lang, by=fields, form="number", title=title)
    st.plotly_chart(made, config=config(view.lang, "sql"), key="sql_chart_drawn", alt=title)


def _said(view: View, values: pd.Series) -> list[str]:
    return [view.say("breakdown.not_stated") if pd.isna(value) else str(value) for value in values]


def as_file(form: str, view: View, source: Source, job: sql_job.Job) -> bytes:
    """The rows of an answer as a file of a form of FORMS; the statement stands on the workbook's sheet of notes."""
    answer, title = job.answer, view.say("pages.page_sql")
    frame = answer.frame()
    if form == "parquet":
        sink = io.BytesIO()
        parquet.write_table(pa.Table.from_pandas(frame, preserve_index=False), sink)
        return sink.getvalue()
    rows = [[None if pd.isna(v) else v for v in row] for row in frame.astype(object).itertuples(index=False)]
    if form == "csv":
        if not source.mart.demonstration:
            return csv_bytes(answer.columns, rows)
        mark = view.say("pages.demonstration")  # a csv has no place for notes
        return csv_bytes([*answer.columns, view.say("pages.notes")], [[*row, mark] for row in rows])
    notes = [view.say("pages.demonstration_note")] if source.mart.demonstration else []
    notes += [title, *_told(view, source, job), job.text]
    said = view.say("pages.notes")
    return xlsx_bytes(title, answer.columns, rows, created=datetime.now(), notes=notes, notes_title=said)


def _told(view: View, source: Source, job: sql_job.Job) -> list[str]:
    """What an answer is of, and that there is more where there is."""
    answer, n = job.answer, whole_number(len(job.answer.rows))
    cut = [view.say(f"sql.cut_{answer.cut}", n=n)] if answer.cut else []
    return [view.day_words(), view.say("sql.version", n=source.version.number), *cut]


FORMS = {
    "xlsx": ("pages.download_xlsx", grids.EXCEL),
    "csv": ("pages.download_csv", "text/csv"),
    "parquet": ("explore.download_parquet", "application/vnd.apache.parquet"),
}


def _downloads(view: View, source: Source, job: sql_job.Job) -> None:
    """The rows as they stand above, taken away."""
    with st.container(horizontal=True, gap="small", key="downloads_sql"):
        for form, (words, mime) in FORMS.items():
            make = partial(as_file, form, view, source, job)
            st.download_button(
                view.say(words),
                data=taking(make, text=job.text, rows=len(job.answer.rows), form=form),
                file_name=grids.file_name(view.say("pages.page_sql"), view, source, form),
                mime=mime,
                key=f"sql_{form}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )
