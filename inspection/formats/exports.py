"""Tables out: csv and xlsx that Excel opens with Chinese intact and without running what a ledger's text says."""

import csv
import datetime
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Number

import xlsxwriter

# Excel runs a cell that begins with one of these as a formula, also full-width, also behind spaces and line breaks. LibreOffice
# drops a NUL before it; what nobody sees before it may be dropped by others.
FORMULA = re.compile(
    r"[ \u00a0\u3000]*[\t\r\n]|[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫]"
)
FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
LONGEST_CELL = 32_767  # characters, of Excel
WIDEST_COLUMN = 50  # characters of half width
ROWS_MEASURED = 200

FORMATS = {"percent": "0.0%", "integer": "0", "decimal": "0.00"}


def defused(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula."""
    return "'" + text if FORMULA.match(text) else text


def _plain(value: object) -> object:
    """None for what is empty (also NaN and NaT), a defused text for what is no number, date or truth."""
    if value is None or value != value:
        return None
    if isinstance(value, (bool, Number, datetime.date)):
        return value
    return defused(str(value))


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A csv as Excel expects it: UTF-8 with BOM, CRLF; dates as 2025-09-30, numbers at full precision, None empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([defused(name) for name in columns])
    for row in rows:
        values = [_plain(value) for value in row]
        writer.writerow([v.isoformat() if isinstance(v, datetime.date) else v for v in values])
    return out.getvalue().encode("utf-8-sig")


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook: its name, header, rows, and lines written below them."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[object]]
    lines: Sequence[str] = ()


def xlsx_bytes(
    sheet_title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    created: datetime.datetime,
    notes: Sequence[str] = (),
    number_formats: Mapping[str, str] | None = None,
    notes_title: str = "说明",
) -> bytes:
    """A workbook of one table: header frozen and bold, real numbers and dates, notes line by line on a second sheet.

    `number_formats`: column -> "percent", "integer", "decimal" or a number format of Excel's own. `created` is what
    the file says of its making: the same arguments give the same bytes. Texts beyond 32,767 characters are cut, for
    Excel holds no more.
    """
    sheets = [Sheet(sheet_title, columns, rows)]
    return book_bytes(sheets, created=created, notes=notes, number_formats=number_formats, notes_title=notes_title)


def book_bytes(
    sheets: Sequence[Sheet],
    *,
    created: datetime.datetime,
    notes: Sequence[str] = (),
    number_formats: Mapping[str, str] | None = None,
    notes_title: str = "说明",
) -> bytes:
    """A workbook of several tables, each as `xlsx_bytes` writes one. Raises xlsxwriter's DuplicateWorksheetName for two of one
    name."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": created.replace(tzinfo=None)})
    for sheet in sheets:
        _write_sheet(book, sheet, number_formats or {})
    if notes:
        page = book.add_worksheet(sheet_name(notes_title))
        page.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
        for number, note in enumerate(notes):
            page.write_string(number, 0, defused(note)[:LONGEST_CELL])
    book.close()
    return out.getvalue()


def _write_sheet(book, made: Sheet, given: Mapping[str, str]) -> None:
    columns, rows = made.columns, [[_plain(value) for value in row] for row in made.rows]
    sheet = book.add_worksheet(sheet_name(made.title))
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    dates = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    moments = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
    styles = [
        book.add_format({"num_format": FORMATS.get(given[name], given[name])}) if name in given else None
        for name in columns
    ]
    for index, name in enumerate(columns):
        sheet.write_string(0, index, defused(name), head)
        sample = [row[index] for row in rows[:ROWS_MEASURED] if index < len(row)]
        sheet.set_column(index, index, _width([name, *sample]))
    for number, row in enumerate(rows, 1):
        for index, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, index, value[:LONGEST_CELL])
            elif isinstance(value, bool):
                sheet.write_boolean(number, index, value)
            elif isinstance(value, datetime.datetime):
                sheet.write_datetime(number, index, value.replace(tzinfo=None), moments)
            elif isinstance(value, datetime.date):
                sheet.write_datetime(number, index, value, dates)
            elif value is not None:
                _write_number(sheet, number, index, value, styles[index] if index < len(styles) else None)
    sheet.freeze_panes(1, 0)
    if rows and columns:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    for number, line in enumerate(made.lines, len(rows) + 2):
        sheet.write_string(number, 0, defused(line)[:LONGEST_CELL])


def _write_number(sheet, row: int, column: int, value: Number, style) -> None:
    """A number as Excel holds it (15 digits); what it cannot hold (infinity, longer whole numbers) as text."""
    whole_too_long = not isinstance(value, (float, Decimal)) and abs(value) >= 10**15
    if whole_too_long or value in (float("inf"), float("-inf")):
        sheet.write_string(row, column, str(value))
    else:
        sheet.write_number(row, column, float(value) if isinstance(value, Decimal) else value, style)


def sheet_name(title: str) -> str:
    name = FORBIDDEN_IN_SHEET_NAMES.sub(" ", title).strip().strip("'")[:31]
    return name or "Sheet1"


def _width(values: Iterable[object]) -> float:
    """A column's width in half-width characters: a Chinese character takes two."""
    longest = 8
    for value in values:
        lines = str(value).splitlines() or [""]
        for line in lines if value is not None else ():
            length = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line[:WIDEST_COLUMN])
            longest = max(longest, length)
    return min(longest + 2, WIDEST_COLUMN)
