"""The page 表样直填: a form's fields with their figures, a cell marked by choosing, the form filled and kept as given."""

import io
from datetime import datetime

import docx
import openpyxl
import pytest

from inspection.cli.figures import data_read
from inspection.formats.forms import mark
from inspection.papers import form_store, given
from inspection.reading.fields import answer, parse
from tests.formats.form_made import FIRST, workbook
from tests.formats.test_forms import merged_document
from tests.ui.dashboard import demonstration, fault, opened, words


@pytest.fixture
def home(made, tmp_path, monkeypatch):
    """A copy of the demonstration, in whose own home the forms are."""
    demonstration(tmp_path, made)
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    return tmp_path / "demo"


def keep(home, data: bytes, name: str = "附件2.xlsx"):
    return form_store.put(home, name, data, by="甲", at=datetime(2025, 10, 5, 9))


def value(data: bytes, cell: str) -> object:
    return openpyxl.load_workbook(io.BytesIO(data))[FIRST][cell].value


def test_a_page_without_forms_says_what_to_do(home):
    at = opened("papers/forms")
    assert not fault(at) and "还没有表样" in words(at)


def test_a_cell_is_marked_and_the_form_filled_with_the_figures_of_the_screens(home):
    form = keep(home, workbook())
    at = opened("papers/forms")
    assert not fault(at) and "字段 9 个，认不出 1 个" in words(at)
    assert at.dataframe[0].value.loc[3, "B"] == "{{findings}}" and at.dataframe[0].value.loc[6, "C"] == "7"
    assert "没有叫“nothing_there”的指标" in at.dataframe[1].value.iloc[0, 2]

    at.selectbox(key="forms_id").set_value("completion_rate").run()
    at.multiselect(key="forms_by_completion_rate").set_value(["org_class"]).run()
    at.multiselect(key="forms_where_completion_rate_org_class").set_value(["village", "county"]).run()
    at.selectbox(key="forms_part_completion_rate").set_value("denominator").run()
    at.text_input(key="forms_cell").set_value("a8").run()
    at.button(key="forms_mark").click().run()
    assert not fault(at)
    (form,) = form_store.stored(home)
    data = form_store.content(home, form)
    assert value(data, "A8") == "{{completion_rate org_class=county|village part=denominator}}" and form.marked_by

    source = data_read("zh")
    expected = answer(parse(value(data, "A8")[2:-2], source), source, "zh")
    assert f"现在的数：{expected.words()}" in words(at) and expected.number > 100
    at.button(key="forms_fill").click().run()
    assert not fault(at)
    (paper,) = given.given(home)
    filled = given.file_of(home, paper, "附件2.xlsx")
    assert value(filled, "A8") == expected.number and value(filled, "B3") == answer(parse("findings"), source, "zh").number
    assert (paper.kind, len(paper.figures)) == ("form", 3)

    at.text_input(key="forms_cell").set_value("C3").run()
    at.button(key="forms_mark").click().run()
    assert "是公式，不能标字段" in "".join(error.value for error in at.error)
    assert value(form_store.content(home, form), "C3") == "=B3*2"
    at.text_input(key="forms_cell").set_value("A8").run()
    at.button(key="forms_clear").click().run()
    assert value(form_store.content(home, form_store.stored(home)[0]), "A8") is None


def test_a_word_form_is_marked_by_choosing_a_cell_and_a_place_in_a_text_and_filled(home):
    keep(home, merged_document(), "表.docx")
    at = opened("papers/forms")
    assert not fault(at) and "还没有字段" in words(at)
    assert at.dataframe[0].value.loc[1, "文字"] == "填报单位：______  反馈问题（  ）个"

    at.selectbox(key="forms_id").set_value("findings").run()
    at.text_input(key="forms_cell").set_value("1").run()
    place = next(box for box in at.selectbox if box.key and box.key.startswith("forms_slot"))
    assert place.value == 0 and "空当：填报单位：【______】" in place.options[0]
    place.set_value(2).run()
    at.button(key="forms_mark").click().run()
    assert not fault(at) and at.dataframe[0].value.loc[1, "文字"] == "填报单位：______  反馈问题（{{findings}}）个"

    next(one for one in at.button_group if one.key.startswith("forms_sheet")).set_value("表 1").run()
    at.text_input(key="forms_cell").set_value("b1").run()
    assert "“表 1”里没有 B1" in words(at) and at.button(key="forms_mark").disabled
    at.text_input(key="forms_cell").set_value("c2").run()
    at.button(key="forms_mark").click().run()
    assert not fault(at) and at.dataframe[0].value.loc[2, "C"] == "{{findings}}"
    at.button(key="forms_fill").click().run()
    (paper,) = given.given(home)
    filled = docx.Document(io.BytesIO(given.file_of(home, paper, "表.docx")))
    expected = answer(parse("findings", data_read("zh")), data_read("zh"), "zh").plain("zh")
    assert filled.tables[0].cell(1, 2).text == expected and f"反馈问题（{expected}）个" in filled.paragraphs[0].text

    at.button(key="forms_clear").click().run()
    assert not fault(at) and at.dataframe[0].value.loc[2, "C"] == ""


def test_what_cannot_be_read_is_said_and_a_form_is_removed(home):
    data = mark(workbook(), {FIRST: {"A8": ""}})
    form = keep(home, data)
    file = home / "forms" / form.id / form.file
    file.write_bytes(b"x")
    at = opened("papers/forms")
    assert not fault(at) and "刚被别人改过" in "".join(error.value for error in at.error)
    file.write_bytes(data)
    at = opened("papers/forms")
    at.button(key="forms_remove").click().run()
    assert not fault(at) and form_store.stored(home) == ()
