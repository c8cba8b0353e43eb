"""The explorer on the demonstration: a link asks, the page answers; every chart, every ledger, both languages."""


import pandas as pd
import pytest

from inspection.indicators import indicators
from inspection.text import say
from inspection.warehouse import dictionary
from tests.second.random_county import random_county
from tests.ui.dashboard import fault, opened, own_data, words


def explorer(**address: str):
    at = opened("explore/explorer", **address)
    assert not fault(at)
    return at


@pytest.mark.parametrize("chart, by", [
    ("bar", "kind"), ("line", "onsite_start@year"), ("heatmap", "onsite_start@year,org_id.org_class"),
    ("box", "kind"), ("scatter", "kind"),
])
def test_a_link_to_a_chart_of_a_ledger_draws_it(demo, chart, by):
    at = explorer(of="ledger:inspections", by=by, measure="sum:talks", chart=chart, across="documents")
    assert len(at.get("plotly_chart")) == 1
    assert at.dataframe


@pytest.mark.parametrize("ledger", ["findings", "clues", "ballots", "talent_pool", "case_quantities"])
def test_a_ledger_opens_with_a_question_that_has_an_answer(demo, ledger):
    at = explorer(of=f"ledger:{ledger}")
    assert dictionary().ledgers[ledger].zh in at.header[0].value


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_rate_by_class_stands_with_its_counts(demo, lang):
    at = explorer(of="indicator:completion_rate", by="org_class", chart="bar", lang=lang)
    frame = at.dataframe[0].value
    assert (frame["value"] / 100 - frame["numerator"] / frame["denominator"]).abs().max() < 1e-9
    assert indicators()["completion_rate"].title(lang) in at.header[0].value


def test_filters_of_a_link_are_those_of_the_answer(demo):
    every = explorer(of="ledger:findings", by="category", measure="count:").dataframe[0].value["value"].sum()
    some = explorer(of="ledger:findings", by="category", measure="count:", keep="nature=immediate")
    assert 0 < some.dataframe[0].value["value"].sum() < every


def test_what_fits_nothing_says_so(demo):
    at = explorer(of="ledger:findings", by="category", from_to="found_on=1901-01-01~1901-12-31")
    assert say("explore.nothing", "zh") in words(at)


@pytest.mark.parametrize("address", [{"of": "ledger:nothing"}, {"of": "indicator:findings", "by": "x,y"},
                                     {"of": "ledger:clues", "by": "summary"}, {"chart": "pie"}])
def test_a_link_that_asks_for_what_is_not_there_opens_the_page_all_the_same(demo, address):
    assert explorer(**address).header


def test_what_is_chosen_on_the_other_pages_is_where_the_explorer_begins_and_follows_when_it_changes(demo):
    at = explorer(**{"class": "village", "from": "2024-01-01", "to": "2024-12-31"})
    assert set(at.multiselect(key=next(m.key for m in at.multiselect if "explore_keep_org_class" in m.key)).value) == {"village"}
    assert "2024" in words(at) and len(at.dataframe[0].value) == 1
    at.session_state["address_chosen"] = {"class": "township,county"}
    at.run()
    assert not fault(at)
    kept = next(m for m in at.multiselect if "explore_keep_org_class" in m.key)
    assert set(kept.value) == {"township", "county"} and len(at.dataframe[0].value) == 2


def test_two_versions_stand_side_by_side_as_each_says_itself_with_why_they_differ(tmp_path, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    ledgers = random_county(2).ledgers
    own_data(tmp_path, ledgers | {"accountability": ledgers["accountability"][::2]})
    own_data(tmp_path, ledgers)
    asked = {"of": "indicator:accountability_decisions", "by": "year", "totals": "1"}
    older = explorer(**asked, version="1").dataframe[0].value
    at = explorer(**asked, against="version:1")
    found, now = at.dataframe[0].value, explorer(**asked).dataframe[0].value
    assert found["value"].tolist() == now["value"].tolist()
    before = dict(zip(older["year"], older["value"], strict=True))
    assert [before.get(name) for name in found["year"]] == [None if pd.isna(b) else b for b in found["before"]]
    moved = found[found["difference"].fillna(0) != 0]
    assert len(moved) and (moved["verdict"].str.len() > 0).all() and (moved["difference"] > 0).all()
    assert say("explore.version_note", "zh") in words(at)
    gone = explorer(**asked, against="version:9")
    assert say("explore.no_versions", "zh") not in words(gone) and len(gone.dataframe[0].value)


@pytest.mark.parametrize("address", [
    {"of": "indicator:completion_rate", "by": "org_class,nature,term", "totals": "1", "top": "5", "chart": "multiples"},
    {"of": "indicator:completion_rate", "by": "parent", "also": "overdue_rate,coverage_rate", "totals": "1", "sort": "-value_1"},
    {"of": "indicator:clue_verification_rate", "by": "org_class,handler", "against": "year:2022~2023", "sort": "-difference"},
    {"of": "ledger:findings", "by": "found_on@year,category,nature", "share": "group", "totals": "1", "top": "5"},
])
def test_a_link_asks_several_things_at_once_and_stays_as_it_was(demo, address):
    at = explorer(**address)
    assert len(at.dataframe) == 1 and len(at.dataframe[0].value)
    texts = {name: at.query_params[name] for name in address}
    assert {name: text[0] if isinstance(text, list) else text for name, text in texts.items()} == address
