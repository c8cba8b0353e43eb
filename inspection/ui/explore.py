"""The explorer: pick an indicator or a ledger, group, filter, draw, open the rows, take them away."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet
import streamlit as st

from inspection.charts import explore as charts
from inspection.charts.template import config
from inspection.indicators import TableColumn, evaluate, indicator, indicators, rows
from inspection.text import say
from inspection.ui import explore_asked, tables
from inspection.ui.data import Source
from inspection.ui.explore_asked import CHARTS, Asked
from inspection.ui.explore_values import groups_in_order, in_order, keeps_order, words_of
from inspection.ui.keeping import Shelf
from inspection.ui.view import View
from inspection.warehouse import Question, dictionary
from inspection.warehouse.explore import MEASURES, PARTS, answer, fields, points, rows_of, spread, values_of

_ANSWERS = Shelf(300)
TAKEN = 200_000  # rows of a download
SHOWN = 1_000
ACROSS = 30  # columns of a cross table


def _key(name: str) -> str:
    return f"explore_{name}_{st.session_state.get(explore_asked.SET, 0)}"


def _field_words(ledger: str, name: str, lang: str) -> str:
    path, _, part = name.partition("@")
    label = fields(ledger)[path].label(lang)
    return f"{label} ({say(f'explore.part_{part}', lang)})" if part else label


def _groupable(ledger: str) -> list[str]:
    """Fields to group by: codes, flags, texts, ids and the parts of dates; free text has no groups worth the name."""
    found = []
    for path, known in fields(ledger).items():
        if known.column.type == "date":
            found += [f"{path}@{part}" for part in PARTS]
        elif known.column.type != "decimal":
            found.append(path)
    return found


def controls(view: View, source: Source) -> Asked:
    """The question, put together by choosing; kept in the address."""
    lang, asked = view.lang, explore_asked.read()
    sources = [("indicator", id) for id in indicators()] + [("ledger", name) for name in dictionary().ledgers]
    chosen = st.selectbox(
        view.say("explore.source"),
        sources,
        index=sources.index(asked.source),
        format_func=lambda s: _source_words(s, lang),
        key=_key("source"),
    )
    if chosen != asked.source:
        asked = explore_asked.of_source(chosen)
        st.session_state[explore_asked.SET] = st.session_state.get(explore_asked.SET, 0) + 1
        explore_asked.keep(asked)
        st.rerun()
    of_ledger, name = chosen[0] == "ledger", chosen[1]
    options = _groupable(name) if of_ledger else list(indicator(name).dimensions)
    words = (lambda n: _field_words(name, n, lang)) if of_ledger else (lambda n: view.say(f"breakdown.by_{n}"))
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
    able = [c for c in CHARTS if _able(c, asked)]
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
            format_func=lambda n: _field_words(name, n, lang),
            key=_key("across"),
        )
        asked = replace(asked, across=across)
    explore_asked.keep(asked)
    return asked


def _source_words(source: tuple[str, str], lang: str) -> str:
    if source[0] == "indicator":
        return say("explore.indicator", lang, title=indicator(source[1]).title(lang))
    return say("explore.ledger", lang, title=dictionary().ledgers[source[1]].label(lang))


def _able(chart: str, asked: Asked) -> bool:
    """Whether that drawing says anything of the question."""
    needs = {"bar": 1, "line": 1, "heatmap": 2, "box": 1, "scatter": 0, "none": 0}[chart]
    if chart in ("box", "scatter") and (asked.source[0] != "ledger" or not asked.number or asked.measure == "distinct"):
        return False
    if chart == "scatter" and sum(f.numeric for f in fields(asked.source[1]).values()) < 2:
        return False
    return len(asked.by) >= needs


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
        format_func=lambda n: _field_words(asked.source[1], n, lang),
        key=_key("number"),
    )
    return replace(asked, measure=measure, number=number or "")


def _filters(view: View, source: Source, asked: Asked, options: list[str], words) -> Asked:
    """Which values are kept: a field is chosen first, then its values; dates and numbers take a from and a to."""
    of_ledger, name = asked.source[0] == "ledger", asked.source[1]
    dates = [p for p, f in fields(name).items() if f.column.type == "date"] if of_ledger else []
    before = [n for n, _ in asked.keep] + [n for n, *_ in asked.between]
    chosen = st.multiselect(
        view.say("explore.filters"),
        [*dates, *options],
        default=[n for n in before if n in (*dates, *options)],
        format_func=lambda n: _field_words(name, n, view.lang) if n in dates else words(n),
        key=_key("filters"),
    )
    kept, spans = dict(asked.keep), {n: (a, b) for n, a, b in asked.between}
    keep, between = [], []
    for field in chosen:
        if field in dates:
            first, last = (date.fromisoformat(t) if t else None for t in spans.get(field, ("", "")))
            columns = st.columns(2)
            label = _field_words(name, field, view.lang)
            first = columns[0].date_input(view.say("explore.from", name=label), first, key=_key(f"from_{field}"))
            last = columns[1].date_input(view.say("explore.to", name=label), last, key=_key(f"to_{field}"))
            between.append((field, first.isoformat() if first else "", last.isoformat() if last else ""))
            continue
        values = _ANSWERS.get((source, "values", asked.source, field), lambda f=field: _values(source, view, asked, f))
        said = dict(zip(values, words_of(view, source, asked, field, pd.Series(values, dtype=object)), strict=True))
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


def _values(source: Source, view: View, asked: Asked, field: str) -> list[object]:
    """The values a filter offers: of several hundred the most frequent."""
    if asked.source[0] == "ledger":
        found = values_of(source.mart, asked.source[1], field)
    else:
        frame = evaluate(source.mart, asked.source[1], by=(field,), as_of=view.as_of, settings=source.settings)
        found = frame[field].astype(object).tolist()
    return in_order(source, asked, field, found)


def _question(asked: Asked) -> Question:
    where = {n: [None if v == "" else v for v in values] for n, values in asked.keep if values}
    spans = {n: (a or None, b or None) for n, a, b in asked.between if a or b}
    return Question(asked.source[1], asked.by, asked.measure, asked.number, where, spans)


def _where(asked: Asked) -> dict[str, tuple]:
    return {n: tuple(None if v == "" else v for v in values) for n, values in asked.keep if values}


def _answered(view: View, source: Source, asked: Asked) -> pd.DataFrame:
    """The groups, their fields as they are, `value`, `rows` (a rate: its denominator), and a rate's counts."""
    if asked.source[0] == "ledger":
        return answer(source.mart, _question(asked))
    where = _where(asked)
    frame = evaluate(
        source.mart, asked.source[1], by=asked.by, where=where, as_of=view.as_of, settings=source.settings
    )
    rate = indicator(asked.source[1]).rate
    return frame.assign(rows=frame["denominator"] if rate else frame["numerator"])


def title(view: View, asked: Asked) -> str:
    """The question in words."""
    kind, name = asked.source
    if kind == "indicator":
        what = indicator(name).title(view.lang)
        by = [view.say(f"breakdown.by_{b}") for b in asked.by]
    else:
        what = dictionary().ledgers[name].label(view.lang)
        if asked.measure != "count":
            number = _field_words(name, asked.number, view.lang)
            what = f"{what} · {view.say(f'explore.measure_{asked.measure}')} {number}"
        by = [_field_words(name, b, view.lang) for b in asked.by]
    return view.say("pages.joint_wide").join([what, *by])


def results(view: View, source: Source, asked: Asked) -> None:
    """The drawing, the table of groups with its downloads, and the rows behind."""
    heading = title(view, asked)
    st.header(heading, anchor=False)
    if asked.source[0] == "ledger":
        st.caption(view.say("explore.ledger_note"))
    frame = _ANSWERS.get((source, view.as_of, "answer", asked), lambda: _answered(view, source, asked))
    if frame.empty:
        st.info(view.say("explore.nothing"))
        return
    frame = groups_in_order(source, asked, frame) if asked.by else frame
    said = frame.assign(**{b: words_of(view, source, asked, b, frame[b]) for b in asked.by})
    across = _across(view, source, asked, frame)
    _draw(view, source, asked, said, heading, across)
    _groups(view, source, asked, said, heading, across)
    _behind(view, source, asked, heading)


def _across(view: View, source: Source, asked: Asked, frame: pd.DataFrame) -> list[str]:
    """The second field's values in words and in their order, which the rows, ordered by the first, need not show."""
    if len(asked.by) < 2:
        return []
    values = pd.Series(in_order(source, asked, asked.by[1], frame[asked.by[1]].astype(object)), dtype=object)
    return list(dict.fromkeys(words_of(view, source, asked, asked.by[1], values)))


def _draw(
    view: View, source: Source, asked: Asked, said: pd.DataFrame, heading: str, across: list[str]
) -> None:
    form = "percent" if asked.source[0] == "indicator" and indicator(asked.source[1]).rate else "number"
    common = {"lang": view.lang, "title": heading}
    if asked.chart == "bar":
        _, made = charts.bars(said, by=asked.by, form=form, ordered=keeps_order(source, asked), **common)
    elif asked.chart == "line":
        _, made = charts.lines(said, by=asked.by, form=form, **common)
    elif asked.chart == "heatmap":
        _, made = charts.heatmap(said, by=asked.by, form=form, across=across, **common)
    elif asked.chart == "box":
        found = groups_in_order(source, replace(asked, by=asked.by[:1]), spread(source.mart, _question(asked)))
        found = found.assign(**{asked.by[0]: words_of(view, source, asked, asked.by[0], found[asked.by[0]])})
        _, made = charts.boxes(found, by=asked.by, **common)
    elif asked.chart == "scatter" and asked.across:
        found = points(source.mart, _question(asked), asked.across)
        if asked.by:
            found = found.assign(group=words_of(view, source, asked, asked.by[0], found["group"]))
        axes = tuple(_field_words(asked.source[1], n, view.lang) for n in (asked.across, asked.number))
        _, made = charts.scatter(found, axes=axes, grouped=bool(asked.by), **common)
    else:
        return
    st.plotly_chart(made, config=config(view.lang, "explore"), key="explore_chart", alt=heading)


def _groups(
    view: View, source: Source, asked: Asked, said: pd.DataFrame, heading: str, across: list[str]
) -> None:
    """The groups as a table: two fields and one number as a cross table where they fit, else a list."""
    lang = view.lang
    words = [_name_of(view, asked, b) for b in asked.by]
    columns = [TableColumn(b, w, w, "text", None) for b, w in zip(asked.by, words, strict=True)]
    rate = asked.source[0] == "indicator" and indicator(asked.source[1]).rate
    value = "percent" if rate else "decimal" if asked.measure not in ("count", "distinct") else "int"
    columns.append(TableColumn("value", *_both("explore.value"), value, None))
    if rate:
        columns.append(TableColumn("interval", *_both("pages.column_interval"), "text", None))
        columns += [TableColumn(n, *_both(f"pages.part_{n}"), "int", None) for n in ("numerator", "denominator", "pending")]
        said = said.assign(interval=[_interval(a, b) for a, b in zip(said["low"], said["high"], strict=True)])
    elif asked.source[0] == "ledger" and asked.measure != "count":
        columns.append(TableColumn("rows", *_both("explore.rows"), "int", None))
    key = f"explore_{hash((asked, lang))}"
    if len(asked.by) == 2 and said[asked.by[1]].nunique() <= ACROSS:
        shape = st.segmented_control(
            view.say("explore.shape"),
            ("cross", "list"),
            default="cross",
            required=True,
            format_func=lambda s: view.say(f"explore.shape_{s}"),
            key="explore_shape",
            label_visibility="collapsed",
        )
        if shape == "cross":
            columns, said, key = *_crossed(asked, columns, said, value, across), f"{key}_cross"
    tables.grid(view, source, key, tuple(columns), said, rows=12)
    tables.downloads(view, source, "explore_groups", heading, tuple(columns), said)


def _interval(low: object, high: object) -> str:
    return "—" if pd.isna(low) else f"{low:.1%}–{high:.1%}"


def _crossed(
    asked: Asked, columns: list[TableColumn], said: pd.DataFrame, value: str, across: list[str]
) -> tuple[list[TableColumn], pd.DataFrame]:
    """The first field down, the second across."""
    first, second = asked.by
    frame = said.drop_duplicates([first, second]).pivot(index=first, columns=second, values="value")
    frame = frame.reindex(index=said[first].unique(), columns=across)
    heads = [TableColumn(f"cross_{at}", str(name), str(name), value, None) for at, name in enumerate(frame.columns)]
    frame.columns = [head.name for head in heads]
    return [columns[0], *heads], frame.reset_index()


def _both(key: str) -> tuple[str, str]:
    return say(key, "zh"), say(key, "en")


def _name_of(view: View, asked: Asked, name: str) -> str:
    if asked.source[0] == "indicator":
        return view.say(f"breakdown.by_{name}")
    return _field_words(asked.source[1], name, view.lang)


def _behind(view: View, source: Source, asked: Asked, heading: str) -> None:
    """The rows, read when opened: a first thousand on the screen, up to 200,000 in a download."""
    opened = st.expander(view.say("pages.rows_behind"), key="explore_behind", on_change="rerun")
    if not opened.open:
        return
    with opened:
        if asked.source[0] == "indicator":
            columns = tables.columns_of_rows(asked.source[1])
            read = lambda limit: rows(  # noqa: E731
                source.mart,
                asked.source[1],
                where=_where(asked),
                as_of=view.as_of,
                settings=source.settings,
                limit=limit,
            )
        else:
            own = [f for p, f in fields(asked.source[1]).items() if "." not in p]
            kinds = {"organisations": "org", "rounds": "round", "terms": "term"}
            columns = tuple(
                TableColumn(
                    f.path,
                    f.column.zh,
                    f.column.en,
                    kinds.get(f.column.refers_to[0], "text") if f.column.refers_to else f.column.type,
                    f.column.codes,
                )
                for f in own
            )
            read = lambda limit: rows_of(source.mart, _question(asked), limit=limit)  # noqa: E731
        frame = _ANSWERS.get((source, view.as_of, "rows", asked), lambda: read(SHOWN))
        st.caption(view.say("explore.rows_shown" if len(frame) == SHOWN else "pages.rows_count", n=f"{len(frame):,}"))
        tables.grid(view, source, f"explore_rows_{hash(asked)}", columns, frame, rows=12)
        if st.button(view.say("explore.prepare"), key="explore_prepare"):
            whole = read(TAKEN)
            tables.downloads(view, source, "explore_rows", heading, columns, whole)
            st.download_button(
                view.say("explore.download_parquet"),
                data=lambda: _parquet(whole),
                file_name=tables.file_name(heading, view, source, "parquet"),
                mime="application/vnd.apache.parquet",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )


def _parquet(frame: pd.DataFrame) -> bytes:
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_pandas(frame, preserve_index=False), sink)
    return sink.getvalue().to_pybytes()
