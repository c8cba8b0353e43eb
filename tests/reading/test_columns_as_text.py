"""Numbers, days, flags and columns as a reader sees them."""

from datetime import date

import pandas as pd
import pytest

from inspection.indicators import TableColumn, indicator
from inspection.reading.words import NOTHING, amount, between, day, decimal, listed, minute, n_of_N, texts, whole_number


def column(type: str, name: str = "thing") -> TableColumn:
    return TableColumn(name, "列", "column", type, None)


@pytest.mark.parametrize(
    "type, values, said",
    [
        ("percent", [0.5, None, 1.0], ["50.0%", NOTHING, "100.0%"]),
        ("decimal", [1234.0, None, 2.0], ["1,234", NOTHING, "2"]),
        ("decimal", [1234.0, 2.5], ["1,234.00", "2.50"]),
        ("int", [1234, None], ["1,234", NOTHING]),
        ("text", ["12.5", None, "<b>"], ["12.5", NOTHING, "<b>"]),
    ],
)
def test_a_column_is_told_by_its_type_and_what_is_missing_is_a_dash(type, values, said):
    kinds = {"int": "Int64", "text": "object"}
    assert texts(column(type), pd.Series(values, dtype=kinds.get(type, "Float64"))) == said


@pytest.mark.parametrize("name, said", [("year", "2024"), ("award_year", "2024"), ("yearly", "2,024")])
def test_a_year_has_no_thousands(name, said):
    assert texts(column("int", name), pd.Series([2024], dtype="Int64")) == [said]


def test_days_are_told_without_their_time():
    assert texts(column("date"), pd.to_datetime(pd.Series(["2025-09-30", None]))) == ["2025-09-30", NOTHING]
    assert day(date(2025, 9, 1)) == "2025-09-01" and day(None) == NOTHING
    assert minute("2025-10-01T08:05:59") == "2025-10-01 08:05"


@pytest.mark.parametrize("value, said", [(3.0, "3"), (1234, "1,234"), (0.5, "0.50"), (-1234.567, "-1,234.57")])
def test_a_number_has_two_decimals_only_where_it_has_a_fraction(value, said):
    assert decimal(value) == said


def test_counts_have_their_thousands_set_apart_and_their_unit_in_chinese_only():
    assert (whole_number(12345.0), n_of_N(1000, 2000.0)) == ("12,345", "1,000/2,000")
    unit = indicator("findings").unit("zh")
    assert (amount(indicator("findings"), 1200, "zh"), amount(indicator("findings"), 1200, "en")) == (f"1,200 {unit}", "1,200")
    assert amount(indicator("recovered_wan"), 12, "zh") == "12.0 万元"


def test_a_range_needs_its_ends():
    assert (between((0.1, 0.25)), between((float("nan"), float("nan"))), between(None)) == ("10.0%–25.0%", NOTHING, NOTHING)


def test_words_are_listed_as_the_language_does():
    assert (listed(["甲", "乙"], "zh"), listed(iter(["a", "b"]), "en"), listed([], "zh")) == ("甲、乙", "a, b", "")
