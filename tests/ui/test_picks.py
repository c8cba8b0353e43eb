"""A mark that was clicked, as a filter of the rows behind a chart."""

import json
from urllib.parse import parse_qsl

import pytest

from inspection.charts.marks import case_page, marks_by, rows_where
from inspection.text import say
from inspection.ui.pieces.picks import Pick, read
from tests.ui.dashboard import fault, opened, words


@pytest.mark.parametrize("value", ["第一室", "A&B=C", "50%+", "a?b", "#1;2", "甲 乙", "~"])
def test_what_a_mark_stands_for_comes_back_as_it_was(value):
    assert read(rows_where(part="pending", handler=value)) == Pick("", "pending", (("handler", value),))


def test_a_missing_value_is_the_empty_group():
    pick = read(rows_where(id="clue_case_filing_rate", part="numerator", handler=None, year=2024))
    assert pick == Pick("clue_case_filing_rate", "numerator", (("handler", None), ("year", "2024")))
    assert pick.of("clues") == (("handler", (None,)), ("year", ("2024",)))
    assert pick.of("coverage_rate") == ()


@pytest.mark.parametrize("text", ["moon?year=2024", ":most?year=2024", "?moon=1", "?year=soon"])
def test_an_address_somebody_mistyped_picks_nothing(text):
    assert read(text) is None


def test_marks_by_a_dimension_are_one_text_per_mark():
    assert marks_by("round", ["14-01", None]) == {"picks": ["?round=14-01", "?round="]}


def behind(at, name: str):
    return next(e for e in at.expander if e.proto.id.endswith(f"behind_{name}"))


def test_a_link_to_a_mark_opens_its_rows_and_no_others(demo):
    at = opened("review/clues", pick="ageing~:pending?handler=第二纪检监察室")
    assert not fault(at)
    assert say("picks.only", "zh", what="未结 · 第二纪检监察室") in [b.label for b in at.button]
    rows = at.dataframe[0].value
    assert set(rows["handler"]) == {"第二纪检监察室"}
    assert f"共 {len(rows)} 条" in words(at)


def test_what_was_picked_can_be_let_go(demo):
    at = opened("review/clues", pick="ageing~:pending?handler=第二纪检监察室")
    few = len(at.dataframe[0].value)
    next(b for b in at.button if b.key == "unpick_ageing").click().run()
    assert not fault(at) and "pick" not in at.query_params
    assert len(at.dataframe[0].value) > few


def marks_of(at) -> list[str]:
    """What the marks of all charts of a page stand for."""
    layouts = [json.loads(chart.proto.spec)["layout"] for chart in at.get("plotly_chart")]
    texts = [part for layout in layouts for part in (layout.get("meta") or {}).get("picks", [])]
    return [text for part in texts for text in (part if isinstance(part, list) else [part])]


def test_every_mark_of_the_review_charts_names_rows_that_there_are_or_a_case(demo):
    for page in ("clues", "rectification"):
        for text in marks_of(opened(f"review/{page}")):
            assert text.startswith(("/finding?number=", "/clue?number=")) or read(text) is not None, text


@pytest.mark.parametrize("number", ["F1", "14-01&x=1", "甲 %1"])
def test_the_mark_of_one_case_names_its_page_and_no_rows(number):
    kind, _, asked = case_page("finding", number).partition("?")
    assert (kind, dict(parse_qsl(asked))) == ("/finding", {"number": number})


@pytest.mark.parametrize("page, kind", [("rectification", "finding"), ("clues", "clue")])
def test_a_click_on_what_is_late_or_open_opens_its_page_with_what_is_chosen(demo, page, kind):
    at = opened(f"review/{page}", **{"class": "county"})
    first = next(text for text in marks_of(at) if text.startswith(f"/{kind}?"))
    at.session_state["case_clicked"] = first
    at.run()
    assert not fault(at)
    assert (at.query_params["number"], at.query_params["class"]) == (first.partition("=")[2], "county")
    assert first.partition("=")[2] in words(at)
