"""The accounts of an office: name, roles, and the hash of a password. One small file, replaced whole under a lock.

A name is one name in every spelling a reader's eye takes for the same (inspection.text.alike): nobody gets a second account
by a full-width letter. Passwords are kept as argon2id hashes only (RFC 9106, the second recommended parameters: 64 MiB,
three passes, four lanes). There is no account and no password until somebody in the shell of the server makes one.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from inspection.access.faults import Refused
from inspection.access.roles import ROLES
from inspection.access.rules import FOLDER, rules
from inspection.text.alike import alike
from inspection.warehouse import private_folder
from inspection.warehouse.disk import Lock, write_whole

FILE, LOCK = "accounts.json", ".accounts.lock"
PATIENCE = 10.0  # seconds for another who writes accounts
LONGEST_NAME, LONGEST_PASSWORD = 40, 1000
HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
# Of a password nobody has: whoever asks for an account that is not there waits as long as for one that is.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$iidJYDWo3ZvUNz6sV7jJ0A$NU4c8CbvwU0p0Hxs1cwi79f4L3SI/gsj1shfq/Iu3ls"
OBVIOUS = ("1234567890", "0123456789", "0987654321", "qwertyuiop", "1qaz2wsx3edc", "password", "passw0rd", "admin", "xuncha")


@dataclass(frozen=True)
class Account:
    """One account. `password` is an argon2id hash, empty where a proxy or a single sign-on signs the person in.
    `roles` in the order of ROLES; moments are ISO texts; `changed_at` is when roles or password last changed."""

    name: str
    roles: tuple[str, ...]
    password: str
    made_at: str
    made_by: str
    changed_at: str

    @property
    def key(self) -> str:
        """What tells accounts apart."""
        return alike(self.name)


class Accounts:
    """The accounts of a data home. Reading takes no lock: the file is replaced in one step."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / FOLDER
        self.path = self.folder / FILE

    def all(self) -> tuple[Account, ...]:
        """Every account in the order it was made; none while the file is not there. Raises Refused when it is damaged: a
        file that cannot be read opens no door."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise Refused("bad_accounts", path=self.path, reason=error) from error
        return _read(self.path, (stat.st_mtime_ns, stat.st_size, stat.st_ino))

    def get(self, name: str) -> Account | None:
        """The account of that name in any spelling; None where there is none."""
        key = alike(name)
        return next((one for one in self.all() if one.key == key), None)

    def need(self, name: str) -> Account:
        """The account of that name. Raises Refused where there is none."""
        found = self.get(name)
        if found is None:
            raise Refused("no_account", name=name, known="、".join(one.name for one in self.all()) or "—")
        return found

    def add(self, name: str, roles: Iterable[str], password: str | None, *, by: str, at: datetime) -> Account:
        """Make an account; `password` None for one that is signed in elsewhere. Raises Refused for a name that cannot be
        one or is taken, no or unknown roles, a password that is too easy."""
        name = " ".join(name.split())
        if not can_be_a_name(name):
            raise Refused("bad_name", longest=LONGEST_NAME)
        held = _roles(roles)
        hashed = "" if password is None else self._hash(name, password)
        with self._writing() as accounts:
            if taken := next((one for one in accounts if one.key == alike(name)), None):
                raise Refused("name_taken", name=taken.name)
            made = Account(name, held, hashed, _text(at), by, _text(at))
            accounts.append(made)
        return made

    def set_password(self, name: str, password: str, *, at: datetime) -> Account:
        """Give an account a new password. Raises Refused."""
        hashed = self._hash(self.need(name).name, password)
        return self._changed(name, password=hashed, changed_at=_text(at))

    def set_roles(self, name: str, roles: Iterable[str], *, at: datetime) -> Account:
        """Give an account these roles in place of those it had; they hold from its next click on. Raises Refused, also
        where nobody would be left to keep the accounts."""
        return self._changed(name, roles=_roles(roles), changed_at=_text(at))

    def remove(self, name: str) -> Account:
        """Remove an account. Raises Refused, also for the last administrator beside others."""
        gone = self.need(name)
        with self._writing() as accounts:
            left = [one for one in accounts if one.key != gone.key]
            if left:
                _keeps_an_administrator(accounts, left)
            accounts[:] = left
        return gone

    def _changed(self, name: str, **values: object) -> Account:
        key = self.need(name).key
        with self._writing() as accounts:
            after = [replace(one, **values) if one.key == key else one for one in accounts]
            _keeps_an_administrator(accounts, after)
            accounts[:] = after
        return self.need(name)

    def _hash(self, name: str, password: str) -> str:
        shortest = rules(self.home).shortest_password
        if not shortest <= len(password) <= LONGEST_PASSWORD:
            raise Refused("password_length", shortest=shortest, longest=LONGEST_PASSWORD)
        plain = alike(password)
        if len(set(password)) < 5 or plain in OBVIOUS or (alike(name) in plain and len(plain) < len(alike(name)) + 6):
            raise Refused("password_easy")
        return HASHER.hash(password)

    @contextmanager
    def _writing(self) -> Iterator[list[Account]]:
        """The accounts to be changed in place; written when the block ends without an error."""
        private_folder(self.folder)
        lock = Lock(self.folder / LOCK)
        if not lock.take(PATIENCE):
            raise Refused("accounts_busy")
        try:
            accounts = list(self.all())
            yield accounts
            write_whole(self.path, json.dumps([asdict(one) for one in accounts], ensure_ascii=False, indent=1) + "\n")
        finally:
            lock.release()


def can_be_a_name(name: str) -> bool:
    """Whether a name can be read and is nobody else's way of being named: in the audit shell:root is who has the shell."""
    return bool(alike(name)) and len(name) <= LONGEST_NAME and name.isprintable() and not {":", "："} & {*name}


def holds(account: Account | None, password: str) -> bool:
    """Whether it is the account's password. Takes the same time for an account that is not there, or has none."""
    hashed = account.password if account and account.password else NOBODY
    try:
        HASHER.verify(hashed, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False
    return bool(account and account.password)


@lru_cache(maxsize=8)
def _read(path: Path, _state: tuple[int, int, int]) -> tuple[Account, ...]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, list):  # {} is no office without accounts
            raise ValueError(type(found).__name__)
        accounts = tuple(Account(**{**one, "roles": tuple(r for r in ROLES if r in one["roles"])}) for one in found)
        if len({one.key for one in accounts}) != len(accounts) or not all(isinstance(one.password, str) for one in accounts):
            raise ValueError("two accounts of one name")
        return accounts
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused("bad_accounts", path=path, reason=error) from error


def _roles(roles: Iterable[str]) -> tuple[str, ...]:
    given = set(roles)
    if not given or given - set(ROLES):
        raise Refused("bad_roles", known=", ".join(ROLES))
    return tuple(role for role in ROLES if role in given)


def _keeps_an_administrator(before: list[Account], after: list[Account]) -> None:
    had, has = (any("administrator" in one.roles for one in accounts) for accounts in (before, after))
    if had and not has:
        raise Refused("last_administrator")


def _text(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
