"""What a figure rests on: its question, its definition, the settings it reads, the rows behind it, and what it came to.

    basis(mart, settings, Question("completion_rate", (("org_class", ("township",)),), as_of=date(2025, 9, 30)))

Two figures of the same basis are the same figure for the same reasons. Whoever certifies one certifies its basis.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

import pandas as pd

from inspection.indicators.definition import Indicator, indicator
from inspection.indicators.figures import checked, evaluate
from inspection.indicators.settings_read import settings_read
from inspection.warehouse import Mart, Settings
from inspection.warehouse.digests import digest_of_rows
from inspection.warehouse.known import read_by
from inspection.warehouse.resolving import told_plainly

PARTS = ("definition", "settings", "rows", "figure")
COUNTS = (
    *("numerator", "denominator", "pending", "young", "undated"),
    *("settled_numerator", "settled_denominator", "settled_pending"),
)


@dataclass(frozen=True)
class Question:
    """A figure as it is asked for: the indicator, its filters by dimension, the days between which its things are dated,
    the as-of day. Equal questions are equal however their filters were written."""

    indicator: str
    where: tuple[tuple[str, tuple], ...] = ()
    from_date: date | None = None
    to_date: date | None = None
    as_of: date = date.min

    @property
    def period(self) -> tuple[date | None, date | None]:
        return self.from_date, self.to_date


def question(
    id: str, where: Mapping[str, Sequence[object]], as_of: date, from_date: date | None = None, to_date: date | None = None
) -> Question:
    """A question in its one form: filters and their values in order, and no last day that is not before the as-of day, for
    what is dated later has not come. Raises Unknown for an id or a dimension that does not exist."""
    definition = indicator(id)
    given = checked(definition, (), {name: values for name, values in where.items() if values}, (from_date, to_date))
    told = tuple(sorted((name, tuple(sorted(set(values), key=_order))) for name, values in given.items()))
    return Question(id, told, from_date, None if to_date is None or to_date >= as_of else to_date, as_of)


def _order(value: object) -> tuple[bool, str]:
    return value is None, str(value)


@dataclass(frozen=True)
class Basis:
    """What a figure rests on, each part as a SHA-256, and the counts it came to."""

    definition: str
    settings: str
    rows: str
    figure: str
    things: int
    counts: tuple[tuple[str, int | float], ...]
    value: float | None

    def changed(self, other: "Basis") -> tuple[str, ...]:
        """The parts that differ, in the order of PARTS; none where both rest on the same."""
        return tuple(part for part in PARTS if getattr(self, part) != getattr(other, part))


def basis(mart: Mart, settings: Settings, asked: Question) -> Basis:
    """What a figure rests on in this mart with these settings. Raises Unknown."""
    definition = indicator(asked.indicator)
    context = {"where": dict(asked.where), "as_of": asked.as_of, "settings": settings}
    text, params = digest_of_rows(definition.shape, period=asked.period, **context)
    things, rows = mart.query(text, params).iloc[0][["things", "digest"]]
    found = evaluate(mart, asked.indicator, from_date=asked.from_date, to_date=asked.to_date, **context).iloc[0]
    counts = tuple((name, _number(found[name])) for name in COUNTS if name in found.index)
    name = "settled_value" if definition.window else "value"
    value = None if pd.isna(found[name]) else float(found[name])
    read = settings_read(definition, settings)
    return Basis(definition_digest(definition), _digest(read), str(rows), _digest(counts), int(things), counts, value)


def definition_digest(definition: Indicator) -> str:
    """The SHA-256 of how an indicator is counted: its statement and those of what was known that it reads, as the database
    reads them (a comment is no part of it), and what composing around it must know."""
    shape = asdict(definition.shape) | {"statement": told_plainly(definition.shape.statement)}
    known = [(one.name, told_plainly(one.statement)) for one in read_by(definition.shape.statement)]
    return _digest((shape, known, definition.pending, definition.census))


def _number(value: object) -> int | float:
    number = 0.0 if pd.isna(value) else float(value)
    return int(number) if number.is_integer() else number


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
