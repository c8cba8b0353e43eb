"""The explorer: pick an indicator or a ledger, group, filter, draw, open the rows, take them away."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet
import streamlit as st

from inspection.charts import explore
from inspection.charts.template import config
from inspection.indicators import indicator, indicators
from inspection.reading import explored, statements
from inspection.reading.answers import Source
from inspection.reading.carried import of_source
from inspection.reading.explored import CHARTS, Asked
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.reading.words import whole_number
from inspection.text import say
from inspection.ui.pieces import grids
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import noted_once, taking
from inspection.ui.screens import explore_asked, sql_asked
from inspection.warehouse import dictionary
from inspection.warehouse.explore import MEASURES, fields

TAKEN = 200_000  # rows of a download
SHOWN = 1_000
ACROSS = 30  # columns of a cross table


def _key(name: str) -> str:
    return f"explore_{name}_{st.session_state.get(explore_asked.SET, 0)}"


def controls(view: View, source: Source, chosen_elsewhere: View) -> Asked:
    """The question, put together by choosing; kept in the address. It begins within what is looked at elsewhere."""
    lang, asked = view.lang, explore_asked.read(chosen_elsewhere)
    sources = [("indicator", id) for id in indicators()] + [("ledger", name) for name in dictionary().ledgers]
    chosen = st.selectbox(
        view.say("explore.source"),
        sources,
        index=sources.index(asked.source),
        format_func=lambda s: _source_words(s, lang),
        key=_key("source"),
    )
    if chosen != asked.source:
        asked = of_source(chosen, chosen_elsewhere)
        st.session_state[explore_asked.SET] = st.session_state.get(explore_asked.SET, 0) + 1
        explore_asked.keep(asked)
        st.rerun()
    of_ledger, name = chosen[0] == "ledger", chosen[1]
    options = explored.groupable(name) if of_ledger else list(indicator(name).dimensions)
    words = (lambda n: explored.field_words(name, n, lang)) if of_ledger else (lambda n: view.say(f"breakdown.by_{n}"))
    by = st.multiselect(
        view.say("explore.by"),
        options,
        default=[b for b in asked.by if b in options],
        format_func=words,
        max_selections=2,
        key=_key("by"),
    )
    asked = replace(asked, by=tuple(by))
    if of_ledger:
        asked = _measure(view, asked)
    asked = _filters(view, source, asked, options, words)
    able = [c for c in CHARTS if explored.able(c, asked)]
    chart = st.segmented_control(
        view.say("explore.chart"),
        able,
        default=asked.chart if asked.chart in able else able[0],
        required=True,
        format_func=lambda c: view.say(f"explore.chart_{c}"),
        key=_key(f"chart_{'_'.join(able)}"),
    )
    asked = replace(asked, chart=chart)
    if chart == "scatter":
        numbers = [p for p, f in fields(name).items() if f.numeric and p != asked.number]
        across = st.selectbox(
            view.say("explore.across"),
            numbers,
            index=numbers.index(asked.across) if asked.across in numbers else 0,
            format_func=lambda n: explored.field_words(name, n, lang),
            key=_key("across"),
        )
        asked = replace(asked, across=across)
    explore_asked.keep(asked)
    return asked


def _source_words(source: tuple[str, str], lang: str) -> str:
    if source[0] == "indicator":
        return say("explore.indicator", lang, title=indicator(source[1]).title(lang))
    return say("explore.ledger", lang, title=dictionary().ledgers[source[1]].label(lang))


def _measure(view: View, asked: Asked) -> Asked:
    known, lang = fields(asked.source[1]), view.lang
    measure = st.selectbox(
        view.say("explore.measure"),
        MEASURES,
        index=MEASURES.index(asked.measure),
        format_func=lambda m: view.say(f"explore.measure_{m}"),
        key=_key("measure"),
    )
    if measure == "count":
        return replace(asked, measure=measure, number="")
    able = [p for p, f in known.items() if measure == "distinct" or f.numeric]
    number = st.selectbox(
        view.say("explore.number"),
        able,
        index=able.index(asked.number) if asked.number in able else 0,
        format_func=lambda n: explored.field_words(asked.source[1], n, lang),
        key=_key("number"),
    )
    return replace(asked, measure=measure, number=number or "")


def _filters(view: View, source: Source, asked: Asked, options: list[str], words) -> Asked:
    """Which values are kept: a field is chosen first, then its values; dates and numbers take a from and a to."""
    of_ledger, name, unfiltered = asked.source[0] == "ledger", asked.source[1], Asked(source=asked.source)
    dates = [p for p, f in fields(name).items() if f.column.type == "date"] if of_ledger else []
    before = [n for n, _ in asked.keep] + [n for n, *_ in asked.between]
    chosen = st.multiselect(
        view.say("explore.filters"),
        [*dates, *options],
        default=[n for n in before if n in (*dates, *options)],
        format_func=lambda n: explored.field_words(name, n, view.lang) if n in dates else words(n),
        key=_key("filters"),
    )
    kept, spans = dict(asked.keep), {n: (a, b) for n, a, b in asked.between}
    keep, between = [], []
    for field in chosen:
        if field in dates:
            first, last = (date.fromisoformat(t) if t else None for t in spans.get(field, ("", "")))
            columns = st.columns(2)
            label = explored.field_words(name, field, view.lang)
            first = columns[0].date_input(view.say("explore.from", name=label), first, key=_key(f"from_{field}"))
            last = columns[1].date_input(view.say("explore.to", name=label), last, key=_key(f"to_{field}"))
            between.append((field, first.isoformat() if first else "", last.isoformat() if last else ""))
            continue
        values = explored.values(view, source, unfiltered, field)
        said = dict(zip(values, explored.words_of(view, source, asked, field, values), strict=True))
        texts = {("" if v is None else str(v)): said[v] for v in values}
        picked = st.multiselect(
            words(field),
            list(texts),
            default=[t for t in kept.get(field, ()) if t in texts],
            format_func=texts.get,
            key=_key(f"keep_{field}"),
        )
        keep.append((field, tuple(picked)))
    return replace(asked, keep=tuple(keep), between=tuple(between))


def results(view: View, source: Source, asked: Asked) -> None:
    """The drawing, the table of groups with its downloads, and the rows behind."""
    heading = explored.title(view, asked)
    st.header(plain(heading), anchor=False)
    st.caption(plain(explored.scope_words(view, source, asked)))
    if asked.source[0] == "ledger":
        st.caption(view.say("explore.ledger_note"))
    if explored.of_unlike(asked):
        st.caption(view.say("explore.unlike_note"))
    if explored.answered(view, source, asked).empty:
        st.info(view.say("explore.nothing"))
        return
    _draw(view, source, asked, heading)
    _groups(view, source, asked, heading)
    _behind(view, source, asked, heading)
    _copied(view, source, asked)


def _copied(view: View, source: Source, asked: Asked) -> None:
    """The question as a statement, to be copied or changed."""
    opened = st.expander(view.say("sql.as_sql"), key="explore_sql", on_change="rerun")
    if opened.open:
        text = statements.as_sql(view, source, asked)
        opened.code(text, language="sql")
        opened.link_button(view.say("sql.to_sql"), sql_asked.link(view, text), icon=":material/terminal:")


def _draw(view: View, source: Source, asked: Asked, heading: str) -> None:
    said, across = explored.said(view, source, asked), explored.across(view, source, asked)
    form = "percent" if explored.is_rate(asked) else "number"
    common = {"lang": view.lang, "title": heading}
    if asked.chart == "bar":
        ordered = explored.keeps_order(source, asked)
        _, made = explore.bars(said, by=asked.by, form=form, ordered=ordered, **common)
    elif asked.chart == "line":
        _, made = explore.lines(said, by=asked.by, form=form, **common)
    elif asked.chart == "heatmap":
        _, made = explore.heatmap(said, by=asked.by, form=form, across=across, **common)
    elif asked.chart == "box":
        _, made = explore.boxes(explored.spreads(view, source, asked), by=asked.by, **common)
    elif asked.chart == "scatter" and asked.across:
        axes = tuple(explored.field_words(asked.source[1], n, view.lang) for n in (asked.across, asked.number))
        points = explored.scattered(view, source, asked)
        _, made = explore.scatter(points, axes=axes, grouped=bool(asked.by), **common)
    else:
        return
    st.plotly_chart(made, config=config(view.lang, "explore"), key="explore_chart", alt=heading)


def _groups(view: View, source: Source, asked: Asked, heading: str) -> None:
    """The groups as a table: two fields and one number as a cross table where they fit, else a list."""
    cross = False
    if len(asked.by) == 2 and len(explored.across(view, source, asked)) <= ACROSS:
        shape = st.segmented_control(
            view.say("explore.shape"),
            ("cross", "list"),
            default="cross",
            required=True,
            format_func=lambda s: view.say(f"explore.shape_{s}"),
            key="explore_shape",
            label_visibility="collapsed",
        )
        cross = shape == "cross"
    answer = ask(explored.crossed if cross else explored.said, view, source, asked)
    columns = explored.columns(view, source, asked, cross=cross)
    grids.grid(view, source, f"explore_{hash((asked, view.lang, cross))}", columns, answer, rows=12)
    grids.downloads(view, source, "explore_groups", heading, columns, answer)


def _behind(view: View, source: Source, asked: Asked, heading: str) -> None:
    """The rows, read when opened: a first thousand on the screen, up to 200,000 in a download."""
    opened = st.expander(view.say("pages.rows_behind"), key="explore_behind", on_change="rerun")
    if not opened.open:
        return
    with opened:
        columns, first = explored.row_columns(asked), ask(explored.rows_behind, view, source, asked, SHOWN)
        count = len(first())
        noted_once("rows_seen", table=heading, of=view.words(), rows=count)
        st.caption(view.say("explore.rows_shown" if count == SHOWN else "pages.rows_count", n=whole_number(count)))
        grids.grid(view, source, f"explore_rows_{hash(asked)}", columns, first, rows=12)
        if st.button(view.say("explore.prepare"), key="explore_prepare"):
            whole = ask(explored.rows_behind, view, source, asked, TAKEN)
            grids.downloads(view, source, "explore_rows", heading, columns, whole)
            st.download_button(
                view.say("explore.download_parquet"),
                data=taking(lambda: _parquet(whole()), table=heading, of=view.words(), form="parquet"),
                file_name=grids.file_name(heading, view, source, "parquet"),
                mime="application/vnd.apache.parquet",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )


def _parquet(frame: pd.DataFrame) -> bytes:
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_pandas(frame, preserve_index=False), sink)
    return sink.getvalue().to_pybytes()
