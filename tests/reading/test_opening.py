"""What a review page opens with: a sentence made of verdicts that stand elsewhere, the rows to be named, what moved."""

from dataclasses import replace

import pytest

from inspection.reading import cards, moves, opening
from inspection.reading.view import View
from tests.reading.county import COUNTY, clues
from tests.small import set_to, source, view_of

SAID = {
    "overview": "全覆盖率 77.8%（7/9），略低于计划；红色 3 条，最久 1125 天（水利局党组）；"
    "与上次会议（2024-05-20 县委常委会）相比，变差 0 项、好转 1 项。",
    "coverage": "全覆盖率 77.8%（7/9），略低于计划。",
    "plan": "还有 2 个未巡（村(社区)党组织 2）；本届只有 2 轮新覆盖了党组织，不足 3 轮，进度还说不准，不作测算。",
    "findings": "发现问题 6 个；没有哪个方面最普遍；没有记为重复的。",
    "clues": "问题线索查实率 75.0%（3/4，件数少，95% 区间 30%–95%），与上届同期相比变化不显著；"
    "未办结 1 件，其中移交已超一年 1 件，红色预警 0 件。",
    "rectification": "整改完成率 66.7%（4/6，件数少，95% 区间 30%–90%），与上届同期相比变化不显著；"
    "2 个党组织有 2 项问题逾期未完成，最久 1125 天（水利局党组）；报完成还没销号 3 个。",
    "ranking": "名次靠后 2 个：财政局党组、水利局党组；都是确定的；1 个应作说明而没有作。",
    "accountability": "没有问责处理的记录；没有挽回损失的记录。",
    "livelihood": "文书办结率 0.0%（0/2，件数少，95% 区间 0%–66%），与上届同期相比变化不显著；没有为群众解决事项的记录。",
    "team": "交办办结率：没有可计数的；没有逾期的交办事项。",
    "organisation": "2016 年以来巡察 1 次，发现问题 1 个；整改完成率 0.0%（0/1，件数少，95% 区间 0%–79%）；"
    "红色 1 条，最久 1125 天（甲镇党委）。",
}
ROWS = {
    "overview": [
        ("水利局党组", "红：整改逾期 1", "2022-09-01", 1125, "督办，定补完日期"),
        ("甲镇党委", "红：整改逾期 1", "2022-09-01", 1125, "督办，定补完日期"),
        ("村(社区)党组织", "红：全覆盖落后计划 1", None, None, "列入下一轮"),
        ("甲镇党委", "黄：文书逾期 1", "2022-05-01", 1248, "催办回复"),
        ("甲镇党委", "黄：名次靠后未作说明 1", "2022-12-03", 1032, "作书面说明"),
    ],
    "coverage": [
        ("丙村党支部", "从未巡察", None, None, "列入下一轮"),
        ("丁村党支部", "从未巡察", None, None, "列入下一轮"),
    ],
    "plan": [
        ("丙村党支部", "从未巡察", None, None, "列入下一轮"),
        ("丁村党支部", "从未巡察", None, None, "列入下一轮"),
    ],
    "findings": [],
    "clues": [("财政局党组", "蓝：线索办理超时 1", None, None, "催承办部室报进展")],
    "rectification": [
        ("水利局党组", "红：整改逾期 1", "2022-09-01", 1125, "督办，定补完日期"),
        ("甲镇党委", "红：整改逾期 1", "2022-09-01", 1125, "督办，定补完日期"),
    ],
    "ranking": [
        ("财政局党组", "第 4 名（4）", "2024-12-06", 298, "作书面说明"),
        ("水利局党组", "第 3 名（3）", "2022-12-02", 1033, "已作说明，跟踪整改"),
    ],
    "accountability": [],
    "livelihood": [
        ("甲镇党委", "黄：文书逾期 1", "2022-05-01", 1248, "催办回复"),
        ("卫健局党组", "黄：文书逾期 1", "2025-03-01", 213, "催办回复"),
    ],
    "team": [],
    "organisation": [
        ("甲镇党委", "红：整改逾期 1", "2022-09-01", 1125, "督办，定补完日期"),
        ("甲镇党委", "黄：文书逾期 1", "2022-05-01", 1248, "催办回复"),
    ],
}


@pytest.fixture(scope="module")
def office():
    return source(**COUNTY, set=set_to(bottom__last_k=2))


def asked(office, page: str, **chosen) -> tuple[View, object, str, str]:
    view = view_of(office, **chosen)
    if page == "organisation":
        view = replace(view.whole(), orgs=("T1",))
    return view, office, page, "county" if page == "ranking" else ""


def told(frame) -> list[tuple]:
    days = [None if value is None or value != value else f"{value:%Y-%m-%d}" for value in frame["since_on"]]
    counts = [None if count != count else int(count) for count in frame["days"].astype(object).where(frame["days"].notna())]
    return list(zip(frame["org_name"], frame["matter"], days, counts, frame["next_step"], strict=True))


@pytest.mark.parametrize("page", SAID)
def test_a_page_opens_with_a_sentence_and_at_most_five_rows_of_whose_since_when_and_what_next(office, page):
    assert set(SAID) == set(ROWS) == set(opening.SENTENCES)
    assert opening.sentence(*asked(office, page)) == SAID[page]
    assert told(opening.rows(*asked(office, page))) == ROWS[page]


def test_the_rates_of_a_sentence_are_those_of_the_cards(office):
    for page, id in (("coverage", "coverage_rate"), ("clues", "clue_verification_rate"), ("rectification", "completion_rate")):
        shown = cards.card(view_of(office), office, id)
        assert f"{shown.title} {shown.value}（{shown.brief[0].split(' · ')[0].replace(' ', '')}" in SAID[page], page


def test_a_rise_is_said_only_where_there_is_a_verdict_and_never_of_what_is_too_young():
    def said(now: tuple) -> str:
        held = clues((2018, "一室", 20, 20, 0, "A1"), (2022, "一室", *now))
        office = source(**COUNTY | {"clues": held})
        return opening.rate_words(view_of(office), office, "clue_verification_rate")

    assert said((38, 2, 0)) == "问题线索查实率 95.0%（38/40），与上届同期相比升 45.0 个百分点"
    assert said((24, 16, 0)) == "问题线索查实率 60.0%（24/40），与上届同期相比变化不显著"
    assert "升" not in said((26, 14, 40))  # the open ones could take it back
    young = source(**COUNTY | {"clues": clues((2025, "一室", 8, 0, 2))})
    assert opening.rate_words(view_of(young), young, "clue_verification_rate") == "问题线索查实率：10 个都未到期，还不能算"


def test_what_moved_since_the_last_meeting_stands_for_worse_first_and_of_an_ended_term_nothing_does(office):
    lines = COUNTY["findings"].splitlines()
    later = [line.replace("2022-09-01", "2024-09-01") if "F22" in line else line for line in lines]
    moved = source(**COUNTY | {"findings": "\n".join(later)})
    assert [(m.name, m.before, m.now, m.by, m.mark) for m in moves.moved(view_of(moved), moved)] == [
        ("逾期未完成问题", "1", "2", "+1", "bad"),
        ("已办结线索", "3", "4", "+1", "good"),
    ]
    assert "变差 1 项、好转 1 项" in opening.sentence(*asked(moved, "overview"))
    assert moves.moved(view_of(office, term=13), office) == ()
    assert "会议" not in opening.sentence(*asked(office, "overview", term=13))


def test_without_an_inspection_every_page_says_that_it_knows_nothing_and_names_nobody():
    bare = source(**{name: COUNTY[name] for name in ("organisations",)})
    for page in opening.SENTENCES:
        assert opening.sentence(*asked(bare, page)).startswith("还没有巡察记录"), page
        assert opening.rows(*asked(bare, page)).empty
