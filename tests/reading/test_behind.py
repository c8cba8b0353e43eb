"""The rows behind a figure: what became of each as known on the day stands first, under the words of its own figure."""

from datetime import date

from inspection.indicators import indicators
from inspection.reading.behind import behind, columns, part_words
from inspection.reading.view import View
from tests import small
from tests.reading.test_case import CLUES, FINDINGS, held


def test_a_clue_concluded_later_is_not_concluded_on_the_day_looked_at():
    source = held(clues=CLUES)
    before, after = (behind(View("zh", day), source, "clue_verification_rate", None) for day in (date(2025, 6, 17), small.AS_OF))
    assert before.set_index("clue_id")["outcome"].to_dict() == {1: "pending", 3: "pending"}
    assert after.set_index("clue_id")["outcome"].to_dict() == {1: "pending", 2: "pending", 3: "unsubstantiated"}
    assert after.set_index("clue_id")["days"].astype(int).to_dict() == {1: 204, 2: 29, 3: 100}


def test_a_finding_s_standing_and_days_stand_before_everything_else_of_it():
    source = held(FINDINGS)
    frame = behind(View("zh", date(2025, 8, 8)), source, "completion_rate", None)
    (row,) = frame.to_dict("records")
    assert (row["standing"], int(row["days_late"]), row["completion"]) == ("case_late", 9, "in_progress")
    named = [c.name for c in columns("completion_rate")]
    assert named[:4] == ["finding_id", "standing", "days_late", "days"] and len(named) == len(set(named))
    assert set(named) - {"org_name"} <= set(frame.columns)


def test_every_rate_names_what_it_counts_and_out_of_what():
    for id, one in indicators().items():
        if one.rate:
            for part, common in (("numerator", "计入"), ("denominator", "分母")):
                assert part_words(id, part, "zh") != common, (id, part)
    assert part_words("clue_verification_rate", "all_numerator", "zh") == "已查实"
    heads = {c.name: c.zh for c in columns("clue_verification_rate")}
    assert (heads["numerator"], heads["denominator"], heads["pending"]) == ("已查实", "已办结", "未结")
