"""The work summary in Word, from the template that ships: its figures, what goes when they are missing, how it is laid out."""

import io
import sys
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from inspection.demonstration import county
from inspection.formats.word import TemplateFault
from inspection.papers import summary
from inspection.reading import fields
from inspection.reading.answers import Source, terms
from inspection.reading.summary import by_name
from inspection.reading.view import View
from inspection.warehouse import ledger_tables, memory_mart, settings
from tests.shell import PROJECT
from tests.small import source, view_of

sys.path.append(str(PROJECT / "docs"))
import make_summary_template


@pytest.fixture(scope="module")
def invented() -> tuple[View, Source]:
    ledgers, as_of = county()
    made = Source(memory_mart(ledger_tables(ledgers), as_of), settings(), None)
    return View("zh", as_of, terms(made, as_of)), made


@pytest.mark.parametrize("name", make_summary_template.TEMPLATES)
def test_the_template_that_ships_is_the_one_its_sentences_make(name):
    assert (summary.SHIPPED / f"{name}.docx").read_bytes() == make_summary_template.template(name)


def test_the_figures_of_the_document_are_those_of_the_page(invented):
    view, made = invented
    filled = summary.filled(view, made, summary.template("zh").data)
    document = Document(io.BytesIO(filled.data))
    body = "\n".join(p.text for p in document.paragraphs)
    told = by_name(view, made)
    for name, sentence in {
        "findings": "发现问题{}个", "clues": "移交问题线索{}件", "recovered_wan": "挽回经济损失{}万元",
        "summons_organisations": "集中约谈{}个被巡察单位", "special_findings": "发现问题{}个", "midway_clues": "移交问题线索{}件",
        "quantity_without_power": "{}台变压器不通电", "completion_rate": "整改完成率为{}", "talent_taken": "选拔{}名干部",
    }.items():  # fmt: skip
        assert told[name].value is not None
        assert sentence.format(told[name].text) in body, name
    head, *rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert head == ["项目", "数字", "口径"]
    shown = {a.phrase: a.shown for a in told.values()}
    assert len(rows) > 40 and all(number.startswith(shown[phrase]) and definition for phrase, number, definition in rows)


@pytest.mark.long
def test_a_rate_is_called_risen_only_where_its_interval_excludes_chance(invented):
    base = "clue_id | inspection_id | transferred_on | subject_level | outcome | concluded_on\n"
    inspection = "inspection_id | round_id | org_id | team | team_level | kind | counts_toward_coverage | onsite_start\n"
    for verified, word in ((38, "提升至"), (2, "下降至"), (20, "（变化不显著）")):
        lines = [f"{n} | I1 | 2018-03-01 | general | {'substantiated' if n <= 20 else 'unsubstantiated'} | 2018-05-01"
                 for n in range(1, 41)]  # fmt: skip
        lines += [f"{n} | I1 | 2023-03-01 | general | {'substantiated' if n <= 40 + verified else 'unsubstantiated'} | 2023-05-01"
                  for n in range(41, 81)]  # fmt: skip
        made = source(
            clues=base + "\n".join(lines),
            organisations="org_id | name | org_class | in_scope_from\nC1 | 甲局 | county | 2016-07-01",
            rounds="round_id | term_no | seq | name | kind | category_scheme | started_on\n"
                   "R1 | 13 | 1 | 第一轮 | routine | four | 2017-03-01",
            inspections=inspection + "I1 | R1 | C1 | 一组 | county | routine | true | 2017-03-01",
        )  # fmt: skip
        text = "\n".join(summary.filled(replace(view_of(made), term=None), made, summary.template("zh").data).paragraphs)
        others = {"提升至", "下降至", "（变化不显著）"} - {word}
        assert word in text and not [other for other in others if other in text]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_of_an_office_with_empty_ledgers_no_sentence_is_left_over_and_no_comma(lang):
    made = source()
    view = replace(view_of(made), lang=lang)
    filled = summary.filled(view, made, summary.template(lang).data)
    for text in filled.paragraphs:
        assert not [left for left in ("\ue000", "，，", "，。", "：，", "；。", "（）", " ,", ", .") if left in text], text
        assert not text.startswith(("，", "。", "、"))
    note = filled.paragraphs[-1]
    assert ("无数据（空台账：" if lang == "zh" else "no data (empty ledger: ") in note
    if lang == "zh":
        body = "".join(filled.paragraphs[: filled.paragraphs.index("附：数字口径与说明")])
        assert not [digit for digit in "1234567890" if digit in body.replace("5年完成", "")], body


def test_it_is_laid_out_as_official_documents_are(invented):
    view, made = invented
    document = Document(io.BytesIO(summary.filled(view, made, summary.template("zh").data).data))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(m.mm) for m in margins] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    title, body = document.paragraphs[0], next(p for p in document.paragraphs if p.text.startswith("县委"))
    assert title.alignment == WD_ALIGN_PARAGRAPH.CENTER and title.runs[0].font.size == Pt(22)
    assert title.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    assert body.runs[0].font.size == Pt(16) and body.paragraph_format.line_spacing == Pt(28)
    assert body.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert body._element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT)
    assert all("PAGE" in p._element.xml and p.text.startswith("— ") and p.text.endswith(" —") for p in (odd, even))
    assert document.tables[0].columns[2].width > Mm(80)


def test_the_words_for_the_period_are_a_sentences(invented):
    view, _ = invented
    year = replace(view, from_date=date(2025, 1, 1), to_date=date(2025, 12, 31))
    assert summary.period(year) == "2025年（截至2025年9月30日）"
    assert summary.period(replace(year, from_date=date(2024, 1, 1), to_date=date(2024, 12, 31))) == "2024年"
    assert summary.period(replace(view, term=13)) == "第十三届县委任期内"
    assert summary.period(replace(view, from_date=date(2024, 3, 1))) == "2024年3月1日以来"
    assert summary.period(view) == "第十三届县委以来"


def test_a_template_of_the_offices_own_stands_in_its_data_home(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "summary.docx").write_bytes(b"own")
    assert summary.template("zh", tmp_path) == summary.Template(b"own", True)
    assert not summary.template("en", tmp_path).own
    made = source()
    with pytest.raises(TemplateFault, match="template_no_docx"):
        summary.filled(view_of(made), made, b"own")


def test_what_a_summary_stated_can_be_asked_again(invented):
    view, made = invented
    for asked in (view, replace(view, term=13), replace(view, from_date=date(2024, 1, 1), to_date=date(2024, 12, 31))):
        told = by_name(asked, made)
        for one in summary.stated(asked, made, frozenset(("findings", "completion_rate", "special_year"))):
            found = fields.answer(fields.parse(one.field, made), made, "zh")
            name = one.field.split()[0].removeprefix("summary.")
            assert found.number == told[name].value and one.words == told[name].text


def test_the_list_of_all_fields_has_every_figure_with_its_value(invented):
    view, made = invented
    head, rows = summary.fields_table(view, made)
    assert len(head) == len(rows[0]) and [row[0] for row in rows if row[0]] == list(range(1, 70))
    by = {row[1]: row for row in rows}
    assert by["findings"][head.index("数值")] == by_name(view, made)["findings"].value
    assert by["public_account"][head.index("没有数字的原因")].startswith("未设置")
    for lang in ("zh", "en"):
        assert summary.fields_csv(replace(view, lang=lang), made).startswith(b"\xef\xbb\xbf")
