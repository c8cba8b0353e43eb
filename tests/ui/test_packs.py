"""The page of packs: made and kept, as a draft, cancelled; what was given before, with what has moved."""

from datetime import datetime

import pytest

from inspection.access import Audit
from inspection.papers import packs as making
from inspection.papers.given import given
from inspection.snapshots.register import LOG
from inspection.warehouse import Store
from tests.reading.county import COUNTY
from tests.shell import run
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


@pytest.mark.long
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("tab", ["make_pack", "letters", "schedule", "papers_given"])
def test_each_tab_opens_in_both_languages_before_anything_was_given(home, tab, lang):
    assert not fault(opened(PAGE, tab=tab, lang=lang))


def test_without_a_part_or_a_form_nothing_can_be_made(home):
    at = chosen(opened(PAGE))
    assert at.button(key="packs_give").disabled and "至少选一个部分" in words(at)


def test_letters_are_made_for_the_organisations_chosen_kept_once_and_noted(home, somebody):
    somebody.be("分析员", "analyst")
    at = opened(PAGE, tab="letters")
    assert not fault(at)
    due = at.multiselect(key="letters_orgs").options
    assert len(due) > 1
    at.multiselect(key="letters_orgs").set_value([at.multiselect(key="letters_orgs").options[0]]).run()
    at = pressed(at, "letters_give")
    assert not fault(at) and "已登记留存，编号 g0001" in words(at)
    (paper,) = given(home)
    assert (paper.kind, [f.name.rpartition(".")[2] for f in paper.files], len(paper.figures)) == ("letters", ["docx", "pdf"], 1)
    assert [line.details["state"] for line in Audit(home).read() if line.what == "given"] == ["begun", "done"]
    at = pressed(at, "letters_draft")
    assert not fault(at) and "未登记" in words(at) and len(given(home)) == 1
    at.button_group(key="letters_levels").set_value([]).run()
    assert at.button(key="letters_give").disabled


SCHEDULE = """
[[job]]
name = "提醒函"
make = "letters"
days = [1, 15]

[[job]]
name = "=材料"
make = "pack"
formats = ["docx"]
meetings = [2099-10-20]
after_import = true
"""


@pytest.mark.long
def test_the_schedule_says_what_comes_next_what_it_did_and_what_is_wrong_with_its_file(home):
    assert "schedule.toml" in words(opened(PAGE, tab="schedule"))
    (home / "schedule.toml").write_text(SCHEDULE, encoding="utf-8")
    at = opened(PAGE, tab="schedule")
    assert not fault(at)
    jobs = at.dataframe[0].value
    assert list(jobs["事项"]) == ["提醒函", "=材料"] and jobs["下次"][1] == "2099-10-17"
    assert jobs["到期未做"][1] == "v0001" and jobs["生成什么"][1] == "会议材料 · 书记专题会 · docx"
    assert "还没有运行过" in words(at) and SCHEDULE.strip() in at.code[0].value
    assert run(home, "schedule", "run").returncode == 0
    at = opened(PAGE, tab="schedule")
    assert at.dataframe[0].value["到期未做"][1] == "无"
    assert any("=材料：已写入" in said for said in at.dataframe[1].value["结果"])
    (home / "schedule.toml").write_text(SCHEDULE.replace("days = ", "day = "), encoding="utf-8")
    at = opened(PAGE, tab="schedule")
    [error] = at.error
    assert "提醒函" in error.value and "day。" in error.value and "day = [1, 15]" in at.code[0].value


def test_a_report_card_is_kept_once_however_often_it_is_taken(home, somebody):
    somebody.be("分析员", "analyst")
    at = opened("review/organisation", org="C4")
    [make] = [b for b in at.button if "生成情况卡" in b.label]
    at = make.click().run(timeout=60)
    assert not fault(at) and "已登记留存，编号 g0001" in words(at)
    (paper,) = given(home)
    assert [f.name.rpartition(".")[2] for f in paper.files] == ["pdf", "docx"] and paper.kind == "card"
    for button in at.get("download_button"):
        if "情况卡" in button.proto.label:
            assert not fault(at.run())
    assert len(given(home)) == 1
    (home / "snapshots" / LOG).write_text("{}\n", encoding="utf-8")  # who certified what cannot be told: no card without it
    at = opened("review/organisation", org="C4")
    at = next(b for b in at.button if "生成情况卡" in b.label).click().run(timeout=60)
    [error] = at.error
    assert not at.exception and "发布登记" in error.value
