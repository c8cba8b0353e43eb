"""What a paper is made of before it is a file: words, figures, tables with typed cells, charts as data.

The writers (paper_docx, paper_pptx, paper_xlsx, paper_pdf) print `words` and `cells` as they stand and compute nothing, so the
same number stands in all of them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inspection.text import say
from inspection.text.numbers import written

Value = str | int | float | date | None
WIDE = 7  # columns that fit on an upright page
UPRIGHT = 120  # half-width characters that a row of it may hold: with more its cells have too many lines
LONGEST = 44  # half-width characters that a column asks for at most


@dataclass(frozen=True)
class Figure:
    """A headline figure. `words`: the value as printed; `value`: a fraction, a count or a sum, None where there is none.

    Of a rate `n` and `of`, what it is made of. `change`: what became of it; `lines`: what it stands on, a sentence each.
    """

    title: str
    words: str
    value: int | float | None
    unit: str = ""
    n: int | None = None
    of: int | None = None
    change: str = ""
    lines: tuple[str, ...] = ()

    @property
    def rate(self) -> bool:
        return self.of is not None


@dataclass(frozen=True)
class Column:
    """A column of a table: text, int, decimal, percent or date. `group`: a heading over it and its neighbours.

    `made_of`: of a rate the names of the columns counted and out of which. `on_slides`: whether it stands on a slide, which
    has room for few.
    """

    name: str
    label: str
    type: str = "text"
    group: str = ""
    made_of: tuple[str, str] | None = None
    on_slides: bool = True

    @property
    def is_number(self) -> bool:
        return self.type in ("int", "decimal", "percent")


@dataclass(frozen=True)
class Table:
    """Rows of values and the same as printed (`cells`). `merged`: the column whose equal neighbours are one cell.

    `on_slides`: how many rows a slide show gives at most; the others stand in the other files.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    cells: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    merged: str = ""
    on_slides: int = 24

    @property
    def wide(self) -> bool:
        """Whether it stands on a lying page: of many columns, or of few with long texts."""
        return len(self.columns) > WIDE or sum(min(most, LONGEST) for most in longest_of(self, self.columns)) > UPRIGHT

    @property
    def grouped(self) -> bool:
        return any(column.group for column in self.columns)

    def groups(self) -> list[tuple[str, int, int]]:
        """(heading over columns, the first of them, the last), in their order; "" where a column has none above it."""
        found: list[tuple[str, int, int]] = []
        for at, column in enumerate(self.columns):
            if found and column.group and found[-1][0] == column.group:
                found[-1] = (column.group, found[-1][1], at)
            else:
                found.append((column.group, at, at))
        return found

    def runs(self) -> list[tuple[int, int]]:
        """(first row, last row) of equal neighbours in the merged column; none where no column is merged."""
        names = [column.name for column in self.columns]
        if self.merged not in names or not self.cells:
            return []
        at, found, first = names.index(self.merged), [], 0
        for row in range(1, len(self.cells) + 1):
            if row == len(self.cells) or self.cells[row][at] != self.cells[first][at]:
                found.append((first, row - 1))
                first = row
        return found


@dataclass(frozen=True)
class Series:
    """A row of numbers along the categories of a chart; None where there is none."""

    name: str
    values: tuple[int | float | None, ...]


@dataclass(frozen=True)
class Chart:
    """bars (lying), line, or intervals: lying bars of one series with the range from `low` to `high`."""

    kind: str
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    percent: bool = False
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()

    def label(self, value: float | None) -> str:
        """A value as it stands at its bar."""
        if value is None:
            return ""
        return f"{written(value, 1, 100)}%" if self.percent else written(value, 0)


@dataclass(frozen=True)
class Section:
    """A part of a paper under its heading."""

    name: str
    heading: str
    sentences: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    ids: tuple[str, ...] = ()
    """The indicators whose definitions go into the annex."""


@dataclass(frozen=True)
class Definition:
    """What a figure counts: (label, words) line by line."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Paper:
    """A paper. `facts`: (label, words) of what it stands on: as-of day, scope, version, settings, program. `mark`: that the
    data are invented, "" where they are not. `as_of` is what its files say of their making: nothing reads the clock."""

    title: str
    office: str
    lang: str
    as_of: date
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...] = ()
    mark: str = ""

    def say(self, key: str, **values: object) -> str:
        return say(key, self.lang, **values)

    def numbered(self) -> Iterator[tuple[str, Section]]:
        """(heading with its number as official papers count: 一、, section)."""
        for number, section in enumerate(self.sections, 1):
            yield self.say("packs.heading", n=count_word(number, self.lang), words=section.heading), section

    def annexes(self) -> Iterator[tuple[str, Table]]:
        """(附件 1, table), all tables of all sections in their order."""
        tables = (table for section in self.sections for table in section.tables)
        for number, table in enumerate(tables, 1):
            yield self.say("packs.annex", n=number), table


def count_word(number: int, lang: str) -> str:
    """一, 二 … 十一 in Chinese, the number itself in English."""
    if lang != "zh" or not 0 < number < 100:
        return str(number)
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones or not tens else "")


def wide_of(text: str) -> int:
    """How wide a text is in half-width characters: a Chinese one takes two."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def widths(table: Table, columns: tuple[Column, ...], whole: float, room: float) -> list[float]:
    """The widths of columns that together fill `whole`, where `room` half-width characters have their place.

    Numbers, days and short words stand on one line; what is left is shared by the longer texts: each what it asks for, as
    long as no longer one gets less. No word of a head is broken.
    """
    longest = longest_of(table, columns)
    word = [max((wide_of(one) for one in re.findall(r"[A-Za-z]+", c.label)), default=0) + 2.0 for c in columns]
    fixed = [
        max(most + 1.5, wide_of(c.label) / 2 + 2, least, 6) if c.type != "text" or most <= 8 else 0.0
        for c, most, least in zip(columns, longest, word, strict=True)
    ]
    free = [min(max(most, wide_of(c.label) / 2, 8) + 1.5, LONGEST) for c, most in zip(columns, longest, strict=True)]
    asked = [0.0 if f else one for f, one in zip(fixed, free, strict=True)]
    found, free_ones = list(fixed), sorted((one, n) for n, one in enumerate(asked) if one)
    left = max(room - sum(fixed), 9.0 * len(free_ones))
    for given, (one, n) in enumerate(free_ones):
        found[n] = max(min(one, left / (len(free_ones) - given)), word[n])
        left -= found[n]
    return [one / sum(found) * whole for one in found]


def longest_of(table: Table, columns: Sequence[Column]) -> list[int]:
    """How many half-width characters the longest line of each column takes, of the first 500 rows."""
    names = [column.name for column in table.columns]
    at = [names.index(column.name) for column in columns]
    return [max([wide_of(line) for row in table.cells[:500] for line in row[n].split("\n")] or [0]) for n in at]


def lines_of(words: Sequence[str], wide: Sequence[float]) -> int:
    """How many lines the fullest of the cells of a row takes in columns of so many half-width characters."""
    of_cell = (
        sum(-(-max(wide_of(line), 1) // max(int(w), 1)) for line in text.split("\n"))
        for text, w in zip(words, wide, strict=True)
    )
    return max(of_cell)


def printable(text: str) -> str:
    """A text without what XML or a page cannot hold: control characters become spaces."""
    return "".join(" " if sign < " " or sign in "\ufffe\uffff" or 0xD800 <= ord(sign) <= 0xDFFF else sign for sign in text)
