"""Absent is not empty: what a file does not say of a row that stands is carried over from what stands, and said.

A column that the file does not have stays as it stands in an update; in a replacement it is asked about, and stays until
the office says that it is to be emptied. A blank cell of an update leaves the old value unless the office says otherwise.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.intake.check import Keys, joined_key
from inspection.intake.faults import Faults
from inspection.intake.sheets import Taken
from inspection.intake.undated import let_go
from inspection.warehouse.dictionary import Column

CHOICES = ("keep", "empty")


@dataclass(frozen=True)
class Blanks:
    """What the office has said: `absent` of columns a replacement lacks ("": not yet, "keep", "empty"), `cells` of blank
    cells in an update ("keep", "empty")."""

    absent: str = ""
    cells: str = "keep"


def carry_over(taken: list[Taken], keys: Keys, blanks: Blanks, faults: Faults) -> None:
    """Fill in what the files leave out of rows that stand, and say per sheet and column what was done."""
    for sheet in taken:
        name = sheet.ledger.name
        table = keys.standing(name) if sheet.complete else None
        if table is None or not table.num_rows:
            continue
        parts = [column.name for column in sheet.ledger.key]
        mine = joined_key([sheet.values(part) for part in parts])
        at = pc.index_in(mine, value_set=joined_key([table[part] for part in parts]), skip_nulls=True)
        old = {c.name: table[c.name].combine_chunks().take(at) for c in sheet.ledger.columns if not c.key}
        came = [column for column in old if column in sheet.columns]
        gone = let_go(sheet.ledger, sheet.columns)
        _absent(sheet, table, old, keys.updates(name), blanks, faults)
        if keys.updates(name):
            _blank(sheet, came, old, gone, blanks, faults)
        for column, here in gone.items():
            values = sheet.values(column)
            sheet.columns[column] = pc.if_else(here, pa.scalar(None, values.type), values)


def _absent(
    sheet: Taken, table: pa.Table, old: dict[str, pa.Array], updates: bool, blanks: Blanks, faults: Faults
) -> None:
    # a column of a replacement that is there and empty throughout says no more than one that is not there
    lacking = [c for c in sheet.ledger.columns if c.name in old and _says_nothing(sheet, c.name, updates)]
    held = [c for c in lacking if table[c.name].null_count < table.num_rows]
    emptied = not updates and blanks.absent == "empty"
    if not emptied:
        for column in lacking:
            sheet.columns[column.name] = old[column.name]
            sheet.bad[column.name] = pa.array(np.zeros(len(sheet.numbers), bool))
    if not held:
        return
    cells = sum(table.num_rows - table[c.name].null_count for c in held)
    words = {"columns": _labels(held, faults.lang), "cells": cells, "ledger": sheet.ledger.label(faults.lang)}
    if updates:
        faults.warn("absent_untouched", sheet.place, **words)
    elif emptied:
        faults.warn("absent_emptied", sheet.place, **words)
    elif blanks.absent == "keep":
        faults.warn("absent_kept", sheet.place, **words)
    else:
        faults.ask("absent_columns", sheet.place, **words)


def _says_nothing(sheet: Taken, name: str, updates: bool) -> bool:
    if name not in sheet.columns:
        return True
    bad = pc.any(sheet.bad[name]).as_py() if name in sheet.bad else False
    return not updates and not bad and sheet.columns[name].null_count == len(sheet.numbers)


def _blank(
    sheet: Taken, came: list[str], old: dict[str, pa.Array], gone: dict[str, pa.Array], blanks: Blanks, faults: Faults
) -> None:
    for name in came:
        values, bad = sheet.columns[name], sheet.bad[name]
        blank = pc.and_(pc.and_not(pc.is_null(values), bad), pc.is_valid(old[name]))
        blank = pc.and_not(blank, gone[name]) if name in gone else blank
        count = pc.sum(blank).as_py() or 0
        if not count:
            continue
        if blanks.cells != "empty":
            sheet.columns[name] = pc.if_else(blank, old[name], values)
        code = "blank_emptied" if blanks.cells == "empty" else "blank_kept"
        row = sheet.numbers.filter(blank)[0].as_py()
        faults.warn(code, sheet.place, row, sheet.written(name), count=count)


def _labels(columns: list[Column], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(column.label(lang) for column in columns)
