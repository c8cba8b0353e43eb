"""Small counts cannot be worked out of what is published: a solver tries, over single and several snapshots."""

import json
import os
import random
from datetime import date, datetime

import numpy as np
import pytest
from scipy.optimize import linprog

from inspection.indicators import indicators
from inspection.snapshots import Publication, draft_of
from inspection.snapshots.recovery import bounds
from inspection.snapshots.suppression import shown
from tests.snapshots.county import SMALL, mart, standard

THRESHOLD = 5
LONG = os.environ.get("INSPECTION_LONG") == "1"
CLASSES = ("township", "county", "village")


def sums_of(years, classes=CLASSES, margins_only=False):
    """Single cells, rows, columns and the whole of a table of classes and years."""
    single = [] if margins_only else [frozenset([(c, y)]) for c in classes for y in years]
    rows = [frozenset((c, y) for y in years) for c in classes]
    columns = [frozenset((c, y) for c in classes) for y in years]
    return list(dict.fromkeys([*single, *rows, *columns, frozenset((c, y) for c in classes for y in years)]))


def value(cells, one):
    return sum(cells.get(cell, 0) for cell in one)


def attacked(cells, equations, asked):
    """The least and the greatest a solver finds for `asked`, given what is published."""
    order = sorted({*cells, *(cell for one, _ in equations for cell in one)})
    target = np.array([float(cell in asked) for cell in order])
    a = np.array([[float(cell in one) for cell in order] for one, _ in equations]) if equations else None
    b = [float(v) for _, v in equations] or None
    ends = []
    for sign in (1, -1):
        found = linprog(sign * target, A_eq=a, b_eq=b, bounds=(0, None), method="highs")
        assert found.status in (0, 3), found.message
        ends.append(None if found.status == 3 else sign * found.fun)
    return tuple(ends)


def small(cells, sums):
    """Everything small that must not be known: cells, and whatever sums were wanted."""
    asked = {frozenset([cell]) for cell in cells} | set(sums)
    return [one for one in asked if 0 < value(cells, one) < THRESHOLD]


def table(chance, years):
    made = chance.choice(("few", "many", "mixed"))
    top = {"few": 8, "many": 400, "mixed": 40}[made]
    return {(c, y): chance.choice((0, 1, 2, 3, 4, 5, chance.randint(0, top))) for c in CLASSES for y in years}


def assert_nothing_small_is_known(cells, sums, equations, public=()):
    for one in small(cells, sums):
        low, high = attacked(cells, equations, one)
        if one not in public:
            assert high is None or high - low >= THRESHOLD - 1e-6, (sorted(one), value(cells, one), low, high)


def test_whatever_is_aired_above_a_threshold_adds_up():
    """Persons counted once over several years would not: their total is no sum of what it is made of."""
    for one in indicators().values():
        assert one.privacy != "threshold" or (not one.rate and not one.shape.distinct and not one.shape.decimal), one.id


def test_a_table_without_small_counts_is_shown_whole():
    cells = {(c, y): 10 for c in CLASSES for y in (2023, 2024)}
    sums = sums_of((2023, 2024))
    assert shown(cells, sums, THRESHOLD) == set(sums)


def test_a_small_count_takes_others_with_it_so_that_the_margins_do_not_give_it_back():
    cells = {("township", 2024): 3, ("county", 2024): 20, ("village", 2024): 30}
    sums = sums_of((2024,))
    kept = shown(cells, sums, THRESHOLD)
    assert frozenset([("township", 2024)]) not in kept
    assert len(kept) == 2  # one more is gone, the total or the smaller of the two others
    assert_nothing_small_is_known(cells, sums, [(one, value(cells, one)) for one in kept])


def test_nought_is_no_small_count():
    cells = {("township", 2024): 0, ("county", 2024): 20, ("village", 2024): 30}
    assert shown(cells, sums_of((2024,)), THRESHOLD) == set(sums_of((2024,)))


def test_two_small_counts_whose_sum_is_small_do_not_protect_each_other():
    cells = {("township", 2024): 1, ("county", 2024): 2, ("village", 2024): 30}
    kept = shown(cells, sums_of((2024,)), THRESHOLD)
    both = frozenset([("township", 2024), ("county", 2024)])
    low, high = attacked(cells, [(one, value(cells, one)) for one in kept], both)
    assert high is None or high - low >= THRESHOLD


def test_a_count_that_grew_by_a_few_since_it_was_shown_is_not_shown_again():
    year = sums_of((2024,))
    before = {("township", 2024): 30, ("county", 2024): 20, ("village", 2024): 40}
    after = before | {("township", 2024): 32}
    earlier = [(one, value(before, one)) for one in shown(before, year, THRESHOLD)]
    kept = shown(after, year, THRESHOLD, earlier)
    assert frozenset([("township", 2024)]) not in kept
    assert frozenset(after) not in kept


def test_what_an_earlier_snapshot_showed_counts_as_known():
    """A year left out of the later table would be the difference of the two totals."""
    cells = {
        ("county", 2023): 3,
        ("county", 2024): 20,
        ("county", 2025): 30,
        ("village", 2024): 40,
        ("village", 2025): 9,
    }
    whole = frozenset(cells)
    later = [frozenset(c for c in cells if c[1] > 2023), frozenset([("county", 2024)])]
    assert whole != later[0]
    kept = shown(cells, later, THRESHOLD, [(whole, value(cells, whole))])
    assert later[0] not in kept


@pytest.mark.parametrize("seed", range(1000 if LONG else 20))
def test_a_solver_finds_no_small_count_in_one_table(seed):
    chance = random.Random(seed)
    years = range(2021, 2021 + chance.randint(1, 5))
    cells = table(chance, years)
    sums = sums_of(years, margins_only=chance.random() < 0.3)
    kept = shown(cells, sums, THRESHOLD)
    assert not [one for one in kept if 0 < value(cells, one) < THRESHOLD]
    assert_nothing_small_is_known(cells, sums, [(one, value(cells, one)) for one in kept])


@pytest.mark.parametrize("seed", range(400 if LONG else 8))
def test_a_solver_finds_no_small_count_in_three_snapshots_together(seed):
    """The counts grow, years come and go, cells or margins only are shown; what has not changed is one unknown."""
    chance = random.Random(10_000 + seed)
    cells = table(chance, range(2021, 2026))
    earlier, last = [], []
    for _ in range(3):
        first = chance.randint(2021, 2024)
        sums = sums_of(range(first, 2026), margins_only=chance.random() < 0.4)
        last = sums
        earlier += [(one, value(cells, one)) for one in shown(cells, sums, THRESHOLD, earlier)]
        if chance.random() < 0.5:
            cells = {c: v + (chance.choice((0, 0, 1, 2, 9)) if c[1] == 2025 else 0) for c, v in cells.items()}
    holding = [(one, v) for one, v in earlier if value(cells, one) == v]
    shown_before = {one for one, _ in earlier}
    assert_nothing_small_is_known(cells, last, holding, public=shown_before)
    for one in {one for one, _ in earlier}:
        values = [v for other, v in earlier if other == one]
        moves = {abs(a - b) for a in values for b in values} - {0}
        assert not moves or min(moves) >= THRESHOLD, (sorted(one), values)


@pytest.mark.parametrize("seed", range(300 if LONG else 25))
def test_the_bounds_are_those_of_another_solver(seed):
    chance = random.Random(20_000 + seed)
    cells = table(chance, range(2021, 2021 + chance.randint(1, 4)))
    sums = sums_of(sorted({y for _, y in cells}))
    equations = [(one, value(cells, one)) for one in chance.sample(sums, chance.randint(1, len(sums)))]
    asked = frozenset(chance.sample(sorted(cells), chance.randint(1, min(4, len(cells)))))
    low, high = bounds(equations, asked)
    other_low, other_high = attacked(cells, equations, asked)
    assert float(low) == pytest.approx(other_low, abs=1e-6)
    assert (high is None) == (other_high is None)
    assert high is None or float(high) == pytest.approx(other_high, abs=1e-6)


GIVEN = {"slug": "x", "title": {"zh": "题", "en": "T"}, "totals": ["clues"], "by_year": True}


def transferred(chance, extra=0):
    """Clues as (organisation, year), few enough that small counts are common."""
    many = [("A", 2022), ("A", 2023), ("A", 2024), ("D", 2022), ("D", 2023), ("D", 2024), ("G", 2023), ("G", 2024)]
    made = [one for one in many for _ in range(chance.choice((0, 1, 2, 4, 6, 9, 15)))]
    return tuple(made + [("D", 2025)] * (3 + extra))


@pytest.mark.parametrize("seed", range(60 if LONG else 4))
def test_a_solver_finds_no_small_count_in_the_published_files(seed, tmp_path):
    """Three snapshots, with more clues each time and other years shown; what the files say is all the solver has."""
    chance = random.Random(seed)
    first = transferred(chance)
    state, publication, told = first, Publication(tmp_path), []
    for number, since in enumerate((2022, 2023, 2022)):
        state = (*state, *[("D", 2025)] * (2 * number))
        source = mart({**SMALL, "G": ("village", 9, 10)}, clues=state)
        wanted = draft_of(GIVEN | {"from_date": date(since, 1, 1)})
        at = datetime(2025, 10, 8 + number)
        entry = publication.draft(source, standard(), wanted, version=1, by="a", at=at)
        publication.approve(entry.id, by="b", at=at)
        entry = publication.publish(entry.id, by="a", at=at)
        held = json.loads((publication.folder / entry.folder / "leaderboard.json").read_bytes())["totals"][0]["cells"]
        years = sorted({cell["year"] for cell in held if cell["year"]})
        told += [(cell_of(cell, years), cell["value"]) for cell in held if cell["value"] is not None]
    true = {(c, y): sum(CLASS[o] == c and year == y for o, year in state) for c in CLASSES for y in range(2022, 2026)}
    holding = [(one, v) for one, v in told if value(true, one) == v]
    assert not [v for _, v in told if 0 < v < THRESHOLD]
    assert_nothing_small_is_known(true, sums_of(range(2022, 2026)), holding, public={one for one, _ in told})


CLASS = {"A": "township", "D": "county", "G": "village"}


def cell_of(cell, years):
    """The classes and years a published number counts together."""
    classes = CLASSES if cell["class"] == "all" else (cell["class"],)
    return frozenset((c, y) for c in classes for y in ([cell["year"]] if cell["year"] else years))
