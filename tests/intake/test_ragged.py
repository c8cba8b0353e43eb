"""A row of a csv with more cells than its header is shifted: refused at its place; so are no rows that end with a delimiter."""

import pytest

from tests.intake.conftest import Desk

HEAD = "挽损编号,党组织编号,挽回日期,挽回金额(万元),返还金额(万元)\n"


@pytest.fixture
def base(desk: Desk) -> Desk:
    desk.base()
    return desk


def said(found) -> list[tuple]:
    return [(one.code, one.row) for one in found]


def test_a_comma_within_a_number_is_refused_at_its_row(base):
    base.put("挽损台账.csv", f"{HEAD}V1,A01,2024-06-01,12.5,3\nV2,A01,2024-06-02,1,200,\nV3,A01,2024-06-03,7,\n")
    (fault,) = base.read().faults
    assert (fault.code, fault.row, fault.value) == ("ragged_row", 3, "V2 | A01 | 2024-06-02 | 1 | 200 | ")


def test_the_header_counts_below_a_title_too_and_every_shifted_row_is_named(base):
    base.put("挽损台账.csv", f"演示县\n\n{HEAD}V1,A01,2024-06-01,1,200,\nV2,A01,2024-06-02,5,1\nV3,A01,2024-06-03,2,300,\n")
    assert said(base.read().faults) == [("ragged_row", 4), ("ragged_row", 6)]


def test_rows_that_all_end_with_one_comma_more_are_asked_about_and_taken_as_they_stand(base):
    base.put("挽损台账.csv", f"{HEAD}V1,A01,2024-06-01,12.5,3,\nV2,A01,2024-06-02,12.5,3,\n")
    reading = base.read()
    assert (reading.faults, said(reading.questions)) == ((), [("ragged_rows", 2)])
    assert [float(n) for n in reading.ledgers["recoveries"]["returned_wan"].to_pylist()] == [3, 3]


@pytest.mark.parametrize("row", ['V1,A01,2024-06-01,"1,200",', "V1,A01,2024-06-01,12.5", "V1,A01,2024-06-01,12.5,3"])
def test_quoted_and_shorter_rows_are_as_good_as_before(base, row):
    base.put("挽损台账.csv", f"{HEAD}{row}\n")
    assert base.read().faults == ()


def test_a_header_and_rows_that_end_alike_are_as_good_as_before(base):
    base.put("挽损台账.csv", f"{HEAD.strip()},\nV1,A01,2024-06-01,12.5,3,\n")
    reading = base.read()
    assert (reading.faults, reading.questions) == ((), ())


@pytest.mark.parametrize(
    "row",
    [
        *("填表人 张三", "填表人张三", "填表人,张三,审核人,李四,2025-09-30", "审核：,李四", "栏次,1,2,3,4"),
        *("单位负责人,王五", "填报日期,2025-09-30"),
    ],
)
def test_who_filled_it_in_and_the_numbers_of_columns_are_left_out_and_said(base, row):
    base.put("挽损台账.csv", f"{HEAD}V1,A01,2024-06-01,12.5,3\n{row}\n")
    reading = base.read()
    assert (reading.faults, said(reading.warnings)) == ((), [("signed_row", 3)])
    assert reading.ledgers["recoveries"].num_rows == 1


def test_an_organisation_whose_name_begins_like_a_signature_is_no_signature(base):
    rows = ["统计局党组,A01,县直单位,2016-07-01", "审核中心党支部,A02,县直单位,2016-07-01"]
    base.put("被巡察党组织库.csv", "\n".join(["党组织名称,党组织编号,党组织类别,应巡起始日期", *rows]))
    reading = base.read()
    assert [f for f in reading.warnings if f.code == "signed_row"] == []
