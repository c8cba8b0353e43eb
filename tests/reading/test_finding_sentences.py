"""Kinds and aspects of findings in a sentence: what is the most common, and when nothing is."""

import pandas as pd
import pytest

from inspection.reading.findings import (
    categories_there,
    category_name,
    common_finding,
    sector_names,
    widespread,
)
from inspection.text import say


def test_a_category_has_one_name_on_two_lines_or_on_one():
    assert category_name("four-2", "en", lines=True) == "strict governance\nover the Party"
    assert category_name("four-2", "en") == "strict governance over the Party"
    assert category_name("four-2", "zh") == "全面从严治党战略部署"


def test_categories_stand_in_the_order_of_their_list_and_the_empty_sector_last():
    frame = pd.DataFrame({"category": ["three-1", "four-3", "four-1", "four-3"]})
    assert categories_there(frame) == ["four-1", "four-3", "three-1"]
    assert list(sector_names("zh"))[-1] == ""


def aspect(name: object, orgs: int, count: int, of: int = 10) -> dict:
    return {"aspect": name, "organisations": orgs, "findings": count, "organisations_inspected": of, "share": orgs / of}


def test_the_most_common_aspect_is_the_one_most_organisations_have_not_the_one_with_most_findings():
    frame = pd.DataFrame([aspect("作风", 4, 50), aspect("财务", 6, 5), aspect(None, 9, 10)])
    assert common_finding(frame, "zh") == "“财务”最普遍：10 家中 6 家有（60%）"


@pytest.mark.parametrize("rows", [[aspect(None, 9, 10)], [aspect("作风", 1, 3, 1), aspect("财务", 1, 2, 1)]])
def test_without_an_aspect_and_of_equals_none_is_the_most_common(rows):
    assert common_finding(pd.DataFrame(rows), "zh") == say("charts.common_problems_question", "zh")


def test_what_the_first_aspects_hold_together_is_of_all_findings():
    frame = pd.DataFrame([aspect("作风", 4, 5), aspect("财务", 6, 5), aspect(None, 9, 10)])
    rows = widespread(frame)
    assert (rows["aspect"].tolist(), rows["together"].tolist()) == (["财务", "作风"], [0.25, 0.5])
    nothing = widespread(pd.DataFrame([aspect("财务", 0, 0)]))
    assert nothing["together"].tolist() == [0.0]
