"""One day's knowledge made once: what tables read, as plain tables in memory, whatever the filters are.

A table of queries/tables/ reads what was known on the day (`known_<ledger>`) and indicators (`indicator_<id>`). Said anew in
every statement they are most of what DuckDB has to plan. Here each is made once per day, beside every row what the filters
choose by: its organisation's class, its inspection's team, and so on. A table is then the same statement over them, and a
filter a condition on a column. What `compose.tabled` says by narrowing the ledgers first is the same row by row; a test holds
every table under random filters against it. What cannot be told by a row's own organisation, inspection or round (a decision
that follows from a clue alone) is left to `compose.tabled`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from threading import Lock
from weakref import finalize

import pandas as pd
import pyarrow as pa

from inspection.warehouse.compose import BEGINNING, Shape, read_as, setting_rows
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.ground import CHOOSERS, READ, Ground
from inspection.warehouse.known import PREFIX, known, read_by
from inspection.warehouse.mart import Mart, arrow, executed
from inspection.warehouse.narrowing import OF_INSPECTION, among, scopes
from inspection.warehouse.once import ORGANISATIONS, named, picked, rows_of_step
from inspection.warehouse.settings import Settings
from inspection.warehouse.shelf import Weighed

MOST = 200_000
"""Rows of a mart's ledgers above which no day is made: planning is not what its statements cost."""
WHOLE = ("terms", "staff_events", "talent_pool", "completions")
"""What no filter narrows."""
OTHERWISE = ("accountability", "notes")
"""What filters narrow by more than a row's own organisation or round, or not at all where it has none."""
LEDGER = {"open_clues": "clues"}
"""Relations of queries/known/ that are no ledger -> the ledger their rows are of."""
STEPS = 64
"""Tables made of steps (`once`) that a day holds; whoever chooses otherwise after that gets the whole statement."""


class Day(Weighed):
    """What was known on a day under an office's settings, on the ground of a mart. Safe to share between threads; what a
    statement needs is made when it is first asked for, out of the mart that is given then. `grown` is told when it has
    become larger, or its ground has."""

    def __init__(self, ground: Ground, as_of: date, settings: Settings, grown: Callable[[], None] = lambda: None):
        self.as_of, self.settings, self.ground = as_of, settings, ground
        self._schema, self._grown = ground.schema(), grown
        self._made: dict[str, frozenset[str]] = {}
        self._steps: set[str] = set()
        self._lock = Lock()
        finalize(self, ground.drop, self._schema).atexit = False

    @property
    def held(self) -> int:
        """The bytes of what was made of the day, its ground not among them."""
        return self.ground.share(self._schema)

    def tabled(
        self,
        mart: Mart,
        statement: str,
        columns: Sequence[str],
        *,
        reads: Mapping[str, Shape],
        where: Mapping[str, Sequence[object]],
        period: tuple[date | None, date | None],
        limit: int | None = None,
        once: Mapping[str, str] | None = None,
    ) -> pd.DataFrame | None:
        """A table narrowed to the filters, as `compose.tabled` has it; None for one that reads what is not made here. `once`:
        its steps that filters of organisations only choose rows of (see `once`)."""
        relations = relations_of(statement, reads)
        if relations is None:
            return None
        if once and ORGANISATIONS & where.keys():
            statement = self._picked(mart, statement, reads, once, where, period)
            relations = relations_of(statement, reads)
        self._have(mart, statement, relations)
        params, parts = self._narrowed(relations, where, period)
        called = {"org": "org_id", "parent": "parent_id", "round": "round_id", "term": "term_no"}
        outer = [
            among(v, f"w.{called.get(d, d)}", f"f_{d}", params) for d, v in where.items() if called.get(d, d) in columns
        ]
        condition = f"\nwhere {' and '.join(outer)}" if outer else ""
        limited = f"\nlimit {int(limit)}" if limit is not None else ""
        text = self._headed(f"select w.* from (\n{statement}\n) w{condition}{limited}", params, parts)
        cursor = self.ground.cursor(self._schema)
        try:
            return executed(cursor, text, params).df()
        finally:
            cursor.close()

    def rows(self, mart: Mart, text: str, params: dict[str, object]) -> pa.Table:
        """The rows of a statement over what was known on the day (`known_<ledger>`) and the ledgers, in the statement's own
        types; its settings are put before it here."""
        self._have(mart, text, {name: None for name in READ.findall(text) if name in known()})
        text = self._headed(text, params, [])
        cursor = self.ground.cursor(self._schema)
        try:
            return arrow(executed(cursor, text, params))
        finally:
            cursor.close()

    def query(self, mart: Mart, text: str, params: dict[str, object]) -> pd.DataFrame:
        """The rows of a statement over the ledgers, which says itself what was known: what `mart.query` returns, planned less."""
        self._have(mart, text, {})
        cursor = self.ground.cursor(self._schema)
        try:
            return executed(cursor, text, params).df()
        finally:
            cursor.close()

    def _narrowed(
        self,
        relations: Mapping[str, Shape | None],
        where: Mapping[str, Sequence[object]],
        period: tuple[date | None, date | None],
    ) -> tuple[dict[str, object], list[str]]:
        """The parameters of a statement over these relations, and what it puts in their places to read what filters leave."""
        params: dict[str, object] = {
            "as_of": self.as_of,
            "from_date": period[0] or BEGINNING,
            "to_date": min(period[1] or self.as_of, self.as_of),
        }
        narrow = scopes(where, params)
        read = [name for name in CHOOSERS if name in relations]
        asked = CHOOSERS if "inspections" in read else read
        parts = [f"{name} as ({narrow[name]})" for name in asked if name in narrow]
        for name in relations:
            if name not in CHOOSERS and (conditions := self._conditions(name, where, params)):
                parts.append(f"{name} as (select x.* from {name} x where {' and '.join(conditions)})")
        return params, parts

    def _picked(
        self,
        mart: Mart,
        statement: str,
        reads: Mapping[str, Shape],
        once: Mapping[str, str],
        where: Mapping[str, Sequence[object]],
        period: tuple[date | None, date | None],
    ) -> str:
        """The statement over tables made of its steps, under all filters but those of organisations; where the day holds too
        many, as it is."""
        others = {name: values for name, values in where.items() if name not in ORGANISATIONS}
        texts = {step: rows_of_step(statement, step) for step in once}
        dates = {step: period if "_date" in text else None for step, text in texts.items()}
        tables = {step: named(text, sorted(others.items()), dates[step]) for step, text in texts.items()}
        before = self.ground.made
        with self._lock:
            missing = [step for step in once if tables[step] not in self._steps]
            if len(self._steps) + len(missing) > STEPS:
                return statement
            for step in missing:
                self._keep(mart, tables[step], texts[step], reads, others, period)
        self._told(before)
        return picked(statement, tuple((step, column, tables[step]) for step, column in once.items()))

    def _headed(self, text: str, params: dict[str, object], parts: list[str]) -> str:
        if re.search(r"\bsetting\b", text):
            parts = [setting_rows(text, self.settings, params), *parts]
        return f"with {', '.join(parts)}\n{text}" if parts else text

    def _conditions(self, name: str, where: Mapping[str, Sequence[object]], params: dict[str, object]) -> list[str]:
        """What of the relation's rows the filters leave, said by the columns that `_make` put beside them."""
        has = self._made[name]

        def chosen(prefix: str) -> list[str]:
            asked = [(d, values) for d, values in where.items() if f"{prefix}_{d}" in has]
            found = [among(values, f"x.{prefix}_{d}", f"f_{d}", params) for d, values in asked]
            return [f"x.{prefix}_is = 1", *found] if found else []

        if "own_is" not in has:
            return chosen("in")
        of_inspection = any(d in where for d in (*OF_INSPECTION, "round", "term"))
        return [*chosen("own"), *(chosen("in") if of_inspection else ())]

    # making

    def _have(self, mart: Mart, text: str, relations: Mapping[str, Shape | None]) -> None:
        """Have everything here that a statement reads."""
        before = self.ground.made
        with self._lock:
            self._have_locked(mart, text, relations)
        self._told(before)

    def _have_locked(self, mart: Mart, text: str, relations: Mapping[str, Shape | None]) -> None:
        self.ground.copy(mart, text)
        for name, shape in relations.items():
            self._make(mart, name, shape)

    def _told(self, before: int) -> None:
        """Say that there is more than before, where there is; nothing of the day is locked then."""
        if self.ground.made != before:
            self._grown()

    def _keep(
        self,
        mart: Mart,
        table: str,
        text: str,
        reads: Mapping[str, Shape],
        where: Mapping[str, Sequence[object]],
        period: tuple[date | None, date | None],
    ) -> None:
        """Make the rows of a step a table."""
        relations = relations_of(text, reads)
        self._have_locked(mart, text, relations)
        params, parts = self._narrowed(relations, where, period)
        rows = self._headed(f"select w.* from (\n{text}\n) w", params, parts)
        self._create(f"create table {table} as {rows}", params)
        self._steps.add(table)

    def _make(self, mart: Mart, name: str, shape: Shape | None) -> None:
        """A relation as a table, with what filters choose its rows by beside them."""
        if name in self._made:
            return
        if name in dictionary().ledgers:
            self._made[name] = self.ground.columns_of(name)
            return
        if shape is None:
            text, ledger = known()[name].statement, LEDGER.get(name.removeprefix(PREFIX), name.removeprefix(PREFIX))
        else:
            text, ledger = shape.statement, shape.rows
        params: dict[str, object] = {"as_of": self.as_of}
        told = read_as(name, shape, self.as_of, self.settings, params) if shape else text
        for read in read_by(told):
            if read.name != name:
                self._make(mart, read.name, None)
        self.ground.copy(mart, told)
        chosen = frozenset() if ledger in WHOLE else self.ground.choosers(mart, dictionary().ledgers[ledger])
        rows = f"select t.*{''.join(f', p.{column} as {column}' for column in sorted(chosen))} from (\n{told}\n) t"
        if chosen:
            keys = " and ".join(f"p.key_{column.name} = t.{column.name}" for column in dictionary().ledgers[ledger].key)
            rows += f"\nleft join of_{ledger} p on {keys}"
        self._create(f"create table {name} as {self._headed(rows, params, [])}", params)
        self._made[name] = chosen

    def _create(self, text: str, params: dict[str, object]) -> None:
        """Run a statement that makes a table: the same text whichever day's schema it is in."""
        cursor = self.ground.cursor(self._schema)
        try:
            (count,) = executed(cursor, text, params).fetchall()[0]
        finally:
            cursor.close()
        self.ground.noted(self._schema, count)


def is_small(mart: Mart) -> bool:
    """Whether a mart is small enough for its days to be held in memory. One that another engine answers for is not: there
    tables are its work."""
    if mart.elsewhere:
        return False
    counts = " + ".join(f"(select count(*) from {name})" for name in dictionary().ledgers)
    return mart.columns(f"select {counts} as row_count")["row_count"][0].as_py() <= MOST


def relations_of(statement: str, reads: Mapping[str, Shape]) -> dict[str, Shape | None] | None:
    """The relations a table reads -> the indicator's shape, None for a ledger or what is known of one; None in all where it
    reads what filters narrow by more than a row's own organisation, inspection or round."""
    found: dict[str, Shape | None] = {}
    for name in dict.fromkeys(READ.findall(statement)):
        if name in reads:
            ledger, found[name] = reads[name].rows, reads[name]
        elif name in known():
            ledger, found[name] = LEDGER.get(name.removeprefix(PREFIX), name.removeprefix(PREFIX)), None
        elif name in dictionary().ledgers:
            if name not in (*CHOOSERS, "terms"):
                return None
            ledger, found[name] = name, None
        else:
            continue  # a step of the statement's own, or the settings
        if ledger in WHOLE or ledger in CHOOSERS:
            continue
        columns = dictionary().ledgers[ledger]
        if ledger in OTHERWISE or not (
            columns.has("org_id") or columns.has("inspection_id") or columns.has("round_id")
        ):
            return None
    return found
