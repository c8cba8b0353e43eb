"""The versions below one data home: immutable files, one pointer, one writer at a time."""

import json
import os
from contextlib import contextmanager
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import duckdb

from inspection.warehouse.build import copy_to_mart, fill_full
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.values import ImportedFile, Ledgers, Version, ledger_schema

PROJECT = Path(__file__).resolve().parents[2]
BUILD_CONFIG = {"autoinstall_known_extensions": False, "python_enable_replacements": False}


class StoreError(RuntimeError):
    """The store cannot be read or written; the sentence names the file and the next step."""


class Busy(StoreError):
    """Somebody else is writing to this store right now."""


def data_home() -> Path:
    """The folder of the office's data: INSPECTION_DATA, else data/ of the project. It need not exist yet."""
    return Path(os.environ.get("INSPECTION_DATA") or PROJECT / "data").resolve()


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # Windows has no fsync of a folder; its rename is already ordered by the journal
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sync_file(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def _write_whole(path: Path, text: str) -> None:
    """Replace a small text file in one step: a reader sees the old one or the new one, never a part."""
    fresh = path.with_name(path.name + ".new")
    with open(fresh, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
    _sync_folder(path.parent)


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        result = sha256()
        while block := file.read(1 << 20):
            result.update(block)
    return result.hexdigest()


class Store:
    """The versions of one data home: `versions/<n>.full.duckdb`, `<n>.mart.duckdb`, `<n>.json`, and `current`.

    A version exists when the pointer has reached it: what a broken build leaves behind is swept by the next one.
    """

    def __init__(self, home: Path):
        self.home = Path(home)
        self.folder = self.home / "versions"

    def _pointer(self) -> int | None:
        try:
            text = (self.folder / "current").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        if not text.isdigit():
            raise StoreError(f"{self.folder / 'current'} holds {text[:20]!r} instead of a version number")
        return int(text)

    def version(self, number: int) -> Version:
        """A version by its number. Raises StoreError when its manifest or one of its files is missing or unreadable."""
        path = self.folder / f"{number:04d}.json"
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            as_of, demonstration = date.fromisoformat(manifest["as_of"]), bool(manifest["demonstration"])
        except (OSError, ValueError, KeyError) as error:
            raise StoreError(f"{path}: the manifest of version {number} cannot be read ({error})") from error
        full, mart = (self.folder / f"{number:04d}.{kind}.duckdb" for kind in ("full", "mart"))
        for file in (full, mart):
            if not file.exists():
                raise StoreError(f"{file} is missing although version {number} names it")
        return Version(number, as_of, demonstration, full, mart, manifest)

    def current(self) -> Version | None:
        """The version in force, or None before the first import. Raises StoreError when it is damaged."""
        number = self._pointer()
        return None if number is None else self.version(number)

    def versions(self) -> list[Version]:
        """All published versions, oldest first."""
        last = self._pointer() or 0
        numbers = sorted(int(p.stem) for p in self.folder.glob("[0-9]*.json") if int(p.stem) <= last)
        return [self.version(number) for number in numbers]

    def read_full(self, version: Version, ledgers: tuple[str, ...] | None = None) -> Ledgers:
        """Whole rows, secret columns too, of the named ledgers (None: all). For the importer and the steward only."""
        names = ledgers if ledgers is not None else tuple(dictionary().ledgers)
        connection = duckdb.connect(str(version.full), read_only=True, config=BUILD_CONFIG)
        try:
            result: Ledgers = {}
            for name in names:
                ledger = dictionary().ledgers[name]
                listed = ", ".join(c.name for c in ledger.columns)
                key = ", ".join(c.name for c in ledger.key)
                found = connection.sql(f"select {listed} from {name} order by {key}").to_arrow_table()
                result[name] = found.cast(ledger_schema(name))
            return result
        finally:
            connection.close()

    @contextmanager
    def _writing(self):
        """Hold the one-writer lock; the file stays, only the lock on it comes and goes with the process."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle = open(self.folder / "lock", "a+b")
        try:
            if os.name == "posix":
                import fcntl

                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise Busy(f"{self.folder}: another import is running; wait for it and try again") from None
            else:
                import msvcrt

                handle.seek(0)
                try:
                    msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
                except OSError:
                    raise Busy(f"{self.folder}: another import is running; wait for it and try again") from None
            yield
        finally:
            handle.close()

    def _sweep(self) -> None:
        """Remove what a broken build left: everything numbered above the pointer, and half-written files."""
        last = self._pointer() or 0
        for path in self.folder.iterdir():
            number = path.name.split(".")[0]
            if path.name.endswith((".new", ".wal", ".building")) or (number.isdigit() and int(number) > last):
                path.unlink()

    def _build(self, path: Path, fill) -> None:
        """Build one database file beside its place, prove it, and move it there.

        An explicit CHECKPOINT raises on a full disk where close() stays silent; a log left behind means the same.
        """
        building = path.with_name(path.name + ".building")
        connection = duckdb.connect(str(building), config=BUILD_CONFIG)
        try:
            connection.execute("begin")
            fill(connection)
            connection.execute("commit")
            connection.execute("checkpoint")
        finally:
            connection.close()
        if building.with_name(building.name + ".wal").exists():
            raise StoreError(f"{building}: the database could not be written whole; is the disk full?")
        _sync_file(building)
        os.replace(building, path)
        _sync_folder(self.folder)

    def _counts(self, path: Path) -> dict[str, int]:
        connection = duckdb.connect(str(path), read_only=True, config=BUILD_CONFIG)
        try:
            return {
                name: connection.sql(f"select count(*) from {name}").fetchall()[0][0] for name in dictionary().ledgers
            }
        finally:
            connection.close()

    def publish(
        self,
        ledgers: Ledgers,
        *,
        as_of: date,
        files: tuple[ImportedFile, ...],
        built_at: datetime,
        demonstration: bool = False,
    ) -> Version:
        """Publish a new version out of what came in; ledgers not in it keep what the current version holds.

        `built_at` is the clock of the caller. Until the pointer moves, which is the last step, nothing has changed.
        Raises Busy when another import is running, StoreError or duckdb.Error when the build fails.
        """
        with self._writing():
            self._sweep()
            parent = self.current()
            number = parent.number + 1 if parent else 1
            full, mart = (self.folder / f"{number:04d}.{kind}.duckdb" for kind in ("full", "mart"))

            def fill(connection) -> None:
                fill_full(
                    connection,
                    ledgers,
                    number=number,
                    parent=parent.number if parent else None,
                    as_of=as_of,
                    built_at=built_at,
                    demonstration=demonstration,
                    files=files,
                    parent_catalog="parent" if parent else None,
                )

            self._build(full, self._with_attached(parent.full, "parent", fill) if parent else fill)
            self._build(
                mart,
                self._with_attached(full, "complete", lambda c: copy_to_mart(c, "complete", _catalog(c))),
            )
            rows = self._counts(full)
            if rows != self._counts(mart):
                raise StoreError(f"{mart}: the mart does not hold the rows of {full}; the version is not published")
            manifest = {
                "version": number,
                "parent": parent.number if parent else None,
                "as_of": as_of.isoformat(),
                "built_at": built_at.isoformat(timespec="seconds"),
                "demonstration": demonstration,
                "rows": rows,
                "delivered": sorted(ledgers),
                "files": [vars(file) for file in files],
                "sha256": {"full": _digest(full), "mart": _digest(mart)},
            }
            _write_whole(self.folder / f"{number:04d}.json", json.dumps(manifest, ensure_ascii=False, indent=1))
            _write_whole(self.folder / "current", f"{number}\n")
            return self.version(number)

    @staticmethod
    def _with_attached(path: Path, name: str, fill):
        """`fill` with another database file attached read-only under `name`; ATTACH takes no bound parameter."""
        quoted = str(path).replace("'", "''")

        def filled(connection) -> None:
            connection.execute(f"attach '{quoted}' as {name} (read_only)")
            fill(connection)

        return filled


def _catalog(connection: duckdb.DuckDBPyConnection) -> str:
    """The name DuckDB gave the file just opened; it is made of the file name."""
    return connection.sql("select current_database()").fetchall()[0][0]
