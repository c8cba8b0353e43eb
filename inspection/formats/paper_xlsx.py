"""A paper as a workbook: the headline figures, a sheet per table, the charts, the definitions. Equal papers, equal bytes.

Rates are formulas over the counts beside them, with the value as it was computed in their cells. Every sheet prints on A4 as wide
as the page, its heading rows on each.
"""

import datetime
import io
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from inspection.formats.exports import defused, sheet_name
from inspection.formats.paper import Chart, Column, Figure, Paper, Table, lines_of, printable, wide_of, widths

FONT = "仿宋"
NUMBERS = {"percent": "0.0%", "int": "#,##0", "decimal": "#,##0.00", "date": "yyyy-mm-dd"}
COLOURS = ("#1F4E79", "#8FA3B5", "#B5443B")
LONGEST = 32_767  # characters of a cell


def xlsx_of_paper(paper: Paper) -> bytes:
    """The workbook of a paper."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = datetime.datetime.combine(paper.as_of, datetime.time())
    book.set_properties({"created": made, "title": printable(paper.title), "author": printable(paper.office)})
    _Book(book, paper).write()
    book.close()
    return out.getvalue()


class _Book:
    def __init__(self, book: xlsxwriter.Workbook, paper: Paper):
        self.book, self.paper, self.names = book, paper, set()
        base = {"font_name": FONT, "font_size": 12, "valign": "vcenter"}
        cell = {**base, "border": 1, "border_color": "#7F8A94", "text_wrap": True}
        self.title = book.add_format({**base, "font_size": 18, "bold": True, "align": "center", "font_name": "黑体"})
        self.fact = book.add_format({**base, "font_size": 10, "font_color": "#4A5560", "text_wrap": True})
        self.head = book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#E8EDF2"})
        self.text = book.add_format({**cell, "align": "left", "indent": 1})
        self.name = book.add_format({**cell, "text_wrap": False})
        self.middle = book.add_format({**cell, "align": "center"})
        self.strong = book.add_format({**base, "bold": True})
        self.plain = book.add_format({**base, "text_wrap": True, "valign": "top"})
        self.numbers = {kind: book.add_format({**cell, "num_format": form, "align": "right"}) for kind, form in NUMBERS.items()}

    def write(self) -> None:
        self._figures()
        for heading, table in self.paper.annexes():
            self._table(heading, table)
        self._charts()
        self._definitions()

    def _sheet(self, name: str, title: str, last: int, wide: bool = False):
        """A new sheet with the paper's title line and what it stands on, ready for A4; the first free row is 2."""
        name = base = sheet_name(printable(name))
        number = 1
        while name.lower() in self.names:
            number += 1
            name = f"{base[: 30 - len(str(number))]}_{number}"
        self.names.add(name.lower())
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        sheet.set_landscape() if wide else sheet.set_portrait()
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_footer("&C— &P —")
        sheet.hide_gridlines(2)
        sheet.merge_range(0, 0, 0, max(last, 1), self._words(title), self.title)
        sheet.set_row(0, 32)
        colon = "：" if self.paper.lang == "zh" else ": "
        facts = "　".join(f"{label}{colon}{words}" for label, words in self.paper.facts)
        line = "　".join(part for part in (self.paper.mark, facts) if part)
        sheet.merge_range(1, 0, 1, max(last, 1), self._words(line), self.fact)
        sheet.set_row(1, 32)
        return sheet

    @staticmethod
    def _words(text: str) -> str:
        return defused(printable(text))[:LONGEST]

    def _figures(self) -> None:
        heads = ("section", "figure", "value", "unit", "n", "of", "change", "lines")
        sheet = self._sheet(self.paper.say("packs.figures"), self.paper.title, len(heads) - 1, wide=True)
        for at, (name, width) in enumerate(zip(heads, (16, 22, 13, 9, 10, 10, 26, 46), strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(2, at, self.paper.say(f"packs.column_{name}"), self.head)
        row = 3
        for section in self.paper.sections:
            for figure in section.figures:
                self._figure(sheet, row, section.heading, figure)
                row += 1
        sheet.repeat_rows(0, 2)
        sheet.freeze_panes(3, 0)

    def _figure(self, sheet, row: int, heading: str, figure: Figure) -> None:
        sheet.write_string(row, 0, self._words(heading), self.text)
        sheet.write_string(row, 1, self._words(figure.title), self.text)
        if figure.value is None:
            sheet.write_string(row, 2, figure.words, self.middle)
        elif figure.rate:
            made_of = (xl_rowcol_to_cell(row, 4), xl_rowcol_to_cell(row, 5))
            self._rate(sheet, row, 2, figure.value, made_of, figure.words)
        else:
            whole = float(figure.value).is_integer()
            sheet.write_number(row, 2, figure.value, self.numbers["int" if whole else "decimal"])
        sheet.write_string(row, 3, self._words(figure.unit), self.middle)
        for at, count in ((4, figure.n), (5, figure.of)):
            if count is None:
                sheet.write_blank(row, at, None, self.text)
            else:
                sheet.write_number(row, at, count, self.numbers["int"])
        sheet.write_string(row, 6, self._words(figure.change), self.text)
        sheet.write_string(row, 7, "\n".join(map(self._words, figure.lines)), self.text)
        sheet.set_row(row, 17 * max(1, sum(max(1, -(-wide_of(line) // 44)) for line in figure.lines)))

    def _rate(self, sheet, row: int, at: int, value: float, made_of: tuple[str, str], words: str) -> None:
        """n / N with its value; where a spreadsheet would round a half the other way than it is printed, rounded so."""
        formula = f"={made_of[0]}/{made_of[1]}"
        half_up = Decimal(repr(value * 100)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        if f"{half_up}%" != words:
            formula = f"=ROUNDDOWN({made_of[0]}/{made_of[1]},3)"
            value = float(words.rstrip("%")) / 100
        sheet.write_formula(row, at, formula, self.numbers["percent"], value)

    def _table(self, heading: str, table: Table) -> None:
        last = len(table.columns) - 1
        named = f"{heading} {table.title}"
        sheet = self._sheet(named, named, last, wide=table.wide)
        whole = 130 if table.wide else 88
        wide = widths(table, table.columns, whole, whole)
        for at, width in enumerate(wide):
            sheet.set_column(at, at, width)
        first = 2
        if table.grouped:
            for name, start, end in table.groups():
                if name and end > start:
                    sheet.merge_range(2, start, 2, end, self._words(name), self.head)
                elif name:
                    sheet.write_string(2, start, self._words(name), self.head)
                else:
                    for at in range(start, end + 1):
                        sheet.merge_range(2, at, 3, at, self._words(table.columns[at].label), self.head)
            first = 3
        for at, column in enumerate(table.columns):
            if not table.grouped or column.group:
                sheet.write_string(first, at, self._words(column.label), self.head)
        sheet.set_row(first, 32)
        for number, (values, cells) in enumerate(zip(table.rows, table.cells, strict=True), first + 1):
            for at, column in enumerate(table.columns):
                self._cell(sheet, number, at, column, table, values, cells[at])
            sheet.set_row(number, 17 * lines_of(cells, [w * 0.86 for w in wide]) + 2)
        self._merged(sheet, table, first + 1)
        row = first + len(table.rows) + 2
        for note in table.notes:
            sheet.merge_range(row, 0, row, max(last, 1), self._words(note), self.fact)
            sheet.set_row(row, 15 * -(-wide_of(note) // (whole + 10)))
            row += 1
        sheet.repeat_rows(0, first)
        sheet.freeze_panes(first + 1, 1)

    def _cell(self, sheet, row: int, at: int, column: Column, table: Table, values: Sequence, words: str) -> None:
        value = values[at]
        if value is None:
            sheet.write_string(row, at, words, self.middle)
        elif column.type == "percent" and (cells := _made_of(column, table, values, row)):
            self._rate(sheet, row, at, value, cells, words)
        elif column.is_number:
            year = column.type == "int" and words == str(value)  # a year has no thousands set apart
            kind = "decimal" if column.type == "decimal" and "." in words else column.type
            kind = "int" if kind == "decimal" and "." not in words else kind
            sheet.write_number(row, at, value, self.text if year and value > 999 else self.numbers[kind])
        elif column.type == "date":
            sheet.write_datetime(row, at, datetime.datetime.combine(value, datetime.time()), self.numbers["date"])
        else:
            sheet.write_string(row, at, self._words(words), self.text)

    def _merged(self, sheet, table: Table, first: int) -> None:
        at = next((n for n, column in enumerate(table.columns) if column.name == table.merged), None)
        for start, end in table.runs():
            if end > start:
                sheet.merge_range(first + start, at, first + end, at, self._words(table.cells[start][at]), self.middle)

    def _charts(self) -> None:
        charts = [chart for section in self.paper.sections for chart in section.charts]
        if not charts:
            return
        name = "图表" if self.paper.lang == "zh" else "Charts"
        sheet = self._sheet(name, self.paper.title, 8, wide=True)
        sheet.set_column(0, 0, min(max(wide_of(name) for chart in charts for name in ("", *chart.categories)) + 2, 60))
        sheet.set_column(1, 8, 12)
        row, breaks = 3, []
        for chart in charts:
            row = self._chart(sheet, row, chart)
            breaks.append(row)
        sheet.set_h_pagebreaks(breaks[:-1])

    def _chart(self, sheet, row: int, chart: Chart) -> int:
        """A chart's data with the chart beside them; the next free row."""
        form = self.numbers["percent" if chart.percent else "int"]
        sheet.write_string(row, 0, self._words(chart.title), self.strong)
        for at, series in enumerate(chart.series, 1):
            sheet.write_string(row + 1, at, self._words(series.name), self.head)
        first, last = row + 2, row + 1 + len(chart.categories)
        for number, category in enumerate(chart.categories):
            sheet.write_string(first + number, 0, self._words(category), self.name)
            for at, series in enumerate(chart.series, 1):
                if series.values[number] is None:
                    sheet.write_blank(first + number, at, None, self.text)
                else:
                    sheet.write_number(first + number, at, series.values[number], form)
        drawn = self.book.add_chart({"type": "line" if chart.kind == "line" else "bar"})
        for at in range(1, len(chart.series) + 1):
            options = {
                "name": [sheet.name, row + 1, at],
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, at, last, at],
                "gap": 60,
            }
            colour = COLOURS[(at - 1) % len(COLOURS)]
            options |= {"line": {"color": colour, "width": 2}} if chart.kind == "line" else {"fill": {"color": colour}}
            if chart.kind == "bars":
                options["data_labels"] = {"value": True, "num_format": "0.0%" if chart.percent else "#,##0"}
            if chart.kind == "intervals":
                options["fill"] = {"color": "#B8C6D3"}
                over, under = ranges(chart)
                options["y_error_bars"] = {"type": "custom", "plus_values": over, "minus_values": under}
            drawn.add_series(options)
        bars = len(chart.categories) * len(chart.series)
        drawn.set_title({"name": self._words(chart.title), "name_font": {"size": 12, "name": FONT}, "overlay": False})
        drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
        if chart.kind == "line":
            drawn.set_x_axis({"interval_unit": max(1, len(chart.categories) // 8)})
            drawn.set_y_axis({"min": 0, "num_format": "0%" if chart.percent else "0", "major_gridlines": {"visible": True}})
        else:
            drawn.set_y_axis({"reverse": True, "crossing": "max"})
            drawn.set_x_axis({"min": 0, "num_format": "0%" if chart.percent else "0", "major_gridlines": {"visible": False}})
        height = 300 if chart.kind == "line" else min(max(280, 17 * max(2 * len(chart.categories), bars) + 90), 620)
        drawn.set_size({"width": 640, "height": height})
        sheet.insert_chart(row + 1, len(chart.series) + 2, drawn)
        return row + max(len(chart.categories) + 4, height // 20 + 4)

    def _definitions(self) -> None:
        sheet = self._sheet(self.paper.say("packs.definitions"), self.paper.say("packs.definitions"), 1)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 74)
        row = 3
        for definition in self.paper.definitions:
            sheet.write_string(row, 0, self._words(definition.title), self.strong)
            row += 1
            for label, words in definition.lines:
                sheet.write_string(row, 0, self._words(label), self.plain)
                sheet.write_string(row, 1, self._words(words), self.plain)
                sheet.set_row(row, 17 * -(-wide_of(words) // 72))
                row += 1
            row += 1


def ranges(chart: Chart) -> tuple[list[float], list[float]]:
    """What lies beyond and before each value of a chart of intervals."""
    values = chart.series[0].values
    over = [0.0 if v is None or h is None else h - v for v, h in zip(values, chart.high, strict=True)]
    under = [0.0 if v is None or low is None else v - low for v, low in zip(values, chart.low, strict=True)]
    return over, under


def _made_of(column: Column, table: Table, values: Sequence, row: int) -> tuple[str, str] | None:
    """The cells a rate is made of, where they hold just what makes its value."""
    if column.made_of is None:
        return None
    at = {one.name: n for n, one in enumerate(table.columns)}
    n, of = (values[at[name]] for name in column.made_of)
    value = values[at[column.name]]
    if not of or n is None or abs(n / of - value) > 1e-9:
        return None
    return xl_rowcol_to_cell(row, at[column.made_of[0]]), xl_rowcol_to_cell(row, at[column.made_of[1]])
