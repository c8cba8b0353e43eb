"""How far the clues came and how long they have waited, in a sentence."""

import pandas as pd
import pytest

from inspection.reading.clues import open_clues, open_finding, stages_finding
from inspection.text import say
from tests.reading.county import COUNTY
from tests.small import source, view_of


def stages(**counts: int) -> pd.DataFrame:
    return pd.DataFrame({"stage": list(counts), "clues": list(counts.values())})


def test_the_stages_are_told_by_their_own_numbers():
    frame = stages(transferred=1200, disposed=1100, concluded=1000, verified=600, case_filed=300)
    assert stages_finding(frame, "zh") == "移交 1,200 件，办结 1,000 件，查实 600 件"


def test_a_stage_that_nothing_reached_counts_none():
    assert stages_finding(stages(transferred=3), "zh") == "移交 3 件，办结 0 件，查实 0 件"


@pytest.mark.parametrize("frame", [stages(transferred=0, concluded=0), stages(concluded=0)])
def test_with_nothing_transferred_the_question_is_asked(frame):
    assert stages_finding(frame, "en") == say("charts.funnel_question", "en")


def test_what_is_open_is_told_with_what_is_old_and_what_is_under_a_red_warning_whoever_has_it():
    frame = pd.DataFrame({"handler": ["一室", None], "open_clues": [700, 400], "over_365": [3, 2], "red": [1, 3],
                          "yellow": [9, 9]})
    assert open_finding(frame, "zh") == "未办结 1,100 件，其中移交已超一年 5 件，红色预警 4 件"


def test_what_is_put_aside_has_no_limit_and_is_told_apart_from_what_is_within_one():
    held = """
        clue_id | inspection_id | transferred_on | subject_level | handler | disposal     | disposed_on | outcome | concluded_on
        1       | D3            | 2022-05-02     | general       | 一室    | shelved      | 2022-05-20  | pending |
        2       | D3            | 2025-09-20     | general       | 一室    | verification | 2025-09-25  | pending |
        3       | D3            | 2022-05-02     | general       | 一室    | verification | 2022-05-20  | pending |
    """
    office = source(**{**COUNTY, "clues": held})
    frame = open_clues(view_of(office), office)
    assert dict(zip(frame["clue_id"], frame["level"], strict=True)) == {1: "shelved", 2: "", 3: "red"}
