"""The page of publication in Streamlit's tester: from the draft to the withdrawal."""

import pytest

from inspection.access import Audit
from inspection.snapshots import Publication
from tests.snapshots.county import SMALL, ledgers
from tests.ui.dashboard import fault, opened, own_data, words

PAGE = "publish/snapshots"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    own_data(tmp_path, ledgers(SMALL))
    return tmp_path


def pressed(at, key: str):
    return at.button(key=key).click().run()


def test_before_anything_is_drafted_the_page_says_where_to_begin(home):
    at = opened(PAGE)
    assert not fault(at) and "还没有起草过" in words(at)


def test_who_may_not_draft_is_told_who_does_and_what_is_left_to_him(home, somebody):
    somebody.be("核准人", "approver")
    at = opened(PAGE)
    assert not fault(at) and "数据管理员起草之后，在这里核准" in words(at) and "到“起草”里" not in words(at)
    at = opened(PAGE, tab="new_airing")
    assert "您的角色不能起草" in words(at) and at.button(key="draft").disabled
    somebody.be("起草人", "steward")
    assert "您的角色不能起草" not in words(opened(PAGE, tab="new_airing"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("tab", ["airings", "new_airing", "airings_compared", "noticeboard"])
def test_each_tab_opens_in_both_languages(home, tab, lang):
    assert not fault(opened(PAGE, tab=tab, lang=lang))


def test_a_snapshot_goes_from_the_draft_to_the_withdrawal(home, somebody):
    somebody.be("起草人", "steward", "approver", "administrator")
    at = pressed(opened(PAGE, tab="new_airing"), "draft")
    assert not fault(at)
    publication = Publication(home)
    assert publication.entry("d0001").state == "draft"
    at = opened(PAGE)
    at = pressed(at, "approve")
    assert "不能自己批准" in words(at) and publication.entry("d0001").state == "draft"
    somebody.be("批准人", "approver")
    at = opened(PAGE)
    at = pressed(at, "approve")
    assert publication.entry("d0001").state == "approved"
    assert opened(PAGE).button(key="publish").disabled, "whoever approves does not publish"
    somebody.be("起草人")
    at = opened(PAGE)
    assert at.button(key="publish").disabled
    at = pressed(at.checkbox(key="sure_d0001").check().run(), "publish")
    assert not fault(at) and publication.entry("d0001").state == "published"
    assert (home / "public" / "latest" / "index.html").exists()
    at = at.text_input(key="reason").set_value("误发").run()
    at = pressed(at, "withdraw")
    assert not fault(at) and publication.entry("d0001").state == "withdrawn"
    assert not (home / "public" / "latest").exists()
    told = [(line.what, line.who, line.details["state"]) for line in Audit(home).read()]
    assert told == [
        ("draft", "起草人", "begun"), ("draft", "起草人", "done"),
        ("approve", "起草人", "begun"), ("approve", "起草人", "failed"),
        ("approve", "批准人", "begun"), ("approve", "批准人", "done"),
        ("publish", "起草人", "begun"), ("publish", "起草人", "done"),
        ("withdraw", "起草人", "begun"), ("withdraw", "起草人", "done"),
    ]  # fmt: skip


def test_a_form_that_cannot_be_is_refused_with_a_sentence(home):
    at = opened(PAGE, tab="new_airing")
    at = at.text_input(key="slug_monthly").set_value("../x").run()
    at = pressed(at, "draft")
    assert "系列名" in words(at) and not Publication(home).register().entries
