"""What the explorer takes over from the other pages."""

from dataclasses import replace
from datetime import date

import pytest

from inspection.reading.asked import Asked
from inspection.reading.carried import carried, of_source, within
from inspection.reading.view import Term, View

TERMS = (Term(13, "第十三届县委", date(2016, 6, 29), date(2021, 7, 1)), Term(14, "第十四届县委", date(2021, 7, 2), None))
VIEW = View("zh", date(2025, 9, 30), TERMS, 14)


@pytest.mark.parametrize("start, end, time", [
    (None, None, {"term": ("14",)}),
    (date(2024, 1, 1), date(2024, 12, 31), {"year": ("2024",)}),
    (date(2023, 11, 1), date(2024, 2, 29), {"month": ("2023-11", "2023-12", "2024-01", "2024-02")}),
    (date(2025, 8, 1), None, {"month": ("2025-08", "2025-09")}),  # open: until the as-of day
    (date(2024, 1, 1), date(2025, 12, 31), {"month": tuple(f"{y}-{m:02}" for y in (2024, 2025) for m in range(1, 13))}),
    (date(2024, 2, 5), date(2024, 6, 30), {}),  # no indicator can be cut by days: the explorer says all terms
    (None, date(2024, 6, 30), {}),
])  # fmt: skip
def test_a_period_goes_along_as_what_an_indicator_can_be_cut_by(start, end, time):
    assert dict(carried(replace(VIEW, from_date=start, to_date=end))) == time


def test_a_question_takes_over_what_is_chosen_now_and_keeps_its_own_filters():
    view = replace(VIEW, classes=("village",), sectors=("agriculture",), rounds=("14-01",))
    first = of_source(("indicator", "completion_rate"), view)
    assert dict(first.keep) == {"term": ("14",), "org_class": ("village",), "sector": ("agriculture",), "round": ("14-01",)}
    own = replace(first, keep=(*first.keep, ("nature", ("immediate",))))
    assert dict(within(own, replace(VIEW, term=13)).keep) == {"term": ("13",), "nature": ("immediate",)}
    pool = dict(of_source(("indicator", "talent_in_pool"), view).keep)
    assert "term" not in pool  # what stands on the day is of no term
    ledger = Asked(source=("ledger", "findings"), keep=(("nature", ("immediate",)),))
    assert within(ledger, view) == ledger
