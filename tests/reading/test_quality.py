"""Data quality in words: since which version a rule is broken, by which share of its ledger, of which level."""

import shutil
from datetime import date, datetime
from pathlib import Path

from inspection.indicators import checks
from inspection.reading.answers import Source
from inspection.reading.quality import Counted, history, over_versions, rules_frame, since, standing_frame
from inspection.warehouse import Store, Version, ledger_tables, open_mart, settings
from tests.second.random_county import random_county

WARNS = [id for id, check in checks().items() if check.level == "warns" and check.rows == "clues"][:2]
REFUSES = next(id for id, check in checks().items() if check.level == "refuses" and check.rows == "findings")


def counted(number: int, **counts: int) -> Counted:
    return Counted(Version(number, date(2025, number, 1), False, Path("f"), Path("m"), {}), counts)


PAST = [
    counted(3, **{WARNS[0]: 4, WARNS[1]: 1, REFUSES: 0}),
    counted(4, **{WARNS[0]: 0, WARNS[1]: 1, REFUSES: 0}),
    counted(6, **{WARNS[0]: 2, WARNS[1]: 1, REFUSES: 3}),
    counted(7, **{WARNS[0]: 5, WARNS[1]: 0, REFUSES: 3}),
]


def test_a_rule_is_broken_since_the_version_from_which_on_it_was_broken_without_a_break():
    assert since(PAST, WARNS[0]) == 6 and since(PAST, REFUSES) == 6
    assert since(PAST[:1], WARNS[0]) == 3


def test_what_is_broken_now_stands_by_what_to_mend_first_with_its_share_of_its_own_ledger():
    frame = standing_frame(PAST, {"clues": 50, "findings": 60, "terms": 1000}, "zh")
    assert frame["id"].tolist() == [REFUSES, WARNS[0]]
    assert frame[["rows", "share", "since"]].values.tolist() == [[3, 5.0, 6], [5, 10.0, 6]]
    assert frame["trend"].tolist() == [[0, 0, 3, 3], [4, 0, 2, 5]]


def test_every_version_counts_what_to_look_at_and_what_to_mend():
    assert over_versions(PAST).values.tolist() == [
        [3, date(2025, 3, 1), 5, 0],
        [4, date(2025, 4, 1), 1, 0],
        [6, date(2025, 6, 1), 3, 3],
        [7, date(2025, 7, 1), 5, 3],
    ]


def test_a_rule_that_needs_secret_columns_has_no_count_and_every_other_its_own():
    frame = rules_frame(PAST[-1].counts, "zh").set_index("id")
    assert len(frame) == len(checks()) and frame.loc[WARNS[0], "rows"] == 5 and frame.loc[WARNS[1], "rows"] == 0
    assert frame["rows"].isna().sum() == len(checks()) - 3


def test_a_store_put_in_the_place_of_another_is_counted_anew(tmp_path):
    """The same numbers, days and paths; other data."""

    def counted_of(first: int) -> list[dict[str, int]]:
        shutil.rmtree(tmp_path / "versions", ignore_errors=True)
        for seed in (first, 3):
            ledgers = ledger_tables(random_county(seed).ledgers)
            made = {"as_of": date(2025, 9, 30), "files": (), "built_at": datetime(2025, 10, 1, 9)}
            version = Store(tmp_path).publish(ledgers, **made)
        mart = open_mart(version)
        try:
            return [counted.counts for counted in history(Source(mart, settings(), version))[0]]
        finally:
            mart.close()

    one, other = counted_of(2), counted_of(4)
    assert one[0] != other[0] and one[1].keys() == other[1].keys()
