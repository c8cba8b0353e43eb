"""Files of the data home are their owner's alone, 0600 and its folders 0700, whatever the umask was.

Open to all is what is published: `public/`, and through the home's own folder a way to it (0711: who knows the name may
pass, nobody may look what else there is), so that a web server of another user can serve it. On Windows, which has no
such modes, nothing is changed.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

PUBLIC = "public"
OWN = ("versions", "settings.toml", "mappings", "aliases.csv", ".aliases.csv.lock", "views.json", "snapshots", "keys", "demo")
OWN += ("access", "papers", "outbox", "schedule.toml", ".schedule.lock", "level", "known-keys", "summary.toml", "sequences.json")
OWN += ("boards.json", "engine")
FILE, READ_ONLY, FOLDER, PASSING = 0o600, 0o400, 0o700, 0o711
OPEN_FILE, OPEN_FOLDER = 0o644, 0o755


def private(path: str, flags: int) -> int:
    """For `open(…, opener=private)`: what is made new is its owner's alone."""
    return os.open(path, flags, FILE)


def private_folder(folder: Path) -> None:
    """Make a folder and those above it that are lacking, each its owner's alone; nothing where it is there."""
    for path in reversed([folder, *folder.parents]):
        if not path.exists():
            path.mkdir(mode=FOLDER, exist_ok=True)


def set_mode(path: Path, mode: int) -> None:
    """Give a file or folder its mode. A disk without modes, or another owner, is no reason to refuse the work."""
    if os.name == "posix":
        with suppress(OSError):
            os.chmod(path, mode)


def tighten(home: Path) -> None:
    """Take from everybody else what a home of an older program, a hand or an unpacked backup left open to them.

    Only what is ours by its name, and the folder itself only where it holds nothing else: a home may be the project's
    data/, or by mistake a folder that is not ours at all. No link is followed.
    """
    if os.name != "posix" or not (home / "versions").is_dir():
        return
    with suppress(OSError):
        names = {path.name for path in home.iterdir()}
        for name in names.intersection(OWN):
            _tighten(home / name)
        if names <= {*OWN, PUBLIC}:
            _at_most(home, PASSING if PUBLIC in names else FOLDER)


def _tighten(path: Path) -> None:
    if path.is_symlink():
        return
    _at_most(path, FOLDER)
    if path.is_dir():
        for inside in path.iterdir():
            if inside.name != PUBLIC:  # of the demonstration
                _tighten(inside)


def _at_most(path: Path, most: int) -> None:
    """Take the rights of group and others that `most` does not give; a folder that must be passed is given them."""
    mode = stat.S_IMODE(path.stat().st_mode)
    wanted = (mode & 0o700) | (most & 0o077)
    if mode != wanted:
        set_mode(path, wanted)
