"""The tools that are asked: each holds the rows of the ledgers in memory, as its own users would, and answers a question anew.

An answer is group -> (numerator, denominator; None of a count). Groups whose rows count nothing at all are left out.
"""

import sqlite3
from collections.abc import Mapping

import duckdb
import pandas as pd
import pyarrow as pa

from inspection.warehouse import dictionary
from tests.bench.peers.questions import DAY, Asked, Condition

Answer = dict[object, tuple[float, float | None]]
Tables = Mapping[str, pa.Table]


def told(rows: list[tuple]) -> Answer:
    """Rows of group, numerator and denominator as an answer."""
    return {
        group: (round(float(counted or 0), 6), None if out_of is None else round(float(out_of), 6))
        for group, counted, out_of in rows
        if group is not None and (counted or out_of)
    }


class Pandas:
    """Frames, a merge for what stands in another ledger, a group-by: the way of most dashboards."""

    def __init__(self, tables: Tables):
        self.frames = {name: table.to_pandas(date_as_object=False) for name, table in tables.items()}

    def answer(self, one: Asked) -> Answer:
        question, frames = one.question, self.frames
        rows = frames[question.ledger]
        if "org_id" not in rows or question.day not in rows:
            wanted = [name for name in ("org_id", question.day) if name not in rows]
            rows = rows.merge(frames["inspections"][["inspection_id", *wanted]], on="inspection_id", how="left")
        rows = rows.merge(frames["organisations"][["org_id", "org_class"]], on="org_id", how="left")
        rows = rows[rows[question.day] <= pd.Timestamp(DAY)]
        rows = rows.assign(year=rows[question.day].dt.year)
        rows = rows[rows[one.where] == one.within]
        weight = rows[question.adds].astype("float64") if question.adds else pd.Series(1, index=rows.index)
        held = pd.DataFrame({"group": rows[one.by], "counted": weight * self._holds(rows, question.counted)})
        if question.once:
            found = rows.groupby(one.by)[question.once].nunique()
            return told([(group, n, None) for group, n in found.items()])
        if question.out_of is None:
            return told([(group, n, None) for group, n in held.groupby("group")["counted"].sum().items()])
        held["out_of"] = weight * self._holds(rows, question.out_of)
        return told(list(held.groupby("group").sum().itertuples(name=None)))

    @staticmethod
    def _holds(rows: pd.DataFrame, conditions: tuple[Condition, ...]) -> pd.Series:
        held = pd.Series(True, index=rows.index)
        for name, how, value in conditions:
            if how == "<=":
                held &= rows[name] <= pd.Timestamp(value)
            else:
                held &= rows[name].isin(value) if how == "in" else rows[name].notna() & ~rows[name].isin(value)
        return held


class Polars:
    """The same as lazy expressions."""

    def __init__(self, tables: Tables):
        import polars as pl

        self.pl = pl
        self.frames = {name: pl.from_arrow(table) for name, table in tables.items()}

    def answer(self, one: Asked) -> Answer:
        pl, question = self.pl, one.question
        rows = self.frames[question.ledger].lazy()
        there = set(self.frames[question.ledger].columns)
        wanted = [name for name in ("org_id", question.day) if name not in there]
        if wanted:
            inspections = self.frames["inspections"].lazy().select("inspection_id", *wanted)
            rows = rows.join(inspections, on="inspection_id", how="left")
        organisations = self.frames["organisations"].lazy().select("org_id", "org_class")
        rows = rows.join(organisations, on="org_id", how="left").filter(pl.col(question.day) <= DAY)
        weight = pl.col(question.adds).cast(pl.Float64) if question.adds else pl.lit(1)
        rows = rows.with_columns(year=pl.col(question.day).dt.year(), weight=weight).filter(pl.col(one.where) == one.within)
        if question.once:
            sums = [pl.col(question.once).drop_nulls().n_unique().alias("counted")]
        else:
            sums = [pl.when(self._holds(question.counted)).then(pl.col("weight")).otherwise(0).sum().alias("counted")]
        if question.out_of is not None:
            sums.append(pl.when(self._holds(question.out_of)).then(pl.col("weight")).otherwise(0).sum().alias("out_of"))
        found = rows.group_by(one.by).agg(sums).collect().rows()
        return told([(*row, None)[:3] for row in found])

    def _holds(self, conditions: tuple[Condition, ...]):
        pl, held = self.pl, self.pl.lit(True)
        for name, how, value in conditions:
            column = pl.col(name)
            one = column <= value if how == "<=" else column.is_in(list(value))
            held &= (~one if how == "not in" else one).fill_null(False)
        return held


def statement(one: Asked, year: str) -> str:
    """A question in plain SQL, as one would write it by hand; `year`: how a database takes the year of a day `{day}`."""
    question = one.question
    of_inspection = not dictionary().ledgers[question.ledger].has("org_id")
    day = f"{'i' if question.day == 'feedback_on' else 't'}.{question.day}"
    weight = f"t.{question.adds}" if question.adds else "1"

    def summed(conditions: tuple[Condition, ...]) -> str:
        words = [_condition(*each) for each in conditions] or ["1 = 1"]
        return f"sum(case when {' and '.join(words)} then {weight} else 0 end)"

    counted = f"count(distinct t.{question.once})" if question.once else summed(question.counted)
    out_of = "null" if question.out_of is None else summed(question.out_of)
    group = {"year": year.format(day=day), "org_class": "o.org_class"}
    within = f"'{one.within}'" if one.where == "org_class" else str(one.within)
    return (
        f"select {group[one.by]} as g, {counted} as counted, {out_of} as out_of from {question.ledger} t"
        f"{' left join inspections i on i.inspection_id = t.inspection_id' if of_inspection else ''}"
        f" left join organisations o on o.org_id = {'i' if of_inspection else 't'}.org_id"
        f" where {day} <= '{DAY}' and {group[one.where]} = {within} group by 1"
    )


def _condition(name: str, how: str, value: object) -> str:
    if how == "<=":
        return f"t.{name} <= '{value}'"
    listed = ", ".join(f"'{one}'" for one in value)
    return f"t.{name} {how} ({listed})"


class SQLite:
    """Tables in memory with their keys indexed, days as ISO text."""

    def __init__(self, tables: Tables):
        self.connection = sqlite3.connect(":memory:")
        for name, table in tables.items():
            columns = [self._plain(column) for column in table.columns]
            self.connection.execute(f"create table {name} ({', '.join(table.column_names)})")
            marks = ", ".join("?" * len(columns))
            self.connection.executemany(f"insert into {name} values ({marks})", zip(*columns, strict=True))
        for name, key in (("organisations", "org_id"), ("inspections", "inspection_id")):
            self.connection.execute(f"create unique index {name}_key on {name} ({key})")
        self.connection.execute("analyze")

    @staticmethod
    def _plain(column: pa.ChunkedArray) -> list:
        if pa.types.is_date(column.type):
            return column.cast(pa.string()).to_pylist()
        return (column.cast(pa.float64()) if pa.types.is_decimal(column.type) else column).to_pylist()

    def answer(self, one: Asked) -> Answer:
        return told(self.connection.execute(statement(one, "cast(substr({day}, 1, 4) as integer)")).fetchall())


class DuckDB:
    """Tables in memory, the statement written by hand: what our own engine costs without anything of ours."""

    def __init__(self, tables: Tables):
        self.connection = duckdb.connect(":memory:")
        for name, table in tables.items():
            self.connection.register("incoming", table)
            self.connection.execute(f"create table {name} as select * from incoming")
            self.connection.unregister("incoming")

    def answer(self, one: Asked) -> Answer:
        return told(self.connection.execute(statement(one, "extract(year from {day})")).fetchall())


TOOLS = {"pandas": Pandas, "polars": Polars, "SQLite": SQLite, "DuckDB": DuckDB}
