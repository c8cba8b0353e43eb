"""Bringing a backup back: all of it is unpacked beside and verified before anything of the home is touched."""

import os
import secrets
import tarfile
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from inspection.access.backups.faults import Refused, writing
from inspection.access.backups.placing import STEP, Plan, place, settle
from inspection.access.backups.rule import PROGRAMS, Found, found_in, is_the_programs
from inspection.access.backups.sealed import Key, opened
from inspection.access.backups.still import locked
from inspection.access.backups.tape import Contents, Put, unpacked
from inspection.warehouse import OPEN_FILE, OPEN_FOLDER, READ_ONLY, private, private_folder, set_mode, tighten
from inspection.warehouse.disk import Lock, remove, sync_folder

PATIENCE = 2.0


@dataclass(frozen=True)
class Restored:
    """What was brought back, and the folder in which what was there before now lies (None: nothing was)."""

    contents: Contents
    aside: Path | None


def read_back(file: Path, key: Key) -> Contents:
    """Decrypt a backup to its end and compare it with its manifest; nothing is written. Raises Refused."""
    with opened(Path(file), key) as plain:
        return unpacked(plain, lambda path, member: None)


def restore(home: Path, file: Path, key: Key, now: datetime, *, replace: bool = False) -> Restored:
    """Put what a backup holds in place of a home, in one step or none.

    A home that holds data is refused unless `replace`; then all it held is moved aside, into a folder before-restore-… of the
    home. The program must not serve the home meanwhile. Raises Refused with nothing changed: no backup, the wrong key,
    damage, a newer program, the disk, somebody writing.
    """
    home = Path(home)
    settle(home)
    before = found_in(home)
    if not replace and any(unit != "demo" for unit in before.units):
        raise Refused("occupied", home=home)
    with writing(home), ExitStack() as ended:
        private_folder(home)
        folder = home / f".restored-{secrets.token_hex(4)}"
        private_folder(folder)
        lock = Lock(folder / "lock")
        lock.take()
        ended.callback(_let_go, home, folder)
        ended.callback(lock.release)
        fresh, folders = folder / "home", []
        private_folder(fresh)
        with opened(Path(file), key) as plain:
            contents = unpacked(plain, _into(fresh, folders))
        after = Found(folders, [*contents.files])
        for path in reversed(after.folders):
            if _is_public(path):
                set_mode(fresh / path, OPEN_FOLDER)
            sync_folder(fresh / path)
        sync_folder(fresh)
        with ExitStack() as writers:
            writers.enter_context(locked(home, PATIENCE))
            before = found_in(home)
            if not replace and any(unit != "demo" for unit in before.units):
                raise Refused("occupied", home=home)
            if os.name == "nt":
                writers.close()  # there nothing is moved that somebody holds open
            aside = f"before-restore-{now:%Y%m%dT%H%M%S}-{folder.name[-4:]}"
            fresh_units = [unit for unit in after.units if not (is_the_programs(home) and PROGRAMS.fullmatch(unit))]
            plan = Plan(folder.name, aside, tuple(fresh_units), tuple(sorted({*before.units} - {*fresh_units})))
            place(home, plan)
        tighten(home)
        return Restored(contents, home / aside if (home / aside).is_dir() else None)


def _let_go(home: Path, folder: Path) -> None:
    """What is left of the unpacking; where it cannot go now, the next start removes it. A step that was broken off, by Ctrl+C
    or a disk, needs it to be made good."""
    if not (home / STEP).exists():
        with suppress(OSError):
            remove(folder)


def _is_public(path: str) -> bool:
    return path.removeprefix("demo/").split("/")[0] == "public"


def _into(fresh: Path, folders: list[str]) -> Put:
    """Where the files of a backup go: each its owner's alone, what was read-only so again, what is public open to all."""

    def put(path: str, member: tarfile.TarInfo) -> BinaryIO | None:
        place = fresh / path
        if member.isdir():
            private_folder(place)
            folders.append(path)
            return None
        private_folder(place.parent)
        file = open(place, "xb", opener=private)  # noqa: SIM115 - whoever writes it closes it
        if _is_public(path):
            set_mode(place, OPEN_FILE)
        elif not member.mode & 0o200:
            set_mode(place, READ_ONLY)
        return file

    return put
