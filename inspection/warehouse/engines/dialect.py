"""A statement of DuckDB's in another engine's dialect: its tables by the engine's names, its values left to be bound."""

from collections.abc import Callable, Mapping
from functools import lru_cache

import pyarrow as pa
import sqlglot
from sqlglot import exp

ORDER = "order_of_rows_"
"""What a column is called by which rows are ordered and that nobody asked for."""
Place = Callable[[str], exp.Expression]
"""What a table of the mart is called there."""


@lru_cache(maxsize=2_000)
def translated(text: str, dialect: str, place: Place, marks: tuple[tuple[str, str | None], ...]) -> str:
    """The statement in an engine's dialect. Translating takes longer than many a statement runs, so it is kept.

    `marks`: parameter -> the engine's type of its value, None where it is empty, which is then written into the statement.
    Raises sqlglot's errors where the engine has no words for something.
    """
    tree = _ordered_outside(sqlglot.parse_one(text, read="duckdb"))
    _settings_as_selects(tree)
    _placed(tree, place, {}, set())
    if dialect == "clickhouse":
        _counts_as_bigint(tree)
        for type in tree.find_all(exp.DataType):
            if type.is_type(exp.DataType.Type.DATE):  # its own Date ends in 1970 and in 2149, and turns round without a word
                type.set("this", exp.DataType.Type.DATE32)
    types = dict(marks)

    def bound(node: exp.Expression) -> exp.Expression:
        if not isinstance(node, exp.Placeholder | exp.Parameter):
            return node
        type = types[node.name]
        return exp.Placeholder(this=node.name, kind=exp.Var(this=type)) if type else exp.null()

    return tree.transform(bound, copy=False).sql(dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)


def shown(rows: pa.Table) -> pa.Table:
    """The columns that were asked for."""
    return rows.select([at for at, name in enumerate(rows.column_names) if ORDER not in name])


def _placed(node: exp.Expression, place: Place, steps: Mapping[str, str], taken: set[str]) -> None:
    """Give the tables of the mart their names there, and every step of the statement one that no other has.

    A step may be called as the ledger it narrows: inside of it the name is still the ledger's, and only behind it the step's.
    Steps of one name in two parts of a statement are two things; Spark is given all steps in one list.
    """
    own = node.args.get("with_")
    for step in own.expressions if own else ():
        _placed(step.this, place, steps, taken)
        name = step.alias
        while name in taken:
            name += "_"
        taken.add(name)
        steps = {**steps, step.alias: name}
        step.args["alias"].set("this", exp.to_identifier(name))
    for inside in list(node.iter_expressions()):
        if inside is own:
            continue
        _placed(inside, place, steps, taken)
        if isinstance(inside, exp.Table) and not inside.db and inside.name:
            inside.set("alias", exp.TableAlias(this=exp.to_identifier(inside.alias_or_name)))
            named = exp.table_(steps[inside.name]) if inside.name in steps else place(inside.name)
            for part in ("this", "db"):
                inside.set(part, named.args.get(part))


def _settings_as_selects(tree: exp.Expression) -> None:
    """`step(a, b) as (values (1, 2), …)` as selects put together: a list of rows with named columns is said differently
    everywhere."""
    for step in list(tree.find_all(exp.CTE)):
        names = [column.name for column in step.args["alias"].columns]
        listed = step.this.find(exp.Values) if names else None
        if listed is None:
            continue
        rows = [
            exp.select(*(exp.alias_(cell, name) for cell, name in zip(row.expressions, names, strict=True)))
            for row in listed.expressions
        ]
        step.args["alias"].set("columns", [])
        step.set("this", rows[0] if len(rows) == 1 else exp.union(*rows, distinct=False))


def _counts_as_bigint(tree: exp.Expression) -> None:
    """A count is unsigned there, and beside a signed number of the same column it is a type that nobody reads."""
    for counted in list(tree.find_all(exp.Count)):
        while isinstance(counted.parent, exp.Filter | exp.Window) and counted.parent.this is counted:
            counted = counted.parent
        counted.replace(exp.cast(counted.copy(), "bigint", dialect="duckdb"))


def _ordered_outside(tree: exp.Expression) -> exp.Expression:
    """`select … from (select … order by …) w` with the order outside: DuckDB keeps an inner order, others need not."""
    source = tree.args.get("from_") and tree.args["from_"].this
    if tree.args.get("order") or tree.args.get("joins") or not isinstance(source, exp.Subquery):
        return tree
    inner = source.this
    order = inner.args.get("order")
    if order is None or (isinstance(tree.expressions[0], exp.Alias) and tree.expressions[0].this.find(exp.AggFunc)):
        return tree
    shown, keys = [column.alias_or_name for column in inner.selects], []
    for at, ordered in enumerate(order.expressions):
        key = ordered.this
        if isinstance(key, exp.Literal) and key.is_int:
            name = shown[int(key.name) - 1]
        elif isinstance(key, exp.Column) and not key.table and key.name in shown:
            name = key.name
        else:  # behind the columns that are shown, among which it stands where all of them are taken: see `shown`
            name = f"{ORDER}{at}"
            inner.append("expressions", exp.alias_(key.copy(), name))
        outer = ordered.copy()
        outer.set("this", exp.column(name, table=source.alias))
        keys.append(outer)
    if not inner.args.get("limit"):
        inner.set("order", None)
    tree.set("order", exp.Order(expressions=keys))
    return tree
