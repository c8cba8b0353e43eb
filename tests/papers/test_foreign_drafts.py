"""Statements in the manner of other offices: none is accused, and a number altered in one of them is found."""

import re
from pathlib import Path

import pytest

from tests.papers.drafts import judged, wrong

FOREIGN = Path(__file__).with_name("statements").joinpath("foreign.txt").read_text(encoding="utf-8").splitlines()


def test_no_statement_of_another_office_is_accused():
    assert len(FOREIGN) >= 60
    accused = {line: found for line in FOREIGN if (found := wrong(line))}
    assert accused == {}


def _altered(line: str):
    """The line with one number that was found right changed by 7, for each such number."""
    for one in judged(line).judged:
        digits = re.search(r"[\d,]+(?:\.\d+)?", one.figure.text)
        if one.verdict in ("right", "rounded") and digits:
            value = digits[0].replace(",", "")
            places = len(value.partition(".")[2])
            text = one.figure.text.replace(digits[0], f"{float(value) + 7:.{places}f}")
            yield line[: one.figure.start] + text + line[one.figure.end :]


def test_nine_of_ten_altered_totals_and_shares_are_found():
    altered = [text for line in FOREIGN for text in _altered(line)]
    missed = [text for text in altered if not wrong(text)]
    assert len(altered) > 50 and len(missed) <= len(altered) / 10, missed


@pytest.mark.parametrize("said, number, should", [
    ("城关镇 3 件、韩集镇 4 件，共 8 件。", "8 件", "7"),
    ("完成 19, 共 25, 67 %", "67 %", "76 %"),
    ("反馈问题 25 个，完成 19 个，未完成 7 个。", "25 个", "26"),
    ("反馈问题二十五个，已整改十九个，未整改七个。", "二十五个", "26"),
    ("查实率由 38% 提升至 57%，提高 22 个百分点。", "22 个百分点", "19 个百分点"),
    ("查实率由 38% 提升至 57%，提高 19%。", "19%", "19 个百分点"),
    ("查实率由 57% 提升至 38%。", "38%", ""),
    ("信访量由 120 件增至 150 件，增长 30%。", "30%", "25 %"),
    ("受理举报 461 件，与去年同期相比增加 245 件，同比增长 123.8%。", "123.8%", "113.4 %"),
    ("检举控告 401 件，比上年同期 687 件少 268 件。", "268 件", "286"),
    ("移交线索 40 件，其中城关镇 52 件。", "40 件", ""),
    ("整改率（7764/7862）98.57%。", "98.57%", "98.75 %"),
    ("发现问题中党的建设方面 118 个（28.5%）、作风方面 132 个（31.9%）、廉洁方面 164 个（49.6%）。", "164 个", ""),
    ("移交线索 3 件、处分 4 人，共 7 件。", "7 件", ""),
    ("已整改 19 个，整改率 108%。", "108%", ""),
    ("２０２４年，全县发现问题 1157 个。作风建设见好。\n2024年，全县发现问题 1157 个。", "", ""),
])  # fmt: skip
def test_a_mistake_is_found_where_it_stands(said, number, should):
    found = wrong(said)
    if number == "164 个":
        assert found == [("49.6%", "39.6 %")]
    else:
        assert found == ([(number, should)] if number else [])


def test_one_quantity_of_the_county_with_two_values_is_found_where_it_differs():
    assert wrong("2024年，全县发现问题 1157 个。\n会议认为成效明显。\n2024年，全县发现问题 1175 个。") == [("1175 个", "")]
    assert wrong("2024年，全县发现问题 1157 个。\n2023年，全县发现问题 1175 个。") == []
    assert wrong("2024年，全县发现问题 1157 个。\n2024年，城关镇发现问题 22 个。") == []


TABLE = """类别\t反馈问题数\t已整改\t整改率(%)\t线索（件）
县直\t412\t398\t96.6\t12
乡镇\t287\t266\t92.7\t9
村级\t1013\t987\t{rate}\t31
合计\t{total}\t1651\t96.4\t52"""


def test_a_table_is_added_up_and_divided_as_its_rows_are():
    assert wrong(TABLE.format(rate="97.4", total="1712")) == []
    assert wrong(TABLE.format(rate="97.1", total="1712")) == [("97.1", "97.4 %")]
    assert wrong(TABLE.format(rate="97.4", total="1721")) == [("1721", "1,712"), ("96.4", "95.9 %")]
    assert wrong(TABLE.format(rate="97.4", total="1712").replace("52", "53")) == [("53", "52")]
    distinct = TABLE.format(rate="97.4", total="1712").replace("线索（件）", "问责人数").replace("52", "48")
    assert wrong(distinct) == []  # one person may stand in two rows


def test_a_column_that_is_no_sum_is_not_added_up():
    behind = "类别\t已巡\t应巡\t比计划少\n合计\t218\t260\t3\n乡镇\t13\t14\t0\n县直\t59\t66\t0\n村\t146\t180\t7"
    assert wrong(behind) == []
    assert wrong(behind.replace("146", "164")) == [("218", "236")]


def test_a_table_with_a_row_of_words_in_the_place_of_its_rates_is_read():
    lines = TABLE.format(rate="97.4", total="1712").splitlines()
    assert wrong("\n".join([*lines[:3], "备注\t—\t—\t未统计\t—", *lines[3:]])) == []


def test_verdicts_are_counted_and_what_is_no_quantity_is_not_judged():
    said = "十四届县委第三轮巡察于2024年3月5日进驻，依据《条例》第二十七条（〔2024〕2号），"
    found = judged(said + "电话0555-1234567，发现问题12个。")
    assert [one.figure.text for one in found.judged] == ["12个"]
    assert found.counts() == {"wrong": 0, "right": 0, "rounded": 0, "unjudged": 1}
    kinds = [kind for _, _, kind in found.passages[0].others]
    assert kinds == ["ordinal", "ordinal", "date", "ordinal", "code", "number"]
