"""How a field is written: a name, then key=value pairs; what it asks for, what its answer holds, and what is said of one that
cannot be read.

What holds spaces, bars or equals signs stands in quotes, inner ones doubled, or in 中文引号; bars stand between values.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspection.indicators import Words
from inspection.reading.words import listed, whole_number
from inspection.text import say
from inspection.text.numbers import written

_NAME = re.compile(r'"(?P<quoted>(?:[^"]|"")+)"|“(?P<curly>[^”]+)”|(?P<bare>[^\s=＝|｜"]+)')
_VALUE = re.compile(
    r'"(?P<quoted>(?:[^"]|"")*)"(?=[\s|｜]|$)|“(?P<curly>[^”]*)”(?=[\s|｜]|$)|(?P<bare>[^\s|｜"][^\s|｜]*)'
)
_SPACES = re.compile(r"\s*")
_EQUALS = re.compile(r"\s*[=＝]\s*")
_BAR = re.compile(r"\s*[|｜]\s*")
_PLAIN = re.compile(r'[^\s=＝|｜"“]+')

DAYS = ("from", "to", "as_of")
LONGEST = 500
"""Characters of a field: what is longer is no name of a figure."""


class FieldUnknown(LookupError):
    """A field that names nothing there is: where in its text (counted from 0), what stands there, the nearest known names.

    `code` is the sentence's key in fields.toml; `words` says it in a language.
    """

    def __init__(self, code: str, text: str, at: int, what: str, nearest: Iterable[str] = (), **values: object):
        self.code, self.text, self.at, self.what = code, text, at, what
        self.nearest, self.values = tuple(nearest), values
        super().__init__(self.words("en"))

    def words(self, lang: str) -> str:
        """Where, what, and the nearest names, in a sentence."""
        values = {name: v(lang) if isinstance(v, Words) else v for name, v in self.values.items()}
        said = say(f"fields.{self.code}", lang, field=self.text, at=self.at + 1, what=self.what, **values)
        if not self.nearest:
            return said
        return said + say("fields.nearest", lang, names=listed(self.nearest, lang))


@dataclass(frozen=True)
class Asked:
    """A figure named: an indicator (or a name of a catalogue), (dimension, values) pairs, the part and the days.

    The pairs stand in the definition's order and their values sorted, None (the empty group) last: equal questions are
    equal. `str` of it is a text that `parse` reads back.
    """

    id: str
    where: tuple[tuple[str, tuple], ...] = ()
    part: str = "value"
    from_date: date | None = None
    to_date: date | None = None
    as_of: date | None = None

    def __str__(self) -> str:
        parts = [self.id, *(f"{name}={'|'.join(map(quoted, values))}" for name, values in self.where)]
        if self.part != "value":
            parts.append(f"part={self.part}")
        days = zip(DAYS, (self.from_date, self.to_date, self.as_of), strict=True)
        return " ".join([*parts, *(f"{name}={day.isoformat()}" for name, day in days if day)])


@dataclass(frozen=True)
class Answered:
    """What a field is on a data version.

    `number` is exact: int, Decimal for money, float for a rate and its ends (a fraction, the one of what has had its
    time, as the screens have it); None where nothing is counted or a ledger is empty, which `no_data` then names. The
    counts beside it are the figure's, whichever part is asked for; None where it has no such count.
    """

    asked: Asked
    lang: str
    number: int | Decimal | float | None
    unit: Words
    title: Words
    question: Words
    said: Words
    rate: bool
    numerator: int | Decimal | None = None
    denominator: int | None = None
    pending: int | None = None
    young: int | None = None
    undated: int | None = None
    no_data: str | None = None

    def words(self, lang: str = "") -> str:
        """The number as the screens print it: 97.0%, 1,234 件; a dash for nothing, 无数据 and which ledger for an empty one."""
        return self.said(lang or self.lang)

    def plain(self, lang: str = "") -> str:
        """The same without a unit, for a text or table that has it: 97.0%, 1,234; money in 万元 with one decimal."""
        if isinstance(self.number, Decimal):
            return written(self.number)
        return whole_number(self.number) if isinstance(self.number, int) else self.words(lang)


def quoted(value: object) -> str:
    """A value as it is written, in quotes where it has to be; "" for None."""
    text = "" if value is None else str(value)
    return text if _PLAIN.fullmatch(text) else '"' + text.replace('"', '""') + '"'


def _unquoted(found: re.Match) -> str:
    inside = found["quoted"]
    return inside.replace('""', '"') if inside is not None else found["curly"] or found["bare"] or ""


def scanned(text: str) -> tuple[str, int, list[tuple[str, int, list[tuple[str, int]]]]]:
    """(name, where it stands, [(key, where, [(value, where)])]). Raises FieldUnknown where the text is no field."""

    def skipped(at: int) -> int:
        return _SPACES.match(text, at).end()

    if len(text) > LONGEST:
        raise FieldUnknown("too_long", text[:40], 0, "", longest=LONGEST)
    at = skipped(0)
    first = _NAME.match(text, at)
    if first is None:
        raise FieldUnknown("empty", text, at, "")
    name, start, at = _unquoted(first), at, skipped(first.end())
    pairs = []
    while at < len(text):
        key = _NAME.match(text, at)
        equals = _EQUALS.match(text, key.end()) if key else None
        value = _VALUE.match(text, equals.end()) if equals else None
        if value is None:
            raise FieldUnknown("bad_syntax", text, at, text[at : at + 20])
        values = [(_unquoted(value), value.start())]
        end = value.end()
        while bar := _BAR.match(text, end):
            value = _VALUE.match(text, bar.end())
            if value is None:
                raise FieldUnknown("bad_syntax", text, bar.start(), text[bar.start() : bar.start() + 20])
            values.append((_unquoted(value), value.start()))
            end = value.end()
        pairs.append((_unquoted(key), at, values))
        at = skipped(end)
    return name, start, pairs


def near(what: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The nearest of the known names, at most three; of several names of one thing the nearest, with the thing itself
    (name -> the name to write, "" for itself)."""
    found: dict[str, str] = {}
    for name in difflib.get_close_matches(what, known, n=9, cutoff=0.4):
        meant = known[name] or name
        found.setdefault(meant, meant if name == meant else f"{meant}（{name}）")
    return tuple(found.values())[:3]
