"""Rollups: what the counties of a level add up to, one row per county, class, year and term of each indicator.

The statements stand in queries/rollups/; each reads the rows of an indicator as the relation `figure`. They are made over the
ledgers of many counties at once: the ids are wide, so one county's rows join nothing of another's. Each county is told as of its
own day, so that it says here what its own office says. What a county that shares only counts hands over is the same table.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from inspection.warehouse.build import BUILD_CONFIG, QUERIES, attach
from inspection.warehouse.compose import Shape, setting_rows
from inspection.warehouse.connecting import connect
from inspection.warehouse.deliveries import OWN_ID, REGION, TERMS, WIDTH, delivered_schema, is_id, wide
from inspection.warehouse.dictionary import Ledger, dictionary
from inspection.warehouse.facts import figure_rows
from inspection.warehouse.known import read_by, split
from inspection.warehouse.mart import executed
from inspection.warehouse.settings import Settings

COUNTS = (
    *("numerator", "denominator", "pending", "undated"),
    *("settled_numerator", "settled_denominator", "settled_pending"),
)
JOINED = ("organisations", "rounds", "terms", "inspections")
"""Ledgers that nearly every statement reads, and so are copied once; what is known of the others is made out of the file."""
THING = "thing"
"""The column that names what is counted once; empty where things add up."""
TOGETHER = 16
"""Counties whose figures by term are made together: such a figure pairs every organisation with every term, also of others."""
UNSEEN = "set enable_progress_bar = false"
"""The database draws a bar of its own over ours for what takes more than two seconds; no option of a connection forbids it."""
COUNTS_ALONE = "figures"
"""The file of a delivery that shares only counts."""
SCHEMA = pa.schema(
    [
        pa.field("indicator", pa.string()),
        pa.field(REGION, pa.int32()),
        pa.field("org_class", pa.string()),
        pa.field("year", pa.int32()),
        pa.field("term", pa.int32()),
        *(pa.field(name, pa.int64()) for name in COUNTS),
        pa.field(THING, pa.int64()),
    ]
)
DIMENSIONS = (REGION, "org_class", "year", "term")
"""By what a rollup can be added up and narrowed; what asks for more goes to the ledgers."""


@cache
def rollups() -> dict[str, str]:
    """The statements of queries/rollups/ by name. Raises DefinitionError."""
    return {path.stem: split(path)[1] for path in sorted((QUERIES / "rollups").glob("*.sql"))}


def is_rolled(shape: Shape) -> bool:
    """Whether an indicator has a rollup: not where what is counted once has no number of its own to be told apart by."""
    return not shape.distinct or _has_number(shape.ledger, shape.distinct)


def _has_number(ledger: Ledger, name: str) -> bool:
    """Whether a column of an indicator's rows is a whole number in a level's store: an id of its ledger or of another one."""
    if ledger.has(name):
        return is_id(ledger.column(name))
    return any(one.has(name) and is_id(one.column(name)) for one in dictionary().ledgers.values())


def rollup_of(shape: Shape) -> str:
    """Which statement of queries/rollups/ an indicator's rows go through."""
    return "of_terms" if shape.grain == "term" else "things" if shape.distinct else "dated"


def adds_up(shape: Shape) -> bool:
    """Whether its rollup holds sums alone and no thing by its number: what a county that shares only counts hands over."""
    return is_rolled(shape) and not shape.distinct


def of_files(
    paths: Sequence[Path], days: Mapping[str, date], shapes: Mapping[str, Shape], settings: Settings, threads: int
) -> pa.Table:
    """The rollups of the counties of a level's files (code -> as-of day), by so many threads."""
    connection = connect(":memory:", config=BUILD_CONFIG | {"threads": threads})
    try:
        for number, path in enumerate(paths):
            attach(connection, path, f"level_{number}")
        for ledger in dictionary().ledgers:
            whole = " union all by name ".join(f"select l.* from level_{number}.{ledger} l" for number in range(len(paths)))
            connection.execute(f"create view all_{ledger} as {whole}")
        return _rolled(connection, days, shapes, settings)
    finally:
        connection.close()


def of_tables(
    tables: Mapping[str, pa.Table], region: str, as_of: date, shapes: Mapping[str, Shape], settings: Settings
) -> pa.Table:
    """The rollups of one county's ledgers as it would deliver them, of what adds up."""
    shapes = {id: shape for id, shape in shapes.items() if adds_up(shape)}
    connection = connect(":memory:", config=BUILD_CONFIG)
    try:
        for name, ledger in dictionary().ledgers.items():
            connection.register("incoming", tables[name])
            listed = [
                field.name if field.name in (REGION, OWN_ID)
                else f"{wide(ledger.column(field.name), field.name, REGION)} as {field.name}"
                for field in delivered_schema(name)
            ]  # fmt: skip
            connection.execute(f"create table all_{name} as select {', '.join(listed)} from incoming")
            connection.unregister("incoming")
        return _rolled(connection, {region: as_of}, shapes, settings)
    finally:
        connection.close()


def _rolled(
    connection: duckdb.DuckDBPyConnection, days: Mapping[str, date], shapes: Mapping[str, Shape], settings: Settings
) -> pa.Table:
    """The rollups of the counties of the relations all_<ledger>: those of one day together."""
    connection.execute(UNSEEN)
    told = ", ".join(f"{name} bigint default 0" for name in COUNTS)  # a thing is counted by its number and adds nothing
    head = f"indicator varchar, {REGION} integer, org_class varchar, year integer, term integer"
    connection.execute(f"create table rolled ({head}, {told}, {THING} bigint)")
    for as_of in sorted(set(days.values())):
        regions = ", ".join(str(int(code)) for code, day in days.items() if day == as_of)
        for ledger in dictionary().ledgers:
            kind = "table" if ledger in JOINED else "view"
            connection.execute(f"drop {kind} if exists {ledger}")
            connection.execute(f"create {kind} {ledger} as select l.* from all_{ledger} l where l.{REGION} in ({regions})")
        connection.execute("create or replace table data_version as select cast($as_of as date) as as_of", {"as_of": as_of})
        _know(connection, as_of, settings, shapes)
        codes = sorted(int(code) for code, day in days.items() if day == as_of)
        some = [codes[at : at + TOGETHER] for at in range(0, len(codes), TOGETHER)]
        for id, shape in shapes.items():
            for part in some if shape.grain == "term" else (None,):
                _roll(connection, id, shape, as_of, settings, part)
    return connection.sql("select r.* from rolled r").to_arrow_table().cast(SCHEMA)


def _know(connection: duckdb.DuckDBPyConnection, as_of: date, settings: Settings, shapes: Mapping[str, Shape]) -> None:
    """Make what was known on the day as far as the shapes read it, each relation once, behind those it reads."""
    for one in read_by("\n".join(shape.statement for shape in shapes.values())):
        params: dict[str, object] = {"as_of": as_of}
        head = f"with {setting_rows(one.statement, settings, params)} " if "setting" in one.statement else ""
        made = f"create or replace table {one.name} as {head}select t.* from (\n{one.statement}\n) t"
        executed(connection, made, params)


def _roll(
    connection: duckdb.DuckDBPyConnection,
    id: str,
    shape: Shape,
    as_of: date,
    settings: Settings,
    of: Sequence[int] | None,
) -> None:
    """Put the rollup of an indicator among the others; `of`: of these counties alone."""
    params: dict[str, object] = {"as_of": as_of, "id": id}
    own = () if shape.grain == "term" else (f"{_region(shape)} as {REGION}",)
    rows = figure_rows(shape, as_of=as_of, settings=settings, params=params, more=own)
    has = {"denominator": shape.rate, "pending": shape.rate, "undated": shape.undated, "settled": shape.window}
    told = [f"{int(name == 'settled')} as {name}" for name, there in has.items() if not there]
    parts = [f"figure as (select {', '.join(['f.*', *told])} from (\n{rows}\n) f)"]
    if of is not None:
        within = ", ".join(map(str, of))
        parts.insert(0, f"known_terms as (select t.* from main.known_terms t where t.term_no // {TERMS} in ({within}))")
        parts.insert(0, f"organisations as (select o.* from main.organisations o where o.{REGION} in ({within}))")
    if "setting" in parts[-1]:
        parts.insert(0, setting_rows(parts[-1], settings, params))
    kind = rollup_of(shape)
    kept = ", ".join(f"w.{name}" for name in (REGION, "org_class", "year", *((THING,) if kind == "things" else COUNTS)))
    text = (
        f"insert into rolled by name with {', '.join(parts)}\n"
        f"select $id as indicator, w.term_no % {TERMS} as term, {kept} from (\n{rollups()[kind]}\n) w"
    )
    executed(connection, text, params)


def _region(shape: Shape) -> str:
    """The county of a row, out of its own id: it need not have an organisation."""
    key = next(column for column in shape.ledger.key if is_id(column))
    return f"cast(t.{key.name} // {WIDTH} as integer)"


def added_up(
    rows: pa.Table, by: Sequence[str], where: Mapping[str, Sequence[object]], *, once: bool = False
) -> dict[str, object]:
    """Rollup rows of one indicator narrowed to values of their dimensions and added up by some of them: the columns of `by`,
    ascending with the empty ones last, and the counts. Without `by` one row, also over nothing. `once`: the numerator is how
    many different things there are."""
    for name, values in where.items():
        column = rows[name]
        kept = pc.is_in(column, value_set=pa.array([v for v in values if v is not None], column.type))
        if None in values:
            kept = pc.or_kleene(kept, pc.is_null(column))
        rows = rows.filter(pc.fill_null(kept, None in values))
    different = {"numerator": (THING, "count_distinct")} if once else {}
    if not by:
        told = {name: [pc.sum(rows[name]).as_py() or 0] for name in COUNTS}
        return told | ({"numerator": [pc.count_distinct(rows[THING]).as_py()]} if once else {})
    asked = {name: different.get(name, (name, "sum")) for name in COUNTS}
    summed = rows.group_by(list(by)).aggregate(list(asked.values()))
    ordered = summed.sort_by([(name, "ascending") for name in by])
    return {name: ordered[name] for name in by} | {name: ordered["_".join(what)] for name, what in asked.items()}
