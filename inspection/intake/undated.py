"""日期不详: a date cell that says its day is unknown is the mark of the column beside it, and no day.

Only columns that have such a mark (办结日期 beside 办结日期不详) take the words; what they were taken as is asked about. Where a
row that stands gets its day at last, the mark goes; where it gets the mark, the day goes.
"""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.formats.workbooks import cell
from inspection.intake.cells import clean, plain
from inspection.warehouse.dictionary import Ledger

MARK, DAY = "_undated", "_on"
UNKNOWN = {"不详", "日期不详", "时间不详", "具体日期不详", "具体时间不详", "日期不明", "日期未知", "date unknown", "day unknown"}

Columns = Mapping[str, pa.Array]


def marks_of(ledger: Ledger) -> dict[str, str]:
    """The date columns of a ledger that have a mark for an unknown day: date -> mark."""
    named = {column.name for column in ledger.columns}
    days = (name for name in named if name.endswith(DAY))
    return {day: mark for day in days if (mark := day.removesuffix(DAY) + MARK) in named}


def says_unknown(text: object, label: str = "") -> bool:
    """Whether a cell says that the day is unknown; `label`: the column's name, which may stand before it (办结日期不详)."""
    said = plain(clean(text) or "").casefold().strip("()（）。. ") if isinstance(text, str) else ""
    return said in UNKNOWN or (bool(label) and said == f"{label}不详")


def taken_apart(ledger: Ledger, columns: Columns) -> tuple[dict[str, pa.Array], dict[str, pa.BooleanArray]]:
    """The cells of a sheet without the words for an unknown day, and by date column the rows that had them."""
    rest, marked = dict(columns), {}
    for day in marks_of(ledger):
        if day not in columns:
            continue
        cells = columns[day]
        distinct = pc.unique(cells).drop_null()
        label = ledger.column(day).zh
        words = [text for text in distinct.to_pylist() if says_unknown(cell(text), label)]
        if words:
            here = pc.is_in(cells, value_set=pa.array(words, cells.type), skip_nulls=True)
            rest[day] = pc.if_else(here, pa.scalar(None, cells.type), cells)
            marked[day] = here
    return rest, marked


def with_mark(said: pa.Array | None, marked: pa.BooleanArray) -> tuple[pa.Array, pa.BooleanArray]:
    """A mark's own cells and the rows whose date says unknown as one column, and where the two contradict each other."""
    said = pa.nulls(len(marked), pa.bool_()) if said is None else said
    denied = pc.and_(marked, pc.fill_null(pc.invert(said), False))
    return pc.if_else(marked, True, said), denied


def let_go(ledger: Ledger, came: Columns) -> dict[str, pa.BooleanArray]:
    """The rows of a date and of its mark in which what stood is not carried over: a file (`came`) says the other of the two."""
    found = {}
    for day, mark in marks_of(ledger).items():
        rows = next((len(came[name]) for name in (day, mark) if name in came), 0)
        none = pa.array(np.zeros(rows, bool))
        dated = pc.is_valid(came[day]) if day in came else none
        marked = pc.fill_null(came[mark], False) if mark in came else none
        found |= {mark: pc.and_not(dated, marked), day: pc.and_not(marked, dated)} if rows else {}
    return found
