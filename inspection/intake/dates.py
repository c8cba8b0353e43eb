"""One cell -> one day, or the reason why not. What has two readings is refused.

Read: 2025-09-30, 2025/9/30, 2025.9.30, 2025年9月30日 (also 号, or without 日), 20250930, an Excel date, each with
midnight or its own weekday behind it. A bare number that is a day of 1990–2100 in Excel's count (45930) is read with a
warning that names the day: the same number counts from another day in a workbook of the old Macintosh, and such a
workbook's bare numbers are refused.
"""

import datetime
import re

from inspection.intake.cells import Bad, Noted, plain

EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
AS_OF_DAYS = (datetime.date(1990, 1, 1), datetime.date(2099, 12, 31))  # first and last that an import can be as of
SERIAL_ZERO = datetime.date(1899, 12, 30)  # Excel's day 0, as all days behind its invented 1900-02-29 count
FIRST_SERIAL = (datetime.date(1990, 1, 1) - SERIAL_ZERO).days
LAST_SERIAL = (LATEST - SERIAL_ZERO).days
MINGUO = 1911  # year 1 of the Republic is 1912

DAY = re.compile(
    r"(?P<y1>[0-9]{4})(?P<m1>[0-9]{2})(?P<d1>[0-9]{2})(?![0-9])(?:\.0+)?"
    r"|(?P<y2>[0-9]{4}) ?(?P<sign>[-/.]) ?(?P<m2>[0-9]{1,2}) ?(?P=sign) ?(?P<d2>[0-9]{1,2})(?![0-9])"
    r"|(?P<y3>[0-9]{4}) ?年 ?(?P<m3>[0-9]{1,2}) ?月 ?(?P<d3>[0-9]{1,2})(?![0-9])(?: ?[日号])?"
)
MIDNIGHT = re.compile(r"(?:T| +)0{1,2}:00(:00(\.0+)?)?")
TIME = re.compile(r"(?:T| *)[0-9]{1,2}[:时点]")
WEEKDAY = re.compile(r" *\(?(?:星期|周|礼拜)([一二三四五六日天])\)?")
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")

YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:\.0+)? ?年?度?")
MONTH = re.compile(
    r"(?:19|20)[0-9]{2}(?: ?[-/.] ?(?:0?[1-9]|1[0-2])| ?年 ?(?:0?[1-9]|1[0-2]) ?月(?:份)?|(?:0[1-9]|1[0-2]))"
)
REPUBLIC = re.compile(
    r"(?:中[华華])?民[国國] ?([0-9]{1,3}|元)?.*|([0-9]{3}) ?[-/.年] ?[0-9]{1,2} ?[-/.月] ?[0-9]{1,2} ?[日号]?"
)
SHORT_YEAR = re.compile(
    r"'?[0-9]{1,2} ?([-/.]) ?[0-9]{1,2} ?\1 ?[0-9]{1,2}|'?[0-9]{2} ?年 ?[0-9]{1,2} ?月.*"
    r"|[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
)
YEAR_LAST = re.compile(r"[0-9]{1,2} ?([-/.]) ?[0-9]{1,2} ?\1 ?[0-9]{4}")
NO_YEAR = re.compile(r"[0-9]{1,2} ?月 ?[0-9]{1,2} ?[日号]?|[0-9]{1,2}[-/][0-9]{1,2}")
NUMERALS = re.compile(r"[〇○零一二三四五六七八九十Oo]{2,} ?年.*")
# In this order: the first that fits names what is wrong.
REASONS = (
    (MONTH, "month_only"),
    (YEAR, "year_only"),
    (SHORT_YEAR, "short_year"),
    (YEAR_LAST, "year_last"),
    (NO_YEAR, "no_year"),
    (NUMERALS, "chinese_numerals"),
)


def to_date(value: object, since_1904: bool = False) -> datetime.date | Noted:
    """A day from a cell (text, number, date, moment). Raises Bad."""
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():
            raise Bad("time_of_day")
        return _within(value.date())
    if isinstance(value, datetime.date):
        return _within(value)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise Bad("date_is_number")
    text = plain(value) if isinstance(value, str) else _written(value)
    match = DAY.match(text)
    if not match:
        return _from_number(text, since_1904)
    year, month, day = (int(part) for name, part in match.groupdict().items() if part and name != "sign")
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        raise Bad("no_such_date") from None
    _check_rest(text[match.end() :], found)
    return _within(found)


def _written(number: int | float) -> str:
    """A number cell as Excel shows it: 15 digits at most, none behind the point where it is whole."""
    whole = abs(number) < 1e15 and number == int(number)
    return str(int(number)) if whole else format(number, ".15g")


def _check_rest(rest: str, found: datetime.date) -> None:
    """Behind the day may stand midnight, as programs write a day, and the day's own weekday."""
    if not rest or MIDNIGHT.fullmatch(rest):
        return
    weekday = WEEKDAY.fullmatch(rest)
    if weekday is None:
        raise Bad("time_of_day" if TIME.match(rest) else "bad_date")
    if WEEKDAYS[weekday[1]] != found.weekday():
        raise Bad("weekday_differs")


def _from_number(text: str, since_1904: bool) -> Noted:
    """A bare number as a day of Excel's count; everything else is refused with its reason."""
    republic = REPUBLIC.fullmatch(text)
    if republic:
        year = republic[1] or republic[2] or ""
        year = 1 if year == "元" else int(year or 0)
        raise Bad("republic_year", year=year, common=year + MINGUO) if year else Bad("bad_date")
    for pattern, code in REASONS:
        if pattern.fullmatch(text):
            raise Bad(code)
    if not NUMBER.fullmatch(text):
        raise Bad("bad_date")
    days, _, fraction = text.partition(".")
    if len(days) != 5 or not FIRST_SERIAL <= int(days) <= LAST_SERIAL:
        raise Bad("date_is_number")
    if fraction.strip("0"):
        raise Bad("time_of_day")
    if since_1904:
        raise Bad("serial_since_1904")
    return Noted(SERIAL_ZERO + datetime.timedelta(int(days)), "serial_date")


def _within(day: datetime.date) -> datetime.date:
    if not EARLIEST <= day <= LATEST:
        raise Bad("date_out_of_range", earliest=EARLIEST.year, latest=LATEST.year)
    return day
