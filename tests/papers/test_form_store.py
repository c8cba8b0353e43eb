"""Forms that are kept: the old one or the marked one, and nobody's marks are lost without a word."""

import os
from datetime import datetime

import pytest

from inspection.papers.form_store import FormMoved, content, put, removed, rewritten, stored

AT, LATER = datetime(2025, 10, 5, 9), datetime(2025, 10, 6, 10)


def test_a_form_is_kept_marked_and_removed(tmp_path):
    assert stored(tmp_path) == ()
    one = put(tmp_path, "附件 2（报送）.XLSX", b"one", by="甲", at=AT)
    other = put(tmp_path, "x" * 300 + ".docx", b"other", by="乙", at=AT)
    assert [form.id for form in stored(tmp_path)] == ["f0002", "f0001"] and len(other.name) == 120
    assert content(tmp_path, one) == b"one" and one.file.endswith(".xlsx")
    marked = rewritten(tmp_path, one, b"marked", by="乙", at=LATER)
    assert (marked.by, marked.marked_by, marked.marked_at) == ("甲", "乙", "2025-10-06T10:00:00")
    assert content(tmp_path, stored(tmp_path)[1]) == b"marked"
    assert sorted(path.name for path in (tmp_path / "forms" / "f0001").iterdir()) == sorted(["record.json", marked.file])
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "forms").rglob("*"))
    removed(tmp_path, marked)
    assert stored(tmp_path) == (other,) and put(tmp_path, "neu.xlsx", b"3", by="甲", at=AT).id == "f0003"


def test_whoever_looked_at_the_form_before_it_was_marked_does_not_mark_over_it(tmp_path):
    seen = put(tmp_path, "a.xlsx", b"one", by="甲", at=AT)
    rewritten(tmp_path, seen, b"marked", by="甲", at=LATER)
    with pytest.raises(FormMoved) as refused:
        rewritten(tmp_path, seen, b"over it", by="乙", at=LATER)
    assert refused.value.reason == "gone" and content(tmp_path, stored(tmp_path)[0]) == b"marked"


def test_a_form_is_the_old_one_where_the_marking_fails_at_any_step(tmp_path, monkeypatch):
    form, replaced = put(tmp_path, "a.xlsx", b"one", by="甲", at=AT), os.replace
    for fails in (1, 2):
        left = [fails]

        def full(*paths, left=left):
            left[0] -= 1
            if not left[0]:
                raise OSError(28, "No space left on device")
            return replaced(*paths)

        monkeypatch.setattr(os, "replace", full)
        with pytest.raises(OSError, match="No space"):
            rewritten(tmp_path, form, b"marked", by="甲", at=LATER)
        monkeypatch.setattr(os, "replace", replaced)
        assert stored(tmp_path) == (form,) and content(tmp_path, form) == b"one"


def test_a_file_that_was_changed_by_hand_is_not_filled(tmp_path):
    form = put(tmp_path, "a.xlsx", b"one", by="甲", at=AT)
    (tmp_path / "forms" / form.id / form.file).write_bytes(b"two")
    with pytest.raises(FormMoved) as refused:
        content(tmp_path, form)
    assert refused.value.reason == "changed"
    (tmp_path / "forms" / form.id / "record.json").write_text("{", "utf-8")
    assert stored(tmp_path) == ()
