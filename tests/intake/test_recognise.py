"""Which ledger a sheet is, by its name or by its headers."""

import pytest

from inspection.intake.recognise import by_exact_name, column_names, recognise
from inspection.intake.values import normal
from inspection.warehouse.dictionary import dictionary

LEDGERS = dictionary().ledgers
CLUES = [c.zh for c in LEDGERS["clues"].columns]


@pytest.mark.parametrize("ledger", list(LEDGERS))
def test_every_ledger_is_known_by_id_and_in_both_languages_and_by_its_headers(ledger):
    contract = LEDGERS[ledger]
    for name in (contract.name, contract.zh, contract.en, contract.en.upper(), f" {contract.zh} "):
        assert recognise([name], []) == ledger
    assert recognise([f"01_{contract.zh}"], []) == ledger
    assert recognise([f"{contract.zh}(2025)"], []) == ledger
    assert recognise([f"2025年 {contract.en}"], [c.en for c in contract.columns]) == ledger
    for spelling in ("zh", "en", "name"):
        headers = [getattr(c, spelling) for c in contract.columns]
        assert recognise(["Sheet1"], headers) == ledger
    required = [c.zh for c in contract.columns if c.required]
    assert recognise([], required) in (ledger, None)  # two ledgers may need the same columns: then none is guessed


@pytest.mark.parametrize(
    ("name", "ledger"),
    [
        ("01_线索台账", "clues"),
        ("线索台账(2025)", "clues"),
        ("线索台账（终稿）", "clues"),
        ("线索 台账", "clues"),
        ("１线索台账", "clues"),
        ("clues (1)", "clues"),
        ("03-clues", "clues"),
        ("Clues 2025", "clues"),
        ("【演示】线索台账", "clues"),
        ("clue-reviews", "clue_reviews"),
        ("case quantities", "case_quantities"),
        ("线索台账终稿", None),
        ("制作说明", None),
        ("Sheet1", None),
        ("2025", None),
        ("", None),
    ],
)
def test_a_name_with_numbering_and_brackets_is_the_ledgers_own(name, ledger):
    assert by_exact_name(name) == ledger


@pytest.mark.parametrize(
    ("names", "headers", "ledger"),
    [
        (["城关镇线索台账终稿"], CLUES, "clues"),
        (["all clues of the county"], CLUES, "clues"),
        (["制作说明"], ["填写说明", "备注"], None),
        (["制作说明"], CLUES, "clues"),
        (["线索台账终稿"], ["甲", "乙"], None),
        (["文书和典型案例"], ["甲", "乙"], None),
        (["Sheet1"], ["线索编号", "移交日期", "核查结论", "甲", "乙", "丙", "丁"], None),
        (["Sheet1"], ["线索编号", "移交日期", "对象层级", "核查结论", "备注"], "clues"),
        (["Sheet1"], ["线索编号", "评查日期", "评查结论", "评查编号"], "clue_reviews"),
        (["Sheet1"], ["移交日期", "对象层级", "核查结论"], None),
        (["Sheet1"], [], None),
    ],
)
def test_part_of_a_name_counts_only_when_the_headers_agree(names, headers, ledger):
    assert recognise(names, headers) == ledger


def test_a_sheet_name_comes_before_the_file_name():
    assert recognise(["线索台账", "文书"], []) == "clues"


def test_no_two_columns_of_a_ledger_share_a_header_in_any_spelling():
    for ledger in LEDGERS.values():
        spellings = [{normal(c.name), normal(c.zh), normal(c.en)} for c in ledger.columns]
        assert len(column_names(ledger)) == sum(map(len, spellings))
