"""The planted faults as they stand in the toml files, and a copy of the tree to plant them in."""

import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LONGEST = 600  # seconds that the tests of one fault may take


@dataclass(frozen=True)
class Fault:
    """A text of a file, what a fault makes of it, the lie that tells, and the test files (or tests) that must notice."""

    name: str
    room: str
    file: str
    text: str
    instead: str
    lie: str
    tests: tuple[str, ...]


def planted() -> tuple[Fault, ...]:
    """All faults, room by room in the order of their files. KeyError for one that lacks an entry."""
    found = []
    for path in sorted(HERE.glob("*.toml")):
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found.append(Fault(name=name, room=path.stem, **entry | {"tests": tuple(entry["tests"])}))
    return tuple(found)


def copy_tree(to: Path) -> None:
    """The files of the checkout, with what is not yet committed, without data homes and environments."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)


def tested(tree: Path, tests: tuple[str, ...]) -> tuple[int, str]:
    """pytest's exit code on these tests of a copy, and its last lines; 0: nothing noticed, 1: a test failed."""
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", *tests],
        cwd=tree,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
    )
    return ran.returncode, "\n".join(ran.stdout.splitlines()[-3:])


def with_fault(tree: Path, fault: Fault) -> tuple[int, str]:
    """`tested` with the fault planted in the copy, which is as it was afterwards. ValueError where its text does not
    occur exactly once."""
    path = tree / fault.file
    whole = path.read_text(encoding="utf-8")
    if whole.count(fault.text) != 1:
        raise ValueError(f"{fault.name}: its text occurs {whole.count(fault.text)} times in {fault.file}")
    try:
        _write(path, whole.replace(fault.text, fault.instead))
        return tested(tree, fault.tests)
    finally:
        _write(path, whole)


def _write(path: Path, text: str) -> None:
    """Python takes a compiled file for current where second and size agree: what is planted fast would not be read."""
    path.write_text(text, encoding="utf-8")
    shutil.rmtree(path.parent / "__pycache__", ignore_errors=True)
