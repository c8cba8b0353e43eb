"""Which program made a version: read from the working copy without git, or from a tree that git has archived."""

import shutil
import subprocess
from pathlib import Path

import pytest

from inspection.cli import main
from inspection.warehouse import PROGRAM, Store
from inspection.warehouse.program import ARCHIVED, commit_of
from tests.warehouse.tiny import publish

PROJECT = Path(__file__).resolve().parents[2]
COMMIT, OTHER = "0123456789abcdef0123456789abcdef01234567", "f" * 40


def tree(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("files", "commit"),
    [
        ({".git/HEAD": f"{COMMIT}\n"}, COMMIT),
        ({".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/main": f"{COMMIT}\n"}, COMMIT),
        (
            {
                ".git/HEAD": "ref: refs/heads/main\n",
                ".git/packed-refs": f"# pack-refs\n{OTHER} refs/heads/main2\n{COMMIT} refs/heads/main\n^{OTHER}\n",
            },
            COMMIT,
        ),
        (
            {
                ".git": "gitdir: away/worktrees/this\n",
                "away/worktrees/this/HEAD": "ref: refs/heads/this\n",
                "away/worktrees/this/commondir": "../..\n",
                "away/refs/heads/this": f"{COMMIT}\n",
                "away/refs/heads/main": f"{OTHER}\n",
            },
            COMMIT,
        ),
        ({str(ARCHIVED): f"{COMMIT}\n"}, COMMIT),
        ({str(ARCHIVED): "$Format:%H$\n", ".git/HEAD": f"{COMMIT}\n"}, COMMIT),
        ({str(ARCHIVED): "$Format:%H$\n"}, "unknown"),
        ({".git/HEAD": "ref: refs/heads/main\n"}, "unknown"),
        ({}, "unknown"),
    ],
    ids=["detached", "branch", "packed", "worktree", "archived", "checked out", "copied", "no commit yet", "nothing"],
)
def test_the_commit_of_a_tree(tmp_path, files, commit):
    assert commit_of(tree(tmp_path, files)) == commit


@pytest.mark.skipif(not shutil.which("git") or not (PROJECT / ".git").exists(), reason="no git, or no working copy")
def test_git_itself_says_the_same_of_a_working_copy_and_of_an_archive(tmp_path):
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=PROJECT, check=True, capture_output=True, text=True)
    assert commit_of(PROJECT) == head.stdout.strip()
    archive = tmp_path / "released.tar"
    subprocess.run(["git", "archive", "-o", archive, "HEAD", ARCHIVED.as_posix()], cwd=PROJECT, check=True)
    shutil.unpack_archive(archive, tmp_path / "released", filter="data")
    assert commit_of(tmp_path / "released") == head.stdout.strip()


def test_a_version_says_which_program_made_it_and_the_shell_shows_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    version = publish(Store(tmp_path), 1)
    assert version.manifest["program"] == version.program == PROGRAM
    assert main(["versions"]) == 0
    listed = capsys.readouterr().out
    assert PROGRAM["version"] in listed and PROGRAM["commit"][:12] in listed
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert PROGRAM["version"] in (said := capsys.readouterr().out) and PROGRAM["commit"] in said
