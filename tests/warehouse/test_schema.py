"""The schema and the ledger dictionary say the same."""

import re

import duckdb
import pytest

from inspection.warehouse import dictionary
from inspection.warehouse.build import QUERIES, create_tables, surrogate_kind

TYPES = {
    "int": "INTEGER",
    "text": "VARCHAR",
    "code": "VARCHAR",
    "ref": "VARCHAR",
    "date": "DATE",
    "bool": "BOOLEAN",
    "decimal": "DECIMAL(18,6)",
}


@pytest.fixture(scope="module")
def schema():
    connection = duckdb.connect()
    create_tables(connection)
    yield connection
    connection.close()


def test_the_contract_has_22_ledgers_179_columns_162_codes():
    d = dictionary()
    columns = sum(len(ledger.columns) for ledger in d.ledgers.values())
    assert (len(d.ledgers), columns, sum(map(len, d.codes.values()))) == (22, 179, 162)


@pytest.mark.parametrize("ledger", dictionary().ledgers.values(), ids=lambda ledger: ledger.name)
def test_a_table_has_the_columns_types_and_comments_of_its_ledger(schema, ledger):
    found = schema.sql(
        "select column_name, data_type, is_nullable, comment from duckdb_columns() where table_name = $t"
        " order by column_index",
        params={"t": ledger.name},
    ).fetchall()
    expected = [
        (
            c.name,
            "INTEGER" if c.refers_to == ("terms", "term_no") else TYPES[c.type],
            not c.required,
            f"{c.zh} · {c.en}" + (f" ({c.note})" if c.note else ""),
        )
        for c in ledger.columns
    ]
    assert found == expected


@pytest.mark.parametrize("ledger", dictionary().ledgers.values(), ids=lambda ledger: ledger.name)
def test_a_table_has_the_keys_references_and_code_lists_of_its_ledger(schema, ledger):
    found = schema.sql(
        "select constraint_type, constraint_column_names, constraint_text, referenced_table, referenced_column_names"
        " from duckdb_constraints() where table_name = $t",
        params={"t": ledger.name},
    ).fetchall()
    keys = [row[1] for row in found if row[0] == "PRIMARY KEY"]
    references = {(row[1][0], row[3], row[4][0]) for row in found if row[0] == "FOREIGN KEY"}
    lists = {}
    for row in found:
        if row[0] == "CHECK" and " IN (" in row[2].upper():
            lists[row[1][0]] = set(re.findall(r"'([^']*)'", row[2]))
    assert keys == [[c.name for c in ledger.key]]
    assert references == {
        (c.name, *c.refers_to) for c in ledger.columns if c.refers_to and c.refers_to[0] != ledger.name
    }
    assert lists == {c.name: {x.code for x in dictionary().codes[c.codes]} for c in ledger.columns if c.codes}


def test_every_table_of_the_schema_has_a_comment():
    connection = duckdb.connect()
    create_tables(connection)
    assert connection.sql("select table_name from duckdb_tables() where comment is null").fetchall() == []


def test_only_the_ids_that_join_or_count_are_kept_as_integers_of_the_secret_columns():
    kept = {
        f"{c.ledger}.{c.name}" for ledger in dictionary().ledgers.values() for c in ledger.columns if surrogate_kind(c)
    }
    assert kept == {
        "clues.clue_id",
        "clue_reviews.clue_id",
        "accountability.clue_id",
        "accountability.person_code",
        "talent_pool.person_code",
        "staff_events.person_code",
        "report_scores.judge",
    }


def test_the_schema_file_is_the_only_ddl():
    ddl = re.compile(r"\b(create|alter|drop)\s+(table|view|macro)\b", re.I)
    for path in QUERIES.rglob("*.sql"):
        assert path.name == "schema.sql" or not ddl.search(path.read_text(encoding="utf-8")), path
