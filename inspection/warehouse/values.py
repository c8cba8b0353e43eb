"""The values that travel between the intake and the warehouse."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

Ledgers = dict[str, list[tuple]]
"""Ledger name -> whole rows in the dictionary's column order, as Python values (int, str, date, bool, Decimal, None).

A ledger that is absent was not delivered; an empty list is a valid empty ledger.
"""


@dataclass(frozen=True)
class ImportedFile:
    """One ledger out of one file (or sheet): its name as it came, the file's sha256 and the rows taken in."""

    name: str
    sha256: str
    ledger: str
    rows: int


@dataclass(frozen=True)
class Version:
    """One published data version: its number, as-of day, files, and what its manifest records."""

    number: int
    as_of: date
    demonstration: bool
    full: Path
    mart: Path
    manifest: dict = field(compare=False, repr=False)

    @property
    def key(self) -> tuple[str, int]:
        """What identifies the version in a cache: the folder and the number."""
        return (str(self.mart.parent), self.number)
