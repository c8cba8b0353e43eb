"""One way in for every hostile file: read as an import reads it, into an outcome that can be compared."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from inspection.intake import Reading, read

AS_OF = date(2025, 9, 30)


def read_one(path: Path, lang: str = "zh") -> Reading:
    """One file as the whole of an import into an empty store."""
    return read([path], as_of=AS_OF, standing=lambda ledger: None, lang=lang)


def outcome(reading: Reading) -> str:
    """ "read", the code of the one fault, or "many". Whatever was read must be whole, and whatever refused in words."""
    assert bool(reading.faults) != bool(reading.ledgers), "either a fault or a ledger, never both, never nothing"
    for fault in (*reading.faults, *reading.warnings):
        assert fault.problem, fault
        assert fault.advice, fault
        said = fault.problem + fault.advice
        assert not any(word in said for word in ("Traceback", "Error", "Exception", "Errno", "{", "None")), fault
    codes = Counter(fault.code for fault in reading.faults)
    if not codes:
        return "read"
    return next(iter(codes)) if codes.total() == 1 else "many"


@pytest.fixture(scope="session")
def one_file() -> Callable[[Path], Reading]:
    return read_one


@pytest.fixture(scope="session")
def outcome_of() -> Callable[[Reading], str]:
    return outcome
