"""Filling the two files of a version: the full one with every column, and the mart without the secret ones."""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from inspection.warehouse.dictionary import Column, Ledger, dictionary
from inspection.warehouse.values import ImportedFile, Ledgers, ledger_schema

QUERIES = Path(__file__).resolve().parents[2] / "queries"
COMMENT = re.compile(r"^comment on .*;$", re.MULTILINE)
BOOKS = ("data_version", "imports")
BUILD_CONFIG = {"autoinstall_known_extensions": False, "python_enable_replacements": False}


def surrogate_kind(column: Column) -> str | None:
    """What a secret column's integer stands for, where the mart must still join or count by it; None: it is left out.

    A secret key, a reference to one and a person's pseudonym are needed to join and count; secret text never is.
    """
    if column.secret and (column.key or column.refers_to or column.name == "person_code"):
        return column.name
    return None


def create_tables(connection: duckdb.DuckDBPyConnection, *, comments: bool = True) -> None:
    """The tables of queries/schema.sql in the connection's current database.

    Without comments it takes a third of the time; for a database in memory, which only the program opens.
    """
    schema = (QUERIES / "schema.sql").read_text(encoding="utf-8")
    connection.execute(schema if comments else COMMENT.sub("", schema))


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Attach a database file read-only; ATTACH takes no bound parameter."""
    quoted = str(path).replace("'", "''")
    connection.execute(f"attach '{quoted}' as {name} (read_only)")


def insert_ledger(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Put a ledger's rows into its table. Raises duckdb.ConstraintException on a broken rule.

    The table has the types of `ledger_schema`, so nothing is guessed. Raises pyarrow.ArrowInvalid when it has not.
    """
    listed = ", ".join(c.name for c in dictionary().ledgers[name].columns)
    incoming = table.cast(ledger_schema(name))
    if incoming.num_rows:
        connection.register("incoming", incoming)
        connection.execute(f"insert into {name} ({listed}) select {listed} from incoming")
        connection.unregister("incoming")


def keep_others(connection: duckdb.DuckDBPyConnection, name: str, standing: str) -> None:
    """Add to what came in the standing rows of a ledger whose keys did not come in."""
    same = " and ".join(f"n.{c.name} = s.{c.name}" for c in dictionary().ledgers[name].key)
    carry(connection, name, standing, f"where not exists (select 1 from {name} n where {same})")


def carry(connection: duckdb.DuckDBPyConnection, name: str, standing: str, condition: str = "") -> None:
    """Add the rows of a table of the catalog `standing` (called s in `condition`) to the same table here, by name.

    A column that the schema had not yet when `standing` was built stays empty. Raises duckdb.BinderException where it
    has one that the schema has no more: its values would be lost.
    """
    connection.execute(f"insert into {name} by name select * from {standing}.{name} s {condition}")


def tables_of(connection: duckdb.DuckDBPyConnection, catalog: str) -> set[str]:
    """The names of the tables of an attached catalog; one of an older schema lacks those that came later."""
    names = "select table_name from duckdb_tables() where database_name = $catalog"
    return {name for (name,) in connection.execute(names, {"catalog": catalog}).fetchall()}


def number_secrets(connection: duckdb.DuckDBPyConnection) -> None:
    """Give every secret id that has none yet the next integer of its kind.

    New ids are numbered by the hash of the id, so that neither the ledger's order nor the alphabet can be read off.
    """
    kinds: dict[str, list[str]] = {}
    for ledger in dictionary().ledgers.values():
        for column in ledger.columns:
            if kind := surrogate_kind(column):
                kinds.setdefault(kind, []).append(f"select {column.name} as secret from {ledger.name}")
    some = " union all ".join(
        f"(select '{kind}' from ({' union all '.join(sources)}) u where u.secret is not null limit 1)"
        for kind, sources in kinds.items()
    )
    for (kind,) in connection.execute(some).fetchall():
        sources = kinds[kind]
        connection.execute(
            "insert into surrogates (kind, secret, number)"
            " select $kind, fresh.secret,"
            "  (select coalesce(max(number), 0) from surrogates where kind = $kind)"
            "  + row_number() over (order by hash($kind, fresh.secret), fresh.secret)"
            f" from (select distinct u.secret as secret from ({' union all '.join(sources)}) u"
            "  where u.secret is not null) fresh"
            " where not exists (select 1 from surrogates s where s.kind = $kind and s.secret = fresh.secret)",
            {"kind": kind},
        )


def prove(connection: duckdb.DuckDBPyConnection) -> None:
    """Hold keys and references of all ledgers against the dictionary, over whole columns.

    Raises duckdb.ConstraintException with the ledger and column, never with a value: it may be secret.
    """
    ledgers = dictionary().ledgers.values()
    some = " union all ".join(f"(select '{ledger.name}' from {ledger.name} limit 1)" for ledger in ledgers)
    filled = {name for (name,) in connection.execute(some).fetchall()}
    for ledger in ledgers:
        if ledger.name in filled:  # one without rows has no key twice and leads nowhere
            prove_ledger(connection, ledger)


def prove_ledger(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    """Hold the keys and references of one ledger against the dictionary, all in one statement; raises as `prove`."""
    key = ", ".join(column.name for column in ledger.key)
    different = f"(select count(*) from (select distinct {key} from {ledger.name}))"
    leading = [c for c in ledger.columns if c.refers_to and c.refers_to[0] != ledger.name]
    lost = [
        f"(select count(*) from {ledger.name} l where l.{column.name} is not null"
        f" and not exists (select 1 from {column.refers_to[0]} t where t.{column.refers_to[1]} = l.{column.name}))"
        for column in leading
    ]
    found = f"select {', '.join([f'(select count(*) from {ledger.name}) - {different}', *lost])}"
    again, *nowhere = connection.execute(found).fetchall()[0]
    if again:
        raise duckdb.ConstraintException(f"{ledger.name}: {again} rows have the key of another ({key})")
    for column, rows in zip(leading, nowhere, strict=True):
        if rows:
            words = f"{ledger.name}: {rows} rows name no row of {column.refers_to[0]} ({column.name})"
            raise duckdb.ConstraintException(words)


@cache
def _of_mart(ledger: str) -> str | None:
    path = QUERIES / "mart" / f"{ledger}.sql"
    return path.read_text(encoding="utf-8") if path.exists() else None


def mart_rows(ledger: str, full: str) -> str:
    """What a mart has of a ledger of the catalog named `full`, to select from: all its rows, or what queries/mart/ says."""
    table = f"{quoted(full)}.{ledger}"
    told = _of_mart(ledger)
    return f"(with {ledger} as (select * from {table}) {told})" if told else table


def copy_to_mart(connection: duckdb.DuckDBPyConnection, full: str, mart: str) -> None:
    """Copy ledgers and book-keeping from the catalog named `full` into the empty one named `mart`, secrets left out.

    The mart is filled by copying what is allowed, never by deleting what is not: deleted values stay in a file's bytes.
    Of a ledger with a file in queries/mart/ its rows are what that says. Rows stand in the order of their keys, so that
    neighbours are read together. For the comments see `comments_of`.
    """
    source, target = quoted(full), quoted(mart)
    for ledger in dictionary().ledgers.values():
        shown, joins = [], []
        for column in ledger.columns:
            kind = surrogate_kind(column)
            if kind:
                joins.append(
                    f"left join {source}.surrogates s_{column.name}"
                    f" on s_{column.name}.kind = '{kind}' and s_{column.name}.secret = l.{column.name}"
                )
                shown.append(f"s_{column.name}.number as {column.name}")
            elif not column.secret:
                shown.append(f"l.{column.name} as {column.name}")
        order = ", ".join(c.name for c in ledger.key)
        connection.execute(
            f"create table {target}.{ledger.name} as select {', '.join(shown)} from {mart_rows(ledger.name, full)} l"
            f" {' '.join(joins)} order by {order}"
        )
    for book in BOOKS:
        connection.execute(f"create table {target}.{book} as select * from {source}.{book}")


def comments_of(connection: duckdb.DuckDBPyConnection, full: str, mart: str) -> list[str]:
    """The statements that give the tables and columns of `mart` the comments they have in `full`; to be run in the mart."""
    described = connection.sql(
        "select table_name, null as column_name, comment from duckdb_tables() where database_name = $full"
        " union all select table_name, column_name, comment from duckdb_columns() where database_name = $full",
        params={"full": full},
    ).fetchall()
    present = set(
        connection.sql(
            "select table_name, column_name from duckdb_columns() where database_name = $mart", params={"mart": mart}
        ).fetchall()
    )
    tables, told = {table for table, _ in present}, []
    for table, column, comment in described:
        if comment and (((table, column) in present) or (column is None and table in tables)):
            thing = f"table {table}" if column is None else f"column {table}.{column}"
            words = comment.replace("'", "''")
            told.append(f"comment on {thing} is '{words}'")
    return told


def fill_full(
    connection: duckdb.DuckDBPyConnection,
    ledgers: Ledgers,
    *,
    number: int,
    parent: int | None,
    as_of: date,
    built_at: datetime,
    demonstration: bool,
    files: Iterable[ImportedFile],
    comments: bool = True,
    updated: Collection[str] = (),
    numbered: str | None = None,
    standing: str | None = None,
) -> None:
    """Fill the empty current database as version `number`: what came in, and from what stands what did not.

    `standing` is the attached catalog whose rows stay, `numbered` the one whose integers for secrets go on; both may be
    of an older schema. Of the `updated` ledgers the standing rows stay whose keys did not come in.
    Raises duckdb.ConstraintException where a row breaks the schema or the dictionary (the intake's checks come first and
    say it better).
    """
    create_tables(connection, comments=comments)
    stands = tables_of(connection, standing) if standing else set()
    if numbered:
        carry(connection, "surrogates", numbered)
    if standing:
        carry(connection, "imports", standing)
    for name in dictionary().load_order():
        if name in ledgers:
            insert_ledger(connection, name, ledgers[name])
            if name in stands and name in updated:
                keep_others(connection, name, standing)
        elif name in stands:
            carry(connection, name, standing)
    prove(connection)
    number_secrets(connection)
    connection.execute(
        "insert into data_version (version_no, as_of, built_at, parent_no, is_demonstration)"
        " values ($number, $as_of, $built_at, $parent, $demonstration)",
        {"number": number, "as_of": as_of, "built_at": built_at, "parent": parent, "demonstration": demonstration},
    )
    for file in files:
        connection.execute(
            "insert into imports (version_no, ledger, file_name, sha256, as_of, count_rows)"
            " values ($number, $ledger, $name, $sha256, $as_of, $rows)",
            {
                "number": number,
                "ledger": file.ledger,
                "name": file.name,
                "sha256": file.sha256,
                "as_of": as_of,
                "rows": file.rows,
            },
        )


def quoted(identifier: str) -> str:
    """A name as a quoted SQL identifier; for catalog names, which come from file names."""
    return '"' + identifier.replace('"', '""') + '"'
