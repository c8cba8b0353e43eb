"""A Word template filled: clauses, rows and paragraphs that go, words by a verdict, and what a template may not do."""

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document

from inspection.formats import word
from inspection.formats.word import TemplateFault, Text, fill


def document(*paragraphs: str, split: bool = False, cells: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A template with these paragraphs, each character in a run of its own where `split`, then a table."""
    made = Document()
    for text in paragraphs:
        paragraph = made.add_paragraph()
        for piece in text if split else (text,):
            paragraph.add_run(piece)
    if cells:
        table = made.add_table(rows=0, cols=len(cells[0]))
        for row in cells:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def number(n: float, text: str = "") -> Text:
    return Text(text or str(n), n)


VALUES = {
    "a": number(5), "b": number(0), "nil": None, "also": None, "name": Text("甲乙丙丁" * 10),
    "odd": Text("A&B <w:p/> {{ a }} =1+1"),
    "up": Text("提升", verdict="up"), "flat": Text("变化不显著", verdict="not_significant"), "wan": number(1234.5, "1234.5"),
    "things": ({"name": "a", "what": "甲"}, {"name": "nil", "what": "乙"}),
}  # fmt: skip


def filled(*paragraphs: str, **how) -> tuple[str, ...]:
    return fill(document(*paragraphs, **how), VALUES).paragraphs


# a template's paragraph -> what stands there; None: the paragraph is gone
PARAGRAPHS = {
    "发现问题{{ a }}个，移交{{ nil }}条，问责{{ a }}人。": "发现问题5个，问责5人。",
    "移交{{ nil }}条，问责{{ a }}人。": "问责5人。",
    "发现{{ a }}个，问责{{ nil }}人。": "发现5个。",
    "前一句。{{ nil }}年{{ also }}月，召集{{ nil }}个。后一句。": "前一句。后一句。",
    "一是推动：{{ nil }}条，{{ also }}个。二是建设。": "一是推动。二是建设。",
    "共1,234.5个；再{{ nil }}件；末句": "共1,234.5个；末句",
    "甲{{ a }}，乙{{ nil }}；丙{{ a }}。": "甲5；丙5。",
    "{{ nil }}个，{{ also }}条。": None,
    "甲（其中{{ nil }}个，乙{{ a }}个）。": "甲（乙5个）。",
    "清退{{ b }}人。": "清退0人。",
    "选拔{{ a }}人，清退{{ b|some }}人。": "选拔5人。",
    "挽回{{ wan }}万元{% if wan > 1000 %}，超过千万{% endif %}。": "挽回1234.5万元，超过千万。",
    "{% if nil %}甲，{% endif %}乙。": "乙。",
    "率{{ up|choose('提升', '下降', '变化') }}，又{{ flat|choose('提升', '下降', '变化不显著') }}。": "率提升，又变化不显著。",
    "名称{{ name }}。": "名称" + "甲乙丙丁" * 10 + "。",
    "{{ odd }}。": "A&B <w:p/> {{ a }} =1+1。",
    "{% for one in things %}{{ one.what }}{% endfor %}{{ a }}": "甲乙5",
    "Found {{ a }}, moved {{ nil }}, held {{ wan }} persons. Next {{ nil }}. End.": "Found 5, held 1234.5 persons. End.",
}


@pytest.mark.parametrize("split", [False, True], ids=["one run", "a run for each character, as Word leaves them"])
def test_what_has_no_value_takes_its_clause_along_and_leaves_no_comma(split):
    found = iter(filled(*PARAGRAPHS, "末段{{ a }}。", split=split))
    for template, expected in PARAGRAPHS.items():
        if expected is not None:
            assert next(found) == expected, template
    assert list(found) == ["末段5。"]


def test_a_row_goes_whose_figure_is_missing_and_a_table_repeats_its_rows():
    cells = (("项目", "数字"), ("甲", "{{ a }}"), ("乙", "{{ nil }}"), ("{%tr for one in things %}", ""),
             ("{{ one.what }}", "{{ one.name }}"), ("{%tr endfor %}", ""))  # fmt: skip
    made = Document(io.BytesIO(fill(document("{{ a }}{{ nil }}", cells=cells), VALUES).data))
    rows = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert rows == [["项目", "数字"], ["甲", "5"], ["甲", "a"], ["乙", "nil"]]


def test_of_a_list_only_what_the_template_speaks_of_stands_there():
    made = Document(io.BytesIO(fill(document("{{ a }}：{% for one in things %}{{ one.what }}{% endfor %}"), VALUES).data))
    assert [p.text for p in made.paragraphs] == ["5：甲"]


def test_equal_inputs_give_equal_bytes():
    template = document("发现{{ a }}个。")
    assert fill(template, VALUES).data == fill(template, VALUES).data


# a template's paragraph -> the fault and what its sentence must say
FAULTS = [
    ("有{{ roundsheld }}轮。", "template_unknown", ("roundsheld", "rounds_held", "有{{ roundsheld }}轮")),
    ("甲{{ a 乙", "template_syntax", ("甲{{ a 乙",)),
    ("甲{% if a %}乙", "template_syntax", ("if",)),
    ("{{ a.__class__.__mro__ }}", "template_forbidden", ("__class__",)),
    ("{{ name.wrong }}", "template_member", ("wrong",)),
    ("{% if name > 5 %}甲{% endif %}", "template_statement", ("TypeError",)),
    ("{% for i in range(99999) %}{% for j in range(99999) %}{{ a }}{% endfor %}{% endfor %}", "template_died", ("",)),
    ("{% include '/etc/passwd' %}", "template_statement", ("",)),
]


@pytest.mark.long
@pytest.mark.parametrize(("text", "code", "said"), FAULTS, ids=[code for _, code, _ in FAULTS])
def test_a_template_that_cannot_be_filled_is_a_sentence_with_its_paragraph(text, code, said, monkeypatch):
    monkeypatch.setattr(word, "BOUNDS", replace(word.BOUNDS, cpu=3))
    with pytest.raises(TemplateFault) as raised:
        fill(document("前一段{{ a }}。", text), VALUES | {"rounds_held": number(3)})
    for lang in ("zh", "en"):
        words = raised.value.words(lang)
        assert raised.value.code == code and all(part in words for part in said), words


def test_what_is_no_docx_or_unpacks_to_too_much_is_refused():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 150_000_000)
    for data, code in ((b"%PDF-1.4", "template_no_docx"), (b"", "template_no_docx"), (bomb.getvalue(), "template_too_big")):
        with pytest.raises(TemplateFault) as raised:
            fill(data, VALUES)
        assert raised.value.code == code
