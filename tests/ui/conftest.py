"""The demonstration county, published once per process of the tests."""

from datetime import datetime
from pathlib import Path

import pytest

from inspection.demonstration.publish import publish
from tests.signed_in import Somebody


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """A data home that holds the demonstration; whoever writes into one takes a copy (`dashboard.demonstration`)."""
    folder = tmp_path_factory.mktemp("demonstration")
    publish(folder, datetime(2025, 10, 1))
    return folder


@pytest.fixture
def demo(made, monkeypatch) -> Path:
    """The demonstration for those who only read: it is the same for all of them, so what was made for one is kept for
    the next."""
    monkeypatch.setenv("INSPECTION_DATA", str(made))
    return made


@pytest.fixture(autouse=True)
def somebody(monkeypatch) -> Somebody:
    """Whoever looks at an office's own data is signed in, with every role; a test may be somebody else."""
    return Somebody(monkeypatch)
