"""The ranking's scores, the awards, the talent pool, the versions and the mix, in a sentence each."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pytest

from inspection.indicators import checks
from inspection.reading.awards import awards_finding
from inspection.reading.mix import mix_finding, of_whole, taken_apart
from inspection.reading.quality import Counted, standing_finding, versions_finding
from inspection.reading.ranking import contributed, gap_finding, part_scores
from inspection.reading.talent import pool_finding
from inspection.text import say

WEIGHTS = {"ballots": 60, "completion": 25, "on_time": 15}


def test_the_weight_of_a_missing_part_is_shared_among_the_others():
    frame = pd.DataFrame(
        {"ballots_score": [90.0, 80.0, np.nan], "completion_share": [1.0, 0.5, np.nan], "on_time_share": [np.nan, 1.0, 0.8]}
    )
    points = contributed(part_scores(frame), WEIGHTS)
    assert points.loc[0].tolist() == pytest.approx([90 * 60 / 85, 100 * 25 / 85, 0])
    assert points.loc[1].tolist() == pytest.approx([48, 12.5, 15])
    assert points.loc[2].tolist() == pytest.approx([0, 0, 80])


def test_the_gap_is_between_the_highest_score_and_the_lowest_wherever_they_stand():
    assert gap_finding(pd.DataFrame({"composite": [80.0, 92.34, 75.5]}), "zh") == "最高 92.3 分，最低 75.5 分，相差 16.8 分"


def scored() -> pd.DataFrame:
    return pd.DataFrame({"inspection_id": ["A", "A", "B"], "judge": [1, 2, 1], "award_year": 2024})


def test_places_that_hang_on_the_judges_are_told_to_and_places_that_do_not_are_not():
    unsure = awards_finding(scored(), {"A": (1, 1, 1), "B": (2, 1, 2)}, "zh")
    assert unsure == say("team.awards_finding", "zh", year=2024, n=2, judges=2)
    sure = awards_finding(scored(), {"A": (1, 1, 1), "B": (2, 2, 2)}, "zh")
    assert sure == say("team.awards_settled", "zh", year=2024, n=2, judges=2)


def test_the_pool_is_told_as_the_last_year_leaves_it():
    frame = pd.DataFrame({"year": [2023, 2024], "joined": [5, 3], "left_pool": [1, 2], "in_pool": [4, 5]})
    assert pool_finding(frame, "zh") == "人才库现有 5 人，2024 年进 3 人、出 2 人（年份下为年底在库）"


def versions(*rows: tuple[int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["number", "warns", "refuses"])


@pytest.mark.parametrize(
    "rows, said",
    [
        (((1, 99, 0), (2, 3, 1), (4, 5, 1)), "不合规则的行数：第 2 版 4 行，第 4 版 6 行，多了 2 行"),
        (((2, 3, 1), (4, 0, 1)), "不合规则的行数：第 2 版 4 行，第 4 版 1 行，少了 3 行"),
        (((2, 3, 1), (4, 4, 0)), "不合规则的行数：第 2 版和第 4 版都是 4 行"),
        (((4, 4, 0),), "不合规则的行数，历版怎么变？"),
    ],
)
def test_a_version_is_told_against_the_one_before(rows, said):
    assert versions_finding(versions(*rows), "zh") == said


@dataclass(frozen=True)
class Day:
    """All that the sentence wants of a version."""

    as_of: date = date(2025, 9, 30)


def test_broken_rules_are_counted_once_and_their_rows_by_what_is_to_be_done():
    by_level = {level: [id for id, check in checks().items() if check.level == level] for level in ("refuses", "warns")}
    first, second = by_level["warns"][:2]
    counts = {first: 1000, second: 5, by_level["refuses"][0]: 7, by_level["warns"][2]: 0}
    said = standing_finding(Counted(Day(), counts), "zh")
    assert said == "4 条规则中有 3 条不合，共 1,012 行：须改 7 行，提醒 1,005 行"
    kept = standing_finding(Counted(Day(), {first: 0}), "zh")
    assert kept == "1 条规则都合，截至 2025-09-30 没有发现问题。"


def by_part(*rows: tuple[int, str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["year", "subject_level", "numerator", "denominator"]).assign(pending=0)


def test_a_change_is_taken_apart_into_the_parts_own_rates_and_the_mix():
    frame = by_part((2022, "a", 81, 87), (2022, "b", 192, 263), (2023, "a", 234, 270), (2023, "b", 55, 80))
    found = taken_apart(frame, "subject_level", 2022, 2023)
    assert of_whole(found) == ((273, 350), (289, 350))
    said = mix_finding(found, "clue_verification_rate", 2022, 2023, "zh")
    assert said == "2022→2023年问题线索查实率 78.0%→82.6%（+4.6）：各类本身 −5.4，构成变化 +9.9 个百分点"


def test_with_a_year_without_anything_nothing_is_compared():
    found = taken_apart(by_part((2022, "a", 1, 2)), "subject_level", 2022, 2023)
    said = mix_finding(found, "clue_verification_rate", 2022, 2023, "zh")
    assert said == say("clues.mix_nothing", "zh", before=2022, now=2023)
