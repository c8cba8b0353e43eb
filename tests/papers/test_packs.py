"""The packs of three meetings: the same number in all four files, equal bytes for equal papers, hostile names."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from pptx import Presentation

from inspection.demonstration import county
from inspection.formats.paper import Chart, Column, Series, Table, count_word, widths
from inspection.formats.paper_pptx import pptx_bytes
from inspection.papers.blocks import BLOCKS
from inspection.papers.packs import FORMATS, MEETINGS, WRITERS, pack_of, written
from inspection.reading.answers import Source, counted
from inspection.reading.words import percent
from inspection.warehouse import Version, ledger_tables, memory_mart, settings
from tests.papers.readback import differences
from tests.reading.county import COUNTY
from tests.small import AS_OF, set_to, source, view_of

LONG = "=HYPERLINK(\"http://x\",\"" + "某" * 40 + "\")<b>&#[*_$党组"


def opened(**more):
    """The county with a version number, two of its organisations under hostile names, one matter open and one finding back."""
    ledgers = COUNTY | {
        "organisations": COUNTY["organisations"].replace("水利局党组", LONG).replace("甲镇党委  ", "+甲镇党委"),
        "assigned_matters": """
            matter_id | meeting_id | org_id | kind   | due_on     | completed_on
            J1        | M1         | C4     | matter | 2022-08-01 |
            J2        | M1         | T1     | person | 2022-08-01 | 2022-07-01
        """,
        "findings": COUNTY["findings"].replace("2022-08-15   |               |", "2022-08-15   |               | 2023-05-01"),
    }
    made = source(**(ledgers | more), set=set_to(bottom__last_k=1))
    return replace(made, version=Version(7, AS_OF, False, Path(), Path(), {}))


@pytest.fixture(scope="module")
def office():
    return opened()


@pytest.fixture(scope="module", params=[*MEETINGS, "en"])
def pack(request, office):
    view = view_of(office)
    if request.param == "en":
        return pack_of(replace(view, lang="en"), office, "secretary", tuple(BLOCKS))
    return pack_of(view, office, request.param)


@pytest.mark.long
def test_the_same_number_stands_in_all_four(pack):
    for name, data in written(pack, FORMATS):
        assert differences(pack.paper, name.rpartition(".")[2], data) == []


@pytest.mark.long
def test_a_number_planted_wrong_in_one_is_noticed(office):
    pack = pack_of(view_of(office), office, "rectification")
    at = next(n for n, s in enumerate(pack.paper.sections) if s.tables and s.figures)
    section = pack.paper.sections[at]
    figure = next(f for f in section.figures if f.rate)
    chart = section.charts[0]
    drawn = replace(chart.series[0], values=(0.123, *chart.series[0].values[1:]))
    other = replace(figure, words="98.7%", value=0.987, n=987, of=1000)
    table = section.tables[0]
    column = next(n for n, c in enumerate(table.columns) if c.type == "int")
    planted = lambda row, value: (*row[:column], value, *row[column + 1 :])  # noqa: E731
    rows, cells = (planted(table.rows[0], 777), *table.rows[1:]), (planted(table.cells[0], "777"), *table.cells[1:])
    for wrong in (
        replace(section, figures=tuple(other if f is figure else f for f in section.figures)),
        replace(section, tables=(replace(table, rows=rows, cells=cells), *section.tables[1:])),
        replace(section, charts=(replace(chart, series=(drawn, *chart.series[1:])), *section.charts[1:])),
    ):
        paper = replace(pack.paper, sections=(*pack.paper.sections[:at], wrong, *pack.paper.sections[at + 1 :]))
        for form in FORMATS:
            assert differences(pack.paper, form, WRITERS[form](paper)), form


def test_equal_papers_are_equal_bytes(office):
    view = view_of(office)
    first, second = (dict(written(pack_of(view, office, "leading-group"), FORMATS)) for _ in range(2))
    assert first == second and len(first) == len(FORMATS)


def test_figures_and_verdicts_are_those_of_the_screens(office):
    view = view_of(office)
    pack = pack_of(view, office, "rectification", ("overdue", "assigned", "reopened"))
    overdue, assigned, reopened = pack.paper.sections
    row = counted(view, office, "overdue_rate").iloc[0]
    assert overdue.figures[0].words == percent(row["value"]) and overdue.figures[0].of == row["denominator"]
    assert overdue.sentences == ("逾期未完成的问题 2 个，涉及 2 个党组织。",)
    whose = overdue.tables[1]
    names = [c.name for c in whose.columns]
    at = (names.index("org_name"), names.index("days_overdue"))
    assert [tuple(row[n] for n in at) for row in whose.rows] == [(LONG, 1125), ("+甲镇党委", 1125)]
    assert assigned.sentences == ("尚未办结的交办事项 1 项，其中超过期限 1 项。",)
    assert assigned.tables[0].cells[0] == (LONG, "点事", "书记专题会", "2022-05-20", "2022-08-01", "1,156")
    assert reopened.sentences == ("整改完成后又反弹的问题 1 个。",) and reopened.tables[0].cells[0][4] == "2023-05-01"
    assert {s.field: s.words for s in pack.stated}["overdue_rate term=14 part=numerator"] == "2"


def test_rounds_chosen_narrow_the_pack_and_are_named_in_it(office):
    view = replace(view_of(office), rounds=("14-02",))
    paper = pack_of(view, office, "leading-group", ("rounds",)).paper
    assert [row[0] for row in paper.sections[0].tables[0].cells] == ["十四届第二轮"]
    assert dict(paper.facts)["轮次"] == "十四届第二轮" and dict(paper.facts)["数据版本"] == "7"


@pytest.mark.long
def test_an_empty_warehouse_makes_papers_that_say_so():
    empty = replace(source(), version=Version(1, AS_OF, False, Path(), Path(), {}))
    for meeting in MEETINGS:
        pack = pack_of(view_of(empty), empty, meeting)
        for name, data in written(pack, FORMATS):
            assert differences(pack.paper, name.rpartition(".")[2], data) == []


def test_a_name_is_never_a_formula_nor_markup(office):
    data = WRITERS["xlsx"](pack_of(view_of(office), office, "rectification").paper)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    formulas = [f for text in sheets for f in text.split("<f>")[1:]]
    assert formulas and not [f for f in formulas if "HYPERLINK" in f.partition("</f>")[0]]


def test_the_document_is_laid_out_as_offices_print(office):
    document = Document(io.BytesIO(WRITERS["docx"](pack_of(view_of(office), office, "rectification").paper)))
    first = document.sections[0]
    margins = [round(m.mm) for m in (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)]
    assert margins == [37, 35, 28, 26] and {s.orientation for s in document.sections} == {0, 1}
    assert first.footer.paragraphs[0].text.replace("1", "4") == "— 4 —" and "PAGE" in first.footer._element.xml
    xml = document.element.xml
    assert 'w:eastAsia="方正小标宋简体"' in xml and "w:tblHeader" in xml and "w:vMerge" in xml and "w:gridSpan" in xml


def test_every_run_and_chart_of_the_slides_names_a_chinese_face_and_no_text_is_small(office):
    shown = Presentation(io.BytesIO(WRITERS["pptx"](pack_of(view_of(office), office, "rectification").paper)))
    assert shown.slide_width / shown.slide_height == pytest.approx(16 / 9, rel=1e-3)
    for slide in shown.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                xml = shape.chart._chartSpace.xml
                assert xml.count("<a:defRPr") == xml.count("<a:ea ")
            frames = [shape.text_frame] if shape.has_text_frame else []
            frames += [c.text_frame for row in shape.table.rows for c in row.cells] if shape.has_table else []
            for run in (run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs):
                assert "<a:ea " in run._r.xml
                assert run.font.size.pt >= 18 or shape.top.inches > 6.9  # the foot alone is smaller


def test_numbers_of_parts_are_counted_as_official_papers_do():
    assert [count_word(n, "zh") for n in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]
    assert count_word(3, "en") == "3"


def test_a_chart_of_many_bars_goes_over_slides_on_one_scale(office):
    pack = pack_of(view_of(office), office, "secretary", ("clues",))
    section = pack.paper.sections[0]
    names = tuple(f"第{n}轮" for n in range(10))
    series = tuple(Series(name, tuple(range(n, n + 10))) for n, name in enumerate(("移交", "办结", "查实")))
    chart = Chart("bars", "各轮", names, series)
    shown = Presentation(io.BytesIO(pptx_bytes(replace(pack.paper, sections=(replace(section, charts=(chart,)),)))))
    drawn = [shape.chart for slide in shown.slides for shape in slide.shapes if shape.has_chart]
    assert [list(one.plots[0].categories) for one in drawn] == [list(names[:5]), list(names[5:])]
    assert [one.value_axis.maximum_scale for one in drawn] == [pytest.approx(12.1)] * 2
    text = [s.text_frame.text for slide in shown.slides for s in slide.shapes if s.has_text_frame]
    assert "各轮" in text and "各轮（续图）" in text


def test_columns_of_short_words_are_not_squeezed_by_long_ones():
    long, round_name = "贯彻落实党的路线方针政策和党中央重大决策部署情况", "第十四届县委第七轮联动巡察"
    texts = ("县畜牧服务中心党组", "371", "2024-09-24", "主要负责人", long, round_name)
    columns = tuple(Column(str(n), "责任主体", "int" if n == 1 else "date" if n == 2 else "text") for n in range(6))
    table = Table("", columns, (texts,), (texts,))
    wide = widths(table, columns, 82.0, 82.0)
    assert sum(wide) == pytest.approx(82.0) and wide[3] >= 11.5 and wide[4] == pytest.approx(wide[5])
    assert not table.wide and replace(table, columns=(*columns, columns[4]), cells=((*texts, texts[4]),)).wide


def test_no_word_of_an_english_head_is_broken():
    labels = ("aspect", "overdue", "reconciliation", "closed off", "where it stands", "inspection")
    columns = tuple(Column(str(n), label, "int" if n % 2 else "text") for n, label in enumerate(labels))
    texts = ("低保识别", "3", "字" * 60, "4", "字" * 60, "0")
    wide = widths(Table("", columns, (texts,), (texts,)), columns, 82.0, 82.0)
    assert sum(wide) == pytest.approx(82.0)
    assert all(w >= max(map(len, label.split())) + 1 for w, label in zip(wide, labels, strict=True))


def test_a_chart_that_leaves_out_the_first_rounds_does_not_say_that_it_shows_each():
    held, as_of = county()
    version = Version(1, as_of, True, Path(), Path(), {})
    many = Source(memory_mart(ledger_tables(held), as_of), settings(), version)
    section = pack_of(view_of(many), many, "secretary", ("clues",)).paper.sections[0]
    (chart,) = section.charts
    assert len(chart.categories) == 10 < len(section.tables[0].rows) and chart.title == "最近 10 轮移交线索办理情况（件）"


def test_a_row_of_the_workbook_is_as_high_as_all_its_lines_those_that_wrap_too(office):
    paper = pack_of(view_of(office), office, "secretary", ("clues",)).paper
    section = paper.sections[0]
    figure = replace(section.figures[0], lines=("218 / 260", "落后匀速计划 1.2 个百分点", "按目前进度完成，" * 8))
    book = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](replace(paper, sections=(replace(section, figures=(figure,)),)))))
    assert book.worksheets[0].row_dimensions[4].height > 17 * 4.5
