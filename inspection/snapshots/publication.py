"""From draft to published: the steps, who may take them, and what each leaves behind.

publication = Publication(home)
entry = publication.draft(mart, settings, template("monthly"), version=7, by="zhang", at=datetime(...))
publication.approve(entry.id, by="li", at=...); publication.publish(entry.id, by="zhang", at=...)
"""

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from inspection.snapshots import register as registers
from inspection.snapshots.contents import Compared, Contents, contents_of, digest, json_bytes
from inspection.snapshots.draft import Draft, Text, draft_of
from inspection.snapshots.edition import notice_files, snapshot_files
from inspection.snapshots.faults import Refused
from inspection.snapshots.keys import office_key
from inspection.snapshots.manifest import MANIFEST, SIGNATURE, fingerprint, of_snapshot, of_withdrawal, signed
from inspection.snapshots.preparation import Standing, prepared
from inspection.snapshots.register import Entry, Register
from inspection.snapshots.verify import Fault, Verified, verify_chain
from inspection.warehouse import READ_ONLY, Mart, Settings, Store, StoreError, private, private_folder, set_mode

SHOWN = ("published", "corrected", "withdrawn")


class Publication:
    """The snapshots of a data home. Every step holds the one-writer lock and raises Refused with nothing changed."""

    def __init__(self, home: Path) -> None:
        self.home = Path(home)
        self.folder = self.home / "snapshots"

    def register(self) -> Register:
        return registers.read(self.folder)

    def entry(self, id: str) -> Entry:
        """An entry by its id, its folder or the beginning of its fingerprint."""
        return self.register().entry(id)

    def contents(self, entry: Entry) -> Contents:
        """What an entry shows. Raises Refused when the file does not hold what was drafted."""
        held = self._held(entry.id)["contents"]
        if digest(held | {"published_on": None}) != entry.digest:
            raise Refused("contents_changed", id=entry.id)
        return contents_of(json_bytes(held))

    def wanted(self, entry: Entry) -> Draft:
        """The draft an entry was made from."""
        return _draft_from(self._held(entry.id)["draft"])

    def published(self) -> tuple[tuple[Entry, Contents], ...]:
        """Every snapshot that was ever published, in the order of the chain."""
        order = {folder: at for at, (folder, _) in enumerate(self.register().chain)}
        there = [e for e in self.register().entries if e.state in SHOWN]
        return tuple((e, self.contents(e)) for e in sorted(there, key=lambda e: order[e.folder]))

    def standing(self, slug: str, without: str = "") -> Standing:
        """What a draft of that series is measured against; `without`: without that entry and later ones."""
        register, published = self.register(), self.published()
        same = [(e, c) for e, c in published if e.slug == slug]
        if without:
            at = next((n for n, (e, _) in enumerate(same) if e.id == without), len(same))
            same = same[:at]
        valid = [(e, c) for e, c in same if e.state == "published"]
        compared = None
        if valid:
            entry, contents = valid[-1]
            compared = Compared(entry.fingerprint, entry.folder, contents.as_of), contents
        return Standing(tuple(c for _, c in published), register.head, compared)

    def draft(self, mart: Mart, settings: Settings, draft: Draft, *, version: int, by: str, at: datetime) -> Entry:
        """Prepare a snapshot of the data in force. It can be looked at, approved or discarded."""
        with registers.writing(self.folder):
            standing = self.standing(draft.slug)
            contents = prepared(mart, settings, draft, data_version=version, standing=standing)
            return self._drafted(contents, draft, by, at)

    def correct(
        self, id: str, mart: Mart, settings: Settings, *, version: int, reason: Text, by: str, at: datetime,
        draft: Draft | None = None,
    ) -> Entry:  # fmt: skip
        """Draft the snapshot that is to replace a published one, as that was drafted unless `draft` says otherwise."""
        if not reason.zh.strip():
            raise Refused("no_reason")
        with registers.writing(self.folder):
            old = self._in_state(id, "published")
            draft = draft or self.wanted(old)
            contents = prepared(
                mart, settings, draft, data_version=version, standing=self.standing(old.slug, without=old.id),
                replaces=old.fingerprint, replaces_folder=old.folder, reason=reason,
            )  # fmt: skip
            return self._drafted(contents, draft, by, at, replaces=old.id, reason=reason.zh)

    def _drafted(
        self, contents: Contents, draft: Draft, by: str, at: datetime, replaces: str = "", reason: str = ""
    ) -> Entry:
        register = self.register()
        entry = Entry(
            id=f"d{len(register.entries) + 1:04d}",
            state="draft",
            slug=contents.slug,
            title=contents.title.zh,
            as_of=contents.as_of.isoformat(),
            digest=digest(contents),
            data_version=contents.data_version,
            drafted_by=_named(by),
            drafted_at=_moment(at),
            replaces=replaces,
            reason=reason,
        )
        self._hold(entry.id, draft, contents)
        registers.write(self.folder, register.with_entry(entry))
        return entry

    def approve(self, id: str, *, by: str, at: datetime, two_persons: bool = True) -> Entry:
        """Approve a draft as it stands; with `two_persons` not by whoever drafted it."""
        with registers.writing(self.folder):
            entry = self._in_state(id, "draft")
            if two_persons and _named(by) == entry.drafted_by:
                raise Refused("same_person", by=by)
            self._fresh(self.contents(entry))
            return self._put(replace(entry, state="approved", approved_by=_named(by), approved_at=_moment(at)))

    def discard(self, id: str) -> Entry:
        """Give up a draft that is not published; it stays in the list."""
        with registers.writing(self.folder):
            entry = self._in_state(id, "draft", "approved")
            return self._put(replace(entry, state="discarded"))

    def publish(self, id: str, *, by: str, at: datetime) -> Entry:
        """Write the folder of an approved snapshot, sign it, and link it to the chain. It is never changed again."""
        with registers.writing(self.folder):
            entry = self._in_state(id, "approved")
            contents = replace(self.contents(entry), published_on=at.date())
            self._fresh(contents)
            files = snapshot_files(contents)
            manifest = of_snapshot(contents, files)
            self._keep_version(entry, f"{contents.as_of}-{contents.slug}-{fingerprint(manifest)[:12]}")
            self._hold(entry.id, self.wanted(entry), contents)
            folder = self._write(f"{contents.as_of}-{contents.slug}", files, manifest)
            entry = replace(
                entry, state="published", published_by=_named(by), published_at=_moment(at), folder=folder,
                fingerprint=fingerprint(manifest),
            )  # fmt: skip
            register = self.register().with_entry(entry).with_link(folder, entry.fingerprint)
            if entry.replaces:
                old = register.entry(entry.replaces)
                register = register.with_entry(replace(old, state="corrected", replaced_by=entry.id))
            registers.write(self.folder, register)
            return entry

    def withdraw(self, id: str, *, reason: Text, by: str, at: datetime) -> Entry:
        """Withdraw a published snapshot: a page that says so takes its place in public. One person may, for haste."""
        if not reason.zh.strip():
            raise Refused("no_reason")
        with registers.writing(self.folder):
            entry = self._in_state(id, "published")
            contents = self.contents(entry)
            files = notice_files(contents, reason, at.date(), entry.fingerprint)
            head = self.register().head
            manifest = of_withdrawal(contents, entry.fingerprint, reason, at.date(), head, files)
            folder = self._write(f"{at.date()}-{contents.slug}-withdrawn", files, manifest)
            entry = replace(
                entry, state="withdrawn", withdrawn_by=_named(by), withdrawn_at=_moment(at),
                withdrawn_reason=reason.zh, notice=folder,
            )  # fmt: skip
            registers.write(self.folder, self.register().with_entry(entry).with_link(folder, fingerprint(manifest)))
            return entry

    def verify(self, key: Ed25519PublicKey) -> tuple[list[Verified], list[Fault]]:
        """Every folder of the register and the chain; also what the register lacks ("unlisted") or misses ("gone")."""
        listed = [folder for folder, _ in self.register().chain]
        there = [p.name for p in self.folder.iterdir() if p.is_dir()] if self.folder.is_dir() else []
        own = {"drafts", "templates"}
        found, faults = verify_chain([self.folder / name for name in listed if name in there], key)
        faults += [Fault("gone", name) for name in listed if name not in there]
        faults += [Fault("unlisted", name) for name in sorted(set(there) - set(listed) - own) if name[0] != "."]
        return found, faults

    def preview(self, entry: Entry, on: date) -> dict[str, bytes]:
        """The files as they were published; of a draft, as publishing on that day would write them, nothing kept."""
        if entry.folder:
            return {path.name: path.read_bytes() for path in sorted((self.folder / entry.folder).iterdir())}
        return snapshot_files(replace(self.contents(entry), published_on=on))

    def _keep_version(self, entry: Entry, reason: str) -> None:
        """Keep the data version that is aired for good. A home without versions has none to keep.

        Raises Refused when it is no longer kept, StoreError when the store cannot be written."""
        store = Store(self.home)
        if store.current() is None:
            return
        try:
            store.pin(entry.data_version, reason)
        except StoreError as error:
            if error.code == "no_version":
                raise Refused("version_gone", version=entry.data_version) from error
            raise

    def _in_state(self, id: str, *states: str) -> Entry:
        entry = self.entry(id)
        if entry.state not in states:
            raise Refused(f"state_{entry.state}", id=entry.id)
        return entry

    def _fresh(self, contents: Contents) -> None:
        """A draft made before another snapshot was published knows neither its movements nor what it gave away."""
        if contents.previous != self.register().head:
            raise Refused("stale")

    def _put(self, entry: Entry) -> Entry:
        registers.write(self.folder, self.register().with_entry(entry))
        return entry

    def _held(self, id: str) -> dict:
        path = self.folder / "drafts" / f"{id}.json"
        try:
            return json.loads(path.read_bytes())
        except (OSError, ValueError) as error:
            raise Refused("bad_register", path=path, reason=error) from error

    def _hold(self, id: str, draft: Draft, contents: Contents) -> None:
        private_folder(self.folder / "drafts")
        held = json_bytes({"draft": asdict(draft), "contents": asdict(contents)})
        registers.write_whole(self.folder / "drafts" / f"{id}.json", held)

    def _write(self, name: str, files: Mapping[str, bytes], manifest: bytes) -> str:
        """Write a folder beside, whole, and move it to its place. Leftovers of a broken publication are swept."""
        known = {folder for folder, _ in self.register().chain}
        for path in self.folder.iterdir():
            if path.is_dir() and path.name not in known | {"drafts", "templates"}:
                shutil.rmtree(path)
        beside = self.folder / f".{secrets.token_hex(4)}.building"
        private_folder(beside)
        held = {**files, MANIFEST: manifest, SIGNATURE: signed(manifest, office_key(self.home))}
        for file, content in held.items():
            with open(beside / file, "wb", opener=private) as handle:
                handle.write(content)
                handle.flush()
                os.fsync(handle.fileno())
            set_mode(beside / file, READ_ONLY)
        registers.sync_folder(beside)
        place = self.folder / f"{name}-{fingerprint(manifest)[:12]}"
        os.replace(beside, place)
        registers.sync_folder(self.folder)
        return place.name


def _named(by: str) -> str:
    if not by.strip():
        raise Refused("no_name")
    return by.strip()


def _moment(at: datetime) -> str:
    return at.replace(microsecond=0, tzinfo=None).isoformat()


def _draft_from(held: dict) -> Draft:
    """A draft as it was kept: as given, with its days as days."""
    days = {name: date.fromisoformat(held[name]) if held[name] else None for name in ("from_date", "to_date")}
    return draft_of(held | days)
