"""What a request asks for, read strictly: a parameter nobody knows, a value twice, a day that is none are refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from inspection.intake import AS_OF_DAYS
from inspection.reading.dimensions import NUMBERS, codes_by_name, is_number
from inspection.text import LANGUAGES, say

ROWS = 10_000
"""Rows of one answer at most."""
BY = 4
"""Dimensions of one answer at most."""
VALUES = 200
"""Values of one filter at most."""


class Wrong(Exception):
    """A request that cannot be answered: the status, a code, and what its sentence names."""

    def __init__(self, status: int, code: str, **values: object) -> None:
        super().__init__(code)
        self.status, self.code, self.values = status, code, values

    def words(self, lang: str) -> str:
        return say(f"api.wrong_{self.code}", lang, **self.values)


@dataclass(frozen=True)
class Asked:
    """The parameters of a request. `where`: (dimension, value) as given, "" the empty group."""

    lang: str = "zh"
    where: tuple[tuple[str, str], ...] = ()
    by: tuple[str, ...] = ()
    as_of: date | None = None
    from_date: date | None = None
    to_date: date | None = None
    limit: int = ROWS


ONCE = ("lang", "by", "as_of", "from", "to", "limit")


def language_of(pairs: Sequence[tuple[str, str]]) -> str:
    """The language asked for, before anything else is read: that of the sentence a refusal is said in."""
    return next((value for name, value in pairs if name == "lang" and value in LANGUAGES), "zh")


def asked_of(pairs: Sequence[tuple[str, str]], allowed: Sequence[str]) -> Asked:
    """The parameters as they were sent. Raises Wrong for one that is not `allowed`, given twice, or of no use."""
    names = [name for name, _ in pairs]
    for name, value in pairs:
        if name not in allowed:
            raise Wrong(400, "parameter", name=_short(name), known=", ".join(allowed) or "—")
        if not value.isprintable():
            raise Wrong(400, "value", name=name, value=_short(value))
        if name in ONCE and names.count(name) > 1:
            raise Wrong(400, "twice", name=name)
    given = dict(pairs)
    if given.get("lang", "zh") not in LANGUAGES:
        raise Wrong(400, "value", name="lang", value=_short(given["lang"]))
    return Asked(
        lang=given.get("lang", "zh"),
        where=tuple(_filter(value) for name, value in pairs if name == "where"),
        by=_dimensions(given.get("by", "")),
        as_of=_day("as_of", given, *AS_OF_DAYS),
        from_date=_day("from", given),
        to_date=_day("to", given),
        limit=_limit(given.get("limit")),
    )


def filters_of(asked: Asked, known: Sequence[str], codes_of: Callable[[str], str | None]) -> dict[str, tuple]:
    """Dimension -> the values kept. Raises Wrong for a dimension or a code that does not exist."""
    found: dict[str, tuple] = {}
    for name, text in asked.where:
        if name not in known:
            raise Wrong(400, "dimension", name=_short(name), known=", ".join(known))
        value = text or None
        codes = codes_of(name)
        if value and name in NUMBERS and not is_number(value):
            raise Wrong(400, "value", name=name, value=_short(value))
        if value and codes:
            names = codes_by_name(codes)
            if value not in names:
                raise Wrong(400, "value", name=name, value=_short(value))
            value = names[value]
        found[name] = (*found.get(name, ()), value)
    if any(len(values) > VALUES for values in found.values()):
        raise Wrong(400, "many", most=VALUES)
    return found


def _filter(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise Wrong(400, "where", value=_short(text))
    return name, value


def _dimensions(text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(name for name in text.split(",") if name))
    if len(found) > BY:
        raise Wrong(400, "many", most=BY)
    return found


def _day(name: str, given: dict[str, str], earliest: date = date(1900, 1, 1), latest: date = date(2299, 12, 31)) -> date | None:
    if name not in given:
        return None
    try:
        found = date.fromisoformat(given[name]) if len(given[name]) == len("2025-09-30") else None
    except ValueError:
        found = None
    if found is None or not earliest <= found <= latest:
        raise Wrong(400, "value", name=name, value=_short(given[name]))
    return found


def _limit(text: str | None) -> int:
    if text is None:
        return ROWS
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(ROWS)) and 0 < int(text) <= ROWS):
        raise Wrong(400, "value", name="limit", value=_short(text))
    return int(text)


def _short(text: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in text)[:60]
