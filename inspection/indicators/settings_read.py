"""Which settings of the office a figure, a table or a check rests on, found in its statement, typed nowhere."""

import re

from inspection.indicators.checks import Check
from inspection.indicators.definition import Indicator, Table
from inspection.warehouse import Settings
from inspection.warehouse.known import read_by, rulings_of

_SECTION = re.compile(r"\.name = '(\w+)'")
_KEY = re.compile(r"\.key = '(\w+)'")


def _statements(definition: Indicator | Table | Check) -> str:
    """Its statement, of a table those of the indicators it reads, and those relations of what was known on the day that
    read a setting whichever of their columns is named."""
    text = definition.shape.statement if isinstance(definition, Indicator) else definition.statement
    if isinstance(definition, Table):
        text = "\n".join((text, *(shape.statement for shape in definition.reads.values())))
    return "\n".join((text, *(relation.statement for relation in read_by(text) if not relation.rests_on)))


def settings_read(definition: Indicator | Table | Check, chosen: Settings) -> tuple[tuple[str, str, object], ...]:
    """The settings it reads, as (section, key, value in force), in the order of `chosen`; empty where it reads none.

    A section is read where `.name` of the relation `setting` is compared with it; of a section those keys that `.key`
    is compared with, and all of them where none is (the weights of the voter groups are joined, say). What is known on
    the day rests on rulings, which are read where a column that rests on one is named.
    """
    statements = _statements(definition)
    rulings = rulings_of(statements)
    sections, keys = {"ruling"} if rulings else set(), set(rulings)
    if re.search(r"\b(from|join)\s+setting\b", statements):
        sections |= set(_SECTION.findall(statements))
        keys |= set(_KEY.findall(statements))
    shapes = [definition.shape] if isinstance(definition, Indicator) else []
    shapes += definition.reads.values() if isinstance(definition, Table) else []
    if limits := {shape.window.limit for shape in shapes if shape.window and shape.window.limit}:
        sections, keys = sections | {"limit"}, keys | limits
    named = {section for section, key, _ in chosen.entries if key in keys}
    return tuple(
        (section, key, value)
        for section, key, value in chosen.entries
        if section in sections and (key in keys or section not in named)
    )
