"""Numbers, codes, ids, flags and days in words: each its own, in the reader's language."""

import random
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from inspection.indicators import TableColumn, indicator
from inspection.reading.words import (
    between,
    column_in_words,
    columns_of_rows,
    decimal,
    flag,
    label,
    listed,
    money,
    n_of_N,
    number,
    percent,
    places,
    points,
    whole_shares,
)
from inspection.text import say
from inspection.text.numbers import written
from tests.reading.county import COUNTY
from tests.small import source, view_of

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def office():
    return source(**COUNTY)


def test_a_fraction_is_per_cent_a_difference_has_its_sign_and_what_is_missing_a_dash():
    assert (percent(0.6249), percent(0.6249, 0), percent(None), percent(float("nan"))) == ("62.5%", "62%", "—", "—")
    assert (points(0.034), points(-0.034)) == ("+3.4", "−3.4")
    assert (between((0.1, 0.25)), between(None)) == ("10.0%–25.0%", "—")
    assert (n_of_N(12, 3456), places(2, 5), places(3, 3), places(None, None)) == ("12/3,456", "2–5", "3", "—")


def test_an_exact_half_goes_away_from_zero_whatever_the_binary_number_holds():
    """Python writes 7.0, 6.2% and 1,234 here; a spreadsheet and a clerk do not."""
    assert (money(7.05, "zh"), percent(1 / 16), percent(9 / 80), decimal(2.675)) == ("7.1 万元", "6.3%", "11.3%", "2.68")
    assert (points(0.3125 - 0.25), points(0.7 - 0.6375), points(0.25 - 0.3125)) == ("+6.3", "+6.3", "−6.3")
    assert (points(0.0), points(-0.0001), written(-0.04)) == ("0.0", "0.0", "0.0")
    assert (written(Decimal("1234.565"), 2), written(1234.565, 2, apart=False)) == ("1,234.57", "1234.57")


def test_every_share_of_up_to_three_hundred_is_rounded_as_whole_numbers_say():
    for whole in range(1, 301):
        for n in range(whole + 1):
            tenths = (2000 * n + whole) // (2 * whole)  # whole numbers alone: a half goes up
            assert percent(n / whole) == f"{tenths // 10}.{tenths % 10}%", (n, whole)


def test_no_room_that_makes_words_rounds_as_binary_numbers_do():
    # %{y:.1%} is a template of the browser's, which rounds a half up
    rooms = ("reading", "charts", "papers", "formats", "snapshots")
    lines = [
        (path.name, line.strip())
        for room in rooms
        for path in (PROJECT / "inspection" / room).rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"(?<![%{])\{[^{}]*:[+,]*\.[^{}]*[f%]\}", line)
    ]
    assert lines == [("trends.py", 'return "p<0.001" if p < 0.001 else f"p={p:.3f}" if p < 0.1 else f"p={p:.2f}"')]


def test_money_is_given_in_wan_and_said_in_its_own_unit():
    assert (money(12.5, "zh"), money(12_345, "zh")) == ("12.5 万元", "1.23 亿元")
    assert (money(0.0, "zh"), money(0.0, "en")) == ("0 万元", "CNY 0")
    assert (money(12.5, "en"), money(12_345, "en")) == ("CNY 125 thousand", "CNY 123.45 million")


def test_the_value_of_an_indicator_is_written_by_its_kind():
    assert number(0.5, indicator("completion_rate")) == "50.0%"
    assert number(1234, indicator("clues")) == "1,234"
    assert (number(12.34, indicator("recovered_wan")), number(1234.5, indicator("recovered_wan"))) == ("12.3", "1,235")
    assert number(None, indicator("clues")) == "—"
    assert [number(wan, indicator("recovered_wan")) for wan in (0.0, 0.04, -0.0)] == ["0", "0.0", "0"]


def test_codes_flags_and_what_is_unknown():
    assert (label("org_class", "township", "zh"), label("org_class", "township", "en")) == (
        "乡镇党委",
        "township Party committee",
    )
    assert (label("org_class", "moon", "zh"), label("org_class", None, "zh")) == ("moon", "—")
    assert (flag(True, "zh"), flag(False, "zh"), flag(None, "zh")) == ("是", "否", "—")


@pytest.mark.parametrize("lang, expected", [("zh", ["县直党组织", None]), ("en", ["county-level organisation", None])])
def test_a_column_of_codes_is_in_the_readers_language(office, lang, expected):
    column = TableColumn("org_class", "", "", "code", "org_class")
    assert (
        column_in_words(view_of(office, lang=lang), office, column, pd.Series(["county", None]))
        .replace({float("nan"): None})
        .tolist()
        == expected
    )


def test_ids_flags_days_and_numbers_of_a_column(office):
    view = view_of(office)

    def said(type: str, values: list, name: str = "x") -> list:
        return column_in_words(view, office, TableColumn(name, "", "", type, None), pd.Series(values)).tolist()

    assert said("org", ["C1", "T1"]) == ["教育局党组", "甲镇党委"] and said("round", ["14-01"]) == ["十四届第一轮"]
    assert said("term", [14]) == ["第十四届县委"] and said("bool", [True, False]) == ["是", "否"]
    assert said("date", [date(2024, 5, 1)]) == [pd.Timestamp("2024-05-01")] and said("int", [3.0]) == [3]
    assert said("text", ["red", "rectification_overdue"]) == ["红", "整改逾期"] and said(
        "text", ["clues"], "ledger"
    ) == ["线索台账"]


@pytest.mark.parametrize(("id", "adds"), [("recovered_wan", 2.25), ("accountability_decisions", 1)])
def test_what_a_row_adds_to_a_sum_of_money_has_its_decimals(office, id, adds):
    (column,) = [column for column in columns_of_rows(id) if column.name == "numerator"]
    assert column_in_words(view_of(office), office, column, pd.Series([adds])).tolist() == [adds]


@pytest.mark.parametrize(
    "parts, shares",
    [
        ([1, 1, 1], ["34%", "33%", "33%"]),
        ([2, 1, 1, 2], ["33%", "17%", "17%", "33%"]),
        ([995, 5], ["100%", "0%"]),
        ([Decimal("0.1"), Decimal("0.2")], ["33%", "67%"]),
        ([5], ["100%"]),
        ([0, 0], ["—", "—"]),
    ],
)
def test_the_shares_of_a_whole_add_up_to_a_hundred(parts, shares):
    assert whole_shares(parts) == shares


def test_no_share_is_a_whole_per_cent_off():
    chance = random.Random(3)
    for _ in range(200):
        parts = [chance.randint(0, 60) for _ in range(chance.randint(1, 14))] + [1]
        shares = [int(share[:-1]) for share in whole_shares(parts)]
        assert sum(shares) == 100
        assert all(abs(share - part * 100 / sum(parts)) < 1 for share, part in zip(shares, parts, strict=True))


def test_a_name_from_right_to_left_leaves_what_stands_beside_it_in_a_sentence_where_it_is():
    names = ["\u05de\u05e8\u05db\u05d6", "=1+1 公司党支部", "甲\u202e乙"]
    said = listed(names, "zh")
    assert said == "\u2068\u05de\u05e8\u05db\u05d6\u2069、=1+1 公司党支部、\u2068甲\u202e乙\u2069"
    line = say("notes.line", "zh", day="2025-01-01", kind="批示", office="县委", about=said, words="办")
    for isolated in (f"\u2068{names[0]}\u2069", f"\u2068{names[2]}\u2069"):
        assert isolated in line
    assert "\u2068" not in listed(["县财政局党组", "Office"], "en")
