"""The rows of one sheet while a profile works on them, and how a column is made out of their cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.intake.cells import Bad, Noted, normal
from inspection.intake.faults import Faults, Place
from inspection.intake.mapping import texts
from inspection.intake.mapping.profile import Cell, Condition, fields
from inspection.intake.values import reader_of
from inspection.warehouse.dictionary import Column

DISTINCT_SAID = 20  # values of one kind of fault that are named one by one
EMPTY = pa.scalar(None, pa.string())


class Report:
    """Says what is wrong with the cells of one sheet: one sentence per distinct value, at its first row."""

    def __init__(self, faults: Faults, place: Place):
        self.faults = faults
        self.place = place
        self.said = 0  # faults

    @property
    def refused(self) -> bool:
        return self.said > 0

    def add(self, code: str, row: int | None = None, header: str = "", value: object = None, **words: object) -> None:
        self.said += 1
        self.faults.add(f"mapping.{code}", self.place, row, header, value, **words)

    def warn(self, code: str, row: int | None = None, header: str = "", value: object = None, **words: object) -> None:
        self.faults.warn(f"mapping.{code}", self.place, row, header, value, **words)

    def each(
        self, code: str, rows: "Rows", bad: pa.BooleanArray, cells: pa.StringArray, header: str, level="fault", **words
    ):
        """One fault (or warning) per distinct cell where `bad`, with the number of its rows."""
        if not pc.any(bad).as_py():
            return
        at = pc.indices_nonzero(bad)
        found = cells.take(at).dictionary_encode()
        codes = np.asarray(pc.fill_null(found.indices, -1))
        values, first, counts = np.unique(codes, return_index=True, return_counts=True)
        say = self.add if level == "fault" else self.warn
        order = np.argsort(first)
        for position in order[:DISTINCT_SAID]:
            row = rows.numbers[at[int(first[position])].as_py()].as_py()
            value = found.dictionary[int(values[position])].as_py() if values[position] >= 0 else None
            say(code, row, header, texts.shown(value), count=int(counts[position]), **words)
        if len(order) > DISTINCT_SAID:
            say("more_values", None, header, None, count=len(order) - DISTINCT_SAID)


@dataclass(frozen=True)
class Rows:
    """Rows of one sheet: `columns` by normalised name, encoded cells; `headers` normalised name -> as written."""

    file: str
    sheet: str
    header_row: int
    numbers: pa.Int32Array
    columns: dict[str, pa.StringArray]
    headers: dict[str, str]
    since_1904: bool = False
    _texts: dict[str, pa.StringArray] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.numbers)

    def header(self, name: str) -> str:
        return self.headers.get(normal(name), name)

    def cells(self, name: str) -> pa.StringArray:
        """The encoded cells of a column; empty where an optional column is absent."""
        found = self.columns.get(normal(name))
        return pa.nulls(len(self), pa.string()) if found is None else found

    def texts(self, name: str) -> pa.StringArray:
        """The cells of a column as plain texts."""
        key = normal(name)
        if key not in self._texts:
            self._texts[key] = texts.texts_of(self.cells(name))
        return self._texts[key]

    def having(self, name: str, cells: pa.StringArray, header: str = "") -> "Rows":
        """With one more column; `header`: what of the source it was made of."""
        key = normal(name)
        return replace(self, columns={**self.columns, key: cells}, headers={**self.headers, key: header or name})

    def take(self, at: pa.Array) -> "Rows":
        columns = {name: cells.take(at) for name, cells in self.columns.items()}
        return replace(self, numbers=self.numbers.take(at), columns=columns)

    def filter(self, mask: pa.BooleanArray) -> "Rows":
        columns = {name: cells.filter(mask) for name, cells in self.columns.items()}
        return replace(self, numbers=self.numbers.filter(mask), columns=columns)


# --- conditions ------------------------------------------------------------------------------------------------------


def holding(rows: Rows, condition: Condition) -> pa.BooleanArray:
    """In which rows a condition holds. An empty cell equals nothing, fits no pattern, and differs from everything."""
    result = pa.array(np.ones(len(rows), bool))
    for part in condition.all:
        result = pc.and_(result, holding(rows, part))
    if not condition.column:
        return result
    cells = rows.texts(condition.column)
    for test in _tests(condition, cells):
        result = pc.and_(result, test)
    return result


def _tests(condition: Condition, cells: pa.StringArray) -> list[pa.BooleanArray]:
    tests = []
    if condition.equals is not None:
        tests.append(_among(cells, condition.equals))
    if condition.differs is not None:
        tests.append(pc.invert(_among(cells, condition.differs)))
    if condition.matches is not None:
        tests.append(texts.fitting(cells, condition.matches))
    if condition.misses is not None:
        tests.append(pc.invert(texts.fitting(cells, condition.misses)))
    if condition.empty is not None:
        tests.append(pc.is_null(cells) if condition.empty else pc.is_valid(cells))
    for bound, less in ((condition.below, True), (condition.above, False)):
        if bound is not None:
            tests.append(_compared(cells, bound, less))
    return tests


def _truth(cells: pa.StringArray, test) -> pa.BooleanArray:
    found = texts.by_distinct(cells, lambda few: pa.array([test(one) for one in few.to_pylist()], pa.bool_()))
    return pc.fill_null(found, False)


def _among(cells: pa.StringArray, values: Sequence[object]) -> pa.BooleanArray:
    wanted = {texts.same(value) for value in values}
    return _truth(cells, lambda one: texts.same(one) in wanted)


def _compared(cells: pa.StringArray, bound: object, less: bool) -> pa.BooleanArray:
    """Below or above a number or a day; what is neither is neither below nor above."""
    if isinstance(bound, date):
        value, limit = texts.day_of, bound
    else:
        value, limit = texts.number_of, Decimal(str(bound))

    def test(one: str) -> bool:
        found = value(one)
        return found is not None and (found < limit if less else found > limit)

    return _truth(cells, test)


def kept(rows: Rows, leave_out: Sequence[Condition], keep_only: Sequence[Condition], report: Report) -> Rows:
    """The rows none of `leave_out` holds of, and all of `keep_only` do; how many are left out is said."""
    if not leave_out and not keep_only:
        return rows
    mask = pa.array(np.ones(len(rows), bool))
    for condition in leave_out:
        mask = pc.and_(mask, pc.invert(holding(rows, condition)))
    for condition in keep_only:
        mask = pc.and_(mask, holding(rows, condition))
    gone = len(rows) - pc.sum(mask).as_py() if len(rows) else 0
    if gone:
        report.warn("rows_left_out", count=gone, rows=len(rows))
    return rows.filter(mask)


# --- a column --------------------------------------------------------------------------------------------------------


def made(rows: Rows, cell: Cell, report: Report, column: Column | None = None) -> pa.StringArray:
    """The cells of one column as the profile makes them; `column` is the ledger's, None for a computed one."""
    header = written(rows, cell)
    found = _origin(rows, cell, report, header)
    if cell.extract is not None:
        found = _extracted(rows, cell, found, report, header)
    if cell.date:
        found = _checked(rows, cell, *texts.days(found, cell.date), found, "bad_day", report, header)
    if cell.add_days:
        later = texts.changed(found, lambda one: _later(one, cell.add_days))
        found = _checked(rows, cell, *later, found, "bad_day", report, header)
    if cell.times is not None:
        factor = Decimal(str(cell.times))
        product = texts.changed(found, lambda one: _product(one, factor))
        found = _checked(rows, cell, *product, found, "bad_number", report, header)
    if cell.codes is not None:
        found = _coded(rows, cell, found, report, header)
    if cell.empty is not None:
        found = pc.fill_null(_nothing_as_null(found), encoded(cell.empty))
    if cell.unreadable == "empty" and column is not None:
        found = _readable(rows, column, found, report, header)
    if cell.doubles:
        found = _numbered(found, cell.doubles)
    return found


def written(rows: Rows, cell: Cell) -> str:
    """What the column is made of, as the source writes it."""
    return " + ".join(dict.fromkeys(rows.header(name) for name in _sources(cell)))


def _sources(cell: Cell) -> list[str]:
    return sorted(cell.columns(), key=lambda name: (name != cell.source, name))


def encoded(value: object) -> str:
    """A constant of the profile as a cell."""
    if isinstance(value, bool):
        return "\0b1" if value else "\0b0"
    if isinstance(value, date):
        return texts.day_cell(value)
    return str(value)


def _nothing_as_null(cells: pa.StringArray) -> pa.StringArray:
    return pc.if_else(pc.is_valid(texts.texts_of(cells)), cells, EMPTY)


def _origin(rows: Rows, cell: Cell, report: Report, header: str) -> pa.StringArray:
    if cell.origin == "from":
        return rows.cells(cell.source)
    if cell.origin == "constant":
        return pa.repeat(pa.scalar(encoded(cell.constant), pa.string()), len(rows))
    if cell.origin == "first":
        return pc.coalesce(*(_nothing_as_null(rows.cells(name)) for name in cell.first))
    if cell.origin == "cases":
        return _cases(rows, cell, report, header)
    for name in sorted(cell.columns()):
        cells = rows.cells(name)
        if rows.texts(name) is not cells:  # else all of them are plain texts
            report.each("error_cell", rows, texts.marked(cells), cells, rows.header(name))
    if cell.origin == "hash":
        return texts.hashed([rows.texts(name) for name in cell.hash])
    if cell.origin == "year":
        months = texts.month_days(rows.texts(cell.year), rows.texts(cell.month), cell.day)
        both = pc.binary_join_element_wise(rows.texts(cell.year), rows.texts(cell.month), "-")
        return _checked(rows, cell, *months, both, "bad_month", report, header)
    return _filled(rows, cell.template)


def _cases(rows: Rows, cell: Cell, report: Report, header: str) -> pa.StringArray:
    """The value of the first case that holds; else `other`, or a fault."""
    masks, values = [], []
    for case in cell.cases:
        masks.append(holding(rows, case))
        constant = pa.scalar(encoded(case.value), pa.string()) if case.taken_from is None else None
        values.append(rows.cells(case.taken_from) if constant is None else constant)
    rest = EMPTY if cell.other in (None, "") else pa.scalar(encoded(cell.other), pa.string())
    struct = pc.make_struct(*masks, field_names=[str(n) for n in range(len(masks))])
    found = pc.case_when(struct, *values, rest)
    if cell.other is None:
        none = pa.array(np.ones(len(rows), bool))
        for mask in masks:
            none = pc.and_(none, pc.invert(mask))
        looked = [pc.fill_null(rows.texts(name), "") for name in _sources(cell)]
        report.each("no_case", rows, none, pc.binary_join_element_wise(*looked, " + "), header)
    return found


def _filled(rows: Rows, template: str) -> pa.StringArray:
    """A template with each row's cells put in; empty where one of them is."""
    parts: list[object] = []
    at = 0
    for name in fields(template):
        begin = template.index("{", at)
        parts.append(pa.scalar(template[at:begin]))
        at = template.index("}", begin) + 1
        parts.append(_field(rows, name))
    parts.append(pa.scalar(template[at:]))
    if "n" not in fields(template):
        return pc.binary_join_element_wise(*_arrays(parts, len(rows)), "")
    rest = [part for part in parts if part is not None]
    numbers = texts.places_among_equals(pc.binary_join_element_wise(*_arrays(rest, len(rows)), texts.SEPARATOR))
    numbers = pa.array(numbers).cast(pa.string())
    return pc.binary_join_element_wise(*_arrays([numbers if part is None else part for part in parts], len(rows)), "")


def _arrays(parts: list, length: int) -> list:
    """At least one array among the scalars: the number of rows must be known."""
    first, *rest = parts
    return [pa.repeat(first, length) if isinstance(first, pa.Scalar) else first, *rest]


def _field(rows: Rows, name: str) -> object:
    if name == "n":
        return None
    if name == "row":
        return rows.numbers.cast(pa.string())
    if name == "file":
        return pa.scalar(Path(rows.file).stem)
    if name == "sheet":
        return pa.scalar(rows.sheet)
    return rows.texts(name)


def _extracted(rows: Rows, cell: Cell, cells: pa.StringArray, report: Report, header: str) -> pa.StringArray:
    whole = texts.texts_of(cells)
    found = texts.extracted(whole, cell.extract)
    if cell.unmatched == "keep":
        return pc.coalesce(found, whole)
    if cell.unmatched == "refuse":
        missed = pc.and_(pc.is_null(found), pc.is_valid(whole))
        report.each("unmatched", rows, missed, whole, header, pattern=cell.extract)
    return found


def _checked(rows, cell, found, bad, before, code, report, header) -> pa.StringArray:
    """What could not be taken is a fault, or a warning where the profile lets it be empty."""
    level = "warning" if cell.unreadable == "empty" else "fault"
    words = {"formats": ", ".join(cell.date)} if code == "bad_day" else {}
    report.each(f"{code}_emptied" if level == "warning" else code, rows, bad, before, header, level, **words)
    return found


def _later(one: str, days: int) -> str | None:
    day = texts.day_of(one)
    try:
        return None if day is None else texts.day_cell(date.fromordinal(day.toordinal() + days))
    except (ValueError, OverflowError):
        return None


def _product(one: str, factor: Decimal) -> str | None:
    number = texts.number_of(one)
    return None if number is None else format(number * factor, "f")


def _coded(rows: Rows, cell: Cell, cells: pa.StringArray, report: Report, header: str) -> pa.StringArray:
    """Each value as the profile's code for it; one that is not listed is `other`, or a fault."""
    codes = {texts.same(name): value for name, value in cell.codes}
    unlisted = "\0?"

    def change(one: str) -> str | None:
        text = texts.plain_text(one)
        if not text:
            return None
        value = codes.get(texts.same(text))
        if value is None:
            value = cell.other
        return unlisted if value is None else encoded(value) or None

    found = texts.by_each(cells, change)
    bad = pc.fill_null(pc.equal(found, unlisted), False)
    report.each("unlisted", rows, bad, cells, header)
    return pc.if_else(bad, EMPTY, found)


def _readable(rows: Rows, column: Column, cells: pa.StringArray, report: Report, header: str) -> pa.StringArray:
    """Cells the ledger's column cannot hold become empty, with a warning."""
    read = reader_of(column, rows.since_1904)

    def change(one: str) -> str | None:
        try:
            value = read(texts.cell(one))
        except Bad:
            return None
        return one if value.__class__ is Noted or value is not None else ""

    found, bad = texts.changed(cells, change)
    report.each("cell_emptied", rows, bad, cells, header, "warning")
    return pc.if_else(pc.fill_null(pc.equal(found, ""), False), EMPTY, found)


def _numbered(cells: pa.StringArray, doubles: str) -> pa.StringArray:
    """From the second row of the same text on, `doubles` with its number is added."""
    cells = texts.texts_of(cells)
    places = texts.places_among_equals(cells)
    before, after = doubles.split("{n}")
    numbers = pa.array(places).cast(pa.string())
    ends = pc.binary_join_element_wise(pa.repeat(pa.scalar(before, pa.string()), len(cells)), numbers, after, "")
    ends = pc.if_else(pa.array(places > 1), ends, "")
    return pc.binary_join_element_wise(cells, ends, "")
