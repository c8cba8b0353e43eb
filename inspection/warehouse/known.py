"""What was known on the as-of day, said once: the relations of queries/known/, and which of them a statement reads."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from inspection.warehouse.build import QUERIES

PREFIX = "known_"
_HEADER = re.compile(r"\A\s*/\*(.*?)\*/\s*(.*?);?\s*\Z", re.S)


class DefinitionError(ValueError):
    """A file of queries/ does not keep to the contract of queries/README.md; the sentence names file and field."""


def split(path: Path) -> tuple[dict, str, str]:
    """A file of queries/ as its header, its statement and the whole text. Raises DefinitionError."""
    text = path.read_text(encoding="utf-8")
    match = _HEADER.match(text)
    if not match:
        raise DefinitionError(f"{path.name}: must begin with its TOML header in /* … */, then one statement")
    try:
        return tomllib.loads(match[1]), match[2], text
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{path.name}: the header is not TOML ({error})") from error


@dataclass(frozen=True)
class Known:
    """One relation of queries/known/: one row per thing of a ledger that exists on the as-of day.

    It is read under its `name`, known_<ledger>. `zh`, `en` say what a row is. `rests_on` are the columns that an office
    may rule otherwise: column -> key of the setting in [ruling]. `sql` is the whole file.
    """

    name: str
    zh: str
    en: str
    rests_on: dict[str, str] = field(compare=False, hash=False)
    statement: str = field(repr=False)
    sql: str = field(repr=False)

    def row(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


@cache
def known() -> dict[str, Known]:
    """All relations of queries/known/ by the name they are read under. Raises DefinitionError."""
    found = {}
    for path in sorted((QUERIES / "known").glob("*.sql")):
        header, statement, text = split(path)
        row, rests_on = header.get("row"), header.get("rests_on", {})
        if set(header) - {"row", "rests_on"} or not isinstance(row, dict) or not row.get("zh") or not row.get("en"):
            raise DefinitionError(f"{path.name}: the header is row = {{ zh = …, en = … }} and, if need be, [rests_on]")
        name = PREFIX + path.stem
        found[name] = Known(name, row["zh"], row["en"], rests_on, statement, text)
    return found


@cache
def read_by(text: str) -> tuple[Known, ...]:
    """The relations a statement reads, and those that they read: each behind those that it reads itself."""
    found: dict[str, Known] = {}
    for name in dict.fromkeys(re.findall(rf"\b{PREFIX}\w+", text)):
        if name in known():
            found |= {k.name: k for k in (*read_by(known()[name].statement), known()[name])}
    return tuple(found.values())


def rulings_of(text: str) -> tuple[str, ...]:
    """The keys of the settings in [ruling] on which a statement's rows rest: it names a column that rests on one."""
    named = set(re.findall(r"\w+", text))
    keys = {key for relation in read_by(text) for column, key in relation.rests_on.items() if column in named}
    return tuple(sorted(keys))
