"""A home with five accounts, one per role."""

from datetime import datetime
from pathlib import Path

import pytest

from inspection.access import ROLES, Accounts
from inspection.access.accounts import HASHER, Account

AT = datetime(2026, 3, 2, 9, 0)
PASSWORD = "paper lantern river 7"
_HASHED = HASHER.hash(PASSWORD)


def with_account(home: Path, name: str, *roles: str, at: datetime = AT) -> Account:
    """An account whose password is PASSWORD; its hash is made once, for it takes a quarter of a second."""
    accounts = Accounts(home)
    accounts.add(name, roles, None, by="root", at=at)
    return accounts._changed(name, password=_HASHED)


@pytest.fixture
def home(tmp_path) -> Path:
    """Five accounts, named by their roles."""
    folder = tmp_path / "home"
    folder.mkdir()
    for role in reversed(ROLES):
        with_account(folder, f"某{role}", role)
    return folder
