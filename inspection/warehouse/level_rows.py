"""The rows of deliveries as they come into a level's tables, each held against what its county signed, and the way out of them.

What is signed is not yet right: what is unreadable, of another county, without ids of its own, or does not add up is named with
its reason, of all the deliveries that came together, so that the others can be taken in without it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from inspection.warehouse.connecting import connect
from inspection.warehouse.deliveries import (
    OWN_ID,
    REGION,
    TERMS,
    WIDTH,
    delivered_schema,
    is_id,
    is_term,
    names_text_id,
    narrow,
    wide,
)
from inspection.warehouse.dictionary import Ledger, dictionary
from inspection.warehouse.errors import StoreError
from inspection.warehouse.rollups import COUNTS_ALONE, SCHEMA
from inspection.warehouse.standing import Incoming

FAULTS = (duckdb.Error, pa.ArrowException, ArithmeticError)
"""How a ledger shows that it does not add up: a day out of the calendar, a number too large."""
Rolled = Callable[[Sequence[Path], Mapping[str, date], int], pa.Table]
"""What makes the rollups of counties (code -> their day) out of the files that hold their ledgers, by so many threads."""
_SQL = {"int32": "integer", "bool": "boolean", "date32[day]": "date", "decimal128(18, 6)": "decimal(18, 6)"}


class NotAsSaid(Exception):
    """Deliveries that are signed, and yet cannot be taken in, each with its reason."""

    def __init__(self, reasons: "Mapping[Incoming, StoreError]"):
        self.reasons = reasons


def rolled_up(incoming: Sequence[Incoming], files: Mapping[str, Path], rolled: Rolled, threads: int) -> pa.Table:
    """The rollups of deliveries in the files of their provinces. Raises NotAsSaid of those whose ledgers do not add up."""

    def of(some: Sequence[Incoming]) -> pa.Table:
        provinces = dict.fromkeys(one.region[:2] for one in some)
        return rolled([files[code] for code in provinces], {one.region: one.held.as_of for one in some}, threads)

    def wrong(some: Sequence[Incoming]) -> dict[Incoming, StoreError]:
        """Which of them it is, by halves."""
        try:
            of(some)
        except FAULTS as error:
            if len(some) == 1:
                return {some[0]: _why("delivery_figures", some[0], error)}
            half = len(some) // 2
            return wrong(some[:half]) | wrong(some[half:])
        return {}

    if not incoming:
        return SCHEMA.empty_table()
    try:
        return of(incoming)
    except FAULTS as error:
        reasons = wrong(incoming)
        if not reasons:
            raise
        raise NotAsSaid(reasons) from error


def _why(code: str, one: Incoming, error: Exception, **said: object) -> StoreError:
    return StoreError(code, folder=one.folder, reason=str(error).splitlines()[0][:200], **said)


def read_counts(one: Incoming) -> pa.Table:
    """The rollups that a county hands over in place of its rows. Raises NotAsSaid where they are not its own."""
    path = one.folder / f"{COUNTS_ALONE}.parquet"
    try:
        rows = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise NotAsSaid({one: _why("delivery_unreadable", one, error, file=path.name)}) from error
    own = rows.schema.remove_metadata() == SCHEMA and rows[REGION].unique().to_pylist() == [int(one.region)]
    if not own or len(rows) != one.manifest["rows"].get(COUNTS_ALONE):
        raise NotAsSaid({one: StoreError("delivery_other_rows", folder=one.folder, ledger=COUNTS_ALONE)})
    return rows.replace_schema_metadata(None)


def take_in(connection: duckdb.DuckDBPyConnection, ledger: Ledger, incoming: Sequence[Incoming]) -> None:
    """Put a ledger's rows of these deliveries into its table, and hold them against what each manifest says."""
    by_path = {one.folder / f"{ledger.name}.parquet": one for one in incoming if one.manifest["rows"].get(ledger.name)}
    if not by_path:
        return
    listed = [_wide(ledger, field.name) for field in delivered_schema(ledger.name)]
    files = sorted(by_path, key=lambda path: by_path[path].region)
    insert = f"insert into {ledger.name} by name select {', '.join(listed)} from read_parquet($files)"
    try:
        inserted = connection.execute(insert, {"files": [str(path) for path in files]}).fetchall()[0][0]
    except duckdb.Error as error:
        wrong = {
            one: _why("delivery_unreadable", one, error, file=path.name)
            for path, one in by_path.items()
            if not _readable(path, ledger)
        }
        if wrong:
            raise NotAsSaid(wrong) from error
        raise
    regions = ", ".join(str(int(one.region)) for one in incoming)
    found = {code: (rows, sound) for code, rows, sound in connection.execute(_counted(ledger, regions)).fetchall()}
    by_code = {int(one.region): one for one in by_path.values()}
    wanted = {code: one.manifest["rows"][ledger.name] for code, one in by_code.items()}
    if {code: rows for code, (rows, _) in found.items()} != wanted or inserted != sum(wanted.values()):
        wrong = {}
        for path, one in by_path.items():
            rows = pq.read_table(path, columns=[REGION])[REGION]
            if rows.unique().to_pylist() != [int(one.region)] or len(rows) != wanted[int(one.region)]:
                wrong[one] = StoreError("delivery_other_rows", folder=one.folder, ledger=ledger.name)
        if not wrong:
            raise StoreError("not_whole", file=ledger.name)
        raise NotAsSaid(wrong)
    unsound = [by_code[code] for code, (_, sound) in found.items() if not sound]
    if unsound:
        raise NotAsSaid({one: StoreError("delivery_ids", folder=one.folder, ledger=ledger.name) for one in unsound})


def _counted(ledger: Ledger, regions: str) -> str:
    """The statement that counts a ledger's rows by county, and says whether the ids are sound: of every row there, once, and
    within what a county can have, or they would name rows of a neighbour."""
    keys = [f"l.{column.name}" for column in ledger.key]
    sound = [f"count({key}) = count(*)" for key in keys] + [f"count(distinct ({', '.join(keys)})) = count(*)"]
    for field in delivered_schema(ledger.name):
        if field.name in (REGION, OWN_ID):
            continue
        column = ledger.column(field.name)
        width = TERMS if is_term(column) else WIDTH if is_id(column) else 0
        if width:
            ends = f"min(l.{field.name}) // {width} = l.{REGION} and max(l.{field.name}) // {width} = l.{REGION}"
            sound.append(f"coalesce({ends}, true)")
    return (
        f"select l.{REGION} as region, count(*) as row_count, {' and '.join(sound)} as is_sound from {ledger.name} l"
        f" where l.{REGION} in ({regions}) group by l.{REGION}"
    )


def _readable(path: Path, ledger: Ledger) -> bool:
    """Whether a file holds the columns of a delivered ledger in their types, and every row of them can be read."""
    try:
        found = pq.read_schema(path)
        with connect(":memory:") as connection:
            connection.execute("select count(*) from (select distinct * from read_parquet($file)) r", {"file": str(path)})
    except (OSError, pa.ArrowException, duckdb.Error):
        return False
    return found.remove_metadata().equals(delivered_schema(ledger.name))


def _wide(ledger: Ledger, name: str) -> str:
    return name if name in (REGION, OWN_ID) else f"{wide(ledger.column(name), name, REGION)} as {name}"


def ddl(ledger: Ledger) -> list[str]:
    """The columns of a ledger in a level's store, with their types."""
    found = []
    for field in delivered_schema(ledger.name):
        kind = _SQL.get(str(field.type), "varchar")
        if field.name not in (REGION, OWN_ID) and is_id(ledger.column(field.name)):
            kind = "bigint"
        found.append(f"{field.name} {kind}")
    return found


def columns_there(connection: duckdb.DuckDBPyConnection, database: str = "") -> dict[str, set[str]]:
    """Table -> its columns, of a database that is attached under a name, else of the one that is open."""
    text = "select table_name, column_name from duckdb_columns() where database_name = coalesce($name, current_database())"
    found: dict[str, set[str]] = {}
    for table, column in connection.execute(text, {"name": database or None}).fetchall():
        found.setdefault(table, set()).add(column)
    return found


def grown(ledger: Ledger, there: Mapping[str, set[str]]) -> list[str]:
    """The statements that give a level's file a ledger, or the columns of it that came to the contract since it was made."""
    columns = ddl(ledger)
    if ledger.name not in there:
        return [f"create table {ledger.name} ({', '.join(columns)})"]
    missing = [column for column in columns if column.split(" ", 1)[0] not in there[ledger.name]]
    return [f"alter table {ledger.name} add column {column}" for column in missing]


def others_rows(tables: Iterable[str], regions: Sequence[str]) -> list[str]:
    """The statements that put the rows of all but these counties into new tables, out of those attached as `level`."""
    gone = ", ".join(str(int(region)) for region in regions)
    return [f"create table {name} as select l.* from level.{name} l where l.{REGION} not in ({gone})" for name in tables]


def county_rows(ledger: Ledger, there: set[str]) -> str:
    """The statement that puts one county's rows of a ledger, of whose columns these are `there`, into its mart, under the
    county's own ids."""
    shown, joins, names = [], [], []
    own = names_text_id(ledger)
    for field in delivered_schema(ledger.name):
        if field.name in (REGION, OWN_ID) or field.name not in there:
            continue
        column = ledger.column(field.name)
        names.append(column.name)
        at = column.refers_to[0] if column.refers_to else ledger.name
        if column.name == own:
            shown.append(f"l.{OWN_ID}")
        elif column.refers_to and names_text_id(dictionary().ledgers[at]) and is_id(column):
            to = f"r_{column.name}"
            joins.append(
                f"left join (select x.{column.refers_to[1]} as id, x.{OWN_ID} as own from level.{at} x"
                f" where x.{REGION} = $region) {to} on {to}.id = l.{column.name}"
            )
            shown.append(f"{to}.own")
        elif is_id(column) or is_term(column):
            shown.append(narrow(column, f"l.{column.name}"))
        else:
            shown.append(f"l.{column.name}")
    order = ", ".join(str(names.index(column.name) + 1) for column in ledger.key if column.name in names)
    return (
        f"insert into {ledger.name} ({', '.join(names)}) select {', '.join(shown)} from level.{ledger.name} l"
        f" {' '.join(joins)} where l.{REGION} = $region order by {order}"
    )
