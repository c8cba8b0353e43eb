"""Worked examples: the small tables in and out of queries/<kind>/<id>.md, a test and the reader's help at once."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspection.indicators.definition import QUERIES, DefinitionError


@dataclass(frozen=True)
class Grid:
    """A small table as it stands in the file: column names and rows of text; an empty cell is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True)
class Expectation:
    """What must come out: grouping, as-of day, filters, period, and the expected table."""

    by: tuple[str, ...]
    as_of: date
    from_date: date | None
    to_date: date | None
    where: dict[str, tuple[str | None, ...]]
    result: Grid


@dataclass(frozen=True)
class WorkedExample:
    """One worked example: words in both languages, the tables given, and what must come out of them."""

    title: str
    zh: str
    en: str
    given: dict[str, Grid]
    expected: tuple[Expectation, ...]


def parse_where(text: str) -> dict[str, tuple[str | None, ...]]:
    """Filters as text: "org_class=village,township,year=2024"; "sector=" is the empty group.

    A part with "=" begins a dimension, one without goes on with its values. Raises ValueError where the first has none.
    """
    found: dict[str, tuple[str | None, ...]] = {}
    name = None
    for part in (p.strip() for p in text.split(",")):
        if "=" in part:
            name, part = (side.strip() for side in part.split("=", 1))
        if name is None:
            raise ValueError(f"a filter is dimension=value, not {text!r}")
        found[name] = (*found.get(name, ()), part or None)
    return found


def _grid(path: Path, lines: list[str]) -> Grid:
    cells = [[c.strip() or None for c in line.strip().strip("|").split("|")] for line in lines if line.startswith("|")]
    if len(cells) < 2:
        raise DefinitionError(f"{path.name}: a heading has no table below it")
    header, body = cells[0], cells[2:]
    if wrong := [row for row in body if len(row) != len(header)]:
        raise DefinitionError(f"{path.name}: the row {wrong[0]} has not {len(header)} cells")
    return Grid(tuple(str(c) for c in header), tuple(tuple(row) for row in body))


_THEN = re.compile(
    r"then(?:\s+by\s+(?P<by>[\w, ]+?))?\s+as of\s+(?P<as_of>\d{4}-\d\d-\d\d)"
    r"(?:\s+from\s+(?P<from>\d{4}-\d\d-\d\d))?(?:\s+to\s+(?P<to>\d{4}-\d\d-\d\d))?(?:\s+where\s+(?P<where>.+))?\s*"
)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def worked_example(path: Path) -> WorkedExample:
    """Read one worked example. Raises DefinitionError naming the file where it does not keep to its form."""
    title, *sections = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)
    paragraphs = [p.strip() for p in title.split("\n\n") if p.strip()]
    if len(paragraphs) < 3 or not paragraphs[0].startswith("# "):
        raise DefinitionError(f"{path.name}: must begin with '# title', a Chinese and an English paragraph")
    given: dict[str, Grid] = {}
    expected = []
    for section in sections:
        heading, *lines = section.splitlines()
        if heading.startswith("given "):
            given[heading.removeprefix("given ").strip()] = _grid(path, lines)
        elif match := _THEN.fullmatch(heading):
            by = tuple(d.strip() for d in (match["by"] or "").split(",") if d.strip())
            where = parse_where(match["where"]) if match["where"] else {}
            as_of, start, end = date.fromisoformat(match["as_of"]), _day(match["from"]), _day(match["to"])
            expected.append(Expectation(by, as_of, start, end, where, _grid(path, lines)))
        else:
            raise DefinitionError(f"{path.name}: the heading {heading!r} is neither 'given <ledger>' nor 'then … as of …'")
    if not given or not expected:
        raise DefinitionError(f"{path.name}: needs at least one 'given' and one 'then'")
    return WorkedExample(paragraphs[0][2:], paragraphs[1], "\n\n".join(paragraphs[2:]), given, tuple(expected))


def example_of(kind: str, id: str) -> WorkedExample:
    """The worked example of an indicator (kind "indicators") or a table ("tables")."""
    return worked_example(QUERIES / kind / f"{id}.md")
