"""A level above the counties in the dashboard: what its regions and counties show is what each county's own office says."""

from pathlib import Path

import pytest

from inspection.demonstration import AS_OF
from inspection.demonstration.counties import counties
from inspection.indicators import evaluate, indicator
from inspection.indicators.levels import rolled_shapes
from inspection.reading.words import n_of_N, percent
from inspection.snapshots import deliveries, public_pem
from inspection.text import say
from inspection.ui.frame import AT_LEVEL, MENU
from inspection.warehouse import settings
from inspection.warehouse.levels import Level
from inspection.warehouse.rollups import COUNTS_ALONE, of_tables
from tests.shell import run
from tests.ui.dashboard import PROJECT, fault, opened, words

RATE = "completion_rate"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """Three invented counties of one prefecture, the last of which shares its counts alone."""
    folder = tmp_path_factory.mktemp("level")
    key, ruled = deliveries.invented_key(1), settings()
    (folder / "keys").mkdir()
    (folder / "keys" / "16.pem").write_bytes(public_pem(key))
    for at, one in enumerate(counties(3)):
        alone = {COUNTS_ALONE: of_tables(one.tables, one.code, AS_OF, rolled_shapes(), ruled)}
        share = "counts" if at == 2 else "rows"
        told = deliveries.Told(one.code, one.name, AS_OF, 1, True, share, deliveries.numbers_of(ruled))
        deliveries.hand_over(folder / "in" / one.code, one.tables if share == "rows" else alone, told, key)
    (folder / "in" / "regions.csv").write_text("16,杏溪省\n1601,荷溪市\n", encoding="utf-8")
    ended = run(folder / "store", "merge", folder / "store", folder / "in", "--keys", folder / "keys")
    assert ended.returncode == 0, ended.stderr
    return folder / "store"


@pytest.fixture
def level(store, monkeypatch) -> Level:
    monkeypatch.setenv("INSPECTION_DATA", str(store))
    return Level(store)


def of_each(level: Level) -> dict[str, tuple[int, int]]:
    """Code -> what is counted and out of how many, of what has had its time, by the ledgers of each county that has them."""
    found = {}
    for code, held in level.current().counties.items():
        if held.share == "rows":
            _, mart = level.county(code)
            row = evaluate(mart, RATE, where={"term": [14]}, settings=settings()).iloc[0]
            found[code] = (int(row["settled_numerator"]), int(row["settled_denominator"]))
            mart.close()
    return found


@pytest.mark.long
def test_the_first_page_of_a_level_is_its_regions_and_every_county_stands_as_its_own_ledgers_say(level):
    at = opened("review/overview")
    assert not fault(at), fault(at)
    said = words(at)
    assert "荷溪市" in said and "3 个县" in said and "1 个县只报合计数" in said and "演示数据" in said
    (table,) = (frame.value for frame in at.dataframe)
    shown = dict(zip(table["region"], table[f"{RATE}_of"], strict=True))
    assert list(table["region"]) == list(level.current().counties)
    for code, (counted, out_of) in of_each(level).items():
        assert shown[code] == n_of_N(counted, out_of), code


def test_a_class_narrows_a_region_and_the_sum_is_that_of_its_counties(level):
    at = opened("review/overview", **{"class": "village", "lang": "en"})
    assert not fault(at), fault(at)
    counted = out_of = 0
    for code, held in level.current().counties.items():
        if held.share == "rows":
            _, mart = level.county(code)
            row = evaluate(mart, RATE, where={"org_class": ["village"], "term": [14]}, settings=settings()).iloc[0]
            counted, out_of = counted + int(row["settled_numerator"]), out_of + int(row["settled_denominator"])
            mart.close()
    (table,) = (frame.value for frame in at.dataframe)
    alone = table[f"{RATE}_of"].iloc[2]
    counted, out_of = counted + int(alone.split("/")[0].replace(",", "")), out_of + int(alone.split("/")[1].replace(",", ""))
    metric = next(one for one in at.metric if one.label == indicator(RATE).title("en"))
    assert metric.value == percent(counted / out_of)
    assert n_of_N(counted, out_of) in words(at)


def test_a_county_that_is_chosen_opens_on_the_ordinary_pages_under_its_own_name_and_figures(level):
    code, (counted, out_of) = next(iter(of_each(level).items()))
    at = opened("review/rectification", region=code)
    assert not fault(at), fault(at)
    metric = next(one for one in at.metric if one.label == indicator(RATE).title("zh"))
    assert metric.value == percent(counted / out_of)
    assert level.current().counties[code].name in words(at)
    assert at.query_params["region"] in (code, [code])
    first = opened("review/overview", region=code)
    assert not fault(first) and level.current().counties[code].name in words(first) and "荷溪市" not in words(first)


@pytest.mark.parametrize("page", ["review/clues", "review/ranking", "explore/explorer", "case/clue"])
def test_a_page_of_one_county_sums_up_no_counties_and_says_so(level, page):
    at = opened(page)
    assert not fault(at), fault(at)
    assert say("regions.one_county", "zh") in words(at) and not at.metric


def test_that_a_level_rules_otherwise_than_its_counties_is_said_with_their_number(level):
    assert say("regions.other_settings", "zh", n=3) not in words(opened("review/overview"))
    (level.home / "settings.toml").write_text("[ruling]\npartly_is_verified = 0\n", encoding="utf-8")
    try:
        assert say("regions.other_settings", "zh", n=3) in words(opened("review/overview"))
    finally:
        (level.home / "settings.toml").unlink()


def test_all_terms_are_a_click_away_and_the_sum_of_them(level):
    at, alone = opened("review/overview", terms="all"), say("regions.of_running_alone", "zh")
    assert not fault(at) and say("regions.of_all_terms", "zh") in words(at)
    below = [one.value for one in at.caption]
    assert sum(alone in one for one in below) == 1  # of the cards coverage alone: it is counted term by term
    assert say("regions.coverage_of_running", "zh") in below
    (table,) = (frame.value for frame in at.dataframe)
    for code in of_each(level):
        _, mart = level.county(code)
        row = evaluate(mart, RATE, settings=settings()).iloc[0]
        shown = table.set_index("region")[f"{RATE}_of"][code]
        assert shown == n_of_N(row["settled_numerator"], row["settled_denominator"])
        mart.close()


def test_a_county_of_counts_alone_has_its_sums_by_class_and_no_page_of_rows(level):
    code = list(level.current().counties)[2]
    at = opened("review/overview", region=code)
    assert not fault(at), fault(at)
    (table,) = (frame.value for frame in at.dataframe)
    assert "org_class" in table and len(table) >= 3
    rows = opened("review/findings", region=code)
    assert not fault(rows) and "只报合计数" in words(rows) and not rows.dataframe


def test_counties_are_compared_with_their_places_against_chance_and_like_with_like(level):
    at = opened("level/counties")
    assert not fault(at), fault(at)
    table = at.dataframe[0].value
    assert sorted(table["place"]) == [1, 2, 3] and set(table["region"]) == set(level.current().counties)
    for code, (counted, out_of) in of_each(level).items():
        assert table.set_index("region")["of"][code] == n_of_N(counted, out_of)
    like = opened("level/counties", tab="county_like", rate="satisfaction_rate", lang="en")
    assert not fault(like), fault(like)
    assert say("regions.like_note", "en") in words(like)


def test_a_region_that_holds_no_county_is_left_out_of_the_address_and_said(level):
    for region in ("99", "160", "x", "999999"):
        at = opened("review/overview", region=region)
        assert not fault(at), fault(at)
        assert "region" not in at.query_params and "region" in words(at)


def test_what_would_write_or_read_all_counties_as_one_is_not_offered_at_a_level():
    offered = {page for pages in AT_LEVEL.values() for page in pages}
    everything = {page for pages in MENU.values() for page in pages}
    assert everything - offered == {
        *MENU["papers"], *MENU["data"], *MENU["publish"], "board", "nowcast", "sql",
    }  # fmt: skip
    assert all((PROJECT / path).exists() for pages in AT_LEVEL.values() for path, _ in pages.values())


def test_a_damaged_store_of_a_level_says_so_in_place_of_every_page(store, tmp_path, monkeypatch):
    (tmp_path / "level").mkdir()
    (tmp_path / "level" / "current").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    for page in ("review/overview", "level/counties", "review/clues"):
        at = opened(page)
        assert not fault(at), fault(at)
        assert say("store.data_damaged", "zh") in words(at)
