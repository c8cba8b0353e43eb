"""Who stands out from chance, in a sentence."""

import pandas as pd

from inspection.reading.leagues import stands
from inspection.reading.outliers import funnel_finding, judged
from inspection.text import say


def units(counted: list[int], out_of: list[float], names: list[str] | None = None) -> pd.DataFrame:
    names = names or [f"第{at + 1}分局" for at in range(len(out_of))]
    return pd.DataFrame({"name": names, "counted": counted, "out_of": out_of})


def test_a_league_within_its_funnel_is_told_that_none_stands_out():
    of = [34, 51, 28, 47, 60, 39, 44, 25, 70, 33, 52]
    counted = [20, 33, 18, 30, 36, 25, 26, 17, 43, 19, 34]
    said = funnel_finding(units(counted, of), "查实率", "zh")
    assert said == "查实率：11 个中没有一个突出，差别不超出偶然"


def test_one_far_below_and_one_far_above_are_named_as_the_ledger_has_them():
    names = [*(f"第{at}分局" for at in range(9)), "<b>甲", "*乙*"]
    said = funnel_finding(units([180] * 9 + [60, 300], [300] * 11, names), "查实率", "zh")
    assert said.startswith("查实率：2 个超出99.8%界限（*乙*、<b>甲）")


def test_five_are_named_and_of_more_that_there_are_more():
    def said(count: int) -> str:
        return funnel_finding(units([600_000] + [30] * count, [1_000_000] + [100] * count), "率", "zh")

    five, six = said(5), said(6)
    assert "：5 个" in five and "第6分局）" in five
    assert "：6 个" in six and "第6分局等）" in six and "第7分局" not in six


def test_one_beyond_95_per_cent_is_told_beside_what_chance_would_give():
    said = funnel_finding(units([60] * 10 + [17], [100] * 10 + [40]), "查实率", "zh")
    assert said == say("ranking.funnel_near", "zh", what="查实率", n=1, count=11, chance="约有 0.6 ")


def test_units_that_differ_by_more_than_chance_are_not_told_that_they_do_not():
    """Eleven precincts none of which lies beyond its widened limits, far from alike: χ² on ten degrees of freedom."""
    of = [340] * 11
    counted = [40, 60, 76, 44, 70, 50, 68, 58, 75, 45, 63]
    said = funnel_finding(units(counted, of), "查实率", "zh")
    p = sum(counted) / sum(of)
    chi = sum((k - n * p) ** 2 / (n * p * (1 - p)) for k, n in zip(counted, of, strict=True))
    assert chi > 30
    expected = f"查实率：11 个之间的差别大于偶然（χ²={chi:.1f}，自由度 10），没有一个从中突出"
    assert said == expected
    assert "differ by more than chance" in funnel_finding(units(counted, of), "rate", "en")


def test_who_is_within_widened_limits_only_is_named_as_beyond_chance():
    of = [340] * 11
    counted = [4, 20, 96, 24, 90, 30, 88, 60, 75, 40, 98]
    said = funnel_finding(units(counted, of), "率", "zh")
    # 56.8 of 340 are expected: 4 lie 53 below, 98 lie 41 above, 96, 20 and 90 follow
    assert "没有一个从中突出；只按偶然算，第1分局、第11分局、第3分局、第2分局、第5分局等在99.8%界外" in said
    assert "不超出偶然" not in said


def test_a_league_says_of_each_where_it_stands_against_both_limits():
    counted = [4, 20, 96, 24, 90, 30, 88, 60, 75, 40, 98]
    words = stands(judged(units(counted, [340] * 11)), "zh")
    assert words[0] == "低得超出偶然（99.8%界外），但未从各家差别中突出" and words[7] == "在界限之内"
    assert words[-1] == "高得超出偶然（99.8%界外），但未从各家差别中突出"
    assert stands(judged(units([180, 170, 172, 178, 176, 80], [300] * 6)), "zh")[-1] == "明显偏低（99.8%界外）"


def test_the_others_are_called_alike_only_where_they_are():
    alike = funnel_finding(units([180, 170, 172, 178, 176, 80], [300] * 6), "率", "zh")
    apart = funnel_finding(units([60, 70, 95, 62, 90, 66, 92, 58, 88, 64, 91, 250], [340] * 12), "率", "zh")
    assert alike.endswith("（第6分局），单凭偶然不到 0.1 个，其余的差别不超出偶然")
    assert "（第12分局），单凭偶然不到 0.1 个，其余的之间差别也大于偶然；只按偶然算，第8分局、第1分局、" in apart
    assert funnel_finding(units([90, 10], [100, 100]), "率", "zh").endswith("（第1分局、第2分局）")  # no others


def test_of_many_units_it_is_said_how_many_chance_puts_beyond():
    counted, of = [50] * 99 + [90], [100] * 100
    assert "（第100分局），单凭偶然约有 0.2 个，其余的" in funnel_finding(units(counted, of), "率", "zh")


def test_units_without_anything_are_not_counted_among_those_judged():
    said = funnel_finding(units([6, 5, 0], [10, 10, 0]), "查实率", "zh")
    assert "2 个中" in said


def test_with_nothing_to_judge_the_question_is_asked():
    assert judged(units([0], [0])) is None
    assert funnel_finding(units([0], [0]), "查实率", "zh") == say("ranking.funnel_question", "zh")


def test_counts_per_exposure_have_other_limits_than_shares():
    frame = units([20, 22, 19, 60], [4, 4, 4, 4], ["一组", "二组", "三组", "四组"])
    assert "四组" in funnel_finding(frame, "每次发现问题", "zh", poisson=True)
    assert judged(frame, poisson=True).poisson
