"""What is written in any of the accepted ways comes back as it was meant; what is refused is refused in every dress."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.intake.values import Bad, Noted, reader_of
from inspection.warehouse.dictionary import dictionary

LEDGERS = dictionary().ledgers
DAY = LEDGERS["clues"].column("transferred_on")
PERSONS = LEDGERS["clues"].column("persons")
WAN = LEDGERS["recoveries"].column("amount_wan")
ID = LEDGERS["clues"].column("clue_id")
SUMMARY = LEDGERS["clues"].column("summary")

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
AMOUNTS = st.decimals(Decimal(0), Decimal(10) ** 9, places=6, allow_nan=False, allow_infinity=False)
AROUND = st.sampled_from(["{}", " {}", "{} ", "\u00a0{}\u3000", "\ufeff{}", "\u200b{}\u200b", "{}\n", "\u202d{}\u202c"])
WAYS = st.sampled_from(
    ["{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y.%m.%d}", "{0:%Y年%m月%d日}", "{0:%Y%m%d}", "{0.year}-{0.month}-{0.day}"]
    + [
        "{0.year}/{0.month}/{0.day}",
        "{0.year}.{0.month}.{0.day}",
        "{0.year}年{0.month}月{0.day}日",
        "{0:%Y-%m-%d} 00:00:00",
    ]
)
EVERY_TIME_THE_SAME = settings(deadline=None, derandomize=True)
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def value(column, cell):
    found = reader_of(column)(cell)
    return found.value if isinstance(found, Noted) else found


@EVERY_TIME_THE_SAME
@given(DAYS, WAYS, AROUND, st.booleans())
def test_a_day_comes_back_however_it_was_written(day, way, around, wide):
    text = way.format(day)
    text = around.format(text.translate(FULL_WIDTH) if wide else text)
    assert value(DAY, text) == day


@EVERY_TIME_THE_SAME
@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from([int, float, str]))
def test_a_day_comes_back_as_its_number_in_excel_and_says_so(day, kind):
    found = reader_of(DAY)(kind((day - date(1899, 12, 30)).days))
    assert found == Noted(day, "serial_date")


@EVERY_TIME_THE_SAME
@given(DAYS)
def test_a_day_without_its_year_or_in_another_order_is_refused(day):
    for text in (
        f"{day:%d.%m.%Y}",
        f"{day:%m/%d/%Y}",
        f"{day:%y-%m-%d}",
        f"{day:%m-%d}",
        f"{day:%Y年%m月}",
        f"{day:%Y-%m}",
    ):
        with pytest.raises(Bad):
            value(DAY, text)


@EVERY_TIME_THE_SAME
@given(st.integers(0, 2_147_483_647), st.sampled_from(["{}", "{:,}", "{}.0", "0{}", "+{}"]), AROUND, st.booleans())
def test_a_whole_number_comes_back_however_it_was_written(number, way, around, wide):
    text = way.format(number)
    assert value(PERSONS, around.format(text.translate(FULL_WIDTH) if wide else text)) == number


@EVERY_TIME_THE_SAME
@given(AMOUNTS, st.sampled_from(["{}", "{:,}", "{}万元", "{:,}万元", "{}万"]), AROUND, st.booleans())
def test_an_amount_comes_back_exactly_however_it_was_written(amount, way, around, wide):
    text = way.format(amount)
    assert value(WAN, around.format(text.translate(FULL_WIDTH) if wide else text)) == amount


@EVERY_TIME_THE_SAME
@given(st.decimals(Decimal(0), Decimal(10) ** 12, places=2, allow_nan=False, allow_infinity=False))
def test_yuan_are_converted_exactly_and_said(yuan):
    found = reader_of(WAN)(f"{yuan:,}元")
    assert found.value == yuan / 10_000
    assert found.code == "unit_converted"


@EVERY_TIME_THE_SAME
@given(st.integers(1, 999), st.integers(0, 99))
def test_a_comma_that_may_be_a_decimal_point_is_refused(whole, part):
    for column in (PERSONS, WAN):
        with pytest.raises(Bad) as refused:
            value(column, f"{whole},{part:02d}")
        assert refused.value.code == "bad_grouping"


@EVERY_TIME_THE_SAME
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_a_second_reading_says_the_same(text):
    for column in (DAY, PERSONS, WAN, ID, SUMMARY):
        answers = []
        for _ in range(2):
            try:
                answers.append(reader_of(column)(text))
            except Bad as bad:
                answers.append(bad.code)
        assert answers[0] == answers[1]
        if column in (ID, SUMMARY) and isinstance(answers[0], str) and "\ufffd" not in text:
            assert answers[0] == answers[0].strip()


@EVERY_TIME_THE_SAME
@given(st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(), st.booleans(), st.datetimes()))
def test_any_typed_cell_is_read_or_refused(cell):
    for column in (DAY, PERSONS, WAN, ID, SUMMARY):
        try:
            value(column, cell)
        except Bad as bad:
            assert bad.code


@EVERY_TIME_THE_SAME
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30).filter(lambda t: "\ufffd" not in t))
def test_a_text_that_was_read_is_read_again_without_a_change(text):
    """What stands in the warehouse, exported and imported, comes back as it is."""
    try:
        first = value(SUMMARY, text)
    except Bad:
        return
    if first is not None:
        assert value(SUMMARY, first) == first
