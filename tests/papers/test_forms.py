"""A form says what its fields are and why one is none; filled it holds the figures of the screens, and is kept as given."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from inspection.cli import main
from inspection.formats.forms import mark
from inspection.papers import given
from inspection.papers.forms import FormUnknown, checked, filled, place_words
from inspection.reading.answers import counted
from inspection.warehouse import Store
from tests.formats.form_made import FIRST, document, workbook
from tests.reading.county import COUNTY
from tests.small import TERMS, ledger, source, view_of

MARKS = {
    "D4": "{{clues from=2022-05-02 to=2024-05-01}}",
    "E3": "{{talent_joined}}",
    "E4": "{{completion_rate year=2025}}",
    "E5": "{{线索办结率 part=denominator}}",
    "E6": "{{coverage_rate term=13 as_of=2020-01-01}}",
    "A8": "",
}


@pytest.fixture(scope="module")
def office():
    return source(**COUNTY)


@pytest.fixture(scope="module")
def form() -> bytes:
    return mark(workbook(), {FIRST: MARKS})


def value(data: bytes, cell: str) -> object:
    return openpyxl.load_workbook(io.BytesIO(data))[FIRST][cell].value


def test_a_filled_form_holds_the_figures_of_the_screens(office, form):
    made = filled(form, checked(form, office, "zh"), "zh")
    whole = view_of(office).whole()
    rate = counted(whole, office, "completion_rate").iloc[0]["value"]
    assert value(made, "B3") == counted(whole, office, "findings").iloc[0]["value"] == 8
    assert (value(made, "B4"), value(made, "B5"), value(made, "B6")) == (rate, 62.5, 62.5) and rate == 5 / 8
    marked = [value(made, cell) for cell in ("D4", "E3", "E4", "E5", "E6")]
    assert marked == [3, "无数据（巡察人才库）", "—", 7, 33.3]


def test_a_day_of_the_form_is_that_of_fields_without_one(office, form):
    early = checked(form, office, "zh", date(2022, 4, 1))
    assert value(filled(form, early, "zh"), "E6") == value(filled(form, checked(form, office, "zh"), "zh"), "E6")
    assert value(filled(form, early, "zh"), "E5") == 2, "two clues were transferred by then"


def test_what_is_no_figure_is_told_with_its_cell_and_nothing_is_filled_unless_asked(office):
    for data, wrong in ((workbook(), f"工作表“{FIRST}”A8 格"), (document(), "正文第 1 段")):
        form = checked(data, office, "zh")
        with pytest.raises(FormUnknown) as refused:
            filled(data, form, "zh")
        assert wrong in refused.value.words("zh") and "nothing_there" in refused.value.words("en")
        assert [place_words(one.place, "zh")[: len(wrong)] for one in form.unknown] == [wrong]
        left = checked(filled(data, form, "zh", partly=True), office, "zh")
        assert [one.place.text for one in left.found] == ["nothing_there"]


def test_the_shell_fills_forms_whole_or_not_at_all_and_keeps_them_as_given(tmp_path, monkeypatch, capsys, form):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path / "home"))
    monkeypatch.delenv("INSPECTION_LANG", raising=False)
    tables = {name: ledger(name, text) for name, text in ({"terms": TERMS} | COUNTY).items()}
    Store(tmp_path / "home").publish(tables, as_of=date(2025, 9, 30), files=(), built_at=datetime(2025, 10, 1, 9), who="甲")
    (tmp_path / "好.xlsx").write_bytes(form)
    (tmp_path / "坏.xlsx").write_bytes(workbook())
    out = tmp_path / "out"

    def shell(*arguments: object) -> tuple[int, str]:
        code = main([*map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out + said.err

    code, said = shell("forms", "fill", tmp_path / "好.xlsx", tmp_path / "坏.xlsx", "--out", out)
    assert code == 2 and "A8 格" in said and "坏.xlsx" in said and not out.exists()
    assert given.given(tmp_path / "home") == ()
    assert shell("forms", "check", tmp_path / "坏.xlsx")[0] == 1 and shell("forms", "check", tmp_path / "好.xlsx")[0] == 0

    code, said = shell("forms", "fill", tmp_path / "好.xlsx", "--out", out)
    assert code == 0 and value((out / "好.xlsx").read_bytes(), "B3") == 8
    (paper,) = given.given(tmp_path / "home")
    assert (paper.kind, paper.data_version, [file.name for file in paper.files]) == ("form", 1, ["好.xlsx"])
    assert given.file_of(tmp_path / "home", paper, "好.xlsx") == (out / "好.xlsx").read_bytes()
    stated = {one.field: one.words for one in paper.figures}
    assert stated["findings"] == "8 个" and stated["talent_joined"] == "无数据（巡察人才库）" and len(stated) == 7

    assert shell("forms", "fill", out / "好.xlsx", "--out", out)[0] == 2, "a form is not written over"
    code, said = shell("forms", "fill", out / "好.xlsx", "--out", tmp_path / "again")
    assert code == 0 and "没有找到" in said and len(given.given(tmp_path / "home")) == 1
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    code, said = shell("forms", "fill", tmp_path / "old.xls", "--out", out)
    assert code == 2 and "另存为 xlsx" in said
    code, said = shell("forms", "fields")
    assert code == 0 and "completion_rate" in said
