"""Data quality on the screen: which rules are broken, by how many rows, since when, and which rows.

The address says which rule is open: ?check=<id>. Counts of a version never change and are kept; the marts of older
versions are opened one after the other, read-only, and closed again.
"""

import pandas as pd
import streamlit as st

from inspection.charts import quality
from inspection.charts.template import config
from inspection.indicators import Check, checks, example_of, indicator
from inspection.reading.answers import Source
from inspection.reading.keeping import ask
from inspection.reading.quality import (
    Counted,
    broken_rows,
    over_versions,
    row_columns,
    rules_frame,
    standing_finding,
    standing_frame,
)
from inspection.reading.view import View
from inspection.reading.words import NOTHING, whole_number
from inspection.text import say
from inspection.ui.pieces import address
from inspection.ui.pieces.grids import ROW_HEIGHT, downloads, grid, height_of
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import noted_once
from inspection.ui.pieces.worked_example import show_check_example

DEFINITIONS = "pages/reference/definitions.py"
CHECK = "check"


def _header(name: str, lang: str) -> str:
    label = say(f"checks.{name}", lang)
    return label[:1].upper() + label[1:]


def _columns(frame: pd.DataFrame, lang: str) -> dict:
    words = [say(f"checks.{level}", lang) for level in ("refuses", "warns")]
    made = {name: _header(name, lang) for name in frame.columns if name != "id"}
    config = {
        "id": None,
        "level": st.column_config.MultiselectColumn(made["level"], options=words, color=["red", "blue"], width=92),
        "rule": st.column_config.TextColumn(made["rule"], width=310),
        "ledger": st.column_config.TextColumn(made["ledger"], width=110),
        "rows": st.column_config.NumberColumn(made["rows"], format="%d", width=80),
        "meaning": st.column_config.TextColumn(made["meaning"], width=460),
    }
    if "why" in made:
        config["why"] = st.column_config.TextColumn(made["why"], width=460)
    if "share" in made:
        config["share"] = st.column_config.NumberColumn(made["share"], format="%.1f%%", width=90)
    if "since" in made:
        config["since"] = st.column_config.NumberColumn(made["since"], format="%d", width=90)
        config["trend"] = st.column_config.BarChartColumn(made["trend"], y_min=0, color="gray", width=110)
    return config


def _list(frame: pd.DataFrame, name: str, rows: int, lang: str) -> None:
    """A list of checks; choosing a row writes its check into the address."""
    key = f"quality_{name}_{lang}"

    def chosen() -> None:
        selected = st.session_state[key].selection.rows
        if selected:
            st.query_params[CHECK] = str(frame["id"].iloc[selected[0]])
        else:
            st.query_params.pop(CHECK, None)

    st.dataframe(
        frame,
        column_config=_columns(frame, lang),
        hide_index=True,
        height=height_of(len(frame), rows),
        row_height=ROW_HEIGHT,
        placeholder=NOTHING,
        key=key,
        on_select=chosen,
        selection_mode="single-row",
    )


def _finding(counted: Counted, lang: str) -> None:
    words = standing_finding(counted, lang)
    if any(counted.counts.values()):
        st.header(words, help=say("checks.level_words", lang), anchor=False)
    else:
        st.success(words)


def _show_standing(view: View, source: Source, past: list[Counted]) -> None:
    """What is broken now, in a sentence and a list."""
    lang = view.lang
    _finding(past[-1], lang)
    frame = standing_frame(past, source.version.manifest["rows"], lang)
    if len(past) == 1:  # of a single version there is no "since" and no line
        frame = frame.drop(columns=["since", "trend"])
    if not frame.empty:
        _list(frame, "standing", 12, lang)
        st.caption(say("checks.choose_row", lang))


def _show_versions(view: View, past: list[Counted], unreadable: list[int]) -> None:
    """The rows that break rules over the versions, where there are several."""
    lang = view.lang
    if len(past) > 1:
        title, figure = quality.over_versions(over_versions(past), lang=lang)
        st.header(title, anchor=False)
        st.plotly_chart(figure, config=config(lang, "quality"), key="chart_quality", alt=title)
    if unreadable:
        st.caption(say("checks.unreadable", lang, numbers=", ".join(map(str, unreadable))))


def _show_rules(view: View, past: list[Counted]) -> None:
    """All rules, broken or not."""
    frame = rules_frame(past[-1].counts, view.lang)
    _list(frame, "rules", 16, view.lang)
    st.caption(say("checks.full_only", view.lang, n=int(frame["rows"].isna().sum())))


def _show_rows(view: View, source: Source, check: Check, count: int) -> None:
    answer = ask(broken_rows, source, check.id, view.lang)
    noted_once("rows_seen", table=check.id, rows=count)
    columns, shown = row_columns(check, answer())
    limited = "pages.rows_limited" if count > len(answer()) else "pages.rows_count"
    st.caption(view.say(limited, n=whole_number(len(answer()))))
    grid(view, source, f"check_{check.id}", columns, answer, shown=shown, rows=12)
    downloads(view, source, f"check_{check.id}", check.title(view.lang), columns, answer)


def _close() -> None:
    st.query_params.pop(CHECK, None)


def _show_check(view: View, source: Source, past: list[Counted]) -> None:
    """The check the address names: what it means, which figures it touches, its rows, its example and its SQL."""
    asked = st.query_params.get(CHECK)
    if asked is None:
        return
    lang = view.lang
    if asked not in checks():
        st.warning(say("checks.not_there", lang, id=plain(asked[:60])))
        return
    check = checks()[asked]
    st.divider()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(check.title(lang), anchor=check.id, width="content")
        st.badge(say(f"checks.{check.level}", lang), color="red" if check.level == "refuses" else "blue")
        st.button(say("checks.close", lang), key="close_check", type="tertiary", on_click=_close)
    st.markdown(check.reader(lang))
    st.caption(f"{_header('why', lang)}：{check.why(lang)}" if lang == "zh" else f"Why: {check.why(lang)}")
    if check.affects:
        with st.container(horizontal=True, gap="small", key="affects"):
            st.caption(_header("affects", lang), width="content")
            for id in check.affects:
                opened = address.chosen() | {"indicator": id}
                st.page_link(DEFINITIONS, label=indicator(id).title(lang), icon="", query_params=opened)
    count = past[-1].counts.get(check.id)
    if count is None:
        st.info(say("checks.only_on_import", lang))
    elif count:
        _show_rows(view, source, check, count)
    else:
        st.success(say("checks.none", lang))
    with st.expander(say("checks.example", lang), key=f"example_{check.id}"):
        show_check_example(check, example_of("checks", check.id), lang)
        st.code(check.statement, language="sql", wrap_lines=True)


def standing(view: View, source: Source, past: list[Counted], unreadable: list[int]) -> None:
    """What is broken now, the check that is open, and the versions before."""
    _show_standing(view, source, past)
    _show_check(view, source, past)
    _show_versions(view, past, unreadable)


def rules(view: View, source: Source, past: list[Counted], unreadable: list[int]) -> None:
    """All rules, and the check that is open."""
    _show_rules(view, past)
    _show_check(view, source, past)


TABS = {"standing": standing, "all_checks": rules}
