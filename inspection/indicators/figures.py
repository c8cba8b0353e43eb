"""From a definition and a mart to figures: counts first, division last."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from inspection.indicators.definition import Indicator, Table, Unknown, indicator, table_definition
from inspection.statistics import wilson
from inspection.warehouse import Mart, Settings
from inspection.warehouse import settings as default_settings
from inspection.warehouse.compose import counted_rows, grouped, inlined, rows_behind, tabled, timed
from inspection.warehouse.day import Day
from inspection.warehouse.facts import Facts, Places, facts, waited
from inspection.warehouse.facts import grouped as added_up

Where = Mapping[str, Sequence[object]]
"""Filters: dimension -> the values kept; None among them stands for the empty group."""

FIGURES = ("numerator", "denominator", "pending", "value", "low", "high")
SETTLED = tuple(f"settled_{name}" for name in FIGURES)


def checked(
    definition: Indicator, by: Sequence[str], where: Where | None, period: tuple[date | None, date | None]
) -> dict[str, tuple[object, ...]]:
    """The filters with their values as the mart's types: years and terms are numbers, everything else text.

    Raises Unknown for a dimension that the indicator does not have, and for a period where it is told by term.
    """
    where = where or {}
    for name in (*by, *where):
        if name not in definition.dimensions:
            raise Unknown("dimension", name, definition.dimensions)
    if definition.shape.grain == "term" and any(period):
        raise Unknown("period", definition.id, ("term",))
    numbers = {"year", "term"}
    return {
        name: tuple(v if v is None else int(v) if name in numbers else str(v) for v in values)
        for name, values in where.items()
    }


def evaluate(
    mart: Mart,
    id: str,
    *,
    by: Sequence[str] = (),
    where: Where | None = None,
    as_of: date | None = None,
    from_date: date | None = None,
    to_date: date | None = None,
    settings: Settings | None = None,
    held: Facts | None = None,
) -> pd.DataFrame:
    """An indicator added up within the groups of `by`.

    One row per group that has rows (one row in all without `by`, also over nothing); columns: the dimensions of `by`
    under their names (codes and ids; empty group: missing), then numerator, denominator, pending, value (numerator /
    denominator; of a count the numerator; missing where the denominator is 0), low and high (Wilson 95 %; missing for
    counts, of a census, and where the denominator is 0). Of a rate the same six follow of what has had its time (the
    header's window; all of it where there is none) as settled_numerator …, and young, how many things have not. Where the
    header says what becomes of things whose outcome is known and its day is not, undated is how many there are: left out
    of all the other columns, also where their group has no date and is empty, or pending on a day before the version's.
    `as_of` defaults to the version's own. `from_date`, `to_date` bound the indicator's own date. `held`: its facts on that
    day under these settings (`facts_of`), which are added up in place of a statement: the answer is the same. Raises Unknown
    for an id or dimension that does not exist, with the nearest names.
    """
    definition = indicator(id)
    made = _made(mart, definition, by, where, as_of or mart.as_of, (from_date, to_date), settings, held)
    return figures_told(made, definition)


def evaluate_whole(
    mart: Mart,
    id: str,
    *,
    where: Where | None = None,
    as_of: date | None = None,
    from_date: date | None = None,
    to_date: date | None = None,
    settings: Settings | None = None,
    held: Facts | None = None,
) -> dict[str, object]:
    """The one row of `evaluate` without `by`, by the names of its columns. A page asks for dozens of them, and a frame of one
    row takes ten times as long to make, and to read, as its figures take to add up. Raises Unknown as evaluate does."""
    definition = indicator(id)
    made = _made(mart, definition, (), where, as_of or mart.as_of, (from_date, to_date), settings, held)
    firsts = {name: values[0] for name, values in _told(made, definition).items()}
    return {name: value.item() if isinstance(value, np.generic) else value for name, value in firsts.items()}


def _made(
    mart: Mart,
    definition: Indicator,
    by: Sequence[str],
    where: Where | None,
    as_of: date,
    period: tuple[date | None, date | None],
    settings: Settings | None,
    held: Facts | None,
) -> dict[str, object]:
    """The counts added up, by the names of their columns: out of the facts where they are held, else by a statement."""
    where = checked(definition, by, where, period)
    if held is not None:
        return added_up(held, definition.shape, by=by, where=where, period=period)
    text, params = grouped(
        definition.shape, by=by, where=where, as_of=as_of, period=period, settings=settings or default_settings()
    )
    return mart.arrays(text, params)


def copied(
    id: str, *, by: Sequence[str], where: Where, as_of: date, settings: Settings
) -> str:
    """The statement by which an indicator is added up within the groups of `by`, its values written into it, to be copied.
    Raises Unknown."""
    definition = indicator(id)
    period = (None, None)
    where = checked(definition, by, where, period)
    text, params = grouped(definition.shape, by=by, where=where, as_of=as_of, period=period, settings=settings)
    return inlined(text, params)


def facts_of(
    mart: Mart, id: str, where: Places, *, as_of: date, settings: Settings, day: Day | None = None
) -> Facts | None:
    """All rows of an indicator as known on a day, for any number of questions; None where they are too many to be held.

    `where` are the mart's places (`places`); `day`: what was known on that day under these settings, where it is held in
    memory. Raises Unknown for an id that does not exist."""
    return facts(mart, indicator(id).shape, where, as_of=as_of, settings=settings, day=day)


def figures_told(made: dict[str, object], definition: Indicator) -> pd.DataFrame:
    """Counts by the names of their columns, as they were added up, with everything `evaluate` puts beside them: the
    dimensions first. Arrays, not columns of a frame: making a frame anew for every step costs ten times the counting."""
    return pd.DataFrame(_told(made, definition))


def _told(made: dict[str, object], definition: Indicator) -> dict[str, object]:
    """The columns of `figures_told`, as arrays."""
    shown = [*FIGURES, *((*SETTLED, "young") if definition.rate else ()), *(("undated",) if definition.undated else ())]
    dimensions = [name for name in made if name not in shown and not name.startswith("settled_")]
    if not definition.rate:
        none = _ends([None] * len(made["numerator"]))
        made = {**made, "value": made["numerator"], "low": none, "high": none}
    else:
        made = made | _divided(made, "", definition.census)
        if definition.window:
            made |= _divided(made, "settled_", definition.census)
        else:
            made |= {new: made[old] for new, old in zip(SETTLED, FIGURES, strict=True)}
        outside = definition.pending == "outside"
        whole, of_these = (
            made[f"{prefix}denominator"] + (made[f"{prefix}pending"] if outside else 0) for prefix in ("", "settled_")
        )
        made["young"] = whole - of_these
    return {name: made[name] for name in (*dimensions, *shown)}


def _divided(made: Mapping[str, np.ndarray], prefix: str, census: bool) -> dict[str, object]:
    """value, low and high (each with the prefix) of the counts under that prefix; where everything is counted and nothing
    left to chance there is no low and high."""
    counted, out_of = made[f"{prefix}numerator"], made[f"{prefix}denominator"]
    none = (None, None)
    ends = [none if census else wilson(int(k), int(n)) or none for k, n in zip(counted, out_of, strict=True)]
    value = np.divide(counted, out_of, out=np.full(len(counted), np.nan), where=out_of > 0)
    return {
        f"{prefix}value": value,
        f"{prefix}low": _ends([low for low, _ in ends]),
        f"{prefix}high": _ends([high for _, high in ends]),
    }


def _ends(values: Sequence[float | None]) -> pd.arrays.FloatingArray:
    missing = np.array([value is None for value in values], dtype=bool)
    return pd.arrays.FloatingArray(np.array([value or 0.0 for value in values], dtype="float64"), missing)


def counts_of(
    mart: Mart,
    id: str,
    *,
    by: Sequence[str],
    where: Where,
    as_of: date | None,
    from_date: date | None,
    to_date: date | None,
    settings: Settings,
) -> pa.Table:
    """The counts alone, before anything is divided, for whoever adds up several counties. Raises what `evaluate` does."""
    definition, period = indicator(id), (from_date, to_date)
    where = checked(definition, by, where, period)
    text, params = grouped(
        definition.shape, by=by, where=where, as_of=as_of or mart.as_of, period=period, settings=settings
    )
    return mart.columns(text, params)


def by_day(mart: Mart, id: str, *, as_of: date | None = None, settings: Settings | None = None) -> pd.DataFrame:
    """A count by organisation, class and the day it is dated by: org and org_class (missing where there is none), day,
    numerator. For a count that adds up; of money or distinct things it says nothing."""
    text, params = grouped(
        indicator(id).shape,
        by=("org", "org_class", "day"),
        where={},
        as_of=as_of or mart.as_of,
        period=(None, None),
        settings=settings or default_settings(),
    )
    return mart.query(text, params)[["org", "org_class", "day", "numerator"]]


def parts_of(definition: Indicator) -> tuple[str, ...]:
    """The parts of an indicator that rows can be asked for."""
    undated = ("undated",) if definition.undated else ()
    if not definition.rate:
        return ("numerator", *undated)
    counts = ("numerator", "denominator", *(("pending",) if definition.pending != "none" else ()))
    return (*counts, *(f"all_{name}" for name in counts), *(("young",) if definition.window else ()), *undated)


def waits(
    mart: Mart,
    id: str,
    *,
    where: Where | None = None,
    as_of: date | None = None,
    from_date: date | None = None,
    to_date: date | None = None,
    settings: Settings | None = None,
    held: Facts | None = None,
) -> pd.DataFrame:
    """How long the things of a rate that have had their time were watched, and how long each took to be counted.

    Columns: age (days up to the as-of day), days (missing where it has not come), things. For an indicator whose window
    says `reached`. `held`: its facts on that day under these settings, as for `evaluate`. Raises Unknown as evaluate does.
    """
    definition = indicator(id)
    if held is not None and not np.isnat(held.days).any():
        where, period = checked(definition, (), where, (from_date, to_date)), (from_date, to_date)
        return pd.DataFrame(waited(held, shape=definition.shape, where=where, period=period, as_of=as_of or mart.as_of))
    text, params = timed(
        definition.shape,
        where=checked(definition, (), where, (from_date, to_date)),
        as_of=as_of or mart.as_of,
        period=(from_date, to_date),
        settings=settings or default_settings(),
    )
    return mart.query(text, params)


EVERY_ROW = 2**31 - 1


def count_rows(
    mart: Mart,
    id: str,
    *,
    part: str | None = None,
    where: Where | None = None,
    as_of: date | None = None,
    from_date: date | None = None,
    to_date: date | None = None,
    settings: Settings | None = None,
) -> int:
    """How many ledger rows stand behind a figure: as many as `rows` would return without a limit. Raises what it raises."""
    text, params = _behind(mart, id, part, where, as_of, (from_date, to_date), settings, EVERY_ROW)
    return int(mart.query(counted_rows(text), params)["n"].iloc[0])


def _behind(
    mart: Mart,
    id: str,
    part: str | None,
    where: Where | None,
    as_of: date | None,
    period: tuple[date | None, date | None],
    settings: Settings | None,
    limit: int,
) -> tuple[str, dict[str, object]]:
    definition = indicator(id)
    where = checked(definition, (), where, period)
    if part is not None and part not in parts_of(definition):
        raise Unknown("part", str(part), parts_of(definition))
    return rows_behind(
        definition.shape,
        part=part if definition.rate or part in (None, "undated") else "numerator",
        where=where,
        as_of=as_of or mart.as_of,
        period=period,
        settings=settings or default_settings(),
        limit=limit,
    )


def rows(
    mart: Mart,
    id: str,
    *,
    part: str | None = None,
    where: Where | None = None,
    as_of: date | None = None,
    from_date: date | None = None,
    to_date: date | None = None,
    settings: Settings | None = None,
    limit: int = 5000,
) -> pd.DataFrame:
    """The ledger rows behind a figure (哪几个): those counted in `part`, or all the indicator looks at.

    Columns: org_name, the ledger's columns without the secret ones, numerator and, of a rate, denominator, pending. Of
    an indicator with a window the three parts are of what has had its time, all_numerator, all_denominator, all_pending
    of everything, and the part young is what has not had it (1 in the column young). At most `limit` rows. Raises
    Unknown as evaluate does.
    """
    text, params = _behind(mart, id, part, where, as_of, (from_date, to_date), settings, limit)
    found = mart.query(text, params)
    found["org_name"] = mart.organisations_by_name(found.pop("at_org_id"), found["org_name"])
    if indicator(id).shape.ledger.name == "organisations":
        found["name"] = found["org_name"]
    return found


def read_table(
    mart: Mart,
    id: str,
    *,
    where: Where | None = None,
    as_of: date | None = None,
    from_date: date | None = None,
    to_date: date | None = None,
    settings: Settings | None = None,
    limit: int | None = None,
    day: Day | None = None,
    only: Mapping[str, object] | None = None,
    shown: Sequence[str] = (),
) -> pd.DataFrame:
    """A table of queries/tables/ with the columns and the order its header declares, under the filters of `where`.

    `day`: what was known on that day under these settings, which is read in place of the ledgers where that is the same.
    `only`: column -> the one value whose rows are asked for, bound into the statement; `shown`: the columns asked for, all
    unless given.
    Raises Unknown for an id, or a filter dimension that rows cannot be narrowed by.
    """
    definition: Table = table_definition(id)
    where = {
        name: tuple(v if v is None else int(v) if name in ("year", "term") else str(v) for v in values)
        for name, values in (where or {}).items()
    }
    for name in where:
        if name not in definition.filters:
            raise Unknown("dimension", name, definition.filters)
    columns, period = [c.name for c in definition.columns], (from_date, to_date)
    asked = {"reads": definition.reads, "where": where, "period": period, "limit": limit}
    for name in (*(only or ()), *shown):
        if name not in columns:
            raise Unknown("column", name, tuple(columns))
    read_out = day and not only and not shown
    found = day.tabled(mart, definition.statement, columns, **asked, once=dict(definition.once)) if read_out else None
    if found is None:
        ruled = settings or default_settings()
        asked |= {"only": only, "shown": shown}
        text, params = tabled(definition.statement, columns, **asked, as_of=as_of or mart.as_of, settings=ruled)
        found = day.query(mart, text, params) if day else mart.query(text, params)
    if {"org_id", "org_name"} <= set(found.columns):
        found["org_name"] = mart.organisations_by_name(found["org_id"], found["org_name"])
    return found
