"""Statements as offices have published them: what is right in print is not accused, the two wrong ones are found."""

from pathlib import Path

import pytest

from tests.papers.drafts import judged, verdicts, wrong

PUBLISHED = Path(__file__).with_name("statements").joinpath("published.txt").read_text(encoding="utf-8").splitlines()
QUOTED = """整改率,7764,7862,98.75
办结率,312,313,99.68
整改完成率,688,697,98.71
整改率,862,908,94.93
覆盖率,131,157,83.4
覆盖率,80,95,84.2
覆盖率,153,220,69.5
完成率,1148,1157,99
办结率,128,147,87
整改完成率,19,25,76
销号率,453,471,96.18
延期率,18,471,3.82
整改率,279,306,91.18
第一种形态,663,1005,66
第二种形态,262,1005,26
第三种形态,35,1005,3.5
第四种形态,45,1005,4.5
第一种形态,33650,51044,65.9
第二种形态,13315,51044,26.1
第三种形态,1430,51044,2.8
第四种形态,2649,51044,5.2
第一种形态,19618,29440,66.6
第二种形态,7083,29440,24.1
第三种形态,1238,29440,4.2
第四种形态,1501,29440,5.1
不属实率,100,1427,7.01
来访占比,555,708,78.39"""
VERB = {"整改率": "已整改", "办结率": "已办结", "整改完成率": "已完成整改", "完成率": "已完成", "覆盖率": "已巡察",
        "销号率": "已销号", "延期率": "延期", "不属实率": "不属实"}  # fmt: skip


def test_no_published_statement_that_is_right_is_accused():
    accused = {line: found for line in PUBLISHED if (found := wrong(line))}
    assert accused == {}


@pytest.mark.parametrize("row", QUOTED.splitlines())
def test_a_published_share_divides_and_one_a_tenth_away_does_not(row):
    what, part, whole, share = row.split(",")
    verb = VERB.get(what, what.removesuffix("占比"))
    name = what if what.endswith("率") else "占"
    said = f"共{whole}件，{verb}{part}件，{name}{{}}%。"
    assert verdicts(said.format(share), "right", "wrong") == [(f"{share}%", "right", "")]
    away = f"{float(share) + 1.1:.{len(share.partition('.')[2])}f}"
    assert [number for number, _ in wrong(said.format(away))] == [f"{away}%"]


@pytest.mark.parametrize("said", [
    "全县巡察全覆盖率83.4%，其中县直单位62个，已巡察51个，覆盖率69.4%；村居95个，已巡察80个，覆盖率84.2%。",
    "全县巡察全覆盖率已达83.4%，县直单位巡察全覆盖率已达69.4%（62个县直单位已完成巡察51个），村、居84.2%（95个村、居已完成巡察80个）。",
])  # fmt: skip
def test_the_county_whose_printed_coverage_is_not_that_of_its_own_counts(said):
    assert wrong(said) == [("69.4%", "82.3 %")]


def test_the_total_that_its_parts_do_not_make_and_the_share_that_changed_its_denominator():
    said = (
        "全年受理信访举报708件，其中来访555件，占78.39%；按来源分，群众反映516件、上级交办4件、部门移送83件、"
        "巡察移交7件、媒体曝光14件、其他76件，群众反映占73.71%。"
    )
    assert wrong(said) == [("708件", "700"), ("73.71%", "72.88 %")]
    share = judged(said).judged[-1].remarks[0]
    assert share.rule == "share_other_whole"
    assert dict(share.values)["fitting_whole"] == "516 + 4 + 83 + 7 + 14 + 76"


def test_shares_of_rounded_millions_are_right_as_rounded():
    said = "处理33.2万人次，其中第一种形态23.6万人次，占70.9%；第二种形态7.4万人次，占22.4%；"
    said += "第三种形态1.1万人次，占3.2%；第四种形态1.2万人次，占3.5%。"
    assert [v for _, v, _ in verdicts(said, "right", "rounded", "wrong")] == ["rounded"] * 5


def test_persons_with_two_sanctions_are_no_mistake_of_addition():
    said = "给予党纪处分315人、政务处分40人，共处分334人。"
    assert verdicts(said, "right", "wrong") == [("334人", "right", "")]
    assert wrong("城关镇315件、韩集镇40件，共334件。") == [("334件", "355")]


def test_no_stage_and_stage_are_added_up_to_the_rate_that_counts_both():
    found = judged("交办1427件，已办结492件，阶段性办结291件，在办644件，办结率54.9%。").judged[-1]
    assert (found.verdict, dict(found.remarks[0].values)["part"]) == ("right", "492 + 291")
