"""From draft to published: the steps, who may take them, and what each leaves behind.

publication = Publication(home, PublicSite(home, settings))
entry = publication.draft(mart, settings, template("monthly"), version=7, by="zhang", at=datetime(...))
publication.approve(entry.id, by="li", at=...); publication.publish(entry.id, by="zhang", at=...)

A step is a line of the register's log. What it needs (folders, checked pages, the whole site made and read for foreign words)
is made before, so a refusal changes nothing; what follows from it (the site) is made good by the next command when it is killed.
"""

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspection.snapshots import drafts
from inspection.snapshots import register as registers
from inspection.snapshots.certified import certificates
from inspection.snapshots.chain import verify_all
from inspection.snapshots.contents import Compared, Contents, digest
from inspection.snapshots.draft import Draft, Text
from inspection.snapshots.edition import Corrected, corrected_files, notice_files, snapshot_files
from inspection.snapshots.faults import Refused
from inspection.snapshots.folders import Folder, Site
from inspection.snapshots.keys import office_key
from inspection.snapshots.manifest import of_correction, of_snapshot, of_withdrawal
from inspection.snapshots.preparation import Standing, prepared, taken_back
from inspection.snapshots.register import Entry, Register, Step
from inspection.snapshots.telling import Told
from inspection.snapshots.totals import Before
from inspection.snapshots.verify import Fault, Verified
from inspection.text.alike import alike
from inspection.warehouse import READ_ONLY, Mart, Settings, Store, StoreError, private, private_folder, set_mode

SHOWN = ("published", "corrected", "withdrawn")
OWN = {"drafts", "templates"}


class Publication:
    """The snapshots of a data home. Every step holds the one-writer lock and raises Refused with nothing changed.

    With a `site` what is public follows every step; without one nothing is served.
    """

    def __init__(self, home: Path, site: Site | None = None) -> None:
        self.home = Path(home)
        self.folder = self.home / "snapshots"
        self.site = site

    def register(self) -> Register:
        return registers.read(self.folder)

    def entry(self, id: str) -> Entry:
        """An entry by its id, its folder or the beginning of its fingerprint."""
        return self.register().entry(id)

    def files(self, folder: str) -> dict[str, bytes]:
        """Name -> bytes of a published folder."""
        return {path.name: path.read_bytes() for path in sorted((self.folder / folder).iterdir())}

    def contents(self, entry: Entry) -> Contents:
        """What an entry shows. Raises Refused when the file does not hold what was drafted."""
        return drafts.shown(self._held(entry.id), entry)

    def wanted(self, entry: Entry) -> Draft:
        """The draft an entry was made from."""
        return drafts.wanted(self._held(entry.id))

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
        earlier = tuple(Before(c, frozenset(w.org_id for w in self.wanted(e).withheld), self.told(e)) for e, c in published)
        return Standing(earlier, register.head, compared)

    def told(self, entry: Entry) -> Told:
        """What the counts above a threshold that an entry shows are made of, which stays in the house."""
        return drafts.told(self._held(entry.id), entry, self.home)

    def draft(self, mart: Mart, settings: Settings, draft: Draft, *, version: int, by: str, at: datetime) -> Entry:
        """Prepare a snapshot of the data in force. It can be looked at, approved or discarded."""
        by = _named(by)
        with self._writing(by, at):
            standing = self.standing(draft.slug)
            held = certificates(self.home)
            contents, told = prepared(mart, settings, draft, data_version=version, standing=standing, certificates=held)
            return self._drafted(contents, told, draft, by, at)

    def correct(
        self, id: str, mart: Mart, settings: Settings, *, version: int, reason: Text, by: str, at: datetime,
        draft: Draft | None = None,
    ) -> Entry:  # fmt: skip
        """Draft the snapshot that is to replace a published one, as that was drafted unless `draft` says otherwise."""
        by = _named(by)
        if not reason.zh.strip():
            raise Refused("no_reason")
        with self._writing(by, at):
            old = self._in_state(id, "published")
            draft = draft or self.wanted(old)
            contents, told = prepared(
                mart, settings, draft, data_version=version, standing=self.standing(old.slug, without=old.id),
                certificates=certificates(self.home), replaces=old.fingerprint, replaces_folder=old.folder, reason=reason,
            )  # fmt: skip
            return self._drafted(contents, told, draft, by, at, replaces=old.id, reason=reason.zh)

    def _drafted(
        self, contents: Contents, told: Told, draft: Draft, by: str, at: datetime, replaces: str = "", reason: str = ""
    ) -> Entry:
        register = self.register()
        entry = Entry(
            id=f"d{len(register.entries) + 1:04d}",
            state="draft",
            slug=contents.slug,
            title=contents.title.zh,
            as_of=contents.as_of.isoformat(),
            digest=digest(contents),
            told=digest(told),
            data_version=contents.data_version,
            drafted_by=by,
            drafted_at=_moment(at),
            replaces=replaces,
            reason=reason,
        )
        drafts.hold(self.folder / "drafts", entry.id, draft, contents, told)
        self._take("drafted", by, at, entry)
        return entry

    def approve(self, id: str, *, by: str, at: datetime, two_persons: bool = True) -> Entry:
        """Approve a draft as it stands; with `two_persons` not by whoever drafted it."""
        by = _named(by)
        with self._writing(by, at):
            entry = self._in_state(id, "draft")
            if two_persons and alike(by) == alike(entry.drafted_by):
                raise Refused("same_person", by=by)
            self._fresh(self.contents(entry))
            entry = replace(entry, state="approved", approved_by=by, approved_at=_moment(at))
            self._take("approved", by, at, entry)
            return entry

    def discard(self, id: str, *, by: str, at: datetime) -> Entry:
        """Give up a draft that is not published; it stays in the list."""
        by = _named(by)
        with self._writing(by, at):
            entry = replace(self._in_state(id, "draft", "approved"), state="discarded")
            self._take("discarded", by, at, entry)
            return entry

    def publish(self, id: str, *, by: str, at: datetime) -> Entry:
        """Write the folder of an approved snapshot, sign it, and link it to the chain. It is never changed again.

        Of a correction the page it corrects is written anew, saying so. Repeating a step that was taken changes nothing.
        """
        by = _named(by)
        with self._writing(by, at):
            entry = self._in_state(id, "approved", "published")
            if entry.state == "published":
                return entry
            contents = replace(self.contents(entry), published_on=at.date())
            self._fresh(contents)
            files = snapshot_files(contents)
            folders = [Folder(f"{contents.as_of}-{contents.slug}", files, of_snapshot(contents, files))]
            new = folders[0]
            entry = replace(
                entry, state="published", published_by=by, published_at=_moment(at), folder=new.name, fingerprint=new.mark
            )
            changed = [entry]
            if entry.replaces:
                old = self.entry(entry.replaces)
                folders.append(self._corrected(old, new, at.date(), contents))
                changed.append(replace(old, state="corrected", replaced_by=entry.id, notice=folders[1].name))
            self._keep_version(entry, new.name)
            self._take("published", by, at, *changed, folders=folders, contents={entry.id: contents})
            return entry

    def _corrected(self, old: Entry, new: Folder, on: date, by: Contents) -> Folder:
        """The page at the address of a corrected snapshot: as it was, and on top that and why it was corrected."""
        contents = self.contents(old)
        files = corrected_files(contents, Corrected(new.name, by.reason, on))
        manifest = of_correction(contents, old.fingerprint, new.mark, files)
        return Folder(f"{on}-{contents.slug}-corrected", files, manifest)

    def withdraw(self, id: str, *, reason: Text, by: str, at: datetime) -> Entry:
        """Withdraw a published snapshot, with all that it corrects and that corrects it: in the place of each stands a page
        that says so. One person may, for haste. Repeating it changes nothing."""
        by = _named(by)
        if not reason.zh.strip():
            raise Refused("no_reason")
        with self._writing(by, at):
            entry = self._in_state(id, *SHOWN)
            if entry.state == "withdrawn":
                return entry
            head, folders, changed = self.register().head, [], []
            for one in self._line(entry):
                contents = self.contents(one)
                files = notice_files(contents, reason, at.date(), one.fingerprint)
                manifest = of_withdrawal(contents, one.fingerprint, reason, at.date(), head, files)
                folders.append(Folder(f"{at.date()}-{contents.slug}-withdrawn", files, manifest))
                head = folders[-1].mark
                changed.append(
                    replace(
                        one, state="withdrawn", withdrawn_by=by, withdrawn_at=_moment(at), withdrawn_reason=reason.zh,
                        notice=folders[-1].name,
                    )
                )  # fmt: skip
            self._take("withdrawn", by, at, *changed, folders=folders)
            return next(one for one in changed if one.id == entry.id)

    def _line(self, entry: Entry) -> list[Entry]:
        """An entry with those it corrects and those that correct it, as far as they were published, oldest first."""
        register, line = self.register(), [entry]
        while line[0].replaces:
            line.insert(0, register.entry(line[0].replaces))
        while line[-1].replaced_by:
            line.append(register.entry(line[-1].replaced_by))
        return [one for one in line if one.state in ("published", "corrected")]

    @contextmanager
    def _writing(self, by: str, at: datetime) -> Iterator[None]:
        """Hold the lock, and make good first what a killed step left."""
        with registers.writing(self.folder):
            self._sweep()
            self._follow(by, at)
            yield

    def settle(self, *, by: str, at: datetime, looking: bool = False) -> None:
        """Make good what a killed step left; `looking`: also what is public where somebody changed it. Nothing is made where
        nobody drafted anything."""
        if not self.folder.is_dir():
            return
        with self._writing(_named(by), at):
            if looking and self.site is not None and self.register().chain and self.site.found() != self.register().site:
                self.site.write(self.site.files(self))

    def _sweep(self) -> None:
        """Folders that no step tells of go: of a step that was killed before its line."""
        known = {folder for folder, _ in self.register().chain} | OWN
        for path in self.folder.iterdir():
            if path.is_dir() and path.name not in known:
                shutil.rmtree(path)

    def _follow(self, by: str, at: datetime) -> None:
        """Let what is public be what the register says, also where the county's name or contact has changed since."""
        if self.site is None or not self.register().chain or self.site.served() == self.register().site != "":
            return
        files = self.site.files(self)
        if self.site.mark(files) != self.register().site:
            registers.append(self.folder, Step("site", by, _moment(at), site=self.site.mark(files)), self._key())
        self.site.write(files)

    def _take(
        self, what: str, by: str, at: datetime, *entries: Entry, folders: Sequence[Folder] = (),
        contents: Mapping[str, Contents] | None = None,
    ) -> None:  # fmt: skip
        """Take a step: all that can be refused first, then the folders, the line, and what is public.

        `contents`: of entries whose day of publication was not known before.
        """
        step = Step(what, by, _moment(at), entries, tuple((one.name, one.mark) for one in folders))
        files: dict[str, bytes] | None = None
        if self.site is not None and folders:
            files = self.site.files(_Taken(self, registers.after(self.register(), step), folders, contents or {}))
            step = replace(step, site=self.site.mark(files))
        for id, held in (contents or {}).items():
            drafts.hold(self.folder / "drafts", id, self.wanted(self.entry(id)), held, self._held(id).get("told"))
        for one in folders:
            self._write(one)
        registers.append(self.folder, step, self._key())
        if files is not None:
            self.site.write(files)

    def _key(self) -> Ed25519PrivateKey:
        return office_key(self.home)

    def verify(self, key: Ed25519PublicKey, known: str = "") -> tuple[list[Verified], list[Fault]]:
        """As `verify_all`; also whether every draft holds what was drafted ("draft") and the public site is the one the
        register tells of ("site")."""
        found, faults = verify_all(self.folder, key, known)
        if any(fault.code == "log" for fault in faults):
            return found, faults
        for entry in self.register().entries:
            try:
                self.contents(entry), self.told(entry)
            except (Refused, ValueError, KeyError, TypeError):
                faults.append(Fault("draft", entry.id))
        if self.site is not None and self.site.found() != self.register().site:
            faults.append(Fault("site", "public"))
        return found, faults

    def preview(self, entry: Entry, on: date) -> dict[str, bytes]:
        """The files as they were published; of a draft, as publishing on that day would write them, nothing kept."""
        if entry.folder:
            return self.files(entry.folder)
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
        """A draft made before another snapshot was published knows neither its movements nor what it gave away; and no mark is
        published that was taken back."""
        if contents.previous != self.register().head:
            raise Refused("stale")
        for one in taken_back(contents, certificates(self.home)) if contents.certified else ():
            (title,) = (definition.title for definition in contents.definitions if definition.id == one.id)
            raise Refused("mark_taken_back", title=title, name=one.by)

    def _held(self, id: str) -> dict:
        return drafts.held(self.folder / "drafts", id)

    def _write(self, folder: Folder) -> None:
        """Write a folder beside, whole, and move it to its place."""
        beside = self.folder / f".{secrets.token_hex(4)}.building"
        private_folder(beside)
        held = folder.signed(self._key())
        for file, content in held.items():
            with open(beside / file, "wb", opener=private) as handle:
                handle.write(content)
                handle.flush()
                os.fsync(handle.fileno())
            set_mode(beside / file, READ_ONLY)
        registers.sync_folder(beside)
        os.replace(beside, self.folder / folder.name)
        registers.sync_folder(self.folder)


class _Taken(Publication):
    """The publication as it will be once a step is taken, to make and check the site of before it is."""

    def __init__(
        self, now: Publication, register: Register, folders: Sequence[Folder], contents: Mapping[str, Contents]
    ) -> None:
        super().__init__(now.home)
        self._after, self._contents = register, contents
        self._new = {one.name: one.signed(now._key()) for one in folders}

    def register(self) -> Register:
        return self._after

    def files(self, folder: str) -> dict[str, bytes]:
        return self._new.get(folder) or super().files(folder)

    def contents(self, entry: Entry) -> Contents:
        return self._contents.get(entry.id) or super().contents(entry)


def _named(by: str) -> str:
    if not alike(by):
        raise Refused("no_name")
    return by.strip()


def _moment(at: datetime) -> str:
    return at.replace(microsecond=0, tzinfo=None).isoformat()

