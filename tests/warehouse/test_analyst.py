"""An analyst's statement: answered with its types, or refused with a code; cut where it is long, ended where it is told to."""

import threading
from datetime import date, datetime
from decimal import Decimal

import pytest

from inspection.warehouse import Store, dictionary, settings
from inspection.warehouse.analyst import ROWS, NotAnswered, Query
from inspection.warehouse.compose import inlined
from tests.warehouse.tiny import publish

DAY = date(2025, 9, 30)


@pytest.fixture(scope="module")
def version(tmp_path_factory):
    return publish(Store(tmp_path_factory.mktemp("analyst")), 1)


def asked(version, text: str, as_of: date = DAY, **options) -> Query:
    return Query(version.mart, text, as_of, settings(), **options)


def test_every_kind_of_value_comes_back_as_what_it_is(version):
    row = {
        "170141183460469231731687303715884105727::hugeint": 2**127 - 1,
        "12345678901234567.25::decimal(20, 2)": Decimal("12345678901234567.25"),
        "0.1::double": 0.1,
        "'-inf'::double": float("-inf"),
        "date '2024-02-29'": date(2024, 2, 29),
        "timestamp '2024-02-29 10:00:00.5'": datetime(2024, 2, 29, 10, 0, 0, 500000),
        "true": True,
        "null": None,
        "'巡察\n=1+1'": "巡察\n=1+1",
        "[1, null]": "[1, null]",
        "{'a': date '2024-01-01'}": '{"a": "2024-01-01"}',
        "map {'a': 1}": '{"a": 1}',
        "'\\xFF'::blob": "ff",
        "interval 3 days": "3 days, 0:00:00",
        "time '10:00'": "10:00:00",
        "'101'::bit": "101",
    }
    answer = asked(version, f"select {', '.join(row)}").run()
    assert dict(zip(row, answer.rows[0], strict=True)) == row


def test_names_of_columns_stand_once_and_the_frame_has_them(version):
    answer = asked(version, "select 1 as a, 2 as a, null::int as b, 'x' as c").run()
    assert answer.columns == ("a", "a_2", "b", "c")
    frame = answer.frame()
    assert frame["a"].tolist() == [1] and frame["b"].isna().all() and frame["c"].tolist() == ["x"]
    assert [answer.numeric(name) for name in answer.columns] == [True, True, True, False]


def test_a_long_answer_is_cut_and_says_so(version):
    assert [(len(a.rows), a.cut) for a in (
        asked(version, "select * from range(100)").run(),
        asked(version, "select * from range(100)", rows=100).run(),
        asked(version, "select * from range(101)", rows=100).run(),
        asked(version, "select * from range(1000000)", rows=10**9).run(),
    )] == [(100, ""), (100, ""), (100, "rows"), (ROWS, "rows")]  # fmt: skip
    wide = asked(version, "select repeat('x', 100000) from range(1000)").run()
    assert wide.cut == "octets" and len(wide.rows) == 79


REFUSED = {
    "": "empty",
    " \n": "empty",
    "x" * 100_001: "too_long",
    "select 1; select 2": "not_one",
    "-- nothing": "not_one",
    "set threads = 2": "not_select",
    "create table x (a int)": "not_select",
    "selec 1": "database",
    "select no_such_column from terms": "database",
    "select now()": "time_zone",
    "select repeat('x', 9000000)": "too_large",
    "select length(repeat('x', 2000000000))": "too_much_memory",
    "select count(*) from range(10000000) a, range(10000000) b where (a.range * b.range) % 7 = 3": "too_slow",
}


def test_what_has_no_answer_has_a_code(version):
    found = {}
    for text in REFUSED:
        with pytest.raises(NotAnswered) as refused:
            asked(version, text).run()
        found[text] = refused.value.code
    assert found == REFUSED


def test_a_plan_is_told_and_the_statement_is_not_carried_out(version):
    answer = asked(version, "select error('carried out') from terms", plan=True).run()
    assert "terms" in answer.rows[0][-1]


def test_what_runs_is_ended_when_it_is_cancelled(version):
    query = asked(version, "select levenshtein(repeat('a', 200000), repeat('b', 200000))")
    threading.Timer(0.5, query.cancel).start()
    with pytest.raises(NotAnswered) as refused:
        query.run()
    assert refused.value.code == "cancelled" and query.seconds < 5


def test_what_was_known_on_the_day_is_a_table_of_its_own_for_that_day(version):
    text = "select (select count(*) from Known_Inspections), (select count(*) from inspections)"
    assert asked(version, text).run().rows == ((1, 1),)
    assert asked(version, text, date(2022, 2, 28)).run().rows == ((0, 1),)


def test_the_mart_holds_no_secret_column_by_name(version):
    secret = {(c.ledger, c.name) for ledger in dictionary().ledgers.values() for c in ledger.columns if c.secret}
    text = "select table_name, column_name, data_type from duckdb_columns() where not internal"
    held = {(table, column): type for table, column, type in asked(version, text).run().rows}
    assert held and all(held[name] in ("INTEGER", "BIGINT") for name in secret & set(held))


def test_values_are_written_into_a_statement_outside_of_its_texts_and_comments():
    params = {"day": date(2025, 9, 30), "name": "o'b$day", "n": 3, "none": None, "yes": True}
    text = "select $day, $name, $n, $none, $yes, '$day', \"$day\" -- $day\n/* $day */ from t where a = $day"
    assert inlined(text, params) == (
        "select date '2025-09-30', 'o''b$day', 3, null, true, '$day', \"$day\" -- $day\n"
        "/* $day */ from t where a = date '2025-09-30'"
    )
