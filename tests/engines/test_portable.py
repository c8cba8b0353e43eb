"""Every statement of queries/ gives the same rows on another engine: the way out of one machine.

The engine is an in-process ClickHouse; with INSPECTION_ENGINE=spark a Spark of this machine (requirements-spark.txt, Java 17).
Most differences between engines are silent (0 for null, rounding, month arithmetic), so only comparing rows finds them.
"""

import os
from datetime import date, timedelta

import pytest
import sqlglot
from sqlglot import exp

from inspection.demonstration import county as demonstration_county
from inspection.indicators import Indicator, Table, checks, indicators, tables
from inspection.indicators.levels import rolled_shapes
from inspection.warehouse import Mart, ledger_tables, memory_mart, settings, table_mart
from inspection.warehouse.compose import grouped, read_as
from inspection.warehouse.facts import figure_rows
from inspection.warehouse.known import known, read_by
from inspection.warehouse.rollups import rollup_of, rollups
from tests.engines.other import ENGINE, Other, as_python
from tests.rollup_examples import relations, wanted
from tests.second.random_county import random_county

pytestmark = pytest.mark.long

FIRST, LAST = date(1900, 1, 1), date(2299, 12, 31)
SLOW = ENGINE == "spark"
"""It reads and plans a statement ten times as long as the others, and so is asked of fewer counties and periods."""
RANDOM_SEEDS = (17,) if SLOW else (17, 20)
ADDED_UP = ("demonstration", f"random_{RANDOM_SEEDS[0]}")[: 1 if SLOW else 2]
"""The counties whose figures are added up."""
LONG = bool(os.environ.get("INSPECTION_LONG"))


@pytest.fixture(scope="module")
def counties() -> dict[str, tuple[Mart, tuple[date, ...]]]:
    """Name -> a mart and the as-of days to ask about: the demonstration county, random ones and, unless the engine is slow, one
    without a row. One day of each, another of every random one; two of each with INSPECTION_LONG=1."""
    ledgers, as_of = demonstration_county()
    days = (as_of, as_of - timedelta(days=700)) if LONG else (as_of,)
    made = {"demonstration": (memory_mart(ledger_tables(ledgers), as_of), days)}
    for at, seed in enumerate(RANDOM_SEEDS):
        county = random_county(seed)
        mart = memory_mart(ledger_tables(county.ledgers))
        days = (county.days[0], county.days[3])
        made[f"random_{seed}"] = (mart, days if LONG else days[at : at + 1])
    if not SLOW:
        made["nobody"] = (memory_mart({}), (date(2025, 9, 30),))
    return made


@pytest.fixture(scope="module")
def full() -> Mart:
    """A full file with a text entered twice, for the checks that read secret columns."""
    same = {"inspection_id": "I1", "found_on": "2024-05-01", "description": "账目不清"}
    findings = [{"finding_id": name, **same} for name in ("F1", "F2")]
    return table_mart({"findings": findings}, full=True)


@pytest.fixture(scope="module")
def other(counties, full, tmp_path_factory) -> Other:
    """The other engine, with every county loaded."""
    engine = Other(tmp_path_factory.mktemp("engine"))
    for name, mart in {**{name: mart for name, (mart, _) in counties.items()}, "full": full}.items():
        engine.load(name, mart)
    return engine


def figures_read(table: Table, as_of: date, given: dict[str, date]) -> dict[str, str]:
    """The indicators that a table reads, each with its statement; the days they need beside the as-of day go into
    `given`."""
    return {name: read_as(name, shape, as_of, settings(), given) for name, shape in table.reads.items()}


def with_known(statement: str, reads: dict[str, str] | None = None) -> dict[str, str]:
    """What a statement reads beside ledgers: the relations of queries/known/, its own and those of `reads`, and these."""
    reads = reads or {}
    return {k.name: k.statement for k in read_by("\n".join((statement, *reads.values())))} | reads


def composed(statement: str, reads: dict[str, str] | None = None) -> str:
    """A statement of queries/ with the settings and what it reads beside ledgers, as both engines are asked it."""
    rows = ", ".join(f"('{name}', '{key}', {value!r})" for name, key, value in settings().relation())
    steps = [f"setting(name, key, value) as (values {rows})"]
    steps += [f"{name} as (\n{text}\n)" for name, text in with_known(statement, reads).items()]
    return f"with {', '.join(steps)} select * from (\n{statement}\n) v"


def in_duckdb(
    mart: Mart, statement: str, given: dict[str, object], reads: dict[str, str] | None = None
) -> list[list[object]]:
    return [list(row.values()) for row in as_python(mart, composed(statement, reads), given)]


def elsewhere(
    other: Other, county: str, statement: str, given: dict[str, object], reads: dict[str, str] | None = None
) -> list[tuple]:
    return [comparable(row) for row in other.rows(county, composed(statement, reads), given)]


def comparable(row: list[object]) -> tuple:
    """Numbers to nine decimals and truth as 1 or 0, so that an engine's way of writing them is no difference."""
    return tuple(round(float(cell), 9) + 0.0 if isinstance(cell, bool | int | float) else cell for cell in row)


def order_free(rows: list[tuple]) -> list[tuple]:
    return sorted(rows, key=lambda row: [(cell is not None, str(type(cell)), cell or 0) for cell in row])


@pytest.mark.parametrize("name", known())
def test_what_is_known_on_the_day_is_the_same_on_both_engines(name, counties, other):
    statement = known()[name].statement
    for county, (mart, days) in counties.items():
        for as_of in days:
            expected = [comparable(row) for row in in_duckdb(mart, statement, {"as_of": as_of})]
            found = elsewhere(other, county, statement, {"as_of": as_of})
            assert order_free(found) == order_free(expected), (county, as_of)


@pytest.mark.parametrize("name", indicators())
def test_an_indicator_counts_the_same_rows_on_both_engines(name, counties, other):
    statement = indicators()[name].shape.statement
    for county, (mart, days) in counties.items():
        for as_of in days:
            expected = [comparable(row) for row in in_duckdb(mart, statement, {"as_of": as_of})]
            found = elsewhere(other, county, statement, {"as_of": as_of})
            assert order_free(found) == order_free(expected), (county, as_of)


@pytest.mark.parametrize("name", indicators())
def test_an_indicator_adds_up_to_the_same_figures_on_both_engines(name, counties, other):
    shape = indicators()[name].shape
    groupings = [("year", "sector"), ("month", "kind"), ("round",), ("term",)]
    if shape.grain == "term":
        groupings = [("term", "org_class")]
    for county in ADDED_UP:
        mart, (as_of, *_) = counties[county]
        for by in groupings:
            text, params = grouped(shape, by=by, where={}, as_of=as_of, period=(None, None), settings=settings())
            expected = [comparable(list(row.values())) for row in as_python(mart, text, params)]
            found = [comparable(row) for row in other.rows(county, text, params)]
            assert found == expected, (county, by)


@pytest.mark.parametrize("name", tables())
def test_a_table_has_the_same_rows_in_the_same_order_on_both_engines(name, counties, other):
    statement = tables()[name].statement
    for county, (mart, days) in counties.items():
        for as_of in days:
            periods = [(FIRST, LAST)]
            if not SLOW and as_of == days[0] and ("$from_date" in statement or "$to_date" in statement):
                periods.append((as_of - timedelta(days=365), as_of))
            for period in periods:
                given = {"as_of": as_of, "from_date": period[0], "to_date": period[1]}
                reads = figures_read(tables()[name], as_of, given)
                expected = [comparable(row) for row in in_duckdb(mart, statement, given, reads)]
                found = elsewhere(other, county, statement, given, reads)
                assert found == expected, (county, given)


@pytest.mark.parametrize("name", rollups())
def test_a_rollup_gives_what_its_worked_example_says_on_the_other_engine_too(name, other):
    example, given = relations(name)
    _, rows = wanted(example)
    assert order_free(elsewhere(other, "full", rollups()[name], {}, given)) == order_free(
        [comparable(list(row)) for row in rows]
    )


CODE = 411526
OF_COUNTY = {
    "region_organisations": f"select {CODE} as region, o.org_id as org_id, o.org_class as org_class from organisations as o",
    "region_terms": f"select {CODE} as region, t.term_no as term_no, t.started_on as started_on, t.ended_on as ended_on"
    " from terms as t",
}
"""The ledgers that a rollup reads, as a level's store has them."""


@pytest.mark.parametrize("name", rolled_shapes())
def test_an_indicators_rollup_has_the_same_rows_on_both_engines(name, counties, other):
    shape = rolled_shapes()[name]
    statement = rollups()[rollup_of(shape)]
    for ledger in ("organisations", "terms"):
        statement = statement.replace(f" {ledger} as ", f" region_{ledger} as ")
    for county in ADDED_UP:
        mart, (as_of, *_) = counties[county]
        given: dict[str, object] = {"as_of": as_of}
        own = () if shape.grain == "term" else (f"{CODE} as region",)
        rows = figure_rows(shape, as_of=as_of, settings=settings(), params=given, more=own)
        has = {"denominator": shape.rate, "pending": shape.rate, "undated": shape.undated, "settled": shape.window}
        told = [f"{int(column == 'settled')} as {column}" for column, there in has.items() if not there]
        reads = OF_COUNTY | {"figure": f"select {', '.join(['f.*', *told])} from (\n{rows}\n) f"}
        expected = [comparable(row) for row in in_duckdb(mart, statement, given, reads)]
        found = elsewhere(other, county, statement, given, reads)
        assert order_free(found) == order_free(expected), county


PREVIOUS = (
    "select cast('clues' as varchar) as ledger, cast(100000 as bigint) as row_count"
    " union all select cast('findings' as varchar) as ledger, cast(1 as bigint) as row_count"
)


@pytest.mark.parametrize("name", [c.id for c in checks().values() if not c.full])
def test_a_check_finds_the_same_rows_in_the_same_order_on_both_engines(name, counties, other):
    statement = checks()[name].statement
    reads = {"previous_rows": PREVIOUS} if "previous_rows" in statement else {}
    for county, (mart, days) in counties.items():
        for as_of in days[:1]:
            expected = [comparable(row) for row in in_duckdb(mart, statement, {"as_of": as_of}, reads)]
            found = elsewhere(other, county, statement, {"as_of": as_of}, reads)
            assert found == expected, (county, as_of)


@pytest.mark.parametrize("name", [c.id for c in checks().values() if c.full])
def test_a_check_of_the_full_file_finds_the_same_rows_on_both_engines(name, full, other):
    statement = checks()[name].statement
    given = {"as_of": date(2025, 9, 30)}
    expected = [comparable(row) for row in in_duckdb(full, statement, given)]
    assert expected
    assert elsewhere(other, "full", statement, given) == expected


def keys_of_order(statement: str) -> str:
    """The statement with what it sorts by in place of its columns, unsorted."""
    tree = sqlglot.parse_one(statement, read="duckdb")
    shown = {column.alias: column.this for column in tree.expressions if isinstance(column, exp.Alias)}
    keys = []
    for at, ordered in enumerate(tree.args["order"].expressions):
        key = ordered.this
        if isinstance(key, exp.Column) and not key.table and key.name in shown:
            key = shown[key.name]
        keys.append(exp.alias_(key.copy(), f"key_{at}"))
    tree.set("order", None)
    tree.set("expressions", keys)
    return tree.sql("duckdb")


@pytest.mark.parametrize("name", tables())
def test_the_order_of_a_table_ends_in_a_unique_key(name, counties):
    statement = keys_of_order(tables()[name].statement)
    for county, (mart, days) in counties.items():
        for as_of in days:
            given = {"as_of": as_of, "from_date": FIRST, "to_date": LAST}
            keys = in_duckdb(mart, statement, given, figures_read(tables()[name], as_of, given))
            assert len({tuple(key) for key in keys}) == len(keys), (county, as_of)


def test_the_comparison_would_see_what_engines_do_differently_without_a_word(counties, other):
    """Guards the tests above: integers are cut out of fractions there, and by ClickHouse halves are rounded to even."""
    mart, (as_of, *_) = counties["demonstration"]
    halves = ("select round(cast(2.5 as double)) as a",) if ENGINE == "clickhouse" else ()
    for statement in ("select cast(cast(2.7 as double) as integer) as a", *halves):
        expected = [comparable(row) for row in in_duckdb(mart, statement, {"as_of": as_of})]
        found = elsewhere(other, "demonstration", statement, {"as_of": as_of})
        assert len(found) == len(expected)
        assert order_free(found) != order_free(expected), statement


def test_the_comparison_is_made_over_rows_and_not_over_emptiness(counties):
    """Guards the tests above: over the counties together every statement has rows to differ in."""

    def found(mart: Mart, as_of: date, defined: Indicator | Table) -> list:
        given = {"as_of": as_of, "from_date": FIRST, "to_date": LAST}
        if isinstance(defined, Table):
            return in_duckdb(mart, defined.statement, given, figures_read(defined, as_of, given))
        return in_duckdb(mart, defined.shape.statement, given)

    for name, defined in (indicators() | tables()).items():
        assert any(found(mart, as_of, defined) for mart, (as_of, *_) in reversed(counties.values())), name
