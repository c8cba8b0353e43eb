"""The finder: a short question has the right figure or is asked back, never another one's; names are found in any spelling."""

import csv
from datetime import date
from pathlib import Path

import pytest

from inspection.demonstration import county
from inspection.reading.answers import Source
from inspection.reading.finder import LONGEST, find
from inspection.warehouse import ledger_tables, memory_mart, settings
from tests.second.county import County
from tests.second.figures import figures, per_cent

PHRASINGS = Path(__file__).with_name("phrasings.csv")


@pytest.fixture(scope="module")
def demonstration() -> Source:
    held, as_of = county()
    return Source(memory_mart(ledger_tables(held), as_of), settings(), None)


def told(question, held, lang="zh"):
    answer = find(question, held, lang)
    return [one.field for one in answer.figures], answer


def test_two_hundred_phrasings_have_the_figure_meant_or_are_asked_back(demonstration):
    with open(PHRASINGS, encoding="utf-8") as file:
        rows = [(row["question"], row["field"]) for row in csv.DictReader(file)]
    assert len(rows) >= 200 and sum(field == "?" for _, field in rows) >= 40
    wrong = []
    for question, field in rows:
        fields, answer = told(question, demonstration)
        as_meant = not fields and (answer.asks or answer.found) if field == "?" else fields == [field]
        if not as_meant:
            wrong.append((question, field, fields, answer.asks))
    assert not wrong, wrong


def test_the_number_is_the_one_of_the_second_implementation_and_says_what_it_stands_on(demonstration):
    held, as_of = county()
    plain = County(held, as_of)
    (one,) = find("2024 村级 查实率", demonstration, "zh").figures
    n, whole, _ = figures(plain, "clue_verification_rate", as_of=as_of, where={"year": (2024,), "org_class": ("village",)},
                          settled=True)[()]  # fmt: skip
    assert one.stands_on.startswith(f"{n}/{whole}") and one.number == per_cent(n, whole)
    assert one.asked == "2024 年 · 村(社区)党组织 · 问题线索查实率 · 截至 2025-09-30"
    (english,) = find("2024 villages verification rate", demonstration, "en").figures
    assert english.number == one.number and english.stands_on.startswith(f"{n} of {whole}")


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("2024 村级 完成率", "rectification?class=village&from=2024-01-01&to=2024-12-31&lang=zh"),
        ("第十三届覆盖率", "coverage?term=13&lang=zh"),
        ("2024年2月线索", "clues?from=2024-02-01&to=2024-02-29&lang=zh"),
        ("十四届第三轮问题数", "findings?round=14-03&lang=zh"),
        ("鹤泉镇 完成率", "organisation?org=T05&lang=zh"),
        (
            "鹤泉镇各村完成率",
            "explorer?of=indicator%3Acompletion_rate&by=org&keep=term%3D14%3Borg_class%3Dvillage%3Bparent%3DT05&lang=zh",
        ),
    ],
)
def test_a_figure_leads_to_the_page_that_shows_it_in_the_same_scope(demonstration, question, address):
    (one,) = find(question, demonstration, "zh").figures
    assert one.address == address


def test_names_are_found_by_a_piece_by_initials_and_as_pages_and_indicators(demonstration):
    found = lambda question: [one.name for one in find(question, demonstration, "zh", {"clues": "问题线索"}).found]  # noqa: E731
    assert found("鹤泉镇党委")[0] == "鹤泉镇党委" and found("hqz")[0] == "鹤泉镇党委" and "鹤泉镇党委" in found("鹤泉")
    assert "问题线索" in found("线索") and found("查实率")[0] == "问题线索查实率"
    assert "第十四届县委第三轮专项巡察" in found("第三轮专项") and found("") == [] and len(found("镇")) == 0


def test_what_is_not_understood_is_named_with_what_is_written_nearly_so(demonstration):
    _, answer = told("云栖针 完成率", demonstration)
    assert "“云栖针”" in answer.asks[0] and "云栖镇" in answer.asks[1]
    assert told("问" * (LONGEST + 1), demonstration)[1].asks[0].startswith("请缩短到")


def test_an_empty_office_is_told_that_there_are_no_data():
    empty = Source(memory_mart(ledger_tables({}), date(2025, 9, 30)), settings(), None)
    (one,) = find("2024 完成率", empty, "zh").figures
    assert one.number.startswith("无数据") and one.stands_on == ""


def found_by_number(question, held):
    return [(one.kind, one.name, one.address) for one in find(question, held, "zh").found if one.kind in ("finding", "clue")]


def test_a_finding_or_clue_is_found_by_its_number_whole_or_by_a_part_that_few_have(demonstration):
    held, _ = county()
    plain = County(held)
    last = plain.rows["findings"][-1]["finding_id"]
    org = plain.organisations[plain.inspections[plain.rows["findings"][-1]["inspection_id"]]["org_id"]]["name"]
    there = [("finding", f"{last} {org}", f"finding?number={last}&lang=zh")]
    for question in (last, f"问题{last}", f"问题 编号：{last}", f"finding {last}", f" {last}号", last.replace("-", "－")):
        assert found_by_number(question, demonstration) == there, question
    part = last[3:]
    having = [row["finding_id"] for row in plain.rows["findings"] if part in row["finding_id"]]
    assert [address for *_, address in found_by_number(part, demonstration)] == (
        [f"finding?number={id}&lang=zh" for id in having] if len(having) <= 8 else []
    )
    (clue,) = found_by_number("线索 255", demonstration)
    assert clue[0] == "clue" and clue[2] == "clue?number=255&lang=zh"
    assert found_by_number("clue no. 255", demonstration) == found_by_number("线索255号", demonstration) == [clue]


def test_a_part_that_many_numbers_have_or_nobody_has_names_none(demonstration):
    for question in ("14-1", "-01", "1", "问题 14-", "线索 25x", "线索 999999", "14-10-003-0400", "2024 问题", "问题数 2024"):
        assert [one for one in found_by_number(question, demonstration) if one[0] == "finding"] == [], question
    assert found_by_number("线索 999999", demonstration) == []
    assert found_by_number("线索 14-10-003-04", demonstration) == []
