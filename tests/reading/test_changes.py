"""What became of a rate since before: named, coloured, and only between things that have had the same time."""

from datetime import date, timedelta

import pandas as pd
import pytest

from inspection.indicators import indicator
from inspection.reading.cards import card
from inspection.reading.changes import Change, change, change_words, compared, how_compared
from inspection.reading.view import Term, View
from tests.reading.county import COUNTY
from tests.small import source, view_of

ENDED = View("zh", date(2025, 9, 30), (Term(12, "", date(2016, 7, 1), date(2021, 6, 30)),), 12)


def figure(n: int, whole: int, pending: int = 0) -> pd.Series:
    counts = {"numerator": n, "denominator": whole, "pending": pending}
    return pd.Series(counts | {"value": n / whole if whole else None}, dtype=object)


def words(id: str, before: pd.Series, now: pd.Series, **told: object) -> tuple[str, str, str]:
    return change_words(ENDED, indicator(id), compared(indicator(id), before, now, **told))


@pytest.mark.parametrize(
    "id, now, expected",
    [
        ("completion_rate", figure(90, 100), ("升 30.0 个百分点", "green", "up")),
        ("completion_rate", figure(30, 100), ("降 30.0 个百分点", "red", "down")),
        ("overdue_rate", figure(90, 100), ("升 30.0 个百分点", "red", "up")),
        ("overdue_rate", figure(30, 100), ("降 30.0 个百分点", "green", "down")),
        ("completion_rate", figure(62, 100), ("变化不显著", "off", "off")),
        ("completion_rate", figure(0, 0), ("", "off", "off")),
    ],
)
def test_a_change_is_named_where_its_interval_excludes_zero_and_coloured_by_whether_it_is_good(id, now, expected):
    assert words(id, figure(60, 100), now) == expected


def test_a_rise_that_the_open_cases_could_undo_and_one_across_a_break_are_no_rises():
    rate = "clue_verification_rate"
    assert words(rate, figure(60, 100), figure(90, 100, 90))[0] == "未结可改变结论"
    assert words(rate, figure(60, 100), figure(90, 100), breaks=True)[0] == "口径变化，不比较"


def test_the_colour_is_off_where_neither_way_is_better():
    neither = next(
        id
        for id in ("clue_verification_rate", "clue_case_filing_rate", "reinspection_rate")
        if indicator(id).better == "neither"
    )
    assert words(neither, figure(60, 100), figure(90, 100))[1:] == ("off", "up")


def test_a_difference_that_unequal_ages_make_is_told_and_is_neither_a_rise_nor_a_fall():
    rate = "completion_rate"
    assert words(rate, figure(60, 100), figure(90, 100), by_age=0.29) == (
        "高 30.0 个百分点",
        "off",
        "off",
    )
    assert words(rate, figure(90, 100), figure(60, 100), by_age=-0.29)[0].startswith("低 30.0 个百分点")
    assert words(rate, figure(60, 100), figure(90, 100), by_age=0.05)[2] == "up"
    assert words(rate, figure(60, 100), figure(90, 100), by_age=-0.29)[2] == "up"


def test_the_interval_and_the_part_that_ages_make_stand_beside_the_change():
    lines = how_compared(ENDED, compared(indicator("completion_rate"), figure(60, 100), figure(90, 100), by_age=0.29))
    assert lines == [
        "与之相差 +30.0 个百分点，95% 区间 +18.3 至 +40.8。",
        "其中 +29.0 个百分点是经历时间长短不同造成的（快慢一样，只是起算有早有晚），扣除后再判断升降。",
    ]
    assert how_compared(ENDED, Change("none")) == []


HEAD = "finding_id | inspection_id | category | scope | found_on | channel | nature | completion | completed_on"


def office(*groups: tuple[date, int, int, int]):
    """(day of feedback, how many findings, how many of them done, after how many days) -> a county of two terms; what is
    fed back before July 2021 is the first term's."""
    inspections = [
        "inspection_id|round_id|org_id|team|team_level|kind|counts_toward_coverage|onsite_start|feedback_on"
    ]
    findings = [HEAD]
    for at, (feedback_on, count, done, days) in enumerate(groups):
        round_id = "13-01" if feedback_on < date(2021, 7, 1) else "14-01"
        began = feedback_on - timedelta(days=90)
        inspections.append(f"I{at}|{round_id}|C1|一组|county|routine|true|{began}|{feedback_on}")
        ended = feedback_on + timedelta(days=days)
        for number in range(count):
            told = f"done|{ended}" if number < done else "in_progress|"
            findings.append(f"{at}-{number}|I{at}|four-1|common|{began}|deadline|intensive|{told}")
    whole = {name: COUNTY[name] for name in ("organisations", "rounds")}
    return source(**whole, findings="\n".join(findings), inspections="\n".join(inspections))


def test_a_late_round_of_feedback_turns_no_fall_into_a_rise():
    """Term 13 stood on 30 September 2020, the same age of the term, with a round fed back 31 days before; its older
    findings were better done than those of term 14."""
    made = office(
        (date(2018, 3, 1), 200, 196, 40),
        (date(2020, 8, 30), 100, 0, 0),
        (date(2022, 3, 1), 200, 170, 40),
        (date(2025, 9, 1), 5, 0, 0),
    )
    shown = card(view_of(made), made, "completion_rate")
    assert (shown.value, shown.change, shown.colour) == ("85.0%", "降 13.0 个百分点", "red")
    assert shown.below == (
        "上届同期 98.0%",
        "170 / 200 · 未完成 30",
        "另 5 件未满 90 天",
        "含未满期 82.9%（170 / 205）",
    )


def test_one_that_was_fed_back_ninety_days_ago_counts_and_one_day_less_does_not():
    made = office((date(2025, 7, 2), 3, 3, 10), (date(2025, 7, 3), 4, 4, 10))
    shown = card(view_of(made), made, "completion_rate")
    assert shown.below[0] == "3 / 3" and shown.below[-2] == "另 4 件未满 90 天"


def test_findings_that_are_merely_younger_are_no_fall():
    """Half are done at once and the rest after 300 days, in both terms; in term 14 most were fed back 200 days ago."""
    old = [(date(2018, 3, 1), 200, 200, 10), (date(2018, 3, 1), 200, 200, 300)]
    made = office(*old, (date(2025, 3, 14), 200, 200, 10), (date(2025, 3, 14), 200, 0, 0))
    found = change(view_of(made), made, "completion_rate")
    assert (found.word, round(found.difference, 3), round(found.by_age, 3)) == ("ages", -0.5, -0.5)
    shown = card(view_of(made), made, "completion_rate")
    assert (shown.value, shown.change) == ("50.0%", "低 50.0 个百分点")
    assert shown.below == ("上届同期 100.0%", "200 / 400 · 未完成 200") and "因经历时间不同，不作升降判断" in shown.help


def test_where_all_are_counted_nothing_is_significant_or_not_and_what_it_was_stands_beside():
    office = source(**COUNTY)
    view = view_of(office)
    assert change(view, office, "reinspection_rate") == Change("none")
    shown = card(view, office, "reinspection_rate")
    assert shown.change == "" and shown.below[0].startswith("上届同期")
