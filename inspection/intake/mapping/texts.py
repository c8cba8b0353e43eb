"""What is done to whole columns of cells: each distinct text once, then taken back to its rows.

Regular expressions run in Arrow's RE2: no back-references, no look-around, and time linear in the text, so that no
pattern of a profile and no cell of a file can make it hang.
"""

import datetime
import hashlib
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.formats.workbooks import Marked, Shaped, cell
from inspection.intake.cells import clean, normal_code, plain
from inspection.intake.dates import EARLIEST, LATEST

LONGEST_PATTERN = 1_000
LONGEST_TEXT = 32_767  # characters of a cell that an expression looks at: what a cell of Excel holds
ID_LENGTH = 16  # hexadecimal digits of a hashed id: 64 bits, no two of 10^6 alike
SEPARATOR = "\x1f"
# texts that are their own plain text: printable, no space at either end
PLAIN = r"^[!-~\x{4e00}-\x{9fff}](?:[ -~\x{4e00}-\x{9fff}]*[!-~\x{4e00}-\x{9fff}])?$"


class PatternError(ValueError):
    """An expression that cannot be run: str() says why."""


def by_distinct(cells: pa.StringArray, change: Callable[[pa.StringArray], pa.Array]) -> pa.Array:
    """`change` applied to the distinct cells, taken back to the rows."""
    whole = cells.dictionary_encode()
    return change(whole.dictionary).take(whole.indices)


def by_each(cells: pa.StringArray, change: Callable[[str], str | None]) -> pa.StringArray:
    """As `by_distinct`, by a Python function of one text; empty cells stay empty."""
    return by_distinct(cells, lambda few: pa.array([change(text) for text in few.to_pylist()], pa.string()))


def plain_text(encoded: str) -> str | None:
    """A cell as text: 12 for the number 12.0, 2025-09-30 for a day, without outer spaces; what shows something else than it
    stores as it is shown. Marked cells are kept."""
    value = _seen(encoded)
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Marked | Shaped):
        return encoded
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else format(value, ".15g")
    return str(value)


def _seen(encoded: str | None) -> object:
    """A cell's value; of one that shows something else than it stores the text shown, where that is known."""
    value = cell(encoded)
    return value.text if isinstance(value, Shaped) and value.text else value


def shown(encoded: str | None) -> str | None:
    """A cell as a person sees it: 12, 2025-09-30, #N/A."""
    value = _seen(encoded)
    if isinstance(value, Shaped):
        return str(value.value)
    return value.text if isinstance(value, Marked) else plain_text(encoded) if encoded else None


def texts_of(cells: pa.StringArray) -> pa.StringArray:
    """Encoded cells as plain texts, null where empty."""
    plainly = pc.fill_null(pc.match_substring_regex(cells, PLAIN), True)
    if pc.all(plainly).as_py():
        return cells
    odd = pc.invert(plainly)
    return pc.replace_with_mask(cells, odd, by_each(cells.filter(odd), plain_text))


def marked(cells: pa.StringArray) -> pa.BooleanArray:
    """Cells that hold no value to take: #N/A, a formula without a result, a time of day, one of which nobody can tell what
    it shows."""
    return pc.fill_null(pc.match_substring_regex(cells, "^\\x00(?:[eft]|w[a-z_]*\\x1f\\x1f)"), False)


# --- expressions -----------------------------------------------------------------------------------------------------


def _one_group(pattern: str) -> str:
    """The pattern with its one group named `found`; the whole of it where it has no group."""
    groups, inside, opened, at = [], False, 0, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif inside:
            inside = sign != "]" or at == opened + 1 or (at == opened + 2 and pattern[opened + 1] == "^")
        elif sign == "[":
            inside, opened = True, at
        elif sign == "(" and pattern[at + 1 : at + 2] != "?":
            groups.append(at)
        elif sign == "(" and pattern[at + 1 : at + 3] in ("?P", "?<"):
            raise PatternError("a group has no name here: ( … ) or (?: … )")
        at += 1
    if len(groups) > 1:
        raise PatternError(f"it has {len(groups)} groups: keep one ( … ) for what is taken, write the others (?: … )")
    if not groups:
        return f"(?P<found>{pattern})"
    return pattern[: groups[0]] + "(?P<found>" + pattern[groups[0] + 1 :]


def tried(pattern: str) -> None:
    """Raises PatternError for an expression that RE2 does not run or that takes more than one group."""
    if len(pattern) > LONGEST_PATTERN:
        raise PatternError(f"it is longer than {LONGEST_PATTERN} characters")
    named = _one_group(pattern)
    try:
        pc.extract_regex(pa.array(["a"]), named)
    except pa.ArrowInvalid as error:
        raise PatternError(str(error).partition("\n")[0]) from None


def extracted(texts: pa.StringArray, pattern: str) -> pa.StringArray:
    """What the pattern's group holds at its first place in each text; null where it does not fit."""
    named = _one_group(pattern)

    def change(few: pa.StringArray) -> pa.StringArray:
        few = pc.utf8_slice_codeunits(few, 0, LONGEST_TEXT)
        found = pc.struct_field(pc.extract_regex(few, named), "found")
        return pc.if_else(pc.equal(found, ""), pa.scalar(None, pa.string()), found)

    return by_distinct(texts, change)


def fitting(texts: pa.StringArray, pattern: str) -> pa.BooleanArray:
    """Whether the pattern is found in each text; an empty cell does not fit."""
    return by_distinct(
        texts,
        lambda few: pc.fill_null(
            pc.match_substring_regex(pc.utf8_slice_codeunits(few, 0, LONGEST_TEXT), pattern), False
        ),
    ).fill_null(False)


# --- days and numbers ------------------------------------------------------------------------------------------------


def day_cell(day: datetime.date) -> str:
    return f"\0d{day.isoformat()}"


def days(cells: pa.StringArray, formats: Sequence[str]) -> tuple[pa.StringArray, pa.BooleanArray]:
    """Cells as day cells by the first strptime format that fits, and where none does. Excel's own dates stay."""

    def change(encoded: str) -> str | None:
        value = _seen(encoded)
        if isinstance(value, datetime.datetime):
            return day_cell(value.date())
        if isinstance(value, datetime.date):
            return encoded
        text = plain(plain_text(encoded) or "")
        if not text:
            return ""
        for form in formats:
            try:
                day = datetime.datetime.strptime(text, form).date()
            except ValueError:
                continue
            # 4/1/9873 is a slip of the pen, in whatever column
            return day_cell(day) if EARLIEST <= day <= LATEST else None
        return None

    return changed(cells, change)


def day_of(encoded: str) -> datetime.date | None:
    """The day of a day cell or an ISO text; None for anything else."""
    value = _seen(encoded)
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        return None


def number_of(encoded: str) -> Decimal | None:
    """The number of a cell; None for anything else. 1,234.5 is one, 1,23 is not."""
    value = _seen(encoded)
    if isinstance(value, bool | datetime.date):
        return None
    text = plain(str(value))
    head, comma, rest = text.partition(",")
    groups = rest.partition(".")[0].split(",")
    if comma and (not 1 <= len(head.lstrip("+-$")) <= 3 or any(len(group) != 3 for group in groups)):
        return None
    try:
        number = Decimal(text.replace(",", "").lstrip("$"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def changed(cells: pa.StringArray, change: Callable[[str], str | None]) -> tuple[pa.StringArray, pa.BooleanArray]:
    """`by_each`, "" being an empty cell, and the rows whose cells could not be taken: those that became None."""
    found = by_each(cells, lambda text: None if text is None else change(text))
    bad = pc.and_(pc.is_null(found), pc.is_valid(cells))
    return pc.if_else(pc.equal(found, ""), pa.scalar(None, pa.string()), found), bad


def gathered(cells: pa.StringArray, groups: np.ndarray, how: str) -> tuple[pa.StringArray, pa.BooleanArray]:
    """One cell per group (0, 1, 2 …): the least, greatest or sum of its numbers, or the first or last of its days.

    Empty cells do not count; a group without any is empty. Also which of the rows hold what is no number or day.
    """
    numbers = by_distinct(cells, lambda few: pa.array([_exact(one) for one in few.to_pylist()], SUM))
    dates = pa.nulls(len(cells), pa.string())
    if how != "sum":
        # 20240501 is a number until the profile says that it is a day
        dates = by_each(cells, lambda one: day_cell(day_of(one)) if one[:2] in ("\0d", "\0m") else None)
    bad = pc.and_(pc.is_valid(cells), pc.and_(pc.is_null(numbers), pc.is_null(dates)))
    table = pa.table({"group": groups, "number": numbers, "day": dates})
    wanted = [("number", how)] + ([("day", how)] if how != "sum" else [])
    found = table.group_by("group").aggregate(wanted).sort_by("group")
    result = by_each(pc.cast(found[f"number_{how}"], pa.string()).combine_chunks(), lambda one: _short(one))
    if how != "sum":
        result = pc.coalesce(found[f"day_{how}"].combine_chunks(), result)
    return result, bad


SUM = pa.decimal128(30, 6)  # numbers that are added up, exactly


def _exact(encoded: str) -> Decimal | None:
    number = number_of(encoded)
    if number is None or abs(number) >= Decimal(10) ** 18:
        return None
    return number.quantize(Decimal("0.000001"))


def _short(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def month_days(years: pa.StringArray, months: pa.StringArray, day: int | str) -> tuple[pa.StringArray, pa.BooleanArray]:
    """Year and month as a day cell: that day of the month, or its last. Empty where either is."""

    def change(text: str) -> str | None:
        year, _, month = text.partition(SEPARATOR)
        try:
            first = datetime.date(int(year), int(month), 1)
        except ValueError:
            return None
        if day == "last":
            return day_cell((first + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1))
        return day_cell(first.replace(day=day))

    return changed(pc.binary_join_element_wise(years, months, SEPARATOR), change)


# --- ids -------------------------------------------------------------------------------------------------------------


def joined(columns: Sequence[pa.StringArray], empty: str | None = None) -> pa.StringArray:
    """One text per row out of several columns; with `empty`, an empty cell is that, else the row's text is empty."""
    if empty is not None:
        columns = [pc.fill_null(column, empty) for column in columns]
    return pc.binary_join_element_wise(*columns, SEPARATOR)


def hashed(columns: Sequence[pa.StringArray]) -> pa.StringArray:
    """A short name for each combination of cells: the beginning of its SHA-256. Empty where all cells are."""
    nothing = reduce(pc.and_, map(pc.is_null, columns))
    text = pc.if_else(nothing, pa.scalar(None, pa.string()), joined(columns, "\x1e"))
    return by_each(text, lambda key: key and hashlib.sha256(key.encode()).hexdigest()[:ID_LENGTH])


def places_among_equals(texts: pa.StringArray) -> np.ndarray:
    """1 for the first row of each text, 2 for the second …, in the order of the rows."""
    codes = codes_of(texts)
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else np.array([], int)
    lengths = np.diff(np.r_[starts, len(ordered)])
    places = np.empty(len(codes), np.int64)
    places[order] = np.arange(len(ordered)) - np.repeat(starts, lengths) + 1
    return places


def codes_of(texts: pa.StringArray) -> np.ndarray:
    """A whole number per row, equal where the texts are; all empty cells are equal."""
    return np.asarray(pc.fill_null(texts.dictionary_encode().indices, -1))


def same(written: object) -> str:
    """A value as it is compared: spaces, width and case do not matter; a day as its ISO text, a number as written."""
    if isinstance(written, bool):
        written = "TRUE" if written else "FALSE"
    return normal_code(str(written))
