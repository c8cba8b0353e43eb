"""The file of a village: one page, what is on record and nothing else, no person, and a village without history says so."""

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pypdf
import pytest
from docx import Document

from inspection.papers.given import given
from inspection.papers.village_files import village_file, village_file_of
from inspection.warehouse import Store, Version
from tests.reading.county import COUNTY
from tests.shell import run
from tests.small import AS_OF, TERMS, ledger, source, view_of

LONG = "县" + "某" * 40 + "村党支部"
MANY = COUNTY["findings"] + "\n".join(
    f"G{n:02d} | BV1 | four-2 | 农村集体资金资产资源管理第{n}项 | individual | 2022-03-{n + 1:02d} | deadline | intensive |"
    f" 2022-09-01 | {'done' if n < 4 else 'in_progress'} | {'2022-08-01' if n < 4 else ''} | {'2022-09-10' if n < 2 else ''} |"
    f" {'2023-01-01' if n == 3 else ''}"
    for n in range(24)
)

NOTES = "note_id | noted_on | kind | office | org_id | words\n" + "\n".join(
    f"N{n} | 2023-0{n}-01 | instruction | 县委办 | V1 | {'集体资金要逐笔核对，' * 20}" for n in range(1, 5)
)


@pytest.fixture(scope="module")
def office():
    named = COUNTY["organisations"].replace("甲村党支部", LONG)
    made = source(**COUNTY | {"organisations": named, "findings": MANY, "notes": NOTES})
    return replace(made, version=Version(3, AS_OF, False, Path(), Path(), {}))


def sections(office, org: str, lang: str = "zh"):
    paper, stated = village_file_of(replace(view_of(office), lang=lang), office, org)
    return paper, {section.name: section for section in paper.sections}, {one.field: one.words for one in stated}


@pytest.mark.parametrize("org", ["V1", "V2"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_one_page_that_holds_all_its_words(office, org, lang):
    _, data, _ = village_file(replace(view_of(office), lang=lang), office, org, "pdf")
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    assert len(pages) == 1
    text = "".join(pages[0].extract_text().split())
    paper, _, _ = sections(office, org, lang)
    for section in paper.sections:
        for words in (*section.sentences, *(words for table in section.tables for row in table.cells for words in row)):
            assert "".join(words.split()) in text


def test_visits_findings_and_clues_are_those_on_record(office):
    paper, found, stated = sections(office, "V1")
    assert dict(paper.facts)["村的分类"] == "软弱涣散村"
    (visits,) = found["visits"].tables
    assert [(row[0], row[2], row[3]) for row in visits.cells] == [("十四届第一轮", "四组", "24"), ("十三届第一轮", "二组", "0")]
    assert found["clues"].sentences == ("移交问题线索 1 件：村干部 1 件；未办结 0 件。",)
    assert stated["findings org=V1"] == "24 个"


def test_what_is_not_closed_off_stands_worst_and_oldest_first_and_the_rest_is_counted(office):
    _, found, _ = sections(office, "V1")
    (table,) = found["open"].tables
    # of 19 rows on the sheet the visits leave three, and they go to what is open
    shown = [len(found[name].tables[0].rows) for name in ("visits", "aspects", "open")]
    assert shown == [2, 6, 11] and found["open"].sentences[0] == "只列 11 项，共 22 项。"
    assert [row[1] for row in table.cells][:2] == ["反弹", "逾期未完成"]
    assert [row[2] for row in table.cells][:3] == ["2022-03-04", "2022-03-05", "2022-03-06"]
    assert found["aspects"].sentences == ("只列 6 项，共 24 项。",)


def test_a_village_without_history_says_so_in_every_part(office):
    _, found, _ = sections(office, "V2")
    assert [section.sentences for section in found.values()] == [
        ("台账里没有这个村的巡察记录。",),
        ("没有发现问题的记录。",),
        ("没有未销号的问题。",),
        ("没有移交问题线索的记录。",),
        ("没有批示和备注。",),
    ]
    assert not any(section.tables for section in found.values())
    assert dict(sections(office, "V3")[0].facts)["村的分类"] == "未分类"


def test_the_latest_notes_stand_on_it_shortened_and_the_rest_is_counted(office):
    _, found, _ = sections(office, "V1")
    *lines, more = found["notes"].sentences
    assert [line[:10] for line in lines] == ["2023-04-01", "2023-03-01", "2023-02-01"] and more == "只列 3 项，共 4 项。"
    assert all(len(line) == 101 and line.endswith("…") for line in lines)


def test_only_a_village_has_one(office):
    with pytest.raises(ValueError, match="C1"):
        village_file_of(view_of(office), office, "C1")
    with pytest.raises(KeyError):
        village_file_of(view_of(office), office, "Z9")


def test_the_command_keeps_what_it_wrote_and_refuses_what_is_no_village(tmp_path):
    home = tmp_path / "home"
    tables = {name: ledger(name, text) for name, text in ({"terms": TERMS} | COUNTY).items()}
    Store(home).publish(tables, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9))
    done = run(home, "village", "甲村党支部", "--out", tmp_path / "a.docx")
    assert done.returncode == 0, done.stderr
    assert any("甲村党支部村情底册" in p.text for p in Document(tmp_path / "a.docx").paragraphs)
    assert [paper.kind for paper in given(home)] == ["village"]
    refused = run(home, "village", "C1", "--out", tmp_path / "b.pdf")
    assert refused.returncode == 2 and "不是村" in refused.stderr and not (tmp_path / "b.pdf").exists()
