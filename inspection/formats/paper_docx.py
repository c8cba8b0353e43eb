"""A paper as a Word document laid out as official papers are. Equal papers, equal bytes.

Title 小标宋, body 仿宋 三号 on lines of 28 points, annex tables with heading rows repeated and equal neighbours merged, wide
ones on a lying page, page numbers — 4 —.
"""

import datetime
import io
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from inspection.formats.paper import Chart, Column, Figure, Paper, Table, printable, widths
from inspection.formats.paper_charts import native
from inspection.formats.zips import settled

TITLE, BODY, HEADING, LATIN = "方正小标宋简体", "仿宋", "黑体", "Times New Roman"
THREE, SMALL = 16, 12  # points: 三号, 小四
LINE = 28  # points of a line
MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}  # mm, of GB/T 9704
TABLE = 10.5  # points of an annex table: 五号
RED = RGBColor(0xA4, 0x26, 0x2C)


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DRAWING = (
    '<w:drawing {spaces}><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{tall}"/>'
    '<wp:docPr id="{number}" name="chart {number}" descr="{words}"/><wp:cNvGraphicFramePr/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="{id}"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)


def docx_bytes(paper: Paper) -> bytes:
    """The Word document of a paper."""
    document = Document()
    made = settle_core(document, paper)
    _Writer(document, paper).write()
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue(), made)


def settle_core(document, paper: Paper) -> datetime.datetime:
    """Say in a document's properties what it is and that it was made on the as-of day, which is returned."""
    made = datetime.datetime.combine(paper.as_of, datetime.time())
    core = document.core_properties
    core.title, core.author, core.last_modified_by = printable(paper.title)[:255], printable(paper.office)[:255], ""
    core.created = core.modified = made
    core.revision, core.comments = 1, ""
    return made


class Typist:
    """Lines and tables of a document, in the faces of official papers."""

    def __init__(self, document) -> None:
        self.document = document
        style = document.styles["Normal"]
        style.font.name, style.font.size = LATIN, Pt(THREE)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), BODY)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
        style.element.get_or_add_rPr().append(language)

    def line(
        self, texts: Sequence[str], size: float, *, face: str = BODY, align=None, indent: bool = False, colour=None,
        exact: float = LINE, keep: bool = False, bold: bool = False,
    ):  # fmt: skip
        paragraph = self.document.add_paragraph()
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exact)
        form.keep_with_next = keep
        if align is not None:
            paragraph.alignment = align
        if indent:
            form.first_line_indent = Pt(2 * size)
        for text in texts:
            _run(paragraph, text, size, face, colour, bold)
        return paragraph

    def grid(self, table: Table, wide: Sequence[float], size: float) -> None:
        """A table of so many millimetres a column; without headings where no column has one."""
        heads = 2 if table.grouped else 1 if any(column.label for column in table.columns) else 0
        made = self.document.add_table(rows=heads + len(table.cells), cols=len(table.columns))
        made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        grid = made._tbl.tblGrid.findall(qn("w:gridCol"))
        for at, mm in enumerate(wide):
            grid[at].set(qn("w:w"), str(Mm(mm).twips))
        rows = list(made._tbl.tr_lst)
        for number, row in enumerate(rows):
            properties = row.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number < heads:
                properties.append(OxmlElement("w:tblHeader"))
        cells = [row.tc_lst for row in rows]
        for at, column in enumerate(table.columns):
            if heads:
                _cell(cells[heads - 1][at], column.label, size, "center", wide[at], bold=True, shade=True)
            if heads == 2:
                _cell(cells[0][at], "", size, "center", wide[at], bold=True, shade=True)
        for number, words in enumerate(table.cells, heads):
            for at, (text, column) in enumerate(zip(words, table.columns, strict=True)):
                _cell(cells[number][at], text, size, "right" if column.is_number else "left", wide[at])
        if heads == 2:
            self._grouped(made, table, size)
        at = next((n for n, column in enumerate(table.columns) if column.name == table.merged), None)
        for start, end in table.runs():
            for row in range(start, end + 1):
                _vertical(cells[heads + row][at], row == start)
                if row > start:
                    _empty(cells[heads + row][at])

    def _grouped(self, made, table: Table, size: float) -> None:
        cells = [row.tc_lst for row in made._tbl.tr_lst[:2]]
        for name, start, end in reversed(table.groups()):
            if not name:
                for at in range(start, end + 1):
                    words = table.columns[at].label
                    _empty(cells[1][at])
                    _put(cells[0][at], words, size, "center", True)
                    _vertical(cells[0][at], True), _vertical(cells[1][at], False)
                continue
            _put(cells[0][start], name, size, "center", True)
            if end > start:
                first = cells[0][start]
                properties = first.get_or_add_tcPr()
                span = OxmlElement("w:gridSpan")
                span.set(qn("w:val"), str(end - start + 1))
                properties.find(qn("w:tcW")).addnext(span)
                for other in cells[0][start + 1 : end + 1]:
                    other.getparent().remove(other)


class _Writer(Typist):
    def __init__(self, document, paper: Paper):
        super().__init__(document)
        self.paper, self.charts = paper, 0
        self._page(document.sections[0], lying=False)
        self._footer(document.sections[0])

    def write(self) -> None:
        paper = self.paper
        if paper.mark:
            self.line([paper.mark], THREE, face=HEADING, colour=RED)
        self.line([paper.title], 22, face=TITLE, align=WD_ALIGN_PARAGRAPH.CENTER, exact=36)
        self.line([paper.office], THREE, face="楷体", align=WD_ALIGN_PARAGRAPH.CENTER)
        as_of = paper.facts[0]
        self.line([f"（{as_of[0]} {as_of[1]}）" if paper.lang == "zh" else f"({as_of[0]} {as_of[1]})"], THREE, face="楷体",
                   align=WD_ALIGN_PARAGRAPH.CENTER)  # fmt: skip
        self.line([""], THREE)
        numbers = iter(range(1, 1000))
        for heading, section in paper.numbered():
            self._heading(heading)
            for sentence in section.sentences:
                self.line([sentence], THREE, indent=True)
            if section.figures:
                self._figures(section.figures)
            for chart in section.charts:
                self._chart(chart)
            told = "、".join(str(next(numbers)) for _ in section.tables)
            if told:
                self.line([paper.say("packs.see_annex", n=told)], THREE, indent=True)
        for heading, table in paper.annexes():
            self._annex(heading, table)
        self._basis()

    def _page(self, section, lying: bool) -> None:
        long, short = Mm(297), Mm(210)
        section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if lying else (short, long)
        for name, mm in MARGINS.items():
            setattr(section, name, Mm(mm))
        if lying:
            section.top_margin, section.bottom_margin = Mm(28), Mm(26)
            section.left_margin, section.right_margin = Mm(35), Mm(37)
        section.footer_distance = Mm(20)

    def _footer(self, section) -> None:
        """— 4 — in the middle below, a field that Word counts."""
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, _, after = self.paper.say("packs.page_number", n="\0").partition("\0")
        _run(paragraph, before, 14, "宋体")
        run = _run(paragraph, "", 14, "宋体")
        for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("t", "1"), ("end", "")):
            if kind in ("begin", "separate", "end"):
                made = OxmlElement("w:fldChar")
                made.set(qn("w:fldCharType"), kind)
            else:
                made = OxmlElement("w:t" if kind else "w:instrText")
                made.set(qn("xml:space"), "preserve")
                made.text = text
            run._r.append(made)
        _run(paragraph, after, 14, "宋体")

    def _heading(self, words: str) -> None:
        paragraph = self.line([words], THREE, face=HEADING, indent=True, keep=True)
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), "0")
        paragraph._p.get_or_add_pPr().append(level)

    def _figures(self, figures: Sequence[Figure]) -> None:
        say = self.paper.say
        columns = tuple(Column(name, say(f"packs.column_{name}")) for name in ("figure", "value", "change", "lines"))
        rows = tuple((f.title, f.words, f.change, "\n".join(f.lines)) for f in figures)
        self.grid(Table("", columns, rows, rows), [34, 24, 34, 64], SMALL - 1.5)
        self.line([""], THREE, exact=10)

    def _chart(self, chart: Chart) -> None:
        """A native chart under its finding, both on one page; a lying bar gets a line of its own."""
        self.line([chart.title], SMALL, face=HEADING, exact=20, keep=True)
        bars = len(chart.categories) * (1 if chart.kind == "intervals" else max(len(chart.series), 1))
        tall = Mm(62) if chart.kind == "line" else Mm(min(14 + 4.4 * bars, 130))
        made, package = native(chart, 9), self.document.part.package
        self.charts += 1
        name = f"/word/charts/chart{self.charts}.xml"
        part = Part(PackURI(name), CHART, made.xml, package)
        book = Part(PackURI(f"/word/embeddings/chart{self.charts}.xlsx"), WORKBOOK, made.workbook, package)
        behind = part.relate_to(book, RELATIONS + "package")
        part._blob = re.sub(rb'(<c:externalData [^>]*r:id=")[^"]*', rb"\g<1>" + behind.encode(), made.xml)
        id = self.document.part.relate_to(part, RELATIONS + "chart")
        paragraph = self.line([""], SMALL, align=WD_ALIGN_PARAGRAPH.CENTER)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        words = escape(printable(chart.title), {'"': "&quot;"})
        paragraph.runs[0]._r.append(parse_xml(_DRAWING.format(
            spaces=nsdecls("w", "wp", "a", "c", "r"), wide=Mm(156), tall=tall, number=self.charts, words=words, id=id)))

    def _annex(self, heading: str, table: Table) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._page(section, table.wide)
        self.line([heading], THREE, face=HEADING, keep=True)
        self.line([table.title], 18, face=TITLE, align=WD_ALIGN_PARAGRAPH.CENTER, exact=32, keep=True)
        whole = 225.0 if table.wide else 156.0
        # a half-width character of 10.5 points is 1.85 mm wide
        self.grid(table, widths(table, table.columns, whole, whole / 1.95 - 2 * len(table.columns)), TABLE)
        self.line([""], SMALL, exact=8)
        for note in table.notes:
            self.line([note], 9, exact=14)

    def _basis(self) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._page(section, lying=False)
        self.line([self.paper.say("packs.definitions")], 18, face=TITLE, align=WD_ALIGN_PARAGRAPH.CENTER, exact=32, keep=True)
        for definition in self.paper.definitions:
            self.line([definition.title], SMALL, face=HEADING, exact=22, keep=True)
            for label, words in definition.lines:
                self.line([f"{label}　" if label else "", words], SMALL, exact=20)
        self.line([self.paper.say("packs.basis")], SMALL, face=HEADING, exact=22, keep=True)
        for label, words in self.paper.facts:  # on one page, with the mark
            self.line([f"{label}　", words], SMALL, exact=20, keep=True)
        if self.paper.mark:
            self.line([self.paper.mark], SMALL, exact=20, colour=RED)


def _run(paragraph, text: str, size: float, face: str = BODY, colour=None, bold: bool = False):
    run = paragraph.add_run(printable(text))
    run.font.size, run.font.name, run.bold = Pt(size), LATIN, bold or None
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if colour is not None:
        run.font.color.rgb = colour
    return run


def _cell(cell, text: str, size: float, side: str, mm: float, *, bold: bool = False, shade: bool = False) -> None:
    properties = cell.get_or_add_tcPr()
    width = properties.get_or_add_tcW()
    width.set(qn("w:w"), str(Mm(mm).twips))
    width.set(qn("w:type"), "dxa")
    if shade:
        properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="E8EDF2"/>'))
    align = OxmlElement("w:vAlign")
    align.set(qn("w:val"), "center")
    properties.append(align)
    _put(cell, text, size, side, bold)


def _put(cell, text: str, size: float, side: str, bold: bool) -> None:
    """The text of a cell, its lines as paragraphs; written as XML, for a long table has thousands of cells."""
    for paragraph in cell.findall(qn("w:p")):
        cell.remove(paragraph)
    face = HEADING if bold else BODY
    for line in text.split("\n"):
        paragraph = parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{side}"/></w:pPr><w:r><w:rPr>'
            f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{face}"/><w:sz w:val="{round(size * 2)}"/></w:rPr>'
            f'<w:t xml:space="preserve"/></w:r></w:p>'
        )
        paragraph.find(f"{qn('w:r')}/{qn('w:t')}").text = printable(line)
        cell.append(paragraph)


def _empty(cell) -> None:
    _put(cell, "", TABLE, "left", False)


def _vertical(cell, first: bool) -> None:
    """One cell over several rows: the first of them, or one of the others."""
    properties = cell.get_or_add_tcPr()
    merge = OxmlElement("w:vMerge")
    if first:
        merge.set(qn("w:val"), "restart")
    before = properties.find(qn("w:gridSpan"))
    (properties.find(qn("w:tcW")) if before is None else before).addnext(merge)

