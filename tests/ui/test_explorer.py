"""The explorer on the demonstration: a link asks, the page answers; every chart, every ledger, both languages."""

from pathlib import Path

import pytest

from inspection.indicators import indicators
from inspection.text import say
from inspection.warehouse import dictionary
from tests.ui.dashboard import demonstration, fault, opened, words


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("demonstration")


@pytest.fixture
def home(tmp_path, monkeypatch, made) -> Path:
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    demonstration(tmp_path, made)
    return tmp_path


def explorer(**address: str):
    at = opened("explore/explorer", **address)
    assert not fault(at)
    return at


@pytest.mark.parametrize("chart, by", [
    ("bar", "kind"), ("line", "onsite_start@year"), ("heatmap", "onsite_start@year,org_id.org_class"),
    ("box", "kind"), ("scatter", "kind"),
])
def test_a_link_to_a_chart_of_a_ledger_draws_it(home, chart, by):
    at = explorer(of="ledger:inspections", by=by, measure="sum:talks", chart=chart, across="documents")
    assert len(at.get("plotly_chart")) == 1
    assert at.dataframe


@pytest.mark.parametrize("ledger", ["findings", "clues", "ballots", "talent_pool", "case_quantities"])
def test_a_ledger_opens_with_a_question_that_has_an_answer(home, ledger):
    at = explorer(of=f"ledger:{ledger}")
    assert dictionary().ledgers[ledger].zh in at.header[0].value


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_rate_by_class_stands_with_its_counts(home, lang):
    at = explorer(of="indicator:completion_rate", by="org_class", chart="bar", lang=lang)
    frame = at.dataframe[0].value
    assert (frame["value"] / 100 - frame["numerator"] / frame["denominator"]).abs().max() < 1e-9
    assert indicators()["completion_rate"].title(lang) in at.header[0].value


def test_filters_of_a_link_are_those_of_the_answer(home):
    every = explorer(of="ledger:findings", by="category", measure="count:").dataframe[0].value["value"].sum()
    some = explorer(of="ledger:findings", by="category", measure="count:", keep="nature=immediate")
    assert 0 < some.dataframe[0].value["value"].sum() < every


def test_what_fits_nothing_says_so(home):
    at = explorer(of="ledger:findings", by="category", from_to="found_on=1901-01-01~1901-12-31")
    assert say("explore.nothing", "zh") in words(at)


@pytest.mark.parametrize("address", [{"of": "ledger:nothing"}, {"of": "indicator:findings", "by": "x,y"},
                                     {"of": "ledger:clues", "by": "summary"}, {"chart": "pie"}])
def test_a_link_that_asks_for_what_is_not_there_opens_the_page_all_the_same(home, address):
    assert explorer(**address).header
