"""What a cell is read as, and what is refused: one table per type. Nothing with two readings is guessed."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from inspection.formats.workbooks import Marked
from inspection.intake.values import Bad, Noted, reader_of
from inspection.warehouse.dictionary import dictionary

LEDGERS = dictionary().ledgers
THE_DAY = date(2025, 9, 30)

DATES = [
    ("2025-09-30", THE_DAY),
    ("2025-9-30", THE_DAY),
    ("2025/9/30", THE_DAY),
    ("2025/09/30", THE_DAY),
    ("2025.9.30", THE_DAY),
    ("2025.09.30", THE_DAY),
    ("2025年9月30日", THE_DAY),
    ("2025年09月30日", THE_DAY),
    ("2025 年 9 月 30 日", THE_DAY),
    (" 2025-09-30 ", THE_DAY),
    ("２０２５－０９－３０", THE_DAY),
    ("２０２５年９月３０日", THE_DAY),
    ("2025-09-30\u00a0", THE_DAY),
    ("\ufeff2025-09-30", THE_DAY),
    ("2025-09-30 00:00:00", THE_DAY),
    ("2025-09-30T00:00:00", THE_DAY),
    ("2025/9/30 0:00", THE_DAY),
    ("2025-09-30 00:00:00.000", THE_DAY),
    (THE_DAY, THE_DAY),
    (datetime(2025, 9, 30), THE_DAY),
    ("2024-02-29", date(2024, 2, 29)),
    ("1900-01-01", date(1900, 1, 1)),
    ("2100-12-31", date(2100, 12, 31)),
    ("", None),
    ("   ", None),
    ("\u200b", None),
    (None, None),
    ("2025-02-29", "no_such_date"),
    ("2025-13-01", "no_such_date"),
    ("2025-00-10", "no_such_date"),
    ("2025-09-31", "no_such_date"),
    ("2025.9.0", "no_such_date"),
    ("1899-12-31", "date_out_of_range"),
    ("2101-01-01", "date_out_of_range"),
    ("0225-09-30", "date_out_of_range"),
    (date(1899, 12, 31), "date_out_of_range"),
    ("2025年9月", "month_only"),
    ("2025-09", "month_only"),
    ("2025.9", "month_only"),
    ("2025/9", "month_only"),
    ("45930", "date_is_number"),
    (45930, "date_is_number"),
    (45930.0, "date_is_number"),
    (45356.5, "date_is_number"),
    ("20250930", "date_is_number"),
    (20250930, "date_is_number"),
    (True, "date_is_number"),
    ("2025", "date_is_number"),
    ("3/5/2024", "bad_date"),
    ("30.9.2025", "bad_date"),
    ("25-09-30", "bad_date"),
    ("2025-09/30", "bad_date"),
    ("2025年9-30", "bad_date"),
    ("2025–09–30", "bad_date"),
    ("民国113年3月5日", "bad_date"),
    ("二〇二四年三月五日", "bad_date"),
    ("长期", "bad_date"),
    ("-", "bad_date"),
    ("2025-09-30前", "bad_date"),
    ("2025-09-30 左右", "bad_date"),
    ("2025-09-30 14:00", "time_of_day"),
    ("2025-09-30T23:59:59", "time_of_day"),
    (datetime(2025, 9, 30, 14, 0), "time_of_day"),
    (Marked("time", "03:00:00"), "time_cell"),
    (Marked("error", "#N/A"), "error_cell"),
    (Marked("formula", ""), "formula_cell"),
]

WHOLE_NUMBERS = [
    ("12", 12),
    (" 12 ", 12),
    ("１２", 12),
    ("0", 0),
    ("-3", -3),
    ("+3", 3),
    ("007", 7),
    ("12.0", 12),
    ("12.000", 12),
    (12, 12),
    (12.0, 12),
    (0.0, 0),
    ("2147483647", 2147483647),
    ("", None),
    ("12.5", "not_whole"),
    (12.5, "not_whole"),
    ("2147483648", "number_too_large"),
    (1e20, "number_too_large"),
    ("1,200", "bad_int"),
    ("12人", "bad_int"),
    ("约12", "bad_int"),
    ("十二", "bad_int"),
    ("1e3", "bad_int"),
    ("0x10", "bad_int"),
    ("1_000", "bad_int"),
    ("٣", "bad_int"),
    ("½", "bad_int"),
    ("nan", "bad_int"),
    (True, "bad_int"),
    (THE_DAY, "bad_int"),
    (Marked("error", "#DIV/0!"), "error_cell"),
]

DECIMALS = [
    ("12.50", Decimal("12.50")),
    ("12", Decimal(12)),
    ("0.1", Decimal("0.1")),
    ("-1.5", Decimal("-1.5")),
    ("１２．５", Decimal("12.5")),
    (12.5, Decimal("12.5")),
    (0.1, Decimal("0.1")),
    (0.1 + 0.2, Decimal("0.3")),
    (1234.56, Decimal("1234.56")),
    (12, Decimal(12)),
    ("0.123456", Decimal("0.123456")),
    ("0.1234560", Decimal("0.123456")),
    ("999999999999.999999", Decimal("999999999999.999999")),
    ("1234567", Decimal(1234567)),
    (1e-7, Noted(Decimal("0.000000"), "rounded")),
    ("0.1234565", Noted(Decimal("0.123456"), "rounded")),
    (1 / 3, Noted(Decimal("0.333333"), "rounded")),
    ("", None),
    ("1000000000000", "number_too_large"),
    (1e300, "number_too_large"),
    ("12.5万", "bad_number"),
    ("￥12", "bad_number"),
    ("12,5", "bad_number"),
    ("1,234.5", "bad_number"),
    ("50%", "bad_number"),
    ("inf", "bad_number"),
    ("NaN", "bad_number"),
    (".5", "bad_number"),
    ("5.", "bad_number"),
    ("1e5", "bad_number"),
    (False, "bad_number"),
    (THE_DAY, "bad_number"),
]

YES_OR_NO = [
    ("是", True),
    ("否", False),
    (" 是 ", True),
    ("true", True),
    ("TRUE", True),
    ("False", False),
    ("1", True),
    ("0", False),
    ("１", True),
    ("yes", True),
    ("No", False),
    (True, True),
    (False, False),
    (1, True),
    (0.0, False),
    ("", None),
    ("2", "bad_bool"),
    (2, "bad_bool"),
    ("不", "bad_bool"),
    ("有", "bad_bool"),
    ("√", "bad_bool"),
    ("y", "bad_bool"),
    ("是否", "bad_bool"),
    (THE_DAY, "bad_bool"),
]

TEXTS = [
    ("A01", "A01"),
    ("  A01\u3000", "A01"),
    ("A\u200b01", "A01"),
    ("007", "007"),
    ("NaN", "NaN"),
    ("NULL", "NULL"),
    ("N/A", "N/A"),
    ("第一组\n第二组", "第一组\n第二组"),
    ("=1+1", "=1+1"),
    (7, "7"),
    (7.0, "7"),
    (13.5, "13.5"),
    (123456789012345, "123456789012345"),
    (123456789012345.0, "123456789012345"),
    ("110101199003071234", "110101199003071234"),
    (True, "TRUE"),
    ("", None),
    ("\u00a0", None),
    (110101199003071234, "digits_lost"),
    (1.10101199003071e17, "digits_lost"),
    ("1.10101E+17", "digits_lost"),
    (date(2025, 3, 1), "text_became_date"),
    (datetime(2025, 3, 1, 12), "text_became_date"),
    (Marked("error", "#REF!"), "error_cell"),
]

OUTCOMES = [
    ("查实", "substantiated"),
    ("substantiated", "substantiated"),
    ("Substantiated", "substantiated"),
    (" 部分查实 ", "partly"),
    ("partly substantiated", "partly"),
    ("could not be established", "unable"),
    ("could  not be\u00a0established", "unable"),
    ("未结", "pending"),
    ("", None),
    ("属实", "bad_code"),
    ("查实,查否", "bad_code"),
    ("1", "bad_code"),
    (1.0, "bad_code"),
    (True, "bad_code"),
    (THE_DAY, "bad_code"),
]

KINDS = [
    ("巡察“回头看”", "reinspection"),
    ('巡察"回头看"', "reinspection"),
    ("巡察回头看", "reinspection"),
    ("巡察「回头看」", "reinspection"),
    ("re-inspection", "reinspection"),
    ("村（社区）巡察", "village"),
    ("村(社区)巡察", "village"),
    ("VILLAGE", "village"),
]

FORMS = [("1", "1"), (1, "1"), (2.0, "2"), ("第三种形态", "3"), ("fourth form", "4"), ("5", "bad_code")]

TERM_NUMBERS = [("13", 13), (13.0, 13), ("13.0", 13), ("十三", "bad_int")]

CASES = [
    (column, cell, result)
    for column, table in {
        "clues.transferred_on": DATES,
        "clues.persons": WHOLE_NUMBERS,
        "recoveries.amount_wan": DECIMALS,
        "clues.midway": YES_OR_NO,
        "clues.clue_id": TEXTS,
        "clues.outcome": OUTCOMES,
        "inspections.kind": KINDS,
        "accountability.form": FORMS,
        "rounds.term_no": TERM_NUMBERS,
    }.items()
    for cell, result in table
]


def _column(name: str):
    ledger, _, column = name.partition(".")
    return LEDGERS[ledger].column(column)


@pytest.mark.parametrize(("column", "cell", "result"), CASES, ids=[f"{c}: {cell!r}" for c, cell, _ in CASES])
def test_a_cell_is_read_as_its_type_or_refused_with_its_reason(column, cell, result):
    refusals = {"no_such_date", "date_out_of_range", "month_only", "date_is_number", "bad_date", "time_of_day"}
    refusals |= {"time_cell", "error_cell", "formula_cell", "not_whole", "number_too_large", "bad_int", "bad_number"}
    refusals |= {"bad_bool", "digits_lost", "text_became_date", "bad_code"}
    read = reader_of(_column(column))
    if isinstance(result, str) and result in refusals:
        with pytest.raises(Bad) as refused:
            read(cell)
        assert refused.value.code == result
    else:
        value = read(cell)
        assert value == result
        assert type(value) is type(result)


def test_every_code_may_be_written_as_code_or_in_either_language():
    for ledger in LEDGERS.values():
        for column in ledger.columns:
            if column.type != "code":
                continue
            read = reader_of(column)
            for entry in dictionary().codes[column.codes]:
                assert {read(entry.code), read(entry.zh), read(entry.en)} == {entry.code}


def test_a_text_remembered_is_never_mixed_up_with_a_number_of_the_same_value():
    read = reader_of(_column("clues.midway"))
    assert read("1") is True
    assert read(1.0) is True
    text = reader_of(_column("clues.clue_id"))
    assert text("1.0") == "1.0"
    assert text(1.0) == "1"
    assert text(True) == "TRUE"
