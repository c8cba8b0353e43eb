"""Each of the 69 figures of the work summary, for all terms, a term, a year and some days, against plain Python.

The counties: those that go wrong in every way the contract allows, and the invented one shaken: rows of every ledger that
nothing hangs on left out, whole ledgers emptied, kinds, themes, batches and titles drawn anew.
"""

import os
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random

import pytest

from inspection.demonstration import county as invented
from inspection.reading.answers import Source, terms
from inspection.reading.summary import answers, rows_behind
from inspection.reading.view import View
from inspection.warehouse import Settings, ledger_tables, memory_mart, settings
from tests.second.county import County, columns_of
from tests.second.random_county import random_county
from tests.second.summary_plain import Asked, sixty_nine

LONG = bool(os.environ.get("INSPECTION_LONG"))
RANDOM = range(40) if LONG else (8, 17, 20)
SHAKEN = range(100, 112) if LONG else (102, 107)
LOOSE = (
    *("clue_reviews", "measures", "accountability", "recoveries", "rules_made", "ballots", "explanations", "publications"),
    *("talent_pool", "staff_events", "report_scores", "case_quantities"),
)
"""Ledgers that no other refers to."""
TITLES = ("追回拆迁补偿款", "变压器通电", "不动产“一网通办”", "案例")


def shaken(seed: int) -> tuple[dict[str, list[tuple]], date]:
    """The invented county with rows, kinds, themes, batches and titles drawn anew."""
    ledgers, as_of = invented()
    draw = Random(seed)
    made = {name: [dict(zip(columns_of(name), row, strict=True)) for row in rows] for name, rows in ledgers.items()}
    for name in LOOSE:
        share = draw.choice((0, 0.2, 0.5, 1, 1, 1))
        made[name] = [row for row in made[name] if draw.random() < share]
    for row in made["rounds"]:
        row["kind"] = draw.choice(("special", "routine", row["kind"]))
        row["theme"] = draw.choice((None, "学校和乡镇卫生院", "粮食购销"))
    for row in made["notices"]:
        row["batch"] = draw.choice((None, row["batch"], "甲批", "乙批"))
        row["problem_kind"] = draw.choice((None, "台账", "吃喝", row["problem_kind"]))
    for row in made["clues"]:
        row["midway"] = draw.choice((True, False, None))
    for row in made["accountability"]:
        row["subject_level"] = draw.choice(("village_cadre", row["subject_level"]))
    for row in made["cases"]:
        row["title"] = draw.choice((row["title"], *TITLES))
        row["kind"] = draw.choice((row["kind"], "reform", "livelihood"))
    return {name: [tuple(row.values()) for row in rows] for name, rows in made.items()}, as_of


@cache
def mounted(seed: int) -> tuple[County, Source, tuple[date, ...]]:
    if seed in SHAKEN:
        ledgers, as_of = shaken(seed)
        days = (as_of, date(2023, 6, 30)) if LONG or seed % 2 else (as_of,)
    else:
        made = random_county(seed)
        ledgers, as_of, days = made.ledgers, made.made_up_to, made.days[: 6 if LONG else 2]
    given = settings().entries
    given = (*(e for e in given if e[:2] != ("county", "public_account")), ("county", "public_account", "清廉本县"))
    source = Source(memory_mart(ledger_tables(ledgers), as_of), Settings(given if seed % 2 else settings().entries), None)
    return County(ledgers, as_of), source, days


def questions(source: Source, as_of: date) -> list[tuple[View, Asked]]:
    """All terms, each term, two years, and days that end within a year."""
    begun = terms(source, as_of)
    view = View("zh", as_of, begun)
    found = [(view, Asked(as_of))]
    found += [(replace(view, term=t.number), Asked(as_of, t.number)) for t in begun]
    last = begun[-1].number if begun else None
    for start, end in (
        (date(2022, 1, 1), date(2022, 12, 31)),
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2021, 3, 1), date(2023, 10, 15)),
        (date(2023, 1, 1), None),
    ):
        period = replace(view, term=last, from_date=start, to_date=end)
        found.append((period, Asked(as_of, None, start, end)))
    return found


@pytest.mark.long
@pytest.mark.parametrize("seed", (*RANDOM, *SHAKEN))
def test_each_of_the_69_is_what_plain_python_makes_of_the_ledgers(seed):
    county, source, days = mounted(seed)
    account = source.settings.get("county", "public_account") or None
    for as_of in days:
        if not terms(source, as_of):
            continue
        for view, asked in questions(source, as_of)[0 if LONG else seed % 2 :: 1 if LONG else 2]:
            told = {a.no: a for a in answers(view, source) if a.no}
            assert list(told) == list(range(1, 70))
            found = {no: round(a.value, 6) if isinstance(a.value, float) else a.value for no, a in told.items()}
            right = sixty_nine(county, asked, source.settings.get("county", "name"), account)
            right = {no: round(value, 6) if isinstance(value, float) else value for no, value in right.items()}
            wrong = {no: (found[no], right[no], told[no].name) for no in right if found[no] != right[no]}
            assert not wrong, (asked, wrong)
            assert all(bool(a.missing) == (a.value is None) for a in told.values())


def test_the_counties_have_an_answer_and_none_to_each_of_them():
    """Guards the generators: what is always empty would agree with anything."""
    seen: dict[int, set[bool]] = {no: set() for no in range(1, 70)}
    for seed in (*RANDOM, *SHAKEN):
        _, source, days = mounted(seed)
        for view, _ in questions(source, days[0])[seed % 2 :: 2] if terms(source, days[0]) else ():
            for answer in answers(view, source):
                if answer.no:
                    seen[answer.no].add(answer.value is not None)
    assert {no for no, found in seen.items() if True not in found} == set()
    assert sum(False in found for found in seen.values()) >= 50  # the county's name and what the ledgers always hold


@pytest.mark.long
def test_the_rows_behind_a_figure_are_as_many_as_it_says_and_what_it_counts():
    for seed in (RANDOM[1], SHAKEN[0]):
        _, source, days = mounted(seed)
        for view, _ in questions(source, days[0])[:2]:
            for answer in answers(view, source):
                if answer.behind is None:
                    continue
                rows = rows_behind(view, source, answer.behind)
                assert len(rows) == min(answer.rows, 5000), answer.name
                if answer.form == "number" and "numerator" in rows and answer.behind.part == "numerator":
                    number = int(rows["numerator"].sum()) if answer.rows < 5000 else answer.value
                    assert number >= answer.value, answer.name
