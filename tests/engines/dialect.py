"""A statement of queries/ in another engine's dialect, and the rows of a mart as plain values."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache

import sqlglot
from sqlglot import exp

from inspection.warehouse import Mart

DAY = {"clickhouse": exp.DataType.Type.DATE32, "spark": exp.DataType.Type.DATE}
"""The type of a day. ClickHouse's own Date ends in 1970 and in 2149."""


@cache
def translated(statement: str, reads: tuple[tuple[str, str], ...], dialect: str) -> str:
    """A statement in an engine's dialect, each parameter a day whose text is still `'$name'`. Raises sqlglot's errors.

    `reads` are the relations it reads beside the ledgers, each with the statement that makes it. Translating takes longer
    than running, and the same statement is asked on many days.
    """
    tree = sqlglot.parse_one(statement, read="duckdb")
    own = [step for step in tree.ctes if step.alias != "setting"]  # on the other engine the settings are a table
    if tree.ctes:
        tree.set("with_", None)
    for name, text in reads:
        tree = tree.with_(name, as_=sqlglot.parse_one(text, read="duckdb"), copy=False)
    for step in own:
        tree = tree.with_(step.alias, as_=step.this, copy=False)

    def bound(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Placeholder | exp.Parameter):
            return exp.cast(exp.Literal.string(f"${node.name}"), DAY[dialect])
        return node

    return tree.transform(bound, copy=False).sql(dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)


def asked(statement: str, given: Mapping[str, date], reads: Mapping[str, str] | None, dialect: str) -> str:
    """A statement as an engine is asked it: in its dialect, with its days put in as literals."""
    text = translated(statement, tuple((reads or {}).items()), dialect)
    for name, day in given.items():
        text = text.replace(f"'${name}'", f"'{day.isoformat()}'")
    return text


def as_python(mart: Mart, statement: str, params: dict[str, object] | None = None) -> list[dict[str, object]]:
    """Rows of the mart as dicts of plain values: days as ISO text, decimals as text or number, missing as None."""
    text = mart.query(f"select cast(to_json(w) as varchar) as row from (\n{statement}\n) w", params)["row"]
    return [json.loads(row) for row in text]
