"""Letters of reminder: who gets one, that it is one page with what is his own alone, that clues never stand in it."""

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pypdf
import pytest
from docx import Document

from inspection.papers.given import given
from inspection.papers.letters import addressed, letter_files, letters_of
from inspection.warehouse import Store, Version
from tests.reading.county import COUNTY
from tests.shell import run
from tests.small import AS_OF, TERMS, ledger, set_to, source, view_of

MANY = COUNTY["findings"] + "\n".join(
    f"G{n:02d} | B4 | four-2 | 采购 | individual | 2022-03-10 | deadline | intensive | 2022-09-01 | in_progress | | |"
    for n in range(40)
)


@pytest.fixture(scope="module")
def office():
    made = source(**(COUNTY | {"findings": MANY}), set=set_to(bottom__last_k=2))
    return replace(made, version=Version(3, AS_OF, False, Path(), Path(), {}))


def test_who_has_something_to_settle_gets_a_page_of_his_own_and_no_clue_stands_in_it(office):
    view = view_of(office)
    orgs = addressed(view, office)
    # 财政局 has a clue under a warning too, and owes an explanation; the class of villages gets no letter
    assert set(orgs) == {"C4", "T1", "C2", "C3"} and orgs[0] in ("C4", "T1")
    sheets, stated = letters_of(view, office, orgs, date(2025, 10, 15))
    files = letter_files(sheets, "提醒函")
    pages = ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(files["提醒函.pdf"])).pages]
    named = {"C4": "水利局党组", "T1": "甲镇党委", "C2": "卫健局党组", "C3": "财政局党组"}
    assert len(pages) == len(orgs)
    for org, page in zip(orgs, pages, strict=True):
        others = [name for other, name in named.items() if other != org]
        assert f"{named[org]}：" in page and not [name for name in others if name in page]
        assert "线索" not in page and "2025-10-15前书面报告" in page
    water = pages[orgs.index("C4")]
    assert "红整改逾期十四届第一轮412022-09-011,125" in water and "逾期未完成的问题41个，逾期最久的5个如下" in water
    assert {s.field: s.words for s in stated}["overdue_rate term=14 org=C4 part=numerator"] == "41"
    text = "".join(p.text for p in Document(io.BytesIO(files["提醒函.docx"])).paragraphs)
    assert all(f"{name}：" in text for name in named.values()) and "线索" not in text
    assert letter_files(letters_of(view, office, orgs, date(2025, 10, 15))[0], "提醒函") == files


def test_whoever_has_nothing_to_settle_gets_none_and_the_command_keeps_the_batch(office, tmp_path):
    assert letters_of(view_of(office), office, ("C1", "V1"), date(2025, 10, 15)) == ((), ()) and letter_files((), "x") == {}
    home = tmp_path / "home"
    tables = {name: ledger(name, text) for name, text in ({"terms": TERMS} | COUNTY).items()}
    Store(home).publish(tables, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9))
    done = run(home, "letters", "--out", tmp_path / "out")
    assert done.returncode == 0 and len(list((tmp_path / "out").iterdir())) == 2, done.stderr
    assert [paper.kind for paper in given(home)] == ["letters"]
    assert "没有需要提醒" in run(home, "letters", "--org", "V1", "--out", tmp_path / "none").stderr
    assert run(home, "letters", "--org", "Z9", "--out", tmp_path / "z").returncode == 2 and not (tmp_path / "z").exists()
