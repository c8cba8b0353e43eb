"""The draft of a check goes with the browser that asked for it, minutes after it was closed."""

import time

import pytest

from inspection.ui.pieces import attended
from inspection.ui.pieces.attended import PATIENCE, attend, let_go_unattended
from inspection.warehouse import Store
from tests.warehouse.tiny import CLOCK, DAY, county


@pytest.fixture
def draft(tmp_path, monkeypatch):
    monkeypatch.setattr(attended, "_drafts", [])
    store = Store(tmp_path)
    made = store.draft(county(1), as_of=DAY, files=(), built_at=CLOCK)
    attend(store, made)
    return made


def test_a_draft_stays_while_its_browser_is_there_and_goes_three_minutes_after_it(draft):
    now = time.monotonic()
    assert let_go_unattended(lambda _: True, now + 10_000) == 0 and draft.full.exists()
    assert let_go_unattended(lambda _: False, now + 10_000 + PATIENCE - 1) == 0 and draft.full.exists()
    assert let_go_unattended(lambda _: False, now + 10_000 + PATIENCE + 1) == 1 and not draft.folder.exists()


def test_a_browser_that_comes_back_in_time_finds_its_draft(draft):
    now = time.monotonic()
    let_go_unattended(lambda _: False, now + PATIENCE - 1)
    let_go_unattended(lambda _: True, now + PATIENCE)
    assert let_go_unattended(lambda _: False, now + 2 * PATIENCE - 1) == 0 and draft.folder.exists()


def test_a_draft_that_was_accepted_or_dropped_is_forgotten(draft, tmp_path):
    Store(tmp_path).discard(draft)
    assert let_go_unattended(lambda _: False, time.monotonic()) == 0 and attended._drafts == []
