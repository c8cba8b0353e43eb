"""From a statement to the columns behind each of its own: parsed by DuckDB itself, followed through steps and joins.

    relation = resolved("select f.a as x from findings as f where f.b = 1", {"findings": ledger_relation("findings")})
    relation.columns["x"]   # {("findings", "a")}
    relation.rows           # {("findings", "b")}: which rows there are

A column hangs on what its expression names; which rows there are hangs on what conditions, inner joins, groupings, orders
and limits name. What a left join brings hangs on its condition, and which rows there are only where it could find more
than one row.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import duckdb

from inspection.warehouse.connecting import connect
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.known import DefinitionError

Sources = frozenset[tuple[str, str]]
"""(ledger, column) pairs."""
NONE: Sources = frozenset()


@dataclass(frozen=True)
class Relation:
    """What a name of a statement stands for: its columns with what each hangs on, and what its rows hang on.

    `keys`: sets of columns that tell its rows apart; the empty set where it has one row at most.
    """

    columns: Mapping[str, Sources]
    rows: Sources = NONE
    keys: frozenset[frozenset[str]] = frozenset()

    @property
    def everything(self) -> Sources:
        return self.rows.union(*self.columns.values())


@dataclass
class _Scope:
    """The relations of a from-clause by alias, within the scope around it."""

    around: "_Scope | None" = None
    named: dict[str, Relation] = field(default_factory=dict)
    rows: Sources = NONE
    keys: frozenset[frozenset[tuple[str, str]]] | None = None
    """Sets of (alias, column) that tell the joined rows apart."""


def ledger_relation(name: str, *more: str) -> Relation:
    """A ledger as it stands, each column hanging on itself, and columns that a file has beside the contract's."""
    ledger = dictionary().ledgers[name]
    columns = {c.name: frozenset({(name, c.name)}) for c in ledger.columns} | dict.fromkeys(more, NONE)
    return Relation(columns, keys=frozenset({frozenset(c.name for c in ledger.key)}))


def resolved(statement: str, known: Mapping[str, Relation]) -> Relation:
    """The columns a statement returns and what each hangs on. Raises DefinitionError for what is no select, and for a name
    that stands for nothing in `known`."""
    return _query(_parsed(statement), dict(known), None)


def told_plainly(statement: str) -> str:
    """A select as DuckDB reads it, without where in the text each part stands: the same for the same statement in other
    lines and with other comments. Raises DefinitionError for what is no select."""
    return json.dumps(_without_places(_parsed(statement)), sort_keys=True)


def _without_places(node: object) -> object:
    if isinstance(node, list):
        return [_without_places(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {key: _without_places(value) for key, value in node.items() if not key.startswith("query_location")}


_TREES: dict[str, dict] = {}
"""Statement -> what it was read as; our own statements only, of which there are some hundreds."""


def _parsed(statement: str) -> dict:
    if statement not in _TREES:
        read_ahead([statement])
    return _TREES[statement]


def read_ahead(statements: Iterable[str]) -> None:
    """Read many statements at once, which takes a third of the time of one after the other: they are `resolved` later.
    Raises DefinitionError for what is no select."""
    texts = [text for text in dict.fromkeys(statements) if text not in _TREES]
    cursor = _parser().cursor()
    try:
        options = "skip_null := true, skip_empty := true, skip_default := true"
        asked = f"select json_serialize_sql(t.text, {options}) from (select unnest($texts::varchar[]) as text) t"
        told = cursor.execute(asked, {"texts": texts}).fetchall()
    finally:
        cursor.close()
    for text, (read,) in zip(texts, told, strict=True):
        tree = json.loads(read)
        if tree["error"]:
            raise DefinitionError(f"not a select: {tree.get('error_message')}")
        _TREES[text] = tree["statements"][0]["node"]


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    """A database of nothing, which only reads statements."""
    return connect(":memory:", config={"threads": 1})


def _query(node: dict, known: dict[str, Relation], around: _Scope | None) -> Relation:
    for step in node.get("cte_map", {}).get("map", ()):
        known = {**known, step["key"]: _query(step["value"]["query_node"], known, around)}
    if node["type"] == "SET_OPERATION_NODE":
        return _set_operation(node, known, around)
    return _select(node, known, around)


def _set_operation(node: dict, known: dict[str, Relation], around: _Scope | None) -> Relation:
    parts = [_query(child, known, around) for child in node["children"]]
    rows = NONE.union(*(part.rows for part in parts))
    names, columns = list(parts[0].columns), {}
    for at, name in enumerate(names):
        columns[name] = NONE.union(*(list(part.columns.values())[at] for part in parts))
    if not node.get("setop_all") or node["setop_type"] != "UNION":
        rows = rows.union(*columns.values())
    keys = {frozenset({name}) for at, name in enumerate(names) if _told_apart(node["children"], at)}
    return Relation(columns, rows | _of_modifiers(node, columns, known, _Scope(around)), frozenset(keys))


def _told_apart(children: list[dict], at: int) -> bool:
    """Whether a column is another constant in every part of a union, each of which has one row at most by its nature: a
    list written as rows, some of them under a condition on settings."""
    told = [child["select_list"][at] for child in children if child["type"] == "SELECT_NODE"]
    texts = {one["literal"].get("text") for one in told if one["class"] == "CONSTANT"}
    return len(texts) == len(children) and all(
        child["from_table"]["type"] == "EMPTY" or child["from_table"].get("table_name") == "setting" for child in children
    )


def _select(node: dict, known: dict[str, Relation], around: _Scope | None) -> Relation:
    scope = _Scope(around)
    _join(node["from_table"], scope, known)
    columns: dict[str, Sources] = {}
    plain: dict[tuple[str, str], str] = {}
    picked = node.get("select_list", [])
    for expression in picked:
        for name, sources, origin in _picked(expression, scope, known):
            columns[name] = sources
            if origin:
                plain[origin] = name
    rows = scope.rows
    for part in ("where_clause", "having", "qualify"):
        if part in node:
            rows |= _read(node[part], scope, known)
    groups = node.get("group_expressions", [])
    for group in groups:
        rows |= _place(group, list(columns.values()), scope, known, columns)
    rows |= _of_modifiers(node, columns, known, scope)
    keys: set[frozenset[str]] = set()
    if groups:
        told = [_origin(_by_place(group, picked), scope) for group in groups]
        if all(one in plain for one in told):
            keys.add(frozenset(plain[one] for one in told))
    elif any(_is_aggregate(expression) for expression in picked):
        keys.add(frozenset())
    else:
        keys |= {frozenset(plain[c] for c in key) for key in scope.keys or () if all(c in plain for c in key)}
    return Relation(columns, rows, frozenset(keys))


def _of_modifiers(node: dict, columns: Mapping[str, Sources], known: dict, scope: _Scope) -> Sources:
    """What distinct, order and limit add to what the rows hang on: the order is seen."""
    found = NONE
    for modifier in node.get("modifiers", ()):
        if modifier["type"] == "DISTINCT_MODIFIER":
            found = found.union(*columns.values())
        for order in modifier.get("orders", ()):
            found |= _place(order["expression"], list(columns.values()), scope, known, columns)
    return found


def _by_place(expression: dict, picked: list[dict]) -> dict:
    """`group by 1`: the first of what is selected."""
    if expression["class"] == "CONSTANT" and expression["literal"]["kind"] == "INTEGER":
        return picked[int(expression["literal"]["text"]) - 1]
    return expression


def _place(
    expression: dict, picked: list[Sources], scope: _Scope, known: dict, columns: Mapping[str, Sources]
) -> Sources:
    if expression["class"] == "CONSTANT" and expression["literal"]["kind"] == "INTEGER":
        return picked[int(expression["literal"]["text"]) - 1]
    return _read(expression, scope, known, columns)


def _picked(expression: dict, scope: _Scope, known: dict) -> Iterator[tuple[str, Sources, tuple[str, str] | None]]:
    """(name, what it hangs on, where it comes from if it is a column as it is) of what is selected."""
    if expression["class"] == "STAR":
        for alias, relation in scope.named.items():
            if expression.get("relation_name", alias) == alias:
                for name, sources in relation.columns.items():
                    yield name, sources, (alias, name)
        return
    origin = _origin(expression, scope)
    name = expression.get("alias") or (origin[1] if origin else f"column_{expression.get('query_location', 0)}")
    yield name, _read(expression, scope, known), origin


def _origin(expression: dict, scope: _Scope) -> tuple[str, str] | None:
    """(alias, column) of an expression that is a column of the from-clause as it is."""
    if expression["class"] != "COLUMN_REF":
        return None
    *alias, name = expression["column_names"]
    found = [a for a, relation in scope.named.items() if name in relation.columns and (not alias or alias[-1] == a)]
    return (found[0], name) if found else None


def _is_aggregate(expression: object) -> bool:
    """Whether it adds rows up: by the names the statements use."""
    if isinstance(expression, list):
        return any(map(_is_aggregate, expression))
    if not isinstance(expression, dict) or expression.get("class") in ("WINDOW", "SUBQUERY"):
        return False
    adds = expression.get("class") == "FUNCTION" and expression["function_name"] in AGGREGATES
    return adds or any(map(_is_aggregate, expression.values()))


AGGREGATES = frozenset({"count", "count_star", "sum", "min", "max", "avg", "median", "quantile_cont"})


def _join(node: dict, scope: _Scope, known: dict[str, Relation]) -> None:
    """Put the relations of a from-clause into the scope."""
    if node["type"] == "JOIN":
        _join(node["left"], scope, known)
        before, keys = dict(scope.named), scope.keys
        rows, scope.rows, scope.keys = scope.rows, NONE, None
        _join(node["right"], scope, known)
        added, right_rows, right_keys = [a for a in scope.named if a not in before], scope.rows, scope.keys or frozenset()
        condition = node.get("condition")
        on = _read(condition, scope, known) if condition else NONE
        equal = set(_equal(condition, scope)) if condition else set()
        single = any(key <= equal for key in right_keys)
        scope.keys = keys if single else frozenset(a | b for a in keys or () for b in right_keys)
        if node.get("join_type") == "LEFT":
            for alias in added:
                told = scope.named[alias]
                brought = {name: sources | on | right_rows for name, sources in told.columns.items()}
                scope.named[alias] = Relation(brought, told.rows, told.keys)
            scope.rows = rows if single else rows | right_rows | on
        elif node.get("join_type") == "INNER":
            scope.rows = rows | right_rows | on
        else:
            raise DefinitionError(f"a join of kind {node.get('join_type')} is not followed")
        return
    if node["type"] == "EMPTY":
        scope.keys = frozenset({frozenset()})
        return
    if node["type"] == "BASE_TABLE":
        name = node["table_name"]
        if name not in known:
            raise DefinitionError(f"the relation {name} is not known")
        relation, alias = known[name], node.get("alias") or name
    elif node["type"] == "SUBQUERY":
        relation, alias = _query(node["subquery"]["node"], known, scope.around), node["alias"]
    else:
        raise DefinitionError(f"a from-clause of kind {node['type']} is not followed")
    scope.named[alias] = relation
    scope.rows |= relation.rows
    scope.keys = frozenset(frozenset((alias, column) for column in key) for key in relation.keys)


def _equal(condition: dict, scope: _Scope) -> Iterator[tuple[str, str]]:
    """The columns that a condition holds equal to something, where all of it must hold."""
    if condition["type"] == "CONJUNCTION_AND":
        for child in condition["children"]:
            yield from _equal(child, scope)
    elif condition["type"] == "COMPARE_EQUAL":
        for side, other in (("left", "right"), ("right", "left")):
            origin, against = _origin(condition[side], scope), _origin(condition[other], scope)
            if origin and (against is None or against[0] != origin[0]):
                yield origin


def _read(node: object, scope: _Scope, known: dict[str, Relation], own: Mapping[str, Sources] | None = None) -> Sources:
    """What an expression names; `own`: what is selected, which an order or a grouping may name too."""
    if isinstance(node, list):
        return NONE.union(*(_read(one, scope, known, own) for one in node))
    if not isinstance(node, dict):
        return NONE
    if node.get("class") == "COLUMN_REF":
        return _column(node["column_names"], scope, own or {})
    if "subquery" in node:
        inner = _query(node["subquery"]["node"], known, scope)
        rest = {key: value for key, value in node.items() if key != "subquery"}
        return inner.everything | _read(rest, scope, known, own)
    return NONE.union(*(_read(one, scope, known, own) for one in node.values() if isinstance(one, dict | list)))


def _column(path: list[str], scope: _Scope, own: Mapping[str, Sources]) -> Sources:
    *alias, name = path
    if not alias and name in own and not any(name in relation.columns for relation in scope.named.values()):
        return own[name]
    looked: _Scope | None = scope
    while looked is not None:
        for known_as, relation in looked.named.items():
            if name in relation.columns and (not alias or alias[-1] == known_as):
                return relation.columns[name]
        looked = looked.around
    raise DefinitionError(f"the column {'.'.join(path)} is not known")
