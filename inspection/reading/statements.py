"""SQL of an analyst's own: what there is to be asked, and the explorer's question as a statement."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspection.indicators import copied
from inspection.reading.answers import Source
from inspection.reading.asked import Asked
from inspection.reading.explored import question, where_of
from inspection.reading.explored_lines import things
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import NOTHING
from inspection.text import say
from inspection.warehouse import dictionary
from inspection.warehouse.analyst import known_columns
from inspection.warehouse.build import surrogate_kind
from inspection.warehouse.compose import inlined
from inspection.warehouse.explore import statement
from inspection.warehouse.known import PREFIX, known


@dataclass(frozen=True)
class Named:
    """A name that a statement may say: a column of a table, with the dictionary's word for it, and of a code each code with
    its word."""

    table: str
    column: str
    words: str
    type: str
    holds: str


def tables(lang: str) -> dict[str, str]:
    """Every table of the mart with its words, behind them what was known on the as-of day: known_<ledger>."""
    found = {name: ledger.label(lang) for name, ledger in dictionary().ledgers.items()}
    return found | {name: relation.row(lang) for name, relation in known().items()}


def columns(view: View, source: Source, table: str) -> tuple[Named, ...]:
    """The columns of a table: a ledger's in the order of the contract; those of known_<ledger> in its own, with the words of
    the ledger's column of that name where there is one."""
    of_ledger = {one.column: one for one in _columns(table, view.lang)}
    if not table.startswith(PREFIX):
        return tuple(of_ledger.values())
    derived = view.say("sql.type_derived")
    names = known_columns(source.mart, table, source.settings)
    return tuple(of_ledger.get(name) or Named(table, name, NOTHING, derived, "") for name in names)


@kept
def all_columns(view: View, source: Source) -> tuple[Named, ...]:
    """The columns of every table, to be looked for by name or word: a ledger's, then those of what was known of it that the
    ledger does not have."""
    found = [one for table in dictionary().ledgers for one in _columns(table, view.lang)]
    held = {(one.table, one.column) for one in found}
    for table in known():
        ledger = table.removeprefix(PREFIX)
        found += [one for one in columns(view, source, table) if (ledger, one.column) not in held]
    return tuple(found)


def _columns(table: str, lang: str) -> Iterator[Named]:
    ledger = dictionary().ledgers.get(table.removeprefix(PREFIX))
    for column in ledger.columns if ledger else ():
        if column.secret and not surrogate_kind(column):
            continue
        holds = ""
        if column.codes:
            holds = say("pages.joint", lang).join(f"{c.code} {c.label(lang)}" for c in dictionary().codes[column.codes])
        elif column.refers_to:
            holds = ".".join(column.refers_to)
        type = "int" if column.secret else column.type
        yield Named(table, column.name, column.label(lang), say(f"sql.type_{type}", lang), holds)


def as_sql(view: View, source: Source, asked: Asked) -> str:
    """What the explorer asks as one statement, its values written into it: on the same version it says the same counts."""
    if asked.source[0] == "ledger":
        return inlined(*statement(question(asked)))
    return copied(asked.source[1], by=asked.by, where=where_of(asked), as_of=view.as_of, settings=source.settings)


def all_as_sql(view: View, source: Source, asked: Asked) -> tuple[str, ...]:
    """A statement per thing that the answer shows, of a comparison of two periods one for each; what an older version said is
    asked of that version."""
    found = [thing for thing in things(view, source, asked, None) if thing.source is source]
    return tuple(as_sql(thing.view, source, thing.asked) for thing in found)
