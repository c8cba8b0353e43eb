"""One organisation in a sentence."""

from datetime import date

import pandas as pd

from inspection.reading.organisation import history_finding, place_finding


def test_only_inspections_and_what_they_found_are_counted_since_the_first_thing_known():
    frame = pd.DataFrame(
        {
            "on_day": [date(2021, 3, 1), date(2023, 5, 1), date(2015, 1, 1), date(2024, 1, 1)],
            "event": ["inspected", "inspected", "entered_scope", "fed_back"],
            "counted": [1000, 8, None, 77],
        }
    )
    assert history_finding(frame, "zh") == "2015 年以来巡察 2 次，发现问题 1,008 个"


def test_an_inspection_that_says_no_number_found_none():
    frame = pd.DataFrame({"on_day": [date(2021, 3, 1)], "event": ["inspected"], "counted": [None]})
    assert history_finding(frame, "zh") == "2021 年以来巡察 1 次，发现问题 0 个"


def test_the_last_assessment_is_told_not_the_best():
    frame = pd.DataFrame({"rank_in_class": [1, 12], "count_in_class": [40, 38]})
    assert place_finding(frame, "zh") == "最近一次测评在同轮同类中排第 12，共 38 家"
