"""The page 查询: a statement is asked in a process of its own, shown, drawn, taken away, kept in the address and in the audit."""

import io

import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from inspection.access import Audit
from inspection.reading import statements
from inspection.reading.asked import Asked
from inspection.text import say
from inspection.ui.screens import sql, sql_asked
from tests.ui.dashboard import fault, opened, own_data, small_county, words

COUNTS = "select category, count(*) as n from known_findings group by category order by n desc"


def asked(at: AppTest, text: str, button: str = "sql_run") -> AppTest:
    """The page once the statement has ended."""
    at.text_area(key="sql_text").set_value(text).run()
    at.button(key=button).click().run()
    return ended(at)


def ended(at: AppTest) -> AppTest:
    assert at.session_state["sql_job"].ended.wait(30)
    at.run()
    assert not fault(at)
    return at


def rows(at: AppTest) -> pd.DataFrame:
    return at.dataframe[1].value  # the first are the names at hand


def test_a_statement_is_answered_and_its_address_opens_it_again_without_asking_it(demo):
    at = asked(opened("explore/sql"), COUNTS)
    assert rows(at)["n"].is_monotonic_decreasing and rows(at)["n"].sum() > 5000
    again = opened("explore/sql", **{name: at.query_params[name] for name in ("sql",)})
    assert again.text_area(key="sql_text").value == COUNTS
    assert len(again.dataframe) == 1 and "sql_job" not in again.session_state


def test_a_column_of_any_table_is_found_by_its_word_and_put_into_the_statement(demo):
    at = opened("explore/sql")
    at.text_area(key="sql_text").set_value("select").run()
    look = at.selectbox(key="sql_looked_for")
    (found,) = [name for name in look.options if "整改期限" in name and name.endswith(" findings")]
    at = look.select(found).run()
    assert not fault(at) and at.text_area(key="sql_text").value == "select due_on"
    assert at.selectbox(key="sql_table").value == "findings" and at.selectbox(key="sql_looked_for").value is None
    assert at.query_params["sql"] == "select due_on"
    words = " ".join(look.options)
    assert "known_findings" in words and "finding_id" in words and "措施内容" not in words and "线索摘要" not in words


def test_a_long_statement_is_packed_into_its_address_and_comes_back_whole():
    text = "select '巡察' -- %&#+ \n" * 200
    assert len(sql_asked.in_address(text)) < 200 and sql_asked.of_address(sql_asked.in_address(text)) == text
    assert sql_asked.in_address("select 1") == "select 1"
    assert sql_asked.of_address(sql_asked.in_address("~x")) == "~x"
    assert [sql_asked.of_address(f"~{wrong}") for wrong in ("", "x", "中", "AAAA")] == ["", None, None, None]


def test_an_answer_is_drawn_by_its_columns(demo):
    at = asked(opened("explore/sql"), COUNTS)
    for drawn in ("bar", "line"):
        at.segmented_control[0].set_value(drawn).run()
        assert not fault(at) and len(at.get("plotly_chart")) == 1


@pytest.mark.parametrize("text, code", [("", "empty"), ("select 1; select 2", "not_one"), ("delete from terms", "not_select")])
def test_what_has_no_answer_says_why_and_what_to_do(demo, text, code):
    at = asked(opened("explore/sql"), text)
    assert at.error[0].value.startswith(say(f"sql.refused_{code}", "zh", said={"not_one": "2"}.get(code, "DELETE"))[:8])


def test_what_runs_is_shown_with_its_seconds_and_can_be_cancelled(demo):
    at = opened("explore/sql")
    at.text_area(key="sql_text").set_value("select levenshtein(repeat('a',200000),repeat('b',200000))").run()
    at.button(key="sql_run").click().run()
    at.button(key="sql_cancel").click().run()
    assert ended(at).error[0].value == say("sql.refused_cancelled", "zh")


def test_every_statement_is_in_the_audit_whole_with_how_it_ended_and_comes_back_as_asked_before(tmp_path, monkeypatch, somebody):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    own_data(tmp_path, small_county())
    somebody.be("周分析", "analyst")
    long = "select '" + "长" * 300 + "' as 名称 -- 第一行\nfrom terms"
    at = asked(opened("explore/sql"), long)
    asked(at, "selec 1")
    lines = Audit(tmp_path).read(who="周分析", what="queried")
    told = [(line.details["state"], line.details["text"], line.details.get("rows"), line.details.get("ended")) for line in lines]
    marked = long.replace("\n", "↵")
    assert told == [
        ("begun", marked, None, None), ("done", marked, 1, "answered"),
        ("begun", "selec 1", None, None), ("done", "selec 1", None, "database"),
    ]  # fmt: skip
    assert all(line.details["seconds"] > 0 for line in lines[1::2])
    later = opened("explore/sql")
    assert later.selectbox(key="sql_before_chosen").options == ["selec 1", " ".join(long.split())[:80]]


def test_who_may_not_analyse_has_no_such_page(tmp_path, monkeypatch, somebody):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    own_data(tmp_path, small_county())
    somebody.be("孙领导", "reader")
    assert "sql_text" not in [area.key for area in opened("explore/sql").text_area]


def test_an_answer_is_taken_away_as_it_stands_with_its_statement_and_nothing_a_spreadsheet_would_run(demo):
    made = {}
    at = asked(opened("explore/sql"), "select '=1+1' as 文字, date '2024-02-29' as 日, 1.5 as 数, null as 空")
    assert not fault(at)
    job = at.session_state["sql_job"]
    for form in ("csv", "xlsx", "parquet"):
        made[form] = sql.as_file(form, at.session_state["view"], at.session_state["source"], job)
    assert "'=1+1,2024-02-29,1.5," in made["csv"].decode("utf-8-sig")
    book = load_workbook(io.BytesIO(made["xlsx"]))
    assert [cell.value for cell in book.worksheets[0][2]][:1] == ["'=1+1"]
    assert job.text in [row[0].value for row in book.worksheets[1].iter_rows()]
    frame = pd.read_parquet(io.BytesIO(made["parquet"]))
    assert frame["文字"].tolist() == ["=1+1"] and frame["数"].tolist() == [1.5]


def test_the_question_of_the_explorer_opens_as_sql_with_the_same_answer(demo):
    explorer = opened("explore/explorer", of="ledger:findings", by="category")
    question = Asked(("ledger", "findings"), ("category",))
    text = statements.as_sql(explorer.session_state["view"], explorer.session_state["source"], question)
    at = asked(opened("explore/sql", sql=sql_asked.packed(text)), text)
    shown = explorer.dataframe[0].value
    assert rows(at)["value"].sum() == shown["value"].sum() and len(rows(at)) == len(shown)


def test_a_statement_that_the_explorer_can_ask_opens_there_and_another_says_why_not(demo):
    at = asked(opened("explore/sql"), "select category, count(*) as n from findings where nature = 'immediate' group by category")
    at.button(key="sql_to_explorer").click().run()
    assert (not fault(at) and at.query_params["of"] == ["ledger:findings"]) or at.query_params["of"] == "ledger:findings"
    at = asked(opened("explore/sql"), COUNTS)
    at.button(key="sql_to_explorer").click().run()
    assert say("sql.no_question", "zh") in words(at)
