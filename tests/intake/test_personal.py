"""Personal data is found by header and by content, named once per column, and never repeated in full.

The numbers are made by the test: region and day of birth that nobody has, with a checksum that holds.
"""

import random

import pyarrow as pa
import pytest

from inspection.intake.personal import Personal, is_card_number, is_identity_number, mask, personal_columns
from inspection.text import LANGUAGES, say
from inspection.warehouse.dictionary import dictionary

CLUES = dictionary().ledgers["clues"]
ACCOUNTABILITY = dictionary().ledgers["accountability"]
SCORES = dictionary().ledgers["report_scores"]


def identity(first: str = "33010519700101", serial: int = 123) -> str:
    """An identity number whose last sign is computed as the standard says."""
    body = f"{first}{serial:03d}"
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body))
    return body + "0123456789X"[(12 - total) % 11]


def card(body: str) -> str:
    """A number that passes the Luhn sum."""
    (digit,) = (d for d in range(10) if _luhn(body + str(d)))
    return body + str(digit)


def _luhn(digits: str) -> bool:
    doubled = [sum(map(int, str(int(d) * (2 if place % 2 else 1)))) for place, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


ID = identity()
MOBILE = "139" + "0571" + "2345"
CARD = card("622202120200123456")


def found(column, *cells, header="", ignored=frozenset()) -> list[Personal]:
    """What is found in one column of cells; `column` is one of the dictionary's, or None for an unknown header."""
    placed = {0: column} if column else {}
    return personal_columns([header], [pa.array(cells, pa.string())], placed, ignored)


def codes(column, *cells, header="") -> list[str]:
    return [finding.code for finding in found(column, *cells, header=header)]


@pytest.mark.parametrize(
    "header",
    [
        "身份证号",
        "公民身份号码",
        "证件号码",
        "手机",
        "联系电话",
        "家庭住址",
        "银行卡号",
        "举报人",
        "举报人姓名",
        "联系人",
        "姓 名",
        "微信号",
        "E-mail",
    ]
    + ["Phone", "ID card", "reporter", "business_phone_number", "Tel", "信访人（实名）", "出生日期"],
)
def test_a_column_that_no_ledger_has_and_whose_header_says_personal_data_is_refused(header):
    (finding,) = found(None, "甲", None, "乙", header=header)
    assert (finding.code, finding.index, finding.at, finding.count) == ("personal_header", 0, None, 2)
    assert finding.level == "fault"


@pytest.mark.parametrize(
    "header",
    ["被反映人数", "备注", "承办人数", "信访件数", "联系单位", "地址", "处理人次", "hotel", "电视", "证明材料"],
)
def test_a_header_that_only_sounds_alike_is_none(header):
    assert found(None, "甲", "乙", header=header) == []


def test_a_column_of_the_dictionary_has_its_place_whatever_its_header():
    assert found(CLUES.column("subject_name"), "王小明", "李大力", "张三", header="姓名") == []


@pytest.mark.parametrize(
    "cell",
    [
        ID,
        identity(serial=4),
        identity("11010119491001", 1),
        f"群众反映{ID}领取补贴",
        f"身份证{ID}。",
        f"{ID[:6]} {ID[6:14]} {ID[14:]}",
        "".join(chr(ord(c) + 0xFEE0) for c in ID),
        ID[:9] + "\u200b" + ID[9:],
        f"（{ID}）",
        f"ID:{ID}",
    ],
)
def test_one_identity_number_anywhere_in_a_text_is_found(cell):
    (finding,) = found(CLUES.column("summary"), "群众反映低保问题", None, cell)
    assert (finding.code, finding.at, finding.count) == ("personal_id", 2, 1)
    assert ID not in finding.sample
    assert ID[6:14] not in finding.sample


@pytest.mark.parametrize(
    "cell",
    [
        ID[:17] + ("1" if ID[17] != "1" else "2"),
        "990105197001011234",
        "330105197013011234",
        "3301051970010112345",
        "33010519700101123",
        "2024-03-05至2024-04-06",
        "91330105MA2AXXXX1Y",
        "13202409001",
        "涉及资金 13800138 元",
        "+14155550123",
        "14155550123",
        "第330105202409300012号",
        "1727654400000",
        "0.13905712345",
        "电话已核实",
        "0571 分队",
    ],
)
def test_what_only_looks_like_a_number_is_left_alone(cell):
    assert found(CLUES.column("summary"), cell, "其他") == []


def test_one_telephone_in_a_text_is_found():
    for cell in (
        MOBILE,
        f"联系{MOBILE}",
        "139 0571 2345",
        "139-0571-2345",
        "+86 13905712345",
        "８６１３９０５７１２３４５",
    ):
        assert codes(CLUES.column("summary"), "无", cell) == ["personal_phone"], cell


def test_a_number_cell_of_a_workbook_is_seen_as_the_number_it_is():
    assert codes(CLUES.column("summary"), f"\0n{MOBILE}.0") == ["personal_phone"]
    assert codes(CLUES.column("summary"), f"\0i{MOBILE}") == ["personal_phone"]
    assert codes(CLUES.column("summary"), "\0d2025-09-30", "\0m2025-09-30 08:30:00", "\0e#N/A", "\0f", "\0n12.5") == []


def test_landlines_count_only_where_half_the_column_are_such():
    column = CLUES.column("handler")
    assert codes(column, "0571-87654321", "0571-87654322", "(010)87654323", "一室") == ["personal_phone"]
    assert codes(column, "0571-87654321", "一室", "二室", "三室") == []


def test_bank_cards_are_found_by_their_sum():
    column = CLUES.column("summary")
    assert codes(column, f"转入{CARD}账户") == ["personal_card"]
    assert codes(column, CARD, card("62284800123456789"), card("400000000000001")) == ["personal_card"]
    assert codes(column, CARD[:-1] + str((int(CARD[-1]) + 1) % 10), "转入账户") == []


def test_an_offices_own_numbers_are_none_even_where_they_have_the_shape():
    """Region, day and serial make 18 digits too, and one in eleven passes the checksum."""
    chance = random.Random(7)
    days = [f"{chance.randrange(1, 13):02d}{chance.randrange(1, 29):02d}" for _ in range(3_000)]
    own = [f"3301052024{day}{chance.randrange(10_000):04d}" for day in days]
    assert sum(map(is_identity_number, own)) > 200
    assert codes(CLUES.column("clue_id"), *own) == []
    assert codes(CLUES.column("clue_id"), *(f"13{2021 + n % 4}{n % 12 + 1:02d}{n:03d}" for n in range(500))) == []
    assert codes(CLUES.column("clue_id"), *(f"330105{24:02d}{n % 12 + 1:02d}01{n:03d}" for n in range(500))) == []


def test_a_column_of_identity_numbers_is_found_whoever_was_born_when():
    children = [identity("33010520150101", n) for n in range(1, 9)]
    assert codes(CLUES.column("clue_id"), *children, "C1") == ["personal_id"]
    old = [f"330105{n % 60 + 35:02d}0101{n:03d}" for n in range(20)]
    assert codes(CLUES.column("clue_id"), *old) == ["personal_id"]
    mobiles = [f"1390571{n:04d}" for n in range(20)]
    assert codes(CLUES.column("clue_id"), *mobiles) == ["personal_phone"]


@pytest.mark.parametrize("cell", [ID, MOBILE, "王小明", "欧阳明", "330105700101123", CARD, "买买提·艾力"])
def test_a_person_code_is_no_number_and_no_name(cell):
    column = ACCOUNTABILITY.column("person_code")
    (finding,) = found(column, "P0001", "P0002", cell)
    assert (finding.code, finding.at, finding.count) == ("personal_for_code", 2, 1)
    assert finding.sample != cell
    assert "P0001" in say("intake.personal_for_code_advice", "zh")


@pytest.mark.parametrize("cell", ["P0001", "甲", "王某", "王某某", "人员12", "R-2024-001", "A1390571", "330105-17"])
def test_a_pseudonym_is_taken(cell):
    assert found(ACCOUNTABILITY.column("person_code"), cell) == []


def test_judges_may_have_a_word_for_a_code_but_not_names():
    column = SCORES.column("judge")
    assert codes(column, "常委", "评委一", "J3", "J4") == []
    assert codes(column, "王小明", "李大力", "张三", "J4") == ["personal_for_code"]


def test_a_reporter_named_in_a_text_is_found_and_the_one_reported_is_not():
    column = CLUES.column("summary")
    (finding,) = found(column, "低保问题", "举报人：王小明，反映低保")
    assert finding.code == "personal_reporter"
    assert "小明" not in finding.sample
    assert codes(column, "被反映人：王小明，任村书记", "举报人：王某", "举报人反映村务不公开", "联系人：待定") == []


def test_unknown_columns_of_names_are_found_by_share():
    assert codes(None, "王小明", "李大力", "张三丰", "赵四", header="经手") == ["personal_name"]
    assert codes(None, "王小明", "第一组", "第二组", "第三组", header="经手") == []


def test_what_a_mapping_leaves_out_is_a_warning():
    (finding,) = found(None, MOBILE, header="电话", ignored=frozenset({0}))
    assert finding.level == "warning"


def test_columns_of_dates_numbers_and_codes_are_not_searched():
    assert found(CLUES.column("persons"), MOBILE) == []
    assert found(CLUES.column("transferred_on"), ID) == []


@pytest.mark.parametrize("number", [ID, MOBILE, CARD, "330105700101123", "3.3010519700101123e+17"])
def test_a_masked_text_holds_no_more_than_two_digits_at_each_end(number):
    masked = mask(number)
    assert masked.startswith(number[:2])
    assert set(masked[2:-2]) == {"*"}
    assert len(masked) == len(number)
    if "." not in number and len(number) != 15:
        assert mask(f"电话{number}，其余照旧") == f"电话{masked}，其余照旧"


@pytest.mark.parametrize(
    "text", ["2025-09-30", "13202409001", "330105202409300012号", "甲乙丙", "１２３", "", "A01（一）"]
)
def test_other_texts_are_not_masked(text):
    assert mask(text) == text


def test_the_checksums_are_those_of_the_standards():
    assert is_identity_number("11010519491231002X")  # the example printed in GB 11643-1999
    assert not is_identity_number("110105194912310021")
    assert is_card_number("4111111111111111")
    assert not is_card_number("4111111111111112")


def test_every_finding_has_its_sentences():
    for code in ("header", "id", "phone", "card", "name", "reporter", "for_code"):
        for lang in LANGUAGES:
            assert say(f"intake.personal_{code}", lang, count=3)
            assert say(f"intake.personal_{code}_advice", lang, count=3)


def test_a_mapped_sheet_is_searched_like_any_other():
    from inspection.intake.faults import Faults, Place
    from inspection.intake.sheets import Mapped, take_mapped

    cells = {"action_id": ["A1"], "person_code": [ID], "org_id": ["O1"], "decided_on": ["2024-05-01"]}
    cells |= {"measure": ["诫勉"], "subject_level": ["村干部"]}
    columns = {name: pa.array(texts, pa.string()) for name, texts in cells.items()}
    mapped = Mapped("accountability", "", 1, pa.array([7], pa.int32()), columns, {"person_code": "当事人证件"})
    faults = Faults("zh")
    take_mapped(mapped, Place("a.csv"), False, faults, lambda rows: None)
    (fault,) = [fault for fault in faults.listed("fault") if fault.code.startswith("personal")]
    assert (fault.code, fault.row, fault.header) == ("personal_for_code", 7, "当事人证件")
    assert ID not in str(fault)
