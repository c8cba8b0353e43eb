"""Steps of a table that are the same whichever organisations are chosen: a day makes them once and filters pick out their rows.

A table's header names them: `[once]`, step = the column of the organisation that each of its rows is of, and of nothing else,
"" for a step with no organisation in it. What is left to say under another class or sector is then a fraction of the statement,
and planning it is most of what it costs. A test holds every table under random filters against the whole statement.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import blake2b

from inspection.warehouse.narrowing import OF_ORGANISATION

ORGANISATIONS = frozenset({"org", *OF_ORGANISATION})
"""The filters that choose organisations."""
_STEP = re.compile(r"^(?:with )?(\w+) as \($(.*?)^\)", re.MULTILINE | re.DOTALL)


@cache
def steps(statement: str) -> dict[str, str]:
    """The steps of a statement by name, in their order, and under "" what it selects of them."""
    found = list(_STEP.finditer(statement))
    end = found[-1].end() if found else 0
    return {step[1]: step[2].strip("\n") for step in found} | {"": statement[end:].strip("\n")}


@cache
def rows_of_step(statement: str, name: str) -> str:
    """The statement of one step alone: with the steps that it reads."""
    said = steps(statement)
    return _with({step: said[step] for step in _needed(said, said[name])}, said[name])


@lru_cache(maxsize=256)
def picked(statement: str, made: tuple[tuple[str, str, str], ...]) -> str:
    """The statement over the tables made of its steps, of which it takes the rows of the organisations chosen. `made`: a step,
    the column of the organisation, the table."""
    said = dict(steps(statement))
    for step, column, table in made:
        of_these = f"\nwhere x.{column} in (select n.org_id from organisations n)" if column else ""
        said[step] = f"select x.* from {table} x{of_these}"
    return _with({step: said[step] for step in _needed(said, said[""])}, said[""])


def named(*told: object) -> str:
    """The name of a table by all that it is made from: the same on every day, so that what reads it is the same text."""
    return f"once_{blake2b(repr(told).encode(), digest_size=12).hexdigest()}"


def _needed(said: Mapping[str, str], text: str) -> list[str]:
    """The steps that a text reads, and those that they read, in their order."""
    found: set[str] = set()
    for step in reversed(list(said)):
        read_by = [text, *(said[name] for name in found)]
        if step and any(re.search(rf"\b(?:from|join) {step}\b", one) for one in read_by):
            found.add(step)
    return [step for step in said if step in found]


def _with(parts: Mapping[str, str], text: str) -> str:
    listed = ",\n\n".join(f"{step} as (\n{body}\n)" for step, body in parts.items())
    return f"with {listed}\n\n{text}" if parts else text
