"""Where a number, a code, an id, a flag or a day becomes words: the one place, for screens, shell and papers alike."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from functools import partial

import numpy as np
import pandas as pd

from inspection.indicators import Indicator, TableColumn, indicator, indicators
from inspection.reading.answers import Source, names
from inspection.reading.view import View
from inspection.statistics import Period, verdict
from inspection.text import catalogue, isolated, say
from inspection.text.numbers import written
from inspection.warehouse import Column, dictionary

NOTHING = "—"


def percent(value: float | None, digits: int = 1) -> str:
    """A fraction as per cent; a dash where there is none."""
    return NOTHING if value is None or pd.isna(value) else f"{written(value, digits, 100)}%"


def whole_shares(parts: Sequence[float]) -> list[str]:
    """The parts of one whole in whole per cent that add up to 100: what rounding down leaves goes to those who lost most,
    of equals to the larger, then the earlier one. A dash each where there is nothing.

    >>> whole_shares([1, 1, 1])
    ['34%', '33%', '33%']
    """
    exact = [Fraction(str(part)) for part in parts]
    total = sum(exact)
    if not total:
        return [NOTHING] * len(exact)
    scaled = [part * 100 / total for part in exact]
    whole = [int(part) for part in scaled]
    lost = sorted(range(len(exact)), key=lambda at: (whole[at] - scaled[at], -exact[at], at))
    for at in lost[: 100 - sum(whole)]:
        whole[at] += 1
    return [f"{n}%" for n in whole]


def points(value: float) -> str:
    """A difference of fractions in points, with its sign; the minus of typography."""
    return written(value, 1, 100, signed=True).replace("-", "−")


def whole_number(n: float) -> str:
    """A whole number, its thousands set apart."""
    return f"{int(n):,}"


def n_of_N(n: float, out_of: float) -> str:
    return f"{whole_number(n)}/{whole_number(out_of)}"


def between(ends: tuple[float, float] | None) -> str:
    """Two fractions as a range of per cent; a dash where there is none."""
    return NOTHING if ends is None or pd.isna(ends[0]) else f"{percent(ends[0])}–{percent(ends[1])}"


def places(low: object, high: object) -> str:
    """Two places of a ranking as a range, one where they are the same; a dash where there is none."""
    return NOTHING if pd.isna(low) else str(int(low)) if low == high else f"{int(low)}–{int(high)}"


def decimal(value: float, places: int = 2) -> str:
    """A number with so many decimals, none where it is whole."""
    return written(value, 0 if float(value).is_integer() else places)


def money(wan: float, lang: str) -> str:
    """A sum given in 10 000 yuan (万元): from 10 000 of them in 亿元; in English in thousands or millions of yuan."""
    if not wan:
        return "0 万元" if lang == "zh" else "CNY 0"
    if lang == "zh":
        return f"{written(wan / 10_000, 2)} 亿元" if abs(wan) >= 10_000 else f"{written(wan)} 万元"
    return f"CNY {written(wan / 100, 2)} million" if abs(wan) >= 100 else f"CNY {written(wan, 0, 10)} thousand"


def amount(definition: Indicator, value: float, lang: str) -> str:
    """A count with its unit where the language writes it so; money in 万元 or 亿元."""
    if definition.shape.decimal:
        return money(value, lang)
    return whole_number(value) + (f" {definition.unit('zh')}" if lang == "zh" else "")


def number(value: float | int | None, definition: Indicator) -> str:
    """The value of an indicator: a rate in per cent and money below a thousand with one decimal, a count whole; no money at
    all is 0, not 0.0, which is what a sum too small to show is."""
    if value is None or pd.isna(value):
        return NOTHING
    if definition.rate:
        return percent(value)
    if definition.shape.decimal:
        return written(value, 1 if 0 < abs(value) < 1000 else 0)
    return whole_number(value)


def day(value: object) -> str:
    """A day as 2025-09-30; a dash where there is none."""
    return NOTHING if value is None or pd.isna(value) else f"{pd.Timestamp(value):%Y-%m-%d}"


def minute(text: str) -> str:
    """A moment in time, as a manifest writes it, to the minute: 2025-09-30 14:05."""
    return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M}"


def listed(words: Iterable[str], lang: str) -> str:
    """Words one after the other, as the language lists them."""
    return say("pages.joint", lang).join(map(isolated, words))


def shortened(text: str, most: int) -> str:
    """The text where it has no more than `most` characters, else as many of it and a sign that there is more.

    >>> shortened("督办，定补完日期", 8), shortened("督办，定补完日期", 4)
    ('督办，定补完日期', '督办，…')
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def labels(codes: str, lang: str) -> dict[str, str]:
    """Code -> its words, for a code list of the dictionary, in its order. KeyError for a list that does not exist."""
    return {code.code: code.label(lang) for code in dictionary().codes[codes]}


def label(codes: str, code: object, lang: str) -> str:
    """The words of one code; the code itself where the list does not have it; a dash for none."""
    return NOTHING if code is None or pd.isna(code) else labels(codes, lang).get(str(code), str(code))


def flag(value: object, lang: str) -> str:
    """Yes or no; a dash where it is not known."""
    return NOTHING if value is None or pd.isna(value) else say("pages.yes" if value else "pages.no", lang)


NAMED = {"org": "org", "parent": "org", "round": "round", "term": "term"}
"""Dimensions whose values are ids, and what has the names: organisations, rounds or terms."""


TARGETS = {"organisations": "org", "rounds": "round", "terms": "term"}
"""Ledgers that have names -> what `names` calls them."""


def column_kind(column: Column) -> str:
    """What a ledger's column is to a reader: an id of something that has a name (org, round, term), else its type; an id
    of something that has none is text."""
    return TARGETS.get(column.refers_to[0], "text") if column.refers_to else column.type


def ledger_column(column: Column) -> TableColumn:
    """A column of a ledger as a column of a table."""
    return TableColumn(column.name, column.zh, column.en, column_kind(column), column.codes)


def organisation_column() -> TableColumn:
    """The column org_name: the organisation a row is about, under the ledger's own header."""
    column = dictionary().ledgers["organisations"].column("name")
    return TableColumn("org_name", column.zh, column.en, "text", None)


def groups(id: str, dimension: str, values: Iterable[object], lang: str, known: Mapping | None = None) -> list[str]:
    """The values of an indicator's dimension in words, `known` being the names of its ids; the empty group says so."""
    codes = indicator(id).codes_of(dimension)
    words = known or (labels(codes, lang) if codes else {})
    return [say("breakdown.not_stated", lang) if pd.isna(v) else str(words.get(v, v)) for v in values]


def changed(section: str, before: Period | None, now: Period, lang: str) -> str:
    """The end of a sentence that says what became of a rate (`<section>.change_<word>`), by the one word for a change;
    nothing where there is no comparison."""
    word = verdict(before, now)
    if word in ("none", "partial", "immature", "open"):
        return ""
    moved = abs(now.numerator / now.denominator - before.numerator / before.denominator)
    return say(f"{section}.change_{word}", lang, points=written(moved, times=100))


def column_in_words(view: View, source: Source, column: TableColumn, values: pd.Series) -> pd.Series:
    """A column of a table in the reader's words, row by row: labels of codes, names of ids, yes and no, days as days,
    numbers as numbers, our own words for what a query calls in English; what is missing stays missing."""
    if column.type == "code" and column.codes:
        return _each(values, labels(column.codes, view.lang))
    if column.type in ("org", "round", "term"):
        return _each(values, names(source, column.type))
    if column.type == "bool":
        return _each(values, {value: flag(value, view.lang) for value in (True, False)})
    if column.type == "date":
        return pd.to_datetime(values)
    if column.type in ("int", "decimal", "percent"):
        return values.astype("Float64" if column.type != "int" else "Int64")
    known = catalogue()["pages"]
    marked = {v: view.say(f"pages.value_{v}") for v in values.dropna().unique() if f"value_{v}" in known}
    if column.name == "ledger":
        marked = {name: ledger.label(view.lang) for name, ledger in dictionary().ledgers.items()}
    if column.name == "figure":
        marked = {one.id: one.title(view.lang) for one in indicators().values()}
    if marked:
        values = values.map(lambda v: marked.get(v, v), na_action="ignore")
    return values.astype(object)


def _each(values: pd.Series, words: Mapping) -> pd.Series:
    """The words of values, missing where there are none. `Series.map` makes a column of all the words first."""
    return pd.Series([words.get(value, np.nan) for value in values.tolist()], index=values.index, dtype=object)


def is_year(column: TableColumn) -> bool:
    """Whether a column holds years, whose thousands are not set apart."""
    return column.name == "year" or column.name.endswith("_year")


def all_whole(values: pd.Series) -> bool:
    """Whether no number has a fraction: 48 transformers are not 48.00 of them."""
    return bool((values.dropna() % 1 == 0).all())


def texts(column: TableColumn, values: pd.Series) -> list[str]:
    """A column in words (`column_in_words`) as text, as paper shows it; a dash for what is missing."""
    if column.type == "int":
        told = str if is_year(column) else whole_number
    elif column.type == "decimal":
        told = whole_number if all_whole(values) else partial(written, decimals=column.places)
    else:
        told = {"percent": percent, "date": day}.get(column.type, str)
    return [NOTHING if pd.isna(value) else told(value) for value in values]


def named_column(section: str, word: str, name: str, type: str = "text") -> TableColumn:
    """A column that no query declares, headed by a word of the catalogue (`<section>.<word>`)."""
    words = catalogue()[section][word]
    return TableColumn(name, words["zh"], words["en"], type, None)


def columns_of_rows(id: str) -> tuple[TableColumn, ...]:
    """The columns of the rows behind an indicator: its ledger's, then what each row adds to the figure."""
    definition = indicator(id)
    ledger = definition.shape.ledger
    found = [] if ledger.has("name") else [organisation_column()]
    found += [ledger_column(column) for column in ledger.columns if not column.secret or column.name == "clue_id"]
    counts = ("numerator", "denominator", "pending") if definition.rate else ("numerator",)
    counts += ("young",) if definition.window else ()
    adds = "decimal" if definition.shape.decimal else "int"
    own = catalogue()["behind"]
    heads = {name: ("behind", f"{name}_{id}") if f"{name}_{id}" in own else ("pages", f"part_{name}") for name in counts}
    found += [named_column(*heads[name], name, adds) for name in counts]
    # keys tell the office which row it is and the reader nothing: last
    return tuple(sorted(found, key=lambda c: c.name.endswith("_id") and c.type not in ("org", "round")))
