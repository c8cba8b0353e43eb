"""What a cell shows against what it stores: understood, asked or refused at its place, never taken silently."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.intake.conftest import Desk, book, lines


@pytest.fixture
def base(desk: Desk) -> Desk:
    desk.base()
    return desk


def said(faults, *names: str) -> list[tuple]:
    return [tuple(getattr(fault, name) for name in ("code", "row", "header", "value", *names)) for fault in faults]


def test_dates_that_show_no_day_are_refused_and_those_that_show_no_year_are_asked_about(base):
    day = date(2024, 4, 1)
    book(
        base,
        "clues",
        {
            "线索台账": lines(
                "clues",
                {"线索编号": "C1", "移交日期": (day, 'yyyy"年"m"月"')},
                {"线索编号": "C2", "移交日期": (day, 'm"月"d"日"')},
                {"线索编号": "C3", "移交日期": (day, 'yyyy"年"m"月"d"日"')},
                {"线索编号": "C4", "移交日期": (20240401, "0000\\-00\\-00")},
            )
        },
    )
    reading = base.read()
    assert said(reading.faults) == [("month_only", 2, "移交日期", "2024年4月")]
    assert said(reading.questions) == [("year_not_shown", 3, "移交日期", "4月1日")]
    assert "2024-04-01" in reading.questions[0].problem


def test_numbers_are_read_as_they_are_shown_or_asked_about_or_refused(base):
    amounts = [(0.125, "0.0%"), (125000, '0"元"'), (12.5, '0.00"万元"'), (12.5, '"¥"#,##0.00'), (125000, "0,"), (12.5, ";;;")]
    days = [f"2024-06-0{at}" for at in range(1, 7)]
    changes = [{"挽损编号": f"V{d[-1]}", "挽回日期": d, "挽回金额(万元)": a} for d, a in zip(days, amounts, strict=True)]
    book(base, "recoveries", {"挽回损失": lines("recoveries", *changes)})
    reading = base.read()
    assert said(reading.faults) == [("scaled_cell", 6, "挽回金额(万元)", "125000")]
    assert [(q.code, q.row) for q in reading.questions] == [("percent_cell", 2), ("currency_cell", 5), ("invisible_cell", 7)]
    assert [(w.code, w.row) for w in reading.warnings if w.header == "挽回金额(万元)"] == [("unit_converted", 3)]


def test_what_is_asked_about_is_taken_as_shown(base):
    scores = [{"评委": "J1", "得分": (0.845, "0.0%")}, {"评委": "J2", "得分": (90, '0"分"')}]
    book(base, "report_scores", {"优秀报告评选": lines("report_scores", *scores)})
    reading = base.read()
    assert reading.ledgers["report_scores"]["score"].to_pylist() == [Decimal("84.5"), Decimal("90")]
    assert said(reading.questions) == [("percent_cell", 2, "得分", "84.5%")]


def test_an_id_is_what_its_format_shows(base):
    codes = [(7, '"C"0000'), (8, "0000"), (9, "[=9]000")]
    book(base, "clues", {"线索台账": lines("clues", *[{"线索编号": code, "涉及人数": (2, '0"人"')} for code in codes])})
    reading = base.read()
    assert said(reading.faults) == [("shown_otherwise", 4, "线索编号", "9")]
    book(base, "clues", {"线索台账": lines("clues", *[{"线索编号": code} for code in codes[:2]])})
    assert base.read().ledgers["clues"]["clue_id"].to_pylist() == ["C0007", "0008"]


@pytest.mark.parametrize(("unit", "taken", "asked"), [("元", "0.00125", 1), ("千元", "1.25", 1), ("万元", "12.5", 0)])
def test_a_unit_above_the_table_that_is_not_the_headers_is_asked_about(base, unit, taken, asked):
    rows = [["挽回损失台账"], [f"单位：{unit}"], *lines("recoveries", {"挽回金额(万元)": 12.5})]
    book(base, "recoveries", {"挽回损失": rows})
    reading = base.read()
    assert reading.ledgers["recoveries"]["amount_wan"].to_pylist() == [Decimal(taken)]
    assert [q.code for q in reading.questions] == ["unit_in_title"] * asked


@pytest.mark.parametrize(
    ("title", "sheet", "below"),
    [
        ("挽回损失台账（元）", "挽回损失", ""),
        ("台账", "挽回损失(元)", ""),
        ("台账", "挽回损失", "注：金额以元为单位"),
        ("金额单位：元", "挽回损失", ""),
    ],
)
def test_a_unit_is_found_where_an_office_writes_it(base, title, sheet, below):
    book(base, "recoveries", {sheet: [[title], *lines("recoveries", {"挽回金额(万元)": 12500}), [below]]})
    reading = base.read()
    assert [q.code for q in reading.questions] == ["unit_in_title"]
    assert reading.ledgers["recoveries"]["amount_wan"].to_pylist() == [Decimal("1.25")]


@pytest.mark.parametrize("title", ["单位：演示县委巡察办", "计量单位：人", "挽回损失台账（2024年）", "金额单位：万元"])
def test_what_is_no_unit_of_money_is_none(base, title):
    book(base, "recoveries", {"挽回损失": [[title], *lines("recoveries", {"挽回金额(万元)": 12.5})]})
    reading = base.read()
    assert not reading.questions and reading.ledgers["recoveries"]["amount_wan"].to_pylist() == [Decimal("12.5")]


def test_a_unit_above_the_table_leaves_a_cell_alone_that_names_its_own(base):
    rows = [["单位：元"], *lines("recoveries", {"挽回金额(万元)": "12.5万元"}, {"挽损编号": "V2", "挽回金额(万元)": 25000})]
    book(base, "recoveries", {"挽回损失": rows})
    assert base.read().ledgers["recoveries"]["amount_wan"].to_pylist() == [Decimal("12.5"), Decimal("2.5")]


def test_ditto_marks_are_refused_in_any_column(base):
    changes = [{"巡察组": text, "任务编号": f"I{at}"} for at, text in enumerate(("第一组", "同上", "〃", ' " '), 1)]
    base.ledger("inspections", *changes)
    assert said(base.read().faults) == [("ditto", row, "巡察组", text) for row, text in ((3, "同上"), (4, "〃"), (5, ' " '))]


@pytest.mark.parametrize(
    ("text", "code"), [("此条作废", "telling_comments"), ("按元填写", "telling_comments"), ("已核", "comments")]
)
def test_a_comment_is_said_and_asked_about_where_it_speaks_of_void_or_of_a_unit(base, text, code):
    def dress(made):
        made["挽回损失"]["D2"].comment = Comment(text, "张")

    book(base, "recoveries", {"挽回损失": lines("recoveries", {"挽回金额(万元)": 12.5})}, dress)
    reading = base.read()
    assert [(f.code, f.row, f.value) for f in (*reading.questions, *reading.warnings)] == [(code, 2, text)]
    assert bool(reading.questions) == (code == "telling_comments")


def test_void_sheets_and_struck_through_rows_are_asked_about_and_hidden_rows_said(base):
    def dress(made):
        sheet = made["线索台账"]
        sheet.row_dimensions[3].hidden = True
        for cell in sheet[4]:
            cell.font = Font(strike=True)

    clues = lines("clues", *[{"线索编号": f"C{at}"} for at in range(4)])
    book(base, "clues", {"线索台账": clues, "线索台账（作废）": lines("clues", {"线索编号": "C9"})}, dress)
    reading = base.read()
    assert [(q.code, q.sheet, q.row) for q in reading.questions] == [
        ("struck_rows", "线索台账", 4),
        ("void_sheet", "线索台账（作废）", None),
    ]
    assert [(w.code, w.row) for w in reading.warnings if w.code == "hidden_rows"] == [("hidden_rows", 3)]
    assert reading.ledgers["clues"].num_rows == 5
