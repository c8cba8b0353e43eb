"""Backups: a data home in one encrypted file, and the way back.

back_up(home, file, Lock(recipients=("age1…",)), now)            one file, read back before it bears its name
back_up_into(home, folder, keep, Lock(…), now)                   the file of the day; the last `keep` stay
restore(home, file, Key(passphrase="…"), now, replace=False)     all of it verified, then put in place in one step

A file is plain age (https://age-encryption.org/v1) around a plain tar, so that `age` and `tar` open it without this program;
what stands inside and before it: `tape.py`, `sealed.py`. Call it in a process of its own, never in one that serves the pages:
reading a database file that the same process has open lets go of DuckDB's lock on it.
"""

from inspection.access.backups.faults import Refused
from inspection.access.backups.making import Made, back_up
from inspection.access.backups.nightly import back_up_into
from inspection.access.backups.placing import settle
from inspection.access.backups.restoring import Restored, read_back, restore
from inspection.access.backups.sealed import Key, Lock, fresh_key, identities
from inspection.access.backups.tape import Contents

__all__ = [
    "Contents",
    "Key",
    "Lock",
    "Made",
    "Refused",
    "Restored",
    "back_up",
    "back_up_into",
    "fresh_key",
    "identities",
    "read_back",
    "restore",
    "settle",
]
