"""What breaks a check of queries/checks/, told to the steward at the place of the file it stands in.

Two ways in: a draft's full file, when nothing else is wrong with an import (`look_over`); and the rows that could be
read, when something is (`say_broken`), so that all faults are told at once.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from inspection.indicators import Check, Violation, checks, counts, told, violated, violations
from inspection.indicators.checks import written
from inspection.intake.faults import KEPT, Fault, Faults, Place
from inspection.intake.places import Origin, Places
from inspection.intake.sheets import Taken
from inspection.text import say
from inspection.warehouse import Ledgers, Mart, Settings, memory_full

LEVELS = {"refuses": "fault", "warns": "warning"}
LAST = 1_000_000  # what stands and did not come with the import is told after all that did


@dataclass(frozen=True)
class LookedOver:
    """What the checks found in a draft: faults refuse it, warnings are to be accepted; `counts` of every check."""

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    counts: dict[str, int] = field(compare=False, repr=False)


def look_over(
    full: Mart,
    places: Mapping[str, Places],
    *,
    previous: Mapping[str, int] | None,
    settings: Settings,
    lang: str,
) -> LookedOver:
    """Run every check over a draft's full file (`open_full(draft.full)`) and tell each violation where it came from.

    `places` are the reading's: a row that did not come with this import is told as one that stands. What an import
    does not touch cannot refuse it: a check that reads none of its ledgers only warns of what stands, and one that
    warns anyway is left to the page of data quality. `previous` are the rows of the version before.
    """
    faults = Faults(lang)
    asked = {"previous": previous, "settings": settings}
    found = counts(full, full=True, **asked)
    for id, count in found.items():
        check = checks()[id]
        touched = _reads(check, places)
        if count and (touched or check.level == "refuses"):
            level = LEVELS[check.level] if touched else "warning"
            some = list(told(check, violations(full, id, limit=KEPT, **asked)))
            _say(check, some, _origins(check, some, places), level, faults)
            faults.uncounted(level, id, count - len(some))
    return LookedOver(faults.listed("fault"), faults.listed("warning"), found)


def _reads(check: Check, ledgers: Iterable[str]) -> bool:
    """Whether a check's statement reads one of the ledgers."""
    return bool(set(re.findall(r"\w+", check.statement)) & set(ledgers))


def say_broken(taken: Sequence[Taken], as_of: date, faults: Faults) -> None:
    """Tell the rows that break a check which refuses, among those that could be read.

    For an import with other faults, which is never drafted. Rows whose key could not be read are left out, and so is a
    violation of a row with an unreadable cell among those the check looks at: nobody knows what stood there. No check
    that refuses looks for what is missing in another ledger, so rows left out make none.
    """
    whole = [sheet for sheet in taken if sheet.complete]
    ledgers: Ledgers = {}
    for name in dict.fromkeys(sheet.ledger.name for sheet in whole):
        tables = [_readable(sheet) for sheet in whole if sheet.ledger.name == name]
        ledgers[name] = pa.concat_tables(tables).combine_chunks()
    if not any(table.num_rows for table in ledgers.values()):
        return
    full = memory_full(ledgers, as_of)
    try:
        by_check: dict[str, list[Violation]] = {}
        for violation in violated(full, as_of=as_of, level="refuses", limit=KEPT):
            by_check.setdefault(violation.check.id, []).append(violation)
    finally:
        full.close()
    for id, some in by_check.items():
        check = checks()[id]
        sheets = tuple(sheet for sheet in whole if sheet.ledger.name == check.rows)
        origins = Places(check.ledger, sheets).of_keys([violation.key for violation in some])
        kept = [
            (violation, origin)
            for violation, origin in zip(some, origins, strict=True)
            if origin is not None and not _unreadable(violation, origin, sheets)
        ]
        _say(check, [violation for violation, _ in kept], [origin for _, origin in kept], "fault", faults)


def _readable(sheet: Taken) -> pa.Table:
    """The rows of a sheet whose key could be read."""
    kept = pa.array([True] * len(sheet.numbers), pa.bool_())
    for column in sheet.ledger.key:
        kept = pc.and_(kept, pc.is_valid(sheet.values(column.name)))
    return sheet.table().filter(kept)


def _unreadable(violation: Violation, origin: Origin, sheets: Sequence[Taken]) -> bool:
    sheet = next(sheet for sheet in sheets if sheet.place == origin.place)
    at = pc.index(sheet.numbers, pa.scalar(origin.row, sheet.numbers.type)).as_py()
    return any(name in sheet.bad and sheet.bad[name][at].as_py() for name in violation.values)


def _origins(check: Check, some: Sequence[Violation], places: Mapping[str, Places]) -> list[Origin | None]:
    if check.rows not in places:
        return [None] * len(some)
    return places[check.rows].of_keys([violation.key for violation in some])


def _say(
    check: Check, some: Sequence[Violation], origins: Sequence[Origin | None], level: str, faults: Faults
) -> None:
    lang = faults.lang
    for violation, origin in zip(some, origins, strict=True):
        place, row, header, value = _standing(violation, lang), None, "", ""
        if origin is not None:
            place, row = origin.place, origin.row
        if check.ledger is not None:
            column = check.ledger.column(violation.column)
            header = origin.written.get(column.name) if origin else None
            header = header or column.label(lang)
            value = "" if violation.value is None else written(check.described(column.name), violation.value, lang)
        faults.put(
            place, row, header, value, violation.wrong(lang), violation.mend(lang), level, check.id
        )


def _standing(violation: Violation, lang: str) -> Place:
    """Where a row stands that did not come with the import: its ledger and key instead of file and sheet."""
    check = violation.check
    if check.ledger is None:
        return Place(say("checks.in_all", lang), "", LAST)
    key = " + ".join(map(str, violation.key))
    return Place(say("checks.in_standing", lang, ledger=check.ledger.label(lang)), key, LAST, standing=True)
