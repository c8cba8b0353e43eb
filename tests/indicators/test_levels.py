"""Figures of a level: what rollups say, what is asked county by county, and what a county of counts alone hands over agree."""

import json
from datetime import date

import pandas as pd
import pyarrow.parquet as pq
import pytest

from inspection.demonstration import AS_OF
from inspection.demonstration.counties import counties
from inspection.indicators import Unknown, evaluate, indicator, indicators
from inspection.indicators.levels import evaluate_level, rolled_shapes
from inspection.snapshots import deliveries, public_pem
from inspection.warehouse import settings
from inspection.warehouse.levels import Level
from inspection.warehouse.rollups import COUNTS_ALONE, of_tables
from tests.shell import run

GROUPS = ((), ("org_class",), ("year",), ("term",), ("org_class", "year"))


@pytest.fixture(scope="module")
def level(tmp_path_factory) -> Level:
    """Two invented counties whose terms begin on different days, the second of which shares only counts in `alone`."""
    folder = tmp_path_factory.mktemp("level")
    key, ruled = deliveries.invented_key(1), settings()
    (folder / "keys").mkdir()
    (folder / "keys" / "16.pem").write_bytes(public_pem(key))
    for one in counties(2):
        told = deliveries.invented(one.code, one.name, AS_OF, ruled)
        deliveries.hand_over(folder / one.code, one.tables, told, key)
        alone = {COUNTS_ALONE: of_tables(one.tables, one.code, AS_OF, rolled_shapes(), ruled)}
        told = deliveries.Told(one.code, one.name, AS_OF, 1, True, "counts", told.settings)
        deliveries.hand_over(folder / "alone" / one.code, alone, told, key)
    for store, given in (("store", folder), ("of-counts", folder / "alone")):
        ended = run(folder / store, "merge", folder / store, given, "--keys", folder / "keys")
        assert ended.returncode == 0, ended.stderr
    return Level(folder / "store")


def counted(frame: pd.DataFrame) -> list[tuple]:
    """The rows as plain values; shares to the ninth decimal."""
    return [
        tuple(None if pd.isna(v) else round(float(v), 9) if isinstance(v, float) else v for v in row)
        for row in frame.itertuples(index=False)
    ]


@pytest.mark.long
def test_a_rollup_says_of_every_county_what_its_own_ledgers_say(level):
    asked = 0
    for code in level.current().counties:
        _, mart = level.county(code)
        for id in rolled_shapes():
            for by in (by for by in GROUPS if {*by} <= {*indicator(id).dimensions}):
                raw = evaluate(mart, id, by=by, settings=settings())
                told = evaluate_level(level, id, by=by, where={"region": [code]}, settings=settings())
                assert list(told.columns) == list(raw.columns), id
                assert counted(told) == counted(raw), f"{id} of {code} by {by}"
                asked += len(raw)
        mart.close()
    assert asked > 2_000


def test_over_all_counties_figures_are_the_sums_of_each_and_money_and_persons_too(level):
    for id in ("completion_rate", "coverage_rate", "accountable_persons", "recovered_wan", "organisations_inspected"):
        by_region = evaluate_level(level, id, by=("region",), settings=settings())
        whole = evaluate_level(level, id, settings=settings())
        assert list(by_region["region"]) == list(level.current().counties)
        assert whole["numerator"].tolist() == pytest.approx([by_region["numerator"].sum()])
        for code, found in zip(by_region["region"], by_region["numerator"], strict=True):
            _, mart = level.county(code)
            assert found == pytest.approx(evaluate(mart, id, settings=settings())["numerator"].iloc[0]), id
            mart.close()


def test_another_day_another_dimension_or_a_period_goes_to_the_ledgers_and_agrees(level):
    rolled = evaluate_level(level, "findings", by=("region", "year"), where={"year": [2023]}, settings=settings())
    raw = evaluate_level(
        level, "findings", by=("region",), from_date=date(2023, 1, 1), to_date=date(2023, 12, 31), settings=settings()
    )
    assert rolled["numerator"].tolist() == raw["numerator"].tolist()
    by_category = evaluate_level(level, "findings", by=("category",), settings=settings())
    assert by_category["numerator"].sum() == evaluate_level(level, "findings", settings=settings())["numerator"].iloc[0]
    earlier = evaluate_level(level, "findings", as_of=date(2020, 1, 1), settings=settings())["numerator"].iloc[0]
    assert 0 < earlier < by_category["numerator"].sum()
    told = evaluate_level(level, "findings", by=("org",), settings=settings())
    assert list(told.columns[:2]) == ["region", "org"]  # T01 of one county is not T01 of another
    with pytest.raises(Unknown):
        evaluate_level(level, "findings", by=("weather",), settings=settings())


def test_a_county_that_shares_only_counts_hands_over_no_row_and_is_told_the_same(level):
    alone = Level(level.home.parent / "of-counts")
    for id in ("completion_rate", "clue_verification_rate", "coverage_rate", "satisfaction_rate"):
        by = ("region", "org_class")
        assert counted(evaluate_level(alone, id, by=by, settings=settings())) == counted(
            evaluate_level(level, id, by=by, settings=settings())
        )
    (folder, *_) = (level.home.parent / "alone").iterdir()
    assert {path.name for path in folder.iterdir()} == {"figures.parquet", "manifest.json", "manifest.sig"}
    assert json.loads((folder / "manifest.json").read_bytes())["share"] == "counts"
    with pytest.raises(Exception, match="only_counts"):
        alone.county(next(iter(alone.current().counties)))


def test_in_the_shell_an_indicator_is_told_by_region(level):
    ended = run(level.home, "indicator", "completion_rate", "--by", "region", "--format", "csv")
    lines = ended.stdout.lstrip("\ufeff").splitlines()
    told = evaluate_level(level, "completion_rate", by=("region",), settings=settings())
    assert [line.split(",")[:3] for line in lines[1:]] == [
        [code, str(n), str(whole)] for code, n, whole in zip(told["region"], told["numerator"], told["denominator"], strict=True)
    ]
    one = run(level.home, "indicator", "completion_rate", "--where", f"region={told['region'][1]}", "--format", "csv")
    assert one.stdout.lstrip("\ufeff").splitlines()[1].split(",")[0] == str(told["numerator"][1])


def test_of_the_running_term_a_county_says_what_its_own_ledgers_say_of_it(level):
    for code in level.current().counties:
        _, mart = level.county(code)
        running = mart.query("select max(t.term_no) as n from terms t where t.started_on <= $day", {"day": mart.as_of})["n"][0]
        for id in ("completion_rate", "clues", "coverage_rate", "satisfaction_rate", "explanations"):
            where = {} if indicator(id).stock else {"term": [int(running)]}
            raw = evaluate(mart, id, by=("org_class",), where=where, settings=settings())
            region = {"region": [code]}
            told = evaluate_level(level, id, by=("org_class",), where=region, running=True, settings=settings())
            assert counted(told) == counted(raw), (code, id)
        mart.close()


def test_of_the_running_term_what_goes_to_the_ledgers_is_that_of_each_countys_own_term(level):
    """Another dimension, another day and an indicator without a rollup are narrowed as the rollups are."""
    day = date(2022, 6, 30)
    for id, by, as_of in (("findings", ("category",), None), ("findings", (), day), ("notice_problem_kinds", (), None)):
        told = evaluate_level(level, id, by=("region", *by), as_of=as_of, running=True, settings=settings())
        everything = evaluate_level(level, id, by=("region", *by), as_of=as_of, settings=settings())
        assert told["numerator"].sum() < everything["numerator"].sum(), id
        for code in level.current().counties:
            _, mart = level.county(code)
            began = mart.query("select max(t.term_no) as n from terms t where t.started_on <= $d", {"d": as_of or mart.as_of})
            raw = evaluate(mart, id, by=by, where={"term": [int(began["n"][0])]}, as_of=as_of, settings=settings())
            mine = told[told["region"] == code].drop(columns="region")
            assert counted(mine) == counted(raw), (id, code)
            mart.close()


def test_by_prefecture_and_by_province_counties_are_added_up_and_divided_anew(level):
    by_county = evaluate_level(level, "completion_rate", by=("region", "org_class"), settings=settings())
    for place, size in (("prefecture", 4), ("province", 2)):
        told = evaluate_level(level, "completion_rate", by=(place, "org_class"), settings=settings())
        keys = [by_county["region"].str[:size], by_county["org_class"]]
        summed = by_county.groupby(keys, dropna=False)[["settled_numerator", "settled_denominator"]].sum()
        assert told["settled_numerator"].tolist() == summed["settled_numerator"].tolist()
        assert told["settled_value"].tolist() == pytest.approx((summed.iloc[:, 0] / summed.iloc[:, 1]).tolist())
        assert set(told[place]) == {code[:size] for code in level.current().counties}


def test_what_has_no_rollup_is_a_kind_counted_once_and_counts_alone_hold_no_thing_by_its_number(level):
    assert {id for id in indicators() if id not in rolled_shapes()} == {"notice_problem_kinds"}
    figures = pq.read_table(next((level.home.parent / "alone").iterdir()) / "figures.parquet")
    once = {id for id, one in indicators().items() if one.shape.distinct}
    assert figures["thing"].null_count == len(figures) and not once & set(figures["indicator"].to_pylist())
