"""Who is signed in: one small file per session, named by the hash of its secret; its time is the last click.

So every process of the server sees a sign-out at once, signing out everywhere is removing files, and what lies on the disk
lets nobody in: the secret itself is in the browser's cookie only.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from inspection.access.faults import Refused
from inspection.access.rules import FOLDER, Rules
from inspection.text.alike import alike
from inspection.warehouse import private, private_folder

TOUCHED = timedelta(seconds=20)
"""A click so soon after the last is not written down again."""

REMEMBERED = timedelta(days=1)


@dataclass(frozen=True)
class Session:
    """One sign-in. `kind` is password or single_sign_on; `subject` is what the provider calls the person; `mark` tells
    sessions apart and opens nothing."""

    name: str
    kind: str
    subject: str
    made_at: str
    address: str
    mark: str


class Sessions:
    """The sessions of a data home."""

    def __init__(self, home: Path) -> None:
        self.folder = home / FOLDER / "sessions"

    def open(self, name: str, kind: str, subject: str, address: str, at: datetime) -> tuple[str, Session]:
        """A new session: the secret for the cookie, and what is known of it. Raises Refused where it cannot be written."""
        secret = secrets.token_urlsafe(32)
        path = self._path(secret)
        made = Session(name, kind, subject, at.isoformat(timespec="seconds"), address[:60], path.stem[:12])
        try:
            private_folder(self.folder)
            with open(path, "w", encoding="utf-8", opener=private) as file:
                json.dump(asdict(made), file, ensure_ascii=False)
            os.utime(path, (at.timestamp(),) * 2)
        except OSError as error:
            raise Refused("not_written", path=path.parent, reason=error.strerror or error) from error
        return secret, made

    def find(self, secret: str, held: Rules, at: datetime, *, click: bool = True) -> Session | None:
        """The session of a secret, and its last click is now, if it was one; None where it is unknown, over or too old (then
        it is gone)."""
        if not secret or len(secret) > 100:
            return None
        path = self._path(secret)
        found = self._read(path)
        if found is None:
            return None
        last = self._last(path)
        if last is None or not self._stands(found, last, held, at):
            path.unlink(missing_ok=True)
            return None
        if click and at - last > TOUCHED:
            try:
                os.utime(path, (at.timestamp(),) * 2)
            except FileNotFoundError:  # signed out this very moment
                return None
        return found

    def close(self, secret: str) -> Session | None:
        """End one session; what it was, None where it had ended."""
        path = self._path(secret)
        found = self._read(path)
        path.unlink(missing_ok=True)
        return found

    def close_all(self, name: str) -> int:
        """End every session of an account; how many there were."""
        ended = 0
        for path, found in self._all():
            if alike(found.name) == alike(name):
                path.unlink(missing_ok=True)
                ended += 1
        return ended

    def of(self, name: str, held: Rules, at: datetime) -> tuple[Session, ...]:
        """The sessions of an account that stand now, oldest first."""
        found = [one for path, one in self._all() if alike(one.name) == alike(name)
                 and (last := self._last(path)) and self._stands(one, last, held, at)]  # fmt: skip
        return tuple(sorted(found, key=lambda one: one.made_at))

    def once(self, what: str, at: datetime) -> bool:
        """Whether this is the first time that `what` is used to come in; remembered for a day."""
        private_folder(self.folder)
        path = self.folder / f"{sha256(what.encode('utf-8', 'surrogatepass')).hexdigest()}.used"
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return False
        os.utime(path, (at.timestamp(),) * 2)
        return True

    def sweep(self, held: Rules, at: datetime) -> None:
        """Remove what has ended."""
        for path, found in self._all():
            last = self._last(path)
            if last is None or not self._stands(found, last, held, at):
                path.unlink(missing_ok=True)
        for path in self.folder.glob("*.used"):
            last = self._last(path)
            if last is not None and at - last > REMEMBERED:
                path.unlink(missing_ok=True)

    def _path(self, secret: str) -> Path:
        return self.folder / f"{sha256(secret.encode('utf-8', 'surrogatepass')).hexdigest()}.json"

    def _all(self) -> list[tuple[Path, Session]]:
        if not self.folder.is_dir():
            return []
        return [(path, found) for path in sorted(self.folder.glob("*.json")) if (found := self._read(path))]

    @staticmethod
    def _read(path: Path) -> Session | None:
        """None for a file that is not there, is damaged or was being written when the machine stopped: it opens nothing."""
        try:
            found = Session(**json.loads(path.read_text(encoding="utf-8")))
            datetime.fromisoformat(found.made_at)
            return found if all(isinstance(one, str) for one in asdict(found).values()) else None
        except (OSError, ValueError, TypeError, RecursionError):
            return None

    @staticmethod
    def _last(path: Path) -> datetime | None:
        try:
            return datetime.fromtimestamp(path.stat().st_mtime)
        except OSError:
            return None

    @staticmethod
    def _stands(found: Session, last: datetime, held: Rules, at: datetime) -> bool:
        """A clock put back does not lengthen a session: what lies in the future by more than its idle time has ended."""
        idle, made = timedelta(minutes=held.idle_minutes), datetime.fromisoformat(found.made_at)
        return -idle < at - last < idle and -idle < at - made < timedelta(hours=held.longest_hours)
