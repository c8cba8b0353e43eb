"""What stands on the pages is what the ledgers hold: figures, titles, rows and downloads against plain sums."""

import json
import re
from datetime import date

import pytest

from inspection.indicators import Indicator, indicators
from inspection.text import say
from tests.second.figures import INDICATORS, figures, per_cent
from tests.small import AS_OF
from tests.ui.county import PLAIN, org_names, page, published, table
from tests.ui.dashboard import headings, text_tables, ways, words

PAGES = (
    "overview",
    "coverage",
    "plan",
    "findings",
    "clues",
    "rectification",
    "ranking",
    "accountability",
    "livelihood",
    "team",
)


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    with published(tmp_path_factory.mktemp("home")) as home:
        yield home


def expected(definition: Indicator, where: dict, as_of: date, **period: date) -> tuple[str, str]:
    """A headline figure as a plain sum makes it: its value, and its n of N (nothing of a count)."""
    lacking = {"term"} if definition.stock else set()
    where = {name: values for name, values in where.items() if name not in lacking and name not in definition.lacks}
    period = {} if definition.shape.grain == "term" or definition.stock else period
    n, whole, _ = figures(PLAIN, definition.id, as_of=as_of, where=where, settled=definition.rate, **period)[()]
    if definition.rate:
        return (per_cent(n, whole), f"{n:,} / {whole:,}") if whole else ("—", "")
    shown = f"{n:,.1f}" if definition.shape.decimal else f"{n:,}"
    return f"{shown} {definition.unit('zh')}", ""


def compare(at, where: dict, as_of: date = AS_OF, **period: date) -> int:
    by_title = {d.title("zh"): d for d in indicators().values()}
    captions = [c.value for c in at.caption]
    compared = 0
    for metric in at.metric:
        definition = by_title[metric.label]
        if definition.id not in INDICATORS:
            continue
        value, n_of_N = expected(definition, where, as_of, **period)
        assert metric.value == value, metric.label
        assert any(n_of_N in re.split(r"  \n| · ", caption) for caption in captions) or not n_of_N, metric.label
        compared += 1
    return compared


@pytest.mark.parametrize("name", PAGES)
def test_the_headline_figures_are_plain_sums_over_the_running_term(name):
    at = page(name)
    assert compare(at, {"term": [14]}) >= len(at.metric) - {"team": 2, "livelihood": 1}.get(name, 0)
    assert any(c.value == "本县 · 截至 2025-09-30 · 第十四届县委" for c in at.caption)


@pytest.mark.parametrize(
    "address, where, as_of, period",
    [
        ({"term": "13"}, {"term": [13]}, AS_OF, {}),
        ({"class": "county"}, {"term": [14], "org_class": ["county"]}, AS_OF, {}),
        ({"as_of": "2022-12-31"}, {"term": [14]}, date(2022, 12, 31), {}),
        (
            {"from": "2022-01-01", "to": "2022-12-31"},
            {},
            AS_OF,
            {"from_date": date(2022, 1, 1), "to_date": date(2022, 12, 31)},
        ),
        ({"round": "14-01"}, {"term": [14], "round": ["14-01"]}, AS_OF, {}),
    ],
    ids=lambda value: str(next(iter(value))) if isinstance(value, dict) and value else "",
)
def test_the_headline_figures_of_clues_obey_the_address(address, where, as_of, period):
    assert compare(page("clues", **address), where, as_of, **period) == 4


def test_a_filter_the_address_names_stands_in_words_beside_the_title():
    assert page("clues", **{"from": "2022-01-01", "to": "2022-12-31", "class": "county"}).caption[0].value == (
        "本县 · 截至 2025-09-30 · 2022-01-01 至 2022-12-31 · 县直党组织"
    )


def test_a_change_has_the_colour_and_the_words_of_its_card():
    shown = {m.label: m for m in page("overview").metric}
    assert shown["问题线索查实率"].delta == "变化不显著" and shown["整改完成率"].delta == "变化不显著"
    assert shown["全覆盖率"].delta == "略低于计划"
    assert all(c.value.startswith("7 / 9") for c in page("overview").caption if "7 / 9" in c.value)


def test_the_overview_says_the_sums_and_lists_the_alerts_of_the_term():
    at = page("overview")
    assert any(
        "发现问题 **6** 个，移交线索 **5** 件，问责处理 **3** 人，挽回损失 **42.5** 万元" in m.value
        for m in at.markdown
    )
    rows = next(found for found in text_tables(at) if "预警" in found)
    assert list(rows.iloc[0]) == ["红", "水利局党组", "整改逾期", "1", "1,125"]
    lead = ways(at, "预警", "党组织名称")
    assert lead[0] == "organisation?org=C4" and lead[2].startswith("coverage?")
    assert "卫健局党组" in list(rows["党组织名称"])[:5] and f"另有其他届次遗留 {2} 项" in words(at)
    assert any("第 1 版" in e.label or "版本 1" in e.label for e in at.expander if "09:30" in e.label)


def test_coverage_names_what_is_left_and_the_terms_side_by_side():
    at = page("coverage")
    assert headings(at)[:2] == ["全覆盖率 77.8%，落后匀速计划 7.3 个百分点", "先办这几件"]
    assert "应巡 9 个党组织，还有 2 个未巡" in headings(at)
    assert org_names(table(at, "village_class")) == ["丙村党支部", "丁村党支部"]
    past = page("coverage", term="13")
    assert set(org_names(table(past, "village_class"))) == {
        "甲镇党委",
        "乙镇党委",
        "财政局党组",
        "水利局党组",
        "丙村党支部",
        "丁村党支部",
    }
    rows = table(page("coverage", tab="terms"), "share")
    assert set(rows["term_no"]) == {"第十三届县委", "第十四届县委"}
    pooled = rows[(rows["term_no"] == "第十四届县委") & (rows["org_class"] == say("pages.pooled", "zh"))].iloc[0]
    assert (pooled["covered"], pooled["in_scope"], round(pooled["share"], 1)) == (7, 9, 77.8)
    rows = table(page("coverage", tab="rounds"), "findings")
    assert rows[["round_name", "organisations", "findings", "fed_back", "done"]].values.tolist()[0] == [
        "十四届第一轮",
        6,
        6,
        6,
        4,
    ]


def test_findings_name_the_most_common_and_count_every_kind():
    at = page("findings")
    assert headings(at)[0] == "哪些问题最普遍？"  # two are equally common
    assert headings(page("findings", **{"class": "county"}))[0] == "“财务”最普遍：4 家中 2 家有（50%）"
    assert "发现问题数：集中整改期完成最多，4 个，占 67%" in headings(at)
    rows = table(page("findings", tab="aspects"), "aspect")
    counts = dict(zip(rows["aspect"], rows["findings"], strict=True))
    assert counts == {"学习": 2, "财务": 2, "制度": 1, "采购": 1} and rows["share"].max() < 29
    teams = table(page("findings", tab="teams"), "team")
    assert dict(zip(teams["team"], zip(teams["inspections"], teams["findings"], strict=True), strict=True)) == {
        "一组": (3, 3),
        "二组": (2, 2),
        "三组": (2, 1),
        "四组": (1, 0),
    }


def test_clues_are_listed_one_by_one_and_year_by_year():
    at = page("clues")
    assert headings(at)[0] == "未办结 1 件，其中移交已超一年 1 件，红色预警 0 件"
    rows = table(page("clues", tab="each"), "outcome")
    assert len(rows) == 5 and org_names(rows).count("卫健局党组") == 2
    years = table(page("clues", tab="years", term="13"), "verdict")
    assert years[["year", "transferred", "concluded", "substantiated", "pending"]].values.tolist() == [
        [2018, 2, 2, 1, 0],
        [2022, 3, 3, 2, 0],
        [2024, 2, 1, 1, 1],
    ]
    assert [round(v, 1) for v in years["rate"]] == [50.0, 66.7, 100.0]
    rounds = table(page("clues", tab="clue_rounds"), "verification")
    assert [round(v, 1) for v in rounds["verification"]] == [66.7, 100.0] and rounds["conclusion"].tolist() == [100, 50]


def test_rectification_says_where_the_findings_stand_and_who_is_late():
    at = page("rectification")
    assert [h for h in headings(at) if h != "先办这几件"][:2] == [
        "2 个党组织有 2 项问题逾期未完成",
        "已满集中整改期的 6 个问题：报完成 66.7%，销号 16.7%，3 个报完成还没销号",
    ]
    rows = table(page("rectification", tab="late"), "days_overdue")
    assert sorted(zip(org_names(rows), rows["days_overdue"], strict=True)) == [("水利局党组", 1125), ("甲镇党委", 1125)]
    rows = table(page("rectification", tab="organisations"), "closed_off")
    first = rows[[name == "教育局党组" for name in org_names(rows)]].iloc[0]
    assert (first["fed_back"], first["done"], first["closed_off"], round(first["closed_off_share"], 1)) == (
        3,
        3,
        1,
        33.3,
    )
    closed = page("rectification", until="closed_off")
    assert any("销号" in h and "（0/6）" in h for h in headings(closed)) and any(
        "报完成 33.3%（2/6）" in h for h in headings(at)
    )


def test_the_ranking_is_of_the_class_chosen_and_the_last_owe_their_explanation():
    at = page("ranking", ranked="county", tab="owing")
    rows = table(at, "gap_to_next")
    assert org_names(rows) == ["卫健局党组", "教育局党组", "水利局党组", "财政局党组"] and rows[
        "rank_in_class"
    ].tolist() == [1, 2, 3, 4]
    assert rows["done_of"].tolist() == ["0/0", "3/3", "1/2", "0/0"] and rows["completion_share"].tolist()[1:3] == [
        100,
        50,
    ]
    last = [d.value for d in at.dataframe if "state" in d.value and "gap_to_next" not in d.value][0]
    assert list(zip(org_names(last), last["state"], strict=True)) == [
        ("教育局党组", "未作说明"),
        ("水利局党组", "靠后，已作说明"),
        ("财政局党组", "未作说明"),
    ]


def test_accountability_counts_persons_once_and_decisions_each():
    at = page("accountability", tab="forms")
    assert [m.value for m in at.metric][:4] == ["3 人", "1 人", "42.5 万元", "2.5 万元"]
    assert "问责 3 人（5 人次）；挽回 42.5 万元，返还群众 2.5 万元（6%）。" in words(at)
    assert any("42.5" in h and "2.5" in h and "6%" in h for h in headings(at))
    forms = next(c for c in at.get("plotly_chart") if "form" in c.proto.id)
    assert [trace["x"] for trace in json.loads(forms.proto.spec)["data"]] == [[2, 3], [2, 2]]


def test_years_are_of_all_terms_whichever_is_looked_at_and_say_so():
    drawn = []
    for term in ("13", "14"):
        at = page("accountability", tab="money", term=term)
        (chart,) = [c for c in at.get("plotly_chart") if "recovered_wan_years" in c.proto.id]
        (bars,) = json.loads(chart.proto.spec)["data"]
        drawn.append((bars["x"], bars["y"]))
        assert say("pages.scope", "zh", parts=say("pages.scope_all_terms", "zh")) in [c.value for c in at.caption]
    assert drawn[0] == drawn[1] == ([2022, 2023, 2024], [12.5, 0, 30.0])


def test_livelihood_and_team_count_of_their_own_ledgers():
    cases = table(page("livelihood"), "case_kind")
    assert cases["title"].tolist() == ["饮水", "采购"]  # found by a round of the term, whenever it occurred
    at = page("team", tab="awards")
    assert any(h.startswith("2024") and "1" in h for h in headings(at))
    chosen = page("team", tab="awards", award="2022")
    assert any(h.startswith("2022") and "3 份" in h for h in headings(chosen))
    awards = table(chosen, "mean_score")
    assert dict(zip(org_names(awards), awards["mean_score"], strict=True)) == {
        "甲镇党委": 96.5,
        "教育局党组": 92,
        "卫健局党组": 81,
        "财政局党组": 71,
    }
    pool = table(page("team"), "in_pool")
    assert dict(zip(pool["year"], zip(pool["joined"], pool["left_pool"], pool["in_pool"], strict=True), strict=True))[
        2024
    ] == (1, 1, 2)


def test_one_organisation_has_its_own_figures_of_all_terms():
    at = page("organisation", org="C2")
    assert compare(at, {"org": ["C2"]}) == 6
    assert headings(at)[0] == "2016 年以来巡察 3 次，发现问题 1 个" and any("第 1，共 2 家" in h for h in headings(at))
    rows = table(at, "round_name")
    assert rows["round_name"].tolist() == ["十三届第一轮", "十四届第一轮", "十四届第二轮"] and rows[
        "clues"
    ].tolist() == [1, 1, 1]
    assert any("2016" in m.value and "卫生健康" in m.value for m in at.markdown)
