"""Which indicator's count a column of a table is: what its header declares, so that a test can add up and compare."""

from collections.abc import Mapping
from dataclasses import dataclass

PARTS = (
    *("numerator", "denominator", "pending", "settled_numerator", "settled_denominator", "settled_pending"),
    *("young", "undated"),
)
NOTHING = "none"


@dataclass(frozen=True)
class Shown:
    """A column of a table that is the `part` of an indicator under another name.

    `at`: only in the rows where that column has that value. `running`: along that column it is a running total, its last
    cell is the figure. `repeated`: the same in every row that has the same dimensions; else its cells add up.
    """

    column: str
    indicator: str
    part: str
    at: tuple[str, str] | None = None
    running: str | None = None
    repeated: bool = False


@dataclass(frozen=True)
class Rows:
    """Which of an indicator's rows a table counts, where that is not all whose own date lies in the period.

    `chosen_by` is "ledger.column": whatever belongs to an inspection with a row there whose day has come and lies in the
    period. `only`, `without`: dimension -> value. `named_by`: two columns, the first names a dimension, the second holds
    its value. `pooled`: where that column is empty the row is all others together. `own_day`: a row has a day of its own,
    so the table adds up to the figure over all time, not within a period.
    """

    chosen_by: str | None = None
    only: tuple[tuple[str, str], ...] = ()
    without: tuple[tuple[str, str], ...] = ()
    named_by: tuple[str, ...] = ()
    pooled: str | None = None
    own_day: bool = False


def shown_in(name: str, column: Mapping[str, object]) -> tuple[Shown, ...]:
    """What the entry of one column declares with `of`; nothing where it is "none" or, unless an int, not given.

    Raises ValueError for an int column that says neither, and for what is not "<indicator>.<part>".
    """
    of = column.get("of")
    if of is None and column["type"] == "int":
        raise ValueError(f'column {name} is an int: of must say which indicator\'s count it is, or "{NOTHING}"')
    if of is None or of == NOTHING:
        return ()
    places = [(None, of)]
    if isinstance(of, dict):
        places = [((by, value), figure) for by, values in of.items() for value, figure in values.items()]
    found = []
    for at, figure in places:
        id, _, part = str(figure).partition(".")
        if part not in PARTS:
            raise ValueError(f"column {name}: of must be <indicator>.<{'|'.join(PARTS)}>, not {figure!r}")
        found.append(Shown(name, id, part, at, column.get("running"), bool(column.get("repeated", False))))
    return tuple(found)


def rows_of(header: Mapping[str, object]) -> Rows:
    """The `[rows]` of a table's header. Raises ValueError for a field that does not exist."""
    if unknown := set(header) - set(Rows.__dataclass_fields__):
        raise ValueError(f"[rows] has no {', '.join(sorted(unknown))}")
    return Rows(
        chosen_by=header.get("chosen_by"),
        only=tuple(header.get("only", {}).items()),
        without=tuple(header.get("without", {}).items()),
        named_by=tuple(header.get("named_by", ())),
        pooled=header.get("pooled"),
        own_day=bool(header.get("own_day", False)),
    )
