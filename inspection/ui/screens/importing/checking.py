"""One check of uploaded files: read, drafted, looked over by the checks, compared with what stands; accepted as is.

The session keeps what a check says, never a row: the rows lie in the draft on disk, which goes when the check does.
"""

import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from inspection import intake
from inspection.indicators import headlines
from inspection.intake import Blanks, Fault, Reading, mapping
from inspection.intake.aliases import AliasError, Aliases, Unresolved
from inspection.intake.pace import Pace
from inspection.intake.unmapped import Unmapped, unmapped
from inspection.reading.movements import sentence
from inspection.text import say
from inspection.ui.pieces.attended import attend
from inspection.ui.screens.importing.uploads import Upload, write_all
from inspection.warehouse import (
    Busy,
    Change,
    Draft,
    Moved,
    Settings,
    Store,
    StoreError,
    Version,
    changes,
    is_full,
    open_mart,
    passing_folder,
    settings,
)

Tell = Callable[[float, str], None]
"""(share 0–1, sentence): how far a check is."""


@dataclass(frozen=True)
class Incoming:
    """What the steward has put together: files, day, profile ("" for none), ledgers only updated, what becomes of what
    the files leave out, store, language."""

    uploads: Sequence[Upload]
    as_of: date
    store: Store
    lang: str
    profile: str = ""
    update: tuple[str, ...] = ()
    blanks: Blanks = field(default_factory=Blanks)

    @property
    def signature(self) -> str:
        """Names this set of choices: a check is good for these alone."""
        files = [upload.file_id for upload in self.uploads]
        how = [self.profile, *sorted(self.update), self.blanks.absent, self.blanks.cells]
        return " ".join([str(self.as_of), self.lang, *how, *files])

    @property
    def modes(self) -> dict[str, str]:
        return dict.fromkeys(self.update, "update")


@dataclass(frozen=True, eq=False)
class Checked:
    """What a check found. `signature` says of which choices; `stands` is the version compared with.

    Without faults: `draft` is what would be published, `differences` of each ledger that came in, `headlines` what
    they do to the headline figures, in words. With faults: names and headers that the steward may resolve by choosing.
    """

    signature: str
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    stands: int | None
    seconds: float
    draft: Draft | None = None
    counts: Mapping[str, int] = field(default_factory=dict, repr=False)
    differences: Mapping[str, Change] = field(default_factory=dict)
    headlines: tuple[str, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    questions: tuple[Fault, ...] = ()

    def kept(self, store: Store) -> "Checked":
        """The same; its draft is let go with it, also when the session just ends, or its browser is gone for minutes."""
        if self.draft:
            attend(store, self.draft)
            weakref.finalize(self, store.discard, self.draft)
        return self


def check(incoming: Incoming, tell: Tell) -> Checked:
    """Read, draft, look over and compare. Raises StoreError, MappingError, AliasError, OSError."""
    started, store, lang = time.perf_counter(), incoming.store, incoming.lang
    current = store.current()
    profile = mapping.load(incoming.profile, store.home) if incoming.profile else None
    aliases = Aliases.load(store.home)
    with passing_folder("import") as folder:
        paths = write_all(incoming.uploads, folder)
        reading = intake.read(
            paths,
            as_of=incoming.as_of,
            standing=lambda name: store.read_full(current, (name,))[name] if current else None,
            mapping=profile,
            aliases=aliases,
            modes=incoming.modes,
            blanks=incoming.blanks,
            lang=lang,
            progress=Pace(tell, time.perf_counter, lang),
        )
        if reading.faults or not reading.ledgers:
            return Checked(
                signature=incoming.signature,
                faults=reading.faults,
                warnings=reading.warnings,
                questions=reading.questions,
                stands=current.number if current else None,
                seconds=time.perf_counter() - started,
                unresolved=tuple(aliases.unresolved),
                unmapped=unmapped(paths, reading.faults, profile, lang),
            )
        tell(1.0, say("progress_of_reading.drafting", lang))
        made = intake.drafted(
            store,
            reading,
            as_of=incoming.as_of,
            built_at=datetime.now(),
            settings=settings(store.home),
            lang=lang,
            modes=incoming.modes,
            sources=paths,
            read_beside=current,
        )
    return _compared(incoming, reading, made, current, tell, started)


def _compared(
    incoming: Incoming, reading: Reading, made: intake.Drafted, current: Version | None, tell: Tell, started: float
) -> Checked:
    store, lang, draft = incoming.store, incoming.lang, made.draft
    differences, moved = {}, ()
    if draft:
        tell(1.0, say("progress_of_reading.comparing", lang))
        try:
            differences = differences_of(draft, reading)
            moved = headlines_of(draft.parent, draft.version, settings(store.home), lang) if draft.parent else ()
        except BaseException:
            store.discard(draft)
            raise
    return Checked(
        signature=incoming.signature,
        faults=made.looked.faults,
        warnings=(*reading.warnings, *made.looked.warnings),
        stands=current.number if current else None,
        seconds=time.perf_counter() - started,
        draft=draft,
        counts=made.looked.counts,
        differences=differences,
        headlines=moved,
        questions=reading.questions,
    ).kept(store)


def differences_of(draft: Draft, reading: Reading) -> dict[str, Change]:
    """Of each ledger that came in, how its rows differ from the parent's; without a parent all are added."""
    if draft.parent:
        return changes(draft.parent.full, draft.full, reading.ledgers)
    return {name: Change(name, table.num_rows, 0, 0, 0, ()) for name, table in reading.ledgers.items()}


def headlines_of(older: Version, newer: Version, chosen: Settings, lang: str) -> tuple[str, ...]:
    """What moves of the headline figures between two versions (or a draft), in sentences."""
    marts = []
    try:
        for version in (older, newer):
            marts.append(open_mart(version))
        return tuple(sentence(found, lang) for found in headlines(*marts, settings=chosen))
    finally:
        for mart in marts:
            mart.close()


def accept(incoming: Incoming, checked: Checked, who: str, note: str) -> Version:
    """Publish the draft of a check as it is. Raises Moved when another version stands by now, StoreError, OSError."""
    return incoming.store.accept(checked.draft, who=who.strip(), note=note.strip(), checks=checked.counts)


def failure(error: Exception, lang: str) -> str:
    """Why checking or publishing failed, in words; what stood before stands unchanged in every case."""
    if isinstance(error, Busy):
        return say("importing.busy", lang)
    if isinstance(error, Moved):
        return say("importing.stands_changed", lang, number=error.values["number"])
    if isinstance(error, StoreError):
        shown = {n: "/".join(v.parts[-2:]) if isinstance(v, Path) else v for n, v in error.values.items()}
        return say(f"store.{error.code}", lang, **shown)  # without the machine's folders
    if isinstance(error, mapping.MappingError):
        return "\n".join(error.sentences(lang))
    if isinstance(error, AliasError):
        return str(error)
    if is_full(error):
        return say("importing.disk_full", lang)
    return say("importing.store_failed", lang, reason=f"{type(error).__name__}: {error}")
