"""The encryption of a backup: age, to public recipients, to a passphrase, or to both.

A file is an age file for X25519 recipients. Where a passphrase opens it, a short armoured age file stands before it, which holds
the secret key of one recipient under the passphrase (age itself knows a passphrase only alone, and its library only in memory):

    [-----BEGIN AGE ENCRYPTED FILE----- … -----END AGE ENCRYPTED FILE-----]  age-encryption.org/v1 …

Each file has a recipient of its own beside those asked for, whose secret key the process that writes it forgets at its end: so it
can be read back at once where no secret is kept, as a nightly backup must.
"""

import os
import stat
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyrage
from pyrage import passphrase, x25519

from inspection.access.backups.faults import Refused
from inspection.warehouse import private

AGE, BEGIN, END = b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----\n", b"-----END AGE ENCRYPTED FILE-----\n"
LONGEST = 4096  # bytes of a secret key under a passphrase
SHORTEST = 12  # characters of a passphrase: whoever finds a file may try as long as he likes


@dataclass(frozen=True)
class Lock:
    """What a backup is closed with: public recipients ("age1…"), a passphrase, or both. Raises Refused."""

    recipients: tuple[str, ...] = ()
    passphrase: str = ""

    def __post_init__(self) -> None:
        if not self.recipients and not self.passphrase:
            raise Refused("no_lock")
        if self.passphrase and len(self.passphrase) < SHORTEST:
            raise Refused("short_passphrase", shortest=SHORTEST)
        for one in self.recipients:
            _recipient(one)


@dataclass(frozen=True)
class Key:
    """What a backup is opened with: secret keys (`identities`), or its passphrase."""

    identities: tuple[x25519.Identity, ...] = ()
    passphrase: str = ""


def _recipient(text: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise Refused("bad_recipient", recipient=text) from error


def recipients_in(file: Path) -> tuple[str, ...]:
    """The recipients of a file as age keeps them: one a line, "#" begins a remark. Raises Refused."""
    lines = [line.strip() for line in _text(file).splitlines()]
    return tuple(line for line in lines if line and not line.startswith("#"))


def passphrase_in(file: Path) -> str:
    """The first line of a file that nobody else may read. Raises Refused."""
    text = _text(file)
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise Refused("open_to_others", file=file)
    return text.split("\n", 1)[0].rstrip("\r")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("not_read", file=file, reason=getattr(error, "strerror", None) or error) from error


def fresh_key(file: Path, opens: str) -> str:
    """Make a pair of keys: the secret one goes into a new file under the passphrase `opens`; returns the public one.

    `age -d -i file` reads it as well. Raises Refused where the file is there already, OSError.
    """
    Lock(passphrase=opens)
    pair = x25519.Identity.generate()
    held = passphrase.encrypt(f"# public key: {pair.to_public()}\n{pair}\n".encode(), opens, armored=True)
    try:
        with open(file, "xb", opener=private) as written:
            written.write(held)
            written.flush()
            os.fsync(written.fileno())
    except FileExistsError:
        raise Refused("exists", file=file) from None
    return str(pair.to_public())


def is_closed(file: Path) -> bool:
    """Whether a file of secret keys asks for a passphrase. Raises Refused when it cannot be read."""
    try:
        return file.read_bytes()[: len(BEGIN)].startswith((AGE, BEGIN))
    except OSError as error:
        raise Refused("not_read", file=file, reason=error.strerror or error) from error


def identities(file: Path, opens: str = "") -> tuple[x25519.Identity, ...]:
    """The secret keys of a file of age; `opens` is its passphrase where it has one. Raises Refused."""
    try:
        held = file.read_bytes()
        if is_closed(file):
            held = _opened_by(opens, held)
        lines = [line.strip() for line in held.decode("utf-8").splitlines()]
        found = tuple(x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#"))
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise Refused("bad_key", file=file) from error
    if not found:
        raise Refused("bad_key", file=file)
    return found


def _opened_by(opens: str, held: bytes) -> bytes:
    try:
        return passphrase.decrypt(held, opens)
    except pyrage.DecryptError as error:
        raise Refused("wrong_passphrase" if "Decryption failed" in str(error) else "damaged_head") from error


class _Pulled:
    """The pieces of an iterator as a file that is read; an error among them is kept, for the library hides it."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.left, self.fault = pieces, memoryview(b""), None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self.left:
                self.left = memoryview(next(self.pieces))
        except StopIteration:
            return b""
        except BaseException as fault:
            self.fault = fault
            raise
        taken, self.left = self.left[:size], self.left[size:]
        return bytes(taken)


class _Pushed:
    """A file that is written to; an error is kept, for the library hides it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.fault = file, None

    def write(self, piece: bytes) -> int:
        try:
            return self.file.write(piece)
        except BaseException as fault:
            self.fault = fault
            raise

    def flush(self) -> None:
        self.file.flush()


def seal(pieces: Iterator[bytes], file: BinaryIO, lock: Lock) -> Key:
    """Write the pieces encrypted; the key that opens the file, which nobody else has.

    Raises what the pieces raise, and OSError of the file.
    """
    own = x25519.Identity.generate()
    if lock.passphrase:
        file.write(passphrase.encrypt(str(own).encode(), lock.passphrase, armored=True))
    pulled, pushed = _Pulled(pieces), _Pushed(file)
    try:
        pyrage.encrypt_io(pulled, pushed, [own.to_public(), *map(_recipient, lock.recipients)])
    except (pyrage.EncryptError, OSError) as error:
        raise pulled.fault or pushed.fault or error from None
    return Key(passphrase=lock.passphrase) if lock.passphrase else Key((own,))


@contextmanager
def opened(path: Path, key: Key) -> Iterator[BinaryIO]:
    """What a backup holds, decrypted piece by piece while it is read; whoever reads must do so to the end.

    Raises Refused: no backup, a key or a passphrase that does not open it, damage, at the latest when it is left.
    """
    with _read(path) as file:
        own = _own_key(path, file, key)
        ends = os.pipe()
        fault: list[BaseException] = []
        turning = threading.Thread(target=_turn, args=(file, ends[1], own, fault), daemon=True)
        turning.start()
        try:
            with open(ends[0], "rb", buffering=1 << 20) as plain:
                yield plain
        except Refused as refused:
            turning.join()
            if refused.code != "not_ours" or not fault:
                raise
        finally:
            turning.join()  # what was not read to its end breaks off once nobody reads
        if fault:
            raise _why(path, fault[0]) from fault[0]


def _turn(file: BinaryIO, end: int, keys: Sequence[x25519.Identity], fault: list[BaseException]) -> None:
    with open(end, "wb", buffering=0) as plain:
        pushed = _Pushed(plain)
        try:
            pyrage.decrypt_io(file, pushed, keys)
        except BaseException as error:  # told by whoever reads, if he still does
            if pushed.fault is None:
                fault.append(error)


def _read(path: Path) -> BinaryIO:
    try:
        return open(path, "rb")
    except OSError as error:
        raise Refused("not_read", file=path, reason=error.strerror or error) from error


def _own_key(path: Path, file: BinaryIO, key: Key) -> Sequence[x25519.Identity]:
    """The secret keys to try; the file stands at the encrypted contents then."""
    before = file.read(len(BEGIN))
    armoured = b""
    if before == BEGIN:
        armoured = before
        while not armoured.endswith(END):
            line = file.readline(LONGEST)
            armoured += line
            if not line or len(armoured) > LONGEST:
                raise Refused("damaged_head")
        before = file.read(len(AGE))
    else:
        file.seek(0)
    if before[: len(AGE)] != AGE:
        raise Refused("damaged_head" if armoured else "no_backup", file=path)
    file.seek(len(armoured))
    if key.identities or not key.passphrase:
        return key.identities
    if not armoured:
        raise Refused("needs_key", file=path)
    text = _opened_by(key.passphrase, armoured).decode("ascii", "replace")
    try:
        return (x25519.Identity.from_str(text),)
    except pyrage.IdentityError as error:
        raise Refused("damaged_head") from error


def _why(path: Path, fault: BaseException) -> Refused:
    """What the library could not do, in our words: it has no codes."""
    if isinstance(fault, pyrage.DecryptError) and "No matching keys" in str(fault):
        return Refused("wrong_key", file=path)
    if isinstance(fault, OSError) and fault.errno is not None:
        return Refused("not_read", file=path, reason=fault.strerror or fault)
    return Refused("damaged", file=path)
