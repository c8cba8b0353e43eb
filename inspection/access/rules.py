"""The rules of signing in: defaults in data/reference/access.toml, overridden by access/access.toml of the data home."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inspection.access.faults import Refused
from inspection.access.roles import ROLES

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference" / "access.toml"
FOLDER = "access"
"""The folder of a data home that holds accounts, sessions, rules and audit."""
SHORTEST_SECRET = 32
LARGEST = 100_000
FREE = "single_sign_on_roles"


@dataclass(frozen=True)
class Rules:
    """The rules in force. Minutes, hours and counts are whole numbers above 0; `role_of_claim` is value -> role."""

    idle_minutes: int
    longest_hours: int
    failures: int
    failures_of_account: int
    failures_of_address: int
    locked_minutes: int
    shortest_password: int
    provider: str
    name_claim: str
    role_claim: str
    role_of_claim: tuple[tuple[str, str], ...]
    user_header: str
    secret_header: str
    secret: str

    def roles_of(self, claims: dict) -> frozenset[str]:
        """The roles that the claims of a single sign-on give: of a list, a text with commas or blanks, or one value."""
        given = claims.get(self.role_claim) or ()
        values = given.replace(",", " ").split() if isinstance(given, str) else [str(one) for one in given]
        named = dict(self.role_of_claim)
        return frozenset(role for one in values if (role := named.get(one, one)) in ROLES)


@cache
def _defaults() -> dict[str, dict[str, object]]:
    return tomllib.loads(REFERENCE.read_text(encoding="utf-8"))


def rules(home: Path) -> Rules:
    """The rules of a data home. Raises Refused (bad_rules) for what cannot be used: a rule is never silently left out."""
    path = home / FOLDER / "access.toml"
    own: dict[str, object] = {}
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        pass
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused("bad_rules", path=path, reason=error) from error
    merged = {name: dict(section) for name, section in _defaults().items()}
    for name, section in own.items():
        if name not in merged or not isinstance(section, dict):
            raise Refused("bad_rules", path=path, reason=f"[{name}]")
        for key, value in section.items():
            _check(path, name, key, value, merged)
            merged[name][key] = value
    proxy, single = merged["proxy"], merged["single_sign_on"]
    if proxy["user_header"] and len(proxy["secret"]) < SHORTEST_SECRET:
        raise Refused("bad_rules", path=path, reason=f"proxy.secret: ≥ {SHORTEST_SECRET}")
    mapped = tuple((str(k), v) for k, v in merged[FREE].items())
    return Rules(**merged["sign_in"], **single, role_of_claim=mapped, **proxy)


def _check(path: Path, section: str, key: str, value: object, merged: dict) -> None:
    """Raise Refused for a rule nobody knows, of another type than its default, or of a size that cannot be meant."""
    wrong = Refused("bad_rules", path=path, reason=f"{section}.{key} = {value!r}")
    if section == FREE:
        if value not in ROLES:
            raise wrong
        return
    if key not in merged[section] or type(value) is not type(merged[section][key]):
        raise wrong
    if isinstance(value, int) and not 0 < value <= LARGEST:
        raise wrong
