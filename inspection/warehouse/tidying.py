"""What every start does, and a server every minute: leftovers of dead processes go, and what is ours is closed to others."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from inspection.warehouse.errors import StoreError
from inspection.warehouse.mart import demonstration_store
from inspection.warehouse.owner_only import tighten
from inspection.warehouse.passing import sweep_passing
from inspection.warehouse.store import Store


def tidy(home: Path, now: datetime) -> None:
    """Sweep the temporary folder and the drafts of a data home, and take from others what it leaves open to them.

    Makes nothing where there is nothing. What cannot be done now (another writes, a disk that is read-only, a damaged
    store) is no reason not to start: the next time does it, and whoever needs the store is told what is wrong with it.
    """
    sweep_passing(now)
    for store in (Store(home), demonstration_store(home)):
        with suppress(OSError, StoreError):
            store.sweep(now)
    tighten(Path(home))
