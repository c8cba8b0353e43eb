"""The explorer's question as SQL says what the explorer says; the names at hand are those of the mart."""

from datetime import datetime

import pytest

from inspection.demonstration.publish import publish
from inspection.indicators import indicators
from inspection.reading import explored, statements
from inspection.reading.answers import Source
from inspection.reading.asked import Asked, is_rate
from inspection.reading.carried import of_source
from inspection.reading.statements_back import asked_by
from inspection.warehouse import Reader
from inspection.warehouse.analyst import Query, tree_of
from tests.small import view_of


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Source:
    home = tmp_path_factory.mktemp("statements")
    publish(home, datetime(2025, 10, 1))
    reader = Reader(home)
    return Source(reader.mart(), reader.settings(), reader.version())


def of_sql(source: Source, text: str) -> list[tuple]:
    return list(Query(source.version.mart, text, source.version.as_of, source.settings).run().rows)


LEDGERS = (
    Asked(("ledger", "findings"), ("category",)),
    Asked(("ledger", "findings"), ("found_on@quarter", "inspection_id.org_id.sector"), "distinct", "inspection_id"),
    Asked(("ledger", "inspections"), ("kind",), "median", "talks", keep=(("kind", ("routine", "")),)),
    Asked(("ledger", "clues"), ("outcome",), between=(("transferred_on", "2024-01-01", "2024-12-31"),)),
)


def test_a_question_of_a_ledger_gives_the_same_rows_as_sql(source):
    view = view_of(source)
    for asked in LEDGERS:
        expected = explored.answer(source.mart, explored.question(asked))
        found = of_sql(source, statements.as_sql(view, source, asked))
        told = [tuple(None if v != v else v for v in row) for row in expected.astype(object).itertuples(index=False)]
        assert [tuple(map(str, row)) for row in found] == [tuple(map(str, row)) for row in told] and found, asked


def test_a_question_of_every_indicator_gives_the_same_counts_as_sql(source):
    view = view_of(source)
    for id in list(indicators())[::6]:
        asked = of_source(("indicator", id))
        expected = explored.answered(view, source, asked)["rows"].sum()
        text = statements.as_sql(view, source, asked)
        answer = Query(source.version.mart, text, view.as_of, source.settings).run()
        at = answer.columns.index("settled_denominator" if "settled_denominator" in answer.columns
                                  else "denominator" if is_rate(asked) else "numerator")  # fmt: skip
        assert sum(float(row[at]) for row in answer.rows) == pytest.approx(float(expected)), id


def test_every_name_at_hand_is_one_that_a_statement_can_say(source):
    view = view_of(source)
    said = [f"(select count(*) from (select {', '.join(one.column for one in statements.columns(view, source, table))}"
            f" from {table}) t)" for table in statements.tables("zh")]  # fmt: skip
    assert len(of_sql(source, f"select {', '.join(said)}")[0]) == len(said) > 40
    assert "org_id" in [one.column for one in statements.columns(view, source, "known_findings")]


def back(source: Source, text: str) -> Asked | None:
    return asked_by(tree_of(source.version.mart, text, source.version.as_of, source.settings))


BACK = (
    *LEDGERS,
    Asked(("ledger", "clues"), ("transferred_on@month", "transferred_on@year"), keep=(("outcome", ("",)),)),
)


def test_a_question_that_became_sql_becomes_the_same_question_again(source):
    view = view_of(source)
    for asked in BACK:
        assert back(source, statements.as_sql(view, source, asked)) == asked


NO_QUESTION = (
    "group by category having count(*) > 3",
    "where nature <> 'immediate' group by category",
    "where not (nature = 'immediate') group by category",
    "where nature = 'immediate' or scope = 'common' group by category",
    "where found_on > date '2024-01-01' group by category",
    "group by category limit 3",
    "group by category, nature, scope, finding_id",
    "group by rollup(category)",
    "join clues using (finding_id) group by category",
    "left join clues c on c.finding_id = findings.finding_id group by category",
    "tablesample 10% group by category",
)


def test_what_the_explorer_cannot_ask_becomes_no_question_rather_than_another(source):
    same = "select category, count(*) as n from findings group by category"
    assert back(source, same) == Asked(("ledger", "findings"), ("category",))
    for text in NO_QUESTION:
        assert back(source, f"select category, count(*) as n from findings {text}") is None, text
    for text in (
        same.replace("findings", "known_findings"),
        same.replace("count(*)", "count(*) + 1"),
        same.replace("count(*)", "count(*) filter (where nature = 'immediate')"),
        same.replace("count(*)", "sum(cast(amount as integer))"),
        same.replace("select", "select distinct"),
        f"with findings as (select * from clues) {same}",
        f"{same} union all {same}",
        "select no",
    ):
        assert back(source, text) is None, text
