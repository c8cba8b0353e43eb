"""Figures and tables within a view: read once per data version, settings and question, then kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from inspection.indicators import (
    FIGURES,
    SETTLED,
    evaluate,
    evaluate_whole,
    facts_of,
    indicator,
    read_table,
    rows,
    table_definition,
    waits,
)
from inspection.reading.keeping import kept
from inspection.reading.view import Term, View
from inspection.warehouse import Mart, Settings, Version
from inspection.warehouse.day import Day, Ground, is_small
from inspection.warehouse.facts import Facts, Places, chosen_of, places
from inspection.warehouse.shelf import SHELF

ROWS_SHOWN = 5000
_TURNED = dict(zip(SETTLED, FIGURES, strict=True)) | {name: f"all_{name}" for name in FIGURES}


@dataclass(frozen=True, eq=False)
class Source:
    """A mart and the settings it is read with. Equal where both are: the same version, the same settings."""

    mart: Mart = field(repr=False)
    settings: Settings = field(repr=False)
    version: Version = field(repr=False)
    asked: int | None = None
    """The number of an old version somebody asked to see; None: what is in force. No figure depends on it."""
    region: str = ""
    """The code of the county, where it is read out of the store of a level above it. No figure depends on it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.mart.key, self.settings)))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Source) and (self.mart.key, self.settings) == (other.mart.key, other.settings)

    @property
    def county(self) -> str:
        return str(self.settings.get("county", "name"))

    @property
    def latest(self) -> date:
        """The day that the data are made up to."""
        return self.version.as_of

    @property
    def demonstration(self) -> bool:
        return self.mart.demonstration

    @property
    def at_level(self) -> bool:
        """Whether it is looked at from a level above the county."""
        return bool(self.region)


def counted(view: View, source: Source, id: str, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """An indicator within the view, added up by dimensions: of a rate what has had its time, and how many are too young.

    Columns: the dimensions, FIGURES, and of a rate young and the FIGURES of everything as all_numerator … all_high.
    """
    definition = indicator(id)
    return _counted(source, id, by, view.filters_of(definition), view.as_of, *view.period_of(definition))


def figure(view: View, source: Source, id: str) -> dict[str, object]:
    """The one row of `counted` without dimensions, by the names of its columns: what a page asks for most."""
    definition = indicator(id)
    return _figure(source, id, view.filters_of(definition), view.as_of, *view.period_of(definition))


@kept
def _figure(
    source: Source, id: str, where: tuple, as_of: date, start: date | None, end: date | None
) -> dict[str, object]:
    asked = {"where": dict(where), "as_of": as_of, "from_date": start, "to_date": end, "settings": source.settings}
    made = evaluate_whole(source.mart, id, **asked, held=_facts(source, id, as_of))
    return {_TURNED.get(name, name): value for name, value in made.items()} if "young" in made else made


def settled(frame: pd.DataFrame) -> pd.DataFrame:
    """What `indicators.evaluate` returns with the figures of what has had its time in front: see `counted`."""
    if "young" not in frame:
        return frame
    turned = frame.copy(deep=False)  # renaming copies the frame's books, which takes longer than adding up its figures
    turned.columns = [_TURNED.get(name, name) for name in frame.columns]
    return turned


def evaluated(
    source: Source,
    id: str,
    *,
    by: tuple[str, ...] = (),
    where: tuple[tuple[str, tuple], ...] = (),
    as_of: date,
    start: date | None = None,
    end: date | None = None,
) -> pd.DataFrame:
    """The same as `counted` of a question that is asked within no view: (dimension, values) pairs, a day and a period."""
    return _counted(source, id, by, where, as_of, start, end)


@kept
def _counted(
    source: Source, id: str, by: tuple[str, ...], where: tuple, as_of: date, start: date | None, end: date | None
) -> pd.DataFrame:
    figures = evaluate(
        source.mart,
        id,
        by=by,
        where=dict(where),
        as_of=as_of,
        from_date=start,
        to_date=end,
        settings=source.settings,
        held=_facts(source, id, as_of),
    )
    return settled(figures)


@kept
def _facts(source: Source, id: str, as_of: date) -> Facts | None:
    """An indicator's rows as known on a day: asked for once, and added up for every view of that day."""
    day = _knowledge(source, as_of)
    return facts_of(source.mart, id, _places(source), as_of=as_of, settings=source.settings, day=day)


@kept
def _places(source: Source) -> Places:
    return places(source.mart)


def chosen(source: Source, where: Mapping[str, tuple]) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """The ids of the organisations and of the rounds that filters leave; None where they leave all, also what has none."""
    return chosen_of(_places(source), where)


def waited(view: View, source: Source, id: str, where: tuple[tuple[str, tuple], ...] | None = None) -> pd.DataFrame:
    """How long the things of a rate were watched and how long each took, as `indicators.waits` tells: within the view, or
    under the filters of `where` in its place and over all days."""
    definition = indicator(id)
    if where is None:
        return _waited(source, id, view.filters_of(definition), view.as_of, *view.period_of(definition))
    return _waited(source, id, where, view.as_of, None, None)


@kept
def _waited(
    source: Source, id: str, where: tuple, as_of: date, start: date | None, end: date | None
) -> pd.DataFrame:
    asked = {"where": dict(where), "as_of": as_of, "from_date": start, "to_date": end, "settings": source.settings}
    return waits(source.mart, id, **asked, held=_facts(source, id, as_of))


def tabled(view: View, source: Source, id: str) -> pd.DataFrame:
    """A table of queries/tables/ within the view, as far as it can be narrowed to it."""
    definition = table_definition(id)
    return _tabled(source, id, view.filters_of(definition), view.as_of, *view.period_of(definition))


def tabled_only(view: View, source: Source, id: str, *shown: str, **only: object) -> pd.DataFrame:
    """The rows of such a table with these values in these columns, bound into the statement, and of it the columns `shown`
    (all unless given): what asks for one row does not read, or keep, all of them."""
    definition, (start, end) = table_definition(id), view.period_of(table_definition(id))
    where = dict(view.filters_of(definition))
    asked = {"as_of": view.as_of, "from_date": start, "to_date": end, "settings": source.settings}
    return read_table(source.mart, id, where=where, **asked, only=only, shown=shown, day=_knowledge(source, view.as_of))


@kept
def _tabled(source: Source, id: str, where: tuple, as_of: date, start: date | None, end: date | None) -> pd.DataFrame:
    return read_table(
        source.mart,
        id,
        where=dict(where),
        as_of=as_of,
        from_date=start,
        to_date=end,
        settings=source.settings,
        day=_knowledge(source, as_of),
    )


def _knowledge(source: Source, as_of: date) -> Day | None:
    """What was known on a day, for every indicator, table and view of it; None where planning is not what costs."""
    if not _is_small(source):
        return None
    of_day, of_ground = (Day, source, as_of), (Ground, source.mart.key)

    def grown() -> None:
        for key in (of_ground, of_day):
            SHELF.weigh(key)

    day = SHELF.get(of_day, lambda: Day(SHELF.get(of_ground, Ground), as_of, source.settings, grown))
    SHELF.get(of_ground, lambda: day.ground)  # asked for after its days, so that it does not go before them
    return day


@kept
def _is_small(source: Source) -> bool:
    return is_small(source.mart)


@kept
def rows_held(source: Source) -> dict[str, int]:
    """Ledger -> how many rows it has, whatever their dates."""
    frame = _tabled(source, "data_freshness", (), source.mart.as_of, None, None)
    return {name: int(n) for name, n in zip(frame["ledger"], frame["count_rows"], strict=True)}


def narrowed(frame: pd.DataFrame, column: str, value: object) -> pd.DataFrame:
    """The rows of a table with that value in a column; None stands for the empty ones."""
    chosen = frame[column].isna() if value is None else frame[column] == value
    return frame[chosen.fillna(False).astype(bool)]


def rows_of(
    view: View, source: Source, id: str, part: str | None, *, where: tuple[tuple[str, tuple], ...] = ()
) -> pd.DataFrame:
    """The ledger rows behind a figure, at most ROWS_SHOWN; the (dimension, values) pairs of `where` narrow them further
    than the view does."""
    definition = indicator(id)
    narrowed_by = dict(view.filters_of(definition)) | dict(where)
    return _rows(source, id, part, tuple(narrowed_by.items()), view.as_of, *view.period_of(definition))


@kept
def _rows(
    source: Source, id: str, part: str | None, where: tuple, as_of: date, start: date | None, end: date | None
) -> pd.DataFrame:
    return rows(
        source.mart,
        id,
        part=part,
        where=dict(where),
        as_of=as_of,
        from_date=start,
        to_date=end,
        settings=source.settings,
        limit=ROWS_SHOWN,
    )


_NAMED = {"org": ("organisations", "org_id"), "round": ("rounds", "round_id"), "term": ("terms", "term_no")}


@kept
def names(source: Source, type: str) -> dict[object, str]:
    """Id -> name of all organisations ("org"), rounds ("round") or terms ("term")."""
    return dict(source.mart.named(*_NAMED[type]))


def organisation(source: Source, org_id: str) -> dict[str, object]:
    """One row of the organisations' ledger by its column names; missing values are None. Raises KeyError."""
    return _organisations(source)[org_id]


@kept
def _organisations(source: Source) -> dict[str, dict[str, object]]:
    frame = source.mart.ledger("organisations")
    days = frame.select_dtypes("datetime").columns
    frame = frame.assign(**{name: frame[name].dt.date for name in days}).astype(object)
    return frame.where(frame.notna(), None).set_index("org_id").to_dict("index")


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


@kept
def terms(source: Source, as_of: date) -> tuple[Term, ...]:
    """The terms begun by that day, oldest first."""
    frame = _tabled(source, "terms", (), as_of, None, None)
    return tuple(
        Term(int(row.term_no), str(row.name), _day(row.started_on), _day(row.ended_on))
        for row in frame.itertuples(index=False)
    )


def rounds(view: View, source: Source) -> dict[str, str]:
    """Id -> name of the rounds of the view's term begun by its as-of day, in their order."""
    return _rounds(source, (("term", (view.term,)),) if view.term is not None else (), view.as_of)


@kept
def _rounds(source: Source, where: tuple, as_of: date) -> dict[str, str]:
    frame = _tabled(source, "round_names", where, as_of, None, None)
    return dict(zip(frame["round_id"].tolist(), frame["round_name"].tolist(), strict=True))
