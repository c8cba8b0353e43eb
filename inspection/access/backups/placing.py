"""Putting a restored home in place, in one step or none: `restoring.json` is the step.

Once it says what is to be moved, the restore has happened: whoever starts next (`settle`) makes the rest good. What cannot be
moved is moved back, and then nothing has happened.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from inspection.access.backups import still
from inspection.access.backups.faults import Refused
from inspection.warehouse import private_folder
from inspection.warehouse.disk import Lock, remove, sync_folder, write_whole

STEP = "restoring.json"


@dataclass(frozen=True)
class Plan:
    """What is moved within a home: `fresh` units out of the folder `source`, what is in their place and the units `gone` into
    the folder `aside`."""

    source: str
    aside: str
    fresh: tuple[str, ...]
    gone: tuple[str, ...]


def place(home: Path, plan: Plan) -> None:
    """Take the step, and move everything to its place. Raises Refused when it could not be and was moved back."""
    for unit in (*plan.fresh, *plan.gone):
        if (home / unit).is_mount():
            raise Refused("mount", place=home / unit)
    try:
        write_whole(home / STEP, json.dumps(asdict(plan), ensure_ascii=True))
    except OSError:
        remove(home / STEP)  # it may stand, only not for certain: then it was not taken
        raise
    _carry_out(home, plan)


def settle(home: Path) -> None:
    """Make good a restore that was killed after its step, and let go what killed backups and restores left.

    Nothing happens where there is nothing, or while whoever takes the step lives. Raises Refused, OSError.
    """
    home = Path(home)
    still.sweep(home)
    plan = _planned(home)
    for folder in home.glob(".restored-*"):
        lock = Lock(folder / "lock")
        if not lock.take():
            return
        try:
            if plan and folder.name == plan.source:
                _carry_out(home, plan)
        finally:
            lock.release()
        with suppress(OSError):  # the next start tries again
            remove(folder)
    with suppress(OSError):
        remove(home / f"{STEP}.new")
    if plan and not (home / plan.source).is_dir():  # it was moved by hand, or the file was copied here
        remove(home / STEP)


def _planned(home: Path) -> Plan | None:
    """The step that was taken, None where there is none."""
    try:
        held = json.loads((home / STEP).read_text(encoding="ascii"))
        return Plan(str(held["source"]), str(held["aside"]), tuple(held["fresh"]), tuple(held["gone"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("bad_step", file=home / STEP) from error


def _carry_out(home: Path, plan: Plan) -> None:
    """Move what is not moved yet, however often that was begun; where that fails move all of it back."""
    fresh, aside = home / plan.source / "home", home / plan.aside
    try:
        for unit in plan.fresh:
            if _is_there(fresh / unit):
                if _is_there(home / unit):
                    _move(home / unit, aside / unit)
                _move(fresh / unit, home / unit)
        for unit in plan.gone:
            if _is_there(home / unit) and not _is_there(aside / unit):
                _move(home / unit, aside / unit)
        _last(home, plan)
    except OSError as error:
        try:
            _moved_back(home, plan)
        except OSError:
            raise Refused("stuck", home=home, reason=error.strerror or error) from error
        raise Refused("not_placed", home=home, reason=error.strerror or error) from error


def _moved_back(home: Path, plan: Plan) -> None:
    fresh, aside = home / plan.source / "home", home / plan.aside
    for unit in plan.fresh:
        if not _is_there(fresh / unit):
            _move(home / unit, fresh / unit)
    for unit in (*plan.fresh, *plan.gone):
        if _is_there(aside / unit):
            _move(aside / unit, home / unit)
    _last(home, plan)
    with suppress(OSError):
        remove(aside)  # nothing but empty folders by now


def _move(source: Path, target: Path) -> None:
    private_folder(target.parent)
    os.replace(source, target)


def _last(home: Path, plan: Plan) -> None:
    """Make the moves last, and then the end of the step."""
    for folder in (home / plan.aside, *{(home / unit).parent for unit in (*plan.fresh, *plan.gone)}, home):
        if folder.is_dir():
            sync_folder(folder)
    remove(home / STEP)
    sync_folder(home)


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)
