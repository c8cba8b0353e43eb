"""A paper as slides: what a room reads from its last row, 18 points and larger; native charts that PowerPoint and WPS edit.

Tables go over several slides under their heading again; columns and rows for which a slide has no room stand in the other files,
and the slide says so. Equal papers, equal bytes.
"""

import datetime
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from inspection.formats.paper import Chart, Column, Figure, Paper, Section, Table, lines_of, printable, wide_of, widths
from inspection.formats.paper_charts import EAST, LATIN, add_chart
from inspection.formats.zips import settled

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, INNER = Inches(0.6), Inches(12.13)
TOP, BOTTOM = Inches(1.35), Inches(6.85)
HEADING = "黑体"
INK, BLUE, GREY, RED, PALE = (RGBColor.from_string(c) for c in ("1B2733", "1F4E79", "5B6873", "A4262C", "E8EDF2"))
SIZE = 18  # points of a table and of what stands on a figure
LINE = 0.365  # inches of a table's line
FIGURES = 4  # on a slide
BARS = 16  # of several series on a slide: with more their labels run into each other


def pptx_bytes(paper: Paper) -> bytes:
    """The slides of a paper."""
    shown = Presentation()
    shown.slide_width, shown.slide_height = WIDTH, HEIGHT
    made = datetime.datetime.combine(paper.as_of, datetime.time())
    core = shown.core_properties
    core.title, core.author, core.last_modified_by = printable(paper.title)[:255], printable(paper.office)[:255], ""
    core.created = core.modified = made
    core.revision = 1
    _Slides(shown, paper).make()
    out = io.BytesIO()
    shown.save(out)
    return settled(out.getvalue(), made)


class _Slides:
    def __init__(self, shown, paper: Paper):
        self.shown, self.paper, self.number = shown, paper, 0

    def make(self) -> None:
        self._title()
        annex = 0
        for heading, section in self.paper.numbered():
            self._opening(heading, section)
            for chart in section.charts:
                self._chart(heading, chart)
            for table in section.tables:
                annex += 1
                self._table(heading, table)
        self._basis()

    def _slide(self, title: str):
        """A new slide with its heading, the line below it, the mark and the page number."""
        slide = self.shown.slides.add_slide(self.shown.slide_layouts[6])
        self.number += 1
        if title:
            size = 28 if wide_of(title) <= 66 else 22
            self._text(slide, (LEFT, Inches(0.35), INNER, Inches(0.75)), [title], size, BLUE, bold=True, face=HEADING)
            rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, LEFT, Inches(1.13), INNER, Emu(19050))
            rule.shadow.inherit = False
            rule.fill.solid()
            rule.fill.fore_color.rgb = BLUE
            rule.line.fill.background()
        as_of = self.paper.facts[0]
        foot = "　".join(part for part in (self.paper.office, f"{as_of[0]} {as_of[1]}", self.paper.mark) if part)
        self._text(slide, (LEFT, Inches(6.98), Inches(10), Inches(0.4)), [foot], 12, GREY)
        number = self.paper.say("packs.page_number", n=self.number)
        self._text(slide, (Inches(11.2), Inches(6.98), Inches(1.53), Inches(0.4)), [number], 12, GREY, align=PP_ALIGN.RIGHT)
        return slide

    def _text(
        self, slide, box: Sequence, lines: Sequence[str], size: float, colour=INK, *, bold: bool = False, face: str = EAST,
        align=None, gap: float = 0, anchor=MSO_ANCHOR.TOP,
    ):  # fmt: skip
        shape = slide.shapes.add_textbox(*(Emu(int(v)) for v in box))
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, anchor
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for at, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
            _run(paragraph, line, size, colour, bold, face)
            paragraph.space_after = Pt(gap)
            if align is not None:
                paragraph.alignment = align
        return shape

    def _title(self) -> None:
        slide = self._slide("")
        self._text(
            slide, (LEFT, Inches(2.2), INNER, Inches(1.6)), [self.paper.title], 44, BLUE, bold=True, face="方正小标宋简体",
            align=PP_ALIGN.CENTER,
        )  # fmt: skip
        lines = [self.paper.office, *(_fact(self.paper, *fact) for fact in self.paper.facts[:3])]
        self._text(slide, (LEFT, Inches(4.2), INNER, Inches(2)), lines, 20, INK, align=PP_ALIGN.CENTER, gap=6)
        if self.paper.mark:
            self._text(slide, (LEFT, Inches(0.5), INNER, Inches(0.6)), [self.paper.mark], 24, RED, bold=True)

    def _opening(self, heading: str, section: Section) -> None:
        """The section's figures, and what is said of them; over more slides where it is much."""
        groups = [section.figures[at : at + FIGURES] for at in range(0, len(section.figures), FIGURES)] or [()]
        for at, group in enumerate(groups):
            slide = self._slide(heading + (self.paper.say("packs.continued") if at else ""))
            tall = Inches(3.8)
            for place, figure in enumerate(group):
                wide = INNER / max(len(group), 3)
                self._figure(slide, (LEFT + place * wide, TOP, wide - Inches(0.15), tall), figure)
            if at == len(groups) - 1:
                top = TOP + (tall + Inches(0.2) if group else 0)
                self._sentences(slide, heading, section.sentences, top)

    def _sentences(self, slide, heading: str, sentences: Sequence[str], top: float) -> None:
        size, wide = 20, 84
        lines, room = 0, int((BOTTOM - top) / Inches(0.36))
        here: list[str] = []
        rest = list(sentences)
        while rest and lines + -(-wide_of(rest[0]) // wide) <= room:
            lines += -(-wide_of(rest[0]) // wide)
            here.append(rest.pop(0))
        self._text(slide, (LEFT, top, INNER, BOTTOM - top), here or [""], size, gap=6)
        if rest:
            more = self._slide(heading + self.paper.say("packs.continued"))
            self._text(more, (LEFT, TOP, INNER, BOTTOM - TOP), rest, size, gap=6)

    def _figure(self, slide, box: Sequence, figure: Figure) -> None:
        left, top, wide, tall = box
        card = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Emu(int(v)) for v in box))
        card.shadow.inherit = False
        card.fill.solid()
        card.fill.fore_color.rgb = PALE
        card.line.fill.background()
        inside, inner = left + Inches(0.15), wide - Inches(0.3)
        self._text(slide, (inside, top + Inches(0.08), inner, Inches(0.4)), [figure.title], 18, GREY)
        self._text(slide, (inside, top + Inches(0.45), inner, Inches(0.75)), [figure.words], 40, BLUE, bold=True, face=HEADING)
        lines, used = [], 0
        for line in (figure.change, *figure.lines):
            need = _wrapped(line, inner / Pt(SIZE))
            if line and used + need <= 7:
                lines.append(line)
                used += need
        self._text(slide, (inside, top + Inches(1.22), inner, tall - Inches(1.25)), lines or [""], SIZE)

    def _chart(self, heading: str, chart: Chart) -> None:
        """A chart; one of more bars than a slide holds goes over several, on one scale."""
        parts = _charts(chart)
        most = max((v for s in chart.series for v in s.values if v is not None), default=0) * 1.1 if len(parts) > 1 else None
        for number, part in enumerate(parts):
            slide = self._slide(heading)
            title = chart.title + (self.paper.say("packs.continued_chart") if number else "")
            self._text(slide, (LEFT, TOP - Inches(0.1), INNER, Inches(0.8)), [title], 20, INK, bold=True)
            top = TOP + Inches(0.75 if wide_of(title) > 78 else 0.4)
            add_chart(slide.shapes, (LEFT, Emu(int(top)), INNER, Emu(int(BOTTOM - top))), part, SIZE, most)

    def _table(self, heading: str, table: Table) -> None:
        columns = tuple(column for column in table.columns if column.on_slides)
        at = [table.columns.index(column) for column in columns]
        shown = table.cells[: table.on_slides]
        room = INNER / Pt(SIZE / 2)  # half-width characters of a line
        wide = widths(table, columns, 1.0, room - 2.5 * len(columns))
        free = [room * part - 2 for part in wide]
        head = lines_of([column.label for column in columns], free)
        tall = [lines_of([cells[n] for n in at], free) for cells in shown]
        pages = _paged(tall, int((BOTTOM - TOP - Inches(0.75)) / Inches(LINE)) - head)
        for number, rows in enumerate(pages):
            slide = self._slide(heading)
            title = table.title + (self.paper.say("packs.continued") if number else "")
            self._text(slide, (LEFT, TOP - Inches(0.1), INNER, Inches(0.4)), [title], 20, INK, bold=True)
            cells = [[table.cells[row][n] for n in at] for row in rows]
            self._grid(slide, columns, cells, wide, [head, *(tall[row] for row in rows)])
            if number == len(pages) - 1 and len(table.cells) > len(shown):
                words = self.paper.say("packs.of_rows", shown=len(shown), n=len(table.cells))
                self._text(slide, (LEFT, BOTTOM - Inches(0.32), INNER, Inches(0.35)), [words], SIZE, GREY)

    def _grid(
        self, slide, columns: Sequence[Column], rows: Sequence[Sequence[str]], wide: Sequence[float], tall: Sequence[int]
    ) -> None:
        top, whole = TOP + Inches(0.4), Inches(LINE) * sum(tall)
        frame = slide.shapes.add_table(len(rows) + 1, len(columns), LEFT, Emu(int(top)), INNER, Emu(int(whole)))
        table = frame.table
        for place, part in enumerate(wide):
            table.columns[place].width = Emu(int(INNER * part))
        style = frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId"))
        if style is not None:
            style.text = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # no fill, a grid
        for number, words in enumerate([[column.label for column in columns], *rows]):
            table.rows[number].height = Emu(int(Inches(LINE) * tall[number]))
            for place, (text, column) in enumerate(zip(words, columns, strict=True)):
                cell = table.cell(number, place)
                cell.margin_top = cell.margin_bottom = Emu(18000)
                cell.margin_left = cell.margin_right = Emu(60000)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                paragraph = cell.text_frame.paragraphs[0]
                _run(paragraph, text, SIZE, BLUE if not number else INK, not number)
                side = PP_ALIGN.RIGHT if column.is_number else PP_ALIGN.LEFT
                paragraph.alignment = side if number else PP_ALIGN.CENTER
                cell.fill.solid()
                cell.fill.fore_color.rgb = PALE if not number else RGBColor(255, 255, 255)

    def _basis(self) -> None:
        """The definitions, as many as go on a slide, and what the paper stands on."""
        blocks = [(one.title, [_fact(self.paper, *line) for line in one.lines]) for one in self.paper.definitions]
        blocks.append((self.paper.say("packs.basis"), [_fact(self.paper, *fact) for fact in self.paper.facts]))
        title, room = self.paper.say("packs.definitions"), 15
        page: list[tuple[str, bool]] = []
        pages, used = [page], 0
        for name, lines in blocks:
            need = 1 + sum(-(-wide_of(line) // 94) for line in lines)
            if used + need > room and page:
                page, used = [], 0
                pages.append(page)
            page += [(name, True), *((line, False) for line in lines)]
            used += need
        for number, lines in enumerate(pages):
            slide = self._slide(title + (self.paper.say("packs.continued") if number else ""))
            shape = self._text(slide, (LEFT, TOP, INNER, BOTTOM - TOP), [""], SIZE)
            frame = shape.text_frame
            for at, (line, strong) in enumerate(lines):
                paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
                for old in list(paragraph.runs):
                    old._r.getparent().remove(old._r)
                _run(paragraph, line, SIZE, BLUE if strong else INK, strong)


def _charts(chart: Chart) -> list[Chart]:
    """A chart of bars in parts of about as many categories, as a slide holds them; any other as it is."""
    names, count = chart.categories, len(chart.series)
    if chart.kind != "bars" or count < 2 or len(names) * count <= BARS:
        return [chart]
    parts = -(-len(names) // max(BARS // count, 1))
    cuts = [len(names) * at // parts for at in range(parts + 1)]
    return [
        replace(chart, categories=names[a:b], series=tuple(replace(s, values=s.values[a:b]) for s in chart.series))
        for a, b in pairwise(cuts)
    ]


def _wrapped(text: str, ems: float) -> int:
    """How many lines a text takes in a width of so many letters: Chinese breaks anywhere, all else at its spaces."""
    lines, used = 1, 0.0
    for word in re.findall(r"[ -~]+?(?: |(?![ -~])|$)|[^ -~]", text):
        wide = wide_of(word) * 0.56 if word.isascii() else 1.0
        if used and used + wide > ems:
            lines, used = lines + 1, 0.0
        used += wide
    return lines


def _paged(tall: Sequence[int], room: int) -> list[list[int]]:
    """The rows of a table slide by slide, about as many on each: a last slide of one row is no slide."""
    count = max(1, -(-sum(tall) // max(room, 1)))
    while True:
        aim, pages, used = -(-sum(tall) // count), [[]], 0
        for row, lines in enumerate(tall):
            if pages[-1] and used + lines > min(max(aim, 1), room):
                pages.append([])
                used = 0
            pages[-1].append(row)
            used += lines
        if len(pages) <= count or count >= len(tall):
            return pages
        count += 1


def _fact(paper: Paper, label: str, words: str) -> str:
    if not label:
        return words
    return f"{label}：{words}" if paper.lang == "zh" else f"{label}: {words}"


def _run(paragraph, text: str, size: float, colour, bold: bool, face: str = EAST) -> None:
    run = paragraph.add_run()
    run.text = printable(text)
    run.font.size, run.font.bold, run.font.color.rgb, run.font.name = Pt(size), bold, colour, LATIN
    properties = run._r.get_or_add_rPr()
    properties.set("lang", "zh-CN")
    properties.append(parse_xml(f'<a:ea {nsdecls("a")} typeface="{face}"/>'))
