"""Figures of a level above the counties: out of the rollups where they can say it, else county by county out of the ledgers."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from inspection.indicators.definition import Indicator, Unknown, indicator, indicators
from inspection.indicators.figures import Where, checked, counts_of, figures_told
from inspection.warehouse import Mart, Settings, StoreError
from inspection.warehouse.compose import Shape
from inspection.warehouse.facts import SCALE
from inspection.warehouse.levels import Level
from inspection.warehouse.rollups import COUNTS, DIMENSIONS, added_up, is_rolled

REGION = "region"
PLACES = {"province": 2, "prefecture": 4, REGION: 6}
"""Dimensions of a level -> how many figures of a county's code name their values."""
OF_ONE_COUNTY = ("org", "round", "parent", "team", "handler")
"""Dimensions whose values are one county's own: the same id is another thing next door, so they are told by region too."""


@cache
def rolled_shapes() -> dict[str, Shape]:
    """The indicators that have rollups, by id."""
    return {id: one.shape for id, one in indicators().items() if is_rolled(one.shape)}


def evaluate_level(
    level: Level,
    id: str,
    *,
    by: Sequence[str] = (),
    where: Where | None = None,
    as_of: date | None = None,
    from_date: date | None = None,
    to_date: date | None = None,
    settings: Settings,
    running: bool = False,
    says: Callable[[int, int], None] = lambda done, whole: None,
) -> pd.DataFrame:
    """What `evaluate` returns, over all counties of a level: `region` is one more dimension.

    In `by` it is the county's code, `prefecture` and `province` what it begins with; in `where` its values are codes or what they
    begin with (2, 4 or 6 figures). Each county is told as of its own day unless `as_of` names one. What the rollups cannot say
    (another day, a period, other dimensions, kinds counted once) is asked of every county's ledgers in turn, `says` being
    told how many are done; there a county that shares only counts is left out. `running`: of each county the term that runs on
    its day (on `as_of`, where one is named), and what stands on that day whenever it came. Raises Unknown as `evaluate` does.
    """
    definition, where = indicator(id), dict(where or {})
    if REGION not in by and {*OF_ONE_COUNTY} & {*by}:
        by = (REGION, *by)
    regions = [str(value) for value in where.pop(REGION, ("",))]
    inner = [name for name in by if name not in PLACES]
    where = checked(definition, inner, where, (from_date, to_date))
    once = bool(definition.shape.distinct)
    if id in rolled_shapes() and {*inner, *where} <= set(DIMENSIONS) and not any((as_of, from_date, to_date)):
        rows = level.figures(id, regions)
        if "term" not in {*by, *where} and (definition.shape.grain == "term" or (running and not definition.stock)):
            rows = _running(rows, _terms(level, regions))
        made = added_up(_placed(rows, by), by, where, once=once)
        if definition.shape.decimal:
            made["numerator"] = [value / SCALE for value in _listed(made["numerator"])]
        return _told(made, definition, by)
    period = {"as_of": as_of, "from_date": from_date, "to_date": to_date}
    standing, parts = level.current(), []
    codes = [code for code in (standing.counties if standing else ()) if code.startswith(tuple(regions))]
    for done, code in enumerate(codes, 1):
        try:
            _, mart = level.county(code)
        except StoreError as error:
            if error.code != "only_counts":
                raise
        else:
            own = where
            if running and not definition.stock and "term" not in {*by, *where}:
                own = where | {"term": [_running_on(mart, as_of or mart.as_of)]}
            counts = counts_of(mart, id, by=inner, where=own, settings=settings, **period)
            parts.append(counts.append_column(REGION, pa.array([int(code)] * len(counts), pa.int32())))
            mart.close()
        says(done, len(codes))
    if not parts:
        raise Unknown(REGION, ", ".join(regions), tuple(standing.counties if standing else ())[:10])
    whole = pa.concat_tables(parts, promote_options="permissive")
    lacking = [name for name in COUNTS if name not in whole.column_names]
    for name in lacking:
        whole = whole.append_column(name, pa.array([0] * len(whole)))
    return _told(added_up(_placed(whole, by), by, {}), definition, by)


def _placed(rows: pa.Table, by: Sequence[str]) -> pa.Table:
    """The rows with the prefecture and the province of their county beside it, as far as they are asked for."""
    for name in (name for name in by if name in PLACES and name != REGION):
        rows = rows.append_column(name, pc.divide(rows[REGION], pa.scalar(10 ** (6 - PLACES[name]), pa.int32())))
    return rows


TELLS_TERMS = "coverage_rate"
"""Whatever its term is, a county has organisations in scope in it."""


def _terms(level: Level, regions: Sequence[str]) -> pa.Table:
    """The term that runs on each county's day, by region: as term_max."""
    return level.figures(TELLS_TERMS, regions).group_by(REGION).aggregate([("term", "max")])


def _running(rows: pa.Table, terms: pa.Table) -> pa.Table:
    """Of each county the rows of its running term."""
    own = pc.take(terms["term_max"], pc.index_in(rows[REGION], value_set=terms[REGION].combine_chunks()))
    return rows.filter(pc.fill_null(pc.equal(rows["term"], own), False))


def _running_on(mart: Mart, day: date) -> int | None:
    """The number of the term that runs on a day, which is the last begun; None before the first."""
    terms = mart.ledger("terms")
    begun = terms[pd.to_datetime(terms["started_on"]) <= pd.Timestamp(day)]
    return int(begun["term_no"].max()) if len(begun) else None


def _listed(column: object) -> list:
    return column.to_pylist() if hasattr(column, "to_pylist") else list(column)


def _told(made: dict[str, object], definition: Indicator, by: Sequence[str]) -> pd.DataFrame:
    """Counts added up as what `evaluate` returns."""
    listed = {name: _listed(column) for name, column in made.items()}
    told: dict[str, object] = {}
    for name in by:
        if name in PLACES:
            told[name] = [f"{code:0{PLACES[name]}}" for code in listed[name]]
        else:
            told[name] = pd.array(listed[name], dtype="Int32" if name in ("year", "term") else "str")
    exact = "float64" if definition.shape.decimal else "int64"
    told["numerator"] = np.array(listed["numerator"], dtype=exact)
    if definition.rate:
        told |= {name: np.array(listed[name], dtype="int64") for name in COUNTS if name not in ("numerator", "undated")}
    else:
        none = pd.array([None] * len(listed["numerator"]), dtype="Int64")
        told |= {"denominator": none, "pending": np.zeros(len(none), dtype="int64")}
    if definition.undated:
        told["undated"] = np.array(listed["undated"], dtype="int64")
    return figures_told(told, definition)
