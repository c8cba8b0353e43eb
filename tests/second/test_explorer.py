"""Random questions of the explorer against plain sums: groups, what they come to, the first of them and the rest, shares, both
sides of a comparison. The parts of a whole add up, what is no part has no share."""

import math
from random import Random

import pytest

from inspection.indicators import indicators
from inspection.reading.answers import Source
from inspection.reading.asked import TOPS, Asked, adds_up
from inspection.reading.explored_lines import ALL, BEFORE, REST, lines, whole
from inspection.warehouse import settings
from tests.second.figures import figures
from tests.second.test_agreement import NAMES, fullest_counties, mounted, plain
from tests.small import view_of

QUESTIONS = 40


def question(chance: Random, id: str) -> Asked:
    """Of an indicator: by up to three dimensions, so many of the first, sums and shares as it happens."""
    definition = indicators()[id]
    able = [name for name in definition.dimensions if name not in definition.lacks and name != "term"]
    by = tuple(chance.sample(able, min(chance.randint(1, 3), len(able))))
    top, share = chance.choice((0, 0, *TOPS)), chance.choice(("", "all", "group"))
    totals, sort = chance.random() < 0.5, chance.choice(("", "-value", "value"))
    return Asked(("indicator", id), by, totals=totals, top=top, share=share, sort=sort)


def counted(row: dict, rate: bool, prefix: str = "") -> tuple:
    """What a row says it counts."""
    names = ("numerator", "denominator", "pending") if rate else ("numerator",)
    return tuple(plain(row.get(f"{prefix}{name}")) for name in names)


def of_second(found: dict, key: tuple, rate: bool) -> tuple:
    numerator, denominator, pending = found.get(key, (0, 0, 0))
    return tuple(map(plain, (numerator, denominator, pending))) if rate else (plain(float(numerator)),)


@pytest.mark.parametrize("seed", fullest_counties())
def test_every_line_of_random_questions_is_the_plain_sum_of_its_things(seed):
    _, county, mart = mounted(seed)
    source, chance, sums = Source(mart, settings(), None), Random(seed), 0
    view = view_of(source)
    for id in chance.sample(NAMES, QUESTIONS):
        asked, rate = question(chance, id), indicators()[id].rate
        found = lines(view, source, asked)
        first = found[asked.by[0]].astype(object)
        shown = {whole(value) for value in first if value not in (ALL, REST)}
        every = {key[0] for key in figures(county, id, asked.by[:1], as_of=view.as_of)}
        rest = sorted(every - shown, key=str)
        assert len(shown) <= (asked.top or len(shown)) and bool(rest) == bool((first == REST).any())
        for row in found.to_dict("records"):
            by, where = asked.by[: row["level"]], {}
            key = tuple(whole(row[b]) for b in by)
            if row["rest"]:
                assert row["rest"] == len(rest)
                by, key, where = by[1:], key[1:], {asked.by[0]: rest}
            second = figures(county, id, by, as_of=view.as_of, where=where, settled=rate)
            expected, told = of_second(second, key, rate), counted(row, rate)
            assert all(math.isclose(a, b, abs_tol=1e-6) for a, b in zip(told, expected, strict=True)), (asked, row)
            sums += row["level"] < len(asked.by)
        leaves = found[found["level"] == len(asked.by)]
        if asked.share and adds_up(asked) and asked.share == "all" and leaves["value"].sum() > 0:
            assert math.isclose(leaves["share"].sum(), 1, abs_tol=1e-9)
        assert asked.share == "" or adds_up(asked) or "share" not in found
    assert sums > 10


@pytest.mark.parametrize("seed", fullest_counties())
def test_the_first_so_many_are_the_largest_and_stand_before_the_rest(seed):
    _, _, mart = mounted(seed)
    source = Source(mart, settings(), None)
    view, seen = view_of(source), 0
    for id in ("findings", "completion_rate", "clues", "organisations_inspected"):
        for by in (("org",), ("org", "year"), ("month",)):
            found = lines(view, source, Asked(("indicator", id), by, top=5, totals=True))
            tops = found[(found["level"] == 1) & (found["rest"] == 0)]["value"].tolist()
            every = lines(view, source, Asked(("indicator", id), by[:1], sort="-value"))["value"].tolist()
            assert [v for v in tops if v == v] == [v for v in every[:5] if v == v] or len(by) > 1
            if (found["rest"] > 0).any():
                seen += 1
                assert found[found["rest"] > 0].index.min() > found[(found["rest"] == 0) & (found["level"] > 0)].index.max()
    assert seen


@pytest.mark.parametrize("seed", fullest_counties())
def test_both_sides_of_two_years_are_the_plain_sums_of_each(seed):
    _, county, mart = mounted(seed)
    source = Source(mart, settings(), None)
    view = view_of(source)
    for id in ("completion_rate", "findings", "clue_verification_rate", "clues"):
        years = sorted(y for (y,) in figures(county, id, ("year",), as_of=view.as_of) if y is not None)[-2:]
        if len(years) < 2:
            continue
        rate = indicators()[id].rate
        asked = Asked(("indicator", id), ("org_class",), totals=True, against=("year", *map(str, years)))
        for row in lines(view, source, asked).to_dict("records"):
            key, by = ((), ()) if row["level"] == 0 else ((whole(row["org_class"]),), ("org_class",))
            for prefix, year in ((BEFORE, years[0]), ("", years[1])):
                second = figures(county, id, by, as_of=view.as_of, where={"year": [year]}, settled=rate)
                told = tuple(0 if v is None else v for v in counted(row, rate, prefix))
                assert told == pytest.approx(of_second(second, key, rate)), (asked, row)
