"""What an analyst asks of an indicator or a ledger: the question, its answer, and the answer in words and in order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from inspection.indicators import TableColumn, indicator, rows
from inspection.reading.answers import Source, evaluated, names
from inspection.reading.asked import TIMES, Asked, beside, counts_findings, is_rate
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import (
    NAMED,
    TARGETS,
    column_kind,
    columns_of_rows,
    flag,
    groups,
    labels,
    listed,
)
from inspection.text import say
from inspection.warehouse import Column, Question, by_pinyin, dictionary
from inspection.warehouse.explore import answer, fields, points, rows_of, spread, values_of


def field_words(ledger: str, name: str, lang: str) -> str:
    """A field of a ledger, or a part of a date of it (`path@year`), as its header says."""
    path, _, part = name.partition("@")
    words = fields(ledger)[path].label(lang)
    return f"{words} ({say(f'explore.part_{part}', lang)})" if part else words


def group_label(view: View, asked: Asked, name: str) -> str:
    """What is grouped by, in words."""
    if asked.source[0] == "indicator":
        return view.say(f"breakdown.by_{name}")
    return field_words(asked.source[1], name, view.lang)


def has_interval(asked: Asked) -> bool:
    """Whether the answer is a rate in which chance has a part; of a census it has none."""
    return is_rate(asked) and not indicator(asked.source[1]).census


def of_unlike(asked: Asked) -> bool:
    """Whether findings are counted by units that were inspected unlike: organisations, teams, rounds, sectors."""
    return counts_findings(asked) and not is_rate(asked)


def title(view: View, asked: Asked) -> str:
    """The question in words."""
    kind, name = asked.source
    if kind == "indicator":
        what = listed((indicator(id).title(view.lang) for id in (name, *beside(asked))), view.lang)
    else:
        what = dictionary().ledgers[name].label(view.lang)
        if asked.measure != "count":
            number = field_words(name, asked.number, view.lang)
            what = f"{what} · {view.say(f'explore.measure_{asked.measure}')} {number}"
    return view.say("pages.joint_wide").join([what, *(group_label(view, asked, b) for b in asked.by)])


def _field(asked: Asked, name: str) -> tuple[Column, str]:
    """The column behind a field of a ledger, and what its values are ids of (org, round, term; "" for nothing)."""
    column = fields(asked.source[1])[name.partition("@")[0]].column
    target = column.refers_to[0] if column.refers_to else column.ledger if column.key else ""
    return column, TARGETS.get(target, "")


def _in_given_order(source: Source, asked: Asked, name: str) -> list[object] | None:
    """The values of a field in the order that is given: a code list's, the office's; None: there is none."""
    if asked.source[0] == "indicator":
        codes, ids = indicator(asked.source[1]).codes_of(name), NAMED.get(name, "")
    else:
        column, ids = _field(asked, name)
        codes = "" if "@" in name else column.codes
    if codes:
        return list(labels(codes, "zh"))
    return list(names(source, ids)) if ids else None


def words_of(view: View, source: Source, asked: Asked, name: str, values: Iterable[object]) -> list[str]:
    """Values of a field or dimension in words; the empty one says so."""
    if asked.source[0] == "indicator":
        known = names(source, NAMED[name]) if name in NAMED else None
        return groups(asked.source[1], name, values, view.lang, known)
    column, ids = _field(asked, name)
    words: Mapping = {}
    if "@" not in name and column.codes:
        words = labels(column.codes, view.lang)
    elif "@" not in name and column.type == "bool":
        words = {value: flag(value, view.lang) for value in (True, False)}
    elif "@" not in name and ids:
        words = names(source, ids)
    return [view.say("breakdown.not_stated") if pd.isna(v) else str(words.get(v, v)) for v in values]


def in_order(source: Source, asked: Asked, name: str, values: Sequence[object]) -> list[object]:
    """The distinct values of a field in their order: given, else numbers and dates ascending, else names by pinyin; a
    value that the given order does not know behind the others, the empty one last."""
    there = list(dict.fromkeys(v for v in values if not pd.isna(v)))
    known = _in_given_order(source, asked, name)
    if known is not None:
        place = {value: at for at, value in enumerate(known)}
        ordered = sorted(there, key=lambda v: (place.get(v, len(place)), str(v)))
    elif all(isinstance(v, str) for v in there) and name not in TIMES and "@" not in name:
        ordered = by_pinyin(there)
    else:
        ordered = sorted(there)
    return ordered + ([None] if len(there) < len(set(map(_empty_as_one, values))) else [])


def _empty_as_one(value: object) -> object:
    return None if pd.isna(value) else value


def groups_in_order(source: Source, asked: Asked, frame: pd.DataFrame) -> pd.DataFrame:
    """The groups of an answer, by the first field, within it by the second, within that by the third."""
    places = {b: {v: at for at, v in enumerate(in_order(source, asked, b, frame[b].astype(object)))} for b in asked.by}
    keys = pd.DataFrame(
        {b: [places[b][_empty_as_one(v)] for v in frame[b].astype(object)] for b in asked.by}, index=frame.index
    )
    return frame.loc[keys.sort_values(list(asked.by), kind="stable").index].reset_index(drop=True)


def keeps_order(source: Source, asked: Asked) -> bool:
    """Whether bars of the first field stand in its order; else the longest comes first."""
    first = asked.by[0]
    codes = indicator(asked.source[1]).codes_of(first) if asked.source[0] == "indicator" else None
    if asked.source[0] == "ledger" and "@" not in first:
        codes = fields(asked.source[1])[first].column.codes
    return bool(codes) or "@" in first or first in TIMES


@kept
def scope_words(view: View, source: Source, asked: Asked) -> str:
    """What the answer is of, in a line: the values kept of each field, the span of each date; that it is of all terms
    where none is kept and they are not set apart."""
    parts = []
    kept_of = [pair for pair in asked.keep if pair[0] != (asked.against or ("",))[0]]
    for name, texts in kept_of:
        known = [v for v in values(view, source, Asked(source=asked.source), name) if text_of(v) in texts]
        parts += [listed(words_of(view, source, asked, name, known), view.lang)] if known else []
    for name, first, last in asked.between:
        parts += [f"{field_words(asked.source[1], name, view.lang)} {first}–{last}"] if first or last else []
    apart = "term" in asked.by or asked.against[:1] == ("term",) or any(name == "term" and texts for name, texts in kept_of)
    if asked.source[0] == "indicator" and indicator(asked.source[1]).shape.grain == "term" and not apart:
        parts.insert(0, view.terms[-1].name)
    elif not apart:
        parts.insert(0, view.say("pages.all_terms"))
    return view.say("pages.joint_wide").join(parts)


def text_of(value: object) -> str:
    """A value of a field as a question keeps it."""
    return "" if value is None else str(value).lower() if isinstance(value, bool | np.bool_) else str(value)


def question(asked: Asked) -> Question:
    where = {n: [None if v == "" else v for v in values] for n, values in asked.keep if values}
    spans = {n: (a or None, b or None) for n, a, b in asked.between if a or b}
    return Question(asked.source[1], asked.by, asked.measure, asked.number, where, spans)


def where_of(asked: Asked) -> dict[str, tuple]:
    return {n: tuple(None if v == "" else v for v in values) for n, values in asked.keep if values}


@kept
def values(view: View, source: Source, asked: Asked, field: str) -> list[object]:
    """The values a filter offers, of everything as of the view's day, in their order: of several hundred the most
    frequent."""
    if asked.source[0] == "ledger":
        found = values_of(source.mart, asked.source[1], field)
    else:
        frame = evaluated(source, asked.source[1], by=(field,), as_of=view.as_of)
        found = frame[field].astype(object).tolist()
    return in_order(source, asked, field, found)


@kept
def answered(view: View, source: Source, asked: Asked) -> pd.DataFrame:
    """The groups in their order, their fields as they are, `value`, `rows` (a rate: its denominator), and of an
    indicator its counts and interval."""
    if asked.source[0] == "ledger":
        frame = answer(source.mart, question(asked))
    else:
        where = tuple(where_of(asked).items())
        frame = evaluated(source, asked.source[1], by=asked.by, where=where, as_of=view.as_of)
        frame = frame.assign(rows=frame["denominator"] if is_rate(asked) else frame["numerator"])
    return groups_in_order(source, asked, frame) if asked.by and not frame.empty else frame


@kept
def spreads(view: View, source: Source, asked: Asked) -> pd.DataFrame:
    """How a ledger's number is spread within the groups of the first field, the field in words."""
    one = replace(asked, by=asked.by[:1])
    found = groups_in_order(source, one, spread(source.mart, question(asked)))
    return found.assign(**{one.by[0]: words_of(view, source, asked, one.by[0], found[one.by[0]])})


@kept
def scattered(view: View, source: Source, asked: Asked) -> pd.DataFrame:
    """Two numbers of each row of a ledger; `group` in words where there is a first field."""
    found = points(source.mart, question(asked), asked.across)
    return found.assign(group=words_of(view, source, asked, asked.by[0], found["group"])) if asked.by else found


@kept
def rows_behind(view: View, source: Source, asked: Asked, limit: int, part: str | None = None) -> pd.DataFrame:
    """At most `limit` of the rows that the question counts; of an indicator those of a part alone, where one is named."""
    if asked.source[0] == "ledger":
        return rows_of(source.mart, question(asked), limit=limit)
    where, settings = where_of(asked), source.settings
    return rows(source.mart, asked.source[1], part=part, where=where, as_of=view.as_of, settings=settings, limit=limit)


def row_columns(asked: Asked) -> tuple[TableColumn, ...]:
    """The columns of `rows_behind`."""
    if asked.source[0] == "indicator":
        return columns_of_rows(asked.source[1])
    own = [field for path, field in fields(asked.source[1]).items() if "." not in path]
    return tuple(TableColumn(f.path, f.column.zh, f.column.en, column_kind(f.column), f.column.codes) for f in own)
