"""What each thing contributes to an indicator: the figure before it is added up, to compare two versions by."""

from collections.abc import Mapping, Sequence
from datetime import date

from inspection.warehouse.compose import Shape, _expression, _head, _placed
from inspection.warehouse.settings import Settings

SCALE = 1_000_000
"""Decimals travel as whole millionths, which is exactly what decimal(18, 6) holds: so that parts add up exactly."""


def thing_columns(shape: Shape) -> tuple[str, ...]:
    """What makes a thing: the key that is counted distinctly, else the ledger's key and, by term, the term."""
    if shape.distinct:
        return (f"thing_{shape.distinct}",)
    keys = tuple(f"thing_{c.name}" for c in shape.ledger.key)
    return (*keys, "thing_term_no") if shape.grain == "term" else keys


def contributed(
    shape: Shape,
    *,
    by: Sequence[str],
    where: Mapping[str, Sequence[object]],
    as_of: date,
    settings: Settings,
    made_up_to: date | None = None,
) -> tuple[str, dict[str, object]]:
    """One row per group and thing: the dimensions of `by`, `thing_columns`, numerator, denominator, pending.

    The sums over a group are the figure of `grouped` (a decimal numerator times SCALE, as the digits of a whole number).
    `made_up_to`: read as if the ledgers had been made up to that day, from which on an outcome of an unknown day counts;
    None: the version's own. The dimensions must have been checked against `shape.dimensions`.
    """
    params: dict[str, object] = {"as_of": as_of}
    given = ["data_version(as_of) as (select cast($made_up_to as date))"] if made_up_to else []
    params |= {"made_up_to": made_up_to} if made_up_to else {}
    placed = _placed(shape, set(by) | set(where), where, (None, None), params)
    things = thing_columns(shape)
    named = [f"{_expression(shape, d)} as {d}" for d in by]
    named += [f"t.{name.removeprefix('thing_')} as {name}" for name in things]
    if shape.distinct:
        counted = f"case when t.{shape.distinct} is null then 0 else 1 end"
    elif shape.decimal:
        counted = f"cast(sum(cast(t.numerator as decimal(38, 6)) * {SCALE}) as decimal(38, 0))"
    else:
        counted = "sum(t.numerator)"
    # millionths of a large amount, and their sum, are more than a bigint holds: they travel as digits
    held = "varchar" if shape.decimal else "bigint"
    counts = [f"cast(coalesce({counted}, 0) as {held}) as numerator"]
    for name in ("denominator", "pending"):
        counts.append(f"cast({f'coalesce(sum(t.{name}), 0)' if shape.rate else '0'} as bigint) as {name}")
    places = ", ".join(str(at + 1) for at in range(len(by) + len(things)))
    text = f"select {', '.join([*named, *counts])}\n{placed}\ngroup by {places}"
    return _head(placed, settings, params, given) + text, params


def known_things(shape: Shape) -> str | None:
    """The statement of all keys that a version's ledger has, under the names of `thing_columns`.

    None for an indicator that counts distinct keys: those have no ledger of their own.
    """
    if shape.distinct:
        return None
    listed = ", ".join(f"l.{c.name} as thing_{c.name}" for c in shape.ledger.key)
    return f"select {listed} from {shape.rows} l"
