"""A figure in public counts what its header says: the days stated, no more and no less."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from inspection.snapshots import Publication, Refused, draft_of
from inspection.snapshots.contents import Cell, Total
from inspection.snapshots.page import page
from inspection.snapshots.vocabulary import foreign
from tests.snapshots.county import SMALL, mart, standard

AT = datetime(2025, 10, 8, 9)
FIRST_HALF, SECOND_HALF = [date(2024, 3, 1)] * 13, [date(2024, 9, 1)] * 14
CLUES = tuple(("A", day, 2) for day in (*FIRST_HALF, *SECOND_HALF, *[date(2025, 2, 1)] * 20))
AFTER = date(2024, 6, 30)


def contents(tmp_path, **given):
    publication = Publication(tmp_path)
    wanted = draft_of({"slug": "x", "title": {"zh": "题", "en": "T"}, **given})
    source = mart(SMALL, clues=CLUES, feedback=date(2024, 3, 1))
    return publication.contents(publication.draft(source, standard(), wanted, version=1, by="a", at=AT))


def test_a_half_year_counts_half_a_year(tmp_path):
    made = contents(tmp_path, from_date=date(2024, 1, 1), to_date=AFTER, totals=["clues", "clue_persons"], by_year=True)
    clues, persons = sorted(made.totals, key=lambda total: total.id, reverse=True)
    assert {c.org_class: c.value for c in clues.cells} == {"township": 13, "county": 0, "village": 0, "all": 13}
    assert persons.cells[-1].value == 26
    html = page(made).decode()
    assert html.count("2024-01-01 至 2024-06-30") == 3  # once of the findings, once above each table
    assert foreign(page(made), [made]) == []


def test_the_years_of_a_period_are_the_parts_of_it_that_lie_in_each(tmp_path):
    made = contents(tmp_path, from_date=date(2024, 3, 1), to_date=date(2025, 3, 31), totals=["clues"], by_year=True)
    spans = {(c.year, c.from_date, c.to_date): c.value for c in made.totals[0].cells if c.org_class == "all"}
    assert spans == {
        (2024, date(2024, 3, 1), date(2024, 12, 31)): 27,
        (2025, date(2025, 1, 1), date(2025, 3, 31)): 20,
        (None, date(2024, 3, 1), date(2025, 3, 31)): 47,
    }
    html = page(made).decode()
    assert "2024-03-01 至 2024-12-31" in html and "2024 年" not in html


def test_a_whole_year_is_called_one(tmp_path):
    made = contents(tmp_path, period="all", totals=["clues"], by_year=True)
    html = page(made).decode()
    assert "2024 年" in html and "2025 年" not in html and "2025-01-01 至 2025-09-30" in html
    assert made.totals[0].cells[-1].value == 47 and "截至 2025-09-30" in html


def test_coverage_is_of_the_term_up_to_the_last_day_and_says_so(tmp_path):
    made = contents(tmp_path, from_date=date(2024, 1, 1), to_date=AFTER, totals=["coverage_rate", "inspections"])
    coverage, inspections = made.totals
    assert (coverage.share.done, coverage.share.whole, coverage.running, coverage.to_date) == (5, 5, True, AFTER)
    assert inspections.value == 0  # all were on site in 2021
    assert "本届以来，截至 2024-06-30" in page(made).decode()


def test_the_json_says_of_what_days_a_number_is(tmp_path):
    publication = Publication(tmp_path)
    wanted = draft_of({
        "slug": "x", "title": {"zh": "题", "en": "T"}, "totals": ["clues", "coverage_rate"], "from_date": date(2024, 1, 1),
        "to_date": AFTER,
    })  # fmt: skip
    entry = publication.draft(mart(SMALL, clues=CLUES), standard(), wanted, version=1, by="a", at=AT)
    told = json.loads(publication.preview(entry, AT.date())["leaderboard.json"])["totals"]
    by_id = {t["indicator"]: t for t in told}
    assert by_id["clues"]["cells"][-1] == {
        "class": "all", "year": None, "from_date": "2024-01-01", "to_date": "2024-06-30", "value": 13,
    }  # fmt: skip
    assert by_id["coverage_rate"]["since_the_term_began"] and by_id["coverage_rate"]["from_date"] is None


def test_what_an_earlier_release_kept_is_shown_as_it_was(tmp_path):
    """Its cells counted whole years, and say no days."""
    made = contents(tmp_path, totals=["clues"])
    old = replace(made, totals=(Total("clues", None, None, (Cell("all", 2024, 27), Cell("all", None, 47)), (2024, 2025)),))
    html = page(old)
    assert "2024 年" in html.decode() and foreign(html, [old]) == []


PUBLIC = {"indicator": "clues", "from_date": date(2024, 1, 1), "to_date": AFTER}


def test_a_total_public_elsewhere_hides_what_it_would_give_away(tmp_path):
    """Of 15 clues until 15 September 13 are public elsewhere: the total of all would tell of two."""
    few = CLUES[:13] + CLUES[13:15]
    publication = Publication(tmp_path)

    def drafted(**given):
        wanted = draft_of({"slug": "x", "title": {"zh": "题", "en": "T"}, "totals": ["clues"], **given})
        return publication.draft(mart(SMALL, clues=few), standard(), wanted, version=1, by="a", at=AT)

    assert publication.contents(drafted()).totals[0].cells[-1].value == 15
    entry = drafted(elsewhere=[PUBLIC | {"value": 13}])
    assert publication.contents(entry).totals[0].cells[-1].value is None
    publication.approve(entry.id, by="b", at=AT)
    publication.publish(entry.id, by="a", at=AT)
    assert publication.contents(drafted()).totals[0].cells[-1].value is None  # named once, known from then on


def test_a_total_elsewhere_that_differs_by_a_few_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(Refused) as raised:
        contents(tmp_path, totals=["clues"], elsewhere=[PUBLIC | {"value": 12}])
    assert raised.value.code == "elsewhere_differs" and "12" in raised.value.words("zh") and "13" in raised.value.words("en")
    contents(tmp_path, totals=["clues"], elsewhere=[PUBLIC | {"value": 3}, PUBLIC])


@pytest.mark.parametrize(
    "wrong",
    [
        {"indicator": "completion_rate"}, {"org_class": "x"}, {"to_date": None}, {"value": -1}, {"value": True},
        {"from_date": date(2025, 1, 1)}, {"more": 1},
    ],
)  # fmt: skip
def test_what_is_named_elsewhere_must_be_a_count_of_a_class_between_days(wrong):
    with pytest.raises(Refused) as raised:
        draft_of({"slug": "x", "title": {"zh": "题", "en": "T"}, "elsewhere": [PUBLIC | wrong]})
    assert raised.value.words("zh") and raised.value.words("en")
