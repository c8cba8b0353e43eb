"""One table -> the columns of its ledger, with a fault for every cell that cannot be taken."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from inspection.formats.workbooks import cell
from inspection.intake.cells import Noted, normal, normal_code
from inspection.intake.columns import Converted, convert
from inspection.intake.faults import KEPT, Faults, Place, shown
from inspection.intake.headers import Table
from inspection.intake.personal import personal_columns
from inspection.intake.recognise import Header, column_names, read_header
from inspection.intake.rules import is_planned, rules_of
from inspection.warehouse.dictionary import Column, Ledger, dictionary
from inspection.warehouse.values import ledger_schema

LABELS_LISTED = 12
AT_ONCE = 2  # columns converted side by side; arrow lets other threads run
Advance = Callable[[int], None]
"""Told how many rows' worth of work is done."""


@dataclass(frozen=True)
class Mapped:
    """Rows of one ledger as a mapping profile made them out of a sheet, not yet converted.

    `numbers`: the source row of each row as Excel numbers it. `columns`: column of the ledger -> cells, encoded as in a
    Sheet or plain text. `written`: column -> its header in the source (left out: the column's own name).
    """

    ledger: str
    sheet: str
    header_row: int
    numbers: pa.Int32Array
    columns: dict[str, pa.StringArray]
    written: dict[str, str]


@dataclass
class Taken:
    """The rows of one sheet as columns in the types of the ledger; `numbers` their rows in Excel.

    A cell with a fault is null in `columns` and true in `bad`. `distinct`: columns known to repeat no value. `complete` is False when the sheet could not be read for
    its headers: then nobody can say what is not in this ledger.
    """

    ledger: Ledger
    place: Place
    written_as: dict[str, str]
    numbers: pa.Int32Array = field(default_factory=lambda: pa.array([], pa.int32()))
    columns: dict[str, pa.Array] = field(default_factory=dict)
    bad: dict[str, pa.BooleanArray] = field(default_factory=dict)
    distinct: set[str] = field(default_factory=set)
    complete: bool = True

    def written(self, column: str) -> str:
        """The header of a column as the steward wrote it; its Chinese name when the sheet has no such column."""
        return self.written_as.get(column) or self.ledger.column(column).zh

    def values(self, column: str) -> pa.Array:
        """The values of a column; null throughout where the sheet has no such column."""
        found = self.columns.get(column)
        return pa.nulls(len(self.numbers), ledger_schema(self.ledger.name).field(column).type) if found is None else found

    def table(self) -> pa.Table:
        """The rows as a ledger's table."""
        schema = ledger_schema(self.ledger.name)
        return pa.Table.from_arrays([self.values(name) for name in schema.names], schema=schema)


def take_table(ledger: Ledger, table: Table, place: Place, faults: Faults, advance: Advance) -> Taken:
    """Read a recognised table."""
    for skipped in table.skipped:
        faults.warn(skipped.kind, place, skipped.row, "", skipped.text)
    names = column_names(ledger)
    placed = {index: names[normal(header)] for index, header in enumerate(table.headers) if normal(header) in names}
    personal = personal_columns(list(table.headers), list(table.columns), placed)
    for found in personal:
        row = table.header_row if found.at is None else table.numbers[found.at].as_py()
        faults.add(found.code, place, row, table.headers[found.index], found.sample, found.level, count=found.count)
    passed_over = frozenset(found.index for found in personal)
    header = read_header(ledger, table, place, faults, passed_over)
    if table.titles and header is not None:
        faults.warn("header_row", place, table.header_row, "", "", count=table.titles)
    if header is None:
        advance(len(table.numbers))
        return Taken(ledger, place, {}, complete=False)
    _values_without_header(table, header, place, faults)
    columns = {name: table.columns[index] for name, index in header.index.items()}
    filled = {name: table.filled[index] for name, index in header.index.items() if index in table.filled}
    taken = Taken(ledger, place, header.written, table.numbers)
    silent = {name for name, index in header.index.items() if index in passed_over}
    return _take(taken, columns, filled, silent, table.since_1904, faults, advance)


def take_mapped(mapped: Mapped, place: Place, since_1904: bool, faults: Faults, advance: Advance) -> Taken:
    """Read what a mapping profile made of a sheet."""
    ledger = dictionary().ledgers[mapped.ledger]
    missing = [c for c in ledger.columns if c.required and c.name not in mapped.columns]
    for column in missing:
        faults.add(
            "missing_column",
            place,
            mapped.header_row,
            column.label(faults.lang),
            ledger=ledger.label(faults.lang),
            name=column.name,
        )
    if missing:
        return Taken(ledger, place, mapped.written, complete=False)
    taken = Taken(ledger, place, mapped.written, mapped.numbers)
    return _take(taken, mapped.columns, {}, set(), since_1904, faults, advance)


def _take(
    taken: Taken,
    columns: dict[str, pa.StringArray],
    filled: dict[str, pa.BooleanArray],
    silent: set[str],
    since_1904: bool,
    faults: Faults,
    advance: Advance,
) -> Taken:
    """Convert every column that is there, in the ledger's order, saying what cannot be taken."""
    rows, done = len(taken.numbers), 0
    present = [column for column in taken.ledger.columns if column.name in columns]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda column: convert(column, columns[column.name], since_1904), present))
    for step, (column, result) in enumerate(zip(present, results, strict=True), 1):
        bad = result.bad
        if column.name not in silent:
            _say(taken, column, result, faults)
            bad = _say_merged_numbers(taken, column, filled, bad, faults)
            bad = _say_empty(taken, column, result, bad, faults)
        taken.columns[column.name] = result.values
        taken.bad[column.name] = bad
        if result.distinct:
            taken.distinct.add(column.name)
        advance(rows * step // len(present) - done)
        done = rows * step // len(present)
    return taken


def _say(taken: Taken, column: Column, result: Converted, faults: Faults) -> None:
    """A fault or warning for each cell that was refused or noted; beyond those kept they are only counted."""
    header = taken.written(column.name)
    counts = {"fault": 0, "warning": 0}
    for at, found, reason in result.said():
        noted = isinstance(reason, Noted)
        level = "warning" if noted else "fault"
        counts[level] += 1
        if counts[level] > KEPT:
            faults.uncounted(level)
            continue
        if noted:
            words = {"taken": reason.value}
        else:
            words = _code_words(column, found, faults.lang) if reason.code == "bad_code" else reason.words
        faults.add(reason.code, taken.place, taken.numbers[at].as_py(), header, found, level, **words)


def _say_merged_numbers(taken: Taken, column: Column, filled: dict, bad: pa.Array, faults: Faults) -> pa.Array:
    """One number over several merged rows: nobody can tell how it divides among them."""
    if column.name not in filled or column.type not in ("int", "decimal"):
        return bad
    faults.add_all("merged_number", taken.place, taken.numbers.filter(filled[column.name]), taken.written(column.name))
    return pc.or_(bad, filled[column.name])


def _say_empty(taken: Taken, column: Column, result: Converted, bad: pa.Array, faults: Faults) -> pa.Array:
    if not column.required or not result.values.null_count:
        return bad
    empty = pc.and_not(pc.is_null(result.values), bad)
    faults.add_all("empty_required", taken.place, taken.numbers.filter(empty), taken.written(column.name))
    return pc.or_(bad, empty)


def say_rules(taken: Taken, faults: Faults) -> None:
    """A fault for each row that breaks a rule of its ledger; a cell that could not be read breaks none."""
    for rule in rules_of(taken.ledger):
        bad = [taken.bad[name] for name in rule.columns if name in taken.bad]
        broken = pc.fill_null(rule.broken(*(taken.values(name) for name in rule.columns)), False)
        for unread in bad:
            broken = pc.and_not(broken, unread)
        other = next((name for name in rule.columns if name != rule.at), rule.at)
        for count, at in enumerate(pc.indices_nonzero(broken).to_pylist()):
            if count >= KEPT:
                faults.uncounted("fault")
                continue
            words = {"other": taken.written(other), "other_value": _label(taken, other, at, faults.lang)}
            row, value = taken.numbers[at].as_py(), _label(taken, rule.at, at, faults.lang)
            faults.add(rule.code, taken.place, row, taken.written(rule.at), value, **words)


def _label(taken: Taken, name: str, at: int, lang: str) -> object:
    """The value of a column in a row as a person writes it: a code as its label, 12.5 for 12.500000."""
    column, value = taken.ledger.column(name), taken.values(name)[at].as_py()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return dictionary().label(column.codes, value, lang) if column.type == "code" and value is not None else value


def say_after(taken: Taken, as_of: date, faults: Faults) -> None:
    """A warning for every day later than the as-of day that is neither a plan nor a limit."""
    for column in taken.ledger.columns:
        if column.type != "date" or column.name not in taken.columns or is_planned(taken.ledger.name, column.name):
            continue
        later = pc.fill_null(pc.greater(taken.columns[column.name], pa.scalar(as_of, pa.date32())), False)
        for count, at in enumerate(pc.indices_nonzero(later).to_pylist()):
            if count >= KEPT:
                faults.uncounted("warning")
                continue
            value = taken.columns[column.name][at].as_py()
            faults.warn(
                "after_as_of",
                taken.place,
                taken.numbers[at].as_py(),
                taken.written(column.name),
                value,
                as_of=as_of.isoformat(),
            )


def _code_words(column: Column, found: object, lang: str) -> dict[str, str]:
    """What may stand in a code column, the likeliest first, for the advice."""
    entries = dictionary().codes[column.codes]
    text = normal_code(shown(found))
    # a label that shares its characters with what was written comes first; the order of the contract otherwise
    ranked = sorted(entries, key=lambda e: -len(set(text) & set(normal(e.label(lang)))))
    labels = [entry.label(lang) for entry in ranked[:LABELS_LISTED]]
    more = ("……" if lang == "zh" else ", …") if len(entries) > LABELS_LISTED else ""
    return {"allowed": ("、" if lang == "zh" else ", ").join(labels) + more}


def _values_without_header(table: Table, header: Header, place: Place, faults: Faults) -> None:
    """Cells under an empty header or right of the last one: one fault per such column, at its first value."""
    for index in header.blank:
        column = table.columns[index]
        if column.null_count == len(column):
            continue
        written = pc.indices_nonzero(pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(column), ""), False))
        if not len(written):
            continue
        first = written[0].as_py()
        value = cell(column[first].as_py())
        row = table.numbers[first].as_py()
        faults.add("value_without_header", place, row, "", value, letter=_letters(index), count=len(written))


def _letters(index: int) -> str:
    """0 -> A, 26 -> AA: the column as Excel names it."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text
