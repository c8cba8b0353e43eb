"""The running server removes what dead processes left, at its start and every minute, and goes on when it cannot."""

import asyncio
import tempfile
import time
from datetime import datetime

import pytest

from inspection.snapshots import Publication, PublicSite, Text
from inspection.ui.serving import server
from inspection.warehouse import Store, settings
from inspection.warehouse.passing import LOCK
from tests.apart import run_apart
from tests.snapshots.conftest import published
from tests.warehouse.tiny import publish

AT = datetime(2025, 10, 22, 9)


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

    run_apart(served())


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

    run_apart(served())


def test_a_withdrawal_killed_before_its_page_was_written_is_made_public_by_the_running_server(passing, tmp_path):
    home = tmp_path / "home"
    publication, entry = published(home)
    with_site = Publication(home, PublicSite(home, settings(home)))
    with_site.settle(by="a", at=AT)
    page = home / "public" / entry.folder / "index.html"
    assert "本期已撤回" not in page.read_text(encoding="utf-8")
    publication.withdraw(entry.id, reason=Text("误发", ""), by="a", at=AT)  # the line is written, the site is not

    async def served() -> None:
        async with server.lifespan(None):
            assert "本期已撤回" in page.read_text(encoding="utf-8")

    run_apart(served())
