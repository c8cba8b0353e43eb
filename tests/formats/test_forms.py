"""A form is filled in place: what is not a field stays to the byte, and a foreign file is refused in words."""

import io
import re
import struct
import zipfile
from html import escape

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml

from inspection.formats.children import Unreadable
from inspection.formats.forms import Put, fill, look, mark, outline
from tests.formats.form_made import FIRST, changed_in, document, parts, workbook

PUT = {
    "findings": Put("1,234", "1234"),
    "findings org_class=village": Put("56", "56"),
    "completion_rate": Put("97.0%", "0.97031", True, "97.0"),
    "clues": Put("无数据（线索 & <台账>）"),
}
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module", params=[False, True], ids=["shared", "inline"])
def form(request) -> bytes:
    return workbook(request.param)


@pytest.fixture(scope="module")
def made(form) -> bytes:
    return fill(form, PUT)


def cells(data: bytes, **how) -> dict[tuple[str, str], tuple]:
    """(sheet, cell) -> what it holds and the numbers of its looks, of every cell."""
    book = openpyxl.load_workbook(io.BytesIO(data), **how)
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.style_id)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.__class__.__name__ != "MergedCell"
    }


def test_only_the_cells_of_fields_change_and_keep_their_looks(form, made):
    before, after = cells(form), cells(made)
    assert before.keys() == after.keys()
    assert all(before[place][1:] == after[place][1:] for place in before)
    assert {place[1]: after[place][0] for place in before if before[place][0] != after[place][0]} == {
        "A1": "附件2　巡察工作统计表（问题1,234个）",
        "B3": 1234,
        "B4": 0.97031,
        "B5": 97.0,
        "B6": 97.031,
        "A7": "完成率97.0%，",
    }
    assert after[FIRST, "A8"][0] == "{{nothing_there}}" and after[FIRST, "C4"][0] == "=SUM(B3:B6)"


def test_all_other_parts_are_there_to_the_byte_and_of_the_sheet_all_but_the_cells(form, made):
    before, after = parts(form), parts(made)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {SHEET, "xl/worksheets/sheet2.xml", "xl/drawings/drawing1.xml"}, "it asks to be calculated already"
    cell = re.compile(rb"<c .*?</c>|<oddHeader>.*?</oddHeader>", re.DOTALL)
    assert cell.sub(b"", before[SHEET]) == cell.sub(b"", after[SHEET])
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        for name in before.keys() - changed:
            assert old.getinfo(name).compress_size == new.getinfo(name).compress_size, "packed anew"


def test_formulas_that_hang_on_a_field_lose_their_saved_result_and_no_other_does(form, made):
    before, after = cells(form, data_only=True), cells(made, data_only=True)
    lost = {place[1] for place in before if before[place][0] in (7, "7") and after[place][0] is None and place[0] != "二"}
    assert lost == {"C3", "C4", "C5", "D3"} and after["二", "A1"][0] is None
    assert after[FIRST, "C6"][0] == 7, "=1+1 hangs on nothing"
    assert b'fullCalcOnLoad="1"' in parts(made)["xl/workbook.xml"]
    old = changed_in(form, {"xl/workbook.xml": re.sub(rb"<calcPr[^>]*>", b"", parts(form)["xl/workbook.xml"])})
    assert b'<calcPr fullCalcOnLoad="1"/></workbook>' in parts(fill(old, PUT))["xl/workbook.xml"]


FORMULAS = {
    "b3": True, "$B$3+1": True, "SUM(A:C)": True, "SUM(2:4)": True, "SUM(D4:E5)": False, '"B3"': True, "LOG10(D4)": False,
    'INDIRECT("B"&3)': True, "二!B3": False, "OFFSET(A1,2,1)": True, "D4*1E3": False, "TABLE1[x]": True, "name": True,
    "IF(D4>1,TRUE,FALSE)": False, "'表 1 ''统计'' 甲'!B3": True, "E101": True, "XB3": False, "": True,
}  # fmt: skip
"""Formula -> whether it hangs on B3 to B6, or nobody can tell."""


def test_a_formula_is_followed_or_else_taken_to_hang_on_the_fields(form):
    rows = (
        f'<row r="{n}"><c r="E{n}" t="str"><f>{escape(formula)}</f><v>7</v></c></row>' for n, formula in enumerate(FORMULAS, 101)
    )
    xml = parts(form)[SHEET].replace(b"</sheetData>", "".join(rows).encode() + b"</sheetData>")
    after = parts(fill(changed_in(form, {SHEET: xml}), PUT))[SHEET].decode()
    for n, (formula, hangs) in enumerate(FORMULAS.items(), 101):
        kept = f'<c r="E{n}" t="str"><f>{escape(formula)}</f><v>7</v></c>'
        lost = f'<c r="E{n}"><f>{escape(formula)}</f></c>'
        assert (lost if hangs else kept) in after, formula


def test_looks_within_a_text_stay_where_the_field_was(made):
    xml = parts(made)[SHEET].decode()
    runs = re.findall(r"<r>.*?</r>", xml[xml.index('r="A7"') :])
    assert ["97.0</t>" in run and "<b/>" in run for run in runs[:3]] == [False, True, False]
    assert "<oddHeader>&amp;C共1,234个 &amp;&amp; 县</oddHeader>" in xml


def test_the_places_of_fields_are_told(form):
    told = {(one.sheet, one.place, one.text) for one in look(form).fields}
    assert (FIRST, "B5", "completion_rate") in told and (FIRST, "A8", "nothing_there") in told
    assert (FIRST, "oddHeader", "findings") in told and ("", "box", "findings") in told and len(told) == 9
    assert {(one.sheet, one.place) for one in look(document()).fields} == {
        *(("body", "1"), ("body", "2"), ("body", "3"), ("header", "1")),
    }


def test_a_word_form_is_filled_over_runs_in_tables_headers_and_boxes():
    before, after = document(), fill(document(), PUT)
    changed = {name for name in parts(before) if parts(before)[name] != parts(after)[name]}
    assert changed == {"word/document.xml", "word/header1.xml"}
    read = docx.Document(io.BytesIO(after))
    first = read.paragraphs[0]
    assert first.text == "反馈问题56 个，完成率97.0%，{{nothing_there}}。"
    runs = [(run.text, run.bold, run.italic) for run in first.runs]
    assert runs[1:4] == [("56", True, None), ("", None, None), ("", None, True)]
    assert read.tables[0].cell(0, 1).text == "97.0%" and read.sections[0].header.paragraphs[0].text == "问题1,234"
    assert "框内 无数据（线索 &amp; &lt;台账&gt;） 件" in parts(after)["word/document.xml"].decode()


def test_nothing_is_changed_where_nothing_is_asked(form):
    assert parts(fill(form, {})) == parts(form) and parts(fill(document(), {})) == parts(document())


def test_a_cell_is_marked_whether_it_is_there_or_not_and_filled_later(form):
    marks = {"D4": "{{findings}}", "A8": "", "E3": "{{completion_rate}}", "AA99": "{{findings}}"}
    marked = mark(form, {FIRST: marks, "二": {"C1": "{{x & <y>}}"}})
    before, after = cells(form), cells(marked)
    assert {p[1]: v[0] for p, v in after.items() if v[0] != before.get(p, (None,))[0]} == {
        "D4": "{{findings}}", "A8": None, "E3": "{{completion_rate}}", "AA99": "{{findings}}", "C1": "{{x & <y>}}",
    }  # fmt: skip
    assert cells(fill(marked, PUT))[FIRST, "AA99"][0] == 1234
    for sheet, place, code in ((FIRST, "C3", "form_formula"), ("无", "A1", "form_no_cell"), ("二", "1A", "form_no_cell")):
        with pytest.raises(Unreadable) as refused:
            mark(form, {sheet: {place: "{{findings}}"}})
        assert refused.value.code == code


BODY = "word/document.xml"


def merged_document() -> bytes:
    """A Word form with empty cells of their own looks, merged both ways, a table within a cell, and blanks in its text."""
    book = docx.Document()
    book.add_paragraph("填报单位：______  反馈问题（  ）个")
    table = book.add_table(4, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "附件2"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "问题"
    run = table.cell(1, 1).paragraphs[0].add_run("个数")
    run.bold = True
    empty = table.cell(1, 2).paragraphs[0]
    empty.style = "Body Text"
    mark_looks = '<w:rPr xmlns:w="%s"><w:ins w:id="1" w:author="甲"/><w:b/><w:sz w:val="32"/></w:rPr>'
    empty._p.get_or_add_pPr().append(parse_xml(mark_looks % W))
    table.cell(3, 2)._tc.append(table.cell(3, 2).add_table(1, 1)._tbl)
    table.cell(3, 2).add_paragraph()
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_a_word_form_tells_its_paragraphs_with_their_cells():
    passages, there = outline(merged_document())
    assert [(one.number, one.said, one.text, one.cell) for one in passages[:6]] == [
        (1, 1, "填报单位：______  反馈问题（  ）个", (0, 0, 0)),
        (2, 2, "附件2", (1, 1, 1)),
        (3, 3, "问题", (1, 2, 1)),
        (4, 4, "个数", (1, 2, 2)),
        (5, 0, "", (1, 2, 3)),
        (6, 0, "", (1, 3, 1)),
    ]
    assert [(one.at, one.wide, one.continued) for one in there if one.wide > 1 or one.continued or one.at[0] > 1] == [
        ((1, 1, 1), 3, False),
        ((1, 3, 1), 1, True),
        ((2, 1, 1), 1, False),
    ]
    assert [one.text for one in outline(document())[0] if "框内" in one.text] == ["框内 {{clues}} 件"]


def test_a_word_form_is_marked_in_a_paragraph_and_the_rest_stays_to_the_byte():
    form = merged_document()
    before = parts(form)
    for place, text, old, new in (
        ("5", "{{findings}}", b"</w:pPr></w:p>",
         b'</w:pPr><w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve">{{findings}}</w:t></w:r></w:p>'),
        ("6", "{{clues}}", b"<w:p/>", b'<w:p><w:r><w:t xml:space="preserve">{{clues}}</w:t></w:r></w:p>'),
        ("1[5:11]", "{{a & b}}", "：______  反".encode(), "：{{a &amp; b}}  反".encode()),
        ("1[18:20]", "{{findings}}", "（  ）".encode(), "（{{findings}}）".encode()),
        ("1[22:22]", "{{findings}}", "）个".encode(), "）个{{findings}}".encode()),
        ("4", "{{findings}}", "个数".encode(), b"{{findings}}"),
        ("4", "", "个数".encode(), b""),
    ):  # fmt: skip
        after = parts(mark(form, {BODY: {place: text}}))
        assert {name for name in before if before[name] != after[name]} == {BODY}, place
        at = next(n for n, (a, b) in enumerate(zip(before[BODY], after[BODY], strict=False)) if a != b)
        begun = before[BODY].rindex(old, 0, at + len(old))
        assert after[BODY] == before[BODY][:begun] + new + before[BODY][begun + len(old) :], place
    filled = docx.Document(io.BytesIO(fill(mark(form, {BODY: {"5": "{{findings}}"}}), PUT)))
    cell = filled.tables[0].cell(1, 2)
    assert cell.text == "1,234" and cell.paragraphs[0].runs[0].bold and cell.paragraphs[0].style.name == "Body Text"


def test_a_field_over_runs_is_replaced_where_it_begins():
    made = docx.Document(io.BytesIO(mark(document(), {BODY: {"1[4:34]": "{{clues}}"}})))
    runs = [(run.text, run.bold, run.italic) for run in made.paragraphs[0].runs]
    assert runs[:4] == [("反馈问题", None, None), ("{{clues}}", True, None), ("", None, None), ("", None, True)]


def test_a_place_that_a_word_form_has_not_is_refused():
    for part, place in ((BODY, "99"), (BODY, "0"), (BODY, "1[5:999]"), (BODY, "B3"), ("word/styles.xml", "1")):
        with pytest.raises(Unreadable) as refused:
            mark(document(), {part: {place: "x"}})
        assert refused.value.code == "form_no_place", place
    with pytest.raises(Unreadable) as refused:
        outline(workbook())
    assert refused.value.code == "form_kind"


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def hostile() -> list[tuple[str, bytes, str]]:
    """(what it is, the file, the code it is refused with)."""
    form = workbook()
    sheet = parts(form)[SHEET]
    entity = b'<!DOCTYPE x [<!ENTITY a "{{findings}}">]>' + sheet.replace(b"<worksheet", b"<worksheet", 1)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(form).items():
            archive.writestr(name, b" " * 150_000_000 if name == SHEET else content)
    lying = bytearray(form)
    at = lying.rindex(b"PK\x01\x02")
    struct.pack_into("<I", lying, at + 20, 1 << 30)
    return [
        ("nothing", b"", "form_kind"),
        ("a text", b"{{findings}}", "form_kind"),
        ("an archive of something else", changed_in(form, {"[Content_Types].xml": b"<Types/>"}), "form_kind"),
        ("an old workbook", encrypted()[:8] + bytes(2000), "form_old"),
        ("with a password", encrypted(), "password"),
        ("with an entity", changed_in(form, {SHEET: entity}), "entities"),
        ("no XML", changed_in(form, {SHEET: sheet[:-40]}), "damaged"),
        ("in UTF-16", changed_in(form, {SHEET: sheet.decode().encode("utf-16")}), "form_encoding"),
        ("a bomb", bomb.getvalue(), "unpacks_too_big"),
        ("cut off", form[: len(form) // 2], "form_kind"),
        ("a part longer than the file", bytes(lying), "damaged"),
    ]


def test_a_foreign_file_is_refused_with_a_code():
    for what, data, code in hostile():
        with pytest.raises(Unreadable) as refused:
            fill(data, PUT)
        assert refused.value.code == code, what
