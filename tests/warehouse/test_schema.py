"""The schema and the ledger dictionary say the same."""

import re

import duckdb
import pytest

from inspection.demonstration import county
from inspection.warehouse import dictionary, ledger_tables
from inspection.warehouse.build import BOOKS, QUERIES, create_tables, insert_ledger, prove, surrogate_kind

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


def test_the_contract_had_22_ledgers_and_179_columns_and_has_grown_by_what_is_named_here():
    columns = [column for ledger in dictionary().ledgers.values() for column in ledger.columns]
    ledgers = dictionary().ledgers.values()
    first = [ledger for ledger in ledgers if any(column.since == 1 for column in ledger.columns)]
    assert (len(first), sum(column.since == 1 for column in columns)) == (22, 179)
    assert [ledger.name for ledger in ledgers if ledger not in first] == ["verifications", "notes", "team_reviews"]
    assert [f"{c.since} {c.ledger}.{c.name}" for c in sorted(columns, key=lambda c: c.since) if c.since > 1] == [
        "2 findings.source",
        "2 findings.reinspection_outcome",
        "3 findings.completed_undated",
        "3 clues.concluded_undated",
        "4 verifications.sample_id",
        "4 verifications.finding_id",
        "4 verifications.drawn_on",
        "4 verifications.verified_on",
        "4 verifications.found",
        "4 verifications.verified_by",
        "5 notes.note_id",
        "5 notes.noted_on",
        "5 notes.kind",
        "5 notes.figure",
        "5 notes.org_id",
        "5 notes.round_id",
        "5 notes.words",
        "5 notes.office",
        "6 team_reviews.round_id",
        "6 team_reviews.team",
        "6 team_reviews.question",
        "6 team_reviews.grade",
        "6 team_reviews.collected_on",
        "6 team_reviews.answers",
        "7 verifications.drawn_class",
        "7 verifications.class_closed",
        "7 verifications.class_drawn",
    ]


def test_numbers_of_the_schema_leave_none_out_and_what_grew_is_optional_for_older_ledgers_lack_it():
    columns = [column for ledger in dictionary().ledgers.values() for column in ledger.columns]
    assert {column.since for column in columns} == set(range(1, dictionary().schema + 1))
    # a ledger that is new as a whole is lacking as a whole: its own columns may be required
    whole = {ledger.name: min(column.since for column in ledger.columns) for ledger in dictionary().ledgers.values()}
    assert not [column.name for column in columns if column.since > whole[column.ledger] and column.required]


def test_every_table_is_a_ledger_or_one_of_the_books(schema):
    tables = {name for (name,) in schema.sql("select table_name from duckdb_tables()").fetchall()}
    assert tables == {*dictionary().ledgers, *BOOKS, "surrogates"}


def test_a_ledger_has_an_id_of_its_own_for_every_column():
    for ledger in dictionary().ledgers.values():
        assert len({c.name for c in ledger.columns}) == len({c.zh for c in ledger.columns}) == len(ledger.columns)
        assert ledger.key


@pytest.mark.parametrize("ledger", dictionary().ledgers.values(), ids=lambda ledger: ledger.name)
def test_a_table_has_the_columns_types_and_comments_of_its_ledger(schema, ledger):
    found = schema.sql(
        "select column_name, data_type, is_nullable, comment from duckdb_columns() where table_name = $t",
        params={"t": ledger.name},
    ).fetchall()  # in whatever order: rows travel by name
    expected = [
        (
            c.name,
            "INTEGER" if c.refers_to == ("terms", "term_no") else TYPES[c.type],
            not c.required,
            f"{c.zh} · {c.en}" + (f" ({c.note})" if c.note else ""),
        )
        for c in ledger.columns
    ]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("ledger", dictionary().ledgers.values(), ids=lambda ledger: ledger.name)
def test_a_table_has_the_code_lists_of_its_ledger(schema, ledger):
    found = schema.sql(
        "select constraint_column_names, constraint_text from duckdb_constraints()"
        " where table_name = $t and constraint_type = 'CHECK' and upper(constraint_text) like '% IN (%'",
        params={"t": ledger.name},
    ).fetchall()
    lists = {columns[0]: set(re.findall(r"'([^']*)'", text)) for columns, text in found}
    assert lists == {c.name: {x.code for x in dictionary().codes[c.codes]} for c in ledger.columns if c.codes}


@pytest.fixture(scope="module")
def filled():
    """The demonstration county in the tables of the schema."""
    connection = duckdb.connect()
    create_tables(connection)
    for name, table in ledger_tables(county()[0]).items():
        insert_ledger(connection, name, table)
    prove(connection)
    yield connection
    connection.close()


@pytest.mark.long
@pytest.mark.parametrize("ledger", dictionary().ledgers)
def test_a_build_with_the_same_key_twice_is_broken_off(filled, ledger):
    filled.execute("begin")
    filled.execute(f"insert into {ledger} select * from {ledger} limit 1")
    with pytest.raises(duckdb.ConstraintException, match=rf"^{ledger}: 1 rows have the key of another"):
        prove(filled)
    filled.execute("rollback")


# references of a ledger to itself are checked on import
REFERENCES = [
    c for of in dictionary().ledgers.values() for c in of.columns if c.refers_to and c.refers_to[0] != of.name
]


@pytest.mark.long
@pytest.mark.parametrize("column", REFERENCES, ids=lambda c: f"{c.ledger}.{c.name}")
def test_a_build_with_a_reference_to_no_row_is_broken_off(filled, column):
    ledger = dictionary().ledgers[column.ledger]
    key = " || '/' || ".join(c.name for c in ledger.key)
    filled.execute("begin")
    filled.execute(
        f"update {ledger.name} set {column.name} = '99' where {key} = (select min({key}) from {ledger.name})"
    )
    with pytest.raises(duckdb.ConstraintException, match=rf"^{ledger.name}: 1 rows name no row .*{column.name}"):
        prove(filled)
    filled.execute("rollback")


def test_every_table_has_a_comment_a_ledger_the_words_of_the_dictionary(schema):
    said = dict(schema.sql("select table_name, comment from duckdb_tables()").fetchall())
    assert all(said.values())
    assert {name: said[name] for name in dictionary().ledgers} == {
        ledger.name: f"{ledger.zh} · {ledger.en}: {ledger.one_row_is}" for ledger in dictionary().ledgers.values()
    }


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
