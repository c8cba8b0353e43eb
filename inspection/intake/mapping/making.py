"""How one column is made out of the cells of the rows, as the profile says; what cannot be taken is told."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.intake.cells import Bad, Noted
from inspection.intake.mapping import texts
from inspection.intake.mapping.profile import Cell, fields
from inspection.intake.mapping.rows import Report, Rows, holding
from inspection.intake.values import reader_of
from inspection.warehouse.dictionary import Column

EMPTY = pa.scalar(None, pa.string())


def made(rows: Rows, cell: Cell, report: Report, column: Column | None = None) -> pa.StringArray:
    """The cells of one column as the profile makes them; `column` is the ledger's, None for a computed one."""
    making = _Making(rows, cell, report, written(rows, cell))
    found = making.origin()
    if cell.extract is not None:
        found = making.extracted(found)
    if cell.date:
        found = making.taken("bad_day", texts.days(found, cell.date), found, formats=", ".join(cell.date))
    if cell.add_days:
        later = texts.changed(found, lambda one: _later(one, cell.add_days))
        found = making.taken("bad_day", later, found, formats="")
    if cell.times is not None:
        factor = Decimal(str(cell.times))
        found = making.taken("bad_number", texts.changed(found, lambda one: _product(one, factor)), found)
    if cell.codes is not None:
        found = making.coded(found)
    if cell.empty is not None:
        found = pc.fill_null(_nothing_as_null(found), encoded(cell.empty))
    if cell.unreadable == "empty" and column is not None:
        found = making.readable(found, column)
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


@dataclass(frozen=True)
class _Making:
    """One column at work; `header` is what it is made of, for sentences."""

    rows: Rows
    cell: Cell
    report: Report
    header: str

    def origin(self) -> pa.StringArray:
        rows, cell = self.rows, self.cell
        if cell.origin == "from":
            return rows.cells(cell.source)
        if cell.origin == "constant":
            return pa.repeat(pa.scalar(encoded(cell.constant), pa.string()), len(rows))
        if cell.origin == "first":
            return pc.coalesce(*(_nothing_as_null(rows.cells(name)) for name in cell.first))
        if cell.origin == "cases":
            return self.case()
        for name in sorted(cell.columns()):
            cells = rows.cells(name)
            if rows.texts(name) is not cells:  # else all of them are plain texts
                self.report.each("error_cell", rows, texts.marked(cells), cells, rows.header(name))
        if cell.origin == "hash":
            return texts.hashed([rows.texts(name) for name in cell.hash])
        if cell.origin == "year":
            both = [rows.texts(cell.year), rows.texts(cell.month)]
            days = texts.month_days(*both, cell.day)
            return self.taken("bad_month", days, pc.binary_join_element_wise(*both, "-"))
        return _filled(rows, cell.template)

    def case(self) -> pa.StringArray:
        """The value of the first case that holds; else `other`, or a fault."""
        rows, cell = self.rows, self.cell
        masks = [holding(rows, case) for case in cell.cases]
        values = [
            rows.cells(case.taken_from) if case.taken_from else pa.scalar(encoded(case.value), pa.string())
            for case in cell.cases
        ]
        rest = EMPTY if cell.other in (None, "") else pa.scalar(encoded(cell.other), pa.string())
        if cell.other is None:
            none = pa.array(~np.any([np.asarray(mask) for mask in masks], axis=0))
            looked = [pc.fill_null(rows.texts(name), "") for name in _sources(cell)]
            self.report.each("no_case", rows, none, pc.binary_join_element_wise(*looked, " + "), self.header)
        return pc.case_when(pc.make_struct(*masks, field_names=[str(n) for n in range(len(masks))]), *values, rest)

    def extracted(self, cells: pa.StringArray) -> pa.StringArray:
        cell, whole = self.cell, texts.texts_of(cells)
        found = texts.extracted(whole, cell.extract)
        if cell.unmatched == "keep":
            return pc.coalesce(found, whole)
        if cell.unmatched == "refuse":
            missed = pc.and_(pc.is_null(found), pc.is_valid(whole))
            self.report.each("unmatched", self.rows, missed, whole, self.header, pattern=cell.extract)
        return found

    def taken(self, code: str, changed: tuple[pa.StringArray, pa.BooleanArray], before, **words) -> pa.StringArray:
        """What could not be taken is a fault, or a warning where the profile lets it be empty."""
        found, bad = changed
        lenient = self.cell.unreadable == "empty"
        code, level = (f"{code}_emptied", "warning") if lenient else (code, "fault")
        self.report.each(code, self.rows, bad, before, self.header, level, **words)
        return found

    def coded(self, cells: pa.StringArray) -> pa.StringArray:
        """Each value as the profile's code for it; one that is not listed is `other`, or a fault."""
        codes = {texts.same(name): value for name, value in self.cell.codes}

        def change(one: str) -> str | None:
            text = texts.plain_text(one)
            value = codes.get(texts.same(text), self.cell.other) if text else ""
            return None if value is None else encoded(value)

        found, bad = texts.changed(cells, change)
        self.report.each("unlisted", self.rows, bad, cells, self.header)
        return found

    def readable(self, cells: pa.StringArray, column: Column) -> pa.StringArray:
        """Cells the ledger's column cannot hold become empty, with a warning."""
        read = reader_of(column, self.rows.since_1904)

        def change(one: str) -> str | None:
            try:
                value = read(texts.cell(one))
            except Bad:
                return None
            return one if value.__class__ is Noted or value is not None else ""

        found, bad = texts.changed(cells, change)
        self.report.each("cell_emptied", self.rows, bad, cells, self.header, "warning")
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


def _later(one: str, days: int) -> str | None:
    day = texts.day_of(one)
    try:
        return None if day is None else texts.day_cell(date.fromordinal(day.toordinal() + days))
    except (ValueError, OverflowError):
        return None


def _product(one: str, factor: Decimal) -> str | None:
    number = texts.number_of(one)
    return None if number is None else format(number * factor, "f")


def _numbered(cells: pa.StringArray, doubles: str) -> pa.StringArray:
    """From the second row of the same text on, `doubles` with its number is added."""
    cells = texts.texts_of(cells)
    places = texts.places_among_equals(cells)
    before, after = doubles.split("{n}")
    numbers = pa.array(places).cast(pa.string())
    ends = pc.binary_join_element_wise(pa.repeat(pa.scalar(before, pa.string()), len(cells)), numbers, after, "")
    ends = pc.if_else(pa.array(places > 1), ends, "")
    return pc.binary_join_element_wise(cells, ends, "")
