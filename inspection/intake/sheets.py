"""One table -> the columns of its ledger, with a fault for every cell that cannot be taken."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.formats.workbooks import cell
from inspection.intake.cells import Noted, normal, normal_code
from inspection.intake.columns import Converted, Written, convert
from inspection.intake.faults import KEPT, LEVELS, Faults, Place, letters, shown
from inspection.intake.headers import Table
from inspection.intake.personal import personal_columns
from inspection.intake.recognise import Header, column_names, must_be_there, read_header
from inspection.intake.undated import marks_of, taken_apart, with_mark
from inspection.warehouse.dictionary import Column, Ledger, dictionary
from inspection.warehouse.values import ledger_schema

LABELS_LISTED = 12
SUMMARY = r"^\s*(\S{0,12}(合\s*计|总\s*计|小\s*计)\s*$|平均|均值|最高分|最低分|去掉|最[终后]得分)"
AT_ONCE = 2  # columns converted side by side; arrow lets other threads run
Advance = Callable[[int], None]
"""Told how many rows' worth of work is done."""


@dataclass(frozen=True)
class Mapped:
    """Rows of one ledger as a mapping profile made them out of a sheet, not yet converted.

    `numbers`: the source row of each row as Excel numbers it. `columns`: column of the ledger -> cells, encoded as in a
    Sheet or plain text. `written`: column -> its header in the source (left out: the column's own name). `told`: columns
    whose empty cells are a fault already.
    """

    ledger: str
    sheet: str
    header_row: int
    numbers: pa.Int32Array
    columns: dict[str, pa.StringArray]
    written: dict[str, str]
    told: frozenset[str] = frozenset()


@dataclass
class Taken:
    """The rows of one sheet as columns in the types of the ledger; `numbers` their rows in Excel.

    A cell with a fault is null in `columns` and true in `bad`. `distinct`: columns known to repeat no value. `complete`
    is False when the sheet could not be read for its headers: then nobody can say what is not in this ledger. `quiet`:
    columns of whose empty cells something is said already. `undated`: date columns with words for an unknown day -> the
    rows that have them, taken as the mark beside.
    """

    ledger: Ledger
    place: Place
    written_as: dict[str, str]
    numbers: pa.Int32Array = field(default_factory=lambda: pa.array([], pa.int32()))
    columns: dict[str, pa.Array] = field(default_factory=dict)
    bad: dict[str, pa.BooleanArray] = field(default_factory=dict)
    distinct: set[str] = field(default_factory=set)
    complete: bool = True
    quiet: frozenset[str] = frozenset()
    undated: dict[str, pa.BooleanArray] = field(default_factory=dict)

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


def take_table(
    ledger: Ledger, table: Table, place: Place, faults: Faults, advance: Advance, updating: bool = False
) -> Taken:
    """Read a recognised table; in one that updates rows which stand (`updating`) only the key must be there."""
    for skipped in table.skipped:
        faults.warn(skipped.kind, place, skipped.row, "", skipped.text)
    for odd in table.odd:
        header = table.headers[odd.index] if odd.index is not None else ""
        faults.add(odd.code, place, odd.row, header, odd.text, odd.level, count=odd.count, text=odd.text)
    names = column_names(ledger)
    placed = {index: names[normal(header)] for index, header in enumerate(table.headers) if normal(header) in names}
    personal = personal_columns(list(table.headers), list(table.columns), placed)
    for found in personal:
        row = table.header_row if found.at is None else table.numbers[found.at].as_py()
        faults.add(found.code, place, row, table.headers[found.index], found.sample, found.level, count=found.count)
    passed_over = frozenset(found.index for found in personal)
    header = read_header(ledger, table, place, faults, passed_over, updating)
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
    written = Written(table.since_1904, table.unit, header.units)
    taken = _take(taken, columns, filled, silent, frozenset(), written, faults, advance)
    _say_summaries(taken, faults)
    return taken


def _say_summaries(taken: Taken, faults: Faults) -> None:
    """Rows that are no thing but a sum or a mean of others, told by the text that should name the thing."""
    for column in taken.ledger.key:
        if column.type != "text" or column.name not in taken.columns:
            continue
        values = taken.columns[column.name]
        here = pc.fill_null(pc.match_substring_regex(values, SUMMARY), False)
        if pc.any(here).as_py():
            first = pc.index(here, True).as_py()
            row, header = taken.numbers[first].as_py(), taken.written(column.name)
            faults.add("summary_row", taken.place, row, header, values[first].as_py(), count=pc.sum(here).as_py())


def take_mapped(
    mapped: Mapped, place: Place, since_1904: bool, faults: Faults, advance: Advance, updating: bool = False
) -> Taken:
    """Read what a mapping profile made of a sheet; `updating` as in `take_table`."""
    ledger = dictionary().ledgers[mapped.ledger]
    missing = [c for c in must_be_there(ledger, updating) if c.name not in mapped.columns]
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
    names = [column.name for column in ledger.columns if column.name in mapped.columns]
    placed = {index: ledger.column(name) for index, name in enumerate(names)}
    silent = set()
    for found in personal_columns(names, [mapped.columns[name] for name in names], placed):
        name, row = names[found.index], mapped.numbers[found.at].as_py()
        faults.add(found.code, place, row, taken.written(name), found.sample, found.level, count=found.count)
        silent.add(name)
    return _take(taken, mapped.columns, {}, silent, mapped.told, Written(since_1904), faults, advance)


def _take(
    taken: Taken,
    columns: dict[str, pa.StringArray],
    filled: dict[str, pa.BooleanArray],
    silent: set[str],
    told: frozenset[str],
    written: Written,
    faults: Faults,
    advance: Advance,
) -> Taken:
    """Convert every column that is there, in the ledger's order, saying what cannot be taken."""
    rows, done = len(taken.numbers), 0
    taken.quiet = frozenset(silent | told)
    columns, taken.undated = taken_apart(taken.ledger, columns)
    present = [column for column in taken.ledger.columns if column.name in columns]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda column: convert(column, columns[column.name], written), present))
    for step, (column, result) in enumerate(zip(present, results, strict=True), 1):
        bad = result.bad
        if column.name not in silent:
            _say(taken, column, result, faults)
            bad = _say_merged_numbers(taken, column, filled, bad, faults)
        if unit := written.unit_for(column):
            _say_unit(taken, column, columns[column.name], result, unit, faults)
        taken.columns[column.name] = result.values
        taken.bad[column.name] = bad
        if result.distinct:
            taken.distinct.add(column.name)
        advance(rows * step // len(present) - done)
        done = rows * step // len(present)
    _mark_undated(taken, faults)
    return taken


def _mark_undated(taken: Taken, faults: Faults) -> None:
    """Set the mark where the date says that its day is unknown; a mark that says no there is a fault."""
    for day, marked in taken.undated.items():
        mark = marks_of(taken.ledger)[day]
        values, denied = with_mark(taken.columns.get(mark), marked)
        bad = taken.bad.get(mark, pa.array(np.zeros(len(values), bool)))
        faults.add_all("undated_denied", taken.place, taken.numbers.filter(denied), taken.written(mark))
        taken.columns[mark], taken.bad[mark] = values, pc.or_(bad, denied)


def _say(taken: Taken, column: Column, result: Converted, faults: Faults) -> None:
    """A fault or warning for each cell that was refused or noted; beyond those kept they are only counted."""
    header = taken.written(column.name)
    counts = dict.fromkeys(LEVELS, 0)
    for at, found, reason in result.said():
        noted = isinstance(reason, Noted)
        level = reason.level if noted else "fault"
        counts[level] += 1
        if counts[level] > KEPT:
            faults.uncounted(level, reason.code)
            continue
        if noted:
            words = {"taken": reason.value}
        else:
            words = _code_words(column, found, faults.lang) if reason.code == "bad_code" else reason.words
        faults.add(reason.code, taken.place, taken.numbers[at].as_py(), header, found, level, **words)


def _say_unit(
    taken: Taken, column: Column, cells: pa.StringArray, result: Converted, unit: str, faults: Faults
) -> None:
    """The unit above the table is not the header's: the first amount as it stands and as it was taken, to be confirmed."""
    at = next(iter(pc.indices_nonzero(pc.is_valid(result.values)).to_pylist()), None)
    if at is not None:
        words = {"unit": unit, "taken": f"{result.values[at].as_py():f}".rstrip("0").rstrip(".")}
        row, header = taken.numbers[at].as_py(), taken.written(column.name)
        faults.ask("unit_in_title", taken.place, row, header, cell(cells[at].as_py()), **words)


def _say_merged_numbers(taken: Taken, column: Column, filled: dict, bad: pa.Array, faults: Faults) -> pa.Array:
    """One number over several merged rows: nobody can tell how it divides among them."""
    if column.name not in filled or column.type not in ("int", "decimal"):
        return bad
    faults.add_all("merged_number", taken.place, taken.numbers.filter(filled[column.name]), taken.written(column.name))
    return pc.or_(bad, filled[column.name])


def say_empty(taken: Taken, faults: Faults) -> None:
    """A fault for each cell of a required column that is empty, once all that can be filled in is."""
    for column in taken.ledger.columns if taken.complete else ():
        values = taken.values(column.name)
        if not column.required or not values.null_count:
            continue
        bad = taken.bad.get(column.name, pa.array(np.zeros(len(values), bool)))
        empty = pc.and_not(pc.is_null(values), bad)
        if column.name not in taken.quiet:
            faults.add_all("empty_required", taken.place, taken.numbers.filter(empty), taken.written(column.name))
        taken.bad[column.name] = pc.or_(bad, empty)


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
        faults.add("value_without_header", place, row, "", value, letter=letters(index), count=len(written))
