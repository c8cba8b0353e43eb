"""Late answers about a team: a group that has been shown is not moved by one to four without a question."""

from datetime import date

import pytest

from inspection.intake import Reading, read
from inspection.warehouse import ledger_tables
from tests.intake.conftest import AS_OF, Desk, csv_text

STOOD = {"一组": (6, 3, 2), "二组": (2, 1, 5)}
"""Team -> answers good, poor, unknown: of the second fewer than five are valid, and nobody has seen them."""
GRADES = {"good": "好", "poor": "差", "unknown": "不了解"}


def standing():
    rows = [
        ("R1", team, "conduct", grade, date(2024, 7, 1), answers)
        for team, counts in STOOD.items()
        for grade, answers in zip(GRADES, counts, strict=True)
    ]
    return ledger_tables({"team_reviews": rows})


def asked(desk: Desk, *rows: tuple[str, str, int], mode: str) -> list[tuple]:
    """The questions of a sheet with (team, grade, answers); of a replaced ledger with what is not named as it stands."""
    held = {(team, word): n for team, counts in STOOD.items() for word, n in zip(GRADES.values(), counts, strict=True)}
    wanted = dict(held) if mode == "replace" else {}
    wanted |= {(team, grade): n for team, grade, n in rows}
    sheet = [
        {"轮次编号": "R1", "巡察组": team, "评价内容": "作风纪律", "评价等次": grade, "回收日期": "2024-07-01", "份数": str(n)}
        for (team, grade), n in wanted.items()
        if n
    ]
    desk.put("评价.csv", csv_text(sheet))
    found: Reading = read([desk.folder], as_of=AS_OF, standing=standing().get, modes={"team_reviews": mode})
    assert not found.faults, found.faults
    return [(q.code, q.value) for q in found.questions if q.code == "few_answers"]


@pytest.fixture
def base(desk: Desk) -> Desk:
    desk.base()
    return desk


@pytest.mark.parametrize("mode", ["replace", "update"])
@pytest.mark.parametrize(
    ("rows", "moved"),
    [
        ([("一组", "好", 7)], 1),
        ([("一组", "好", 10)], 4),
        ([("一组", "好", 11)], None),
        ([("一组", "好", 4), ("一组", "差", 5)], 2),  # as many as before, and two of them others
        ([("一组", "不了解", 3)], 1),
        ([("一组", "好", 6)], None),
        ([("二组", "好", 3)], None),  # nobody has seen the group
    ],
)
def test_a_group_that_was_shown_and_moves_by_one_to_four_is_asked_about(base, mode, rows, moved):
    expected = [("few_answers", f"R1 · 一组 · conduct: {moved}")] if moved else []
    assert asked(base, *rows, mode=mode) == expected


def test_answers_taken_away_are_asked_about_too_and_a_group_that_goes_as_a_whole_is_not(base):
    assert asked(base, ("一组", "差", 0), mode="replace") == [("few_answers", "R1 · 一组 · conduct: 3")]
    assert asked(base, *((("一组", grade, 0)) for grade in GRADES.values()), mode="replace") == []
