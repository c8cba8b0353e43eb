"""A Word form is shown as what can be clicked: tables as they are merged, the text by its paragraphs, blanks to be filled."""

from inspection.papers.form_words import slots, word_grids
from tests.formats.form_made import document
from tests.formats.test_forms import merged_document


def test_tables_and_text_stand_as_grids_whose_cells_are_those_meant_by_a_click():
    text, table, inner = word_grids(merged_document(), "zh")
    assert (text.name, table.name, inner.name) == ("正文", "表 1", "表 2")
    assert text.frame["文字"].to_dict() == {1: "填报单位：______  反馈问题（  ）个"} and text.cell_at(0, "文字") == "1"
    assert table.frame.loc[1].tolist() == ["附件2", "", ""] and table.frame.loc[2].tolist() == ["问题", "个数", ""]
    assert [table.cell_at(0, "C"), table.cell_at(2, "A"), table.cell_at(2, "C")] == ["A1", "A2", "C3"]
    assert {"B1", "C1", "A3"} & table.spots.keys() == set() and [p.number for p in table.spots["C2"]] == [5]
    assert [grid.name for grid in word_grids(document(), "en")] == ["Text", "Table 1", "Page header"]


def test_a_field_can_stand_in_blanks_behind_and_instead():
    text, table, _ = word_grids(merged_document(), "zh")
    told = [(slot.place, slot.kind) for slot in slots(text.spots["1"])]
    assert told == [("1[5:11]", "blank"), ("1[11:13]", "blank"), ("1[18:20]", "blank"), ("1[22:22]", "behind"), ("1", "instead")]
    assert slots(text.spots["1"])[2].words("zh") == "空当：___  反馈问题（【  】）个"
    assert [(slot.place, slot.kind) for slot in slots(table.spots["C2"])] == [("5", "empty")]
    assert [(slot.place, slot.kind) for slot in slots(table.spots["B2"])] == [("4[2:2]", "behind"), ("4", "instead")]
    first = slots(word_grids(document(), "zh")[0].spots["1"])
    assert [slot.kind for slot in first] == ["field", "field", "field", "behind", "instead"]
    assert slots(()) == ()
