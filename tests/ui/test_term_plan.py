"""The page 届内测算: assumptions in the address make the plan, and the workbook has a sheet per round that adds up."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from inspection.ui.screens import term_plan
from tests.reading.test_term_plan import LEFT, office
from tests.small import view_of
from tests.ui.county import page, published
from tests.ui.dashboard import fault, words


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    with published(tmp_path_factory.mktemp("home")) as home:
        yield home


def test_a_county_with_too_short_a_past_is_refused_in_words_and_has_no_plan():
    at = page("plan")
    assert "不足 3 轮，进度还说不准，不作测算" in words(at) and not at.number_input
    assert not fault(page("plan", teams="many"))


def test_the_workbook_has_a_sheet_per_round_whose_numbers_add_up_and_its_assumptions():
    data = office()
    made = term_plan.book(view_of(data), data, term_plan.Way(2, 20, 2))
    book = load_workbook(BytesIO(made))
    assert book.sheetnames == ["总表", "再第1轮", "再第2轮", "再第3轮"]
    counted = {"total": 0} | dict.fromkeys(("县直党组织", "村(社区)党组织"), 0)
    for name in book.sheetnames[1:]:
        rows = [row for row in book[name].iter_rows(min_row=2, values_only=True) if isinstance(row[0], int)]
        for row in rows:
            counted[row[2]] += row[3]
            counted["total"] += row[3]
        assert "假定：每轮 2 个组，每组驻点 20 天，每年 2 轮" in [row[0] for row in book[name].iter_rows(values_only=True)]
    assert counted == {"total": 15, "县直党组织": LEFT["county"], "村(社区)党组织": LEFT["village"]}
