"""What was instructed or remarked: in words, by whose office, on what; of which day it is known, under which filter."""

from dataclasses import replace
from datetime import date

import pytest

from inspection.reading import notes
from tests.reading.county import COUNTY
from tests.small import source, view_of

NOTES = """
    note_id | noted_on   | kind        | figure          | org_id | round_id | words       | office
    N1      | 2024-05-01 | instruction | completion_rate |        |          | 逐件说明    | 县委主要领导
    N2      | 2024-06-01 | remark      |                 | C1     |          | 班子调整    | 县委巡察办
    N3      | 2024-07-01 | instruction | overdue_rate    | T1     | 14-02    | 包案        | 县委主要领导
    N4      | 2025-10-01 | instruction | overdue_rate    |        |          | 还没有      | 县委主要领导
    N5      | 2025-09-30 | remark      | gone_figure     |        |          | 旧名        | 县委巡察办
"""


@pytest.fixture(scope="module")
def office():
    return source(**COUNTY, notes=NOTES)


@pytest.fixture(scope="module")
def view(office):
    return replace(view_of(office), term=None)


def lines(found) -> list[str]:
    return [note.line for note in found]


def test_a_note_says_its_day_its_office_and_what_it_is_on_and_one_of_tomorrow_is_not_there(office, view):
    assert lines(notes.of_view(view, office)) == [
        "2024-05-01 县委主要领导批示（整改完成率）：逐件说明",
        "2024-06-01 县委巡察办备注（教育局党组）：班子调整",
        "2024-07-01 县委主要领导批示（逾期率、甲镇党委、十四届第二轮）：包案",
        "2025-09-30 县委巡察办备注（gone_figure）：旧名",
    ]
    assert lines(notes.of_view(replace(view, as_of=date(2024, 5, 1), lang="en"), office)) == [
        "2024-05-01 instruction by 县委主要领导 (Completion rate): 逐件说明"
    ]


def test_under_a_filter_stay_the_notes_on_what_it_leaves_and_those_on_the_whole_county(office, view):
    def days(narrow) -> list[str]:
        return [f"{note.day:%m-%d}" for note in notes.of_view(narrow, office)]

    assert days(replace(view, classes=("county",))) == ["05-01", "06-01", "09-30"]
    assert days(replace(view, classes=("township",))) == ["05-01", "07-01", "09-30"]
    assert days(replace(view, rounds=("14-01",))) == ["05-01", "06-01", "09-30"]


def test_on_a_figure_on_an_organisation_and_since_a_meeting(office, view):
    assert [note.figure for note in notes.on_figures(view, office, ("overdue_rate", "findings"))] == ["overdue_rate"]
    narrow = replace(view, classes=("county",), orgs=("T1",))
    assert [note.round_id for note in notes.on_organisation(narrow, office, "T1")] == ["14-02"]
    later = notes.since(view, office, date(2024, 6, 1))
    assert [note.day for note in later] == [date(2025, 9, 30), date(2024, 7, 1)], "said on the day of a meeting is said at it"
