"""What a view is compared with, what a figure says of its change, and what a chart's title may claim."""

from datetime import date

import pandas as pd
import pytest

from inspection.charts.clues import verification_by_year
from inspection.charts.coverage import by_class, pace
from inspection.charts.rectification import overdue_by_organisation
from inspection.indicators import indicator
from inspection.reading.cards import change_words, stands_on
from inspection.reading.view import Term, View, compared_with
from inspection.reading.years import year_finding
from tests.ui.dashboard import fault, opened

TERMS = (
    Term(12, "第十二届县委", date(2016, 7, 1), date(2021, 6, 30)),
    Term(13, "第十三届县委", date(2021, 7, 1), None),
)
VIEW = View("zh", date(2025, 9, 30), terms=TERMS, term=13)


def test_a_term_is_compared_with_the_one_before_as_many_days_after_its_start():
    before = compared_with(VIEW)
    assert before.term == 12
    assert before.as_of - TERMS[0].started_on == VIEW.as_of - TERMS[1].started_on


@pytest.mark.parametrize(
    "changed",
    [
        {"term": 12},  # nothing came before the first term
        {"rounds": ("13-01",)},  # a round has no counterpart
        {"terms": (), "term": None},
        {"from_date": date(2016, 1, 1)},  # a year earlier lies before the data
        {"to_date": date(2024, 1, 1)},  # no beginning, so no length
    ],
)
def test_what_has_no_counterpart_is_not_compared(changed):
    values = {name: getattr(VIEW, name) for name in ("lang", "as_of", "terms", "term")} | changed
    assert compared_with(View(**values)) is None


def test_a_period_is_compared_with_the_same_days_a_year_earlier_also_in_leap_years():
    view = View("zh", date(2024, 2, 29), TERMS, 13, date(2023, 3, 1), date(2024, 2, 29))
    before = compared_with(view)
    assert (before.from_date, before.to_date, before.as_of) == (date(2022, 3, 1), date(2023, 2, 28), date(2023, 2, 28))


def test_a_chosen_period_stands_for_itself_and_coverage_keeps_its_term():
    view = View("zh", date(2025, 9, 30), TERMS, 13, date(2024, 1, 1), date(2024, 12, 31), classes=("village",))
    assert dict(view.filters_of(indicator("findings"))) == {"org_class": ("village",)}
    assert dict(view.filters_of(indicator("coverage_rate"))) == {"term": (13,), "org_class": ("village",)}
    assert view.period_of(indicator("coverage_rate")) == (None, None)


def _figure(n: int, whole: int, pending: int = 0) -> pd.Series:
    value = n / whole if whole else None
    counts = {"numerator": n, "denominator": whole, "pending": pending}
    return pd.Series(counts | {"value": value, "low": 0.1, "high": 0.9}, dtype=object)


def test_a_change_is_named_only_where_its_interval_excludes_zero():
    rate = indicator("completion_rate")
    assert change_words(VIEW, rate, _figure(90, 100), _figure(60, 100)) == ("升 30.0 个百分点", "green", "up")
    assert change_words(VIEW, rate, _figure(5, 10), _figure(4, 10)) == ("变化不显著", "off", "off")
    assert change_words(VIEW, indicator("overdue_rate"), _figure(50, 100), _figure(20, 100))[1:] == ("red", "up")
    assert change_words(VIEW, rate, _figure(5, 10), None) == ("", "off", "off")
    assert change_words(VIEW, rate, _figure(0, 0), _figure(4, 10)) == ("", "off", "off")


def test_a_rate_says_what_it_stands_on_and_what_is_open():
    assert stands_on(VIEW, indicator("clue_verification_rate"), _figure(73, 137, 22)) == [
        "73 / 137 · 未结 22",
        "办完后 45.9%–59.7%",
    ]
    assert stands_on(VIEW, indicator("completion_rate"), _figure(3, 12, 9)) == [
        "3 / 12",
        "95%区间 10%–90%",
        "未完成 9",
    ]
    assert stands_on(VIEW, indicator("findings"), _figure(3, 0)) == []
    assert stands_on(VIEW, indicator("completion_rate"), _figure(0, 0)) == ["尚无可计的记录"]


def _years(*rows: tuple) -> pd.DataFrame:
    """(year, verified, concluded, pending, partial, immature) as the table clue_years returns them."""
    made = []
    for year, verified, concluded, pending, partial, immature in rows:
        whole = concluded + pending
        made.append(
            {
                "year": year,
                "transferred": whole,
                "concluded": concluded,
                "substantiated": verified,
                "pending": pending,
                "rate": verified / concluded if concluded else None,
                "low_bound": verified / whole if whole else None,
                "high_bound": (verified + pending) / whole if whole else None,
                "within_year_verified": verified,
                "within_year_of": concluded,
                "within_year_pending": pending,
                "within_year_rate": verified / concluded if concluded else None,
                "is_partial": partial,
                "is_immature": immature,
                "is_break": False,
            }
        )
    return pd.DataFrame(made)


def test_the_title_compares_the_last_two_years_that_can_be_compared():
    settled = [(2021, 20, 100, 0, False, False), (2022, 60, 100, 0, False, False), (2023, 62, 100, 1, False, False)]
    young = (2024, 9, 10, 40, False, True)
    assert year_finding(_years(*settled[:2], young), "zh") == "2022年移交线索查实率 60.0%，较上年升 40.0 个百分点"
    assert year_finding(_years(*settled, young), "zh") == "2023年移交线索查实率 62.0%，较上年变化不显著"
    assert year_finding(_years(young), "zh") == "移交的线索，历年查实了多少？"
    assert year_finding(_years(settled[0], settled[2]), "zh") == "移交的线索，历年查实了多少？"  # 2022 is missing


def test_a_year_that_may_still_change_is_hatched_and_one_that_will_not_is_solid():
    frame = _years((2022, 5, 10, 0, False, False), (2023, 1, 4, 6, False, True), (2024, 0, 0, 3, True, True))
    _, figure = verification_by_year(frame, lang="zh")
    solid, hatched = figure.data[0], figure.data[1]
    assert list(solid.x) == [0] and solid.marker.pattern.shape is None
    assert list(hatched.x) == [1, 2] and hatched.marker.pattern.shape == "/"
    assert all("未结" in figure.layout.xaxis.ticktext[at] for at in (1, 2))


def test_figures_hold_with_the_least_there_can_be():
    curve = pd.DataFrame(
        {
            "term_no": [13],
            "org_class": [None],
            "on_day": [pd.Timestamp("2021-07-01")],
            "covered": [0],
            "in_scope": [1],
            "share": [0.0],
            "planned_share": [None],
        }
    )
    assert pace(curve, lang="zh", term_no=13, names={})[0] == "全覆盖率 0.0%"
    classes = pd.DataFrame(
        {
            "term_no": [13],
            "org_class": [None],
            "covered": [0],
            "in_scope": [1],
            "remaining": [1],
            "share": [0.0],
            "planned_share": [None],
            "short_of_plan": [None],
        }
    )
    assert by_class(classes, lang="zh")[0] == "应巡 1 个党组织，还有 1 个未巡"
    columns = ["org_id", "org_name", "overdue", "due", "oldest_overdue_days", "overdue_over_90", "overdue_upto_90"]
    nobody = pd.DataFrame([["A", "县某局党组", 0, 3, None, 0, 0]], columns=columns).assign(overdue_upto_30=0)
    assert overdue_by_organisation(nobody, lang="zh")[0] == "没有逾期未完成的问题"


def test_chosen_classes_are_added_up_where_no_row_pools_all():
    rows = [(13, "township", 1, 2, 1), (13, "village", 3, 6, 3)]
    frame = pd.DataFrame(rows, columns=["term_no", "org_class", "covered", "in_scope", "remaining"])
    frame = frame.assign(on_day=pd.Timestamp("2022-07-01"), share=0.5, planned_share=0.25, short_of_plan=0)
    assert pace(frame, lang="zh", term_no=13, names={})[0] == "全覆盖率 50.0%，快于匀速计划 25.0 个百分点"
    assert by_class(frame, lang="zh")[0] == "应巡 8 个党组织，还有 4 个未巡"


def test_names_of_the_ledgers_are_drawn_and_not_read_as_markup():
    columns = ["org_id", "org_name", "overdue", "due", "oldest_overdue_days", "overdue_over_90", "overdue_upto_90"]
    one = pd.DataFrame([["A", "<b>县某局</b>&", 1, 3, 5, 0, 0]], columns=columns).assign(overdue_upto_30=1)
    _, figure = overdue_by_organisation(one, lang="zh")
    assert list(figure.data[0].y) == ["&lt;b&gt;县某局&lt;/b&gt;&amp;"]


def test_a_first_start_without_data_makes_the_demonstration_county(tmp_path, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path / "not yet there"))
    at = opened("review/overview")
    assert not fault(at)
    assert at.metric and (tmp_path / "not yet there" / "demo" / "versions" / "current").exists()
