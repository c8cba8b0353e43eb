"""Whatever is kept would come out the same if it were made anew for whoever is given it: no key leaves an input out.

Every page with each of its tabs is opened, under twenty random views of one county. What was kept meanwhile is then made
again where there is no session and no view, and compared to the last digit: of each function a few of its things, all of
them with INSPECTION_LONG=1.
"""

import os
import pickle
import random
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from inspection.indicators import counts, indicators
from inspection.reading.keeping import KEPT
from inspection.ui.pieces.boards import Pin, of_owner, pin
from inspection.ui.screens import (
    accountability,
    clues,
    coverage,
    findings,
    livelihood,
    organisation,
    quality,
    ranking,
    rectification,
    summary,
    team,
)
from inspection.warehouse import ledger_tables, memory_mart, settings
from inspection.warehouse.shelf import SHELF, Weighed
from tests.second.random_county import random_county
from tests.ui.dashboard import AS_OF, fault, opened, own_data

LONG = bool(os.environ.get("INSPECTION_LONG"))
VIEWS = 20
AGAIN = 5
NOTED_ON = date(2023, 1, 9)
"""A day with a note on every figure, so that some drawing over time has one whatever the county drawn."""
EXPLORED = (
    {"of": "indicator:clue_verification_rate", "by": "year,org_class", "keep": "org_class=township"},
    {"of": "ledger:findings", "by": "found_on@year", "measure": "distinct:category", "totals": "1", "top": "5"},
    {"of": "ledger:inspections", "by": "kind", "measure": "mean:talks", "chart": "box"},
    {"of": "ledger:inspections", "by": "kind", "measure": "mean:talks", "chart": "scatter", "across": "visits"},
)
EXPLORED_LATER = (
    {"of": "indicator:completion_rate", "by": "org_class,year,sector", "also": "findings,clues", "totals": "1", "sort": "-value"},
    {"of": "indicator:findings", "by": "org_class,year", "share": "group", "totals": "1", "chart": "multiples"},
    {"of": "indicator:completion_rate", "by": "org_class", "against": "term:13~14"},
    {"of": "indicator:findings", "by": "month", "chart": "line"},
)
"""Behind all others, so that each of these keeps its view."""
PINNED = {"谈话": EXPLORED[2], "发现问题": EXPLORED_LATER[1]}
ONLY_WHEN_OPENED = {
    *("_rows", "_compared", "moved", "rows_behind", "open_matters", "reopened", "texts_held", "_called", "organisations"),
    *("_checked", "_grids", "_numbers", "places", "case", "course", "beside", "cases_of", "recovered", "term_of", "behind"),
    *("by_class", "plans", "_movements", "told", "units", "placed", "table", "ranked"),
    *("past", "ways", "planned", "plan_finding", "assumptions", "resting", "shared", "sectors", "examples", "_waited"),
    *("all_columns", "rate_numbers"),
}
"""Kept where a reader opens what is folded away or the finder, on a page that no view is of, or where a paper
is made; of closed findings visited and of figures certified, where there are any; of the term's plan, where its past is
long enough; of a level above the counties (tests/ui/test_levels.py makes it anew); where columns are looked for; in the shell."""
TABS = {
    "review/overview": {},
    "review/coverage": coverage.TABS,
    "review/plan": {},
    "review/findings": findings.TABS,
    "review/clues": clues.TABS,
    "review/rectification": rectification.TABS,
    "review/ranking": ranking.TABS,
    "review/accountability": accountability.TABS,
    "review/livelihood": livelihood.TABS,
    "review/team": team.TABS,
    "review/organisation": organisation.TABS,
    "data/quality": quality.TABS,
    "papers/summary": summary.TABS,
}


def same(one: object, other: object) -> bool:
    """Whether two values say the same, to the last digit."""
    if pickle.dumps(one) == pickle.dumps(other):
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, pd.DataFrame | pd.Series):
        return one.equals(other)
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if hasattr(one, "to_json"):
        return one.to_json() == other.to_json()
    if is_dataclass(one):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return bool(one == other)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    ledgers = random_county(2).ledgers
    on_each = [(f"每{id}", NOTED_ON, "remark", id, None, None, "逐件说明", "县委巡察办") for id in indicators()]
    county = replace(random_county(2), ledgers=ledgers | {"notes": ledgers["notes"] + on_each})
    own_data(folder, county.ledgers)
    own_data(folder, county.ledgers | {"publications": county.ledgers["publications"][:-1]})
    for name, question in PINNED.items():
        pin(folder, "甲", Pin(name, tuple(question.items())))
    return folder


def views(county) -> list[dict[str, str]]:
    """Twenty random addresses: language, day, term, classes, period, organisation, weights, version, projector."""
    chance, days = random.Random(5), sorted(day for day in county.days if day.year < 2030)
    orgs, terms = [row[0] for row in county.ledgers["organisations"]], [str(row[0]) for row in county.ledgers["terms"]]
    found = []
    for _ in range(VIEWS):
        year = chance.choice(days).year
        options = {
            "lang": [None, "en"],
            "as_of": [None, chance.choice(days).isoformat()],
            "term": [None, chance.choice(terms)],
            "class": [None, "township", "county,village"],
            "from": [None, None, f"{year}-01-01"],
            "org": [chance.choice(orgs[:2])],
            "show": [None, None, "1"],
            "weights": [None, "20-40-40"],
            "version": [None, None, "1"],
        }
        address = {name: chance.choice(values) for name, values in options.items()}
        found.append({name: value for name, value in address.items() if value})
    return found


@pytest.mark.long
def test_every_kept_thing_made_anew_outside_its_view_is_what_was_kept(home, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(home))
    SHELF.clear()
    get, made = SHELF.get, {}

    def recording(key: Hashable, make: Callable) -> object:
        value = get(key, make)
        if not isinstance(value, Weighed):  # days and statements are no data
            made.setdefault(key, (value, make))
        return value

    county = random_county(2)
    addresses = views(county)
    monkeypatch.setattr(SHELF, "get", recording)
    pages = [(page, {"tab": tab} if tab else {}) for page, tabs in TABS.items() for tab in (tabs or {"": None})]
    pages += [("explore/explorer", question) for question in EXPLORED]
    broken = counts(memory_mart(ledger_tables(county.ledgers), AS_OF), previous=None, settings=settings())
    pages.append(("data/quality", {"check": next(id for id, n in broken.items() if n)}))
    random.Random(6).shuffle(pages)
    pages += [("explore/explorer", question) for question in EXPLORED_LATER]
    pages += [("explore/nowcast", {}), ("explore/board", {"board": of_owner(home, "甲").id})]
    for at, (page, own) in enumerate(pages):
        narrow = addresses[at % VIEWS]
        if page == "review/ranking":  # narrowed, these few organisations have no ranking
            narrow = {name: narrow[name] for name in ("lang", "show", "weights") if name in narrow}
        asked = narrow | own
        shown = opened(page, **asked)
        assert not fault(shown), (page, asked, fault(shown))
        assert page != "explore/board" or len(shown.dataframe) == len(PINNED), asked
    monkeypatch.setattr(SHELF, "get", get)
    SHELF.clear()
    of_function = defaultdict(list)
    for key in made:
        of_function[key[0]].append(key)
    again = [key for keys in of_function.values() for key in (keys if LONG else keys[:: -(-len(keys) // AGAIN)])]
    clashes = [key for key in again if not same(made[key][0], made[key][1]())]
    assert not clashes, clashes
    never = {f.__qualname__ for f in KEPT if f.__module__.startswith("inspection.")} - {key[0].__qualname__ for key in made}
    assert never <= ONLY_WHEN_OPENED, sorted(never)
