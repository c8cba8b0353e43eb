"""The page of a single finding and of a single clue: what the ledgers say of it on the day, and nothing that is secret."""

import pytest

from tests.ui.county import published
from tests.ui.dashboard import fault, opened, words


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    with published(tmp_path_factory.mktemp("home")) as home:
        yield home


def told(page: str, **address: str) -> tuple[str, list]:
    at = opened(f"case/{page}", **address)
    assert not fault(at), fault(at)
    return words(at), [frame.value for frame in at.dataframe]


def told_of_clues() -> list:
    at = opened("review/clues", tab="each")
    assert not fault(at), fault(at)
    return [frame.value for frame in at.dataframe]


def course(frames: list) -> list[tuple[str, str]]:
    """(day, step) of the list of its course, in whichever language."""
    days, steps = (next(f for f in frames if name in f) for name in ("on_day", "step"))
    return [(f"{day:%Y-%m-%d}", step) for day, step in zip(days["on_day"], steps["step"], strict=True)]


def test_a_finding_s_page_tells_its_course_and_leads_on_within_the_same_view():
    said, frames = told("finding", number="F22", term="14", **{"class": "county"})
    assert "逾期未完成：超过期限 1125 天" in said.replace(",", "") and "采购" in said
    assert course(frames)[0] == ("2022-03-10", "发现") and course(frames)[-1] == ("2022-09-01", "整改期限")
    (beside,) = (f for f in frames if "standing" in f)
    assert beside["finding_id"].tolist() == ["finding?class=county&number=F21"]
    assert "rectification?term=14&round=14-01" in said


def test_on_an_earlier_day_it_is_what_was_known_then_and_in_english_it_is_english():
    said, frames = told("finding", number="F22", as_of="2022-08-31", lang="en")
    assert "Being worked on: due 2022-09-01, 1 days left." in said
    assert ("2022-03-10", "Found") in course(frames)
    said, frames = told("finding", number="F22", as_of="2022-03-09")
    assert "截至 2022-03-09 没有编号为 F22 的问题" in said and not frames


def test_a_clue_s_page_tells_its_course_and_one_that_names_nothing_says_how_to_get_there():
    each = next(f for f in told_of_clues() if "clue_id" in f)
    (open_one,) = each[each["outcome"] == "未结"]["clue_id"].str.rpartition("=")[2]  # a number that stands for the office's own
    said, frames = told("clue", number=open_one)
    assert "未结：尚无处置意见" in said and "蓝色预警" in said
    assert course(frames) == [("2024-05-02", "移交"), ("2024-06-01", "时限（蓝）")]
    assert "在任何一张表里点线索编号" in told("clue")[0]
    assert "没有编号为 <b>x</b> 的线索" in told("clue", number="<b>x</b>")[0]


def test_the_number_in_a_table_leads_to_the_page_of_the_finding_or_clue():
    links = next(f for f in told_of_clues() if "clue_id" in f)["clue_id"]
    assert len(set(links)) == 5 and links.str.fullmatch(r"clue\?number=[1-7]").all()
