"""One cell -> one value of its column's type, or the reason why not. No silent guess: what has two readings is refused.

Texts of a csv and typed cells of a workbook take the same way. Refused, because nobody can tell: two-digit years,
3/5/2024, a number where a date is due (45930), a month without a day, thousands separators, a text that Excel has
turned into a date, a number of more than 15 digits in an id (Excel has lost the rest).
"""

import datetime
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from inspection.formats.workbooks import Marked
from inspection.warehouse.dictionary import Column, dictionary

EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
LARGEST_INT = 2_147_483_647  # what the warehouse's integer holds
DECIMAL_PLACES = 6  # what the warehouse's decimal(18, 6) holds
LARGEST_DECIMAL = Decimal(10) ** 12
CACHED_TEXTS = 50_000

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
QUOTES = dict.fromkeys(map(ord, "\"'“”‘’「」『』＂＇"))


class Bad(Exception):
    """This cell cannot be taken; `code` names the sentence, `words` fill it."""

    def __init__(self, code: str, **words: object):
        super().__init__(code)
        self.code = code
        self.words = words


@dataclass(frozen=True)
class Noted:
    """A value that is taken, with a warning the steward should see."""

    value: object
    code: str


def normal(text: str) -> str:
    """A name as it is compared: full-width as half-width, no spaces, underscores, marks of required, upper case."""
    text = unicodedata.normalize("NFKC", text.translate(INVISIBLE))
    return re.sub(r"[\s_*]+", "", text).casefold()


def normal_code(text: str) -> str:
    """A code or its label as it is compared: as a name, and without quotation marks of any kind."""
    return normal(text.translate(QUOTES)).translate(QUOTES)


def clean(text: str) -> str | None:
    """A text without invisible characters and outer spaces; None when nothing is left."""
    return text.translate(INVISIBLE).replace("\u00a0", " ").strip() or None


def _plain(text: str) -> str:
    """Digits and signs as half-width, for dates, numbers and yes/no."""
    return unicodedata.normalize("NFKC", text).strip()


# --- texts -----------------------------------------------------------------------------------------------------------

SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d{2,}")


def to_text(value: object) -> str | None:
    """A text or id; a number as it is shown in General format, refused where Excel has lost digits."""
    if isinstance(value, str):
        if SCIENTIFIC.fullmatch(value):
            raise Bad("digits_lost")  # what Excel leaves of a long number in a csv
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        if abs(value) >= 1e15:
            raise Bad("digits_lost")
        return str(int(value)) if value == int(value) else format(value, ".15g")
    raise Bad("text_became_date")


# --- dates -----------------------------------------------------------------------------------------------------------

DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|\.([0-9]{1,2})\.([0-9]{1,2})"
    r"| ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日)(?:[ T](.+))?"
)
MIDNIGHT = re.compile(r"0{1,2}:00(:00(\.0+)?)?")
MONTH = re.compile(r"[0-9]{4}(?:[-/.][0-9]{1,2}| ?年 ?[0-9]{1,2} ?月(?:份)?)")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def to_date(value: object) -> datetime.date:
    """2025-09-30, 2025/9/30, 2025.9.30, 2025年9月30日, an Excel date; with a time of day only if it is midnight."""
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():
            raise Bad("time_of_day")
        return _within(value.date())
    if isinstance(value, datetime.date):
        return _within(value)
    if isinstance(value, bool) or not isinstance(value, str):
        raise Bad("date_is_number")
    text = _plain(value)
    match = DATE.fullmatch(text)
    if not match:
        if MONTH.fullmatch(text):
            raise Bad("month_only")
        raise Bad("date_is_number" if NUMBER.fullmatch(text) else "bad_date")
    year, *parts, rest = match.groups()
    if rest and not MIDNIGHT.fullmatch(rest.strip()):
        raise Bad("time_of_day" if re.match(r"[0-9]{1,2}:[0-9]{2}", rest.strip()) else "bad_date")
    month, day = (int(part) for part in parts if part)
    try:
        return _within(datetime.date(int(year), month, day))
    except ValueError:
        raise Bad("no_such_date") from None


def _within(day: datetime.date) -> datetime.date:
    if not EARLIEST <= day <= LATEST:
        raise Bad("date_out_of_range", earliest=EARLIEST.year, latest=LATEST.year)
    return day


# --- numbers ---------------------------------------------------------------------------------------------------------


def _exact(value: object, refusal: str) -> Decimal:
    if isinstance(value, str):
        text = _plain(value)
        if not NUMBER.fullmatch(text):
            raise Bad(refusal)
        return Decimal(text)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Bad(refusal)
    # Excel computes and shows 15 digits; the 16th and 17th of 0.30000000000000004 are noise
    return Decimal(format(value, ".15g") if isinstance(value, float) else value)


def to_int(value: object) -> int:
    """A whole number: 12, 12.0; not 12.5, not 1,200."""
    number = _exact(value, "bad_int")
    if number != number.to_integral_value():
        raise Bad("not_whole")
    if abs(number) > LARGEST_INT:
        raise Bad("number_too_large")
    return int(number)


def to_decimal(value: object) -> Decimal | Noted:
    """An exact decimal of at most 6 places; more places are rounded half-even and noted."""
    number = _exact(value, "bad_number")
    if abs(number) >= LARGEST_DECIMAL:
        raise Bad("number_too_large")
    places = -number.as_tuple().exponent
    if places <= DECIMAL_PLACES:
        return number
    rounded = number.quantize(Decimal(1).scaleb(-DECIMAL_PLACES))
    return rounded if rounded == number else Noted(rounded, "rounded")


# --- yes/no and codes ------------------------------------------------------------------------------------------------

TRUE = {"是", "true", "1", "yes"}
FALSE = {"否", "false", "0", "no"}


def to_bool(value: object) -> bool:
    """是/否, true/false, 1/0, yes/no in any case and width; a ticked cell of a workbook."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)) and value in (0, 1):
        return bool(value)
    text = _plain(value).casefold() if isinstance(value, str) else ""
    if text in TRUE:
        return True
    if text in FALSE:
        return False
    raise Bad("bad_bool")


@cache
def _code_table(codes: str) -> dict[str, str]:
    """Everything a code may be written as, normalised -> the code."""
    return {
        normal_code(written): entry.code
        for entry in dictionary().codes[codes]
        for written in (entry.code, entry.zh, entry.en)
    }


def to_code(codes: str) -> Callable[[object], str]:
    """A reader of one code list: the code, its Chinese or its English label."""
    table = _code_table(codes)

    def convert(value: object) -> str:
        text = value if isinstance(value, str) else _number_as_code(value)
        code = table.get(normal_code(text))
        if code is None:
            raise Bad("bad_code", codes=codes)
        return code

    return convert


def _number_as_code(value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value == int(value):
        return str(int(value))
    return ""


# --- a column --------------------------------------------------------------------------------------------------------

BY_TYPE: dict[str, Callable[[object], object]] = {
    "int": to_int,
    "text": to_text,
    "date": to_date,
    "bool": to_bool,
    "decimal": to_decimal,
}


def target_of(column: Column) -> Column:
    """The column a ref column refers to."""
    ledger, name = column.refers_to
    return dictionary().ledgers[ledger].column(name)


def reader_of(column: Column) -> Callable[[object], object]:
    """cell -> value of that column's type, None when empty, Noted with a warning. Raises Bad.

    Texts repeat down a column (dates, codes, ids), so what a text was read as is remembered.
    """
    if column.type == "code":
        convert = to_code(column.codes)
    else:
        convert = BY_TYPE[target_of(column).type if column.type == "ref" else column.type]
    known: dict[str, object] = {}

    def read(cell: object) -> object:
        if cell is None:
            return None
        if isinstance(cell, str):
            if cell in known:
                return known[cell]
            text = clean(cell)
            value = None if text is None else convert(text)
            if len(known) < CACHED_TEXTS:
                known[cell] = value
            return value
        if isinstance(cell, Marked):
            raise Bad({"error": "error_cell", "formula": "formula_cell", "time": "time_cell"}[cell.kind])
        return convert(cell)

    return read
