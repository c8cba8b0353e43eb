"""Absent is not empty: what a file leaves out of rows that stand is kept, asked about, or emptied where that was said."""

from datetime import date

import pytest

from inspection.intake import Blanks, Reading, read
from inspection.warehouse import dictionary, ledger_tables
from tests.intake.conftest import AS_OF, SMALL, Desk


def finding(number: int, **values) -> tuple:
    said = {
        "finding_id": f"F{number}",
        "inspection_id": "I1",
        "category": "four-1",
        "scope": "common",
        "found_on": date(2024, 3, 20),
        "channel": "deadline",
        "nature": "immediate",
        "completion": "done",
        "completed_on": date(2024, 6, 1),
        "closed_off_on": date(2024, 6, 20),
        **values,
    }
    return tuple(said.get(c.name) for c in dictionary().ledgers["findings"].columns)


STANDING = {"findings": [finding(1), finding(2)]}


def read_beside(desk: Desk, mode: str, blanks: Blanks | None = None) -> Reading:
    stands = ledger_tables(STANDING)
    return read([desk.folder], as_of=AS_OF, standing=stands.get, modes={"findings": mode}, blanks=blanks)


def closed_off(reading: Reading) -> list[date | None]:
    assert not reading.faults
    return reading.ledgers["findings"]["closed_off_on"].to_pylist()


@pytest.fixture
def base(desk: Desk) -> Desk:
    desk.base()
    return desk


def test_a_column_that_an_update_lacks_stays_as_it_stands_and_is_named(base):
    base.ledger("findings", {}, {"问题编号": "F9"})
    reading = read_beside(base, "update")
    assert closed_off(reading) == [date(2024, 6, 20), None]
    (said,) = [w for w in reading.warnings if w.code == "absent_untouched"]
    assert "销号日期" in said.problem and "2 格" in said.problem and not reading.questions


def test_a_column_that_a_replacement_lacks_is_asked_about_and_kept_until_it_is_answered(base):
    base.ledger("findings", {}, {"问题编号": "F9"})
    asked = read_beside(base, "replace")
    assert [q.code for q in asked.questions] == ["absent_columns"] and closed_off(asked) == [date(2024, 6, 20), None]
    for answer, values in (("keep", [date(2024, 6, 20), None]), ("empty", [None, None])):
        reading = read_beside(base, "replace", Blanks(absent=answer))
        assert not reading.questions and closed_off(reading) == values
        assert {"keep": "absent_kept", "empty": "absent_emptied"}[answer] in {w.code for w in reading.warnings}


def test_a_blank_cell_of_an_update_leaves_the_old_value_unless_the_office_says_otherwise(base):
    base.ledger("findings", {"销号日期": ""}, {"问题编号": "F2", "销号日期": "2024-08-01"})
    kept, emptied = read_beside(base, "update"), read_beside(base, "update", Blanks(cells="empty"))
    assert closed_off(kept) == [date(2024, 6, 20), date(2024, 8, 1)]
    assert closed_off(emptied) == [None, date(2024, 8, 1)]
    assert [w.row for w in kept.warnings if w.code == "blank_kept"] == [2]
    assert [w.row for w in emptied.warnings if w.code == "blank_emptied"] == [2]


def test_a_blank_cell_of_a_replacement_is_empty(base):
    base.ledger("findings", {"销号日期": ""}, {"问题编号": "F2", "销号日期": "2024-08-01"})
    reading = read_beside(base, "replace")
    assert closed_off(reading) == [None, date(2024, 8, 1)]


def test_an_update_may_hold_its_key_and_what_has_changed_alone_but_a_new_row_needs_all_that_is_required(base):
    only = {header: None for header in SMALL["findings"] if header != "问题编号"}
    base.ledger("findings", {**only, "销号日期": "2024-08-01"})
    reading = read_beside(base, "update")
    assert closed_off(reading) == [date(2024, 8, 1)]
    assert reading.ledgers["findings"]["inspection_id"].to_pylist() == ["I1"]
    base.ledger("findings", {**only, "问题编号": "F9", "销号日期": "2024-08-01"})
    missing = {fault.header for fault in read_beside(base, "update").faults if fault.code == "empty_required"}
    assert {"任务编号", "完成情况"} <= missing


def test_where_nothing_stands_nothing_is_asked(desk):
    desk.base()
    desk.ledger("findings")
    reading = read([desk.folder], as_of=AS_OF, standing=lambda _: None)
    assert not reading.questions and not any(w.code.startswith("absent") for w in reading.warnings)


