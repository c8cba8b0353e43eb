"""A data home with something of everything, for backups, and what is the same in two homes."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

from pyrage import x25519

from inspection.access import Accounts, Audit
from inspection.access.backups import Key, Lock
from inspection.snapshots import Publication, PublicSite, template
from inspection.warehouse import Store, ledger_tables, open_mart
from tests.snapshots.county import AS_OF, SMALL, ledgers, standard

NOW = datetime(2025, 11, 29, 2, 30)
PAIR = x25519.Identity.generate()
TO_PAIR, OF_PAIR = Lock((str(PAIR.to_public()),)), Key((PAIR,))
ODD = ("含 空格.toml", "emoji 🏮.toml", "a'b\"c$(d);.toml", "-rf", "x" * 120 + ".toml", "长" * 80, "line\nbreak", "back\\slash")


OF_ACCESS = ("access/lock", "access/.accounts.lock", "access/audit/.audit.lock", "access/sessions/aa.json")


def small(home: Path) -> Path:
    """A home of a few small files, for what is done to it many times."""
    (home / "versions").mkdir(parents=True, mode=0o700)
    (home / "keys").mkdir(mode=0o700)
    (home / "mappings").mkdir(mode=0o700)
    (home / "versions" / "current").write_text("0\n")
    (home / "keys" / "snapshot.pem").write_text("key")
    (home / "mappings" / "名称.toml").write_text("profile")
    (home / "settings.toml").write_text("[county]\n")
    return home


def office(home: Path) -> Path:
    """A home with two versions, the files as they came, a published snapshot with its site, names of every kind, accounts being
    written to, and what must not be kept: locks, drafts, half-written files."""
    came = home.parent / "台账 来件.csv"
    came.write_text("来件", encoding="utf-8")
    store = Store(home)
    for number in range(2):
        tables = ledger_tables(ledgers(SMALL | {"A": ("township", 39 + number, 40)}))
        store.publish(tables, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1 + number, 9), sources=(came,))
    Store(home / "demo").publish(
        ledger_tables(ledgers(SMALL)), as_of=AS_OF, files=(), built_at=datetime(2025, 9, 1), demonstration=True
    )
    held = Publication(home, PublicSite(home, standard()))
    mart = open_mart(store.current())
    entry = held.draft(mart, standard(), template("monthly"), version=2, by="甲", at=datetime(2025, 10, 8, 9))
    mart.close()
    held.approve(entry.id, by="乙", at=datetime(2025, 10, 8, 10))
    held.publish(entry.id, by="甲", at=datetime(2025, 10, 8, 11))
    (home / "mappings").mkdir(mode=0o700)
    for name in ODD:
        (home / "mappings" / name).write_text(name, encoding="utf-8")
    (home / "some later room" / "empty").mkdir(parents=True)
    if os.name == "posix":
        (home / "some later room" / os.fsdecode(b"no text \xff\xfe")).write_bytes(b"\0\xff")
    (home / "settings.toml").write_text("[versions]\nkeep = 3\n", encoding="utf-8")
    Accounts(home).add("甲", ("steward",), None, by="root", at=NOW)
    for number in range(3):
        Audit(home).note("downloaded", "甲", ("steward",), "10.0.0.7", NOW, file=f"{number}.csv")
    with open(home / "access" / "audit" / "2025-11.jsonl", "a", encoding="utf-8") as log:
        log.write('{"n": 4, "at"')  # somebody is just writing
    for left in ("versions/5.json.new", "versions/draft-20251001090000-aa/full.duckdb", "views-x.new", *OF_ACCESS):
        (home / left).parent.mkdir(parents=True, exist_ok=True)
        (home / left).write_text("left over")
    return home


def held_in(home: Path, *, without: tuple[str, ...] = ()) -> dict[str, str]:
    """Path -> sha256 of every file, and of every folder ""; without locks, which come and go."""
    found = {}
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if not name.startswith(without or ("\0",)) and path.name not in ("lock", ".lock"):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return found
