"""What hangs on what: from a ledger's column to every relation, indicator, table, check and rollup that it can move.

    hanging_on("findings.closed_off_on")   # (Hanging("known", "known_findings", "counted", ("closed_off_on", …)), …)

Found in the statements themselves (`warehouse.resolving`), typed nowhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from inspection.indicators.checks import checks
from inspection.indicators.definition import Indicator, Table, Unknown, indicators, tables
from inspection.indicators.levels import rolled_shapes
from inspection.warehouse import dictionary, settings
from inspection.warehouse.compose import Shape, grouped
from inspection.warehouse.known import PREFIX, known, read_by
from inspection.warehouse.narrowing import scopes
from inspection.warehouse.resolving import NONE, Relation, Sources, ledger_relation, read_ahead, resolved
from inspection.warehouse.rollups import rollup_of, rollups

KINDS = ("known", "indicator", "table", "check", "rollup")
HOW = ("counted", "placed", "listed")
"""How a thing hangs on a column: its numbers or rows move with it; what it is grouped and narrowed by does; it is shown
beside the rows behind it."""
READ_BY_INDICATORS = "indicator_"
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Hanging:
    """One thing that hangs on what was asked for: its kind, its id, how (see HOW), and which columns of it do; rows is
    True where also which rows it has does."""

    kind: str
    id: str
    how: str
    columns: tuple[str, ...] = ()
    rows: bool = False


@dataclass(frozen=True)
class Traced:
    """One thing with what it hangs on: column by column, by its rows, by what it is placed by, by what it lists."""

    kind: str
    id: str
    columns: Mapping[str, Sources]
    rows: Sources
    placed: Sources = NONE
    listed: Sources = NONE

    def hanging(self, source: tuple[str, str]) -> Hanging | None:
        named = tuple(name for name, sources in self.columns.items() if source in sources)
        if named or source in self.rows:
            return Hanging(self.kind, self.id, "counted", named, source in self.rows)
        how = "placed" if source in self.placed else "listed" if source in self.listed else None
        return Hanging(self.kind, self.id, how) if how else None


def _ledgers(*more: str) -> dict[str, Relation]:
    """The relations that statements read and nobody defines in queries/; `more` are columns that a level's ledgers have."""
    found = {name: _named(name, ledger_relation(name, *more)) for name in dictionary().ledgers}
    one_row = frozenset({frozenset()})
    found["data_version"] = Relation({"as_of": frozenset({("data_version", "as_of")})}, keys=one_row)
    told = frozenset({frozenset({"name", "key"})})
    found["setting"] = Relation(dict.fromkeys(("name", "key", "value"), NONE), keys=told)
    found["previous_rows"] = Relation(dict.fromkeys(("ledger", "row_count"), NONE), keys=frozenset({frozenset({"ledger"})}))
    return found


def _named(name: str, relation: Relation, columns: bool = False) -> Relation:
    """The relation as others read it: what hangs on its rows hangs on it too, with `columns` also column by column."""
    told = {c: s | {(name, c)} for c, s in relation.columns.items()} if columns else relation.columns
    return Relation(told, relation.rows | {(name, "")}, relation.keys)


def _knowledge(ledgers: Mapping[str, Relation]) -> dict[str, Relation]:
    """The ledgers and what was known of each, each relation behind those that it reads."""
    found, waiting = dict(ledgers), dict(known())
    while waiting:
        ready = [n for n, one in waiting.items() if all(o.name == n or o.name in found for o in read_by(one.statement))]
        for name in ready:
            found[name] = _named(name, resolved(waiting.pop(name).statement, found), columns=True)
    return found


@cache
def _relations() -> dict[str, Relation]:
    return _knowledge(_ledgers())


@cache
def _of_indicator(id: str) -> Relation:
    return resolved(indicators()[id].shape.statement, _relations())


@cache
def _grouping(shape: Shape) -> str:
    """The statement that groups an indicator's rows by all it can be grouped by."""
    stub = replace(shape, statement="select t.* from figure t")
    asked = {"where": {}, "period": (None, None), "as_of": _ANY_DAY, "settings": settings()}
    return grouped(stub, by=shape.dimensions, **asked)[0]


def _placing(shape: Shape, rows: Relation) -> Sources:
    """What an indicator's rows are grouped and narrowed by, from the statement that does it."""
    told = resolved(_grouping(shape), {**_relations(), "figure": rows})
    return NONE.union(told.rows, *(told.columns[name] for name in shape.dimensions))


def _counting(shape: Shape) -> set[str]:
    """The columns of an indicator that its number is made of; the others place it."""
    window = shape.window
    made = {"numerator", "denominator", "pending", "undated", shape.distinct}
    return made | ({"dated_on", window.due, window.reached} if window else set())


def _indicator(definition: Indicator) -> Traced:
    shape, rows = definition.shape, _of_indicator(definition.id)
    made = {name: sources for name, sources in rows.columns.items() if name in _counting(shape)}
    beside = NONE.union(*(sources for name, sources in rows.columns.items() if name not in made))
    shown = frozenset((shape.rows, column.name) for column in shape.ledger.columns if not column.secret)
    listed = shown | {("organisations", "name"), ("organisations", "parent_id")}
    return Traced("indicator", definition.id, made, rows.rows, beside | _placing(shape, rows), listed)


def _table(definition: Table) -> Traced:
    read = dict(_relations())
    for name, shape in definition.reads.items():
        rows = _named(name, _of_indicator(name.removeprefix(READ_BY_INDICATORS)))
        had = {column: rows.columns[column] for column in {"dated_on", shape.window.due} - {None}} if shape.window else {}
        read[name] = Relation({**rows.columns, "young": NONE.union(*had.values())}, rows.rows, rows.keys)
    told = resolved(definition.statement, read)
    names_told = "org_name" in told.columns and "org_id" in told.columns
    above = frozenset({("organisations", "name"), ("organisations", "parent_id")}) if names_told else NONE
    return Traced("table", definition.id, told.columns, told.rows, _narrowing(definition, told), above)


@cache
def _narrowed(filters: tuple[str, ...]) -> Mapping[str, str]:
    """Ledger -> the statement that narrows it by these filters."""
    return scopes(dict.fromkeys(filters, ("",)), {})


def _narrowing(definition: Table, told: Relation) -> Sources:
    """What the ledgers that a table reads are narrowed by: a filter reaches a ledger through those it refers to."""
    read, found = {ledger for ledger, column in told.everything if not column}, NONE
    known_ledgers = _ledgers()
    for name, text in _narrowed(definition.filters).items():
        if name in read or name in ("organisations", "rounds", "inspections"):
            found |= resolved(text, known_ledgers).rows
    return found


def _rollup(name: str, statement: str) -> Traced:
    """A rollup, with what it brings together of all the indicators it is made of."""
    wide = _ledgers("region")
    told: list[Relation] = []
    for id, shape in rolled_shapes().items():
        if rollup_of(shape) == name:
            rows = _named(READ_BY_INDICATORS + id, _of_indicator(id))
            had = NONE.union(*(rows.columns[c] for c in _counting(shape) & set(rows.columns)))
            columns = dict.fromkeys(("denominator", "pending", "undated", "settled"), had) | dict(rows.columns)
            columns |= {"region": NONE, "thing": rows.columns[shape.distinct] if shape.distinct else NONE}
            told.append(resolved(statement, {**wide, "figure": Relation(columns, rows.rows)}))
    names = told[0].columns if told else ()
    return Traced(
        "rollup", name, {n: NONE.union(*(one.columns[n] for one in told)) for n in names},
        NONE.union(*(one.rows for one in told)),
    )  # fmt: skip


@cache
def traced() -> tuple[Traced, ...]:
    """Everything of queries/ with what it hangs on, in the order of KINDS; half a second, once per process."""
    shapes = [definition.shape for definition in indicators().values()]
    read_ahead([
        *(one.statement for held in (known(), tables(), checks()) for one in held.values()),
        *(shape.statement for shape in shapes), *map(_grouping, shapes), *rollups().values(),
        *(text for one in tables().values() for text in _narrowed(one.filters).values()),
    ])  # fmt: skip
    found = [Traced("known", name, relation.columns, relation.rows) for name, relation in _relations().items()
             if name.startswith(PREFIX)]  # fmt: skip
    found += [_indicator(definition) for definition in indicators().values()]
    found += [_table(definition) for definition in tables().values()]
    for check in checks().values():
        told = resolved(check.statement, _relations())
        found.append(Traced("check", check.id, told.columns, told.rows))
    return (*found, *(_rollup(name, statement) for name, statement in rollups().items()))


def names() -> tuple[str, ...]:
    """Everything that can be asked about: ledgers and their columns, relations of what was known and theirs, indicators and
    tables. An indicator that is called as a ledger is asked for as indicator:<id>."""
    held: list[str] = []
    for ledger in dictionary().ledgers.values():
        held += [ledger.name, *(f"{ledger.name}.{column.name}" for column in ledger.columns)]
    for name, relation in _relations().items():
        if name.startswith(PREFIX):
            held += [name, *(f"{name}.{column}" for column in relation.columns)]
    return (*held, *(asked_as("indicator", id) for id in indicators()), *(asked_as("table", id) for id in tables()))


def asked_as(kind: str, id: str) -> str:
    """The name by which an indicator or table is asked about, where a ledger is called the same."""
    taken = id in dictionary().ledgers or (kind == "table" and id in indicators())
    return f"{kind}:{id}" if taken else id


def source_of(name: str) -> tuple[str, str]:
    """What a name asks about, as (relation, column), the column empty where all of it is meant. Raises Unknown."""
    if name not in names() and name.partition(":")[0] not in ("indicator", "table"):
        raise Unknown("lineage", name, names())
    kind, _, id = name.rpartition(":")
    if kind == "indicator" or (id in indicators() and id not in dictionary().ledgers and kind != "table"):
        if id not in indicators():
            raise Unknown("indicator", id, tuple(indicators()))
        return READ_BY_INDICATORS + id, ""
    if kind == "table" or id in tables():
        if kind == "table" and id not in tables():
            raise Unknown("table", id, tuple(tables()))
        if kind == "table" or id not in dictionary().ledgers:
            return f"table_{id}", ""
    relation, _, column = id.partition(".")
    return relation, column


def hanging_on(name: str) -> tuple[Hanging, ...]:
    """Everything of queries/ that hangs on a ledger, a column, a relation, an indicator, in the order of `traced`.
    Raises Unknown with the nearest names."""
    source = source_of(name)
    return tuple(_found(source))


def _found(source: tuple[str, str]) -> Iterator[Hanging]:
    for one in traced():
        if (one.kind, one.id) != ("known", source[0]) and (found := one.hanging(source)):
            yield found
