"""Publishing the demonstration county: a store of its own below the data home, never a version of the office's data."""

from datetime import datetime
from pathlib import Path

from inspection.demonstration.words import COUNTY, PUBLIC_ACCOUNT
from inspection.warehouse import Damaged, Version, demonstration_store, ledger_tables
from inspection.warehouse.disk import remove

SETTINGS = f"""# 演示数据 · demonstration data
[county]
name = "{COUNTY}"
public_account = "{PUBLIC_ACCOUNT}"
contact = "{COUNTY}委巡察办(演示)"
"""


def publish(home: Path, built_at: datetime) -> Version:
    """Make the demonstration county of a data home, from its fixed seed, and publish it below `<home>/demo/`.

    Raises Busy when another process is doing the same, StoreError when the folder cannot be written.
    """
    from inspection.demonstration import county  # here, because a start on the office's own data never needs it

    store = demonstration_store(home)
    store.home.mkdir(parents=True, exist_ok=True)
    (store.home / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    try:
        store.current()
    except Damaged:  # invented data: made anew rather than mended
        remove(store.folder)
    ledgers, as_of = county()
    return store.publish(ledger_tables(ledgers), as_of=as_of, files=(), built_at=built_at, demonstration=True)
