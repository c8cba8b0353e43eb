"""A figure named in one line of words, and its answer: completion_rate org_class=village year=2025.

First the indicator (its id, or its title), then any of

    dimension=value|value   its own dimensions; a value is a code, an id, or what the screens call it
    part=numerator          another part than the value: denominator, pending, young, undated, low, high
    from=2024-01-01 to=2025-06-30 as_of=2025-06-30

What holds spaces, bars or equals signs stands in quotes, inner ones doubled; "" is the empty group. Without dates it is
all of the ledgers up to the version's own day. Forms, packs, figure codes and the checker of drafts name figures so.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

import pandas as pd

from inspection.indicators import Indicator, Words, indicator, indicators
from inspection.reading.answers import Source, evaluated, names, rows_held
from inspection.reading.dimensions import NUMBERS, codes_by_name, dimension_label, dimensions_of, is_number, texts_held
from inspection.reading.field_text import DAYS, Answered, Asked, FieldUnknown, near, scanned
from inspection.reading.view import View
from inspection.reading.words import NAMED, NOTHING, amount, percent, whole_number
from inspection.text import LANGUAGES, say
from inspection.warehouse import dictionary

PARTS = ("value", "numerator", "denominator", "pending", "young", "undated", "low", "high")

PATTERNS = {"quarter": re.compile("[0-9]{4}-Q[1-4]"), "month": re.compile("[0-9]{4}-(0[1-9]|1[0-2])")}


@dataclass(frozen=True)
class Catalogue:
    """Figures that are no single indicator, under a prefix of their own: `names` are their titles by name, `dimensions`
    what they can be narrowed by (term, year …), `answer` reads one."""

    names: Callable[[], Mapping[str, Words]]
    dimensions: tuple[str, ...]
    answer: Callable[[Asked, Source, str], Answered]


CATALOGUES: dict[str, Catalogue] = {}
"""Prefix (`summary` of `summary.rounds_held`) -> its catalogue. The module that holds one puts it here."""


@dataclass(frozen=True)
class Known:
    """A figure that can be asked for: its name, title and unit, its parts, and its dimensions with their words."""

    id: str
    title: str
    unit: str
    parts: tuple[str, ...]
    dimensions: tuple[tuple[str, str], ...]


def parse(text: str, source: Source | None = None) -> Asked:
    """The figure that a text names. With a source, names of organisations, rounds and terms become their ids and free texts
    are looked up; without one they stay as written until `answer` looks. Raises FieldUnknown."""
    name, at, pairs = scanned(text)
    prefix = name.partition(".")[0]
    if prefix in CATALOGUES:
        return _of_catalogue(text, name, at, pairs, CATALOGUES[prefix])
    definition = _indicator_named(text, name, at)
    by_word = _dimensions_by_word(definition.id)
    known = tuple(dict.fromkeys(by_word.values()))
    where: dict[str, tuple] = {}
    asked, seen = Asked(definition.id), set()
    for key, at, values in pairs:
        dimension = by_word.get(key, key)
        if dimension in seen:
            raise FieldUnknown("twice", text, at, key)
        seen.add(dimension)
        if dimension in DAYS:
            if (definition.shape.grain == "term" or definition.stock) and dimension != "as_of":
                raise FieldUnknown("no_period", text, at, key, title=definition.title)
            asked = _with_day(asked, text, dimension, values)
        elif dimension == "part":
            asked = replace(asked, part=_part(definition, text, values))
        elif dimension in known:
            where[dimension] = _values(definition, dimension, text, values, source)
        else:
            known_keys = {**by_word, **dict.fromkeys((*DAYS, "part"), "")}
            raise FieldUnknown("unknown_dimension", text, at, key, near(key, known_keys), title=definition.title)
    _forwards(asked, text)
    return replace(asked, where=tuple((d, where[d]) for d in known if d in where))


def answer(asked: Asked, source: Source, lang: str) -> Answered:
    """A field's answer on the source's data. Raises FieldUnknown for a name that the data does not have."""
    return answers([asked], source, lang)[0]


def answers(asked: Sequence[Asked], source: Source, lang: str) -> tuple[Answered, ...]:
    """Several fields answered, in their order: what differs by one value of a dimension is asked in one statement."""
    found: dict[int, Answered] = {}
    together: dict[tuple, list[tuple[int, Asked]]] = {}
    for at, one in enumerate(asked):
        if other := CATALOGUES.get(one.id.partition(".")[0]):
            found[at] = other.answer(one, source, lang)
            continue
        one = parse(str(one), source)  # names become ids
        single = tuple(name for name, values in one.where if len(values) == 1)
        several = tuple(pair for pair in one.where if len(pair[1]) > 1)
        together.setdefault((one.id, one.from_date, one.to_date, one.as_of, single, several), []).append((at, one))
    for (id, start, end, as_of, single, several), members in together.items():
        definition, day = indicators()[id], as_of or source.mart.as_of
        rows = _rows(source, id, [one for _, one in members], single, several, day, start, end)
        for at, one in members:
            found[at] = _answered(one, definition, rows[one.where], source, lang)
    return tuple(found[at] for at in range(len(asked)))


def asked_of(view: View, source: Source, id: str, *, where: tuple[tuple[str, tuple], ...] = (), part: str = "value") -> Asked:
    """The field of an indicator as a view has it, narrowed further by the pairs of `where`: what a screen shows, in a line.
    Raises FieldUnknown where no field can say so."""
    definition = indicator(id)
    pairs = tuple((dict(view.filters_of(definition)) | dict(where)).items())
    start, end = view.period_of(definition)
    day = None if view.as_of == source.mart.as_of else view.as_of
    return parse(str(Asked(id, pairs, part if part in parts_named(definition) else "value", start, end, day)), source)


def known_fields(source: Source, lang: str) -> tuple[Known, ...]:
    """All that can be asked for by indicator, with its parts and dimensions; then the names of the catalogues."""
    own = [
        Known(
            one.id,
            one.title(lang),
            one.unit(lang),
            parts_named(one),
            tuple((name, dimension_label(one, name, lang)) for name in dimensions_of(one)),
        )
        for one in indicators().values()
    ]
    other = [
        Known(name, title(lang), "", ("value",), tuple((d, d) for d in other.dimensions))
        for other in CATALOGUES.values()
        for name, title in other.names().items()
    ]
    return (*own, *other)


def parts_named(definition: Indicator) -> tuple[str, ...]:
    """The parts of an indicator that a field can ask for, the value first."""
    there = {
        "value": True,
        "numerator": definition.rate,
        "denominator": definition.rate,
        "pending": definition.pending != "none",
        "young": definition.window is not None,
        "undated": definition.undated is not None,
        "low": definition.rate and not definition.census,
        "high": definition.rate and not definition.census,
    }
    return tuple(name for name in PARTS if there[name])


def ledgers_of(definition: Indicator) -> tuple[str, ...]:
    """The ledgers without which an indicator has no data: the one it counts and those its statement reads beside."""
    read = re.findall(r"\bknown_(\w+)", definition.shape.statement)
    return tuple(dict.fromkeys(name for name in (definition.shape.rows, *read) if name in dictionary().ledgers))


@cache
def _dimensions_by_word(id: str) -> dict[str, str]:
    """Dimension, or its word in either language -> the dimension, in the definition's order."""
    definition = indicators()[id]
    known = dimensions_of(definition)
    return {d: d for d in known} | {dimension_label(definition, d, lang): d for d in known for lang in LANGUAGES}


@cache
def _titles() -> dict[str, str]:
    return {one.title(lang): one.id for one in indicators().values() for lang in LANGUAGES}


def _indicator_named(text: str, name: str, at: int) -> Indicator:
    known, titles = indicators(), _titles()
    if id := titles.get(name, name if name in known else None):
        return known[id]
    in_catalogues = {n: n for other in CATALOGUES.values() for n in other.names()}
    raise FieldUnknown("unknown_figure", text, at, name, near(name, {**titles, **{id: id for id in known}, **in_catalogues}))


def _with_day(asked: Asked, text: str, key: str, values: list[tuple[str, int]]) -> Asked:
    name = {"from": "from_date", "to": "to_date", "as_of": "as_of"}[key]
    (given, at), *more = values
    if more or getattr(asked, name):
        raise FieldUnknown("twice", text, more[0][1] if more else at, key)
    try:
        day = date.fromisoformat(unicodedata.normalize("NFKC", given))
    except ValueError:
        raise FieldUnknown("bad_day", text, at, given) from None
    return replace(asked, **{name: day})


def _forwards(asked: Asked, text: str) -> None:
    if asked.from_date and asked.to_date and asked.from_date > asked.to_date:
        raise FieldUnknown("backwards", text, max(text.rfind("to"), 0), f"{asked.from_date} – {asked.to_date}")


def _part(definition: Indicator, text: str, values: list[tuple[str, int]]) -> str:
    (given, at), *more = values
    parts = parts_named(definition)
    if given == "numerator" and not definition.rate and not more:
        return "value"
    if more or given not in parts:
        raise FieldUnknown("unknown_part", text, at, given, parts, title=definition.title)
    return given


def _values(
    definition: Indicator, dimension: str, text: str, given: list[tuple[str, int]], source: Source | None
) -> tuple:
    """The values of a dimension as the mart has them, sorted, None last. Raises FieldUnknown."""
    codes = definition.codes_of(dimension)
    found = set()
    for value, at in given:
        if not value:
            found.add(None)
        elif codes:
            found.add(_known(value, codes_by_name(codes), text, at, dimension))
        elif dimension in NAMED:
            found.add(_named(value, dimension, text, at, source))
        elif dimension == "year":
            plain = unicodedata.normalize("NFKC", value).removesuffix("年")
            if not is_number(plain):
                raise FieldUnknown("bad_year", text, at, value)
            found.add(int(plain))
        elif dimension in PATTERNS:
            if not PATTERNS[dimension].fullmatch(value):
                raise FieldUnknown(f"bad_{dimension}", text, at, value)
            found.add(value)
        elif source is None:
            found.add(value)
        else:
            there = texts_held(source, definition.id, dimension)
            found.add(_known(value, {name: name for name in there}, text, at, dimension) if there else value)
    return tuple(sorted(found - {None}, key=lambda v: (isinstance(v, str), v))) + ((None,) if None in found else ())


def _known(
    value: str, known: Mapping[str, object], text: str, at: int, dimension: str, offered: Mapping[str, str] | None = None
) -> object:
    """What a name stands for, written so or in other widths and cases where only one name is. Raises FieldUnknown."""
    if value in known:
        return known[value]
    alike = {str(meant): meant for name, meant in known.items() if _folded(name) == _folded(value)}
    if len(alike) == 1:
        return next(iter(alike.values()))
    raise FieldUnknown("unknown_value", text, at, value, near(value, offered or known), dimension=dimension)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _named(value: str, dimension: str, text: str, at: int, source: Source | None) -> object:
    """The id of an organisation, a round or a term that is given by id or name; as written where there is no source."""
    number = dimension == "term" and is_number(unicodedata.normalize("NFKC", value))
    if source is None:
        return int(value) if number else value
    there = names(source, NAMED[dimension])
    if not there:
        return int(value) if number else value  # an empty ledger: there is no data, and no name either
    ids = {name: id for id, name in there.items()} | {str(id): id for id in there}  # an id is never another one's name
    offered = dict.fromkeys([*there.values(), *(() if number else map(str, there))], "")
    return _known(value, ids, text, at, dimension, offered)


def _of_catalogue(text: str, name: str, at: int, pairs: list, other: Catalogue) -> Asked:
    known = other.names()
    if name not in known:
        raise FieldUnknown("unknown_figure", text, at, name, near(name, dict.fromkeys(known, "")))
    asked, where = Asked(name), {}
    for key, at, values in pairs:
        if key in DAYS:
            asked = _with_day(asked, text, key, values)
            continue
        if key not in other.dimensions or key in where:
            raise FieldUnknown("unknown_dimension", text, at, key, other.dimensions, title=known[name])
        if wrong := [(v, p) for v, p in values if key in NUMBERS and not is_number(v)]:
            raise FieldUnknown("bad_year", text, wrong[0][1], wrong[0][0])
        where[key] = tuple(sorted(int(v) if key in NUMBERS else v for v, _ in values))
    _forwards(asked, text)
    return replace(asked, where=tuple((d, where[d]) for d in other.dimensions if d in where))


def _rows(
    source: Source,
    id: str,
    asked: list[Asked],
    single: tuple[str, ...],
    several: tuple,
    as_of: date,
    start: date | None,
    end: date | None,
) -> dict[tuple, pd.Series | None]:
    """The row of each question's `where`; None where nothing is in its group."""
    one_by_one = {one.where for one in asked}
    if len(one_by_one) == 1 or not single:
        where = next(iter(one_by_one))
        return {where: evaluated(source, id, where=where, as_of=as_of, start=start, end=end).iloc[0]}
    wanted = {name: {dict(where)[name][0] for where in one_by_one} for name in single}
    union = tuple((name, tuple(sorted(found, key=str))) for name, found in wanted.items())
    frame = evaluated(source, id, by=single, where=(*union, *several), as_of=as_of, start=start, end=end)
    groups = {
        tuple(None if pd.isna(v) else str(v) for v in group): frame.iloc[at]
        for at, group in enumerate(frame[list(single)].itertuples(index=False, name=None))
    }
    key = lambda where: tuple(None if (v := dict(where)[name][0]) is None else str(v) for name in single)  # noqa: E731
    return {where: groups.get(key(where)) for where in one_by_one}


def _count(row: pd.Series | None, name: str) -> int:
    return 0 if row is None else int(row[name])


def _counted(definition: Indicator, row: pd.Series | None) -> int | Decimal:
    if not definition.shape.decimal or row is None:
        return _count(row, "numerator")
    exact = Decimal(repr(float(row["numerator"]))).quantize(Decimal("0.000001")).normalize()
    return exact if exact.as_tuple().exponent <= 0 else exact.quantize(Decimal(1))


def _answered(asked: Asked, definition: Indicator, row: pd.Series | None, source: Source, lang: str) -> Answered:
    held, words = rows_held(source), {"title": definition.title, "question": definition.question}
    unit = _unit(definition, asked.part)
    empty = next((name for name in ledgers_of(definition) if not held.get(name)), None)
    if empty:
        ledger = dictionary().ledgers[empty]
        said = Words(*(say("fields.no_data", one, ledger=ledger.label(one)) for one in LANGUAGES))
        return Answered(asked, lang, None, unit, said=said, rate=definition.rate, no_data=empty, **words)
    rate = definition.rate
    counts = {
        "numerator": _counted(definition, row),
        "denominator": _count(row, "denominator") if rate else None,
        "pending": _count(row, "pending") if definition.pending != "none" else None,
        "young": _count(row, "young") if definition.window else None,
        "undated": _count(row, "undated") if definition.undated else None,
    }
    if asked.part in ("value", "low", "high") and rate:
        number = None if row is None or pd.isna(row[asked.part]) else float(row[asked.part])
        said = Words(*(percent(number) for _ in LANGUAGES))
    else:
        number = counts["numerator" if asked.part == "value" else asked.part]
        said = Words(*(_amount(definition, asked.part, number, one) for one in LANGUAGES))
    return Answered(asked, lang, number, unit, said=said, rate=rate, **words, **counts)


def _unit(definition: Indicator, part: str) -> Words:
    """The unit of a part: a rate's counts have none of their own."""
    of_value = part == "value" or (part in ("low", "high") and definition.rate)
    return definition.unit if of_value or not definition.rate else Words("", "")


def _amount(definition: Indicator, part: str, number: int | Decimal | None, lang: str) -> str:
    if number is None:
        return NOTHING
    return amount(definition, float(number), lang) if part == "value" else whole_number(number)
