"""Data that lies beside the project and is no part of it: tests on it are skipped in a user's clone, and must run in CI."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def needs(path: Path) -> pytest.MarkDecorator:
    """Skip a test where `path` is not there; never where CI=true: there the test runs, and fails without its data."""
    missing = not path.exists() and os.environ.get("CI") != "true"
    return pytest.mark.skipif(missing, reason=f"its data lie beside the project: ../shared/{path.relative_to(SHARED)}")
