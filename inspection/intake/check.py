"""What must hold between rows: keys stand once, references find what they refer to, in what came in and what stands."""

import difflib
from collections import Counter
from collections.abc import Callable

import pyarrow as pa

from inspection.intake.faults import Faults, Place
from inspection.intake.sheets import INVALID, Taken
from inspection.warehouse.dictionary import Ledger, dictionary
from inspection.warehouse.values import rows_of

Standing = Callable[[str], pa.Table | None]
"""Ledger name -> its table in the version that stands; None when there is none."""

SUGGESTIONS_PER_COLUMN = 20  # look-alikes are dear to find among thousands of ids
CANDIDATES = 5_000


def _positions(ledger: Ledger) -> dict[str, int]:
    return {column.name: position for position, column in enumerate(ledger.columns)}


def check_keys(taken: list[Taken], faults: Faults) -> None:
    """The same key twice in one ledger, also over two sheets or files, is a fault that names both places."""
    first: dict[str, dict[tuple, tuple[Place, int]]] = {}
    for sheet in taken:
        if not sheet.complete:
            continue
        names = [column.name for column in sheet.ledger.key]
        used = [_positions(sheet.ledger)[name] for name in names]
        seen = first.setdefault(sheet.ledger.name, {})
        header = " + ".join(sheet.written(name) for name in names)
        for row, number in zip(sheet.rows, sheet.numbers, strict=True):
            key = tuple(row[position] for position in used)
            if INVALID in key:
                continue
            if key in seen:
                place, other = seen[key]
                value = " + ".join(str(part) for part in key)
                faults.add("same_key", sheet.place, number, header, value, other=faults.where(place, other))
            else:
                seen[key] = (sheet.place, number)


def check_references(taken: list[Taken], standing: Standing, unsure: set[str], faults: Faults) -> None:
    """Each reference out of what came in finds its row: in the import, or in what stands for a ledger not in it.

    `unsure`: ledgers that came in but could not be read; nobody can say what they hold, so nothing is said of
    references into them until they can be read.
    """
    keys = _Keys(taken, standing)
    for sheet in taken:
        for position, column in enumerate(sheet.ledger.columns):
            if not column.refers_to or column.refers_to[0] in unsure or column.name not in sheet.header.index:
                continue
            target = dictionary().ledgers[column.refers_to[0]]
            known = keys.of(target.name)
            suggested = 0
            for row, number in zip(sheet.rows, sheet.numbers, strict=True):
                value = row[position]
                if value is None or value is INVALID or value in known:
                    continue
                near = ""
                if suggested < SUGGESTIONS_PER_COLUMN and len(known) <= CANDIDATES:
                    suggested += 1
                    near = _near(str(value), known)
                words = {"ledger": target.label(faults.lang), "near": near}
                code = "not_found_near" if near else "not_found"
                faults.add(code, sheet.place, number, sheet.written(column.name), value, **words)


def check_standing(taken: list[Taken], standing: Standing, unsure: set[str], faults: Faults) -> None:
    """What stands and stays must still find what it refers to in a ledger that is replaced."""
    replaced: dict[str, Taken] = {}
    for sheet in taken:
        replaced.setdefault(sheet.ledger.name, sheet)
    keys = _Keys(taken, standing)
    for ledger in dictionary().ledgers.values():
        if ledger.name in replaced or ledger.name in unsure:
            continue
        references = [
            (position, column)
            for position, column in enumerate(ledger.columns)
            if column.refers_to and column.refers_to[0] in replaced and column.refers_to[0] not in unsure
        ]
        rows = _standing_rows(standing, ledger.name) if references else []
        for position, column in references:
            target, key = column.refers_to
            known = keys.of(target)
            lost = Counter(row[position] for row in rows if row[position] is not None and row[position] not in known)
            sheet = replaced[target]
            for value, count in sorted(lost.items(), key=lambda pair: str(pair[0])):
                words = {"ledger": ledger.label(faults.lang), "count": count, "column": column.label(faults.lang)}
                faults.add("still_referred_to", sheet.place, None, sheet.written(key), value, **words)


def _standing_rows(standing: Standing, ledger: str) -> list[tuple]:
    table = standing(ledger)
    return [] if table is None else rows_of(table)


class _Keys:
    """The keys of each ledger as they would stand after the import. A referred ledger has one key column."""

    def __init__(self, taken: list[Taken], standing: Standing):
        self._taken = taken
        self._standing = standing
        self._known: dict[str, set] = {}

    def of(self, ledger: str) -> set:
        if ledger not in self._known:
            sheets = [sheet for sheet in self._taken if sheet.ledger.name == ledger]
            contract = dictionary().ledgers[ledger]
            at = _positions(contract)[contract.key[0].name]
            sources = [sheet.rows for sheet in sheets] if sheets else [_standing_rows(self._standing, ledger)]
            self._known[ledger] = {row[at] for rows in sources for row in rows}
        return self._known[ledger]


def _near(value: str, known: set) -> str:
    candidates = [str(key) for key in known if key is not INVALID]
    return ", ".join(difflib.get_close_matches(value, candidates, n=3, cutoff=0.75))
