"""One cause, one line: how often it is there and where, all of it in the report."""

import csv
import io

from inspection.intake.faults import KEPT, Faults, Place, faults_csv, summary, total


def standing(count: int) -> Faults:
    """The same rule broken by so many rows that stand."""
    faults = Faults("zh")
    for number in range(count):
        place = Place("现有数据：问责处理", f"G{number + 1}", 1, standing=True)
        faults.put(place, None, "处理编号", None, f"同一人有 {number} 条", "核对", "warning", "accountability_entered_twice")
    return faults


def test_rows_that_stand_and_break_one_rule_are_one_line_with_their_number_and_keys():
    (line,) = summary(standing(60).listed("warning"), "zh")
    assert line.endswith("共 60 处，又如 G2, G3。") and "[G1]" in line


def test_sheets_without_a_column_are_a_line_each_for_each_is_a_cause_of_its_own():
    faults = Faults("zh")
    for sheet in ("一月", "二月"):
        faults.put(Place("台账.xlsx", sheet), None, "任务编号", None, "缺少这一列", "补上", "fault", "missing_column")
    assert len(summary(faults.listed("fault"), "zh")) == 2


def test_the_report_has_every_one_of_twenty_thousand_and_each_rule_by_its_name():
    faults = Faults("zh")
    for row in range(20_000):
        for code in ("bad_date", "empty_required"):
            faults.put(Place("a.csv"), row, "x", "", code, "mend", "warning", code)
    rows = list(csv.reader(io.StringIO(faults_csv(faults.listed("warning"), "zh").decode("utf-8-sig"))))
    assert len(rows) == 40_001 and {row[-1] for row in rows[1:]} == {"bad_date", "empty_required"}
    assert len(summary(faults.listed("warning"), "zh")) == 2


def test_of_more_than_are_kept_the_number_told_is_that_of_all():
    faults = Faults("zh")
    faults.put(Place("a.csv"), 2, "x", "", "bad", "mend", "fault", "bad_date")
    faults.uncounted("fault", "bad_date", KEPT)
    listed = faults.listed("fault")
    assert [fault.code for fault in listed] == ["bad_date", "more"] and total(listed) == KEPT + 1 == faults.count()
