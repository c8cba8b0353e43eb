"""What is said to hang on a column is what moves when the column is changed: nothing that moves is missing."""

import os
from collections.abc import Iterator
from itertools import product

import pytest

from inspection.indicators import Unknown, checks, indicators, tables
from inspection.indicators.lineage import hanging_on, names, source_of, traced
from inspection.warehouse import Mart, dictionary, ledger_tables, memory_full, settings
from inspection.warehouse.compose import BEGINNING, read_as
from inspection.warehouse.dictionary import Column
from inspection.warehouse.known import known, read_by
from inspection.warehouse.mart import executed
from inspection.warehouse.resolving import ledger_relation, resolved
from tests.second.random_county import random_county

SEEDS = (1, 17)
"""Of random counties: between them every ledger has rows."""
EVERY = 1 if os.environ.get("INSPECTION_LONG") else 17
COLUMNS = [(ledger.name, column) for ledger in dictionary().ledgers.values() for column in ledger.columns]


class County:
    """A random county whose ledgers have no rules, so that any column can be changed, with everything that is read of it."""

    def __init__(self, seed: int):
        made = random_county(seed)
        self.mart: Mart = memory_full(ledger_tables(made.ledgers), made.made_up_to)
        self.day = made.made_up_to
        self.known: dict[str, str] = {}
        for name in dictionary().ledgers:
            self.run(f"create table held_{name} as select row_number() over () as place, t.* from {name} t")
        self.run("create table setting(name varchar, key varchar, value double)")
        for row in settings().relation():
            self.run("insert into setting values ($name, $key, $value)", **dict(zip(("name", "key", "value"), row, strict=True)))
        self.run("create table previous_rows as select 'findings' as ledger, 1000000::bigint as row_count")
        while len(self.known) < len(known()):
            for name, one in known().items():
                if name not in self.known and all(o.name == name or o.name in self.known for o in read_by(one.statement)):
                    self.known[name] = one.statement
        self.read = {id: self._read_by(text) for id, text in self._statements()}
        self.before = self.told("")

    def _statements(self) -> Iterator[tuple[tuple[str, str], str]]:
        yield from ((("indicator", id), one.shape.statement) for id, one in indicators().items())
        yield from ((("table", id), one.statement) for id, one in tables().items())
        yield from ((("check", id), one.statement) for id, one in checks().items())

    def _read_by(self, text: str) -> str:
        """Everything a statement can read in any way, as text: a ledger not named in it cannot move it."""
        parts = [text, *(one.statement for one in read_by(text))]
        for id, one in indicators().items():
            if f"indicator_{id}" in text:
                parts += [one.shape.statement, *(known.statement for known in read_by(one.shape.statement))]
        return "\n".join(parts)

    def run(self, text: str, **params: object) -> list[tuple]:
        days = {"as_of": self.day, "from_date": BEGINNING, "to_date": self.day}
        cursor = self.mart._file._connection.cursor()
        try:
            executed(cursor, text, {**days, **params})
            self.described = [c[0] for c in cursor.description or ()]
            return cursor.fetchall()
        finally:
            cursor.close()

    def make(self, ledger: str) -> None:
        """Make what was known of a ledger, and the indicators that tables read, anew; of all with no ledger."""
        for name, statement in self.known.items():
            if ledger in statement or any(ledger in one.statement for one in read_by(statement)):
                self.run(f"create or replace table {name} as select t.* from (\n{statement}\n) t")
        for id, one in indicators().items():
            if ledger in self.read["indicator", id]:
                days: dict[str, object] = {}
                young = read_as(f"indicator_{id}", one.shape, self.day, settings(), days)
                self.run(f"create or replace table indicator_{id} as {young}", **days)

    def told(self, ledger: str) -> dict[tuple[str, str], dict[str, list]]:
        """(kind, id) -> column -> its values, sorted, of everything that can read the ledger; under "" the rows."""
        self.make(ledger)
        found = {("known", n): self._columns(f"select t.* from {n} t") for n in self.known}
        return found | {id: self._columns(text) for id, text in self._statements() if ledger in self.read[id]}

    def _columns(self, text: str) -> dict[str, list]:
        rows = self.run(text)
        names_told = self.described
        return {name: sorted(map(repr, (row[at] for row in rows))) for at, name in enumerate(names_told)} | {
            "": sorted(map(repr, rows))
        }

    def changed(self, ledger: str, column: Column, how: str) -> dict[tuple[str, str], dict[str, list]]:
        """What is told once a column of a ledger is changed, and the ledger put back."""
        value = "null" if how == "emptied" else _other(column)
        every = "true" if how != "in half" else "place % 2 = 0"
        put = f"case when {every} then {value} else h.{column.name} end"
        kind = self.run(f"select typeof(h.{column.name}) from held_{ledger} h limit 1")
        if not kind:
            return {}
        self.run(
            f"create or replace table {ledger} as select * exclude (place)"
            f" from (select h.* replace (try_cast({put} as {kind[0][0]}) as {column.name}) from held_{ledger} h)"
        )
        try:
            return self.told(ledger)
        finally:
            self.run(f"create or replace table {ledger} as select * exclude (place) from held_{ledger}")
            self.make(ledger)


def _other(column: Column) -> str:
    """Another value in place of each."""
    name = f"h.{column.name}"
    if column.type == "date":
        return f"{name} + interval 200 day"
    if column.type in ("int", "decimal"):
        return f"{name} + 1"
    if column.type == "bool":
        return f"not {name}"
    if column.codes:
        codes = [code.code for code in dictionary().codes[column.codes]]
        told = " ".join(f"when '{a}' then '{b}'" for a, b in zip(codes, codes[1:] + codes[:1], strict=True))
        return f"case {name} {told} end"
    if column.type == "ref":
        return f"(select max(x.{column.name}) from held_{column.ledger} x where x.{column.name} is distinct from {name})"
    return f"cast({name} as varchar) || '9'"


def moved(county: County, ledger: str, column: Column, how: str) -> Iterator[tuple[str, str, str]]:
    """(kind, id, column) of everything that tells something else than before."""
    after = county.changed(ledger, column, how)
    for id, told in after.items():
        yield from ((*id, name) for name, values in told.items() if values != county.before[id][name])


@pytest.fixture(scope="module")
def counties() -> tuple[County, ...]:
    return tuple(map(County, SEEDS))


def test_every_ledger_has_rows_that_can_be_changed(counties):
    for ledger in dictionary().ledgers:
        assert any(one.run(f"select count(*) from held_{ledger}") != [(0,)] for one in counties), ledger


@pytest.mark.long
def test_everything_that_moves_with_a_column_is_said_to_hang_on_it(counties):
    held = {(one.kind, one.id): one for one in traced()}
    missed, hanging, never = [], 0, []
    for ledger, column in COLUMNS[::EVERY]:
        source, seen = (ledger, column.name), set()
        for county, how in product(counties, ("emptied", "changed", "in half")):
            for kind, id, name in moved(county, ledger, column, how):
                one = held[kind, id]
                everything = one.rows.union(one.placed, *one.columns.values())
                told = everything if kind == "indicator" or not name else one.rows | one.columns[name]
                seen.add((kind, id))
                if source not in told:
                    missed.append(f"{ledger}.{column.name} {how}: {kind} {id}.{name}")
        said = {(h.kind, h.id) for h in hanging_on(f"{ledger}.{column.name}") if h.how == "counted" and h.kind != "rollup"}
        hanging += len(said)
        never += [f"{ledger}.{column.name}: {kind} {id}" for kind, id in sorted(said - seen)]
    print(f"{len(COLUMNS[::EVERY])} columns, {hanging} things hang on them, {len(never)} of which never moved")
    if os.environ.get("INSPECTION_LINEAGE_NEVER"):
        print("\n".join(never))
    assert hanging and not missed, "\n".join(missed[:20])


def test_a_column_is_followed_through_what_was_known_and_through_the_figures_a_table_reads():
    found = {(one.kind, one.id): one for one in hanging_on("findings.closed_off_on")}
    assert found["known", "known_findings"].columns == ("closed_off_on", "is_closed_off")
    assert "numerator" in found["indicator", "closed_off_rate"].columns and not found["indicator", "closed_off_rate"].rows
    assert found["indicator", "completion_rate"].how == "listed"
    assert found["table", "round_overview"].columns == ("closed_off",)
    assert ("table", "clue_ageing") not in found and ("indicator", "coverage_rate") not in found
    assert {"alerts"} <= {one.id for one in hanging_on("overdue_rate") if one.kind == "table"}


def test_what_only_a_subquery_reads_chooses_the_rows():
    read = {name: ledger_relation(name) for name in ("findings", "organisations")}
    inner = "select o.org_id from organisations as o where o.sector = 'x'"
    told = resolved(f"select f.category as category from findings as f where f.inspection_id in ({inner})", read)
    assert {("organisations", "sector"), ("organisations", "org_id")} <= told.rows


def test_a_relation_of_what_was_known_is_followed_as_a_ledger_is():
    by_done = {(one.kind, one.id) for one in hanging_on("known_findings.is_done") if one.how == "counted"}
    by_ledger = {(one.kind, one.id) for one in hanging_on("findings.completion") if one.how == "counted"}
    assert ("indicator", "completion_rate") in by_done <= by_ledger


def test_what_only_groups_and_what_is_only_shown_is_told_from_what_is_counted():
    how = {one.id: one.how for one in hanging_on("organisations.sector") if one.kind == "indicator"}
    assert set(how) == set(indicators()) and set(how.values()) == {"placed"}
    by_discipline = {(one.kind, one.id): one.how for one in hanging_on("clues.discipline")}
    assert by_discipline["indicator", "clues"] == "placed" and by_discipline["indicator", "clue_review_rate"] != "counted"


def test_everything_that_can_be_asked_about_has_a_source_and_what_is_not_there_is_refused_with_the_nearest():
    assert len({source_of(name) for name in names()}) == len(names())
    assert source_of("findings") == ("findings", "") and source_of("indicator:findings") == ("indicator_findings", "")
    with pytest.raises(Unknown) as refused:
        source_of("findings.closed_date")
    assert "findings.closed_off_on" in refused.value.nearest
    for name in ("indicator:nothing", "table:nothing", "nothing", "findings.", ".", ""):
        with pytest.raises(Unknown):
            source_of(name)
