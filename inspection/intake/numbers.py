"""One cell -> one exact number, or the reason why not.

Read: 12, 12.5, 1,234.5 (also with full-width commas), in a column of 万元 also 12.5万元, 12.5万, and 125000元 or
1.2亿元 with a warning that names what was taken. Refused: a comma that is no thousands separator (1,23 may be 1.23), a
unit on a column that has none, a percentage (no column holds a share), a negative in brackets, 十二, ￥12.
"""

import datetime
import re
from decimal import Decimal

from inspection.intake.cells import Bad, Noted, plain

LARGEST_INT = 2_147_483_647  # what the warehouse's integer holds
DECIMAL_PLACES = 6  # what the warehouse's decimal(18, 6) holds
LARGEST_DECIMAL = Decimal(10) ** 12

WAN = "万元"
# unit -> power of ten in yuan
YUAN = {"元": 0, "百元": 2, "千元": 3, "百万元": 6, "千万元": 7, "万": 4, "万元": 4, "亿": 8, "亿元": 8}
UNITS = {*YUAN, "圆", "角", "分", "百", "千", "人", "人次", "名", "位", "户", "件", "件次", "次", "个", "条", "项", "份"}
UNITS |= {"家", "场", "期", "批", "票", "岁", "天", "日", "月", "年", "年度", "届", "轮", "亩", "公里", "平方米", "吨"}
UNITS |= {"万人", "万人次"}

WRITTEN = re.compile(r"([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(\D*|,.*)")
GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
IN_BRACKETS = re.compile(r"[(\[<][0-9][0-9,.]*[)\]>]")
CURRENCY = re.compile(r"(?:[¥$€£]|RMB|CNY|人民币).*", re.IGNORECASE)
NUMERALS = re.compile(r"[〇○零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+")


def to_int(value: object) -> int:
    """A whole number: 12, 12.0, 1,200; not 12.5."""
    number, _ = _exact(value, "bad_int")
    if abs(number) > LARGEST_INT:
        raise Bad("number_too_large")
    if number != number.to_integral_value():
        raise Bad("not_whole")
    return int(number)


def to_decimal(value: object, unit: str = "", written_in: str = "") -> Decimal | Noted:
    """An exact decimal of at most 6 places in `unit` ("万元" or none); more places are rounded half-even and noted.

    `written_in`: the unit of a number that names none itself, where that is not the column's.
    """
    number, named = _exact(value, "bad_number", unit)
    converted = named not in ("", WAN, "万")
    if unit and written_in and not named:
        number = number.scaleb(YUAN[written_in] - YUAN[WAN])
    if abs(number) >= LARGEST_DECIMAL:
        raise Bad("number_too_large")
    if -number.as_tuple().exponent > DECIMAL_PLACES:
        rounded = number.quantize(Decimal(1).scaleb(-DECIMAL_PLACES))
        if rounded != number:
            return Noted(rounded, "rounded")
        number = rounded
    return Noted(number, "unit_converted") if converted else number


def _exact(value: object, refusal: str, unit: str = "") -> tuple[Decimal, str]:
    """The number of a cell in the column's unit, and the unit that the cell named."""
    if isinstance(value, str):
        return _from_text(plain(value), refusal, unit)
    if isinstance(value, datetime.date):
        raise Bad("number_became_date")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Bad(refusal)
    # Excel computes and shows 15 digits; the 16th and 17th of 0.30000000000000004 are noise
    return Decimal(format(value, ".15g") if isinstance(value, float) else value), ""


def _from_text(text: str, refusal: str, unit: str) -> tuple[Decimal, str]:
    match = WRITTEN.fullmatch(text)
    if not match:
        raise Bad(_reason(text, refusal))
    digits, behind = match.groups()
    if behind.startswith(","):
        raise Bad("bad_grouping")
    if behind in ("%", "‰"):
        raise Bad("percentage")
    if behind and not (unit == WAN and behind in YUAN):
        raise Bad("unit_here" if behind in UNITS else refusal)
    if "," in digits:
        if not GROUPED.fullmatch(digits):
            raise Bad("bad_grouping")
        digits = digits.replace(",", "")
    power = YUAN[behind] - YUAN[WAN] if behind else 0
    return Decimal(f"{digits}E{power}") if power else Decimal(digits), behind


def _reason(text: str, refusal: str) -> str:
    if IN_BRACKETS.fullmatch(text):
        return "negative_in_brackets"
    if CURRENCY.fullmatch(text):
        return "currency_sign"
    return "chinese_numerals" if NUMERALS.fullmatch(text) else refusal
