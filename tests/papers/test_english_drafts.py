"""Drafts in English: what is right is not accused, a share, a change or a total that is not made is found."""

import pytest

from tests.papers.drafts import verdicts, wrong

RIGHT = """\
19 of 25 findings (76 %) have been rectified.
Of the 25 findings, 19 were closed, or 76 %.
76% (19 of 25) of them were done; 24% (6 of 25) were not.
The on-time rate was 87.4% (1,820 of 2,082), the overdue rate 1.2% (25 of 2,082).
131 of the 157 organisations were covered (83.4 %), against 70 % a year before.
Coverage rose from 38 % to 57 %, up by 19 percentage points.
The verification rate fell from 57.4 % to 52.1 %, down 5.3 points.
Petitions grew from 120 to 150, an increase of 25 %.
Petitions grew from 120 to 150, an increase of 30.
There were 3 clues in townships, 4 in villages and 5 elsewhere, 12 in total.
Its share went from 5.0% in 2021 to 6.1% in 2022, 2 of 4 townships (50%) being behind.
68 of 126, 5 open, may end between 51.9% and 55.7%.
In 2023, 52.1% were verified; 2017–2023 each year higher than the last (38.2% → 52.1%, about +2.3 points a year).
42 organisations still to be covered: 1 township, 7 county-level organisations, 34 villages; 2 of them 30 % done.
At least 80 % of the 25 findings should be done by June; 19 of 25 are.
The rate rose from about 40 % to 57 %, up by 19 percentage points.
12 out of 15 members voted, 9 of them (75 %) in favour; 3 of 12 (25 %) abstained.
33 % of 1,157 findings, 12 of them old, 98 % of the rest.
He spoke for 3 of 4 hours, up by 20 % on last year.
Two of the 7 teams, 3 in all, 40 % women, were sent.
A total of 708 cases: 555 visits (78.4 %), 153 letters.
Rule 12 of 2024, 76 % of staff trained.
It rose from 1 of 4 (25 %) to 3 of 4 (75 %), up 50 percentage points.
Form 3 of 5, page 2 of 9, 100 % checked.
Sites 1, 2 and 3, 6 in total, were seen."""


def test_no_english_statement_that_is_right_is_accused():
    assert {line: found for line in RIGHT.splitlines() if (found := wrong(line))} == {}


def test_most_of_what_can_be_judged_in_them_is_found_right():
    assert sum(len(verdicts(line, "right", "rounded")) for line in RIGHT.splitlines()) >= 18


@pytest.mark.parametrize("said, number, should", [
    ("19 of 25 findings (67 %) have been rectified.", "67 %", "76 %"),
    ("The on-time rate was 78.4% (1,820 of 2,082).", "78.4%", "87.4 %"),
    ("Coverage rose from 38 % to 57 %, up by 22 percentage points.", "22", "19 percentage points"),
    ("Coverage rose from 38 % to 57 %, an increase of 19 %.", "19 %", "19 percentage points"),
    ("Coverage rose from 57 % to 38 %.", "38 %", ""),
    ("Petitions grew from 120 to 150, an increase of 30 %.", "30 %", "25 %"),
    ("There were 3 clues in townships, 4 in villages and 5 elsewhere, 13 in total.", "13", "12"),
    ("30 of the 25 findings are done.", "30", ""),
])  # fmt: skip
def test_a_mistake_is_found_where_it_stands(said, number, should):
    assert wrong(said) == [(number, should)]
