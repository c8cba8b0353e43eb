"""What must hold between rows: keys stand once, references find what they refer to, in what came in and what stands.

Everything here works on whole columns; only what is wrong is looked at row by row.
"""

import difflib
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.intake.cells import Bad
from inspection.intake.faults import KEPT, Faults
from inspection.intake.sheets import Taken
from inspection.warehouse.dictionary import Column, dictionary
from inspection.warehouse.values import ledger_table

Standing = Callable[[str], pa.Table | None]
"""Ledger name -> its table in the version that stands; None when there is none."""

Modes = Mapping[str, str]
"""Ledger name -> "replace" (also when it is not named) or "update": then what stands stays where its key did not come."""

SUGGESTIONS_PER_COLUMN = 20  # look-alikes are dear to find among thousands of ids
CANDIDATES = 5_000
BETWEEN = "\x1f"  # between the parts of a key of several columns; no text holds it


def joined_key(columns: list[pa.Array | pa.ChunkedArray]) -> pa.Array:
    """The key of each row as one text; null where a part of it is."""
    parts = [pc.cast(column, pa.string()) for column in columns]
    key = parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, BETWEEN)
    return key.combine_chunks() if isinstance(key, pa.ChunkedArray) else key


def check_keys(taken: list[Taken], faults: Faults) -> None:
    """The same key twice in one ledger, also over two sheets or files, is a fault that names both places."""
    for ledger, sheets in by_ledger(taken).items():
        names = [column.name for column in dictionary().ledgers[ledger].key]
        if len(sheets) == 1 and sheets[0].distinct.intersection(names):
            continue
        keys = [joined_key([sheet.values(name) for name in names]) for sheet in sheets]
        codes = pa.concat_arrays(keys).dictionary_encode().indices
        if not len(codes) or pc.max(codes).as_py() is None:
            continue
        if pc.max(codes).as_py() + 1 == len(codes) - codes.null_count:
            continue  # as many different keys as rows that have one
        numbers = codes.to_numpy(zero_copy_only=False)
        rows = np.flatnonzero(~np.isnan(numbers)) if codes.null_count else np.arange(len(codes))
        _, first, inverse = np.unique(numbers[rows], return_index=True, return_inverse=True)
        again = np.flatnonzero(first[inverse] != np.arange(len(rows)))
        ends = np.cumsum([len(sheet.numbers) for sheet in sheets])
        for count, at in enumerate(again):
            if count >= KEPT:
                faults.uncounted("fault", "same_key")
                continue
            sheet, row = _place(sheets, ends, rows[at])
            other, other_row = _place(sheets, ends, rows[first[inverse[at]]])
            value = " + ".join(str(sheet.values(name)[row].as_py()) for name in names)
            header = " + ".join(sheet.written(name) for name in names)
            where = faults.where(other.place, other.numbers[other_row].as_py())
            faults.add("same_key", sheet.place, sheet.numbers[row].as_py(), header, value, other=where)


def by_ledger(taken: list[Taken]) -> dict[str, list[Taken]]:
    """The sheets of each ledger that have their key columns, in their order."""
    sheets: dict[str, list[Taken]] = {}
    for sheet in taken:
        if sheet.complete:
            sheets.setdefault(sheet.ledger.name, []).append(sheet)
    return sheets


def _place(sheets: list[Taken], ends: np.ndarray, row: int) -> tuple[Taken, int]:
    """The sheet a row of all sheets together is of, and its place there."""
    at = int(np.searchsorted(ends, row, side="right"))
    return sheets[at], int(row - (ends[at - 1] if at else 0))


def resolve_aliases(taken: list[Taken], keys: "Keys", aliases, faults: Faults) -> None:
    """Names of organisations where an id is due become ids; what `aliases` cannot tell is a fault at every row.

    `aliases.resolve(values, organisations) -> list[str | Bad]` is asked once per column with the distinct values that
    are no id.
    """
    for sheet in taken:
        for column in _references(sheet):
            if column.refers_to != ("organisations", "org_id"):
                continue
            values = sheet.columns[column.name]
            unknown = _not_in(values, keys.of("organisations"))
            if not pc.any(unknown).as_py():
                continue
            written = pc.unique(values.filter(unknown))
            answers = aliases.resolve(written.to_pylist(), keys.table("organisations"))
            ids = pa.array([None if isinstance(a, Bad) else a for a in answers], pa.string())
            at = pc.index_in(values, value_set=written)
            sheet.columns[column.name] = pc.if_else(unknown, ids.take(at), values)
            for text, answer in zip(written, answers, strict=True):
                if isinstance(answer, Bad):
                    here = pc.and_(unknown, pc.equal(values, text))
                    rows = sheet.numbers.filter(pc.fill_null(here, False))
                    header = sheet.written(column.name)
                    faults.add_all(answer.code, sheet.place, rows, header, text.as_py(), **answer.words)
                    sheet.bad[column.name] = pc.or_(sheet.bad[column.name], pc.fill_null(here, False))


def check_references(taken: list[Taken], keys: "Keys", unsure: set[str], faults: Faults) -> None:
    """Each reference out of what came in finds its row: in the import, or in what stands for a ledger not in it.

    `unsure`: ledgers that came in but could not be read; nobody can say what they hold, so nothing is said of
    references into them until they can be read.
    """
    for sheet in taken:
        for column in _references(sheet):
            target = dictionary().ledgers[column.refers_to[0]]
            if target.name in unsure:
                continue
            known = keys.of(target.name)
            values = sheet.columns[column.name]
            lost = pc.indices_nonzero(_not_in(values, known))
            near: dict[object, str] = {}
            for count, at in enumerate(lost):
                if count >= KEPT:
                    faults.uncounted("fault", "not_found")
                    continue
                value = values[at.as_py()].as_py()
                if value not in near:
                    look = len(near) < SUGGESTIONS_PER_COLUMN and len(known) <= CANDIDATES
                    near[value] = _near(str(value), known) if look else ""
                words = {"ledger": target.label(faults.lang), "near": near[value]}
                code = "not_found_near" if near[value] else "not_found"
                row = sheet.numbers[at.as_py()].as_py()
                faults.add(code, sheet.place, row, sheet.written(column.name), value, **words)


def check_standing(taken: list[Taken], keys: "Keys", unsure: set[str], faults: Faults) -> None:
    """What stands and stays must still find what it refers to in a ledger that is replaced."""
    came: dict[str, Taken] = {}
    for sheet in taken:
        came.setdefault(sheet.ledger.name, sheet)
    replaced = {name: sheet for name, sheet in came.items() if not keys.updates(name)}
    for ledger in dictionary().ledgers.values():
        if ledger.name in came or ledger.name in unsure:
            continue
        references = [
            column
            for column in ledger.columns
            if column.refers_to and column.refers_to[0] in replaced and column.refers_to[0] not in unsure
        ]
        table = keys.standing(ledger.name) if references else None
        for column in references if table is not None else ():
            target, key = column.refers_to
            values = table[column.name].combine_chunks()
            lost = pc.value_counts(values.filter(_not_in(values, keys.of(target))))
            sheet = replaced[target]
            for found in sorted(lost.to_pylist(), key=lambda pair: str(pair["values"])):
                words = {
                    "ledger": ledger.label(faults.lang),
                    "count": found["counts"],
                    "column": column.label(faults.lang),
                }
                faults.add("still_referred_to", sheet.place, None, sheet.written(key), found["values"], **words)


def _references(sheet: Taken) -> list[Column]:
    return [column for column in sheet.ledger.columns if column.refers_to and column.name in sheet.columns]


def _not_in(values: pa.Array, known: pa.Array) -> pa.BooleanArray:
    """Where a value is there and is none of those known."""
    return pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, value_set=known, skip_nulls=True)))


class Keys:
    """The ledgers as they would stand after the import, and their keys. A referred ledger has one key column."""

    def __init__(self, taken: list[Taken], standing: Standing, modes: Modes):
        self._taken = taken
        self.standing = cache(standing)
        self._modes = modes
        self._known: dict[str, pa.Array] = {}

    def updates(self, ledger: str) -> bool:
        return self._modes.get(ledger) == "update"

    def updates_rows(self, ledger: str) -> bool:
        """Whether the ledger is only updated and has rows that stand."""
        table = self.standing(ledger) if self.updates(ledger) else None
        return table is not None and table.num_rows > 0

    def table(self, ledger: str) -> pa.Table:
        """The rows; of a ledger that is updated those that came in first, what stands and is replaced as well."""
        tables = [sheet.table() for sheet in self._taken if sheet.ledger.name == ledger]
        if not tables or self.updates(ledger):
            stands = self.standing(ledger)
            tables += [] if stands is None else [stands]
        return pa.concat_tables(tables) if tables else ledger_table(ledger, [])

    def of(self, ledger: str) -> pa.Array:
        """The distinct keys, in no order."""
        if ledger not in self._known:
            key = dictionary().ledgers[ledger].key[0].name
            self._known[ledger] = pc.unique(self.table(ledger)[key]).drop_null()
        return self._known[ledger]


def _near(value: str, known: pa.Array) -> str:
    return ", ".join(difflib.get_close_matches(value, map(str, known.to_pylist()), n=3, cutoff=0.75))
