"""The page of the work summary: the report for a period, each figure with its rows, nothing where a ledger is empty."""

import pytest

from inspection.papers.given import given
from inspection.reading.answers import Source, terms
from inspection.reading.summary import by_name
from inspection.reading.view import View
from inspection.warehouse import Reader, demonstration_store
from tests.ui.dashboard import fault, headings, opened, words

PAGE = "papers/summary"


@pytest.fixture
def told(demo):
    """The figures of all terms, by name."""
    reader = Reader(demo)
    source = Source(reader.mart(), reader.settings(), reader.version())
    return by_name(View("zh", source.mart.as_of, terms(source, source.mart.as_of)), source)


def test_the_report_says_the_figures_of_the_period_chosen(told):
    at = opened(PAGE, all="1")
    assert not fault(at)
    said = words(at)
    assert f"发现问题{told['findings'].text}个" in said and "各届合计" in said and "全县" in said
    at = opened(PAGE, **{"from": "2024-01-01", "to": "2024-12-31"})
    assert "2024年，开展巡察3轮" in words(at) and "summary_all" not in {t.key for t in at.toggle}
    term = opened(PAGE)
    assert "第十四届县委任期内" in words(term)
    term.toggle(key="summary_all").set_value(True).run()
    assert "第十三届县委以来" in words(term) and not fault(term)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_figure_opens_to_its_definition_and_its_rows(told, lang):
    at = opened(PAGE, tab="summary_figures", figure="special_findings", all="1", lang=lang)
    assert not fault(at)
    assert headings(at)[0].startswith("54 · ")
    n = told["special_findings"].rows
    assert any(len(table.value) == n for table in at.dataframe)
    listed = next(table.value for table in at.dataframe if len(table.value) > 69)
    assert listed.iloc[53, 3].startswith(str(told["special_findings"].value))
    assert "special\\_findings" in words(at)


def test_a_figure_that_is_none_is_left_out_of_the_address_and_the_first_one_stands(demo):
    at = opened(PAGE, tab="summary_figures", figure="nothing")
    assert not fault(at) and "figure" in words(at)
    assert headings(at)[0].startswith("2 · ")


def test_a_summary_that_is_made_is_kept_as_given(demo):
    at = opened(PAGE, all="1")
    before = len(given(demonstration_store(demo).home))
    at.button(key="summary_give").click().run()
    assert not fault(at)
    papers = given(demonstration_store(demo).home)
    assert len(papers) == before + 1 and papers[0].kind == "summary" and papers[0].id in words(at) + str(at.success)


def test_a_reader_sees_the_figures_and_takes_nothing_away(demo, somebody):
    from tests.signed_in import signed_in

    signed_in(demo, "领导", ("reader",))
    somebody.be("领导", "reader")
    at = opened(PAGE, all="1")
    assert not fault(at) and "发现问题" in words(at)
    assert not [button for button in at.button if button.key == "summary_give"]
