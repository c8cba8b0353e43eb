"""The page of packs: made and kept, as a draft, cancelled; what was given before, with what has moved."""

from datetime import datetime

import pytest

from inspection.access import Audit
from inspection.papers import packs as making
from inspection.papers.given import given
from inspection.warehouse import Store
from tests.reading.county import COUNTY
from tests.small import AS_OF, TERMS, ledger
from tests.ui.dashboard import fault, opened, words

PAGE = "papers/packs"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    tables = {name: ledger(name, text) for name, text in ({"terms": TERMS} | COUNTY).items()}
    Store(tmp_path).publish(tables, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9))
    return tmp_path


def chosen(at, *blocks: str, forms=("docx",)):
    at.multiselect(key="packs_blocks_secretary").set_value(list(blocks))
    at.button_group(key="packs_formats").set_value(list(forms))
    return at.run()


def pressed(at, key: str):
    return at.button(key=key).click().run(timeout=60)


def test_a_pack_is_made_kept_as_given_and_noted_and_a_draft_is_not_kept(home, somebody):
    somebody.be("分析员", "analyst")
    at = pressed(chosen(opened(PAGE), "assigned"), "packs_draft")
    assert not fault(at) and "草稿 1 个文件，未登记" in words(at) and given(home) == ()
    at = pressed(chosen(opened(PAGE, round="14-02"), "assigned", "overdue", forms=("docx", "pdf")), "packs_give")
    assert not fault(at) and "已登记留存，编号 g0001" in words(at)
    (paper,) = given(home)
    assert [f.name.rpartition(".")[2] for f in paper.files] == ["docx", "pdf"] and paper.by == "分析员"
    told = [(line.what, line.details["state"]) for line in Audit(home).read() if line.what == "given"]
    assert told == [("given", "begun"), ("given", "done")]
    at = opened(PAGE, tab="papers_given")
    assert not fault(at) and at.selectbox(key="given_paper").value == "g0001"


def test_what_is_cancelled_while_it_is_made_leaves_nothing(home, monkeypatch):
    seen = []

    def stopped(*args):
        seen.append(given(home))
        raise RuntimeError("stopped")

    monkeypatch.setitem(making.WRITERS, "docx", stopped)
    at = pressed(chosen(opened(PAGE), "assigned"), "packs_give")
    assert seen == [()] and given(home) == () and not list((home / "papers").glob("*"))
    assert "已登记" not in words(at)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("tab", ["make_pack", "papers_given"])
def test_each_tab_opens_in_both_languages_before_anything_was_given(home, tab, lang):
    assert not fault(opened(PAGE, tab=tab, lang=lang))


def test_without_a_part_or_a_form_nothing_can_be_made(home):
    at = chosen(opened(PAGE))
    assert at.button(key="packs_give").disabled and "至少选一个部分" in words(at)
