"""A statement as a question of the explorer, where it is one: a ledger and what its keys lead to, grouped, measured, filtered.

What is read is the tree that the database makes of the statement (`json_serialize_sql`), and it must be understood to the last
part: whatever is not known here (a having, a limit, another function) makes it no question, never another one.
"""

import re
from collections.abc import Mapping

from inspection.reading.asked import DEEPEST, Asked, groupable
from inspection.warehouse.explore import GROUPS, NoSuchField, fields

PASSED_OVER = ("query_location", "query_location_length", "alias")
_MEASURES = {"sum": "sum", "avg": "mean", "median": "median", "min": "min", "max": "max"}
UNCHANGED = ("VARCHAR", "DOUBLE", "DATE")
Tree = Mapping[str, object]


class _Other(ValueError):
    """The statement says something that the explorer cannot ask."""


def asked_by(tree: Tree) -> Asked | None:
    """The question that a statement's tree is; None where it is none."""
    try:
        (one,) = tree["statements"]
        return _Reading(one["node"]).asked()
    except (_Other, KeyError, ValueError, TypeError, IndexError, NoSuchField):
        return None


class _Reading:
    def __init__(self, node: Tree):
        known = {"type", "modifiers", "cte_map", "select_list", "from_table", "where_clause", "group_expressions",
                 "group_sets", "aggregate_handling", *PASSED_OVER}  # fmt: skip
        if node["type"] != "SELECT_NODE" or set(node) - known or node.get("cte_map"):
            raise _Other
        self.node = node
        self.paths: dict[str, tuple[str, ...]] = {}  # alias -> the keys that lead to it
        self.ledger = self._base(node["from_table"])
        self.known = fields(self.ledger)

    def asked(self) -> Asked:
        self._joined(self.node["from_table"])
        self._ends()
        listed = self.node["select_list"]
        by = tuple(self._field(self._of_list(e, listed)) for e in self.node.get("group_expressions", ()))
        if self.node.get("group_sets", [list(range(len(by)))] if by else []) != ([list(range(len(by)))] if by else []):
            raise _Other
        if self.node["aggregate_handling"] != "STANDARD_HANDLING" or len(by) > DEEPEST or set(by) - set(groupable(self.ledger)):
            raise _Other
        measures = [self._measure(e) for e in listed if not self._is_one_of(e, by)]
        told = [m for m in measures if m != ("count", "")] or measures[:1]
        if len(told) != 1 or len(listed) - len(measures) != len(by):
            raise _Other
        measure, number = told[0]
        keep, between = self._conditions()
        return Asked(("ledger", self.ledger), by, measure, number, "bar" if by else "none", keep, between)

    def _base(self, table: Tree) -> str:
        while table["type"] == "JOIN":
            table = table["left"]
        if table["type"] != "BASE_TABLE" or table.get("sample"):
            raise _Other
        self.paths[table.get("alias") or table["table_name"]] = ()
        return str(table["table_name"])

    def _joined(self, table: Tree) -> None:
        """The tables joined by a key, on the left: others would leave rows out or double them."""
        if table["type"] != "JOIN":
            return
        self._joined(table["left"])
        right, condition = table["right"], table["condition"]
        if table["join_type"] != "LEFT" or table["ref_type"] != "REGULAR" or right["type"] != "BASE_TABLE":
            raise _Other
        if condition["type"] != "COMPARE_EQUAL":
            raise _Other
        alias = str(right.get("alias") or right["table_name"])
        sides = [side["column_names"] for side in (condition["left"], condition["right"])]
        (own,) = [names for names in sides if names[0] == alias]
        (key,) = [names for names in sides if names[0] != alias]
        path = (*self.paths[key[0]], key[1])
        if self.known[".".join(path)].column.refers_to != (right["table_name"], own[1]):
            raise _Other
        self.paths[alias] = path

    def _ends(self) -> None:
        """An order changes no group; a limit may leave some out."""
        for modifier in self.node.get("modifiers", ()):
            if modifier["type"] == "LIMIT_MODIFIER":
                if modifier.get("offset") or int(_constant(modifier["limit"])) < GROUPS:
                    raise _Other
            elif modifier["type"] != "ORDER_MODIFIER":
                raise _Other

    @staticmethod
    def _of_list(expression: Tree, listed: list[Tree]) -> Tree:
        """What is grouped by, also where it is named by its place or its alias."""
        if expression["class"] == "CONSTANT":
            return listed[int(_constant(expression)) - 1]
        if expression["class"] == "COLUMN_REF" and len(expression["column_names"]) == 1:
            named = [e for e in listed if e.get("alias") == expression["column_names"][0]]
            return named[0] if named else expression
        return expression

    def _is_one_of(self, expression: Tree, by: tuple[str, ...]) -> bool:
        try:
            return self._field(expression) in by
        except (_Other, KeyError):
            return False

    def _field(self, expression: Tree) -> str:
        """A column by its path, or a part of a date."""
        expression = _bare(expression)
        if expression["class"] == "COLUMN_REF":
            *over, name = expression["column_names"]
            keys = self.paths[over[0]] if len(over) == 1 else () if not over else None
            path = ".".join((*keys, name))
            if path not in self.known:
                raise _Other
            return path
        if expression["class"] != "FUNCTION":
            raise _Other
        name, given = expression["function_name"], [a["expression"] for a in expression.get("arguments", ())]
        if name == "year" and len(given) == 1:
            return f"{self._field(given[0])}@{name}"
        if name == "date_part" and _constant(given[0]).lower() == "year":
            return f"{self._field(given[1])}@year"
        if name == "strftime" and _constant(given[1]) == "%Y-%m":
            return f"{self._field(given[0])}@month"
        if name == "||":
            return self._quarter(expression)
        raise _Other

    def _quarter(self, expression: Tree) -> str:
        """year || '-Q' || quarter."""
        pieces: list[Tree] = []

        def walk(one: Tree) -> None:
            one = _bare(one)
            if one.get("function_name") == "||":
                for argument in one["arguments"]:
                    walk(argument["expression"])
            else:
                pieces.append(one)

        walk(expression)
        first, between, last = pieces
        path, _, part = self._field(first).partition("@")
        said = [argument["expression"] for argument in last["arguments"]]
        if part != "year" or _constant(between) != "-Q" or last["function_name"] != "date_part":
            raise _Other
        if _constant(said[0]).lower() != "quarter" or self._field(said[1]) != path:
            raise _Other
        return f"{path}@quarter"

    def _measure(self, expression: Tree) -> tuple[str, str]:
        expression = _bare(expression)
        if expression["class"] != "FUNCTION" or expression.get("filter") or expression.get("order_bys", {}).get("orders"):
            raise _Other
        name, distinct = expression["function_name"], bool(expression.get("distinct"))
        if name == "count_star":
            return ("count", "")
        given = expression["arguments"][0]["expression"]
        as_text = given["class"] == "CAST" and given["type_expr"]["type_name"].upper() == "VARCHAR"  # 10 before 9
        field = self._field(given)
        if "@" in field or as_text or len(expression["arguments"]) > 1:
            raise _Other
        if name == "count" and distinct:
            return ("distinct", field)
        if name not in _MEASURES or distinct or not self.known[field].numeric:
            raise _Other
        return (_MEASURES[name], field)

    def _conditions(self) -> tuple[tuple, tuple]:
        keep: dict[str, tuple[str, ...]] = {}
        spans: dict[str, list[str]] = {}
        where = self.node.get("where_clause")
        for one in _parts(where, "CONJUNCTION_AND") if where else ():
            kind = one["type"]
            if kind in ("COMPARE_GREATERTHANOREQUALTO", "COMPARE_LESSTHANOREQUALTO"):
                at = 0 if kind.startswith("COMPARE_GREATER") else 1
                self._span(spans, one["left"], {at: one["right"]})
            elif kind == "COMPARE_BETWEEN":
                self._span(spans, one["input"], {0: one["lower"], 1: one["upper"]})
            else:
                field, values = self._kept(one)
                if field in keep or field not in groupable(self.ledger):
                    raise _Other
                keep[field] = values
        return tuple(keep.items()), tuple((name, *ends) for name, ends in spans.items())

    def _span(self, spans: dict[str, list[str]], column: Tree, ends: dict[int, Tree]) -> None:
        field = self._field(column)
        if "@" in field or self.known[field].column.type != "date":
            raise _Other
        held = spans.setdefault(field, ["", ""])
        for at, value in ends.items():
            text = _constant(value)
            if held[at] or not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                raise _Other
            held[at] = text

    def _kept(self, one: Tree) -> tuple[str, tuple[str, ...]]:
        """The values that a condition keeps of a field, "" for the empty ones."""
        field, values = "", []
        for part in _parts(one, "CONJUNCTION_OR"):
            if part["type"] == "COMPARE_EQUAL":
                column, given = part["left"], [part["right"]]
            elif part["type"] == "COMPARE_IN":
                column, *given = part["children"]
            elif part["type"] == "OPERATOR_IS_NULL":
                (column,), given = part["children"], [None]
            else:
                raise _Other
            named = self._field(column)
            if field and named != field:
                raise _Other
            field = named
            values += ["" if value is None else _constant(value) for value in given]
        return field, tuple(values)


def _parts(expression: Tree, kind: str) -> list[Tree]:
    if expression["type"] != kind:
        return [expression]
    return [part for child in expression["children"] for part in _parts(child, kind)]


def _bare(expression: Tree) -> Tree:
    """Without the casts that change how a value is written, not which it is."""
    while expression["class"] == "CAST":
        child, type = expression["child"], str(expression["type_expr"]["type_name"]).upper()
        if type not in UNCHANGED and not (type == "INTEGER" and child.get("function_name") in ("year", "date_part")):
            raise _Other
        expression = child
    return expression


def _constant(expression: Tree) -> str:
    expression = _bare(expression)
    if expression["class"] != "CONSTANT":
        raise _Other
    held = expression.get("literal") or expression.get("value") or {}
    text = held.get("text", held.get("value"))
    if text is None:
        raise _Other
    return str(text)
