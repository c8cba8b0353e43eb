"""Questions an analyst puts together: one ledger, what its keys lead to, grouped, filtered and counted in DuckDB.

Every name of a question is looked up among the fields the dictionary gives; every value is bound. Secret columns are no
fields. Only groups, or rows up to a limit, leave the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from inspection.warehouse.dictionary import Column, dictionary
from inspection.warehouse.mart import Mart

DEEPEST = 2  # keys followed one after the other: a finding's inspection, the inspection's organisation
GROUPS = 5_000  # most groups of an answer
POINTS = 3_000  # most points of a scatter plot
PARTS = ("year", "quarter", "month")  # of a date
MEASURES = ("count", "distinct", "sum", "mean", "median", "min", "max")
_PART = {
    "year": "cast(extract(year from {0}) as integer)",
    "quarter": "cast(extract(year from {0}) as varchar) || '-Q' || cast(extract(quarter from {0}) as varchar)",
    "month": "strftime({0}, '%Y-%m')",
}
_MEASURE = {
    "distinct": "count(distinct {0})",
    "sum": "cast(sum({0}) as double)",
    "mean": "avg(cast({0} as double))",
    "median": "median(cast({0} as double))",
    "min": "cast(min({0}) as double)",
    "max": "cast(max({0}) as double)",
}


class NoSuchField(ValueError):
    """A question names a field, part or measure that there is not; `name` is what it said."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Field:
    """A column reached from a ledger: its own (`path` = its name) or through keys (`inspection_id.org_id.sector`)."""

    path: str
    column: Column
    through: tuple[str, ...]  # labels are the ledgers' own: the ledgers passed

    @property
    def numeric(self) -> bool:
        return self.column.type in ("int", "decimal")

    def label(self, lang: str) -> str:
        ledgers = [dictionary().ledgers[name].label(lang) for name in self.through]
        return " · ".join([*ledgers[-1:], self.column.label(lang)])


@dataclass(frozen=True)
class Question:
    """What is asked: rows of `ledger`, grouped by up to two fields (a date as `path@year`), measured, filtered.

    `where`: field (or field@part) -> the values kept, None among them the empty ones; `between`: a date or number
    field -> (first, last), either None.
    """

    ledger: str
    by: tuple[str, ...] = ()
    measure: str = "count"
    of: str = ""
    where: Mapping[str, Sequence[object]] = field(default_factory=dict)
    between: Mapping[str, tuple[object, object]] = field(default_factory=dict)


@cache
def fields(ledger: str) -> dict[str, Field]:
    """Everything a question of that ledger may name, its own columns first. Raises NoSuchField for another ledger."""
    if ledger not in dictionary().ledgers:
        raise NoSuchField(ledger)
    found: dict[str, Field] = {}

    def collect(name: str, path: tuple[str, ...], through: tuple[str, ...]) -> None:
        keys = []
        for column in dictionary().ledgers[name].columns:
            if column.secret:
                continue
            found[".".join((*path, column.name))] = Field(".".join((*path, column.name)), column, through)
            if column.refers_to and column.refers_to[0] not in (name, *through):
                keys.append(column)
        for column in keys if len(path) < DEEPEST else ():
            collect(column.refers_to[0], (*path, column.name), (*through, column.refers_to[0]))

    collect(ledger, (), ())
    return found


def _alias(path: Sequence[str]) -> str:
    return "_".join(("l", *path))


class _Composed:
    """One statement in the making: the joins its fields need, and its bound values."""

    def __init__(self, question: Question):
        self.question, self.known = question, fields(question.ledger)
        self.joins: dict[tuple[str, ...], str] = {}
        self.params: dict[str, object] = {}

    def expression(self, name: str) -> str:
        """A field, or a part of a date, as SQL."""
        path, _, part = name.partition("@")
        if path not in self.known or (part and (part not in PARTS or self.known[path].column.type != "date")):
            raise NoSuchField(name)
        *keys, column = path.split(".")
        for depth in range(1, len(keys) + 1):
            self._join(tuple(keys[:depth]))
        expression = f"{_alias(keys)}.{column}"
        return _PART[part].format(expression) if part else expression

    def _join(self, keys: tuple[str, ...]) -> None:
        if keys not in self.joins:
            target = self.known[".".join(keys)].column.refers_to
            self.joins[keys] = (
                f"left join {target[0]} {_alias(keys)} on {_alias(keys)}.{target[1]} = {_alias(keys[:-1])}.{keys[-1]}"
            )

    def conditions(self) -> list[str]:
        found = []
        for name, values in self.question.where.items():
            expression, marks = self.expression(name), []
            for value in values:
                if value is not None:
                    marks.append(f"p{len(self.params)}")
                    self.params[marks[-1]] = value
            kept = [f"cast({expression} as varchar) in ({', '.join(f'cast(${m} as varchar)' for m in marks)})"] if marks else []
            if None in values:
                kept.append(f"{expression} is null")
            found.append(f"({' or '.join(kept) or 'false'})")
        for name, (first, last) in self.question.between.items():
            expression = self.expression(name)
            for value, sign in ((first, ">="), (last, "<=")):
                if value is not None:
                    mark = f"p{len(self.params)}"
                    self.params[mark] = value
                    found.append(f"{expression} {sign} ${mark}")
        return found

    def measure(self) -> str:
        if self.question.measure == "count":
            return "count(*)"
        chosen = self.known.get(self.question.of)
        if chosen is None or self.question.measure not in _MEASURE:
            raise NoSuchField(f"{self.question.measure} {self.question.of}")
        if self.question.measure != "distinct" and not chosen.numeric:
            raise NoSuchField(f"{self.question.measure} {self.question.of}")
        return _MEASURE[self.question.measure].format(self.expression(self.question.of))

    def from_where(self, conditions: list[str]) -> str:
        """The from clause; called last, when all fields have asked for their joins."""
        where = f"\nwhere {' and '.join(conditions)}" if conditions else ""
        return "\n".join((f"from {self.question.ledger} l", *self.joins.values())) + where


def statement(question: Question) -> tuple[str, dict[str, object]]:
    """The statement that answers a question, and its parameters. Raises NoSuchField."""
    composed = _Composed(question)
    groups = [f'{composed.expression(name)} as "{name}"' for name in question.by]
    selected = ", ".join([*groups, f"{composed.measure()} as value", "count(*) as rows"])
    conditions = composed.conditions()
    places = ", ".join(str(at + 1) for at in range(len(groups)))
    tail = f"\ngroup by {places}\norder by {', '.join(f'{at + 1} nulls last' for at in range(len(groups)))}" if groups else ""
    return f"select {selected}\n{composed.from_where(conditions)}{tail}\nlimit {GROUPS}", composed.params


def answer(mart: Mart, question: Question) -> pd.DataFrame:
    """The groups of a question, in the order of their values (empty ones last), at most GROUPS of them.

    Columns: one per field of `by` under its own name, `value` (the measure), `rows` (how many rows it stands on).
    Without `by` one row. Raises NoSuchField.
    """
    return mart.query(*statement(question), here=question.measure == "median")  # elsewhere it is drawn from 8,192 rows


def spread(mart: Mart, question: Question) -> pd.DataFrame:
    """How a number is spread within each group of the first field of `by`: lowest, quarter, middle, three quarters,
    highest, and the rows it stands on; for a box plot. `of` must be a number. Raises NoSuchField."""
    composed = _Composed(question)
    known = composed.known.get(question.of)
    if known is None or not known.numeric or not question.by:
        raise NoSuchField(question.of)
    number = f"cast({composed.expression(question.of)} as double)"
    parts = [("lowest", 0), ("quarter", 0.25), ("middle", 0.5), ("three_quarters", 0.75), ("highest", 1)]
    columns = ", ".join(f"quantile_cont({number}, {at}) as {name}" for name, at in parts)
    group = composed.expression(question.by[0])
    conditions = [*composed.conditions(), f"{number} is not null"]
    text = (
        f'select {group} as "{question.by[0]}", {columns}, count(*) as rows\n{composed.from_where(conditions)}\n'
        f"group by 1\norder by 1 nulls last\nlimit {GROUPS}"
    )
    return mart.query(text, composed.params, here=True)  # exact quartiles have another name on every engine


def points(mart: Mart, question: Question, across: str) -> pd.DataFrame:
    """Pairs of two numbers, `across` and `of`, of at most POINTS rows, the same ones each time; with the first field of
    `by` where there is one. Columns: x, y, group. Raises NoSuchField."""
    composed = _Composed(question)
    for name in (across, question.of):
        if name not in composed.known or not composed.known[name].numeric:
            raise NoSuchField(name)
    x, y = (f"cast({composed.expression(name)} as double)" for name in (across, question.of))
    group = composed.expression(question.by[0]) if question.by else "cast(null as varchar)"
    conditions = [*composed.conditions(), f"{x} is not null", f"{y} is not null"]
    keys = ", ".join(f"l.{c.name}" for c in dictionary().ledgers[question.ledger].key)
    text = (
        f"select {x} as x, {y} as y, cast({group} as varchar) as group_\n{composed.from_where(conditions)}\n"
        f"order by hash({keys}), {keys}\nlimit {POINTS}"
    )
    found = mart.query(text, composed.params, here=True)  # another engine's hash would draw other rows
    return found.rename(columns={"group_": "group"})


def rows_of(mart: Mart, question: Question, columns: Sequence[str] = (), limit: int = 1_000) -> pd.DataFrame:
    """The rows behind a question with the columns asked (none: the ledger's own), by key; equal names of
    organisations are told apart. Raises NoSuchField."""
    composed = _Composed(question)
    asked = columns or [name for name in composed.known if "." not in name]
    selected = ", ".join(f'{composed.expression(name)} as "{name}"' for name in asked)
    conditions = composed.conditions()
    keys = ", ".join(f"l.{c.name}" for c in dictionary().ledgers[question.ledger].key)
    found = mart.query(
        f"select {selected}\n{composed.from_where(conditions)}\norder by {keys}\nlimit {int(limit)}", composed.params
    )
    if question.ledger == "organisations" and {"org_id", "name"} <= set(found):
        found["name"] = mart.organisations_by_name(found["org_id"], found["name"])
    return found


def values_of(mart: Mart, ledger: str, name: str, limit: int = 500) -> list[object]:
    """The values that stand in a field, the most frequent first; None where it is empty somewhere. Raises NoSuchField."""
    composed = _Composed(Question(ledger))
    expression = composed.expression(name)
    text = f"select {expression} as value, count(*) as rows\n{composed.from_where([])}\n"
    text += f"group by 1\norder by 2 desc, 1\nlimit {int(limit)}"
    found = mart.query(text)["value"]
    return [None if pd.isna(value) else value for value in found.astype(object)]
