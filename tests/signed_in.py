"""Somebody who is signed in, for tests that are about something else: accounts with no password."""

from datetime import datetime
from pathlib import Path

from inspection.access import ROLES, Doors, nobody_asked
from inspection.ui.pieces import visitor
from inspection.warehouse import data_home

NAME = "测试员"
MADE = datetime(2025, 1, 1)


def signed_in(home: Path, name: str = NAME, roles: tuple[str, ...] = ROLES) -> str:
    """The secret of a new session of an account; the account is made where there is none of the name."""
    doors = Doors(home)
    if doors.accounts.get(name) is None:
        doors.accounts.add(name, roles, None, by="test", at=MADE)
    return doors.sessions.open(name, "password", "", "127.0.0.1", datetime.now())[0]


class Somebody:
    """Whoever sits before the pages of a test: nobody in particular while nobody is asked, then `name`."""

    def __init__(self, monkeypatch) -> None:
        self.name, self.roles = NAME, ROLES
        self._secrets: dict[tuple[Path, str], str] = {}
        monkeypatch.setattr(visitor, "cookies", self.cookies)
        monkeypatch.setattr(visitor, "headers", dict)
        monkeypatch.setattr(visitor, "came_from", lambda: "127.0.0.1")

    def be(self, name: str, *roles: str) -> None:
        """From now on it is an account of this name, with these roles (all unless given)."""
        self.name, self.roles = name, roles or ROLES

    def cookies(self) -> dict[str, str]:
        home = data_home()
        if nobody_asked(home):
            return {}
        if (home, self.name) not in self._secrets:
            self._secrets[home, self.name] = signed_in(home, self.name, self.roles)
        return {visitor.COOKIE: self._secrets[home, self.name]}
