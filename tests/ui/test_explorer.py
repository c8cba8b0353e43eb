"""The explorer on the demonstration: a link asks, the page answers; every chart, every ledger, both languages."""


import pytest

from inspection.indicators import indicators
from inspection.text import say
from inspection.warehouse import dictionary
from tests.ui.dashboard import fault, opened, words


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
