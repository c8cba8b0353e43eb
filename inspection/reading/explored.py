"""What an analyst asks of an indicator or a ledger: the question, its answer, and the answer in words and in order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from inspection.indicators import TableColumn, Unknown, evaluate, indicator, rows
from inspection.reading.answers import Source, names, settled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import (
    NAMED,
    TARGETS,
    between,
    column_kind,
    columns_of_rows,
    flag,
    groups,
    labels,
    listed,
    named_column,
)
from inspection.text import say
from inspection.warehouse import Column, Question, by_pinyin, dictionary
from inspection.warehouse.explore import (
    MEASURES,
    PARTS,
    NoSuchField,
    answer,
    fields,
    points,
    rows_of,
    spread,
    values_of,
)

CHARTS = ("bar", "line", "heatmap", "box", "scatter", "none")
TIMES = ("year", "quarter", "month", "term")


@dataclass(frozen=True)
class Asked:
    """`source` is ("indicator", id) or ("ledger", name); `by` up to two fields or dimensions; `measure` and `number` of
    a ledger; `keep`: field -> the values kept ("" is the empty one); `between`: field -> (first, last) as texts."""

    source: tuple[str, str] = ("indicator", "completion_rate")
    by: tuple[str, ...] = ("org_class",)
    measure: str = "count"
    number: str = ""
    chart: str = "bar"
    keep: tuple[tuple[str, tuple[str, ...]], ...] = ()
    between: tuple[tuple[str, str, str], ...] = ()
    across: str = ""

    def texts(self) -> dict[str, str]:
        """The address's parameters."""
        found = {
            "of": ":".join(self.source),
            "by": ",".join(self.by),
            "measure": f"{self.measure}:{self.number}" if self.source[0] == "ledger" else "",
            "chart": self.chart,
            "keep": ";".join(f"{name}={'|'.join(values)}" for name, values in self.keep if values),
            "from_to": ";".join(f"{name}={first}~{last}" for name, first, last in self.between if first or last),
            "across": self.across,
        }
        return {name: text for name, text in found.items() if text}


def parsed(texts: dict[str, str]) -> Asked:
    asked = Asked()
    kind, _, name = texts.get("of", ":".join(asked.source)).partition(":")
    known = _known(kind, name)
    if known is None:
        return asked
    able = set(groupable(name)) if kind == "ledger" else known
    by = tuple(dict.fromkeys(b for b in texts.get("by", "").split(",") if b in able))[:2]
    measure, _, number = texts.get("measure", "count:").partition(":")
    keep = [part.partition("=") for part in texts.get("keep", "").split(";") if "=" in part]
    spans = [part.partition("=") for part in texts.get("from_to", "").split(";") if "~" in part]
    return Asked(
        source=(kind, name),
        by=by,
        measure=measure if measure in MEASURES else "count",
        number=number if number in known and measure in MEASURES and measure != "count" else "",
        chart=texts.get("chart") if texts.get("chart") in CHARTS else "bar",
        keep=tuple({n: tuple(dict.fromkeys(v.split("|"))) for n, _, v in keep if n in able}.items()),
        between=tuple({n: (n, *ends) for n, _, v in spans if n in known and (ends := _ends(kind, name, n, v))}.values()),
        across=texts["across"] if texts.get("across") in known else "",
    )


def _ends(kind: str, ledger: str, name: str, text: str) -> tuple[str, str] | None:
    """The first and last day a text like 2024-01-01~ names; None where one of them is no day, or the field no date."""
    if kind != "ledger" or fields(ledger)[name].column.type != "date":
        return None
    first, _, last = text.partition("~")
    try:
        days = [date.fromisoformat(day) for day in (first, last) if day]
    except ValueError:
        return None
    return (first, last) if all(1900 <= day.year <= 2199 for day in days) else None


def _known(kind: str, name: str) -> set[str] | None:
    """The fields or dimensions of a source; None where there is no such source."""
    try:
        return set(indicator(name).dimensions) if kind == "indicator" else set(fields(name))
    except (Unknown, NoSuchField):
        return None


TIMES = ("year", "quarter", "month", "term")


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


def groupable(ledger: str) -> list[str]:
    """Fields to group by: codes, flags, texts, ids and the parts of dates; free text has no groups worth the name."""
    found = []
    for path, known in fields(ledger).items():
        if known.column.type == "date":
            found += [f"{path}@{part}" for part in PARTS]
        elif known.column.type != "decimal":
            found.append(path)
    return found


def able(chart: str, asked: Asked) -> bool:
    """Whether that drawing says anything of the question."""
    needs = {"bar": 1, "line": 1, "heatmap": 2, "box": 1, "scatter": 0, "none": 0}[chart]
    if chart in ("box", "scatter") and (asked.source[0] != "ledger" or not asked.number or asked.measure == "distinct"):
        return False
    if chart == "scatter" and sum(f.numeric for f in fields(asked.source[1]).values()) < 2:
        return False
    return len(asked.by) >= needs


def is_rate(asked: Asked) -> bool:
    """Whether the answer is a rate: fractions, with their counts."""
    return asked.source[0] == "indicator" and indicator(asked.source[1]).rate


def has_interval(asked: Asked) -> bool:
    """Whether the answer is a rate in which chance has a part; of a census it has none."""
    return is_rate(asked) and not indicator(asked.source[1]).census


def of_unlike(asked: Asked) -> bool:
    """Whether findings are counted by what inspects different organisations: teams, rounds, sectors."""
    counted = asked.source[0] == "indicator" and indicator(asked.source[1]).section == "findings" and not is_rate(asked)
    return counted and bool({"team", "round", "sector"} & set(asked.by))


def title(view: View, asked: Asked) -> str:
    """The question in words."""
    kind, name = asked.source
    if kind == "indicator":
        what = indicator(name).title(view.lang)
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
    """The groups of an answer, by the first field and within it by the second."""
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
    for name, texts in asked.keep:
        known = [v for v in values(view, source, Asked(source=asked.source), name) if ("" if v is None else str(v)) in texts]
        parts += [listed(words_of(view, source, asked, name, known), view.lang)] if known else []
    for name, first, last in asked.between:
        parts += [f"{field_words(asked.source[1], name, view.lang)} {first}–{last}"] if first or last else []
    apart = "term" in asked.by or any(name == "term" and texts for name, texts in asked.keep)
    if asked.source[0] == "indicator" and indicator(asked.source[1]).shape.grain == "term" and not apart:
        parts.insert(0, view.terms[-1].name)
    elif not apart:
        parts.insert(0, view.say("pages.all_terms"))
    return view.say("pages.joint_wide").join(parts)


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
        frame = evaluate(source.mart, asked.source[1], by=(field,), as_of=view.as_of, settings=source.settings)
        found = frame[field].astype(object).tolist()
    return in_order(source, asked, field, found)


@kept
def answered(view: View, source: Source, asked: Asked) -> pd.DataFrame:
    """The groups in their order, their fields as they are, `value`, `rows` (a rate: its denominator), and of an
    indicator its counts and interval."""
    if asked.source[0] == "ledger":
        frame = answer(source.mart, question(asked))
    else:
        where, settings = where_of(asked), source.settings
        frame = evaluate(source.mart, asked.source[1], by=asked.by, where=where, as_of=view.as_of, settings=settings)
        frame = settled(frame)
        frame = frame.assign(rows=frame["denominator"] if is_rate(asked) else frame["numerator"])
    return groups_in_order(source, asked, frame) if asked.by and not frame.empty else frame


@kept
def said(view: View, source: Source, asked: Asked) -> pd.DataFrame:
    """The answer with its fields in words and, of a rate that chance has a part in, its interval."""
    frame = answered(view, source, asked)
    frame = frame.assign(**{b: words_of(view, source, asked, b, frame[b]) for b in asked.by})
    if has_interval(asked):
        ends = zip(frame["low"], frame["high"], strict=True)
        frame = frame.assign(interval=[between(pair) for pair in ends])
    return frame


@kept
def across(view: View, source: Source, asked: Asked) -> tuple[str, ...]:
    """The second field's values in words and in their order, which the rows, ordered by the first, need not show."""
    if len(asked.by) < 2:
        return ()
    found = in_order(source, asked, asked.by[1], answered(view, source, asked)[asked.by[1]].astype(object))
    return tuple(dict.fromkeys(words_of(view, source, asked, asked.by[1], found)))


@kept
def crossed(view: View, source: Source, asked: Asked) -> pd.DataFrame:
    """The first field down, the second across: the first field, then cross_0, cross_1, … in the order of `across`."""
    first, second = asked.by
    frame = said(view, source, asked).drop_duplicates([first, second])
    frame = frame.pivot(index=first, columns=second, values="value")
    frame = frame.reindex(index=said(view, source, asked)[first].unique(), columns=list(across(view, source, asked)))
    frame.columns = [f"cross_{at}" for at in range(len(frame.columns))]
    return frame.reset_index()


def columns(view: View, source: Source, asked: Asked, *, cross: bool) -> tuple[TableColumn, ...]:
    """The columns of `said`, or of `crossed`."""
    value = "percent" if is_rate(asked) else "decimal" if asked.measure not in ("count", "distinct") else "int"
    heads = {b: group_label(view, asked, b) for b in asked.by}
    found = [TableColumn(b, words, words, "text", None) for b, words in heads.items()]
    if cross:
        words = across(view, source, asked)
        return (found[0], *(TableColumn(f"cross_{at}", w, w, value, None) for at, w in enumerate(words)))
    found.append(named_column("explore", "value", "value", value))
    if has_interval(asked):
        found.append(named_column("pages", "column_interval", "interval"))
    if is_rate(asked):
        parts = ("numerator", "denominator", "pending", *(("young",) if indicator(asked.source[1]).window else ()))
        found += [named_column("pages", f"part_{n}", n, "int") for n in parts]
    elif asked.source[0] == "ledger" and asked.measure != "count":
        found.append(named_column("explore", "rows", "rows", "int"))
    return tuple(found)


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
def rows_behind(view: View, source: Source, asked: Asked, limit: int) -> pd.DataFrame:
    """At most `limit` of the rows that the question counts."""
    if asked.source[0] == "ledger":
        return rows_of(source.mart, question(asked), limit=limit)
    return rows(
        source.mart, asked.source[1], where=where_of(asked), as_of=view.as_of, settings=source.settings, limit=limit
    )


def row_columns(asked: Asked) -> tuple[TableColumn, ...]:
    """The columns of `rows_behind`."""
    if asked.source[0] == "indicator":
        return columns_of_rows(asked.source[1])
    own = [field for path, field in fields(asked.source[1]).items() if "." not in path]
    return tuple(TableColumn(f.path, f.column.zh, f.column.en, column_kind(f.column), f.column.codes) for f in own)
