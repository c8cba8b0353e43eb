"""A count month by month: empty months are 0, the month that runs is left out, and what is said of two months is nothing."""

from dataclasses import replace
from datetime import date

import pytest

from inspection.charts import explore
from inspection.charts.template import ATTENTION, PRESENT
from inspection.reading import months
from inspection.reading.asked import Asked
from tests.reading.county import COUNTY
from tests.small import source, view_of

ASKED = Asked(("indicator", "findings"), ("month",), chart="line")


def office(counts: dict[str, int], as_of: date = date(2025, 9, 30)):
    rows = ["finding_id | inspection_id | category | aspect | scope | found_on | channel | nature | due_on | completion"]
    for month, count in counts.items():
        told = f"B1 | four-1 | 学习 | common | {month}-10 | deadline | intensive | | in_progress"
        rows += [f"{month}-{n} | {told}" for n in range(count)]
    return source(as_of, **COUNTY | {"findings": "\n".join(rows)})


def each(*counts: int, start: str = "2024-01") -> dict[str, int]:
    year, month = int(start[:4]), int(start[5:])
    return {f"{year + (month + at - 1) // 12}-{(month + at - 1) % 12 + 1:02d}": n for at, n in enumerate(counts)}


def test_months_without_any_count_as_none_up_to_the_last_whole_month():
    data = office({"2024-10": 3, "2025-01": 2})
    made = months.months(view_of(data), data, ASKED)
    assert made.names[0] == "2024-10" and made.names[-1] == "2025-09"
    assert made.values == (3, 0, 0, 2, *(0,) * 8)
    assert months.months(view_of(data, as_of=date(2025, 9, 29)), data, ASKED).names[-1] == "2025-08"


def test_fewer_than_twelve_months_are_said_to_be_too_few():
    data = office({"2024-11": 3})
    made = months.months(view_of(data), data, ASKED)
    assert made.process is None
    assert months.finding(view_of(data), made) == "只有 11 个整月，不足 12 个月：不画界限，也不说哪个月异常"


def test_what_comes_in_batches_has_no_limits_by_months():
    every_third, every_second = office(each(*[4, 6, 0] * 7)), office(each(*[4, 0] * 10, 4))
    assert months.months(view_of(every_third), every_third, ASKED).process is not None
    made = months.months(view_of(every_second), every_second, ASKED)
    assert made.process is None
    assert months.finding(view_of(every_second), made).startswith("21 个月中 10 个月没有：随轮次成批而来")


def test_usual_months_are_said_to_be_usual_and_one_beyond_the_limits_is_named():
    usual = office(each(*[4, 6] * 10, 5))
    made = months.months(view_of(usual), usual, ASKED)
    assert months.finding(view_of(usual), made) == (
        "2024-01 以来平常每月 5.0，在 0.0 至 10.3 之间都属正常波动；没有异常的月份，相邻两月的升降不说明问题"
    )
    odd = office(each(*[4, 6] * 9, 12, 5, 5))
    made = months.months(view_of(odd), odd, ASKED)
    assert "超出界限 1 个月：2025-07" in months.finding(view_of(odd), made)
    assert made.process.signals[18] == 2 and made.worse == 0, "of findings neither side is worse"


def test_the_drawing_fills_the_months_beyond_the_limits_and_shows_each_stretch_with_its_mean_and_limits():
    data = office(each(*[4, 6] * 9, 12, 5, 5))
    made = months.months(view_of(data), data, ASKED)
    _, figure = explore.months(made, lang="zh", title="发现问题")
    counts, mean, high, low = figure.data
    assert counts.y == made.values and counts.marker.size.count(9) == 1 and counts.marker.size[18] == 9
    assert (set(mean.y), set(high.y), set(low.y)) == ({5.0}, {5.0 + 2.66 * 2}, {0.0})
    assert mean.x == made.names
    worse = replace(made, worse=1)
    assert explore.months(worse, lang="zh", title="")[1].data[0].marker.color[18] == ATTENTION
    assert counts.marker.color[18] == PRESENT


@pytest.mark.parametrize(
    "asked, is_able",
    [
        (ASKED, True),
        (Asked(("ledger", "findings"), ("found_on@month",)), True),
        (Asked(("ledger", "inspections"), ("onsite_start@month",), "mean", "talks"), False),
        (Asked(("indicator", "completion_rate"), ("month",)), False),
        (Asked(("indicator", "findings"), ("year",)), False),
        (Asked(("indicator", "findings"), ("month", "org_class")), False),
        (Asked(("indicator", "findings"), ("month",), keep=(("year", ("2024",)),)), False),
        (Asked(("indicator", "findings"), ("month",), keep=(("org_class", ("county",)),)), True),
        (Asked(("ledger", "findings"), ("found_on@month",), between=(("found_on", "2024-01-01", ""),)), False),
    ],
)
def test_counts_by_months_alone_are_a_process(asked, is_able):
    assert months.able(asked) is is_able
