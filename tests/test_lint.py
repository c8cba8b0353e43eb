"""The linter finds nothing (rules: ruff.toml)."""

import subprocess
import sys
from pathlib import Path


def test_the_linter_finds_nothing():
    root = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise", "."]
    ended = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", timeout=120)
    assert ended.returncode == 0, ended.stdout + ended.stderr
