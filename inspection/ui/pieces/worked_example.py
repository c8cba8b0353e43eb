"""A worked example on the screen: the small tables given and what must come out, in the reader's words."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from inspection.indicators import Check, Indicator, Table, WorkedExample
from inspection.indicators.worked import Expectation, Grid
from inspection.reading.dimensions import dimension_label
from inspection.reading.words import flag, label, listed
from inspection.text import say
from inspection.ui.pieces.plain import plain
from inspection.warehouse import dictionary
from inspection.warehouse.compose import COMMON_DIMENSIONS

FIGURES = {"denominator": "denominator", "pending": "pending_short", "value": "value"}


def _cell(value: str | None, codes: str | None, lang: str, is_bool: bool = False) -> str:
    if value is None:
        return say("definitions.empty", lang)
    if codes:
        return plain(label(codes, value, lang))
    return plain(flag(value == "true", lang) if is_bool and value in ("true", "false") else value)


def _framed(grid: Grid, heading: Callable[[str], tuple[str, str | None, bool]], lang: str) -> pd.DataFrame:
    """A grid as a frame of words; `heading` gives a column's label, code list and whether it is yes/no."""
    heads = [heading(name) for name in grid.columns]
    labels = [label for label, _, _ in heads]
    # two columns of one label would be one column to the reader: the name in the files tells them apart
    pairs = zip(grid.columns, labels, strict=True)
    names = [f"{label}（{name}）" if labels.count(label) > 1 else label for name, label in pairs]
    cells = [
        [_cell(value, codes, lang, is_bool) for value, (_, codes, is_bool) in zip(row, heads, strict=True)]
        for row in grid.rows
    ]
    return pd.DataFrame(cells, columns=names, dtype=object)


def given_frame(ledger: str, grid: Grid, lang: str) -> pd.DataFrame:
    """A given table with the ledger's headers and the labels of its codes."""

    def heading(name: str) -> tuple[str, str | None, bool]:
        column = dictionary().ledgers[ledger].column(name)
        return column.label(lang), column.codes, column.type == "bool"

    return _framed(grid, heading, lang)


def expected_frame(definition: Indicator | Table, expectation: Expectation, lang: str) -> pd.DataFrame:
    """An expected table with the labels of its dimensions, figures or columns."""
    if isinstance(definition, Table):
        columns = {c.name: c for c in definition.columns}

        def heading(name: str) -> tuple[str, str | None, bool]:
            column = columns[name]
            return column.label(lang), column.codes, column.type == "bool"
    else:

        def heading(name: str) -> tuple[str, str | None, bool]:
            if name == "numerator":
                return say(f"definitions.{'numerator' if definition.rate else 'count'}", lang), None, False
            if name in FIGURES:
                return say(f"definitions.{FIGURES[name]}", lang), None, False
            return dimension_label(definition, name, lang), definition.codes_of(name), False

    return _framed(expectation.result, heading, lang)


def conditions(definition: Indicator | Table, expectation: Expectation, lang: str) -> str:
    """What the expected table was asked for: grouping, filters, period, as-of day, in words."""

    def said(name: str) -> str:
        if isinstance(definition, Indicator):
            return dimension_label(definition, name, lang)
        return say(f"definitions.dimension_{name}", lang) if name in COMMON_DIMENSIONS else name

    def codes(name: str) -> str | None:
        if isinstance(definition, Indicator):
            return definition.codes_of(name)
        return next((c.codes for c in definition.columns if c.name == name), None)

    parts = [say("definitions.then_as_of", lang, day=expectation.as_of)]
    if expectation.from_date:
        parts.append(say("definitions.then_from", lang, day=expectation.from_date))
    if expectation.to_date:
        parts.append(say("definitions.then_to", lang, day=expectation.to_date))
    if expectation.where:
        filters = (
            f"{said(name)} = {'/'.join(_cell(v, codes(name), lang) for v in values)}"
            for name, values in expectation.where.items()
        )
        parts.append(say("definitions.then_where", lang, filters=listed(filters, lang)))
    if expectation.by:
        parts.append(say("definitions.then_by", lang, dimensions=listed(map(said, expectation.by), lang)))
    return say("definitions.then", lang, conditions=say("pages.joint_wide", lang).join(parts))


def _small_table(heading: str, frame: pd.DataFrame, lang: str) -> None:
    with st.container(width="content"):
        st.markdown(heading)
        if frame.empty:
            st.caption(say("definitions.no_rows", lang))
        else:
            st.table(frame, hide_index=True, border="horizontal", width="content")


def show_example(definition: Indicator | Table, example: WorkedExample, lang: str) -> None:
    """The words of the example (ours, markdown), the tables given, and each table that must come out."""
    st.markdown(example.zh if lang == "zh" else example.en)
    with st.container(key="worked_example"):
        with st.container(horizontal=True, gap="medium"):
            for ledger, grid in example.given.items():
                heading = say("definitions.given", lang, ledger=dictionary().ledgers[ledger].label(lang))
                _small_table(heading, given_frame(ledger, grid, lang), lang)
        with st.container(horizontal=True, gap="medium"):
            for expectation in example.expected:
                heading = f"**{conditions(definition, expectation, lang)}**"
                _small_table(heading, expected_frame(definition, expectation, lang), lang)


def show_check_example(check: Check, example: WorkedExample, lang: str) -> None:
    """The example of a check: the tables given, and the rows that break the rule, in the columns it returns."""

    def returned(name: str) -> tuple[str, str | None, bool]:
        column = check.described(name)
        return column.label(lang), column.codes, column.type == "bool"

    def before(name: str) -> tuple[str, str | None, bool]:
        return say(f"checks.{'ledger' if name == 'ledger' else 'rows_before'}", lang), None, False

    st.markdown(example.zh if lang == "zh" else example.en)
    with st.container(key="worked_example"):
        with st.container(horizontal=True, gap="medium"):
            for name, grid in example.given.items():
                if name in dictionary().ledgers:
                    heading = say("definitions.given", lang, ledger=dictionary().ledgers[name].label(lang))
                    _small_table(heading, given_frame(name, grid, lang), lang)
                else:
                    _small_table(say("checks.version_before", lang), _framed(grid, before, lang), lang)
        with st.container(horizontal=True, gap="medium"):
            for then in example.expected:
                heading = f"**{say('checks.found_as_of', lang, day=then.as_of)}**"
                _small_table(heading, _framed(then.result, returned, lang), lang)
