"""The report card of an organisation: one page, six aspects as on its own screen, predecessors in its history, no clue."""

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pypdf
import pytest
from docx import Document

from inspection.papers.given import given
from inspection.papers.report_cards import ASPECTS, card_file, card_of, of_organisation
from inspection.reading.cards import card
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


def test_its_history_holds_its_predecessors_rounds(office):
    paper, _ = card_of(view_of(office), office, "C3")
    (table,) = paper.sections[-1].tables
    assert [c.name for c in table.columns][0] == "org_name"
    assert {row[0] for row in table.cells} >= {"财政局党组"} and dict(paper.facts)["前身"] == "国资局党组"


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
