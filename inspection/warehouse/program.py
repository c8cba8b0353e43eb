"""Which program this is: its version and its commit, for the manifests of what it makes.

The commit is what the working copy stood at when this process started; changes not committed do not show in it. Git
itself is not asked: it need not be installed where an office's program runs.
"""

import re
from pathlib import Path

import inspection

UNKNOWN = "unknown"
ARCHIVED = Path("inspection") / "commit.txt"
"""Holds a placeholder that `git archive`, and so every download of a released tree, replaces by the commit."""


def commit_of(project: Path) -> str:
    """The commit (hexadecimal) of a working copy, or of a tree that git has archived; "unknown" for any other tree."""
    archived = _words(project / ARCHIVED)
    return archived if _is_commit(archived) else _checked_out(project / ".git") or UNKNOWN


def _checked_out(git: Path) -> str | None:
    """What HEAD stands at. `.git` is a folder, or in a further worktree a file that names one."""
    if git.is_file():
        git = git.parent / _words(git).removeprefix("gitdir: ")
    head = _words(git / "HEAD")
    if not head.startswith("ref: "):
        return head if _is_commit(head) else None
    name = head.removeprefix("ref: ")
    common = git / (_words(git / "commondir") or ".")  # where a further worktree's branches are
    found = _words(common / name)
    packed = re.search(rf"^(\w+) {re.escape(name)}$", _words(common / "packed-refs"), re.M)
    found = found or (packed[1] if packed else "")
    return found if _is_commit(found) else None


def _is_commit(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", text) is not None


def _words(path: Path) -> str:
    """A small text file, "" where there is none: a tree without git is nothing wrong."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


PROGRAM = {"version": inspection.__version__, "commit": commit_of(Path(__file__).resolve().parents[2])}
