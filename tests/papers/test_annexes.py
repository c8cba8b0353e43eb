"""A paper of our own given back to the checker: every number of it is judged right, and one planted wrong is found."""

from dataclasses import replace
from datetime import date

import pytest
from docx import Document

from inspection.formats.drafts import read_draft
from inspection.formats.paper_docx import docx_bytes
from inspection.papers import summary
from inspection.papers.checker.checking import checked
from inspection.papers.checker.scopes import Office, times
from inspection.papers.packs import MEETINGS, pack_of
from tests.papers.test_packs import opened
from tests.small import AS_OF, view_of


@pytest.fixture(scope="module")
def office():
    return opened()


def judged(data: bytes, office, tmp_path) -> list[tuple[str, str, str, str, bool]]:
    """(text of the paragraph, number, verdict, what it should be, whether it stands in a table)."""
    path = tmp_path / "稿.docx"
    path.write_bytes(data)
    found = checked(read_draft(path), office, "zh", home=tmp_path)
    return [
        (found.pieces[one.passage].text, one.figure.text.strip(), one.verdict, one.remarks[0].should,
         found.pieces[one.passage].cell)
        for one in found.judged
    ]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("meeting, lang", [*((name, "zh") for name in MEETINGS), ("rectification", "en")])
def test_every_number_in_the_tables_of_a_pack_is_right_by_the_same_data(office, meeting, lang, tmp_path):
    pack = pack_of(replace(view_of(office), lang=lang), office, meeting)
    found = judged(docx_bytes(pack.paper), office, tmp_path)
    assert [one for one in found if one[2] == "wrong"] == []
    heads = {column.label for section in pack.paper.sections for table in section.tables for column in table.columns}
    cells = [one for one in found if one[4] and one[0] not in heads]  # 31–90 天 is no number of the data
    assert len(cells) > 40 and [one for one in cells if one[2] != "right"] == []


def test_numbers_planted_in_all_tables_and_a_sentence_are_found_with_what_they_should_be(office, tmp_path):
    pack = pack_of(view_of(office), office, "rectification")
    expected, sections = [], []
    for section in pack.paper.sections:
        tables = []
        for table in section.tables:
            last = list(table.cells[-1])
            for at, column in enumerate(table.columns):
                if column.is_number and last[at] != "—":
                    wrong = f"{len(expected) + 1}.7%" if column.type == "percent" else f"7,{len(expected):03}"
                    expected.append((wrong, "wrong", last[at]))
                    last[at] = wrong
            tables.append(replace(table, cells=(*table.cells[:-1], tuple(last))))
        sections.append(_other_sentence(replace(section, tables=tuple(tables))))
    found = judged(docx_bytes(replace(pack.paper, sections=tuple(sections))), office, tmp_path)
    assert len(expected) > 15 and [one[1:4] for one in found if one[2] == "wrong" and one[4]] == expected
    assert [one[1:4] for one in found if one[2] == "wrong" and not one[4]] == [("4,444 个", "wrong", "2 个")]


def _other_sentence(section):
    said = tuple(words.replace("未完成的问题 2 个", "未完成的问题 4,444 个") for words in section.sentences)
    return replace(section, sentences=said)


def test_a_paper_of_another_scope_is_held_against_that_and_one_of_a_later_day_against_nothing(office, tmp_path):
    early = replace(view_of(office), as_of=date(2023, 1, 1))
    pack = pack_of(early, office, "rectification", ("overdue",))
    found = judged(docx_bytes(pack.paper), office, tmp_path)
    assert [one for one in found if one[2] == "wrong"] == [] and sum(one[2] == "right" for one in found if one[4]) > 5
    facts = tuple((label, "2031-01-01" if words == "2023-01-01" else words) for label, words in pack.paper.facts)
    later = judged(docx_bytes(replace(pack.paper, facts=facts)), office, tmp_path)
    assert not any(one[2] == "wrong" for one in later)
    assert sum(one[2] == "right" for one in later) < sum(one[2] == "right" for one in found)


def test_a_summary_is_right_and_a_number_changed_in_its_text_or_annex_is_found(office, tmp_path):
    view = replace(view_of(office), term=None)
    data = summary.filled(view, office, summary.template("zh", tmp_path).data).data
    assert [one for one in judged(data, office, tmp_path) if one[2] != "right"] == []
    path = tmp_path / "总结.docx"
    path.write_bytes(data)
    document = Document(path)
    row = next(row for row in document.tables[-1].rows if row.cells[0].text == "发现问题")
    was = row.cells[1].text
    run = next(run for run in row.cells[1].paragraphs[0].runs if run.text)
    run.text = "7777 个"
    for other in row.cells[1].paragraphs[0].runs:
        other.text = other.text if other.text == run.text else ""
    document.save(path)
    found = [one[1:4] for one in judged(path.read_bytes(), office, tmp_path) if one[2] == "wrong"]
    assert [(one[0], one[2][0]) for one in found] == [("7777 个", was[0])]


def test_since_a_term_or_a_year_is_up_to_the_data_s_own_day():
    there = Office("县", AS_OF, {}, {}, (13, 14, 15))
    told = lambda text: [(one.given.where, one.given.from_date, one.given.to_date) for one in times(text, there)]  # noqa: E731
    assert told("第十四届县委以来，发现问题") == [((("term", "14|15"),), None, None)]
    assert told("第十三届县委以来") == [((), None, None)] and told("十四届县委发现") == [((("term", "14"),), None, None)]
    assert told("2024年3月以来") == [((), date(2024, 3, 1), None)] and told("2024年以来") == [((), date(2024, 1, 1), None)]
