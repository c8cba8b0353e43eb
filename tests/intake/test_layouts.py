"""Sheets as offices keep them: what in the layout makes a cell say something else is asked about or refused at its place."""

from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from tests.intake.conftest import Desk, book, lines

DAY = date(2024, 6, 1)


@pytest.fixture
def base(desk: Desk) -> Desk:
    desk.base()
    return desk


def told(faults) -> list[tuple]:
    return [(fault.code, fault.row, fault.header, fault.value) for fault in faults]


def test_a_second_table_above_the_one_that_is_read_is_not_lost(base):
    upper = [["挽损编号", "党组织编号", "挽回日期", "挽回金额(万元)"], ["V8", "A01", DAY, 3.5]]
    lower = lines("recoveries", {"挽损编号": "V9", "任务编号": "I1"})
    book(base, "recoveries", {"挽回损失": [*upper, [], *lower]})
    assert [(f.code, f.row) for f in base.read().faults] == [("rows_above_header", 2)]


def test_titles_and_groups_above_a_header_are_no_table(base):
    header, row = lines("recoveries", {"挽回金额(万元)": 12.5})
    groups = [header[0], "基本信息", None, "金额"]

    def dress(made):
        sheet = made["挽回损失"]
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:C2")

    book(base, "recoveries", {"挽回损失": [["挽回损失台账（2024年计划内）"], groups, header, row]}, dress)
    reading = base.read()
    assert not reading.faults and not reading.questions and reading.ledgers["recoveries"].num_rows == 1


def test_a_title_and_who_filled_in_the_table_beside_it_are_neither_groups_nor_a_table(base):
    titles = ["2024年追缴计划台账", None, "填报单位：某局", "填报人：某", "日期：2024-06-30", "单位：万元"]
    book(base, "recoveries", {"挽回损失": [titles, *lines("recoveries", {"挽回金额(万元)": 12.5, "任务编号": "I1"})]})
    reading = base.read()
    assert not reading.faults and not reading.questions and reading.ledgers["recoveries"].num_rows == 1


@pytest.mark.parametrize("group", ["计划", "应追缴", "上一轮", "原定"])
def test_a_group_that_makes_another_thing_of_a_column_is_asked_about(base, group):
    header, row = lines("recoveries", {"挽回金额(万元)": 12.5})
    at = header.index("挽回金额(万元)")
    groups = [group if index == at else "登记" if index == 0 else None for index in range(len(header))]
    book(base, "recoveries", {"挽回损失": [groups, header, row]})
    assert told(base.read().questions) == [("other_thing", 2, "挽回金额(万元)", group)]


@pytest.mark.parametrize("ending", ["xlsx"])
def test_values_beneath_a_merged_cell_are_not_taken(base, ending):
    rows = lines("recoveries", {"挽损编号": "V1", "挽回金额(万元)": 35.2}, {"挽损编号": "V2", "挽回金额(万元)": 12.5})
    book(base, "recoveries", {"挽回损失": rows})
    import openpyxl

    made = openpyxl.load_workbook(base.folder / "recoveries.xlsx")
    made.active.merged_cells.add("D2:D3")  # as a format painter merges: what is beneath stays
    made.save(base.folder / "recoveries.xlsx")
    found = [fault for fault in told(base.read().faults) if fault[0] != "merged_number"]
    assert found == [("value_beneath", 3, "挽回金额(万元)", "12.5")]


def test_one_value_over_two_columns_is_refused(base):
    def dress(made):
        made["线索台账"].merge_cells("F2:G2")

    rows = lines("clues", {"立案日期": None})
    assert rows[0][5:7] == ["办结日期", "立案日期"]
    book(base, "clues", {"线索台账": rows}, dress)
    assert told(base.read().faults) == [("merged_sideways", 2, "办结日期", "2024-09-01")]


def test_means_among_the_judges_are_no_judges(base):
    rows = lines("report_scores", *[{"评委": judge, "得分": 90} for judge in ("J1", "平均分", "去掉最高最低分后")])
    book(base, "report_scores", {"优秀报告评选": rows})
    assert told(base.read().faults) == [("summary_row", 3, "评委", "平均分")]


def test_a_header_in_another_unit_is_converted_and_asked_about(base):
    rows = lines("recoveries", {"挽回金额(万元)": 125000})
    rows[0] = [name.replace("(万元)", "（元）") for name in rows[0]]
    book(base, "recoveries", {"挽回损失": rows})
    reading = base.read()
    assert told(reading.questions) == [("unit_in_title", 2, "挽回金额（元）", "125000")]
    assert reading.ledgers["recoveries"]["amount_wan"].to_pylist() == [Decimal("12.5")]


def test_a_result_that_a_program_left_at_nought_is_no_result(base):
    header, row = lines("recoveries", {"挽回金额(万元)": None})
    made = xlsxwriter.Workbook(str(base.folder / "recoveries.xlsx"))
    sheet = made.add_worksheet("挽回损失")
    sheet.write_row(0, 0, header)
    sheet.write_row(1, 0, row)
    sheet.write_formula(1, header.index("挽回金额(万元)"), "=1.5+2")
    made.close()
    assert told(base.read().faults) == [("formula_cell", 2, "挽回金额(万元)", "")]


def test_a_point_put_into_the_digits_by_the_format_is_refused(base):
    book(base, "recoveries", {"挽回损失": lines("recoveries", {"挽回金额(万元)": (3500, "0!.0000")})})
    assert told(base.read().faults) == [("scaled_cell", 2, "挽回金额(万元)", "3500")]


@pytest.mark.parametrize(
    ("ledger", "change", "code"),
    [
        ("accountability", {"人员代码": "不详"}, "placeholder"),
        ("clues", {"承办部室": "NULL"}, "placeholder"),
        ("inspections", {"巡察组": "待定"}, "placeholder"),
        ("rounds", {"轮次编号": "Jan-13"}, "text_became_date"),
        ("inspections", {"巡察组": "（同上）"}, "ditto"),
        ("inspections", {"巡察组": "↓"}, "ditto"),
    ],
)
def test_what_stands_for_nothing_or_for_the_row_above_is_no_name(base, ledger, change, code):
    if ledger == "accountability":
        row = {"处理编号": "X1", "党组织编号": "A01", "处理日期": "2024-06-01", "处理方式": "诫勉", "对象层级": "村干部"} | change
        base.put("accountability.csv", ",".join(row) + "\r\n" + ",".join(row.values()) + "\r\n")
    else:
        base.ledger(ledger, change)
    assert code in {fault.code for fault in base.read().faults}


def test_a_text_wrapped_as_a_formula_in_a_csv_is_that_text(base):
    base.ledger("clues", {"线索编号": '="C1"'})
    assert base.read().ledgers["clues"]["clue_id"].to_pylist() == ["C1"]
