"""Drafts of a check belong to a browser that is there: when it has been gone for minutes, its draft goes too.

Streamlit keeps the session of a closed browser until somebody else comes, which on a quiet server may take days.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from streamlit.runtime.scriptrunner import get_script_run_ctx

from inspection.warehouse import Draft, Store

PATIENCE = 180.0  # seconds a browser may be gone: a network that comes back finds the check as it was


@dataclass
class _Attended:
    session: str
    store: Store
    draft: Draft
    seen: float


_drafts: list[_Attended] = []
_guard = threading.Lock()


def attend(store: Store, draft: Draft) -> None:
    """Let a draft go with the browser that asked for it: the one whose script runs in this thread."""
    context = get_script_run_ctx(suppress_warning=True)
    with _guard:
        _drafts.append(_Attended(context.session_id if context else "", store, draft, time.monotonic()))


def let_go_unattended(is_there: Callable[[str], bool], now: float) -> int:
    """Discard the drafts whose browser has not been there for three minutes; how many. `now`: `time.monotonic()`.

    `is_there` says of a session whether its browser is connected. A draft that is gone already is only forgotten.
    """
    with _guard:
        gone = []
        for one in list(_drafts):
            if is_there(one.session):
                one.seen = now
            if not one.draft.folder.exists():
                _drafts.remove(one)
            elif now - one.seen > PATIENCE:
                gone.append(one)
                _drafts.remove(one)
    for one in gone:
        with suppress(OSError):  # what cannot be removed goes with the next sweep: its lock is let go
            one.store.discard(one.draft)
    return len(gone)
