"""The rules of portable SQL; a file that breaks one would run here and err, or lie, on another engine."""

from collections.abc import Callable, Iterator

import pytest
import sqlglot
from sqlglot import exp

from inspection.indicators import checks, indicators, tables
from inspection.warehouse.known import known

STATEMENTS = {f"indicators/{name}": defined.shape.statement for name, defined in indicators().items()}
STATEMENTS |= {f"tables/{name}": defined.statement for name, defined in tables().items()}
STATEMENTS |= {f"checks/{name}": defined.statement for name, defined in checks().items()}
STATEMENTS |= {f"known/{name}": defined.statement for name, defined in known().items()}

# functions that other engines lack, or compute differently without a word
FORBIDDEN_FUNCTIONS = {
    "now", "today", "current_date", "current_timestamp", "random", "round", "median", "mode", "quantile_cont",
    "quantile_disc", "quantile", "approx_quantile", "percentile_cont", "percentile_disc", "arg_max", "arg_min",
    "max_by", "min_by", "any_value", "first", "last", "list", "array_agg", "string_agg", "group_concat", "listagg",
    "unnest", "generate_series", "range", "make_date", "log", "substring", "substr", "left", "right", "strpos",
    "instr", "regexp_replace", "regexp_matches", "regexp_extract", "split_part", "try_cast", "strftime", "strptime",
    "cume_dist", "ntile", "count_if", "countif", "bool_or", "bool_and", "histogram", "struct_pack", "dayofweek",
    "monthname", "dayname", "age", "datesub",
}
TEXT_IN_CHINESE = {"name", "short_name", "org_name", "handler", "team", "title", "aspect", "theme", "round_name"}


def functions_not_to_use(tree: exp.Expression) -> Iterator[str]:
    for node in tree.find_all(exp.Func):
        names = [node.name] if isinstance(node, exp.Anonymous) else node.sql_names()
        if FORBIDDEN_FUNCTIONS.intersection(name.lower() for name in names):
            yield f"{node.sql('duckdb')} is not the same on every engine"


def clauses_not_to_use(tree: exp.Expression) -> Iterator[str]:
    for kind in (exp.Qualify, exp.Pivot, exp.Rollup, exp.Cube, exp.GroupingSets, exp.Lateral, exp.TableSample,
                 exp.Array, exp.List, exp.Struct, exp.Star, exp.Lambda):
        for node in tree.find_all(kind):
            if not (kind is exp.Star and isinstance(node.parent, exp.Count)):
                yield f"{node.sql('duckdb')}: no {kind.__name__.lower()}"
    for group in tree.find_all(exp.Group):
        if group.args.get("all"):
            yield "no group by all"
    for limit in tree.find_all(exp.Limit):
        if not isinstance(limit.expression, exp.Literal):
            yield "a limit is a literal"


def memberships_that_null_turns_round(tree: exp.Expression) -> Iterator[str]:
    for node in tree.find_all(exp.Not):
        if isinstance(node.this, exp.In):
            yield f"{node.sql('duckdb')}: a null inside makes not in empty; use not exists or a left join"


def subqueries_that_look_outside(tree: exp.Expression) -> Iterator[str]:
    for query in tree.find_all(exp.Subquery, exp.Exists):
        inside = query.this if isinstance(query, exp.Exists) else query
        if isinstance(query.parent, exp.From | exp.Join) or not isinstance(inside.find(exp.Select), exp.Select):
            continue
        own = {table.alias_or_name for table in inside.find_all(exp.Table)}
        outer = {column.table for column in inside.find_all(exp.Column) if column.table} - own
        if outer and isinstance(query, exp.Subquery):
            yield f"a scalar subquery reads {', '.join(sorted(outer))} from outside"


def spans_other_than_days(tree: exp.Expression) -> Iterator[str]:
    for node in tree.find_all(exp.DateDiff, exp.TimestampDiff):
        unit = node.args.get("unit")
        if unit is None or unit.name.lower() != "day":
            yield f"{node.sql('duckdb')}: months and years are counted differently; use days"


def sums_over_nothing(tree: exp.Expression) -> Iterator[str]:
    for node in tree.find_all(exp.Filter):
        if not isinstance(node.this, exp.Count) and not node.find_ancestor(exp.Coalesce):
            yield f"{node.sql('duckdb')}: a filtered sum of no rows is null here and 0 there; wrap it in coalesce"


def averages_of_decimals(tree: exp.Expression) -> Iterator[str]:
    for node in tree.find_all(exp.Avg):
        if not isinstance(node.this, exp.Cast):
            yield f"{node.sql('duckdb')}: cast to double first, decimals are averaged to other digits elsewhere"


def columns_without_a_name(tree: exp.Expression) -> Iterator[str]:
    for select in tree.find_all(exp.Select):
        union = select.parent
        named_by_the_first = isinstance(union, exp.SetOperation) and union.expression is select
        alone = not select.args.get("joins")
        for column in select.expressions:
            if alone and isinstance(column, exp.Column) and not column.table:
                continue  # its own name, where no second relation can have one like it
            if not isinstance(column, exp.Alias) and not named_by_the_first and not select.find_ancestor(exp.Exists):
                yield f"{column.sql('duckdb')} has no alias"


def frames_not_by_rows(tree: exp.Expression) -> Iterator[str]:
    for frame in tree.find_all(exp.WindowSpec):
        if frame.args.get("kind") and frame.args["kind"].lower() != "rows":
            yield f"{frame.sql('duckdb')}: window frames are rows"


def orders_by_chinese_text(tree: exp.Expression) -> Iterator[str]:
    for node in tree.find_all(exp.Ordered):
        if isinstance(node.this, exp.Column) and node.this.name in TEXT_IN_CHINESE:
            yield f"order by {node.this.sql()}: Chinese sorts differently everywhere; sort by an id"


RULES: list[Callable[[exp.Expression], Iterator[str]]] = [
    functions_not_to_use,
    clauses_not_to_use,
    memberships_that_null_turns_round,
    subqueries_that_look_outside,
    spans_other_than_days,
    sums_over_nothing,
    averages_of_decimals,
    columns_without_a_name,
    frames_not_by_rows,
    orders_by_chinese_text,
]


def broken(statement: str) -> list[str]:
    trees = sqlglot.parse(statement, read="duckdb")
    if len(trees) != 1 or not isinstance(trees[0], exp.Select | exp.SetOperation):
        return ["a file is one select statement"]
    return [finding for rule in RULES for finding in rule(trees[0])]


def test_a_statement_keeps_to_the_rules_of_portable_sql():
    found = {path: faults for path, statement in STATEMENTS.items() if (faults := broken(statement))}
    assert STATEMENTS and not found, found


def test_a_table_or_check_ends_in_an_order():
    ordered = {path: text for path, text in STATEMENTS.items() if path.startswith(("tables/", "checks/"))}
    without = [path for path, text in ordered.items() if not sqlglot.parse_one(text, read="duckdb").args.get("order")]
    assert ordered and not without


def test_a_statement_takes_only_the_parameters_there_are():
    more = {}
    for path, statement in STATEMENTS.items():
        known = {"as_of", "from_date", "to_date"} if path.startswith("tables/") else {"as_of"}
        tree = sqlglot.parse_one(statement, read="duckdb")
        if unknown := {node.name for node in tree.find_all(exp.Placeholder, exp.Parameter)} - known:
            more[path] = unknown
    assert not more


@pytest.mark.parametrize(
    "statement",
    [
        "select 1 as a; select 2 as a",
        "create macro twice(x) as 2 * x",
        "select a as a from t qualify row_number() over (order by a) = 1",
        "select a as a, count(*) as n from t group by all",
        "select current_date as a",
        "select now() as a",
        "select a as a from t where b not in (select c as c from u)",
        "select round(a, 2) as a from t",
        "select round(a) as a from t",
        "select a as a, sum(b) as b from t group by rollup (a)",
        "select * from t",
        "select t.a from t",
        "select a from t join u on u.b = t.b",
        "select a + 1 from t",
        "select sum(a) filter (where b) as a from t",
        "select date_diff('month', a, b) as a from t",
        "select avg(a) as a from t",
        "select substring(a, 1, 2) as a from t",
        "select quantile_cont(a, 0.5) as a from t",
        "select [1, 2] as a",
        "select {'x': 1} as a",
        "select t.a as a, (select count(*) as n from u where u.a = t.a) as n from t",
        "select sum(a) over (order by b range between interval 1 day preceding and current row) as a from t",
        "select a as a from t limit $as_of",
        "select try_cast(a as date) as a from t",
        "select a as a from t order by name",
        "from t",
        "pivot t on a using sum(b)",
    ],
)
def test_each_rule_finds_what_breaks_it(statement):
    assert broken(statement)
