"""A cell that shows something else than it stores: understood, asked about or refused, never taken silently.

What a person sees counts: a date that shows 2025年9月 is read as that text is, a number that shows XS0007 is that text, one
that shows 84.5% is asked about as 84.5. Where nobody can tell what is meant the cell is refused and both are named.
"""

import datetime
from collections.abc import Callable

from inspection.formats.workbooks import Marked, Shaped
from inspection.intake.cells import Bad, Noted, plain
from inspection.warehouse.dictionary import Column

MAGNITUDES = set("千万百亿元%‰")  # in the words around a number: they change what it says; 人 or 件 do not


def read_shaped(found: Shaped, column: Column, kind: str, unit: str, read: Callable[[object], object]) -> object:
    """The value of such a cell for a column, of the type `kind` and in `unit`; `read` reads a cell of the column.

    Noted at the level "question" where somebody has to look. Raises Bad.
    """
    stored = found.value
    if stored is None or isinstance(stored, Marked):
        return read(stored)
    if found.kind == "invisible":
        return _asked(read(stored), "invisible_cell")
    if isinstance(stored, datetime.date):
        if kind != "date":
            return read(stored)
        return _asked(read(stored), "year_not_shown") if found.kind == "no_year" else read(found.text)
    if found.kind in ("month", "no_year"):  # a number that the format shows as a day
        return read(found.text) if kind in ("date", "text") else read(stored)
    if kind in ("int", "decimal"):
        return _number(found, unit, read)
    if found.kind in ("percent", "worded", "currency") and found.text:
        return read(found.text)
    raise Bad("shown_otherwise", stored=_plainly(stored))


def _number(found: Shaped, unit: str, read: Callable[[object], object]) -> object:
    stored = found.value
    if isinstance(stored, str):
        return read(found.text) if found.text else read(stored)
    if found.kind == "percent":
        return _asked(read(float(format(stored * 100, ".12g"))), "percent_cell")
    if found.kind == "scaled":
        raise Bad("scaled_cell", stored=_plainly(stored))
    if found.kind == "currency":
        return _asked(read(stored), "currency_cell") if unit else read(stored)
    if not found.text:
        raise Bad("shown_otherwise", stored=_plainly(stored))
    return read(found.text) if MAGNITUDES & set(found.text) else read(stored)


def _asked(value: object, code: str) -> object:
    value = value.value if isinstance(value, Noted) else value
    return value if value is None else Noted(value, code, "question")


def _plainly(value: object) -> str:
    """A stored value as a sentence names it."""
    return plain(value) if isinstance(value, str) else format(value, ".15g") if isinstance(value, float) else str(value)
