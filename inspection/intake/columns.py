"""A column of cells -> a column of values: each distinct cell is converted once, by the reader of its column.

What is plainly well written (an id of letters and digits, a short number) is recognised a column at a time and taken
as it stands; `reader_of` would read it just so, which a test proves. All the rest goes through the reader.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.formats.workbooks import cell
from inspection.intake.cells import Bad, Noted
from inspection.intake.values import LONGEST_SPECIAL, reader_of, special, target_of, unit_of
from inspection.warehouse.dictionary import Column
from inspection.warehouse.values import arrow_type

# Expressions of Arrow (RE2): texts and ids, whole numbers, decimals that are their own value as they stand.
HAN = r"0-9A-Za-z\x{4e00}-\x{9fff}"
PLAIN = {
    "text": rf"^[{HAN}](?:[{HAN}_./、，。；-]*[{HAN}。])?$",
    "int": r"^(?:0|[1-9][0-9]{0,8})$",
    "decimal": r"^(?:0|[1-9][0-9]{0,9})(?:\.[0-9]{1,6})?$",
}
LONGEST_PLAIN = 3_000  # bytes
# what a special text begins with, in any case: few of thousands of ids do, and those are looked at one by one
SPECIAL = r"(?i)^[^0-9A-Z\x{4e00}-\x{9fff}]|^[见同如上无暂空待不未略]|^(do|di|nu|na|no|ni|n/)"
SPECIAL += r"|^[a-z]{3}-[0-9]{2}$|^[0-9]{1,2}(-[a-z]{3}|月)"
FEW = 64  # distinct cells that the reader takes faster than an expression is made


@dataclass(frozen=True)
class Converted:
    """`values`: of the column's arrow type, null where a cell is empty or cannot be taken; `bad`: where it cannot.

    `distinct`: no two cells hold the same value, as far as the cells tell by themselves.
    """

    values: pa.Array
    bad: pa.BooleanArray
    distinct: bool = False
    _cells: tuple[object, ...] = ()
    _reasons: tuple[Bad | Noted | None, ...] = ()
    _codes: pa.Int32Array | None = None

    def said(self) -> Iterator[tuple[int, object, Bad | Noted]]:
        """(row position, cell, reason) of every cell that is refused or noted, from the first row on."""
        if not any(self._reasons):
            return
        told = pa.array([reason is not None for reason in self._reasons]).take(self._codes)
        for at in pc.indices_nonzero(pc.fill_null(told, False)):
            code = self._codes[at.as_py()].as_py()
            yield at.as_py(), self._cells[code], self._reasons[code]


@dataclass(frozen=True)
class Written:
    """How the cells of a sheet are to be read: `since_1904`, days count from 1904; `unit`, bare amounts are in this one;
    `units`, in that one where a column's own header says so."""

    since_1904: bool = False
    unit: str = ""
    units: Mapping[str, str] = field(default_factory=dict)

    def unit_for(self, column: Column) -> str:
        """The unit of bare amounts of a column where it is not the ledger's; empty otherwise."""
        return self.units.get(column.name, self.unit) if unit_of(column) else ""


def convert(column: Column, cells: pa.StringArray, written: Written = Written()) -> Converted:
    """The cells of one column as values of its type. See `Converted`."""
    wanted = arrow_type(column)
    none_bad = pa.array(np.zeros(len(cells), bool))
    if cells.null_count == len(cells):
        return Converted(pa.nulls(len(cells), wanted), none_bad)
    whole = cells.dictionary_encode()
    codes, texts = whole.indices, whole.dictionary
    other_unit = written.unit_for(column)
    plainly = _plainly(column, texts) if len(texts) > FEW and not other_unit else None
    if plainly is None:
        odd, values = range(len(texts)), None
    else:
        if wanted == pa.string() and pc.all(plainly).as_py():
            return Converted(cells, none_bad, len(texts) == len(cells) - cells.null_count)
        odd = pc.indices_nonzero(pc.invert(plainly)).to_pylist()
        values = pc.if_else(plainly, texts, pa.scalar(None, pa.string())).cast(wanted)
    read = reader_of(column, written.since_1904, other_unit)
    reasons: list[Bad | Noted | None] = []
    found: list[object] = []
    originals: list[object] = []
    for at in odd:
        original = cell(texts[at].as_py())
        reason = None
        try:
            value = read(original)
        except Bad as bad:
            value, reason = None, bad
        if value.__class__ is Noted:
            value, reason = value.value, value
        found.append(value)
        reasons.append(reason)
        originals.append(original)
    read_values = pa.array(found, wanted)
    if values is None:
        values, odd_of = read_values, codes
    else:
        # position among the odd ones of each distinct text, null for the plain ones
        mask = pc.invert(plainly)
        values = pc.replace_with_mask(values, mask, read_values) if len(odd) else values
        places = pa.nulls(len(texts), pa.int32())
        places = pc.replace_with_mask(places, mask, pa.array(range(len(odd)), pa.int32())) if len(odd) else places
        odd_of = places.take(codes)
    if not any(reasons):
        return Converted(values.take(codes), none_bad)
    bad_of = pa.array([isinstance(reason, Bad) for reason in reasons], pa.bool_())
    bad = pc.fill_null(bad_of.take(odd_of), False)
    return Converted(values.take(codes), bad, False, tuple(originals), tuple(reasons), odd_of)


def _plainly(column: Column, texts: pa.StringArray) -> pa.BooleanArray | None:
    """Which texts are values as they stand; None where a type has no such texts (dates, truths, codes)."""
    kind = target_of(column).type if column.type == "ref" else column.type
    if kind not in PLAIN:
        return None
    plainly = pc.and_(pc.match_substring_regex(texts, PLAIN[kind]), pc.less(pc.binary_length(texts), LONGEST_PLAIN))
    if kind != "text":
        return plainly
    short = pc.and_(pc.less_equal(pc.utf8_length(texts), LONGEST_SPECIAL), pc.match_substring_regex(texts, SPECIAL))
    at = pc.indices_nonzero(short).to_numpy()
    mask = np.zeros(len(texts), bool)
    mask[at] = [special(text) for text in texts.take(pa.array(at)).to_pylist()]
    return pc.and_(plainly, pc.invert(pa.array(mask)))
