"""A note stands on its day: on years, on quarters, on the years of a term, on days; and nowhere where the axis does not reach."""

from datetime import date

import pandas as pd
import pytest

from inspection.charts.breakdown import running, years
from inspection.charts.clues import verification_by_year
from inspection.charts.notes import noted, number, over_quarters, over_years, place, runs_over_time
from inspection.charts.organisation import timeline
from inspection.charts.rates import rate_dots
from inspection.charts.template import enlarged, figure


def counts(*rows: tuple[int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["year", "numerator"])


def signs(made) -> list[tuple]:
    return [(n.text, n.x, n.yshift) for n in made.layout.annotations if n.name == "note"]


def test_a_day_lies_within_its_year_at_its_part_of_it():
    made = years(counts((2023, 4), (2024, 6)), lang="zh", id="findings")[1]
    assert place(made, date(2023, 1, 1)) == 2022.5
    assert place(made, date(2024, 7, 2)) == pytest.approx(2024, abs=0.01)
    assert place(made, date(2022, 12, 31)) is None and place(made, date(2025, 1, 1)) is None


def test_a_day_lies_within_its_quarter_and_a_year_left_out_has_no_place():
    made = figure(meta=over_quarters(["2024-Q3", "2024-Q4", "2025-Q1"]))
    assert [place(made, day) for day in (date(2024, 7, 1), date(2024, 10, 1), date(2025, 1, 1))] == [-0.5, 0.5, 1.5]
    assert place(made, date(2025, 4, 1)) is None
    gap = figure(meta=over_years([2021, 2024], [0, 1]))
    assert (place(gap, date(2021, 1, 1)), place(gap, date(2022, 5, 5)), place(gap, date(2024, 1, 1))) == (-0.5, None, 0.5)


def test_each_note_is_a_line_and_its_number_and_numbers_near_one_another_stand_apart():
    made = years(counts((2023, 4), (2024, 6)), lang="zh", id="findings")[1]
    before = made.to_json()
    drawn = noted(made, [date(2023, 4, 1), date(2023, 4, 9), date(2024, 9, 1)])
    assert [(text, shift) for text, _, shift in signs(drawn)] == [("①", 0), ("②", -15), ("③", 0)]
    assert [line.x0 for line in drawn.layout.shapes if line.name == "note"] == [x for _, x, _ in signs(drawn)]
    assert made.to_json() == before, "the drawing that is kept is another one"
    assert [a.text for a in enlarged(drawn, 2, 24).layout.annotations][-1] == "③"


def test_on_an_axis_of_days_a_note_stands_on_its_day_and_the_axis_reaches_it():
    frame = pd.DataFrame({
        "event": ["inspected", "fed_back"], "on_day": ["2024-03-01", "2024-06-01"], "round_id": [None, None],
        "counted": [None, 3], "out_of": [None, None],
    })  # fmt: skip
    drawn = noted(timeline(frame, lang="zh", names={})[1], [date(2025, 9, 22)])
    assert signs(drawn) == [("①", "2025-09-22", 0)]
    first, last = drawn.layout.xaxis.range
    assert first < "2024-03-01" and last > "2025-09-22"


def test_a_drawing_that_does_not_run_over_time_takes_no_note():
    rates = pd.DataFrame({"numerator": [1], "denominator": [2], "value": [0.5], "low": [0.1], "high": [0.9]})
    assert not runs_over_time(rate_dots(["甲"], rates, lang="zh"))
    assert number(0) == "①" and number(20) == "(21)"


@pytest.mark.parametrize("draw", [years, running, verification_by_year])
def test_what_runs_over_years_or_quarters_says_so(draw):
    if draw is verification_by_year:
        row = {"year": 2024, "transferred": 9, "concluded": 4, "substantiated": 2, "pending": 5, "young": 0, "rate": 0.5,
               "low_bound": 0.2, "high_bound": 0.8, "is_partial": False, "is_immature": False, "is_break": False}  # fmt: skip
        made = draw(pd.DataFrame([row]), lang="zh")[1]
    elif draw is years:
        made = draw(counts((2024, 3)), lang="zh", id="findings")[1]
    else:
        grown = pd.DataFrame({"quarter": ["2024-Q2"], "numerator": [3.0]})
        made = draw(grown, grown, lang="zh", ids=("recovered_wan", "returned_wan"))[1]
    assert place(made, date(2024, 5, 5)) is not None
