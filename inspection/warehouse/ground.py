"""The ledgers of a mart copied into memory, what filters choose their rows by, and how many bytes each day on them has."""

import re
from collections import Counter
from itertools import count
from threading import Lock

import duckdb

from inspection.warehouse.build import BOOKS
from inspection.warehouse.connecting import connect
from inspection.warehouse.dictionary import Ledger, dictionary
from inspection.warehouse.mart import Mart
from inspection.warehouse.narrowing import OF_INSPECTION, OF_ORGANISATION
from inspection.warehouse.shelf import Weighed

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
CHOOSERS = ("organisations", "rounds", "inspections")
WIDTH = 10
"""Columns that a table of a day has, near enough: only for telling days of one database apart."""
READ = re.compile(r"\b(?:from|join) (\w+)")
"""What a statement reads."""


class Ground(Weighed):
    """The ledgers of a mart in a database in memory, each copied when it is first read, and beside them what filters choose
    their rows by. The days of the mart stand on it, each in a schema of its own. Safe to share between threads."""

    def __init__(self) -> None:
        self.made = 0
        """How many tables were made."""
        self._weighed = (0, 0)
        self._cells: Counter[str] = Counter()
        self._connection = connect(":memory:", config=CONFIG)
        steps = [step for (step,) in self._connection.sql("select name from duckdb_optimizers()").fetchall()]
        self._connection.execute(f"set disabled_optimizers = '{','.join(step for step in steps if step not in PLANNED)}'")
        self._columns: dict[str, frozenset[str]] = {}
        self._numbers = count(1)
        self._lock = Lock()

    def schema(self) -> str:
        """A new schema, for one day."""
        name = f"day_{next(self._numbers)}"
        self._execute(f"create schema {name}")
        return name

    def drop(self, schema: str) -> None:
        self._execute(f"drop schema {schema} cascade")
        self._cells.pop(schema, None)

    @property
    def held(self) -> int:
        """The bytes of the ledgers."""
        return self.share("main")

    def share(self, schema: str) -> int:
        """The bytes of a schema: of what DuckDB holds in all, each has its part by the cells of its tables."""
        held, size = self._weighed
        return held * self._cells[schema] // max(1, size)

    def noted(self, schema: str, rows: int, columns: int = WIDTH) -> None:
        """Remember that a table of so many cells was made. Some tables later DuckDB is asked anew what it holds; in between it is
        so much for each cell as it was then."""
        self._cells[schema] += (rows + 1) * columns
        self.made += 1
        size = sum(list(self._cells.values()))
        if abs(size - self._weighed[1]) > self._weighed[1] // 8:
            cursor = self._connection.cursor()
            try:
                found = cursor.execute("select sum(memory_usage_bytes) from duckdb_memory()").fetchall()[0][0]
            finally:
                cursor.close()
            self._weighed = (int(found or 0), size)

    def cursor(self, schema: str) -> duckdb.DuckDBPyConnection:
        """A cursor that sees the relations of a schema before the ledgers."""
        cursor = self._connection.cursor()
        cursor.execute(f"set search_path = '{schema},main'")
        return cursor

    def copy(self, mart: Mart, text: str) -> None:
        """Have the ledgers here that a statement reads."""
        with self._lock:
            for name in dict.fromkeys(READ.findall(text)):
                if name in dictionary().ledgers or name in BOOKS:
                    self._copied(mart, name)

    def columns_of(self, name: str) -> frozenset[str]:
        """The columns of a ledger that is here, or of what its rows are chosen by."""
        return self._columns[name]

    def choosers(self, mart: Mart, ledger: Ledger) -> frozenset[str]:
        """The columns that the rows of a ledger are chosen by, beside its key in the table `of_<ledger>`, which is here then:
        what is known of its own organisation or round (`own_…`) and of its inspection (`in_…`), each with 1 in `…_is` where
        there is one; what `narrowing.scopes` narrows the ledger by. No table where there is no such column."""
        name = f"of_{ledger.name}"
        with self._lock:
            if name not in self._columns:
                for read in (*CHOOSERS, ledger.name):
                    self._copied(mart, read)
                columns, joins = _chosen_by(ledger)
                listed = ", ".join([*(f"l.{column.name} as key_{column.name}" for column in ledger.key), *columns])
                if columns:
                    rows = self._execute(f"create table {name} as select {listed} from {ledger.name} l {' '.join(joins)}")
                    self.noted("main", rows, len(ledger.key) + len(columns))
                self._columns[name] = frozenset(column.rpartition(" as ")[2] for column in columns)
            return self._columns[name]

    def _copied(self, mart: Mart, name: str) -> None:
        if name in self._columns:
            return
        rows = mart.columns(f"select * from {name}")
        cursor = self._connection.cursor()
        try:
            cursor.register("incoming", rows)
            cursor.execute(f"create table {name} as select * from incoming")
            cursor.unregister("incoming")
        finally:
            cursor.close()
        self._columns[name] = frozenset(rows.column_names)
        self.noted("main", rows.num_rows, rows.num_columns)

    def _execute(self, text: str) -> int:
        """How many rows a statement that makes a table put into it."""
        cursor = self._connection.cursor()
        try:
            return (cursor.execute(text).fetchall() or [(0,)])[0][0]
        finally:
            cursor.close()


def _chosen_by(ledger: Ledger) -> tuple[list[str], list[str]]:
    """The columns that a ledger's rows `l` are chosen by, and the joins they need."""
    columns, joins = [], []

    def organisation(prefix: str, alias: str) -> list[str]:
        named = {d: column.partition(".")[2] for d, column in OF_ORGANISATION.items()}
        return [f"{alias}.org_id as {prefix}_org", *(f"{alias}.{column} as {prefix}_{d}" for d, column in named.items())]

    own = ledger.has("org_id") and ledger.name != "inspections"
    if own:
        joins.append("left join organisations oo on oo.org_id = l.org_id")
        columns += ["case when oo.org_id is null then 0 else 1 end as own_is", *organisation("own", "oo")]
    if ledger.has("inspection_id"):
        joins += [
            "left join inspections ii on ii.inspection_id = l.inspection_id",
            "left join organisations io on io.org_id = ii.org_id",
            "left join rounds ir on ir.round_id = ii.round_id",
        ]
        columns += ["case when ii.inspection_id is null then 0 else 1 end as in_is", *organisation("in", "io")]
        columns += [f"ii.{column.partition('.')[2]} as in_{d}" for d, column in OF_INSPECTION.items()]
        columns += ["ir.round_id as in_round", "ir.term_no as in_term"]
    elif not own and ledger.has("round_id"):
        joins.append("left join rounds wr on wr.round_id = l.round_id")
        columns += ["case when wr.round_id is null then 0 else 1 end as own_is"]
        columns += ["wr.round_id as own_round", "wr.term_no as own_term"]
    return columns, joins
