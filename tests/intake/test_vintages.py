"""A ledger that comes again under other keys is asked about, and told as that wherever two versions are compared."""

from datetime import date

import pytest

from inspection.cli import main
from inspection.indicators import headlines, movement
from inspection.intake import read
from inspection.reading.movements import rekeyed_words, sentence
from inspection.warehouse import Store, changes, dictionary, keys_changed, ledger_tables, open_mart
from tests.intake.conftest import AS_OF
from tests.warehouse.tiny import CLOCK, county

ROWS = 20


def clue(number: int, prefix: str) -> tuple:
    said = {
        "clue_id": f"{prefix}{number}",
        "inspection_id": "I1",
        "transferred_on": date(2023, 4, 1),
        "subject_level": "general",
        "outcome": "substantiated",
        "concluded_on": date(2023, 9, 1),
    }
    return tuple(said.get(c.name) for c in dictionary().ledgers["clues"].columns)


def clues(prefix: str, held: int = 0, rows: int = ROWS) -> dict:
    """So many clues, the first `held` of them under the old keys."""
    return ledger_tables({"clues": [clue(n, "旧" if n < held else prefix) for n in range(rows)]})


def delivered(desk, held: int, mode: str = "replace", standing: int = ROWS):
    desk.base()
    desk.ledger("clues", *[{"线索编号": f"{'旧' if n < held else '新'}{n}"} for n in range(ROWS)])
    stands = clues("旧", rows=standing)
    return read([desk.folder], as_of=AS_OF, standing=lambda name: stands.get(name) if name == "clues" else None,
                modes={"clues": mode})  # fmt: skip


def asked(reading) -> list[str]:
    return [question.problem for question in reading.questions if question.code == "keys_changed"]


def test_a_replacement_without_any_key_that_stands_is_asked_about_with_both_counts(desk):
    (said,) = asked(delivered(desk, held=0))
    assert "原有 20 行，这次 20 行，编号相同的只有 0 行" in said


@pytest.mark.parametrize("held, mode, standing", [(2, "replace", ROWS), (0, "update", ROWS), (0, "replace", 9)])
def test_where_keys_hold_or_rows_are_only_added_or_few_stand_nothing_is_asked(desk, held, mode, standing):
    assert asked(delivered(desk, held, mode, standing)) == []


def test_rows_over_two_files_are_asked_about_as_one_ledger(desk):
    desk.base()
    for part, prefix in enumerate(("旧", "新")):
        desk.ledger("clues", *[{"线索编号": f"{prefix}{n}"} for n in range(ROWS)], name=f"线索台账{part}.csv")
    stands = clues("旧")
    reading = read([desk.folder], as_of=AS_OF, standing=lambda name: stands.get(name) if name == "clues" else None)
    assert asked(reading) == []


@pytest.mark.parametrize("older, newer, same, found", [
    (10, 10, 0, True), (9, 100, 0, False), (100, 9, 0, False), (20, 20, 1, True), (20, 20, 2, False), (0, 50, 0, False)
])  # fmt: skip
def test_keys_have_changed_below_a_tenth_in_common_of_ten_rows_or_more(older, newer, same, found):
    assert keys_changed(older, newer, same) is found


@pytest.fixture
def two(tmp_path):
    """A store whose clues came again under other keys, a month on."""
    store = Store(tmp_path)
    for prefix, day in (("旧", date(2024, 6, 30)), ("新", date(2024, 7, 31))):
        store.publish(county(1) | clues(prefix), as_of=day, files=(), built_at=CLOCK)
    return store


def test_a_comparison_says_so_in_place_of_what_is_new_and_gone(two):
    change = changes(two.version(1).mart, two.version(2).mart)["clues"]
    assert (change.added, change.removed, change.rekeyed) == (20, 20, True)
    assert "“线索台账”的编号整体更换：原有 20 行，现有 20 行，编号相同的只有 0 行" in rekeyed_words(change, "zh")


def test_a_figure_that_moved_is_told_by_the_keys_and_still_adds_up(two):
    marts = [open_mart(two.version(number)) for number in (1, 2)]
    try:
        for id in ("clues", "clue_verification_rate"):
            (found,) = movement(*marts, id)
            assert {part.kind for part in found.parts} == {"rekeyed"}
            assert found.before.numerator + sum(part.numerator for part in found.parts) == found.after.numerator
        told = [sentence(one, "zh") for one in headlines(*marts)]
    finally:
        for mart in marts:
            mart.close()
    assert not [words for words in told if "新增" in words or "删除" in words or "补录" in words]


@pytest.mark.long
def test_the_shell_prints_the_sentence_and_no_count_of_rows_that_would_be_news(two, monkeypatch, capsys):
    monkeypatch.setenv("INSPECTION_DATA", str(two.home))
    assert main(["diff", "1", "2"]) == 0
    out = capsys.readouterr().out
    line = next(line for line in out.splitlines() if line.startswith("线索台账"))
    assert line.split()[1:] == ["—", "0", "—", "0"] and "编号整体更换" in out
    assert main(["diff", "1", "2", "--format", "csv"]) == 0
    assert "编号整体更换" in capsys.readouterr().err
