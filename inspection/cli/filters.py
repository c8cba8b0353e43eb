"""Filters of the command line: whatever text a ledger can hold can be asked for, and what no record holds is said."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from inspection.cli.shared import Refused
from inspection.reading.answers import Source
from inspection.reading.dimensions import NUMBERS, There, codes_by_name, is_number
from inspection.text import say
from inspection.warehouse import dictionary

HELD_IN = {
    "term": ("terms", "term_no"),
    "round": ("rounds", "round_id"),
    "org": ("organisations", "org_id"),
    "parent": ("organisations", "org_id"),
    "team": ("inspections", "team"),
}
"""Where the texts stand that a table can be narrowed by."""

PART = re.compile(r'\s*(?:(?P<name>[^\s=,"]+)\s*=\s*)?(?P<value>"(?:[^"]|"")*"(?=\s*(?:,|$))|[^,]*)(?:\s*,|$)')
"""One part of a filter: a dimension where one begins, and a value; in quotes it may hold commas and, doubled, quotes."""

def in_ledgers(source: Source) -> There:
    """The texts of the ledgers that tables are narrowed by."""

    @cache
    def there(dimension: str) -> frozenset[str]:
        ledger, column = HELD_IN[dimension]
        return frozenset(map(str, source.mart.ledger(ledger)[column].dropna()))

    return there


def filters(
    texts: Sequence[str], known: Iterable[str], codes_of: Callable[[str], str | None], there: There, lang: str
) -> dict[str, tuple]:
    """What `--where` says: dimension -> values, None the empty group. A code may be given as its label.

    Says on stderr which values no record has: an empty figure may be a slip of the pen. A dimension that is not among
    `known` is left to whoever evaluates. Raises Refused for what is no filter and for a value a code list lacks.
    """
    free = {name for name in known if not codes_of(name)}
    found: dict[str, tuple] = {}
    for text in texts:
        for dimension, values in _parsed(text, free, there, lang).items():
            found[dimension] = (*found.get(dimension, ()), *values)
    for dimension, values in found.items():
        found[dimension] = _checked(dimension, values, codes_of(dimension), lang)
        if dimension in free:
            for value in (v for v in found[dimension] if v is not None and v not in there(dimension)):
                print(say("cli.matches_nothing", lang, dimension=dimension, value=value), file=sys.stderr)
    return found


def _parsed(text: str, free: set[str], there: There, lang: str) -> Mapping[str, tuple]:
    """One `--where`. A text that a record has just so, with or without quotes around it, is that text."""
    name, sign, rest = text.partition("=")
    name = name.strip()
    if not sign or not name or not _is_text(text):
        raise Refused(say("cli.bad_where", lang, value=text))
    if name in free:
        bare = rest[1:-1] if len(rest) > 2 and rest[0] == rest[-1] == '"' else rest
        for candidate in (rest, bare):
            if candidate in there(name):
                return {name: (candidate,)}
    found: dict[str, tuple] = {}
    for part in PART.finditer(text):
        if part.start() == len(text) and not text.endswith(","):
            break  # behind the last part there is nothing
        name = part["name"] or name
        value = part["value"]
        value = value[1:-1].replace('""', '"') if value[:1] == '"' and value[-1:] == '"' and len(value) > 1 else value.strip()
        found[name] = (*found.get(name, ()), value or None)
    return found


def _is_text(given: str) -> bool:
    """Whether an argument is text at all: a shell hands over any bytes."""
    try:
        given.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _checked(dimension: str, values: tuple, codes: str | None, lang: str) -> tuple:
    """The values as numbers are written, or as codes for their labels. Raises Refused."""
    given = [v for v in values if v is not None]
    if dimension in NUMBERS:
        if wrong := [v for v in given if not is_number(v)]:
            raise Refused(say("cli.bad_value", lang, dimension=dimension, value=wrong[0], known="2024, 13 …"))
    elif codes:
        names = codes_by_name(codes)
        if wrong := [v for v in given if v not in names]:
            known = ", ".join(c.code for c in dictionary().codes[codes])
            raise Refused(say("cli.bad_value", lang, dimension=dimension, value=wrong[0], known=known))
        return tuple(v if v is None else names[v] for v in values)
    return values
