"""The running server removes what dead processes left, at its start and every minute, and goes on when it cannot."""

import asyncio
import tempfile
import time

import pytest

from inspection.ui.serving import server
from inspection.warehouse import Store
from inspection.warehouse.leftovers import LOCK
from tests.warehouse.tiny import publish


@pytest.fixture
def passing(tmp_path, monkeypatch):
    folder = tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path / "home"))
    monkeypatch.setattr(server, "EVERY", 0.02)
    monkeypatch.setattr(server, "_import_what_pages_use", lambda: None)
    publish(Store(tmp_path / "home"), 1)
    return folder


def left_over(folder):
    """What a killed process leaves: a folder with a lock that nobody holds."""
    left = folder / f"inspection-read-{time.monotonic_ns()}"
    left.mkdir()
    (left / LOCK).touch()
    (left / "cells").write_text("secret", encoding="utf-8")
    return left


async def until(gone) -> bool:
    for _ in range(500):
        if not gone.exists():
            return True
        await asyncio.sleep(0.02)
    return False


def test_at_the_start_and_while_it_runs(passing):
    async def served() -> None:
        at_start = left_over(passing)
        async with server.lifespan(None):
            assert not at_start.exists()
            assert await until(left_over(passing))

    asyncio.run(served())


def test_a_round_that_fails_is_not_the_last_one(passing, monkeypatch):
    tidied, failures = server.tidy, []

    def failing(*arguments: object) -> None:
        if len(failures) == 1:  # the first is the start's
            failures.append("once")
            raise RuntimeError("once")
        failures.append("") if not failures else None
        tidied(*arguments)

    monkeypatch.setattr(server, "tidy", failing)

    async def served() -> None:
        async with server.lifespan(None):
            left = left_over(passing)
            assert await until(left)
        assert "once" in failures

    asyncio.run(served())
