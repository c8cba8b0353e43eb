"""Failed sign-ins, counted by account at an address, by account and by address: a pause that doubles, then a lock.

An attempt is counted before the password is looked at, so that a thousand sent at once are not a thousand guesses. Whoever
types wrong passwords for somebody else's account locks it where he sits: of one address the account itself counts no more
failures than lock it there, so that several addresses must guess before it is locked for everybody.
"""

import ipaddress
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from inspection.access.faults import Refused
from inspection.access.rules import FOLDER, rules
from inspection.text.alike import alike
from inspection.warehouse import private, private_folder
from inspection.warehouse.disk import Lock

FILE, LOCK = "attempts.json", ".attempts.lock"
PATIENCE = 10.0
FORGOTTEN = timedelta(days=1)
DOUBLED = 20
"""How often a pause doubles, to twelve days: longer than any lock, and a number that a date can hold."""
MOST = 5000
"""Names and addresses remembered; of more, those that failed longest ago are forgotten first."""


@dataclass(frozen=True)
class Failed:
    """Failures in a row, and from when on the next attempt is looked at."""

    count: int
    last: datetime
    again: datetime


def address_key(address: str) -> str:
    """An address as it is counted: of IPv6 the network of 64 bits, which is one customer's."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "".join(address.split())[:60]
    if found.version == 6 and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found.ipv4_mapped or found) if found.version == 6 else str(found)


HERE = "here:"


def _keys(name: str, address: str) -> tuple[str, str, str]:
    """What an attempt is counted by: the account at the address, the account, the address."""
    place, account = address_key(address), alike(name)
    return f"{HERE}{place} {account}", f"account:{account}", f"address:{place}"


class Attempts:
    """The failed sign-ins of a data home."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / FOLDER

    def begin(self, name: str, address: str, at: datetime) -> None:
        """Count an attempt. Raises Refused (wait, locked) where it comes too early: then it is not counted and the password
        not to be looked at."""
        held = rules(self.home)
        lock = timedelta(minutes=held.locked_minutes)
        here, account, place = _keys(name, address)
        most = {here: held.failures, account: held.failures_of_account, place: held.failures_of_address}
        with self._writing(at) as failed:
            early = [failed[key].again for key in most if key in failed and failed[key].again > at]
            if early:
                left = max(early) - at
                if left > timedelta(minutes=1):
                    raise Refused("locked", minutes=-(-left // timedelta(minutes=1)))
                raise Refused("wait", seconds=-(-left // timedelta(seconds=1)))
            if here in failed and failed[here].count >= held.failures:
                del most[account]
            for key, limit in most.items():
                count = (failed[key].count if key in failed else 0) + 1
                # only of an account at one address: of an address alone the pause begins late, an office may stand behind it
                pause = timedelta(seconds=2 ** min(count - 1, DOUBLED)) if key == here and count > 1 else timedelta()
                failed[key] = Failed(count, at, at + (lock if count >= limit else min(pause, lock)))

    def locks(self, name: str, address: str, at: datetime) -> bool:
        """Whether the account is locked now, there or everywhere."""
        held, failed = rules(self.home), self._read()
        here, account, _ = _keys(name, address)
        limits = ((here, held.failures), (account, held.failures_of_account))
        return any(key in failed and failed[key].again > at and failed[key].count >= limit for key, limit in limits)

    def forget(self, name: str, address: str | None, at: datetime) -> None:
        """The account has signed in, or got a new password (no address): its own failures are forgotten, those at the address,
        with a new password those everywhere; and one of the address's."""
        with self._writing(at) as failed:
            here, account, place = _keys(name, address or "")
            failed.pop(account, None)
            of_account = [k for k in failed if k.startswith(HERE) and k.partition(" ")[2] == alike(name)]
            for key in of_account if address is None else [here]:
                failed.pop(key, None)
            if address is not None and place in failed:
                # only this attempt is taken back: one known password must not clear the address for guessing others
                count = failed[place].count - 1
                failed[place] = replace(failed[place], count=count, again=at)
                if count <= 0:
                    del failed[place]

    def _read(self) -> dict[str, Failed]:
        try:
            held = json.loads((self.folder / FILE).read_bytes())
            moment = datetime.fromisoformat
            return {key: Failed(int(count), moment(last), moment(again)) for key, (count, last, again) in held.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise Refused("bad_attempts", path=self.folder / FILE, reason=error) from error

    @contextmanager
    def _writing(self, at: datetime) -> Iterator[dict[str, Failed]]:
        private_folder(self.folder)
        lock = Lock(self.folder / LOCK)
        if not lock.take(PATIENCE):
            raise Refused("accounts_busy")
        try:
            failed = {k: f for k, f in self._read().items() if f.again > at or at - f.last < FORGOTTEN}
            yield failed
            for key in sorted(failed, key=lambda k: failed[k].last)[: max(0, len(failed) - MOST)]:
                del failed[key]
            fresh = self.folder / f"{FILE}.new"
            text = json.dumps({k: (f.count, f.last.isoformat(), f.again.isoformat()) for k, f in failed.items()})
            # not synchronised: after a power cut the counting begins anew
            try:
                with open(fresh, "w", encoding="utf-8", opener=private) as file:
                    file.write(text)
                fresh.replace(self.folder / FILE)
            except OSError as error:  # an attempt that is not counted is not looked at
                raise Refused("not_written", path=fresh, reason=error.strerror or error) from error
        finally:
            lock.release()
