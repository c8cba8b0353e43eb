"""A draft: a version that is built and proven but does not stand yet. It belongs to the process that made it."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb

from inspection.warehouse import health
from inspection.warehouse.build import BUILD_CONFIG, attach, fill_full, mart_rows
from inspection.warehouse.connecting import connect
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.disk import Lock, copy_with_digest, digest, remove, sync_file, sync_folder
from inspection.warehouse.errors import StoreError
from inspection.warehouse.mart_file import write_mart
from inspection.warehouse.owner_only import FILE, private_folder, set_mode
from inspection.warehouse.program import PROGRAM
from inspection.warehouse.values import ImportedFile, Ledgers, Version

READ_CONFIG = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}
"""For every file that is read: connections of one process to one file must all be configured alike."""
MODES = ("replace", "update")
KINDS = ("full", "mart")
OLD = timedelta(days=1)


@dataclass(frozen=True)
class Draft:
    """What would be published: two files like a version's, and the manifest they would get.

    `parent` is the version it was compared with and that must still stand when it is accepted.
    """

    folder: Path
    parent: Version | None
    manifest: dict = field(compare=False, repr=False)
    lock: Lock = field(compare=False, repr=False)

    @property
    def full(self) -> Path:
        return self.folder / "full.duckdb"

    @property
    def mart(self) -> Path:
        return self.folder / "mart.duckdb"

    @property
    def number(self) -> int:
        return self.manifest["version"]

    @property
    def as_of(self) -> date:
        return date.fromisoformat(self.manifest["as_of"])

    @property
    def version(self) -> Version:
        """The draft in the shape of a version, for what reads versions: its mart, its rows, its as-of day."""
        return Version(self.number, self.as_of, self.manifest["demonstration"], self.full, self.mart, self.manifest)


@dataclass(frozen=True)
class Delivery:
    """What a draft is made of: ledgers that came in, how each is taken, and what the manifest will say of it.

    `restored` is the number of the version whose rows are brought back; then no ledgers came in.
    """

    ledgers: Ledgers
    as_of: date
    built_at: datetime
    files: tuple[ImportedFile, ...] = ()
    sources: Sequence[Path] = ()
    modes: Mapping[str, str] = field(default_factory=dict)
    who: str = ""
    note: str = ""
    demonstration: bool = False
    restored: int | None = None


def build(
    folder: Path,
    delivery: Delivery,
    *,
    number: int,
    parent: int | None,
    numbered: Path | None,
    standing: Path | None,
) -> dict:
    """Build both files of version `number` in a draft's folder; the manifest they would get.

    `standing` is the full file whose rows stay where nothing came in, `numbered` the one whose integers for secrets go
    on. Raises StoreError, OSError or duckdb.Error.
    """
    full, mart = folder / "full.duckdb", folder / "mart.duckdb"
    attached = {"standing": standing, "numbered": numbered if numbered != standing else None}

    def fill(connection: duckdb.DuckDBPyConnection) -> None:
        fill_full(
            connection,
            delivery.ledgers,
            number=number,
            parent=parent,
            as_of=delivery.as_of,
            built_at=delivery.built_at,
            demonstration=delivery.demonstration,
            files=delivery.files,
            updated=[name for name, mode in delivery.modes.items() if mode == "update"],
            numbered=("numbered" if attached["numbered"] else "standing") if numbered else None,
            standing="standing" if standing else None,
        )

    _write(full, fill, attached)
    write_mart(mart, full)
    rows = counted(full)
    if counted(full, as_in_mart=True) != counted(mart):
        raise StoreError("mart_differs", file=mart)
    sources = _kept(folder / "files", delivery.sources)
    with ThreadPoolExecutor(2) as threads:
        digests = dict(zip(KINDS, threads.map(digest, (full, mart)), strict=True))
    for path, kind in ((full, "full"), (mart, "mart")):
        health.known(path, digests[kind])
    return {
        "version": number,
        "schema": dictionary().schema,
        "program": PROGRAM,
        "parent": parent,
        "kind": "import" if delivery.restored is None else "restore",
        "restored": delivery.restored,
        "as_of": delivery.as_of.isoformat(),
        "built_at": delivery.built_at.isoformat(timespec="seconds"),
        "demonstration": delivery.demonstration,
        "who": delivery.who,
        "note": delivery.note,
        "rows": rows,
        "delivered": sorted(delivery.ledgers),
        "modes": {name: delivery.modes.get(name, "replace") for name in sorted(delivery.ledgers)},
        "files": [vars(file) for file in delivery.files],
        "sources": sources,
        "sha256": digests,
        "bytes": {"full": full.stat().st_size, "mart": mart.stat().st_size},
    }


def _write(path: Path, fill: Callable[[duckdb.DuckDBPyConnection], None], attached: Mapping[str, Path | None]) -> None:
    """Write the full file and prove that it is whole.

    An explicit CHECKPOINT raises on a full disk where close() stays silent; a log left behind means the same.
    """
    connection = connect(str(path), config=BUILD_CONFIG)
    try:
        set_mode(path, FILE)
        for name, other in attached.items():
            if other is not None:
                attach(connection, other, name)
        connection.execute("begin")
        fill(connection)
        connection.execute("commit")
        connection.execute("checkpoint")
    finally:
        connection.close()
    if path.with_name(path.name + ".wal").exists():
        raise StoreError("not_whole", file=path)
    sync_file(path)


def _catalog(connection: duckdb.DuckDBPyConnection) -> str:
    """The name DuckDB gave the file just opened; it is made of the file name."""
    return connection.sql("select current_database()").fetchall()[0][0]


def counted(path: Path, *, as_in_mart: bool = False) -> dict[str, int]:
    """Rows per ledger of a full file or a mart, read anew from the disk; `as_in_mart`: of a full file those of its mart."""
    connection = connect(str(path), read_only=True, config=READ_CONFIG)
    try:
        of = _catalog(connection)
        tables = {name: mart_rows(name, of) if as_in_mart else name for name in dictionary().ledgers}
        parts = [f"select '{name}' as ledger, count(*) as row_count from {table}" for name, table in tables.items()]
        return dict(connection.sql(" union all ".join(parts)).fetchall())
    finally:
        connection.close()


def _kept(folder: Path, sources: Sequence[Path]) -> list[dict]:
    """Keep the files as they came, each under its sha256 and once; what the manifest says of them."""
    found = []
    for source in sources:
        private_folder(folder)
        passing = folder / "incoming"
        came, size = copy_with_digest(source, passing)
        name = came + (source.suffix.lower() if source.suffix.isascii() else "")
        os.replace(passing, folder / name)
        found.append({"name": source.name, "sha256": came, "bytes": size, "file": name})
    if found:
        sync_folder(folder)
    return found


def drop(folder: Path, lock: Lock) -> None:
    """Let a draft's folder go; the lock first, for Windows removes no file that is locked."""
    lock.release()
    remove(folder)


def is_abandoned(folder: Path, now: datetime) -> bool:
    """Whether a draft's process is gone, or the draft a day old by the name it has from its maker's clock."""
    begun = re.match(r"draft-(\d{14})-", folder.name)
    if begun is None or now - datetime.strptime(begun[1], "%Y%m%d%H%M%S") > OLD:
        return True
    lock = Lock(folder / "lock")
    taken = lock.take()
    lock.release()
    return taken
