"""The nightly backup: a file named by its day in a folder of its own, of which the last ones stay."""

import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from inspection.access.backups.faults import Refused, writing
from inspection.access.backups.making import Made, back_up, sweep_half_written
from inspection.access.backups.sealed import AGE, BEGIN, Lock
from inspection.warehouse.disk import remove

NAME = re.compile(r"inspection-(\d{4}-\d\d-\d\d)\.age")


def back_up_into(home: Path, folder: Path, keep: int, lock: Lock, now: datetime) -> tuple[Made, list[Path]]:
    """Write the backup of the day, and then let go all but the last `keep`; what was made, and what was removed.

    Nothing is removed before the new one was read back whole, nor while the home is damaged: then the older ones are what an
    office needs. Only files are removed that bear our name and begin as ours do, never one of a later day. Raises as `back_up`.
    """
    folder = Path(folder)
    if keep < 1:
        raise Refused("keep", keep=keep)
    if not folder.is_dir():
        raise Refused("no_folder", folder=folder)
    sweep_half_written(folder, "inspection-*.age", now)
    made = back_up(home, folder / f"inspection-{now:%Y-%m-%d}.age", lock, now, over=True)
    older = [] if not made.sound else [path for day, path in _ours(folder) if day <= now.date()][:-keep]
    with writing(folder):
        for path in older:
            remove(path)
    return made, older


def _ours(folder: Path) -> list[tuple[date, Path]]:
    """The backups in a folder by their days, oldest first."""
    found = []
    for path in folder.iterdir():
        named = NAME.fullmatch(path.name)
        if named and path.is_file() and not path.is_symlink():
            with suppress(ValueError):  # no day
                day = date.fromisoformat(named[1])
                with open(path, "rb") as file:
                    if file.read(len(BEGIN)).startswith((AGE, BEGIN)):
                        found.append((day, path))
    return sorted(found)
