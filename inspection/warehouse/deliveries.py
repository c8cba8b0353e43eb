"""What a county hands to the level above: the rows of its mart as Parquet, ids turned into small whole numbers.

Text ids are unique within a county and long; the level above joins millions of rows by them. So each ledger with a text key
travels with its key numbered 1, 2, 3 … in the order of the ids, the id as the county writes it beside it (`own_id`), and every
reference to it by that number. `wide` makes such a number one of the whole country by its county's code. Secret columns are not
among them: a mart has none.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from inspection.warehouse.build import surrogate_kind
from inspection.warehouse.dictionary import Column, Ledger, dictionary
from inspection.warehouse.errors import StoreError
from inspection.warehouse.mart import Mart
from inspection.warehouse.values import arrow_type

REGION, OWN_ID = "region", "own_id"
TERM = "term_no"
WIDTH = 10_000_000
"""Numbers below it are a county's own; a county of more rows in one ledger is none."""
TERMS = 1_000


def is_term(column: Column) -> bool:
    """Whether a column holds the number of a term: the same number is another term in another county."""
    return column.name == TERM


def names_text_id(ledger: Ledger) -> str | None:
    """The key of a ledger whose rows have text ids; None where its key is a number, a secret or made of several columns."""
    keys = ledger.key
    if len(keys) != 1 or keys[0].type != "text" or surrogate_kind(keys[0]):
        return None
    return keys[0].name


def is_id(column: Column) -> bool:
    """Whether a column of a mart holds ids, which are numbers in a delivery."""
    if is_term(column):
        return False
    ledger = dictionary().ledgers[column.ledger]
    return bool(surrogate_kind(column) or column.refers_to or column.name == names_text_id(ledger))


@cache
def delivered_schema(name: str) -> pa.Schema:
    """The columns of a ledger in a delivery: the county's code, then the dictionary's columns in their order, and `own_id` last
    where its rows have text ids."""
    ledger = dictionary().ledgers[name]
    fields = [pa.field(REGION, pa.int32())]
    for column in ledger.columns:
        if is_id(column):
            fields.append(pa.field(column.name, pa.int32()))
        elif not column.secret:
            fields.append(pa.field(column.name, arrow_type(column)))
    if names_text_id(ledger):
        fields.append(pa.field(OWN_ID, pa.string()))
    return pa.schema(fields)


def delivered(mart: Mart, region: str) -> dict[str, pa.Table]:
    """Every ledger of a mart as the county of that code hands it over, in the order of its key.

    Raises StoreError (too_many_ids).
    """
    numbered: dict[str, pa.Array] = {}
    for ledger in dictionary().ledgers.values():
        if key := names_text_id(ledger):
            numbered[ledger.name] = mart.columns(f"select l.{key} as id from {ledger.name} l order by 1")["id"].combine_chunks()
    found = {}
    for ledger in dictionary().ledgers.values():
        order = ", ".join(f"l.{column.name}" for column in ledger.key)
        rows = mart.columns(f"select l.* from {ledger.name} l order by {order}")
        columns = []
        for field in delivered_schema(ledger.name):
            if field.name == REGION:
                columns.append(of_region(region, len(rows)))
                continue
            if field.name == OWN_ID:
                columns.append(rows[names_text_id(ledger)].cast(pa.string()))
                continue
            column = ledger.column(field.name)
            at = column.refers_to[0] if column.refers_to else ledger.name
            if is_id(column) and at in numbered and not surrogate_kind(column):
                place = pc.index_in(rows[field.name], value_set=numbered[at])
                columns.append(pc.add(place, 1).cast(field.type))
            else:
                columns.append(rows[field.name].cast(field.type))
        found[ledger.name] = pa.table(columns, schema=delivered_schema(ledger.name))
        _refuse_too_many(ledger, found[ledger.name])
    return found


def of_region(region: str, rows: int) -> pa.Array:
    """The column that says of so many rows which county's they are."""
    return pa.repeat(pa.scalar(int(region), pa.int32()), rows)


def _refuse_too_many(ledger: Ledger, rows: pa.Table) -> None:
    for column in ledger.columns:
        if column.name in rows.column_names and (is_id(column) or is_term(column)):
            most = pc.max(rows[column.name]).as_py() or 0
            least = pc.min(rows[column.name]).as_py() or 0
            if least < 0 or most >= (TERMS if is_term(column) else WIDTH):
                raise StoreError("too_many_ids", ledger=ledger.name, column=column.name, most=most)


def write_rows(folder: Path, tables: Mapping[str, pa.Table]) -> dict[str, int]:
    """Write the tables that have rows, a Parquet file each, the same bytes for the same rows; ledger -> its rows."""
    for name, table in tables.items():
        if len(table):
            pq.write_table(table, folder / f"{name}.parquet", compression="zstd", write_page_index=False)
    return {name: len(table) for name, table in tables.items()}


def wide(column: Column, name: str, region: str) -> str:
    """The expression over a delivered column by which a merged store has it: ids and terms are the county's alone."""
    if is_term(column):
        return f"cast({region} as integer) * {TERMS} + {name}"
    return f"cast({region} as bigint) * {WIDTH} + {name}" if is_id(column) else name


def narrow(column: Column, name: str) -> str:
    """The way back: the county's own number out of the wide one."""
    return f"{name} % {TERMS}" if is_term(column) else f"{name} % {WIDTH}"
