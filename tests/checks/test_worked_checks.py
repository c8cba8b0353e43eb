"""Every check has a worked example: what must be found, beside rows and days that must not."""

import re
from datetime import date

import pytest

from inspection.indicators import AT, checks, told
from inspection.warehouse import dictionary
from tests.checks.examples import cell, cells, example, frame_of, given

PARTS = ("title", "wrong", "mend", "reader", "why")


@pytest.mark.parametrize("id", checks())
def test_a_check_finds_what_its_worked_example_says(id):
    check = checks()[id]
    with given(check) as mart:
        for then in example(id).expected:
            frame = frame_of(mart, check, then.as_of)
            assert list(frame.columns) == list(then.result.columns)
            assert cells(frame) == [tuple(map(cell, row)) for row in then.result.rows]


@pytest.mark.parametrize("id", checks())
def test_an_example_has_rows_that_break_the_rule_and_rows_that_keep_it(id):
    check, then = checks()[id], example(id).expected[0]
    broken = {row[: len(check.key)] for row in then.result.rows}
    assert broken
    if check.ledger is None:
        assert len(example(id).given["previous_rows"].rows) > len(broken)
    else:
        assert len(example(id).given[check.rows].rows) > len(broken)


@pytest.mark.parametrize("id", checks())
def test_a_check_returns_the_key_of_its_ledger_first_and_nothing_secret_beside_it(id):
    check = checks()[id]
    columns = example(id).expected[0].result.columns
    assert set(check.key) <= set(columns)
    if AT in columns:
        at = columns.index(AT)
        assert all(check.ledger.has(row[at]) and row[at] in columns for row in example(id).expected[0].result.rows)
    for name in (name for name in columns if name != AT):
        if name not in check.key and check.ledger and name not in check.others:
            # a person's code is an integer in the mart: what makes two rows one person's
            assert not check.ledger.column(name).secret or name in ("person_code", "clue_id"), name


@pytest.mark.parametrize("id", checks())
def test_the_sentences_of_a_check_name_values_that_it_returns(id):
    check = checks()[id]
    with given(check) as mart:
        frame = frame_of(mart, check, example(id).expected[0].as_of)
    violations = list(told(check, frame))
    assert len(violations) == len(frame)
    for violation in violations:
        assert len(violation.key) == len(check.key) and None not in violation.key
        for lang in ("zh", "en"):
            assert "{" not in violation.wrong(lang) + violation.mend(lang)


@pytest.mark.parametrize("id", checks())
def test_the_words_of_a_check_are_sentences_for_their_reader(id):
    check = checks()[id]
    for part in PARTS:
        zh, en = getattr(check, part).zh, getattr(check, part).en
        assert re.search("[\u4e00-\u9fff]", zh), part
        assert not re.search("[\u4e00-\u9fff]", en), part
    assert check.reader.zh.endswith("。") and check.reader.en.endswith(".")
    assert not check.wrong.zh.endswith("。") and not check.mend.zh.endswith("。")  # the intake ends them
    assert check.title.en[0].isupper()


def test_a_violation_is_told_in_words_with_its_values():
    check = checks()["clues_shelved_but_concluded"]
    with given(check) as mart:
        (violation,) = told(check, frame_of(mart, check, date(2025, 9, 30)))
    assert (violation.key, violation.value) == ((1,), "unable")
    assert violation.wrong("zh") == "处置方式是暂存待查，核查结论却是无法查清"
    assert violation.wrong("en") == "the disposal is shelved, yet the outcome is “could not be established”"


def test_an_empty_cell_and_a_number_are_told_in_words():
    check = checks()["recoveries_returned_to_nobody"]
    with given(check) as mart:
        first, second = told(check, frame_of(mart, check, date(2025, 9, 30)))
    assert first.wrong("zh") == "返还 1 万元，返还人数是空"
    assert second.wrong("zh") == "返还 1 万元，返还人数是0"


@pytest.mark.parametrize("name", [name for name in dictionary().ledgers if name != "case_quantities"])
def test_every_ledger_with_a_date_warns_of_days_after_the_as_of_day(name):
    assert f"{name}_after_as_of" in checks() or not [
        c for c in dictionary().ledgers[name].columns if c.type == "date" and not c.name.endswith("due_on")
    ]


def test_what_real_offices_have_only_warns():
    for id in (
        "findings_done_without_feedback",
        "ballots_without_feedback",
        "publications_without_feedback",
        "inspections_village_round_other_class",
        "publications_party_on_public_channel",
        "clues_shelved_but_concluded",
        "recoveries_more_returned_than_recovered",
        *(id for id in checks() if id.endswith("_after_as_of")),
    ):
        assert checks()[id].level == "warns", id
