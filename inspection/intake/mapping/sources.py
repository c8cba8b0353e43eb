"""Sheets -> rows of ledgers, as the sources of a profile say: find, fetch, compute, leave out, make distinct."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.formats.workbooks import Sheet
from inspection.intake.cells import normal
from inspection.intake.faults import Faults, Place
from inspection.intake.faults import shown as faults_shown
from inspection.intake.headers import table_below
from inspection.intake.mapping import texts
from inspection.intake.mapping.making import made, written
from inspection.intake.mapping.profile import Cell, Lookup, Source, Target
from inspection.intake.mapping.rows import Report, Rows, kept
from inspection.intake.personal import personal_columns
from inspection.intake.recognise import column_names
from inspection.intake.sheets import Mapped
from inspection.warehouse.dictionary import dictionary

WILD = re.compile(r"([*?])")
NAMED = 6  # headers or keys named in one sentence


@dataclass(frozen=True)
class Arrived:
    """One sheet of one file of the import."""

    file: str
    sheet: Sheet

    @property
    def place(self) -> Place:
        return Place(self.file, self.sheet.name or "")


def fits(patterns: Sequence[str], name: str) -> bool:
    """Whether a file's name (without its folders) is one of the patterns: * and ? as in the shell, case apart."""
    name = name.replace("\\", "/").rpartition("/")[2].casefold()
    return any(fnmatchcase(name, pattern.casefold()) for pattern in patterns)


def takes(part: Source | Lookup, arrived: Arrived) -> bool:
    """Whether a sheet is one that a source or look-up speaks of; a csv has no sheets to tell apart."""
    if not fits(part.files, arrived.file):
        return False
    return part.sheet is None or arrived.sheet.name is None or fits((part.sheet,), arrived.sheet.name)


def opened(part: Source | Lookup, arrived: Arrived, report: Report, known: frozenset[str] = frozenset()) -> Rows | None:
    """The rows of a sheet below its header; None, with a fault, where a column is missing or not spoken of.

    `known`: headers (normalised) that are taken besides those the profile reads.
    """
    wanted = {normal(name): name for name in part.columns()}
    sheet = arrived.sheet
    if part.header_row is not None:
        after = pc.greater_equal(sheet.numbers, part.header_row)
        sheet = replace(
            sheet, numbers=sheet.numbers.filter(after), columns=tuple(c.filter(after) for c in sheet.columns)
        )
    # what is compared has no spaces and no case; the signs of a pattern stay
    patterns = ["".join(p if p in "*?" else normal(p) for p in WILD.split(name)) for name in part.ignore]
    table = table_below(sheet, {*wanted, *known, *patterns}, part.headers)
    if table is None:
        report.add("no_table")
        return None
    for skipped in table.skipped:
        report.faults.warn(skipped.kind, report.place, skipped.row, "", skipped.text)
    if table.titles and part.header_row is None:
        report.faults.warn("header_row", report.place, table.header_row, "", "", count=table.titles)
    columns: dict[str, pa.StringArray] = {}
    headers: dict[str, str] = {}
    ignored, unknown = [], []
    for index, header in enumerate(table.headers):
        key = normal(header)
        if key in columns:
            report.add("header_twice", table.header_row, header)
        elif key in wanted or key in known:
            columns[key], headers[key] = table.columns[index], header
        elif any(fnmatchcase(key, pattern) for pattern in patterns) or (not header and index < len(part.headers)):
            ignored.append(index)
        elif header or table.columns[index].null_count < len(table.columns[index]):
            unknown.append(header or f"({index + 1})")
    missing = [name for key, name in wanted.items() if key not in columns and name not in part.optional]
    if unknown:
        report.add("header_unknown", table.header_row, ", ".join(unknown[:NAMED]), count=len(unknown))
    if missing:
        there = ", ".join(header for header in table.headers[:12] if header)
        report.add("header_missing", table.header_row, ", ".join(sorted(missing)), there=there)
    if isinstance(part, Source):  # of a look-up the source that reads the file itself says it
        _personal(table, ignored, report)
    if unknown or missing or report.refused:
        return None
    return Rows(arrived.file, sheet.name or "", table.header_row, table.numbers, columns, headers, table.since_1904)


def _personal(table, ignored: list[int], report: Report) -> None:
    """Personal data in columns that are left out: to be seen, no more."""
    for found in personal_columns(list(table.headers), list(table.columns), {}, frozenset(ignored)):
        if found.index in ignored:
            row = table.header_row if found.at is None else table.numbers[found.at].as_py()
            header = table.headers[found.index]
            report.faults.warn(found.code, report.place, row, header, found.sample, count=found.count)


# --- more columns ----------------------------------------------------------------------------------------------------


def filled_down(rows: Rows, names: Sequence[str]) -> Rows:
    """An empty cell of these columns is as the one above it."""
    for name in names:
        at = np.where(pc.is_valid(rows.texts(name)), np.arange(len(rows)), -1)
        at = np.maximum.accumulate(at)
        rows = rows.having(name, rows.cells(name).take(pa.array(at, mask=at < 0)), rows.header(name))
    return rows


def stacked(rows: Rows, source: Source) -> Rows:
    """Columns put under each other: a row for each of them that holds something."""
    stack, length, wide = source.stack, len(rows), len(source.stack.headers)
    at = np.arange(length * wide).reshape(wide, length).T.ravel()  # of each row its columns, one after the other
    values = pa.concat_arrays([rows.cells(header) for header in stack.headers]).take(pa.array(at))
    names = pa.array([rows.header(header) for header in stack.headers], pa.string()).take(pa.array(at // max(length, 1)))
    longer = rows.take(pa.array(at % max(length, 1))).having(stack.name, names).having(stack.value, values)
    return longer.filter(pc.is_valid(texts.texts_of(values)))


def split(rows: Rows, source: Source) -> Rows:
    """A row for each part of a cell; an empty cell stays one row."""
    cells = pc.fill_null(rows.texts(source.split.column), "")
    lists = pc.split_pattern(cells, source.split.by)
    parts = pc.utf8_trim_whitespace(pc.list_flatten(lists))
    at = pc.list_parent_indices(lists)
    none = pa.scalar(None, pa.string())
    longer = rows.take(at)
    parts = pc.if_else(pc.equal(parts, ""), none, parts)
    # "a;" has one part, not two: an empty part stays only where the whole cell is empty
    stays = pc.or_(pc.is_valid(parts), pc.equal(cells.take(at), ""))
    return replace(longer, columns={**longer.columns, normal(source.split.column): parts}).filter(stays)


def fetched(rows: Rows, lookup: Lookup, sheets: Sequence[Arrived], report: Report) -> Rows | None:
    """The rows with the columns of another file, found by key. None, with a fault, where that cannot be done."""
    keys: list[pa.StringArray] = []
    columns: list[list[pa.StringArray]] = []
    for arrived in sheets:
        if not takes(lookup, arrived):
            continue
        other = Report(report.faults, arrived.place)
        found = opened(lookup, arrived, other)
        if found is None:
            return None
        keys.append(texts.joined([found.texts(theirs) for _, theirs in lookup.on]))
        columns.append([found.cells(theirs) for _, theirs in lookup.take])
        if lookup.repeated == "refuse":
            twice = pa.array(texts.places_among_equals(keys[-1]) > 1)
            twice = pc.and_(twice, pc.is_valid(keys[-1]))
            other.each("key_twice", found, twice, found.texts(lookup.on[0][1]), found.header(lookup.on[0][1]))
            report.said += other.said
    if not keys:
        report.add("no_lookup", None, "", None, files=", ".join(lookup.files))
        return None
    theirs = pa.concat_arrays(keys)
    mine = texts.joined([rows.texts(name) for name, _ in lookup.on])
    at = pc.index_in(mine, value_set=theirs, skip_nulls=True)
    if lookup.missing == "refuse":
        first = lookup.on[0][0]
        report.each(
            "not_in_lookup", rows, pc.is_null(at), rows.cells(first), rows.header(first), files=", ".join(lookup.files)
        )
    for position, (name, _) in enumerate(lookup.take):
        rows = rows.having(name, pa.concat_arrays([part[position] for part in columns]).take(at))
    return rows


# --- ledgers ---------------------------------------------------------------------------------------------------------


def read_source(
    source: Source, arrived: Arrived, sheets: Sequence[Arrived], faults: Faults
) -> list[tuple[Target, Mapped]] | None:
    """What one sheet gives to each ledger of its source; None, with faults, where it cannot be read so."""
    report = Report(faults, arrived.place)
    by_name = frozenset(
        key for target in source.targets if target.by_name for key in column_names(dictionary().ledgers[target.ledger])
    )
    rows = opened(source, arrived, report, by_name)
    if rows is None:
        return None
    rows = filled_down(rows, source.fill_down)
    if source.stack:
        rows = stacked(rows, source)
    if source.split:
        rows = split(rows, source)
    for lookup in source.lookups:
        rows = fetched(rows, lookup, sheets, report)
        if rows is None:
            return None
    for name, cell in source.computed:
        rows = rows.having(name, made(rows, cell, report), written(rows, cell))
    rows = kept(rows, source.leave_out, source.keep_only, report)
    result = []
    for target in source.targets:
        used, mapped = _mapped(rows, target, report)
        if len(mapped.numbers):
            result.append((used, target, mapped))
    if report.refused:
        return None  # what stays empty may be what could not be taken
    return [(target, _say_empty(used, target, mapped, report)) for used, target, mapped in result]


def _mapped(rows: Rows, target: Target, report: Report) -> tuple[Rows, Mapped]:
    """The rows that a ledger is made of, and its columns out of them."""
    rows = kept(rows, target.leave_out, target.keep_only, report)
    gathered: dict[str, pa.StringArray] = {}
    if target.distinct:
        rows, gathered = _distinct(rows, target, report)
    ledger = dictionary().ledgers[target.ledger]
    given = dict(target.cells)
    columns, names = {}, {}
    for column in ledger.columns:
        if column.name in given:
            cell = given[column.name]
            columns[column.name] = gathered[column.name] if cell.gather else made(rows, cell, report, column)
            names[column.name] = written(rows, cell)
        elif target.by_name:
            spelled = next((s for s, c in column_names(ledger).items() if c is column and s in rows.columns), None)
            if spelled:
                columns[column.name] = rows.columns[spelled]
                names[column.name] = rows.headers[spelled]
    names = {name: text for name, text in names.items() if text}
    return rows, Mapped(target.ledger, rows.sheet, rows.header_row, rows.numbers, columns, names)


def _distinct(rows: Rows, target: Target, report: Report) -> tuple[Rows, dict[str, pa.StringArray]]:
    """One row for each combination of the named columns, and the columns gathered from all its rows.

    Rows where all of the named columns are empty give none.
    """
    keys = [rows.texts(name) for name in target.distinct]
    anything = reduce(pc.or_, map(pc.is_valid, keys))
    rows = rows.filter(anything)
    if not len(rows):
        return rows, {name: pa.nulls(0, pa.string()) for name, cell in target.columns if cell.gather}
    codes = texts.codes_of(texts.joined([key.filter(anything) for key in keys], "\x1e"))
    _, first, group = np.unique(codes, return_index=True, return_inverse=True)
    if target.disagree == "refuse":
        _say_disagreeing(rows, target, first[group], report)
    if target.disagree == "last":
        _, back = np.unique(codes[::-1], return_index=True)
        first = len(codes) - 1 - back
    order = np.argsort(first)
    found = {name: _gathered(rows, cell, group, report) for name, cell in target.columns if cell.gather}
    found = {name: cells.take(pa.array(order)) for name, cells in found.items()}
    return rows.take(pa.array(first[order])), found


def _gathered(rows: Rows, cell: Cell, groups: np.ndarray, report: Report) -> pa.StringArray:
    cells = made(rows, cell, report)
    result, bad = texts.gathered(cells, groups, cell.gather)
    report.each("bad_number", rows, bad, cells, written(rows, cell))
    return result


def _say_empty(rows: Rows, target: Target, mapped: Mapped, report: Report) -> Mapped:
    """One fault for each required column that stays empty: at the first such row, naming what is empty there."""
    told = set()
    for name, cell in target.cells:
        column = dictionary().ledgers[target.ledger].column(name)
        empty = pc.is_null(texts.texts_of(mapped.columns[name]))
        if not column.required or not pc.any(empty).as_py():
            continue
        at = pc.indices_nonzero(empty)[0].as_py()
        blank = [rows.header(source) for source in sorted(cell.columns()) if not rows.texts(source)[at].is_valid]
        header = " + ".join(dict.fromkeys(blank)) or written(rows, cell)
        label = column.label(report.faults.lang)
        report.add("empty_column", rows.numbers[at].as_py(), header, column=label, count=pc.sum(empty).as_py())
        told.add(name)
    return replace(mapped, told=frozenset(told))


def _say_disagreeing(rows: Rows, target: Target, first: np.ndarray, report: Report) -> None:
    """A fault for each column that differs between rows that are to become one."""
    for name, cell in target.columns:
        if cell.numbered or cell.gather or not cell.columns():
            continue
        silent = Report(Faults(report.faults.lang), report.place)  # what cannot be read is said once, of the rows kept
        cells = texts.texts_of(made(rows, cell, silent))
        values = texts.codes_of(cells)
        differs = pa.array(values != values[first])
        if pc.any(differs).as_py():
            at = pc.indices_nonzero(differs)[0].as_py()
            report.add(
                "rows_disagree",
                rows.numbers[at].as_py(),
                written(rows, cell),
                texts.shown(cells[at].as_py()),
                column=name,
                by=", ".join(target.distinct),
                other=rows.numbers[int(first[at])].as_py(),
                there=faults_shown(texts.shown(cells[int(first[at])].as_py())),
                count=pc.sum(differs).as_py(),
            )
