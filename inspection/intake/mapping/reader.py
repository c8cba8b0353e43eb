"""A profile's TOML -> its frozen values; every unknown key and wrong kind is a problem that names the key."""

import codecs
import hashlib
import re
import tomllib
from pathlib import Path

from inspection.intake.mapping.parts import MappingError, Part, Problem
from inspection.intake.mapping.profile import (
    ORIGINS,
    PLACES,
    Cell,
    Condition,
    Lookup,
    Profile,
    Source,
    Split,
    Stack,
    Target,
    fields,
)

LARGEST = 500_000  # bytes of a profile
CONDITION_KEYS = ("column", "equals", "differs", "matches", "misses", "empty", "below", "above", "all")
CELL_KEYS = (*ORIGINS, "month", "day", "extract", "unmatched", "date", "add_days", "times", "codes", "other", "empty")
CELL_KEYS += ("doubles", "unreadable", "gather")
TARGET_KEYS = ("name", "columns", "by_name", "distinct", "disagree", "only_new", "leave_out", "keep_only")
LOOKUP_KEYS = ("file", "sheet", "encoding", "delimiter", "on", "take", "missing", "repeated")
SOURCE_KEYS = ("file", "sheet", "encoding", "delimiter", "header_row", "required", "ignore", "optional")
SOURCE_KEYS += ("leave_out", "keep_only", "stack", "split", "lookup", "computed", "ledger")
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
    profile = Profile(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        title=part.text("title", ""),
        rows=_rows(part),
        sources=tuple(_source(one) for one in part.parts("source")),
        ignore_files=part.texts("ignore_files"),
    )
    part.text("note")
    part.end(("title", "note", "ignore_files", "rows", "source"))
    if not profile.rows and not profile.sources:
        part.problem("empty_profile")
    return profile, problems


def _rows(whole: Part) -> tuple:
    """[[rows.terms]]: constant rows, by ledger."""
    part = whole.part("rows")
    if part is None:
        return ()
    rows = []
    for ledger, _ in part.items():
        tables = part.parts(ledger)
        rows.append((ledger, tuple(tuple((name, one.constant(name)) for name, _ in one.items()) for one in tables)))
    return tuple(rows)


def _source(part: Part) -> Source:
    source = Source(
        key=part.key,
        files=_files(part),
        sheet=part.text("sheet"),
        encoding=_encoding(part),
        delimiter=_delimiter(part),
        header_row=part.whole("header_row"),
        required=part.flag("required"),
        ignore=part.texts("ignore"),
        optional=part.texts("optional"),
        leave_out=_conditions(part, "leave_out"),
        keep_only=_conditions(part, "keep_only"),
        stack=_stack(part.part("stack")),
        split=_split(part.part("split")),
        lookups=tuple(_lookup(one) for one in part.parts("lookup")),
        computed=_cells(part.part("computed")),
        targets=tuple(_target(one) for one in part.parts("ledger")),
    )
    if source.header_row is not None and source.header_row < 1:
        part.problem("not_allowed", "header_row", found=source.header_row, allowed="1, 2, 3 …")
    if not source.targets:
        part.problem("no_ledger")
    part.text("note")
    part.end((*SOURCE_KEYS, "note"))
    return source


def _files(part: Part) -> tuple[str, ...]:
    files = part.texts("file")
    if not files:
        part.problem("missing_key", name="file")
    return files


def _encoding(part: Part) -> str:
    encoding = part.text("encoding", "")
    try:
        text = bool(encoding) and codecs.lookup(encoding)._is_text_encoding
    except LookupError:
        text = False
    if encoding and not text:
        part.problem("no_encoding", "encoding", found=encoding)
        return ""
    return encoding


def _delimiter(part: Part) -> str:
    delimiter = part.text("delimiter", "")
    if len(delimiter) > 1 or delimiter in ('"', "\n", "\r", "\0"):
        part.problem("not_allowed", "delimiter", found=delimiter, allowed=', ; | "\\t"')
        return ""
    return delimiter


def _conditions(part: Part, name: str, values: bool = False) -> tuple[Condition, ...]:
    return tuple(_condition(one, values) for one in part.parts(name))


def _condition(part: Part, with_value: bool) -> Condition:
    condition = Condition(
        column=part.text("column", ""),
        equals=part.constants("equals"),
        differs=part.constants("differs"),
        matches=_pattern(part, "matches"),
        misses=_pattern(part, "misses"),
        empty=part.flag("empty") if part.has("empty") else None,
        below=part.constant("below"),
        above=part.constant("above"),
        all=_conditions(part, "all"),
        value=part.constant("value") if with_value else None,
        taken_from=part.text("from") if with_value else None,
    )
    tests = [part.has(name) for name in CONDITION_KEYS[1:-1]]
    if any(tests) and not condition.column:
        part.problem("missing_key", name="column")
    if not any(tests) and not condition.all:
        part.problem("missing_key", name=" / ".join(CONDITION_KEYS[1:]))
    if with_value and (condition.value is None) == (condition.taken_from is None):
        part.problem("one_of", names="value, from")
    part.text("note")
    part.end((*CONDITION_KEYS, "note", *(("value", "from") if with_value else ())))
    return condition


def _pattern(part: Part, name: str) -> str | None:
    """A regular expression, tried out at once. RE2: its time is linear in the text, whatever the pattern."""
    pattern = part.text(name)
    if pattern is not None:
        # the engine that will run it says whether it can; loaded here because a profile may have none
        from inspection.intake.mapping.texts import PatternError, tried

        try:
            tried(pattern)
        except PatternError as error:
            part.problem("bad_pattern", name, pattern=pattern, reason=str(error))
            return None
    return pattern


def _stack(part: Part | None) -> Stack | None:
    if part is None:
        return None
    stack = Stack(part.texts("headers"), part.text("name", ""), part.text("value", ""))
    if not (stack.headers and stack.name and stack.value):
        part.problem("missing_key", name="headers, name, value")
    part.end(("headers", "name", "value"))
    return stack


def _split(part: Part | None) -> Split | None:
    if part is None:
        return None
    split = Split(part.text("column", ""), part.text("by", ""))
    if not (split.column and split.by):
        part.problem("missing_key", name="column, by")
    part.end(("column", "by"))
    return split


def _lookup(part: Part) -> Lookup:
    lookup = Lookup(
        key=part.key,
        files=_files(part),
        sheet=part.text("sheet"),
        encoding=_encoding(part),
        delimiter=_delimiter(part),
        on=_pairs(part, "on"),
        take=_pairs(part, "take"),
        missing=part.choice("missing", ("refuse", "empty")),
        repeated=part.choice("repeated", ("refuse", "first")),
    )
    part.text("note")
    part.end((*LOOKUP_KEYS, "note"))
    return lookup


def _pairs(part: Part, name: str) -> tuple[tuple[str, str], ...]:
    inner = part.part(name)
    pairs = tuple((key, inner.text(key, "")) for key, _ in inner.items()) if inner else ()
    if not pairs:
        part.problem("missing_key", name=name)
    return pairs


def _target(part: Part) -> Target:
    target = Target(
        key=part.key,
        ledger=part.text("name", ""),
        columns=_cells(part.part("columns")),
        by_name=part.flag("by_name"),
        distinct=part.texts("distinct"),
        disagree=part.choice("disagree", ("refuse", "first", "last")),
        only_new=part.flag("only_new"),
        leave_out=_conditions(part, "leave_out"),
        keep_only=_conditions(part, "keep_only"),
    )
    for _, cell in target.columns:
        if cell.gather and not target.distinct:
            part.problem("gather_alone", "columns")
    part.text("note")
    part.end((*TARGET_KEYS, "note"))
    return target


def _cells(part: Part | None) -> tuple[tuple[str, Cell], ...]:
    """Columns by name; a text alone is the header it is taken from."""
    if part is None:
        return ()
    cells = []
    for name, value in part.items():
        if isinstance(value, str):
            cells.append((name, Cell(part.at(name), source=value)))
        elif inner := part.part(name):
            cells.append((name, _cell(inner)))
    return tuple(cells)


def _cell(part: Part) -> Cell:
    origins = [name for name in ORIGINS if part.has(name)]
    if len(origins) != 1:
        part.problem("one_of", names=", ".join(ORIGINS))
    cell = Cell(
        key=part.key,
        origin=origins[0] if origins else "constant",
        source=part.text("from"),
        first=part.texts("first"),
        template=part.text("template"),
        constant=part.constant("constant"),
        cases=_conditions(part, "cases", values=True),
        hash=part.texts("hash"),
        year=part.text("year"),
        month=part.text("month"),
        day=_day(part),
        extract=_pattern(part, "extract"),
        unmatched=part.choice("unmatched", ("empty", "refuse", "keep")),
        date=part.texts("date"),
        add_days=part.whole("add_days", 0),
        times=part.constant("times"),
        codes=_codes(part),
        other=part.constant("other"),
        empty=part.constant("empty"),
        doubles=part.text("doubles"),
        unreadable=part.choice("unreadable", ("refuse", "empty")),
        gather=part.choice("gather", ("", "min", "max", "sum")),
    )
    _check_cell(part, cell)
    part.text("note")
    part.end((*CELL_KEYS, "note"))
    return cell


def _check_cell(part: Part, cell: Cell) -> None:
    """What belongs together within one cell."""
    if cell.origin == "year" and (cell.month is None or cell.day is None):
        part.problem("missing_key", name="month, day")
    if cell.origin != "year" and (cell.month or cell.day):
        part.problem("missing_key", name="year")
    if cell.template and not TEMPLATE.fullmatch(cell.template):
        part.problem("bad_template", "template", found=cell.template)
    if cell.doubles and ("{n}" not in cell.doubles or set(fields(cell.doubles)) - {"n"}):
        part.problem("bad_doubles", "doubles", found=cell.doubles)
    if cell.doubles and "n" in fields(cell.template or ""):
        part.problem("one_of", names="{n}, doubles")
    if cell.times is not None and (isinstance(cell.times, bool) or not isinstance(cell.times, int | float)):
        part.problem("wrong_kind_number", "times", found=cell.times)
    if cell.other is not None and cell.codes is None and cell.origin != "cases":
        part.problem("other_alone", "other")
    for name in fields(cell.template or ""):
        if name.partition(":")[0] in PLACES and ":" in name:
            part.problem("bad_template", "template", found=cell.template)


def _day(part: Part) -> int | str | None:
    day = part.constant("day")
    if day is not None and day != "last" and not (isinstance(day, int) and 1 <= day <= 28):
        part.problem("not_allowed", "day", found=day, allowed='1 … 28, "last"')
        return None
    return day


def _codes(part: Part) -> tuple[tuple[str, object], ...] | None:
    """value as written in the source -> code. A table, or [] where nothing is listed but `other`."""
    inner = part.part("codes")
    return tuple((name, inner.constant(name)) for name, _ in inner.items()) if inner else None
