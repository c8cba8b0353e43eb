"""Numerals: what they are worth and how exactly they are meant."""

import random
from decimal import Decimal

import pytest

from inspection.papers.checker.numerals import amount, chinese
from inspection.papers.checker.remarks import alike
from inspection.papers.checker.statements import passage

DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """A whole number as it is written out in Chinese."""
    if number >= 10**8:
        head, rest = divmod(number, 10**8)
        return f"{written(head)}亿" + ("" if not rest else ("零" if rest < 10**7 else "") + written(rest))
    if number >= 10**4:
        head, rest = divmod(number, 10**4)
        return f"{written(head)}万" + ("" if not rest else ("零" if rest < 10**3 else "") + written(rest))
    said, gap = "", False
    for worth, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // worth % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + sign
            gap = False
        elif said:
            gap = True
    return said.removeprefix("一") if 10 <= number < 20 else said


def test_every_number_written_in_chinese_is_read_back():
    chance = random.Random(1)
    numbers = [*range(1, 1200), *(chance.randrange(1, 10 ** chance.randrange(1, 13)) for _ in range(4000))]
    assert {n for n in numbers if chinese(written(n)) != n} == set()
    in_a_report = [n for n in numbers if n > 1 and n < 10**8]
    assert {n for n in in_a_report if [f.value for f in passage(f"发现问题{written(n)}个").figures] != [n]} == set()


@pytest.mark.parametrize("text, worth", [
    ("二〇二四", 2024), ("三百二", 320), ("两万三", 23000), ("壹佰贰拾", 120), ("一千零五", 1005), ("十", 10), ("一百一十", 110),
])  # fmt: skip
def test_other_ways_to_write_one(text, worth):
    assert chinese(text) == worth


@pytest.mark.parametrize("text", ["", "万", "百", "十十", "二二十", "百二", "甲", "二十百"])
def test_what_is_no_numeral_is_refused(text):
    with pytest.raises(ValueError):
        chinese(text)


@pytest.mark.parametrize("digits, scale, about, low, high", [
    ("1,234", "", (), 1234, 1234),
    ("2.3", "万", (), 23000, 23000),
    ("600", "", ("余",), 600, 700),
    ("120", "", ("多",), 120, 130),
    ("200", "", ("近",), 160, 200),
    ("95", "", ("不足",), 0, 95),
    ("85", "", ("约",), 84, 86),
    ("1000", "", ("约",), 900, 1100),
])  # fmt: skip
def test_words_around_a_number_say_how_exactly_it_is_meant(digits, scale, about, low, high):
    found = amount(digits, scale, about, False)
    assert (found.low, found.high) == (low, high)
    assert amount(digits, scale, ("以上",), False).high == Decimal("Infinity")


@pytest.mark.parametrize("said, figures", [
    ("发现问题１２３个", [("123个", "123", "个", "发现问题")]),
    ("挽回经济损失1,234.5余万元", [("1,234.5余万元", "12345000.0", "元", "挽回经济损失")]),
    ("移交线索313件368人", [("313件", "313", "件", "移交线索"), ("368人", "368", "人", "")]),
    ("整改率百分之九十三点五", [("百分之九十三点五", "93.5", "", "整改率")]),
    ("提高19个百分点", [("19个百分点", "19", "", "提高")]),
    ("九成以上群众满意", [("九成以上", "90", "", "")]),
    ("每轮20—30人", [("20—30人", "20", "人", "每轮")]),
    ("巡察村（社区）156个", [("156个", "156", "个", "巡察村")]),
    ("一是落实“三个聚焦”，二是做到“两个维护”", []),
    ("2019—2021年，3个月内，45岁，第三轮，十四届，A4纸", []),
])  # fmt: skip
def test_a_number_has_its_unit_and_the_words_before_it(said, figures):
    assert [(f.text, str(f.value), f.unit, f.label) for f in passage(said).figures] == figures


@pytest.mark.parametrize("said, same", [
    ("移交3件，处分4人", False),
    ("移交3件，移交4起", False),
    ("处分3名，处分4人", True),
    ("移交3件，其中4件", True),
    ("发现问题3个，处分4人", False),
])  # fmt: skip
def test_what_is_counted_in_other_units_is_not_of_one_sort_but_persons_are(said, same):
    one, other = passage(said).figures
    assert alike(one, other) is same
