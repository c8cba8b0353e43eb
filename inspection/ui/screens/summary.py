"""The work summary on the screen: the report with its figures in place, and each of them with the rows it stands on."""

from datetime import datetime

import pandas as pd
import streamlit as st

from inspection.access import Refused as NotNoted
from inspection.formats.word import Filled, TemplateFault
from inspection.indicators import indicator, table_definition
from inspection.papers import summary
from inspection.papers.given import keep, papers_home
from inspection.reading.answers import ROWS_SHOWN, Source
from inspection.reading.keeping import ask
from inspection.reading.summary import Answer, answers, columns_behind, county_wide, rows_behind
from inspection.reading.view import View
from inspection.reading.words import listed, whole_number
from inspection.snapshots import Refused
from inspection.ui.pieces import address
from inspection.ui.pieces.grids import EXCEL, ROW_HEIGHT, downloads, file_name, grid, height_of, on_paper
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import may, noted_once, step, taking, visitor

ALL, FIGURE = "all", "figure"  # in the address
KEPT = "summary_kept"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LIST_ROWS = 18
FIRST = "rounds_held"


def asked(view: View) -> View:
    """The view of the summary: its period for the whole county, of all terms where the switch says so; said in a line."""
    view = county_wide(view)
    every = address.of_page(ALL, {"1": True}) == "1"

    def switched() -> None:
        address.put(ALL, "1" if st.session_state["summary_all"] else None)

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if not view.period_chosen:
            st.session_state["summary_all"] = every
            st.toggle(view.say("summary.all_terms"), key="summary_all", on_change=switched)
            view = view.all_terms() if every else view
        period = view.words().removeprefix(f"{view.day_words()} · ")  # the day stands beside the title
        st.caption(plain(f"{period} · {view.say('summary.whole_county')}"), width="content")
    return view


def text(view: View, source: Source) -> None:
    """The report as the template in force makes it, and the document to take away."""
    try:
        template = summary.template(view.lang)
        filled = summary.filled(view, source, template.data)
    except TemplateFault as fault:
        st.error(plain(fault.words(view.lang)))
        return
    if may("analysis"):
        _documents(view, source, filled)
    st.caption(view.say("summary.own_template" if template.own else "summary.shipped_template"))
    with st.container(border=True, width=860):
        for paragraph in filled.body:
            is_heading = not paragraph.endswith(("。", ".", "）", ")"))
            st.markdown(f"**{plain(paragraph)}**" if is_heading else plain(paragraph))
    left_out = summary.missing_words(view, source, filled.used)
    if left_out:
        with st.expander(view.say("summary.left_out_n", n=len(left_out))):
            for words in left_out:
                st.caption(plain(words))


def _documents(view: View, source: Source, filled: Filled) -> None:
    """The document kept as given, or as a draft that nobody handed out."""
    title, name = summary.title(view, source), file_name(summary.title(view, source), view, source, "docx")
    with st.container(horizontal=True, gap="small"):
        give = st.button(view.say("summary.give"), type="primary", key="summary_give")
        st.download_button(
            view.say("summary.draft"),
            data=taking(lambda: filled.data, table=title, of=view.words(), form="docx"),
            file_name=name,
            mime=WORD,
            key="summary_draft",
            on_click="ignore",
            icon=":material/download:",
        )
    if give:
        who = visitor().name or view.say("packs.nobody")
        figures = summary.stated(view, source, filled.used)
        try:
            with step("given", paper=title, of=view.words()) as told:
                files = {name: filled.data}
                home = papers_home(source)
                paper = keep(home, "summary", title, files, figures, source, view, by=who, at=datetime.now())
                told["id"] = paper.id
        except (Refused, NotNoted) as refused:
            st.error(plain(refused.words(view.lang)))
            return
        st.session_state[KEPT] = (paper.id, view, name, filled.data)
    if st.session_state.get(KEPT, (None, None))[1] == view:
        id, _, name, data = st.session_state[KEPT]
        st.success(plain(view.say("packs.kept", id=id)))
        st.download_button(
            name,
            data=taking(lambda: data, table=title, paper=id, form="docx"),
            file_name=name,
            mime=WORD,
            key=f"summary_take_{id}",
            on_click="ignore",
            icon=":material/download:",
        )


def figures(view: View, source: Source) -> None:
    """Every figure by the parts of the report; the one chosen with its definition and its rows."""
    told = answers(view, source)
    names = [answer.name for answer in told]
    chosen = address.of_page(FIGURE, dict.fromkeys(names)) or FIRST
    left, right = st.columns([11, 10], gap="medium")
    with left:
        _list(view, told, names)
        if may("analysis"):
            _lists_to_take(view, source)
    with right:
        _one(view, source, told[names.index(chosen)])


def _list(view: View, told: tuple[Answer, ...], names: list[str]) -> None:
    key = f"summary_list_{view.lang}"

    def chosen() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        address.put(FIGURE, names[rows[0]] if rows else None)

    heads = [view.say(f"summary.column_{name}") for name in ("no", "section", "phrase", "value", "rows")]
    rows = [
        (
            str(answer.no or ""),
            view.say(f"summary.section_{answer.section.replace('.', '_')}"),
            answer.phrase,
            in_words(view, answer),
            "" if answer.rows is None else whole_number(answer.rows),
        )
        for answer in told
    ]
    frame = pd.DataFrame(rows, columns=heads, dtype=object)
    st.caption(view.say("summary.choose"))
    st.dataframe(
        frame,
        hide_index=True,
        height=height_of(len(frame), LIST_ROWS),
        row_height=ROW_HEIGHT,
        key=key,
        on_select=chosen,
        selection_mode="single-row",
        column_config={
            heads[0]: st.column_config.TextColumn(heads[0], width=46, alignment="right"),
            heads[1]: st.column_config.TextColumn(heads[1], width=96),
            heads[3]: st.column_config.TextColumn(heads[3], width=132, alignment="right"),
            heads[4]: st.column_config.TextColumn(heads[4], width=66, alignment="right"),
        },
    )
    on_paper(frame, "summary_list", view.lang)


def in_words(view: View, answer: Answer) -> str:
    """A figure with its unit and what it stands on, or why there is none."""
    if answer.value is None:
        return answer.missing
    space = "" if view.lang == "zh" and answer.form in ("year", "month") else " "
    return " ".join(filter(None, (f"{answer.shown}{space}{answer.unit}".strip(), answer.of and f"({answer.of})")))


def _one(view: View, source: Source, answer: Answer) -> None:
    """A figure with its definition and the rows behind it."""
    number = f"{answer.no} · " if answer.no else ""
    st.header(plain(f"{number}{answer.phrase}"), anchor=False)
    st.markdown(f"**{plain(in_words(view, answer))}**")
    beside = [view.say("summary.field", name=answer.name)]
    if answer.ledgers:
        beside.append(view.say("summary.rests_on", ledgers=listed(answer.ledgers, view.lang)))
    beside.append(view.say("summary.seen_by", who=view.say(f"summary.privacy_{answer.privacy}")))
    between = "" if view.lang == "zh" else " "
    for words in (answer.definition, answer.caveats, beside):
        if words:
            st.caption(plain(between.join(words)))
    behind = answer.behind
    if behind is None:
        return
    rows = ask(rows_behind, view, source, behind)
    found = rows()
    of = table_definition(behind.table) if behind.table else indicator(behind.indicator)
    noted_once("rows_seen", table=of.id, of=view.words(), mark=answer.name, rows=len(found))
    limited = "pages.rows_limited" if len(found) == ROWS_SHOWN else "pages.rows_count"
    st.caption(view.say(limited, n=whole_number(len(found))))
    columns, key = columns_behind(behind), f"summary_{answer.name}"
    grid(view, source, key, columns, rows, of=of, rows=9)
    downloads(view, source, key, answer.phrase, columns, rows)


def _lists_to_take(view: View, source: Source) -> None:
    """The list of all fields with their values, as files."""
    title = view.say("summary.fields_title")
    told = {"table": title, "of": view.words()}
    makers = {
        "xlsx": (lambda: summary.fields_xlsx(view, source, datetime.now()), EXCEL),
        "csv": (lambda: summary.fields_csv(view, source), "text/csv"),
    }
    with st.container(horizontal=True, gap="small"):
        for form, (make, mime) in makers.items():
            st.download_button(
                view.say("summary.all_fields", form=form),
                data=taking(make, **told, form=form),
                file_name=file_name(title, view, source, form),
                mime=mime,
                key=f"summary_fields_{form}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )


TABS = {"summary_text": text, "summary_figures": figures}
