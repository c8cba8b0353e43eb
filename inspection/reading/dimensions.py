"""What a figure can be cut by: the names of its dimensions and the values that there are in them."""

from collections.abc import Callable
from functools import partial

from inspection.indicators import Indicator, evaluate
from inspection.reading.answers import Source, names
from inspection.reading.keeping import kept
from inspection.reading.words import NAMED, labels
from inspection.text import catalogue, say
from inspection.warehouse import Column, dictionary
from inspection.warehouse.compose import COMMON_DIMENSIONS

NUMBERS = ("year", "term")
"""Dimensions whose values are whole numbers."""

There = Callable[[str], frozenset[str]]
"""Dimension -> the texts that records have in it."""


@kept
def texts_held(source: Source, id: str, dimension: str) -> frozenset[str]:
    """The texts that what an indicator counts has in a dimension, on the data's own day."""
    found = evaluate(source.mart, id, by=(dimension,), settings=source.settings)[dimension].dropna()
    return frozenset(map(str, found))


def in_indicator(source: Source, id: str) -> There:
    """The texts of an indicator by dimension: see `texts_held`."""
    return partial(texts_held, source, id)


def is_number(text: str) -> bool:
    """Whether a text is a year or the number of a term."""
    return text.isascii() and text.isdigit() and len(text) < 10


def codes_by_name(codes: str) -> dict[str, str]:
    """Code, one of its words in either language, or what an office also says (fields.toml, also_…) -> the code. KeyError
    for a list that does not exist."""
    found = {name: c.code for c in dictionary().codes[codes] for name in (c.zh, c.en, c.code)}
    for entry, words in catalogue()["fields"].items():
        code = entry.removeprefix(f"also_{codes}_")
        if code in found:
            found |= {name: code for said in words.values() for name in said.split("|")}
    return found


def column_of(ledger: str, name: str, codes: str | None) -> Column | None:
    """The ledger column a dimension is taken from: by name in that ledger, by its code list, then in any ledger."""
    ledgers = dictionary().ledgers
    for columns in (ledgers[ledger].columns, [c for other in ledgers.values() for c in other.columns]):
        for matches in (lambda c: c.name == name, lambda c: codes and c.codes == codes):
            if found := next((c for c in columns if matches(c)), None):
                return found
    return None


def dimension_label(definition: Indicator, name: str, lang: str) -> str:
    """What a dimension is called: a common one by its own word, an own one by the ledger column it is taken from."""
    if name in COMMON_DIMENSIONS:
        return say(f"definitions.dimension_{name}", lang)
    column = column_of(definition.shape.rows, name, definition.codes_of(name))
    return column.label(lang) if column else name


def dimensions_of(definition: Indicator) -> tuple[str, ...]:
    """The dimensions that some of an indicator's rows have a value in; what stands on the as-of day is of no term."""
    stock = ("term",) if definition.stock else ()
    return tuple(name for name in definition.dimensions if name not in (*definition.lacks, *stock))


def values_of(source: Source, definition: Indicator, dimension: str, lang: str) -> dict[object, str]:
    """What can be chosen in a dimension: value -> its words, in the order of the code list or the office; years, months
    and free texts as they stand in the records, sorted. Terms and years are numbers."""
    if codes := definition.codes_of(dimension):
        return dict(labels(codes, lang))
    if dimension in NAMED:
        return names(source, NAMED[dimension])
    there = sorted(texts_held(source, definition.id, dimension))
    return {int(text): text for text in there} if dimension in NUMBERS else {text: text for text in there}
