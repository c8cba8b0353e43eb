"""Counties compared: places with the room that chance leaves, and who lies beyond what chance would have."""

from datetime import date

import pandas as pd

from inspection.reading.counties import COLUMNS, compared
from inspection.statistics import wilson


def told(*counties: tuple[str, int, int, int]) -> pd.DataFrame:
    """Counties with so many counted of so many, and so many young, as `evaluate_level` tells them."""
    ends = [wilson(k, n) or (None, None) for _, k, n, _ in counties]
    return pd.DataFrame(
        {
            "region": [code for code, *_ in counties],
            "settled_numerator": [k for _, k, _, _ in counties],
            "settled_denominator": [n for _, _, n, _ in counties],
            "settled_pending": [0] * len(counties),
            "settled_value": [k / n if n else float("nan") for _, k, n, _ in counties],
            "settled_low": pd.array([low for low, _ in ends], dtype="Float64"),
            "settled_high": pd.array([high for _, high in ends], dtype="Float64"),
            "young": [young for *_, young in counties],
        }
    )


def classed(frame: pd.DataFrame, org_class: str = "village") -> pd.DataFrame:
    """The same counties, all of whose things are of one class."""
    return frame.assign(org_class=pd.array([org_class] * len(frame), dtype="str"))


FOUR = told(("160121", 90, 100, 3), ("160122", 450, 500, 0), ("160123", 300, 500, 7), ("160124", 0, 0, 2))
NAMES = {"160121": "甲县", "160122": "乙县", "160123": "丙县", "160124": "丁县"}
DAYS = dict.fromkeys(NAMES, date(2025, 9, 30))


def test_equal_rates_share_a_place_and_a_county_without_anything_has_none():
    found = compared(FOUR, classed(FOUR), NAMES, DAYS, higher_is_better=True)
    assert list(found.columns) == list(COLUMNS)
    assert found["name"].tolist() == ["甲县", "乙县", "丙县", "丁县"]
    assert found["place"].tolist()[:3] == [1, 1, 3] and pd.isna(found["place"].iloc[3])
    assert found["young"].tolist() == [3, 0, 7, 2] and found["counted"].tolist() == [90, 450, 300, 0]


def test_where_lower_is_better_the_lowest_stands_first():
    found = compared(FOUR, classed(FOUR), NAMES, DAYS, higher_is_better=False)
    assert found["name"].tolist()[0] == "丙县" and found["place"].tolist()[:3] == [1, 2, 2]


def test_the_range_of_places_holds_the_place_and_a_small_county_has_the_wider_one():
    found = compared(FOUR, classed(FOUR), NAMES, DAYS, higher_is_better=True).set_index("region")
    for code in ("160121", "160122", "160123"):
        one = found.loc[code]
        assert one["place_low"] <= one["place"] <= one["place_high"]
    assert (found.loc["160123", "place_low"], found.loc["160123", "place_high"]) == (3, 3)
    assert found.loc["160121", "place_high"] == 2 and pd.isna(found.loc["160124", "place_low"])


def test_who_lies_beyond_chance_is_said_with_its_side():
    many = [(f"1601{n:02}", 90 + n % 3, 100, 0) for n in range(21, 45)] + [("160199", 40, 100, 0)]
    names = {code: code for code, *_ in many}
    found = compared(told(*many), classed(told(*many)), names, dict.fromkeys(names, date(2025, 9, 30)), higher_is_better=True)
    assert found.set_index("region").loc["160199", "outside"] == -2 and found["region"].iloc[-1] == "160199"
    assert (found["outside"] == 0).sum() == 24


def test_no_county_is_no_row():
    assert compared(told(), classed(told()), {}, {}, higher_is_better=True).empty


def test_like_with_like_a_county_of_hard_classes_is_not_judged_by_the_easy_ones():
    """Both bring about as much within each class; the first has nearly only the easy one, the second the hard one."""
    easy = classed(told(("160121", 90, 100, 0), ("160122", 9, 10, 0)), "township")
    hard = classed(told(("160121", 5, 10, 0), ("160122", 50, 100, 0)))
    whole = told(("160121", 95, 110, 0), ("160122", 59, 110, 0))
    found = compared(whole, pd.concat([easy, hard], ignore_index=True), NAMES, DAYS, higher_is_better=True).set_index("region")
    assert found["place"].tolist() == [1, 2] and found["place_like"].tolist() == [1, 1]
    assert found["expected"].tolist() == [95.0, 59.0] and found["ratio"].tolist() == [1.0, 1.0]
    better = hard.assign(settled_numerator=[5, 60])
    found = compared(whole, pd.concat([easy, better], ignore_index=True), NAMES, DAYS, higher_is_better=True)
    assert found.set_index("region")["place_like"].to_dict() == {"160121": 2, "160122": 1}
