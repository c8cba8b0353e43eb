"""The same inputs give the same bytes: in another process, time zone, locale, folder, and order of hashes."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
MAKE = """
import sys
from pathlib import Path
from tests.snapshots.conftest import published
home = Path(sys.argv[1])
for template, day in (("monthly", 8), ("bands", 9)):
    publication, entry = published(home, template, day=day, votes={"A": {"good": 20, "poor": 1}})
"""


def made(home: Path, cwd: Path, **environment: str) -> dict[str, str]:
    """Path -> sha256 of everything that two snapshots leave in a data home, the register and the chain included."""
    env = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    subprocess.run([sys.executable, "-c", MAKE, str(home)], cwd=cwd, env=env, check=True)
    files = (path for path in (home / "snapshots").rglob("*") if path.is_file())
    return {str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.long
def test_two_runs_far_apart_leave_the_same_bytes(tmp_path):
    first = made(tmp_path / "a", PROJECT, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    (tmp_path / "b").mkdir()
    shutil.copytree(tmp_path / "a" / "keys", tmp_path / "b" / "keys")
    second = made(tmp_path / "b", tmp_path, PYTHONHASHSEED="77", TZ="Asia/Shanghai", LC_ALL="C", COLUMNS="40")
    assert first == second and len(first) == 2 * 9 + 4
