"""日期不详: a date that says its day is unknown is the mark beside it, and asked about; a day and its mark never meet."""

from datetime import date

import pytest

from inspection.intake import Blanks, read
from inspection.warehouse import dictionary, ledger_tables
from tests.intake.conftest import AS_OF


def taken(reading, ledger: str = "clues", day: str = "concluded_on", mark: str = "concluded_undated") -> list[tuple]:
    assert not reading.faults, reading.faults
    table = reading.ledgers[ledger]
    return list(zip(table[day].to_pylist(), table[mark].to_pylist(), strict=True))


def codes(said) -> list[tuple]:
    return [(one.code, one.row, one.header) for one in said]


@pytest.mark.parametrize("words", ["不详", "日期不详", "办结日期不详", "（日期不详）", "Date unknown"])
def test_a_date_that_says_unknown_is_the_mark_and_is_asked_about(desk, words):
    desk.base()
    desk.ledger("clues", {"办结日期": words}, {"线索编号": "C2"})
    reading = desk.read()
    assert taken(reading) == [(None, True), (date(2024, 9, 1), None)]
    assert codes(reading.questions) == [("undated_cells", 2, "办结日期")]


def test_a_column_of_its_own_says_so_without_a_question_under_either_header(desk):
    desk.base()
    desk.ledger("clues", {"办结日期": "", "办结日期不详": "是"}, {"线索编号": "C2", "办结日期不详": "否"})
    desk.ledger("findings", {"完成日期": "", "完成情况": "已完成", "completed_undated": "是"})
    reading = desk.read()
    assert taken(reading) == [(None, True), (date(2024, 9, 1), False)]
    assert taken(reading, "findings", "completed_on", "completed_undated") == [(None, True)]
    assert reading.questions == ()


def test_other_words_and_other_dates_are_refused_as_before(desk):
    desk.base()
    desk.ledger("clues", {"办结日期": "未知"}, {"线索编号": "C2", "移交日期": "不详"})
    assert codes(desk.read().faults) == [("placeholder", 2, "办结日期"), ("placeholder", 3, "移交日期")]


def test_a_date_that_says_unknown_beside_a_mark_that_says_no_is_refused(desk):
    desk.base()
    desk.ledger("clues", {"办结日期": "不详", "办结日期不详": "否"})
    assert codes(desk.read().faults) == [("undated_denied", 2, "办结日期不详")]


def standing(day: date | None, mark: bool | None) -> dict:
    said = {"clue_id": "C1", "inspection_id": "I1", "transferred_on": date(2024, 4, 1), "subject_level": "village_cadre"}
    said |= {"outcome": "substantiated", "concluded_on": day, "concluded_undated": mark}
    return ledger_tables({"clues": [tuple(said.get(c.name) for c in dictionary().ledgers["clues"].columns)]})


@pytest.mark.parametrize("mode", ["update", "replace"])
@pytest.mark.parametrize(
    ("stands", "cells", "becomes"),
    [
        ((None, True), {"办结日期": "2024-09-01"}, (date(2024, 9, 1), None)),  # found at last
        ((date(2024, 9, 1), None), {"办结日期": "不详"}, (None, True)),  # it had been invented
        ((date(2024, 9, 1), None), {"办结日期": "", "办结日期不详": "是"}, (None, True)),
        ((None, True), {"办结日期": ""}, (None, True)),
    ],
)
def test_what_a_file_says_of_one_of_the_two_takes_the_other_away_from_what_stands(desk, mode, stands, cells, becomes):
    desk.base()
    desk.ledger("clues", cells)
    tables = standing(*stands)
    reading = read([desk.folder], as_of=AS_OF, standing=tables.get, modes={"clues": mode}, blanks=Blanks(absent="keep"))
    assert taken(reading) == [becomes]
    assert not [said for said in reading.warnings if said.code == "blank_kept" and becomes != stands]


def test_what_stands_so_is_not_asked_about_again(desk):
    desk.base()
    desk.ledger("clues", {"办结日期": "不详"})
    reading = read([desk.folder], as_of=AS_OF, standing=standing(None, True).get, modes={"clues": "update"})
    assert (taken(reading), reading.questions) == ([(None, True)], ())
