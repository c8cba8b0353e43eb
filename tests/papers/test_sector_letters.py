"""Letters on common problems: a page per sector, its counts, no organisation named, no words of a finding, checked by our own."""

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pypdf
import pytest
from docx import Document

from inspection.demonstration import county as demonstration_county
from inspection.formats.drafts import read_draft
from inspection.papers.checker.checking import checked
from inspection.papers.given import given
from inspection.papers.letters import letter_files
from inspection.papers.sector_letters import sector_letters_of
from inspection.reading.answers import Source, terms
from inspection.reading.view import View
from inspection.warehouse import Store, Version, ledger_tables, memory_mart, settings
from tests.reading.test_common import county
from tests.shell import run
from tests.small import AS_OF, TERMS, ledger, source, view_of

REPLY = date(2025, 10, 15)


@pytest.fixture(scope="module")
def office():
    return replace(source(**county()), version=Version(3, AS_OF, False, Path(), Path(), {}))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_letter_is_one_page_with_its_counts_and_names_nobody(office, lang):
    sheets, stated = sector_letters_of(view_of(office, lang=lang), office, ("education", "health"), REPLY)
    files = letter_files(sheets, "x")
    pages = ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(files["x.pdf"])).pages]
    text = "".join(p.text for p in Document(io.BytesIO(files["x.docx"])).paragraphs)
    assert len(pages) == 2
    for page in (*pages, text):
        assert not any(word in page for word in ("某", "不得外传", "ED0", "HE0", "线索"))
    assert [one.words.split()[0] for one in stated] == ["10", "16", "10", "14"]
    assert {one.field for one in stated} >= {"findings term=14 sector=education", "organisations_inspected term=14 sector=health"}
    if lang == "zh":
        assert "第十四届县委共巡察教育领域党组织10个，发现问题16个。其中两个以上党组织都有的同类问题2类：" in pages[0]
        assert "教育收费990.0%5.0%较高9" in pages[0] and "教育收费（9/10个）：例1（2022年发现" in pages[0]
        assert "教育领域主管部门：" in pages[0] and "2025-10-15前书面反馈" in pages[0]
    assert letter_files(sector_letters_of(view_of(office, lang=lang), office, ("education", "health"), REPLY)[0], "x") == files


@pytest.mark.long
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_longest_letters_of_a_whole_county_stay_on_their_page_in_either_language(lang):
    ledgers, as_of = demonstration_county()
    whole = Source(memory_mart(ledger_tables(ledgers), as_of), settings(), Version(3, as_of, True, Path(), Path(), {}))
    view = replace(View(lang, as_of, terms(whole, as_of)), term=14)
    sheets, _ = sector_letters_of(view, whole, ("education", "party", "economy"), REPLY)
    assert [len(sheet.paper.sections[0].tables[0].rows) for sheet in sheets] == [10, 10, 10]
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(letter_files(sheets, "x")["x.pdf"])).pages]
    assert len(pages) == len(sheets)
    assert all(str(REPLY) in page for page in pages)


def test_the_office_has_room_for_what_it_suggests_of_each_problem(office):
    (sheet,), _ = sector_letters_of(view_of(office), office, ("education",), REPLY, "县教育体育局")
    (table,) = next(section for section in sheet.paper.sections if section.name == "suggestions").tables
    assert table.rows == (("教育收费", None, None, None), ("财务", None, None, None))
    assert sheet.to == "县教育体育局："


def test_the_checker_of_drafts_knows_the_sector_and_finds_an_altered_count(office, tmp_path):
    (sheet,), _ = sector_letters_of(view_of(office), office, ("education",), REPLY)
    path = tmp_path / "a.docx"
    path.write_bytes(letter_files((sheet,), "x")["x.docx"])
    found = checked(read_draft(path), office, "zh", ours=True).counts()
    assert (found["wrong"], found["right"]) == (0, 1)
    document = Document(path)
    for paragraph in document.paragraphs:
        for part in paragraph.runs:
            part.text = part.text.replace("发现问题 16 个", "发现问题 61 个")
    document.save(path)
    assert checked(read_draft(path), office, "zh", ours=True).counts()["wrong"] == 1


def test_a_sector_without_anything_in_common_gets_none_and_the_command_keeps_the_batch(office, tmp_path):
    assert sector_letters_of(view_of(office), office, ("transport",), REPLY) == ((), ())
    home = tmp_path / "home"
    tables = {name: ledger(name, text) for name, text in ({"terms": TERMS} | county()).items()}
    Store(home).publish(tables, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9))
    done = run(home, "sector-letters", "--out", tmp_path / "out")
    assert done.returncode == 0 and len(list((tmp_path / "out").iterdir())) == 2, done.stderr
    done = run(home, "sector-letters", "--sector", "卫生健康", "--to", "县卫健委", "--out", tmp_path / "one")
    assert done.returncode == 0, done.stderr
    (document,) = (tmp_path / "one").glob("*.docx")
    assert any("县卫健委：" in p.text for p in Document(document).paragraphs)
    assert [paper.kind for paper in given(home)] == ["sector_letters", "sector_letters"]
    assert "没有哪个领域" in run(home, "sector-letters", "--sector", "transport", "--out", tmp_path / "none").stderr
    for wrong in (("--sector", "hospitals"), ("--to", "县教育局")):
        refused = run(home, "sector-letters", *wrong, "--out", tmp_path / "no")
        assert refused.returncode == 2 and not (tmp_path / "no").exists(), wrong
