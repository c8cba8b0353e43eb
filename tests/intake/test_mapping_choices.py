"""What a steward chooses on the page becomes a profile, and headers are suggested."""

import tomllib
from datetime import date

import pytest

from inspection.intake import read
from inspection.intake.mapping import Choice, MappingError, load, names, save, suggest

AS_OF = date(2024, 12, 31)
CHOICE = Choice(
    file="单位*.csv",
    ledger="organisations",
    columns={"org_id": "单位代码", "name": 'Name "of" unit\\'},
    ignore=["备 注"],
)
TEXT = '单位代码,"Name ""of"" unit\\",党组织类别,应巡起始日期,备注\n'
TEXT += '1,甲,县直党组织,2020-12-31,x\n2,乙,乡镇党委,2021-02-01,y\n'


def test_choices_are_saved_as_a_profile_that_reads_the_file(tmp_path):
    path = save(tmp_path, "单位-2024", [CHOICE], title="某单位")
    assert path == tmp_path / "mappings" / "单位-2024.toml" and "单位-2024" in names(tmp_path)
    (tmp_path / "单位表.csv").write_text(TEXT, encoding="utf-8")
    found = read(
        [tmp_path / "单位表.csv"], as_of=AS_OF, standing=lambda _: None, mapping=load("单位-2024", tmp_path), lang="en"
    )
    assert not found.faults, found.faults
    wanted = ("org_id", "name", "org_class", "in_scope_from")
    table = found.ledgers["organisations"]
    assert list(zip(*(table[name].to_pylist() for name in wanted), strict=True)) == [
        ("1", "甲", "county", date(2020, 12, 31)),
        ("2", "乙", "township", date(2021, 2, 1)),
    ]


def test_a_profile_saved_again_takes_the_place_of_the_first(tmp_path):
    save(tmp_path, "a", [CHOICE])
    save(tmp_path, "a", [Choice("x.csv", "terms")])
    assert [source.files for source in load("a", tmp_path).profile.sources] == [("x.csv",)]
    assert [path.name for path in (tmp_path / "mappings").iterdir()] == ["a.toml"]


@pytest.mark.parametrize("name", ["", "../a", "a/b", "a.toml", ".a", "a b", "x" * 61])
def test_a_name_that_is_no_name_is_refused_and_nothing_is_written(tmp_path, name):
    with pytest.raises(MappingError):
        save(tmp_path, name, [CHOICE])
    assert not list(tmp_path.rglob("*.toml"))


def test_a_wrong_choice_is_refused_with_the_old_profile_standing(tmp_path):
    save(tmp_path, "a", [CHOICE])
    before = (tmp_path / "mappings" / "a.toml").read_bytes()
    with pytest.raises(MappingError, match="no column “colour”"):
        save(tmp_path, "a", [Choice("x.csv", "organisations", {"colour": "机关"})])
    assert (tmp_path / "mappings" / "a.toml").read_bytes() == before
    assert [path.name for path in (tmp_path / "mappings").iterdir()] == ["a.toml"]


def test_any_text_survives_the_writing_of_a_profile(tmp_path):
    odd = 'q"\\\n\t\x7f\x01 “”'
    path = save(tmp_path, "a", [Choice("x.csv", "terms", {"name": odd}, sheet="*", ignore=[odd, "y"])], title=odd)
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert table["title"] == odd and table["source"][0]["ignore"] == [odd, "y"]
    assert table["source"][0]["ledger"] == [{"name": "terms", "by_name": True, "columns": {"name": odd}}]


def test_the_nearest_columns_of_a_ledger_are_suggested():
    found = suggest(["线索编号", "移交时间", "办结时间", "所属任务编号", "天气", "Outcome of check"], "clues")
    assert found["线索编号"] == ["clue_id"]
    assert found["移交时间"][0] == "transferred_on"
    assert found["办结时间"][0] == "concluded_on"
    assert found["所属任务编号"][0] == "inspection_id"
    assert found["天气"] == []
    assert found["Outcome of check"][0] == "outcome"
    assert all("clue_id" not in columns for header, columns in found.items() if header != "线索编号")
