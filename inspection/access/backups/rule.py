"""What of a data home is kept: everything, but for the locks, leftovers and files of the program named here.

A rule of what is left out, so that what a later program or a hand adds to a home is never forgotten.
"""

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from inspection.access.backups.faults import Refused
from inspection.warehouse.store import PROJECT

LEFT_OUT = re.compile(
    r"""
      (demo/)?versions/(lock | draft-[^/]+ | [^/]+\.(new|wal|building|gone))     # a lock, drafts, half-written files
    | (demo/)?snapshots/(\.lock | \.[^/]+\.building | (.+/)?\.[^/]+\.new)
    | \.schedule\.lock
    | (demo/)?papers/\.g[0-9]+\.building(/.*)?                                    # a paper that was being kept
    | (demo/)?public/(.+/)?\.[^/]+\.new
    | (demo/)?(\.aliases\.csv\.lock | (aliases\.csv|settings\.toml)\.new | views-[^/]+\.new | mappings/\.[^/]+\.new)
    | (demo/)?engine(/.*)?                                                        # made anew
    | access/(sessions | (.+/)?(lock | [^/]+\.lock | [^/]+\.new))                 # nobody is signed in where it comes back
    | lost\+found | System\ Volume\ Information | \$RECYCLE\.BIN | \.(Trash[^/]*|Spotlight-V100|fseventsd)   # of a disk
    | (.+/)?(\.DS_Store | \.nfs[0-9a-f]+)
    | \.backup-[^/]+ | \.restored-[^/]+ | before-restore-[^/]+ | restoring\.json(\.new)?                    # our own
    """,
    re.VERBOSE | re.DOTALL,
)
PROGRAMS = re.compile(r"reference|fonts|mappings/(README\.md|sf_food_inspections\.toml|police_complaints\.toml)")
"""What the program ships in its own data/, which is the home of an office that named no other."""


@dataclass
class Found:
    """What of a home is kept, as paths relative to it with "/": its folders, each before what is in it, and its files."""

    folders: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def units(self) -> list[str]:
        """What is moved as one when a home is put in place: what lies in it, and one by one the mapping profiles, which
        may lie beside those of the program."""
        whole = {path.split("/")[0] for path in (*self.folders, *self.files)} - {"mappings"}
        return sorted(whole | {"/".join(path.split("/")[:2]) for path in self.files if path.startswith("mappings/")})


def is_the_programs(home: Path) -> bool:
    """Whether a home is the folder data/ of the program itself."""
    return home.exists() and (PROJECT / "data").exists() and os.path.samefile(home, PROJECT / "data")


def found_in(home: Path) -> Found:
    """What of a home is kept, in the order of names. Raises Refused for a link or a device in it, OSError."""
    found, ours = Found(), is_the_programs(home)

    def look(folder: Path, before: str) -> None:
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            path = before + entry.name
            if LEFT_OUT.fullmatch(path) or (ours and PROGRAMS.fullmatch(path)):
                continue
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                found.folders.append(path)
                look(Path(entry.path), path + "/")
            elif stat.S_ISREG(mode):
                found.files.append(path)
            else:
                raise Refused("link", path=entry.path)

    if home.exists():
        look(home, "")
    return found
