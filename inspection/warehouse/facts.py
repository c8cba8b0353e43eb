"""The facts of an indicator on a day: all its rows in memory as columns of small numbers, so that any grouping under any
filter is a sum over arrays.

A statement over a county's ledgers costs some twenty milliseconds, nearly all of them spent on planning it, and a page asks
dozens of them for every filter that nobody chose before. The rows of an indicator on a day are a few thousand: they are asked
for once, by the indicator's own statement, and what `compose.grouped` says in SQL is said here over arrays. The two are held
against each other in a test, column by column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from inspection.warehouse.compose import Shape, _head
from inspection.warehouse.day import Day
from inspection.warehouse.mart import Mart
from inspection.warehouse.narrowing import OF_INSPECTION, OF_ORGANISATION
from inspection.warehouse.settings import Settings

MOST = 200_000
"""An indicator of more rows is not held in memory: planning is not what its statement costs."""
EXACT = 2**53
"""Sums are made in floating point, which is exact for whole numbers up to here."""
SCALE = 1_000_000
"""Money is added up in whole millionths, as it is written."""
_TERMS = """select s.term_no as term_no, s.started_on as started_on, s.ended_on as ended_on,
    lead(s.started_on) over (order by s.started_on) as next_started_on
from terms s where s.started_on is not null"""


@dataclass(frozen=True, eq=False)
class Axis:
    """One dimension of the facts: its values ascending, and each row's place among them (their number where it is empty)."""

    values: tuple
    places: np.ndarray
    whole: bool = False
    """Whether its values are numbers."""

    def chosen(self, wanted: Sequence[object]) -> np.ndarray:
        """Which rows have one of these values; None among them stands for the empty group."""
        wanted = set(wanted)
        known = np.array([v in wanted for v in self.values] + [None in wanted], dtype=bool)
        return known[self.places]


@dataclass(frozen=True, eq=False)
class Listed:
    """The rows of a ledger by their ids, ascending, and what each belongs to: axes along the ids, with a last place for an id
    that is not among them."""

    ids: pa.Array
    axes: dict[str, Axis]


@dataclass(frozen=True, eq=False)
class Places:
    """Where the rows of a version belong: organisation, inspection and round by their ids, and the terms."""

    organisations: Listed
    inspections: Listed
    rounds: dict[str, int]
    terms: tuple[tuple[int, np.datetime64, np.datetime64, np.datetime64], ...]


@dataclass(frozen=True, eq=False)
class Facts:
    """All rows of an indicator as known on a day.

    `axes`: its dimensions; `days`: what a row is dated by, NaT where no day is known; `counts`: numerator, denominator,
    pending, undated, and settled, 1 where it has had its time; `things`: the place of its key among those counted
    distinctly, -1 where it has none; `running`: the term running on the day, by which a figure told by term is bounded;
    `reached`: the day that put a row into the numerator, where the indicator says which.
    """

    axes: dict[str, Axis]
    days: np.ndarray
    counts: dict[str, np.ndarray]
    things: np.ndarray | None
    running: int | None
    reached: np.ndarray | None = None


def places(mart: Mart) -> Places:
    """The places of a version's rows; what an id that is in no ledger belongs to is empty."""
    listed = {}
    for ledger, key, columns in (
        ("organisations", "org_id", OF_ORGANISATION),
        ("inspections", "inspection_id", OF_INSPECTION),
    ):
        named = ", ".join(f"l.{column.partition('.')[2]} as {name}" for name, column in columns.items())
        rows = mart.columns(f"select l.{key} as id, {named} from {ledger} l order by 1")
        at = np.array([*range(len(rows)), -1], dtype="int32")
        axes = {name: _axis([*rows[name].to_pylist(), None], at) for name in columns}
        listed[ledger] = Listed(rows["id"].combine_chunks(), axes)
    rounds = mart.columns("select l.round_id as id, l.term_no as term_no from rounds l").to_pydict()
    terms = mart.columns(_TERMS).to_pydict()
    days = [np.array(terms[name], dtype="datetime64[D]") for name in ("started_on", "ended_on", "next_started_on")]
    return Places(
        **listed,
        rounds=dict(zip(rounds["id"], rounds["term_no"], strict=True)),
        terms=tuple(zip(terms["term_no"], *days, strict=True)),
    )


def chosen_of(
    where: Places, filters: Mapping[str, Sequence[object]]
) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """The ids of the organisations and of the rounds that filters leave, as `narrowing.scopes` narrows their ledgers; None
    where no filter is of them."""
    orgs, ids = None, where.organisations.ids.to_pylist()
    if of_orgs := {name: values for name, values in filters.items() if name == "org" or name in OF_ORGANISATION}:
        left = np.ones(len(ids), dtype=bool)
        for name, values in of_orgs.items():
            left &= [id in values for id in ids] if name == "org" else where.organisations.axes[name].chosen(values)[:-1]
        orgs = frozenset(id for id, there in zip(ids, left, strict=True) if there)
    rounds = None
    if "round" in filters or "term" in filters:
        rounds = frozenset(
            id
            for id, term in where.rounds.items()
            if ("round" not in filters or id in filters["round"]) and ("term" not in filters or term in filters["term"])
        )
    return orgs, rounds


def laid_out(shape: Shape, *, as_of: date, settings: Settings) -> tuple[str, dict[str, object]]:
    """The statement of an indicator's rows as facts are made of them, and its parameters; one more than are held at most."""
    params: dict[str, object] = {"as_of": as_of}
    text = _limited(shape, as_of=as_of, settings=settings, params=params)
    return _head(text, settings, params) + text, params


def _limited(shape: Shape, *, as_of: date, settings: Settings, params: dict[str, object]) -> str:
    reached = (f"t.{shape.window.reached} as reached_on",) if shape.window and shape.window.reached else ()
    rows = figure_rows(shape, as_of=as_of, settings=settings, params=params, more=reached)
    return f"{rows}\nlimit {MOST + 1}"


def figure_rows(
    shape: Shape, *, as_of: date, settings: Settings, params: dict[str, object], more: tuple[str, ...] = ()
) -> str:
    """The statement of an indicator's rows with what they are placed and counted by, without its head; its parameters go into
    `params`. Columns: dated_on, org_id, inspection_id, round_id (told by term: org_id, term_no), the own dimensions, then
    numerator, denominator, pending, undated, thing, settled, running, each where the shape has it, and `more`, which are
    expressions over the indicator's own rows `t`."""
    by_term = shape.grain == "term"
    placed = ("org_id", "term_no") if by_term else ("dated_on", "org_id", "inspection_id", "round_id")
    columns = [f"t.{name} as {name}" for name in dict.fromkeys((*placed, *shape.own))]
    numerator = "t.numerator"
    if shape.decimal:
        numerator = f"cast(cast(t.numerator as decimal(38, 6)) * {SCALE} as double)"
    columns.append(f"coalesce({numerator}, 0) as numerator")
    counts = [*(("denominator", "pending") if shape.rate else ()), *(("undated",) if shape.undated else ())]
    columns += [f"coalesce(t.{name}, 0) as {name}" for name in counts]
    if shape.distinct:
        columns.append(f"t.{shape.distinct} as thing")
    if shape.window:
        columns.append(f"case when {shape.window.condition(settings, as_of, params)} then 1 else 0 end as settled")
    if by_term:
        columns.append("(select max(u.term_no) from terms u where u.started_on <= $as_of) as running")
    columns += more
    return f"select {', '.join(columns)}\nfrom (\n{shape.statement}\n) t"


def facts(
    mart: Mart, shape: Shape, where: Places, *, as_of: date, settings: Settings, day: Day | None = None
) -> Facts | None:
    """An indicator's facts as of a day; None where there are too many rows, or their numbers are too large to be added up
    exactly: then only the statement says. `day`: what was known on that day, where it is held in memory."""
    if day is not None:
        params: dict[str, object] = {"as_of": as_of}
        rows = day.rows(mart, _limited(shape, as_of=as_of, settings=settings, params=params), params)
    else:
        rows = mart.columns(*laid_out(shape, as_of=as_of, settings=settings))
    counts = {}
    for name in ("numerator", "denominator", "pending", "undated", "settled"):
        if name in rows.column_names:
            counts[name] = rows[name].to_numpy().astype("float64")
    if len(rows) > MOST or any(np.abs(numbers).sum() >= EXACT for numbers in counts.values()):
        return None
    things = _encoded(rows["thing"])[1] if shape.distinct else None
    axes = {name: _axis(*_encoded(rows[name])) for name in shape.own}
    days = np.full(len(rows), np.datetime64("NaT", "D"))
    if shape.grain == "term":
        axes |= _of_organisation(rows["org_id"], where)
        axes["term"] = _axis(*_encoded(rows["term_no"]), whole=True)
        running = rows["running"][0].as_py() if len(rows) else None
        return Facts(axes, days, counts, things, running)
    days = rows["dated_on"].to_numpy().astype("datetime64[D]")
    axes |= _of_organisation(rows["org_id"], where)
    axes |= _along(where.inspections, *_encoded(rows["inspection_id"]))
    rounds, at = _encoded(rows["round_id"])
    axes["round"] = _axis(rounds, at)
    axes |= _of_days(days)
    axes["term"] = _term(rounds, at, days, where)
    reached = rows["reached_on"].to_numpy().astype("datetime64[D]") if "reached_on" in rows.column_names else None
    return Facts(axes, days, counts, things, None, reached)


def _encoded(column: pa.ChunkedArray) -> tuple[list, np.ndarray]:
    """The values of a column that are not empty, in no order, and each row's place among them (-1: empty)."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_null(whole.type):
        return [], np.full(len(whole), -1, dtype="int32")
    coded = whole.dictionary_encode()
    return coded.dictionary.to_pylist(), coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype("int32")


def _axis(values: Sequence[object], at: np.ndarray, whole: bool = False) -> Axis:
    """The axis of values in any order (None: empty), of which one may stand more than once, and the rows' places among
    them."""
    ascending = tuple(sorted({v for v in values if v is not None}))
    place = {value: number for number, value in enumerate(ascending)} | {None: len(ascending)}
    smallest = np.min_scalar_type(len(ascending))
    moved = np.array([*(place[v] for v in values), len(ascending)], dtype=smallest)
    return Axis(ascending, moved[at], whole)


def _of_organisation(column: pa.ChunkedArray, where: Places) -> dict[str, Axis]:
    """The axis of the organisation, and those of what it belongs to."""
    ids, at = _encoded(column)
    return {"org": _axis(ids, at)} | _along(where.organisations, ids, at)


def _along(known: Listed, ids: Sequence[str], at: np.ndarray) -> dict[str, Axis]:
    """The axes of what rows belong to by an id: `at` is the place of each row's among `ids`."""
    found = pc.index_in(pa.array([*ids, None], type=known.ids.type), value_set=known.ids).fill_null(-1)
    place = found.to_numpy(zero_copy_only=False)[at]
    return {name: Axis(axis.values, axis.places[place], axis.whole) for name, axis in known.axes.items()}


def _of_days(days: np.ndarray) -> dict[str, Axis]:
    """Year, quarter and month of the days, as `compose` writes them."""
    months, at = np.unique(days.astype("datetime64[M]"), return_inverse=True)
    parts = [None if np.isnat(month) else (int(str(month)[:4]), int(str(month)[5:])) for month in months]
    return {
        "year": _axis([p and p[0] for p in parts], at, whole=True),
        "quarter": _axis([p and f"{p[0]}-Q{(p[1] + 2) // 3}" for p in parts], at),
        "month": _axis([p and f"{p[0]}-{p[1]:02d}" for p in parts], at),
    }


def _term(rounds: Sequence[str], at: np.ndarray, days: np.ndarray, where: Places) -> Axis:
    """The term of a row: its round's; of what has no round, or one of no term, the term running on its day."""
    numbers = sorted({term[0] for term in where.terms} | {n for n in where.rounds.values() if n is not None})
    place = {number: n for n, number in enumerate(numbers)}
    of_round = np.array([*(place.get(where.rounds.get(one), -1) for one in rounds), -1], dtype="int32")
    found = of_round[at]
    without = found < 0
    for number, started, ended, following in where.terms:
        on = without & (days >= started)
        for last, bound in ((days <= ended, ended), (days < following, following)):
            on &= last | np.isnat(bound)
        found[on] = place[number]
    return _axis(numbers, found, whole=True)


def _chosen(
    held: Facts,
    shape: Shape,
    by: Sequence[str],
    where: Mapping[str, Sequence[object]],
    period: tuple[date | None, date | None],
) -> np.ndarray:
    """The places of the rows that filters and period leave."""
    chosen = np.ones(len(held.days), dtype=bool)
    for name, values in where.items():
        chosen &= held.axes[name].chosen(values)
    if shape.grain == "term":
        if "term" not in {*by, *where}:
            chosen &= held.axes["term"].chosen((held.running,) if held.running is not None else ())
    else:
        anyway = np.isnat(held.days) if shape.undated == "left_out" else False
        for bound, inside in zip(period, (np.greater_equal, np.less_equal), strict=True):
            if bound is not None:
                chosen &= inside(held.days, np.datetime64(bound, "D")) | anyway
    return np.flatnonzero(chosen)


def waited(
    held: Facts,
    *,
    shape: Shape,
    where: Mapping[str, Sequence[object]],
    period: tuple[date | None, date | None],
    as_of: date,
) -> dict[str, object]:
    """What the statement of `compose.timed` returns, out of the facts: the same columns, rows and order. For things that all
    have a day of their own."""
    rows = _chosen(held, shape, (), where, period)
    counted = held.counts["numerator"][rows] == 1
    known = ~(counted & np.isnat(held.reached[rows]))
    rows, counted = (part[known & (held.counts["settled"][rows] == 1)] for part in (rows, counted))
    age = (np.datetime64(as_of, "D") - held.days[rows]).astype("int64")
    took = np.maximum((held.reached[rows] - held.days[rows]).astype("int64"), 0)
    never = int(took[counted].max(initial=0)) + 1
    keys, group = np.unique(age * (never + 1) + np.where(counted, took, never), return_inverse=True)
    age, took = np.divmod(keys, never + 1)
    things = np.bincount(group, weights=held.counts["denominator"][rows], minlength=len(keys)).astype("int64")
    open_ = took == never
    days = pd.arrays.IntegerArray(np.where(open_, 0, took), open_) if open_.any() else took
    return {"age": age, "days": days, "things": things}


def grouped(
    held: Facts,
    shape: Shape,
    *,
    by: Sequence[str],
    where: Mapping[str, Sequence[object]],
    period: tuple[date | None, date | None],
) -> dict[str, object]:
    """What the statement of `compose.grouped` returns, out of the facts: the same columns, rows and order."""
    rows = _chosen(held, shape, by, where, period)
    groups, group, columns = _groups(held, by, rows)
    weigh = {name: numbers[rows] for name, numbers in held.counts.items()}

    def summed(numbers: np.ndarray) -> np.ndarray:
        return np.bincount(group, weights=numbers, minlength=groups)

    if shape.distinct:
        things = held.things[rows]
        many = int(held.things.max(initial=0)) + 1
        pairs = np.unique((group * many + things)[things >= 0])
        columns["numerator"] = np.bincount(pairs // many, minlength=groups)
    else:
        columns["numerator"] = summed(weigh["numerator"])
    whole = columns["numerator"].astype("int64")
    columns["numerator"] = whole / SCALE if shape.decimal else whole
    if shape.rate:
        columns |= {name: summed(weigh[name]).astype("int64") for name in ("denominator", "pending")}
        if shape.window:
            for name in ("numerator", "denominator", "pending"):
                columns[f"settled_{name}"] = summed(weigh[name] * weigh["settled"]).astype("int64")
    else:
        columns["denominator"] = pd.array([None] * groups, dtype="Int64") if groups else np.zeros(0, dtype="int64")
        columns["pending"] = np.zeros(groups, dtype="int64")
    if shape.undated:
        columns["undated"] = summed(weigh["undated"]).astype("int64")
    return columns


def _groups(held: Facts, by: Sequence[str], rows: np.ndarray) -> tuple[int, np.ndarray, dict[str, object]]:
    """How many groups there are, the group of each row, and the columns of the dimensions: in their order, empty last."""
    if not by:
        return 1, np.zeros(len(rows), dtype="int64"), {}
    key = np.zeros(len(rows), dtype="int64")
    for name in by:
        key = key * (len(held.axes[name].values) + 1) + held.axes[name].places[rows]
    keys, group = np.unique(key, return_inverse=True)
    columns = {}
    for name in reversed(by):
        axis = held.axes[name]
        keys, place = np.divmod(keys, len(axis.values) + 1)
        columns[name] = _column(axis, place)
    return int(group.max(initial=-1)) + 1, group, {name: columns[name] for name in by}


def _column(axis: Axis, place: np.ndarray) -> object:
    """The values at these places, in the type in which a statement returns them."""
    values = [*axis.values, None]
    found = [values[at] for at in place]
    if axis.whole:
        return pd.array(found, dtype="Int32") if None in found else np.array(found, dtype="int32")
    if all(value is None for value in found):
        return np.array(found, dtype=object)
    return pd.array(found, dtype="str")
