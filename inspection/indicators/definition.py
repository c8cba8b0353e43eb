"""What a figure is: the words and the statement of one file of queries/indicators/ or queries/tables/."""

import difflib
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from inspection.indicators.shown import Rows, Shown, rows_of, shown_in
from inspection.warehouse.build import QUERIES
from inspection.warehouse.compose import (
    COMMON_DIMENSIONS,
    DIMENSION_CODES,
    TERM_DIMENSIONS,
    Shape,
    Window,
)
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.known import PREFIX, DefinitionError, known, split
from inspection.warehouse.narrowing import SCOPE_DIMENSIONS
from inspection.warehouse.once import steps

SECTIONS = ("coverage", "findings", "clues", "rectification", "accountability", "livelihood", "team")


class Unknown(LookupError):
    """An id or dimension that does not exist, with the nearest names that do."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]):
        self.kind, self.name, self.known = kind, name, known
        self.nearest = tuple(difflib.get_close_matches(name, known, n=3, cutoff=0.4))
        super().__init__(f"unknown {kind} {name!r}; nearest: {', '.join(self.nearest) or 'none'}")


@dataclass(frozen=True)
class Words:
    """One text in both languages."""

    zh: str
    en: str

    def __call__(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Indicator:
    """One indicator: its words, where its pending cases stand, and its shape for composition.

    `pending` is "outside" or "inside" the denominator, or "none"; a plain count has no `out_of` and no rate.
    `unit` is the unit of the value shown (a rate's value is a fraction, shown as %). `stock`: what stands on the as-of
    day, whenever it came; a period says nothing of it. `sql` is the whole file.
    """

    id: str
    section: str
    title: Words
    question: Words
    counted: Words
    out_of: Words | None
    pending: str
    pending_words: Words | None
    dated: Words
    unit: Words
    better: str
    privacy: str
    caveats: tuple[Words, ...]
    own_codes: dict[str, str] = field(compare=False, hash=False)
    stock: bool
    census: bool
    shape: Shape
    sql: str = field(repr=False)

    @property
    def rate(self) -> bool:
        return self.shape.rate

    @property
    def window(self) -> Window | None:
        """The time its things are given before they are counted in what is compared; None where they need none."""
        return self.shape.window

    @property
    def undated(self) -> str | None:
        """What becomes of its things whose outcome is known and its day is not ("left_out", "pending"); None: no day matters."""
        return self.shape.undated

    @property
    def dimensions(self) -> tuple[str, ...]:
        return self.shape.dimensions

    @property
    def lacks(self) -> tuple[str, ...]:
        """The common dimensions that none of its rows has: the office's own people belong to no organisation."""
        counted = known().get(PREFIX + self.shape.rows)
        text = self.shape.statement + (counted.statement if counted else "")
        empty = re.findall(r"cast\(null as varchar\) as (\w+_id)", text)
        found = [*TERM_DIMENSIONS[1:]] if "org_id" in empty else []
        found += ["team", "kind"] if "inspection_id" in empty else []
        return tuple(found + (["round"] if "round_id" in empty else []))

    def codes_of(self, dimension: str) -> str | None:
        """The code list of a dimension's values, or None where they are ids, numbers or free text."""
        return self.own_codes.get(dimension) or DIMENSION_CODES.get(dimension)


@dataclass(frozen=True)
class TableColumn:
    """One column of a table: `type` is text, code, int, decimal, percent, date, org, round or term; a decimal is shown with
    `places` decimals."""

    name: str
    zh: str
    en: str
    type: str
    codes: str | None
    places: int = 2

    def label(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Table:
    """One table of queries/tables/: a curve, a ranking, a list. `sql` is the whole file.

    `filters` are the dimensions its rows may be narrowed by: coverage by round, say, would call covered organisations
    uncovered. `shown` are the columns that are an indicator's count under another name, over the rows that `rows` says.
    `once` are the steps of its statement that filters of organisations only choose rows of, by the column that names it.
    """

    id: str
    section: str
    title: Words
    question: Words
    privacy: str
    caveats: tuple[Words, ...]
    filters: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    shown: tuple[Shown, ...]
    rows: Rows
    once: tuple[tuple[str, str], ...]
    statement: str = field(repr=False)
    sql: str = field(repr=False)

    @property
    def dated(self) -> bool:
        """Whether it takes a period: its rows have a date of their own."""
        return "$from_date" in self.statement

    @property
    def reads(self) -> dict[str, Shape]:
        """The indicators it reads: the relation `indicator_<id>` -> that indicator's shape. Raises Unknown."""
        found = sorted(set(re.findall(r"\bindicator_([a-z0-9_]+)\b", self.statement)))
        return {f"indicator_{id}": indicator(id).shape for id in found}


UNDATED = ("left_out", "pending")
COLUMN_TYPES = ("text", "code", "int", "decimal", "percent", "date", "org", "round", "term", "bool")


def words_of(path: Path, header: dict, name: str, required: bool = True) -> Words | None:
    """A field of a header that holds one text in both languages. Raises DefinitionError."""
    value = header.get(name)
    if value is None and not required:
        return None
    if not isinstance(value, dict) or not value.get("zh") or not value.get("en"):
        raise DefinitionError(f"{path.name}: {name} must be {{ zh = …, en = … }}")
    return Words(value["zh"], value["en"])


def one_of(path: Path, header: dict, name: str, allowed: tuple[str, ...]) -> str:
    """A field of a header that holds one of the allowed words. Raises DefinitionError."""
    if header.get(name) not in allowed:
        raise DefinitionError(f"{path.name}: {name} must be one of {', '.join(allowed)}, not {header.get(name)!r}")
    return header[name]


def _caveats(header: dict) -> tuple[Words, ...]:
    return tuple(Words(c["zh"], c["en"]) for c in header.get("caveats", ()))


def _indicator(path: Path) -> Indicator:
    header, statement, text = split(path)
    known = {
        *("title", "question", "counted", "out_of", "pending", "pending_words", "dated", "unit", "better", "privacy"),
        *("rows", "section", "dimensions", "caveats", "distinct", "grain", "decimal", "stock"),
        *("window", "counted_once", "census", "undated"),
    }
    if unknown := set(header) - known:
        raise DefinitionError(f"{path.name}: unknown header field {', '.join(sorted(unknown))}")
    rate = "out_of" in header
    own = header.get("dimensions", {})
    for name, codes in own.items():
        if name in COMMON_DIMENSIONS or (codes and codes not in dictionary().codes):
            raise DefinitionError(f"{path.name}: dimension {name} clashes with a common one or names no code list")
    rows = one_of(path, header, "rows", tuple(dictionary().ledgers))
    pending = one_of(path, header, "pending", ("outside", "inside", "none")) if rate else "none"
    return Indicator(
        id=path.stem,
        section=one_of(path, header, "section", SECTIONS),
        title=words_of(path, header, "title"),
        question=words_of(path, header, "question"),
        counted=words_of(path, header, "counted"),
        out_of=words_of(path, header, "out_of", required=False),
        pending=pending,
        pending_words=words_of(path, header, "pending_words", required=pending != "none"),
        dated=words_of(path, header, "dated"),
        unit=words_of(path, header, "unit"),
        better=one_of(path, header, "better", ("higher", "lower", "neither")),
        privacy=one_of(path, header, "privacy", ("public", "threshold", "internal")),
        caveats=_caveats(header),
        own_codes=own,
        stock=bool(header.get("stock", False)),
        census=bool(header.get("census", False)),
        shape=Shape(
            statement=statement,
            grain=header.get("grain", "row"),
            own=tuple(own),
            distinct=header.get("distinct"),
            rate=rate,
            rows=rows,
            decimal=bool(header.get("decimal", False)),
            window=_window(path, header, rate),
            undated=one_of(path, header, "undated", UNDATED) if "undated" in header else None,
        ),
        sql=text,
    )


def _window(path: Path, header: dict, rate: bool) -> Window | None:
    found = header.get("window")
    if found is None:
        return None
    if not rate or set(found) - {"days", "limit", "due", "final", "reached"} or not set(found) & {"days", "limit", "due"}:
        raise DefinitionError(f"{path.name}: window, of a rate, is {{ days or limit, due, final, reached }}, not {found!r}")
    return Window(**found)


def _table(path: Path) -> Table:
    header, statement, text = split(path)
    known = {"title", "question", "privacy", "section", "caveats", "columns", "filters", "rows", "once"}
    if unknown := set(header) - known:
        raise DefinitionError(f"{path.name}: unknown header field {', '.join(sorted(unknown))}")
    columns = []
    for name, column in header.get("columns", {}).items():
        if column.get("type") not in COLUMN_TYPES or not column.get("zh") or not column.get("en"):
            raise DefinitionError(f"{path.name}: column {name} needs zh, en and a type of {', '.join(COLUMN_TYPES)}")
        columns.append(TableColumn(name, column["zh"], column["en"], column["type"], column.get("codes")))
    try:
        shown = [shown for name, column in header.get("columns", {}).items() for shown in shown_in(name, column)]
        rows = rows_of(header.get("rows", {}))
    except ValueError as error:
        raise DefinitionError(f"{path.name}: {error}") from error
    if unknown := {s.indicator for s in shown} - set(indicators()):
        raise DefinitionError(f"{path.name}: of names {', '.join(sorted(unknown))}, which is no indicator")
    once = header.get("once", {})
    if unknown := set(once) - set(steps(statement)):
        raise DefinitionError(f"{path.name}: once names {', '.join(sorted(unknown))}, which is no step of the statement")
    filters = tuple(header.get("filters", SCOPE_DIMENSIONS))
    if unknown := set(filters) - set(SCOPE_DIMENSIONS):
        raise DefinitionError(f"{path.name}: filters names {', '.join(sorted(unknown))}, by which nothing can be narrowed")
    return Table(
        id=path.stem,
        section=one_of(path, header, "section", SECTIONS),
        title=words_of(path, header, "title"),
        question=words_of(path, header, "question"),
        privacy=one_of(path, header, "privacy", ("public", "internal")),
        caveats=_caveats(header),
        filters=filters,
        columns=tuple(columns),
        shown=tuple(shown),
        rows=rows,
        once=tuple((step, once[step]) for step in steps(statement) if step in once),
        statement=statement,
        sql=text,
    )


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by id, in the order of the sections and then of the ids. Raises DefinitionError."""
    found = [_indicator(path) for path in sorted((QUERIES / "indicators").glob("*.sql"))]
    return {i.id: i for i in sorted(found, key=lambda i: (SECTIONS.index(i.section), not i.rate, i.id))}


@cache
def tables() -> dict[str, Table]:
    """All tables by id. Raises DefinitionError."""
    found = [_table(path) for path in sorted((QUERIES / "tables").glob("*.sql"))]
    return {t.id: t for t in sorted(found, key=lambda t: (SECTIONS.index(t.section), t.id))}


def indicator(id: str) -> Indicator:
    """The indicator of that id; raises Unknown with the nearest ids."""
    if id not in indicators():
        raise Unknown("indicator", id, tuple(indicators()))
    return indicators()[id]


def table_definition(id: str) -> Table:
    """The table of that id; raises Unknown with the nearest ids."""
    if id not in tables():
        raise Unknown("table", id, tuple(tables()))
    return tables()[id]
