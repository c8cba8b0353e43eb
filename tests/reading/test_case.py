"""One finding, one clue: where it stands and its course, from small tables, worked by hand."""

from dataclasses import replace
from datetime import date

import pytest
from pandas.testing import assert_frame_equal

from inspection.indicators import Unknown
from inspection.reading.answers import tabled, tabled_only
from inspection.reading.case import Step, beside, case, course, places
from inspection.reading.view import View
from tests import small

ORGANISATIONS = """
    org_id | name | org_class | in_scope_from
    A      | 甲镇 | township  | 2016-01-01
    B      | 乙局 | county    | 2016-01-01
"""
ROUNDS = """
    round_id | term_no | seq | name   | kind    | category_scheme | started_on
    R1       | 14      | 1   | 第一轮 | routine | four            | 2025-03-01
    R2       | 14      | 2   | 第二轮 | routine | four            | 2025-08-01
"""
INSPECTIONS = """
    inspection_id | round_id | org_id | team | team_level | kind    | counts_toward_coverage | onsite_start | feedback_on
    I1            | R1       | A      | 一组 | county     | routine | true                   | 2025-03-01   | 2025-05-01
    I2            | R2       | A      | 一组 | county     | routine | true                   | 2025-08-01   |
"""
HEAD = (
    "finding_id | inspection_id | category | aspect | scope | found_on | responsible | channel | nature | due_on | completion"
    " | completed_on | closed_off_on | reopened_on | reinspection_outcome | repeat_of"
)


def held(findings: str = "", **ledgers: str):
    return small.source(
        organisations=ORGANISATIONS, rounds=ROUNDS, inspections=INSPECTIONS, findings=f"{HEAD}\n{findings}", **ledgers
    )


def view(day: date = small.AS_OF, lang: str = "zh") -> View:
    return View(lang, day)


FINDINGS = """
    F1 | I1 | four-1 | 资产管理 | common | 2025-04-01 | secretary | drive | intensive | 2025-07-30 | done | 2025-08-09 | 2025-08-20 | 2025-09-10 | reopened |
    F2 | I2 | four-2 |          | common | 2025-08-11 |           | drive | immediate | 2025-08-31 | in_progress | | | | | F1
    F3 | I2 | four-2 | 财务     | common | 2025-08-11 | member    | drive | later     |            | not_started | | | | |
"""  # noqa: E501
UNDER = {
    "measures": """
        measure_id | finding_id | kind  | due_on     | done_on
        M1         | F1         | rules | 2025-08-01 | 2025-08-08
        M2         | F1         | drive | 2025-09-29 |
        M3         | F1         | other | 2025-09-30 |
        M4         | F1         | other |            |
    """,
    "meetings": """
        meeting_id | kind      | held_on    | round_id
        H1         | secretary | 2025-04-20 | R1
    """,
    "rules_made": """
        rule_id | inspection_id | finding_id | kind | issued_on  | title
        L1      | I1            | F1         | new  | 2025-08-08 | 资产管理办法
    """,
}


def told(steps: tuple[Step, ...]) -> list[tuple]:
    return [(str(s.on or ""), s.name, s.state, s.detail) for s in steps]


def test_the_whole_course_of_a_finding_stands_in_the_order_of_its_days():
    one = case(view(), held(FINDINGS, **UNDER), "finding", "F1")
    assert one.headline == "完成后又反弹：2025-09-10 发现反弹，至今 20 天。" and one.attention
    assert (one.org, one.round, one.what) == ("A", "R1", "资产管理")
    assert told(one.steps) == [
        ("2025-04-01", "found", "done", ""),
        ("2025-04-20", "act_meeting", "done", "书记专题会"),
        ("2025-05-01", "fed_back", "done", ""),
        ("2025-07-30", "due", "late", "超过 10 天；集中整改期完成，台账所列，反馈后 90 天（本单位设置的集中整改期 90 天）"),
        ("2025-08-08", "act_measure", "done", "建章立制"),
        ("2025-08-08", "act_rule", "done", "新建；资产管理办法"),
        ("2025-08-09", "completed", "done", "发现后第 130 天"),
        ("2025-08-11", "came_back", "late", ""),
        ("2025-08-20", "closed_off", "done", ""),
        ("2025-09-10", "reopened", "late", "改后反弹"),
        ("2025-09-29", "act_measure", "late", "专项整治，尚未完成，此为期限"),
        ("2025-09-30", "act_measure", "ahead", "其他，尚未完成，此为期限"),
        ("", "act_measure", "ahead", "其他，尚未完成，没有期限"),
    ]
    assert [s.number for s in one.steps if s.number] == ["F2"]


def test_on_an_earlier_day_only_what_had_come_by_then_is_told():
    source = held(FINDINGS, **UNDER)
    said = {
        day: case(view(date.fromisoformat(day)), source, "finding", "F1")
        for day in ("2025-03-31", "2025-07-30", "2025-07-31", "2025-08-09", "2025-08-20")
    }
    assert said.pop("2025-03-31") is None
    assert {day: one.headline for day, one in said.items()} == {
        "2025-07-30": "整改中：期限 2025-07-30，还有 0 天。",
        "2025-07-31": "逾期未完成：超过期限 1 天，发现至今 121 天。",
        "2025-08-09": "已报完成，待核实销号：从发现到完成 130 天，逾期 10 天。报完成至今 0 天。",
        "2025-08-20": "已销号（2025-08-20）：从发现到完成 130 天，逾期 10 天。",
    }
    early = said["2025-07-30"]
    assert [s.name for s in early.steps if s.state == "done"] == ["found", "act_meeting", "fed_back"]
    assert [(s.name, str(s.on), s.state) for s in early.steps if s.name == "due"] == [("due", "2025-07-30", "ahead")]
    assert [one.attention for one in said.values()] == [False, True, False, False]


def test_what_was_found_before_leads_there_and_a_finding_without_a_due_date_says_so():
    source = held(FINDINGS)
    again, free = (case(view(), source, "finding", n) for n in ("F2", "F3"))
    assert told(again.steps)[0] == ("2025-04-01", "earlier", "done", "") and again.steps[0].number == "F1"
    assert told(again.steps)[-1] == ("2025-08-31", "due", "late", "超过 30 天；立行立改，台账所列，发现后 20 天")
    assert again.what == "落实全面从严治党战略部署"
    assert free.headline == "整改中：台账没有列期限，发现至今 50 天。"
    assert [s.name for s in free.steps] == ["found"]
    assert case(view(), source, "finding", "F4") is None
    frame = course(view(), source, "finding", "F2")
    assert frame["detail"].tolist()[0] == "见 F1" and frame["state"].tolist() == ["已发生", "已发生", "要注意"]


def test_a_finding_done_on_a_day_nobody_knows_has_no_days_and_stands_last():
    row = "F1 | I1 | four-1 | | common | 2025-04-01 | | drive | intensive | 2025-07-30 | done | | | | | | true"
    row = f"{HEAD} | completed_undated\n{row}"
    source = small.source(organisations=ORGANISATIONS, rounds=ROUNDS, inspections=INSPECTIONS, findings=row)
    one = case(view(), source, "finding", "F1")
    assert one.headline == "已报完成，待核实销号：日期不详，没有天数。"
    assert told(one.steps)[-1] == ("", "completed", "unknown", "")


CLUES = """
    clue_id | inspection_id | transferred_on | midway | subject_level | handler | disposal     | disposed_on | outcome       | concluded_on | case_filed_on
    1       | I1            | 2025-03-10     | true   | general       | 第一室  | verification | 2025-04-01  | pending       |              | 2025-05-05
    2       | I1            | 2025-09-01     | false  | general       |         |              |             | pending       |              |
    3       | I1            | 2025-03-10     |        | general       | 第一室  | inquiry      | 2025-03-20  | unsubstantiated | 2025-06-18 |
"""  # noqa: E501


def test_a_clue_is_measured_by_the_office_s_own_limits_and_its_reviews_and_decisions_stand_in_its_course():
    more = {
        "clue_reviews": """
            review_id | clue_id | reviewed_on | problem  | conclusion | new_outcome
            V1        | 3       | 2025-09-30  | evidence | changed    | substantiated
        """,
        "accountability": """
            action_id | person_code | org_id | clue_id | decided_on | form | measure    | subject_level
            D1        | 9           | B      | 1       | 2025-06-30 | 1    | admonition | general
        """,
    }
    source = held(clues=CLUES, **more)
    one, two, three = (case(view(), source, "clue", str(n)) for n in (1, 2, 3))
    assert one.headline == "未结：初步核实，移交至今 204 天。红色预警。" and one.attention
    assert told(one.steps) == [
        ("2025-03-10", "transferred", "done", "巡察期间移交"),
        ("2025-04-01", "disposed", "done", "初步核实"),
        ("2025-05-05", "case_filed", "done", ""),
        ("2025-06-30", "limit_yellow", "late", "超过 92 天；本单位设置的时限 90 天"),
        ("2025-06-30", "act_decision", "done", "诫勉；第一种形态；一般干部"),
        ("2025-09-28", "limit_red", "late", "超过 2 天；本单位设置的时限 180 天"),
    ]
    assert two.headline == "未结：尚无处置意见，移交至今 29 天。" and not two.attention
    assert told(two.steps)[-1] == ("2025-10-01", "limit_blue", "ahead", "还有 1 天；本单位设置的时限 30 天")
    assert three.headline == "已办结：查否，从移交到办结 100 天。"
    assert told(three.steps)[2:] == [
        ("2025-05-19", "limit_yellow", "late", "超过 30 天；本单位设置的时限 60 天"),
        ("2025-06-18", "limit_red", "kept", "提前 0 天；本单位设置的时限 90 天"),
        ("2025-06-18", "concluded", "done", "查否"),
        ("2025-09-30", "act_review", "done", "改变结论；查实；取证"),
    ]


def test_beside_a_case_stand_those_of_the_same_organisation_and_round_and_no_other():
    source = held(FINDINGS, clues=CLUES)
    assert beside(view(), source, "finding", "A", "R2", "F2")["finding_id"].tolist() == ["F3"]
    assert beside(view(), source, "clue", "A", "R1")["clue_id"].tolist() == [1, 3, 2]
    assert beside(view(), source, "clue", "B", "R1").empty
    assert places(view(), source, "finding") == {"F1": "A", "F2": "A", "F3": "A"}
    assert places(replace(view(), as_of=date(2025, 8, 10)), source, "finding") == {"F1": "A"}


def test_one_row_asked_for_by_its_number_is_that_of_the_whole_table_and_a_number_is_never_read_as_sql():
    source = held(FINDINGS, **UNDER)
    for table in ("finding_progress", "finding_acts", "repeated_findings"):
        whole = tabled(view(), source, table)
        for number in ("F1", "F2", "F3", "F9", "F1' or '1'='1", "%"):
            own = tabled_only(view(), source, table, finding_id=number)
            among = whole[whole["finding_id"] == number].reset_index(drop=True)
            assert_frame_equal(*(one.astype(object).where(one.notna(), None) for one in (own, among)))
    assert list(tabled_only(view(), source, "finding_progress", "org_id", "finding_id")) == ["finding_id", "org_id"]
    with pytest.raises(Unknown):
        tabled_only(view(), source, "finding_progress", problem="x")
    assert case(view(), source, "clue", "1 or 1") is None and case(view(), source, "clue", "007") is None
