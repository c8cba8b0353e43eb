"""Many invented counties, as each would hand its data to the level above: a prefecture, a province, the country.

A county is one of a few demonstration counties (`county` under another seed, so all chances and words are those), changed over
whole columns: it keeps a share of its organisations with all that hangs on them, its calendar begins some weeks earlier, its
office is more or less strict, and its findings and clues end accordingly. The same seed gives the same county, however many
there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.demonstration import AS_OF, county
from inspection.demonstration.words import VILLAGE_FIRST, VILLAGE_SECOND
from inspection.warehouse import dictionary, ledger_tables, memory_mart
from inspection.warehouse.deliveries import REGION, delivered, of_region

TEMPLATES = 8
IN_PREFECTURE, IN_PROVINCE = 10, 92
UNUSED = (*range(16, 21), *range(24, 31), *range(38, 41), *range(47, 50), *range(55, 61), *range(66, 71), *range(72, 81),
          *range(83, 100))  # fmt: skip
"""Codes that GB/T 2260 gives to no province: no place is meant."""
MOST = IN_PROVINCE * len(UNUSED)
SHARE_KEPT = (0.55, 1.0)
WEEKS_EARLIER = 5
SLOW = 0.10
"""Of what was completed in the last two years, the share that an average office would not have brought to its end."""
FLIPPED = 0.08
"""Of the clues concluded, the share that an average office would have concluded otherwise."""


@dataclass(frozen=True)
class InventedCounty:
    """Its code, its name and its ledgers as a delivery holds them."""

    code: str
    name: str
    tables: dict[str, pa.Table]


def code_of(number: int) -> str:
    """The code of the county of that number (0 …): whole prefectures, then whole provinces."""
    province, within = divmod(number, IN_PROVINCE)
    prefecture, place = divmod(within, IN_PREFECTURE)
    return f"{UNUSED[province]}{prefecture + 1:02}{place + 21}"


def names_of_regions(number: int) -> dict[str, str]:
    """Code -> name of the provinces and prefectures of so many counties."""
    found = {}
    for at in range(number):
        code = code_of(at)
        found[code[:2]] = f"{_name(at // IN_PROVINCE, 7)}省"
        found[code[:4]] = f"{_name(at // IN_PROVINCE * 13 + int(code[2:4]), 3)}市"
    return found


def counties(number: int, seed: int = 20250930) -> Iterator[InventedCounty]:
    """So many counties in the order of their codes. ValueError for none or more than there are codes."""
    if not 1 <= number <= MOST:
        raise ValueError(f"1 to {MOST} counties")
    for at in range(number):
        yield InventedCounty(code_of(at), f"{_name(at, 1)}县", _changed(_template(seed, at % TEMPLATES), seed, at))


def _name(at: int, step: int) -> str:
    """Two characters of the words of the demonstration's villages, the third by the turn where they are used up."""
    first, second = VILLAGE_FIRST, VILLAGE_SECOND
    turn, within = divmod(at, len(first) * len(second))
    one = first[within * step % len(first)] + second[within // len(first)]
    return one + (second[turn - 1] if turn else "")


@lru_cache(maxsize=TEMPLATES)
def _template(seed: int, at: int) -> dict[str, pa.Table]:
    ledgers, as_of = county(seed + at)
    mart = memory_mart(ledger_tables(ledgers), as_of)
    found = delivered(mart, code_of(at))
    mart.close()
    return found


def _changed(template: dict[str, pa.Table], seed: int, at: int) -> dict[str, pa.Table]:
    rng = np.random.Generator(np.random.PCG64([seed, at]))
    strictness, success = rng.normal(0, 1, 2)
    found = _kept(template, rng)
    found["findings"] = _findings(found["findings"], rng, strictness)
    found["clues"] = _clues(found["clues"], rng, success)
    unsubstantiated = pc.filter(found["clues"]["clue_id"], pc.equal(found["clues"]["outcome"], "unsubstantiated"))
    reviewed = pc.is_in(found["clue_reviews"]["clue_id"], value_set=_one(unsubstantiated))
    found["clue_reviews"] = found["clue_reviews"].filter(reviewed)
    earlier = 7 * int(rng.integers(0, WEEKS_EARLIER + 1))
    code = code_of(at)
    return {name: _with(_earlier(rows, earlier), {REGION: of_region(code, len(rows))}) for name, rows in found.items()}


def _kept(template: dict[str, pa.Table], rng: np.random.Generator) -> dict[str, pa.Table]:
    """A share of the organisations, and of every ledger the rows that lead to nothing that went."""
    share = rng.uniform(*SHARE_KEPT)
    organisations = template["organisations"]
    movable = _all(
        pc.not_equal(organisations["org_class"], "township"),
        pc.is_null(organisations["predecessor_id"]),
        pc.is_null(organisations["successor_id"]),
    )
    gone = movable & (rng.random(len(organisations)) >= share)
    found: dict[str, pa.Table] = {}
    kept: dict[str, pa.Array] = {}
    for name in dictionary().load_order():
        ledger, rows = dictionary().ledgers[name], template[name]
        stays = ~gone if name == "organisations" else np.ones(len(rows), dtype=bool)
        for column in ledger.columns:
            if column.refers_to and column.refers_to[0] in kept and column.refers_to[0] != name:
                held = rows[column.name]
                leads = pc.or_(pc.is_null(held), pc.is_in(held, value_set=kept[column.refers_to[0]]))
                stays &= leads.to_numpy().astype(bool)
        found[name] = rows if stays.all() else rows.filter(pa.array(stays))
        key = ledger.key[0].name
        if len(ledger.key) == 1 and key in found[name].column_names:
            kept[name] = _one(found[name][key])
    return found


def _findings(rows: pa.Table, rng: np.random.Generator, strictness: float) -> pa.Table:
    """A slack office has not brought to an end what a strict one has, most of it of the last years."""
    completed, closed = _days(rows["completed_on"]), _days(rows["closed_off_on"])
    done = ~np.isnat(completed)
    age = np.where(done, (np.datetime64(AS_OF) - completed).astype("int64"), 0)
    chance = SLOW * np.exp(-0.7 * strictness) * np.exp(-age / 730)
    undone = done & np.isnat(_days(rows["reopened_on"])) & (rng.random(len(rows)) < chance)
    late = done & (rng.random(len(rows)) < np.clip(0.12 - 0.05 * strictness, 0.0, 0.3))
    delay = np.where(late, 1 + rng.exponential(25, len(rows)).astype(int), 0).astype("timedelta64[D]")
    later = completed + delay
    again = _days(rows["reopened_on"])
    possible = (later <= np.datetime64(AS_OF)) & (np.isnat(again) | (later < again)) & (np.isnat(closed) | (later <= closed))
    completed = np.where(possible, later, completed)
    completed[undone] = closed[undone] = np.datetime64("NaT")
    completion = rows["completion"].to_numpy(zero_copy_only=False).copy()
    completion[undone] = "in_progress"
    columns = {"completion": pa.array(completion, pa.string())}
    columns |= {"completed_on": _dates(completed), "closed_off_on": _dates(closed)}
    return _with(rows, columns)


def _clues(rows: pa.Table, rng: np.random.Generator, success: float) -> pa.Table:
    """Where an office succeeds more, some clues that elsewhere came to nothing are substantiated, and the other way round."""
    outcome = rows["outcome"].to_numpy(zero_copy_only=False).copy()
    filed = _days(rows["case_filed_on"])
    draw, chance = rng.random(len(rows)), FLIPPED * np.exp(0.8 * success)
    closed = rows["disposal"].to_numpy(zero_copy_only=False) == "closed"
    raised = (outcome == "unsubstantiated") & ~closed & (draw < chance)
    lowered = np.isin(outcome, ("substantiated", "partly")) & (draw < FLIPPED * np.exp(-0.8 * success))
    outcome[raised], outcome[lowered] = "substantiated", "unsubstantiated"
    filed[lowered] = np.datetime64("NaT")
    return _with(rows, {"outcome": pa.array(outcome, pa.string()), "case_filed_on": _dates(filed)})


def _earlier(rows: pa.Table, days: int) -> pa.Table:
    """All days of a ledger so many days earlier: whole weeks, so that working days stay such."""
    moved = {}
    for field in rows.schema:
        if pa.types.is_date(field.type):
            moved[field.name] = _dates(_days(rows[field.name]) - np.timedelta64(days, "D"))
    return _with(rows, moved)


def _with(rows: pa.Table, columns: dict[str, pa.Array]) -> pa.Table:
    for name, column in columns.items():
        rows = rows.set_column(rows.schema.get_field_index(name), rows.schema.field(name), column)
    return rows


def _days(column: pa.ChunkedArray) -> np.ndarray:
    return column.to_numpy(zero_copy_only=False).astype("datetime64[D]").copy()


def _dates(days: np.ndarray) -> pa.Array:
    return pa.array(days.astype("datetime64[D]"), pa.date32())


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _all(*conditions: pa.ChunkedArray) -> np.ndarray:
    return np.logical_and.reduce([one.to_numpy(zero_copy_only=False).astype(bool) for one in conditions])
