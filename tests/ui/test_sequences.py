"""Sequences of a meeting: saved pages in an order of their own, kept as the saved views are."""

import pytest

from inspection.text import say
from inspection.ui.pieces import sequences
from inspection.ui.pieces.saved_views import SavedView, Unreadable, save
from inspection.ui.pieces.sequences import FILE, LONGEST, Sequence, change, forget, kept, make, moved
from tests.ui.dashboard import demonstration, fault, opened, own_data, small_county

CLUES = SavedView("村级线索", "clues", (("term", ("13",)), ("class", ("village,township",))))
COVERAGE = SavedView("覆盖", "coverage", ())


def test_a_sequence_keeps_its_pages_in_their_order_and_begins_at_the_first(tmp_path):
    one = make(tmp_path, " 专题会 ", "甲")
    change(tmp_path, one.id, "甲", lambda s: (*s, CLUES, COVERAGE))
    change(tmp_path, one.id, "乙", lambda _: ())  # another's: nothing
    (found,) = kept(tmp_path)
    assert (found.name, found.steps) == ("专题会", (CLUES, COVERAGE))
    assert found.address == f"./clues?term=13&class=village%2Ctownship&show={one.id}.0"
    assert found.parameters(1) == {"show": f"{one.id}.1"}
    change(tmp_path, one.id, "甲", lambda s: s * LONGEST)
    assert len(kept(tmp_path)[0].steps) == LONGEST
    forget(tmp_path, one.id, "乙")
    assert kept(tmp_path)
    forget(tmp_path, one.id, "甲")
    assert kept(tmp_path) == []
    with pytest.raises(ValueError, match="no_name"):
        make(tmp_path, "  ")


def test_two_sequences_of_one_owner_have_two_names_and_no_more_are_kept_than_fit(tmp_path, monkeypatch):
    make(tmp_path, "专题会", "甲")
    make(tmp_path, "专题会", "乙")  # another's name is free
    with pytest.raises(ValueError, match="taken"):
        make(tmp_path, " 专题会 ", "甲")
    monkeypatch.setattr(sequences, "MOST", 1)
    with pytest.raises(ValueError, match="full"):
        make(tmp_path, "例会", "甲")
    assert [(one.name, one.owner) for one in kept(tmp_path)] == [("专题会", "甲"), ("专题会", "乙")]


@pytest.mark.parametrize("at, by, order", [(0, 1, "bac"), (2, -1, "acb"), (0, -1, "abc"), (2, 1, "abc"), (1, -1, "bac")])
def test_a_page_is_moved_by_one_and_none_leaves_the_row(at, by, order):
    steps = tuple(SavedView(name, "", ()) for name in "abc")
    assert "".join(step.name for step in moved(steps, at, by)) == order


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"name": "a"}]', '[{"id": "a", "name": "a", "owner": "", "steps": [1]}]'])
def test_a_damaged_file_is_said_and_never_written_over(tmp_path, content):
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(Unreadable):
        make(tmp_path, "专题会")
    assert (tmp_path / FILE).read_text(encoding="utf-8") == content


def test_a_sequence_is_begun_with_a_page_changed_in_its_box_and_shown_from_there(tmp_path, made, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    demonstration(tmp_path, made)
    save(tmp_path, CLUES)
    at = opened("review/coverage", term="13", **{"class": "county"})
    at.text_input(key="sequence_name").set_value("专题会").run()
    at.button(key="sequence_make").click().run()
    assert not fault(at)
    (one,) = kept(tmp_path)
    assert [(s.page, dict(s.parameters)) for s in one.steps] == [("coverage", {"term": ("13",), "class": ("county",)})]
    assert [s.name for s in one.steps] == ["全覆盖 · 县直党组织"]  # told from the same page of another class
    at.text_input(key="sequence_name").set_value("专题会").run()
    at.button(key="sequence_make").click().run()
    assert [w.value for w in at.warning] == [say("sequences.taken", "zh")] and len(kept(tmp_path)) == 1
    at.button(key=f"sequence_edit {one.id}").click().run()
    assert not at.warning  # said once
    at.selectbox(key="sequence_view").set_value(CLUES.name).run()
    assert not fault(at)
    change(tmp_path, one.id, "", lambda s: (*s, CLUES))
    shown = opened("review/coverage", term="13", show=f"{one.id}.0")
    assert not fault(shown) and "1 / 2" in [c.value for c in shown.caption]
    gone = opened("review/coverage", show="ffffffff.0")  # it is no longer there: the review pages are shown
    assert not fault(gone) and "2 / 11" in [c.value for c in gone.caption]


def test_a_page_that_whoever_looks_may_not_open_is_left_out(tmp_path, monkeypatch, somebody):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    own_data(tmp_path, small_county())
    one = make(tmp_path, "专题会", "乙")
    change(tmp_path, one.id, "乙", lambda _: (COVERAGE, SavedView("导入", "import", ()), CLUES))
    somebody.be("甲", "reader")
    at = opened("review/coverage", show=Sequence(one.id, "").show(0))
    assert not fault(at) and "1 / 2" in [c.value for c in at.caption]
