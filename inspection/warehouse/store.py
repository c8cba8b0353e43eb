"""The versions below one data home: immutable files, one pointer, one writer at a time."""

import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from inspection.warehouse import health
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.disk import Lock, remove, sync_folder, write_whole
from inspection.warehouse.draft import Delivery, Draft, build, drop
from inspection.warehouse.errors import Busy, Damaged, Moved, StoreError
from inspection.warehouse.leftovers import PUBLISHING, refuse_put_back, sweep_versions
from inspection.warehouse.manifests import (
    Pointer,
    files_of,
    numbers,
    read_pointer,
    read_version,
    used_numbers,
    write_manifest,
    write_pointer,
)
from inspection.warehouse.older import opened
from inspection.warehouse.owner_only import private_folder
from inspection.warehouse.retention import prune, read_pins, write_pins
from inspection.warehouse.settings import settings
from inspection.warehouse.values import ImportedFile, Ledgers, Version, ledger_schema

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 2.0  # seconds that a short piece of writing waits for another one; an import in its last step takes longer


def data_home() -> Path:
    """The folder of the office's data: INSPECTION_DATA, else data/ of the project. It need not exist yet."""
    return Path(os.environ.get("INSPECTION_DATA") or PROJECT / "data").resolve()


class Store:
    """The versions of one data home: `versions/<n>.full.duckdb`, `<n>.mart.duckdb`, `<n>.json`, and `current`.

    A version exists when the pointer has reached it. `draft-*/` are drafts, `files/` the ledgers' files as they came,
    `pins.json` says which versions something given out was made from.
    """

    def __init__(self, home: Path):
        self.home = Path(home)
        self.folder = self.home / "versions"

    # reading

    def version(self, number: int) -> Version:
        """A version by its number; its manifest and the sizes of its files hold.

        Raises StoreError (no_version) when it was never published or is no longer kept, Damaged, with the last good
        one named, when it is not as it was published.
        """
        try:
            return read_version(self.folder, number)
        except Damaged as error:
            error.good = self.last_good()
            raise

    def _standing(self) -> Version | None:
        pointer = read_pointer(self.folder)
        if pointer is None or pointer.number == 0:
            refuse_put_back(self.folder, 0)
            return None
        manifest = files_of(self.folder, pointer.number)["json"]
        if not manifest.exists():
            raise Damaged("damaged_missing", pointer.number, file=manifest)
        version = read_version(self.folder, pointer.number)
        if pointer.seal and pointer.seal != version.manifest.get("seal"):
            raise Damaged("damaged_mismatch", pointer.number, file=self.folder / "current")
        return version

    def _last(self) -> int:
        """The number in force; where the pointer cannot be trusted, the highest there is a manifest of."""
        try:
            pointer = read_pointer(self.folder)
            self._standing()
        except Damaged as error:
            if error.number is None or error.code == "damaged_mismatch":
                return max(numbers(self.folder), default=0)
        return pointer.number if pointer else 0

    def current(self) -> Version | None:
        """The version in force, or None before the first import. Raises Damaged, with the last good one named."""
        try:
            return self._standing()
        except Damaged as error:
            error.good = self.last_good()
            raise

    def versions(self) -> list[Version]:
        """The published versions whose manifests are whole and whose files are there, oldest first."""
        return [found for found in self.listed() if isinstance(found, Version)]

    def listed(self) -> list[Version | Damaged]:
        """All published versions, oldest first; in place of a damaged one the error that says what is wrong."""
        last = self._last()
        found: list[Version | Damaged] = []
        for number in numbers(self.folder):
            if number <= last:
                try:
                    found.append(read_version(self.folder, number))
                except Damaged as error:
                    found.append(error)
        return found

    def last_good(self) -> int | None:
        """The newest version that is proven whole, both files; None when there is none."""
        for version in reversed(self.versions()):
            try:
                for kind in ("full", "mart"):
                    health.prove(version, kind)
                return version.number
            except Damaged:
                continue
        return None

    def prove(self, version: Version, kind: str = "mart") -> Path:
        """The "full" or "mart" file of a version as it was published. Raises Damaged, with the last good one named."""
        try:
            return health.prove(version, kind)
        except Damaged as error:
            error.good = self.last_good()
            raise

    def read_full(self, version: Version, ledgers: tuple[str, ...] | None = None) -> Ledgers:
        """Whole rows, secret columns too, of the named ledgers (None: all). For the importer and the steward only."""
        names = ledgers if ledgers is not None else tuple(dictionary().ledgers)
        self.prove(version, "full")
        connection = opened(version, "full")
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

    # writing

    @contextmanager
    def _writing(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the one-writer lock. Raises Busy when it cannot be had within `patience` seconds."""
        private_folder(self.folder)
        lock = Lock(self.folder / "lock")
        if not lock.take(patience):
            raise Busy("busy", folder=self.folder)
        try:
            yield
        finally:
            lock.release()

    def _begin(self, now: datetime) -> tuple[Path, Lock]:
        """A fresh folder for a draft, locked as long as its process lives. The writer's lock must be held."""
        folder = self.folder / f"draft-{now:%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
        private_folder(folder)
        lock = Lock(folder / "lock")
        lock.take()
        return folder, lock

    def _drafted(self, delivery: Delivery, parent: Version | None, folder: Path, lock: Lock) -> Draft:
        try:
            full = self.prove(parent, "full") if parent else None
            number = parent.number + 1 if parent else 1
            manifest = build(
                folder, delivery, number=number, parent=parent.number if parent else None, numbered=full, standing=full
            )
        except BaseException:
            _let_go(Draft(folder, parent, {}, lock))
            raise
        return Draft(folder, parent, manifest, lock)

    def draft(
        self,
        ledgers: Ledgers,
        *,
        as_of: date,
        files: tuple[ImportedFile, ...],
        built_at: datetime,
        who: str = "",
        note: str = "",
        modes: Mapping[str, str] | None = None,
        sources: Sequence[Path] = (),
    ) -> Draft:
        """Build what a publication would make, beside the versions and never taken for one.

        Ledgers that did not come in keep what the current version holds; `modes` says of one that did whether it is
        replaced ("replace", the default) or its rows are added and updated by key ("update"). `sources` are the files
        as they came; they are kept under their sha256. `built_at` is the clock of the caller.
        The draft goes when it is accepted or discarded, with its process, or after a day.
        Raises Busy while somebody publishes, Damaged when the version that stands is, duckdb.Error when a row breaks
        the schema.
        """
        delivery = Delivery(ledgers, as_of, built_at, files, sources, modes or {}, who, note)
        with self._writing():
            parent = self.current()
            sweep_versions(self.folder, built_at)
            folder, lock = self._begin(built_at)
        return self._drafted(delivery, parent, folder, lock)

    def discard(self, draft: Draft) -> None:
        """Let a draft go; nothing happens when it is gone already."""
        drop(draft.folder, draft.lock)

    def accept(self, draft: Draft, *, checks: Mapping[str, int] | None = None, **said: str) -> Version:
        """Publish a draft; `who` and `note` may still be said, `checks` are the counts the steward has seen.

        Until the pointer moves, which is the last step, nothing has changed. Raises Moved when another version was
        published since the draft was made, StoreError (draft_gone) when it was swept, Busy, OSError.
        """
        with self._writing():
            return self._accept(draft, {**({"checks": dict(checks)} if checks is not None else {}), **said})

    def _accept(self, draft: Draft, more: dict) -> Version:
        standing = self.current()
        if (standing.number if standing else None) != (draft.parent.number if draft.parent else None):
            raise Moved("moved", number=standing.number if standing else 0)
        sweep_versions(self.folder, datetime.fromisoformat(draft.manifest["built_at"]))
        return self._put_in_force(draft, more)

    def _put_in_force(self, draft: Draft, more: dict) -> Version:
        """Move a draft's files to their places, then the manifest, then the pointer; then let go what is too old."""
        if not draft.full.exists() or not draft.mart.exists():
            raise StoreError("draft_gone")
        keep = int(settings(self.home).get("versions", "keep"))
        number = draft.number
        files = files_of(self.folder, number)
        write_whole(draft.folder / PUBLISHING, f"{number}\n")
        self._keep_sources(draft.folder / "files")
        os.replace(draft.full, files["full"])
        os.replace(draft.mart, files["mart"])
        sync_folder(self.folder)
        manifest = None
        try:
            manifest = write_manifest(self.folder, draft.manifest | more)
            write_pointer(self.folder, manifest)
        except OSError as error:
            if manifest is None or read_pointer(self.folder) != Pointer(number, manifest["seal"]):
                with suppress(OSError):
                    remove(files["json"])  # or it would be taken for a version that was in force
                raise
            raise StoreError("unconfirmed", number=number, reason=error.strerror or error) from error
        for kind in ("full", "mart"):
            health.known(files[kind], manifest["sha256"][kind])
        version = read_version(self.folder, number)
        try:
            drop(draft.folder, draft.lock)
            prune(self.folder, number, keep)
        except (OSError, Damaged):
            return version  # it stands; what could not be removed goes after the next import
        return version

    def _keep_sources(self, folder: Path) -> None:
        if folder.exists():
            kept = self.folder / "files"
            private_folder(kept)
            for path in folder.iterdir():
                os.replace(path, kept / path.name)
            sync_folder(kept)

    def publish(
        self,
        ledgers: Ledgers,
        *,
        as_of: date,
        files: tuple[ImportedFile, ...],
        built_at: datetime,
        who: str = "",
        note: str = "",
        modes: Mapping[str, str] | None = None,
        sources: Sequence[Path] = (),
        demonstration: bool = False,
    ) -> Version:
        """Draft and accept in one go, with nobody between: raises what they raise, and never Moved."""
        delivery = Delivery(ledgers, as_of, built_at, files, sources, modes or {}, who, note, demonstration)
        with self._writing():
            parent = self.current()
            sweep_versions(self.folder, built_at)
            draft = self._drafted(delivery, parent, *self._begin(built_at))
            try:
                return self._accept(draft, {})
            except BaseException:
                _let_go(draft)
                raise

    def restore(self, number: int, *, built_at: datetime, who: str = "", note: str = "") -> Version:
        """Publish a new version equal to an old one; the way back from a mistake, and out of a damaged store.

        Its parent is the version in force; where that or the pointer is damaged, the last good one, and the new number
        is above all numbers used. Raises StoreError (no_version), Damaged when the old one is, Busy, OSError.
        """
        with self._writing():
            old = self.version(number)
            full = self.prove(old, "full")
            try:
                parent = self._standing()
                sweep_versions(self.folder, built_at)
                if parent:
                    health.prove(parent, "full")
            except Damaged:
                good = self.last_good()
                parent = read_version(self.folder, good) if good else old
            highest = max(used_numbers(self.folder), default=0)
            delivery = Delivery(
                {}, old.as_of, built_at, who=who, note=note, demonstration=old.demonstration, restored=number
            )
            folder, lock = self._begin(built_at)
            try:
                manifest = build(
                    folder,
                    delivery,
                    number=highest + 1,
                    parent=parent.number if parent else None,
                    numbered=parent.full if parent else full,
                    standing=full,
                )
                manifest |= {name: old.manifest.get(name, []) for name in ("files", "sources")}
                return self._put_in_force(Draft(folder, parent, manifest, lock), {})
            except BaseException:
                _let_go(Draft(folder, parent, {}, lock))
                raise

    # keeping

    def sweep(self, now: datetime) -> None:
        """Remove what dead processes left, where there is anything and nobody writes. Raises OSError, StoreError."""
        if any(self.folder.glob("draft-*")):
            with self._writing(0.0):
                sweep_versions(self.folder, now)

    def pins(self) -> dict[int, list[str]]:
        """Version number -> why it must be kept. Raises Damaged when the list cannot be read."""
        return read_pins(self.folder)

    def pin(self, number: int, reason: str) -> None:
        """Keep a version for good, because something given out was made from it; the same reason counts once.

        Raises StoreError (no_version) when it is not kept any more, Damaged, Busy.
        """
        with self._writing():
            self.version(number)
            pins = read_pins(self.folder)
            if reason not in pins.setdefault(number, []):
                pins[number].append(reason)
                write_pins(self.folder, pins)

    def prune(self) -> list[int]:
        """Remove the versions that need not be kept, now; their numbers. Every publication does it by itself."""
        with self._writing():
            current = self.current()
            keep = int(settings(self.home).get("versions", "keep"))
            return prune(self.folder, current.number, keep) if current else []

    def source_file(self, name: str) -> Path:
        """Where a source named in a manifest (`file`) is kept. Raises StoreError when it is not there."""
        path = self.folder / "files" / Path(name).name
        if not path.is_file():
            raise StoreError("no_source", file=path)
        return path


def _let_go(draft: Draft) -> None:
    """Let a draft go on the way out of an error, which matters more than what cannot be removed: the next one sweeps."""
    with suppress(OSError):
        drop(draft.folder, draft.lock)
