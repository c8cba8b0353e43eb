"""我的看板: pinned questions in their order, each account's own, asked anew; what of them has gone is said."""

import json

import pytest

from inspection.reading.explored_pins import opened as asked_again
from inspection.text import say
from inspection.ui.pieces.boards import FILE, MOST, Pin, change, kept, of_owner, pin, renamed
from inspection.ui.pieces.saved_views import Unreadable
from inspection.ui.pieces.sequences import moved
from tests.reading.county import COUNTY
from tests.small import source as office_of
from tests.small import view_of
from tests.ui.dashboard import as_read, demonstration, fault, headings, opened, words

BY_CLASS = Pin("各类完成", (("of", "indicator:completion_rate"), ("by", "org_class"), ("chart", "bar")))
BY_YEAR = Pin("历年问题", (("of", "indicator:findings"), ("by", "year"), ("chart", "line"), ("totals", "1")))


@pytest.fixture
def home(tmp_path, made, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    demonstration(tmp_path, made)
    return tmp_path


def names(board) -> str:
    return "".join(one.name for one in board.pins)


def test_each_account_has_a_board_of_its_own_and_a_pin_of_the_same_name_gives_way(tmp_path):
    first = pin(tmp_path, "甲", BY_CLASS)
    pin(tmp_path, "乙", BY_YEAR)
    pin(tmp_path, "甲", BY_YEAR)
    again = pin(tmp_path, "甲", Pin(" 各类完成 ", BY_YEAR.asked))
    assert again.id == first.id and [p.asked for p in again.pins] == [BY_YEAR.asked] * 2
    assert of_owner(tmp_path, "乙").pins == (BY_YEAR,) and of_owner(tmp_path, "丙") is None
    assert of_owner(tmp_path, "甲").id != of_owner(tmp_path, "乙").id


def test_pins_are_renamed_moved_and_removed_by_their_owner_alone(tmp_path):
    for name in "甲乙丙":
        pin(tmp_path, "我", Pin(name, BY_CLASS.asked))
    change(tmp_path, "我", lambda pins: moved(pins, 2, -1))
    assert names(of_owner(tmp_path, "我")) == "甲丙乙"
    change(tmp_path, "我", lambda pins: renamed(pins, 0, " 丁 "))
    change(tmp_path, "他", lambda _: ())
    assert names(of_owner(tmp_path, "我")) == "丁丙乙"
    for at, name in ((0, ""), (0, "丙"), (7, "戊")):
        change(tmp_path, "我", lambda pins, at=at, name=name: renamed(pins, at, name))
    assert names(of_owner(tmp_path, "我")) == "丁丙乙"


def test_a_board_holds_so_many_and_a_pin_needs_a_name(tmp_path):
    for at in range(MOST):
        pin(tmp_path, "我", Pin(f"第{at}项", BY_CLASS.asked))
    for name in ("再一项", "  "):
        with pytest.raises(ValueError):
            pin(tmp_path, "我", Pin(name, BY_CLASS.asked))
    assert len(pin(tmp_path, "我", Pin("第3项", BY_YEAR.asked)).pins) == MOST


DAMAGED = ("", "{", "[1]", '[{"id": "a"}]', '[{"id": "a", "owner": "", "pins": [{"name": "x", "asked": []}]}]')


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_file_is_said_and_never_written_over(home, content):
    (home / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(Unreadable):
        pin(home, "", BY_CLASS)
    assert (home / FILE).read_text(encoding="utf-8") == content
    at = opened("explore/board")
    assert not fault(at) and FILE in as_read(at.error[0].value)


def test_what_of_a_pin_no_longer_exists_is_named():
    office = office_of(**COUNTY)
    view = view_of(office)

    def lost(**texts: str) -> str:
        return asked_again(view, office, texts)[1]

    assert asked_again(view, office, {"of": "indicator:no_more"}) == (None, say("boards.gone", "zh"))
    assert lost(**dict(BY_YEAR.asked)) == lost(of="ledger:findings", by="category", measure="count:") == ""
    assert say("boards.part_by", "zh") in lost(of="indicator:findings", by="org_class,no_more")
    assert "无此组" in lost(of="indicator:findings", by="org_class", keep="team=无此组")
    assert say("boards.part_also", "zh") in lost(of="indicator:findings", also="no_more,clues")


def test_an_answer_is_pinned_in_the_explorer_and_stands_on_the_board_with_its_figures(home):
    at = opened("explore/explorer", **dict(BY_YEAR.asked))
    (field,) = [one for one in at.text_input if one.key.startswith("board_pin_name")]
    field.set_value("历年问题").run()
    at.button(key="board_pin").click().run()
    assert not fault(at) and [s.value for s in at.success] == [say("boards.pinned", "zh", name="历年问题")]
    (board,) = kept(home)
    assert dict(board.pins[0].asked) == dict(BY_YEAR.asked)
    shown = opened("explore/board")
    assert not fault(shown) and headings(shown) == ["历年问题"]
    assert shown.dataframe[0].value["value"].tolist() == at.dataframe[0].value["value"].tolist()
    assert f"/board?board={board.id}" in [code.value for code in shown.code]


def test_the_board_is_changed_on_its_page_and_anothers_is_only_read(home):
    for one in (BY_CLASS, BY_YEAR, Pin("旧指标", (("of", "indicator:no_more"),))):
        pin(home, "", one)
    at = opened("explore/board", lang="en")
    assert headings(at) == ["各类完成", "历年问题", "旧指标"] and say("boards.gone", "en") in words(at)
    at.button(key="board_down_0").click().run()
    assert headings(at) == ["历年问题", "各类完成", "旧指标"] and at.button(key="board_up_0").disabled
    at.button(key="board_remove_2").click().run()
    at.text_input(key="board_name_0_历年问题").set_value("各年问题").run()
    assert not fault(at) and headings(at) == ["各年问题", "各类完成"]
    rows = json.loads((home / FILE).read_text(encoding="utf-8"))
    rows[0]["owner"] = "别人"
    (home / FILE).write_text(json.dumps(rows), encoding="utf-8")
    assert say("boards.none", "zh") in words(opened("explore/board"))
    other = opened("explore/board", board=rows[0]["id"])
    assert headings(other) == ["各年问题", "各类完成"] and say("boards.of_another", "zh") in words(other)
    assert not [button for button in other.button if str(button.key).startswith("board_")]
