"""The report card of an organisation: one page, six aspects as on its own screen, predecessors in its history, no clue."""

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pypdf
import pytest
from docx import Document

from inspection.indicators.basis import basis
from inspection.papers.certified import question_of
from inspection.papers.given import given
from inspection.papers.report_cards import ASPECTS, card_file, card_of, of_organisation
from inspection.reading.cards import card
from inspection.snapshots.certified import certify
from inspection.snapshots.register import LOG
from inspection.warehouse import Store, Version
from tests.reading.county import COUNTY
from tests.shell import run
from tests.small import AS_OF, TERMS, ledger, set_to, source, view_of

LONG = "县" + "某" * 40 + "党组"
MANY = COUNTY["findings"] + "\n".join(
    f"G{n:02d} | B4 | four-2 | 采购 | individual | 2022-03-10 | deadline | intensive | 2022-09-01 | in_progress | | |"
    for n in range(40)
)
MATTERS = "matter_id|meeting_id|org_id|kind|due_on|completed_on\n" + "\n".join(f"J{n}|M1|C4|matter|2022-08-01|" for n in range(9))


@pytest.fixture(scope="module")
def office():
    named = COUNTY["organisations"].replace("水利局党组", LONG)
    ledgers = COUNTY | {"organisations": named, "findings": MANY, "assigned_matters": MATTERS}
    return replace(source(**ledgers, set=set_to(bottom__last_k=1)), version=Version(3, AS_OF, False, Path(), Path(), {}))


@pytest.mark.long
@pytest.mark.parametrize("org", ["C1", "C4", "X1", "V3"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_one_page_whoever_it_is_of(office, org, lang):
    _, data, _ = card_file(replace(view_of(office), lang=lang), office, org, "pdf")
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    assert len(pages) == 1
    paper, _ = card_of(replace(view_of(office), lang=lang), office, org)
    text = "".join(pages[0].extract_text().split())
    for section in paper.sections:
        cells = (words for table in section.tables for row in table.cells for words in row)
        for words in (*section.sentences, *(figure.words for figure in section.figures), *cells):
            assert "".join(words.split()) in text


def test_aspects_are_the_figures_of_its_own_page_and_what_is_open_is_its(office):
    view = view_of(office)
    paper, stated = card_of(view, office, "C4")
    aspects, place, open_now, _ = paper.sections
    one = of_organisation(view, "C4")
    assert [f.words for f in aspects.figures] == [card(one, office, ids[0]).value for ids in ASPECTS.values()]
    assert place.sentences[0].startswith("十四届第一轮：类内第 3 名，共 3 家；")
    assert open_now.sentences[-1] == "只列前 8 项，共 50 项。" and len(open_now.tables[0].rows) == 8
    assert {s.field: s.words for s in stated}["findings org=C4"] == "42 个"


def test_in_english_too_a_rate_has_what_it_is_made_of_and_sentences_are_apart(office):
    aspects, place, *_ = card_of(replace(view_of(office), lang="en"), office, "C4")[0].sections
    lines = [line for figure in aspects.figures for line in figure.lines]
    assert "Closed-off rate 0.0% 0 of 42" in lines and "Livelihood findings 0" in lines
    assert "Immediate rectification rate —" in lines
    assert ". Among those ranked last" in place.sentences[0]


def test_its_history_holds_its_predecessors_rounds(office):
    paper, _ = card_of(view_of(office), office, "C3")
    (table,) = paper.sections[-1].tables
    assert [c.name for c in table.columns][0] == "org_name"
    assert {row[0] for row in table.cells} >= {"财政局党组"} and dict(paper.facts)["前身"] == "国资局党组"


@pytest.mark.parametrize(("lang", "mark"), [("zh", "核定：欧阳建国，2025-10-08"), ("en", "certified by 欧阳建国, 2025-10-08")])
def test_each_figure_says_who_certified_it_of_this_organisation_and_of_no_other(office, tmp_path, monkeypatch, lang, mark):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    monkeypatch.setattr("inspection.snapshots.certified.Store.pin", lambda *_: None)  # a mart of the test's, of no version
    view = replace(view_of(office), lang=lang)
    questions = [question_of(of_organisation(view, "C4"), id) for some in ASPECTS.values() for id in some]
    behind = [asked for asked in questions if basis(office.mart, office.settings, asked).things]
    for asked in behind:
        certify(tmp_path, office.mart, office.settings, asked, version=3, by="欧阳建国", at=datetime(2025, 10, 8, 9))
    figures = card_of(view, office, "C4")[0].sections[0].figures
    assert sum(line.count(mark) for figure in figures for line in figure.lines) == len(behind) >= 7
    _, data, _ = card_file(view, office, "C4", "pdf")
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1
    assert not any(mark in line for figure in card_of(view, office, "C1")[0].sections[0].figures for line in figure.lines)


def test_no_clue_stands_on_it(office):
    """C3 has an open clue under a warning, which its screen shows."""
    for form in ("pdf", "docx"):
        _, data, _ = card_file(view_of(office), office, "C3", form)
        if form == "pdf":
            text = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
        else:
            document = Document(io.BytesIO(data))
            text = "".join(p.text for p in document.paragraphs)
            text += "".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
        assert "线索" not in text and "财政局党组" in text


def test_equal_cards_are_equal_bytes_and_the_command_keeps_what_it_wrote(office, tmp_path):
    view = view_of(office)
    assert all(card_file(view, office, "C1", f)[1] == card_file(view, office, "C1", f)[1] for f in ("pdf", "docx"))
    home = tmp_path / "home"
    tables = {name: ledger(name, text) for name, text in ({"terms": TERMS} | COUNTY).items()}
    Store(home).publish(tables, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9))
    done = run(home, "card", "教育局党组", "--out", tmp_path / "a.docx")
    assert done.returncode == 0 and (tmp_path / "a.docx").read_bytes()[:2] == b"PK", done.stderr
    assert [paper.kind for paper in given(home)] == ["card"]
    assert "教育局党组" in run(home, "card", "教育局", "--out", tmp_path / "b.pdf").stderr
    assert run(home, "card", "C1", "--out", tmp_path / "a.docx").returncode == 2
    assert run(home, "card", "C1", "--out", tmp_path / "b.txt").returncode == 2
    (home / "snapshots" / LOG).write_text("{}\n", encoding="utf-8")  # who certified what cannot be told
    refused = run(home, "card", "C1", "--draft", "--out", tmp_path / "c.pdf")
    assert refused.returncode == 2 and LOG in refused.stderr and not (tmp_path / "c.pdf").exists()
