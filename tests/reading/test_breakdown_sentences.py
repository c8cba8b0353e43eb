"""What a figure by groups, by years or grown over quarters says of itself: small tables in, a sentence out."""

import pandas as pd
import pytest

from inspection.indicators import indicator
from inspection.reading.breakdowns import (
    by_finding,
    ordered,
    running_finding,
    running_totals,
    totals_by_year,
    years_finding,
)
from inspection.text import say


def counted(dimension: str, *rows: tuple[object, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[dimension, "numerator"])
    return frame.assign(value=frame["numerator"])


def test_the_largest_group_is_named_with_its_number_and_its_share_of_all():
    frame = counted("nature", ("immediate", 1), ("intensive", 3))
    title = indicator("findings").title("zh")
    assert by_finding(frame, "findings", "nature", "zh") == f"{title}：集中整改期完成最多，3 个，占 75%"


def test_the_share_is_of_all_also_of_those_that_state_nothing():
    frame = counted("nature", ("immediate", 1), (None, 3))
    assert by_finding(frame, "findings", "nature", "zh").endswith("最多，1 个，占 25%")


def test_the_empty_group_is_never_called_the_largest():
    frame = counted("nature", (None, 9))
    assert by_finding(frame, "findings", "nature", "zh") == indicator("findings").title("zh")


@pytest.mark.parametrize("rows", [(("immediate", 2), ("intensive", 2)), (("immediate", 0), ("intensive", 0)), ()])
def test_of_equals_and_of_nothing_none_is_the_largest(rows):
    assert by_finding(counted("nature", *rows), "findings", "nature", "en") == indicator("findings").title("en")


def test_many_small_groups_together_are_not_called_the_largest():
    """Fifteen teams: those a drawing adds up behind the twelfth bar have more together than any has alone."""
    frame = counted("team", *((f"第{n}组", 20 - n) for n in range(15)))
    assert "第0组最多，20 个" in by_finding(frame, "findings", "team", "zh")


def test_of_things_counted_distinct_no_share_is_told():
    frame = counted("measure", ("criticism", 5), ("admonition", 4))
    said = by_finding(frame, "accountable_persons", "measure", "zh")
    assert said.endswith("最多，5 人") and "%" not in said


def test_a_name_of_a_ledger_stands_as_it_is_written():
    frame = counted("org", ("A", 2), ("B", 1))
    assert "<b>&甲*最多" in by_finding(frame, "findings", "org", "zh", {"A": "<b>&甲*", "B": "乙"})


def test_of_a_rate_no_group_is_called_the_highest():
    frame = pd.DataFrame({"notice_kind": ["letter"], "numerator": [9], "denominator": [10], "value": [0.9]})
    title, by = indicator("notice_rate").title("zh"), say("breakdown.by_notice_kind", "zh")
    assert by_finding(frame, "notice_rate", "notice_kind", "zh") == f"{title}，{by}"


def test_groups_stand_by_size_and_codes_with_an_order_of_their_own_in_it_the_empty_one_last():
    by_size = ordered(counted("nature", (None, 9), ("immediate", 1), ("intensive", 3)), "findings", "nature")
    assert [None if pd.isna(v) else v for v in by_size["nature"]] == ["intensive", "immediate", None]
    forms = counted("form", (None, 5), ("4", 9), ("1", 1))
    given = ordered(forms, "accountability_decisions", "form")
    assert given["numerator"].tolist() == [1, 9, 5]


def test_rows_split_by_a_second_dimension_add_up_to_their_year():
    frame = pd.DataFrame({"year": [2024, 2023, 2024], "team": ["a", "a", "b"], "numerator": [2, 1, 3]})
    assert totals_by_year(frame) == {2023: 1.0, 2024: 5.0}


@pytest.mark.parametrize(
    "rows, in_part, told",
    [
        (((2022, 4), (2023, 6)), (), "2023 年 6 件，上年 4 件"),
        (((2022, 4), (2023, 6), (2024, 1)), (2024,), "2023 年 6 件，上年 4 件"),
        (((2021, 4), (2023, 6)), (), None),  # 2022 had none: the two do not follow one another
        (((2022, 4), (2023, 6)), (2022,), None),
        (((2023, 6),), (), None),
    ],
)
def test_a_year_is_told_beside_the_one_before_only_where_both_are_covered_wholly(rows, in_part, told):
    said = years_finding(counted("year", *rows), "notices", in_part, "zh")
    title = indicator("notices").title("zh")
    assert said == (f"{title}：{told}".replace("件", indicator("notices").unit("zh")) if told else f"历年{title}")


def test_what_grows_is_told_at_every_quarter_from_the_first_of_all_to_the_last():
    first = pd.DataFrame({"quarter": ["2023-Q1", "2023-Q4"], "numerator": [1.5, 2.0]})
    second = pd.DataFrame({"quarter": ["2024-Q1"], "numerator": [1.0]})
    quarters, grown = running_totals((first, second))
    assert quarters == ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1"]
    assert grown == [[1.5, 1.5, 1.5, 3.5, 3.5], [0, 0, 0, 0, 1.0]]
    nothing = first.iloc[:0]
    assert running_totals((nothing, nothing)) == ([], [[], []])


def test_sums_are_told_with_the_share_that_the_second_is_of_the_first():
    first = pd.DataFrame({"quarter": ["2023-Q1", "2023-Q4"], "numerator": [1.5, 2.5]})
    second = pd.DataFrame({"quarter": ["2023-Q2"], "numerator": [1.0]})
    ids = ("recovered_wan", "returned_wan")
    assert running_finding((first, second), ids, "zh") == "累计挽回 4.0 万元，已返还 1.0 万元（25%）"
    assert running_finding((first.iloc[:0], second.iloc[:0]), ids, "zh") == "累计挽回 0 万元，已返还 0 万元（—）"
