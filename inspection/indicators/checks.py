"""Checks: the rules of data quality in queries/checks/, run over a mart or, for the steward, over a full file.

    for violation in violated(open_full(draft.full), previous=parent.manifest["rows"]):
        violation.check.level, violation.key, violation.wrong("zh"), violation.mend("zh")
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pandas as pd

from inspection.indicators.definition import (
    QUERIES,
    DefinitionError,
    TableColumn,
    Unknown,
    Words,
    indicators,
    one_of,
    split,
    words_of,
)
from inspection.text import say
from inspection.warehouse import Column, Ledger, Mart, Settings, dictionary
from inspection.warehouse import settings as default_settings
from inspection.warehouse.violating import violating, violating_rows, violation_counts

LEVELS = ("refuses", "warns")
LEDGERS = "ledgers"
"""What `rows` says of a check whose rows are whole ledgers, by the column `ledger`, instead of rows of one of them."""

AT = "at_column"
"""A returned column that names, row by row, the column to correct, where a rule looks at several."""

Previous = Mapping[str, int]
"""Ledger -> how many rows it had in the version before."""


@dataclass(frozen=True)
class Check:
    """One rule of data quality: every row its statement returns is a violation.

    `level` is "refuses" (an import that holds one is refused) or "warns". `rows` is the ledger whose rows are returned,
    by their key, or "ledgers"; `column` the one to correct. `wrong` and `mend` tell the steward what is wrong and what
    to do, with the returned columns put in; `reader` tells what it means for the figures, `why` the rule or contract
    behind it. `affects` are the indicators that read wrong. `full`: it reads secret columns, so it runs on a full file
    only. `others` are returned columns of other ledgers, as the dictionary describes them.
    """

    id: str
    level: str
    rows: str
    column: str
    title: Words
    wrong: Words
    mend: Words
    reader: Words
    why: Words
    affects: tuple[str, ...]
    full: bool
    others: dict[str, TableColumn] = field(compare=False, hash=False)
    statement: str = field(repr=False)
    sql: str = field(repr=False)

    @property
    def ledger(self) -> Ledger | None:
        """The ledger whose rows are returned; None where a row is a whole ledger."""
        return None if self.rows == LEDGERS else dictionary().ledgers[self.rows]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.ledger.key) if self.ledger else ("ledger",)

    def described(self, name: str) -> TableColumn:
        """A returned column with its words and type: the ledger's own, or as the header declares it."""
        if name == AT:
            return TableColumn(AT, say("checks.at_column", "zh"), say("checks.at_column", "en"), "column", None)
        if name in self.others:
            return self.others[name]
        return table_column(self.ledger.column(name))


@dataclass(frozen=True)
class Violation:
    """One row that breaks a check: its key (Python values in the order of the ledger's key) and what was returned."""

    check: Check
    key: tuple[object, ...]
    values: dict[str, object] = field(hash=False)

    @property
    def column(self) -> str:
        """The column to correct in this row."""
        return str(self.values.get(AT) or self.check.column)

    @property
    def value(self) -> object:
        """What stands in the column to correct; None when it is empty or not returned."""
        return self.values.get(self.column)

    def wrong(self, lang: str) -> str:
        return self._filled(self.check.wrong(lang), lang)

    def mend(self, lang: str) -> str:
        return self._filled(self.check.mend(lang), lang)

    def _filled(self, sentence: str, lang: str) -> str:
        return sentence.format(**{n: written(self.check.described(n), v, lang) for n, v in self.values.items()})


def table_column(column: Column) -> TableColumn:
    """A column of the dictionary as tables describe theirs."""
    named = {"organisations": "org", "rounds": "round", "terms": "term"}
    kind = named.get(column.refers_to[0], "text") if column.refers_to else column.type
    return TableColumn(column.name, column.zh, column.en, kind, column.codes)


def written(column: TableColumn, value: object, lang: str) -> str:
    """A value as a sentence gives it: days as ISO, codes by their label, numbers without trailing noughts."""
    if value is None:
        return say("checks.empty", lang)
    if column.type == "ledger":
        return dictionary().ledgers[str(value)].label(lang)
    if column.codes:
        return dictionary().label(column.codes, str(value), lang)
    if isinstance(value, bool):
        return say("checks.yes" if value else "checks.no", lang)
    if isinstance(value, float | Decimal):
        return f"{Decimal(str(value)).normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value)


_HEADER = {
    *("level", "rows", "column", "title", "wrong", "mend", "reader", "why", "affects", "reads", "columns"),
}


def _other(path: Path, name: str, source: object) -> TableColumn:
    """A returned column that is not of the check's own ledger: "ledger.column", or its words and type."""
    if isinstance(source, str):
        ledger, _, column = source.partition(".")
        if ledger not in dictionary().ledgers or not dictionary().ledgers[ledger].has(column):
            raise DefinitionError(f"{path.name}: columns.{name} = {source!r} is no column of the dictionary")
        described = table_column(dictionary().ledgers[ledger].column(column))
        return TableColumn(name, described.zh, described.en, described.type, described.codes)
    if not isinstance(source, dict) or not {"zh", "en", "type"} <= set(source):
        raise DefinitionError(f"{path.name}: columns.{name} must be a column of the dictionary or give zh, en and type")
    return TableColumn(name, source["zh"], source["en"], source["type"], source.get("codes"))


def _check(path: Path) -> Check:
    header, statement, text = split(path)
    if unknown := set(header) - _HEADER:
        raise DefinitionError(f"{path.name}: unknown header field {', '.join(sorted(unknown))}")
    rows = one_of(path, header, "rows", (*dictionary().ledgers, LEDGERS))
    if rows != LEDGERS and not dictionary().ledgers[rows].has(str(header.get("column"))):
        raise DefinitionError(f"{path.name}: column = {header.get('column')!r} is no column of {rows}")
    affects = tuple(header.get("affects", ()))
    if unknown := set(affects) - set(indicators()):
        raise DefinitionError(f"{path.name}: affects names {', '.join(sorted(unknown))}, which is no indicator")
    return Check(
        id=path.stem,
        level=one_of(path, header, "level", LEVELS),
        rows=rows,
        column=str(header.get("column", "ledger")),
        title=words_of(path, header, "title"),
        wrong=words_of(path, header, "wrong"),
        mend=words_of(path, header, "mend"),
        reader=words_of(path, header, "reader"),
        why=words_of(path, header, "why"),
        affects=affects,
        full=header.get("reads") == "full",
        others={name: _other(path, name, source) for name, source in header.get("columns", {}).items()},
        statement=statement,
        sql=text,
    )


@cache
def checks() -> dict[str, Check]:
    """All checks by id: those that refuse first, then by ledger in the contract's order. Raises DefinitionError."""
    found = [_check(path) for path in sorted((QUERIES / "checks").glob("*.sql"))]
    order = [*dictionary().ledgers, LEDGERS]
    return {c.id: c for c in sorted(found, key=lambda c: (LEVELS.index(c.level), order.index(c.rows), c.id))}


def check(id: str) -> Check:
    """The check of that id; raises Unknown with the nearest ids."""
    if id not in checks():
        raise Unknown("check", id, tuple(checks()))
    return checks()[id]


def _context(mart: Mart, as_of: date | None, previous: Previous | None, settings: Settings | None) -> dict:
    return {"as_of": as_of or mart.as_of, "previous": previous, "settings": settings or default_settings()}


def counts(
    mart: Mart,
    *,
    as_of: date | None = None,
    previous: Previous | None = None,
    settings: Settings | None = None,
    level: str | None = None,
    full: bool = False,
) -> dict[str, int]:
    """Check id -> how many rows break it, all checks in one statement, in the order of `checks()`.

    `full`: the mart is a full file, so checks that read secret columns run too; otherwise they are left out. Without
    `previous` a check that compares with the version before finds nothing. `level` narrows to one level.
    """
    asked = {
        c.id: c.statement for c in checks().values() if (full or not c.full) and level in (None, c.level)
    }
    if not asked:
        return {}
    text, params = violation_counts(asked, **_context(mart, as_of, previous, settings))
    frame = mart.query(text, params)
    found = dict(zip(frame["id"], frame["violations"], strict=True))
    return {id: int(found[id]) for id in asked}


def violations(
    mart: Mart,
    id: str,
    *,
    as_of: date | None = None,
    previous: Previous | None = None,
    settings: Settings | None = None,
    limit: int | None = None,
) -> pd.DataFrame:
    """What a check returns: the key of each violating row and the columns its sentence names, in the key's order.

    Raises Unknown for an id that does not exist.
    """
    definition = check(id)
    text, params = violating(definition.statement, limit=limit, **_context(mart, as_of, previous, settings))
    return mart.query(text, params)


def rows_violating(
    mart: Mart,
    id: str,
    *,
    as_of: date | None = None,
    previous: Previous | None = None,
    settings: Settings | None = None,
    limit: int = 5000,
) -> pd.DataFrame:
    """The ledger rows that break a check, for a reader: org_name where the ledger has no name of its own, the columns
    of the check, then the ledger's other columns without the secret ones. At most `limit` rows. Raises Unknown."""
    definition = check(id)
    if definition.ledger is None:
        return violations(mart, id, as_of=as_of, previous=previous, settings=settings, limit=limit)
    context = _context(mart, as_of, previous, settings)
    nothing, params = violating(definition.statement, limit=0, **context)
    columns = list(mart.query(nothing, params).columns)
    text, params = violating_rows(definition.statement, columns, definition.ledger, limit=limit, **context)
    return mart.query(text, params)


def _plain(value: object) -> object:
    """A cell of a frame as Python has it: days as date, missing as None, whole numbers as int."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.item() if hasattr(value, "item") else value


def told(definition: Check, frame: pd.DataFrame) -> Iterator[Violation]:
    """The rows of `violations` or `rows_violating` as violations with their sentences."""
    known = (AT, *definition.others, *definition.key)
    names = [name for name in frame.columns if name in known or _own(definition, name)]
    for row in frame[names].itertuples(index=False, name=None):
        values = dict(zip(names, map(_plain, row), strict=True))
        yield Violation(definition, tuple(values[name] for name in definition.key), values)


def _own(definition: Check, name: str) -> bool:
    return definition.ledger is not None and definition.ledger.has(name)


def violated(
    mart: Mart,
    *,
    as_of: date | None = None,
    previous: Previous | None = None,
    settings: Settings | None = None,
    level: str | None = None,
    full: bool = True,
    limit: int | None = 2000,
) -> list[Violation]:
    """Every violation in a full file, check by check, at most `limit` of each check. `full=False`: in a mart.

    All checks are counted in one statement; only those that found something are asked for their rows.
    """
    context = {"as_of": as_of, "previous": previous, "settings": settings}
    found = counts(mart, level=level, full=full, **context)
    return [
        violation
        for id, count in found.items()
        if count
        for violation in told(check(id), violations(mart, id, limit=limit, **context))
    ]
