"""The rows behind a chart are those of the mark and the term, and a file holds what the screen shows."""

import csv
import io

import pytest

from inspection.access import Audit
from inspection.indicators import table_definition
from inspection.papers.codes import found, in_text
from inspection.reading.answers import tabled
from inspection.text import say
from inspection.ui.pieces.grids import as_csv, as_xlsx
from inspection.ui.pieces.picks import _text_of
from tests.signed_in import NAME
from tests.ui.county import org_names, page, published, table
from tests.ui.dashboard import fault, opened, words


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    with published(tmp_path_factory.mktemp("home")) as home:
        yield home


# --- the rows behind -------------------------------------------------------------------------------------------------


def behind(at):
    """The table of rows behind a chart: the one that says what each row adds to the figure."""
    return table(at, "numerator")


def test_the_rows_behind_a_mark_are_of_the_term_shown_and_of_that_mark():
    rows = behind(page("rectification", pick="overdue_by_organisation~:numerator?org=C4"))
    assert (org_names(rows), rows["numerator"].tolist()) == (["水利局党组"], [1])
    of_round = page("rectification", pick="states_round~?round=14-02")
    assert say("pages.no_rows", "zh") in words(of_round) and not any("numerator" in d.value for d in of_round.dataframe)


def test_the_rows_behind_a_year_are_of_that_year_whichever_term_is_shown():
    rows = behind(page("clues", pick="verification_of_concluded~?year=2018"))
    assert len(rows) == 2 and set(rows["denominator"]) == {1}
    rows = behind(page("clues", pick="ageing~:pending?handler="))
    assert len(rows) == 1 and rows["pending"].tolist() == [1]


@pytest.mark.parametrize("name, term, count", [("rectification", "14", 6), ("rectification", "13", 2)])
def test_the_rows_behind_a_chart_of_a_term_are_the_terms(name, term, count):
    at = page(name, term=term, pick="states_round~?", by="round")
    rows = behind(at)
    assert len(rows) == count and f"共 {count} 条" in words(at)


def test_a_click_is_read_at_its_own_mark_of_its_own_trace():
    picks = [["a", "b"], ["c"]]
    assert [_text_of({"curve_number": c, "point_index": p}, picks) for c, p in ((0, 0), (0, 1), (1, 0), (2, 0))] == [
        "a",
        "b",
        "c",
        "",
    ]
    assert _text_of({"curve_number": 1, "point_index": 1}, ["a", "b"]) == "b"


# --- what is taken away ----------------------------------------------------------------------------------------------


def taken(name: str, key: str, **address: str) -> list[dict[str, str]]:
    """The rows of the csv that a button of the page hands over."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("streamlit.download_button", lambda label, data, key="", **_: made.update({key: data}))
        at = opened(f"review/{name}", **address)
        assert not fault(at)
        return list(csv.DictReader(io.StringIO(made[key]().decode("utf-8-sig"))))


def test_a_download_holds_the_rows_shown_and_no_others():
    assert [r["党组织名称"] for r in taken("ranking", "csv_owing_county", ranked="county", tab="owing")] == [
        "教育局党组",
        "水利局党组",
        "财政局党组",
    ]
    assert [r["党组织名称"] for r in taken("coverage", "csv_coverage_each", term="14")] == ["丙村党支部", "丁村党支部"]
    late = taken("rectification", "csv_overdue_findings", tab="late", **{"class": "township"})
    assert [r["党组织名称"] for r in late] == ["甲镇党委"]
    rows = taken(
        "rectification",
        "csv_rows_overdue_by_organisation_overdue_rate_numerator_(('org', ('C4',)),)",
        pick="overdue_by_organisation~:numerator?org=C4",
    )
    assert [r["问题编号"] for r in rows] == ["F22"]


def test_a_download_holds_the_cells_in_words_under_their_own_headers_and_escaped():
    at = page("clues")
    view, source = at.session_state["view"], at.session_state["source"]
    columns = table_definition("clue_progress").columns
    frame = tabled(view, source, "clue_progress")
    frame = frame.assign(handler=['=1+1,"甲"'] + ["二室"] * (len(frame) - 1))
    rows = list(csv.DictReader(io.StringIO(as_csv(columns, frame, view, source).decode("utf-8-sig"))))
    heads = {c.name: c.label("zh") for c in columns}
    assert len(rows) == len(frame) == 5
    assert [r[heads["org_name"]] for r in rows] == frame["org_name"].tolist()
    assert rows[0][heads["handler"]].lstrip("'").lstrip() == '=1+1,"甲"' and rows[0][heads["handler"]] != '=1+1,"甲"'
    assert {r[heads["outcome"]] for r in rows} <= {"查实", "部分查实", "查否", "无法查清", "未结"}
    assert rows[0][heads["transferred_on"]] == f"{frame['transferred_on'].iloc[0]:%Y-%m-%d}"
    assert as_xlsx("清单", columns, frame, [], view, source)[:2] == b"PK"


def test_the_rows_behind_a_chart_that_was_not_clicked_are_all_of_it():
    at = opened("review/rectification", pick="states_round~?org=C4")
    at.session_state["behind_overdue_by_organisation"] = True
    at.run()
    assert not fault(at)
    shown = [len(d.value) for d in at.dataframe if "numerator" in d.value]
    assert sorted(shown) == [2, 5]  # what C4 was fed back, and all that is due


def test_the_audit_tells_who_saw_which_rows_once_and_how_many(home):
    before = len(Audit(home).read())
    page("clues", pick="verification_of_concluded~?year=2024")
    page("rectification", tab="late")
    told = {line.details["table"]: line for line in Audit(home).read()[before:] if line.what == "rows_seen"}
    assert {"clue_verification_rate", "overdue_findings"} <= set(told)
    assert all(line.who == NAME and line.details["rows"] and line.details["of"] for line in told.values())


def test_the_figure_of_a_mark_gets_a_code_by_which_it_is_found_again(home, somebody):
    at = opened("review/rectification", pick="overdue_by_organisation~:numerator?org=C4")
    (button,) = [one for one in at.button if one.label == say("codes.make", "zh")]
    button.click().run()
    assert not fault(at) and not at.error
    assert [one.value.partition("（截至")[0] for one in at.code] == ["逾期率（第十四届县委，水利局党组，分子） 1"]
    ((code, *_),) = in_text(at.code[0].value)
    figure = found(home, code)
    assert figure.field == "overdue_rate term=14 org=C4 part=numerator" and (figure.number, figure.version) == ("1", 1)
    assert [line.details["id"] for line in Audit(home).read(what="given") if "id" in line.details] == [code]
    somebody.be("阅览员", "reader")
    at = opened("review/rectification", pick="overdue_by_organisation~:numerator?org=C4")
    assert not [one for one in at.button if one.label == say("codes.make", "zh")]
