"""Papers of one sheet each, one after the other in one file: report cards, letters; PDF and Word. Equal papers, equal bytes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm

from inspection.formats.paper import Column, Figure, Paper, Table, widths
from inspection.formats.paper_docx import BODY, HEADING, RED, TITLE, Typist, settle_core
from inspection.formats.paper_pdf import table_data, typeset
from inspection.formats.zips import settled

FIGURES = 3  # side by side


@dataclass(frozen=True)
class Sheet:
    """A paper on one page. `to`: whom a letter is addressed to, `signed`: the lines below it; both empty of a card."""

    paper: Paper
    to: str = ""
    signed: tuple[str, ...] = ()

    @property
    def under(self) -> str:
        """What stands below the title: the as-of day, and of a card what the organisation is."""
        facts = self.paper.facts[:1] if self.to else self.paper.facts[:-3]
        return _joined(self.paper, facts)

    @property
    def foot(self) -> str:
        """What stands at the foot: version, settings, program."""
        facts = _joined(self.paper, self.paper.facts[-3:])
        return " · ".join(part for part in (self.paper.office, facts, self.paper.mark) if part)


def _joined(paper: Paper, facts: Sequence[tuple[str, str]]) -> str:
    colon = "：" if paper.lang == "zh" else ": "
    return " · ".join(f"{label}{colon}{words}" for label, words in facts)


def sheets_pdf(sheets: Sequence[Sheet]) -> bytes:
    """The PDF of some sheets, of which there is at least one."""
    first = sheets[0].paper
    told = {"title": first.title, "office": first.office, "lang": first.lang, "papers": [_data(sheet) for sheet in sheets]}
    return typeset("sheets.typ", {"sheets": told}, first.as_of)


def _data(sheet: Sheet) -> dict:
    paper = sheet.paper
    return {
        "title": paper.title, "mark": paper.mark, "under": sheet.under, "foot": sheet.foot, "to": sheet.to,
        "signed": sheet.signed, "size": 12 if sheet.to else 9,
        "sections": [
            {
                "heading": section.heading,
                "sentences": section.sentences,
                "figures": [{"title": f.title, "words": f.words, "lines": f.lines} for f in section.figures],
                "tables": [table_data("", table) for table in section.tables],
            }
            for section in paper.sections
        ],
    }  # fmt: skip


def sheets_docx(sheets: Sequence[Sheet]) -> bytes:
    """The Word document of some sheets, a page each."""
    document = Document()
    first = sheets[0].paper
    made = settle_core(document, first)
    letters = bool(sheets[0].to)
    typist = Typist(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    # a letter in Chinese is set as an official document is; in English, which takes twice the room, so that it stays on its page
    official = letters and first.lang == "zh"
    margins = (37, 35, 28, 26) if official else (22, 18, 24, 22) if letters else (18, 14, 20, 18)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, margins)
    section.footer_distance = Mm(8)
    for at, sheet in enumerate(sheets):
        if at:
            document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        _written(typist, sheet, 210.0 - margins[2] - margins[3])
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue(), made)


def _written(typist: Typist, sheet: Sheet, wide: float) -> None:
    paper, letter = sheet.paper, bool(sheet.to)
    official = letter and paper.lang == "zh"
    size, line = (16, 28) if official else (10, 13) if letter else (9.5, 13.5)
    small = 8 if letter and not official else 9
    if paper.mark:
        typist.line([paper.mark], 12, face=HEADING, colour=RED, exact=16)
    centre = WD_ALIGN_PARAGRAPH.CENTER
    typist.line([paper.title], 22 if official else 17, face=TITLE, align=centre, exact=34 if official else 26)
    typist.line([sheet.under], 9, align=centre, exact=14)
    if letter:
        typist.line([sheet.to], size, exact=line)
    for section in paper.sections:
        if section.heading:
            typist.line([section.heading], size if letter else 11, face=HEADING, exact=line + 4, keep=True, indent=letter)
        for words in section.sentences:
            typist.line([words], size, face=BODY, exact=line, indent=letter)
        if section.figures:
            typist.grid(_aspects(section.figures), [wide / FIGURES] * FIGURES, 8.5)
        for table in section.tables:
            room = wide / (1.75 * small / 9) - 2 * len(table.columns)
            typist.grid(table, widths(table, table.columns, wide, room), small)
    for words in sheet.signed:
        typist.line([words], size, exact=line, align=WD_ALIGN_PARAGRAPH.RIGHT)
    typist.line([sheet.foot], 7.5, exact=11)


def _aspects(figures: Sequence[Figure]) -> Table:
    """Figures as a table of cells, three a row, the first row as its head."""
    texts = ["\n".join([f"{f.title}　{f.words}", *f.lines]) for f in figures]
    texts += [""] * (-len(texts) % FIGURES)
    rows = tuple(tuple(texts[at : at + FIGURES]) for at in range(0, len(texts), FIGURES))
    columns = tuple(Column(str(n), "") for n in range(FIGURES))
    return Table("", columns, rows, rows)

