"""Saved views: kept under a name, opened by their address, never at the price of those kept before."""

import pytest

from inspection.text import say
from inspection.ui.pieces.saved_views import FILE, SavedView, Unreadable, forget, save, saved
from tests.ui.dashboard import as_read, demonstration, fault, opened, own_data, small_county

CLUES = SavedView("村级线索", "clues", (("term", ("13",)), ("class", ("village,township",))))


def test_a_view_is_kept_and_found_again_by_its_name(tmp_path):
    save(tmp_path, CLUES)
    save(tmp_path, SavedView("甲", "", ()))
    assert {view.name for view in saved(tmp_path)} == {"村级线索", "甲"}
    assert next(v for v in saved(tmp_path) if v.page == "clues").address == "./clues?term=13&class=village%2Ctownship"
    forget(tmp_path, "甲")
    assert saved(tmp_path) == [CLUES]


def test_a_view_of_the_same_name_takes_the_others_place_and_one_without_a_name_is_refused(tmp_path):
    save(tmp_path, CLUES)
    save(tmp_path, SavedView(" 村级线索 ", "coverage", ()))
    assert [(v.name, v.page) for v in saved(tmp_path)] == [("村级线索", "coverage")]
    with pytest.raises(ValueError):
        save(tmp_path, SavedView("  ", "coverage", ()))


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"name": "a"}]', '{"a": 1}'])
def test_a_damaged_file_is_said_and_never_written_over(tmp_path, content):
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(Unreadable):
        save(tmp_path, CLUES)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == content


def test_a_name_that_looks_like_markup_is_shown_as_it_is(tmp_path, made, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    demonstration(tmp_path, made)
    save(tmp_path, SavedView("**粗** [x](http://a)", "clues", ()))
    at = opened("review/coverage")
    assert not fault(at)
    assert any("粗" in button.proto.label and "**粗**" not in button.proto.label for button in at.get("link_button"))


def test_saving_on_a_page_keeps_its_name_and_parameters(tmp_path, made, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    demonstration(tmp_path, made)
    at = opened("review/coverage", term="13")
    at.text_input(key="saved_view_name").set_value("上一届").run()
    at.button(key="saved_view_save").click().run()
    assert not fault(at)
    (view,) = saved(tmp_path)
    assert (view.name, dict(view.parameters)["term"]) == ("上一届", ("13",))
    assert say("saved_views.none", "zh") not in [c.value for c in at.caption]


def test_what_somebody_keeps_is_his_own_and_what_was_kept_before_accounts_is_everybodys(tmp_path):
    save(tmp_path, CLUES)
    for owner in ("甲", "乙"):
        save(tmp_path, SavedView("我的", "coverage", (("term", (owner,)),), owner))
    assert [(v.name, v.owner) for v in saved(tmp_path, "甲")] == [("村级线索", ""), ("我的", "甲")]
    assert [v.owner for v in saved(tmp_path)] == [""]
    forget(tmp_path, "我的", "甲")
    assert [v.owner for v in saved(tmp_path, "乙")] == ["", "乙"]


def test_a_reader_is_not_shown_what_another_keeps(tmp_path, monkeypatch, somebody):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    own_data(tmp_path, small_county())
    save(tmp_path, SavedView("乙的看法", "clues", (), "乙"))
    somebody.be("甲", "reader", "administrator")
    labels = [button.proto.label for button in opened("review/coverage").get("link_button")]
    assert "甲" in labels and "乙的看法" not in labels
    somebody.be("乙", "reader")
    assert "乙的看法" in [button.proto.label for button in opened("review/coverage").get("link_button")]
    at = opened("review/coverage")
    at.session_state["finder_question"] = "乙的看"
    at.button(key="finder").click().run()
    assert any("乙的看法](./clues" in as_read(one.value) for one in at.markdown)
