"""The figures of the work summary as fields: summary.rounds_held year=2024, for forms, packs, codes and the checker."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from inspection.indicators import Words
from inspection.reading.answers import Source, rows_held, terms
from inspection.reading.field_text import FieldUnknown
from inspection.reading.fields import CATALOGUES, Answered, Asked, Catalogue
from inspection.reading.summary import Answer, by_name
from inspection.reading.summary_catalogue import Entry, entries
from inspection.reading.view import View
from inspection.text import LANGUAGES

PREFIX = "summary"


def names() -> dict[str, Words]:
    """summary.<name> -> what it is."""
    return {f"{PREFIX}.{entry.name}": entry.phrase for entry in entries()}


def view_asked(asked: Asked, source: Source, lang: str) -> View:
    """The view a field asks within: its term or its year, else its days, else all terms. Raises FieldUnknown for a term
    that has not begun, and for a term and a year at once."""
    as_of = asked.as_of or source.mart.as_of
    view, where = View(lang, as_of, terms(source, as_of)), dict(asked.where)
    years, numbers = where.get("year", ()), where.get("term", ())
    if len(years) > 1 or len(numbers) > 1 or (years and numbers):
        raise FieldUnknown("twice", str(asked), 0, "year")
    if numbers:
        if numbers[0] not in {term.number for term in view.terms}:
            known = tuple(str(term.number) for term in view.terms)
            raise FieldUnknown("unknown_value", str(asked), 0, str(numbers[0]), known, dimension="term")
        return replace(view, term=numbers[0])
    if years:
        return replace(view, from_date=date(years[0], 1, 1), to_date=date(years[0], 12, 31))
    return replace(view, from_date=asked.from_date, to_date=asked.to_date)


def answer(asked: Asked, source: Source, lang: str) -> Answered:
    """One figure of the summary as a field's answer. A year, a month and a name are their own words."""
    told = {one: by_name(view_asked(asked, source, one), source)[asked.id.partition(".")[2]] for one in LANGUAGES}
    one = told[lang]
    empty = next((name for name in _entry(one.name).ledgers if one.value is None and not rows_held(source).get(name)), None)
    number = one.value if not isinstance(one.value, str) else None
    if one.form == "money" and number is not None:
        number = Decimal(repr(number))
    return Answered(
        asked,
        lang,
        number,
        Words(told["zh"].unit, told["en"].unit),
        title=Words(told["zh"].phrase, told["en"].phrase),
        question=Words(told["zh"].phrase, told["en"].phrase),
        said=Words(*(_said(told[each], each) for each in LANGUAGES)),
        rate=one.form == "rate",
        no_data=empty,
    )


def _entry(name: str) -> Entry:
    return next(entry for entry in entries() if entry.name == name)


def _said(one: Answer, lang: str) -> str:
    if one.value is None:
        return one.missing
    written = one.form not in ("text", "rate", "year", "month", "verdict") and lang == "zh" and one.unit
    return f"{one.shown} {one.unit}" if written else one.shown


CATALOGUES[PREFIX] = Catalogue(names, ("term", "year"), answer)
