"""One day's knowledge made once: what tables read, as plain tables in memory, whatever the filters are.

A table of queries/tables/ reads what was known on the day (`known_<ledger>`) and indicators (`indicator_<id>`). Said anew in
every statement they are most of what DuckDB has to plan. Here each is made once per day, beside every row what the filters
choose by: its organisation's class, its inspection's team, and so on. A table is then the same statement over them, and a
filter a condition on a column. What `compose.tabled` says by narrowing the ledgers first is the same row by row; a test holds
every table under random filters against it. What cannot be told by a row's own organisation, inspection or round (a decision
that follows from a clue alone) is left to `compose.tabled`.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from threading import Lock

import duckdb
import pandas as pd

from inspection.warehouse.compose import BEGINNING, Shape, _head, read_as, setting_rows
from inspection.warehouse.dictionary import Ledger, dictionary
from inspection.warehouse.known import PREFIX, known
from inspection.warehouse.mart import Mart, _bound
from inspection.warehouse.narrowing import OF_INSPECTION, OF_ORGANISATION, among, scopes
from inspection.warehouse.settings import Settings

MOST = 200_000
"""Rows of a mart's ledgers above which no day is made: planning is not what its statements cost."""
CONFIG = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "python_enable_replacements": False,
    "enable_external_access": False,
}
"""For so few rows a second thread costs more than it helps."""
PLANNED = (
    *("expression_rewriter", "filter_pushdown", "in_clause", "deliminator"),
    *("unused_columns", "column_lifetime", "build_side_probe_side", "cte_inlining"),
)
"""What is worth the planner's time for so few rows; the rest of its forty steps take longer than the rows do."""
WHOLE = ("terms", "staff_events", "talent_pool", "completions")
"""What no filter narrows."""
OTHERWISE = ("accountability", "notes")
"""What filters narrow by more than a row's own organisation or round, or not at all where it has none."""
LEDGER = {"open_clues": "clues"}
"""Relations of queries/known/ that are no ledger -> the ledger their rows are of."""
CHOOSERS = ("organisations", "rounds", "inspections")


class Day:
    """What was known on a day under an office's settings, in a database in memory of its own. Safe to share between
    threads; what a statement needs is made when it is first asked for, out of the mart that is given then."""

    def __init__(self, as_of: date, settings: Settings):
        self.as_of, self.settings = as_of, settings
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._asked: set[str] = set()
        self._made: dict[str, frozenset[str]] = {}
        self._lock = Lock()

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
    ) -> pd.DataFrame | None:
        """A table narrowed to the filters, as `compose.tabled` has it; None for one that reads what is not made here, and
        when it is asked for the first time: a day that is looked at once is not worth making."""
        relations = relations_of(statement, reads)
        if relations is None:
            return None
        with self._lock:
            if statement not in self._asked:
                self._asked.add(statement)
                return None
            self._open()
            for name, shape in relations.items():
                self._make(mart, name, shape)
        params: dict[str, object] = {
            "as_of": self.as_of,
            "from_date": period[0] or BEGINNING,
            "to_date": min(period[1] or self.as_of, self.as_of),
        }
        parts = [setting_rows(statement, self.settings, params)] if re.search(r"\bsetting\b", statement) else []
        narrow = scopes(where, params)
        read = [name for name in CHOOSERS if name in relations]
        asked = CHOOSERS if "inspections" in read else read
        parts += [f"{name} as ({narrow[name]})" for name in asked if name in narrow]
        for name in relations:
            if name not in CHOOSERS and (conditions := self._conditions(name, where, params)):
                parts.append(f"{name} as (select x.* from {name} x where {' and '.join(conditions)})")
        named = {"org": "org_id", "parent": "parent_id", "round": "round_id", "term": "term_no"}
        outer = [
            among(v, f"w.{named.get(d, d)}", f"f_{d}", params) for d, v in where.items() if named.get(d, d) in columns
        ]
        condition = f"\nwhere {' and '.join(outer)}" if outer else ""
        limited = f"\nlimit {int(limit)}" if limit is not None else ""
        head = f"with {', '.join(parts)}\n" if parts else ""
        text = f"{head}select w.* from (\n{statement}\n) w{condition}{limited}"
        cursor = self._connection.cursor()
        try:
            return cursor.execute(text, _bound(text, params)).df()
        finally:
            cursor.close()

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

    def _open(self) -> None:
        if self._connection is None:
            self._connection = duckdb.connect(":memory:", config=CONFIG)
            steps = [step for (step,) in self._connection.sql("select name from duckdb_optimizers()").fetchall()]
            left_out = ",".join(step for step in steps if step not in PLANNED)
            self._connection.execute(f"set disabled_optimizers = '{left_out}'")

    def _make(self, mart: Mart, name: str, shape: Shape | None) -> None:
        """A relation as a table, with what filters choose its rows by: of its own organisation or round (`own_…`), of its
        inspection (`in_…`), each with 1 in `…_is` where there is one."""
        if name in self._made:
            return
        if name in dictionary().ledgers or name == "data_version":
            self._copied(mart, name)
            return
        if shape is None:
            text, ledger = known()[name].statement, LEDGER.get(name.removeprefix(PREFIX), name.removeprefix(PREFIX))
        else:
            text, ledger = shape.statement, shape.rows
        params: dict[str, object] = {"as_of": self.as_of}
        told = read_as(name, shape, self.as_of, self.settings, params) if shape else text
        whole = _head(told, self.settings, params) + told
        self._copy_what_it_reads(mart, whole)
        cursor = self._connection.cursor()
        try:
            head = _head(told, self.settings, params)
            made = f"create or replace table {name} as {head}select t.* from (\n{told}\n) t"
            cursor.execute(made, _bound(made, params))
            if ledger not in WHOLE:
                self._place(mart, cursor, name, dictionary().ledgers[ledger])
            described = cursor.execute(f"describe {name}").fetchall()
        finally:
            cursor.close()
        self._made[name] = frozenset(row[0] for row in described)

    def _copied(self, mart: Mart, name: str) -> None:
        if name in self._made:
            return
        rows = mart.columns(f"select * from {name}")
        cursor = self._connection.cursor()
        try:
            cursor.register("incoming", rows)
            cursor.execute(f"create or replace table {name} as select * from incoming")
            cursor.unregister("incoming")
        finally:
            cursor.close()
        self._made[name] = frozenset(rows.column_names)

    def _copy_what_it_reads(self, mart: Mart, text: str) -> None:
        for name in {*re.findall(r"\b(?:from|join) (\w+)", text), *CHOOSERS}:
            if name in dictionary().ledgers or name == "data_version":
                self._copied(mart, name)

    def _place(self, mart: Mart, cursor: duckdb.DuckDBPyConnection, name: str, ledger: Ledger) -> None:
        """Put beside the rows of a relation what they are chosen by: what `narrowing.scopes` narrows their ledger by."""
        has = [row[0] for row in cursor.execute(f"describe {name}").fetchall()]
        joins, columns = [], []
        by_inspection = ledger.has("inspection_id")
        if ledger.name in ("organisations", "rounds") or (
            by_inspection and not ledger.has("org_id") and "inspection_id" in has
        ):
            row = "t"
        else:
            self._copied(mart, ledger.name)
            joins.append(f"left join {ledger.name} l on {' and '.join(f'l.{c.name} = t.{c.name}' for c in ledger.key)}")
            row = "l"
        organisation = lambda prefix, alias: [  # noqa: E731
            f"{alias}.org_id as {prefix}_org",
            *(f"{alias}.{column.partition('.')[2]} as {prefix}_{d}" for d, column in OF_ORGANISATION.items()),
        ]
        own = ledger.has("org_id") and ledger.name != "inspections"
        if own:
            joins.append(f"left join organisations oo on oo.org_id = {row}.org_id")
            columns += ["case when oo.org_id is null then 0 else 1 end as own_is", *organisation("own", "oo")]
        if by_inspection:
            joins += [
                f"left join inspections ii on ii.inspection_id = {row}.inspection_id",
                "left join organisations io on io.org_id = ii.org_id",
                "left join rounds ir on ir.round_id = ii.round_id",
            ]
            columns += ["case when ii.inspection_id is null then 0 else 1 end as in_is", *organisation("in", "io")]
            columns += [f"ii.{column.partition('.')[2]} as in_{d}" for d, column in OF_INSPECTION.items()]
            columns += ["ir.round_id as in_round", "ir.term_no as in_term"]
        elif not own and ledger.has("round_id"):
            joins.append(f"left join rounds wr on wr.round_id = {row}.round_id")
            columns += ["case when wr.round_id is null then 0 else 1 end as own_is"]
            columns += ["wr.round_id as own_round", "wr.term_no as own_term"]
        if columns:
            listed = ", ".join(["t.*", *columns])
            cursor.execute(f"create or replace table {name} as select {listed} from {name} t {' '.join(joins)}")


def is_small(mart: Mart) -> bool:
    """Whether a mart is small enough for its days to be held in memory."""
    counts = " + ".join(f"(select count(*) from {name})" for name in dictionary().ledgers)
    return mart.columns(f"select {counts} as row_count")["row_count"][0].as_py() <= MOST


def relations_of(statement: str, reads: Mapping[str, Shape]) -> dict[str, Shape | None] | None:
    """The relations a table reads -> the indicator's shape, None for a ledger or what is known of one; None in all where it
    reads what filters narrow by more than a row's own organisation, inspection or round."""
    found: dict[str, Shape | None] = {}
    for name in dict.fromkeys(re.findall(r"\b(?:from|join) (\w+)", statement)):
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
