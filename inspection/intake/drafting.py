"""From a reading without faults to a draft that the checks have looked over: the last step before a version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from inspection.intake.read import Reading
from inspection.intake.violations import LookedOver, look_over
from inspection.warehouse import Draft, Moved, Settings, Store, Version, open_full


@dataclass(frozen=True)
class Drafted:
    """A draft ready to be accepted (`store.accept(draft, checks=looked.counts)`), None when a check refuses it."""

    draft: Draft | None
    looked: LookedOver


def drafted(
    store: Store,
    reading: Reading,
    *,
    as_of: date,
    built_at: datetime,
    settings: Settings,
    lang: str,
    modes: Mapping[str, str] | None = None,
    sources: Sequence[Path] = (),
    who: str = "",
    note: str = "",
    read_beside: Version | None = None,
) -> Drafted:
    """Build the draft of a reading that has ledgers and no fault, and run every check over it.

    `read_beside` is the version that stood when the files were read. A draft that a check refuses is let go at once.
    Raises what Store.draft raises, and Moved when another version stands by now.
    """
    draft = store.draft(
        reading.ledgers,
        as_of=as_of,
        files=reading.files,
        built_at=built_at,
        who=who,
        note=note,
        modes=modes,
        sources=sources,
    )
    try:
        if (draft.parent.number if draft.parent else None) != (read_beside.number if read_beside else None):
            raise Moved("moved", number=draft.parent.number if draft.parent else 0)
        full = open_full(draft.full)
        try:
            previous = draft.parent.manifest["rows"] if draft.parent else None
            looked = look_over(full, reading.places, previous=previous, settings=settings, lang=lang)
        finally:
            full.close()
    except BaseException:
        store.discard(draft)
        raise
    if looked.faults:
        store.discard(draft)
        return Drafted(None, looked)
    return Drafted(draft, looked)
