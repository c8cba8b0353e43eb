"""Why a figure moved between two versions: a decomposition whose parts add up exactly to the change.

Three readings of a figure lie on the way from the older version to the newer one:

    the older version as of its own day  →  the newer version as of that same day  →  the newer version as of its own

The first step is what became known about the past (late, late_outcome, corrected, removed), the second what happened
since (new, since) or what the calendar alone did (time: the older version would say the same of that thing on the
later day, as when a due date passes). Every thing that contributes differently before and after a step is in one part.

An outcome of an unknown day counts from its version's own day on. That is no event: on the way it counts as known all along,
so that one which both versions hold moves nothing and one newly written down is a late outcome; between two days of one
version, where the earlier figure counts it as pending, it is a part of its own (undated).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from inspection.indicators.definition import Indicator, indicator
from inspection.indicators.figures import Where, checked
from inspection.warehouse import Mart, Settings, keys_changed
from inspection.warehouse import settings as default_settings
from inspection.warehouse.contributions import SCALE, contributed, known_things, thing_columns

PARTS = ("late", "late_outcome", "corrected", "removed", "new", "since", "time", "undated", "rekeyed")
"""late: in no ledger before, though dated by the older as-of day. late_outcome: pending before, its outcome lies by
that day. corrected: in both, and counted otherwise. removed: in the ledger no more. new: dated after the older as-of
day. since: known before, and something happened after that day. time: only the as-of day moved. undated: its outcome has
no day and counts only from the version's own day on. rekeyed: the ledger came again under other keys, so that no thing can
be found again; then it is the only part."""

HEADLINES: tuple[tuple[str, str], ...] = (
    ("coverage_rate", "term"),
    ("clue_verification_rate", "year"),
    ("clue_conclusion_rate", "year"),
    ("completion_rate", "year"),
    ("closed_off_rate", "year"),
    ("overdue_rate", "year"),
    ("satisfaction_rate", "year"),
    ("findings", "year"),
    ("clues", "year"),
    ("accountable_persons", "year"),
    ("recovered_wan", "year"),
)
"""The figures an office is asked about first, and by what they are told: (indicator, dimension)."""

COUNTS = ["numerator", "denominator", "pending"]


@dataclass(frozen=True)
class Counts:
    """A figure's counts; a plain count has neither denominator nor pending (both 0). Decimals of a sum are exact."""

    numerator: int | Decimal
    denominator: int
    pending: int


@dataclass(frozen=True)
class Part:
    """What one reason adds to the counts, and how many things it concerns."""

    kind: str
    things: int
    numerator: int | Decimal
    denominator: int
    pending: int


@dataclass(frozen=True)
class Movement:
    """One figure of one group (None in it: the empty one) before and after, and the parts between, as in PARTS."""

    id: str
    by: tuple[str, ...]
    group: tuple[object, ...]
    before: Counts
    after: Counts
    parts: tuple[Part, ...]

    @property
    def moved(self) -> bool:
        """Whether the counts differ; parts may also cancel each other out."""
        return self.before != self.after

    @property
    def values(self) -> tuple[float | None, float | None]:
        """The value before and after: numerator / denominator, missing where that is 0; of a count the numerator."""
        if not indicator(self.id).rate:
            return float(self.before.numerator), float(self.after.numerator)
        pair = (self.before, self.after)
        before, after = (float(c.numerator) / c.denominator if c.denominator else None for c in pair)
        return before, after


def _difference(before: pd.DataFrame, after: pd.DataFrame, index: list[str]) -> pd.DataFrame:
    """after - before by group and thing, as far as they differ."""
    both = pd.concat([after, before.assign(**{name: -before[name] for name in COUNTS})], ignore_index=True)
    sums = both.groupby(index, dropna=False, sort=False, as_index=False)[COUNTS].sum()
    return sums[(sums[COUNTS] != 0).any(axis=1)]


def _among(rows: pd.DataFrame, others: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Whether each row's things are among the others'."""
    if rows.empty:
        return pd.Series([], index=rows.index, dtype=bool)
    keys = others[columns].drop_duplicates().assign(found=True)
    return rows[columns].merge(keys, on=columns, how="left")["found"].notna().set_axis(rows.index)


def _open(rows: pd.DataFrame, state: pd.DataFrame, things: list[str]) -> pd.Series:
    """Whether each row's thing has something pending in a state."""
    return _among(rows, state[state["pending"] > 0], things)


class _Readings:
    """The readings of one figure, each as contributions by group and thing."""

    def __init__(
        self, marts: tuple[Mart, Mart], definition: Indicator, by: Sequence[str], where: Where, settings: Settings
    ):
        older, newer = marts
        self.shape, self.by, self.where, self.settings = definition.shape, list(by), where, settings
        self.things = list(thing_columns(self.shape))
        then, now = older.as_of, newer.as_of
        self.before = self._read(older, then)
        counts = newer.made_up_to <= now  # whether outcomes of an unknown day count at the end
        self.told = self._read(older, then, then) if counts and older.made_up_to > then else self.before
        self.same_day = self._read(newer, then, min(then, newer.made_up_to) if counts else None)
        self.after = self.same_day if now == then else self._read(newer, now)
        self.waited = self.before if now == then else self._read(older, now)  # the older ledgers on the later day
        self.keys = [c for c in self.things if c != "thing_term_no"]
        self.known_before = self._known(older, self.before, self.waited)
        self.known_after = self._known(newer, self.same_day, self.after)

    def _read(self, mart: Mart, as_of: date, made_up_to: date | None = None) -> pd.DataFrame:
        text, params = contributed(
            self.shape, by=self.by, where=self.where, as_of=as_of, settings=self.settings, made_up_to=made_up_to
        )
        found = mart.query(text, params)
        return found.assign(numerator=found["numerator"].map(int).astype(object)) if self.shape.decimal else found

    def _known(self, mart: Mart, *states: pd.DataFrame) -> pd.DataFrame:
        statement = known_things(self.shape)
        if statement is None:
            return pd.concat([state[self.keys] for state in states], ignore_index=True)
        return mart.query(statement)

    def rekeyed(self) -> bool:
        """Whether next to none of the things known before can be found again."""
        before, after = (known[self.keys].drop_duplicates() for known in (self.known_before, self.known_after))
        return keys_changed(len(before), len(after), int(_among(after, before, self.keys).sum()))

    def undated(self) -> pd.DataFrame:
        """What lies before the steps: outcomes of an unknown day that the older reading does not count yet."""
        return _difference(self.before, self.told, [*self.by, *self.things]).assign(kind="undated")

    def recorded(self) -> pd.DataFrame:
        """The first step, each difference with its part."""
        found = _difference(self.told, self.same_day, [*self.by, *self.things])
        outcome = _open(found, self.told, self.things) & ~_open(found, self.same_day, self.things)
        kind = pd.Series("corrected", index=found.index)
        kind[outcome] = "late_outcome"
        kind[~_among(found, self.known_after, self.keys)] = "removed"
        kind[~_among(found, self.known_before, self.keys)] = "late"
        return found.assign(kind=kind)

    def happened(self) -> pd.DataFrame:
        """The second step, each difference with its part."""
        found = _difference(self.same_day, self.after, [*self.by, *self.things])
        otherwise = _difference(self.waited, self.after, [*self.by, *self.things])
        kind = pd.Series("time", index=found.index)
        kind[_among(found, otherwise, self.things)] = "since"
        kind[~_among(found, self.known_before, self.keys) & ~_among(found, self.same_day, self.things)] = "new"
        return found.assign(kind=kind)


def _number(value: int, decimal: bool) -> int | Decimal:
    return Decimal(int(value)) / SCALE if decimal else int(value)


def _sums(frame: pd.DataFrame, by: list[str]) -> dict[tuple, tuple[int, int, int, int]]:
    """Group -> rows, numerator, denominator, pending; a missing value in a group is None."""
    if frame.empty:
        return {}
    frame = frame.assign(rows=1)
    if not by:
        return {(): tuple(int(n) for n in frame[["rows", *COUNTS]].sum())}
    sums = frame.groupby(by, dropna=False)[["rows", *COUNTS]].sum()
    groups = (group if isinstance(group, tuple) else (group,) for group in sums.index)
    return {
        tuple(None if pd.isna(v) else getattr(v, "item", lambda v=v: v)() for v in group): tuple(int(n) for n in row)
        for group, row in zip(groups, sums.itertuples(index=False, name=None), strict=True)
    }


def _order(group: tuple) -> tuple:
    return tuple((value is None, value if value is not None else 0) for value in group)


def movement(
    older: Mart,
    newer: Mart,
    id: str,
    *,
    by: Sequence[str] = (),
    where: Where | None = None,
    settings: Settings | None = None,
) -> tuple[Movement, ...]:
    """An indicator in two versions, group by group, with why it moved. Both marts are of one store: ids hold.

    Groups are those of either version, in order, the empty one last; without `by` one. before and after are exactly
    what `evaluate` says of each version on its own as-of day, and before + all parts = after, count by count.
    Raises Unknown as evaluate does.
    """
    definition = indicator(id)
    where = checked(definition, by, where, (None, None))
    readings = _Readings((older, newer), definition, by, where, settings or default_settings())
    steps = pd.concat([readings.undated(), readings.recorded(), readings.happened()], ignore_index=True)
    if readings.rekeyed():
        steps["kind"] = "rekeyed"
    before, after = _sums(readings.before, readings.by), _sums(readings.after, readings.by)
    parts = {kind: _sums(steps[steps["kind"] == kind], readings.by) for kind in PARTS}
    decimal = definition.shape.decimal

    def counts(found: tuple[int, int, int, int]) -> Counts:
        return Counts(_number(found[1], decimal), found[2], found[3])

    def made(group: tuple) -> Movement:
        found = tuple(
            Part(kind, sums[group][0], _number(sums[group][1], decimal), *sums[group][2:])
            for kind, sums in parts.items()
            if group in sums
        )
        nothing = (0, 0, 0, 0)
        return Movement(
            id, tuple(by), group, counts(before.get(group, nothing)), counts(after.get(group, nothing)), found
        )

    groups = {*before, *after, *(group for sums in parts.values() for group in sums)} or ({()} if not by else set())
    return tuple(made(group) for group in sorted(groups, key=_order))


def headlines(
    older: Mart,
    newer: Mart,
    *,
    figures: Iterable[tuple[str, str]] = HEADLINES,
    settings: Settings | None = None,
) -> tuple[Movement, ...]:
    """The headline figures that moved between two versions, in the order of `figures` and of their groups."""
    return tuple(
        found
        for id, dimension in figures
        for found in movement(older, newer, id, by=(dimension,), settings=settings)
        if found.moved or found.parts
    )
