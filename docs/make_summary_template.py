"""Make the templates of the work summary that ship: data/reference/papers/summary.docx and summary.en.docx.

    python docs/make_summary_template.py

Laid out as official documents are (GB/T 9704): margins 37, 35, 28, 26 mm; title 小标宋 二号, body 仿宋 三号, lines of 28 points;
headings 黑体 and 楷体, pages numbered — 4 — outside. The sentences are those of summary.txt beside them, a paragraph a line with
its kind in front, what is set in 楷体 in brackets; an office edits the document itself, in Word.
"""

import io
import re
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "reference" / "papers"
TITLE, BODY, HEADING, SUB, LATIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "Times New Roman"
OTHERWISE = {
    TITLE: "小标宋,宋体,Noto Serif CJK SC",
    BODY: "仿宋,FangSong,Noto Serif CJK SC",
    SUB: "楷体,KaiTi,Noto Serif CJK SC",
}
"""A face -> those that stand in for it where it is not installed."""



def sentences(path: Path) -> list[tuple[str, object]]:
    """The lines of a text as (kind, text); a table's are its headers."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, text = line.partition(": ")
        found.append((kind, tuple(text.split(" | ")) if kind == "table" else text))
    return found


def _face(run, east: str, size: float, bold: bool = False) -> None:
    run.font.name, run.font.size, run.bold = LATIN, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), east)


def _lines(paragraph, points: float, indent: bool = False) -> None:
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)
    form.space_before = form.space_after = Pt(0)
    if indent:  # two characters of the size of the line, whatever that is
        found = paragraph._element.get_or_add_pPr().get_or_add_ind()
        found.set(qn("w:firstLineChars"), "200")
        found.set(qn("w:firstLine"), "640")


def _page_number(paragraph, alignment) -> None:
    paragraph.alignment = alignment
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text or "")
        _face(run, "宋体", 14)
        if text is None:
            for kind, code in (("begin", None), (None, " PAGE "), ("separate", None), ("text", "1"), ("end", None)):
                if kind in ("begin", "separate", "end"):
                    mark = OxmlElement("w:fldChar")
                    mark.set(qn("w:fldCharType"), kind)
                elif kind == "text":
                    mark = OxmlElement("w:t")
                    mark.text = code
                else:
                    mark = OxmlElement("w:instrText")
                    mark.text = code
                run._element.append(mark)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Pt(14)


def _table(document, heads: tuple[str, ...]) -> None:
    """The figures, a row each: a row that opens the loop, one that is repeated, one that closes it."""
    table = document.add_table(rows=4, cols=len(heads))
    table.style = "Table Grid"
    table.autofit = False
    cells = ("{{ one.phrase }}", "{{ one.shown }}{% if one.of %} ({{ one.of }}){% endif %}", "{{ one.definition }}")
    rows = (heads, ("{%tr for one in figures %}", "", ""), cells, ("{%tr endfor %}", "", ""))
    widths = (38, 34, 84)  # mm
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            _lines(paragraph, 15)
            _face(paragraph.add_run(text), HEADING if texts is heads else "宋体", 10.5)
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)


def made(lines: list[tuple[str, object]], lang: str) -> bytes:
    """A template as a document; the same bytes every time."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = LATIN, Pt(16)
    properties = normal.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    for kind, text in lines:
        if kind == "table":
            _table(document, text)
            continue
        paragraph = document.add_paragraph()
        if kind == "title":
            _lines(paragraph, 36)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_after = Pt(28)
            _face(paragraph.add_run(text), TITLE, 22)
        elif kind == "mark":
            _lines(paragraph, 28)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(text)
            _face(run, SUB, 16)
            run.font.color.rgb = RGBColor(0xA4, 0x26, 0x2C)
        elif kind in ("heading", "annex"):
            _lines(paragraph, 28, indent=kind == "heading")
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.page_break_before = kind == "annex"
            _face(paragraph.add_run(text), HEADING, 16)
        elif kind == "note":
            _lines(paragraph, 18)
            _face(paragraph.add_run(text), "宋体", 10.5)
        else:
            _lines(paragraph, 28, indent=True)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if lang == "zh" else WD_ALIGN_PARAGRAPH.LEFT
            lead = re.match(r"\[(.*?)\]", text)
            if lead:
                _face(paragraph.add_run(lead[1]), SUB, 16, bold=lang == "en")
            _face(paragraph.add_run(text[lead.end() :] if lead else text), BODY, 16)
    core = document.core_properties
    core.title, core.author, core.comments = "", "", ""
    out = io.BytesIO()
    document.save(out)
    return _settled(out.getvalue())


def _settled(data: bytes) -> bytes:
    """The package with its fonts' stand-ins named, and every member of one day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "word/fontTable.xml":
                fonts = "".join(
                    f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
                    for name, others in OTHERWISE.items()
                )
                content = content.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")
            if member.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(entry, content)
    return out.getvalue()


TEMPLATES = {"summary": "zh", "summary.en": "en"}


def template(name: str) -> bytes:
    """One of the templates, made of its sentences."""
    return made(sentences(FOLDER / f"{name}.txt"), TEMPLATES[name])


if __name__ == "__main__":
    for name in TEMPLATES:
        (FOLDER / f"{name}.docx").write_bytes(template(name))
