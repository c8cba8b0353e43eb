"""The catalogue of the work summary: data/reference/summary.toml as values, checked against indicators and ledgers."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inspection.indicators import Words, indicator
from inspection.warehouse import dictionary
from inspection.warehouse.dictionary import REFERENCE

PATH = REFERENCE / "summary.toml"
FORMS = ("number", "year", "month", "text", "rate", "money", "quantity", "verdict")


class CatalogueError(ValueError):
    """summary.toml holds something that cannot be; the sentence names the entry. A fault of the program's files."""


@dataclass(frozen=True)
class Rows:
    """Which ledger rows stand behind a figure that a pick gives: an indicator's, narrowed to what was picked (`by`)."""

    indicator: str
    by: str
    part: str = ""
    where: tuple[tuple[str, tuple], ...] = ()


@dataclass(frozen=True)
class Entry:
    """One figure of the summary: its name in templates, its words, and where it comes from.

    `no` is the number of the blank in the yearly report, 0 beyond those 69. It is a `setting`, or an `indicator` within
    `where` (of a rate the whole of it or one `part`), or the `column` of what the rule `pick` chooses. `ledgers`: where
    one of them has no row there is no answer.
    """

    no: int
    name: str
    section: str
    phrase: Words
    setting: str = ""
    indicator: str = ""
    where: tuple[tuple[str, tuple], ...] = ()
    part: str = ""
    pick: str = ""
    column: str = ""
    out_of: str = ""
    number: str = ""
    form: str = "number"
    unit: Words | None = None
    rows: Rows | None = None
    ledgers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """How one of several is chosen: the rule in words, and the words that come first where a name holds one."""

    words: Words
    prefers: tuple[str, ...]


def _where(found: dict) -> tuple[tuple[str, tuple], ...]:
    return tuple((name, tuple(values)) for name, values in found.items())


def _entry(found: dict, rules: dict[str, Rule]) -> Entry:
    name = found["name"]
    sources = [kind for kind in ("setting", "indicator", "pick") if found.get(kind)]
    form = found.get("form", "number")
    if len(sources) != 1 or form not in FORMS or ("pick" in found) != ("column" in found):
        raise CatalogueError(f"{PATH.name}: {name} must be a setting, an indicator, or a pick with its column")
    if found.get("pick") and found["pick"] not in rules:
        raise CatalogueError(f"{PATH.name}: {name} names the rule {found['pick']}, which is none")
    own = found.get("ledgers", [])
    if found.get("indicator"):
        own = own or [indicator(found["indicator"]).shape.rows]
    if unknown := set(own) - set(dictionary().ledgers):
        raise CatalogueError(f"{PATH.name}: {name} rests on {', '.join(sorted(unknown))}, which is no ledger")
    rows = found.get("rows")
    return Entry(
        no=found["no"],
        name=name,
        section=found["section"],
        phrase=Words(found["zh"], found["en"]),
        setting=found.get("setting", ""),
        indicator=found.get("indicator", ""),
        where=_where(found.get("where", {})),
        part=found.get("part", ""),
        pick=found.get("pick", ""),
        column=found.get("column", ""),
        out_of=found.get("out_of", ""),
        number=found.get("number", ""),
        form=form,
        unit=Words(**found["unit"]) if "unit" in found else None,
        rows=Rows(rows["indicator"], rows["by"], rows.get("part", ""), _where(rows.get("where", {}))) if rows else None,
        ledgers=tuple(own),
    )


def _read(path: Path) -> dict:
    with open(path, "rb") as file:
        return tomllib.load(file)


@cache
def rules() -> dict[str, Rule]:
    """The rules by which one of several is chosen, by name."""
    found = _read(PATH)["picks"].items()
    return {name: Rule(Words(r["zh"], r["en"]), tuple(r.get("prefers", ()))) for name, r in found}


@cache
def things() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Name -> the words of which a thing counted in a case has one, and those of which it has none."""
    return {name: (tuple(t["with"]), tuple(t["without"])) for name, t in _read(PATH)["things"].items()}


@cache
def entries() -> tuple[Entry, ...]:
    """All figures of the summary in the order of the report, those beyond the 69 last. Raises CatalogueError."""
    found = tuple(_entry(one, rules()) for one in _read(PATH)["figures"])
    if len({entry.name for entry in found}) != len(found):
        raise CatalogueError(f"{PATH.name}: a name stands twice")
    return found
