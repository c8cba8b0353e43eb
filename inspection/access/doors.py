"""The doors of a data home: who comes in with what, and who that is at this moment.

Everything is looked up anew at every request: a role taken away, an account removed, a session ended hold from the next
click on.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspection.access.accounts import LONGEST_NAME, Account, Accounts, can_be_a_name, holds
from inspection.access.attempts import Attempts
from inspection.access.audit import Audit
from inspection.access.faults import Refused
from inspection.access.roles import PAGES, ROLES, may
from inspection.access.rules import rules
from inspection.access.sessions import Sessions
from inspection.text.alike import alike
from inspection.warehouse import Store, StoreError
from inspection.warehouse.levels import Level


@dataclass(frozen=True)
class Visitor:
    """Who asks. `kind`: demonstration (nobody was asked), password, single_sign_on, proxy, or shell. `session` tells his
    sign-ins apart and opens nothing."""

    name: str
    roles: tuple[str, ...]
    kind: str
    session: str = ""
    address: str = ""

    @property
    def key(self) -> str:
        """One person in every spelling."""
        return alike(self.name)

    @property
    def owner(self) -> tuple[str, ...]:
        """Whose something is that he is shown: his account's, of this sign-in, with the roles he has now."""
        return (self.key, self.session, *self.roles)

    def may(self, permission: str) -> bool:
        return may(self.roles, permission)

    @property
    def first_page(self) -> str:
        """The page at the root of the address."""
        return "overview" if self.may_open("overview") else "accounts"

    def may_open(self, page: str) -> bool:
        """Whether he may open a page; KeyError for one that does not exist."""
        return not PAGES[page] or any(self.may(one) for one in PAGES[page])


ANYBODY = Visitor("", ROLES, "demonstration")
"""Whoever looks at the invented county before the office has data or accounts."""


def nobody_asked(home: Path) -> bool:
    """Whether there is nothing to guard yet: no account and no data of the office's own. Raises Refused for damaged
    accounts. What lies in versions/ counts, damaged or not."""
    if (home / "access" / "accounts.json").exists():
        return not Accounts(home).all() and not _own_data(home)
    return not _own_data(home)


def _own_data(home: Path) -> bool:
    return _own_versions(home) or _real_counties(home)


def _real_counties(home: Path) -> bool:
    """Whether the store of a level holds a county that is not invented; one that is damaged is taken to."""
    try:
        standing = Level(home).current()
    except StoreError:
        return True
    return standing is not None and not all(held.demonstration for held in standing.counties.values())


def _own_versions(home: Path) -> bool:
    folder = Store(home).folder
    if not folder.is_dir():
        return False
    if any(path.suffix in (".duckdb", ".json") for path in folder.iterdir()):
        return True
    pointer = folder / "current"  # 0 while nothing was accepted yet
    return pointer.exists() and pointer.read_bytes().split()[:1] != [b"0"]


FRESH = 600
"""Seconds within which what the provider said lets somebody in."""


def _fresh(claims: Mapping[str, object], at: datetime) -> bool:
    given = claims.get("iat")
    return isinstance(given, int | float) and abs(at.timestamp() - given) <= FRESH


def _as_text(header: str) -> str:
    """A header as it was meant: its bytes are UTF-8, and servers read them as Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


class Doors:
    """Signing in and out, and who somebody is."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.accounts, self.attempts = Accounts(home), Attempts(home)
        self.sessions, self.audit = Sessions(home), Audit(home)

    def sign_in(self, name: str, password: str, address: str, at: datetime) -> str:
        """Sign an account in: the secret of its new session. Raises Refused (wrong, wait, locked), the same for an account
        that does not exist and for a wrong password. Every try that was looked at is in the audit."""
        account = self.accounts.get(name)
        self.attempts.begin(name, address, at)
        if not holds(account, password):
            # the account's own name: in another spelling, or behind sixty blanks, whoever was tried would not be found
            tried = account.name if account else " ".join(name.split())[:60]
            self.audit.note("sign_in_failed", tried, (), address, at)
            if self.attempts.locks(name, address, at):
                self.audit.note("account_locked", tried, (), address, at)
            raise Refused("wrong")
        self.attempts.forget(name, address, at)
        return self._opened(account, "password", account.name, address, at)

    def admit(self, claims: Mapping[str, object], address: str, at: datetime) -> str:
        """Sign in whom the single sign-on knows: the secret of his new session. Raises Refused where the claims name no
        account or give no role, are older than a few minutes or were used before: a cookie kept from yesterday is no key."""
        name, roles = self._claimed(claims)
        # all of them: two sign-ins of a person in one second differ in what the provider made up for each
        if not _fresh(claims, at) or not self.sessions.once(json.dumps(claims, sort_keys=True, default=str), at):
            raise Refused("single_failed")
        if not name or not roles:
            self.audit.note("sign_in_failed", name or str(claims.get("sub", ""))[:60], (), address, at)
            raise Refused("no_role", name=name or "—")
        account = Account(name, roles, "", "", "", "")
        return self._opened(account, "single_sign_on", str(claims.get("sub", "")), address, at)

    def _opened(self, account: Account, kind: str, subject: str, address: str, at: datetime) -> str:
        secret, session = self.sessions.open(account.name, kind, subject, address, at)
        try:
            self.audit.note("sign_in", account.name, account.roles, address, at, kind=kind, session=session.mark)
        except BaseException:  # nobody is in without a line that says so
            self.sessions.close(secret)
            raise
        return secret

    def _claimed(self, claims: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
        """Name and roles that claims give: of a name that has an account here as well, none; it would take its place."""
        held = rules(self.home)
        given = claims.get(held.name_claim)
        name = " ".join(given.split()) if isinstance(given, str) else ""
        if not held.provider or not can_be_a_name(name) or self.accounts.get(name):
            return name[:LONGEST_NAME], ()
        roles = held.roles_of(dict(claims))
        return name, tuple(role for role in ROLES if role in roles)

    def visitor(
        self, secret: str, address: str, at: datetime, claims: Mapping[str, object] | None = None, *, click: bool = True
    ) -> Visitor | None:
        """Who a session's secret stands for now, and that he did something (`click`); None where it opens nothing (any more).

        `claims` are those of this request's single sign-on: its sessions stand only beside them, of the same subject.
        """
        session = self.sessions.find(secret, rules(self.home), at, click=click)
        if session is None:
            return None
        if session.kind == "single_sign_on":
            name, roles = self._claimed(claims or {})
            same = bool(claims) and str(claims.get("sub", "")) == session.subject and alike(name) == alike(session.name)
            return Visitor(session.name, roles, session.kind, session.mark, address) if same and roles else None
        account = self.accounts.get(session.name)
        if account is None or account.made_at > session.made_at:  # of one who had the name before
            return None
        return Visitor(account.name, account.roles, session.kind, session.mark, address)

    def by_others(self) -> bool:
        """Whether somebody else signs people in: a single sign-on, or a proxy."""
        held = rules(self.home)
        return bool(held.provider or held.user_header)

    def by_proxy(self, headers: Mapping[str, str], address: str) -> Visitor | None:
        """Whom the proxy names in its header, where it shows its secret; None otherwise. The roles are the account's."""
        held = rules(self.home)
        if not held.user_header:
            return None
        shown = headers.get(held.secret_header.lower(), "")
        if not hmac.compare_digest(shown.encode("utf-8", "replace"), held.secret.encode("utf-8")):
            return None
        named = _as_text(headers.get(held.user_header.lower(), ""))
        account = self.accounts.get(named) if named else None
        return Visitor(account.name, account.roles, "proxy", f"proxy-{account.key}", address) if account else None

    def sign_out(self, secret: str, at: datetime) -> None:
        """End a session."""
        if (ended := self.sessions.close(secret)) is not None:
            self.audit.note("sign_out", ended.name, (), ended.address, at, session=ended.mark)

    def sign_out_everywhere(self, name: str, by: Visitor, at: datetime) -> int:
        """End every session of an account; how many there were."""
        ended = self.sessions.close_all(name)
        self.audit.note("sign_out_everywhere", by.name, by.roles, by.address, at, account=name, sessions=ended)
        return ended
