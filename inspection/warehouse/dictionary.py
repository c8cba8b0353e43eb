"""The ledger dictionary: the contract of the ledgers as data, read from data/reference/.

Every room that must know a column, a code or a privacy class asks here; nothing repeats the contract.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"


@dataclass(frozen=True)
class Code:
    """One code of one code list, with its label in both languages."""

    code: str
    zh: str
    en: str

    def label(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Column:
    """One column of one ledger.

    `type` is one of int, text, date, bool, decimal, code, ref; `codes` names the code list of a code column;
    `refers_to` is ("ledger", "column") of a ref column; `privacy` is public, internal or secret. `since` is the number
    of the schema that first had it: stores made before have no such column.
    """

    ledger: str
    name: str
    zh: str
    en: str
    type: str
    key: bool
    required: bool
    codes: str | None
    refers_to: tuple[str, str] | None
    privacy: str
    note: str
    since: int

    def label(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en

    @property
    def secret(self) -> bool:
        return self.privacy == "secret"


@dataclass(frozen=True)
class Ledger:
    """One ledger: its names, what one row is, and its columns in the order of the contract."""

    name: str
    zh: str
    en: str
    one_row_is: str
    columns: tuple[Column, ...]

    def label(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en

    @property
    def key(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.key)

    def column(self, name: str) -> Column:
        """The column of that id; KeyError when the ledger has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    def has(self, name: str) -> bool:
        return any(c.name == name for c in self.columns)


@dataclass(frozen=True)
class Dictionary:
    """All ledgers in the order of the contract, and all code lists (name -> its codes in the order of the contract)."""

    ledgers: dict[str, Ledger]
    codes: dict[str, tuple[Code, ...]]

    @property
    def schema(self) -> int:
        """The number of the schema: it rises by one whenever ledgers grow a column."""
        return max(column.since for ledger in self.ledgers.values() for column in ledger.columns)

    def label(self, codes: str, code: str, lang: str) -> str:
        """The label of a code; the code itself when the list does not hold it."""
        for entry in self.codes[codes]:
            if entry.code == code:
                return entry.label(lang)
        return code

    def load_order(self) -> tuple[str, ...]:
        """Ledger names so that each stands after those it refers to (references to itself left out)."""
        waiting = {
            name: {c.refers_to[0] for c in ledger.columns if c.refers_to and c.refers_to[0] != name}
            for name, ledger in self.ledgers.items()
        }
        order: list[str] = []
        while waiting:
            ready = [name for name, needs in waiting.items() if needs <= set(order)]
            if not ready:
                raise ValueError(f"the ledgers refer to each other in a circle: {sorted(waiting)}")
            order += ready
            for name in ready:
                del waiting[name]
        return tuple(order)


def _rows(name: str) -> list[dict[str, str]]:
    with open(REFERENCE / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def dictionary() -> Dictionary:
    """The dictionary of this project, read once per process. Raises FileNotFoundError when data/reference/ is gone."""
    codes: dict[str, list[Code]] = {}
    for row in _rows("codes.csv"):
        codes.setdefault(row["list"], []).append(Code(row["code"], row["zh"], row["en"]))
    columns: dict[str, list[Column]] = {}
    for row in _rows("columns.csv"):
        target = row["refers_to_or_codes"]
        ledger, _, column = target.partition(".")
        columns.setdefault(row["ledger"], []).append(
            Column(
                ledger=row["ledger"],
                name=row["column"],
                zh=row["zh"],
                en=row["en"],
                type=row["type"],
                key=row["required"] == "key",
                required=row["required"] in ("key", "yes"),
                codes=target if row["type"] == "code" else None,
                refers_to=(ledger, column) if row["type"] == "ref" else None,
                privacy=row["privacy"],
                note=row["note"],
                since=int(row["since"]),
            )
        )
    ledgers = {
        row["ledger"]: Ledger(row["ledger"], row["zh"], row["en"], row["one_row_is"], tuple(columns[row["ledger"]]))
        for row in _rows("ledgers.csv")
    }
    return Dictionary(ledgers, {name: tuple(entries) for name, entries in codes.items()})
