"""Tokens of programs: what a program shows to ask for figures, with the role it has. Kept hashed; made and revoked in the shell.

`access/tokens.json` holds {"name", "role", "hashed", "by", "made_at"} of each. The token itself is shown once, when it is made.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from inspection.access.accounts import can_be_a_name
from inspection.access.faults import Refused
from inspection.access.rules import FOLDER
from inspection.text.alike import alike
from inspection.warehouse import private, private_folder
from inspection.warehouse.disk import Lock, sync_folder

FILE, LOCK = "tokens.json", "tokens.lock"
PATIENCE = 10.0
ROLES_OF_PROGRAMS = ("reader", "analyst")
"""The roles a token may have: a program reads figures and does nothing else."""
BEGINS, LONGEST = "ins_", 100


@dataclass(frozen=True)
class Token:
    """One token: what it is called, its role, its hash (SHA-256: it is random and long), who made it and when (ISO)."""

    name: str
    role: str
    hashed: str
    by: str
    made_at: str

    @property
    def who(self) -> str:
        """How the audit names it; no account can be called so."""
        return f"token:{self.name}"


class Tokens:
    """The tokens of a data home."""

    def __init__(self, home: Path) -> None:
        self.folder = Path(home) / FOLDER
        self.path = self.folder / FILE

    def all(self) -> tuple[Token, ...]:
        """Every token in the order it was made. Raises Refused where the file is damaged: then none opens anything."""
        try:
            held = json.loads(self.path.read_text(encoding="utf-8"))
            found = tuple(Token(**one) for one in held)
            if not all(one.role in ROLES_OF_PROGRAMS and len(one.hashed) == 64 for one in found):
                raise ValueError("role")
            return found
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError) as error:
            raise Refused("bad_tokens", path=self.path, reason=error) from error

    def add(self, name: str, role: str, *, by: str, at: datetime) -> str:
        """Make a token and return it, the only time it can be read. Raises Refused for a name that cannot be one or is taken,
        and for another role than ROLES_OF_PROGRAMS."""
        name = " ".join(name.split())
        if not can_be_a_name(name):
            raise Refused("bad_name", longest=60)
        if role not in ROLES_OF_PROGRAMS:
            raise Refused("bad_roles", known=", ".join(ROLES_OF_PROGRAMS))
        token = BEGINS + secrets.token_urlsafe(32)
        with self._writing() as held:
            if any(alike(one.name) == alike(name) for one in held):
                raise Refused("name_taken", name=name)
            held.append(Token(name, role, _hash(token), by, at.isoformat(timespec="seconds")))
        return token

    def revoke(self, name: str) -> Token:
        """Revoke a token; it opens nothing from then on. Raises Refused where there is none of the name."""
        with self._writing() as held:
            gone = next((one for one in held if alike(one.name) == alike(name)), None)
            if gone is None:
                raise Refused("no_token", name=name, known="、".join(one.name for one in held) or "—")
            held.remove(gone)
        return gone

    def find(self, token: str) -> Token | None:
        """Whose token it is; None for one that was never made or was revoked. Raises Refused where the file is damaged."""
        if not token.startswith(BEGINS) or len(token) > LONGEST or not token.isascii():
            return None
        hashed, found = _hash(token), None
        for one in self.all():  # every one of them, so that the time tells nothing
            if hmac.compare_digest(one.hashed, hashed):
                found = one
        return found

    @contextmanager
    def _writing(self) -> Iterator[list[Token]]:
        private_folder(self.folder)
        lock = Lock(self.folder / LOCK)
        if not lock.take(PATIENCE):
            raise Refused("accounts_busy")
        try:
            held = list(self.all())
            yield held
            beside = self.path.with_name(f".{FILE}.new")
            with open(beside, "w", encoding="utf-8", opener=private) as file:
                json.dump([asdict(one) for one in held], file, ensure_ascii=False, indent=1)
            beside.replace(self.path)
            sync_folder(self.folder)
        finally:
            lock.release()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("ascii")).hexdigest()
