"""The complaints about a city's police, through the importer to the pages: what is known of such series is told right.

The rows are invented in the layout of the profile police_complaints. What holds of the true published series is built in:
a sustained allegation takes longer than another (so a young year looks as if fewer were sustained), one year the way of
counting changed, and eleven precincts differ by chance alone.
"""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from inspection.cli import main
from inspection.indicators import evaluate, read_table
from inspection.statistics import Period, verdict, wilson
from inspection.text import say
from inspection.warehouse import Reader
from tests.ui.dashboard import fault, headings, opened, words

HEAD = "BPC,CCR,Report Date,Entry,Age,ctznRace,ctznSex,Closed,Unit,Administrative Closure,Allegation,Finding"
AS_OF = date(2024, 10, 31)
BREAK = 2018  # before it, half as many were recorded as sustained
RATE = 0.24
A_YEAR = 260
PRECINCTS = ("2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th", "11th", "12th")


def complaints(special: dict[str, float]) -> str:
    """The extract as csv; `special` gives a precinct a rate of its own."""
    chance, lines = Random(20241031), [HEAD]
    for year in range(2013, 2025):
        for number in range(A_YEAR):
            received = date(year, 1, 1) + timedelta(days=chance.randrange(365))
            precinct = chance.choice(PRECINCTS)
            rate = special.get(precinct, RATE) * (0.5 if year < BREAK else 1)
            sustained = chance.random() < rate
            closed = received + timedelta(days=int(chance.gammavariate(4, 60 if sustained else 25)))
            if received > AS_OF:
                continue
            day = closed.strftime("%Y/%m/%d 04:00:00+00") if closed <= AS_OF else ""
            finding = "" if not day else "Sustained" if sustained else chance.choice(("Unfounded", "Exonerated"))
            lines.append(
                f"{year}{number},{year}-{number},{received:%Y/%m/%d} 04:00:00+00,Mail,34,,,{day},"
                f"{precinct} Precinct,,Force,{finding}"
            )
    return "\n".join(lines) + "\n"


def imported(home: Path, special: dict[str, float]) -> Path:
    home.mkdir()
    (home / "settings.toml").write_text(f"[base]\nbreak_year = {BREAK}\n", encoding="utf-8")
    extract = home.parent / f"{home.name}-complaints.csv"
    extract.write_text(complaints(special), encoding="utf-8")
    asked = ["import", str(extract), "--as-of", AS_OF.isoformat(), "--mapping", "police_complaints"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTION_DATA", str(home))
        assert main(asked) == 0
    return home


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> Path:
    """Eleven precincts with one true rate."""
    return imported(tmp_path_factory.mktemp("police") / "alike", {})


@pytest.fixture(scope="module")
def city_with_one_apart(tmp_path_factory) -> Path:
    return imported(tmp_path_factory.mktemp("police") / "apart", {"7th": 0.6})


def shown(home: Path, monkeypatch, **address: str):
    monkeypatch.setenv("INSPECTION_DATA", str(home))
    at = opened("review/clues", **address)
    assert not fault(at)
    return at


def by_year(home: Path, id: str) -> dict[int, tuple[int, int]]:
    frame = evaluate(Reader(home).mart(), id, by=("year",))
    return {int(r.year): (int(r.numerator), int(r.denominator)) for r in frame.itertuples(index=False)}


def test_the_young_years_have_no_verdict_and_the_year_of_the_break_is_not_compared(city, monkeypatch):
    at = shown(city, monkeypatch, tab="years")
    frame = next(d.value for d in at.dataframe if "verdict" in d.value)
    said = dict(zip(frame["year"], frame["verdict"], strict=True))
    assert said[2024] == say("clues.none_due", "zh")
    assert said[2023] == say("pages.verdict_immature", "zh")
    assert said[BREAK] == say("pages.verdict_broken", "zh")
    assert list(said.values()).count(say("pages.verdict_not_significant", "zh")) >= 6


def test_without_the_break_named_the_change_of_counting_would_be_told_as_a_rise(city):
    settled = read_table(Reader(city).mart(), "clue_years")
    settled = settled[settled["year"].between(BREAK - 1, BREAK)]
    before, now = (Period(int(r.substantiated), int(r.concluded)) for r in settled.itertuples(index=False))
    assert verdict(before, now) == "up"


def test_the_sentence_speaks_of_the_last_year_that_has_settled(city, monkeypatch):
    titles = headings(shown(city, monkeypatch))
    assert any(t.startswith("2022年移交线索查实率") and "变化不显著" in t for t in titles)


def test_the_unfinished_year_would_look_low_and_has_no_rate(city):
    low, high = wilson(*by_year(city, "clue_verification_rate")[2024])
    assert low < high < RATE, "what has ended first understates the rate"
    years = read_table(Reader(city).mart(), "clue_years").set_index("year")
    assert years.loc[2024, "concluded"] == 0 and years.loc[2024, "within_year_pending"] == years.loc[2024, "transferred"]


def test_the_rate_within_a_year_does_not_fall_with_the_age_of_the_cohort(city):
    rates = by_year(city, "clue_verification_within_year")
    old = [rates[y] for y in range(BREAK, 2023)]
    pooled = sum(k for k, _ in old) / sum(n for _, n in old)
    youngest = max(y for y, (_, whole) in rates.items() if whole >= 100)
    assert youngest == 2023, "of the immature year those already watched for a year are counted"
    low, high = wilson(*rates[youngest])
    assert low < pooled < high


def test_none_of_eleven_precincts_stands_out_where_they_differ_by_chance(city, monkeypatch):
    at = shown(city, monkeypatch, tab="league", league="org")
    titles = headings(at)
    what = "问题线索查实率"
    quiet = say("ranking.funnel_none", "zh", what=what, count=11)
    near = say("ranking.funnel_near", "zh", what=what, n=1, count=11, chance="0.6")
    assert quiet in titles or near in titles, titles
    stands = next(d.value["stands"] for d in at.dataframe if "stands" in d.value)
    assert len(stands) == 11
    assert not {say("clues.stands_above_2", "zh"), say("clues.stands_below_2", "zh")} & set(stands)


def test_the_one_precinct_that_truly_differs_is_named(city_with_one_apart, monkeypatch):
    at = shown(city_with_one_apart, monkeypatch, tab="league", league="org")
    found = next(d.value for d in at.dataframe if "stands" in d.value).set_index("name")["stands"]
    assert found["Unit P7"] == say("clues.stands_above_2", "zh")
    assert list(found).count(say("clues.stands_above_2", "zh")) == 1
    assert "Unit P7" in words(at)
