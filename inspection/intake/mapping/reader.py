"""A profile's TOML -> its frozen values; every unknown key and wrong kind is a problem that names the key."""

import codecs
import hashlib
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

from inspection.intake.mapping.parts import MappingError, Part, Problem
from inspection.intake.mapping.profile import (
    ORIGINS,
    PLACES,
    TESTS,
    Case,
    Cell,
    Condition,
    Found,
    Lookup,
    Profile,
    Source,
    Split,
    Stack,
    Target,
    fields,
    keys,
)

LARGEST = 500_000  # bytes of a profile
TEMPLATE = re.compile(r"(?:[^{}]|\{[^{}]+\})*")


def read_profile(path: Path) -> tuple[Profile, list[Problem]]:
    """A profile and what is wrong with its writing. Raises MappingError where it is no TOML at all."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MappingError(path.name, [Problem("unreadable_profile", "", (("reason", error.strerror),))]) from None
    if len(data) > LARGEST:
        raise MappingError(path.name, [Problem("large_profile", "", (("limit", LARGEST),))])
    try:
        table = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MappingError(path.name, [Problem("no_toml", "", (("reason", str(error)),))]) from None
    problems: list[Problem] = []
    part = Part(table, "", problems)
    profile = Profile(path.name, hashlib.sha256(data).hexdigest(), **_values(part, Profile))
    if not profile.rows and not profile.sources:
        part.problem("empty_profile")
    return profile, problems


def _values(part: Part, of: type) -> dict[str, object]:
    """The fields of a class out of the keys of a table; what is absent or wrong is left to its default."""
    found = {}
    for name, field in keys(of).items():
        kind = field.metadata["kind"]
        value = part.choice(name, kind) if isinstance(kind, tuple) else KINDS[kind](part, name)
        if value is not None:
            found[field.name] = value
        if field.metadata["required"] and not value:
            part.problem("missing_key", name=name)
    part.one("note", "text")
    part.end((*keys(of), "note"))
    return found


def _made(of: type, part: Part) -> object:
    made = of(part.key, **_values(part, of))
    if of in CHECKS:
        CHECKS[of](part, made)
    return made


# --- kinds -----------------------------------------------------------------------------------------------------------


def _table(of: type) -> Callable:
    def taken(part: Part, name: str) -> object:
        inner = part.part(name)
        return None if inner is None else _made(of, inner)

    return taken


def _tables(of: type) -> Callable:
    return lambda part, name: tuple(_made(of, one) for one in part.parts(name))


def _one(kind: str) -> Callable:
    return lambda part, name: part.one(name, kind)


def _several(kind: str) -> Callable:
    return lambda part, name: part.several(name, kind)


def _encoding(part: Part, name: str) -> str | None:
    encoding = part.one(name, "text")
    if encoding is None:
        return None
    try:
        if codecs.lookup(encoding)._is_text_encoding:
            return encoding
    except LookupError:
        pass  # said below, as of what is no encoding of text
    part.problem("no_encoding", name, found=encoding)
    return None


def _delimiter(part: Part, name: str) -> str | None:
    delimiter = part.one(name, "text")
    if delimiter and (len(delimiter) > 1 or delimiter in '"\n\r\0'):
        part.problem("not_allowed", name, found=delimiter, allowed=', ; | "\\t"')
        return None
    return delimiter


def _row(part: Part, name: str) -> int | None:
    row = part.one(name, "whole")
    if row is not None and row < 1:
        part.problem("not_allowed", name, found=row, allowed='1, 2, 3 …; headers = ["id", "name"]')
    return row


def _day(part: Part, name: str) -> int | str | None:
    day = part.one(name, "constant")
    if day is not None and day != "last" and not (isinstance(day, int) and 1 <= day <= 28):
        part.problem("not_allowed", name, found=day, allowed='1 … 28, "last"')
        return None
    return day


def _pattern(part: Part, name: str) -> str | None:
    """A regular expression, tried out at once. RE2: its time is linear in the text, whatever the pattern."""
    pattern = part.one(name, "text")
    if pattern is not None:
        # the engine that will run it says whether it can; loaded here because a profile may have none
        from inspection.intake.mapping.texts import PatternError, tried

        try:
            tried(pattern)
        except PatternError as error:
            part.problem("bad_pattern", name, pattern=pattern, reason=str(error))
            return None
    return pattern


def _pairs(part: Part, name: str) -> tuple[tuple[str, str], ...]:
    inner = part.part(name)
    return tuple((one, inner.one(one, "text") or "") for one, _ in inner.items()) if inner else ()


def _codes(part: Part, name: str) -> tuple[tuple[str, object], ...] | None:
    """Constants by key: value as written in the source -> code."""
    inner = part.part(name)
    return None if inner is None else tuple((one, inner.one(one, "constant")) for one, _ in inner.items())


def _constant_cells(part: Part, name: str) -> tuple[tuple[str, Cell], ...]:
    return tuple((column, Cell(f"{part.at(name)}.{column}", constant=v)) for column, v in _codes(part, name) or ())


def _cells(part: Part, name: str) -> tuple[tuple[str, Cell], ...]:
    """Columns by name; a text alone is the header it is taken from."""
    inner = part.part(name)
    cells = []
    for column, value in inner.items() if inner else ():
        if isinstance(value, str):
            cells.append((column, Cell(inner.at(column), source=value)))
        elif one := inner.part(column):
            cells.append((column, _made(Cell, one)))
    return tuple(cells)


def _rows(part: Part, name: str) -> tuple:
    """[[rows.terms]]: constant rows, by ledger."""
    inner = part.part(name)
    rows = []
    for ledger, _ in inner.items() if inner else ():
        tables = inner.parts(ledger)
        rows.append((ledger, tuple(tuple((n, one.one(n, "constant")) for n, _ in one.items()) for one in tables)))
    return tuple(rows)


KINDS: dict[str, Callable[[Part, str], object]] = {
    **{kind: _one(kind) for kind in ("text", "truth", "whole", "number", "constant")},
    "texts": _several("text"),
    "constants": _several("constant"),
    "headers": _several("header"),
    "encoding": _encoding,
    "delimiter": _delimiter,
    "row": _row,
    "day": _day,
    "pattern": _pattern,
    "pairs": _pairs,
    "codes": _codes,
    "cells": _cells,
    "constant_cells": _constant_cells,
    "rows": _rows,
    "stack": _table(Stack),
    "split": _table(Split),
    "conditions": _tables(Condition),
    "cases": _tables(Case),
    "lookups": _tables(Lookup),
    "targets": _tables(Target),
    "sources": _tables(Source),
}


# --- what belongs together -------------------------------------------------------------------------------------------


def _check_condition(part: Part, condition: Condition) -> None:
    tests = any(part.has(name) for name in TESTS)
    if tests and not condition.column:
        part.problem("missing_key", name="column")
    if not tests and not condition.all:
        part.problem("missing_key", name=" / ".join((*TESTS, "all")))


def _check_case(part: Part, case: Case) -> None:
    _check_condition(part, case)
    if (case.value is None) == (case.taken_from is None):
        part.problem("one_of", names="value, from")


def _check_cell(part: Part, cell: Cell) -> None:
    if sum(part.has(name) for name in ORIGINS) != 1:
        part.problem("one_of", names=", ".join(ORIGINS))
    if cell.origin == "year" and (cell.month is None or cell.day is None):
        part.problem("missing_key", name="month, day")
    if cell.origin != "year" and (cell.month or cell.day):
        part.problem("missing_key", name="year")
    named = fields(cell.template or "")
    odd = any(name.partition(":")[0] in PLACES and ":" in name for name in named)
    if cell.template and (odd or not TEMPLATE.fullmatch(cell.template)):
        part.problem("bad_template", "template", found=cell.template)
    if cell.doubles and ("{n}" not in cell.doubles or set(fields(cell.doubles)) - {"n"}):
        part.problem("bad_doubles", "doubles", found=cell.doubles)
    if cell.doubles and "n" in named:
        part.problem("one_of", names="{n}, doubles")
    if cell.other is not None and cell.codes is None and cell.origin != "cases":
        part.problem("other_alone", "other")


def _check_target(part: Part, target: Target) -> None:
    if not target.distinct and any(cell.gather for _, cell in target.columns):
        part.problem("gather_alone", "columns")
    for name in {name for name, _ in target.columns} & {name for name, _ in target.constants}:
        part.problem("name_twice", "constants", name=name)


def _check_found(part: Part, found: Found) -> None:
    if found.headers and found.header_row is not None:
        part.problem("one_of", names="header_row, headers")


def _check_source(part: Part, source: Source) -> None:
    _check_found(part, source)
    if not source.targets:
        part.problem("no_ledger")
    made = source.made()
    for name in {name for name in made if made.count(name) > 1}:
        part.problem("name_twice", name=name)
    later = {name for name, _ in source.computed}
    for name, cell in source.computed:
        if unmade := (cell.columns() & later) - {name}:
            part.problem("computed_later", f"computed.{name}", name=", ".join(sorted(unmade)))
        later.discard(name)


CHECKS = {
    Case: _check_case,
    Condition: _check_condition,
    Cell: _check_cell,
    Target: _check_target,
    Lookup: _check_found,
    Source: _check_source,
}
