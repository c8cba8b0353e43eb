"""The rows of one sheet while a profile works on them, which of them a condition holds of, and what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.intake.cells import normal
from inspection.intake.faults import Faults, Place
from inspection.intake.mapping import texts
from inspection.intake.mapping.profile import Condition

DISTINCT_SAID = 20  # values of one kind of fault that are named one by one


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
